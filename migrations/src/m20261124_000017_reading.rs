//! Reading and answering without words: how far each member has read, reactions, bookmarks, polls; and the
//! indexes of lists that are filtered or begin with what is pinned.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Numbers of reactions, beside the post.
const COUNTS: [&str; 3] = ["support_count", "thanks_count", "same_count"];

const INDEXES: [&str; 6] = [
    // A category's topics in one language, by activity.
    "CREATE INDEX topic_in_language ON topic (category, language, last_published_at, id) WHERE state = 'published'",
    // What stands first in a category.
    "CREATE INDEX topic_pinned ON topic (category, pinned_until) WHERE pinned_until IS NOT NULL",
    "CREATE INDEX reaction_member ON reaction (member_id)",
    "CREATE INDEX bookmark_newest ON bookmark (member_id, created_at, post_id)",
    "CREATE INDEX poll_vote_member ON poll_vote (member_id)",
    "CREATE INDEX read_position_topic ON read_position (topic_id)",
];

fn refers(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COUNTS {
            let column = integer(name).default(0).to_owned();
            manager.alter_table(Table::alter().table("post").add_column(column).to_owned()).await?;
        }
        let mut read_position = Table::create()
            .table("read_position")
            .col(text("member_id"))
            .col(text("topic_id"))
            .col(big_integer("n"))
            .primary_key(Index::create().col("member_id").col("topic_id"))
            .to_owned();
        let mut reaction = Table::create()
            .table("reaction")
            .col(text("post_id"))
            .col(text("member_id"))
            .col(text("kind"))
            .primary_key(Index::create().col("post_id").col("member_id").col("kind"))
            .to_owned();
        let mut bookmark = Table::create()
            .table("bookmark")
            .col(text("member_id"))
            .col(text("post_id"))
            .col(text("label"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("member_id").col("post_id"))
            .to_owned();
        let mut poll = Table::create()
            .table("poll")
            .col(text("topic_id").primary_key())
            .col(boolean("multiple"))
            .col(boolean("can_change"))
            .col(integer_null("days"))
            .col(big_integer_null("closed_at"))
            .col(big_integer("voters").default(0))
            .to_owned();
        let mut poll_option = Table::create()
            .table("poll_option")
            .col(text("topic_id"))
            .col(integer("n"))
            .col(text("label"))
            .col(big_integer("votes").default(0))
            .primary_key(Index::create().col("topic_id").col("n"))
            .to_owned();
        let mut poll_vote = Table::create()
            .table("poll_vote")
            .col(text("topic_id"))
            .col(text("member_id"))
            .col(integer("n"))
            .primary_key(Index::create().col("topic_id").col("member_id").col("n"))
            .to_owned();
        for (table, name, keys) in [
            (
                &mut read_position,
                "read_position",
                [("member_id", "member"), ("topic_id", "topic")].as_slice(),
            ),
            (&mut reaction, "reaction", &[("member_id", "member"), ("post_id", "post")]),
            (&mut bookmark, "bookmark", &[("member_id", "member"), ("post_id", "post")]),
            (&mut poll, "poll", &[("topic_id", "topic")]),
            (&mut poll_option, "poll_option", &[("topic_id", "topic")]),
            (&mut poll_vote, "poll_vote", &[("member_id", "member"), ("topic_id", "topic")]),
        ] {
            for (column, to) in keys {
                table.foreign_key(&mut refers((name, column), to));
            }
            manager.create_table(table.to_owned()).await?;
        }
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["poll_vote", "poll_option", "poll", "bookmark", "reaction", "read_position"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let db = manager.get_connection();
        for index in ["topic_pinned", "topic_in_language"] {
            db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        for name in COUNTS {
            manager.alter_table(Table::alter().table("post").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
