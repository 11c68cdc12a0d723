//! What each act on a text has in common: who may, the lock that her form carried, the log, the audit log and the search
//! index, in one transaction.

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};
use entity::content::{article, article_revision, article_text, article_transition, article_work};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::policy::{Act, State, next};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    content::{Kind, references},
    permission::require,
    places, search,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    text::{check_length, multi_line},
};

const COMMENT_MAX: usize = 2_000;

/// The lock of every form: how often the work was written when the form was drawn, and what its newest revision was.
/// As a text: `7.abcd`, or `new` where there is no work yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Nothing where there was no work yet.
    pub version: Option<i32>,
    /// The revision that she had before her.
    pub base: Option<String>,
}

impl Lock {
    /// Of what stands now.
    pub fn of(work: Option<&article_work::Model>) -> Self {
        Self { version: work.map(|work| work.version), base: work.map(|work| work.head_id.clone()) }
    }

    /// Of a text that somebody began to change when this revision was the newest one: it opens nothing, but tells what
    /// stood there.
    pub fn behind(base: &str) -> Self {
        Self { version: Some(-1), base: Some(base.to_owned()) }
    }

    /// Reads the field of a form; what is none opens nothing.
    pub fn read(text: &str) -> Self {
        if text == "new" {
            return Self { version: None, base: None };
        }
        let (number, base) = text.split_once('.').unwrap_or((text, ""));
        Self {
            version: Some(number.parse().unwrap_or(-1)),
            base: Some(base.to_owned()).filter(|base| !base.is_empty()),
        }
    }
}

impl std::fmt::Display for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.version, &self.base) {
            (None, _) => f.write_str("new"),
            (Some(version), Some(base)) => write!(f, "{version}.{base}"),
            (Some(version), None) => write!(f, "{version}"),
        }
    }
}

/// Where the work stands: time moves it too, and nobody comes by to write that down. `from` and `to`: the time of the
/// newest revision, where it was released.
pub(super) fn standing(stored: State, release: Option<(i64, Option<i64>)>, now: i64) -> State {
    let (from, to) = release.unwrap_or((i64::MAX, None));
    let begun = if stored == State::Scheduled && from <= now { State::Published } else { stored };
    if begun == State::Published && to.is_some_and(|to| to <= now) { State::Archived } else { begun }
}

/// The releases of a text, the first one first.
pub(super) async fn releases<C: ConnectionTrait>(
    db: &C,
    id: &str,
    locale: Locale,
) -> DomainResult<Vec<article_text::Model>> {
    Ok(article_text::Entity::find()
        .filter(article_text::Column::ArticleId.eq(id))
        .filter(article_text::Column::Locale.eq(locale.code()))
        .order_by_asc(article_text::Column::VisibleFrom)
        .all(db)
        .await?)
}

/// The stored state, moved on by time.
pub(super) fn state_of(
    work: &article_work::Model,
    releases: &[article_text::Model],
    now: i64,
) -> DomainResult<State> {
    let stored = State::parse(&work.state)
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a text in an unknown state"))?;
    let own = releases.iter().find(|release| release.revision_id == work.head_id);
    Ok(standing(stored, own.map(|own| (own.visible_from, own.visible_to)), now))
}

/// The document, and what kind it is.
pub(super) async fn document<C: ConnectionTrait>(
    db: &C,
    id: &ArticleId,
    lock: bool,
) -> DomainResult<(article::Model, Kind)> {
    let mut query = article::Entity::find_by_id(id.as_str());
    if lock {
        query = query.lock_exclusive();
    }
    let row = query.one(db).await?.ok_or_else(DomainError::not_found)?;
    let kind = Kind::parse(&row.kind)
        .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a document of an unknown kind"))?;
    Ok((row, kind))
}

