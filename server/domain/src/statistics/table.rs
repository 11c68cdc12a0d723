//! Laying the rows of a dataset out as a table.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

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

/// What runs down: as it is laid out, and besides whatever would put two figures into one cell.
fn downwards(set: &Dataset) -> Vec<Dimension> {
    let across = &set.layout.columns;
    let mut down = set.layout.rows.clone();
    let is_crowded = |down: &[Dimension]| {
        let mut seen = HashSet::new();
        !set.rows.iter().all(|row| seen.insert((key(row, down), key(row, across))))
    };
    for dimension in [Dimension::Indicator, Dimension::Geo, Dimension::Age, Dimension::Sex, Dimension::Period]
    {
        let mut codes = set.rows.iter().map(|row| code_of(row, dimension));
        let first = codes.next();
        let varies = codes.any(|code| Some(&code) != first.as_ref());
        if varies && !down.contains(&dimension) && !across.contains(&dimension) && is_crowded(&down) {
            down.push(dimension);
        }
    }
    down
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
    let down = downwards(set);
    let columns = axis(&set.layout.columns, false);
    let places: HashMap<(Key, Key), usize> = set
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| ((key(row, &down), key(row, &set.layout.columns)), index))
        .collect();
    let mut rows: Vec<TableRow> = axis(&down, true)
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

/// The rows of the headline figure, newest first: of all ages, or of the first age group where there is no such figure.
pub(super) fn headline_rows(set: &Dataset) -> Vec<&Row> {
    let (indicator, geo, sex) = &set.headline;
    let all = || {
        let rows = set.key_rows.iter();
        rows.filter(move |row| row.indicator == *indicator && row.geo == *geo && row.sex == *sex)
    };
    let age = all().map(|row| row.age.as_str()).min_by_key(|age| (*age != "total", *age)).unwrap_or_default();
    let mut rows: Vec<&Row> =
        all().filter(|row| row.age == age).filter(|row| row.cell.value().is_some()).collect();
    rows.sort_by_key(|row| Reverse(row.period.sort_key()));
    rows
}
