//! The team takes a published text away, gives it back, or hides it while it looks at it.

use contract::{
    ErrorCode,
    ids::{MemberId, PostId, TopicId},
};
use entity::{
    forum::{post, topic},
    identity::member,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{
    Reason, claim,
    item::{self, ItemKind},
    log::{self, Action, Entry},
    taking::{Danger, Parsed, Step, Taking, parse},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{
        Author, PostState, TextLanguage, edit,
        permalink::Place,
        publish,
        taken::{self, Mark, Marks},
    },
    markup::SafeHtml,
    notify,
    permission::{permits, require},
    staff::audit,
};

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Done, or done already; where the text stands.
    Done(Place),
    /// The text changed meanwhile; nothing was done.
    Stale(Box<Taker>),
    /// Somebody else has what waits about it in hand; nothing was done.
    InHand,
}

/// A published text, as somebody sees it who may take it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taker {
    /// The post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic, as its author wrote it.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Version to name in the form.
    pub version: i64,
    /// State.
    pub state: PostState,
    /// What can be done.
    pub steps: Vec<Step>,
    /// Under which name it stands.
    pub author: Author,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// Why the team took it away.
    pub reason: Option<Reason>,
    /// Whether it is only held by whoever reads this: somebody may be in danger, and few look after her.
    pub held_only: bool,
}

/// Whether this person may take away a text of a category, written by `author` with this role. Never her own, and
/// one of an administrator only as one.
///
/// # Errors
/// `SignInNeeded`, `SecondFactorNeeded`; `NotFound` outside of her categories; `Forbidden` for everybody else who
/// may not.
pub fn can_take<'a>(
    actor: &'a Actor,
    category: &str,
    author: Option<(&MemberId, Option<Role>)>,
) -> DomainResult<&'a Member> {
    let member = require(actor, Permission::Remove, None)?;
    if !permits(actor, Permission::Remove, Some(category)) {
        return Err(DomainError::not_found());
    }
    match author {
        Some((id, _)) if *id == member.id => Err(DomainError::new(ErrorCode::Forbidden)),
        Some((_, Some(Role::Admin))) if member.role != Role::Admin => {
            Err(DomainError::new(ErrorCode::Forbidden))
        }
        _ => Ok(member),
    }
}

async fn load<'a, C: ConnectionTrait>(
    db: &C,
    actor: &'a Actor,
    id: &PostId,
) -> DomainResult<(&'a Member, post::Model, topic::Model, Option<member::Model>)> {
    require(actor, Permission::Remove, None)?;
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.filter(|post| {
        post.position.is_some()
            && !matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged)
    });
    let post = post.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    // Who hides her name has no role here: a refusal would tell of it.
    let account = match post.author_id.as_deref().filter(|_| post.alias.is_none()) {
        Some(author) => member::Entity::find_by_id(author).one(db).await?,
        None => None,
    };
    let role = account.as_ref().and_then(|row| Role::parse(&row.role));
    let author = post.author_id.clone().map(MemberId::trusted);
    let moderator = can_take(actor, &topic.category, author.as_ref().map(|id| (id, role)))?;
    if super::sight::is_recused(db, moderator, &post.id).await? {
        return Err(DomainError::not_found());
    }
    Ok((moderator, post, topic, account))
}

fn taker(
    (post, topic): (&post::Model, &topic::Model),
    account: Option<member::Model>,
    danger: Danger,
) -> Taker {
    let marks = Marks::of(post);
    let offered = |step: &Step| step.fits(marks) && !danger.refuses(*step);
    Taker {
        post: PostId::trusted(post.id.clone()),
        topic: TopicId::trusted(topic.id.clone()),
        title: topic.kept_title.clone().unwrap_or_else(|| topic.title.clone()),
        title_language: TextLanguage::parse(&topic.language),
        version: post.version,
        state: PostState::parse(&post.state),
        steps: Step::ALL.into_iter().filter(offered).collect(),
        author: Author::of(account.map(|row| row.pseudonym), post.alias, post.former),
        html: SafeHtml::from_store(post.html.clone()),
        language: TextLanguage::parse(&post.language),
        reason: post.taken_reason.as_deref().and_then(Reason::parse),
        held_only: danger == Danger::Others && !marks.removed,
    }
}

/// The text of the form. Reading what is not public leaves a line in the log.
///
/// # Errors
/// Like [`can_take`]; `NotFound` for what was never published.
pub async fn to_take(services: &Services, actor: &Actor, id: &PostId) -> DomainResult<Taker> {
    let tx = services.db.begin().await?;
    let (moderator, post, topic, account) = load(&tx, actor, id).await?;
    if PostState::parse(&post.state) != PostState::Published {
        let entry = audit::Entry::of(audit::Action::TopicRead).on("post", id.as_str());
        audit::record(&tx, Some(moderator), entry, services.now_ms()).await?;
    }
    let danger = Danger::of(&tx, actor, (&post.id, &topic.category)).await?;
    tx.commit().await?;
    Ok(taker((&post, &topic), account, danger))
}

