//! What was decided about a member and her texts, as she sees it: everything, with its reasons, and what she can do.

use std::collections::HashMap;

use contract::ids::{AppealId, PostId, TopicId};
use entity::{
    forum::{mod_log, post, topic},
    moderation::{appeal, sanction},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Decision, State, appeal_ends, is_overdue, may_appeal};
use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::{PostState, TextLanguage},
    markup,
    moderation::{
        Reason,
        sanction::{self as sanctioned, Ended, Kind, Rule, Span, last_day},
    },
    services::day_of,
};

/// Most decisions of a kind that her page shows, the newest.
const SHOWN: u64 = 50;

/// How a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds, or has no duration.
    Holds,
    /// Its time is over.
    Over,
    /// Another one took its place.
    Replaced,
    /// An appeal took it back.
    Reversed,
    /// The team ended it before its time.
    Lifted,
}

/// An appeal of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appealed {
    /// Identifier.
    pub id: AppealId,
    /// How it stands.
    pub state: State,
    /// Her words.
    pub body: String,
    /// What the team asked.
    pub question: Option<String>,
    /// What she answered.
    pub reply: Option<String>,
    /// The team's final answer.
    pub answer: Option<String>,
    /// ISO day.
    pub day: String,
    /// ISO day by which she has an answer.
    pub due_day: String,
    /// Whether that day is over without one.
    pub overdue: bool,
    /// What it is about, as forms name it.
    pub about: String,
}

impl Appealed {
    /// Whether a question of the team waits for her.
    pub fn asks(&self) -> bool {
        self.state == State::Pending && self.question.is_some() && self.reply.is_none()
    }

    pub(super) fn of(row: appeal::Model, now: i64) -> Self {
        Self {
            id: super::id_of(&row),
            state: State::parse(&row.state).unwrap_or(State::Pending),
            about: name_of(Decision::parse(&row.decision), &row.decision_id),
            body: row.body,
            question: row.question,
            reply: row.reply,
            answer: row.answer,
            day: day_of(row.created_at),
            due_day: day_of(row.due_at),
            overdue: is_overdue(row.due_at, row.decided_at, now),
        }
    }
}

/// Something that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What can be appealed against.
    pub decision: Decision,
    /// Which one, as forms name it.
    pub name: String,
    /// Of a sanction: its kind.
    pub kind: Option<Kind>,
    /// Of a sanction: the rule.
    pub rule: Option<Rule>,
    /// Of a text: the reason.
    pub reason: Option<Reason>,
    /// Words of the team to her.
    pub words: Option<String>,
    /// Of a sanction that the team ended: its words about that.
    pub ended_words: Option<String>,
    /// ISO day.
    pub day: String,
    /// ISO day: the last one of a sanction.
    pub last_day: Option<String>,
    /// Whether a sanction has no end.
    pub for_good: bool,
    /// How it stands.
    pub standing: Standing,
    /// The text.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// A few words of it; nothing when it is erased.
    pub excerpt: String,
    /// Its language.
    pub language: TextLanguage,
    /// Her appeal, if there is one.
    pub appeal: Option<Appealed>,
    /// Whether she may appeal.
    pub may_appeal: bool,
    /// ISO day until which she may, where that has an end.
    pub appeal_until: Option<String>,
    at: i64,
    id: String,
    category: String,
}

impl Decided {
    /// The sanction, or the line of the log.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Slug of the category.
    pub(super) fn category(&self) -> &str {
        &self.category
    }
}

/// A decision, as forms name it.
fn name_of(decision: Option<Decision>, id: &str) -> String {
    format!("{}-{id}", decision.map(Decision::as_str).unwrap_or_default())
}

/// What is decided of a text in this state.
fn decision_of(state: PostState) -> Option<Decision> {
    match state {
        PostState::Removed => Some(Decision::Removal),
        PostState::Rejected => Some(Decision::Rejection),
        PostState::Held => Some(Decision::Held),
        _ => None,
    }
}

