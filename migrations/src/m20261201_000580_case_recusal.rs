//! Conversations that somebody of the team does not read, because she knows the person.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn of(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("case_recusal", column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("case_recusal")
                    .col(text("member_id"))
                    .col(text("case_id"))
                    .primary_key(Index::create().col("member_id").col("case_id"))
                    .foreign_key(&mut of("member_id", "member"))
                    .foreign_key(&mut of("case_id", "private_case"))
                    .to_owned(),
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared("CREATE INDEX case_recusal_case ON case_recusal (case_id)")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("case_recusal").to_owned()).await
    }
}
