//! Codes of this room in words. Exhaustive: a new one does not compile until it has a text in three languages.

use domain::moderation::{
    appeal::{Decision, Standing, State},
    log::Action,
    log_page::{Code, Event},
    note::About,
    sanction::{Ended, Kind, Rule, State as Stands},
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
        Standing::Lifted => Some(l.msg_sanctions_standing_lifted()),
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
        Stands::Lifted => l.msg_sanctions_desk_state_lifted(),
    }
}

/// What a note is about.
pub fn about(l: &L10nLanguage, about: About) -> String {
    match about {
        About::Text => l.msg_sanctions_notes_on_text(),
        About::Author => l.msg_sanctions_notes_on_author(),
    }
}

/// What a line of the log says. A code that nobody writes any more stands as it is.
pub fn action(l: &L10nLanguage, code: &str) -> String {
    match Code::parse(code) {
        Some(Code::Done(done)) => self::done(l, done),
        Some(Code::Event(event)) => self::event(l, event),
        None => code.to_owned(),
    }
}

/// What was done with a sanction or an appeal.
fn event(l: &L10nLanguage, event: Event) -> String {
    match event {
        Event::Sanction => l.msg_sanctions_log_action_sanction(),
        Event::SanctionEnd => l.msg_sanctions_log_action_sanction_end(),
        Event::SanctionShorten => l.msg_sanctions_log_action_sanction_shorten(),
        Event::Appeal => l.msg_sanctions_log_action_appeal(),
        Event::AppealDecide => l.msg_sanctions_log_action_appeal_decide(),
        Event::AppealGone => l.msg_sanctions_log_action_appeal_gone(),
        Event::Bulk => l.msg_bulk_log(),
        Event::BulkTopics => l.msg_bulk_log_topics(),
    }
}

/// What was done with a text, a topic or a report.
fn done(l: &L10nLanguage, done: Action) -> String {
    let report = |outcome: String| format!("{} · {outcome}", l.msg_sanctions_log_action_report());
    match done {
        Action::Approve => l.msg_sanctions_log_action_approve(),
        Action::Reject => l.msg_sanctions_log_action_reject(),
        Action::Redact => l.msg_sanctions_log_action_redact(),
        Action::RequestChanges => l.msg_sanctions_log_action_changes(),
        Action::MovePrivate => l.msg_desk_log_private(),
        Action::Escalate => l.msg_desk_log_escalate(),
        Action::SecondOpinion => l.msg_desk_log_second(),
        Action::Claim => l.msg_desk_log_claim(),
        Action::Unclaim => l.msg_desk_log_unclaim(),
        Action::TakeOver => l.msg_desk_log_take_over(),
        Action::PublishDirectly => l.msg_sanctions_log_action_publish_directly(),
        Action::Close => l.msg_sanctions_log_action_close(),
        Action::Reopen => l.msg_sanctions_log_action_reopen(),
        Action::Pin => l.msg_sanctions_log_action_pin(),
        Action::Unpin => l.msg_sanctions_log_action_unpin(),
        Action::PinFront => l.msg_sanctions_log_action_pin_front(),
        Action::UnpinFront => l.msg_sanctions_log_action_unpin_front(),
        Action::Retitle => l.msg_desk_log_retitle(),
        Action::Move => l.msg_desk_log_move(),
        Action::MoveBack => l.msg_desk_log_move_back(),
        Action::Split => l.msg_desk_log_split(),
        Action::SplitBack => l.msg_desk_log_split_back(),
        Action::Merge => l.msg_desk_log_merge(),
        Action::MergeBack => l.msg_desk_log_merge_back(),
        Action::ReviewReplies => l.msg_desk_log_review_replies(),
        Action::TrustReplies => l.msg_desk_log_trust_replies(),
        Action::Slow => l.msg_desk_log_slow(),
        Action::Quick => l.msg_desk_log_quick(),
        Action::Unlist => l.msg_bulk_log_unlist(),
        Action::Relist => l.msg_bulk_log_relist(),
        Action::ChangeLanguage => l.msg_bulk_log_language(),
        Action::Attach => l.msg_desk_log_attach(),
        Action::Detach => l.msg_desk_log_detach(),
        Action::ClosePoll => l.msg_desk_log_close_poll(),
        Action::ChangePoll => l.msg_desk_log_change_poll(),
        Action::ApproveEdit => l.msg_desk_log_approve_edit(),
        Action::RedactEdit => l.msg_desk_log_redact_edit(),
        Action::RejectEdit => l.msg_desk_log_reject_edit(),
        Action::RequestEditChanges => l.msg_desk_log_changes_edit(),
        Action::MoveEditPrivate => l.msg_desk_log_private_edit(),
        Action::Check => l.msg_desk_log_check(),
        Action::Shorten => l.msg_desk_log_shorten(),
        Action::Withdraw => l.msg_desk_log_withdraw(),
        Action::TakeBack => l.msg_desk_log_take_back(),
        Action::Hold => l.msg_sanctions_log_action_hold(),
        Action::Release => l.msg_desk_log_release(),
        Action::Remove => l.msg_sanctions_log_action_remove(),
        Action::Restore => l.msg_sanctions_log_action_restore(),
        Action::HideRevision => l.msg_desk_log_hide_revision(),
        Action::ReportUpheld => report(l.msg_transparency_outcome_upheld()),
        Action::ReportNotUpheld => report(l.msg_transparency_outcome_not_upheld()),
        Action::ReportDuplicate => report(l.msg_transparency_outcome_duplicate()),
        Action::ReportEscalated => report(l.msg_transparency_outcome_escalated()),
    }
}

/// A reason or state of the log, whatever room it is of.
pub fn code(l: &L10nLanguage, code: &str) -> String {
    use domain::moderation::{Cause, Reason};
    let found = Rule::parse(code)
        .map(|one| rule(l, one))
        .or_else(|| Kind::parse(code).map(|one| kind(l, one)))
        .or_else(|| State::parse(code).map(|one| state(l, one)))
        .or_else(|| Reason::parse(code).map(|one| crate::site::pages::forum::words::reason(l, one)))
        .or_else(|| Cause::chosen(code).map(|one| crate::site::pages::forum::words::cause(l, one)))
        .or_else(|| (Ended::parse(code) == Some(Ended::Lifted)).then(|| l.msg_sanctions_desk_state_lifted()));
    found.unwrap_or_else(|| code.to_owned())
}
