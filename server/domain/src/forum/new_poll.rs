//! A poll as its author offers it: two to eight answers.

use std::collections::BTreeSet;

use contract::{FieldCode, FieldError};
use entity::forum::{poll, poll_option};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};

use crate::{DomainResult, text};

/// How many answers there may be.
pub const CHOICES: std::ops::RangeInclusive<usize> = 2..=8;
/// Longest answer.
pub const CHOICE_MAX: usize = 80;
/// For how many days a poll may run; none: until somebody closes it.
pub const DAYS: [i32; 3] = [7, 14, 30];

/// A poll as the form of a new topic sends it; without answers there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPoll {
    /// The answers, one a line.
    pub choices: String,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether a vote stays as it is.
    pub fixed: bool,
    /// One of [`DAYS`], or empty.
    pub days: String,
}

/// A poll that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prepared {
    labels: Vec<String>,
    multiple: bool,
    can_change: bool,
    days: Option<i32>,
}

fn lines(choices: &str) -> Vec<String> {
    choices.lines().map(text::single_line).filter(|line| !line.is_empty()).collect()
}

/// The answers of a field as they are stored, one a line.
pub fn poll_lines(choices: &str) -> String {
    lines(choices).join("\n")
}

/// The answers of a field.
pub(super) fn labels(field: &'static str, choices: &str, errors: &mut Vec<FieldError>) -> Vec<String> {
    let labels = lines(choices);
    let distinct: BTreeSet<&String> = labels.iter().collect();
    if labels.len() < *CHOICES.start() {
        errors.push(FieldError::new(field, FieldCode::TooFew(*CHOICES.start())));
    } else if labels.len() > *CHOICES.end() {
        errors.push(FieldError::new(field, FieldCode::TooMany(*CHOICES.end())));
    } else if distinct.len() < labels.len() {
        errors.push(FieldError::new(field, FieldCode::Taken));
    }
    if let Some(long) = labels.iter().find(|label| label.chars().count() > CHOICE_MAX) {
        text::check_length(errors, field, long, 1, CHOICE_MAX);
    }
    labels
}

/// Reads the fields of a poll; nothing when none was asked for.
pub(super) fn prepare(form: &NewPoll, errors: &mut Vec<FieldError>) -> Option<Prepared> {
    if form.choices.trim().is_empty() {
        return None;
    }
    let labels = labels("poll_choices", &form.choices, errors);
    let days = form.days.parse().ok().filter(|days| DAYS.contains(days));
    if days.is_none() && !form.days.is_empty() {
        errors.push(FieldError::new("poll_days", FieldCode::UnknownChoice));
    }
    Some(Prepared { labels, multiple: form.multiple, can_change: !form.fixed, days })
}

/// Stores a poll, in the transaction of its topic.
pub(super) async fn insert(tx: &DatabaseTransaction, topic: &str, prepared: Prepared) -> DomainResult<()> {
    let row = poll::ActiveModel {
        topic_id: Set(topic.to_owned()),
        multiple: Set(prepared.multiple),
        can_change: Set(prepared.can_change),
        days: Set(prepared.days),
        closed_at: Set(None),
        voters: Set(0),
    };
    poll::Entity::insert(row).exec_without_returning(tx).await?;
    put_labels(tx, topic, prepared.labels).await
}

/// Stores the answers of a poll that has none.
pub(super) async fn put_labels(
    tx: &DatabaseTransaction,
    topic: &str,
    labels: Vec<String>,
) -> DomainResult<()> {
    let rows = (1_i32..).zip(labels).map(|(n, label)| poll_option::ActiveModel {
        topic_id: Set(topic.to_owned()),
        n: Set(n),
        label: Set(label),
        votes: Set(0),
    });
    poll_option::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_two_to_eight_distinct_lines() {
        let codes = |choices: &str, days: &str| {
            let mut errors = Vec::new();
            let form = NewPoll { choices: choices.into(), days: days.into(), ..NewPoll::default() };
            let prepared = prepare(&form, &mut errors);
            (prepared.map(|one| one.labels.len()), errors.into_iter().map(|e| e.code).collect::<Vec<_>>())
        };
        assert_eq!(codes(" \n ", "7"), (None, vec![]));
        assert_eq!(codes("نعم\n\n لا \n", ""), (Some(2), vec![]));
        assert_eq!(codes("نعم", "").1, [FieldCode::TooFew(2)]);
        assert_eq!(codes("a\nb\nc\nd\ne\nf\ng\nh\ni", "").1, [FieldCode::TooMany(8)]);
        assert_eq!(codes("نعم\nنعم", "").1, [FieldCode::Taken]);
        assert_eq!(codes(&format!("نعم\n{}", "م".repeat(81)), "").1, [FieldCode::TooLong(80)]);
        assert_eq!(codes("نعم\nلا", "8").1, [FieldCode::UnknownChoice]);
        assert_eq!(codes("نعم\nلا", "14").1, []);
    }
}
