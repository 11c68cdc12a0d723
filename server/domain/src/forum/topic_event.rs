//! What was done to a topic, as its readers are told and as it can be taken back.

use entity::forum::topic_event;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::Back;
use crate::{DomainResult, moderation::log::Action, services::new_id};

/// For how long a move can be taken back, in milliseconds.
pub const UNDO_MS: i64 = 86_400_000;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What was done to a topic, as its readers are told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum TopicEvent {
            $($(#[$doc])* $name,)+
        }

        impl TopicEvent {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As stored, and as the form names it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// Reads a stored or chosen one.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
            }
        }
    };
}

kinds! {
    /// It was closed to answers.
    Close = "close",
    /// It was opened again.
    Reopen = "reopen",
    /// It was put first in its category.
    Pin = "pin",
    /// It was put back into its place.
    Unpin = "unpin",
    /// It was put first on the forum's front page.
    PinFront = "pin_front",
    /// It was taken from there.
    UnpinFront = "unpin_front",
    /// It has another title.
    Retitle = "retitle",
    /// It stands in another category.
    Move = "move",
    /// It was moved back.
    MoveBack = "move_back",
    /// Answers are read before they appear.
    Review = "review",
    /// They appear as the category says.
    Trust = "trust",
    /// Answers of one member follow one another slowly.
    Slow = "slow",
    /// They follow as they come.
    Quick = "quick",
    /// It stands in no list.
    Unlist = "unlist",
    /// It stands in them again.
    List = "list",
    /// It is said to be in another language.
    Language = "language",
    /// Some of its answers became a topic of their own.
    Split = "split",
    /// It was made of answers of another one.
    SplitFrom = "split_from",
    /// They came back.
    SplitBack = "split_back",
    /// Another one was joined to it.
    Merge = "merge",
    /// It was joined to another one.
    MergeInto = "merge_into",
    /// They are two again.
    MergeBack = "merge_back",
}

impl TopicEvent {
    /// Whether it brought texts into another topic.
    fn rearranges(self) -> bool {
        matches!(
            self,
            Self::Split | Self::SplitFrom | Self::SplitBack | Self::Merge | Self::MergeInto | Self::MergeBack
        )
    }
}

/// What can be taken back of the events of a topic, oldest first: the last that brought texts into another one.
pub(super) fn to_take_back(
    events: impl DoubleEndedIterator<Item = (i64, TopicEvent)>,
    now: i64,
) -> Option<Back> {
    let (at, last) = events.rev().find(|(_, event)| event.rearranges())?;
    match last {
        _ if now - at >= UNDO_MS => None,
        TopicEvent::Split | TopicEvent::SplitFrom => Some(Back::Split),
        TopicEvent::Merge => Some(Back::Merge),
        _ => None,
    }
}

/// Notes what was done to a topic, in the caller's transaction.
pub(crate) async fn note<C: ConnectionTrait>(
    tx: &C,
    topic: &str,
    kind: TopicEvent,
    now: i64,
) -> DomainResult<()> {
    note_was(tx, topic, kind, None, now).await
}

/// The same with what was before, so that it can be taken back.
pub(super) async fn note_was<C: ConnectionTrait>(
    tx: &C,
    topic: &str,
    kind: TopicEvent,
    was: Option<String>,
    now: i64,
) -> DomainResult<()> {
    let row = topic_event::ActiveModel {
        id: Set(new_id()),
        topic_id: Set(topic.to_owned()),
        kind: Set(kind.as_str().to_owned()),
        at: Set(now),
        was: Set(was),
    };
    topic_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What the log calls it.
pub(super) fn action_of(kind: TopicEvent) -> Action {
    match kind {
        TopicEvent::Close => Action::Close,
        TopicEvent::Reopen => Action::Reopen,
        TopicEvent::Pin => Action::Pin,
        TopicEvent::Unpin => Action::Unpin,
        TopicEvent::PinFront => Action::PinFront,
        TopicEvent::UnpinFront => Action::UnpinFront,
        TopicEvent::Retitle => Action::Retitle,
        TopicEvent::Move => Action::Move,
        TopicEvent::MoveBack => Action::MoveBack,
        TopicEvent::Review => Action::ReviewReplies,
        TopicEvent::Trust => Action::TrustReplies,
        TopicEvent::Slow => Action::Slow,
        TopicEvent::Quick => Action::Quick,
        TopicEvent::Unlist => Action::Unlist,
        TopicEvent::List => Action::Relist,
        TopicEvent::Language => Action::ChangeLanguage,
        TopicEvent::Split | TopicEvent::SplitFrom => Action::Split,
        TopicEvent::SplitBack => Action::SplitBack,
        TopicEvent::Merge | TopicEvent::MergeInto => Action::Merge,
        TopicEvent::MergeBack => Action::MergeBack,
    }
}

#[cfg(test)]
mod tests {
    use super::{Back, TopicEvent, UNDO_MS, to_take_back};

    #[test]
    fn the_last_that_brought_texts_elsewhere_is_taken_back_for_a_day() {
        use TopicEvent::{Close, Merge, MergeBack, MergeInto, Split, SplitFrom};
        for (events, now, back) in [
            (vec![(1, Split), (2, Close)], 3, Some(Back::Split)),
            (vec![(1, SplitFrom)], 1 + UNDO_MS - 1, Some(Back::Split)),
            (vec![(1, Split)], 1 + UNDO_MS, None),
            (vec![(1, Split), (2, Merge)], 3, Some(Back::Merge)),
            (vec![(1, Merge), (2, MergeBack)], 3, None),
            (vec![(1, MergeInto)], 2, None),
            (Vec::new(), 2, None),
        ] {
            assert_eq!(to_take_back(events.clone().into_iter(), now), back, "{events:?}");
        }
    }

    #[test]
    fn events_read_back_what_they_write() {
        for kind in TopicEvent::ALL {
            assert_eq!(TopicEvent::parse(kind.as_str()), Some(*kind));
        }
        assert_eq!(TopicEvent::parse("purge"), None);
    }
}
