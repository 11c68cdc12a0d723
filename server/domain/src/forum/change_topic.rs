//! What the team changes about a published topic besides closing and pinning it: its title, language and category,
//! whether it stands in lists, whether answers are read first, and how fast they may follow one another. Each is one
//! line of the log and one event that readers see without a name, and can be taken back for a day: a move here, the
//! rest in `undo_change`.

use contract::{FieldCode, FieldError, ids::TopicId, limits};
use entity::{
    forum::{category, review_item, topic},
    moderation::{appeal, sanction},
    report::report_case,
    safety::safety_case,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    PostState, TextLanguage, counters,
    list_categories::is_slug,
    many_topics::{self, Many},
    publish,
    topic_event::{TopicEvent, UNDO_MS, action_of, note_was},
    undo_change::kept,
    visibility::{of_strangers, visible_topics},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    moderation::{
        Cause,
        log::{self, Entry},
    },
    permission::{permits, require},
    search, text,
};

/// Between two answers of one member, in seconds, where a topic is slowed down.
pub const SLOW_SECONDS: [i32; 4] = [600, 3_600, 21_600, 86_400];

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
        .filter(of_strangers(actor))
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
