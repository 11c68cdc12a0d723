//! Who stands behind our own proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::HeaderMap;
use ipnet::IpNet;

/// The address that our outermost proxy saw. `X-Forwarded-For` is read only when one of our proxies brought it, and
/// from the right: each of ours appended what it saw, and what stands left of the first address that is none of ours
/// was written by a client. What cannot be read is nobody: then the proxy that should have known better counts.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    let mut seen = peer.to_canonical();
    let lines: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
    let entries = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for entry in entries {
        if !is_ours(&seen) {
            break;
        }
        let Some(before) = address_of(entry.trim()) else { break };
        seen = before;
    }
    seen
}

/// An address, with or without a port.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let full = || text.parse::<SocketAddr>().ok().map(|full| full.ip());
    bare.parse::<IpAddr>().ok().or_else(full).map(|address| address.to_canonical())
}

/// One household or provider's customer has a whole /56 of IPv6.
pub fn masked(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0_u128 << 72))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use http::HeaderValue;

    use super::*;

    pub fn forwarded(list: &str) -> HeaderMap {
        HeaderMap::from_iter([(
            http::HeaderName::from_static("x-forwarded-for"),
            HeaderValue::from_str(list).unwrap_or_else(|_| HeaderValue::from_static("")),
        )])
    }

    pub fn networks(all: &[&str]) -> Vec<IpNet> {
        all.iter().filter_map(|text| text.parse().ok()).collect()
    }

    #[test]
    fn reads_the_header_from_the_right_and_of_our_proxies_alone() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let ours: &[&str] = &["10.0.0.0/8", "fd00::/8"];
        let cases: &[(&str, &str, &[&str], &str)] = &[
            // No proxies: nothing is believed.
            ("10.0.0.1", "6.6.6.6, 1.2.3.4", &[], "10.0.0.1"),
            // The peer is none of ours: nothing is believed.
            ("9.9.9.9", "6.6.6.6, 10.0.0.7", ours, "9.9.9.9"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4", ours, "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.1.1.1, fd00::7", ours, "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, 10.9.9.9, 1.2.3.4, 10.1.1.1", ours, "1.2.3.4"),
            ("::ffff:10.0.0.1", "1.2.3.4", ours, "1.2.3.4"),
            ("10.0.0.1", "6.6.6.6, ::ffff:1.2.3.4", ours, "1.2.3.4"),
            ("10.0.0.1", "10.2.2.2, 10.1.1.1", ours, "10.2.2.2"),
            ("10.0.0.1", "", ours, "10.0.0.1"),
            ("10.0.0.1", "1.2.3.4, nonsense", ours, "10.0.0.1"),
            ("10.0.0.1", "1.2.3.4, nonsense, 10.1.1.1", ours, "10.1.1.1"),
            ("10.0.0.1", "1.2.3.4:5678", ours, "1.2.3.4"),
            ("10.0.0.1", "[2001:db8::1]:5678", ours, "2001:db8::1"),
            ("10.0.0.1", "[2001:db8::1]", ours, "2001:db8::1"),
        ];
        for (peer, list, proxies, expected) in cases {
            let seen = client_address(ip(peer), &forwarded(list), &networks(proxies));
            assert_eq!(seen, ip(expected), "{peer}: {list}");
        }
        let ours = networks(ours);
        assert_eq!(client_address(ip("10.0.0.1"), &HeaderMap::new(), &ours), ip("10.0.0.1"));
        // Several lines are one list.
        let mut lines = forwarded("6.6.6.6, 1.2.3.4");
        lines.append("x-forwarded-for", HeaderValue::from_static("10.1.1.1"));
        assert_eq!(client_address(ip("10.0.0.1"), &lines, &ours), ip("1.2.3.4"));
    }

    #[test]
    fn one_home_network_is_one_client() {
        let mask = |text: &str| text.parse::<IpAddr>().map(masked).ok();
        assert_eq!(mask("2001:db8:1:2200::1"), mask("2001:db8:1:22ff:ffff::9"));
        assert_ne!(mask("2001:db8:1:2200::1"), mask("2001:db8:1:2300::1"));
        assert_eq!(mask("::ffff:1.2.3.4"), mask("1.2.3.4"));
    }
}
