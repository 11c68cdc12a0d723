//! The same done with many topics at once (S20): chosen, looked at once more, and then each by itself, in its own
//! transaction and with its own event and line of the log, which stands under one line of all. What goes wrong with one
//! leaves the others as they are, and each can be taken back by itself as if it had been done alone.

use std::collections::{BTreeSet, HashMap, HashSet};

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::TopicId};
use entity::forum::{category_text, topic};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    TextLanguage, TopicChange,
    change_topic::change_topic_of,
    list_categories::is_slug,
    operate::{Arrangement, operate_of},
    relations::{category_to_text, topic_to_category},
    state::PostState,
    visibility::{literal, of_strangers, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    codes::codes,
    moderation::{
        Cause,
        log_page::Event,
        together::{self, Head},
    },
    permission::{permits, reach, require},
    services::new_id,
};

/// How many topics are changed at once, at most.
pub const MOST: usize = 50;

codes! {
    /// What is done with all of them.
    Together {
        /// Nobody answers any more.
        Close = "close",
        /// Answers are welcome again.
        Reopen = "reopen",
        /// They stand in no list.
        Unlist = "unlist",
        /// They stand in the lists again.
        List = "list",
        /// Answers are read before they appear.
        Review = "review",
        /// Answers appear as the category says.
        Trust = "trust",
        /// They go to another category.
        Move = "move",
    }
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManyTopics {
    /// Identifiers of the chosen topics.
    pub topics: Vec<String>,
    /// One of [`Together`].
    pub what: String,
    /// Why they are closed, moved or taken out of the lists: the code of a [`Cause`].
    pub reason: String,
    /// Slug of the category to which they go.
    pub to: String,
}

/// A form that can be carried out.
struct Checked {
    topics: Vec<TopicId>,
    what: Together,
    reason: Option<Cause>,
}

fn wrong(field: &str, text: &str) -> FieldError {
    let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    FieldError::new(field, code)
}

/// What of a form names a topic, each once.
fn readable(form: &ManyTopics) -> Vec<TopicId> {
    let mut seen = HashSet::new();
    let all = form.topics.iter().filter_map(|text| text.parse::<TopicId>().ok());
    all.filter(|id| seen.insert(id.as_str().to_owned())).collect()
}

fn read(actor: &Actor, form: &ManyTopics) -> DomainResult<Checked> {
    require(actor, Permission::Arrange, None)?;
    let mut errors = Vec::new();
    let topics = readable(form);
    if form.topics.iter().any(|text| text.parse::<TopicId>().is_err()) {
        errors.push(FieldError::new("topic", FieldCode::UnknownChoice));
    } else if topics.is_empty() {
        errors.push(FieldError::new("topic", FieldCode::Required));
    } else if topics.len() > MOST {
        errors.push(FieldError::new("topic", FieldCode::TooMany(MOST)));
    }
    let what = Together::parse(&form.what);
    if what.is_none() {
        errors.push(wrong("what", &form.what));
    }
    let needs = matches!(what, Some(Together::Close | Together::Move | Together::Unlist));
    let reason = Cause::chosen(&form.reason).filter(|_| needs);
    if needs && reason.is_none() {
        errors.push(wrong("reason", &form.reason));
    }
    // Where she does not moderate she cannot put anything, nor learn what is there.
    let there = is_slug(&form.to) && permits(actor, Permission::Move, Some(&form.to));
    if what == Some(Together::Move) && !there {
        errors.push(wrong("to", &form.to));
    }
    match what {
        Some(what) if errors.is_empty() => Ok(Checked { topics, what, reason }),
        _ => Err(DomainError::fields(errors)),
    }
}

/// A topic before it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToChange {
    /// Topic.
    pub id: TopicId,
    /// Title; empty once its question was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// Name of its category.
    pub category: String,
    /// Whether nobody answers any more.
    pub closed: bool,
    /// Whether it stands in no list.
    pub unlisted: bool,
}

/// Topics before they are changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicsLook {
    /// Those that she may change.
    pub topics: Vec<ToChange>,
    /// How many of the chosen ones she may not, or that are not public.
    pub left_out: usize,
    /// Names the change, so that it is done once.
    pub key: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    title: String,
    language: String,
    category_name: String,
    category: String,
    closed_at: Option<i64>,
    unlisted_at: Option<i64>,
}

