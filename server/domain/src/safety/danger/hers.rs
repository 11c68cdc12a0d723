//! What she sees whose text is held, and what she may do: shorten it, turn it into a private message, take it away;
//! and say whether, how and when anybody may reach her.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{CaseId, PostId, TopicId},
    limits,
};
use entity::{
    forum::{post, topic},
    safety::{safety_case, safety_log},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect,
};

use super::{
    Choice, Logged, OPEN, Step, change, log,
    open::{TEAM, WORDS},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services, crypto,
    forum::{PostState, edit, publish, quote, taken::Marks},
    messages::{self, Kind},
    moderation::{
        hide,
        item::{self, ItemKind},
    },
    text,
};

/// Purpose of the seal of what she says about reaching her.
const SEAL: &str = "safety-contact";
/// Longest answer about reaching her.
pub(super) const CONTACT_MAX: usize = 200;

/// How she may be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Whether it is safe at all.
    pub safe: bool,
    /// How.
    pub how: String,
    /// When.
    pub when: String,
    /// Under which name, so that nobody who sees it learns anything.
    pub label: String,
}

impl Contact {
    fn sealed(&self, services: &Services, case: &str) -> DomainResult<String> {
        let safe = if self.safe { "yes" } else { "no" };
        crypto::seal(services, SEAL, case, &[safe, &self.how, &self.when, &self.label].join("\n"))
    }

    pub(super) fn opened(services: &Services, case: &str, sealed: &str) -> DomainResult<Self> {
        let text = crypto::open(services, SEAL, case, sealed)?;
        let mut lines = text.split('\n').map(str::to_owned);
        let mut next = || lines.next().unwrap_or_default();
        Ok(Self { safe: next() == "yes", how: next(), when: next(), label: next() })
    }
}

/// A text of hers that is held, or about which the team is worried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic, where it is hers.
    pub title: Option<String>,
    /// How it stands.
    pub state: PostState,
    /// Whether it is about somebody's safety: then she sees the numbers, and has the choice.
    pub danger: bool,
    /// What she chose.
    pub choice: Option<Choice>,
    /// Whether she said how she may be reached, or that she may not.
    pub contact_given: bool,
    /// Her text, to shorten it.
    pub source: String,
}

struct Hers {
    post: post::Model,
    topic: topic::Model,
    case: Option<safety_case::Model>,
}

/// Her own text, if it is held or waits with a case of danger; nobody else's. What is public still is in it only where
/// her own words opened the case: that somebody reported it she would learn.
async fn find<C: ConnectionTrait>(db: &C, member: &Member, id: &PostId) -> DomainResult<Hers> {
    let post = post::Entity::find_by_id(id.as_str())
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(&post.topic_id).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    let case = safety_case::Entity::find()
        .filter(safety_case::Column::PostId.eq(&post.id))
        .filter(safety_case::Column::State.eq(OPEN))
        .one(db)
        .await?;
    let shown = match PostState::parse(&post.state) {
        PostState::Held => true,
        PostState::Pending | PostState::ChangesRequested => case.is_some(),
        PostState::Published => match &case {
            Some(case) => came_from(db, &case.id, &[WORDS]).await?,
            None => false,
        },
        // Taken away for another reason meanwhile: the numbers stay, where she was told of them before, also by the
        // hold of whoever looks after her, which lasts underneath.
        PostState::Removed => match &case {
            Some(case) => Marks::of(&post).held || came_from(db, &case.id, &[WORDS, TEAM]).await?,
            None => false,
        },
        // Refused before anybody worried, or by one of the few: the numbers are hers all the same.
        PostState::Rejected => match &case {
            Some(case) => came_from(db, &case.id, &[WORDS, TEAM]).await?,
            None => false,
        },
        // The page on which she chose must not be an error afterwards.
        PostState::Withdrawn => case.as_ref().is_some_and(|case| case.choice.is_some()),
        _ => false,
    };
    if shown { Ok(Hers { post, topic, case }) } else { Err(DomainError::not_found()) }
}

/// Whether a case was opened from one of these sides, or came from it again later. Of a report she never learns.
async fn came_from<C: ConnectionTrait>(db: &C, case: &str, origins: &[&str]) -> DomainResult<bool> {
    let said = safety_log::Entity::find()
        .filter(safety_log::Column::CaseId.eq(case))
        .filter(safety_log::Column::Action.is_in([Step::Opened, Step::Again].map(Step::as_str)))
        .filter(safety_log::Column::Told.is_in(origins.iter().copied()))
        .count(db)
        .await?;
    Ok(said > 0)
}

/// A text of hers that is held, or about which the team is worried.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for everything else.
pub async fn mine(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Mine> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let Hers { post, topic, case } = find(db, member, id).await?;
    let quotes = quote::of_post(db, actor, &post.id).await?;
    Ok(Mine {
        state: PostState::parse(&post.state),
        post: PostId::trusted(post.id),
        topic: TopicId::trusted(topic.id),
        title: post.is_opening.then(|| topic.kept_title.unwrap_or(topic.title)),
        danger: case.is_some(),
        choice: case.as_ref().and_then(|case| case.choice.as_deref()).and_then(Choice::parse),
        contact_given: case.is_some_and(|case| case.contact.is_some()),
        source: quote::in_form(&post.source, &quotes),
    })
}

