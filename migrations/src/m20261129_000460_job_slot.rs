//! Who of several processes does work that comes again: nobody leads, the first one takes the stretch of time.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("job_slot")
                    .col(text("kind").primary_key())
                    .col(big_integer("slot"))
                    .col(text("holder"))
                    .col(big_integer("claimed_at"))
                    .col(big_integer_null("done_at"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("job_slot").to_owned()).await
    }
}
