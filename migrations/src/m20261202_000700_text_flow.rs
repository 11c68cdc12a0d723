//! What came to wait for the team and what ended that, each as a line of a day that nobody changes: from it the public
//! figures tell how much came, and how much still waited when a quarter was over. A line names neither text nor author.
//! What waits already is carried over; where there were texts before, counting begins with the next quarter.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "text_flow";

/// Today in Tunisia, and this moment in milliseconds, by the clock of the database.
fn today(postgres: bool) -> (&'static str, &'static str) {
    if postgres {
        (
            "to_char((now() AT TIME ZONE 'UTC') + interval '1 hour', 'YYYY-MM-DD')",
            "(extract(epoch FROM now()) * 1000)::bigint",
        )
    } else {
        ("strftime('%Y-%m-%d', 'now', '+1 hour')", "CAST(strftime('%s', 'now') AS INTEGER) * 1000")
    }
}

fn guards(postgres: bool) -> Vec<String> {
    if postgres {
        return vec![
            format!(
                "CREATE FUNCTION {TABLE}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION '{TABLE} is append-only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} \
                 FOR EACH ROW EXECUTE FUNCTION {TABLE}_is_append_only()"
            ),
            format!(
                "CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} \
                 FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_is_append_only()"
            ),
        ];
    }
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {TABLE}_no_{name} BEFORE {change} ON {TABLE} \
                 BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END",
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
                    .table(TABLE)
                    .col(text("id").primary_key())
                    .col(text("day"))
                    .col(text("what"))
                    .to_owned(),
            )
            .await?;
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let (day, ms) = today(postgres);
        let mut statements = vec![
            format!("CREATE INDEX text_flow_day ON {TABLE} (day, what)"),
            format!(
                "INSERT INTO site_setting (name, value, changed_at) \
                 SELECT 'texts_counted_since', {day}, {ms} WHERE EXISTS (SELECT 1 FROM post)"
            ),
            // Numbered anew: a line does not lead to what waits.
            format!(
                "INSERT INTO {TABLE} (id, day, what) \
                 SELECT 'carried' || ROW_NUMBER() OVER (ORDER BY id), {day}, 'carried' FROM review_item \
                 WHERE kind = 'post' AND state = 'open'"
            ),
        ];
        statements.extend(guards(postgres));
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("DELETE FROM site_setting WHERE name = 'texts_counted_since'").await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            db.execute_unprepared(&format!("DROP FUNCTION {TABLE}_is_append_only()")).await?;
        }
        Ok(())
    }
}
