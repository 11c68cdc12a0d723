//! From when to when a single file of an item is given, and why not before or after.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Files that have dates are few: what asks for those that are closed now finds them here.
const DATED: &str = "CREATE INDEX library_file_dated ON library_file (item_id, visible_from, visible_to) \
                     WHERE COALESCE(visible_from, visible_to) IS NOT NULL";
/// Facets count files within their dates, out of the index alone.
const ROLE: &str = "CREATE INDEX library_file_role ON library_file (role, item_id, visible_from, visible_to)";
/// As it was.
const ROLE_BEFORE: &str = "CREATE INDEX library_file_role ON library_file (role, item_id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in
            [big_integer_null("visible_from"), big_integer_null("visible_to"), text_null("embargo_reason")]
        {
            let table = Table::alter().table("library_file").add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        let db = manager.get_connection();
        for sql in ["DROP INDEX library_file_role", ROLE, DATED] {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for sql in ["DROP INDEX library_file_dated", "DROP INDEX library_file_role", ROLE_BEFORE] {
            db.execute_unprepared(sql).await?;
        }
        for column in ["embargo_reason", "visible_to", "visible_from"] {
            let table = Table::alter().table("library_file").drop_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
