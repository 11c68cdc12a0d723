//! A hash of everything that a database holds, table by table.

use std::collections::BTreeMap;

use domain::Db;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

/// Hash by table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, String>);

impl Snapshot {
    /// Of the whole database, every column of every table.
    pub async fn of(db: &Db) -> Self {
        let names = match db.backend() {
            DatabaseBackend::Postgres => {
                "SELECT tablename AS name, '' AS cols FROM pg_tables WHERE schemaname = 'public'"
            }
            // What a virtual table holds is in its shadow tables.
            _ => {
                "SELECT m.name AS name, (SELECT group_concat('quote(\"' || c.name || '\")', '||') \
                 FROM pragma_table_info(m.name) c) AS cols FROM sqlite_master m \
                 WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'sqlite_%'"
            }
        };
        let mut parts = Vec::new();
        for row in rows(db, names).await {
            let name: String = row.try_get("", "name").expect("a name");
            let cols: String = row.try_get("", "cols").expect("columns");
            parts.push(if db.is_sqlite() {
                format!(
                    "SELECT '{name}' AS name, coalesce((SELECT group_concat(r, ';') FROM (SELECT {cols} AS r \
                     FROM \"{name}\" ORDER BY 1)), '') AS held"
                )
            } else {
                format!(
                    "SELECT '{name}' AS name, coalesce(md5(string_agg(x::text, ';' ORDER BY x::text)), '') AS held \
                     FROM \"{name}\" x"
                )
            });
        }
        let mut tables = BTreeMap::new();
        for row in rows(db, &parts.join(" UNION ALL ")).await {
            let held: String = row.try_get("", "held").expect("contents");
            tables.insert(row.try_get("", "name").expect("a name"), held);
        }
        assert!(tables.len() > 20, "only {} tables were found", tables.len());
        Self(tables)
    }

    /// Tables that are not as they were, but for those that may change.
    pub fn changed_since(&self, before: &Self, may_change: &[String]) -> Vec<String> {
        let all = self.0.keys().chain(before.0.keys());
        let mut changed: Vec<String> = all
            .filter(|name| self.0.get(*name) != before.0.get(*name) && !may_change.contains(name))
            .cloned()
            .collect();
        changed.sort();
        changed.dedup();
        changed
    }
}

async fn rows(db: &Db, sql: &str) -> Vec<sea_orm::QueryResult> {
    // Through the writer: on SQLite nobody else is writing then.
    let connection = db.writer();
    connection.query_all_raw(Statement::from_string(db.backend(), sql)).await.expect("a readable database")
}
