//! Work that comes again, as workers do it. Any number of processes may be workers: each stretch of time is taken by the one
//! that is first (`domain::jobs`), and taken again when that one falls.

mod work;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use contract::ErrorCode;
use domain::{
    DomainError, DomainResult, Services,
    jobs::{self, Claim, LEASE_MS},
};
use futures::{StreamExt, stream::FuturesUnordered};
use tokio::task::JoinSet;

use crate::{config::Config, metrics::Metrics};

/// How often it is looked whether something is due.
const EVERY: Duration = Duration::from_secs(30);
/// How often a holder says that it is at work: three times within its lease.
const SIGN_OF_LIFE: Duration = Duration::from_millis((LEASE_MS / 3).unsigned_abs());

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// What comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Digests, reminders, topics that open again, how long somebody was there.
    Announce,
    /// Public counters.
    Counters,
    /// Who is trusted to publish at once.
    Trust,
    /// Old lines of the moderators' log.
    Log,
    /// Who took part in a quarter that is over.
    Quarters,
    /// Uploads that nobody finished.
    Uploads,
    /// Kept bytes that are due to be hashed.
    Fixity,
    /// Sessions, form keys, buckets.
    Identity,
    /// Links and addresses that nobody proved.
    Mail,
    /// Members whose name was looked at are told.
    Told,
    /// Old decisions.
    Decisions,
    /// Old reports.
    Reports,
    /// Old questions to experts.
    Questions,
    /// Old notifications.
    Notices,
    /// Accounts and texts whose time has come.
    Privacy,
    /// Addresses that texts cite.
    Links,
    /// Texts that nobody reads aloud.
    Voices,
    /// What stands in the log of SQLite alone.
    Checkpoint,
    /// What plans of SQLite go by.
    Optimize,
}

impl Kind {
    /// All, in the order of their counters.
    pub const ALL: [Self; 19] = [
        Self::Announce,
        Self::Counters,
        Self::Trust,
        Self::Log,
        Self::Quarters,
        Self::Uploads,
        Self::Fixity,
        Self::Identity,
        Self::Mail,
        Self::Told,
        Self::Decisions,
        Self::Reports,
        Self::Questions,
        Self::Notices,
        Self::Privacy,
        Self::Links,
        Self::Voices,
        Self::Checkpoint,
        Self::Optimize,
    ];

    /// Its name in the table and in figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::Counters => "counters",
            Self::Trust => "trust",
            Self::Log => "log",
            Self::Quarters => "quarters",
            Self::Uploads => "uploads",
            Self::Fixity => "fixity",
            Self::Identity => "identity",
            Self::Mail => "mail",
            Self::Told => "told",
            Self::Decisions => "decisions",
            Self::Reports => "reports",
            Self::Questions => "questions",
            Self::Notices => "notices",
            Self::Privacy => "privacy",
            Self::Links => "links",
            Self::Voices => "voices",
            Self::Checkpoint => "checkpoint",
            Self::Optimize => "optimize",
        }
    }

    /// After how many milliseconds it comes again.
    pub fn every_ms(self) -> i64 {
        match self {
            Self::Announce | Self::Checkpoint => MINUTE_MS,
            Self::Counters
            | Self::Trust
            | Self::Log
            | Self::Quarters
            | Self::Uploads
            | Self::Voices
            | Self::Optimize => DAY_MS,
            _ => HOUR_MS,
        }
    }

    /// The number of the stretch of time in which we are. Days are those of Tunisia (UTC+1 all the year).
    fn slot(self, now_ms: i64) -> i64 {
        (now_ms + HOUR_MS).div_euclid(self.every_ms())
    }
}

/// What a worker needs besides the services.
#[derive(Clone, Debug)]
pub struct Settings {
    /// When texts lose their author.
    pub privacy: domain::privacy::Rules,
    /// How many cited addresses are looked at in a day; none when they are not looked at.
    pub links: Option<u32>,
    /// How many texts a machine reads aloud in a night; none when it reads none.
    pub voices: Option<u32>,
}

impl Settings {
    /// Whether this portal does such work at all.
    pub fn wants(&self, kind: Kind) -> bool {
        match kind {
            Kind::Links => self.links.is_some(),
            Kind::Voices => self.voices.is_some(),
            _ => true,
        }
    }

    /// What the configuration says.
    pub fn of(config: &Config) -> Self {
        let content = &config.content;
        Self {
            privacy: domain::privacy::Rules { unlink_after_months: config.privacy.unlink_after_months },
            links: content.check_links.then_some(content.links_per_day),
            voices: content.read_aloud.then_some(content.texts_per_night),
        }
    }
}

