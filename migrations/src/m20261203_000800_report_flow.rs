//! What is reported and what ended that, as `text_flow` has it of texts: a line of a day that names nothing. What waits
//! already is carried over; where there were reports before, counting begins with the next quarter.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

use crate::append_only;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "report_flow";

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
            format!("CREATE INDEX report_flow_day ON {TABLE} (day, what)"),
            format!(
                "INSERT INTO site_setting (name, value, changed_at) \
                 SELECT 'reports_counted_since', {day}, {ms} WHERE EXISTS (SELECT 1 FROM report_case)"
            ),
            // Numbered anew: a line does not lead to what waits.
            format!(
                "INSERT INTO {TABLE} (id, day, what) \
                 SELECT 'carried' || ROW_NUMBER() OVER (ORDER BY id), {day}, 'carried' FROM review_item \
                 WHERE kind = 'report' AND state = 'open'"
            ),
        ];
        statements.extend(append_only::guards(TABLE, postgres));
        for statement in statements {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(TABLE).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared("DELETE FROM site_setting WHERE name = 'reports_counted_since'").await?;
        for statement in
            append_only::leftovers(TABLE, manager.get_database_backend() == DatabaseBackend::Postgres)
        {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
