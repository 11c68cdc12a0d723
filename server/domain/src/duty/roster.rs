//! The hours in which somebody is there: pure, over the clock of Tunisia (UTC+1 all the year).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

/// Minutes of a day.
const DAY: u16 = 1_440;
/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;
/// How far ahead the next hours are looked for.
const AHEAD: u64 = 14;

/// On which days a shift is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Every week; 0 is Monday.
    Weekly(u8),
    /// On one ISO day.
    On(String),
}

/// Hours of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Whose.
    pub member: String,
    /// On which days.
    pub when: When,
    /// First minute of the day.
    pub from: u16,
    /// The minute after the last one.
    pub to: u16,
}

/// A span of one day, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First minute.
    pub from: u16,
    /// The minute after the last one.
    pub to: u16,
}

/// Whether somebody reads, as everybody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No hours are known: nothing is said beyond that nobody reads day and night.
    Unknown,
    /// Somebody reads, until this minute of the day; of the next one, where the hours go on over midnight.
    Until(u16),
    /// Nobody does; the next hours begin on this ISO day at this minute, if any are known.
    Nobody(Option<(String, u16)>),
}

/// All hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster(Vec<Shift>);

/// The day in Tunisia, and the minute of it, of an instant in UTC milliseconds.
fn local(ms: i64) -> Option<(NaiveDate, u16)> {
    let at = DateTime::<Utc>::from_timestamp_millis(ms + 3_600_000)?;
    let minute = at.hour() * 60 + at.minute();
    Some((at.date_naive(), u16::try_from(minute).ok()?))
}

/// The ISO day in Tunisia and the minute of it of an instant in UTC milliseconds.
pub fn minute_of(ms: i64) -> (String, u16) {
    local(ms).map(|(day, minute)| (day.to_string(), minute)).unwrap_or_default()
}

fn weekday(day: NaiveDate) -> u8 {
    u8::try_from(day.weekday().num_days_from_monday()).unwrap_or_default()
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in spans.into_iter().filter(|span| span.from < span.to) {
        match out.last_mut() {
            Some(last) if span.from <= last.to => last.to = Ord::max(last.to, span.to),
            _ => out.push(span),
        }
    }
    out
}

impl Shift {
    fn is_on(&self, day: NaiveDate) -> bool {
        match &self.when {
            When::Weekly(of) => *of == weekday(day),
            When::On(iso) => *iso == day.to_string(),
        }
    }

    fn span(&self) -> Span {
        Span { from: self.from, to: Ord::min(self.to, DAY) }
    }
}

impl Roster {
    /// From what is stored.
    pub fn new(shifts: Vec<Shift>) -> Self {
        Self(shifts)
    }

