//! Categories, topics, posts, and the log of what moderators did.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The same on both databases. Partial indexes carry their state as a literal: the queries name it as a
/// literal too, or the planner could not match them.
const INDEXES: [&str; 9] = [
    // Numbers of a topic's posts are never used twice.
    "CREATE UNIQUE INDEX post_position ON post (topic_id, position) WHERE position IS NOT NULL",
    // Pages of a topic, and its count.
    "CREATE INDEX post_published ON post (topic_id, position) WHERE state = 'published'",
    // What one member has waiting on a topic's page.
    "CREATE INDEX post_own_waiting ON post (topic_id, author_id) WHERE state <> 'published'",
    // The moderators' queue, oldest first.
    "CREATE INDEX post_pending ON post (submitted_at, id) WHERE state = 'pending'",
    // How many of hers wait.
    "CREATE INDEX post_author_pending ON post (author_id) WHERE state = 'pending'",
    // A member's own contributions, newest first.
    "CREATE INDEX post_author ON post (author_id, submitted_at, id)",
    // A category's topics by activity, and its count.
    "CREATE INDEX topic_in_category ON topic (category, last_published_at, id) WHERE state = 'published'",
    // The newest topics of the whole forum.
    "CREATE INDEX topic_activity ON topic (last_published_at, id) WHERE state = 'published'",
    "CREATE INDEX mod_log_target ON mod_log (target_type, target_id, at)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("category")
                    .col(text("slug").primary_key())
                    .col(text("section"))
                    .col(integer("position"))
                    .col(big_integer("published_topics").default(0))
                    .col(big_integer_null("last_published_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("category_text")
                    .col(text("category"))
                    .col(text("locale"))
                    .col(text("name"))
                    .col(text("description"))
                    .primary_key(Index::create().col("category").col("locale"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("category_text", "category")
                            .to("category", "slug")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("topic")
                    .col(text("id").primary_key())
                    .col(text("category"))
                    .col(text_null("author_id"))
                    .col(text("title"))
                    .col(text("language"))
                    .col(text("state"))
                    .col(text("opening_post_id"))
                    .col(big_integer("published_posts").default(0))
                    .col(big_integer("last_position").default(0))
                    .col(big_integer_null("last_published_at"))
                    .col(big_integer("submitted_at"))
                    .foreign_key(ForeignKey::create().from("topic", "category").to("category", "slug"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("topic", "author_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("post")
                    .col(text("id").primary_key())
                    .col(text("topic_id"))
                    .col(text_null("author_id"))
                    .col(boolean("is_opening"))
                    .col(big_integer_null("position"))
                    .col(text("state"))
                    .col(text("source"))
                    .col(text("html"))
                    .col(integer("renderer_version"))
                    .col(text("language"))
                    .col(big_integer("version").default(1))
                    .col(text_null("reason_code"))
                    .col(text_null("note"))
                    .col(text_null("resubmission_of"))
                    .col(big_integer("submitted_at"))
                    .col(big_integer_null("decided_at"))
                    .col(big_integer_null("published_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("post", "topic_id")
                            .to("topic", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("post", "author_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("mod_log")
                    .col(text("id").primary_key())
                    .col(big_integer("at"))
                    .col(text_null("actor_id"))
                    .col(text("actor_role"))
                    .col(text("action"))
                    .col(text("target_type"))
                    .col(text("target_id"))
                    .col(text_null("category_id"))
                    .col(text_null("reason_code"))
                    .col(text_null("note"))
                    .col(text_null("before_state"))
                    .col(text_null("after_state"))
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        append_only(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["mod_log", "post", "topic", "category_text", "category"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION mod_log_is_append_only()").await?;
        }
        Ok(())
    }
}

/// The database itself refuses to change or remove a line of the log.
async fn append_only(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        db.execute_unprepared(
            "CREATE FUNCTION mod_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'mod_log is append-only'; END $$",
        )
        .await?;
        db.execute_unprepared(
            "CREATE TRIGGER mod_log_append_only BEFORE UPDATE OR DELETE ON mod_log \
             FOR EACH ROW EXECUTE FUNCTION mod_log_is_append_only()",
        )
        .await?;
        return Ok(());
    }
    for change in ["UPDATE", "DELETE"] {
        let name = change.to_lowercase();
        db.execute_unprepared(&format!(
            "CREATE TRIGGER mod_log_no_{name} BEFORE {change} ON mod_log \
             BEGIN SELECT RAISE(ABORT, 'mod_log is append-only'); END"
        ))
        .await?;
    }
    Ok(())
}
