//! Addresses that members gave, one-time links, and the outbox.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn of_contact(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "contact_id")
        .to("member_contact", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("member_contact")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("kind"))
                    .col(text("sealed"))
                    .col(text("locale"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("verified_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("member_contact", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("member_contact_kind")
                    .table("member_contact")
                    .col("member_id")
                    .col("kind")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("mail_link")
                    .col(text("hash").primary_key())
                    .col(text("purpose"))
                    .col(text_null("contact_id"))
                    .col(text("bound"))
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut of_contact("mail_link"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("outbox")
                    .col(text("id").primary_key())
                    .col(text("kind"))
                    .col(text_null("contact_id"))
                    .col(text("sealed"))
                    .col(big_integer("due_at"))
                    .col(integer("attempts"))
                    .col(big_integer("expires_at"))
                    .foreign_key(&mut of_contact("outbox"))
                    .to_owned(),
            )
            .await?;
        for (name, table, column) in [
            ("mail_link_contact", "mail_link", "contact_id"),
            ("outbox_contact", "outbox", "contact_id"),
            ("outbox_due", "outbox", "due_at"),
        ] {
            let index = Index::create().name(name).table(table).col(column).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["outbox", "mail_link", "member_contact"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
