//! The desk of the statistics room: files that are tried, who imported a version and what it changed, and whether the desk
//! has a dataset in its hands, so that the shipped files leave it alone.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("dataset", "next_expected", text_null("next_expected")),
        ("dataset", "edit", integer("edit").default(0).to_owned()),
        ("dataset", "desk_at", big_integer_null("desk_at")),
        ("dataset_version", "member_id", text_null("member_id")),
        ("dataset_version", "added", integer_null("added")),
        ("dataset_version", "changed", integer_null("changed")),
        ("dataset_version", "removed", integer_null("removed")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("statistics_trial")
                    .col(text("id").primary_key())
                    .col(text("member_id"))
                    .col(text("file_name"))
                    .col(text("sha256"))
                    .col(text("state"))
                    .col(text_null("detected"))
                    .col(text_null("mapping"))
                    .col(text_null("report"))
                    .col(integer_null("version"))
                    .col(big_integer("created_at"))
                    .col(big_integer("changed_at"))
                    .col(big_integer("expires_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("statistics_trial", "member_id")
                            .to("member", "id")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("statistics_trial_member")
                    .table("statistics_trial")
                    .col("member_id")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("statistics_trial").to_owned()).await?;
        for (table, name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
