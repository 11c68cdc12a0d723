//! Sanctions, as the desk sees them: by the text that gave cause. Nothing here leads from an alias to a name.

use std::collections::{HashMap, HashSet};

use contract::ids::{PostId, SanctionId, TopicId};
use entity::{
    forum::topic,
    identity::member,
    moderation::{sanction, sanction_change},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    Ended, Kind, Rule, change,
    confirm::{is_admin, second},
    may_begin,
    policy::last_day,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{Author, TextLanguage},
    identity::lookup,
    moderation::sight,
    permission::{permits, require},
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// Rows on one page.
const ROWS: u64 = 25;

/// How a sanction stands, as the desk is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was given; behind an alias no more is said.
    Given,
    /// It waits for a second person.
    Waiting,
    /// It holds.
    InForce,
    /// Its time is over.
    Over,
    /// Another one took its place.
    Replaced,
    /// The second person said no, or it was taken back.
    Refused,
    /// An appeal ended it.
    Reversed,
    /// The team ended it; behind an alias also where a second person has not said so yet.
    Lifted,
}

/// A sanction in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: SanctionId,
    /// What was decided.
    pub kind: Kind,
    /// Which rule.
    pub rule: Option<Rule>,
    /// Under which name the text stands.
    pub author: Author,
    /// The text.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// ISO day.
    pub day: String,
    /// ISO day: its last one; nothing where it has none.
    pub last_day: Option<String>,
    /// Whether it has no end.
    pub for_good: bool,
    /// How it stands.
    pub state: State,
    /// Who decided: for administrators only.
    pub by: Option<String>,
    /// Whether the reader decided.
    pub is_mine: bool,
}

/// A page of the list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The page.
    pub rows: Vec<Line>,
    /// Behind which the next page begins.
    pub next: Option<SanctionId>,
}

/// One sanction, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the list shows of it.
    pub line: Line,
    /// Why, for the team.
    pub reason: String,
    /// Words to her.
    pub message: String,
    /// Whether the reader may be the second person.
    pub may_confirm: bool,
    /// Whether the reader may refuse it or take it back.
    pub may_refuse: bool,
    /// Whether the reader may end it before its time.
    pub may_lift: bool,
    /// Whether the reader may put a shorter one in its place.
    pub may_shorten: bool,
    /// That it ends before its time: asked for, or done.
    pub lifting: Option<Lifting>,
}

/// That a sanction ends before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifting {
    /// Why, for the team.
    pub reason: String,
    /// Words to her.
    pub message: String,
    /// Whether it waits for a second person.
    pub waits: bool,
    /// Whether the reader may be that person.
    pub may_confirm: bool,
    /// Whether the reader may refuse it or take it back.
    pub may_refuse: bool,
}

/// The name under which somebody stands in a text: what may be told of one may be told of the other.
fn mask(row: &sanction::Model) -> Option<(&str, i32)> {
    row.alias.map(|alias| (row.topic_id.as_str(), alias))
}

/// How a sanction stands. What another one replaced is told only when both are about the same name: else it looks as
/// if it ran on, because the day on which it ended would lead from an alias to a name.
pub(super) fn state_of(
    row: &sanction::Model,
    (next, asked_to_end): (Option<&sanction::Model>, bool),
    reader_is_admin: bool,
    now: i64,
) -> State {
    let ended = row.ended_at.and(row.ended_why.as_deref()).and_then(Ended::parse);
    if ended == Some(Ended::Appeal) {
        return State::Reversed;
    }
    // That it waits for a second person would tell that she is of the team.
    if ended == Some(Ended::Lifted) || (asked_to_end && row.alias.is_some() && !reader_is_admin) {
        return State::Lifted;
    }
    // That somebody is of the team is told to whoever keeps accounts alone.
    if row.alias.is_some() && !reader_is_admin {
        return State::Given;
    }
    match (ended, row.starts) {
        (Some(Ended::Refused), _) => State::Refused,
        (_, None) => State::Waiting,
        (Some(Ended::Replaced), _) if next.is_some_and(|next| mask(next) == mask(row)) => State::Replaced,
        _ if row.kind == Kind::Notice.as_str() => State::Given,
        _ if row.ends.is_none_or(|ends| ends > now) => State::InForce,
        _ => State::Over,
    }
}