    /// Whether no hours are known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn spans(&self, day: NaiveDate) -> Vec<Span> {
        merged(self.0.iter().filter(|shift| shift.is_on(day)).map(Shift::span).collect())
    }

    /// The hours of a weekday (0 is Monday), as they come back every week.
    pub fn weekly(&self, of: u8) -> Vec<Span> {
        let weekly = |shift: &&Shift| shift.when == When::Weekly(of);
        merged(self.0.iter().filter(weekly).map(Shift::span).collect())
    }

    /// Days with hours of their own, from a day on: ISO day and all hours of that day.
    pub fn special(&self, from: &str) -> Vec<(String, Vec<Span>)> {
        let days: BTreeSet<&str> = self
            .0
            .iter()
            .filter_map(|shift| match &shift.when {
                When::On(iso) if iso.as_str() >= from => Some(iso.as_str()),
                When::On(_) | When::Weekly(_) => None,
            })
            .collect();
        days.into_iter().filter_map(|iso| Some((iso.to_owned(), self.spans(iso.parse().ok()?)))).collect()
    }

    /// Who is there at an instant.
    pub fn on_duty(&self, at: i64) -> Vec<&str> {
        let Some((day, minute)) = local(at) else { return Vec::new() };
        let there = |shift: &&Shift| shift.is_on(day) && (shift.from..shift.to).contains(&minute);
        let names: BTreeSet<&str> = self.0.iter().filter(there).map(|shift| shift.member.as_str()).collect();
        names.into_iter().collect()
    }

    /// Who is there at an instant, and since when: hours that go on over midnight began before it.
    pub fn since(&self, at: i64) -> BTreeMap<&str, i64> {
        let Some((day, minute)) = local(at) else { return BTreeMap::new() };
        let midnight = at - at.rem_euclid(MINUTE_MS) - i64::from(minute) * MINUTE_MS;
        let before = day.pred_opt();
        let mut all: BTreeMap<&str, i64> = BTreeMap::new();
        for shift in self.0.iter().filter(|one| one.is_on(day) && (one.from..one.to).contains(&minute)) {
            let goes_on = |one: &&Shift| {
                one.member == shift.member && one.to >= DAY && before.is_some_and(|day| one.is_on(day))
            };
            let over = self.0.iter().filter(|_| shift.from == 0).find(goes_on);
            let begun = over.map_or(i64::from(shift.from), |one| i64::from(one.from) - i64::from(DAY));
            let since = midnight + begun * MINUTE_MS;
            all.entry(&shift.member).and_modify(|one| *one = Ord::min(*one, since)).or_insert(since);
        }
        all
    }

    /// Whether somebody is there.
    pub fn is_staffed(&self, at: i64) -> bool {
        !self.on_duty(at).is_empty()
    }

    /// Who is there next: the people of the first shift that begins after an instant, also while somebody is there.
    pub fn next_on_duty(&self, at: i64) -> Vec<&str> {
        let Some((today, now)) = local(at) else { return Vec::new() };
        let begin = |ahead: u64| {
            let day = today.checked_add_days(chrono::Days::new(ahead))?;
            let later =
                |shift: &&Shift| shift.is_on(day) && shift.from < shift.to && (ahead > 0 || shift.from > now);
            let first = self.0.iter().filter(later).map(|shift| shift.from).min()?;
            let begins = |shift: &&Shift| later(shift) && shift.from == first;
            let names: BTreeSet<&str> =
                self.0.iter().filter(begins).map(|shift| shift.member.as_str()).collect();
            Some(names.into_iter().collect())
        };
        (0..=AHEAD).find_map(begin).unwrap_or_default()
    }

    fn next(&self, at: i64) -> Option<(NaiveDate, u16)> {
        let (today, minute) = local(at)?;
        (0..=AHEAD).find_map(|ahead| {
            let day = today.checked_add_days(chrono::Days::new(ahead))?;
            let later = |span: &&Span| ahead > 0 || span.from > minute;
            let spans = self.spans(day);
            spans.iter().find(later).map(|span| (day, span.from))
        })
    }

    /// Whether somebody reads at an instant, as everybody is told.
    pub fn standing(&self, at: i64) -> Standing {
        if self.is_empty() {
            return Standing::Unknown;
        }
        let now = local(at).and_then(|(day, minute)| {
            let span = self.spans(day).into_iter().find(|span| (span.from..span.to).contains(&minute))?;
            // Midnight ends no hours that go on after it.
            let over = day
                .succ_opt()
                .filter(|_| span.to == DAY)
                .and_then(|next| self.spans(next).into_iter().find(|span| span.from == 0));
            Some(over.map_or(span.to, |over| over.to))
        });
        match now {
            Some(minute) => Standing::Until(minute),
            None => Standing::Nobody(self.next(at).map(|(day, minute)| (day.to_string(), minute))),
        }
    }

    /// Minutes between two instants in which somebody was there.
    pub fn staffed_minutes(&self, from: i64, to: i64) -> i64 {
        let (Some((first, start)), Some((last, end))) = (local(from), local(to)) else { return 0 };
        let mut sum = 0;
        // More than a fortnight is long enough for whatever is asked.
        for day in first.iter_days().take(15).take_while(|day| *day <= last) {
            let begin = if day == first { start } else { 0 };
            let stop = if day == last { end } else { DAY };
            for span in self.spans(day) {
                let inside = i64::from(Ord::min(span.to, stop)) - i64::from(Ord::max(span.from, begin));
                sum += Ord::max(inside, 0);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekly(member: &str, weekday: u8, from: u16, to: u16) -> Shift {
        Shift { member: member.into(), when: When::Weekly(weekday), from, to }
    }

    /// Wednesday, 2026-11-18, at an hour and minute in Tunisia.
    fn at(hour: i64, minute: i64) -> i64 {
        1_794_960_000_000 + (hour - 1) * 3_600_000 + minute * 60_000
    }

    fn roster() -> Roster {
        Roster::new(vec![
            weekly("a", 2, 9 * 60, 12 * 60),
            weekly("b", 2, 11 * 60, 13 * 60),
            weekly("a", 4, 18 * 60, 24 * 60),
            Shift { member: "c".into(), when: When::On("2026-11-19".into()), from: 60, to: 120 },
        ])
    }

    #[test]
    fn says_who_is_there_in_the_time_of_tunisia() {
        let roster = roster();
        let table: [(i64, &[&str]); 7] = [
            (at(8, 59), &[]),
            (at(9, 0), &["a"]),
            (at(11, 30), &["a", "b"]),
            (at(12, 0), &["b"]),
            (at(13, 0), &[]),
            (at(24 + 1, 30), &["c"]),
            (at(48 + 23, 59), &["a"]),
        ];
        for (when, who) in table {
            assert_eq!(roster.on_duty(when), who, "{:?}", minute_of(when));
            assert_eq!(roster.is_staffed(when), !who.is_empty());
        }
        assert_eq!(minute_of(at(0, 5)), ("2026-11-18".to_owned(), 5));
        assert_eq!(roster.next_on_duty(at(8, 0)), ["a"]);
        assert_eq!(roster.next_on_duty(at(13, 0)), ["c"]);
        assert_eq!(roster.next_on_duty(at(10, 30)), ["b"], "who begins while another one is there");
        assert!(Roster::default().next_on_duty(at(8, 0)).is_empty());
    }

    #[test]
    fn says_what_everybody_is_told() {
        let roster = roster();
        let day = |iso: &str, minute| Standing::Nobody(Some((iso.to_owned(), minute)));
        assert_eq!(Roster::default().standing(at(9, 0)), Standing::Unknown);
        assert_eq!(roster.standing(at(8, 0)), day("2026-11-18", 540));
        assert_eq!(roster.standing(at(9, 0)), Standing::Until(780));
        assert_eq!(roster.standing(at(13, 0)), day("2026-11-19", 60));
        assert_eq!(roster.standing(at(26, 0)), day("2026-11-20", 1_080));
        let night = |more: Vec<Shift>| {
            let mut all = vec![weekly("a", 2, 20 * 60, 24 * 60)];
            all.extend(more);
            Roster::new(all)
        };
        assert_eq!(night(Vec::new()).standing(at(21, 0)), Standing::Until(1_440));
        assert_eq!(night(vec![weekly("b", 3, 60, 120)]).standing(at(21, 0)), Standing::Until(1_440));
        let over = night(vec![weekly("b", 3, 0, 120)]);
        assert_eq!(over.standing(at(21, 0)), Standing::Until(120), "hours go on over midnight");
        assert_eq!(over.standing(at(25, 0)), Standing::Until(120));
        assert_eq!(over.next_on_duty(at(21, 0)), ["b"]);
        // Since when: of the same person, over midnight.
        assert_eq!(over.since(at(21, 30)), BTreeMap::from([("a", at(20, 0))]));
        assert_eq!(over.since(at(24, 30) + 7), BTreeMap::from([("b", at(24, 0))]));
        let same = night(vec![weekly("a", 3, 0, 120)]);
        assert_eq!(same.since(at(24, 30)), BTreeMap::from([("a", at(20, 0))]));
        assert!(same.since(at(26, 0)).is_empty());
        let past = Roster::new(vec![Shift {
            member: "c".into(),
            when: When::On("2026-11-01".into()),
            from: 0,
            to: 60,
        }]);
        assert_eq!(past.standing(at(9, 0)), Standing::Nobody(None));
        assert_eq!(roster.weekly(2), [Span { from: 540, to: 780 }]);
        assert!(roster.weekly(3).is_empty());
        assert_eq!(
            roster.special("2026-11-18"),
            [("2026-11-19".to_owned(), vec![Span { from: 60, to: 120 }])]
        );
        assert!(roster.special("2026-11-20").is_empty());
    }

    #[test]
    fn counts_the_minutes_in_which_somebody_was_there() {
        let roster = roster();
        let table = [
            (at(8, 0), at(9, 0), 0),
            (at(8, 0), at(9, 1), 1),
            (at(10, 0), at(11, 30), 90),
            (at(0, 0), at(24, 0), 240),
            (at(0, 0), at(26, 0), 300),
            (at(12, 59), at(25, 30), 31),
            (at(13, 0), at(9, 0), 0),
        ];
        for (from, to, minutes) in table {
            assert_eq!(roster.staffed_minutes(from, to), minutes, "{:?}", (minute_of(from), minute_of(to)));
        }
        assert_eq!(Roster::default().staffed_minutes(at(0, 0), at(24, 0)), 0);
    }
}
