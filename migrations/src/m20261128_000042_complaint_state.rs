//! How a report about a message of the team stands, and when somebody decided on it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [text_null("report_state"), big_integer_null("decided_at")] {
            manager.alter_table(Table::alter().table("private_case").add_column(column).to_owned()).await?;
        }
        manager
            .get_connection()
            .execute_unprepared("UPDATE private_case SET report_state = 'open' WHERE kind = 'complaint'")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["decided_at", "report_state"] {
            manager.alter_table(Table::alter().table("private_case").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
