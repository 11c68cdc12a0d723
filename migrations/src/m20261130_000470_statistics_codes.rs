//! Lists of codes at the desk: how sources write a code, which edition it is, and whether the desk has it in its hands; and
//! what is withheld is worked out anew, since figures that are published nowhere are looked at too.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> Vec<(&'static str, ColumnDef)> {
    vec![
        ("aliases", text("aliases").default("").to_owned()),
        ("edit", integer("edit").default(0).to_owned()),
        ("desk_at", big_integer_null("desk_at")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (_, column) in columns() {
            manager.alter_table(Table::alter().table("codelist").add_column(column).to_owned()).await?;
        }
        manager.get_connection().execute_unprepared("DELETE FROM statistics_guard").await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in columns() {
            manager.alter_table(Table::alter().table("codelist").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
