//! `server.trusted_proxies`: in which networks our own proxies stand.

use std::net::IpAddr;

use ipnet::IpNet;

use super::ServerConfig;

impl ServerConfig {
    /// The networks of `trusted_proxies` that are some; [`super::wrong`] names the others.
    pub fn proxies(&self) -> Vec<IpNet> {
        self.trusted_proxies.iter().filter_map(|text| network(text)).collect()
    }
}

/// A network, or one address. Not the whole world: then everybody would be a proxy of ours.
pub(super) fn network(text: &str) -> Option<IpNet> {
    let network = text.parse().ok().or_else(|| text.parse().ok().map(|one: IpAddr| IpNet::from(one)))?;
    (network.prefix_len() > 0).then_some(network)
}
