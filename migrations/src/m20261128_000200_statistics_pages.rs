//! Which figures of a version are withheld, worked out once; and an order in time for long tables.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn to_version(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, ("dataset_id", "version"))
        .to("dataset_version", ("dataset_id", "n"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("statistics_guard")
                    .col(text("dataset_id"))
                    .col(integer("version"))
                    .col(integer("min_cell"))
                    .col(text("catalogue_sha256"))
                    .primary_key(Index::create().col("dataset_id").col("version"))
                    .foreign_key(&mut to_version("statistics_guard"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("withheld_figure")
                    .col(text("dataset_id"))
                    .col(integer("version"))
                    .col(text("indicator"))
                    .col(text("geo"))
                    .col(text("sex"))
                    .col(text("age"))
                    .col(text("period"))
                    .primary_key(
                        Index::create()
                            .col("dataset_id")
                            .col("version")
                            .col("indicator")
                            .col("geo")
                            .col("sex")
                            .col("age")
                            .col("period"),
                    )
                    .foreign_key(&mut to_version("withheld_figure"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("observation_time")
                    .table("observation")
                    .col("dataset_id")
                    .col("version")
                    .col("indicator")
                    .col("period")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("observation_time").table("observation").to_owned()).await?;
        for table in ["withheld_figure", "statistics_guard"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
