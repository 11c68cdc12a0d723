//! From axum to pages and back.

pub mod accept;
pub mod answer;
mod client;
pub mod ctx;
pub mod listen;
pub mod patient;
pub mod range;
pub mod rate;
pub mod register;
pub mod steady;
pub mod visit;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use app::site::request::Site;
use domain::Services;
use tokio::sync::{Semaphore, watch};

use crate::{
    cache::PageCache,
    config::Config,
    handlers::{files::SiteFiles, live::Live, oai},
    metrics::Metrics,
    provider::Providers,
};
use rate::AddressLimits;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// Use cases.
    pub services: Services,
    /// Server-wide facts for pages.
    pub site: Arc<Site>,
    /// Configuration.
    pub config: Arc<Config>,
    /// Built files, in memory.
    pub files: Arc<SiteFiles>,
    /// Providers through which people may sign in.
    pub providers: Arc<Providers>,
    /// Limits for guests' addresses.
    pub limits: Arc<AddressLimits>,
    /// Finished pages for everybody.
    pub pages: Arc<PageCache>,
    /// Who waits for something new in a topic.
    pub live: Arc<Live>,
    /// Places for those who collect records of the library.
    pub harvesters: Arc<Semaphore>,
    /// Counters of this process.
    pub metrics: Arc<Metrics>,
    /// Places for those whose page is being made.
    pub places: Arc<Semaphore>,
    /// Whether the database is away, as [`steady::watch`] found.
    away: Arc<watch::Sender<bool>>,
    /// Set once the server was told to stop.
    draining: Arc<AtomicBool>,
}

/// The configuration for the desk. What is called a secret is left out once more, should a section forget it.
fn shown(config: &Config) -> String {
    let text = config.to_toml().unwrap_or_default();
    let secret = |line: &str| {
        let name = line.split('=').next().unwrap_or_default().to_ascii_lowercase();
        line.contains('=')
            && ["secret", "password", "passphrase", "token", "key"].iter().any(|word| name.contains(word))
    };
    let masked = |line: &str| {
        let name = line.split('=').next().unwrap_or_default();
        if secret(line) { format!("{name}= \"…\"") } else { line.to_owned() }
    };
    text.lines().map(masked).collect::<Vec<_>>().join("\n")
}

impl AppState {
    /// Puts the parts together.
    pub fn new(services: Services, config: Config, files: SiteFiles) -> Self {
        let providers = Providers::new(&config);
        let site = Site {
            assets: files.assets.clone(),
            public_url: config.public_url(),
            providers: providers.for_pages(),
            // Wrong ones stop the start: `config::wrong`.
            hours: config.moderation.hours.iter().filter_map(|text| text.parse().ok()).collect(),
            configuration: shown(&config),
            authority_requests: config.transparency.authority_requests.clone(),
        };
        let limits = AddressLimits::new(&config.limits, config.server.proxies());
        let places = Semaphore::new(config.server.max_pages);
        let pages = PageCache::new(u64::from(config.server.page_cache_mb) * 1_048_576);
        Self {
            services,
            site: Arc::new(site),
            config: Arc::new(config),
            files: Arc::new(files),
            providers: Arc::new(providers),
            limits: Arc::new(limits),
            pages: Arc::new(pages),
            live: Arc::default(),
            harvesters: Arc::new(Semaphore::new(oai::AT_ONCE)),
            metrics: Arc::default(),
            places: Arc::new(places),
            away: Arc::new(watch::Sender::new(false)),
            draining: Arc::default(),
        }
    }

    /// Readiness flips; requests are still answered.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether the server is about to stop.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }
}
