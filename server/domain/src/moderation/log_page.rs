//! The moderators' log, as the desk reads it: what was done in her categories, newest first. Who did it is shown to
//! administrators alone.

use std::collections::HashMap;

use chrono::NaiveDate;
use contract::FieldCode;
use entity::{forum::mod_log, identity::member};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub use super::line::Event;
use super::{log::Action as Done, sight::log_in_sight};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
    identity::lookup,
    permission::{Reach, permits, reach, require},
    services::{day_of, time_of},
    staff::audit::{self, Action, Entry},
};

/// Rows on one page.
const ROWS: u64 = 50;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// What a line says was done. A code that is none of these is shown as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Something with a text, a topic or a report.
    Done(Done),
    /// Something with a sanction or an appeal.
    Event(Event),
}

impl Code {
    /// All of them, as the filter offers them.
    pub fn all() -> impl Iterator<Item = Self> {
        let done = Done::ALL.iter().copied().map(Self::Done);
        done.chain(Event::ALL.iter().copied().map(Self::Event))
    }

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done(done) => done.as_str(),
            Self::Event(event) => event.as_str(),
        }
    }

    /// Reads what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        Done::parse(text).map(Self::Done).or_else(|| Event::parse(text).map(Self::Event))
    }
}

/// Midnight in Tunisia (UTC+1 all the year) at the beginning of an ISO day, UTC milliseconds.
pub(crate) fn midnight(day: &str) -> Option<i64> {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - HOUR_MS)
}

/// What of the log is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilters {
    /// Code of what was done; empty: everything.
    pub action: String,
    /// Slug of a category; empty: all of hers.
    pub category: String,
    /// First day, ISO; empty: none.
    pub from: String,
    /// Last day, ISO; empty: none.
    pub to: String,
    /// Pseudonym of who did it; for administrators only.
    pub who: String,
    /// Only what stands behind this line.
    pub after: String,
}

fn is_code(text: &str) -> bool {
    text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
}

impl LogFilters {
    /// Reads the filters of an address; empty means everything.
    ///
    /// # Errors
    /// [`FieldCode::UnknownChoice`] naming the filter that is none.
    pub fn parse(get: impl Fn(&str) -> String) -> DomainResult<Self> {
        let read = |name: &'static str, fine: fn(&str) -> bool| {
            let text = get(name);
            if text.is_empty() || fine(&text) {
                Ok(text)
            } else {
                Err(DomainError::field(name, FieldCode::UnknownChoice))
            }
        };
        let is_day = |text: &str| midnight(text).is_some();
        Ok(Self {
            action: read("action", is_code)?,
            category: read("category", is_code)?,
            from: read("from", is_day)?,
            to: read("to", is_day)?,
            who: read("who", |text| text.chars().count() <= 80)?,
            after: read("after", is_code)?,
        })
    }

    /// Names and values as [`Self::parse`] reads them, without the place.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("action", self.action.clone()),
            ("category", self.category.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("who", self.who.clone()),
        ]
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Identifier.
    pub id: String,
    /// ISO day.
    pub day: String,
    /// Time in Tunisia, `13:05`.
    pub time: String,
    /// Code of what was done.
    pub action: String,
    /// Kind of what it was done to: `topic`, `post`, `sanction`, `appeal`…
    pub target: String,
    /// Its identifier; empty once the line is two years old.
    pub target_id: String,
    /// Slug of the category.
    pub category: Option<String>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// State before.
    pub before: Option<String>,
    /// State after.
    pub after: Option<String>,
    /// Whether it takes something back.
    pub is_revert: bool,
    /// ISO day until which it holds, or by which it was due.
    pub until: Option<String>,
    /// Role of who did it.
    pub role: String,
    /// Who did it: for administrators only.
    pub by: Option<String>,
}

/// A page of the log, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// The page.
    pub rows: Vec<LogLine>,
    /// Behind which the next page begins.
    pub next: Option<String>,
    /// Whether names are shown.
    pub names: bool,
}

