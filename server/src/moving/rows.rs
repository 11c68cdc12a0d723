//! Rows as both databases give them: the same row has the same hash, whichever it was read from.

use anyhow::{Context, ensure};
use sea_orm::{DatabaseBackend, DbErr, QueryResult, Statement, Value};
use sha2::{Digest, Sha256};

use super::tables::{Holds, Table, quoted};

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(Option<String>),
    /// An integer of 32 bits.
    Small(Option<i32>),
    /// An integer of 64 bits.
    Large(Option<i64>),
    /// Yes or no.
    Truth(Option<bool>),
    /// A number with a point.
    Double(Option<f64>),
}

/// All rows of a table in one figure, whatever their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub rows: u64,
    lanes: [u64; 4],
}

impl Sum {
    /// Adds a row.
    pub fn add(&mut self, row: &[Cell]) {
        let mut hasher = Sha256::new();
        for cell in row {
            cell.feed(&mut hasher);
        }
        let hash: [u8; 32] = hasher.finalize().into();
        for (lane, bytes) in self.lanes.iter_mut().zip(hash.chunks_exact(8)) {
            let bytes = bytes.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
            *lane = lane.wrapping_add(bytes);
        }
        self.rows += 1;
    }
}

impl Cell {
    fn feed(&self, hasher: &mut Sha256) {
        let number = match self {
            Self::Text(Some(text)) => {
                hasher.update([1]);
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text.as_bytes());
                return;
            }
            Self::Double(Some(number)) => {
                hasher.update([3]);
                hasher.update(number.to_bits().to_be_bytes());
                return;
            }
            Self::Small(number) => number.map(i64::from),
            Self::Large(number) => *number,
            Self::Truth(truth) => truth.map(i64::from),
            Self::Text(None) | Self::Double(None) => None,
        };
        match number {
            Some(number) => {
                hasher.update([2]);
                hasher.update(number.to_be_bytes());
            }
            None => hasher.update([0]),
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Small(number) => number.into(),
            Self::Large(number) => number.into(),
            Self::Truth(truth) => truth.into(),
            Self::Double(number) => number.into(),
        }
    }
}

/// The next rows of a table of SQLite, behind a number of a row. The number stands first in each.
pub fn page(table: &Table, after: i64, limit: usize) -> Statement {
    // As what it holds, whatever the column was declared as.
    let columns: String = table
        .columns
        .iter()
        .map(|(name, holds)| {
            let kind = match holds {
                Holds::Text | Holds::Json => "TEXT",
                Holds::Small | Holds::Large | Holds::Truth => "INTEGER",
                Holds::Double => "REAL",
            };
            format!(", CAST({} AS {kind})", quoted(name))
        })
        .collect();
    let name = quoted(&table.name);
    let sql = format!("SELECT rowid{columns} FROM {name} WHERE rowid > ? ORDER BY rowid LIMIT {limit}");
    Statement::from_sql_and_values(DatabaseBackend::Sqlite, sql, [after.into()])
}

/// A row of [`page`], with its number.
///
/// # Errors
/// It holds something that PostgreSQL cannot keep.
pub fn read_sqlite(table: &Table, row: &QueryResult) -> anyhow::Result<(i64, Vec<Cell>)> {
    let number = row.try_get_by_index::<i64>(0)?;
    let mut cells = Vec::with_capacity(table.columns.len());
    for (at, (name, holds)) in table.columns.iter().enumerate() {
        let place = || format!("{}.{name}, row {number}", table.name);
        let at = at + 1;
        let cell = match holds {
            Holds::Text | Holds::Json => {
                let text = row.try_get_by_index::<Option<String>>(at).with_context(place)?;
                let clean = text.as_ref().is_none_or(|text| !text.contains('\0'));
                ensure!(clean, "{}: the sign NUL, which PostgreSQL keeps in no text", place());
                Cell::Text(text)
            }
            Holds::Small => {
                let number = row.try_get_by_index::<Option<i64>>(at).with_context(place)?;
                Cell::Small(number.map(i32::try_from).transpose().with_context(place)?)
            }
            Holds::Large => Cell::Large(row.try_get_by_index(at).with_context(place)?),
            Holds::Truth => {
                let number = row.try_get_by_index::<Option<i64>>(at).with_context(place)?;
                Cell::Truth(number.map(|number| number != 0))
            }
            Holds::Double => Cell::Double(row.try_get_by_index(at).with_context(place)?),
        };
        cells.push(cell);
    }
    Ok((number, cells))
}

/// What PostgreSQL is asked for, for a cursor.
pub fn all(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|(name, holds)| match holds {
            Holds::Json => format!("{}::text", quoted(name)),
            _ => quoted(name),
        })
        .collect();
    format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name))
}

/// A row of [`all`].
///
/// # Errors
/// It is not what the table holds.
pub fn read_postgres(table: &Table, row: &QueryResult) -> Result<Vec<Cell>, DbErr> {
    let mut cells = Vec::with_capacity(table.columns.len());
    for (at, (_, holds)) in table.columns.iter().enumerate() {
        cells.push(match holds {
            Holds::Text | Holds::Json => Cell::Text(row.try_get_by_index(at)?),
            Holds::Small => Cell::Small(row.try_get_by_index(at)?),
            Holds::Large => Cell::Large(row.try_get_by_index(at)?),
            Holds::Truth => Cell::Truth(row.try_get_by_index(at)?),
            Holds::Double => Cell::Double(row.try_get_by_index(at)?),
        });
    }
    Ok(cells)
}

/// Rows that go in one statement: it may have 65 535 values.
pub fn at_once(table: &Table) -> usize {
    (30_000 / table.columns.len().max(1)).clamp(1, 500)
}

/// Writes rows into PostgreSQL.
pub fn insert(table: &Table, rows: Vec<Vec<Cell>>) -> Statement {
    let columns: Vec<String> = table.columns.iter().map(|(name, _)| quoted(name)).collect();
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    let mut groups = Vec::with_capacity(rows.len());
    for row in rows {
        let mut places = Vec::with_capacity(row.len());
        for (cell, (_, holds)) in row.into_iter().zip(&table.columns) {
            values.push(cell.value());
            places.push(match holds {
                Holds::Json => format!("CAST(${} AS text)::json", values.len()),
                _ => format!("${}", values.len()),
            });
        }
        groups.push(format!("({})", places.join(", ")));
    }
    let sql =
        format!("INSERT INTO {} ({}) VALUES {}", quoted(&table.name), columns.join(", "), groups.join(", "));
    Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_knows_rows_apart_and_no_order() {
        let text = |text: &str| Cell::Text(Some(text.to_owned()));
        let sum = |rows: &[Vec<Cell>]| {
            let mut sum = Sum::default();
            for row in rows {
                sum.add(row);
            }
            sum
        };
        let (a, b) = (vec![text("a"), Cell::Large(Some(1))], vec![text("b"), Cell::Large(None)]);
        assert_eq!(sum(&[a.clone(), b.clone()]), sum(&[b.clone(), a.clone()]));
        for other in [
            vec![text("a"), Cell::Large(Some(2))],
            vec![text("a"), Cell::Large(None)],
            vec![Cell::Text(None), Cell::Large(Some(1))],
            vec![text("a1"), Cell::Large(Some(1))],
        ] {
            assert_ne!(sum(std::slice::from_ref(&a)), sum(&[other]));
        }
        assert_ne!(sum(std::slice::from_ref(&a)), sum(&[a.clone(), a.clone()]), "twice is not once");
        assert_ne!(sum(&[vec![text("ab"), text("c")]]), sum(&[vec![text("a"), text("bc")]]));
    }
}
