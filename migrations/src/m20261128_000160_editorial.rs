//! The editorial desk: revisions, states, releases with their time, and what is written but not saved.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn reference(
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
    then: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to.0, to.1).on_delete(then).to_owned()
}

fn tables() -> Vec<TableCreateStatement> {
    use ForeignKeyAction::{Cascade, SetNull};
    vec![
        Table::create()
            .table("article_revision")
            .col(text("id").primary_key())
            .col(text("article_id"))
            .col(text("locale"))
            .col(integer("number"))
            .col(text_null("author_id"))
            .col(big_integer("made_at"))
            .col(text("slug"))
            .col(text("title"))
            .col(text("summary"))
            .col(text("source"))
            .col(text("procedure"))
            .col(text("sources"))
            .col(text("checked_on"))
            .col(text_null("based_on"))
            .col(text_null("translated_from"))
            .col(text_null("restored_from"))
            .col(text("note"))
            .foreign_key(&mut reference(("article_revision", "article_id"), ("article", "id"), Cascade))
            .foreign_key(&mut reference(("article_revision", "author_id"), ("member", "id"), SetNull))
            .to_owned(),
        Table::create()
            .table("article_work")
            .col(text("article_id"))
            .col(text("locale"))
            .col(text("state"))
            .col(text("head_id"))
            .col(text_null("submitted_by"))
            .col(text_null("approved_by"))
            .col(text_null("owner_id"))
            .col(text_null("check_by"))
            .col(integer("version"))
            .col(big_integer("changed_at"))
            .primary_key(Index::create().col("article_id").col("locale"))
            .foreign_key(&mut reference(("article_work", "article_id"), ("article", "id"), Cascade))
            .foreign_key(&mut reference(("article_work", "submitted_by"), ("member", "id"), SetNull))
            .foreign_key(&mut reference(("article_work", "approved_by"), ("member", "id"), SetNull))
            .foreign_key(&mut reference(("article_work", "owner_id"), ("member", "id"), SetNull))
            .to_owned(),
        Table::create()
            .table("article_transition")
            .col(text("id").primary_key())
            .col(text("article_id"))
            .col(text("locale"))
            .col(text("revision_id"))
            .col(text("act"))
            .col(text("from_state"))
            .col(text("to_state"))
            .col(text_null("actor_id"))
            .col(big_integer("at"))
            .col(text("comment"))
            .col(boolean("own_text"))
            .to_owned(),
        Table::create()
            .table("working_copy")
            .col(text("member_id"))
            .col(text("article_id"))
            .col(text("locale"))
            .col(text("form"))
            .col(text_null("based_on"))
            .col(big_integer("saved_at"))
            .primary_key(Index::create().col("member_id").col("article_id").col("locale"))
            .foreign_key(&mut reference(("working_copy", "member_id"), ("member", "id"), Cascade))
            .foreign_key(&mut reference(("working_copy", "article_id"), ("article", "id"), Cascade))
            .to_owned(),
    ]
}

/// The columns that both forms of the table have.
const KEPT: &str = "article_id, locale, slug, title, summary, source, html, renderer_version, procedure, sources, \
                    checked_on, content_hash";

/// What readers get. With releases the key takes the revision in: one may be seen while the next one waits for its
/// time.
fn article_text(released: bool) -> TableCreateStatement {
    let name = "article_text_new";
    let mut table = Table::create().table(name).col(text("article_id")).col(text("locale")).to_owned();
    let mut key = Index::create().col("article_id").col("locale").to_owned();
    if released {
        table
            .col(text("revision_id"))
            .col(big_integer("visible_from"))
            .col(big_integer_null("visible_to"))
            .col(big_integer_null("expires_at"));
        key.col("revision_id");
    }
    table
        .col(text("slug"))
        .col(text("title"))
        .col(text("summary"))
        .col(text("source"))
        .col(text("html"))
        .col(integer("renderer_version"))
        .col(text("procedure"))
        .col(text("sources"))
        .col(text("checked_on"))
        .col(text("content_hash"))
        .primary_key(&mut key)
        .foreign_key(&mut reference((name, "article_id"), ("article", "id"), ForeignKeyAction::Cascade))
        .to_owned()
}

async fn rebuild(manager: &SchemaManager<'_>, released: bool, copy: &[String]) -> Result<(), DbErr> {
    manager.create_table(article_text(released)).await?;
    for statement in copy {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    manager.drop_table(Table::drop().table("article_text").to_owned()).await?;
    manager.rename_table(Table::rename().table("article_text_new", "article_text").to_owned()).await
}

/// Who did what is written once.
fn append_only(postgres: bool) -> Vec<String> {
    let table = "article_transition";
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
    let mut statements: Vec<String> = ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                name = change.to_lowercase(),
            )
        })
        .into();
    statements.push(format!(
        "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} \
         WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) \
         BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ));
    statements
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        let first = "article_id || '-' || locale || '-1'";
        // What stood there is its own first revision, seen since ever.
        for statement in [
            "CREATE UNIQUE INDEX article_revision_number ON article_revision (article_id, locale, number)"
                .to_owned(),
            "CREATE INDEX article_transition_of ON article_transition (article_id, locale, at)".to_owned(),
            "CREATE INDEX working_copy_article ON working_copy (article_id, locale)".to_owned(),
            format!(
                "INSERT INTO article_revision (id, article_id, locale, number, made_at, slug, title, summary, source, \
                 procedure, sources, checked_on, note) SELECT {first}, article_id, locale, 1, 0, slug, title, summary, \
                 source, procedure, sources, checked_on, '' FROM article_text"
            ),
            format!(
                "INSERT INTO article_work (article_id, locale, state, head_id, version, changed_at) \
                 SELECT article_id, locale, 'published', {first}, 0, 0 FROM article_text"
            ),
        ] {
            db.execute_unprepared(&statement).await?;
        }
        let copy = format!(
            "INSERT INTO article_text_new (revision_id, visible_from, {KEPT}) SELECT {first}, 0, {KEPT} FROM article_text"
        );
        rebuild(manager, true, &[copy]).await?;
        for statement in append_only(manager.get_database_backend() == DatabaseBackend::Postgres) {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Of several releases the one that began last stays.
        let copy = format!(
            "INSERT INTO article_text_new ({KEPT}) SELECT {KEPT} FROM article_text t WHERE NOT EXISTS (SELECT 1 FROM \
             article_text o WHERE o.article_id = t.article_id AND o.locale = t.locale AND (o.visible_from > \
             t.visible_from OR (o.visible_from = t.visible_from AND o.revision_id > t.revision_id)))"
        );
        rebuild(manager, false, &[copy]).await?;
        for table in ["working_copy", "article_transition", "article_work", "article_revision"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let function = "DROP FUNCTION article_transition_is_append_only()";
            manager.get_connection().execute_unprepared(function).await?;
        }
        Ok(())
    }
}
