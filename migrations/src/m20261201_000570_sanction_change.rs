//! What the team made milder of itself: a sanction that ended before its time, or one that a shorter one replaced.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 4] = [
    // One step at a time.
    "CREATE UNIQUE INDEX sanction_change_waiting ON sanction_change (sanction_id) WHERE state = 'waiting'",
    "CREATE INDEX sanction_change_sanction ON sanction_change (sanction_id)",
    "CREATE INDEX sanction_change_member ON sanction_change (member_id)",
    "CREATE INDEX sanction_change_next ON sanction_change (next_id)",
];

fn of(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("sanction_change", column)
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
                    .table("sanction_change")
                    .col(text("id").primary_key())
                    .col(text("sanction_id"))
                    .col(text("member_id"))
                    // The shorter one; nothing where it ends.
                    .col(text_null("next_id"))
                    .col(text("reason_internal"))
                    .col(text("message"))
                    .col(text("state"))
                    .col(text_null("asked_by"))
                    .col(big_integer("asked_at"))
                    .col(text_null("decided_by"))
                    .col(big_integer_null("decided_at"))
                    .foreign_key(&mut of("sanction_id", "sanction"))
                    .foreign_key(&mut of("member_id", "member"))
                    .to_owned(),
            )
            .await?;
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sanction_change").to_owned()).await
    }
}
