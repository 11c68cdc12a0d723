//! Appeals, as the desk sees them: what was decided, why, and her words. Where the text stands under an alias, nothing
//! here names her.

use std::collections::HashMap;

use contract::ids::{AppealId, PostId, TopicId};
use entity::{
    forum::{mod_log, post, topic},
    identity::member,
    moderation::{appeal, sanction},
    report::report,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Decision, State, is_overdue, may_decide};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    forum::{Author, TextLanguage},
    identity::{self, lookup},
    markup::SafeHtml,
    moderation::{
        Reason,
        sanction::{Kind, Rule, last_day},
        sight,
    },
    permission::{permits, reach, require},
    services::day_of,
    staff::audit::{self, Action, Entry},
};

/// Appeals that the desk lists.
const LISTED: u64 = 100;

/// An appeal in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: AppealId,
    /// Against what.
    pub decision: Decision,
    /// How it stands.
    pub state: State,
    /// Under which name the text stands.
    pub author: Author,
    /// ISO day.
    pub day: String,
    /// ISO day by which she is to have an answer.
    pub due_day: String,
    /// Whether it is late.
    pub overdue: bool,
    /// Whether a question waits for her answer.
    pub asked: bool,
    /// Whether the reader may decide on it: she took no part.
    pub may_decide: bool,
    /// Whether nobody of its category is left who took no part: the association decides then.
    pub nobody_left: bool,
}

/// Appeals that wait, the oldest first, and those that were decided last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// What waits.
    pub pending: Vec<Line>,
    /// What was decided, newest first.
    pub decided: Vec<Line>,
}

/// One appeal, with everything that is needed to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the list shows of it.
    pub line: Line,
    /// Her words.
    pub body: String,
    /// What the team asked.
    pub question: Option<String>,
    /// What she answered.
    pub reply: Option<String>,
    /// The final answer.
    pub answer: Option<String>,
    /// The text.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// The text itself.
    pub html: SafeHtml,
    /// Its language.
    pub language: TextLanguage,
    /// Of a sanction: its kind.
    pub kind: Option<Kind>,
    /// Of a sanction: the rule.
    pub rule: Option<Rule>,
    /// Of a sanction: ISO day, its last one.
    pub last_day: Option<String>,
    /// Of a text: the reason.
    pub reason: Option<Reason>,
    /// Why, for the team.
    pub internal: Option<String>,
    /// What she was told.
    pub told: Option<String>,
}

/// Somebody who reads appeals at all.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`].
pub(super) fn require_any(actor: &Actor) -> DomainResult<&Member> {
    require(actor, Permission::ReviewQueue, None)
}

/// Whoever reads this appeal: who reviews in its category, and against a sanction who may sanction; not who knows or
/// blocks the person.
///
/// # Errors
/// Like [`require_any`]; `NotFound` outside of her categories, for whoever appealed, and for whoever knows her.
pub(super) async fn may_read<'a, C: ConnectionTrait>(
    db: &C,
    actor: &'a Actor,
    row: &appeal::Model,
) -> DomainResult<&'a Member> {
    let me = is_for(actor, row)?;
    if sight::is_recused(db, me, &row.post_id).await? {
        return Err(DomainError::not_found());
    }
    Ok(me)
}

fn is_for<'a>(actor: &'a Actor, row: &appeal::Model) -> DomainResult<&'a Member> {
    let me = require_any(actor)?;
    let verb = verb_of(Decision::parse(&row.decision));
    if row.member_id == me.id.as_str() || !permits(actor, verb, Some(&row.category)) {
        return Err(DomainError::not_found());
    }
    Ok(me)
}

/// The verb of whoever reads an appeal against such a decision.
fn verb_of(decision: Option<Decision>) -> Permission {
    match decision {
        Some(Decision::Sanction) | None => Permission::Sanction,
        Some(Decision::Removal | Decision::Rejection | Decision::Held) => Permission::ReviewQueue,
    }
}

/// Rows for which [`is_for`] and [`may_read`] hold, as a condition: a list is cut off after it.
fn for_her(me: &Member) -> Condition {
    let texts = [Decision::Removal, Decision::Rejection, Decision::Held].map(Decision::as_str);
    let inside = |verb| reach(me, verb).over(appeal::Column::Category);
    let of_texts = Condition::all()
        .add(appeal::Column::Decision.is_in(texts))
        .add_option(inside(Permission::ReviewQueue));
    let others = Condition::all()
        .add(appeal::Column::Decision.is_not_in(texts))
        .add_option(inside(Permission::Sanction));
    Condition::all()
        .add(sight::not_kept_from(me, appeal::Column::PostId))
        .add(appeal::Column::MemberId.ne(me.id.as_str()))
        .add(Condition::any().add(of_texts).add(others))
}

/// Who took part in what was decided: whoever decided, and whoever reported the text. Whoever knows or blocks the person
/// counts as if she had.
pub(super) async fn took_part<C: ConnectionTrait>(db: &C, row: &appeal::Model) -> DomainResult<Vec<String>> {
    Ok(all_who_took_part(db, std::slice::from_ref(row)).await?.remove(&row.id).unwrap_or_default())
}

