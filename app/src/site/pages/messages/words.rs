//! Codes of conversations in words.

use domain::messages::Kind;
use i18n::L10nLanguage;

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

/// Open or closed.
pub fn state(l: &L10nLanguage, open: bool) -> String {
    if open { l.msg_messages_state_open() } else { l.msg_messages_state_closed() }
}
