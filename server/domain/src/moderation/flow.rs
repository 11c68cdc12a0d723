//! What comes to wait for the team, and what ends that: a line each, in the transaction in which it happens. A line has
//! a day and nothing that leads to a text, so that it can stay for good.

use entity::moderation::text_flow;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{
    DomainResult,
    services::{day_of, new_id},
};

/// The setting that says on which day counting began, where there were texts before.
pub(super) const COUNTED_SINCE: &str = "texts_counted_since";

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// A text waits.
    Came,
    /// A text waited when counting began.
    Carried,
    /// The team decided on one.
    Decided,
    /// One went without a decision: its author took it away, or left.
    Gone,
}

impl Flow {
    /// As stored.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Carried => "carried",
            Self::Decided => "decided",
            Self::Gone => "gone",
        }
    }
}

/// Writes a line for each of so many texts, in the caller's transaction.
pub(super) async fn note<C: ConnectionTrait>(tx: &C, what: Flow, many: u64, now: i64) -> DomainResult<()> {
    if many == 0 {
        return Ok(());
    }
    let rows = (0..many).map(|_| text_flow::ActiveModel {
        id: Set(new_id()),
        day: Set(day_of(now)),
        what: Set(what.as_str().to_owned()),
    });
    text_flow::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
