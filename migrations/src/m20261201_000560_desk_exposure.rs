//! What somebody of the team had to do with in her shift that was hard to read: opened and decided on it counts once.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("desk_exposure")
                    .col(text("member_id"))
                    .col(text("what"))
                    .primary_key(Index::create().col("member_id").col("what"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("desk_exposure", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("desk_exposure").to_owned()).await
    }
}
