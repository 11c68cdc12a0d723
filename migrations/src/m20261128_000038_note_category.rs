//! A note on a name says in which category it was written, so that whoever moderates another one does not read it. Of
//! notes from before nobody knows: they are for those who moderate everywhere.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter().table("member_note").add_column(text_null("category")).to_owned();
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("member_note").drop_column("category").to_owned()).await
    }
}
