//! How the points of the municipality's commitment stand, as an administrator says it; and the figures of participation of
//! a quarter, written down once when it is over. Nobody changes those.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const FIGURES: &str = "participation_quarter";

async fn run(manager: &SchemaManager<'_>, statements: Vec<String>) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn guards(postgres: bool) -> Vec<String> {
    if postgres {
        return vec![
            format!(
                "CREATE FUNCTION {FIGURES}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION '{FIGURES} is append-only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {FIGURES}_append_only BEFORE UPDATE OR DELETE ON {FIGURES} \
                 FOR EACH ROW EXECUTE FUNCTION {FIGURES}_is_append_only()"
            ),
            format!(
                "CREATE TRIGGER {FIGURES}_no_truncate BEFORE TRUNCATE ON {FIGURES} \
                 FOR EACH STATEMENT EXECUTE FUNCTION {FIGURES}_is_append_only()"
            ),
        ];
    }
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {FIGURES}_no_{name} BEFORE {change} ON {FIGURES} \
                 BEGIN SELECT RAISE(ABORT, '{FIGURES} is append-only'); END",
                name = change.to_lowercase(),
            )
        })
        .to_vec()
}

fn points() -> TableCreateStatement {
    Table::create()
        .table("commitment_point")
        .col(text("code").primary_key())
        .col(text("state"))
        .col(text_null("day"))
        .col(text("note_ar"))
        .col(text("note_fr"))
        .col(text("note_en"))
        .col(text_null("changed_by"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("commitment_point", "changed_by")
                .to("member", "id")
                .on_delete(ForeignKeyAction::SetNull),
        )
        .to_owned()
}

fn figures() -> TableCreateStatement {
    Table::create()
        .table(FIGURES)
        .col(text("quarter").primary_key())
        .col(text("figures"))
        .col(big_integer("kept_at"))
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(points()).await?;
        manager.create_table(figures()).await?;
        run(manager, guards(manager.get_database_backend() == DatabaseBackend::Postgres)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [FIGURES, "commitment_point"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            run(manager, vec![format!("DROP FUNCTION {FIGURES}_is_append_only()")]).await?;
        }
        Ok(())
    }
}
