//! What only a database that answers can say: its clock, the second one, whether workers work.

use domain::{Db, Services, content::audio, jobs};
use sea_orm::{ConnectionTrait, Statement};

use super::Report;
use crate::{
    boot,
    config::{Config, ContentConfig},
    jobs::{Kind, Settings},
};

/// Clocks that differ by more than this mislead limits, sessions and codes.
const APART_MS: i64 = 2_000;
const TEN_MINUTES_MS: i64 = 600_000;

/// Looks at everything; nothing when the database is away, which another line says.
pub async fn examine(config: &Config, report: &mut Report) {
    let Ok(db) = boot::connect(config).await else { return };
    if !db.is_sqlite()
        && let Some(line) = clock(&db).await
    {
        report.line("database clock", line);
    }
    if let Some(replica) = db.replica() {
        let place = config.database.replica_url.masked();
        let line = match replica.look(db.read()).await {
            Ok(true) => Ok(format!("{place} has everything that was written")),
            Ok(false) => Err(format!("{place} is behind, or follows nobody: guests read from the first")),
            Err(_) => Err(format!("{place} does not answer: guests read from the first")),
        };
        report.line("second database", line);
    }
    let store = std::sync::Arc::new(object_store::memory::InMemory::new());
    let services = Services::new(db.clone(), store, std::sync::Arc::new(domain::services::SystemClock));
    // A table that is not there yet is another line's business.
    if let Ok(standing) = jobs::standing(&services).await {
        let settings = Settings::of(config);
        let kinds = Kind::ALL.into_iter().filter(|kind| settings.wants(*kind));
        match late(&standing, kinds, services.now_ms()) {
            None => Report::note("workers", "none has worked yet"),
            Some(late) if late.is_empty() => report.line("workers", Ok("nothing is late".to_owned())),
            Some(late) => {
                let text = "no worker runs, or it fails (serve --role worker or both; its log)";
                report.line("workers", Err(format!("late: {}; {text}", late.join(", "))));
            }
        }
    }
    if let Ok(unread) = audio::unread(&services).await {
        Report::note("read aloud", &silence(unread.len(), &config.content));
    }
    db.close().await;
}

/// How many texts nobody hears yet, and what becomes of them.
fn silence(unread: usize, content: &ContentConfig) -> String {
    if unread == 0 {
        return "every published text has a recording".to_owned();
    }
    let next = match (content.read_aloud, audio::can_be_read()) {
        (true, true) => {
            format!("a machine reads up to {} a night (content.texts_per_night)", content.texts_per_night)
        }
        (true, false) => "no machine reads them: espeak-ng is not installed".to_owned(),
        (false, _) => "content.read_aloud is off: people bring them at the desk".to_owned(),
    };
    format!("{unread} published texts have no recording; {next}")
}

async fn clock(db: &Db) -> Option<Result<String, String>> {
    let ask = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), ask)).await.ok()??;
    let there: i64 = row.try_get("", "now").ok()?;
    let apart = (there - chrono::Utc::now().timestamp_millis()).abs();
    Some(if apart > APART_MS {
        Err(format!("{} seconds apart from this machine's: keep both right (NTP)", apart / 1_000))
    } else {
        Ok("as this machine's".to_owned())
    })
}

/// What should have been done long ago; nothing when no worker has ever worked.
fn late(standing: &[jobs::Slot], kinds: impl Iterator<Item = Kind>, now: i64) -> Option<Vec<&'static str>> {
    if standing.is_empty() {
        return None;
    }
    let is_late = |kind: &Kind| {
        let row = standing.iter().find(|row| row.kind == kind.name());
        let last = row.map(|row| row.done_at.unwrap_or(row.claimed_at));
        last.is_some_and(|at| now - at > 3 * kind.every_ms() + TEN_MINUTES_MS)
    };
    Some(kinds.filter(is_late).map(Kind::name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_texts_are_silent_is_told() {
        let content = ContentConfig { read_aloud: false, ..ContentConfig::default() };
        assert_eq!(silence(0, &content), "every published text has a recording");
        let told = silence(7, &content);
        assert!(told.starts_with("7 published texts have no recording") && told.contains("is off"), "{told}");
        assert!(!silence(7, &ContentConfig::default()).contains("is off"));
    }

    #[test]
    fn what_was_not_done_for_long_is_late() {
        let row = |kind: Kind, at: i64, done: bool| jobs::Slot {
            kind: kind.name().to_owned(),
            slot: 1,
            holder: String::new(),
            claimed_at: at,
            done_at: done.then_some(at),
        };
        let now = 1_795_000_000_000;
        let all = || Kind::ALL.into_iter();
        assert_eq!(late(&[], all(), now), None);
        let hour = 3_600_000;
        let rows = [
            row(Kind::Announce, now - hour, true),
            row(Kind::Mail, now - 2 * hour, true),
            row(Kind::Privacy, now - 4 * hour, false),
            row(Kind::Trust, now - 48 * hour, true),
        ];
        assert_eq!(late(&rows, all(), now), Some(vec!["announce", "privacy"]));
    }
}
