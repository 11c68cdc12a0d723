//! Words for what the desk knows by codes.

use domain::content::{
    Kind,
    editorial::{Act, State},
};
use i18n::L10nLanguage;

/// A state.
pub fn state(l: &L10nLanguage, state: State) -> String {
    match state {
        State::Draft => l.msg_editorial_state_draft(),
        State::InReview => l.msg_editorial_state_in_review(),
        State::ChangesRequested => l.msg_editorial_state_changes_requested(),
        State::Approved => l.msg_editorial_state_approved(),
        State::Scheduled => l.msg_editorial_state_scheduled(),
        State::Published => l.msg_editorial_state_published(),
        State::Archived => l.msg_editorial_state_archived(),
        State::Withdrawn => l.msg_editorial_state_withdrawn(),
    }
}

/// What a button says that does it.
pub fn act(l: &L10nLanguage, act: Act) -> String {
    match act {
        Act::Save => l.msg_editorial_act_save(),
        Act::Submit => l.msg_editorial_act_submit(),
        Act::RequestChanges => l.msg_editorial_act_request_changes(),
        Act::Approve => l.msg_editorial_act_approve(),
        Act::Publish => l.msg_editorial_act_publish(),
        Act::Schedule => l.msg_editorial_act_schedule(),
        Act::CallOff => l.msg_editorial_act_call_off(),
        Act::Archive => l.msg_editorial_act_archive(),
        Act::Withdraw => l.msg_editorial_act_withdraw(),
        Act::Reopen => l.msg_editorial_act_reopen(),
        Act::Restore => l.msg_editorial_act_restore(),
        Act::TakeBack => l.msg_editorial_act_take_back(),
    }
}

/// What comes of it.
pub fn hint(l: &L10nLanguage, act: Act) -> String {
    match act {
        Act::Save | Act::Restore => String::new(),
        Act::Submit => l.msg_editorial_hint_submit(),
        Act::RequestChanges => l.msg_editorial_hint_request_changes(),
        Act::Approve => l.msg_editorial_hint_approve(),
        Act::Publish => l.msg_editorial_hint_publish(),
        Act::Schedule => l.msg_editorial_hint_schedule(),
        Act::CallOff => l.msg_editorial_hint_call_off(),
        Act::Archive => l.msg_editorial_hint_archive(),
        Act::Withdraw => l.msg_editorial_hint_withdraw(),
        Act::Reopen => l.msg_editorial_hint_reopen(),
        Act::TakeBack => l.msg_editorial_hint_take_back(),
    }
}

/// That it was done.
pub fn done(l: &L10nLanguage, act: Act) -> String {
    match act {
        Act::Save => l.msg_editorial_done_save(),
        Act::Submit => l.msg_editorial_done_submit(),
        Act::RequestChanges => l.msg_editorial_done_request_changes(),
        Act::Approve => l.msg_editorial_done_approve(),
        Act::Publish => l.msg_editorial_done_publish(),
        Act::Schedule => l.msg_editorial_done_schedule(),
        Act::CallOff => l.msg_editorial_done_call_off(),
        Act::Archive => l.msg_editorial_done_archive(),
        Act::Withdraw => l.msg_editorial_done_withdraw(),
        Act::Reopen => l.msg_editorial_done_reopen(),
        Act::Restore => l.msg_editorial_done_restore(),
        Act::TakeBack => l.msg_editorial_done_take_back(),
    }
}

/// A kind of document.
pub fn kind(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Section => l.msg_editorial_kind_section(),
        Kind::Article => l.msg_editorial_kind_article(),
        Kind::Procedure => l.msg_editorial_kind_procedure(),
        Kind::Page => l.msg_editorial_kind_page(),
    }
}
