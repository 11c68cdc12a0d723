//! Whether an address is with a provider of mailboxes that live for minutes: noted when it is given, so that nobody
//! opens the seal to ask. Of addresses from before nobody knows; they count as ordinary.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("disposable").default(false).to_owned();
        manager.alter_table(Table::alter().table("member_contact").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("member_contact").drop_column("disposable").to_owned()).await
    }
}
