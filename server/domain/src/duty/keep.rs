//! Keeping the roster.

use contract::{FieldCode, FieldError, ids::MemberId};
use entity::{duty::shift, identity::member};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};

use super::{Roster, Shift, When};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services,
    identity::ACTIVE,
    permission::require,
    permission::role_permits,
    services::new_id,
    staff::audit::{self, Action, Entry as Row},
};

/// Somebody who can be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Account.
    pub id: MemberId,
    /// Public name.
    pub pseudonym: String,
}

/// A shift with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it in forms.
    pub id: String,
    /// Who.
    pub pseudonym: String,
    /// When.
    pub shift: Shift,
}

/// The roster, for the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// By weekday, then single days.
    pub entries: Vec<Entry>,
    /// Who can be put into it; nothing for those who only read it.
    pub people: Vec<Person>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// The form of a shift, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewShift {
    /// Account.
    pub member: String,
    /// `0` (Monday) to `6`, or empty.
    pub weekday: String,
    /// ISO day, or empty.
    pub day: String,
    /// `09:00`.
    pub from: String,
    /// `12:30`, or `24:00`.
    pub to: String,
}

fn to_member() -> RelationDef {
    shift::Entity::belongs_to(member::Entity).from(shift::Column::MemberId).to(member::Column::Id).into()
}

fn read(row: &shift::Model) -> Option<Shift> {
    let minutes = |value: i32| u16::try_from(value).ok();
    let when = match (row.weekday, &row.day) {
        (Some(day), None) => When::Weekly(u8::try_from(day).ok()?),
        (None, Some(day)) => When::On(day.clone()),
        _ => return None,
    };
    let (from, to) = (minutes(row.from_minute)?, minutes(row.to_minute)?);
    Some(Shift { member: row.member_id.clone(), when, from, to })
}

/// Those of the team whose accounts are open; whoever lost her role is in no roster.
async fn rows<C: ConnectionTrait>(db: &C) -> DomainResult<Vec<(shift::Model, String)>> {
    let found: Vec<(String, String, String)> = shift::Entity::find()
        .select_only()
        .column(shift::Column::Id)
        .column(member::Column::Pseudonym)
        .column(member::Column::Role)
        .join(JoinType::InnerJoin, to_member())
        .filter(member::Column::State.eq(ACTIVE))
        .into_tuple()
        .all(db)
        .await?;
    let names: std::collections::HashMap<String, String> = found
        .into_iter()
        .filter(|(_, _, role)| is_team(role))
        .map(|(id, pseudonym, _)| (id, pseudonym))
        .collect();
    let rows = shift::Entity::find()
        .order_by_asc(shift::Column::Weekday)
        .order_by_asc(shift::Column::Day)
        .order_by_asc(shift::Column::FromMinute)
        .order_by_asc(shift::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| names.get(&row.id).cloned().map(|pseudonym| (row, pseudonym)))
        .collect())
}

fn is_team(role: &str) -> bool {
    Role::parse(role).is_some_and(|role| role_permits(role, Permission::ReviewQueue))
}

/// Reads the roster into this process, where pages look at it without asking the database. Called at the start, every
/// minute, and after a change.
///
/// # Errors
/// When the database does not answer; what was known before stays.
pub async fn load(services: &Services) -> DomainResult<()> {
    let rows = rows(services.db.read()).await?;
    services.set_roster(Roster::new(rows.iter().filter_map(|(row, _)| read(row)).collect()));
    Ok(())
}

/// The roster, for the team.
///
/// # Errors
/// As [`require`] of [`Permission::ReviewQueue`].
pub async fn plan(services: &Services, actor: &Actor) -> DomainResult<Plan> {
    require(actor, Permission::ReviewQueue, None)?;
    let db = services.db.read();
    let may_change = require(actor, Permission::DutyKeep, None).is_ok();
    let entries = rows(db)
        .await?
        .into_iter()
        .filter_map(|(row, pseudonym)| Some(Entry { shift: read(&row)?, id: row.id, pseudonym }))
        .collect();
    let people = if may_change {
        let found: Vec<(String, String, String)> = member::Entity::find()
            .select_only()
            .columns([member::Column::Id, member::Column::Pseudonym, member::Column::Role])
            .filter(member::Column::State.eq(ACTIVE))
            .filter(member::Column::Role.ne(Role::Member.as_str()))
            .order_by_asc(member::Column::Pseudonym)
            .into_tuple()
            .all(db)
            .await?;
        found
            .into_iter()
            .filter(|(_, _, role)| is_team(role))
            .map(|(id, pseudonym, _)| Person { id: MemberId::trusted(id), pseudonym })
            .collect()
    } else {
        Vec::new()
    };
    Ok(Plan { entries, people, may_change })
}

