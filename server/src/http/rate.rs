//! Limits for guests, by address, in memory only. No address is kept: a bucket's key is a keyed hash
//! whose key is drawn anew every day and never leaves the process.
//!
//! Behind one address may sit a class, a kiosk or a whole provider: signing in, joining, recovering, coming back and
//! the links of messages and receipts of questions are never refused for it, only slowed. What is refused for guessing is the account guessed at, in the database,
//! for all nodes together (`domain::identity`).

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::SocketAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};
use ipnet::IpNet;

use super::client::{client_address, masked};
use crate::config::LimitsConfig;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Signing in and every other way back into an account.
    SignIn,
    /// Making an account, also with an invitation.
    Join,
    /// What a link in a message leads to: proving an address, stopping messages.
    MailLink,
    /// Telling the team about a text, or asking it in private: never refused, because somebody's safety may depend on it.
    Report,
    /// Coming back with the receipt of a question: wrong ones slow the next down, and never keep her out.
    Receipt,
    /// Searching: never refused to guests, only slowed a little. Members are counted by account (`domain::search`).
    Search,
    /// Titles while somebody types: the one page that is asked for by itself, again and again. As with searching.
    Suggest,
    /// Any other form.
    Post,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on.
    Pass,
    /// It goes on after this time.
    Wait(Duration),
    /// It is told to come back.
    Refuse,
}

impl Action {
    /// What a form at this path is, or a question of a script.
    pub fn of_path(path: &str) -> Self {
        if path.starts_with("/auth/") {
            return Self::SignIn;
        }
        let mut segments = path.trim_end_matches('/').split('/').skip(2);
        match (segments.next(), segments.next()) {
            (Some("sign-in" | "recover" | "reset"), _)
            | (Some("account"), Some("return"))
            | (Some("kiosk"), Some("enrol")) => Self::SignIn,
            (Some("join" | "invitation"), _) => Self::Join,
            (Some("ask"), Some("receipt")) => Self::Receipt,
            (Some("report" | "ask"), _) => Self::Report,
            (Some("search"), Some("suggest")) => Self::Suggest,
            (Some("search"), None) => Self::Search,
            (Some("email"), Some("verify" | "off" | "digest-off")) => Self::MailLink,
            _ => Self::Post,
        }
    }

    /// Whether it looks for something.
    fn searches(self) -> bool {
        matches!(self, Self::Search | Self::Suggest)
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

/// Whoever searches waits no longer than this, in seconds.
const SEARCH_WAIT: f64 = 2.0;
/// Buckets are forgotten above this number, oldest day first; an attacker with so many addresses has won anyway.
const MOST_BUCKETS: usize = 100_000;
const DAY_SECONDS: u64 = 86_400;
/// How much longer each further request waits.
const STEP_SECONDS: f64 = 0.5;
/// Requests that may wait at once, of all addresses. A waiting one holds its form and nothing else: no place at
/// the hash, no connection of the database.
const MOST_WAITING: usize = 256;
/// Of these, for one address: it cannot take the whole room.
const MOST_WAITING_OF_ONE: usize = 64;

/// Token buckets by address.
#[derive(Debug)]
pub struct AddressLimits {
    sign_in: Rule,
    join: Rule,
    post: Rule,
    search: Rule,
    longest_wait: f64,
    proxies: Vec<IpNet>,
    day: Mutex<Day>,
    /// How many wait, of each client: for a search, and for everything else. Neither takes the room of the other.
    waiting: Mutex<HashMap<(bool, u64), usize>>,
}

/// A place among those that wait, given back when the wait is over or given up.
struct Place<'a> {
    limits: &'a AddressLimits,
    of: (bool, u64),
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiting = self.limits.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = waiting.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                waiting.remove(&self.of);
            }
        }
    }
}

impl AddressLimits {
    /// Empty buckets under the configured rules; `proxies` are the networks in which our own proxies stand.
    pub fn new(limits: &LimitsConfig, proxies: Vec<IpNet>) -> Self {
        let rule =
            |burst: u32, per_minute: f64| Rule { burst: f64::from(burst), per_second: per_minute / 60.0 };
        Self {
            sign_in: rule(limits.sign_in_burst, limits.sign_in_per_minute),
            join: rule(limits.join_burst, limits.join_per_minute),
            post: rule(limits.post_burst, limits.post_per_minute),
            search: rule(limits.search_burst, limits.search_per_minute),
            longest_wait: f64::from(limits.longest_wait_seconds),
            proxies,
            waiting: Mutex::default(),
            day: Mutex::new(Day { salt: RandomState::new(), since: Instant::now(), buckets: HashMap::new() }),
        }
    }

