//! How long something may wait before it is late: by its class.

use super::item::Class;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How old a waiting thing is, for its class. It always stands beside words: colour never speaks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// There is time.
    Fresh,
    /// It should be read soon.
    Due,
    /// It has waited too long.
    Late,
}

impl Age {
    /// Of something of a class that has waited for so many milliseconds.
    pub fn of(class: Class, waited: i64) -> Self {
        let (due, late) = match class {
            Class::Danger => (10 * MINUTE, 30 * MINUTE),
            Class::Severe => (HOUR, 4 * HOUR),
            Class::Report => (4 * HOUR, 12 * HOUR),
            Class::Queue => (12 * HOUR, 2 * DAY),
            Class::Check => (3 * DAY, 7 * DAY),
        };
        match waited {
            waited if waited >= late => Self::Late,
            waited if waited >= due => Self::Due,
            _ => Self::Fresh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urgent_things_are_late_sooner() {
        let table = [
            (Class::Danger, 9 * MINUTE, Age::Fresh),
            (Class::Danger, 10 * MINUTE, Age::Due),
            (Class::Danger, 30 * MINUTE, Age::Late),
            (Class::Severe, 30 * MINUTE, Age::Fresh),
            (Class::Severe, 4 * HOUR, Age::Late),
            (Class::Report, 4 * HOUR, Age::Due),
            (Class::Queue, 11 * HOUR, Age::Fresh),
            (Class::Queue, DAY, Age::Due),
            (Class::Queue, 2 * DAY, Age::Late),
            (Class::Check, 2 * DAY, Age::Fresh),
            (Class::Check, 8 * DAY, Age::Late),
        ];
        for (class, waited, age) in table {
            assert_eq!(Age::of(class, waited), age, "{class:?} {waited}");
        }
        for pair in Class::ALL.windows(2) {
            for hours in [0, 1, 5, 13, 50, 200] {
                assert!(Age::of(pair[0], hours * HOUR) >= Age::of(pair[1], hours * HOUR), "{pair:?} {hours}");
            }
        }
    }
}
