//! What a catalogue says of a work beyond what every item has: other titles, dates, places, pages.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text("details").default("").to_owned();
        manager.alter_table(Table::alter().table("library_item").add_column(column).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("library_item").drop_column("details").to_owned()).await
    }
}
