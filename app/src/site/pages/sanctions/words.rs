//! Codes of this room in words. Exhaustive: a new one does not compile until it has a text in three languages.

use domain::moderation::{
    appeal::{Decision, Standing, State},
    note::About,
    sanction::{Kind, Rule, State as Stands},
};
use i18n::L10nLanguage;

/// A kind of sanction.
pub fn kind(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Notice => l.msg_sanctions_kind_notice(),
        Kind::Warning => l.msg_sanctions_kind_warning(),
        Kind::ReviewAll => l.msg_sanctions_kind_review_all(),
        Kind::Silence => l.msg_sanctions_kind_silence(),
        Kind::Suspend => l.msg_sanctions_kind_suspend(),
        Kind::RemoveAccount => l.msg_sanctions_kind_remove_account(),
    }
}

/// What a kind of sanction means for her.
pub fn meaning(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Notice => l.msg_sanctions_about_notice(),
        Kind::Warning => l.msg_sanctions_about_warning(),
        Kind::ReviewAll => l.msg_sanctions_about_review_all(),
        Kind::Silence => l.msg_sanctions_about_silence(),
        Kind::Suspend => l.msg_sanctions_about_suspend(),
        Kind::RemoveAccount => l.msg_sanctions_about_remove_account(),
    }
}

/// A rule.
pub fn rule(l: &L10nLanguage, rule: Rule) -> String {
    match rule {
        Rule::NamesOthers => l.msg_sanctions_rule_names_others(),
        Rule::Threat => l.msg_sanctions_rule_threat(),
        Rule::Harassment => l.msg_sanctions_rule_harassment(),
        Rule::Insult => l.msg_sanctions_rule_insult(),
        Rule::Sexual => l.msg_sanctions_rule_sexual(),
        Rule::Spam => l.msg_sanctions_rule_spam(),
        Rule::Misinformation => l.msg_sanctions_rule_misinformation(),
        Rule::ContactOutside => l.msg_sanctions_rule_contact_outside(),
        Rule::Other => l.msg_sanctions_rule_other(),
    }
}

/// What was decided.
pub fn decision(l: &L10nLanguage, decision: Decision) -> String {
    match decision {
        Decision::Sanction => l.msg_sanctions_decision_sanction(),
        Decision::Removal => l.msg_sanctions_decision_removal(),
        Decision::Rejection => l.msg_sanctions_decision_rejection(),
        Decision::Held => l.msg_sanctions_decision_held(),
    }
}

/// What was decided, as the desk calls it.
pub fn against(l: &L10nLanguage, decision: Decision) -> String {
    match decision {
        Decision::Sanction => l.msg_sanctions_log_action_sanction(),
        Decision::Removal => l.msg_sanctions_log_action_remove(),
        Decision::Rejection => l.msg_sanctions_log_action_reject(),
        Decision::Held => l.msg_sanctions_log_action_hold(),
    }
}

/// How a decision stands; nothing while it holds.
pub fn standing(l: &L10nLanguage, standing: Standing) -> Option<String> {
    match standing {
        Standing::Holds => None,
        Standing::Over => Some(l.msg_sanctions_standing_over()),
        Standing::Replaced => Some(l.msg_sanctions_standing_replaced()),
        Standing::Reversed => Some(l.msg_sanctions_standing_reversed()),
    }
}

/// How an appeal stands.
pub fn state(l: &L10nLanguage, state: State) -> String {
    match state {
        State::Pending => l.msg_sanctions_state_pending(),
        State::Upheld => l.msg_sanctions_state_upheld(),
        State::Reversed => l.msg_sanctions_state_reversed(),
        State::PartlyReversed => l.msg_sanctions_state_partly_reversed(),
        State::Inadmissible => l.msg_sanctions_state_inadmissible(),
    }
}

/// How a sanction stands, as the desk is told.
pub fn stands(l: &L10nLanguage, state: Stands) -> String {
    match state {
        Stands::Given => l.msg_sanctions_desk_state_given(),
        Stands::Waiting => l.msg_sanctions_desk_state_waiting(),
        Stands::InForce => l.msg_sanctions_desk_state_in_force(),
        Stands::Over => l.msg_sanctions_desk_state_over(),
        Stands::Replaced => l.msg_sanctions_desk_state_replaced(),
        Stands::Refused => l.msg_sanctions_desk_state_refused(),
        Stands::Reversed => l.msg_sanctions_desk_state_reversed(),
    }
}

/// What a note is about.
pub fn about(l: &L10nLanguage, about: About) -> String {
    match about {
        About::Text => l.msg_sanctions_notes_on_text(),
        About::Author => l.msg_sanctions_notes_on_author(),
    }
}

/// What a line of the log says. Codes of other rooms that are not known here stand as they are.
pub fn action(l: &L10nLanguage, code: &str) -> String {
    match code {
        "approve" => l.msg_sanctions_log_action_approve(),
        "redact" => l.msg_sanctions_log_action_redact(),
        "reject" => l.msg_sanctions_log_action_reject(),
        "request_changes" | "move_private" => l.msg_sanctions_log_action_changes(),
        "publish_directly" => l.msg_sanctions_log_action_publish_directly(),
        "remove" => l.msg_sanctions_log_action_remove(),
        "hold" => l.msg_sanctions_log_action_hold(),
        "restore" | "release" => l.msg_sanctions_log_action_restore(),
        "close" => l.msg_sanctions_log_action_close(),
        "reopen" => l.msg_sanctions_log_action_reopen(),
        "pin" => l.msg_sanctions_log_action_pin(),
        "unpin" => l.msg_sanctions_log_action_unpin(),
        "sanction" => l.msg_sanctions_log_action_sanction(),
        "sanction_end" => l.msg_sanctions_log_action_sanction_end(),
        "appeal" => l.msg_sanctions_log_action_appeal(),
        "appeal_decide" => l.msg_sanctions_log_action_appeal_decide(),
        "report_case" | "report_upheld" | "report_not_upheld" | "report_duplicate" | "report_escalated" => {
            l.msg_sanctions_log_action_report()
        }
        other => other.to_owned(),
    }
}

/// A reason or state of the log, whatever room it is of.
pub fn code(l: &L10nLanguage, code: &str) -> String {
    use domain::moderation::Reason;
    let found = Rule::parse(code)
        .map(|one| rule(l, one))
        .or_else(|| Kind::parse(code).map(|one| kind(l, one)))
        .or_else(|| State::parse(code).map(|one| state(l, one)))
        .or_else(|| Reason::parse(code).map(|one| crate::site::pages::forum::words::reason(l, one)));
    found.unwrap_or_else(|| code.to_owned())
}