/// A worker. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker {
    services: Services,
    settings: Settings,
    metrics: Arc<Metrics>,
    /// What this process is at already.
    busy: Arc<Mutex<BTreeSet<Kind>>>,
}

impl Worker {
    /// Puts the parts together.
    pub fn new(services: Services, settings: Settings, metrics: Arc<Metrics>) -> Self {
        Self { services, settings, metrics, busy: Arc::default() }
    }

    /// Works until the task is ended.
    pub async fn run(self) {
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut going = FuturesUnordered::new();
        loop {
            tokio::select! {
                _ = tick.tick() => {
                    let worker = self.clone();
                    // Beside the others: a library that is hashed for an hour keeps nobody from being told.
                    going.push(async move { worker.turn().await });
                }
                Some(()) = going.next() => {}
            }
        }
    }

    /// Does whatever is due and taken by nobody, one after the other. Tests call this.
    pub async fn turn(&self) {
        let standing = match jobs::standing(&self.services).await {
            Ok(standing) => standing,
            Err(error) => {
                tracing::warn!(code = ?error.code, at = %error.at, "could not look what is due");
                return;
            }
        };
        for kind in Kind::ALL {
            if !self.settings.wants(kind) {
                continue;
            }
            let now = self.services.now_ms();
            let slot = kind.slot(now);
            if !jobs::is_due(&standing, kind.name(), slot, now) || !self.begin(kind) {
                continue;
            }
            match jobs::claim(&self.services, kind.name(), slot).await {
                Ok(Some(claim)) => self.work(kind, claim).await,
                // Another one was faster.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(code = ?error.code, at = %error.at, "could not take what is due")
                }
            }
            self.end(kind);
        }
    }

    /// Whether it was not at it already.
    fn begin(&self, kind: Kind) -> bool {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(kind)
    }

    fn end(&self, kind: Kind) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&kind);
    }

    async fn work(&self, kind: Kind, claim: Claim) {
        let (services, settings) = (self.services.clone(), self.settings.clone());
        // A task of its own: whatever breaks in it, the next kind comes. In a set, which ends it when we are ended: else it
        // would hold its connection while the database is closed.
        let mut task = JoinSet::new();
        task.spawn(async move { work::of(kind, &services, &settings).await });
        let mut life = tokio::time::interval(SIGN_OF_LIFE);
        life.tick().await;
        let went = loop {
            tokio::select! {
                Some(went) = task.join_next() => break went,
                _ = life.tick() => match claim.renew(&self.services).await {
                    Ok(true) => {}
                    // Another one is at it now, and ours is ended. What was done of it twice is right all the same.
                    Ok(false) => {
                        tracing::warn!(kind = kind.name(), "work was taken over");
                        self.metrics.worked(kind, false);
                        return;
                    }
                    Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not say that work goes on"),
                },
            }
        };
        let went: DomainResult<()> =
            went.unwrap_or_else(|broken| Err(DomainError::caused(ErrorCode::Internal, broken)));
        let ended = match went {
            Ok(()) => {
                tracing::debug!(kind = kind.name(), "worked");
                claim.done(&self.services).await
            }
            // The claim stays: when it has run out, somebody tries again.
            Err(error) => Err(error),
        };
        self.metrics.worked(kind, ended.is_ok());
        if let Err(error) = ended {
            tracing::warn!(kind = kind.name(), code = ?error.code, at = %error.at, "could not work");
        }
    }
}

/// What a process that ended in the middle left in hand, and what is made from files of the library, which each process
/// looks for by itself: at the start, and every hour.
pub async fn tend_files(services: Services) {
    let mut hour = tokio::time::interval(Duration::from_secs(3600));
    match domain::library::upload::recover(&services).await {
        Ok(files) => tracing::debug!(files, "looked at files that waited"),
        Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not look at files"),
    }
    loop {
        hour.tick().await;
        match domain::library::covers::make_missing(&services).await {
            Ok(items) => tracing::debug!(items, "made covers"),
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not make covers"),
        }
        // Beside this: a long book takes minutes.
        domain::library::pages::start(&services);
        domain::library::waveform::start(&services);
        domain::library::convert::start(&services);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_their_own_and_a_day_begins_at_midnight_in_tunisia() {
        let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), Kind::ALL.len());
        // 2026-11-28 23:00 UTC is midnight there.
        let midnight = 1_795_906_800_000;
        assert_eq!(domain::services::day_of(midnight), "2026-11-29");
        assert_eq!(domain::services::day_of(midnight - 1), "2026-11-28");
        for kind in Kind::ALL {
            assert_eq!(kind.slot(midnight), kind.slot(midnight - 1) + 1, "{kind:?}");
            assert_eq!(kind.slot(midnight), kind.slot(midnight + kind.every_ms() - 1), "{kind:?}");
        }
    }
}
