//! Accounts, recovery codes, sessions, spent form keys and rate buckets.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("member")
                    .col(text("id").primary_key())
                    .col(text("pseudonym"))
                    .col(text_uniq("skeleton"))
                    .col(text("passphrase_hash"))
                    .col(text("role"))
                    .col(text("state"))
                    .col(text("locale"))
                    .col(text("joined_month"))
                    .col(text("terms_version"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("recovery_code")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("code_hash"))
                    .col(big_integer_null("used_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("recovery_code", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("recovery_code_member")
                    .table("recovery_code")
                    .col("member_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(text("id_hash").primary_key())
                    .col(text_null("member_id"))
                    .col(text("data"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("session", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("session_member").table("session").col("member_id").to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("submission")
                    .col(text("scope"))
                    .col(text("form_key"))
                    .col(text("location"))
                    .col(big_integer("created_at"))
                    .primary_key(Index::create().col("scope").col("form_key"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("rate_bucket")
                    .col(text("bucket").primary_key())
                    .col(double("tokens"))
                    .col(big_integer("updated_at"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rate_bucket", "submission", "session", "recovery_code", "member"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
