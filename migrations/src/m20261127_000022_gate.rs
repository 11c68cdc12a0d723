//! The gate before publication: watched words, why a text waits, earned trust, and settings of the desk.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 4] = [
    // One word does one thing once.
    "CREATE UNIQUE INDEX watched_pattern_form ON watched_pattern (action, form)",
    "CREATE INDEX watched_pattern_listed ON watched_pattern (form, id)",
    // The same text by anyone, within a day.
    "CREATE INDEX post_gate_same ON post_gate (text_hash) WHERE text_hash IS NOT NULL",
    // How long texts waited, for the last month.
    "CREATE INDEX post_decided ON post (decided_at) WHERE decided_at IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("watched_pattern")
                .col(text("id").primary_key())
                .col(text("pattern"))
                .col(text("form"))
                .col(text("language"))
                .col(text("action"))
                .col(text("note").default(""))
                .col(text_null("added_by"))
                .col(big_integer("added_at"))
                .col(text("review_on"))
                .to_owned(),
            // Beside the post, so that what it says is never read with a text.
            Table::create()
                .table("post_gate")
                .col(text("post_id").primary_key())
                .col(text_null("gate"))
                .col(integer("score").default(0))
                .col(text("signals").default(""))
                .col(text_null("text_hash"))
                .col(big_integer_null("sim_hash"))
                .col(big_integer("at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("post_gate", "post_id")
                        .to("post", "id")
                        .on_delete(ForeignKeyAction::Cascade),
                )
                .to_owned(),
            Table::create()
                .table("trust")
                .col(text("member_id").primary_key())
                .col(big_integer_null("earned_at"))
                .col(boolean("by_hand").default(false))
                .foreign_key(
                    ForeignKey::create()
                        .from("trust", "member_id")
                        .to("member", "id")
                        .on_delete(ForeignKeyAction::Cascade),
                )
                .to_owned(),
            Table::create()
                .table("site_setting")
                .col(text("name").primary_key())
                .col(text("value"))
                .col(big_integer("changed_at"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX post_decided").await?;
        for table in ["site_setting", "trust", "post_gate", "watched_pattern"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