/// Everything that was decided about a member, newest first.
pub(super) async fn of_member<C: ConnectionTrait>(
    db: &C,
    member: &str,
    now: i64,
) -> DomainResult<Vec<Decided>> {
    let mut appeals: HashMap<(String, String), appeal::Model> = appeal::Entity::find()
        .filter(appeal::Column::MemberId.eq(member))
        .all(db)
        .await?
        .into_iter()
        .map(|row| ((row.decision.clone(), row.decision_id.clone()), row))
        .collect();
    let mut all = sanctions(db, member, now).await?;
    all.extend(texts(db, member).await?);
    for one in &mut all {
        let key = (one.decision.as_str().to_owned(), one.id.clone());
        one.appeal = appeals.remove(&key).map(|row| Appealed::of(row, now));
        one.may_appeal = may_appeal(one.decision, one.at, one.appeal.is_some(), now);
        one.appeal_until = appeal_ends(one.decision, one.at).filter(|_| one.may_appeal).map(day_of);
    }
    // A text that was given back is decided on no more; her appeal stays.
    let left: Vec<appeal::Model> = appeals.into_values().collect();
    all.extend(given_back(db, left, now).await?);
    all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
    Ok(all)
}

async fn posts<C: ConnectionTrait>(
    db: &C,
    ids: impl IntoIterator<Item = &str>,
) -> DomainResult<HashMap<String, post::Model>> {
    let rows = post::Entity::find().filter(post::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

fn words_of(post: Option<&post::Model>) -> (String, TextLanguage) {
    post.map_or((String::new(), TextLanguage::Other), |post| {
        (markup::excerpt(&post.source, 160), TextLanguage::parse(&post.language))
    })
}

async fn sanctions<C: ConnectionTrait>(db: &C, member: &str, now: i64) -> DomainResult<Vec<Decided>> {
    let rows = sanction::Entity::find()
        .filter(sanction::Column::MemberId.eq(member))
        .filter(sanction::Column::Starts.is_not_null())
        .order_by_desc(sanction::Column::Starts)
        .order_by_desc(sanction::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let posts = posts(db, rows.iter().map(|row| row.post_id.as_str())).await?;
    let mut told: HashMap<String, String> = sanctioned::told(db, member).await?.into_iter().collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind = Kind::parse(&row.kind)?;
            let (excerpt, language) = words_of(posts.get(&row.post_id));
            let standing = match row.ended_at.and(row.ended_why.as_deref()).and_then(Ended::parse) {
                Some(Ended::Appeal) => Standing::Reversed,
                Some(Ended::Lifted) => Standing::Lifted,
                Some(Ended::Replaced | Ended::Refused) => Standing::Replaced,
                None if row.ends.is_some_and(|ends| ends <= now) => Standing::Over,
                None => Standing::Holds,
            };
            let at = row.starts.unwrap_or(row.given_at);
            Some(Decided {
                decision: Decision::Sanction,
                name: name_of(Some(Decision::Sanction), &row.id),
                kind: Some(kind),
                rule: Rule::parse(&row.rule),
                reason: None,
                words: Some(row.message),
                ended_words: told.remove(&row.id),
                day: day_of(at),
                last_day: row.ends.map(last_day),
                for_good: Span::stored(kind, row.days) == Span::ForGood,
                standing,
                post: PostId::trusted(row.post_id),
                topic: TopicId::trusted(row.topic_id),
                excerpt,
                language,
                appeal: None,
                may_appeal: false,
                appeal_until: None,
                at,
                id: row.id,
                category: row.category,
            })
        })
        .collect())
}

/// The line of the log that says of a text what its state says, the newest one.
async fn log_lines<C: ConnectionTrait>(
    db: &C,
    texts: &[post::Model],
) -> DomainResult<HashMap<String, mod_log::Model>> {
    let mut targets = Condition::any();
    let replies = texts.iter().filter(|post| !post.is_opening).map(|post| post.id.as_str());
    let topics = texts.iter().filter(|post| post.is_opening).map(|post| post.topic_id.as_str());
    for (kind, ids) in [("post", replies.collect::<Vec<_>>()), ("topic", topics.collect())] {
        targets = targets.add(
            Condition::all()
                .add(mod_log::Column::TargetType.eq(kind))
                .add(mod_log::Column::TargetId.is_in(ids)),
        );
    }
    let rows = mod_log::Entity::find()
        .filter(targets)
        .filter(mod_log::Column::AfterState.is_in(["removed", "rejected", "held"]))
        .order_by_asc(mod_log::Column::At)
        .order_by_asc(mod_log::Column::Id)
        .all(db)
        .await?;
    let mut found = HashMap::new();
    for post in texts {
        let target = if post.is_opening { &post.topic_id } else { &post.id };
        let line = rows
            .iter()
            .rfind(|row| row.target_id == *target && row.after_state.as_deref() == Some(post.state.as_str()));
        found.extend(line.map(|line| (post.id.clone(), line.clone())));
    }
    Ok(found)
}

