//! Where in a thing a stretch of its indexed text is read: the page, the chapter, the second.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let spots = text("spots").default("").to_owned();
        manager.alter_table(Table::alter().table("search_document").add_column(spots).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("search_document").drop_column("spots").to_owned()).await
    }
}
