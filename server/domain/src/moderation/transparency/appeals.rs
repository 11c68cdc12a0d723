//! Appeals that came in a quarter, and what became of them. The log has a line for each that comes, is decided on, and
//! goes with an account; each says by when the appeal is due. So they are counted without asking which is which, also
//! after what they name was emptied.

use entity::forum::mod_log;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{
    Promptness, Quarter, Shown, Table, Waits,
    figures::{Counts, add},
    waiting::{Waited, span},
};
use crate::{DomainResult, moderation::line::Event};

/// What the log says of appeals.
pub(super) struct Appealed {
    /// Those that waited when the quarter began.
    pub before: Counts,
    /// Those that waited when it was over.
    pub after: Counts,
    /// How they came and went; nothing where it does not add up.
    pub waited: Option<Waited>,
}

/// A line for each action: whether it was due when the quarter began and when it was over, whether it is older than the
/// quarter, and how many there are.
type Row = (String, i32, i32, i32, i64);

/// Counts them.
pub(super) async fn count<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Appealed> {
    let (begin, end) = (quarter.begins(), quarter.ends());
    // As text, without parameters: PostgreSQL takes what is selected and what is grouped by for two expressions else.
    let due_by =
        |at: i64| Expr::cust(format!("CASE WHEN \"mod_log\".\"expires_at\" < {at} THEN 1 ELSE 0 END"));
    let older = || Expr::cust(format!("CASE WHEN \"mod_log\".\"at\" < {begin} THEN 1 ELSE 0 END"));
    let (came, decided, gone) =
        (Event::Appeal.as_str(), Event::AppealDecide.as_str(), Event::AppealGone.as_str());
    let rows: Vec<Row> = mod_log::Entity::find()
        .select_only()
        .column(mod_log::Column::Action)
        .expr_as(due_by(begin), "due_before")
        .expr_as(due_by(end), "due_after")
        .expr_as(older(), "older")
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(mod_log::Column::At.lt(end))
        .filter(mod_log::Column::Action.is_in([came, decided, gone]))
        .group_by(mod_log::Column::Action)
        .group_by(due_by(begin))
        .group_by(due_by(end))
        .group_by(older())
        .into_tuple()
        .all(db)
        .await?;
    let open = |of: &dyn Fn(&Row) -> bool| -> i64 {
        rows.iter().filter(|row| of(row)).map(|row| if row.0 == came { row.4 } else { -row.4 }).sum()
    };
    let waits = |of: &dyn Fn(&Row, i32) -> bool| {
        let mut counts = Counts::new();
        for (code, late) in [(Waits::InTime, 0), (Waits::Overdue, 1)] {
            let number = u64::try_from(open(&|row| of(row, late))).unwrap_or_default();
            add(&mut counts, code.as_str(), number);
        }
        counts
    };
    let within = |action: &str| -> i64 {
        rows.iter().filter(|row| row.3 == 0 && row.0 == action).map(|row| row.4).sum()
    };
    Ok(Appealed {
        before: waits(&|row, late| row.3 == 1 && row.1 == late),
        after: waits(&|row, late| row.2 == late),
        waited: Waited::of(open(&|row| row.3 == 1), within(came), within(decided), within(gone)),
    })
}

/// Whether no row that is shown small is hidden in a table.
fn is_whole<T>(table: &Table<T>) -> bool {
    table.numbers.rows.as_ref().is_some_and(|rows| !rows.contains(&Shown::Small))
}

fn seen<T: Copy + PartialEq>(table: &Table<T>, key: T) -> u64 {
    let row = table.rows().into_iter().find(|(of, _)| *of == key);
    match row {
        Some((_, Shown::Number(number))) => number,
        _ => 0,
    }
}

/// Whether how many appeals came and went says nothing about small numbers that stand beside it.
///
/// An appeal is due within seven days. So what waits in time when a quarter is over came within it, which bounds what is
/// hidden there; the same for what was answered in time. And what waited when it began is overdue when it is over, was
/// answered, or went: where so little of it was answered that more than one must have gone, a small number that went
/// would be known better than as one to four. All of that follows from what everybody sees.
pub(super) fn bounds_nothing(
    before: &Table<Waits>,
    promptness: &Table<Promptness>,
    after: &Table<Waits>,
) -> bool {
    if !is_whole(promptness) || !(is_whole(after) || after.numbers.total == Shown::Small) {
        return false;
    }
    let most = match before.numbers.total {
        Shown::Number(number) => number,
        Shown::Small | Shown::Withheld => span(1).1,
    };
    let in_time = seen(before, Waits::InTime).min(seen(promptness, Promptness::InTime));
    let known = in_time + seen(promptness, Promptness::Late) + seen(after, Waits::Overdue);
    most.saturating_sub(known) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(in_time: u64, overdue: u64) -> Table<Waits> {
        Table::of(Waits::ALL, &[(Waits::InTime, in_time), (Waits::Overdue, overdue)])
    }

    fn answers(in_time: u64, late: u64) -> Table<Promptness> {
        Table::of(Promptness::ALL, &[(Promptness::InTime, in_time), (Promptness::Late, late)])
    }

    #[test]
    fn what_came_and_went_is_told_where_it_bounds_nothing() {
        for (before, answered, after, told) in [
            (waits(0, 0), answers(8, 5), waits(5, 6), true),
            (waits(6, 0), answers(9, 0), waits(0, 0), true),
            (waits(0, 0), answers(9, 0), waits(1, 2), true),
            // In time there is a small number that what came would bound.
            (waits(0, 0), answers(3, 20), waits(5, 0), false),
            (waits(0, 0), answers(9, 0), waits(8, 4), false),
            // Ten waited and six were answered: four at least went.
            (waits(10, 0), answers(6, 0), waits(9, 0), false),
            (waits(10, 0), answers(6, 0), waits(9, 5), true),
            // Those that were overdue were not answered in time.
            (waits(0, 6), answers(9, 0), waits(0, 0), false),
            (waits(0, 6), answers(9, 6), waits(0, 0), true),
            (waits(2, 1), answers(9, 0), waits(0, 0), false),
        ] {
            assert_eq!(bounds_nothing(&before, &answered, &after), told, "{before:?} {answered:?} {after:?}");
        }
    }
}
