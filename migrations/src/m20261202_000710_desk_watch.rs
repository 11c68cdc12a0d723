//! On what the team keeps an eye from one shift to the next: a text, who wrote it, or the discussion in which it stands.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("desk_watch")
                    .col(text("id").primary_key())
                    .col(text("post_id"))
                    .col(text("what"))
                    .col(text("word"))
                    .col(text_null("written_by"))
                    .col(big_integer("at"))
                    .to_owned(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared("CREATE UNIQUE INDEX desk_watch_once ON desk_watch (post_id, what)")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("desk_watch").to_owned()).await
    }
}
