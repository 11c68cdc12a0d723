//! How much such computers are used: visits a day, pages by part of the portal, on all of them together. Counted in memory
//! and written down once a minute, so that no row tells when somebody was there. What is still being counted is not told:
//! two looks would tell what somebody opened between them.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use chrono::{Datelike, Days, NaiveDate};
use entity::kiosk::kiosk_count;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use crate::{Actor, DomainResult, Permission, Services, permission::require};

/// What is counted at the beginning of a visit.
pub const VISITS: &str = "visits";
/// Smaller numbers are not shown: among a few, one is somebody.
pub const SMALLEST: i64 = 5;
/// Days before today that the desk shows.
const DAYS: u64 = 31;
/// Days in which all of the last month lies, on any day of this one.
const TWO_MONTHS: u64 = 62;
/// Days after which a number is forgotten.
const KEPT_DAYS: u64 = 400;

/// What was counted since it was written down.
#[derive(Debug, Default)]
pub struct Tally(Mutex<BTreeMap<(String, String), i64>>);

impl Tally {
    fn add(&self, day: String, what: String, times: i64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.entry((day, what)).or_default() += times;
    }

    fn take(&self) -> BTreeMap<(String, String), i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Counts something: [`VISITS`], or a part of the portal.
pub fn note(services: &Services, what: &str) {
    services.tally().add(services.today(), what.to_owned(), 1);
}

/// The ISO day some days before another one.
fn before(day: &str, days: u64) -> String {
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    let date = date.and_then(|date| date.checked_sub_days(Days::new(days)));
    date.map(|date| date.format("%Y-%m-%d").to_string()).unwrap_or_default()
}

/// The month before the one of an ISO day: `2026-11` on any day of December.
fn month_before(day: &str) -> String {
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    let date = date.and_then(|date| date.checked_sub_days(Days::new(u64::from(date.day()))));
    date.map(|date| date.format("%Y-%m").to_string()).unwrap_or_default()
}

/// Writes down what was counted, and forgets what is old. What cannot be written down is counted on.
///
/// # Errors
/// When the database does not answer.
pub async fn flush(services: &Services) -> DomainResult<()> {
    let counted = services.tally().take();
    if counted.is_empty() {
        return Ok(());
    }
    let written = write(services, &counted).await;
    if written.is_err() {
        for ((day, what), times) in counted {
            services.tally().add(day, what, times);
        }
    }
    written
}

async fn write(services: &Services, counted: &BTreeMap<(String, String), i64>) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    for ((day, what), times) in counted {
        let sum = {
            use sea_orm::ExprTrait;
            Expr::col((kiosk_count::Entity, kiosk_count::Column::Times)).add(*times)
        };
        let row =
            kiosk_count::ActiveModel { day: Set(day.clone()), what: Set(what.clone()), times: Set(*times) };
        kiosk_count::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([kiosk_count::Column::Day, kiosk_count::Column::What])
                    .value(kiosk_count::Column::Times, sum)
                    .to_owned(),
            )
            .exec_without_returning(&tx)
            .await?;
    }
    let old = before(&services.today(), KEPT_DAYS);
    kiosk_count::Entity::delete_many().filter(kiosk_count::Column::Day.lt(old)).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A day and how many visits it saw; nothing where that is too small a number to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// ISO day.
    pub day: String,
    /// Visits.
    pub visits: Option<i64>,
}

/// How much these computers were used lately.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Days with visits before today, the newest first.
    pub days: Vec<Daily>,
    /// The last month that is over (`2026-11`).
    pub month: String,
    /// Parts of the portal and pages that were opened there in that month, by code; nothing where that is too small a
    /// number.
    pub parts: Vec<(String, Option<i64>)>,
}

/// Visits of days and pages of a month that are over: whoever looks twice learns nothing of whoever came between. No two
/// months share a day, and no sum stands beside them from which a small number could be told.
///
/// # Errors
/// Like [`require`] of [`Permission::KioskKeep`].
pub async fn figures(services: &Services, actor: &Actor) -> DomainResult<Figures> {
    require(actor, Permission::KioskKeep, None)?;
    let today = services.today();
    let (from, month) = (before(&today, DAYS), month_before(&today));
    let rows = kiosk_count::Entity::find()
        .filter(kiosk_count::Column::Day.gte(before(&today, TWO_MONTHS)))
        .filter(kiosk_count::Column::Day.lt(today))
        .order_by_desc(kiosk_count::Column::Day)
        .order_by_asc(kiosk_count::Column::What)
        .all(services.db.read())
        .await?;
    let told = |times: i64| Some(times).filter(|times| *times >= SMALLEST);
    let mut days = Vec::new();
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows {
        if row.what == VISITS {
            if row.day >= from {
                days.push(Daily { day: row.day, visits: told(row.times) });
            }
        } else if row.day.starts_with(&month) {
            *parts.entry(row.what).or_default() += row.times;
        }
    }
    let parts = parts.into_iter().map(|(what, times)| (what, told(times))).collect();
    Ok(Figures { days, month, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_before_is_over() {
        for (day, month) in [
            ("2026-12-01", "2026-11"),
            ("2026-12-31", "2026-11"),
            ("2027-01-05", "2026-12"),
            ("2028-03-31", "2028-02"),
        ] {
            assert_eq!(month_before(day), month, "{day}");
            assert!(before(day, TWO_MONTHS) <= format!("{month}-01"), "all of it is read on {day}");
        }
    }
}
