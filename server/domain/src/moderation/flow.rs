//! What comes to wait for the team, and what ends that: a line each, in the transaction in which it happens. A line has
//! a day and nothing that leads to a text or to anybody, so that it can stay for good. Appeals need none: the log has
//! a line for each that comes, is decided on, and goes.

use entity::moderation::{report_flow, text_flow};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{Verdict, item::ItemKind, report::CaseState};
use crate::{
    DomainResult,
    services::{day_of, new_id},
};

/// What is counted so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Book {
    /// New texts.
    Texts,
    /// Reports: all that is said about one text until the team decided is one.
    Reports,
}

impl Book {
    /// Both.
    pub(super) const ALL: &'static [Self] = &[Self::Texts, Self::Reports];

    /// The one in which items of a kind are counted.
    pub(super) fn of(kind: ItemKind) -> Option<Self> {
        match kind {
            ItemKind::Post => Some(Self::Texts),
            ItemKind::Report => Some(Self::Reports),
            ItemKind::Edit | ItemKind::Check | ItemKind::Appeal | ItemKind::Safety => None,
        }
    }

    /// The kind of its items.
    pub(super) fn kind(self) -> ItemKind {
        match self {
            Self::Texts => ItemKind::Post,
            Self::Reports => ItemKind::Report,
        }
    }

    /// The setting that says on which day counting began, where there was something before.
    pub(super) fn counted_since(self) -> &'static str {
        match self {
            Self::Texts => "texts_counted_since",
            Self::Reports => "reports_counted_since",
        }
    }

    /// What an item becomes that is closed with this outcome.
    pub(super) fn ended(self, outcome: &str) -> Flow {
        let decided = match self {
            Self::Texts => Verdict::parse(outcome).is_some(),
            Self::Reports => {
                let state = CaseState::parse(outcome);
                state.is_answered() || state == CaseState::Duplicate
            }
        };
        if decided { Flow::Decided } else { Flow::Gone }
    }
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Something waits.
    Came,
    /// It waited when counting began.
    Carried,
    /// The team decided on it.
    Decided,
    /// It went without a decision: whoever sent it took it away, or left; or what it was about went.
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

/// Writes a line for each of so many, in the caller's transaction.
pub(super) async fn note<C: ConnectionTrait>(
    tx: &C,
    book: Book,
    what: Flow,
    many: u64,
    now: i64,
) -> DomainResult<()> {
    if many == 0 {
        return Ok(());
    }
    let what = what.as_str();
    match book {
        Book::Texts => {
            let rows = (0..many).map(|_| text_flow::ActiveModel {
                id: Set(new_id()),
                day: Set(day_of(now)),
                what: Set(what.to_owned()),
            });
            text_flow::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
        Book::Reports => {
            let rows = (0..many).map(|_| report_flow::ActiveModel {
                id: Set(new_id()),
                day: Set(day_of(now)),
                what: Set(what.to_owned()),
            });
            report_flow::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}
