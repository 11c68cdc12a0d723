//! Where in a thing a stretch of its indexed text is read: the page, the chapter, the second. And, on PostgreSQL, the one
//! way in which documents are looked up.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The planner thinks little of what it takes to read the tokens of every document, and would do so for a word that is
/// in many of them: here it has nothing but the index.
const MATCH: &str = "CREATE FUNCTION search_match(q tsquery, most bigint) RETURNS TABLE (found integer) \
                     LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$ \
                     BEGIN RETURN QUERY SELECT t.doc FROM search_tokens AS t WHERE t.tokens @@ q \
                     ORDER BY t.doc DESC LIMIT most; END $$";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let spots = text("spots").default("").to_owned();
        manager.alter_table(Table::alter().table("search_document").add_column(spots).to_owned()).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared(MATCH).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager
                .get_connection()
                .execute_unprepared("DROP FUNCTION search_match(tsquery, bigint)")
                .await?;
        }
        manager.alter_table(Table::alter().table("search_document").drop_column("spots").to_owned()).await
    }
}
