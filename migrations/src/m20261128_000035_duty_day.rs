//! How long somebody of the team was there on each day, written down when the day is over and never changed: the
//! roster itself changes, and what was told of a quarter must not change with it.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("duty_day")
                    .col(text("day").primary_key())
                    .col(integer("minutes"))
                    .col(big_integer("noted_at"))
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for statement in [
                "CREATE FUNCTION duty_day_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'duty_day is append-only'; END $$",
                "CREATE TRIGGER duty_day_append_only BEFORE UPDATE OR DELETE ON duty_day \
                 FOR EACH ROW EXECUTE FUNCTION duty_day_is_append_only()",
                "CREATE TRIGGER duty_day_no_truncate BEFORE TRUNCATE ON duty_day \
                 FOR EACH STATEMENT EXECUTE FUNCTION duty_day_is_append_only()",
            ] {
                db.execute_unprepared(statement).await?;
            }
            return Ok(());
        }
        for change in ["UPDATE", "DELETE"] {
            let name = change.to_lowercase();
            db.execute_unprepared(&format!(
                "CREATE TRIGGER duty_day_no_{name} BEFORE {change} ON duty_day \
                 BEGIN SELECT RAISE(ABORT, 'duty_day is append-only'); END"
            ))
            .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("duty_day").to_owned()).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION duty_day_is_append_only()").await?;
        }
        Ok(())
    }
}