/// Of appeals that wait: the verb of whoever decides, and who took part. Whose appeal it is counts among those.
pub(crate) async fn apart_from<C: ConnectionTrait>(
    db: &C,
    ids: &[&str],
) -> DomainResult<Vec<(String, Permission, Vec<String>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = appeal::Entity::find().filter(appeal::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let mut took_part = all_who_took_part(db, &rows).await?;
    let apart = |row: appeal::Model| {
        let mut members = took_part.remove(&row.id).unwrap_or_default();
        members.push(row.member_id);
        (row.id, verb_of(Decision::parse(&row.decision)), members)
    };
    Ok(rows.into_iter().map(apart).collect())
}

/// The same of many appeals, by appeal, in as many statements as for one.
async fn all_who_took_part<C: ConnectionTrait>(
    db: &C,
    rows: &[appeal::Model],
) -> DomainResult<HashMap<String, Vec<String>>> {
    let posts: Vec<&str> = rows.iter().map(|row| row.post_id.as_str()).collect();
    let reporters: Vec<(String, String)> = report::Entity::find()
        .select_only()
        .columns([report::Column::PostId, report::Column::ReporterId])
        .filter(report::Column::PostId.is_in(posts.iter().copied()))
        .filter(report::Column::ReporterId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut of_post: HashMap<String, Vec<String>> = HashMap::new();
    for (post, member) in reporters.into_iter().chain(sight::recused_from(db, &posts).await?) {
        of_post.entry(post).or_default().push(member);
    }
    let mut deciders = deciders_of(db, rows).await?;
    let everybody = |row: &appeal::Model| {
        let mut all = deciders.remove(&row.id).unwrap_or_default();
        all.extend(of_post.get(&row.post_id).into_iter().flatten().cloned());
        (row.id.clone(), all)
    };
    Ok(rows.iter().map(everybody).collect())
}

/// Who decided, by appeal.
async fn deciders_of<C: ConnectionTrait>(
    db: &C,
    rows: &[appeal::Model],
) -> DomainResult<HashMap<String, Vec<String>>> {
    let is_sanction = |row: &&appeal::Model| row.decision == Decision::Sanction.as_str();
    let sanctions = rows.iter().filter(is_sanction).map(|row| row.decision_id.as_str());
    let sanctions: HashMap<String, Vec<String>> = sanction::Entity::find()
        .filter(sanction::Column::Id.is_in(sanctions))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.decided_by.into_iter().chain(row.confirmed_by).collect()))
        .collect();
    let lines = rows.iter().filter(|row| !is_sanction(row)).map(|row| row.decision_id.as_str());
    let lines: HashMap<String, Vec<String>> = mod_log::Entity::find()
        .filter(mod_log::Column::Id.is_in(lines))
        .all(db)
        .await?
        .into_iter()
        .map(|line| (line.id, line.actor_id.into_iter().collect()))
        .collect();
    let decided = |row: &appeal::Model| {
        let by = if is_sanction(&row) { &sanctions } else { &lines };
        (row.id.clone(), by.get(&row.decision_id).cloned().unwrap_or_default())
    };
    Ok(rows.iter().map(decided).collect())
}

async fn lines<C: ConnectionTrait>(
    db: &C,
    me: &Member,
    rows: &[appeal::Model],
    now: i64,
) -> DomainResult<Vec<Line>> {
    let aliases: HashMap<String, Option<i32>> = post::Entity::find()
        .select_only()
        .columns([post::Column::Id, post::Column::Alias])
        .filter(post::Column::Id.is_in(rows.iter().map(|row| row.post_id.as_str())))
        .into_tuple::<(String, Option<i32>)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    // A text that is gone might have stood under an alias: nobody is named then.
    let alias_of = |row: &appeal::Model| aliases.get(&row.post_id).copied();
    let named = rows.iter().filter(|row| alias_of(row) == Some(None)).map(|row| row.member_id.as_str());
    let names: HashMap<String, String> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(named))
        .filter(identity::is_there())
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let team = lookup::team(db, &me.rules).await?;
    let mut all_who_took_part = all_who_took_part(db, rows).await?;
    let mut lines = Vec::new();
    for row in rows {
        let (Some(decision), Some(state)) = (Decision::parse(&row.decision), State::parse(&row.state)) else {
            continue;
        };
        let took_part = all_who_took_part.remove(&row.id).unwrap_or_default();
        let could = |one: &&Member| reach(one, verb_of(Some(decision))).holds(&row.category);
        let left =
            team.iter().filter(could).any(|one| may_decide(&one.id, &row.member_id, &took_part).is_ok());
        let pending = state == State::Pending;
        lines.push(Line {
            id: super::id_of(row),
            decision,
            state,
            author: Author::of(names.get(&row.member_id).cloned(), alias_of(row).flatten(), None),
            day: day_of(row.created_at),
            due_day: day_of(row.due_at),
            overdue: is_overdue(row.due_at, row.decided_at, now),
            asked: pending && row.question.is_some() && row.reply.is_none(),
            may_decide: pending && may_decide(&me.id, &row.member_id, &took_part).is_ok(),
            nobody_left: pending && !left,
        });
    }
    Ok(lines)
}

