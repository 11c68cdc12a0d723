//! Codes of reports, of danger and of the roster in words. Exhaustive: a new one does not compile until it has a text.

use contract::Locale;
use domain::{
    duty::When,
    moderation::{
        item::Class,
        report::{Act, CaseState, Code},
    },
    safety::danger::{Basis, Choice, Clock, DisclosureState, Ending, Level, Next, Step, ToWhom, Told, Why},
};
use i18n::L10nLanguage;

/// Why somebody reports.
pub fn code(l: &L10nLanguage, code: Code) -> String {
    match code {
        Code::Danger => l.msg_report_code_danger(),
        Code::Identity => l.msg_report_code_identity(),
        Code::Threat => l.msg_report_code_threat(),
        Code::Harassment => l.msg_report_code_harassment(),
        Code::Hate => l.msg_report_code_hate(),
        Code::Sexual => l.msg_report_code_sexual(),
        Code::Spam => l.msg_report_code_spam(),
        Code::Misinformation => l.msg_report_code_misinformation(),
        Code::Contact => l.msg_report_code_contact(),
        Code::OffTopic => l.msg_report_code_off_topic(),
        Code::Other => l.msg_report_code_other(),
    }
}

/// How a case stands, as who reported reads it.
pub fn state(l: &L10nLanguage, state: CaseState) -> String {
    match state {
        CaseState::Open => l.msg_report_state_open(),
        CaseState::InProgress => l.msg_report_state_in_progress(),
        CaseState::Upheld => l.msg_report_state_upheld(),
        CaseState::NotUpheld => l.msg_report_state_not_upheld(),
        CaseState::Duplicate => l.msg_report_state_duplicate(),
        CaseState::Escalated => l.msg_report_state_escalated(),
        CaseState::Withdrawn => l.msg_report_state_withdrawn(),
    }
}

/// How urgent.
pub fn class(l: &L10nLanguage, class: Class) -> String {
    match class {
        Class::Danger => l.msg_report_class_danger(),
        Class::Severe => l.msg_report_class_severe(),
        Class::Report | Class::Queue | Class::Check => l.msg_report_class_report(),
    }
}

/// What is done with a case.
pub fn act(l: &L10nLanguage, act: Act) -> String {
    match act {
        Act::Begin => l.msg_report_act_begin(),
        Act::Hold => l.msg_report_act_hold(),
        Act::Remove => l.msg_report_act_remove(),
        Act::Keep => l.msg_report_act_keep(),
        Act::Duplicate => l.msg_report_act_duplicate(),
        Act::Escalate => l.msg_report_act_escalate(),
        Act::Release => l.msg_report_act_release(),
    }
}

/// How grave.
pub fn level(l: &L10nLanguage, level: Level) -> String {
    match level {
        Level::Unknown => l.msg_danger_level_unknown(),
        Level::Low => l.msg_danger_level_low(),
        Level::Medium => l.msg_danger_level_medium(),
        Level::High => l.msg_danger_level_high(),
    }
}

/// How a case stands against its clock.
pub fn clock(l: &L10nLanguage, clock: Clock) -> String {
    match clock {
        Clock::InHand => l.msg_danger_clock_in_hand(),
        Clock::InHandLate => l.msg_danger_clock_in_hand_late(),
        Clock::Left(minutes) => l.msg_danger_clock_left(minutes.to_string()),
        Clock::Late(minutes) => l.msg_danger_clock_late(minutes.to_string()),
        Clock::Unstaffed => l.msg_danger_clock_unstaffed(),
    }
}

/// What she chose.
pub fn choice(l: &L10nLanguage, choice: Option<Choice>) -> String {
    match choice {
        None => l.msg_danger_choice_none(),
        Some(Choice::Shorten) => l.msg_danger_choice_shorten(),
        Some(Choice::Private) => l.msg_danger_choice_private(),
        Some(Choice::Withdraw) => l.msg_danger_choice_withdraw(),
    }
}

/// Who was told.
pub fn told(l: &L10nLanguage, told: Told) -> String {
    match told {
        Told::Nobody => l.msg_danger_told_nobody(),
        Told::Lead => l.msg_danger_told_lead(),
        Told::Association => l.msg_danger_told_association(),
        Told::Adviser => l.msg_danger_told_adviser(),
    }
}

/// What comes next.
pub fn next(l: &L10nLanguage, next: Next) -> String {
    match next {
        Next::WaitForHer => l.msg_danger_next_wait_for_her(),
        Next::ContactHer => l.msg_danger_next_contact_her(),
        Next::SecondOpinion => l.msg_danger_next_second_opinion(),
        Next::Disclosure => l.msg_danger_next_disclosure(),
        Next::Nothing => l.msg_danger_next_nothing(),
    }
}

