//! Codes of conversations in words.

use domain::{messages::Kind, moderation::report::CaseState};
use i18n::L10nLanguage;

use crate::site::pages::report;

/// What a conversation is about.
pub fn kind(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Question => l.msg_messages_kind_question(),
        Kind::Details => l.msg_messages_kind_details(),
        Kind::Technical => l.msg_messages_kind_technical(),
        Kind::Appeal => l.msg_messages_kind_appeal(),
        Kind::Safety => l.msg_messages_kind_safety(),
        Kind::Complaint => l.msg_messages_kind_complaint(),
        Kind::IdentitySeen => l.msg_alias_told_title(),
    }
}

/// How a report about a message of the team stands.
pub fn report(l: &L10nLanguage, state: CaseState) -> String {
    match state {
        CaseState::Upheld => l.msg_messages_report_upheld(),
        CaseState::NotUpheld => l.msg_messages_report_not_upheld(),
        CaseState::Withdrawn => l.msg_messages_report_withdrawn(),
        CaseState::Open | CaseState::InProgress | CaseState::Duplicate | CaseState::Escalated => {
            report::words::state(l, state)
        }
    }
}

/// Open or closed.
pub fn state(l: &L10nLanguage, open: bool) -> String {
    if open { l.msg_messages_state_open() } else { l.msg_messages_state_closed() }
}
