//! Tables of items that somebody of the team tries before she imports them: her files until then, and what came of it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("library_trial")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("table_file"))
                    .col(text_null("archive_file"))
                    .col(text("state"))
                    .col(text("seal"))
                    .col(integer("done").default(0))
                    .col(integer("total").default(0))
                    .col(text_null("report"))
                    .col(text_null("batch_id"))
                    .col(big_integer("created_at"))
                    .col(big_integer("changed_at"))
                    .col(big_integer("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("library_trial", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("library_trial_member")
                    .table("library_trial")
                    .col("member_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("library_trial").to_owned()).await
    }
}
