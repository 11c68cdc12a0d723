//! The same done with many topics at once (S20): chosen, looked at once more, and then each by itself, in its own
//! transaction and with its own event and line of the log, which stands under one line of all. What goes wrong with one
//! leaves the others as they are, and each can be taken back by itself as if it had been done alone.

mod form;
mod look;

use std::collections::{BTreeSet, HashMap};

use contract::{ErrorCode, Locale, ids::TopicId};
use sea_orm::ConnectionTrait;

pub use self::{
    form::{MOST, ManyTopics, Together},
    look::{ToChange, TopicsLook, topics_chosen, topics_offered},
};
use self::{
    form::{read, wrong},
    look::{rows, to_change},
};
use super::{
    TopicChange,
    change_topic::change_topic_of,
    operate::{Arrangement, operate_of},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::{
        Cause,
        log_page::Event,
        together::{self, Head},
    },
    permission::require,
};

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
