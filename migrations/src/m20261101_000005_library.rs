//! Collections, items, who made them, their files and the blobs these stand on.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn cascade(from: (&'static str, &'static str), to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("library_collection")
                .col(text("id").primary_key())
                .col(integer("position"))
                .col(text("content_hash"))
                .to_owned(),
            Table::create()
                .table("library_collection_text")
                .col(text("collection_id"))
                .col(text("locale"))
                .col(text("title"))
                .col(text("summary"))
                .primary_key(Index::create().col("collection_id").col("locale"))
                .foreign_key(&mut cascade(("library_collection_text", "collection_id"), "library_collection"))
                .to_owned(),
            Table::create()
                .table("library_item")
                .col(text("id").primary_key())
                .col(text("kind"))
                .col(text_null("work"))
                .col(text_null("section"))
                .col(text("languages"))
                .col(integer_null("year"))
                .col(text("licence"))
                .col(text_null("source_url"))
                .col(boolean("machine_read"))
                .col(text("published_on"))
                .col(integer_null("minutes"))
                .col(big_integer("size"))
                .col(text("content_hash"))
                .to_owned(),
            Table::create()
                .table("library_item_text")
                .col(text("item_id"))
                .col(text("locale"))
                .col(text("slug"))
                .col(text("title"))
                .col(text("summary"))
                .primary_key(Index::create().col("item_id").col("locale"))
                .foreign_key(&mut cascade(("library_item_text", "item_id"), "library_item"))
                .to_owned(),
            Table::create()
                .table("library_collection_item")
                .col(text("collection_id"))
                .col(text("item_id"))
                .col(integer("position"))
                .primary_key(Index::create().col("collection_id").col("item_id"))
                .foreign_key(&mut cascade(("library_collection_item", "collection_id"), "library_collection"))
                .foreign_key(&mut cascade(("library_collection_item", "item_id"), "library_item"))
                .to_owned(),
            Table::create().table("library_agent").col(text("id").primary_key()).to_owned(),
            Table::create()
                .table("library_agent_text")
                .col(text("agent_id"))
                .col(text("locale"))
                .col(text("name"))
                .primary_key(Index::create().col("agent_id").col("locale"))
                .foreign_key(&mut cascade(("library_agent_text", "agent_id"), "library_agent"))
                .to_owned(),
            Table::create()
                .table("library_item_agent")
                .col(text("item_id"))
                .col(text("agent_id"))
                .col(text("role"))
                .col(integer("position"))
                .primary_key(Index::create().col("item_id").col("agent_id").col("role"))
                .foreign_key(&mut cascade(("library_item_agent", "item_id"), "library_item"))
                .foreign_key(&mut cascade(("library_item_agent", "agent_id"), "library_agent"))
                .to_owned(),
            Table::create()
                .table("library_blob")
                .col(text("sha256").primary_key())
                .col(big_integer("size"))
                .col(text("media_type"))
                .col(big_integer("stored_at"))
                .to_owned(),
            Table::create()
                .table("library_file")
                .col(text("id").primary_key())
                .col(text("item_id"))
                .col(text("sha256"))
                .col(text("role"))
                .col(text("language"))
                .col(text("file_name"))
                .col(integer_null("seconds"))
                .col(integer_null("words"))
                .col(text_null("plain"))
                .col(integer("position"))
                .col(big_integer("modified_at"))
                .foreign_key(&mut cascade(("library_file", "item_id"), "library_item"))
                .foreign_key(ForeignKey::create().from("library_file", "sha256").to("library_blob", "sha256"))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for (name, table, column) in [
            ("library_item_section", "library_item", "section"),
            ("library_item_work", "library_item", "work"),
            ("library_collection_item_item", "library_collection_item", "item_id"),
            ("library_item_agent_agent", "library_item_agent", "agent_id"),
            ("library_file_item", "library_file", "item_id"),
            ("library_file_sha256", "library_file", "sha256"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "library_file",
            "library_blob",
            "library_item_agent",
            "library_agent_text",
            "library_agent",
            "library_collection_item",
            "library_item_text",
            "library_item",
            "library_collection_text",
            "library_collection",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
