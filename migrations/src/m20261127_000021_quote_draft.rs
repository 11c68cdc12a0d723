//! What a text quotes of another one, and drafts.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 2] = [
    "CREATE INDEX quote_source ON quote (source_post_id)",
    "CREATE INDEX draft_updated ON draft (updated_at)",
];

fn refers(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut quote = Table::create()
            .table("quote")
            .col(text("post_id"))
            .col(big_integer("n"))
            .col(text("source_post_id"))
            .col(integer("source_revision"))
            .col(text("extract"))
            .primary_key(Index::create().col("post_id").col("n"))
            .to_owned();
        quote.foreign_key(&mut refers(("quote", "post_id"), "post"));
        quote.foreign_key(&mut refers(("quote", "source_post_id"), "post"));
        let mut draft = Table::create()
            .table("draft")
            .col(text("member_id"))
            .col(text("place"))
            .col(big_integer("sequence"))
            .col(text("category"))
            .col(text("title"))
            .col(text("body"))
            .col(text("poll_choices"))
            .col(text("language"))
            .col(text("content_note"))
            .col(boolean("anonymous"))
            .col(big_integer("updated_at"))
            .primary_key(Index::create().col("member_id").col("place"))
            .to_owned();
        draft.foreign_key(&mut refers(("draft", "member_id"), "member"));
        manager.create_table(quote).await?;
        manager.create_table(draft).await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["draft", "quote"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
