//! The search index: what can be found, and its tokens. Tokens are made by `domain::search` in the same way
//! for both databases, which only store and compare them.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("search_document")
                    .col(pk_auto("doc"))
                    .col(text("kind"))
                    .col(text("target_id"))
                    .col(text("locale"))
                    .col(text("slug"))
                    .col(text_null("section"))
                    .col(text("title"))
                    .col(text("body_plain"))
                    .col(text("digest"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("search_document_target")
                    .table("search_document")
                    .col("kind")
                    .col("target_id")
                    .col("locale")
                    .unique()
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        match manager.get_database_backend() {
            DatabaseBackend::Sqlite => {
                // The tokenizer `ascii` splits at ASCII signs only, so a token comes out as it went in;
                // `unicode61` would apply the Unicode tables of 2012 to it once more.
                db.execute_unprepared(
                    "CREATE VIRTUAL TABLE search_fts USING fts5(title_exact, title_stem, body_exact, body_stem, \
                     tokenize = 'ascii', prefix = '3')",
                )
                .await?;
                // What is taken out of the index leaves the file at once, not at the next merge.
                db.execute_unprepared("INSERT INTO search_fts(search_fts, rank) VALUES ('secure-delete', 1)")
                    .await?;
            }
            _ => {
                db.execute_unprepared(
                    "CREATE TABLE search_tokens (\
                     doc integer PRIMARY KEY REFERENCES search_document (doc) ON DELETE CASCADE, \
                     tokens tsvector NOT NULL)",
                )
                .await?;
                db.execute_unprepared("CREATE INDEX search_tokens_gin ON search_tokens USING gin (tokens)")
                    .await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tokens = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => "search_fts",
            _ => "search_tokens",
        };
        manager.get_connection().execute_unprepared(&format!("DROP TABLE {tokens}")).await?;
        manager.drop_table(Table::drop().table("search_document").to_owned()).await
    }
}
