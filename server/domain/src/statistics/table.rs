//! Laying the rows of a dataset out as a table.

use std::{cmp::Reverse, collections::HashMap};

use entity::statistics::parts::Dimension;

use super::{
    chart::code_of,
    choice::Sort,
    dataset::{Dataset, Row},
};

/// The codes of a row or column of the table, one for each of its dimensions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub Vec<(Dimension, String)>);

/// A line of the table.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// What it is about.
    pub key: Key,
    /// Index into the dataset's rows for each column; nothing where there is no figure.
    pub cells: Vec<Option<usize>>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Key>,
    /// Lines.
    pub rows: Vec<TableRow>,
}

fn key(row: &Row, dimensions: &[Dimension]) -> Key {
    Key(dimensions.iter().map(|dimension| (*dimension, code_of(row, *dimension))).collect())
}

/// The table of a dataset: newest first downwards, oldest first across.
pub fn table(set: &Dataset) -> Table {
    let place = |row: &Row, dimensions: &[Dimension], newest_first: bool| -> Vec<i64> {
        dimensions
            .iter()
            .map(|dimension| match dimension {
                Dimension::Indicator => set
                    .indicators
                    .iter()
                    .position(|entry| entry.code == row.indicator)
                    .map_or(i64::MAX, |i| i as i64),
                Dimension::Geo => set.names.position("geo", &row.geo).into(),
                Dimension::Sex => {
                    ["F", "M", "T"].iter().position(|sex| *sex == row.sex).map_or(9, |i| i as i64)
                }
                Dimension::Age => set.names.position("age", &row.age).into(),
                Dimension::Period => {
                    let (year, month) = row.period.sort_key();
                    let time = i64::from(year) * 100 + i64::from(month);
                    if newest_first { -time } else { time }
                }
            })
            .collect()
    };
    let axis = |dimensions: &[Dimension], newest_first: bool| -> Vec<Key> {
        let mut rows: Vec<&Row> = set.rows.iter().collect();
        rows.sort_by_key(|row| place(row, dimensions, newest_first));
        let mut keys: Vec<Key> = Vec::new();
        for row in rows {
            let key = key(row, dimensions);
            if keys.last() != Some(&key) {
                keys.push(key);
            }
        }
        keys
    };
    let columns = axis(&set.layout.columns, false);
    let places: HashMap<(Key, Key), usize> = set
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| ((key(row, &set.layout.rows), key(row, &set.layout.columns)), index))
        .collect();
    let mut rows: Vec<TableRow> = axis(&set.layout.rows, true)
        .into_iter()
        .map(|line| {
            let cells =
                columns.iter().map(|column| places.get(&(line.clone(), column.clone())).copied()).collect();
            TableRow { key: line, cells }
        })
        .collect();
    match set.choice.sort {
        Sort::AsLaid => {}
        Sort::Reversed => rows.reverse(),
        Sort::Column { n, falling } => {
            // What is missing or withheld has no place among the figures: its order would tell it.
            let value = |row: &TableRow| {
                let index = row.cells.get(n).copied().flatten()?;
                set.rows.get(index).and_then(|row| row.cell.value())
            };
            rows.sort_by(|a, b| match (value(a), value(b)) {
                (Some(a), Some(b)) => {
                    let order = a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal);
                    if falling { order.reverse() } else { order }
                }
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => std::cmp::Ordering::Equal,
            });
        }
    }
    Table { columns, rows }
}

/// The rows of the headline figure, newest first.
pub(super) fn headline_rows(set: &Dataset) -> Vec<&Row> {
    let (indicator, geo, sex) = &set.headline;
    let mut rows: Vec<&Row> = set
        .key_rows
        .iter()
        .filter(|row| row.indicator == *indicator && row.geo == *geo && row.sex == *sex)
        .filter(|row| row.cell.value().is_some())
        .collect();
    rows.sort_by_key(|row| Reverse(row.period.sort_key()));
    rows
}