/// How it ended.
pub fn ending(l: &L10nLanguage, ending: Ending) -> String {
    match ending {
        Ending::Safe => l.msg_danger_ending_safe(),
        Ending::Helped => l.msg_danger_ending_helped(),
        Ending::NoAnswer => l.msg_danger_ending_no_answer(),
        Ending::NoDanger => l.msg_danger_ending_no_danger(),
        Ending::Left => l.msg_danger_ending_left(),
    }
}

/// Who outside is told.
pub fn to_whom(l: &L10nLanguage, whom: ToWhom) -> String {
    match whom {
        ToWhom::ChildProtection => l.msg_danger_to_child_protection(),
        ToWhom::Police => l.msg_danger_to_police(),
        ToWhom::Rescue => l.msg_danger_to_rescue(),
        ToWhom::HelpCentre => l.msg_danger_to_help_centre(),
        ToWhom::Court => l.msg_danger_to_court(),
    }
}

/// Why somebody outside is told.
pub fn why(l: &L10nLanguage, why: Why) -> String {
    match why {
        Why::SheAsked => l.msg_danger_why_she_asked(),
        Why::LifeInDanger => l.msg_danger_why_life_in_danger(),
        Why::ChildInDanger => l.msg_danger_why_child_in_danger(),
        Why::Order => l.msg_danger_why_order(),
    }
}

/// On which legal basis.
pub fn basis(l: &L10nLanguage, basis: Basis) -> String {
    match basis {
        Basis::Consent => l.msg_danger_basis_consent(),
        Basis::ChildCode => l.msg_danger_basis_child_code(),
        Basis::Law58 => l.msg_danger_basis_law58(),
        Basis::CourtOrder => l.msg_danger_basis_court_order(),
        Basis::VitalInterest => l.msg_danger_basis_vital_interest(),
    }
}

/// How a request to tell somebody outside stands.
pub fn disclosure(l: &L10nLanguage, state: DisclosureState) -> String {
    match state {
        DisclosureState::Waiting => l.msg_danger_disclosure_waiting(),
        DisclosureState::Lapsed => l.msg_danger_disclosure_lapsed(),
        DisclosureState::Refused => l.msg_danger_disclosure_refused(),
        DisclosureState::Confirmed => l.msg_danger_disclosure_confirmed(),
    }
}

/// What was done.
pub fn step(l: &L10nLanguage, step: Step) -> String {
    match step {
        Step::Opened => l.msg_danger_step_opened(),
        Step::Again => l.msg_danger_step_again(),
        Step::Acknowledged => l.msg_danger_step_acknowledged(),
        Step::Levelled => l.msg_danger_step_levelled(),
        Step::Noted => l.msg_danger_step_noted(),
        Step::Held => l.msg_danger_step_held(),
        Step::Released => l.msg_danger_step_released(),
        Step::Chosen => l.msg_danger_step_chosen(),
        Step::ContactGiven => l.msg_danger_step_contact_given(),
        Step::ContactRead => l.msg_danger_step_contact_read(),
        Step::DisclosureAsked => l.msg_danger_step_disclosure_asked(),
        Step::DisclosureConfirmed => l.msg_danger_step_disclosure_confirmed(),
        Step::DisclosureRefused => l.msg_danger_step_disclosure_refused(),
        Step::Closed => l.msg_danger_step_closed(),
    }
}

/// The code that says more about a step.
pub fn more(l: &L10nLanguage, step: Option<Step>, code: &str) -> String {
    let known = match step {
        Some(Step::Opened | Step::Again) => match code {
            "report" => Some(l.msg_danger_origin_report()),
            "team" => Some(l.msg_danger_origin_team()),
            "words" => Some(l.msg_danger_origin_words()),
            _ => None,
        },
        Some(Step::Levelled) => Level::parse(code).map(|one| level(l, one)),
        Some(Step::Noted) => Told::parse(code).map(|one| told(l, one)),
        Some(Step::Chosen) => Choice::parse(code).map(|one| choice(l, Some(one))),
        Some(Step::DisclosureAsked) => ToWhom::parse(code).map(|one| to_whom(l, one)),
        Some(Step::Closed) => Ending::parse(code).map(|one| ending(l, one)),
        _ => None,
    };
    known.unwrap_or_else(|| code.to_owned())
}

/// A weekday; 0 is Monday.
pub fn weekday(l: &L10nLanguage, day: u8) -> String {
    match day {
        0 => l.msg_duty_weekday_0(),
        1 => l.msg_duty_weekday_1(),
        2 => l.msg_duty_weekday_2(),
        3 => l.msg_duty_weekday_3(),
        4 => l.msg_duty_weekday_4(),
        5 => l.msg_duty_weekday_5(),
        _ => l.msg_duty_weekday_6(),
    }
}

/// On which days.
pub fn when(l: &L10nLanguage, locale: Locale, when: &When) -> String {
    match when {
        When::Weekly(day) => weekday(l, *day),
        When::On(iso) => i18n::dates::day(locale, iso),
    }
}

/// Minutes since midnight as an hour.
pub fn hour(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