/// The log, without what was done about whom she knows or blocks.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`]; `NotFound` for a category outside of hers, a name that she may not
/// ask for, a cursor that is none.
pub async fn mod_log_page(services: &Services, actor: &Actor, filters: &LogFilters) -> DomainResult<LogPage> {
    let me = require(actor, Permission::ReviewQueue, None)?;
    let names = me.role == Role::Admin;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let mut query = mod_log::Entity::find().filter(log_in_sight(me));
    if !permits(actor, Permission::Sanction, None) {
        // What is reported about the team is for those who sanction.
        query = query.filter(mod_log::Column::TargetType.ne("complaint"));
    }
    let hers = reach(me, Permission::ReviewQueue);
    if let Some(inside) = hers.over(mod_log::Column::CategoryId) {
        let mut seen = Condition::any().add(inside);
        if matches!(hers, Reach::But(_)) {
            seen = seen.add(mod_log::Column::CategoryId.is_null());
        }
        query = query.filter(seen);
    }
    if !filters.category.is_empty() {
        if !hers.holds(&filters.category) {
            return Err(DomainError::not_found());
        }
        query = query.filter(mod_log::Column::CategoryId.eq(filters.category.as_str()));
    }
    if !filters.action.is_empty() {
        query = query.filter(mod_log::Column::Action.eq(filters.action.as_str()));
    }
    if let Some(from) = midnight(&filters.from) {
        query = query.filter(mod_log::Column::At.gte(from));
    }
    if let Some(to) = midnight(&filters.to) {
        query = query.filter(mod_log::Column::At.lt(to + DAY_MS));
    }
    if !filters.who.is_empty() {
        // Whoever cannot see names cannot try them either.
        if !names {
            return Err(DomainError::not_found());
        }
        let found = lookup::by_name(&tx, &filters.who).await?;
        let id = found.map(|row| row.id).unwrap_or_default();
        query = query.filter(mod_log::Column::ActorId.eq(id));
    }
    if !filters.after.is_empty() {
        let at: Option<i64> = mod_log::Entity::find_by_id(filters.after.as_str())
            .select_only()
            .column(mod_log::Column::At)
            .into_tuple()
            .one(&tx)
            .await?;
        let at = at.ok_or_else(DomainError::not_found)?;
        query = query.filter(
            Condition::any().add(mod_log::Column::At.lt(at)).add(
                Condition::all()
                    .add(mod_log::Column::At.eq(at))
                    .add(mod_log::Column::Id.lt(filters.after.as_str())),
            ),
        );
    }
    let mut rows = query
        .order_by_desc(mod_log::Column::At)
        .order_by_desc(mod_log::Column::Id)
        .limit(ROWS + 1)
        .all(&tx)
        .await?;
    let page = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    let actors = if names { names_of(&tx, &rows).await? } else { HashMap::new() };
    audit::record(&tx, Some(me), Entry::of(Action::LogRead), now).await?;
    tx.commit().await?;
    Ok(LogPage { rows: rows.into_iter().map(|row| line(row, &actors)).collect(), next, names })
}

async fn names_of<C: ConnectionTrait>(
    db: &C,
    rows: &[mod_log::Model],
) -> DomainResult<HashMap<String, String>> {
    Ok(member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(rows.iter().filter_map(|row| row.actor_id.as_deref())))
        .filter(member::Column::Pseudonym.ne(""))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

fn line(row: mod_log::Model, actors: &HashMap<String, String>) -> LogLine {
    LogLine {
        id: row.id,
        day: day_of(row.at),
        time: time_of(row.at),
        action: row.action,
        target: row.target_type,
        target_id: row.target_id,
        category: row.category_id,
        reason: row.reason_code,
        before: row.before_state,
        after: row.after_state,
        is_revert: row.is_revert,
        until: row.expires_at.map(|at| day_of(at - 1)),
        role: row.actor_role,
        by: row.actor_id.and_then(|id| actors.get(&id).cloned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_offered_once_and_reads_back() {
        let codes: Vec<&str> = Code::all().map(Code::as_str).collect();
        assert_eq!(codes.len(), Done::ALL.len() + Event::ALL.len());
        for code in Code::all() {
            assert_eq!(Code::parse(code.as_str()), Some(code));
        }
        assert_eq!(Code::parse("report_case"), None);
    }

    #[test]
    fn reads_filters_strictly() {
        let read = |name: &'static str, value: &'static str| {
            LogFilters::parse(|asked| if asked == name { value.to_owned() } else { String::new() })
        };
        assert_eq!(LogFilters::parse(|_| String::new()).expect("none"), LogFilters::default());
        for (name, value, fine) in [
            ("action", "approve", true),
            ("action", "Approve'", false),
            ("category", "unions", true),
            ("category", "../x", false),
            ("from", "2026-11-27", true),
            ("from", "27/11/2026", false),
            ("to", "2026-13-01", false),
            ("after", "abc123", true),
        ] {
            assert_eq!(read(name, value).is_ok(), fine, "{name}={value}");
        }
        assert_eq!(midnight("1970-01-02"), Some(DAY_MS - HOUR_MS));
    }
}
