//! Questions that are asked without an account, and what women ask the editors to write about.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 6] = [
    "CREATE UNIQUE INDEX ask_question_receipt ON ask_question (receipt)",
    "CREATE INDEX ask_question_desk ON ask_question (state, last_at, id)",
    // What its time is over for.
    "CREATE INDEX ask_question_last ON ask_question (last_at)",
    "CREATE INDEX ask_message_question ON ask_message (question_id, at, id)",
    "CREATE INDEX ask_note_question ON ask_note (question_id, at, id)",
    "CREATE INDEX ask_offer_question ON ask_offer (question_id, at, id)",
];

fn of(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "question_id")
        .to("ask_question", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            // No member, no address, no browser: nothing here leads to her but the paper in her hand.
            Table::create()
                .table("ask_question")
                .col(text("id").primary_key())
                .col(text("receipt"))
                .col(text("her_key"))
                .col(text("team_key"))
                .col(text("language"))
                .col(text("state"))
                .col(boolean("waits"))
                .col(big_integer_null("danger_at"))
                .col(text_null("claimed_by"))
                .col(big_integer_null("claimed_until"))
                .col(text_null("second_by"))
                .col(big_integer("version"))
                .col(big_integer("opened_at"))
                .col(big_integer("last_at"))
                .to_owned(),
            Table::create()
                .table("ask_message")
                .col(text("id").primary_key())
                .col(text("question_id"))
                .col(boolean("from_team"))
                .col(text("body"))
                .col(big_integer("at"))
                .foreign_key(&mut of("ask_message"))
                .to_owned(),
            Table::create()
                .table("ask_note")
                .col(text("id").primary_key())
                .col(text("question_id"))
                .col(text("kind"))
                .col(text_null("written_by"))
                .col(text("body"))
                .col(big_integer("at"))
                .foreign_key(&mut of("ask_note"))
                .to_owned(),
            Table::create()
                .table("ask_offer")
                .col(text("id").primary_key())
                .col(text("question_id"))
                .col(text("kind"))
                .col(text("category"))
                .col(text("title"))
                .col(text("body"))
                .col(text("state"))
                .col(big_integer("at"))
                .foreign_key(&mut of("ask_offer"))
                .to_owned(),
            // Apart from the question: once she agreed, nothing leads back.
            Table::create()
                .table("article_request")
                .col(text("id").primary_key())
                .col(text("language"))
                .col(text("title"))
                .col(text("body"))
                .col(text("made_on"))
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
        for table in ["article_request", "ask_offer", "ask_note", "ask_message", "ask_question"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
