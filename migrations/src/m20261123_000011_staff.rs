//! The team: categories of moderators, the second step, invitations, and the audit log that nobody can change.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 3] = [
    // The log, newest first; and of one person.
    "CREATE INDEX audit_log_at ON audit_log (at, id)",
    "CREATE INDEX audit_log_actor ON audit_log (actor_id, at, id)",
    "CREATE INDEX audit_log_target ON audit_log (target_id, at, id)",
];

fn of_member(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "member_id")
        .to("member", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("role_scope")
                .col(text("member_id"))
                .col(text("category_id"))
                .primary_key(Index::create().col("member_id").col("category_id"))
                .foreign_key(&mut of_member("role_scope"))
                .foreign_key(
                    ForeignKey::create()
                        .from("role_scope", "category_id")
                        .to("category", "slug")
                        .on_delete(ForeignKeyAction::Cascade),
                )
                .to_owned(),
            Table::create()
                .table("two_step")
                .col(text("member_id").primary_key())
                .col(text("secret"))
                .col(big_integer_null("confirmed_at"))
                .col(big_integer("last_step").default(0))
                .foreign_key(&mut of_member("two_step"))
                .to_owned(),
            // Identifiers outlive the accounts they name: no foreign keys in what must stay.
            Table::create()
                .table("staff_invitation")
                .col(text("id").primary_key())
                .col(text_uniq("token_hash"))
                .col(text("role"))
                .col(text_null("created_by"))
                .col(big_integer("created_at"))
                .col(big_integer("expires_at"))
                .col(big_integer_null("used_at"))
                .col(big_integer_null("withdrawn_at"))
                .to_owned(),
            Table::create()
                .table("audit_log")
                .col(text("id").primary_key())
                .col(big_integer("at"))
                .col(text_null("actor_id"))
                .col(text("actor_role"))
                .col(text("action"))
                .col(text_null("target_kind"))
                .col(text_null("target_id"))
                .col(text_null("reason"))
                .col(text_null("detail"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        append_only(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        if postgres {
            db.execute_unprepared("DROP TRIGGER mod_log_no_truncate ON mod_log").await?;
        }
        for table in ["audit_log", "staff_invitation", "two_step", "role_scope"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if postgres {
            db.execute_unprepared("DROP FUNCTION audit_log_is_append_only()").await?;
        }
        Ok(())
    }
}

/// The database itself refuses to change, remove or empty what was logged.
async fn append_only(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        for statement in [
            "CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$",
            "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log \
             FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only()",
            "CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only()",
            "CREATE TRIGGER mod_log_no_truncate BEFORE TRUNCATE ON mod_log \
             FOR EACH STATEMENT EXECUTE FUNCTION mod_log_is_append_only()",
        ] {
            db.execute_unprepared(statement).await?;
        }
        return Ok(());
    }
    for change in ["UPDATE", "DELETE"] {
        let name = change.to_lowercase();
        db.execute_unprepared(&format!(
            "CREATE TRIGGER audit_log_no_{name} BEFORE {change} ON audit_log \
             BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        ))
        .await?;
    }
    Ok(())
}
