//! Withholding small numbers of a table whose total is shown, so that nobody can work them out.
//!
//! The figures of the statistics room are withheld by `statistics::suppress`; it knows sums in two directions and
//! hides a second number where one is hidden. Here the total stands beside few rows, what is hidden is known to be below
//! five, and how it is chosen can be read here. So which rows are hidden besides never depends on a number that is
//! hidden: it follows from what is seen, and whoever knows the rule learns nothing by it.

/// Numbers from 1 to below this are not shown.
pub const LEAST: u64 = 5;

/// A number as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Number(u64),
    /// From one to four.
    Small,
    /// Five and more; not shown, so that a small one cannot be worked out.
    Withheld,
}

/// A table as it is shown: its total, and its rows; no rows when they would tell too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concealed {
    /// The sum of all rows.
    pub total: Shown,
    /// In the order in which they came.
    pub rows: Option<Vec<Shown>>,
}

fn is_small(number: u64) -> bool {
    (1..LEAST).contains(&number)
}

/// A number that stands alone.
pub fn alone(number: u64) -> Shown {
    if is_small(number) { Shown::Small } else { Shown::Number(number) }
}

/// A table whose rows add up to its total, as it may be shown.
///
/// Beside small rows the large ones are hidden in the order in which they stand, until the sum of what is hidden is
/// above `room`: four for each small row and five for each large one. That sum is known to everybody, and so is whether
/// it is enough; before, it was not, and it would not have been with any other small numbers either, if the large ones
/// that were hidden first are five. Hence each small row may be one, two, three or four, whatever the others are. When
/// there is no large row left, no row is shown: then nobody knows which were small.
pub fn conceal(numbers: &[u64]) -> Concealed {
    let sum: u64 = numbers.iter().sum();
    let total = alone(sum);
    // Fewer than five in all: which of the rows they are in is nobody's business.
    if total == Shown::Small {
        return Concealed { total, rows: None };
    }
    let (mut hidden, mut room) = (0u64, 0u64);
    for number in numbers.iter().filter(|number| is_small(**number)) {
        hidden += number;
        room += LEAST - 1;
    }
    let has_small = room > 0;
    let mut shown = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut one = alone(*number);
        if has_small && *number >= LEAST && hidden <= room {
            hidden += number;
            room += LEAST;
            one = Shown::Withheld;
        }
        shown.push(one);
    }
    let enough = !has_small || hidden > room;
    Concealed { total, rows: enough.then_some(shown) }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::{Shown::*, *};

    /// Cells, their sum as shown, and the cells as shown.
    type Shape<'a> = (&'a [u64], Shown, Option<&'a [Shown]>);

    #[test]
    fn tables_as_they_are_shown() {
        let table: [Shape<'_>; 12] = [
            (&[0, 0, 0], Number(0), Some(&[Number(0), Number(0), Number(0)])),
            (&[7, 12, 0], Number(19), Some(&[Number(7), Number(12), Number(0)])),
            (&[2, 1, 0], Small, None),
            (&[3, 40, 12], Number(55), Some(&[Small, Withheld, Number(12)])),
            // The small one says by nothing which row is hidden.
            (&[1, 9, 40], Number(50), Some(&[Small, Withheld, Number(40)])),
            (&[2, 9, 40], Number(51), Some(&[Small, Withheld, Number(40)])),
            (&[1, 1, 40, 0], Number(42), Some(&[Small, Small, Withheld, Number(0)])),
            (&[4, 4], Number(8), None),
            // Five and one would be known from six.
            (&[1, 5], Number(6), None),
            (&[1, 8], Number(9), None),
            (&[2, 3, 30], Number(35), Some(&[Small, Small, Withheld])),
            (&[1, 5, 9, 30], Number(45), Some(&[Small, Withheld, Withheld, Number(30)])),
        ];
        for (numbers, total, rows) in table {
            let concealed = conceal(numbers);
            assert_eq!(concealed.total, total, "{numbers:?}");
            assert_eq!(concealed.rows.as_deref(), rows, "{numbers:?}");
        }
        assert_eq!([alone(0), alone(1), alone(4), alone(5)], [Number(0), Small, Small, Number(5)]);
    }

    /// All tables of so many rows whose sum is this.
    fn tables(rows: usize, sum: u64) -> Vec<Vec<u64>> {
        let Some(rest) = rows.checked_sub(1) else {
            return if sum == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let with = |last: u64| {
            tables(rest, sum - last).into_iter().map(move |mut table| {
                table.push(last);
                table
            })
        };
        (0..=sum).flat_map(with).collect()
    }

    /// As everybody sees it.
    fn seen(concealed: &Concealed) -> Vec<u64> {
        let code = |shown: &Shown| match shown {
            Small => 0,
            Withheld => 1,
            Number(number) => number + 2,
        };
        let rows = concealed.rows.iter().flatten();
        std::iter::once(&concealed.total).chain(rows).map(code).collect()
    }

    /// Every table there can be, put beside those that look the same to somebody who knows this file: no cell that is
    /// hidden has the same number in all of them, and what is shown as small may be each of the small ones.
    #[test]
    fn whoever_knows_the_rule_works_nothing_out() {
        for (rows, most) in [(1, 40), (2, 40), (3, 40), (4, 28), (5, 22)] {
            let mut alike: BTreeMap<Vec<u64>, (Concealed, Vec<BTreeSet<u64>>)> = BTreeMap::new();
            for numbers in (0..=most).flat_map(|sum| tables(rows, sum)) {
                let concealed = conceal(&numbers);
                let fresh = (concealed.clone(), vec![BTreeSet::new(); rows]);
                let (_, cells) = alike.entry(seen(&concealed)).or_insert(fresh);
                for (cell, number) in cells.iter_mut().zip(numbers) {
                    cell.insert(number);
                }
            }
            for (concealed, cells) in alike.into_values() {
                for (at, could_be) in cells.iter().enumerate() {
                    match concealed.rows.as_ref().map(|rows| rows[at]) {
                        Some(Number(number)) => assert_eq!(*could_be, BTreeSet::from([number])),
                        Some(Small) => assert_eq!(*could_be, BTreeSet::from([1, 2, 3, 4]), "{concealed:?}"),
                        Some(Withheld) | None => {
                            assert!(could_be.len() > 1, "{at} of {concealed:?} is {could_be:?}");
                        }
                    }
                }
            }
        }
    }

    proptest! {
        /// The same for tables as they really are, which are too many to be gone through: each small number that is
        /// replaced by another, at the expense of a row that is hidden, leaves what is seen as it is.
        #[test]
        fn nothing_can_be_worked_out(numbers in proptest::collection::vec(0u64..60, 1..12)) {
            let concealed = conceal(&numbers);
            prop_assert!(concealed.total == alone(numbers.iter().sum()));
            let Some(rows) = concealed.rows.clone() else { return Ok(()) };
            prop_assert_eq!(rows.len(), numbers.len());
            for (shown, number) in rows.iter().zip(&numbers) {
                match shown {
                    Number(shown) => prop_assert!(shown == number && !is_small(*number)),
                    Small => prop_assert!(is_small(*number)),
                    Withheld => prop_assert!(*number >= LEAST),
                }
            }
            if !rows.contains(&Small) {
                return Ok(());
            }
            let all = || numbers.iter().zip(rows.iter().copied()).enumerate();
            let hidden = || all().filter(|(_, (_, shown))| !matches!(shown, Number(_)));
            let sum: u64 = hidden().map(|(_, (number, _))| number).sum();
            let last = rows.iter().rposition(|shown| *shown == Withheld).expect("one that gives");
            for small in 1..LEAST {
                // All small ones are this; the rows hidden besides are five, but for the last.
                let mut other = numbers.clone();
                let mut rest = sum;
                for (at, (_, shown)) in hidden().filter(|(at, _)| *at != last) {
                    other[at] = if shown == Small { small } else { LEAST };
                    rest -= other[at];
                }
                other[last] = rest;
                prop_assert_eq!(&conceal(&other), &concealed, "{:?} and {:?}", numbers, other);
            }
        }
    }
}