/// `09:30` as minutes since midnight.
fn minutes(text: &str) -> Option<i32> {
    let (hours, minutes) = text.split_once(':')?;
    // Small types: no hour is too large to be counted with.
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let all = i32::from(hours) * 60 + i32::from(minutes);
    (minutes < 60 && all <= 1_440).then_some(all)
}

/// Puts somebody into the roster.
///
/// # Errors
/// As [`require`] of [`Permission::DutyKeep`]; refused fields `member`, `weekday`, `day` (also one that is over), `from`,
/// `to`.
pub async fn add(services: &Services, actor: &Actor, form: &NewShift) -> DomainResult<()> {
    let keeper = require(actor, Permission::DutyKeep, None)?;
    let now = services.now_ms();
    let mut errors = Vec::new();
    let mut refuse = |field: &str, typed: &str| {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let weekday = form.weekday.parse().ok().filter(|day| (0..7).contains(day));
    // A year has four digits: days are compared as texts.
    let day = form.day.parse::<chrono::NaiveDate>().ok().map(|day| day.to_string());
    let day = day.filter(|day| day.len() == 10 && *day >= services.today());
    match (form.weekday.is_empty(), form.day.is_empty()) {
        (true, true) => refuse("weekday", ""),
        (false, true) if weekday.is_none() => refuse("weekday", &form.weekday),
        // One or the other: both would be two shifts.
        (true, false) if day.is_none() => refuse("day", &form.day),
        (false, false) => refuse("day", &form.day),
        _ => {}
    }
    let (from, to) = (minutes(&form.from), minutes(&form.to));
    if from.is_none() {
        refuse("from", &form.from);
    }
    if to.is_none_or(|to| from.is_some_and(|from| to <= from)) {
        refuse("to", &form.to);
    }
    let tx = services.db.begin().await?;
    let person = member::Entity::find_by_id(form.member.as_str())
        .one(&tx)
        .await?
        .filter(|row| row.state == ACTIVE && is_team(&row.role));
    if person.is_none() {
        refuse("member", &form.member);
    }
    let (Some(person), Some(from), Some(to), true) = (person, from, to, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    let id = new_id();
    shift::ActiveModel {
        id: Set(id.clone()),
        member_id: Set(person.id),
        weekday: Set(weekday),
        day: Set(day),
        from_minute: Set(from),
        to_minute: Set(to),
    }
    .insert(&tx)
    .await?;
    audit::record(&tx, Some(keeper), Row::of(Action::DutyChange).on("duty_shift", id), now).await?;
    tx.commit().await?;
    load(services).await
}

/// Takes a shift out of the roster. One that is gone already changes nothing.
///
/// # Errors
/// As [`require`] of [`Permission::DutyKeep`].
pub async fn remove(services: &Services, actor: &Actor, id: &str) -> DomainResult<()> {
    let keeper = require(actor, Permission::DutyKeep, None)?;
    let tx = services.db.begin().await?;
    if shift::Entity::delete_by_id(id).exec(&tx).await?.rows_affected > 0 {
        let row = Row::of(Action::DutyChange).on("duty_shift", id);
        audit::record(&tx, Some(keeper), row, services.now_ms()).await?;
    }
    tx.commit().await?;
    load(services).await
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn reads_hours() {
        for (text, expected) in [
            ("00:00", Some(0)),
            ("09:30", Some(570)),
            ("9:05", Some(545)),
            ("24:00", Some(1_440)),
            ("24:01", None),
            ("12:60", None),
            ("-1:00", None),
            ("-0:30", None),
            ("100000000:00", None),
            ("0:99999999999", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