/// Published topics that she may change: these, or the newest (of one category).
async fn rows(
    services: &Services,
    actor: &Actor,
    (these, category): (Option<&[TopicId]>, &str),
    locale: Locale,
) -> DomainResult<Vec<Row>> {
    let reader = require(actor, Permission::Arrange, None)?;
    let mut query = topic::Entity::find()
        .select_only()
        .columns([
            topic::Column::Id,
            topic::Column::Title,
            topic::Column::Language,
            topic::Column::Category,
            topic::Column::ClosedAt,
            topic::Column::UnlistedAt,
        ])
        .column_as(category_text::Column::Name, "category_name")
        .join(JoinType::InnerJoin, topic_to_category())
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
        .filter(visible_topics(actor))
        .filter(of_strangers(actor))
        .filter(topic::Column::State.into_simple_expr().eq(literal(PostState::Published)));
    if let Some(inside) = reach(reader, Permission::Arrange).over(topic::Column::Category) {
        query = query.filter(inside);
    }
    query = match these {
        Some(these) => query.filter(topic::Column::Id.is_in(these.iter().map(TopicId::as_str))),
        None if is_slug(category) => query.filter(topic::Column::Category.eq(category)),
        None => query,
    };
    Ok(query
        .order_by_desc(topic::Column::LastPublishedAt)
        .order_by_desc(topic::Column::Id)
        .limit(u64::try_from(MOST).unwrap_or(u64::MAX))
        .into_model::<Row>()
        .all(services.db.read())
        .await?)
}

/// Topics that can be changed together: the newest that she may change, of one category where that is named.
///
/// # Errors
/// `SignInNeeded` or `Forbidden`.
pub async fn topics_offered(
    services: &Services,
    actor: &Actor,
    category: &str,
    locale: Locale,
) -> DomainResult<TopicsLook> {
    let found = rows(services, actor, (None, category), locale).await?;
    Ok(TopicsLook { topics: found.into_iter().map(to_change).collect(), left_out: 0, key: new_id() })
}

/// The chosen topics, before anything is done with them.
///
/// # Errors
/// Refused fields `topic`, `what`, `reason`, `to`; `SignInNeeded` or `Forbidden`.
pub async fn topics_chosen(
    services: &Services,
    actor: &Actor,
    form: &ManyTopics,
    locale: Locale,
) -> DomainResult<TopicsLook> {
    let checked = read(actor, form)?;
    let found = rows(services, actor, (Some(checked.topics.as_slice()), ""), locale).await?;
    let left_out = checked.topics.len().saturating_sub(found.len());
    Ok(TopicsLook { topics: found.into_iter().map(to_change).collect(), left_out, key: new_id() })
}

fn to_change(row: Row) -> ToChange {
    ToChange {
        id: TopicId::trusted(row.id),
        title: row.title,
        language: TextLanguage::parse(&row.language),
        category: row.category_name,
        closed: row.closed_at.is_some(),
        unlisted: row.unlisted_at.is_some(),
    }
}

/// What became of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopicEnded {
    /// It is as was said, or was so before.
    Done,
    /// Somebody changed it in this moment.
    Changed,
    /// She may not change it, or it is not public any more.
    NotHers,
    /// Our mistake. It is as it was.
    Failed,
}

/// One of them, afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLine {
    /// The topic, where she may know of it.
    pub topic: Option<ToChange>,
    /// What became of it.
    pub ended: TopicEnded,
}

/// Under which line of the log the lines of many stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Many<'a> {
    /// Identifier of that line.
    pub key: &'a str,
    what: Together,
    reason: Option<Cause>,
    /// Their category, when all are of one.
    category: Option<&'a str>,
}

/// Does the same with all of them. The same key does nothing twice.
///
/// # Errors
/// As [`topics_chosen`]; the refused field `key`. What goes wrong with one is told in its line.
pub async fn change_topics(
    services: &Services,
    actor: &Actor,
    (form, key): (&ManyTopics, &str),
    locale: Locale,
) -> DomainResult<Vec<TopicLine>> {
    let me = require(actor, Permission::Arrange, None)?;
    let checked = read(actor, form)?;
    if !together::may_use(services, me, key, Event::BulkTopics).await? {
        return Err(DomainError::fields(vec![wrong("key", key)]));
    }
    let found = rows(services, actor, (Some(checked.topics.as_slice()), ""), locale).await?;
    let categories: BTreeSet<String> = found.iter().map(|row| row.category.clone()).collect();
    let category = categories.first().map(String::as_str).filter(|_| categories.len() == 1);
    let many = Many { key, what: checked.what, reason: checked.reason, category };
    let mut known: HashMap<String, ToChange> =
        found.into_iter().map(|row| (row.id.clone(), to_change(row))).collect();
    let mut lines = Vec::with_capacity(checked.topics.len());
    for id in &checked.topics {
        let topic = known.remove(id.as_str());
        let ended = if topic.is_some() {
            ended(one(services, actor, (id, form), many).await)
        } else {
            TopicEnded::NotHers
        };
        lines.push(TopicLine { topic, ended });
    }
    Ok(lines)
}

