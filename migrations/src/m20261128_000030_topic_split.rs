//! Texts of a topic may become a topic of their own, and topics may be joined: where a topic and a numbered text went,
//! and for a day how everything stood before.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 5] = [
    "CREATE INDEX position_redirect_post ON position_redirect (post_id)",
    "CREATE INDEX topic_redirect_to ON topic_redirect (to_id)",
    "CREATE INDEX topic_inverse_from ON topic_inverse (from_id, at)",
    "CREATE INDEX topic_inverse_to ON topic_inverse (to_id, at)",
    "CREATE INDEX topic_inverse_member_member ON topic_inverse_member (member_id)",
];

fn refers(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("position_redirect")
                .col(text("topic_id"))
                .col(big_integer("position"))
                .col(text("post_id"))
                .primary_key(Index::create().col("topic_id").col("position"))
                .foreign_key(&mut refers(("position_redirect", "topic_id"), "topic"))
                .foreign_key(&mut refers(("position_redirect", "post_id"), "post"))
                .to_owned(),
            Table::create()
                .table("topic_redirect")
                .col(text("topic_id").primary_key())
                .col(text("to_id"))
                .foreign_key(&mut refers(("topic_redirect", "topic_id"), "topic"))
                .foreign_key(&mut refers(("topic_redirect", "to_id"), "topic"))
                .to_owned(),
            Table::create()
                .table("topic_inverse")
                .col(text("id").primary_key())
                .col(text("kind"))
                .col(text("from_id"))
                .col(text("to_id"))
                .col(text("stood"))
                .col(big_integer("at"))
                .foreign_key(&mut refers(("topic_inverse", "from_id"), "topic"))
                .foreign_key(&mut refers(("topic_inverse", "to_id"), "topic"))
                .to_owned(),
            Table::create()
                .table("topic_inverse_member")
                .col(text("inverse_id"))
                .col(text("member_id"))
                .col(big_integer_null("n"))
                .col(boolean("followed").default(false))
                .col(boolean("drafted").default(false))
                .primary_key(Index::create().col("inverse_id").col("member_id"))
                .foreign_key(&mut refers(("topic_inverse_member", "inverse_id"), "topic_inverse"))
                .foreign_key(&mut refers(("topic_inverse_member", "member_id"), "member"))
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
        for table in ["topic_inverse_member", "topic_inverse", "topic_redirect", "position_redirect"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
