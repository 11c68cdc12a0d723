//! What the released texts of the team refer to: items, datasets, articles, addresses.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut document = ForeignKey::create()
            .from("article_reference", "article_id")
            .to("article", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let table = Table::create()
            .table("article_reference")
            .col(text("article_id"))
            .col(text("locale"))
            .col(text("revision_id"))
            .col(integer("number"))
            .col(text("kind"))
            .col(text("target_id"))
            .col(integer_null("version"))
            .col(text("locator"))
            .col(text("url"))
            .col(text("state"))
            .col(big_integer_null("checked_at"))
            .col(big_integer_null("broken_since"))
            .primary_key(Index::create().col("article_id").col("locale").col("revision_id").col("number"))
            .foreign_key(&mut document)
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE INDEX article_reference_target ON article_reference (kind, target_id)")
            .await?;
        db.execute_unprepared("CREATE INDEX article_reference_url ON article_reference (url)").await?;
        // Until now every source was an address.
        let there = if manager.get_database_backend() == DatabaseBackend::Postgres {
            "SELECT t.article_id, t.locale, t.revision_id, j.n, 'address', '', '', COALESCE(j.value->>'url', ''), 'unknown' \
             FROM article_text t CROSS JOIN LATERAL json_array_elements(CASE WHEN t.sources LIKE '[%' THEN t.sources \
             ELSE '[]' END::json) WITH ORDINALITY AS j(value, n)"
        } else {
            "SELECT t.article_id, t.locale, t.revision_id, j.key + 1, 'address', '', '', \
             COALESCE(json_extract(j.value, '$.url'), ''), 'unknown' FROM article_text t, \
             json_each(CASE WHEN t.sources LIKE '[%' THEN t.sources ELSE '[]' END) j"
        };
        let columns = "article_id, locale, revision_id, number, kind, target_id, locator, url, state";
        db.execute_unprepared(&format!("INSERT INTO article_reference ({columns}) {there}")).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("article_reference").to_owned()).await
    }
}