/// Hides a published text while it is looked at, takes it away, or gives it back. What its author did to it stays
/// done. She is told, with the reason; the text stays hers to read.
///
/// # Errors
/// Refused fields; like [`can_take`]; `NotFound` for what was never published; while somebody may be in danger because
/// of it, `Forbidden` to give it back, which is done in her case alone, and for whoever does not look after her to take
/// it away.
pub async fn take(services: &Services, actor: &Actor, id: &PostId, form: &Taking) -> DomainResult<Taken> {
    let (_, _, found, _) = load(services.db.read(), actor, id).await?;
    let parsed = parse(form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    publish::lock(&tx, &found.category, &found.id).await?;
    let (moderator, post, topic, account) = load(&tx, actor, id).await?;
    let danger = Danger::of(&tx, actor, (&post.id, &topic.category)).await?;
    if post.version != parsed.version {
        return Ok(Taken::Stale(Box::new(taker((&post, &topic), account, danger))));
    }
    if parsed.step.fits(Marks::of(&post)) {
        if claim::is_in_hand(&tx, (actor, moderator), (&post.id, &topic.category), now).await? {
            return Ok(Taken::InHand);
        }
        if danger.refuses(parsed.step) {
            return Err(DomainError::new(ErrorCode::Forbidden));
        }
        step(&tx, moderator, (&post, &topic), &parsed, now).await?;
        tx.commit().await?;
    }
    Ok(Taken::Done(edit::place_of(&post)))
}

async fn step(
    tx: &DatabaseTransaction,
    moderator: &Member,
    (post, topic): (&post::Model, &topic::Model),
    Parsed { step, reason, note, .. }: &Parsed,
    now: i64,
) -> DomainResult<()> {
    let (mark, on, action, told) = match step {
        Step::Hold => (Mark::Held, true, Action::Hold, notify::Kind::Held),
        Step::Release => (Mark::Held, false, Action::Release, notify::Kind::Restored),
        Step::Remove => (Mark::Removed, true, Action::Remove, notify::Kind::Removed),
        Step::Restore => (Mark::Removed, false, Action::Restore, notify::Kind::Restored),
    };
    let entry = Entry::of_post(post, &topic.category, action).because(*reason, note.as_deref());
    log::record(tx, moderator, &entry, now).await?;
    match step {
        Step::Remove => {
            edit::drop_waiting(tx, post, "removed", now).await?;
            item::close(tx, ItemKind::Check, &post.id, "removed", now).await?;
            if let Some(reason) = reason {
                taken::set_why(tx, &post.id, Some((*reason, note.as_deref()))).await?;
            }
        }
        Step::Restore => taken::set_why(tx, &post.id, None).await?,
        Step::Hold => taken::set_held_why(tx, &post.id, *reason).await?,
        Step::Release => {}
    }
    let after = taken::mark(tx, (post, topic), (mark, on), now).await?;
    notify::event::decided(tx, &after, told, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, testing::actor};

    #[test]
    fn moderators_take_away_in_their_categories_and_never_their_own() {
        let author = MemberId::trusted("author");
        let code = |actor: &Actor, role| {
            can_take(actor, "unions", Some((&author, role))).err().map(|error| error.code)
        };
        assert_eq!(code(&Actor::Guest, None), Some(ErrorCode::SignInNeeded));
        for role in Role::ALL {
            let team = matches!(role, Role::Moderator | Role::LeadModerator | Role::Admin);
            let expected = (!team).then_some(ErrorCode::Forbidden);
            assert_eq!(code(&actor("other", role), Some(Role::Member)), expected, "{role:?}");
            assert_eq!(code(&actor("other", role), None), expected, "{role:?}");
            assert_eq!(code(&actor("author", role), Some(role)), Some(ErrorCode::Forbidden), "{role:?}");
            let admin = code(&actor("other", role), Some(Role::Admin));
            let expected = (role != Role::Admin).then_some(ErrorCode::Forbidden);
            assert_eq!(admin, expected, "{role:?}");
        }
        let member = actor("other", Role::Moderator).member().cloned().expect("a member");
        let scoped = Member { scope: Scope::Categories(vec!["poverty".into()]), ..member.clone() };
        assert_eq!(code(&Actor::Member(scoped), None), Some(ErrorCode::NotFound));
        let once = Member { session: None, ..member };
        assert_eq!(code(&Actor::Member(once), None), Some(ErrorCode::SecondFactorNeeded));
    }
}
