//! The life of an item: what each act on it has in common. Whatever changes what the world sees changes the search
//! index, the instant that harvesters ask for and the audit log in the same transaction.

use contract::{
    ErrorCode, Locale,
    ids::{FileId, ItemId},
};
use entity::library::{file, item, item_text, tombstone};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect,
};

use super::{
    model::Localised,
    words::{ItemState, Kind, Reach, WithdrawalReason},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    permission::require,
    search,
    services::day_of,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Characters of an ISO day.
const DAY_LENGTH: usize = 10;

/// What is told of an item that was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Identifier.
    pub id: ItemId,
    /// Wiped out at the wish of somebody: nothing else is told.
    pub erased: bool,
    /// What it was called.
    pub title: Option<Localised>,
    /// What it was.
    pub kind: Option<Kind>,
    /// ISO day on which it was taken away.
    pub day: Option<String>,
    /// Why.
    pub reason: Option<WithdrawalReason>,
    /// What the library says about it.
    pub note: Option<Localised>,
}

/// What stands in the place of an item that was taken away; nothing for every other one.
///
/// # Errors
/// The database is away.
pub async fn tombstone(services: &Services, locale: Locale, id: &ItemId) -> DomainResult<Option<Tombstone>> {
    let db = services.db.read();
    let Some(row) = item::Entity::find_by_id(id.as_str()).one(db).await? else { return Ok(None) };
    let erased = match ItemState::parse(&row.state) {
        Some(ItemState::Erased) if row.seen_at.is_some() => true,
        Some(ItemState::Withdrawn) => false,
        _ => return Ok(None),
    };
    let mut stone =
        Tombstone { id: id.clone(), erased, title: None, kind: None, day: None, reason: None, note: None };
    if erased {
        return Ok(Some(stone));
    }
    let titles: Vec<(String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::Locale, item_text::Column::Title])
        .filter(item_text::Column::ItemId.eq(id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let notes: Vec<(String, String)> = tombstone::Entity::find()
        .select_only()
        .columns([tombstone::Column::Locale, tombstone::Column::Note])
        .filter(tombstone::Column::ItemId.eq(id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    stone.title = in_best(&titles, locale);
    stone.note = in_best(&notes, locale);
    stone.kind = Kind::parse(&row.kind);
    stone.day = row.withdrawn_at.map(day_of);
    stone.reason = row.withdrawal_reason.as_deref().and_then(WithdrawalReason::parse);
    Ok(Some(stone))
}

/// The text in the best language there is for a reader.
pub(super) fn in_best(texts: &[(String, String)], locale: Locale) -> Option<Localised> {
    locale.fallbacks().find_map(|l| {
        let (_, text) = texts.iter().find(|(code, _)| code == l.code())?;
        Some(Localised { locale: l, text: text.clone() })
    })
}

/// Why an item is not to be had: taken away for good, or nobody is told anything.
pub(super) async fn refusal<C: ConnectionTrait>(db: &C, id: &ItemId) -> DomainResult<DomainError> {
    let found: Option<(String, Option<i64>)> = item::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([item::Column::State, item::Column::SeenAt])
        .into_tuple()
        .one(db)
        .await?;
    // That a draft was wiped out is told to nobody.
    let told = found.filter(|(state, seen)| seen.is_some() || state != ItemState::Erased.as_str());
    Ok(refusal_of(told.as_ref().map(|(state, _)| state.as_str())))
}

/// The same, of a state that is known.
#[track_caller]
pub(super) fn refusal_of(state: Option<&str>) -> DomainError {
    match state.and_then(ItemState::parse) {
        Some(ItemState::Withdrawn | ItemState::Erased) => DomainError::new(ErrorCode::Gone),
        _ => DomainError::not_found(),
    }
}

/// First instant of an ISO day in Tunisia (UTC+1 all the year), in UTC milliseconds. Days are compared as texts, so each
/// has one form alone: `+12026-01-01` and `2026-1-1` are none.
pub(crate) fn start_of_day(day: &str) -> Option<i64> {
    let date = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    if day.len() != DAY_LENGTH || date.format("%Y-%m-%d").to_string() != day {
        return None;
    }
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - 3_600_000)
}

/// From when to when a row is seen, once it is published.
pub(crate) fn window(row: &item::Model) -> (Option<i64>, Option<i64>) {
    let day = start_of_day(&row.published_on);
    let ends = [row.visible_to, row.consent_until].into_iter().flatten().min();
    (day.max(row.visible_from), ends)
}

/// Who may see a row.
pub(crate) fn reach(row: &item::Model) -> Reach {
    Reach::parse(&row.reach).unwrap_or(Reach::Nobody)
}

/// Whether the world sees a row, or has seen it. Of dates between which nothing lies nothing was seen.
pub(super) fn was_seen(row: &item::Model, now: i64) -> bool {
    let (from, to) = window(row);
    let began = from.is_none_or(|from| from <= now);
    let lasted = from.zip(to).is_none_or(|(from, to)| from < to);
    // Members and the screens of the house are not the world: of what was for them alone, no stone tells.
    let told = reach(row).is_public();
    row.seen_at.is_some()
        || ItemState::parse(&row.state) == Some(ItemState::Published) && began && lasted && told
}

/// A row as it will be, with what every act changes.
pub(super) fn changed_by_an_act(row: &item::Model, now: i64) -> item::ActiveModel {
    let mut change = row.clone().into_active_model();
    if row.seen_at.is_none() && was_seen(row, now) {
        change.seen_at = Set(Some(now));
    }
    change.datestamp = Set(now.max(row.datestamp));
    change
}

/// An act on one item, from the lock of its row to the commit.
pub(super) struct Act<'a> {
    services: &'a Services,
    pub member: &'a Member,
    pub tx: DatabaseTransaction,
    pub row: item::Model,
    pub state: ItemState,
    pub now: i64,
}

impl<'a> Act<'a> {
    /// Asks whether she may, and locks the item.
    pub async fn begin(services: &'a Services, actor: &'a Actor, id: &ItemId) -> DomainResult<Self> {
        let member = require(actor, Permission::LibraryManage, None)?;
        let tx = services.db.begin().await?;
        let row = item::Entity::find_by_id(id.as_str()).lock_exclusive().one(&tx).await?;
        let row = row.ok_or_else(DomainError::not_found)?;
        let state = ItemState::parse(&row.state)
            .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "an item in an unknown state"))?;
        Ok(Self { services, member, tx, row, state, now: services.now_ms() })
    }

    /// That the item is in one of these states.
    ///
    /// # Errors
    /// [`ErrorCode::Conflict`].
    #[track_caller]
    pub fn only_from(&self, states: &[ItemState]) -> DomainResult<()> {
        if states.contains(&self.state) { Ok(()) } else { Err(DomainError::new(ErrorCode::Conflict)) }
    }

    /// One of the item's files.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    #[track_caller]
    pub fn file(&self, id: &FileId) -> impl Future<Output = DomainResult<file::Model>> {
        let query = file::Entity::find_by_id(id.as_str()).filter(file::Column::ItemId.eq(&self.row.id));
        let missing = DomainError::not_found();
        async move { query.one(&self.tx).await?.ok_or(missing) }
    }

    /// The row as it will be, with what every act changes.
    pub fn change(&self) -> item::ActiveModel {
        changed_by_an_act(&self.row, self.now)
    }

    /// Writes it, with the log and the index, and commits.
    pub async fn finish(self, change: item::ActiveModel, entry: Entry) -> DomainResult<()> {
        let Self { services, member, tx, row, now, .. } = self;
        change.update(&tx).await?;
        search::index_item(services, &tx, &row.id).await?;
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        services.facets().forget();
        Ok(())
    }

    /// Ends an act by which nothing of the item changed.
    pub async fn leave(self, entry: Entry) -> DomainResult<()> {
        let Self { member, tx, now, .. } = self;
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// An entry of the log about this item.
    pub fn entry(&self, action: Action) -> Entry {
        Entry::of(action).on("item", self.row.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_tunisia() {
        for (day, at) in [
            ("1970-01-01", Some(-3_600_000)),
            ("2026-11-28", Some(1_795_820_400_000)),
            ("2026-02-30", None),
            ("+12026-01-01", None),
            ("+2026-01-1", None),
            ("2026-1-01 ", None),
            ("-026-01-01", None),
            ("", None),
            ("tomorrow", None),
        ] {
            assert_eq!(start_of_day(day), at, "{day}");
            if let Some(at) = at {
                assert_eq!(day_of(at), day);
                assert!(day_of(at - 1).as_str() < day);
            }
        }
    }
}
