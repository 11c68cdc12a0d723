//! The time: a port that tests set, and days and times as they are in Tunisia.

use chrono::{DateTime, Utc};

/// The time, as a port: tests set it.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// By how much Tunisia is ahead of UTC, all the year, in milliseconds.
pub(crate) const TUNISIA_MS: i64 = 3_600_000;

/// The ISO day in Tunisia (UTC+1 all the year) of an instant in UTC milliseconds.
pub fn day_of(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms + TUNISIA_MS)
        .map(|at| at.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// The time of that day in Tunisia, `13:05`.
pub fn time_of(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms + TUNISIA_MS)
        .map(|at| at.format("%H:%M").to_string())
        .unwrap_or_default()
}
