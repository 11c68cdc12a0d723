//! Where things stand: redirects, the menu, the home page, announcements, the association's channels, and what became of
//! an article that is gone or was merged into another one.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![("gone_at", big_integer_null("gone_at")), ("merged_into", text_null("merged_into"))]
}

fn texts_of(table: &'static str, column: &'static str, parent: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(text(column))
        .col(text("locale"))
        .col(text("text"))
        .primary_key(Index::create().col(column).col("locale"))
        .foreign_key(
            ForeignKey::create().from(table, column).to(parent, "id").on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (_, column) in columns() {
            manager.alter_table(Table::alter().table("article").add_column(column).to_owned()).await?;
        }
        let tables = [
            Table::create()
                .table("redirect")
                .col(text("from_path").primary_key())
                .col(text("to_path"))
                .col(big_integer("hits").default(0))
                .col(text_null("last_hit"))
                .col(big_integer("made_at"))
                .to_owned(),
            Table::create()
                .table("menu_entry")
                .col(text("id").primary_key())
                .col(text("locale"))
                .col(integer("position"))
                .col(text("kind"))
                .col(text("target"))
                .col(text_null("label"))
                .to_owned(),
            Table::create()
                .table("home_block")
                .col(text("kind").primary_key())
                .col(integer("position"))
                .col(boolean("shown"))
                .to_owned(),
            Table::create()
                .table("home_text")
                .col(text("locale").primary_key())
                .col(text("title"))
                .col(text("body"))
                .to_owned(),
            Table::create()
                .table("announcement")
                .col(text("id").primary_key())
                .col(text_null("link"))
                .col(big_integer("starts_at"))
                .col(big_integer("ends_at"))
                .to_owned(),
            texts_of("announcement_text", "announcement_id", "announcement"),
            Table::create()
                .table("channel")
                .col(text("id").primary_key())
                .col(text("kind"))
                .col(text("url"))
                .col(integer("position"))
                .to_owned(),
            texts_of("channel_text", "channel_id", "channel"),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "channel_text",
            "channel",
            "announcement_text",
            "announcement",
            "home_text",
            "home_block",
            "menu_entry",
            "redirect",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table("article").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
