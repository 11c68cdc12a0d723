//! Ways into an account answer at even times after they were asked, so that nobody learns from the time whether there
//! is such an account, or such a receipt: a letter that was put into the outbox, or a code that was compared, took some
//! microseconds more.

use std::time::{Duration, Instant};

use http::Method;

use crate::http::rate::Action;

/// Far more than the work can differ, and nothing that a person notices.
const STEP: Duration = Duration::from_millis(25);

/// Waits for the next even time, when this was a form on a way into an account.
pub async fn out(method: &Method, path: &str, started: Instant) {
    if is_way_in(method, path) {
        tokio::time::sleep_until((started + even(started.elapsed())).into()).await;
    }
}

fn is_way_in(method: &Method, path: &str) -> bool {
    method == Method::POST && matches!(Action::of_path(path), Action::SignIn | Action::Receipt)
}

fn even(passed: Duration) -> Duration {
    let steps = passed.as_nanos().div_ceil(STEP.as_nanos()).max(1);
    STEP * u32::try_from(steps).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_becomes_the_next_even_one() {
        for (passed, expected) in [(0, 25), (3, 25), (25, 25), (26, 50), (990, 1_000)] {
            assert_eq!(even(Duration::from_millis(passed)), Duration::from_millis(expected));
        }
        assert_eq!(even(Duration::from_micros(25_001)), Duration::from_millis(50));
    }

    #[test]
    fn only_forms_on_ways_into_an_account_wait() {
        for path in ["/ar/sign-in", "/fr/recover", "/fr/reset", "/en/account/return", "/ar/ask/receipt"] {
            assert!(is_way_in(&Method::POST, path), "{path}");
            assert!(!is_way_in(&Method::GET, path), "{path}");
        }
        assert!(!is_way_in(&Method::POST, "/ar/forum/new"));
    }

    #[tokio::test]
    async fn the_answer_does_not_come_before() {
        let started = Instant::now();
        out(&Method::POST, "/ar/reset", started).await;
        assert!(started.elapsed() >= STEP);
    }
}
