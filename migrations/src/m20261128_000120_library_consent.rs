//! Testimonies: what the person who speaks agreed to, when that ends, and the receipt of what was removed when she took
//! it back. What follows for readers stands on the item itself and beside what can be found.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("library_item", "testimony", boolean("testimony").default(false).to_owned()),
        ("library_item", "audience", text_null("audience")),
        ("library_item", "reach", text("reach").default("everybody").to_owned()),
        ("library_item", "text_only", boolean("text_only").default(false).to_owned()),
        ("library_item", "consent_until", big_integer_null("consent_until")),
        ("search_document", "members", boolean("members").default(false).to_owned()),
    ]
}

fn tables() -> [TableCreateStatement; 2] {
    let item = ForeignKey::create()
        .from("library_consent", "item_id")
        .to("library_item", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned();
    [
        Table::create()
            .table("library_consent")
            .col(text("item_id").primary_key())
            .col(text("who"))
            .col(text_null("contact"))
            .col(text_null("note"))
            .col(text("allows"))
            .col(boolean("text_only"))
            .col(big_integer_null("until"))
            .col(text("language"))
            .col(text("given_on"))
            .col(text_null("taken_by"))
            .col(integer("version"))
            .col(big_integer("changed_at"))
            .foreign_key(&mut item.clone())
            .to_owned(),
        Table::create()
            .table("library_receipt")
            .col(text("item_id").primary_key())
            .col(text_uniq("number"))
            .col(text("body"))
            .col(text("ground"))
            .col(text_null("made_by"))
            .col(big_integer("at"))
            .to_owned(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        for table in tables() {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["library_receipt", "library_consent"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