async fn texts<C: ConnectionTrait>(db: &C, member: &str) -> DomainResult<Vec<Decided>> {
    let rows = post::Entity::find()
        .filter(post::Column::AuthorId.eq(member))
        .filter(post::Column::State.is_in(["removed", "rejected", "held"]))
        .order_by_desc(post::Column::DecidedAt)
        .order_by_desc(post::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let lines = log_lines(db, &rows).await?;
    let categories: HashMap<String, String> = topic::Entity::find()
        .select_only()
        .columns([topic::Column::Id, topic::Column::Category])
        .filter(topic::Column::Id.is_in(rows.iter().map(|row| row.topic_id.as_str())))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let decision = decision_of(PostState::parse(&row.state))?;
            let line = lines.get(&row.id);
            let (excerpt, language) = words_of(Some(&row));
            let at = line.map_or_else(|| row.decided_at.unwrap_or(row.submitted_at), |line| line.at);
            let id = line.map_or_else(|| row.id.clone(), |line| line.id.clone());
            Some(Decided {
                decision,
                name: name_of(Some(decision), &id),
                kind: None,
                rule: None,
                reason: match decision {
                    Decision::Removal => row.taken_reason.as_deref().or(row.reason_code.as_deref()),
                    Decision::Held => row.taken_reason.as_deref(),
                    _ => row.reason_code.as_deref(),
                }
                .and_then(Reason::parse),
                words: row.note,
                ended_words: None,
                day: day_of(at),
                last_day: None,
                for_good: false,
                standing: Standing::Holds,
                category: categories.get(&row.topic_id).cloned().unwrap_or_default(),
                post: PostId::trusted(row.id),
                topic: TopicId::trusted(row.topic_id),
                excerpt,
                language,
                appeal: None,
                may_appeal: false,
                appeal_until: None,
                at,
                id,
            })
        })
        .collect())
}

/// Appeals whose decision is none any more.
async fn given_back<C: ConnectionTrait>(
    db: &C,
    rows: Vec<appeal::Model>,
    now: i64,
) -> DomainResult<Vec<Decided>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let posts = posts(db, rows.iter().map(|row| row.post_id.as_str())).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let decision = Decision::parse(&row.decision)?;
            let (excerpt, language) = words_of(posts.get(&row.post_id));
            let reversed = row.state == State::Reversed.as_str();
            Some(Decided {
                decision,
                name: name_of(Some(decision), &row.decision_id),
                kind: None,
                rule: None,
                reason: None,
                words: None,
                ended_words: None,
                day: day_of(row.created_at),
                last_day: None,
                for_good: false,
                standing: if reversed { Standing::Reversed } else { Standing::Over },
                post: PostId::trusted(row.post_id.clone()),
                topic: TopicId::trusted(row.topic_id.clone()),
                excerpt,
                language,
                at: row.created_at,
                id: row.decision_id.clone(),
                category: row.category.clone(),
                appeal: Some(Appealed::of(row, now)),
                may_appeal: false,
                appeal_until: None,
            })
        })
        .collect())
}

/// Everything that was decided about her, newest first. Hers also while she is suspended.
///
/// # Errors
/// `SignInNeeded`.
pub async fn decisions(services: &Services, actor: &Actor) -> DomainResult<Vec<Decided>> {
    let member = actor.require_member()?;
    of_member(services.db.read(), member.id.as_str(), services.now_ms()).await
}

/// One of them, by the name that forms give it.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for one that is not hers.
pub async fn decided(services: &Services, actor: &Actor, name: &str) -> DomainResult<Decided> {
    let all = decisions(services, actor).await?;
    all.into_iter().find(|one| one.name == name).ok_or_else(DomainError::not_found)
}

/// One of her appeals.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for one that is not hers.
pub async fn one(services: &Services, actor: &Actor, id: &AppealId) -> DomainResult<Decided> {
    let all = decisions(services, actor).await?;
    let is_it = |one: &Decided| one.appeal.as_ref().is_some_and(|appeal| appeal.id == *id);
    all.into_iter().find(is_it).ok_or_else(DomainError::not_found)
}
