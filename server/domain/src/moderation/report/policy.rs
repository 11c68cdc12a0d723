//! What follows from a report: pure functions.

use std::collections::BTreeMap;

use contract::{ErrorCode, ids::MemberId};

use super::Code;
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role,
    moderation::item::Class,
    permission::{permits, require},
    services::day_of,
};

/// How long a decision stands before the same report opens the case again.
pub const COOLDOWN_MS: i64 = 24 * 3_600_000;
/// The weight from which a text is held until somebody looked.
pub const HOLD_WEIGHT: f64 = 3.0;
/// How young an account is that counts for a brigade.
pub const YOUNG_MS: i64 = 7 * 86_400_000;
/// Within which time such reports count together.
pub const BRIGADE_MS: i64 = 10 * 60_000;
/// As many of them are nothing yet.
pub const BRIGADE_MOST: usize = 5;

/// State of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaseState {
    /// Nobody looked yet.
    Open,
    /// Somebody looks.
    InProgress,
    /// The report was right.
    Upheld,
    /// The text may stay.
    NotUpheld,
    /// Another case covers it.
    Duplicate,
    /// It became a case of danger.
    Escalated,
    /// Everybody took her report back.
    Withdrawn,
}

impl CaseState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::InProgress,
        Self::Upheld,
        Self::NotUpheld,
        Self::Duplicate,
        Self::Escalated,
        Self::Withdrawn,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Upheld => "upheld",
            Self::NotUpheld => "not_upheld",
            Self::Duplicate => "duplicate",
            Self::Escalated => "escalated",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a stored state. One that is not known is open, so that somebody looks at it.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == text).unwrap_or(Self::Open)
    }

    /// Whether it waits for a decision.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }

    /// Whether the team said itself what becomes of it: not while another case covers it.
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Upheld | Self::NotUpheld | Self::Escalated)
    }
}

/// A decided case, as far as a new report cares.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// How it ended.
    pub state: CaseState,
    /// UTC milliseconds.
    pub at: i64,
    /// Revision of the text then.
    pub revision: i32,
    /// What was said about it.
    pub codes: &'a [Code],
}

/// Whether a new report opens a decided case again: for another reason, another text, or later than a day after
/// the decision. Otherwise it is put beside the others, and she is told nothing else.
pub fn reopens(decided: Decided<'_>, code: Code, revision: i32, now: i64) -> bool {
    decided.state == CaseState::Withdrawn
        || !decided.codes.contains(&code)
        || decided.revision != revision
        || now - decided.at > COOLDOWN_MS
}

/// A report, as far as holding a text by itself cares.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// Who; guests have no weight.
    pub member: String,
    /// What.
    pub code: Code,
    /// Her role.
    pub role: Role,
    /// Month in which she joined.
    pub joined_month: String,
    /// Whether her account is younger than a week.
    pub young: bool,
    /// How many of her reports were right.
    pub upheld: u32,
    /// How many were not.
    pub not_upheld: u32,
    /// UTC milliseconds.
    pub at: i64,
}

fn is_trusted(role: Role) -> bool {
    role != Role::Member
}

impl Voice {
    /// `1 + trusted 1 + ratio of what was right, 0..1`.
    pub fn weight(&self) -> f64 {
        let decided = self.upheld + self.not_upheld;
        let ratio = if decided == 0 { 0.0 } else { f64::from(self.upheld) / f64::from(decided) };
        1.0 + f64::from(u8::from(is_trusted(self.role))) + ratio
    }
}

/// What the reports of a text do by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing: it waits for somebody of the team.
    None,
    /// The text is held until somebody looked.
    Hold,
    /// Many new accounts at once: nothing is held, and a lead moderator is told.
    Brigade,
}

/// What the reports of a text do by themselves. `author` is the role of who wrote it.
pub fn consequence(voices: &[Voice], author: Option<Role>, now: i64) -> Consequence {
    let young = voices.iter().filter(|one| one.young && now - one.at <= BRIGADE_MS).count();
    if young > BRIGADE_MOST {
        return Consequence::Brigade;
    }
    // A text of the team is never taken away by reports; and a cry for help is heard, not hidden.
    if author.is_some_and(Role::is_staff) {
        return Consequence::None;
    }
    let severe = |one: &Voice| one.code.class() == Class::Severe && is_trusted(one.role);
    if voices.iter().any(severe) {
        return Consequence::Hold;
    }
    // Who joined together counts once.
    let mut months: BTreeMap<&str, f64> = BTreeMap::new();
    for one in voices.iter().filter(|one| one.code != Code::Danger) {
        let heaviest = months.entry(&one.joined_month).or_default();
        *heaviest = f64::max(*heaviest, one.weight());
    }
    // One person alone is no agreement, however heavy.
    if months.len() > 1 && months.values().sum::<f64>() >= HOLD_WEIGHT {
        Consequence::Hold
    } else {
        Consequence::None
    }
}

