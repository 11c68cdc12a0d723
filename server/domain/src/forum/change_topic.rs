//! What the team changes about a published topic besides closing and pinning it: its title, language and category,
//! whether it stands in lists, whether answers are read first, and how fast they may follow one another. Each is one
//! line of the log and one event that readers see without a name, and can be taken back for a day: a move here, the
//! rest in `undo_change`.

use contract::{FieldCode, FieldError, ids::TopicId, limits};
use entity::{
    forum::{category, review_item, topic, topic_event},
    moderation::{appeal, sanction},
    report::report_case,
    safety::safety_case,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    Back, PostState, TextLanguage, counters,
    list_categories::is_slug,
    many_topics::{self, Many},
    publish,
    undo_change::kept,
    visibility::visible_topics,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::{
        Cause,
        log::{self, Action, Entry},
    },
    permission::{permits, require},
    search,
    services::new_id,
    text,
};

/// For how long a move can be taken back, in milliseconds.
pub const UNDO_MS: i64 = 86_400_000;
/// Between two answers of one member, in seconds, where a topic is slowed down.
pub const SLOW_SECONDS: [i32; 4] = [600, 3_600, 21_600, 86_400];

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

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicChange {
    /// One of [`TopicEvent`], without closing and pinning.
    pub action: String,
    /// The new title.
    pub title: String,
    /// Slug of the new category.
    pub category: String,
    /// One of [`SLOW_SECONDS`].
    pub seconds: String,
    /// Code of the language of its title.
    pub language: String,
    /// Why, for what readers notice: the code of a [`Cause`].
    pub reason: String,
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

/// What is to be written into the topic's row.
enum Change {
    Title(String),
    Category { to: String, back: bool },
    Review(bool),
    Slow(Option<i32>),
    Listed(bool),
    Language(TextLanguage),
}

/// Changes a published topic. Doing what is done already changes nothing and is written nowhere.
///
/// # Errors
/// Refused fields `action`, `title`, `category`, `seconds`, `reason`; `Forbidden` for who does not moderate; `NotFound`,
/// also outside of her categories.
pub async fn change_topic(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    form: &TopicChange,
) -> DomainResult<TopicEvent> {
    change_topic_of(services, actor, id, form, None).await
}

/// The same as one of many.
pub(super) async fn change_topic_of(
    services: &Services,
    actor: &Actor,
    id: &TopicId,
    form: &TopicChange,
    many: Option<Many<'_>>,
) -> DomainResult<TopicEvent> {
    require(actor, Permission::Arrange, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let found = seen(&tx, actor, id).await?;
    let moderator = require(actor, Permission::Arrange, Some(&found.category))?;
    let (kind, change) = read(actor, form, &found, now)?;
    let cause = cause_of(kind, &form.reason)?;
    if let Change::Category { to, .. } = &change {
        // Always in the same order, so that two moves do not wait for one another.
        let mut slugs = [found.category.as_str(), to.as_str()];
        slugs.sort_unstable();
        let there = category::Entity::find()
            .select_only()
            .column(category::Column::Slug)
            .filter(category::Column::Slug.is_in(slugs))
            .order_by_asc(category::Column::Slug)
            .lock_exclusive()
            .into_tuple::<String>()
            .all(&tx)
            .await?;
        if !there.iter().any(|slug| slug == to) {
            return Err(DomainError::field("category", FieldCode::UnknownChoice));
        }
    }
    publish::lock(&tx, &found.category, &found.id).await?;
    let before = found;
    let found = seen(&tx, actor, id).await?;
    if found.category != before.category {
        // Somebody moved it in this moment: what she saw is not what it is.
        return Err(DomainError::new(contract::ErrorCode::Conflict));
    }
    if apply(&tx, &found, &change, now).await? {
        finish(&tx, moderator, (&found, kind, cause), many, now).await?;
        tx.commit().await?;
    }
    Ok(kind)
}

/// Why, where readers notice it: what is only loosened, or taken back, needs no reason.
fn cause_of(kind: TopicEvent, typed: &str) -> DomainResult<Option<Cause>> {
    if matches!(kind, TopicEvent::Retitle | TopicEvent::Move | TopicEvent::Slow | TopicEvent::Unlist) {
        return Cause::required(typed).map(Some).map_err(|error| DomainError::fields(vec![error]));
    }
    Ok(None)
}

/// A published topic that she may change.
pub(super) async fn seen<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &TopicId,
) -> DomainResult<topic::Model> {
    topic::Entity::find_by_id(id.as_str())
        .filter(visible_topics(actor))
        .one(db)
        .await?
        .filter(|topic| PostState::parse(&topic.state) == PostState::Published)
        .filter(|topic| permits(actor, Permission::Arrange, Some(&topic.category)))
        .ok_or_else(DomainError::not_found)
}

fn read(
    actor: &Actor,
    form: &TopicChange,
    topic: &topic::Model,
    now: i64,
) -> DomainResult<(TopicEvent, Change)> {
    let wrong = |field: &str, text: &str| {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        DomainError::fields(vec![FieldError::new(field, code)])
    };
    let kind = TopicEvent::parse(&form.action).ok_or_else(|| wrong("action", &form.action))?;
    let change = match kind {
        TopicEvent::Retitle => {
            let title = text::single_line(&form.title);
            let mut errors = Vec::new();
            text::check_length(&mut errors, "title", &title, limits::TITLE_MIN, limits::TITLE_MAX);
            if !errors.is_empty() {
                return Err(DomainError::fields(errors));
            }
            Change::Title(title)
        }
        TopicEvent::Move => {
            require(actor, Permission::Move, Some(&topic.category))?;
            // Where she does not moderate she cannot put anything, nor learn what is there.
            let fits = is_slug(&form.category) && permits(actor, Permission::Move, Some(&form.category));
            if !fits {
                return Err(wrong("category", &form.category));
            }
            Change::Category { to: form.category.clone(), back: false }
        }
        TopicEvent::MoveBack => {
            let from =
                topic.moved_from.clone().filter(|_| topic.moved_at.is_some_and(|at| now - at < UNDO_MS));
            let from = from.filter(|slug| permits(actor, Permission::Move, Some(slug)));
            Change::Category { to: from.ok_or_else(|| wrong("action", &form.action))?, back: true }
        }
        TopicEvent::Review => Change::Review(true),
        TopicEvent::Trust => Change::Review(false),
        TopicEvent::Slow => {
            let seconds = form.seconds.parse().ok().filter(|seconds| SLOW_SECONDS.contains(seconds));
            Change::Slow(Some(seconds.ok_or_else(|| wrong("seconds", &form.seconds))?))
        }
        TopicEvent::Quick => Change::Slow(None),
        TopicEvent::Unlist => Change::Listed(false),
        TopicEvent::List => Change::Listed(true),
        TopicEvent::Language => {
            let language = TextLanguage::parse(&form.language);
            if language.code() != form.language {
                return Err(wrong("language", &form.language));
            }
            Change::Language(language)
        }
        // These have forms of their own.
        TopicEvent::Close
        | TopicEvent::Reopen
        | TopicEvent::Pin
        | TopicEvent::Unpin
        | TopicEvent::PinFront
        | TopicEvent::UnpinFront
        | TopicEvent::Split
        | TopicEvent::SplitFrom
        | TopicEvent::SplitBack
        | TopicEvent::Merge
        | TopicEvent::MergeInto
        | TopicEvent::MergeBack => return Err(wrong("action", &form.action)),
    };
    Ok((kind, change))
}

/// Writes it. Answers whether anything is different now.
async fn apply<C: ConnectionTrait>(
    tx: &C,
    topic: &topic::Model,
    change: &Change,
    now: i64,
) -> DomainResult<bool> {
    let update = topic::Entity::update_many().filter(topic::Column::Id.eq(topic.id.as_str()));
    let update = match change {
        // A topic whose question was taken away has none.
        Change::Title(title) if *title == topic.title || topic.title.is_empty() => return Ok(false),
        Change::Title(title) => update.col_expr(topic::Column::Title, Expr::value(title.as_str())),
        Change::Category { to, .. } if *to == topic.category => return Ok(false),
        Change::Category { to, back } => update
            .col_expr(topic::Column::Category, Expr::value(to.as_str()))
            .col_expr(topic::Column::PinnedUntil, Expr::value(Option::<i64>::None))
            .col_expr(topic::Column::MovedFrom, Expr::value((!back).then(|| topic.category.clone())))
            .col_expr(topic::Column::MovedAt, Expr::value((!back).then_some(now))),
        Change::Review(on) if *on == topic.replies_need_review => return Ok(false),
        Change::Review(on) => update.col_expr(topic::Column::RepliesNeedReview, Expr::value(*on)),
        Change::Slow(seconds) if *seconds == topic.slow_seconds => return Ok(false),
        Change::Slow(seconds) => update.col_expr(topic::Column::SlowSeconds, Expr::value(*seconds)),
        Change::Listed(on) if *on == topic.unlisted_at.is_none() => return Ok(false),
        Change::Listed(on) => update.col_expr(topic::Column::UnlistedAt, Expr::value((!on).then_some(now))),
        Change::Language(language) if language.code() == topic.language => return Ok(false),
        Change::Language(language) => update.col_expr(topic::Column::Language, Expr::value(language.code())),
    };
    update.exec(tx).await?;
    if let Change::Category { to, .. } = change {
        bring_along(tx, &topic.id, to).await?;
        counters::recount_category(tx, &topic.category).await?;
        counters::recount_category(tx, to).await?;
    }
    if let Change::Listed(_) = change {
        counters::recount_category(tx, &topic.category).await?;
    }
    if !matches!(change, Change::Review(_) | Change::Slow(_)) {
        search::index_topic(tx, &topic.id).await?;
    }
    Ok(true)
}

/// What the desk has about a topic is for whoever moderates the other place now: what waits, what was reported, what
/// was decided and appealed against.
async fn bring_along<C: ConnectionTrait>(tx: &C, topic: &str, to: &str) -> DomainResult<()> {
    review_item::Entity::update_many()
        .col_expr(review_item::Column::Category, Expr::value(to))
        .filter(review_item::Column::TopicId.eq(topic))
        .exec(tx)
        .await?;
    report_case::Entity::update_many()
        .col_expr(report_case::Column::Category, Expr::value(to))
        .filter(report_case::Column::TopicId.eq(topic))
        .exec(tx)
        .await?;
    safety_case::Entity::update_many()
        .col_expr(safety_case::Column::Category, Expr::value(to))
        .filter(safety_case::Column::TopicId.eq(topic))
        .exec(tx)
        .await?;
    appeal::Entity::update_many()
        .col_expr(appeal::Column::Category, Expr::value(to))
        .filter(appeal::Column::TopicId.eq(topic))
        .exec(tx)
        .await?;
    sanction::Entity::update_many()
        .col_expr(sanction::Column::Category, Expr::value(to))
        .filter(sanction::Column::TopicId.eq(topic))
        .exec(tx)
        .await?;
    Ok(())
}

async fn finish<C: ConnectionTrait>(
    tx: &C,
    moderator: &Member,
    (topic, kind, cause): (&topic::Model, TopicEvent, Option<Cause>),
    many: Option<Many<'_>>,
    now: i64,
) -> DomainResult<()> {
    // In the log stand codes only: a title is kept with the event, as long as it can be taken back.
    let (before, was) = match kind {
        TopicEvent::Retitle => ("titled", Some(topic.title.clone())),
        TopicEvent::Move | TopicEvent::MoveBack => (topic.category.as_str(), None),
        TopicEvent::Review | TopicEvent::Trust => {
            let was = if topic.replies_need_review { "review" } else { "trust" };
            (if topic.replies_need_review { "reviewed" } else { "trusted" }, Some(was.to_owned()))
        }
        TopicEvent::Slow | TopicEvent::Quick => {
            let before = if topic.slow_seconds.is_some() { "slow" } else { "quick" };
            (before, Some(kept(topic.slow_seconds)))
        }
        TopicEvent::Unlist | TopicEvent::List => {
            let before = if topic.unlisted_at.is_some() { "unlisted" } else { "listed" };
            (before, Some(kept(topic.unlisted_at)))
        }
        TopicEvent::Language => (topic.language.as_str(), Some(topic.language.clone())),
        TopicEvent::Close
        | TopicEvent::Reopen
        | TopicEvent::Pin
        | TopicEvent::Unpin
        | TopicEvent::PinFront
        | TopicEvent::UnpinFront
        | TopicEvent::Split
        | TopicEvent::SplitFrom
        | TopicEvent::SplitBack
        | TopicEvent::Merge
        | TopicEvent::MergeInto
        | TopicEvent::MergeBack => return Ok(()),
    };
    if let Some(many) = many {
        many_topics::head(tx, moderator, many, now).await?;
    }
    let mut entry =
        Entry::of_topic(&topic.id, &topic.category, action_of(kind), before).under(many.map(|many| many.key));
    if let Some(cause) = cause {
        entry = entry.for_code(cause.as_str());
    }
    log::record(tx, moderator, &entry, now).await?;
    note_was(tx, &topic.id, kind, was, now).await
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