/// Her text and its case under their locks.
async fn locked(
    tx: &DatabaseTransaction,
    member: &Member,
    id: &PostId,
) -> DomainResult<(Hers, safety_case::Model)> {
    let before = find(tx, member, id).await?;
    publish::lock(tx, &before.topic.category, &before.topic.id).await?;
    let hers = find(tx, member, id).await?;
    let case = hers.case.as_ref().ok_or_else(DomainError::not_found)?;
    let case = safety_case::Entity::find_by_id(&case.id).lock_exclusive().one(tx).await?;
    let case = case.filter(|case| case.state == OPEN).ok_or_else(DomainError::not_found)?;
    Ok((hers, case))
}

/// Chooses what becomes of her text. `shortened` is the new text, for [`Choice::Shorten`]. Answers the conversation,
/// for [`Choice::Private`].
///
/// # Errors
/// As [`mine`]; refused fields `action`, `body`; `Conflict` once it is taken away by whomever, and for what is public:
/// that is changed and taken away as any text.
pub async fn choose(
    services: &Services,
    actor: &Actor,
    id: &PostId,
    choice: &str,
    shortened: &str,
) -> DomainResult<Option<CaseId>> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (Hers { post, topic, .. }, case) = locked(&tx, member, id).await?;
    let code = if choice.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    let choice = Choice::parse(choice).ok_or_else(|| DomainError::field("action", code))?;
    let state = PostState::parse(&post.state);
    if matches!(state, PostState::Withdrawn | PostState::Published | PostState::Removed | PostState::Rejected)
    {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut conversation = None;
    match choice {
        Choice::Shorten => shorten(&tx, actor, (&post, &topic), shortened, now).await?,
        Choice::Private | Choice::Withdraw => {
            if choice == Choice::Private {
                let quotes = quote::of_post(&tx, actor, &post.id).await?;
                let source = quote::in_form(&post.source, &quotes);
                let title = topic.kept_title.as_ref().unwrap_or(&topic.title);
                let body = if post.is_opening && !title.is_empty() {
                    format!("{title}\n\n{source}")
                } else {
                    source
                };
                let hidden = post.alias.is_some();
                let about = (Kind::Safety, topic.category.as_str());
                let opened =
                    messages::open_case_in(services, &tx, &member.id, about, body, hidden, now).await?;
                conversation = Some(opened);
            }
            if !hide::withdraw(&tx, (&post, &topic), now).await? {
                return Err(DomainError::new(ErrorCode::Conflict));
            }
            // It is not to be read for publication any more; the case of danger stays.
            item::close(&tx, ItemKind::Post, &post.id, choice.as_str(), now).await?;
        }
    }
    log(&tx, &case.id, None, Logged::with(Step::Chosen, choice.as_str()), now).await?;
    change(&tx, case, |change| change.choice = Set(Some(choice.as_str().to_owned()))).await?;
    tx.commit().await?;
    Ok(conversation)
}

/// Puts a shorter text in the place of hers. It stays held or waiting: nothing becomes public by it.
async fn shorten(
    tx: &DatabaseTransaction,
    actor: &Actor,
    (post, topic): (&post::Model, &topic::Model),
    shortened: &str,
    now: i64,
) -> DomainResult<()> {
    // Quoted words stand in the form, and a sign for them in what is stored: the stored ones are compared.
    let body = quote::note(tx, actor, &post.id, &text::multi_line(shortened)).await?;
    let mut errors = Vec::new();
    text::check_length(&mut errors, "body", &body, limits::BODY_MIN, limits::BODY_MAX);
    if errors.is_empty() && body.chars().count() > post.source.chars().count() {
        errors.push(FieldError::new("body", FieldCode::TooLong(post.source.chars().count())));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    edit::shorten_in(tx, (post, topic), body, now).await
}

/// Says whether, how and when she may be reached. Nothing is stored unless she answers; saying no is an answer.
///
/// # Errors
/// As [`mine`]; refused fields `contact_safe`, `contact_how`, `contact_when`, `contact_label`.
pub async fn give_contact(
    services: &Services,
    actor: &Actor,
    id: &PostId,
    safe: &str,
    contact: &Contact,
) -> DomainResult<()> {
    let member = actor.require_member()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (_, case) = locked(&tx, member, id).await?;
    let mut errors = Vec::new();
    let safe = match safe {
        "yes" => true,
        "no" => false,
        other => {
            let code = if other.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
            errors.push(FieldError::new("contact_safe", code));
            false
        }
    };
    // When she says no, nothing else is kept.
    let line = |text: &str| if safe { text::single_line(text) } else { String::new() };
    let contact =
        Contact { safe, how: line(&contact.how), when: line(&contact.when), label: line(&contact.label) };
    for (field, text, least) in [
        ("contact_how", &contact.how, usize::from(safe)),
        ("contact_when", &contact.when, usize::from(safe)),
        ("contact_label", &contact.label, 0),
    ] {
        text::check_length(&mut errors, field, text, least, CONTACT_MAX);
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let sealed = contact.sealed(services, &case.id)?;
    log(&tx, &case.id, None, Logged::of(Step::ContactGiven), now).await?;
    change(&tx, case, |change| change.contact = Set(Some(sealed))).await?;
    tx.commit().await?;
    Ok(())
}
