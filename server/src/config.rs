//! Configuration: defaults, then a TOML file, then `JUSOOR__SECTION__KEY` environment, then the command line.
//!
//! A wrong key or value stops the start with its name and what is expected.

mod backup;
mod check;
mod database;
mod listening;
mod mail;
pub mod metrics;
pub mod provider;
mod proxies;
mod role;
mod store;

pub use backup::BackupConfig;
pub use check::wrong;
pub use database::{DatabaseConfig, Secret};
pub use listening::{SecureCookies, ServerConfig};
pub use mail::{MailConfig, MailTls, MailTransport, Password};
pub use metrics::MetricsConfig;
pub use role::ServeRole;
pub use store::{StoreConfig, StoreKind};

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

use provider::ProviderConfig;

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Listening and answering.
    pub server: ServerConfig,
    /// Where the rows are.
    pub database: DatabaseConfig,
    /// Where the files are.
    pub data: DataConfig,
    /// Where the bytes of the library are.
    #[serde(default)]
    pub store: StoreConfig,
    /// How backups are kept from others.
    #[serde(default)]
    pub backup: BackupConfig,
    /// Where the built site is.
    pub site: SiteConfig,
    /// The emergency exit.
    pub safety: SafetyConfig,
    /// When the team reads.
    pub moderation: ModerationConfig,
    /// How long somebody stays signed in.
    pub session: SessionConfig,
    /// How long texts carry their author.
    pub privacy: PrivacyConfig,
    /// What is too much.
    pub limits: LimitsConfig,
    /// How large files of the library may be.
    #[serde(default)]
    pub uploads: domain::library::upload::Limits,
    /// How often files of the library are hashed again.
    #[serde(default)]
    pub fixity: domain::library::fixity::Rules,
    /// How messages go out.
    pub mail: MailConfig,
    /// What is written to the log.
    pub log: LogConfig,
    /// Where this process tells how it is.
    #[serde(default)]
    pub metrics: MetricsConfig,
    /// Texts of the team.
    #[serde(default)]
    pub content: ContentConfig,
    /// What figures are drawn with.
    #[serde(default)]
    pub statistics: StatisticsConfig,
    /// What the page of what the team did says besides its log.
    #[serde(default)]
    pub transparency: TransparencyConfig,
    /// Providers through which people may sign in; none by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<ProviderConfig>,
}

/// Where the files are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataConfig {
    /// The data folder: SQLite, blobs, secrets.
    pub folder: PathBuf,
}

/// Where the built site is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteConfig {
    /// Folder with `manifest.json` and `pkg/`.
    pub folder: PathBuf,
}

/// The emergency exit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyConfig {
    /// The neutral page that `/exit` leads to: ordinary, fast, not personalised.
    pub exit_target: String,
}

/// When the team reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModerationConfig {
    /// Stretches such as `mon-fri 09:00-12:30`, in the time of Tunisia; empty: no fixed hours.
    pub hours: Vec<String>,
}

/// How long somebody stays signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionConfig {
    /// Minutes without a visit after which a session ends.
    pub idle_minutes: u64,
    /// Hours after which a session ends in any case.
    pub absolute_hours: u64,
}

/// How long texts carry their author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivacyConfig {
    /// Months after which a published text loses its author; 0: never.
    pub unlink_after_months: u32,
}

/// What the page of what the team did says besides its log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransparencyConfig {
    /// How many requests from authorities there were, by quarter (`2026-Q4`). What is not there was not recorded.
    #[serde(default)]
    pub authority_requests: BTreeMap<String, u32>,
}

/// What is too much. The limits for one address hold for guests only: behind one address many women may sit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsConfig {
    /// Largest form, in bytes.
    pub body_bytes: usize,
    /// Longest time that a sign-in or registration from a busy address waits, in seconds. It is never refused.
    pub longest_wait_seconds: u32,
    /// Failed sign-ins that one address may make at once without waiting.
    pub sign_in_burst: u32,
    /// Further failed sign-ins a minute.
    pub sign_in_per_minute: f64,
    /// Accounts that one address may make at once without waiting.
    pub join_burst: u32,
    /// Further accounts a minute.
    pub join_per_minute: f64,
    /// Other forms that a guest's address may send at once.
    pub post_burst: u32,
    /// Further forms a minute.
    pub post_per_minute: f64,
    /// Searches (and, counted for themselves, lists of titles while somebody types) that a guest's address may ask for at
    /// once without waiting. They are never refused.
    pub search_burst: u32,
    /// Further ones a minute.
    pub search_per_minute: f64,
    /// Seconds in which a provider must have answered.
    pub provider_seconds: u64,
}

/// Texts of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContentConfig {
    /// Whether addresses that texts cite are looked at.
    pub check_links: bool,
    /// How many of them a day.
    pub links_per_day: u32,
    /// Whether a machine reads aloud, at night, what nobody reads.
    pub read_aloud: bool,
    /// How many texts a night.
    pub texts_per_night: u32,
}

