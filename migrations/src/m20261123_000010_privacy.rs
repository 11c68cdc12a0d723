//! Consents, exports, departures, the deletion journal, names that are not free yet; and what the forum needs
//! to hide a woman's texts and give them back.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Columns that the forum gets, by table.
const FORUM: [(&str, &str); 5] = [
    ("post", "hidden_state"),
    ("post", "former"),
    ("topic", "hidden_state"),
    ("topic", "hidden_title"),
    ("topic", "former"),
];

fn forum_column(name: &'static str) -> ColumnDef {
    if name == "former" { integer_null(name) } else { text_null(name) }
}

fn to_member(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "member_id")
        .to("member", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One statement a column: SQLite takes no more.
        for (table, column) in FORUM {
            let change = Table::alter().table(table).add_column(forum_column(column)).to_owned();
            manager.alter_table(change).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("consent")
                    .col(text("member_id"))
                    .col(text("text_key"))
                    .col(text("version"))
                    .col(text("locale"))
                    .col(text("at_day"))
                    .col(text_null("withdrawn_at"))
                    .primary_key(Index::create().col("member_id").col("text_key").col("version"))
                    .foreign_key(&mut to_member("consent"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("data_export")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(big_integer("asked_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .foreign_key(&mut to_member("data_export"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("departure")
                    .col(text("member_id").primary_key())
                    .col(text("kind"))
                    .col(big_integer("asked_at"))
                    .col(big_integer("due_at"))
                    .col(text_null("return_hash"))
                    .foreign_key(&mut to_member("departure"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("deletion_journal")
                    .col(text("id").primary_key())
                    .col(text("member_hash"))
                    .col(big_integer("at"))
                    .col(text("kind"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("kept_name")
                    .col(text("name_hash").primary_key())
                    .col(big_integer("until"))
                    .to_owned(),
            )
            .await?;
        for (name, table, column) in [
            ("data_export_member", "data_export", "member_id"),
            ("departure_due", "departure", "due_at"),
            ("deletion_journal_member", "deletion_journal", "member_hash"),
        ] {
            let index = Index::create().name(name).table(table).col(column).to_owned();
            manager.create_index(index).await?;
        }
        // What was agreed to before this table was there; the day was not kept, only the month.
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO consent (member_id, text_key, version, locale, at_day) \
                 SELECT id, 'terms', terms_version, locale, joined_month FROM member WHERE terms_version <> ''",
            )
            .await?;
        secure_delete(manager, false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["kept_name", "deletion_journal", "departure", "data_export", "consent"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, column) in FORUM {
            let change = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        secure_delete(manager, true).await
    }
}

/// FTS5 of SQLite 3.51 forgets some words when `secure-delete` is on: one that stands hundreds of times in a text
/// is still found, in its old place, after the text was replaced. Off, words are hidden at once and leave the
/// file when somebody is erased: `domain::privacy` makes the index anew then, and rewrites the file.
async fn secure_delete(manager: &SchemaManager<'_>, on: bool) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Sqlite {
        return Ok(());
    }
    let db = manager.get_connection();
    let value = u8::from(on);
    db.execute_unprepared(&format!(
        "INSERT INTO search_fts (search_fts, rank) VALUES ('secure-delete', {value})"
    ))
    .await?;
    db.execute_unprepared("INSERT INTO search_fts (search_fts) VALUES ('rebuild')").await?;
    Ok(())
}
