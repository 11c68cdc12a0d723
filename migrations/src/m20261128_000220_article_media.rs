//! Texts of the team, read aloud.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn to(
    column: &'static str,
    to: (&'static str, &'static str),
    then: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from("article_audio", column).to(to.0, to.1).on_delete(then).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("article_audio")
            .col(text("article_id"))
            .col(text("locale"))
            .col(text("revision_id"))
            .col(text("sha256"))
            .col(text("media_type"))
            .col(big_integer("bytes"))
            .col(integer_null("seconds"))
            .col(boolean("machine"))
            .col(text("voice"))
            .col(big_integer("made_at"))
            .col(text_null("made_by"))
            .primary_key(Index::create().col("article_id").col("locale"))
            .foreign_key(&mut to("article_id", ("article", "id"), ForeignKeyAction::Cascade))
            .foreign_key(&mut to("sha256", ("library_blob", "sha256"), ForeignKeyAction::Restrict))
            .foreign_key(&mut to("made_by", ("member", "id"), ForeignKeyAction::SetNull))
            .to_owned();
        manager.create_table(table).await?;
        let index = "CREATE INDEX article_audio_sha256 ON article_audio (sha256)";
        manager.get_connection().execute_unprepared(index).await.map(|_| ())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("article_audio").to_owned()).await
    }
}