/// What the audit log calls an act.
fn action(act: Act) -> Action {
    match act {
        Act::Save => Action::ArticleSave,
        Act::Submit => Action::ArticleSubmit,
        Act::RequestChanges => Action::ArticleChanges,
        Act::Approve => Action::ArticleApprove,
        Act::Publish => Action::ArticlePublish,
        Act::Schedule => Action::ArticleSchedule,
        Act::CallOff => Action::ArticleCallOff,
        Act::Archive => Action::ArticleArchive,
        Act::Withdraw => Action::ArticleWithdraw,
        Act::Reopen => Action::ArticleReopen,
        Act::Restore => Action::ArticleRestore,
        Act::TakeBack => Action::ArticleTakeBack,
    }
}

/// A comment, or what is wrong with it.
fn comment_of(act: Act, typed: &str) -> DomainResult<String> {
    let comment = multi_line(typed);
    let mut errors = Vec::new();
    check_length(&mut errors, "comment", &comment, usize::from(act.needs_comment()), COMMENT_MAX);
    if act.needs_comment() && comment.is_empty() && errors.is_empty() {
        return Err(DomainError::field("comment", FieldCode::Required));
    }
    if errors.is_empty() { Ok(comment) } else { Err(DomainError::fields(errors)) }
}

/// One act on one text, from the lock of its document to the commit.
pub(super) struct Turn<'a> {
    services: &'a Services,
    pub member: &'a Member,
    pub tx: DatabaseTransaction,
    pub act: Act,
    pub id: String,
    pub kind: Kind,
    pub locale: Locale,
    pub work: article_work::Model,
    pub releases: Vec<article_text::Model>,
    /// Where it stood; nothing where the text is new.
    pub before: Option<State>,
    pub after: State,
    pub now: i64,
    pub comment: String,
    pub own_text: bool,
    action: Action,
    detail: Option<&'static str>,
}

