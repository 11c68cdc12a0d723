//! Codes of the desk of this room in words. Exhaustive: a new one does not compile until it has a text.

use domain::moderation::{
    Roughly,
    identity::{Cause, HoldCause, RequestState},
};
use i18n::L10nLanguage;

/// Why somebody must be known.
pub fn cause(l: &L10nLanguage, cause: Cause) -> String {
    match cause {
        Cause::SheIsInDanger => l.msg_alias_cause_she_is_in_danger(),
        Cause::OthersInDanger => l.msg_alias_cause_others_in_danger(),
        Cause::LegalOrder => l.msg_alias_cause_legal_order(),
        Cause::SeriousAbuse => l.msg_alias_cause_serious_abuse(),
    }
}

/// Why she must not be told now.
pub fn hold_cause(l: &L10nLanguage, cause: HoldCause) -> String {
    match cause {
        HoldCause::DangerIfTold => l.msg_alias_hold_danger_if_told(),
        HoldCause::DangerToOthers => l.msg_alias_hold_danger_to_others(),
        HoldCause::LegalOrder => l.msg_alias_hold_told_forbidden(),
    }
}

/// How a request stands.
pub fn request_state(l: &L10nLanguage, state: RequestState) -> String {
    match state {
        RequestState::Waiting => l.msg_alias_request_waiting(),
        RequestState::Lapsed => l.msg_alias_request_lapsed(),
        RequestState::Refused => l.msg_alias_request_refused(),
        RequestState::Open => l.msg_alias_request_open(),
        RequestState::Over => l.msg_alias_request_over(),
    }
}

/// A number that is not told exactly.
pub fn roughly(l: &L10nLanguage, count: Roughly) -> String {
    match count {
        Roughly::None => l.msg_alias_roughly_none(),
        Roughly::Few => l.msg_alias_roughly_few(),
        Roughly::Some => l.msg_alias_roughly_some(),
        Roughly::Many => l.msg_alias_roughly_many(),
    }
}