/// Appeals that this person may read; none of whom she knows or blocks.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`].
pub async fn list(services: &Services, actor: &Actor) -> DomainResult<List> {
    let me = require_any(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let seen = || appeal::Entity::find().filter(for_her(me));
    let mut waits = seen()
        .filter(appeal::Column::State.eq(State::Pending.as_str()))
        .order_by_asc(appeal::Column::CreatedAt)
        .order_by_asc(appeal::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    let mut done = seen()
        .filter(appeal::Column::State.ne(State::Pending.as_str()))
        .order_by_desc(appeal::Column::DecidedAt)
        .order_by_desc(appeal::Column::Id)
        .limit(LISTED)
        .all(&tx)
        .await?;
    for rows in [&mut waits, &mut done] {
        rows.retain(|row| is_for(actor, row).is_ok());
    }
    let list =
        List { pending: lines(&tx, me, &waits, now).await?, decided: lines(&tx, me, &done, now).await? };
    audit::record(&tx, Some(me), Entry::of(Action::AppealRead), now).await?;
    tx.commit().await?;
    Ok(list)
}

/// The oldest appeal on which she may decide and that waits for the team, besides the one that she has just left.
///
/// # Errors
/// Like [`list`].
pub async fn next(services: &Services, actor: &Actor, left: &AppealId) -> DomainResult<Option<AppealId>> {
    let me = require_any(actor)?;
    let db = services.db.read();
    let answered =
        Condition::any().add(appeal::Column::Question.is_null()).add(appeal::Column::Reply.is_not_null());
    let waits = appeal::Entity::find()
        .filter(for_her(me))
        .filter(appeal::Column::State.eq(State::Pending.as_str()))
        .filter(appeal::Column::Id.ne(left.as_str()))
        .filter(answered)
        .order_by_asc(appeal::Column::CreatedAt)
        .order_by_asc(appeal::Column::Id)
        .limit(LISTED)
        .all(db)
        .await?;
    let mut all_who_took_part = all_who_took_part(db, &waits).await?;
    for row in waits.iter().filter(|row| is_for(actor, row).is_ok()) {
        let took_part = all_who_took_part.remove(&row.id).unwrap_or_default();
        if may_decide(&me.id, &row.member_id, &took_part).is_ok() {
            return Ok(Some(super::id_of(row)));
        }
    }
    Ok(None)
}

/// One appeal. Whoever took part in the decision may read it, and not decide.
///
/// # Errors
/// Like [`list`]; `NotFound` outside of her categories, for an appeal against a sanction unless she may sanction, for
/// her own, and of whom she knows or blocks.
pub async fn sheet(services: &Services, actor: &Actor, id: &AppealId) -> DomainResult<Sheet> {
    require_any(actor)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = appeal::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let me = may_read(&tx, actor, &row).await?;
    let line = lines(&tx, me, std::slice::from_ref(&row), now).await?.pop();
    let line = line.ok_or_else(DomainError::not_found)?;
    let sanction = match line.decision {
        Decision::Sanction => sanction::Entity::find_by_id(row.decision_id.as_str()).one(&tx).await?,
        _ => None,
    };
    let post = post::Entity::find_by_id(row.post_id.as_str()).one(&tx).await?;
    let topic = topic::Entity::find_by_id(row.topic_id.as_str()).one(&tx).await?;
    audit::record(&tx, Some(me), Entry::of(Action::AppealRead).on("appeal", id.as_str()), now).await?;
    tx.commit().await?;
    let of_post = post.as_ref().filter(|_| sanction.is_none());
    let code = of_post.and_then(|post| post.taken_reason.as_deref().or(post.reason_code.as_deref()));
    let reason = code.and_then(Reason::parse);
    let note = of_post.and_then(|post| post.note.clone());
    let (title, title_language) = topic.map(|topic| (topic.title, topic.language)).unwrap_or_default();
    let (html, language) = post.map(|post| (post.html, post.language)).unwrap_or_default();
    Ok(Sheet {
        line,
        body: row.body,
        question: row.question,
        reply: row.reply,
        answer: row.answer,
        post: PostId::trusted(row.post_id),
        topic: TopicId::trusted(row.topic_id),
        title,
        title_language: TextLanguage::parse(&title_language),
        html: SafeHtml::from_store(html),
        language: TextLanguage::parse(&language),
        kind: sanction.as_ref().and_then(|row| Kind::parse(&row.kind)),
        rule: sanction.as_ref().and_then(|row| Rule::parse(&row.rule)),
        last_day: sanction.as_ref().and_then(|row| row.ends).map(last_day),
        reason,
        internal: sanction.as_ref().map(|row| row.reason_internal.clone()),
        told: sanction.map(|row| row.message).or(note),
    })
}
