//! Where the rows are.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where the rows are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite://…` or `postgres://…`; empty: SQLite in the data folder.
    pub url: Secret,
    /// Connections that read at once.
    pub readers: u32,
    /// Seconds after which PostgreSQL ends what a page of the serving portal reads; 0: as `statement_seconds`.
    #[serde(default = "page_seconds")]
    pub page_seconds: u64,
    /// Seconds after which PostgreSQL ends any other statement of the serving portal; 0: never.
    pub statement_seconds: u64,
    /// `postgres://…` of a server that follows the first one; guests read from it. Empty: none.
    pub replica_url: Secret,
    /// How many milliseconds it may be behind.
    pub replica_lag_ms: u64,
}

/// A text that may hold a password: never shown whole.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl Secret {
    /// The text with the password of a URL replaced.
    pub fn masked(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else { return self.0.clone() };
        match rest.rsplit_once('@') {
            Some((credentials, host)) => {
                let user = credentials.split(':').next().unwrap_or_default();
                format!("{scheme}://{user}:***@{host}")
            }
            None => self.0.clone(),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.masked())
    }
}

fn page_seconds() -> u64 {
    2
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self {
            url: Secret::default(),
            readers: 4,
            page_seconds: page_seconds(),
            statement_seconds: 30,
            replica_url: Secret::default(),
            replica_lag_ms: 800,
        }
    }
}
