//! When a figure holds: a year, a quarter, a half-year or a run of months.

use std::{fmt, str::FromStr};

/// When a figure holds. Written `2024`, `2024-Q3`, `2024-H1`, `2021-01/2021-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A whole year.
    Year(u16),
    /// A half-year, 1 or 2.
    Half(u16, u8),
    /// A quarter, 1 to 4.
    Quarter(u16, u8),
    /// From the first month to the second, both included, within a year.
    Months(u16, u8, u8),
}

impl Period {
    /// The year.
    pub fn year(self) -> u16 {
        match self {
            Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) | Self::Months(year, _, _) => {
                year
            }
        }
    }

    /// Place on a time axis, in years. A whole year stands at its number, so that the axis reads plainly.
    pub fn position(self) -> f64 {
        match self {
            Self::Year(year) => f64::from(year),
            Self::Half(year, half) => f64::from(year) + (f64::from(half) - 1.0) / 2.0,
            Self::Quarter(year, quarter) => f64::from(year) + (f64::from(quarter) - 1.0) / 4.0,
            Self::Months(year, first, _) => f64::from(year) + (f64::from(first) - 1.0) / 12.0,
        }
    }

    /// Order in time.
    pub fn sort_key(self) -> (u16, u8) {
        match self {
            Self::Year(year) => (year, 0),
            Self::Half(year, half) => (year, half * 6 - 5),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Months(year, first, _) => (year, first),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Half(year, half) => write!(f, "{year}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Months(year, first, last) => write!(f, "{year}-{first:02}/{year}-{last:02}"),
        }
    }
}

/// The text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedPeriod;

fn year(text: &str) -> Option<u16> {
    let year: u16 = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
    (1900..=2100).contains(&year).then_some(year)
}

fn month(text: &str) -> Option<(u16, u8)> {
    let (y, m) = text.split_once('-')?;
    let number: u8 = (m.len() == 2).then(|| m.parse().ok()).flatten()?;
    (1..=12).contains(&number).then_some((year(y)?, number))
}

impl FromStr for Period {
    type Err = MalformedPeriod;

    fn from_str(text: &str) -> Result<Self, MalformedPeriod> {
        let read = || {
            if let Some((from, to)) = text.split_once('/') {
                let ((y1, m1), (y2, m2)) = (month(from)?, month(to)?);
                return (y1 == y2 && m1 < m2).then_some(Self::Months(y1, m1, m2));
            }
            match text.split_once('-') {
                None => year(text).map(Self::Year),
                Some((y, part)) => {
                    let y = year(y)?;
                    match part {
                        "H1" | "H2" => Some(Self::Half(y, if part == "H1" { 1 } else { 2 })),
                        "Q1" => Some(Self::Quarter(y, 1)),
                        "Q2" => Some(Self::Quarter(y, 2)),
                        "Q3" => Some(Self::Quarter(y, 3)),
                        "Q4" => Some(Self::Quarter(y, 4)),
                        _ => None,
                    }
                }
            }
        };
        read().ok_or(MalformedPeriod)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["2024", "2024-Q3", "2024-H1", "2021-01/2021-10"] {
            assert_eq!(text.parse::<Period>().map(|period| period.to_string()), Ok(text.to_owned()));
        }
        for bad in [
            "",
            "24",
            "20244",
            "2024-Q5",
            "2024-q1",
            "2021-10/2021-01",
            "2021-01/2022-02",
            "2024-13/2024-14",
            "1800",
            "٢٠٢٤",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn stands_in_order() {
        let order: Vec<Period> = ["2020-Q4", "2023-Q4", "2024-Q1", "2024-Q3"]
            .iter()
            .map(|t| t.parse().expect("a period"))
            .collect();
        assert!(order.is_sorted_by_key(|period| period.sort_key()));
        assert!(order.windows(2).all(|pair| pair[0].position() < pair[1].position()));
    }
}
