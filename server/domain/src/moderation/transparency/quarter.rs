//! Quarters of a year, as Tunisia counts days.

use std::fmt;

use crate::{moderation::log_page::midnight, services::day_of};

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// Year.
    pub year: i32,
    /// 1 to 4.
    pub number: u8,
}

impl Quarter {
    /// Reads `2026-Q4`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-Q")?;
        let number: u8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
        let year = year.parse().ok().filter(|year| (2000..3000).contains(year))?;
        // One way to write each: what is shown can be kept under its address.
        let quarter = Self { year, number };
        (quarter.to_string() == text).then_some(quarter)
    }

    /// The quarter of an instant in UTC milliseconds.
    pub fn of(ms: i64) -> Self {
        let day = day_of(ms);
        let year = day.get(..4).and_then(|year| year.parse().ok()).unwrap_or(1970);
        let month: u8 = day.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
        Self { year, number: (month.max(1) - 1) / 3 + 1 }
    }

    /// The next one.
    pub fn next(self) -> Self {
        match self.number {
            4 => Self { year: self.year + 1, number: 1 },
            number => Self { year: self.year, number: number + 1 },
        }
    }

    /// Its first day, ISO.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.year, self.number * 3 - 2)
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.ends() - self.begins()) / 86_400_000
    }

    /// When it begins, UTC milliseconds.
    pub fn begins(self) -> i64 {
        midnight(&self.first_day()).unwrap_or_default()
    }

    /// When the next one begins, UTC milliseconds.
    pub fn ends(self) -> i64 {
        self.next().begins()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_of_a_year() {
        for (text, fine) in [
            ("2026-Q4", true),
            ("2026-Q0", false),
            ("2026-Q5", false),
            ("2026", false),
            ("26-Q1", false),
            ("2026-Q04", false),
        ] {
            assert_eq!(Quarter::parse(text).is_some(), fine, "{text}");
        }
        let fourth = Quarter::parse("2026-Q4").expect("a quarter");
        assert_eq!(
            (fourth.first_day().as_str(), fourth.next().to_string().as_str()),
            ("2026-10-01", "2027-Q1")
        );
        assert_eq!(fourth.days(), 92);
        // Midnight in Tunisia is 23:00 UTC on the day before.
        assert_eq!(Quarter::of(fourth.begins()), fourth);
        assert_eq!(Quarter::of(fourth.begins() - 1).to_string(), "2026-Q3");
        assert_eq!(Quarter::of(fourth.ends() - 1), fourth);
    }
}
