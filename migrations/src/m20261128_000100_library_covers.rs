//! Pictures of covers, and how long a recording lasts that is being brought.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn to(
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
    action: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to.0, to.1).on_delete(action).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let blob = ("library_blob", "sha256");
        let table = Table::create()
            .table("library_cover")
            .col(text("item_id").primary_key())
            .col(text_null("jpeg"))
            .col(text_null("webp"))
            .col(integer_null("width"))
            .col(integer_null("height"))
            .col(boolean_null("lean"))
            .col(text_null("made_from"))
            .col(text_null("trouble"))
            .col(big_integer("made_at"))
            .foreign_key(&mut to(
                ("library_cover", "item_id"),
                ("library_item", "id"),
                ForeignKeyAction::Cascade,
            ))
            .foreign_key(&mut to(("library_cover", "jpeg"), blob, ForeignKeyAction::Restrict))
            .foreign_key(&mut to(("library_cover", "webp"), blob, ForeignKeyAction::Restrict))
            .to_owned();
        manager.create_table(table).await?;
        let db = manager.get_connection();
        for index in [
            "CREATE INDEX library_cover_jpeg ON library_cover (jpeg)",
            "CREATE INDEX library_cover_webp ON library_cover (webp)",
        ] {
            db.execute_unprepared(index).await?;
        }
        let seconds = integer_null("seconds").to_owned();
        manager.alter_table(Table::alter().table("library_upload").add_column(seconds).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("library_upload").drop_column("seconds").to_owned()).await?;
        manager.drop_table(Table::drop().table("library_cover").to_owned()).await
    }
}
