//! Whether the bytes that the library keeps are still what they were: every blob is hashed again from time to time, a
//! little each hour. What is damaged or lost is out of service at once (`bad_since`), the team is told, and it comes
//! back when a later check finds it whole or somebody brings the same bytes anew.

mod check;
mod health;
mod judge;

pub(super) use check::look_again;
pub use check::{Checked, Finding, Run, check_all, check_due};
pub use health::{Health, counts, health};
pub(super) use health::{is_bad, renewed};
pub use judge::Outcome;

use serde::{Deserialize, Serialize};

pub(super) const HOUR_MS: i64 = 3_600_000;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// How often bytes are hashed again, and how much of that a day may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Days in which everything is hashed at least once.
    pub every_days: u32,
    /// Bytes that are read for it in a day.
    pub budget_bytes_per_day: u64,
}

impl Default for Rules {
    fn default() -> Self {
        Self { every_days: 90, budget_bytes_per_day: 8_589_934_592 }
    }
}

impl Rules {
    fn every_ms(self) -> i64 {
        i64::from(self.every_days) * DAY_MS
    }

    /// Begun a tenth earlier: what came on one day cannot all be read on one day.
    fn due_ms(self) -> i64 {
        self.every_ms() / 10 * 9
    }
}
