//! Recordings: the parts of one with what each is about, and in which line captions that were refused are wrong.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn cascade(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("library_segment")
                    .col(text("id").primary_key())
                    .col(text("item_id"))
                    .col(integer("start_second"))
                    .foreign_key(&mut cascade(("library_segment", "item_id"), "library_item"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("library_segment_text")
                    .col(text("segment_id"))
                    .col(text("locale"))
                    .col(text("title"))
                    .col(text("synopsis"))
                    .col(text("keywords"))
                    .primary_key(Index::create().col("segment_id").col("locale"))
                    .foreign_key(&mut cascade(("library_segment_text", "segment_id"), "library_segment"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("library_segment_start")
                    .table("library_segment")
                    .col("item_id")
                    .col("start_second")
                    .unique()
                    .to_owned(),
            )
            .await?;
        let line = integer_null("refusal_line");
        manager.alter_table(Table::alter().table("library_upload").add_column(line).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("library_upload").drop_column("refusal_line").to_owned())
            .await?;
        manager.drop_table(Table::drop().table("library_segment_text").to_owned()).await?;
        manager.drop_table(Table::drop().table("library_segment").to_owned()).await
    }
}
