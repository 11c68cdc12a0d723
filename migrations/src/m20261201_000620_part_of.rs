//! That an indicator counts a part of what another one counts: then the two tell the rest; and what is withheld is worked out
//! anew, over periods, indicators and versions.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("part_of");
        manager.alter_table(Table::alter().table("indicator").add_column(column).to_owned()).await?;
        manager.get_connection().execute_unprepared("DELETE FROM statistics_guard").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("indicator").drop_column("part_of").to_owned()).await?;
        manager.get_connection().execute_unprepared("DELETE FROM statistics_guard").await?;
        Ok(())
    }
}
