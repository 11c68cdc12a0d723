//! Which tables were written, and when: for those who keep finished pages.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

use crate::cache_tags;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let mut key = Index::create();
        key.col("tag");
        if on_postgres {
            // One row a transaction; SQLite has one row a table.
            key.col("version");
        }
        let table = Table::create()
            .table("cache_tag")
            .col(text("tag"))
            .col(big_integer("version"))
            .primary_key(&mut key)
            .to_owned();
        manager.create_table(table).await?;
        if on_postgres {
            let index =
                Index::create().name("cache_tag_version").table("cache_tag").col("version").to_owned();
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        cache_tags::prepare(db).await?;
        cache_tags::install(db).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        cache_tags::remove(manager.get_connection()).await?;
        manager.drop_table(Table::drop().table("cache_tag").to_owned()).await
    }
}
