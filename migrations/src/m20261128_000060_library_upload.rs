//! Files that somebody of the team brings into the library, piece by piece; each until it is part of an item or cleared.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("library_upload")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("file_name"))
                    .col(big_integer("size"))
                    .col(big_integer("received"))
                    .col(text("state"))
                    .col(text_null("refusal"))
                    .col(text_null("media_type"))
                    .col(text_null("sha256"))
                    .col(big_integer_null("scanned_at"))
                    .col(big_integer("created_at"))
                    .col(big_integer("changed_at"))
                    .col(big_integer("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("library_upload", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        for (name, column) in [
            ("library_upload_member", "member_id"),
            ("library_upload_state", "state"),
            ("library_upload_sha256", "sha256"),
        ] {
            manager
                .create_index(Index::create().name(name).table("library_upload").col(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("library_upload").to_owned()).await
    }
}
