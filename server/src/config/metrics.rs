//! Where this process tells how it is.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::Config;

/// Where this process tells how it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsConfig {
    /// Address for Prometheus and for supervisors; empty: nowhere.
    pub listen: String,
}

impl MetricsConfig {
    /// The address, when there is one.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listen.parse().ok()
    }
}

/// Whether only this machine and its own network reach an address. "Every address of the machine" counts: inside of a
/// container there is no other; the doctor says a word about it.
pub fn is_internal(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        IpAddr::V6(ip) => {
            ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified()
        }
    }
}

/// What cannot be: `key: found …, expected …`.
pub(super) fn wrong(config: &Config) -> Vec<String> {
    let listen = &config.metrics.listen;
    let fine = listen.is_empty()
        || config.metrics.address().is_some_and(|address| {
            is_internal(address.ip()) && (address != config.server.listen || address.port() == 0)
        });
    if fine {
        return Vec::new();
    }
    vec![format!(
        "metrics.listen: found {listen}, expected nothing, or an address that only this machine or its own network \
         reaches, such as \"127.0.0.1:9464\", and not that of server.listen"
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_internal_address_of_its_own_will_do() {
        for (listen, fine) in [
            ("", true),
            ("127.0.0.1:9464", true),
            ("[::1]:9464", true),
            ("10.1.2.3:9464", true),
            ("[fd00::1]:9464", true),
            ("0.0.0.0:9464", true),
            ("127.0.0.1:3000", false),
            ("203.0.113.7:9464", false),
            ("[2001:db8::1]:9464", false),
            ("localhost", false),
        ] {
            let config = Config { metrics: MetricsConfig { listen: listen.to_owned() }, ..Config::default() };
            assert_eq!(wrong(&config).is_empty(), fine, "{listen}");
        }
    }
}
