//! A topic may stand first on the forum's front page, until a day.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = big_integer_null("front_until");
        manager.alter_table(Table::alter().table("topic").add_column(column).to_owned()).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX topic_front ON topic (front_until) WHERE front_until IS NOT NULL",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX topic_front").await?;
        manager.alter_table(Table::alter().table("topic").drop_column("front_until").to_owned()).await
    }
}
