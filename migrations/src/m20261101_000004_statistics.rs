//! Datasets, their immutable versions, indicators, observations, sources, code lists, charts.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn to_dataset(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "dataset_id")
        .to("dataset", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("codelist")
                    .col(text("kind"))
                    .col(text("code"))
                    .col(json("label"))
                    .col(text_null("parent"))
                    .col(boolean("counts"))
                    .col(integer("position"))
                    .primary_key(Index::create().col("kind").col("code"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("figure_source")
                    .col(text("id").primary_key())
                    .col(json("title"))
                    .col(text("url"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("dataset")
                    .col(text("id").primary_key())
                    .col(json("slug"))
                    .col(text("theme"))
                    .col(text("section"))
                    .col(json("title"))
                    .col(json("summary"))
                    .col(json("publisher"))
                    .col(text("url"))
                    .col(text("accessed"))
                    .col(text("licence"))
                    .col(json("coverage"))
                    .col(text("frequency"))
                    .col(json("method"))
                    .col(integer("min_cell"))
                    .col(json("layout"))
                    .col(text("headline_indicator"))
                    .col(text("headline_geo"))
                    .col(text("headline_sex"))
                    .col(json("headline_clause"))
                    .col(integer("version"))
                    .col(integer("position"))
                    .col(text("catalogue_sha256"))
                    .col(text("source_sha256"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("dataset_version")
                    .col(text("dataset_id"))
                    .col(integer("n"))
                    .col(big_integer("imported_at"))
                    .col(text("sha256"))
                    .col(text("rows_sha256"))
                    .col(text("note"))
                    .primary_key(Index::create().col("dataset_id").col("n"))
                    .foreign_key(&mut to_dataset("dataset_version"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("indicator")
                    .col(text("code").primary_key())
                    .col(text("dataset_id"))
                    .col(json("label"))
                    .col(json("definition"))
                    .col(text("unit"))
                    .col(integer("decimals"))
                    .col(text("direction"))
                    .col(integer("position"))
                    .foreign_key(&mut to_dataset("indicator"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("indicator_dataset").table("indicator").col("dataset_id").to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("observation")
                    .col(text("dataset_id"))
                    .col(integer("version"))
                    .col(text("indicator"))
                    .col(text("geo"))
                    .col(text("period"))
                    .col(text("sex"))
                    .col(text("age"))
                    .col(double_null("value"))
                    .col(text("status"))
                    .col(text("comparable"))
                    .col(json_null("note"))
                    .col(text("source_code"))
                    .col(text("source_id"))
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
                    .foreign_key(
                        ForeignKey::create()
                            .from("observation", ("dataset_id", "version"))
                            .to("dataset_version", ("dataset_id", "n"))
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(
                        ForeignKey::create().from("observation", "indicator").to("indicator", "code"),
                    )
                    .foreign_key(
                        ForeignKey::create().from("observation", "source_id").to("figure_source", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("chart")
                    .col(text("id").primary_key())
                    .col(text("dataset_id"))
                    .col(integer("version"))
                    .col(json("filter"))
                    .col(text("kind"))
                    .col(json("title"))
                    .col(json_null("note"))
                    .col(integer("position"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("chart", ("dataset_id", "version"))
                            .to("dataset_version", ("dataset_id", "n"))
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("chart_dataset").table("chart").col("dataset_id").to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["chart", "observation", "indicator", "dataset_version", "dataset", "figure_source", "codelist"];
        for table in tables {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
