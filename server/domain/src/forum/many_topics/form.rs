//! The form by which the same is done with many topics: which ones, what, why and where to.

use std::collections::HashSet;

use contract::{FieldCode, FieldError, ids::TopicId};

use crate::{
    Actor, DomainError, DomainResult, Permission,
    codes::codes,
    forum::list_categories::is_slug,
    moderation::Cause,
    permission::{permits, require},
};

/// How many topics are changed at once, at most.
pub const MOST: usize = 50;

codes! {
    /// What is done with all of them.
    Together {
        /// Nobody answers any more.
        Close = "close",
        /// Answers are welcome again.
        Reopen = "reopen",
        /// They stand in no list.
        Unlist = "unlist",
        /// They stand in the lists again.
        List = "list",
        /// Answers are read before they appear.
        Review = "review",
        /// Answers appear as the category says.
        Trust = "trust",
        /// They go to another category.
        Move = "move",
    }
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManyTopics {
    /// Identifiers of the chosen topics.
    pub topics: Vec<String>,
    /// One of [`Together`].
    pub what: String,
    /// Why they are closed, moved or taken out of the lists: the code of a [`Cause`].
    pub reason: String,
    /// Slug of the category to which they go.
    pub to: String,
}

/// A form that can be carried out.
pub(super) struct Checked {
    pub(super) topics: Vec<TopicId>,
    pub(super) what: Together,
    pub(super) reason: Option<Cause>,
}

/// What is wrong with a field that should hold something else.
pub(super) fn wrong(field: &str, text: &str) -> FieldError {
    let code = if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    FieldError::new(field, code)
}

/// What of a form names a topic, each once.
fn readable(form: &ManyTopics) -> Vec<TopicId> {
    let mut seen = HashSet::new();
    let all = form.topics.iter().filter_map(|text| text.parse::<TopicId>().ok());
    all.filter(|id| seen.insert(id.as_str().to_owned())).collect()
}

/// The form, where it can be carried out.
pub(super) fn read(actor: &Actor, form: &ManyTopics) -> DomainResult<Checked> {
    require(actor, Permission::Arrange, None)?;
    let mut errors = Vec::new();
    let topics = readable(form);
    if form.topics.iter().any(|text| text.parse::<TopicId>().is_err()) {
        errors.push(FieldError::new("topic", FieldCode::UnknownChoice));
    } else if topics.is_empty() {
        errors.push(FieldError::new("topic", FieldCode::Required));
    } else if topics.len() > MOST {
        errors.push(FieldError::new("topic", FieldCode::TooMany(MOST)));
    }
    let what = Together::parse(&form.what);
    if what.is_none() {
        errors.push(wrong("what", &form.what));
    }
    let needs = matches!(what, Some(Together::Close | Together::Move | Together::Unlist));
    let reason = Cause::chosen(&form.reason).filter(|_| needs);
    if needs && reason.is_none() {
        errors.push(wrong("reason", &form.reason));
    }
    // Where she does not moderate she cannot put anything, nor learn what is there.
    let there = is_slug(&form.to) && permits(actor, Permission::Move, Some(&form.to));
    if what == Some(Together::Move) && !there {
        errors.push(wrong("to", &form.to));
    }
    match what {
        Some(what) if errors.is_empty() => Ok(Checked { topics, what, reason }),
        _ => Err(DomainError::fields(errors)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};

    #[test]
    fn reads_what_can_be_carried_out() {
        let team = actor("team", Role::Moderator);
        let id = "0a9zkq3m1v7t".to_owned();
        let form =
            |what: &str| ManyTopics { topics: vec![id.clone()], what: what.into(), ..ManyTopics::default() };
        let because = |what: &str| ManyTopics { reason: "room_order".into(), ..form(what) };
        let fields = |form: &ManyTopics| -> Vec<(String, FieldCode)> {
            let refused = read(&team, form).err().map(|error| error.fields).unwrap_or_default();
            refused.into_iter().map(|error| (error.field, error.code)).collect()
        };
        let one = |field: &str, code| vec![(field.to_owned(), code)];
        let many: Vec<String> = (0..=MOST).map(|n| format!("topic{n:07}")).collect();
        for (form, expected) in [
            (form("reopen"), vec![]),
            (ManyTopics { topics: vec![id.clone(); 60], ..because("unlist") }, vec![]),
            (ManyTopics { reason: "off_topic".into(), ..form("close") }, vec![]),
            (ManyTopics { to: "poverty".into(), ..because("move") }, vec![]),
            (form(""), one("what", FieldCode::Required)),
            (form("purge"), one("what", FieldCode::UnknownChoice)),
            (form("close"), one("reason", FieldCode::Required)),
            (form("unlist"), one("reason", FieldCode::Required)),
            (ManyTopics { to: "poverty".into(), ..form("move") }, one("reason", FieldCode::Required)),
            (because("move"), one("to", FieldCode::Required)),
            (ManyTopics { to: "../x".into(), ..because("move") }, one("to", FieldCode::UnknownChoice)),
            (ManyTopics { topics: vec![], ..form("list") }, one("topic", FieldCode::Required)),
            (
                ManyTopics { topics: vec!["../x".into()], ..form("list") },
                one("topic", FieldCode::UnknownChoice),
            ),
            (ManyTopics { topics: many, ..form("list") }, one("topic", FieldCode::TooMany(MOST))),
        ] {
            assert_eq!(fields(&form), expected, "{form:?}");
        }
    }
}
