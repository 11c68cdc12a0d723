//! How long somebody was there, day by day. Written down once, when a day is over: the roster changes, and what is
//! told of a quarter must not change with it.

use entity::duty::day;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use super::minute_of;
use crate::{DomainResult, Services, moderation::log_page::midnight, services::day_of};

/// Until which minute after midnight the day before is written down. Later the roster may be another one, and a day
/// of which nothing was written stays unknown.
const UNTIL: u16 = 60;

/// What was written down of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staffed {
    /// How many days were.
    pub days: u64,
    /// Minutes of them in which somebody was there.
    pub minutes: u64,
}

/// Soon after midnight: writes down for how long somebody was there on the day before, as the roster stands, once and
/// on however many servers this runs. Without a roster nothing is known. Answers whether it did.
///
/// # Errors
/// When the database does not answer.
pub async fn note_day(services: &Services) -> DomainResult<bool> {
    let now = services.now_ms();
    let roster = services.roster();
    if roster.is_empty() || minute_of(now).1 >= UNTIL {
        return Ok(false);
    }
    let Some(end) = midnight(&day_of(now)) else { return Ok(false) };
    let over = day_of(end - 1);
    let Some(begin) = midnight(&over) else { return Ok(false) };
    if day::Entity::find_by_id(over.as_str()).one(services.db.read()).await?.is_some() {
        return Ok(false);
    }
    let minutes = i32::try_from(roster.staffed_minutes(begin, end)).unwrap_or_default();
    let tx = services.db.begin().await?;
    let row = day::ActiveModel { day: Set(over), minutes: Set(minutes), noted_at: Set(now) };
    let written = day::Entity::insert(row)
        .on_conflict(OnConflict::column(day::Column::Day).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await;
    let done = match written {
        Ok(0) | Err(DbErr::RecordNotInserted) => false,
        Ok(_) => true,
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    Ok(done)
}

/// What was written down from one ISO day until before another one; nothing when nothing was.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn staffed<C: ConnectionTrait>(
    db: &C,
    from: &str,
    until: &str,
) -> DomainResult<Option<Staffed>> {
    let all: Vec<i32> = day::Entity::find()
        .select_only()
        .column(day::Column::Minutes)
        .filter(day::Column::Day.gte(from))
        .filter(day::Column::Day.lt(until))
        .into_tuple()
        .all(db)
        .await?;
    let minutes = all.iter().filter_map(|minutes| u64::try_from(*minutes).ok()).sum();
    let days = u64::try_from(all.len()).unwrap_or_default();
    Ok((days > 0).then_some(Staffed { days, minutes }))
}
