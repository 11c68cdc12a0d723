//! Which tables there are, of which columns, and which refer to which.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

/// What the search makes again, what migrations write themselves, and what triggers note of writes.
const MADE_ANEW: [&str; 4] = ["search_document", "search_tokens", "seaql_migrations", "cache_tag"];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// An integer of 32 bits.
    Small,
    /// An integer of 64 bits.
    Large,
    /// Yes or no.
    Truth,
    /// A number with a point.
    Double,
    /// JSON, kept as it was written.
    Json,
}

impl Holds {
    fn parse(type_name: &str) -> Option<Self> {
        Some(match type_name {
            "text" | "character varying" => Self::Text,
            "integer" => Self::Small,
            "bigint" => Self::Large,
            "boolean" => Self::Truth,
            "double precision" => Self::Double,
            "json" => Self::Json,
            _ => return None,
        })
    }
}

/// A table that is carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in an order that both databases are asked in.
    pub columns: Vec<(String, Holds)>,
}

/// A name in a statement.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn pairs<C: ConnectionTrait>(db: &C, sql: &str) -> anyhow::Result<Vec<(String, String)>> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    let mut pairs = Vec::new();
    for row in db.query_all_raw(statement).await? {
        pairs.push((row.try_get_by_index::<String>(0)?, row.try_get_by_index::<String>(1)?));
    }
    Ok(pairs)
}

/// Tables and their columns in SQLite, without those of its own and of its search.
const SQLITE: &str = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
    AND m.name NOT LIKE 'search\\_fts%' ESCAPE '\\' ORDER BY 1, 2";
const POSTGRES: &str = "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c \
    JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema \
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2";

async fn columns<C: ConnectionTrait>(db: &C) -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let sql = if db.get_database_backend() == DatabaseBackend::Sqlite { SQLITE } else { POSTGRES };
    let mut tables = BTreeMap::<String, BTreeSet<String>>::new();
    for (table, column) in pairs(db, sql).await? {
        tables.entry(table).or_default().insert(column);
    }
    Ok(tables)
}

async fn count<C: ConnectionTrait>(db: &C, table: &str) -> anyhow::Result<u64> {
    let sql = format!("SELECT count(*) FROM {}", quoted(table));
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Rows of every table.
///
/// # Errors
/// The database is away.
pub async fn counts<C: ConnectionTrait>(db: &C) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for table in columns(db).await?.into_keys() {
        let rows = count(db, &table).await?;
        counts.insert(table, rows);
    }
    Ok(counts)
}

/// The tables of PostgreSQL that are carried over, what is referred to first. Both databases must have the same.
///
/// # Errors
/// They do not, or a column holds what nobody knows how to carry.
pub async fn shared<A: ConnectionTrait, B: ConnectionTrait>(from: &A, to: &B) -> anyhow::Result<Vec<Table>> {
    let mut there = columns(to).await?;
    let mut here = columns(from).await?;
    for table in MADE_ANEW {
        there.remove(table);
        here.remove(table);
    }
    for (table, columns) in &here {
        let other = there.get(table);
        ensure!(other == Some(columns), "the table {table} is not the same in both databases");
    }
    for table in there.keys() {
        ensure!(here.contains_key(table), "the table {table} is in the new database alone");
    }
    let kinds = "SELECT (table_name || '.' || column_name)::text, data_type::text \
                 FROM information_schema.columns WHERE table_schema = 'public'";
    let kinds: BTreeMap<String, String> = pairs(to, kinds).await?.into_iter().collect();
    let keys = "SELECT a.relname::text, b.relname::text FROM pg_constraint k \
                JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid \
                JOIN pg_namespace n ON n.oid = a.relnamespace WHERE k.contype = 'f' AND n.nspname = 'public'";
    let order = ordered(there.keys().cloned().collect(), &pairs(to, keys).await?);
    let mut tables = Vec::new();
    for name in order {
        let mut list = Vec::new();
        for column in there.get(&name).into_iter().flatten() {
            let kind = kinds.get(&format!("{name}.{column}")).map(String::as_str).unwrap_or_default();
            let Some(holds) = Holds::parse(kind) else {
                bail!("{name}.{column} is of the type {kind}, which is not carried over")
            };
            list.push((column.clone(), holds));
        }
        tables.push(Table { name, columns: list });
    }
    Ok(tables)
}

/// What is referred to stands first. Tables that refer to each other follow by name: keys are proved at the end.
fn ordered(mut rest: BTreeSet<String>, keys: &[(String, String)]) -> Vec<String> {
    let mut order = Vec::new();
    while !rest.is_empty() {
        let waits =
            |table: &String| keys.iter().any(|(from, to)| from == table && to != table && rest.contains(to));
        let free: Vec<String> = rest.iter().filter(|table| !waits(table)).cloned().collect();
        let next = if free.is_empty() { rest.iter().take(1).cloned().collect() } else { free };
        for table in next {
            rest.remove(&table);
            order.push(table);
        }
    }
    order
}

/// The first table that holds something.
///
/// # Errors
/// The database is away.
pub async fn first_filled<C: ConnectionTrait>(db: &C) -> anyhow::Result<Option<String>> {
    let counts = counts(db).await?;
    // Both are written by migrations.
    let is_written = |table: &str| !["seaql_migrations", "cache_tag"].contains(&table);
    Ok(counts.into_iter().find(|(table, rows)| *rows > 0 && is_written(table)).map(|(table, _)| table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_referred_to_comes_first_and_circles_end() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let tables = ["a", "b", "c", "d", "e"].map(str::to_owned).into_iter().collect();
        let keys = [pair("a", "b"), pair("b", "c"), pair("b", "b"), pair("d", "e"), pair("e", "d")];
        assert_eq!(ordered(tables, &keys), ["c", "b", "a", "d", "e"]);
    }
}
