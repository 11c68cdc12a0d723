//! Lines of the moderators' log are kept for two years; then who did it and to what is taken out of them, and nothing
//! else. The triggers let through this one change, of lines that are older by the clock of the database itself; they
//! refuse everything else, as before. The figures of a quarter are written down before its lines are emptied, and never
//! changed.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// 730 days in milliseconds.
const KEPT_MS: i64 = 63_072_000_000;

/// What must stay as it is: everything that is counted, and nothing that leads to anybody. A column that the log gets
/// later has to be named here or below.
const COUNTED: [&str; 10] = [
    "id",
    "at",
    "actor_role",
    "action",
    "target_type",
    "category_id",
    "reason_code",
    "after_state",
    "is_revert",
    "expires_at",
];

/// What must be gone. The target's identifier is never NULL.
const EMPTIED: &str = "NEW.actor_id IS NULL AND NEW.target_id = '' AND NEW.note IS NULL \
                       AND NEW.before_state IS NULL AND NEW.parent_id IS NULL";

fn unchanged(same: &str) -> String {
    COUNTED.map(|column| format!("NEW.{column} {same} OLD.{column}")).join(" AND ")
}

async fn run(manager: &SchemaManager<'_>, statements: Vec<String>) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// What the log refuses from now on.
fn guards(postgres: bool) -> Vec<String> {
    if postgres {
        // The same function stands before TRUNCATE, where there is neither OLD nor NEW.
        return vec![format!(
            "CREATE OR REPLACE FUNCTION mod_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF TG_OP = 'UPDATE' THEN \
             IF OLD.at < (extract(epoch FROM now()) * 1000)::bigint - {KEPT_MS} AND {same} AND {EMPTIED} \
             THEN RETURN NEW; END IF; \
             END IF; \
             RAISE EXCEPTION 'mod_log is append-only'; END $$",
            same = unchanged("IS NOT DISTINCT FROM"),
        )];
    }
    vec![
        "DROP TRIGGER mod_log_no_update".to_owned(),
        format!(
            "CREATE TRIGGER mod_log_no_update BEFORE UPDATE ON mod_log \
             WHEN NOT (OLD.at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - {KEPT_MS} \
             AND NEW.rowid IS OLD.rowid AND {same} AND {EMPTIED}) \
             BEGIN SELECT RAISE(ABORT, 'mod_log is append-only'); END",
            same = unchanged("IS"),
        ),
    ]
}

/// What it refused before.
fn guards_of_before(postgres: bool) -> Vec<String> {
    if postgres {
        return vec![
            "CREATE OR REPLACE FUNCTION mod_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'mod_log is append-only'; END $$"
                .to_owned(),
        ];
    }
    vec![
        "DROP TRIGGER mod_log_no_update".to_owned(),
        "CREATE TRIGGER mod_log_no_update BEFORE UPDATE ON mod_log \
         BEGIN SELECT RAISE(ABORT, 'mod_log is append-only'); END"
            .to_owned(),
    ]
}

/// Nobody changes the figures that were written down.
fn figures(postgres: bool) -> Vec<String> {
    let table = "transparency_quarter";
    if postgres {
        return vec![
            format!(
                "CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
            ),
            format!(
                "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
            ),
        ];
    }
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                name = change.to_lowercase(),
            )
        })
        .to_vec()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("transparency_quarter")
                    .col(text("quarter").primary_key())
                    .col(text("figures"))
                    .col(big_integer("kept_at"))
                    .to_owned(),
            )
            .await?;
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        run(manager, figures(postgres)).await?;
        run(manager, guards(postgres)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        run(manager, guards_of_before(postgres)).await?;
        manager.drop_table(Table::drop().table("transparency_quarter").to_owned()).await?;
        if postgres {
            run(manager, vec!["DROP FUNCTION transparency_quarter_is_append_only()".to_owned()]).await?;
        }
        Ok(())
    }
}
