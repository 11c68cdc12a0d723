//! Codes of the desk of this room in words. Exhaustive: a new one does not compile until it has a text.

use contract::Locale;
use domain::{
    forum::gate::Gate,
    moderation::{
        Age, Claim, ItemStep, QueueItem, Raised, Roughly, TakeOver, Verdict,
        identity::{Cause, HoldCause, RequestState},
        item::{Class, ItemKind},
        report::{ASKED_AGAIN, Code},
    },
};
use i18n::L10nLanguage;

use crate::site::{
    pages::{gate, report},
    routes,
};

/// The page on which something is decided that is no new text; nothing where it has none.
pub fn page_of(locale: Locale, kind: ItemKind, target: &str) -> Option<String> {
    match kind {
        ItemKind::Report => Some(routes::report_case(locale, target)),
        ItemKind::Safety => Some(routes::safety_case(locale, target)),
        ItemKind::Appeal => target.parse().ok().map(|id| routes::desk_appeal(locale, &id)),
        // On the page of its item.
        ItemKind::Post | ItemKind::Edit | ItemKind::Check => None,
    }
}

/// Why it waits, where its kind alone does not say so.
pub fn gate(l: &L10nLanguage, item: &QueueItem) -> Option<String> {
    let code = item.gate.as_deref()?;
    match item.kind {
        ItemKind::Post | ItemKind::Edit | ItemKind::Check => {
            Gate::parse(code).map(|gate| gate::words::reason(l, gate))
        }
        ItemKind::Report if code == ASKED_AGAIN => Some(l.msg_report_case_again()),
        ItemKind::Report => Code::parse(code).map(|code| report::words::code(l, code)),
        ItemKind::Appeal | ItemKind::Safety => None,
    }
}

/// What kind of thing waits.
pub fn kind(l: &L10nLanguage, item: &QueueItem) -> String {
    match item.kind {
        ItemKind::Post if item.text.as_ref().is_some_and(|text| text.is_opening) => {
            l.msg_moderation_kind_topic()
        }
        ItemKind::Post => l.msg_moderation_kind_reply(),
        other => item_kind(l, other),
    }
}

/// The name of a kind.
pub fn item_kind(l: &L10nLanguage, kind: ItemKind) -> String {
    match kind {
        ItemKind::Post => l.msg_desk_class_queue(),
        ItemKind::Edit => l.msg_desk_kind_edit(),
        ItemKind::Check => l.msg_desk_kind_check(),
        ItemKind::Report => l.msg_desk_kind_report(),
        ItemKind::Appeal => l.msg_desk_kind_appeal(),
        ItemKind::Safety => l.msg_desk_kind_safety(),
    }
}

/// How urgent.
pub fn class(l: &L10nLanguage, class: Class) -> String {
    match class {
        Class::Danger => l.msg_desk_class_danger(),
        Class::Severe => l.msg_desk_class_severe(),
        Class::Report => l.msg_desk_class_report(),
        Class::Queue => l.msg_desk_class_queue(),
        Class::Check => l.msg_desk_class_check(),
    }
}

/// What somebody of the team said about it.
pub fn raised(l: &L10nLanguage, raised: Raised) -> String {
    match raised {
        Raised::Second => l.msg_desk_raised_second(),
        Raised::Escalated => l.msg_desk_raised_escalated(),
        Raised::Handed => l.msg_desk_raised_handed(),
    }
}

/// Who has it in hand; nothing when nobody has.
pub fn claim(l: &L10nLanguage, claim: &Claim) -> Option<String> {
    match claim {
        Claim::Free => None,
        Claim::Mine => Some(l.msg_desk_claim_mine()),
        Claim::Other(None) => Some(l.msg_desk_claim_other()),
        Claim::Other(Some(name)) => Some(l.msg_desk_claim_by(name.clone())),
    }
}

/// That it waits long; nothing while there is time.
pub fn age(l: &L10nLanguage, age: Age) -> Option<String> {
    match age {
        Age::Fresh => None,
        Age::Due => Some(l.msg_desk_age_due()),
        Age::Late => Some(l.msg_desk_age_late()),
    }
}

/// Why somebody takes something out of another's hand.
pub fn take_over(l: &L10nLanguage, cause: TakeOver) -> String {
    match cause {
        TakeOver::Agreed => l.msg_desk_cause_agreed(),
        TakeOver::Away => l.msg_desk_cause_away(),
        TakeOver::Urgent => l.msg_desk_cause_urgent(),
    }
}

/// That a decision was done.
pub fn decided(l: &L10nLanguage, verdict: Verdict) -> String {
    match verdict {
        Verdict::Approve => l.msg_moderation_done_approve(),
        Verdict::Redact => l.msg_desk_done_redact(),
        Verdict::Changes => l.msg_desk_done_changes(),
        Verdict::Reject => l.msg_moderation_done_reject(),
        Verdict::Private => l.msg_desk_done_private(),
        Verdict::Escalate => l.msg_desk_done_escalate(),
    }
}

/// That something was done with an item that stays.
pub fn handled(l: &L10nLanguage, step: ItemStep) -> String {
    match step {
        ItemStep::Claim => l.msg_desk_done_claim(),
        ItemStep::Release => l.msg_desk_done_release(),
        ItemStep::TakeOver => l.msg_desk_done_take_over(),
        ItemStep::Recuse => l.msg_desk_done_recuse(),
        ItemStep::Pass => l.msg_desk_done_pass(),
        ItemStep::Second => l.msg_desk_done_second(),
    }
}

/// What an address says was done.
pub fn done(l: &L10nLanguage, code: &str) -> Option<String> {
    Verdict::parse(code)
        .map(|verdict| decided(l, verdict))
        .or_else(|| ItemStep::parse(code).map(|step| handled(l, step)))
        .or_else(|| (code == "danger").then(|| l.msg_desk_done_danger()))
}

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
