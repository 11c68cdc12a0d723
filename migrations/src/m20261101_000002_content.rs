//! Sections, articles, procedures and standing pages: a document, and its text in each language.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("article")
                    .col(text("id").primary_key())
                    .col(text("kind"))
                    .col(text_null("section"))
                    .col(integer("position"))
                    .col(boolean("most_needed"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("article_section").table("article").col("section").to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("article_text")
                    .col(text("article_id"))
                    .col(text("locale"))
                    .col(text("slug"))
                    .col(text("title"))
                    .col(text("summary"))
                    .col(text("source"))
                    .col(text("html"))
                    .col(integer("renderer_version"))
                    .col(text("procedure"))
                    .col(text("sources"))
                    .col(text("checked_on"))
                    .col(text("content_hash"))
                    .primary_key(Index::create().col("article_id").col("locale"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("article_text", "article_id")
                            .to("article", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["article_text", "article"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
