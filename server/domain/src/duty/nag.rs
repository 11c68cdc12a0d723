//! Reminding whoever is there, and may act on it, of what waits too long: once for each item and shift. Where nobody of
//! the team may act on it, administrators are told that somebody from outside is needed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{duty::nag, forum::review_item};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Expr, OnConflict},
};

use super::{
    Roster,
    able::{About, Team, to_tell},
    alert::{self, Says},
};
use crate::{
    DomainResult, Member, Permission, Services, messages,
    moderation::{
        Raised, appeal,
        item::{self, Class, ItemKind},
        report,
    },
    safety::danger,
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

/// Something that waits.
#[derive(FromQueryResult)]
struct Waiting {
    id: String,
    kind: String,
    target_id: String,
    category: String,
    post_id: Option<String>,
    gate: Option<String>,
    raised: Option<String>,
    opened_at: i64,
    reminded_at: Option<i64>,
}

impl Waiting {
    fn kind(&self) -> Option<ItemKind> {
        ItemKind::parse(&self.kind)
    }

    /// Whether whoever decided before decides on it no more: an appeal, and a report on which another look was asked.
    fn has_apart(&self) -> bool {
        match self.kind() {
            Some(ItemKind::Appeal) => true,
            Some(ItemKind::Report) => self.gate.as_deref() == Some(report::ASKED_AGAIN),
            _ => false,
        }
    }

    fn about<'a>(&'a self, apart: &'a HashMap<String, Apart>) -> About<'a> {
        let apart = apart.get(&self.target_id);
        // A kind that is not known is for few.
        let verb = self.kind().map_or(Permission::SafetyCase, ItemKind::permission);
        About {
            verb: apart.map_or(verb, |one| one.verb),
            category: &self.category,
            post: self.post_id.as_deref(),
            lead_only: self.raised.as_deref().map(Raised::parse) == Some(Raised::Escalated),
            apart: apart.map(|one| one.members.as_slice()).unwrap_or_default(),
        }
    }
}

/// Who decides on something on which somebody decided before.
struct Apart {
    verb: Permission,
    members: Vec<String>,
}

/// The same for everything of which [`Waiting::has_apart`] holds, by what it is about.
async fn apart_of<C: ConnectionTrait>(db: &C, all: &[Waiting]) -> DomainResult<HashMap<String, Apart>> {
    let of = |kind: ItemKind| -> Vec<&str> {
        let some = all.iter().filter(|one| one.kind() == Some(kind) && one.has_apart());
        some.map(|one| one.target_id.as_str()).collect()
    };
    let appeals = appeal::apart_from(db, &of(ItemKind::Appeal)).await?;
    let reports = report::decided_by(db, &of(ItemKind::Report)).await?;
    let appeals = appeals.into_iter().map(|(id, verb, members)| (id, Apart { verb, members }));
    let verb = ItemKind::Report.permission();
    let reports = reports.into_iter().map(|(id, members)| (id, Apart { verb, members }));
    Ok(appeals.chain(reports).collect())
}

/// What is open, with when it was reminded of.
fn open_items() -> Select<review_item::Entity> {
    let to_nag: RelationDef = review_item::Entity::belongs_to(nag::Entity)
        .from(review_item::Column::Id)
        .to(nag::Column::ItemId)
        .into();
    review_item::Entity::find()
        .select_only()
        .columns([
            review_item::Column::Id,
            review_item::Column::Kind,
            review_item::Column::TargetId,
            review_item::Column::Category,
            review_item::Column::PostId,
            review_item::Column::Gate,
            review_item::Column::Raised,
            review_item::Column::OpenedAt,
        ])
        .column_as(nag::Column::At, "reminded_at")
        .join(JoinType::LeftJoin, to_nag)
        .filter(item::is_open())
        // Whatever nobody was told of stands before what only waits for somebody else.
        .order_by_asc(nag::Column::At.is_not_null())
        .order_by_asc(review_item::Column::Class)
        .order_by_asc(review_item::Column::OpenedAt)
        .limit(MOST)
}

/// What is open since before an instant and was not reminded of, or not since another one; the gravest first.
async fn waiting<C: ConnectionTrait>(db: &C, before: i64, since: Option<i64>) -> DomainResult<Vec<Waiting>> {
    let due = Condition::any()
        .add(nag::Column::ItemId.is_null())
        .add_option(since.map(|since| nag::Column::At.lt(since)));
    Ok(open_items()
        // What is public already and only looked at afterwards can wait.
        .filter(review_item::Column::Class.lt(Class::Check.as_number()))
        .filter(review_item::Column::OpenedAt.lt(before))
        .filter(due)
        .into_model::<Waiting>()
        .all(db)
        .await?)
}

/// Cases of danger that wait longer than was promised, or than somebody said (S11), and that nobody was reminded of since
/// then. They are asked for by themselves: however much is older, they do not stand behind it.
async fn broken_promises<C: ConnectionTrait>(db: &C, now: i64) -> DomainResult<Vec<Waiting>> {
    let late = danger::late(db, now).await?;
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = open_items()
        .filter(review_item::Column::Kind.eq(ItemKind::Safety.as_str()))
        .filter(review_item::Column::TargetId.is_in(late.keys().map(String::as_str)))
        .into_model::<Waiting>()
        .all(db)
        .await?;
    let is_news = |one: &Waiting, since: i64| one.reminded_at.is_none_or(|at| at < since);
    found.retain(|one| late.get(&one.target_id).is_some_and(|since| is_news(one, *since)));
    Ok(found)
}

/// Notes that an item is reminded of now. Answers whether no other server was faster.
async fn note<C: ConnectionTrait>(tx: &C, one: &Waiting, now: i64) -> DomainResult<bool> {
    if let Some(before) = one.reminded_at {
        let again = nag::Entity::update_many()
            .col_expr(nag::Column::At, Expr::value(now))
            .filter(nag::Column::ItemId.eq(one.id.as_str()))
            .filter(nag::Column::At.eq(before))
            .exec(tx)
            .await?;
        return Ok(again.rows_affected > 0);
    }
    let row = nag::ActiveModel { item_id: Set(one.id.clone()), at: Set(now) };
    let written = nag::Entity::insert(row)
        .on_conflict(OnConflict::column(nag::Column::ItemId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    match written {
        Ok(rows) => Ok(rows > 0),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Who is reminded of an item: at first whoever is there, or is next; later those who came since.
pub(super) fn whom(
    (roster, since): (&Roster, &BTreeMap<&str, i64>),
    able: &[&Member],
    reminded_at: Option<i64>,
    now: i64,
) -> Vec<String> {
    let Some(before) = reminded_at else { return to_tell(roster, able, now) };
    able.iter()
        .map(|one| one.id.as_str())
        .filter(|id| since.get(id).is_some_and(|begun| *begun > before))
        .map(str::to_owned)
        .collect()
}

/// Reminds of what waits too long those who may act on it: whoever is there, and later whoever begins a shift while it
/// waits still; of a case of danger that nobody took in hand in the time that was promised, or whose next step is due, all
/// of them. One message for all that is found in one go; each shift once, on however many servers this runs. Answers of
/// how many items somebody was to be reminded.
///
/// # Errors
/// When the database does not answer.
pub async fn nag(services: &Services) -> DomainResult<u64> {
    let items = nag_items(services).await?;
    Ok(items + super::asked::nag(services).await?)
}

async fn nag_items(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let roster = services.roster();
    let since = roster.since(now);
    let db = services.db.read();
    let mut overdue = broken_promises(db, now).await?;
    let broken: HashSet<String> = overdue.iter().map(|one| one.id.clone()).collect();
    let least = now - STAFFED_MINUTES * 60_000;
    let late = waiting(db, least, since.values().max().copied()).await?;
    overdue.extend(
        late.into_iter().filter(|one| !broken.contains(&one.id) && is_overdue(&roster, one.opened_at, now)),
    );
    let mut talks = messages::waiting(db, least, since.values().max().copied()).await?;
    talks.retain(|one| is_overdue(&roster, one.since, now));
    if overdue.is_empty() && talks.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let posts: Vec<&str> = overdue.iter().filter_map(|one| one.post_id.as_deref()).collect();
    let team = Team::of(services, &tx, &posts).await?;
    let apart = apart_of(&tx, &overdue).await?;
    let (mut told, mut outside) = (BTreeSet::new(), BTreeSet::new());
    let mut first = None;
    let mut count = 0;
    for one in &overdue {
        let able = team.may_act(&one.about(&apart));
        let who: Vec<String> = if broken.contains(&one.id) {
            able.iter().map(|one| one.id.as_str().to_owned()).collect()
        } else {
            whom((&roster, &since), &able, one.reminded_at, now)
        };
        let nobody_new = one.reminded_at.is_some() && who.is_empty();
        // Noted also where nobody who is there may act on it: it is not asked for again before somebody else comes, and
        // does not stand before what they may act on. A broken promise waits for whoever may at any time.
        let waits_for_anybody = nobody_new && broken.contains(&one.id);
        if waits_for_anybody {
            continue;
        }
        if !note(&tx, one, now).await? || nobody_new {
            continue;
        }
        count += 1;
        first.get_or_insert(one.id.as_str());
        if able.is_empty() {
            outside.extend(team.may_ask_outside(one.post_id.as_deref()));
        }
        told.extend(who);
    }
    for one in &talks {
        let able = team.may_answer(&one.talk());
        let who = whom((&roster, &since), &able, one.reminded_at, now);
        // Noted also where nobody who is there may answer: it must not stand before what she may.
        if !messages::note_reminded(&tx, one, now).await? || (one.reminded_at.is_some() && who.is_empty()) {
            continue;
        }
        count += 1;
        first.get_or_insert(one.id.as_str());
        if able.is_empty() {
            let writer = one.talk().writer;
            outside.extend(team.may_ask_outside(None).into_iter().filter(|id| id != writer));
        }
        told.extend(who);
    }
    if let Some(first) = first {
        for (who, says) in [(told, Says::Waits), (outside, Says::Outside)] {
            let who: Vec<String> = who.into_iter().collect();
            alert::tell(services, &tx, &who, says, &format!("nag:{first}:{now}"), now).await?;
        }
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
