//! The logs are append-only against `INSERT OR REPLACE` too (SQLite deletes the old row without asking its triggers);
//! a moderator whose categories vanish keeps the scope that names them, and so nothing; hashes of recovery codes of
//! before, which were bound to no key, are void.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const LOGS: [&str; 2] = ["audit_log", "mod_log"];

/// The scopes of moderators. Without a key to the category: with one, its rows went with the category, and a scope
/// without rows means everywhere.
fn role_scope(name: &'static str, to_category: bool) -> TableCreateStatement {
    let mut table = Table::create()
        .table(name)
        .col(text("member_id"))
        .col(text("category_id"))
        .primary_key(Index::create().col("member_id").col("category_id"))
        .foreign_key(
            ForeignKey::create()
                .from(name, "member_id")
                .to("member", "id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned();
    if to_category {
        table.foreign_key(
            ForeignKey::create()
                .from(name, "category_id")
                .to("category", "slug")
                .on_delete(ForeignKeyAction::Cascade),
        );
    }
    table
}

async fn rebuild_scope(manager: &SchemaManager<'_>, to_category: bool) -> Result<(), DbErr> {
    manager.create_table(role_scope("role_scope_new", to_category)).await?;
    let db = manager.get_connection();
    let kept = if to_category { " WHERE category_id IN (SELECT slug FROM category)" } else { "" };
    db.execute_unprepared(&format!(
        "INSERT INTO role_scope_new (member_id, category_id) SELECT member_id, category_id FROM role_scope{kept}"
    ))
    .await?;
    manager.drop_table(Table::drop().table("role_scope").to_owned()).await?;
    manager.rename_table(Table::rename().table("role_scope_new", "role_scope").to_owned()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            for log in LOGS {
                // A row can be replaced by its identifier and by its number.
                db.execute_unprepared(&format!(
                    "CREATE TRIGGER {log}_no_replace BEFORE INSERT ON {log} \
                     WHEN EXISTS (SELECT 1 FROM {log} WHERE id = NEW.id OR rowid = NEW.rowid) \
                     BEGIN SELECT RAISE(ABORT, '{log} is append-only'); END"
                ))
                .await?;
            }
        }
        rebuild_scope(manager, false).await?;
        // Nobody has launched: who is here makes a new sheet on her account page.
        for statement in ["DELETE FROM recovery_code", "UPDATE departure SET return_hash = NULL"] {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rebuild_scope(manager, true).await?;
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            for log in LOGS {
                manager
                    .get_connection()
                    .execute_unprepared(&format!("DROP TRIGGER {log}_no_replace"))
                    .await?;
            }
        }
        Ok(())
    }
}
