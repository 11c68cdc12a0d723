//! The desk: who is not to read what, what somebody of the team chose and how her shift stands, what one shift
//! leaves to the next, and what was written before the team shortened it. Topics can be arranged further, and what
//! was done to them is kept as events without names.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 4] = [
    // The queue in the order in which somebody reads it, without looking into the table for what is filtered.
    "CREATE INDEX review_item_filter ON review_item (class, language, category, opened_at, id) WHERE state = 'open'",
    "CREATE INDEX recusal_item ON recusal (item_id)",
    "CREATE INDEX handover_note_newest ON handover_note (at)",
    "CREATE INDEX topic_event_topic ON topic_event (topic_id, at)",
];

fn refers(
    from: (&'static str, &'static str),
    to: &'static str,
    gone: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(gone).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [text_null("raised"), text_null("offered_to")] {
            manager.alter_table(Table::alter().table("review_item").add_column(column).to_owned()).await?;
        }
        manager
            .alter_table(
                Table::alter().table("post").add_column(boolean("shortened").default(false)).to_owned(),
            )
            .await?;
        for column in [
            boolean("replies_need_review").default(false).to_owned(),
            integer_null("slow_seconds"),
            text_null("moved_from"),
            big_integer_null("moved_at"),
        ] {
            manager.alter_table(Table::alter().table("topic").add_column(column).to_owned()).await?;
        }
        let cascade = ForeignKeyAction::Cascade;
        let set_null = ForeignKeyAction::SetNull;
        let tables = [
            Table::create()
                .table("recusal")
                .col(text("member_id"))
                .col(text("item_id"))
                .col(big_integer_null("until"))
                .primary_key(Index::create().col("member_id").col("item_id"))
                .foreign_key(&mut refers(("recusal", "member_id"), "member", cascade))
                .foreign_key(&mut refers(("recusal", "item_id"), "review_item", cascade))
                .to_owned(),
            Table::create()
                .table("desk_member")
                .col(text("member_id").primary_key())
                .col(boolean("folded").default(false))
                .col(integer("pause_after").default(5))
                .col(big_integer_null("began_at"))
                .col(integer("hard").default(0))
                .foreign_key(&mut refers(("desk_member", "member_id"), "member", cascade))
                .to_owned(),
            Table::create()
                .table("handover_note")
                .col(text("id").primary_key())
                .col(text_null("written_by"))
                .col(text("scope"))
                .col(text("body"))
                .col(big_integer("at"))
                .foreign_key(&mut refers(("handover_note", "written_by"), "member", set_null))
                .to_owned(),
            Table::create()
                .table("post_original")
                .col(text("post_id").primary_key())
                .col(text_null("title"))
                .col(text("source"))
                .col(big_integer("at"))
                .foreign_key(&mut refers(("post_original", "post_id"), "post", cascade))
                .to_owned(),
            Table::create()
                .table("topic_event")
                .col(text("id").primary_key())
                .col(text("topic_id"))
                .col(text("kind"))
                .col(big_integer("at"))
                .foreign_key(&mut refers(("topic_event", "topic_id"), "topic", cascade))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DROP INDEX review_item_filter").await?;
        for table in ["topic_event", "post_original", "handover_note", "desk_member", "recusal"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, columns) in [
            ("topic", vec!["replies_need_review", "slow_seconds", "moved_from", "moved_at"]),
            ("post", vec!["shortened"]),
            ("review_item", vec!["raised", "offered_to"]),
        ] {
            for column in columns {
                manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
            }
        }
        Ok(())
    }
}