impl<'a> Turn<'a> {
    /// Asks whether she may, locks the document, and compares what her form carried with what stands there.
    ///
    /// # Errors
    /// Like [`require`] of what the act needs; not found; a refused comment; [`ErrorCode::Conflict`] when somebody was
    /// quicker, or the act has no place in this state.
    pub async fn begin(
        services: &'a Services,
        actor: &'a Actor,
        act: Act,
        (id, locale): (&ArticleId, Locale),
        version: &str,
        comment: &str,
    ) -> DomainResult<Self> {
        let member = require(actor, act.needs(), None)?;
        let comment = comment_of(act, comment)?;
        let tx = services.db.begin().await?;
        // Whoever acts on the same document waits here, also on a text of it that is not there yet.
        let (head, kind) = document(&tx, id, true).await?;
        let found =
            article_work::Entity::find_by_id((head.id.clone(), locale.code().to_owned())).one(&tx).await?;
        if Lock::read(version).version != found.as_ref().map(|work| work.version) {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
        let now = services.now_ms();
        let releases = releases(&tx, &head.id, locale).await?;
        let (work, before) = match found {
            Some(work) => {
                let state = state_of(&work, &releases, now)?;
                (work, Some(state))
            }
            None if act == Act::Save => (begun(&head.id, locale, member, now).insert(&tx).await?, None),
            None => return Err(DomainError::not_found()),
        };
        let state = before.unwrap_or(State::Draft);
        let conflict = || DomainError::new(ErrorCode::Conflict);
        let after = next(state, act).filter(|_| act.is_for(kind)).ok_or_else(conflict)?;
        Ok(Self {
            services,
            member,
            tx,
            act,
            id: head.id,
            kind,
            locale,
            work,
            releases,
            before,
            after,
            now,
            comment,
            own_text: false,
            action: action(act),
            detail: None,
        })
    }

    /// The first turn on a document that is made in it.
    pub fn fresh(
        (services, member): (&'a Services, &'a Member),
        tx: DatabaseTransaction,
        (id, kind, locale): (String, Kind, Locale),
        work: article_work::Model,
        now: i64,
    ) -> Self {
        Self {
            services,
            member,
            tx,
            act: Act::Save,
            id,
            kind,
            locale,
            work,
            releases: Vec::new(),
            before: None,
            after: State::Draft,
            now,
            comment: String::new(),
            own_text: false,
            action: Action::ArticleCreate,
            detail: None,
        }
    }

    /// A code for the audit log.
    pub fn note(&mut self, detail: &'static str) {
        self.detail = Some(detail);
    }

    /// The newest revision.
    pub async fn head(&self) -> DomainResult<article_revision::Model> {
        article_revision::Entity::find_by_id(self.work.head_id.as_str())
            .one(&self.tx)
            .await?
            .ok_or_else(|| DomainError::caused(ErrorCode::Internal, "a text without its revision"))
    }

    /// What readers get now.
    pub fn live(&self) -> Option<&article_text::Model> {
        self.releases
            .iter()
            .find(|one| one.visible_from <= self.now && one.visible_to.is_none_or(|to| to > self.now))
    }

    /// The row of the work as it will be.
    pub fn change(&self) -> article_work::ActiveModel {
        self.work.clone().into_active_model()
    }

    /// Writes the work, both logs and the index, and commits. Answers the new version.
    pub async fn finish(self, mut change: article_work::ActiveModel) -> DomainResult<i32> {
        let Self {
            services,
            member,
            tx,
            act,
            action,
            id,
            locale,
            work,
            before,
            after,
            now,
            comment,
            own_text,
            detail,
            ..
        } = self;
        let version = work.version + 1;
        change.state = Set(after.as_str().to_owned());
        change.version = Set(version);
        change.changed_at = Set(now);
        let written = change.update(&tx).await?;
        article_transition::ActiveModel {
            id: Set(new_id()),
            article_id: Set(id.clone()),
            locale: Set(locale.code().to_owned()),
            revision_id: Set(written.head_id),
            act: Set(act.as_str().to_owned()),
            from_state: Set(before.map(State::as_str).unwrap_or_default().to_owned()),
            to_state: Set(after.as_str().to_owned()),
            actor_id: Set(Some(member.id.as_str().to_owned())),
            at: Set(now),
            comment: Set(comment),
            own_text: Set(own_text),
        }
        .insert(&tx)
        .await?;
        references::settle(&tx, &id, locale).await?;
        search::index_article(&tx, now, &id).await?;
        let mut entry = Entry::of(action).on("article", format!("{id}:{locale}"));
        if let Some(detail) = detail {
            entry = entry.detail(detail);
        }
        audit::record(&tx, Some(member), entry, now).await?;
        tx.commit().await?;
        // A menu may lead to it.
        if matches!(act, Act::Publish | Act::Archive | Act::Withdraw) {
            places::load(services).await?;
        }
        Ok(version)
    }
}

/// Work that begins.
pub(super) fn begun(id: &str, locale: Locale, member: &Member, now: i64) -> article_work::ActiveModel {
    article_work::ActiveModel {
        article_id: Set(id.to_owned()),
        locale: Set(locale.code().to_owned()),
        state: Set(State::Draft.as_str().to_owned()),
        head_id: Set(String::new()),
        submitted_by: Set(None),
        approved_by: Set(None),
        owner_id: Set(Some(member.id.as_str().to_owned())),
        check_by: Set(None),
        version: Set(0),
        changed_at: Set(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_moves_a_text_on() {
        use State::{Approved, Archived, Published, Scheduled};
        for (stored, release, expected) in [
            (Scheduled, Some((10, None)), Scheduled),
            (Scheduled, Some((5, None)), Published),
            (Scheduled, Some((2, Some(5))), Archived),
            (Scheduled, None, Scheduled),
            (Published, Some((2, Some(6))), Published),
            (Published, Some((2, Some(5))), Archived),
            (Approved, Some((2, Some(5))), Approved),
        ] {
            assert_eq!(standing(stored, release, 5), expected, "{stored:?} {release:?}");
        }
    }

    #[test]
    fn a_lock_reads_back_and_what_is_none_opens_nothing() {
        for lock in [
            Lock { version: None, base: None },
            Lock { version: Some(7), base: Some("abcd-ar-1".into()) },
            Lock { version: Some(7), base: None },
            Lock::behind("abcd"),
        ] {
            assert_eq!(Lock::read(&lock.to_string()), lock);
        }
        assert_eq!(Lock::read("").version, Some(-1));
        assert_eq!(Lock::read("x.y").version, Some(-1));
    }
}
