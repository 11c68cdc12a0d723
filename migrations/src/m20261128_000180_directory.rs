//! Organisations, numbers that help, and what people must still confirm before the portal opens.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 4] = ["launch_point", "helpline", "organisation_text", "organisation"];

fn organisations() -> [TableCreateStatement; 2] {
    [
        Table::create()
            .table("organisation")
            .col(text("id").primary_key())
            .col(text("kind"))
            .col(text("sections"))
            .col(text("place"))
            .col(text("phone"))
            .col(text("email"))
            .col(text("website"))
            .col(text_null("contact_agreed_on"))
            .col(text("source_url"))
            .col(text("checked_on"))
            .col(integer("position"))
            .col(boolean("published"))
            .col(text("content_hash"))
            .col(integer("version"))
            .to_owned(),
        Table::create()
            .table("organisation_text")
            .col(text("organisation_id"))
            .col(text("locale"))
            .col(text("slug"))
            .col(text("name"))
            .col(text("what_they_do"))
            .col(text("hours"))
            .col(text("address"))
            .primary_key(Index::create().col("organisation_id").col("locale"))
            .foreign_key(
                ForeignKey::create()
                    .from("organisation_text", "organisation_id")
                    .to("organisation", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned(),
    ]
}

fn helpline() -> TableCreateStatement {
    let mut table = Table::create().table("helpline").col(text("id").primary_key()).to_owned();
    for name in ["number", "kind", "checked_on", "source_url", "content_hash"] {
        table.col(text(name));
    }
    for name in ["name", "hours", "whom"] {
        for locale in ["ar", "fr", "en"] {
            table.col(text(format!("{name}_{locale}")));
        }
    }
    table.col(integer("priority")).col(boolean("hidden")).col(integer("version")).to_owned()
}

fn launch_point() -> TableCreateStatement {
    let member = |column: &'static str| {
        ForeignKey::create()
            .from("launch_point", column)
            .to("member", "id")
            .on_delete(ForeignKeyAction::SetNull)
            .to_owned()
    };
    Table::create()
        .table("launch_point")
        .col(text("code").primary_key())
        .col(text("state"))
        .col(text_null("owner_id"))
        .col(text_null("day"))
        .col(text("note"))
        .col(text_null("checked_by"))
        .col(integer("version"))
        .foreign_key(&mut member("owner_id"))
        .foreign_key(&mut member("checked_by"))
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in organisations().into_iter().chain([helpline(), launch_point()]) {
            manager.create_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
