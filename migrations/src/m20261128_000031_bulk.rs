//! A topic may stand in no list, and a closed one open again by itself. What was before a change of the team is kept
//! with its event, for a day, to be taken back.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 2] = [
    "CREATE INDEX topic_reopen ON topic (reopen_at) WHERE reopen_at IS NOT NULL",
    "CREATE INDEX topic_event_was ON topic_event (at) WHERE was IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [big_integer_null("unlisted_at"), big_integer_null("reopen_at")] {
            manager.alter_table(Table::alter().table("topic").add_column(column).to_owned()).await?;
        }
        manager
            .alter_table(Table::alter().table("topic_event").add_column(text_null("was")).to_owned())
            .await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for index in ["topic_event_was", "topic_reopen"] {
            db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        manager.alter_table(Table::alter().table("topic_event").drop_column("was").to_owned()).await?;
        for column in ["reopen_at", "unlisted_at"] {
            manager.alter_table(Table::alter().table("topic").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