async fn lines<C: ConnectionTrait>(
    db: &C,
    me: &Member,
    rows: &[sanction::Model],
    now: i64,
) -> DomainResult<Vec<Line>> {
    let is_admin = me.role == Role::Admin;
    let named = rows.iter().filter(|row| row.alias.is_none()).map(|row| row.member_id.as_str());
    let deciders = rows.iter().filter(|_| is_admin).filter_map(|row| row.decided_by.as_deref());
    let names: HashMap<String, String> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(named.chain(deciders)))
        .filter(member::Column::Pseudonym.ne(""))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let topics: HashMap<String, (String, String)> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Title, topic::Column::Language])
        .filter(topic::Column::Id.is_in(rows.iter().map(|row| row.topic_id.as_str())))
        .into_tuple::<(String, String, String)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, title, language)| (id, (title, language)))
        .collect();
    let nexts: HashMap<String, sanction::Model> = sanction::Entity::find()
        .filter(sanction::Column::Id.is_in(rows.iter().filter_map(|row| row.superseded_by.as_deref())))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect();
    let to_end: HashSet<String> = sanction_change::Entity::find()
        .select_only()
        .column(sanction_change::Column::SanctionId)
        .filter(sanction_change::Column::SanctionId.is_in(rows.iter().map(|row| row.id.as_str())))
        .filter(sanction_change::Column::NextId.is_null())
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .iter()
        .filter_map(|row| {
            let kind = Kind::parse(&row.kind)?;
            let (title, language) = topics.get(&row.topic_id).cloned().unwrap_or_default();
            let next = row.superseded_by.as_ref().and_then(|id| nexts.get(id));
            let ends = row.ends.or_else(|| super::Span::stored(kind, row.days).end(row.given_at));
            Some(Line {
                id: super::id_of(row),
                kind,
                rule: Rule::parse(&row.rule),
                author: Author::of(names.get(&row.member_id).cloned(), row.alias, None),
                post: PostId::trusted(row.post_id.clone()),
                topic: TopicId::trusted(row.topic_id.clone()),
                title,
                title_language: TextLanguage::parse(&language),
                day: day_of(row.given_at),
                last_day: ends.map(last_day),
                for_good: kind.closes() && row.days.is_none(),
                state: state_of(row, (next, to_end.contains(&row.id)), is_admin, now),
                by: row.decided_by.as_ref().filter(|_| is_admin).and_then(|id| names.get(id).cloned()),
                is_mine: row.decided_by.as_deref() == Some(me.id.as_str()),
            })
        })
        .collect())
}

/// Sanctions, newest first, but for those about the reader herself, and about whom she knows or blocks.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `NotFound` for a cursor that is none.
pub async fn list(services: &Services, actor: &Actor, after: Option<&SanctionId>) -> DomainResult<Lines> {
    let me = require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let mut query = sanction::Entity::find()
        .filter(sanction::Column::MemberId.ne(me.id.as_str()))
        .filter(sight::not_kept_from(me, sanction::Column::PostId));
    if let Some(after) = after {
        let at: Option<i64> = sanction::Entity::find_by_id(after.as_str())
            .select_only()
            .column(sanction::Column::GivenAt)
            .into_tuple()
            .one(&tx)
            .await?;
        let at = at.ok_or_else(DomainError::not_found)?;
        query = query.filter(
            Condition::any().add(sanction::Column::GivenAt.lt(at)).add(
                Condition::all()
                    .add(sanction::Column::GivenAt.eq(at))
                    .add(sanction::Column::Id.lt(after.as_str())),
            ),
        );
    }
    let mut rows = query
        .order_by_desc(sanction::Column::GivenAt)
        .order_by_desc(sanction::Column::Id)
        .limit(ROWS + 1)
        .all(&tx)
        .await?;
    let page = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let next = rows.last().filter(|_| more).map(super::id_of);
    rows.retain(|row| permits(actor, Permission::Sanction, Some(&row.category)));
    let rows = lines(&tx, me, &rows, now).await?;
    audit::record(&tx, Some(me), Entry::of(Action::SanctionRead), now).await?;
    tx.commit().await?;
    Ok(Lines { rows, next })
}

