//! The team takes a published text away, gives it back, or hides it while it looks at it.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{MemberId, PostId, TopicId},
    limits,
};
use entity::{
    forum::{post, topic},
    identity::member,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{
    Reason,
    item::{self, ItemKind},
    log::{self, Action, Entry},
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
    text,
};

/// What is done to a published text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nobody but its author and the team reads it while it is looked at.
    Hold,
    /// It can be read again.
    Release,
    /// It is taken away, with a reason.
    Remove,
    /// It is given back.
    Restore,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hold, Self::Release, Self::Remove, Self::Restore];

    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Remove => "remove",
            Self::Restore => "restore",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// Whether it changes anything in a text with these marks.
    fn fits(self, marks: Marks) -> bool {
        match self {
            Self::Hold => !marks.held && !marks.removed,
            Self::Release => marks.held,
            Self::Remove => !marks.removed,
            Self::Restore => marks.removed,
        }
    }
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taking {
    /// `hold`, `release`, `remove` or `restore`.
    pub action: String,
    /// The version that the moderator saw.
    pub version: String,
    /// Code of the reason, to take away.
    pub reason: String,
    /// Words to the author.
    pub note: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Done, or done already; where the text stands.
    Done(Place),
    /// The text changed meanwhile; nothing was done.
    Stale(Box<Taker>),
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

/// Whether somebody may be in danger because of the text, and who looks after her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Danger {
    /// Nobody is.
    None,
    /// This person looks after her.
    Hers,
    /// Few do, and this person is not one of them.
    Others,
}

impl Danger {
    async fn of<C: ConnectionTrait>(db: &C, actor: &Actor, text: (&str, &str)) -> DomainResult<Self> {
        let (post, category) = text;
        if !item::is_in_danger(db, post).await? {
            return Ok(Self::None);
        }
        let hers = permits(actor, Permission::SafetyCase, Some(category));
        Ok(if hers { Self::Hers } else { Self::Others })
    }

    /// It comes back in her case alone; and it is held, not taken away, unless by those who look after her: what
    /// becomes of it she chooses herself.
    fn refuses(self, step: Step) -> bool {
        match step {
            Step::Release => self != Self::None,
            Step::Remove => self == Self::Others,
            Step::Hold | Step::Restore => false,
        }
    }
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

struct Parsed {
    step: Step,
    version: i64,
    reason: Option<Reason>,
    note: Option<String>,
}

fn parse(form: &Taking) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, text: &str| {
        let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let step = Step::parse(&form.action);
    if step.is_none() {
        refuse("action", &form.action);
    }
    let version: Option<i64> = form.version.parse().ok();
    if version.is_none() {
        refuse("version", &form.version);
    }
    let reason = Reason::chosen(&form.reason).filter(|_| step == Some(Step::Remove));
    if step == Some(Step::Remove) && reason.is_none() {
        refuse("reason", &form.reason);
    }
    let note = text::multi_line(&form.note);
    let least = usize::from(reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    match (step, version) {
        (Some(step), Some(version)) if errors.is_empty() => {
            let note = Some(note).filter(|note| !note.is_empty() && step == Step::Remove);
            Ok(Parsed { step, version, reason, note })
        }
        _ => Err(DomainError::fields(errors)),
    }
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
        Step::Hold | Step::Release => {}
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

    #[test]
    fn what_may_be_about_danger_is_held_and_taken_away_by_few() {
        let table: [(Danger, &[Step]); 3] = [
            (Danger::None, &[]),
            (Danger::Hers, &[Step::Release]),
            (Danger::Others, &[Step::Release, Step::Remove]),
        ];
        for (danger, refused) in table {
            let all: Vec<Step> = Step::ALL.into_iter().filter(|step| danger.refuses(*step)).collect();
            assert_eq!(all, refused, "{danger:?}");
        }
    }

    #[test]
    fn each_step_fits_what_it_changes() {
        let marks = |held, removed| Marks { withdrawn: false, removed, held };
        for (step, none, held, removed) in [
            (Step::Hold, true, false, false),
            (Step::Release, false, true, false),
            (Step::Remove, true, true, false),
            (Step::Restore, false, false, true),
        ] {
            assert_eq!(Step::parse(step.as_str()), Some(step));
            assert_eq!(step.fits(marks(false, false)), none, "{step:?}");
            assert_eq!(step.fits(marks(true, false)), held, "{step:?}");
            assert_eq!(step.fits(marks(false, true)), removed, "{step:?}");
        }
        assert_eq!(Step::parse("purge"), None);
    }
}