/// Whether an account is younger than a week. Only the month of joining is kept; the day of her first consent says
/// more where there is one.
pub fn is_young(joined_month: &str, first_consent: Option<&str>, now: i64) -> bool {
    let since = day_of(now - YOUNG_MS);
    match first_consent.filter(|day| day.len() == 10) {
        Some(day) => day > since.as_str(),
        // Sure only while the month itself is young.
        None => joined_month > since.get(..7).unwrap_or_default(),
    }
}

/// Whether this person may act on a case of a category, about a text of `author`: never on her own text, and
/// never on what she reported herself.
///
/// # Errors
/// As [`require`]; [`ErrorCode::NotFound`] outside of her categories; [`ErrorCode::Forbidden`].
pub fn can_handle<'a>(
    actor: &'a Actor,
    category: &str,
    author: Option<&MemberId>,
    reported: bool,
) -> DomainResult<&'a Member> {
    let member = require(actor, Permission::HandleReports, None)?;
    if !permits(actor, Permission::HandleReports, Some(category)) {
        return Err(DomainError::not_found());
    }
    if reported || author == Some(&member.id) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok(member)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::testing::actor;

    const HOUR: i64 = 3_600_000;

    #[rstest]
    // state, codes before, revision then, new code, revision now, hours later, opens again
    #[case(CaseState::NotUpheld, &[Code::Spam], 1, Code::Spam, 1, 1, false)]
    #[case(CaseState::NotUpheld, &[Code::Spam], 1, Code::Spam, 1, 24, false)]
    #[case(CaseState::NotUpheld, &[Code::Spam], 1, Code::Spam, 1, 25, true)]
    #[case(CaseState::NotUpheld, &[Code::Spam], 1, Code::Threat, 1, 1, true)]
    #[case(CaseState::NotUpheld, &[Code::Spam, Code::Threat], 1, Code::Threat, 1, 1, false)]
    #[case(CaseState::NotUpheld, &[Code::Spam], 1, Code::Spam, 2, 1, true)]
    #[case(CaseState::Upheld, &[Code::Spam], 1, Code::Spam, 1, 1, false)]
    #[case(CaseState::Duplicate, &[Code::Spam], 1, Code::Spam, 1, 1, false)]
    #[case(CaseState::Withdrawn, &[Code::Spam], 1, Code::Spam, 1, 0, true)]
    fn opens_again(
        #[case] state: CaseState,
        #[case] codes: &[Code],
        #[case] then: i32,
        #[case] code: Code,
        #[case] revision: i32,
        #[case] hours: i64,
        #[case] expected: bool,
    ) {
        let decided = Decided { state, at: 0, revision: then, codes };
        assert_eq!(reopens(decided, code, revision, hours * HOUR), expected);
    }

    fn voice(member: &str, month: &str, code: Code) -> Voice {
        Voice {
            member: member.into(),
            code,
            role: Role::Member,
            joined_month: month.into(),
            young: false,
            upheld: 0,
            not_upheld: 0,
            at: 0,
        }
    }

    #[test]
    fn weighs_a_voice() {
        let plain = voice("a", "2026-01", Code::Spam);
        assert!((plain.weight() - 1.0).abs() < f64::EPSILON);
        let trusted = Voice { role: Role::Trusted, ..plain.clone() };
        assert!((trusted.weight() - 2.0).abs() < f64::EPSILON);
        let right = Voice { upheld: 1, not_upheld: 1, ..trusted };
        assert!((right.weight() - 2.5).abs() < f64::EPSILON);
        // Often wrong: weighs as little as somebody new, and never nothing.
        let wrong = Voice { not_upheld: 9, ..plain };
        assert!((wrong.weight() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn holds_by_one_trusted_voice_or_by_several_that_do_not_know_one_another() {
        let months = ["2026-01", "2026-02", "2026-03", "2026-04"];
        let voices = |count: usize, code| -> Vec<Voice> {
            (0..count).map(|n| voice(&n.to_string(), months[n % 4], code)).collect()
        };
        let trusted = |code| vec![Voice { role: Role::Trusted, ..voice("t", "2026-01", code) }];
        let same = |count: usize| -> Vec<Voice> {
            (0..count).map(|n| voice(&n.to_string(), "2026-01", Code::Spam)).collect()
        };
        let heavy = |month: &str| Voice { role: Role::Trusted, upheld: 4, ..voice(month, month, Code::Spam) };
        let young = |count: usize, at: i64| -> Vec<Voice> {
            voices(count, Code::Threat).into_iter().map(|one| Voice { young: true, at, ..one }).collect()
        };
        let with_trusted = |mut some: Vec<Voice>| {
            some.extend(trusted(Code::Identity));
            some
        };
        use Consequence::{Brigade, Hold, None as Nothing};
        let now = BRIGADE_MS;
        let table: Vec<(&str, Vec<Voice>, Option<Role>, Consequence)> = vec![
            ("nobody", vec![], None, Nothing),
            ("one member, severe", voices(1, Code::Threat), Some(Role::Member), Nothing),
            ("one trusted member, severe", trusted(Code::Threat), Some(Role::Member), Hold),
            ("one trusted member, not severe", trusted(Code::Hate), Some(Role::Member), Nothing),
            ("one trusted member, danger", trusted(Code::Danger), Some(Role::Member), Nothing),
            ("two members", voices(2, Code::Spam), Some(Role::Member), Nothing),
            ("three members of three months", voices(3, Code::Spam), Some(Role::Member), Hold),
            ("about a former member", voices(3, Code::Spam), None, Hold),
            ("four who joined together", same(4), Some(Role::Member), Nothing),
            ("one heavy voice alone", vec![heavy("2026-01")], Some(Role::Member), Nothing),
            ("two heavy voices", vec![heavy("2026-01"), heavy("2026-02")], Some(Role::Member), Hold),
            ("four who fear for her", voices(4, Code::Danger), Some(Role::Member), Nothing),
            ("about the team", voices(4, Code::Spam), Some(Role::Moderator), Nothing),
            ("about the team, trusted", trusted(Code::Threat), Some(Role::Helper), Nothing),
            ("five new accounts", young(5, now), Some(Role::Member), Hold),
            ("six new accounts", young(6, now), Some(Role::Member), Brigade),
            ("six new accounts, a trusted one", with_trusted(young(6, now)), Some(Role::Member), Brigade),
            ("six new accounts, long ago", young(6, -1), Some(Role::Member), Hold),
        ];
        for (name, voices, author, expected) in table {
            assert_eq!(consequence(&voices, author, now), expected, "{name}");
        }
    }

    #[rstest]
    #[case("2026-11", Some("2026-11-15"), true)]
    #[case("2026-11", Some("2026-11-11"), false)]
    #[case("2026-11", Some("2026-11-12"), true)]
    #[case("2026-11", None, false)]
    #[case("2026-11", Some("2026-11"), false)]
    #[case("2026-12", None, true)]
    fn knows_young_accounts(#[case] month: &str, #[case] consent: Option<&str>, #[case] young: bool) {
        // 2026-11-18, noon.
        assert_eq!(is_young(month, consent, 1_795_003_200_000), young);
    }

    #[test]
    fn nobody_handles_her_own() {
        let author = MemberId::trusted("author");
        let code = |actor: &Actor, reported| {
            can_handle(actor, "unions", Some(&author), reported).err().map(|error| error.code)
        };
        assert_eq!(code(&Actor::Guest, false), Some(ErrorCode::SignInNeeded));
        for role in Role::ALL {
            let team = matches!(role, Role::Moderator | Role::LeadModerator | Role::Admin);
            assert_eq!(
                code(&actor("other", role), false),
                (!team).then_some(ErrorCode::Forbidden),
                "{role:?}"
            );
            assert_eq!(code(&actor("author", role), false), Some(ErrorCode::Forbidden), "{role:?}");
            assert_eq!(code(&actor("other", role), true), Some(ErrorCode::Forbidden), "{role:?}");
        }
        let member = actor("other", Role::Moderator).member().cloned().expect("a member");
        let elsewhere = Member { scope: crate::Scope::Categories(vec!["poverty".into()]), ..member };
        assert_eq!(code(&Actor::Member(elsewhere), false), Some(ErrorCode::NotFound));
    }

    #[test]
    fn states_read_back() {
        for state in CaseState::ALL {
            assert_eq!(CaseState::parse(state.as_str()), state);
        }
        assert!(CaseState::parse("?").is_live());
    }
}
