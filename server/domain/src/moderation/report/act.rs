//! Deciding on a case. Whatever is done to the text closes the case and its item in the same transaction.

use contract::{ErrorCode, FieldCode, FieldError, ids::MemberId, limits};
use entity::{
    forum::post,
    report::{report, report_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
};

use super::{CaseState, Code, again, can_handle, covers, tell::Told};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{PostState, taken},
    moderation::{
        LOG_KEPT_MS, Reason,
        decide::author as author_of,
        held_only, hide,
        item::{self, Class, ItemKind},
        log::{self, Action, Entry},
        shift, sight,
    },
    notify,
    permission::require,
    safety::danger::{self, Origin},
    services::day_of,
    text,
};

/// The form of a decision, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Case.
    pub case: String,
    /// The version that she saw.
    pub version: String,
    /// Which button.
    pub action: String,
    /// Code of the reason, where the text is held or taken away.
    pub reason: String,
    /// Words to the author.
    pub note: String,
    /// The case that covers the same.
    pub of: String,
}

/// What somebody of the team does with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// She looks at it.
    Begin,
    /// The report is right: the text is held.
    Hold,
    /// The report is right: the text is taken away.
    Remove,
    /// The text may stay; one that was held by itself comes back.
    Keep,
    /// Another case covers it; what was held by itself waits for the decision there.
    Duplicate,
    /// Somebody is in danger: the text is held, and few look after it.
    Escalate,
    /// A held text comes back, after the decision.
    Release,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Begin, Self::Hold, Self::Remove, Self::Keep, Self::Duplicate, Self::Escalate, Self::Release];

    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Hold => "hold",
            Self::Remove => "remove",
            Self::Keep => "keep",
            Self::Duplicate => "duplicate",
            Self::Escalate => "escalate",
            Self::Release => "release",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == text)
    }

    /// What is offered for a case in this state, about a text in this one; `held_only` to whoever does not look after
    /// somebody who may be in danger because of it: it is held then, not taken away.
    pub fn offered(case: CaseState, post: PostState, held_only: bool) -> Vec<Self> {
        let held = post == PostState::Held;
        let shown = held || post == PostState::Published;
        let mut all = Self::fitting(case, held, shown);
        all.retain(|act| !(held_only && matches!(act, Self::Remove | Self::Release)));
        all
    }

    fn fitting(case: CaseState, held: bool, shown: bool) -> Vec<Self> {
        match case {
            CaseState::Open | CaseState::InProgress => {
                let mut all = vec![Self::Hold, Self::Remove, Self::Keep, Self::Duplicate, Self::Escalate];
                if case == CaseState::Open {
                    all.insert(0, Self::Begin);
                }
                // What its author or somebody else took away meanwhile cannot be taken away again.
                all.retain(|act| shown || matches!(act, Self::Begin | Self::Keep | Self::Duplicate));
                all
            }
            CaseState::Upheld | CaseState::Duplicate if held => vec![Self::Remove, Self::Release],
            _ => Vec::new(),
        }
    }

    /// Whether she is done with the case after it, and reads the next one.
    pub fn leads_on(self) -> bool {
        self.ends().is_some()
    }

    /// How the case ends.
    fn ends(self) -> Option<CaseState> {
        match self {
            Self::Begin => None,
            Self::Hold | Self::Remove | Self::Release => Some(CaseState::Upheld),
            Self::Keep => Some(CaseState::NotUpheld),
            Self::Duplicate => Some(CaseState::Duplicate),
            Self::Escalate => Some(CaseState::Escalated),
        }
    }
}

/// How a case stands that somebody else decided first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// State now.
    pub state: CaseState,
    /// ISO day of the decision.
    pub decided_day: Option<String>,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done(Act),
    /// Somebody was faster; nothing was changed.
    Stale(Current),
}

struct Parsed {
    version: i64,
    act: Act,
    reason: Option<Reason>,
    note: Option<String>,
}

