//! How a case of danger begins.

use contract::ids::{MemberId, PostId};
use entity::{
    forum::{post, topic},
    safety::safety_case,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter,
};

use super::{ACKNOWLEDGE_MS, Level, Logged, OPEN, Step, log};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services, duty,
    forum::{PostState, publish},
    moderation::{
        hide,
        item::{self, Class, ItemKind, NewItem},
        log::{self as team_log, Action, Entry},
        not_kept_from,
        report::can_handle,
    },
    notify,
    permission::require,
    services::new_id,
};

/// Her own words, as a case's log says it.
pub(super) const WORDS: &str = "words";
/// The team, as a case's log says it.
pub(super) const TEAM: &str = "team";

/// Where it comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// Somebody reported it. That alone hides nothing: a cry for help is heard, not hidden.
    Report,
    /// Somebody of the team pressed the button: the text is held.
    Team(&'a Member),
    /// Words of the text itself, while it waits for its first reading.
    Words,
}

impl Origin<'_> {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Team(_) => TEAM,
            Self::Words => WORDS,
        }
    }
}

/// Opens the case of a text, or adds to the one that is open; the few are alerted at once. Held, where the team
/// opens it: not taken away. Answers its identifier. The caller holds the topic's lock where the text may be public.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    services: &Services,
    tx: &DatabaseTransaction,
    post: &post::Model,
    category: &str,
    origin: Origin<'_>,
    now: i64,
) -> DomainResult<String> {
    let there = safety_case::Entity::find()
        .filter(safety_case::Column::PostId.eq(&post.id))
        .filter(safety_case::Column::State.eq(OPEN))
        .one(tx)
        .await?;
    let by = match origin {
        Origin::Team(member) => Some(member),
        Origin::Report | Origin::Words => None,
    };
    let is_new = there.is_none();
    let id = match there {
        Some(row) => row.id,
        None => insert(services, tx, post, category, origin, now).await?,
    };
    let step = if is_new { Step::Opened } else { Step::Again };
    log(tx, &id, by, Logged::with(step, origin.as_str()), now).await?;
    if let Some(member) = by {
        let is_public = PostState::parse(&post.state) == PostState::Published;
        if is_public && hide::hold(tx, post, now).await? {
            let entry = Entry::of_post(post, category, Action::Hold);
            team_log::record(tx, member, &entry, now).await?;
            log(tx, &id, by, Logged::of(Step::Held), now).await?;
        }
        // She is told in the same words whether it was held now or by reports before.
        notify::event::decided(tx, post, notify::Kind::Held, now).await?;
    }
    if is_new {
        duty::alert_case(services, tx, (&post.id, category), &format!("danger:{id}"), now).await?;
    }
    Ok(id)
}

async fn insert<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    post: &post::Model,
    category: &str,
    origin: Origin<'_>,
    now: i64,
) -> DomainResult<String> {
    let id = new_id();
    let promised = duty::is_promised(services, tx, (&post.id, category), now).await?;
    safety_case::ActiveModel {
        id: Set(id.clone()),
        post_id: Set(post.id.clone()),
        topic_id: Set(post.topic_id.clone()),
        category: Set(category.to_owned()),
        language: Set(post.language.clone()),
        member_id: Set(post.author_id.clone()),
        origin: Set(origin.as_str().to_owned()),
        level: Set(Level::Unknown.as_str().to_owned()),
        state: Set(OPEN.to_owned()),
        outcome: Set(None),
        choice: Set(None),
        contact: Set(None),
        due_at: Set(promised.then_some(now + ACKNOWLEDGE_MS)),
        version: Set(1),
        opened_at: Set(now),
        acknowledged_at: Set(None),
        closed_at: Set(None),
    }
    .insert(tx)
    .await?;
    let new = NewItem {
        kind: ItemKind::Safety,
        target: &id,
        post: Some(&post.id),
        topic: Some(&post.topic_id),
        category,
        language: &post.language,
        class: Class::Danger,
        gate: Some(origin.as_str()),
        now,
    };
    item::open(tx, &new).await?;
    Ok(id)
}

/// Whether the team's button opens a case about a text in this state: also about one that was refused or taken away,
/// by whoever did not see it.
pub fn can_raise(state: PostState) -> bool {
    match state {
        PostState::Pending
        | PostState::ChangesRequested
        | PostState::Rejected
        | PostState::Published
        | PostState::Held
        | PostState::Removed => true,
        PostState::Withdrawn | PostState::Vanished | PostState::Purged => false,
    }
}

/// The button of the team: opens the case of a text of her categories and holds it, or puts it first where it waits.
///
/// # Errors
/// As [`can_handle`]; `NotFound` for a text that is not there.
pub async fn raise(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<()> {
    let reader = require(actor, Permission::HandleReports, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let find = || post::Entity::find_by_id(id.as_str()).filter(not_kept_from(reader, post::Column::Id));
    let found = find().one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(&found.topic_id).one(&tx).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    let author = found.author_id.clone().map(MemberId::trusted);
    let member = can_handle(actor, &topic.category, author.as_ref(), false)?;
    publish::lock(&tx, &topic.category, &topic.id).await?;
    let post = find().one(&tx).await?.filter(|post| can_raise(PostState::parse(&post.state)));
    let post = post.ok_or_else(DomainError::not_found)?;
    open(services, &tx, &post, &topic.category, Origin::Team(member), now).await?;
    for kind in [ItemKind::Post, ItemKind::Edit] {
        item::raise(&tx, kind, &post.id, Class::Danger).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether a text has an open case: then its author is led to the page with the numbers, at once.
///
/// # Errors
/// When the database does not answer.
pub async fn is_open(services: &Services, post: &PostId) -> DomainResult<bool> {
    let open = safety_case::Entity::find()
        .filter(safety_case::Column::PostId.eq(post.as_str()))
        .filter(safety_case::Column::State.eq(OPEN))
        .count(services.db.read())
        .await?;
    Ok(open > 0)
}
