//! The moderators' log: one line for every decision, in its transaction, and one of the audit log. The database lets nobody change it.

use entity::forum::{mod_log, post};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::Reason;
use crate::{DomainResult, Member, forum::PostState, services::new_id, staff::audit};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A waiting text was published.
    Approve,
    /// A waiting text was refused.
    Reject,
    /// A moderator's own text was published without waiting.
    PublishDirectly,
}

impl Action {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::PublishDirectly => "publish_directly",
        }
    }

    fn leads_to(self) -> PostState {
        match self {
            Self::Approve | Self::PublishDirectly => PostState::Published,
            Self::Reject => PostState::Rejected,
        }
    }
}

/// A line to be written. It carries no text of the post.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    action: Action,
    target_type: &'static str,
    target_id: &'a str,
    category: &'a str,
    reason: Option<Reason>,
    note: Option<&'a str>,
    before: &'a str,
}

impl<'a> Entry<'a> {
    /// An action on a post; on an opening post it is one on the topic.
    pub fn of_post(post: &'a post::Model, category: &'a str, action: Action) -> Self {
        let (target_type, target_id) =
            if post.is_opening { ("topic", post.topic_id.as_str()) } else { ("post", post.id.as_str()) };
        Self { action, target_type, target_id, category, reason: None, note: None, before: &post.state }
    }

    /// With the reason and the words to the author.
    #[must_use]
    pub fn because(mut self, reason: Option<Reason>, note: Option<&'a str>) -> Self {
        self.reason = reason;
        self.note = note;
        self
    }
}

/// Writes a line, in the caller's transaction.
pub async fn record<C: ConnectionTrait>(
    tx: &C,
    actor: &Member,
    entry: &Entry<'_>,
    now: i64,
) -> DomainResult<()> {
    mod_log::ActiveModel {
        id: Set(new_id()),
        at: Set(now),
        actor_id: Set(Some(actor.id.as_str().to_owned())),
        actor_role: Set(actor.role.as_str().to_owned()),
        action: Set(entry.action.as_str().to_owned()),
        target_type: Set(entry.target_type.to_owned()),
        target_id: Set(entry.target_id.to_owned()),
        category_id: Set(Some(entry.category.to_owned())),
        reason_code: Set(entry.reason.map(|reason| reason.as_str().to_owned())),
        note: Set(entry.note.map(str::to_owned)),
        before_state: Set(Some(entry.before.to_owned())),
        after_state: Set(Some(entry.action.leads_to().as_str().to_owned())),
    }
    .insert(tx)
    .await?;
    // The audit log has the same decision without her words to the author.
    let action = match entry.action {
        Action::Approve => audit::Action::PostApprove,
        Action::Reject => audit::Action::PostReject,
        Action::PublishDirectly => audit::Action::PostPublish,
    };
    let line = audit::Entry::of(action)
        .on(entry.target_type, entry.target_id)
        .because(entry.reason.map(Reason::as_str))
        .detail(entry.category);
    audit::record(tx, Some(actor), line, now).await
}
