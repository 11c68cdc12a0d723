//! The hours in which somebody of the team reads, as the configuration states them, in the time of Tunisia.

use std::str::FromStr;

use crate::services::TUNISIA_MS;

/// Days in the order of the week, as they are written.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// A stretch of hours on some days: `mon-fri 09:00-12:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// First day, 0 is Monday.
    pub from_day: u8,
    /// Last day, in it.
    pub to_day: u8,
    /// Minute of the day from which on.
    pub from: u16,
    /// Minute of the day until which.
    pub to: u16,
}

impl Hours {
    /// Whether an instant (UTC milliseconds) lies in it.
    pub fn holds(&self, now_ms: i64) -> bool {
        let local = now_ms + TUNISIA_MS;
        // The first of January 1970 was a Thursday.
        let day = (local.div_euclid(DAY_MS) + 3).rem_euclid(7);
        let minute = local.rem_euclid(DAY_MS) / MINUTE_MS;
        let (first, last) = (i64::from(self.from_day), i64::from(self.to_day));
        let on_the_day =
            if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last };
        on_the_day && (i64::from(self.from)..i64::from(self.to)).contains(&minute)
    }

    /// `09:00`, `12:30`.
    pub fn clock(&self) -> [String; 2] {
        [self.from, self.to].map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
    }
}

impl FromStr for Hours {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (days, clock) = text.trim().split_once(' ').ok_or(())?;
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let day = |name: &str| {
            let at = DAYS.iter().position(|day| *day == name.to_lowercase()).ok_or(())?;
            u8::try_from(at).map_err(|_| ())
        };
        let (from, to) = clock.trim().split_once('-').ok_or(())?;
        let minute = |text: &str| {
            let (hours, minutes) = text.trim().split_once(':').ok_or(())?;
            let (hours, minutes): (u16, u16) =
                (hours.parse().map_err(|_| ())?, minutes.parse().map_err(|_| ())?);
            (hours <= 24 && minutes < 60 && hours * 60 + minutes <= 24 * 60)
                .then_some(hours * 60 + minutes)
                .ok_or(())
        };
        let hours = Self { from_day: day(first)?, to_day: day(last)?, from: minute(from)?, to: minute(to)? };
        (hours.from < hours.to).then_some(hours).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_hours_and_nothing_else() {
        let hours: Hours = "mon-fri 09:00-12:30".parse().expect("hours");
        assert_eq!(hours, Hours { from_day: 0, to_day: 4, from: 540, to: 750 });
        assert_eq!(hours.clock(), ["09:00", "12:30"]);
        assert!("Sat 10:00-24:00".parse::<Hours>().is_ok());
        for wrong in [
            "",
            "mon",
            "mon 9-12",
            "mon 12:00-09:00",
            "foo 09:00-10:00",
            "mon 25:00-26:00",
            "mon 09:60-10:00",
        ] {
            assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn knows_when_somebody_reads() {
        // 2026-11-27 is a Friday; 08:30 UTC is 09:30 in Tunisia.
        let at = |day: i64, hour: i64, minute: i64| (day * 1_440 + hour * 60 + minute) * MINUTE_MS;
        let friday = 20_784;
        let week: Hours = "mon-fri 09:00-12:30".parse().expect("hours");
        assert!(week.holds(at(friday, 8, 30)) && week.holds(at(friday, 8, 0)));
        assert!(!week.holds(at(friday, 11, 30)), "it ends at 12:30");
        assert!(!week.holds(at(friday, 7, 59)) && !week.holds(at(friday + 1, 8, 30)));
        let weekend: Hours = "sat-mon 20:00-23:00".parse().expect("hours");
        assert!(weekend.holds(at(friday + 3, 20, 0)) && !weekend.holds(at(friday, 20, 0)));
    }
}
