//! Following, notifications and the events they come from, digests, mentions, mutes and blocks.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn of_member(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    key(table, column, "member")
}

async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index.to_owned()).await
}

async fn followed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("follow")
                .col(text("member_id"))
                .col(text("place"))
                .col(text("place_id"))
                .col(text("level"))
                .primary_key(Index::create().col("member_id").col("place").col("place_id"))
                .foreign_key(&mut of_member("follow", "member_id"))
                .to_owned(),
        )
        .await?;
    index(manager, "follow", &["place", "place_id", "level"], false).await
}

async fn notified(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("notice_event")
                .col(text("id").primary_key())
                .col(text("kind"))
                .col(text_null("post_id"))
                .col(text_null("recipient_id"))
                .col(text_null("detail"))
                .col(big_integer("created_at"))
                .col(big_integer("due_at"))
                .col(integer("attempts"))
                .foreign_key(&mut key("notice_event", "post_id", "post"))
                .foreign_key(&mut of_member("notice_event", "recipient_id"))
                .to_owned(),
        )
        .await?;
    index(manager, "notice_event", &["due_at"], false).await?;
    index(manager, "notice_event", &["recipient_id"], false).await?;
    index(manager, "notice_event", &["post_id"], false).await?;
    manager
        .create_table(
            Table::create()
                .table("notification")
                .col(text("id").primary_key())
                .col(text("event_id"))
                .col(text("recipient_id"))
                .col(text("kind"))
                .col(text_null("topic_id"))
                .col(text_null("post_id"))
                .col(text("group_key"))
                .col(big_integer("created_at"))
                .col(big_integer_null("read_at"))
                .foreign_key(&mut of_member("notification", "recipient_id"))
                .foreign_key(&mut key("notification", "topic_id", "topic"))
                .foreign_key(&mut key("notification", "post_id", "post"))
                .to_owned(),
        )
        .await?;
    index(manager, "notification", &["event_id", "recipient_id"], true).await?;
    index(manager, "notification", &["recipient_id", "read_at"], false).await?;
    index(manager, "notification", &["created_at"], false).await?;
    index(manager, "notification", &["topic_id"], false).await?;
    index(manager, "notification", &["post_id"], false).await?;
    manager
        .create_table(
            Table::create()
                .table("digest")
                .col(text("member_id").primary_key())
                .col(text("frequency"))
                .col(integer("subject"))
                .col(big_integer("due_at"))
                .col(big_integer_null("announced_at"))
                .foreign_key(&mut of_member("digest", "member_id"))
                .to_owned(),
        )
        .await?;
    index(manager, "digest", &["due_at"], false).await
}

async fn mentioned(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mention")
                .col(text("post_id"))
                .col(text("member_id"))
                .col(text("spelled"))
                .col(big_integer_null("notified_at"))
                .primary_key(Index::create().col("post_id").col("member_id"))
                .foreign_key(&mut key("mention", "post_id", "post"))
                .foreign_key(&mut of_member("mention", "member_id"))
                .to_owned(),
        )
        .await?;
    index(manager, "mention", &["member_id"], false).await
}

async fn muted(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("mute")
                .col(text("member_id"))
                .col(text("other_id"))
                .col(text("kind"))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("member_id").col("other_id"))
                .foreign_key(&mut of_member("mute", "member_id"))
                .foreign_key(&mut of_member("mute", "other_id"))
                .to_owned(),
        )
        .await?;
    index(manager, "mute", &["other_id"], false).await?;
    manager
        .create_table(
            Table::create()
                .table("alias_mute")
                .col(text("member_id"))
                .col(text("topic_id"))
                .col(integer("alias"))
                .col(big_integer("created_at"))
                .primary_key(Index::create().col("member_id").col("topic_id").col("alias"))
                .foreign_key(&mut of_member("alias_mute", "member_id"))
                .foreign_key(&mut key("alias_mute", "topic_id", "topic"))
                .to_owned(),
        )
        .await?;
    index(manager, "alias_mute", &["topic_id"], false).await?;
    manager
        .create_table(
            Table::create()
                .table("word_mute")
                .col(text("member_id").primary_key())
                .col(text("words"))
                .foreign_key(&mut of_member("word_mute", "member_id"))
                .to_owned(),
        )
        .await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        followed(manager).await?;
        notified(manager).await?;
        mentioned(manager).await?;
        muted(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "word_mute",
            "alias_mute",
            "mute",
            "mention",
            "digest",
            "notification",
            "notice_event",
            "follow",
        ];
        for table in tables {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
