//! Close a topic, for a while or until it is opened again; put it first in its category, or on the forum's front page,
//! for a while.

use contract::{ErrorCode, FieldCode, FieldError, ids::TopicId};
use entity::forum::topic;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    PostState,
    many_topics::{self, Many},
    publish,
    topic_event::{self, TopicEvent},
    undo_change::kept,
    visibility::{of_strangers, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    moderation::{
        Cause,
        log::{self, Action, Entry},
    },
    permission::{Reach, permits, reach, require},
};

/// For how many days a topic may stand first.
pub const PIN_DAYS: [i64; 4] = [7, 30, 90, 365];
/// After how many days a closed topic may open again by itself.
pub const REOPEN_DAYS: [i64; 4] = [1, 3, 7, 30];
const DAY_MS: i64 = 86_400_000;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Nobody replies any more.
    Close,
    /// Replies are welcome again.
    Reopen,
    /// First in its category.
    Pin,
    /// In its place again.
    Unpin,
    /// First on the forum's front page.
    PinFront,
    /// Not there any more.
    UnpinFront,
}

impl Operation {
    /// As a form sends it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::PinFront => "pin_front",
            Self::UnpinFront => "unpin_front",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Close, Self::Reopen, Self::Pin, Self::Unpin, Self::PinFront, Self::UnpinFront]
            .into_iter()
            .find(|one| one.as_str() == text)
    }

    fn is_about_front(self) -> bool {
        matches!(self, Self::PinFront | Self::UnpinFront)
    }
}

/// Whether somebody may put a topic first on the forum's front page: whoever arranges topics in every category, because
/// that page is of all of them.
pub fn can_pin_front(actor: &Actor) -> bool {
    permits(actor, Permission::Arrange, None)
        && actor.member().is_some_and(|member| reach(member, Permission::Arrange) == Reach::Everywhere)
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The code of an [`Operation`].
    pub action: String,
    /// Why it is closed: the code of a [`Cause`].
    pub reason: String,
    /// For how many days it is pinned, one of [`PIN_DAYS`].
    pub days: String,
    /// After how many days it opens again by itself, one of [`REOPEN_DAYS`]; empty: it does not.
    pub reopen: String,
}

/// Arranges a published topic. Doing what is done already changes nothing and is written nowhere.
///
/// # Errors
/// Refused fields; `Forbidden` for who does not moderate its category, and on the front page for who does not moderate
/// them all; `NotFound`.
pub async fn operate(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    form: &Arrangement,
) -> DomainResult<Operation> {
    operate_of(services, actor, id, form, None).await
}

/// The same as one of many.
pub(super) async fn operate_of(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    form: &Arrangement,
    many: Option<Many<'_>>,
) -> DomainResult<Operation> {
    require(actor, Permission::Arrange, None)?;
    let found = topic::Entity::find_by_id(id.as_str())
        .filter(visible_topics(actor))
        .filter(of_strangers(actor))
        .one(services.db.read())
        .await?
        .filter(|topic| PostState::parse(&topic.state) == PostState::Published)
        .ok_or_else(DomainError::not_found)?;
    let moderator = require(actor, Permission::Arrange, Some(&found.category))?;
    let wrong = |field: &str, text: &str| {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        FieldError::new(field, code)
    };
    let operation = Operation::parse(&form.action)
        .ok_or_else(|| DomainError::fields(vec![wrong("action", &form.action)]))?;
    if operation.is_about_front() && !can_pin_front(actor) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let reason = Cause::chosen(&form.reason);
    let reopen = form.reopen.parse().ok().filter(|days| REOPEN_DAYS.contains(days));
    let days = form.days.parse().ok().filter(|days| PIN_DAYS.contains(days));
    match operation {
        Operation::Close if reason.is_none() => {
            return Err(DomainError::fields(vec![wrong("reason", &form.reason)]));
        }
        Operation::Close if !form.reopen.is_empty() && reopen.is_none() => {
            return Err(DomainError::fields(vec![wrong("reopen", &form.reopen)]));
        }
        Operation::Pin | Operation::PinFront if days.is_none() => {
            return Err(DomainError::fields(vec![wrong("days", &form.days)]));
        }
        _ => {}
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    publish::lock(&tx, &found.category, &found.id).await?;
    let Some(found) = topic::Entity::find_by_id(id.as_str()).one(&tx).await? else {
        return Err(DomainError::not_found());
    };
    let pinned = found.pinned_until.is_some_and(|until| until > now);
    let before = match operation {
        Operation::Close | Operation::Reopen if found.closed_at.is_some() => "closed",
        Operation::Close | Operation::Reopen => "open",
        Operation::Pin | Operation::Unpin if pinned => "pinned",
        Operation::Pin | Operation::Unpin => "unpinned",
        Operation::PinFront | Operation::UnpinFront if found.front_until.is_some_and(|until| until > now) => {
            "front"
        }
        Operation::PinFront | Operation::UnpinFront => "not_front",
    };
    let mut update = topic::Entity::update_many().filter(topic::Column::Id.eq(id.as_str()));
    let (column, value, action, is_new) = match operation {
        Operation::Close => (topic::Column::ClosedAt, Some(now), Action::Close, found.closed_at.is_none()),
        Operation::Reopen => (topic::Column::ClosedAt, None, Action::Reopen, found.closed_at.is_some()),
        // Pinned again: another day.
        Operation::Pin => {
            (topic::Column::PinnedUntil, days.map(|days: i64| now + days * DAY_MS), Action::Pin, true)
        }
        Operation::Unpin => (topic::Column::PinnedUntil, None, Action::Unpin, found.pinned_until.is_some()),
        Operation::PinFront => {
            (topic::Column::FrontUntil, days.map(|days: i64| now + days * DAY_MS), Action::PinFront, true)
        }
        Operation::UnpinFront => {
            (topic::Column::FrontUntil, None, Action::UnpinFront, found.front_until.is_some())
        }
    };
    if matches!(operation, Operation::Close | Operation::Reopen) {
        let at = reopen.filter(|_| operation == Operation::Close).map(|days: i64| now + days * DAY_MS);
        update = update.col_expr(topic::Column::ReopenAt, Expr::value(at));
    }
    if is_new {
        update.col_expr(column, Expr::value(value)).exec(&tx).await?;
        if let Some(many) = many {
            many_topics::head(&tx, moderator, many, now).await?;
        }
        let mut entry =
            Entry::of_topic(id.as_str(), &found.category, action, before).under(many.map(|many| many.key));
        if let Some(reason) = reason.filter(|_| operation == Operation::Close) {
            entry = entry.for_code(reason.as_str());
        }
        log::record(&tx, moderator, &entry, now).await?;
        let (told, was) = match operation {
            Operation::Close => (TopicEvent::Close, found.closed_at),
            Operation::Reopen => (TopicEvent::Reopen, found.closed_at),
            Operation::Pin => (TopicEvent::Pin, found.pinned_until),
            Operation::Unpin => (TopicEvent::Unpin, found.pinned_until),
            Operation::PinFront => (TopicEvent::PinFront, found.front_until),
            Operation::UnpinFront => (TopicEvent::UnpinFront, found.front_until),
        };
        topic_event::note_was(&tx, id.as_str(), told, Some(kept(was)), now).await?;
    }
    tx.commit().await?;
    Ok(operation)
}
