//! Pages of a PDF: what is written on each, that they were read, and pictures of them that were drawn.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_file(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "file_id")
        .to("library_file", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("library_page")
                .col(text("file_id"))
                .col(integer("number"))
                .col(text("text"))
                .col(integer("quality"))
                .col(text("state"))
                .col(text_null("direction"))
                .col(integer("version").default(0))
                .primary_key(Index::create().col("file_id").col("number"))
                .foreign_key(&mut of_file("library_page"))
                .to_owned(),
            Table::create()
                .table("library_page_reading")
                .col(text("file_id").primary_key())
                .col(integer_null("pages"))
                .col(big_integer("read_at"))
                .foreign_key(&mut of_file("library_page_reading"))
                .to_owned(),
            Table::create()
                .table("library_page_picture")
                .col(text("file_id"))
                .col(integer("number"))
                .col(text("sha256"))
                .col(big_integer("made_at"))
                .primary_key(Index::create().col("file_id").col("number"))
                .foreign_key(&mut of_file("library_page_picture"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX library_page_state ON library_page (state)",
            "CREATE INDEX library_page_picture_sha256 ON library_page_picture (sha256)",
            "CREATE INDEX library_page_picture_made ON library_page_picture (made_at)",
        ] {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["library_page_picture", "library_page_reading", "library_page"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
