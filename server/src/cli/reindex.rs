//! `jusoor reindex`: the whole search index brought in line, with its progress.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use domain::{
    Services,
    search::{self, Progress},
};

use super::say;

/// Does it; a line for every tenth of the way, and one at the end.
pub async fn run(services: &Services) -> anyhow::Result<()> {
    let begun = Instant::now();
    let told = AtomicUsize::new(0);
    let tell = |progress: Progress| {
        let tenths = (progress.done * 10).checked_div(progress.of).unwrap_or(10);
        if tenths > told.fetch_max(tenths, Ordering::Relaxed) {
            say(&format!("{} of {} texts, {} changed", progress.done, progress.of, progress.changed));
        }
    };
    let changed = search::reindex_telling(services, tell).await?;
    say(&format!("{changed} texts indexed anew or taken out in {:.1} s", begun.elapsed().as_secs_f64()));
    Ok(())
}
