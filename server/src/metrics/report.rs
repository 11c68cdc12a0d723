//! One page of figures: the counters of this process, and what it knows of the rest.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::jobs;

use super::{process, text::Text};
use crate::{backup::Last, disk, http::AppState, jobs::Kind};

/// How long the database may take to say how it is. Prometheus itself waits ten seconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// The whole page.
pub async fn report(state: &AppState) -> String {
    let mut text = Text::default();
    let version = env!("CARGO_PKG_VERSION");
    text.family("jusoor_info", "gauge", "Which version runs, and what it does.");
    let labels = [("version", version), ("role", state.config.server.role.as_str())];
    text.sample("jusoor_info", &labels, 1);
    let started = unix(state.metrics.started);
    let name = "process_start_time_seconds";
    text.single(name, "gauge", "When this process began, in Unix time.", started);
    process::write(&mut text);
    state.metrics.write(&mut text);
    let draining = u8::from(state.is_draining());
    text.single("jusoor_draining", "gauge", "1 once this process was told to stop.", draining);
    let name = "jusoor_page_cache_bytes";
    text.single(name, "gauge", "Memory of the pages that are kept, about.", state.pages.bytes());
    data(state, &mut text).await;
    database(state, &mut text).await;
    text.into_string()
}

async fn data(state: &AppState, text: &mut Text) {
    let folder = &state.config.data.folder;
    if let Some(room) = disk::room(folder).await {
        let name = "jusoor_data_free_bytes";
        text.single(name, "gauge", "Room where the data folder lies.", room.free);
        let name = "jusoor_data_size_bytes";
        text.single(name, "gauge", "Size of the disk on which it lies.", room.size);
    }
    if let Ok(Some(last)) = Last::read(folder) {
        let name = "jusoor_backup_timestamp_seconds";
        text.single(name, "gauge", "Of which moment the last good backup is, in Unix time.", last.at / 1_000);
    }
}

async fn database(state: &AppState, text: &mut Text) {
    let db = &state.services.db;
    let up = tokio::time::timeout(PATIENCE, db.is_there()).await.unwrap_or(false);
    text.single("jusoor_database_up", "gauge", "1 when the database answers.", u8::from(up));
    let name = "jusoor_database_connections";
    text.family(name, "gauge", "Connections to the database, by pool and state.");
    for pool in db.pools() {
        for (state, count) in [("idle", pool.idle), ("busy", pool.open.saturating_sub(pool.idle))] {
            text.sample(name, &[("pool", pool.name), ("state", state)], count);
        }
    }
    if db.is_sqlite() {
        let counted = db.group_commits();
        let name = "jusoor_group_commits_total";
        text.single(name, "counter", "Commits that texts sent at the same moment share.", counted.batches);
        let name = "jusoor_group_committed_total";
        text.single(name, "counter", "Texts that these commits acknowledged.", counted.members);
    }
    if let Some(replica) = db.replica() {
        let name = "jusoor_replica_fresh";
        text.single(
            name,
            "gauge",
            "1 when guests read from the second database.",
            u8::from(replica.is_fresh()),
        );
    }
    if !up {
        return;
    }
    let asked = async { (jobs::waiting(&state.services).await, jobs::standing(&state.services).await) };
    let Ok((waiting, standing)) = tokio::time::timeout(PATIENCE, asked).await else { return };
    if let Ok(waiting) = waiting {
        let name = "jusoor_waiting";
        text.family(name, "gauge", "What a worker has not come to yet.");
        text.sample(name, &[("what", "mail")], waiting.mail);
        text.sample(name, &[("what", "events")], waiting.events);
    }
    let Ok(standing) = standing else { return };
    let name = "jusoor_job_done_timestamp_seconds";
    text.family(name, "gauge", "When work that comes again was last done by any process, in Unix time.");
    // Names of ours alone: what else may stand in the table is not repeated.
    for kind in Kind::ALL {
        let row = standing.iter().find(|row| row.kind == kind.name());
        if let Some(at) = row.and_then(|row| row.done_at) {
            text.sample(name, &[("kind", kind.name())], at / 1_000);
        }
    }
}

fn unix(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
