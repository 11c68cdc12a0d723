//! The editorial desk: the list, the workbench of a text, its form, its history.

mod compare;
mod conflict;
mod create;
mod edit;
mod fields;
mod history;
mod list;
pub mod words;
mod workbench;

pub use compare::{compare, differences};
pub use create::new;
pub use edit::{Shown, edit, shown};
pub use fields::{LABELS, draft_of, summary};
pub use history::history;
pub use list::list;
pub use workbench::workbench;

use contract::{Locale, ids::ArticleId};
use domain::{DomainError, DomainResult, services::time_of};
use leptos::prelude::*;

use crate::site::components::{Day, Num};

/// What an address of the desk is about.
///
/// # Errors
/// Not found for what is neither document nor language.
pub fn place(id: &str, language: &str) -> DomainResult<(ArticleId, Locale)> {
    let id = id.parse().map_err(|_| DomainError::not_found())?;
    let language = language.parse().map_err(|_| DomainError::not_found())?;
    Ok((id, language))
}

/// Day and time, as Tunisia counts them.
pub fn moment(ms: i64) -> AnyView {
    view! { <Day iso=domain::services::day_of(ms)/>" "<Num text=time_of(ms)/> }.into_any()
}

/// What a field of the form is called, with the number of its row.
pub fn label(l: &i18n::L10nLanguage, name: &str) -> String {
    let base: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    let number: String = name.chars().filter(char::is_ascii_digit).collect();
    let text =
        LABELS.iter().find(|(key, _)| *key == base).map_or_else(|| base.clone(), |(_, label)| label(l));
    if number.is_empty() { text } else { format!("{text} {number}") }
}
