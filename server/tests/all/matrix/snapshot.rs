//! Marks of everything that a database holds: whether anything was written, and into which table.

use std::collections::BTreeMap;

use domain::Db;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

/// Sees every change of one database.
pub struct Watch {
    db: Db,
    /// SQLite tells a connection whether another one has written since.
    apart: Option<DatabaseConnection>,
}

/// The state at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// SQLite: the number of what other connections committed.
    Version(i64),
    /// A hash by table.
    Tables(BTreeMap<String, String>),
}

impl Watch {
    /// Over a database.
    pub async fn over(db: &Db, url: &str) -> Self {
        let apart = match db.is_sqlite() {
            true => Some(Database::connect(url).await.expect("another connection")),
            false => None,
        };
        Self { db: db.clone(), apart }
    }

    /// The cheapest mark that no change escapes.
    pub async fn mark(&self) -> Mark {
        let Some(apart) = &self.apart else { return self.tables().await };
        let rows = rows(apart, "PRAGMA data_version").await;
        Mark::Version(rows[0].try_get("", "data_version").expect("a number"))
    }

    /// Every column of every table; on PostgreSQL every version of every row, which is less to read and tells more.
    pub async fn tables(&self) -> Mark {
        // Through the writer: on SQLite nobody else is writing then.
        let connection = self.db.writer();
        let names = if self.db.is_sqlite() {
            // What a virtual table holds is in its shadow tables.
            "SELECT m.name AS name, (SELECT group_concat('quote(\"' || c.name || '\")', '||') \
             FROM pragma_table_info(m.name) c) AS cols FROM sqlite_master m \
             WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'sqlite_%'"
        } else {
            "SELECT tablename AS name, '' AS cols FROM pg_tables WHERE schemaname = 'public'"
        };
        let mut parts = Vec::new();
        for row in rows(connection, names).await {
            let name: String = row.try_get("", "name").expect("a name");
            let cols: String = row.try_get("", "cols").expect("columns");
            parts.push(if self.db.is_sqlite() {
                format!(
                    "SELECT '{name}' AS name, coalesce((SELECT group_concat(r, ';') FROM (SELECT {cols} AS r \
                     FROM \"{name}\" ORDER BY 1)), '') AS held"
                )
            } else {
                format!(
                    "SELECT '{name}' AS name, count(*) || ' ' || \
                     coalesce(sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)::numeric), 0) AS held \
                     FROM \"{name}\""
                )
            });
        }
        let mut tables = BTreeMap::new();
        for row in rows(connection, &parts.join(" UNION ALL ")).await {
            let held: String = row.try_get("", "held").expect("contents");
            tables.insert(row.try_get("", "name").expect("a name"), held);
        }
        assert!(tables.len() > 20, "only {} tables were found", tables.len());
        Mark::Tables(tables)
    }

    /// What is not as it was, but for tables that may change.
    pub async fn changed_since(&self, before: &Mark, may_change: &[String]) -> Vec<String> {
        let Mark::Tables(before) = before else {
            return if self.mark().await == *before { Vec::new() } else { vec!["something".to_owned()] };
        };
        let Mark::Tables(after) = self.tables().await else { return Vec::new() };
        let mut changed: Vec<String> = before
            .keys()
            .chain(after.keys())
            .filter(|name| before.get(*name) != after.get(*name) && !may_change.contains(name))
            .cloned()
            .collect();
        changed.sort();
        changed.dedup();
        changed
    }
}

async fn rows(connection: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_all_raw(statement).await.expect("a readable database")
}
