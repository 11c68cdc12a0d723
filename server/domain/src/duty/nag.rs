//! Reminding whoever is there of what waits too long: once for each item.

use entity::{duty::nag, forum::review_item};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::OnConflict,
};

use super::{Roster, alert};
use crate::{
    DomainResult, Services,
    moderation::item::{self, Class},
};

/// How many minutes something may wait while somebody is there.
pub const STAFFED_MINUTES: i64 = 240;
/// How many milliseconds something may wait at all.
pub const UNSTAFFED_MS: i64 = 12 * 3_600_000;
/// Items in one go.
const MOST: u64 = 200;

/// Whether something that was opened at an instant waits too long.
pub fn is_overdue(roster: &Roster, opened_at: i64, now: i64) -> bool {
    now - opened_at > UNSTAFFED_MS || roster.staffed_minutes(opened_at, now) > STAFFED_MINUTES
}

/// Reminds of what waits too long. One message for all that is found in one go; each item once, on however many
/// servers this runs. Answers how many items were found.
///
/// # Errors
/// When the database does not answer.
pub async fn nag(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let roster = services.roster();
    let reminded = nag::Entity::find().select_only().column(nag::Column::ItemId).into_query();
    let waiting: Vec<(String, i64)> = review_item::Entity::find()
        .select_only()
        .columns([review_item::Column::Id, review_item::Column::OpenedAt])
        .filter(item::is_open())
        // What is public already and only looked at afterwards can wait.
        .filter(review_item::Column::Class.lt(Class::Check.as_number()))
        .filter(review_item::Column::Id.not_in_subquery(reminded))
        .order_by_asc(review_item::Column::OpenedAt)
        .limit(MOST)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let overdue: Vec<String> = waiting
        .into_iter()
        .filter(|(_, opened)| is_overdue(&roster, *opened, now))
        .map(|(id, _)| id)
        .collect();
    if overdue.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let mut first = None;
    let mut count = 0;
    for id in overdue {
        let row = nag::ActiveModel { item_id: Set(id.clone()), at: Set(now) };
        let written = nag::Entity::insert(row)
            .on_conflict(OnConflict::column(nag::Column::ItemId).do_nothing().to_owned())
            .exec_without_returning(&tx)
            .await;
        match written {
            Ok(0) | Err(DbErr::RecordNotInserted) => {}
            Ok(_) => {
                count += 1;
                first.get_or_insert(id);
            }
            Err(error) => return Err(error.into()),
        }
    }
    if let Some(first) = first {
        alert::alert(services, &tx, &format!("nag:{first}"), now).await?;
    }
    tx.commit().await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duty::{Shift, When};

    #[test]
    fn four_hours_with_somebody_there_or_twelve_without() {
        const HOUR: i64 = 3_600_000;
        // Wednesday, 2026-11-18, midnight in Tunisia.
        let midnight = 1_794_960_000_000 - HOUR;
        let at = |hours: i64| midnight + hours * HOUR;
        let shift = Shift { member: "a".into(), when: When::Weekly(2), from: 540, to: 840 };
        let roster = Roster::new(vec![shift]);
        let table = [
            // opened, now, roster, overdue
            (9, 13, &roster, false),
            (8, 14, &roster, true),
            (10, 14, &roster, false),
            (14, 26, &roster, false),
            (14, 27, &roster, true),
            (9, 14, &Roster::default(), false),
            (9, 21, &Roster::default(), false),
            (9, 22, &Roster::default(), true),
        ];
        for (opened, now, roster, expected) in table {
            assert_eq!(is_overdue(roster, at(opened), at(now)), expected, "{opened} {now}");
        }
    }
}