/// One sanction, with its words.
///
/// # Errors
/// Like [`list`]; `NotFound`, also for one about the reader herself, or about whom she knows or blocks.
pub async fn sheet(services: &Services, actor: &Actor, id: &SanctionId) -> DomainResult<Sheet> {
    let me = require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = sanction::Entity::find_by_id(id.as_str())
        .filter(sight::not_kept_from(me, sanction::Column::PostId))
        .one(&tx)
        .await?;
    let row = row
        .filter(|row| row.member_id != me.id.as_str())
        .filter(|row| permits(actor, Permission::Sanction, Some(&row.category)))
        .ok_or_else(DomainError::not_found)?;
    let role_of = async |id: &str| -> DomainResult<Role> {
        let row = member::Entity::find_by_id(id).one(&tx).await?;
        Ok(row.map_or(Role::Member, |row| lookup::member(&row).role))
    };
    let target = role_of(&row.member_id).await?;
    let began_as_admin = match row.decided_by.as_deref() {
        Some(id) => role_of(id).await? == Role::Admin,
        None => false,
    };
    let waits = row.starts.is_none() && row.ended_at.is_none();
    let line = lines(&tx, me, std::slice::from_ref(&row), now).await?.pop();
    let line = line.ok_or_else(DomainError::not_found)?;
    let asked = change::of_sanction(&tx, &row.id).await?;
    let open = change::open_kind(&row, &asked, me, now)
        .filter(|_| may_begin(me.role, target, row.alias.is_some()).is_ok());
    let lifting = lifting(&tx, (&row, target), asked, me).await?;
    audit::record(&tx, Some(me), Entry::of(Action::SanctionRead).on("sanction", id.as_str()), now).await?;
    tx.commit().await?;
    let may_confirm = waits && second(&row, began_as_admin, target, me).is_ok();
    // Behind an alias nothing shows that it waits to whoever may not know it.
    let may_refuse = may_confirm || (waits && line.is_mine && line.state == State::Waiting);
    Ok(Sheet {
        line,
        reason: row.reason_internal,
        message: row.message,
        may_confirm,
        may_refuse,
        may_lift: open.is_some(),
        may_shorten: open.is_some_and(change::can_be_shorter),
        lifting,
    })
}

/// That this sanction ends before its time, if somebody asked for it and nobody said no. Behind an alias the reader is
/// told of it as if it were done.
async fn lifting(
    tx: &DatabaseTransaction,
    (row, target): (&sanction::Model, Role),
    asked: Vec<sanction_change::Model>,
    me: &Member,
) -> DomainResult<Option<Lifting>> {
    let masked = change::is_masked(row, me);
    let stands = |one: &sanction_change::Model| masked || one.state != change::REFUSED;
    let Some(asked) = asked.into_iter().rfind(|one| one.next_id.is_none() && stands(one)) else {
        return Ok(None);
    };
    let waits = !masked && asked.decided_at.is_none();
    let as_admin = is_admin(tx, asked.asked_by.as_deref()).await?;
    let may_confirm = waits && change::may_second(row, &asked, as_admin, target, me).is_ok();
    let hers = asked.asked_by.as_deref() == Some(me.id.as_str());
    Ok(Some(Lifting {
        reason: asked.reason_internal,
        message: asked.message,
        waits,
        may_confirm,
        may_refuse: may_confirm || (waits && hers),
    }))
}

#[cfg(test)]
mod tests;
