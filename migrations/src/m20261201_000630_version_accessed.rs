//! The day on which the sources of a version were read: whoever takes a version back takes its day back too.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What is known of the day is that of the version that is shown.
const SHOWN: &str = "UPDATE dataset_version SET accessed = (SELECT d.accessed FROM dataset d \
    WHERE d.id = dataset_version.dataset_id AND d.version = dataset_version.n)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("accessed");
        manager.alter_table(Table::alter().table("dataset_version").add_column(column).to_owned()).await?;
        manager.get_connection().execute_unprepared(SHOWN).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("dataset_version").drop_column("accessed").to_owned()).await
    }
}
