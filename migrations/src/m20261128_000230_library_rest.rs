//! What is drawn above a recording, the contents of a PDF, and recordings that are made into other forms.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn key(
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
    gone: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to.0, to.1).on_delete(gone).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let cascade = ForeignKeyAction::Cascade;
        let tables = [
            Table::create()
                .table("library_waveform")
                .col(text("sha256").primary_key())
                .col(text("peaks"))
                .col(big_integer("made_at"))
                .foreign_key(&mut key(("library_waveform", "sha256"), ("library_blob", "sha256"), cascade))
                .to_owned(),
            Table::create()
                .table("library_outline")
                .col(text("file_id").primary_key())
                .col(text("entries"))
                .foreign_key(&mut key(("library_outline", "file_id"), ("library_file", "id"), cascade))
                .to_owned(),
            Table::create()
                .table("library_conversion")
                .col(text("file_id"))
                .col(text("form"))
                .col(text("state"))
                .col(text_null("trouble"))
                .col(text_null("member_id"))
                .col(big_integer("changed_at"))
                .primary_key(Index::create().col("file_id").col("form"))
                .foreign_key(&mut key(("library_conversion", "file_id"), ("library_file", "id"), cascade))
                .foreign_key(&mut key(
                    ("library_conversion", "member_id"),
                    ("member", "id"),
                    ForeignKeyAction::SetNull,
                ))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let index = "CREATE INDEX library_conversion_member ON library_conversion (member_id)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["library_conversion", "library_outline", "library_waveform"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
