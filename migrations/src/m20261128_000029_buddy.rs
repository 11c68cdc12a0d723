//! Somebody of the team may name another one as her buddy, keep notes that nobody else reads, and have texts blurred.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 2] = [
    "CREATE INDEX debrief_note_member ON debrief_note (member_id, at)",
    "CREATE INDEX desk_member_buddy ON desk_member (buddy_id) WHERE buddy_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [boolean("blurred").default(false).to_owned(), text_null("buddy_id")] {
            manager.alter_table(Table::alter().table("desk_member").add_column(column).to_owned()).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("debrief_note")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("body"))
                    .col(big_integer("at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("debrief_note", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX desk_member_buddy").await?;
        manager.drop_table(Table::drop().table("debrief_note").to_owned()).await?;
        for column in ["buddy_id", "blurred"] {
            manager.alter_table(Table::alter().table("desk_member").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
