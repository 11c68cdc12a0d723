//! Addresses of conversations with the team, and of requests to see who wrote under an alias.

use contract::{
    Locale,
    ids::{CaseId, PostId, RequestId},
};

/// A member's conversations with the team.
pub fn messages(l: Locale) -> String {
    format!("/{l}/messages")
}

/// The form that begins one.
pub fn new_message(l: Locale) -> String {
    format!("/{l}/messages/new")
}

/// A conversation.
pub fn message(l: Locale, id: &CaseId) -> String {
    format!("/{l}/messages/{id}")
}

/// The desk's list of conversations.
pub fn team_messages(l: Locale) -> String {
    format!("/{l}/desk/messages")
}

/// A conversation, as the desk sees it.
pub fn team_message(l: Locale, id: &CaseId) -> String {
    format!("/{l}/desk/messages/{id}")
}

/// Requests to see who wrote under an alias.
pub fn identity_requests(l: Locale) -> String {
    format!("/{l}/desk/identity")
}

/// The form that asks who wrote a text.
pub fn ask_identity(l: Locale, post: &PostId) -> String {
    format!("/{l}/desk/identity/ask?post={post}")
}

/// A request.
pub fn identity_request(l: Locale, id: &RequestId) -> String {
    format!("/{l}/desk/identity/{id}")
}
