//! What a session knows of its owner: when she last proved herself, whether the second step was passed, and
//! enough for her to tell her browsers apart.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 4] = ["confirmed_at", "second_factor_at", "device", "seen_day"];

fn column(name: &'static str) -> ColumnDef {
    match name {
        "confirmed_at" => big_integer(name).default(0).to_owned(),
        "second_factor_at" => big_integer_null(name),
        _ => text(name).default("").to_owned(),
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One statement a column: SQLite takes no more.
        for name in COLUMNS {
            manager.alter_table(Table::alter().table("session").add_column(column(name)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            manager.alter_table(Table::alter().table("session").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
