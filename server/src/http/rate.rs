//! Limits for guests, by address, in memory only. No address is kept: a bucket's key is a keyed hash
//! whose key is drawn anew every day and never leaves the process.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::Instant,
};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};

use crate::config::LimitsConfig;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Signing in and using recovery codes.
    SignIn,
    /// Making an account.
    Join,
    /// Any other form.
    Post,
}

impl Action {
    /// What a form at this path is.
    pub fn of_path(path: &str) -> Self {
        match path.trim_end_matches('/').split('/').nth(2) {
            Some("sign-in" | "recover") => Self::SignIn,
            Some("join") => Self::Join,
            _ => Self::Post,
        }
    }
}

/// Who asks, as far as limits care: nothing that could be turned back into an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientKey(u64);

#[derive(Clone, Copy, Debug)]
struct Rule {
    burst: f64,
    per_second: f64,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

#[derive(Debug)]
struct Day {
    salt: RandomState,
    since: Instant,
    buckets: HashMap<(u64, Action), Bucket>,
}

/// Buckets are forgotten above this number, oldest day first; an attacker with so many addresses has won anyway.
const MOST_BUCKETS: usize = 100_000;
const DAY_SECONDS: u64 = 86_400;

/// Token buckets by address.
#[derive(Debug)]
pub struct AddressLimits {
    sign_in: Rule,
    join: Rule,
    post: Rule,
    trusted_hops: usize,
    day: Mutex<Day>,
}

impl AddressLimits {
    /// Empty buckets under the configured rules.
    pub fn new(limits: &LimitsConfig, trusted_hops: usize) -> Self {
        let rule =
            |burst: u32, per_minute: f64| Rule { burst: f64::from(burst), per_second: per_minute / 60.0 };
        Self {
            sign_in: rule(limits.sign_in_burst, limits.sign_in_per_minute),
            join: rule(limits.join_burst, limits.join_per_minute),
            post: rule(limits.post_burst, limits.post_per_minute),
            trusted_hops,
            day: Mutex::new(Day { salt: RandomState::new(), since: Instant::now(), buckets: HashMap::new() }),
        }
    }

    /// The key of the client behind our own proxies.
    pub fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<ClientKey> {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let address = client_address(peer, headers, self.trusted_hops)?;
        let day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        Some(ClientKey(day.salt.hash_one(masked(address))))
    }

    /// Takes a token. False: the bucket is empty.
    pub fn take(&self, client: ClientKey, action: Action) -> bool {
        self.take_at(client, action, Instant::now())
    }

    fn take_at(&self, client: ClientKey, action: Action, now: Instant) -> bool {
        let rule = self.rule(action);
        let mut day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        if now.saturating_duration_since(day.since).as_secs() >= DAY_SECONDS
            || day.buckets.len() >= MOST_BUCKETS
        {
            // The new salt makes yesterday's keys meaningless, even to whoever reads this memory.
            *day = Day { salt: RandomState::new(), since: now, buckets: HashMap::new() };
        }
        let bucket = day.buckets.entry((client.0, action)).or_insert(Bucket { tokens: rule.burst, at: now });
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.tokens = (bucket.tokens + passed * rule.per_second).min(rule.burst);
        bucket.at = now;
        if bucket.tokens < 1.0 {
            return false;
        }
        bucket.tokens -= 1.0;
        true
    }

    /// Gives a token back: a sign-in that succeeded is no guess.
    pub fn give_back(&self, client: ClientKey, action: Action) {
        let rule = self.rule(action);
        let mut day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = day.buckets.get_mut(&(client.0, action)) {
            bucket.tokens = (bucket.tokens + 1.0).min(rule.burst);
        }
    }

    fn rule(&self, action: Action) -> Rule {
        match action {
            Action::SignIn => self.sign_in,
            Action::Join => self.join,
            Action::Post => self.post,
        }
    }
}

/// The address that our outermost proxy saw. `X-Forwarded-For` is read from the right: what stands further
/// left was written by the client. A header shorter than our chain of proxies is not ours: the peer counts.
fn client_address(peer: Option<IpAddr>, headers: &HeaderMap, trusted_hops: usize) -> Option<IpAddr> {
    if trusted_hops == 0 {
        return peer;
    }
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .collect();
    entries
        .len()
        .checked_sub(trusted_hops)
        .and_then(|at| entries.get(at))
        .and_then(|text| text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|full| full.ip())))
        .or(peer)
}

/// One household or provider's customer has a whole /56 of IPv6.
fn masked(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0_u128 << 72))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use std::time::Duration;

    fn forwarded(list: &str) -> HeaderMap {
        HeaderMap::from_iter([(
            http::HeaderName::from_static("x-forwarded-for"),
            HeaderValue::from_str(list).unwrap_or_else(|_| HeaderValue::from_static("")),
        )])
    }

    #[test]
    fn reads_the_header_from_the_right() {
        let ip = |text: &str| text.parse::<IpAddr>().ok();
        let peer = ip("10.0.0.1");
        for (list, hops, expected) in [
            ("6.6.6.6, 1.2.3.4", 0, "10.0.0.1"),
            ("6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
            ("6.6.6.6, 1.2.3.4, 10.1.1.1", 2, "1.2.3.4"),
            ("1.2.3.4", 2, "10.0.0.1"),
            ("nonsense", 1, "10.0.0.1"),
            ("1.2.3.4:5678", 1, "1.2.3.4"),
        ] {
            assert_eq!(client_address(peer, &forwarded(list), hops), ip(expected), "{list} {hops}");
        }
        assert_eq!(client_address(peer, &HeaderMap::new(), 1), peer);
    }

    #[test]
    fn one_home_network_is_one_client() {
        let mask = |text: &str| text.parse::<IpAddr>().map(masked).ok();
        assert_eq!(mask("2001:db8:1:2200::1"), mask("2001:db8:1:22ff:ffff::9"));
        assert_ne!(mask("2001:db8:1:2200::1"), mask("2001:db8:1:2300::1"));
        assert_eq!(mask("::ffff:1.2.3.4"), mask("1.2.3.4"));
    }

    #[test]
    fn refills_with_time_and_returns_what_was_no_guess() {
        let limits = LimitsConfig { sign_in_burst: 2, sign_in_per_minute: 60.0, ..LimitsConfig::default() };
        let limits = AddressLimits::new(&limits, 0);
        let (client, start) = (ClientKey(7), Instant::now());
        assert!(limits.take_at(client, Action::SignIn, start));
        assert!(limits.take_at(client, Action::SignIn, start));
        assert!(!limits.take_at(client, Action::SignIn, start));
        assert!(limits.take_at(client, Action::Join, start), "other actions have their own bucket");
        limits.give_back(client, Action::SignIn);
        assert!(limits.take_at(client, Action::SignIn, start));
        assert!(!limits.take_at(client, Action::SignIn, start));
        assert!(limits.take_at(client, Action::SignIn, start + Duration::from_secs(1)));
    }

    #[test]
    fn knows_actions_by_path() {
        assert_eq!(Action::of_path("/ar/sign-in"), Action::SignIn);
        assert_eq!(Action::of_path("/fr/join"), Action::Join);
        assert_eq!(Action::of_path("/fr/join/"), Action::Join);
        assert_eq!(Action::of_path("/en/forum/new"), Action::Post);
    }
}
