//! Lists of the library, and the counts beside them, are read from indexes that hold all they ask for.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [(&str, &str); 6] = [
    (
        "library_item_shelf",
        "library_item (state, published_on DESC, id, kind, languages, year, visible_from, visible_to)",
    ),
    // In the order in which they are counted.
    (
        "library_item_tally",
        "library_item (state, kind, languages, year, published_on, visible_from, visible_to)",
    ),
    ("library_item_subject_items", "library_item_subject (subject_id, item_id)"),
    ("library_collection_item_order", "library_collection_item (collection_id, position, item_id)"),
    ("library_file_role", "library_file (role, item_id)"),
    ("library_subject_broader", "library_subject (broader)"),
];

/// Those that the new ones begin with.
const SUPERSEDED: [(&str, &str); 2] = [
    ("library_item_state", "library_item (state, published_on)"),
    ("library_item_subject_subject", "library_item_subject (subject_id)"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (name, columns) in INDEXES {
            db.execute_unprepared(&format!("CREATE INDEX {name} ON {columns}")).await?;
        }
        for (name, _) in SUPERSEDED {
            db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (name, columns) in SUPERSEDED {
            db.execute_unprepared(&format!("CREATE INDEX {name} ON {columns}")).await?;
        }
        for (name, _) in INDEXES {
            db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        Ok(())
    }
}
