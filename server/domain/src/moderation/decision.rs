//! The form of a decision, and what may become of it.

use contract::{
    FieldCode, FieldError,
    ids::{PostId, TopicId},
    limits,
};

use super::{Reason, redact::with_marks};
use crate::{DomainError, DomainResult, forum::PostState, text};

/// The form of a decision, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// Post.
    pub post: String,
    /// The version that the moderator saw.
    pub version: String,
    /// One of [`Verdict`].
    pub action: String,
    /// Code of the reason, for a refusal.
    pub reason: String,
    /// Words to the author.
    pub note: String,
    /// The shortened title, where a question is published shortened.
    pub title: String,
    /// The shortened text.
    pub text: String,
    /// Whether she publishes it although its topic was closed meanwhile.
    pub sure: bool,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Published.
    Approve,
    /// Published, with something taken out.
    Redact,
    /// Its author is asked to change something.
    Changes,
    /// Refused.
    Reject,
    /// Answered in private instead.
    Private,
    /// Handed to the lead moderators.
    Escalate,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Approve, Self::Redact, Self::Changes, Self::Reject, Self::Private, Self::Escalate];

    /// As the form names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Redact => "redact",
            Self::Changes => "changes",
            Self::Reject => "reject",
            Self::Private => "private",
            Self::Escalate => "escalate",
        }
    }

    /// Reads the form's button.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == text)
    }

    /// Whether it says nothing to its author without a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Changes | Self::Reject)
    }

    /// Whether the text becomes public.
    pub fn publishes(self) -> bool {
        matches!(self, Self::Approve | Self::Redact)
    }
}

/// How a text stands that somebody else decided on first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Post.
    pub post: PostId,
    /// Topic.
    pub topic: TopicId,
    /// State now.
    pub state: PostState,
    /// Why it was refused.
    pub reason: Option<Reason>,
    /// ISO day of the decision.
    pub decided_day: Option<String>,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done(Verdict),
    /// Somebody was faster; nothing was changed.
    Stale(Current),
    /// The topic of this reply is not public: decide on it first. Nothing was changed.
    TopicNotPublic(TopicId),
    /// The topic was closed meanwhile: publishing needs a second word. Nothing was changed.
    TopicClosed(TopicId),
    /// Its author does not read this category any more. Nothing was changed; it waits.
    NotReadable,
    /// Somebody else has it in hand. Nothing was changed.
    InHand,
    /// The lead moderators have it. Nothing was changed.
    WithLead,
    /// It is not decided on together with others. Nothing was changed.
    ByItself,
}

/// A decision that can be read.
pub(super) struct Parsed {
    pub post: PostId,
    pub version: i64,
    pub verdict: Verdict,
    pub reason: Option<Reason>,
    pub note: Option<String>,
    pub title: String,
    pub text: String,
    pub sure: bool,
}

pub(super) fn missing(text: &str) -> FieldCode {
    if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice }
}

pub(super) fn parse(form: &Decision) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, code| errors.push(FieldError::new(field, code));
    let post: Option<PostId> = form.post.parse().ok();
    if post.is_none() {
        refuse("post", missing(&form.post));
    }
    let version: Option<i64> = form.version.parse().ok();
    if version.is_none() {
        refuse("version", missing(&form.version));
    }
    let verdict = Verdict::parse(&form.action);
    if verdict.is_none() {
        refuse("action", missing(&form.action));
    }
    // A reason that was left in the form says nothing about what is published.
    let reason = Reason::chosen(&form.reason).filter(|_| verdict.is_some_and(|one| !one.publishes()));
    if verdict.is_some_and(Verdict::needs_reason) && reason.is_none() {
        refuse("reason", missing(&form.reason));
    }
    let note = text::multi_line(&form.note);
    let least =
        usize::from(verdict.is_some_and(Verdict::needs_reason) && reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    let shortened = with_marks(&text::multi_line(&form.text));
    if verdict == Some(Verdict::Redact) {
        text::check_length(&mut errors, "text", &shortened, limits::BODY_MIN, limits::BODY_MAX);
    }
    match (post, version, verdict) {
        (Some(post), Some(version), Some(verdict)) if errors.is_empty() => Ok(Parsed {
            post,
            version,
            verdict,
            reason,
            note: (!note.is_empty()).then_some(note),
            title: with_marks(&text::single_line(&form.title)),
            text: shortened,
            sure: form.sure,
        }),
        _ => Err(DomainError::fields(errors)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_read_back_and_say_what_they_need() {
        // verdict, needs a reason, publishes
        let table = [
            (Verdict::Approve, false, true),
            (Verdict::Redact, false, true),
            (Verdict::Changes, true, false),
            (Verdict::Reject, true, false),
            (Verdict::Private, false, false),
            (Verdict::Escalate, false, false),
        ];
        assert_eq!(table.map(|row| row.0), Verdict::ALL);
        for (verdict, reason, publishes) in table {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
            assert_eq!((verdict.needs_reason(), verdict.publishes()), (reason, publishes), "{verdict:?}");
        }
        assert_eq!(Verdict::parse("purge"), None);
    }
}
