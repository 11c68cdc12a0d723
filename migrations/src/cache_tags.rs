//! Triggers that note, within the writing transaction itself, which table was written: whoever keeps finished pages
//! learns from them what is old. The database does it, so no way of writing can forget it: use cases, the command line,
//! cascades and statements by hand alike.
//!
//! SQLite has one row a table, whose version rises (one writer: nobody waits for it). PostgreSQL has one row a table and
//! transaction, so that no transaction waits for another one's row; `domain::fresh` takes out old ones.
//!
//! Of some tables it is noted besides whose rows were written (`cache_keys`).

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseBackend, Statement},
};

use crate::cache_keys;

/// Tables that are written again and again and that no page for everybody shows. A page that asks one of them all the
/// same is not kept: it has no triggers.
const UNWATCHED: [&str; 28] = [
    "cache_tag",
    "seaql_migrations",
    "session",
    "submission",
    "rate_bucket",
    "outbox",
    "notification",
    "notice_event",
    "read_position",
    "mail_link",
    "provider_flow",
    "provider_pending",
    "library_upload",
    "library_trial",
    "library_fixity",
    "statistics_trial",
    "audit_log",
    "safety_log",
    "redirect",
    "job_slot",
    "desk_exposure",
    "kiosk_count",
    // What somebody asks an expert is for two people: no page of it is ever kept.
    "ask_question",
    "ask_message",
    "ask_note",
    "ask_offer",
    "ask_recusal",
    "article_request",
];

/// What PostgreSQL's triggers do. Other servers are told at the commit; the row is for those who did not hear.
const NOTE: &str = "CREATE OR REPLACE FUNCTION cache_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
    INSERT INTO cache_tag (tag, version) VALUES (TG_TABLE_NAME, pg_current_xact_id()::text::bigint) \
    ON CONFLICT DO NOTHING; PERFORM pg_notify('jusoor_cache', ''); RETURN NULL; END $$";

pub(crate) async fn names<C: ConnectionTrait>(db: &C, sql: &str) -> Result<Vec<String>, DbErr> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, DbErr> {
    let mut all = match db.get_database_backend() {
        DatabaseBackend::Sqlite => names(
            db,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                 AND name NOT LIKE 'search\\_fts%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'",
        )
        .await?,
        _ => names(
            db,
            "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relkind = 'r' AND n.nspname = current_schema()",
        )
        .await?,
    };
    let plain = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    all.retain(|name| plain(name) && !UNWATCHED.contains(&name.as_str()));
    Ok(all)
}

/// Gives every table that lacks them its triggers. After the migrations, because a table that was made anew has lost
/// them.
///
/// # Errors
/// When the database does not answer, or lacks the table of tags.
pub async fn install<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    let sqlite = db.get_database_backend() == DatabaseBackend::Sqlite;
    if !sqlite {
        // A backup brought numbers of another server: its own would run into them one day, and say nothing.
        db.execute_unprepared(
            "DELETE FROM cache_tag WHERE version >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
        )
        .await?;
    }
    let there = if sqlite {
        names(
            db,
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'cache\\_%' ESCAPE '\\'",
        )
        .await?
    } else {
        names(
            db,
            "SELECT c.relname::text AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE t.tgname = 'cache_note' AND n.nspname = current_schema()",
        )
        .await?
    };
    for table in tables(db).await? {
        if !sqlite {
            if !there.contains(&table) {
                db.execute_unprepared(&format!(
                    "CREATE OR REPLACE TRIGGER cache_note AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE \
                     ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION cache_note()"
                ))
                .await?;
                // Whatever was written while it had none.
                db.execute_unprepared(&format!(
                    "INSERT INTO cache_tag (tag, version) \
                     VALUES ('{table}', pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING"
                ))
                .await?;
            }
            continue;
        }
        let missing: Vec<&str> = ["insert", "update", "delete"]
            .into_iter()
            .filter(|event| !there.contains(&format!("cache_{table}_{event}")))
            .collect();
        for event in &missing {
            db.execute_unprepared(&format!(
                "CREATE TRIGGER IF NOT EXISTS cache_{table}_{event} AFTER {event} ON \"{table}\" \
                 BEGIN UPDATE cache_tag SET version = version + 1 WHERE tag = '{table}'; END"
            ))
            .await?;
        }
        if !missing.is_empty() {
            // Whatever was written while it had none.
            db.execute_unprepared(&format!(
                "INSERT INTO cache_tag (tag, version) VALUES ('{table}', 0) \
                 ON CONFLICT (tag) DO UPDATE SET version = cache_tag.version + 1"
            ))
            .await?;
        }
    }
    cache_keys::install(db).await
}

/// Makes what the triggers call.
pub(crate) async fn prepare<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DatabaseBackend::Postgres {
        db.execute_unprepared(NOTE).await?;
    }
    Ok(())
}

/// Takes all triggers away again.
pub(crate) async fn remove<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    cache_keys::remove(db).await?;
    if db.get_database_backend() == DatabaseBackend::Postgres {
        // And every trigger that calls it.
        db.execute_unprepared("DROP FUNCTION cache_note() CASCADE").await?;
        return Ok(());
    }
    let all = names(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'cache\\_%' ESCAPE '\\' \
         AND sql LIKE '%UPDATE cache\\_tag%' ESCAPE '\\'",
    )
    .await?;
    for trigger in all {
        db.execute_unprepared(&format!("DROP TRIGGER {trigger}")).await?;
    }
    Ok(())
}
