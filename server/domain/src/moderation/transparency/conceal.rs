//! Withholding small numbers of a table whose total is shown, so that nobody can work them out.
//!
//! The figures of the statistics room are withheld by `statistics::suppress`; it knows sums in two directions and
//! hides a second number where one is hidden. Here the total stands beside few rows, and what is hidden is known to be
//! below five: two numbers that add up to two are both one. So whether something can be worked out is tried with every
//! number that could stand there.

/// Numbers from 1 to below this are not shown.
pub const LEAST: u64 = 5;
/// Above it, a number that is hidden besides leaves every small one possible.
const AMPLE: u64 = LEAST + 4;

/// A number as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Number(u64),
    /// From one to four.
    Small,
    /// Not shown, so that a small one cannot be worked out: nothing, or five and more.
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

/// What could stand in a hidden row, up to `most`.
fn could_be(shown: Shown, most: u64) -> Vec<u64> {
    match shown {
        Shown::Number(number) => vec![number],
        Shown::Small => (1..LEAST).filter(|n| *n <= most).collect(),
        Shown::Withheld => std::iter::once(0).chain(LEAST..=most).collect(),
    }
}

/// Whether the total and what is known of each row leave two numbers possible in every hidden row.
fn keeps_secrets(shown: &[Shown], hidden_sum: u64) -> bool {
    let most = usize::try_from(hidden_sum).unwrap_or(usize::MAX);
    let hidden: Vec<Vec<u64>> = shown
        .iter()
        .filter(|one| !matches!(one, Shown::Number(_)))
        .map(|one| could_be(*one, hidden_sum))
        .collect();
    // Which sums the rows before, and the rows behind, can have.
    let reach = |rows: &[Vec<u64>]| {
        let mut sums = vec![false; most.saturating_add(1)];
        sums[0] = true;
        for row in rows {
            let mut next = vec![false; sums.len()];
            for (sum, _) in sums.iter().enumerate().filter(|(_, can)| **can) {
                for number in row {
                    let at = usize::try_from(*number).unwrap_or(usize::MAX).saturating_add(sum);
                    if let Some(slot) = next.get_mut(at) {
                        *slot = true;
                    }
                }
            }
            sums = next;
        }
        sums
    };
    (0..hidden.len()).all(|at| {
        let mut others = hidden.clone();
        let row = others.remove(at);
        let sums = reach(&others);
        let left = |number: &&u64| {
            let rest = usize::try_from(hidden_sum - **number).unwrap_or(usize::MAX);
            sums.get(rest).copied().unwrap_or_default()
        };
        row.iter().filter(|number| **number <= hidden_sum).filter(left).count() > 1
    })
}

fn safe(numbers: &[u64], shown: &[Shown]) -> bool {
    let hidden = || numbers.iter().zip(shown).filter(|(_, shown)| !matches!(shown, Shown::Number(_)));
    if hidden().count() == 0 {
        return true;
    }
    // With a large one among them everything small stays possible; the sum need not be gone through.
    if hidden().any(|(number, shown)| *shown == Shown::Withheld && *number >= AMPLE) {
        return true;
    }
    keeps_secrets(shown, hidden().map(|(number, _)| number).sum())
}

