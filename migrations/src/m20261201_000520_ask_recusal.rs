//! Who of the team does not read a question because she knows the woman, and questions that few of the team read because
//! the woman asked for that.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn refers(column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("ask_recusal", column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("for_few").default(false).to_owned();
        manager.alter_table(Table::alter().table("ask_question").add_column(column).to_owned()).await?;
        let table = Table::create()
            .table("ask_recusal")
            .col(text("member_id"))
            .col(text("question_id"))
            .primary_key(Index::create().col("member_id").col("question_id"))
            .foreign_key(&mut refers("member_id", "member"))
            .foreign_key(&mut refers("question_id", "ask_question"))
            .to_owned();
        manager.create_table(table).await?;
        let index = "CREATE INDEX ask_recusal_question ON ask_recusal (question_id)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("ask_recusal").to_owned()).await?;
        manager.alter_table(Table::alter().table("ask_question").drop_column("for_few").to_owned()).await
    }
}
