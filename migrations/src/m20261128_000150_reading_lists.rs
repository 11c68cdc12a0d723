//! What a member wants to read or hear, for herself alone; nothing of it is there until she switches it on.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn cascade(
    from: (&'static str, &'static str),
    to: (&'static str, &'static str),
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from.0, from.1).to(to.0, to.1).on_delete(ForeignKeyAction::Cascade).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            Table::create()
                .table("reading_list")
                .col(text("member_id").primary_key())
                .col(big_integer("since"))
                .foreign_key(&mut cascade(("reading_list", "member_id"), ("member", "id")))
                .to_owned(),
            Table::create()
                .table("reading_list_item")
                .col(text("member_id"))
                .col(text("item_id"))
                .col(big_integer("added_at"))
                .primary_key(Index::create().col("member_id").col("item_id"))
                .foreign_key(&mut cascade(("reading_list_item", "member_id"), ("reading_list", "member_id")))
                .foreign_key(&mut cascade(("reading_list_item", "item_id"), ("library_item", "id")))
                .to_owned(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let index = "CREATE INDEX reading_list_item_item ON reading_list_item (item_id)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["reading_list_item", "reading_list"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
