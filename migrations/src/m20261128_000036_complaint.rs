//! A member may report a message of the team. What she reports is a conversation of its own, which names the message
//! and the conversation it is from, so that whoever answered there does not read it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 3] = ["about_message", "about_case", "report_code"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager
                .alter_table(Table::alter().table("private_case").add_column(text_null(column)).to_owned())
                .await?;
        }
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX private_case_about_message ON private_case (about_message) \
                 WHERE about_message IS NOT NULL",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX private_case_about_message").await?;
        for column in COLUMNS.into_iter().rev() {
            manager.alter_table(Table::alter().table("private_case").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
