//! The desk's list of texts is read in its order, what is somebody's is found by her, and the sources of a
//! dataset without reading its figures.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [(&str, &str); 6] = [
    ("article_work_changed", "article_work (changed_at DESC, article_id, locale)"),
    ("article_work_state", "article_work (state, changed_at DESC, article_id, locale)"),
    ("article_work_owner", "article_work (owner_id) WHERE owner_id IS NOT NULL"),
    ("article_work_check", "article_work (check_by) WHERE check_by IS NOT NULL"),
    ("observation_source", "observation (dataset_id, version, source_id)"),
    ("article_revision_author", "article_revision (author_id) WHERE author_id IS NOT NULL"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (name, columns) in INDEXES {
            db.execute_unprepared(&format!("CREATE INDEX {name} ON {columns}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (name, _) in INDEXES {
            db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        Ok(())
    }
}