async fn one(
    services: &Services,
    actor: &Actor,
    (id, form): (&TopicId, &ManyTopics),
    many: Many<'_>,
) -> DomainResult<()> {
    let action = many.what.as_str().to_owned();
    match many.what {
        Together::Close | Together::Reopen => {
            let form = Arrangement { action, reason: form.reason.clone(), ..Arrangement::default() };
            operate_of(services, actor, id, &form, Some(many)).await?;
        }
        Together::Unlist | Together::List | Together::Review | Together::Trust | Together::Move => {
            let form = TopicChange {
                action,
                category: form.to.clone(),
                reason: form.reason.clone(),
                ..TopicChange::default()
            };
            change_topic_of(services, actor, id, &form, Some(many)).await?;
        }
    }
    Ok(())
}

fn ended(done: DomainResult<()>) -> TopicEnded {
    match done {
        Ok(()) => TopicEnded::Done,
        Err(error) => match error.code {
            ErrorCode::Forbidden | ErrorCode::NotFound => TopicEnded::NotHers,
            ErrorCode::Conflict => TopicEnded::Changed,
            _ => {
                tracing::error!(code = ?error.code, at = %error.at, "one of many topics could not be changed");
                TopicEnded::Failed
            }
        },
    }
}

/// Writes the line under which the lines of all stand, with the first of them.
pub(super) async fn head<C: ConnectionTrait>(
    tx: &C,
    me: &Member,
    many: Many<'_>,
    now: i64,
) -> DomainResult<()> {
    let head = Head {
        key: many.key,
        event: Event::BulkTopics,
        category: many.category,
        reason: many.reason.map(Cause::as_str),
        before: None,
        after: many.what.as_str(),
    };
    together::write(tx, me, &head, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn reads_what_can_be_carried_out() {
        let team = actor("team", Role::Moderator);
        let id = "0a9zkq3m1v7t".to_owned();
        let form =
            |what: &str| ManyTopics { topics: vec![id.clone()], what: what.into(), ..ManyTopics::default() };
        let because = |what: &str| ManyTopics { reason: "room_order".into(), ..form(what) };
        let fields = |form: &ManyTopics| -> Vec<(String, FieldCode)> {
            let refused = read(&team, form).err().map(|error| error.fields).unwrap_or_default();
            refused.into_iter().map(|error| (error.field, error.code)).collect()
        };
        let one = |field: &str, code| vec![(field.to_owned(), code)];
        let many: Vec<String> = (0..=MOST).map(|n| format!("topic{n:07}")).collect();
        for (form, expected) in [
            (form("reopen"), vec![]),
            (ManyTopics { topics: vec![id.clone(); 60], ..because("unlist") }, vec![]),
            (ManyTopics { reason: "off_topic".into(), ..form("close") }, vec![]),
            (ManyTopics { to: "poverty".into(), ..because("move") }, vec![]),
            (form(""), one("what", FieldCode::Required)),
            (form("purge"), one("what", FieldCode::UnknownChoice)),
            (form("close"), one("reason", FieldCode::Required)),
            (form("unlist"), one("reason", FieldCode::Required)),
            (ManyTopics { to: "poverty".into(), ..form("move") }, one("reason", FieldCode::Required)),
            (because("move"), one("to", FieldCode::Required)),
            (ManyTopics { to: "../x".into(), ..because("move") }, one("to", FieldCode::UnknownChoice)),
            (ManyTopics { topics: vec![], ..form("list") }, one("topic", FieldCode::Required)),
            (
                ManyTopics { topics: vec!["../x".into()], ..form("list") },
                one("topic", FieldCode::UnknownChoice),
            ),
            (ManyTopics { topics: many, ..form("list") }, one("topic", FieldCode::TooMany(MOST))),
        ] {
            assert_eq!(fields(&form), expected, "{form:?}");
        }
    }
}