fn parse(form: &Decision) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, typed: &str| {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let version = form.version.parse().ok();
    if version.is_none() {
        refuse("version", &form.version);
    }
    let act = Act::parse(&form.action);
    if act.is_none() {
        refuse("action", &form.action);
    }
    let removes = act == Some(Act::Remove);
    let explained = removes || act == Some(Act::Hold);
    let reason = Reason::chosen(&form.reason).filter(|_| explained);
    if explained && reason.is_none() {
        refuse("reason", &form.reason);
    }
    let note = if removes { text::multi_line(&form.note) } else { String::new() };
    let least = usize::from(removes && reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    match (version, act) {
        (Some(version), Some(act)) if errors.is_empty() => {
            Ok(Parsed { version, act, reason, note: (!note.is_empty()).then_some(note) })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

fn current(case: &report_case::Model) -> Outcome {
    Outcome::Stale(Current { state: CaseState::parse(&case.state), decided_day: case.decided_at.map(day_of) })
}

/// Decides on a case, in the version that she saw.
///
/// # Errors
/// Refused fields `version`, `action`, `reason`, `note`, `of`; as [`can_handle`]; `Forbidden` also on what an
/// administrator wrote under her name, but for another one (S1), where she decided before and somebody else's look was
/// asked for, and to take away what is about somebody who may be in danger, but for those who look after her (S11);
/// `NotFound`, also where she knows the person or is she; `Conflict` while somebody else has it in hand.
pub async fn act(services: &Services, actor: &Actor, form: &Decision) -> DomainResult<Outcome> {
    let reader = require(actor, Permission::HandleReports, None)?;
    let db = services.db.read();
    let found = load(db, &form.case).await?;
    // Nobody learns by a mistake in the form of a case outside of her categories, or about whom she knows.
    can_handle(actor, &found.category, None, false)?;
    let written = post::Entity::find_by_id(&found.post_id).one(db).await?.and_then(|post| post.author_id);
    let hers = written.as_deref() == Some(reader.id.as_str());
    if hers || sight::is_recused(db, reader, &found.post_id).await? {
        return Err(DomainError::not_found());
    }
    let parsed = parse(form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    covers::lock(&tx, &found).await?;
    let case = load(&tx, &form.case).await?;
    let post = post::Entity::find_by_id(&case.post_id).one(&tx).await?;
    let post = post.ok_or_else(DomainError::not_found)?;
    if matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged) {
        return Err(DomainError::not_found());
    }
    let reports = super::standing(&tx, &case.id).await?;
    let me = actor.member_id().map(|id| id.as_str());
    let reported = reports.iter().any(|one| one.reporter_id.as_deref() == me);
    let author = post.author_id.clone().map(MemberId::trusted);
    let member = can_handle(actor, &case.category, author.as_ref(), reported)?;
    let author = author_of(&tx, &post).await?;
    if author.is_some_and(|author| author.role == Role::Admin) && member.role != Role::Admin {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    // Another look is another person's.
    if again::is_asked(&tx, &case.id).await? && again::is_apart(&tx, &case.id, member).await? {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    sight::require_free(&tx, (ItemKind::Report, &case.id), member, now).await?;
    let states = (CaseState::parse(&case.state), PostState::parse(&post.state));
    if case.version != parsed.version || !Act::offered(states.0, states.1, false).contains(&parsed.act) {
        return Ok(current(&case));
    }
    if parsed.act == Act::Remove {
        held_only::require_few(&tx, actor, (&post.id, &case.category)).await?;
    }
    let covering = match parsed.act {
        Act::Duplicate => Some(covers::covering(&tx, actor, member, &case, form.of.trim()).await?),
        _ => None,
    };
    let scene = Scene { services, tx: &tx, member, case: &case, post: &post, covering, now };
    if !scene.on_the_text(&parsed).await? {
        return Ok(current(&case));
    }
    scene.on_the_case(&parsed, &reports).await?;
    let hard = Class::of(case.class).is_hard() && parsed.act != Act::Begin;
    shift::count_hard(&tx, member, (&case.id, hard), now).await?;
    tx.commit().await?;
    Ok(Outcome::Done(parsed.act))
}

async fn load<C: ConnectionTrait>(db: &C, id: &str) -> DomainResult<report_case::Model> {
    report_case::Entity::find_by_id(id).one(db).await?.ok_or_else(DomainError::not_found)
}

struct Scene<'a> {
    services: &'a Services,
    tx: &'a DatabaseTransaction,
    member: &'a Member,
    case: &'a report_case::Model,
    post: &'a post::Model,
    /// For a duplicate: the case that covers this one.
    covering: Option<report_case::Model>,
    now: i64,
}

impl Scene<'_> {
    /// Whether what is held because of the reports waits for the decision on another case.
    fn is_covered(&self) -> bool {
        self.covering.as_ref().is_some_and(covers::holds)
    }

    async fn note(&self, action: Action, parsed: &Parsed, told: notify::Kind) -> DomainResult<()> {
        let entry = Entry::of_post(self.post, &self.case.category, action)
            .because(parsed.reason, parsed.note.as_deref());
        log::record(self.tx, self.member, &entry, self.now).await?;
        notify::event::decided(self.tx, self.post, told, self.now).await
    }

    /// What is done to the text. Answers whether it stood still as it was read.
    async fn on_the_text(&self, parsed: &Parsed) -> DomainResult<bool> {
        let (tx, post, now) = (self.tx, self.post, self.now);
        let category = &self.case.category;
        let state = PostState::parse(&post.state);
        match parsed.act {
            Act::Begin => {}
            // It stays so, and its author learns why.
            Act::Hold if state == PostState::Held => taken::set_held_why(tx, &post.id, parsed.reason).await?,
            Act::Hold => {
                if !hide::hold(tx, post, now).await? {
                    return Ok(false);
                }
                taken::set_held_why(tx, &post.id, parsed.reason).await?;
                self.note(Action::Hold, parsed, notify::Kind::Held).await?;
            }
            Act::Remove => {
                let reason = parsed.reason.unwrap_or(Reason::Other);
                let because = (reason, parsed.note.as_deref());
                if !hide::remove(tx, post, because, now).await? {
                    return Ok(false);
                }
                self.note(Action::Remove, parsed, notify::Kind::Removed).await?;
            }
            Act::Keep | Act::Duplicate | Act::Release => {
                let back = parsed.act == Act::Release || (self.case.auto_held && !self.is_covered());
                let released = back && hide::release(tx, post, now).await?;
                if parsed.act == Act::Release && !released {
                    return Ok(false);
                }
                if released {
                    self.note(Action::Release, parsed, notify::Kind::Restored).await?;
                }
            }
            Act::Escalate => {
                danger::open(self.services, tx, post, category, Origin::Team(self.member), now).await?;
            }
        }
        Ok(true)
    }

    async fn on_the_case(&self, parsed: &Parsed, reports: &[report::Model]) -> DomainResult<()> {
        let (tx, case, now) = (self.tx, self.case, self.now);
        let before = CaseState::parse(&case.state);
        let mut change = case.clone().into_active_model();
        change.version = Set(case.version + 1);
        if let Some(covering) = &self.covering {
            change.duplicate_of = Set(Some(covering.id.clone()));
        }
        let Some(next) = parsed.act.ends() else {
            change.state = Set(CaseState::InProgress.as_str().to_owned());
            change.update(tx).await?;
            return Ok(());
        };
        // What is done to a text after the decision changes nothing of it.
        let next = if before.is_live() { next } else { before };
        change.state = Set(next.as_str().to_owned());
        let held = PostState::parse(&self.post.state) == PostState::Held;
        change.auto_held = Set(case.auto_held && held && self.is_covered());
        if before.is_live() {
            change.decided_at = Set(Some(now));
            change.decided_revision = Set(Some(self.post.revision));
        }
        change.update(tx).await?;
        if !before.is_live() {
            return Ok(());
        }
        if next == CaseState::NotUpheld || (next == CaseState::Duplicate && !self.is_covered()) {
            covers::release(tx, &case.id, Some(self.member), now).await?;
        }
        // Of decisions that are older the log does not say any more what they were about; everybody was told of them.
        let answered = super::last_decision(tx, &case.id).await?.unwrap_or(now - LOG_KEPT_MS);
        let told = Told { case, post: self.post, answered, now };
        if self.covering.as_ref().is_none_or(|one| CaseState::parse(&one.state).is_answered()) {
            told.covered(tx).await?;
        }
        if let Some(covering) = &self.covering {
            covers::hand_over(tx, &case.id, &covering.id).await?;
        }
        item::close(tx, ItemKind::Report, &case.id, next.as_str(), now).await?;
        let action = match next {
            CaseState::Upheld => Action::ReportUpheld,
            CaseState::Duplicate => Action::ReportDuplicate,
            CaseState::Escalated => Action::ReportEscalated,
            _ => Action::ReportNotUpheld,
        };
        let codes = reports.iter().filter_map(|one| Code::parse(&one.gravest_code));
        let mut entry = Entry::of_case(&case.id, &case.category, action, before.as_str());
        if let Some(code) = codes.min_by_key(|code| code.class()) {
            entry = entry.for_code(code.as_str());
        }
        log::record(tx, self.member, &entry, now).await?;
        told.reporters(tx, reports).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_what_fits() {
        use Act::{Begin, Duplicate, Escalate, Hold, Keep, Release, Remove};
        let all = |case, post| Act::offered(case, post, false);
        assert_eq!(
            all(CaseState::Open, PostState::Published),
            [Begin, Hold, Remove, Keep, Duplicate, Escalate]
        );
        assert_eq!(all(CaseState::InProgress, PostState::Held), [Hold, Remove, Keep, Duplicate, Escalate]);
        assert_eq!(all(CaseState::Open, PostState::Withdrawn), [Begin, Keep, Duplicate]);
        assert_eq!(all(CaseState::Upheld, PostState::Held), [Remove, Release]);
        assert_eq!(all(CaseState::Duplicate, PostState::Held), [Remove, Release]);
        assert!(all(CaseState::Duplicate, PostState::Published).is_empty());
        assert!(all(CaseState::Upheld, PostState::Removed).is_empty());
        assert!(all(CaseState::Escalated, PostState::Held).is_empty());
        assert!(all(CaseState::NotUpheld, PostState::Published).is_empty());
        // While somebody may be in danger it is held.
        let few = |case, post| Act::offered(case, post, true);
        assert_eq!(few(CaseState::Open, PostState::Published), [Begin, Hold, Keep, Duplicate, Escalate]);
        assert!(few(CaseState::Upheld, PostState::Held).is_empty());
        for act in Act::ALL {
            assert_eq!(Act::parse(act.as_str()), Some(act));
        }
    }
}
