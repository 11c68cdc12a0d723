//! Signing in through a provider: who is linked, ways that were begun, first sign-ins that wait for a name.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn member_key(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "member_id")
        .to("member", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("provider_identity")
                    .col(text("identity_hash").primary_key())
                    .col(text("provider"))
                    .col(text("member_id"))
                    .foreign_key(&mut member_key("provider_identity"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("provider_identity_member")
                    .table("provider_identity")
                    .col("member_id")
                    .col("provider")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("provider_flow")
                    .col(text("state_hash").primary_key())
                    .col(text("browser_hash"))
                    .col(text("provider"))
                    .col(text("nonce"))
                    .col(text("verifier"))
                    .col(text("purpose"))
                    .col(text("locale"))
                    .col(text_null("next"))
                    .col(text_null("member_id"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut member_key("provider_flow"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("provider_pending")
                    .col(text("browser_hash").primary_key())
                    .col(text("provider"))
                    .col(text("identity_hash"))
                    .col(text_null("next"))
                    .col(text_null("member_id"))
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut member_key("provider_pending"))
                    .to_owned(),
            )
            .await?;
        for table in ["provider_flow", "provider_pending"] {
            manager
                .create_index(
                    Index::create()
                        .name(format!("{table}_expires"))
                        .table(table)
                        .col("expires_at")
                        .to_owned(),
                )
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["provider_pending", "provider_flow", "provider_identity"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
