//! Addresses of sanctions, appeals, notes, the log, and the page of what the team did.

use contract::{
    Locale,
    ids::{AppealId, PostId, SanctionId},
};

/// What was decided about her and her texts.
pub fn my_decisions(l: Locale) -> String {
    format!("/{l}/my/decisions")
}

/// The form of an appeal against a decision.
pub fn new_appeal(l: Locale, decision: &str) -> String {
    format!("/{l}/appeal?decision={}", super::encoded(decision))
}

/// An appeal of hers.
pub fn appeal(l: Locale, id: &AppealId) -> String {
    format!("/{l}/appeal/{id}")
}

/// The desk's list of sanctions.
pub fn sanctions(l: Locale) -> String {
    format!("/{l}/desk/sanctions")
}

/// The form of a sanction because of a text.
pub fn new_sanction(l: Locale, post: &PostId) -> String {
    format!("/{l}/desk/sanctions/new?post={post}")
}

/// A sanction.
pub fn sanction(l: Locale, id: &SanctionId) -> String {
    format!("/{l}/desk/sanctions/{id}")
}

/// The desk's list of appeals.
pub fn appeals(l: Locale) -> String {
    format!("/{l}/desk/appeals")
}

/// An appeal, as the desk sees it.
pub fn desk_appeal(l: Locale, id: &AppealId) -> String {
    format!("/{l}/desk/appeals/{id}")
}

/// Notes of the team on a text and its author.
pub fn notes(l: Locale, post: &PostId) -> String {
    format!("/{l}/desk/notes/{post}")
}

/// The moderators' log.
pub fn mod_log(l: Locale) -> String {
    format!("/{l}/desk/log")
}

/// What the team did in a quarter; the one that runs where none is named.
pub fn transparency(l: Locale, quarter: &str) -> String {
    super::with_pairs(&format!("/{l}/transparency"), &[("quarter", quarter.to_owned())])
}

/// The same as a file.
pub fn transparency_csv(l: Locale, quarter: &str) -> String {
    super::with_pairs(&format!("/{l}/transparency.csv"), &[("quarter", quarter.to_owned())])
}
