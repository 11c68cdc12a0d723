//! How much came to wait in a quarter, of texts, reports or appeals, and what became of the waiting: what waited before
//! and what came is as much as what was decided, went, and still waits. The next quarter begins with what still waits, so
//! small numbers are withheld across quarters too.
//!
//! How many were decided is told by another table already, and how many wait stands in two quarters. So the number that
//! came is the one that gives way: where another one is small, it is told as a range, by what everybody sees.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{
    Quarter,
    conceal::{LEAST, Shown, alone},
};
use crate::{DomainResult, moderation::flow::Flow};

/// The numbers of a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waited {
    /// Waited when it began.
    pub before: u64,
    /// Came to wait in it.
    pub came: u64,
    /// Were decided on.
    pub decided: u64,
    /// Went without a decision.
    pub gone: u64,
    /// Waited when it was over.
    pub after: u64,
}

impl Waited {
    /// Nothing for numbers that there cannot be.
    pub(super) fn of(before: i64, came: i64, decided: i64, gone: i64) -> Option<Self> {
        let after = before + came - decided - gone;
        let [Ok(before), Ok(came), Ok(decided), Ok(gone), Ok(after)] =
            [before, came, decided, gone, after].map(u64::try_from)
        else {
            return None;
        };
        Some(Self { before, came, decided, gone, after })
    }
}

/// How many came, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// So many.
    Number(u64),
    /// At least and at most so many: what everybody can work out from the rest.
    Between(u64, u64),
}

/// The numbers of a quarter, as they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flowed {
    /// Waited when it began.
    pub before: Shown,
    /// Came to wait in it.
    pub came: Came,
    /// Were decided on.
    pub decided: u64,
    /// Went without a decision.
    pub gone: Shown,
    /// Waited when it was over.
    pub after: Shown,
}

/// Counts the lines of a book; nothing where they do not add up. `day` and `what`: its columns.
pub(super) async fn count<C: ConnectionTrait, E: EntityTrait>(
    db: &C,
    quarter: Quarter,
    (day, what): (E::Column, E::Column),
) -> DomainResult<Option<Waited>> {
    let first = quarter.first_day();
    // As text, without parameters: PostgreSQL takes what is selected and what is grouped by for two expressions else.
    let before = || Expr::cust(format!("CASE WHEN \"day\" < '{first}' THEN 1 ELSE 0 END"));
    let rows: Vec<(String, i32, i64)> = E::find()
        .select_only()
        .column(what)
        .expr_as(before(), "before")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(day.lt(quarter.next().first_day()))
        .group_by(what)
        .group_by(before())
        .into_tuple()
        .all(db)
        .await?;
    let sum = |before: i32, what: Flow| -> i64 {
        rows.iter().filter(|row| row.1 == before && row.0 == what.as_str()).map(|row| row.2).sum()
    };
    let more = |before| sum(before, Flow::Came) + sum(before, Flow::Carried);
    let less = |before| sum(before, Flow::Decided) + sum(before, Flow::Gone);
    Ok(Waited::of(more(1) - less(1), more(0), sum(0, Flow::Decided), sum(0, Flow::Gone)))
}

/// The least and the most that a number may be for whoever reads it as it is shown.
pub(super) fn span(number: u64) -> (u64, u64) {
    if alone(number) == Shown::Small { (1, LEAST - 1) } else { (number, number) }
}

