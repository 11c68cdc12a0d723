//! Reports and their cases, cases of somebody in danger with their log, and who of the team is there when.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 12] = [
    // One live case for one thing.
    "CREATE UNIQUE INDEX report_case_live ON report_case (target_kind, target_id) \
     WHERE state IN ('open', 'in_progress')",
    "CREATE INDEX report_case_target ON report_case (target_kind, target_id, opened_at)",
    // The desk's list: urgent classes first, then the oldest.
    "CREATE INDEX report_case_desk ON report_case (class, opened_at, id) WHERE state IN ('open', 'in_progress')",
    "CREATE INDEX report_case_post ON report_case (post_id)",
    // One report of one person; guests have no row of their own.
    "CREATE UNIQUE INDEX report_once ON report (case_id, reporter_id) WHERE reporter_id IS NOT NULL",
    // Her own reports, newest first.
    "CREATE INDEX report_reporter ON report (reporter_id, created_at, id)",
    // What of a topic stands folded for who reported it.
    "CREATE INDEX report_topic ON report (reporter_id, topic_id)",
    "CREATE UNIQUE INDEX safety_case_live ON safety_case (post_id) WHERE state = 'open'",
    "CREATE INDEX safety_case_desk ON safety_case (state, opened_at, id)",
    "CREATE INDEX safety_log_case ON safety_log (case_id, at, id)",
    "CREATE INDEX safety_disclosure_case ON safety_disclosure (case_id, asked_at, id)",
    "CREATE INDEX duty_shift_member ON duty_shift (member_id)",
];

fn of(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn reports() -> [TableCreateStatement; 2] {
    [
        Table::create()
            .table("report_case")
            .col(text("id").primary_key())
            .col(text("target_kind"))
            .col(text("target_id"))
            .col(text("post_id"))
            .col(text("topic_id"))
            .col(text("category"))
            .col(text("language"))
            .col(text("state"))
            .col(integer("class"))
            .col(boolean("auto_held").default(false))
            .col(boolean("brigade").default(false))
            .col(text_null("duplicate_of"))
            .col(integer_null("decided_revision"))
            .col(big_integer("version").default(1))
            .col(big_integer("opened_at"))
            .col(big_integer_null("decided_at"))
            .foreign_key(&mut of("report_case", "post_id", "post"))
            .foreign_key(&mut of("report_case", "topic_id", "topic"))
            .to_owned(),
        Table::create()
            .table("report")
            .col(text("id").primary_key())
            .col(text("case_id"))
            .col(text("post_id"))
            .col(text("topic_id"))
            .col(text_null("reporter_id"))
            .col(text("code"))
            .col(text("text"))
            // What she saw.
            .col(text("seen_title"))
            .col(text("seen_text"))
            .col(integer("seen_revision"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer_null("withdrawn_at"))
            .foreign_key(&mut of("report", "case_id", "report_case"))
            .foreign_key(
                ForeignKey::create()
                    .from("report", "reporter_id")
                    .to("member", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned(),
    ]
}

fn safety() -> [TableCreateStatement; 3] {
    [
        Table::create()
            .table("safety_case")
            .col(text("id").primary_key())
            .col(text("post_id"))
            .col(text("topic_id"))
            .col(text("category"))
            .col(text("language"))
            // Whose text it is; nothing once her account is gone.
            .col(text_null("member_id"))
            .col(text("origin"))
            .col(text("level"))
            .col(text("state"))
            .col(text_null("outcome"))
            .col(text_null("choice"))
            .col(text_null("contact"))
            .col(big_integer_null("due_at"))
            .col(big_integer("version").default(1))
            .col(big_integer("opened_at"))
            .col(big_integer_null("acknowledged_at"))
            .col(big_integer_null("closed_at"))
            .foreign_key(&mut of("safety_case", "post_id", "post"))
            .foreign_key(
                ForeignKey::create()
                    .from("safety_case", "member_id")
                    .to("member", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned(),
        // Codes alone; no foreign keys in what must stay.
        Table::create()
            .table("safety_log")
            .col(text("id").primary_key())
            .col(text("case_id"))
            .col(big_integer("at"))
            .col(text_null("actor_id"))
            .col(text("actor_role"))
            .col(text("action"))
            .col(text_null("told"))
            .col(text_null("next"))
            .col(big_integer_null("next_at"))
            .to_owned(),
        Table::create()
            .table("safety_disclosure")
            .col(text("id").primary_key())
            .col(text("case_id"))
            .col(text("to_whom"))
            .col(text("reason"))
            .col(text("basis"))
            .col(text_null("asked_by"))
            .col(big_integer("asked_at"))
            .col(text_null("confirmed_by"))
            .col(big_integer_null("confirmed_at"))
            .col(big_integer_null("refused_at"))
            .to_owned(),
    ]
}

fn duty() -> [TableCreateStatement; 2] {
    [
        Table::create()
            .table("duty_shift")
            .col(text("id").primary_key())
            .col(text("member_id"))
            // A weekday (0 is Monday) every week, or one day.
            .col(integer_null("weekday"))
            .col(text_null("day"))
            // Minutes since midnight in Tunisia.
            .col(integer("from_minute"))
            .col(integer("to_minute"))
            .foreign_key(&mut of("duty_shift", "member_id", "member"))
            .to_owned(),
        // About which items somebody was reminded: once.
        Table::create()
            .table("duty_nag")
            .col(text("item_id").primary_key())
            .col(big_integer("at"))
            .foreign_key(&mut of("duty_nag", "item_id", "review_item"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in reports().into_iter().chain(safety()).chain(duty()) {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for statement in [
                "CREATE FUNCTION safety_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'safety_log is append-only'; END $$",
                "CREATE TRIGGER safety_log_append_only BEFORE UPDATE OR DELETE ON safety_log \
                 FOR EACH ROW EXECUTE FUNCTION safety_log_is_append_only()",
                "CREATE TRIGGER safety_log_no_truncate BEFORE TRUNCATE ON safety_log \
                 FOR EACH STATEMENT EXECUTE FUNCTION safety_log_is_append_only()",
            ] {
                db.execute_unprepared(statement).await?;
            }
            return Ok(());
        }
        for change in ["UPDATE", "DELETE"] {
            let name = change.to_lowercase();
            db.execute_unprepared(&format!(
                "CREATE TRIGGER safety_log_no_{name} BEFORE {change} ON safety_log \
                 BEGIN SELECT RAISE(ABORT, 'safety_log is append-only'); END"
            ))
            .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "duty_nag",
            "duty_shift",
            "safety_disclosure",
            "safety_log",
            "safety_case",
            "report",
            "report_case",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let db = manager.get_connection();
            db.execute_unprepared("DROP FUNCTION safety_log_is_append_only()").await?;
        }
        Ok(())
    }
}
