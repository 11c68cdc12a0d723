//! Figures of this process, for Prometheus: how much, how fast, how full. Nothing that leads to somebody: no address, no
//! path, no room, no identifier. What is counted is known here beforehand; a label that a request could choose does not exist.

pub mod process;
mod report;
pub mod serve;
mod text;

use std::{
    array,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

use http::{Method, StatusCode};

use crate::jobs::Kind;
use text::Text;

pub use report::report;

/// What was asked for. Not in which room: a page that one woman opens at night would be a line of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A page, or whatever else is read.
    Page,
    /// A form.
    Form,
    /// A built file.
    Asset,
    /// A file of the library.
    Media,
    /// A script of ours.
    Api,
    /// A supervisor.
    Health,
    /// Nothing that is there.
    Lost,
}

impl Asked {
    /// All, in the order of their counters.
    pub const ALL: [Self; 7] =
        [Self::Page, Self::Form, Self::Asset, Self::Media, Self::Api, Self::Health, Self::Lost];

    /// Of a route, by its pattern.
    pub fn of(method: &Method, route: Option<&str>) -> Self {
        let Some(route) = route else { return Self::Lost };
        if route.starts_with("/pkg/")
            || matches!(route, "/favicon.svg" | "/favicon.ico" | "/sw.js" | "/kiosk/worker.js")
        {
            Self::Asset
        } else if route.starts_with("/media/") {
            Self::Media
        } else if route.starts_with("/api/") || route.starts_with("/uploads") {
            Self::Api
        } else if route.starts_with("/health/") {
            Self::Health
        } else if method == Method::POST {
            Self::Form
        } else {
            Self::Page
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Form => "form",
            Self::Asset => "asset",
            Self::Media => "media",
            Self::Api => "api",
            Self::Health => "health",
            Self::Lost => "lost",
        }
    }
}

/// How a request ended. 429, 500 and 503 stand alone: they are what an operator is woken for.
const ENDS: [&str; 8] = ["2xx", "3xx", "4xx", "429", "500", "503", "5xx", "1xx"];

fn end_of(status: StatusCode) -> usize {
    match status.as_u16() {
        429 => 3,
        500 => 4,
        503 => 5,
        200..=299 => 0,
        300..=399 => 1,
        400..=428 | 430..=499 => 2,
        501 | 502 | 504..=599 => 6,
        _ => 7,
    }
}

/// Upper ends of the buckets of times, in milliseconds.
const BUCKETS: [u64; 12] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];

/// What became of somebody who asked for a page that may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It stood in memory.
    Hit,
    /// It was made.
    Miss,
    /// It could not be made, and what stood in memory was shown instead.
    Spare,
}

impl Kept {
    /// All, in the order of their counters.
    const ALL: [Self; 3] = [Self::Hit, Self::Miss, Self::Spare];

    fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Spare => "spare",
        }
    }
}

#[derive(Debug, Default)]
struct Times {
    /// One for each bucket, and one for what is slower.
    counts: [AtomicU64; BUCKETS.len() + 1],
    micros: AtomicU64,
}

/// The counters of this process.
#[derive(Debug)]
pub struct Metrics {
    started: SystemTime,
    requests: [[AtomicU64; ENDS.len()]; Asked::ALL.len()],
    times: [Times; Asked::ALL.len()],
    in_flight: AtomicI64,
    connections: AtomicI64,
    /// Done and failed, for each kind of work.
    jobs: [[AtomicU64; 2]; Kind::ALL.len()],
    /// Pages that may be kept.
    pages: [AtomicU64; Kept::ALL.len()],
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            started: SystemTime::now(),
            requests: array::from_fn(|_| array::from_fn(|_| AtomicU64::new(0))),
            times: array::from_fn(|_| Times::default()),
            in_flight: AtomicI64::new(0),
            connections: AtomicI64::new(0),
            jobs: array::from_fn(|_| array::from_fn(|_| AtomicU64::new(0))),
            pages: array::from_fn(|_| AtomicU64::new(0)),
        }
    }
}

/// Counts something as long as it lives: also when a request is broken off.
#[derive(Debug)]
pub struct Held<'a>(&'a AtomicI64);

impl<'a> Held<'a> {
    fn new(count: &'a AtomicI64) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// A request is being answered.
    pub fn request(&self) -> Held<'_> {
        Held::new(&self.in_flight)
    }

