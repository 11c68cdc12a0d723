//! Addresses of questions without an account. A receipt stands in none of them.

use contract::{Locale, ids::AskId};

/// Where a woman asks without an account.
pub fn ask(l: Locale) -> String {
    format!("/{l}/ask")
}

/// Where she comes back with her receipt (forms post to it).
pub fn ask_receipt(l: Locale) -> String {
    format!("/{l}/ask/receipt")
}

/// Where a helper writes for a woman who cannot.
pub fn ask_help(l: Locale) -> String {
    format!("/{l}/ask/help")
}

/// Where a helper reads and writes for a woman who comes back with her receipt. Below the way back: wrong receipts are
/// slowed here too.
pub fn ask_help_back(l: Locale) -> String {
    format!("/{l}/ask/receipt/help")
}

/// The team's list of questions.
pub fn desk_ask(l: Locale, closed: bool) -> String {
    if closed { format!("/{l}/desk/ask?state=closed") } else { format!("/{l}/desk/ask") }
}

/// A question, as the team reads it.
pub fn desk_question(l: Locale, id: &AskId) -> String {
    format!("/{l}/desk/ask/{id}")
}

/// What women ask the editors to write about.
pub fn article_requests(l: Locale) -> String {
    format!("/{l}/desk/ask/requests")
}
