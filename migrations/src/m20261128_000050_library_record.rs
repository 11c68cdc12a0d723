//! What a library item is besides its files: its life (draft, published, withdrawn, erased), when it may be seen, its
//! rights, subjects, identifiers, relations and warnings. What can be found bears its dates beside it.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 7] = [
    "library_tombstone",
    "library_warning",
    "library_relation",
    "library_identifier",
    "library_item_subject",
    "library_subject_text",
    "library_subject",
];

fn cascade(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// SQLite adds one column a statement.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn take(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}

fn item_columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        ("state", text("state").default("published").to_owned()),
        ("visible_from", big_integer_null("visible_from")),
        ("visible_to", big_integer_null("visible_to")),
        ("seen_at", big_integer_null("seen_at")),
        ("datestamp", big_integer("datestamp").default(0).to_owned()),
        ("created_at", big_integer("created_at").default(0).to_owned()),
        ("withdrawn_at", big_integer_null("withdrawn_at")),
        ("withdrawal_reason", text_null("withdrawal_reason")),
        ("rights_holder", text_null("rights_holder")),
        ("accessibility", text("accessibility").default("").to_owned()),
    ]
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("library_subject")
            .col(text("id").primary_key())
            .col(text_null("broader"))
            .col(integer("position"))
            .to_owned(),
        Table::create()
            .table("library_subject_text")
            .col(text("subject_id"))
            .col(text("locale"))
            .col(text("label"))
            .col(text("others"))
            .primary_key(Index::create().col("subject_id").col("locale"))
            .foreign_key(&mut cascade(("library_subject_text", "subject_id"), "library_subject"))
            .to_owned(),
        Table::create()
            .table("library_item_subject")
            .col(text("item_id"))
            .col(text("subject_id"))
            .col(integer("position"))
            .primary_key(Index::create().col("item_id").col("subject_id"))
            .foreign_key(&mut cascade(("library_item_subject", "item_id"), "library_item"))
            .foreign_key(&mut cascade(("library_item_subject", "subject_id"), "library_subject"))
            .to_owned(),
        Table::create()
            .table("library_identifier")
            .col(text("item_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(text("value"))
            .primary_key(Index::create().col("item_id").col("position"))
            .foreign_key(&mut cascade(("library_identifier", "item_id"), "library_item"))
            .to_owned(),
        Table::create()
            .table("library_relation")
            .col(text("item_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(text_null("target_id"))
            .col(text_null("url"))
            .primary_key(Index::create().col("item_id").col("position"))
            .foreign_key(&mut cascade(("library_relation", "item_id"), "library_item"))
            .to_owned(),
        Table::create()
            .table("library_warning")
            .col(text("item_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(integer_null("from_second"))
            .col(integer_null("to_second"))
            .primary_key(Index::create().col("item_id").col("position"))
            .foreign_key(&mut cascade(("library_warning", "item_id"), "library_item"))
            .to_owned(),
        Table::create()
            .table("library_tombstone")
            .col(text("item_id"))
            .col(text("locale"))
            .col(text("note"))
            .primary_key(Index::create().col("item_id").col("locale"))
            .foreign_key(&mut cascade(("library_tombstone", "item_id"), "library_item"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (_, column) in item_columns() {
            add(manager, "library_item", column).await?;
        }
        add(manager, "library_item_text", text_null("rights_note")).await?;
        add(manager, "library_collection", text("slug").default("").to_owned()).await?;
        add(manager, "search_document", big_integer_null("visible_from")).await?;
        add(manager, "search_document", big_integer_null("visible_to")).await?;
        for table in tables() {
            manager.create_table(table).await?;
        }
        let day = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => "CAST(strftime('%s', published_on) AS INTEGER) * 1000",
            _ => "CAST(EXTRACT(EPOCH FROM CAST(published_on AS date)) AS BIGINT) * 1000",
        };
        let db = manager.get_connection();
        db.execute_unprepared(&format!("UPDATE library_item SET created_at = {day}, datestamp = {day}"))
            .await?;
        db.execute_unprepared("UPDATE library_collection SET slug = id").await?;
        for index in [
            "CREATE UNIQUE INDEX library_collection_slug ON library_collection (slug)",
            "CREATE INDEX library_item_state ON library_item (state, published_on)",
            "CREATE INDEX library_item_datestamp ON library_item (datestamp, id)",
            "CREATE INDEX library_item_subject_subject ON library_item_subject (subject_id)",
            "CREATE INDEX library_relation_target ON library_relation (target_id)",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for index in ["library_collection_slug", "library_item_state", "library_item_datestamp"] {
            db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        take(manager, "search_document", "visible_to").await?;
        take(manager, "search_document", "visible_from").await?;
        take(manager, "library_collection", "slug").await?;
        take(manager, "library_item_text", "rights_note").await?;
        for (name, _) in item_columns().into_iter().rev() {
            take(manager, "library_item", name).await?;
        }
        Ok(())
    }
}