    /// The key of the client behind our own proxies.
    pub fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<ClientKey> {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let address = client_address(peer?, headers, &self.proxies);
        let day = self.day.lock().unwrap_or_else(PoisonError::into_inner);
        Some(ClientKey(day.salt.hash_one(masked(address))))
    }

    /// Takes a token, on credit if need be.
    pub fn take(&self, client: ClientKey, action: Action) -> Verdict {
        self.take_at(client, action, Instant::now())
    }

    fn take_at(&self, client: ClientKey, action: Action, now: Instant) -> Verdict {
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
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Verdict::Pass;
        }
        if action == Action::Post {
            return Verdict::Refuse;
        }
        let longest = if action.searches() { self.longest_wait.min(SEARCH_WAIT) } else { self.longest_wait };
        // The debt is bounded, so that an address is as before some minutes after the last guess.
        bucket.tokens = (bucket.tokens - 1.0).max(-longest / STEP_SECONDS);
        Verdict::Wait(Duration::from_secs_f64((-bucket.tokens * STEP_SECONDS).clamp(0.0, longest)))
    }

    /// Waits. False: too many wait already.
    pub async fn wait(&self, client: ClientKey, action: Action, time: Duration) -> bool {
        let Some(_place) = self.place(client, action) else { return false };
        tokio::time::sleep(time).await;
        true
    }

    fn place(&self, client: ClientKey, action: Action) -> Option<Place<'_>> {
        let of = (action.searches(), client.0);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = waiting.iter().filter(|(other, _)| other.0 == of.0).map(|(_, count)| count).sum();
        if all >= MOST_WAITING {
            return None;
        }
        let own = waiting.entry(of).or_default();
        if *own >= MOST_WAITING_OF_ONE {
            return None;
        }
        *own += 1;
        Some(Place { limits: self, of })
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
            Action::SignIn | Action::MailLink | Action::Receipt => self.sign_in,
            Action::Join => self.join,
            Action::Search | Action::Suggest => self.search,
            Action::Report | Action::Post => self.post,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;
    use crate::http::client::tests::{forwarded, networks};

    fn limits(change: impl FnOnce(&mut LimitsConfig)) -> AddressLimits {
        let mut config = LimitsConfig::default();
        change(&mut config);
        AddressLimits::new(&config, networks(&["10.0.0.0/8"]))
    }

    #[test]
    fn refills_with_time_and_returns_what_was_no_guess() {
        let limits = limits(|limits| (limits.post_burst, limits.post_per_minute) = (2, 60.0));
        let (client, start) = (ClientKey(7), Instant::now());
        assert_eq!(limits.take_at(client, Action::Post, start), Verdict::Pass);
        assert_eq!(limits.take_at(client, Action::Post, start), Verdict::Pass);
        assert_eq!(limits.take_at(client, Action::Post, start), Verdict::Refuse);
        let other = limits.take_at(client, Action::Join, start);
        assert_eq!(other, Verdict::Pass, "other actions have their own bucket");
        limits.give_back(client, Action::Post);
        assert_eq!(limits.take_at(client, Action::Post, start), Verdict::Pass);
        assert_eq!(limits.take_at(client, Action::Post, start), Verdict::Refuse);
        assert_eq!(limits.take_at(client, Action::Post, start + Duration::from_secs(1)), Verdict::Pass);
    }

    #[test]
    fn a_shared_address_is_slowed_and_never_refused() {
        for action in [Action::SignIn, Action::Join, Action::MailLink, Action::Report, Action::Receipt] {
            let limits = limits(|limits| {
                (limits.sign_in_burst, limits.join_burst, limits.post_burst) = (3, 3, 3);
            });
            let (client, start) = (ClientKey(7), Instant::now());
            for _ in 0..3 {
                assert_eq!(limits.take_at(client, action, start), Verdict::Pass);
            }
            let waits: Vec<u128> = (0..1_000)
                .map(|_| match limits.take_at(client, action, start) {
                    Verdict::Wait(time) => time.as_millis(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(waits[..3], [500, 1_000, 1_500]);
            assert_eq!(waits.last(), Some(&10_000), "never longer");
            // A quarter of an hour later nobody there notices anything.
            assert_eq!(limits.take_at(client, action, start + Duration::from_secs(900)), Verdict::Pass);
            assert_eq!(limits.take_at(ClientKey(8), action, start), Verdict::Pass);
        }
    }

    #[test]
    fn searching_is_slowed_a_little_and_never_refused() {
        for action in [Action::Search, Action::Suggest] {
            let limits = limits(|_| ());
            let (client, start) = (ClientKey(7), Instant::now());
            for n in 0..240 {
                assert_eq!(limits.take_at(client, action, start), Verdict::Pass, "{n}");
            }
            for n in 0..1_000 {
                match limits.take_at(client, action, start) {
                    Verdict::Wait(time) => {
                        assert!((500..=2_000).contains(&time.as_millis()), "{n}: {time:?}");
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(limits.take_at(client, action, start + Duration::from_secs(1)), Verdict::Pass);
            assert_eq!(limits.take_at(ClientKey(8), action, start), Verdict::Pass);
        }
    }

    #[test]
    fn a_thousand_invented_addresses_are_one_client() {
        let limits = limits(|_| ());
        let key = |peer: [u8; 4], list: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::from((peer, 1))));
            limits.client(&extensions, &forwarded(list)).map(|key| key.0)
        };
        let mut keys = std::collections::HashSet::new();
        for _ in 0..1_000 {
            let (v6, v4): (u128, u32) = (rand::random(), rand::random());
            let (v6, v4) = (Ipv6Addr::from_bits(v6), Ipv4Addr::from_bits(v4));
            // Behind a proxy of ours: all that is invented, proxies of ours included, stands left of what it saw.
            for invented in
                [format!("{v6}"), format!("{v4}, {v6}"), format!("10.1.2.3, {v4}"), format!("{v4}:1, x")]
            {
                keys.insert(key([10, 0, 0, 1], &format!("{invented}, 203.0.113.7")));
                keys.insert(key([10, 0, 0, 1], &format!("{invented}, 203.0.113.7, 10.9.9.9")));
                // Past the proxies: the header is not read.
                keys.insert(key([203, 0, 113, 7], &invented));
            }
        }
        assert_eq!(keys.len(), 1);
    }

    #[tokio::test]
    async fn one_address_cannot_take_the_whole_waiting_room() {
        let limits = limits(|_| ());
        let join = Action::Join;
        let mine: Vec<_> = std::iter::from_fn(|| limits.place(ClientKey(1), join)).collect();
        assert_eq!(mine.len(), MOST_WAITING_OF_ONE);
        assert!(!limits.wait(ClientKey(1), Action::SignIn, Duration::ZERO).await);
        assert!(limits.wait(ClientKey(2), join, Duration::ZERO).await);
        let all: Vec<_> = (2..1_000).map_while(|n| limits.place(ClientKey(n), join)).collect();
        assert_eq!(mine.len() + all.len(), MOST_WAITING);
        // Who searches waits in another room: a flood of searches keeps nobody from signing in, nor the other way round.
        let searching: Vec<_> =
            (1..1_000).map_while(|n| limits.place(ClientKey(n), Action::Search)).collect();
        assert_eq!(searching.len(), MOST_WAITING);
        drop((mine, all, searching));
        assert!(limits.waiting.lock().is_ok_and(|waiting| waiting.is_empty()));
    }

    #[test]
    fn knows_actions_by_path() {
        assert_eq!(Action::of_path("/ar/sign-in"), Action::SignIn);
        assert_eq!(Action::of_path("/ar/reset"), Action::SignIn);
        assert_eq!(Action::of_path("/fr/join"), Action::Join);
        assert_eq!(Action::of_path("/fr/join/"), Action::Join);
        assert_eq!(Action::of_path("/fr/invitation/abc"), Action::Join);
        assert_eq!(Action::of_path("/fr/account/return"), Action::SignIn);
        assert_eq!(Action::of_path("/auth/house"), Action::SignIn);
        for link in ["verify", "off", "digest-off"] {
            assert_eq!(Action::of_path(&format!("/ar/email/{link}/abc")), Action::MailLink);
        }
        assert_eq!(Action::of_path("/fr/account/email"), Action::Post);
        assert_eq!(Action::of_path("/fr/account/passphrase"), Action::Post);
        assert_eq!(Action::of_path("/en/forum/new"), Action::Post);
        assert_eq!(Action::of_path("/en/search/suggest"), Action::Suggest);
        assert_eq!(Action::of_path("/en/search"), Action::Search);
        assert_eq!(Action::of_path("/ar/ask"), Action::Report);
        assert_eq!(Action::of_path("/ar/ask/help"), Action::Report);
        assert_eq!(Action::of_path("/fr/ask/receipt"), Action::Receipt);
        assert_eq!(Action::of_path("/fr/ask/receipt/help"), Action::Receipt);
        assert_eq!(Action::of_path("/fr/desk/ask/abcd"), Action::Post);
    }
}
