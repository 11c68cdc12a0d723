//! What the library's desk needs to make items: which version of a record somebody changes, who made it, why a recording
//! has no text, what a picture shows, and what a file says of itself.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("library_item", "version", integer("version").default(0).to_owned()),
        ("library_item", "created_by", text_null("created_by")),
        ("library_item", "without_text_reason", text_null("without_text_reason")),
        ("library_file", "alt", text_null("alt")),
        ("library_upload", "suggestion", text_null("suggestion")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
