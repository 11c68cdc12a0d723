//! Categories that show the helplines, and topics in which something of the portal is discussed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// SQLite adds one column a statement.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "category", boolean("help_block").default(false).to_owned()).await?;
        add(manager, "topic", text_null("about_kind")).await?;
        add(manager, "topic", text_null("about_id")).await?;
        let db = manager.get_connection();
        db.execute_unprepared("UPDATE category SET help_block = TRUE WHERE slug = 'protection-of-women'")
            .await?;
        db.execute_unprepared(
            "CREATE INDEX topic_about ON topic (about_kind, about_id) WHERE about_id IS NOT NULL",
        )
        .await
        .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX topic_about").await?;
        for (table, column) in [("topic", "about_id"), ("topic", "about_kind"), ("category", "help_block")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
