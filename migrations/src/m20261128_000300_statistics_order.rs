//! Long tables in the order of their figures; how far a file in hand is, for every process; and what is withheld is worked
//! out anew, since overlapping age groups are looked at too.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let progress =
            Table::alter().table("statistics_trial").add_column(integer("done").default(0)).to_owned();
        manager.alter_table(progress).await?;
        let db = manager.get_connection();
        let index = "CREATE INDEX observation_value ON observation (dataset_id, version, indicator, value)";
        db.execute_unprepared(index).await?;
        db.execute_unprepared("DELETE FROM statistics_guard").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX observation_value").await?;
        let progress = Table::alter().table("statistics_trial").drop_column("done").to_owned();
        manager.alter_table(progress).await
    }
}
