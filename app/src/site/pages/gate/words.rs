//! Codes of this room in words. Exhaustive: a new one does not compile until it has a text.

use contract::Locale;
use domain::{
    forum::gate::{Finding, Gate},
    moderation::hours::Hours,
    words::{Action, Language, personal::Kind},
};
use i18n::{L10nLanguage, plurals::counted};

const HOUR_MS: i64 = 3_600_000;

/// What was found.
pub fn finding(l: &L10nLanguage, finding: Finding) -> String {
    match finding {
        Finding::Personal(Kind::Telephone) => l.msg_gate_finding_telephone(),
        Finding::Personal(Kind::Email) => l.msg_gate_finding_email(),
        Finding::Personal(Kind::Handle) => l.msg_gate_finding_handle(),
        Finding::Personal(Kind::Identity) => l.msg_gate_finding_identity(),
        Finding::Personal(Kind::Plate) => l.msg_gate_finding_plate(),
        Finding::Personal(Kind::Address) => l.msg_gate_finding_address(),
        Finding::Personal(Kind::Name) => l.msg_gate_finding_name(),
        Finding::Personal(Kind::Place) => l.msg_gate_finding_place(),
        Finding::Masked => l.msg_gate_finding_masked(),
        Finding::Warned => l.msg_gate_finding_warned(),
    }
}

/// Why a text waits, for the team.
pub fn reason(l: &L10nLanguage, gate: Gate) -> String {
    match gate {
        Gate::Sanctioned => l.msg_gate_reason_sanctioned(),
        Gate::ReviewMode => l.msg_gate_reason_review_mode(),
        Gate::NewMember => l.msg_gate_reason_new_member(),
        Gate::FirstInAudience => l.msg_gate_reason_first_in_audience(),
        Gate::Anonymous => l.msg_gate_reason_anonymous(),
        Gate::WatchedWord => l.msg_gate_reason_watched_word(),
        Gate::PersonalData => l.msg_gate_reason_personal_data(),
        Gate::Link => l.msg_gate_reason_link(),
        Gate::Suspicious => l.msg_gate_reason_suspicious(),
        Gate::TopicReview => l.msg_gate_reason_topic_review(),
        Gate::QuietHours => l.msg_gate_reason_quiet_hours(),
    }
}

/// What a watched word does.
pub fn effect(l: &L10nLanguage, action: Action) -> String {
    match action {
        Action::Hold => l.msg_gate_effect_hold(),
        Action::Mask => l.msg_gate_effect_mask(),
        Action::SuggestHelp => l.msg_gate_effect_suggest_help(),
        Action::WarnAuthor => l.msg_gate_effect_warn_author(),
        Action::RaisePriority => l.msg_gate_effect_raise_priority(),
        Action::Block => l.msg_gate_effect_block(),
    }
}

/// The language of a watched word.
pub fn language(l: &L10nLanguage, language: Language) -> String {
    match language {
        Language::Arabic => Locale::Ar.endonym().to_owned(),
        Language::French => Locale::Fr.endonym().to_owned(),
        Language::English => Locale::En.endonym().to_owned(),
        Language::Arabizi => l.msg_gate_language_arabizi(),
        Language::Other => l.msg_gate_language_other(),
    }
}

/// A time, rather too long than too short: whole hours up to two days, then whole days.
pub fn time(l: &L10nLanguage, ms: i64) -> String {
    let hours = u64::try_from(ms.max(0)).unwrap_or_default().div_ceil(HOUR_MS.unsigned_abs());
    match hours {
        0 | 1 => l.msg_gate_time_less(),
        2..=48 => {
            let (n, digits) = counted(hours);
            l.msg_gate_time_hours(n, digits)
        }
        _ => {
            let (n, digits) = counted(hours.div_ceil(24));
            l.msg_gate_time_days(n, digits)
        }
    }
}

/// Hours of the team, as a line.
pub fn hours(l: &L10nLanguage, hours: &Hours) -> String {
    let day = |day: u8| match day {
        0 => l.msg_gate_day_mon(),
        1 => l.msg_gate_day_tue(),
        2 => l.msg_gate_day_wed(),
        3 => l.msg_gate_day_thu(),
        4 => l.msg_gate_day_fri(),
        5 => l.msg_gate_day_sat(),
        _ => l.msg_gate_day_sun(),
    };
    let days = if hours.from_day == hours.to_day {
        day(hours.from_day)
    } else {
        l.msg_gate_hours_days(day(hours.from_day), day(hours.to_day))
    };
    let [from, to] = hours.clock();
    l.msg_gate_hours_row(days, from, to)
}
