//! One row for everything that waits for the team: new texts, changes, reports, appeals. A row is claimed,
//! decided in the version that was seen, and kept afterwards.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 5] = [
    // One open row for one thing.
    "CREATE UNIQUE INDEX review_item_open ON review_item (kind, target_id) WHERE state = 'open'",
    // The queue: urgent classes first, then the oldest.
    "CREATE INDEX review_item_queue ON review_item (class, opened_at, id) WHERE state = 'open'",
    // What waits about one post, and what was decided about it.
    "CREATE INDEX review_item_post ON review_item (post_id)",
    // How long things waited, for the last month.
    "CREATE INDEX review_item_decided ON review_item (decided_at) WHERE state = 'done'",
    // What somebody of the team has in hand.
    "CREATE INDEX review_item_claim ON review_item (claim_by) WHERE claim_by IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("review_item")
                    .col(text("id").primary_key())
                    .col(text("kind"))
                    .col(text("target_id"))
                    .col(text_null("post_id"))
                    .col(text_null("topic_id"))
                    .col(text("category"))
                    .col(text("language"))
                    .col(integer("class"))
                    .col(text_null("gate"))
                    .col(text("state"))
                    .col(text_null("outcome"))
                    .col(big_integer("version").default(1))
                    .col(big_integer("opened_at"))
                    .col(big_integer_null("decided_at"))
                    .col(text_null("claim_by"))
                    .col(big_integer_null("claim_until"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("review_item", "post_id")
                            .to("post", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("review_item", "topic_id")
                            .to("topic", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("review_item", "claim_by")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::SetNull),
                    )
                    .to_owned(),
            )
            .await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        // Random as every identifier, in the alphabet of ours: twelve digits of base 16 are in it.
        let id = match manager.get_database_backend() {
            DatabaseBackend::Postgres => "substr(md5(random()::text || post.id), 1, 12)",
            _ => "lower(hex(randomblob(6)))",
        };
        db.execute_unprepared(&format!(
            "INSERT INTO review_item (id, kind, target_id, post_id, topic_id, category, language, class, state, \
             version, opened_at) \
             SELECT {id}, 'post', post.id, post.id, post.topic_id, topic.category, post.language, 3, 'open', 1, \
             post.submitted_at FROM post JOIN topic ON topic.id = post.topic_id WHERE post.state = 'pending'"
        ))
        .await
        .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("review_item").to_owned()).await
    }
}