/// As they may be shown; nothing where they would tell too much. `decided` is known from another table; where it is not,
/// or where what stands elsewhere would bound what is hidden here, nothing of this one is shown.
///
/// Without small numbers all are shown. With one among what waits or went, what came is told as a range, if it were five
/// even with none of the small ones: whether it is, everybody sees, and then each small number may be each of the small
/// ones, in this quarter and in its neighbours. Else nothing is shown.
pub(super) fn show(waited: &Waited, decided_is_known: bool) -> Option<Flowed> {
    let small = |number| alone(number) == Shown::Small;
    let Waited { before, came, decided, gone, after } = *waited;
    if !decided_is_known {
        return None;
    }
    let told = if !small(before) && !small(gone) && !small(after) {
        if small(came) {
            return None;
        }
        Came::Number(came)
    } else {
        let none = |number| if small(number) { 0 } else { number };
        let most = span(before).1;
        if (decided + none(gone) + none(after)).checked_sub(most).is_none_or(|least| least < LEAST) {
            return None;
        }
        let sum = |of: fn((u64, u64)) -> u64| decided + of(span(gone)) + of(span(after));
        Came::Between(
            sum(|span| span.0).saturating_sub(most),
            sum(|span| span.1).saturating_sub(span(before).0),
        )
    };
    Some(Flowed { before: alone(before), came: told, decided, gone: alone(gone), after: alone(after) })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn waited(before: u64, decided: u64, gone: u64, after: u64) -> Option<Waited> {
        let came = (decided + gone + after).checked_sub(before)?;
        Some(Waited { before, came, decided, gone, after })
    }

    #[test]
    fn numbers_as_they_are_shown() {
        use Came::{Between, Number as Exactly};
        use Shown::{Number, Small};
        let shown = |before, decided, gone, after| {
            show(&waited(before, decided, gone, after).expect("numbers that add up"), true)
        };
        let told = |before, came, decided, gone, after| Some(Flowed { before, came, decided, gone, after });
        assert_eq!(shown(6, 40, 0, 9), told(Number(6), Exactly(43), 40, Number(0), Number(9)), "as they are");
        assert_eq!(shown(6, 40, 2, 9), told(Number(6), Between(44, 47), 40, Small, Number(9)));
        assert_eq!(shown(6, 40, 3, 9), shown(6, 40, 2, 9), "which small number says nothing");
        assert_eq!(shown(3, 40, 2, 1), told(Small, Between(38, 47), 40, Small, Small));
        assert_eq!(shown(0, 0, 0, 0), told(Number(0), Exactly(0), 0, Number(0), Number(0)));
        // What came is small, or could be five by one small number alone.
        assert_eq!(shown(5, 8, 0, 0), None);
        assert_eq!(shown(6, 10, 1, 0), None);
        assert_eq!(shown(0, 0, 0, 3), None);
        // Known by nothing else, what was decided is not told here.
        assert_eq!(show(&waited(6, 40, 0, 9).expect("numbers that add up"), false), None);
    }

    /// Numbers that cannot be told apart, each as a mask of what it may be.
    type Masks = [u64; 7];

    /// Two quarters, one after the other, in every way that there is: beside those that look the same to somebody who
    /// knows this file, whom the table of readings tells what was decided, and whom the quarters around tell what they
    /// show. What is shown as small may be each of the small ones; no small number is the only one that there can be.
    #[test]
    fn nobody_works_out_a_small_number_not_even_from_two_quarters() {
        type Seen = ([u64; 2], [Option<Flowed>; 2], [Shown; 2]);
        let mut alike: Vec<(Seen, Masks)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let decisions = [[0, 7], [5, 8], [8, 5], [9, 6]];
        for decided in decisions {
            for before in 0..=7 {
                for (gone, between) in (0..=9).flat_map(|gone| (0..=7).map(move |after| (gone, after))) {
                    let Some(first) = waited(before, decided[0], gone, between) else { continue };
                    for (later, after) in (0..=9).flat_map(|gone| (0..=7).map(move |after| (gone, after))) {
                        let Some(second) = waited(between, decided[1], later, after) else { continue };
                        let shown = [show(&first, true), show(&second, true)];
                        let seen = (decided, shown, [alone(before), alone(after)]);
                        let place = *places.entry(format!("{seen:?}")).or_insert_with(|| {
                            alike.push((seen, [0; 7]));
                            alike.len() - 1
                        });
                        let numbers = [before, first.came, gone, between, second.came, later, after];
                        for (mask, number) in alike[place].1.iter_mut().zip(numbers) {
                            *mask |= 1_u64 << number;
                        }
                    }
                }
            }
        }
        assert!(alike.len() > 1_000);
        for ((decided, shown, [before, after]), masks) in &alike {
            let of = |at: usize, of: fn(&Flowed) -> Shown| shown[at].as_ref().map(of);
            let between = of(0, |one| one.after).or(of(1, |one| one.before));
            let gone = [of(0, |one| one.gone), of(1, |one| one.gone)];
            let cells = [Some(*before), None, gone[0], between, None, gone[1], Some(*after)];
            for (at, (cell, mask)) in cells.iter().zip(masks).enumerate() {
                let what = format!("{at} of {shown:?} with {decided:?} is {mask:b}");
                if *cell == Some(Shown::Small) {
                    assert_eq!(*mask, 0b1_1110, "{what}");
                } else {
                    assert!(mask.count_ones() > 1 || mask & 0b1_1110 == 0, "{what}");
                }
            }
        }
    }
}
