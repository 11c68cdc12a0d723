//! Sanctions, appeals, notes of the team; and what the moderators' log says besides: reversals, their parents, ends.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 12] = [
    // What holds of a member, asked with every session.
    "CREATE INDEX sanction_in_force ON sanction (member_id, kind) WHERE ended_at IS NULL",
    "CREATE INDEX sanction_member ON sanction (member_id, given_at, id)",
    "CREATE INDEX sanction_given ON sanction (given_at, id)",
    // One warning a text.
    "CREATE UNIQUE INDEX sanction_warning ON sanction (post_id) WHERE kind = 'warning' AND ended_at IS NULL",
    // One appeal a decision.
    "CREATE UNIQUE INDEX appeal_decision ON appeal (decision, decision_id)",
    "CREATE INDEX appeal_member ON appeal (member_id, created_at, id)",
    "CREATE INDEX appeal_pending ON appeal (created_at, id) WHERE state = 'pending'",
    "CREATE INDEX case_note_post ON case_note (post_id, at, id)",
    "CREATE INDEX member_note_member ON member_note (member_id, at, id)",
    "CREATE INDEX member_note_alias ON member_note (topic_id, alias, at, id)",
    // The log, newest first, whole and by category.
    "CREATE INDEX mod_log_at ON mod_log (at, id)",
    "CREATE INDEX mod_log_category ON mod_log (category_id, at, id)",
];

/// What the log gets: adding a column touches no row, so the triggers that guard it stay as they are.
const LOG: [&str; 3] = ["is_revert", "parent_id", "expires_at"];

fn log_column(name: &'static str) -> ColumnDef {
    match name {
        "is_revert" => boolean(name).default(false).take(),
        "parent_id" => text_null(name),
        _ => big_integer_null(name),
    }
}

fn of_member(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "member_id")
        .to("member", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn note(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(text("id").primary_key())
        .col(text_null("written_by"))
        .col(text("body"))
        .col(big_integer("at"))
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            // Where a text stands under an alias, so does the sanction: nothing of the desk names the member.
            Table::create()
                .table("sanction")
                .col(text("id").primary_key())
                .col(text("member_id"))
                .col(text("kind"))
                .col(text("rule"))
                .col(text("reason_internal"))
                .col(text("message"))
                .col(text("post_id"))
                .col(text("topic_id"))
                .col(integer_null("alias"))
                .col(text("category"))
                .col(text_null("decided_by"))
                .col(big_integer("given_at"))
                .col(integer_null("days"))
                .col(big_integer_null("starts"))
                .col(big_integer_null("ends"))
                .col(text_null("confirmed_by"))
                .col(big_integer_null("confirmed_at"))
                .col(big_integer_null("ended_at"))
                .col(text_null("ended_why"))
                .col(text_null("superseded_by"))
                .foreign_key(&mut of_member("sanction"))
                .to_owned(),
            Table::create()
                .table("appeal")
                .col(text("id").primary_key())
                .col(text("member_id"))
                .col(text("decision"))
                .col(text("decision_id"))
                .col(text("log_id"))
                .col(text("post_id"))
                .col(text("topic_id"))
                .col(text("category"))
                .col(text("body"))
                .col(text("state"))
                .col(text_null("question"))
                .col(text_null("asked_by"))
                .col(big_integer_null("asked_at"))
                .col(text_null("reply"))
                .col(big_integer_null("replied_at"))
                .col(text_null("answer"))
                .col(text_null("decided_by"))
                .col(big_integer("created_at"))
                .col(big_integer("due_at"))
                .col(big_integer_null("decided_at"))
                .foreign_key(&mut of_member("appeal"))
                .to_owned(),
            note("case_note").col(text("post_id")).to_owned(),
            // On a member, or on an alias of one discussion: never on both.
            note("member_note")
                .col(text_null("member_id"))
                .col(text_null("topic_id"))
                .col(integer_null("alias"))
                .foreign_key(&mut of_member("member_note"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        // One statement a column: SQLite takes no more.
        for name in LOG {
            let change = Table::alter().table("mod_log").add_column(log_column(name)).to_owned();
            manager.alter_table(change).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["mod_log_at", "mod_log_category"] {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        for name in LOG {
            let change = Table::alter().table("mod_log").drop_column(name).to_owned();
            manager.alter_table(change).await?;
        }
        for table in ["member_note", "case_note", "appeal", "sanction"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