    /// A connection is open.
    pub fn connection(&self) -> Held<'_> {
        Held::new(&self.connections)
    }

    /// A request was answered.
    pub fn answered(&self, asked: Asked, status: StatusCode, took: Duration) {
        let kind = asked as usize;
        if let Some(count) = self.requests.get(kind).and_then(|ends| ends.get(end_of(status))) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let Some(times) = self.times.get(kind) else { return };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BUCKETS.iter().position(|end| micros <= end * 1_000).unwrap_or(BUCKETS.len());
        if let Some(count) = times.counts.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        times.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// A piece of work that comes again was done, or failed.
    pub fn worked(&self, kind: Kind, fine: bool) {
        if let Some(count) = self.jobs.get(kind as usize).and_then(|both| both.get(usize::from(!fine))) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Somebody asked for a page that may be kept.
    pub fn kept(&self, outcome: Kept) {
        if let Some(count) = self.pages.get(outcome as usize) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Writes the counters. What was never counted stands there with 0, so that alarms have something to compare with.
    fn write(&self, text: &mut Text) {
        let name = "jusoor_requests_total";
        text.family(name, "counter", "Requests answered, by what was asked for and how it ended.");
        for (asked, ends) in Asked::ALL.iter().zip(&self.requests) {
            for (end, count) in ENDS.iter().zip(ends) {
                let labels = [("asked", asked.as_str()), ("status", *end)];
                text.sample(name, &labels, count.load(Ordering::Relaxed));
            }
        }
        let name = "jusoor_request_seconds";
        text.family(name, "histogram", "Time from the head of a request to the head of its answer.");
        for (asked, times) in Asked::ALL.iter().zip(&self.times) {
            let asked = ("asked", asked.as_str());
            let mut sum = 0;
            let ends = BUCKETS.iter().map(|end| seconds(*end)).chain(["+Inf".to_owned()]);
            for (end, count) in ends.zip(&times.counts) {
                sum += count.load(Ordering::Relaxed);
                text.sample("jusoor_request_seconds_bucket", &[asked, ("le", end.as_str())], sum);
            }
            let micros = times.micros.load(Ordering::Relaxed);
            let whole = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
            text.sample("jusoor_request_seconds_sum", &[asked], whole);
            text.sample("jusoor_request_seconds_count", &[asked], sum);
        }
        let gauge = |text: &mut Text, name, help, count: &AtomicI64| {
            text.single(name, "gauge", help, count.load(Ordering::Relaxed).max(0));
        };
        gauge(text, "jusoor_requests_in_flight", "Requests that are being answered.", &self.in_flight);
        gauge(text, "jusoor_connections", "Connections that are open.", &self.connections);
        let name = "jusoor_page_cache_total";
        text.family(
            name,
            "counter",
            "Pages for whoever brings nothing: out of memory, made, or shown instead of a 503.",
        );
        for (outcome, count) in Kept::ALL.iter().zip(&self.pages) {
            text.sample(name, &[("outcome", outcome.as_str())], count.load(Ordering::Relaxed));
        }
        let name = "jusoor_job_runs_total";
        text.family(name, "counter", "Work that comes again, done or failed by this process.");
        for (kind, [fine, failed]) in Kind::ALL.iter().zip(&self.jobs) {
            for (outcome, count) in [("done", fine), ("failed", failed)] {
                let labels = [("kind", kind.name()), ("outcome", outcome)];
                text.sample(name, &labels, count.load(Ordering::Relaxed));
            }
        }
    }
}

/// Milliseconds as seconds, written without an exponent.
fn seconds(ms: u64) -> String {
    let text = format!("{}.{:03}", ms / 1_000, ms % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_what_was_asked_for_and_never_by_an_address() {
        let post = Method::POST;
        for (method, route, asked) in [
            (Method::GET, Some("/ar/forum/t/{id}"), Asked::Page),
            (post.clone(), Some("/ar/forum/t/{id}"), Asked::Form),
            (Method::GET, Some("/pkg/{*file}"), Asked::Asset),
            (Method::GET, Some("/media/{id}/{name}"), Asked::Media),
            (post, Some("/api/{*function}"), Asked::Api),
            (Method::PATCH, Some("/uploads/{id}"), Asked::Api),
            (Method::GET, Some("/health/live"), Asked::Health),
            (Method::GET, None, Asked::Lost),
        ] {
            assert_eq!(Asked::of(&method, route), asked, "{route:?}");
        }
        for (asked, at) in Asked::ALL.iter().zip(0..) {
            assert_eq!(*asked as usize, at);
        }
        for (kind, at) in Kind::ALL.iter().zip(0..) {
            assert_eq!(*kind as usize, at);
        }
        let metrics = Metrics::default();
        let held = metrics.request();
        metrics.answered(Asked::Page, StatusCode::OK, Duration::from_micros(1_500));
        metrics.answered(Asked::Page, StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60));
        metrics.worked(Kind::Privacy, false);
        let mut text = Text::default();
        metrics.write(&mut text);
        drop(held);
        metrics.write(&mut text);
        let text = text.into_string();
        for line in [
            "jusoor_requests_total{asked=\"page\",status=\"2xx\"} 1",
            "jusoor_requests_total{asked=\"page\",status=\"503\"} 1",
            "jusoor_request_seconds_bucket{asked=\"page\",le=\"0.001\"} 0",
            "jusoor_request_seconds_bucket{asked=\"page\",le=\"0.002\"} 1",
            "jusoor_request_seconds_bucket{asked=\"page\",le=\"10\"} 1",
            "jusoor_request_seconds_bucket{asked=\"page\",le=\"+Inf\"} 2",
            "jusoor_request_seconds_sum{asked=\"page\"} 60.001500",
            "jusoor_requests_in_flight 1",
            "jusoor_requests_in_flight 0",
            "jusoor_job_runs_total{kind=\"privacy\",outcome=\"failed\"} 1",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is missing in\n{text}");
        }
    }
}