impl Default for ContentConfig {
    fn default() -> Self {
        Self { check_links: false, links_per_day: 50, read_aloud: true, texts_per_night: 100 }
    }
}

/// What figures are drawn with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatisticsConfig {
    /// A GeoJSON file with outlines of the governorates; empty: no maps.
    pub shapes: PathBuf,
    /// Whose they are, as it stands under each map.
    pub shapes_source: String,
    /// What they may be used for, as it stands there too.
    pub shapes_licence: String,
}

/// What is written to the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// `pretty` or `json`.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug` or `trace`, or a filter of tracing (`info,sqlx=warn`).
    pub level: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For machines, one object a line.
    Json,
}

impl Default for DataConfig {
    fn default() -> Self {
        Self { folder: "data".into() }
    }
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self { folder: "target/site".into() }
    }
}

impl Default for SafetyConfig {
    fn default() -> Self {
        Self { exit_target: "https://www.meteo.tn/".into() }
    }
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self { idle_minutes: 240, absolute_hours: 72 }
    }
}

impl Default for PrivacyConfig {
    fn default() -> Self {
        Self { unlink_after_months: 12 }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            // The longest post is 10 000 characters; the widest of them are 12 bytes in a form.
            body_bytes: 131_072,
            longest_wait_seconds: 10,
            sign_in_burst: 20,
            sign_in_per_minute: 2.0,
            join_burst: 40,
            join_per_minute: 2.0,
            post_burst: 40,
            post_per_minute: 10.0,
            search_burst: 240,
            search_per_minute: 1_200.0,
            provider_seconds: 8,
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Pretty, level: "info".into() }
    }
}

/// What the command line says; it wins over everything.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--listen`.
    pub listen: Option<SocketAddr>,
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--role`.
    pub role: Option<ServeRole>,
}

impl Config {
    /// Reads the configuration.
    ///
    /// # Errors
    /// One line for each wrong key or value: its name, where it was set, what is expected.
    pub fn load(file: Option<&Path>, overrides: &Overrides) -> Result<Self, String> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            let text = std::fs::read_to_string(file).map_err(|error| {
                format!("the configuration file {} cannot be read: {error}", file.display())
            })?;
            figment = figment.merge(Toml::string(&text));
        }
        if let Ok(folder) = std::env::var("JUSOOR_SITE") {
            figment = figment.merge(("site.folder", folder));
        }
        figment = figment.merge(Env::prefixed("JUSOOR__").split("__"));
        if let Some(listen) = overrides.listen {
            figment = figment.merge(("server.listen", listen.to_string()));
        }
        if let Some(role) = overrides.role {
            figment = figment.merge(("server.role", role.as_str()));
        }
        if let Some(data) = &overrides.data {
            figment = figment.merge(("data.folder", data.display().to_string()));
        }
        let mut config: Self = figment.extract().map_err(|errors| {
            let lines: Vec<String> = errors.into_iter().map(|error| check::explain(&error, file)).collect();
            lines.join("\n")
        })?;
        config.server.public_url = check::normal_url(&config.server.public_url);
        let wrong = check::wrong(&config);
        if wrong.is_empty() { Ok(config) } else { Err(wrong.join("\n")) }
    }

    /// Address under which people reach the portal, without a slash at the end.
    pub fn public_url(&self) -> String {
        let listen = self.server.listen;
        match self.server.public_url.as_str() {
            // Every address of the machine: the one that surely leads here.
            "" if listen.ip().is_unspecified() => format!("http://localhost:{}", listen.port()),
            "" => format!("http://{listen}"),
            url => url.to_owned(),
        }
    }

    /// Whether people come over HTTPS.
    pub fn is_https(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }

    /// Whether cookies carry `Secure`.
    pub fn secure_cookies(&self) -> bool {
        match self.server.secure_cookies {
            SecureCookies::Auto => self.is_https(),
            SecureCookies::Fixed(fixed) => fixed,
        }
    }

    /// URL of the database.
    pub fn database_url(&self) -> String {
        if self.database.url.0.is_empty() {
            format!("sqlite://{}?mode=rwc", self.data.folder.join("jusoor.sqlite").display())
        } else {
            self.database.url.0.clone()
        }
    }

    /// The configuration as TOML, secrets masked.
    ///
    /// # Errors
    /// When a path is not UTF-8.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let mut shown = self.clone();
        shown.database.url = Secret(shown.database.url.masked());
        shown.database.replica_url = Secret(shown.database.replica_url.masked());
        for provider in &mut shown.providers {
            provider.client_secret.mask();
        }
        shown.mail.password = shown.mail.password.masked();
        shown.store.secret_key = shown.store.secret_key.masked();
        shown.backup = shown.backup.masked();
        toml::to_string(&shown)
    }
}
