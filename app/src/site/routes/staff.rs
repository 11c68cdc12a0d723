//! Addresses of the desk for members, rights and the log.

use contract::{Locale, ids::MemberId};

use super::encoded;

/// The desk's list of members.
pub fn staff_members(l: Locale) -> String {
    format!("/{l}/desk/members")
}

/// A member, as the desk sees her.
pub fn staff_member(l: Locale, id: &MemberId) -> String {
    format!("/{l}/desk/members/{id}")
}

/// The categories for which administrators say what roles may do.
pub fn category_rules(l: Locale) -> String {
    format!("/{l}/desk/permissions")
}

/// What roles may do in one category.
pub fn category_rule(l: Locale, slug: &str) -> String {
    format!("/{l}/desk/permissions/{slug}")
}

/// The desk's list of invitations.
pub fn invitations(l: Locale) -> String {
    format!("/{l}/desk/invitations")
}

/// The page behind an invitation's link.
pub fn invitation(l: Locale, token: &str) -> String {
    format!("/{l}/invitation/{}", encoded(token))
}

/// Where the team is signed in.
pub fn staff_sessions(l: Locale) -> String {
    format!("/{l}/desk/sessions")
}

/// The configuration in force.
pub fn configuration(l: Locale) -> String {
    format!("/{l}/desk/configuration")
}

/// The audit log.
pub fn audit(l: Locale) -> String {
    format!("/{l}/desk/audit")
}
