//! Computers that everybody uses, and how much they are used: numbers by day, of nobody.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("kiosk_device")
                    .col(text("id").primary_key())
                    .col(text("name"))
                    .col(text("place"))
                    .col(text_null("code_hash"))
                    .col(big_integer_null("code_until"))
                    .col(integer("generation"))
                    .col(big_integer_null("enrolled_at"))
                    .col(big_integer_null("revoked_at"))
                    .col(integer("warn_seconds"))
                    .col(integer("wipe_seconds"))
                    .col(boolean("may_print"))
                    .col(big_integer("created_at"))
                    .col(integer("version"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("kiosk_count")
                    .col(text("day"))
                    .col(text("what"))
                    .col(big_integer("times"))
                    .primary_key(Index::create().col("day").col("what"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["kiosk_count", "kiosk_device"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
