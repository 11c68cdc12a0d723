//! What the team can do with a published text, and the form that says so.

use contract::{FieldCode, FieldError, limits};
use sea_orm::ConnectionTrait;

use super::{Reason, item};
use crate::{Actor, DomainError, DomainResult, Permission, forum::taken::Marks, permission::permits, text};

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
    pub(super) fn fits(self, marks: Marks) -> bool {
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
    /// Code of the reason, to hide or to take away.
    pub reason: String,
    /// Words to the author.
    pub note: String,
}

/// Whether somebody may be in danger because of the text, and who looks after her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Danger {
    /// Nobody is.
    None,
    /// This person looks after her.
    Hers,
    /// Few do, and this person is not one of them.
    Others,
}

impl Danger {
    /// Of a text (post, category) and this person.
    pub(super) async fn of<C: ConnectionTrait>(
        db: &C,
        actor: &Actor,
        (post, category): (&str, &str),
    ) -> DomainResult<Self> {
        if !item::is_in_danger(db, post).await? {
            return Ok(Self::None);
        }
        let hers = permits(actor, Permission::SafetyCase, Some(category));
        Ok(if hers { Self::Hers } else { Self::Others })
    }

    /// It comes back in her case alone; and it is held, not taken away, unless by those who look after her: what
    /// becomes of it she chooses herself.
    pub(super) fn refuses(self, step: Step) -> bool {
        match step {
            Step::Release => self != Self::None,
            Step::Remove => self == Self::Others,
            Step::Hold | Step::Restore => false,
        }
    }
}

/// The form, read.
pub(super) struct Parsed {
    pub(super) step: Step,
    pub(super) version: i64,
    pub(super) reason: Option<Reason>,
    pub(super) note: Option<String>,
}

/// Reads it.
///
/// # Errors
/// Refused fields.
pub(super) fn parse(form: &Taking) -> DomainResult<Parsed> {
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
    let explained = matches!(step, Some(Step::Hold | Step::Remove));
    let reason = Reason::chosen(&form.reason).filter(|_| explained);
    if explained && reason.is_none() {
        refuse("reason", &form.reason);
    }
    let note = text::multi_line(&form.note);
    let removes = step == Some(Step::Remove);
    let least = usize::from(removes && reason.is_some_and(Reason::needs_note));
    text::check_length(&mut errors, "note", &note, least, limits::NOTE_MAX);
    match (step, version) {
        (Some(step), Some(version)) if errors.is_empty() => {
            let note = Some(note).filter(|note| !note.is_empty() && step == Step::Remove);
            Ok(Parsed { step, version, reason, note })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
