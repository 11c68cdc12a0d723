//! What administrators say about a verb, a role and a category; no row: what the built-in table says.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("permission_rule")
                    .col(text("category_id"))
                    .col(text("role"))
                    .col(text("verb"))
                    .col(text("says"))
                    .primary_key(Index::create().col("category_id").col("role").col("verb"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("permission_rule", "category_id")
                            .to("category", "slug")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("permission_rule").to_owned()).await
    }
}
