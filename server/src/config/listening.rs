//! Listening and answering.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ServeRole;

/// Listening and answering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// `serve`, `worker` or `both`.
    pub role: ServeRole,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address under which people reach the portal; empty: `http://` and `listen`.
    pub public_url: String,
    /// Connections open at once.
    pub max_connections: usize,
    /// Pages made at once. Whoever comes then waits a moment, then gets a short 503 page.
    pub max_pages: usize,
    /// Seconds in which a client must have sent its headers.
    pub header_timeout_seconds: u64,
    /// Seconds after which an unanswered request gets the 503 page.
    pub request_timeout_seconds: u64,
    /// Seconds that requests in flight have to finish when the server is told to stop, `lead_ms` among them.
    pub drain_seconds: u64,
    /// Milliseconds for which requests are still taken after that, while `/health/ready` says 503 already: longer than a
    /// balancer's interval.
    #[serde(default = "lead_ms")]
    pub lead_ms: u64,
    /// Networks (`10.0.0.0/8`, `fd00::/8`) or addresses in which proxies of ours stand, each of which appends what it
    /// sees to `X-Forwarded-For`. Of others the header is not read.
    pub trusted_proxies: Vec<String>,
    /// Megabytes for finished pages that everybody sees; 0: none is kept.
    pub page_cache_mb: u32,
    /// Whether cookies are only for HTTPS: `"auto"` (as `public_url` says), true or false.
    pub secure_cookies: SecureCookies,
}

/// Whether cookies carry `Secure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecureCookies {
    /// As `public_url` says.
    Auto,
    /// Always or never.
    Fixed(bool),
}

impl Serialize for SecureCookies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::Fixed(fixed) => serializer.serialize_bool(*fixed),
        }
    }
}

impl<'de> Deserialize<'de> for SecureCookies {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = SecureCookies;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"auto\", true or false")
            }

            fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<SecureCookies, E> {
                Ok(SecureCookies::Fixed(value))
            }

            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<SecureCookies, E> {
                match value {
                    "auto" => Ok(SecureCookies::Auto),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(value), &self)),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            role: ServeRole::Both,
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 3000),
            public_url: String::new(),
            max_connections: 4096,
            max_pages: 64,
            header_timeout_seconds: 10,
            request_timeout_seconds: 30,
            drain_seconds: 8,
            lead_ms: lead_ms(),
            trusted_proxies: Vec::new(),
            page_cache_mb: 48,
            secure_cookies: SecureCookies::Auto,
        }
    }
}

fn lead_ms() -> u64 {
    2_500
}
