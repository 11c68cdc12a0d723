//! Folded pseudonyms get the confusables of Unicode (UTS 39) underneath. Two names of before that are one now
//! both stay: the later one keeps its old form, under which sign-in finds it too.

use std::collections::HashSet;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, Statement},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// As on the day of this migration; the domain's own may move on.
fn confusable(folded: &str) -> String {
    let looks = unicode_security::confusable_detection::skeleton(folded);
    let plain: String = looks
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| is_combining_mark(*c) || c.is_alphanumeric())
        .map(|c| if c == 'i' { 'l' } else { c })
        .collect();
    plain.replace("rn", "m").replace("vv", "w")
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        let rows = db
            .query_all_raw(Statement::from_string(
                backend,
                "SELECT id, skeleton FROM member ORDER BY joined_month, id",
            ))
            .await?;
        let mut members = Vec::with_capacity(rows.len());
        for row in rows {
            members.push((row.try_get::<String>("", "id")?, row.try_get::<String>("", "skeleton")?));
        }
        let mut taken: HashSet<String> = members.iter().map(|(_, skeleton)| skeleton.clone()).collect();
        for (id, old) in members {
            let new = confusable(&old);
            if new.is_empty() || !taken.insert(new.clone()) {
                continue;
            }
            let change = Query::update()
                .table("member")
                .value("skeleton", new)
                .and_where(Expr::col("id").eq(id))
                .to_owned();
            db.execute(&change).await?;
        }
        Ok(())
    }

    /// What was folded cannot be unfolded: names stay as they are.
    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
