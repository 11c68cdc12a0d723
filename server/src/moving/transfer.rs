//! The way itself: copy in the order of references, prove the references, read back, compare, keep.

use anyhow::{Context, bail, ensure};
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait,
};

use super::{
    rows::{self, Sum},
    tables::{self, Table, quoted},
};

/// Rows that are read at a time.
const PAGE: usize = 1_000;
/// Rows of one table after which something is said.
const TELL_EVERY: u64 = 20_000;

/// What was carried over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Tables.
    pub tables: usize,
    /// Rows, every one compared.
    pub rows: u64,
}

/// Copies every table from SQLite into the empty tables of PostgreSQL, but for the search, which is made anew. Nothing
/// stays there when something fails.
///
/// # Errors
/// A database is away, is not empty, or what is read there is not what was read here.
pub async fn transfer(
    from: &DatabaseConnection,
    to: &DatabaseConnection,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> anyhow::Result<Moved> {
    let tables = tables::shared(from, to).await?;
    if let Some(table) = tables::first_filled(to).await? {
        bail!("the new database is not empty: the table {table} has rows");
    }
    // One view of the one, all or nothing in the other.
    let source = from.begin().await?;
    let target = to.begin().await?;
    let keys = keys(&target).await?;
    defer(&target, &keys, "DEFERRABLE INITIALLY DEFERRED").await?;
    let mut sums = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let sum = copy(&source, &target, table, tell)
            .await
            .with_context(|| format!("the table {} cannot be carried over", table.name))?;
        tell(&format!("{} of {} tables: {}, {} rows", at + 1, tables.len(), table.name, sum.rows));
        sums.push(sum);
    }
    run(&target, "SET CONSTRAINTS ALL IMMEDIATE").await.context("rows refer to rows that are not there")?;
    defer(&target, &keys, "NOT DEFERRABLE").await?;
    let mut moved = Moved::default();
    for (at, (table, sum)) in tables.iter().zip(sums).enumerate() {
        let found = read_back(&target, table, at).await?;
        ensure!(found == sum, "the table {} is not the same there; nothing was kept", table.name);
        moved.tables += 1;
        moved.rows += found.rows;
    }
    tell(&format!("{} rows compared", moved.rows));
    sequences(&target, &tables).await?;
    target.commit().await?;
    Ok(moved)
}

async fn run(tx: &DatabaseTransaction, sql: &str) -> anyhow::Result<()> {
    tx.execute_unprepared(sql).await?;
    Ok(())
}

/// Every foreign key: its table, its name.
async fn keys(tx: &DatabaseTransaction) -> anyhow::Result<Vec<(String, String)>> {
    let sql = "SELECT a.relname::text, k.conname::text FROM pg_constraint k \
               JOIN pg_class a ON a.oid = k.conrelid JOIN pg_namespace n ON n.oid = a.relnamespace \
               WHERE k.contype = 'f' AND n.nspname = 'public' ORDER BY 1, 2";
    let mut keys = Vec::new();
    for row in tx.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await? {
        keys.push((row.try_get_by_index::<String>(0)?, row.try_get_by_index::<String>(1)?));
    }
    Ok(keys)
}

/// When keys are proved: rows of one table refer to each other, some tables in a circle.
async fn defer(tx: &DatabaseTransaction, keys: &[(String, String)], when: &str) -> anyhow::Result<()> {
    for (table, key) in keys {
        run(tx, &format!("ALTER TABLE {} ALTER CONSTRAINT {} {when}", quoted(table), quoted(key))).await?;
    }
    Ok(())
}

async fn copy(
    source: &DatabaseTransaction,
    target: &DatabaseTransaction,
    table: &Table,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> anyhow::Result<Sum> {
    let mut sum = Sum::default();
    let mut after = i64::MIN;
    let at_once = rows::at_once(table);
    loop {
        let page = source.query_all_raw(rows::page(table, after, PAGE)).await?;
        let Some(last) = page.last() else { return Ok(sum) };
        after = last.try_get_by_index::<i64>(0)?;
        for some in page.chunks(at_once) {
            let mut batch = Vec::with_capacity(some.len());
            for row in some {
                let (_, cells) = rows::read_sqlite(table, row)?;
                sum.add(&cells);
                batch.push(cells);
            }
            target.execute_raw(rows::insert(table, batch)).await?;
        }
        if sum.rows.is_multiple_of(TELL_EVERY) {
            tell(&format!("{}: {} rows so far", table.name, sum.rows));
        }
    }
}

async fn read_back(target: &DatabaseTransaction, table: &Table, at: usize) -> anyhow::Result<Sum> {
    // A name of its own: under the same, the driver would remember the columns of another table.
    let cursor = format!("compare_{at}");
    run(target, &format!("DECLARE {cursor} NO SCROLL CURSOR FOR {}", rows::all(table))).await?;
    let mut sum = Sum::default();
    loop {
        let sql = format!("FETCH {PAGE} FROM {cursor}");
        let page = target.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
        for row in &page {
            sum.add(&rows::read_postgres(table, row)?);
        }
        if page.len() < PAGE {
            break;
        }
    }
    run(target, &format!("CLOSE {cursor}")).await?;
    Ok(sum)
}

/// Numbers that the database gives go on behind those that are there.
async fn sequences(target: &DatabaseTransaction, tables: &[Table]) -> anyhow::Result<()> {
    for table in tables {
        for (column, _) in &table.columns {
            let sql = "SELECT pg_get_serial_sequence($1, $2)::text";
            let values = [quoted(&table.name).into(), column.clone().into()];
            let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values);
            let row = target.query_one_raw(statement).await?;
            let sequence = row.map(|row| row.try_get_by_index::<Option<String>>(0)).transpose()?.flatten();
            let Some(sequence) = sequence else { continue };
            let (name, column) = (quoted(&table.name), quoted(column));
            let sql = format!(
                "SELECT setval('{}', GREATEST((SELECT max({column}) FROM {name}), 1), \
                 EXISTS (SELECT 1 FROM {name}))",
                sequence.replace('\'', "''")
            );
            run(target, &sql).await?;
        }
    }
    Ok(())
}
