//! Keeping the library: when bytes were last hashed and what came of it, what a search for viruses found, and which
//! items came in one batch.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn cascade(
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to.0, to.1).on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// SQLite adds one column a statement.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn take(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "library_blob", big_integer("checked_at").default(0).to_owned()).await?;
        add(manager, "library_blob", big_integer_null("bad_since").to_owned()).await?;
        add(manager, "library_upload", text_null("finding").to_owned()).await?;
        let tables = [
            Table::create()
                .table("library_fixity")
                .col(text("id").primary_key())
                .col(text("sha256"))
                .col(big_integer("at"))
                .col(text("outcome"))
                .col(big_integer("bytes"))
                .foreign_key(&mut cascade(("library_fixity", "sha256"), ("library_blob", "sha256")))
                .to_owned(),
            Table::create()
                .table("library_batch")
                .col(text("id").primary_key())
                .col(big_integer("created_at"))
                .to_owned(),
            Table::create()
                .table("library_batch_item")
                .col(text("item_id").primary_key())
                .col(text("batch_id"))
                .foreign_key(&mut cascade(("library_batch_item", "item_id"), ("library_item", "id")))
                .foreign_key(&mut cascade(("library_batch_item", "batch_id"), ("library_batch", "id")))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        // They were hashed when they came.
        db.execute_unprepared("UPDATE library_blob SET checked_at = stored_at").await?;
        for index in [
            "CREATE INDEX library_blob_checked ON library_blob (checked_at)",
            "CREATE INDEX library_fixity_sha256 ON library_fixity (sha256)",
            "CREATE INDEX library_fixity_at ON library_fixity (at)",
            "CREATE INDEX library_batch_item_batch ON library_batch_item (batch_id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["library_batch_item", "library_batch", "library_fixity"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager.get_connection().execute_unprepared("DROP INDEX library_blob_checked").await?;
        take(manager, "library_upload", "finding").await?;
        take(manager, "library_blob", "bad_since").await?;
        take(manager, "library_blob", "checked_at").await
    }
}
