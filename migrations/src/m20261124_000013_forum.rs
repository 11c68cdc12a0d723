//! The forum grows up: who may read a category and what waits there, closed and pinned topics, names hidden per
//! discussion, edited posts, content notes.

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
        add(manager, "category", text("audience").default("public").to_owned()).await?;
        add(manager, "category", text("review_mode").default("all").to_owned()).await?;
        add(manager, "category", boolean("allow_anonymous").default(true).to_owned()).await?;
        add(manager, "category", boolean("indexed").default(false).to_owned()).await?;
        add(manager, "topic", big_integer_null("closed_at")).await?;
        add(manager, "topic", big_integer_null("pinned_until")).await?;
        add(manager, "topic", integer_null("alias")).await?;
        add(manager, "post", integer_null("alias")).await?;
        add(manager, "post", integer("revision").default(1).to_owned()).await?;
        add(manager, "post", big_integer_null("edited_at")).await?;
        add(manager, "post", text_null("content_note")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("category", ["audience", "review_mode", "allow_anonymous", "indexed"].as_slice()),
            ("topic", &["closed_at", "pinned_until", "alias"]),
            ("post", &["alias", "revision", "edited_at", "content_note"]),
        ];
        for (table, names) in columns {
            for name in names {
                manager.alter_table(Table::alter().table(table).drop_column(*name).to_owned()).await?;
            }
        }
        Ok(())
    }
}
