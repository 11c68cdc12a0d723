//! A line of the moderators' log about something else than a text: a sanction, an appeal, what they lead to. With it
//! goes one of the audit log. It carries codes only: what somebody wrote never stands in what nobody can erase.

use entity::forum::mod_log;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::{
    DomainResult, Member,
    codes::codes,
    services::new_id,
    staff::audit::{self, SYSTEM},
};

codes! {
    /// What the log tells besides what is done with texts and topics.
    Event {
        /// A sanction began.
        Sanction = "sanction",
        /// A sanction ended before its time.
        SanctionEnd = "sanction_end",
        /// A shorter one took its place, because the team thought again. The transparency page counts it once.
        SanctionShorten = "sanction_shorten",
        /// An appeal came.
        Appeal = "appeal",
        /// An appeal was decided.
        AppealDecide = "appeal_decide",
        /// An appeal that waited went with the account of whoever appealed.
        AppealGone = "appeal_gone",
        /// Many waiting texts were refused at once; a line for each stands under it.
        Bulk = "bulk",
        /// The same was done with many topics; a line for each stands under it.
        BulkTopics = "bulk_topics",
    }
}

/// A line to be written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line<'a> {
    /// What was done.
    pub action: &'a str,
    /// Kind and identifier of what it was done to.
    pub target: (&'static str, &'a str),
    /// Slug of the category.
    pub category: &'a str,
    /// Why, as a code.
    pub reason: Option<&'a str>,
    /// State before.
    pub before: Option<&'a str>,
    /// State after.
    pub after: Option<&'a str>,
    /// Whether it takes back what `parent` says.
    pub is_revert: bool,
    /// The line that it belongs to.
    pub parent: Option<&'a str>,
    /// Until when it holds, or by when it is due.
    pub expires: Option<i64>,
}

/// Writes a line in the caller's transaction, and answers its identifier. Without an actor nobody of the team did it.
pub(crate) async fn write<C: ConnectionTrait>(
    tx: &C,
    actor: Option<&Member>,
    line: &Line<'_>,
    audited: Option<audit::Action>,
    now: i64,
) -> DomainResult<String> {
    let id = new_id();
    let text = |text: &str| text.to_owned();
    mod_log::ActiveModel {
        id: Set(id.clone()),
        at: Set(now),
        actor_id: Set(actor.map(|actor| text(actor.id.as_str()))),
        actor_role: Set(text(actor.map_or(SYSTEM, |actor| actor.role.as_str()))),
        action: Set(text(line.action)),
        target_type: Set(text(line.target.0)),
        target_id: Set(text(line.target.1)),
        category_id: Set((!line.category.is_empty()).then(|| text(line.category))),
        reason_code: Set(line.reason.map(text)),
        note: Set(None),
        before_state: Set(line.before.map(text)),
        after_state: Set(line.after.map(text)),
        is_revert: Set(line.is_revert),
        parent_id: Set(line.parent.map(text)),
        expires_at: Set(line.expires),
    }
    .insert(tx)
    .await?;
    if let Some(action) = audited {
        let entry = audit::Entry::of(action)
            .on(line.target.0, line.target.1)
            .because(line.reason)
            .detail(line.after.unwrap_or_default());
        audit::record(tx, actor, entry, now).await?;
    }
    Ok(id)
}
