//! Names hidden in one discussion, the key of two persons to them, and conversations with the team.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 7] = [
    // One number names one woman of a discussion.
    "CREATE UNIQUE INDEX topic_alias_number ON topic_alias (topic_id, number)",
    "CREATE INDEX topic_alias_member ON topic_alias (member_id)",
    // Who has still to be told.
    "CREATE INDEX identity_request_untold ON identity_request (confirmed_at) WHERE told_at IS NULL",
    // A member's conversations, and the desk's, newest first.
    "CREATE INDEX private_case_member ON private_case (member_id, last_at, id)",
    "CREATE INDEX private_case_desk ON private_case (state, last_at, id)",
    "CREATE INDEX private_message_case ON private_message (case_id, at, id)",
    "CREATE INDEX internal_note_case ON internal_note (case_id, at, id)",
];

fn of(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("topic_alias")
                .col(text("topic_id"))
                .col(text("member_id"))
                .col(integer("number"))
                .primary_key(Index::create().col("topic_id").col("member_id"))
                .foreign_key(&mut of("topic_alias", "topic_id", "topic"))
                .foreign_key(&mut of("topic_alias", "member_id", "member"))
                .to_owned(),
            // Who is behind the alias stands nowhere here: it is looked up when it is looked at.
            Table::create()
                .table("identity_request")
                .col(text("id").primary_key())
                .col(text("topic_id"))
                .col(text("post_id"))
                .col(text("category"))
                .col(integer("alias"))
                .col(text("reason"))
                .col(text_null("asked_by"))
                .col(big_integer("asked_at"))
                .col(text_null("confirmed_by"))
                .col(big_integer_null("confirmed_at"))
                .col(big_integer_null("refused_at"))
                .col(big_integer_null("looked_at"))
                .col(text_null("hold_reason"))
                .col(text_null("hold_by"))
                .col(big_integer_null("told_at"))
                .to_owned(),
            Table::create()
                .table("private_case")
                .col(text("id").primary_key())
                .col(text("member_id"))
                .col(text("kind"))
                .col(text("state"))
                .col(boolean("hidden").default(false))
                .col(boolean("unread").default(false))
                .col(boolean("waits").default(false))
                .col(big_integer("opened_at"))
                .col(big_integer("last_at"))
                .foreign_key(&mut of("private_case", "member_id", "member"))
                .to_owned(),
            Table::create()
                .table("private_message")
                .col(text("id").primary_key())
                .col(text("case_id"))
                .col(boolean("from_team"))
                .col(text("body"))
                .col(text_null("about"))
                .col(big_integer("at"))
                .foreign_key(&mut of("private_message", "case_id", "private_case"))
                .to_owned(),
            // Apart by table, not by a flag: no query for her messages can ever return one.
            Table::create()
                .table("internal_note")
                .col(text("id").primary_key())
                .col(text("case_id"))
                .col(text_null("written_by"))
                .col(text("body"))
                .col(big_integer("at"))
                .foreign_key(&mut of("internal_note", "case_id", "private_case"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["internal_note", "private_message", "private_case", "identity_request", "topic_alias"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