/// A table whose rows add up to its total, as it may be shown.
pub fn conceal(numbers: &[u64]) -> Concealed {
    let sum: u64 = numbers.iter().sum();
    let total = alone(sum);
    // Fewer than five in all: which of the rows they are in is nobody's business.
    if total == Shown::Small {
        return Concealed { total, rows: None };
    }
    let mut shown: Vec<Shown> = numbers.iter().map(|number| alone(*number)).collect();
    while !safe(numbers, &shown) {
        // The smallest that is large enough, else the largest that there is.
        let open = || {
            let pairs = numbers.iter().zip(&shown).enumerate();
            pairs
                .filter(|(_, (_, shown))| matches!(shown, Shown::Number(_)))
                .map(|(at, (number, _))| (*number, at))
        };
        let next = open().filter(|(number, _)| *number >= AMPLE).min().or_else(|| open().max());
        let Some((_, at)) = next else { return Concealed { total, rows: None } };
        if let Some(slot) = shown.get_mut(at) {
            *slot = Shown::Withheld;
        }
    }
    Concealed { total, rows: Some(shown) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Shown::*, *};

    /// Cells, their sum as shown, and the cells as shown.
    type Shape<'a> = (&'a [u64], Shown, Option<&'a [Shown]>);

    #[test]
    fn tables_as_they_are_shown() {
        let table: [Shape<'_>; 9] = [
            (&[0, 0, 0], Number(0), Some(&[Number(0), Number(0), Number(0)])),
            (&[7, 12, 0], Number(19), Some(&[Number(7), Number(12), Number(0)])),
            (&[2, 1, 0], Small, None),
            (&[3, 40, 12], Number(55), Some(&[Small, Number(40), Withheld])),
            // Two that add up to two would both be one.
            (&[1, 1, 40, 0], Number(42), Some(&[Small, Small, Withheld, Number(0)])),
            // Four and four are all that makes eight: the nought goes too.
            (&[4, 4, 0], Number(8), Some(&[Small, Small, Withheld])),
            (&[4, 4], Number(8), None),
            // Five and one would be known from six.
            (&[1, 5], Number(6), None),
            (&[2, 3, 30], Number(35), Some(&[Small, Small, Number(30)])),
        ];
        for (numbers, total, rows) in table {
            let concealed = conceal(numbers);
            assert_eq!(concealed.total, total, "{numbers:?}");
            assert_eq!(concealed.rows.as_deref(), rows, "{numbers:?}");
        }
        assert_eq!([alone(0), alone(1), alone(4), alone(5)], [Number(0), Small, Small, Number(5)]);
    }

    /// Every table that looks the same from outside.
    fn alike(concealed: &Concealed, rows: &[Shown], total: u64) -> Vec<Vec<u64>> {
        let mut found = vec![(Vec::new(), 0)];
        for shown in rows {
            found = found
                .into_iter()
                .flat_map(|(before, sum): (Vec<u64>, u64)| {
                    could_be(*shown, total).into_iter().filter_map(move |number| {
                        let sum = sum + number;
                        let mut before = before.clone();
                        before.push(number);
                        (sum <= total).then_some((before, sum))
                    })
                })
                .collect();
        }
        assert!(matches!(concealed.total, Number(_)));
        found.into_iter().filter(|(_, sum)| *sum == total).map(|(rows, _)| rows).collect()
    }

    proptest! {
        /// Whatever the numbers: nothing small is shown, the total is right, and by no sum can a hidden number be
        /// worked out: another table looks the same and has another number there.
        #[test]
        fn nothing_can_be_worked_out(numbers in proptest::collection::vec(0u64..13, 1..6)) {
            let total: u64 = numbers.iter().sum();
            let concealed = conceal(&numbers);
            prop_assert!(concealed.total == alone(total));
            let Some(rows) = concealed.rows.clone() else { return Ok(()) };
            prop_assert_eq!(rows.len(), numbers.len());
            for (shown, number) in rows.iter().zip(&numbers) {
                match shown {
                    Number(shown) => prop_assert!(shown == number && !is_small(*number)),
                    Small => prop_assert!(is_small(*number)),
                    Withheld => prop_assert!(!is_small(*number)),
                }
            }
            let alike = alike(&concealed, &rows, total);
            prop_assert!(alike.contains(&numbers), "what is true is possible");
            for (at, shown) in rows.iter().enumerate() {
                if !matches!(shown, Number(_)) {
                    let numbers: std::collections::BTreeSet<u64> = alike.iter().map(|table| table[at]).collect();
                    prop_assert!(numbers.len() > 1, "{rows:?} of {total} gives away {numbers:?}");
                }
            }
        }
    }
}
