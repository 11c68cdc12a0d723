//! Changes of texts, and texts that are taken away: every revision of a text that was changed, what waits or was
//! refused, and who took a text away. What the author took away, what the team did and what is only looked at are
//! three marks: each side gives back its own alone.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const INDEXES: [&str; 3] = [
    // One change of a text waits at a time.
    "CREATE UNIQUE INDEX revision_waiting ON revision (post_id) WHERE state = 'waiting'",
    // Withdrawn texts whose time comes.
    "CREATE INDEX post_withdrawn ON post (withdrawn_at) WHERE withdrawn_at IS NOT NULL",
    // What stands at its place with a word about why it cannot be read.
    "CREATE INDEX post_places ON post (topic_id, position) WHERE state IN ('published', 'held', 'removed', 'withdrawn')",
];

/// SQLite adds one column a statement.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("revision")
                    .col(text("post_id"))
                    .col(integer("n"))
                    .col(text("state"))
                    .col(text_null("title"))
                    .col(text("source"))
                    .col(text("html"))
                    .col(integer("renderer_version"))
                    .col(text_null("content_note"))
                    .col(text("by_whom"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("decided_at"))
                    .col(text_null("reason_code"))
                    .col(text_null("note"))
                    .col(big_integer_null("hidden_at"))
                    .col(text_null("hidden_by"))
                    .primary_key(Index::create().col("post_id").col("n"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("revision", "post_id")
                            .to("post", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        add(manager, "post", integer_null("pending_revision")).await?;
        add(manager, "post", big_integer_null("withdrawn_at")).await?;
        add(manager, "post", big_integer_null("removed_at")).await?;
        add(manager, "post", big_integer_null("held_at")).await?;
        add(manager, "post", text_null("base_state")).await?;
        add(manager, "post", text_null("taken_reason")).await?;
        add(manager, "post", big_integer_null("purged_at")).await?;
        add(manager, "post", text_null("purge_basis")).await?;
        add(manager, "topic", text_null("kept_title")).await?;
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("revision").to_owned()).await?;
        let db = manager.get_connection();
        for index in ["post_places", "post_withdrawn"] {
            db.execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        let columns = [
            (
                "post",
                [
                    "pending_revision",
                    "withdrawn_at",
                    "removed_at",
                    "held_at",
                    "base_state",
                    "taken_reason",
                    "purged_at",
                    "purge_basis",
                ]
                .as_slice(),
            ),
            ("topic", &["kept_title"]),
        ];
        for (table, names) in columns {
            for name in names {
                manager.alter_table(Table::alter().table(table).drop_column(*name).to_owned()).await?;
            }
        }
        Ok(())
    }
}
