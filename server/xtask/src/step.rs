//! Steps that print their name and how long they took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Prints `name`, does the work, prints the time. Output of the work may come in between.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("· {name}");
    let start = Instant::now();
    let result = work();
    let took = seconds(start.elapsed());
    match &result {
        Ok(_) => eprintln!("✓ {name} ({took})"),
        Err(_) => eprintln!("✗ {name} ({took})"),
    }
    result
}

/// A remark between steps.
pub fn note(text: &str) {
    eprintln!("  {text}");
}

/// `0.4 s`, `75 s`.
pub fn seconds(time: Duration) -> String {
    if time.as_secs() < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{:.0} s", time.as_secs_f64())
    }
}
