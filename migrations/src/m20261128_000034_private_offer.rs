//! The team offers to answer a text in private; whether it does is its author's to say.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("private_offer")
                    .col(text("post_id").primary_key())
                    .col(text("kind"))
                    .col(text("state"))
                    .col(big_integer("offered_at"))
                    .col(big_integer_null("answered_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("private_offer", "post_id")
                            .to("post", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("private_offer").to_owned()).await
    }
}
