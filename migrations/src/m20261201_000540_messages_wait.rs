//! Since when a conversation waits on the team, and when somebody was reminded of it: what is written in private must
//! not wait unseen either. What waits already is counted from its last message, for nothing older is known without
//! reading.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 2] = ["waits_since", "reminded_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = big_integer("waits_since").default(0).to_owned();
        for column in [since, big_integer_null("reminded_at")] {
            manager.alter_table(Table::alter().table("private_case").add_column(column).to_owned()).await?;
        }
        manager.get_connection().execute_unprepared("UPDATE private_case SET waits_since = last_at").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("private_case").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
