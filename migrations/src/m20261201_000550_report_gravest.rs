//! The gravest that somebody said of a text while its case is open: whoever says less of it afterwards, or is made to,
//! takes back what is about somebody's safety no more than by withdrawing. Of older reports the last word is known.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text("gravest_code").default("").to_owned();
        manager.alter_table(Table::alter().table("report").add_column(column).to_owned()).await?;
        manager.get_connection().execute_unprepared("UPDATE report SET gravest_code = code").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("report").drop_column("gravest_code").to_owned()).await
    }
}
