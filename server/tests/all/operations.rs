//! What an operator leans on: figures that name nobody, workers that share their work, files to install with that are right.

mod to_install;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use axum::{Router, body::Body};
use chrono::Duration as Span;
use domain::{Replica, Role, jobs as slots, privacy::Rules, testing::TestBed};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use server::{
    boot,
    cache::PageCache,
    config::{Config, DataConfig},
    jobs::{Kind, Settings, Worker},
    metrics::{self, Metrics},
    routes,
};
use tower::ServiceExt;

use crate::support::{TestApp, TestBrowser};

/// Reads a page of figures as Prometheus does: each family told once with its type before its samples, each sample once,
/// each value a number. Returns the samples by name and labels.
fn figures(text: &str) -> BTreeMap<String, f64> {
    let mut kinds = BTreeMap::new();
    let mut samples = BTreeMap::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(kinds.insert(name.to_owned(), kind.to_owned()).is_none(), "{name} twice");
            continue;
        }
        if line.starts_with("# HELP ") {
            continue;
        }
        let (sample, value) = line.rsplit_once(' ').unwrap();
        let value: f64 = value.parse().unwrap_or_else(|_| panic!("{line}"));
        let name = sample.split('{').next().unwrap();
        let family = ["_bucket", "_sum", "_count"]
            .iter()
            .filter_map(|end| name.strip_suffix(end))
            .find(|base| kinds.get(*base).is_some_and(|kind| kind == "histogram"))
            .unwrap_or(name);
        assert!(kinds.contains_key(family), "{name} has no type");
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}");
        assert!(samples.insert(sample.to_owned(), value).is_none(), "{sample} twice");
    }
    samples
}

/// Words that labels may hold: ours, and numbers of buckets.
fn labels(samples: &BTreeMap<String, f64>) -> BTreeSet<String> {
    let of = |sample: &String| {
        let parts: Vec<String> = sample.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        parts
    };
    samples.keys().flat_map(of).collect()
}

#[tokio::test]
async fn figures_can_be_read_and_name_nobody_and_nothing_that_was_asked_for() {
    for app in TestApp::each_with(|config| config.data.folder = std::env::temp_dir()).await {
        let before = labels(&figures(&metrics::report(&app.state).await));
        let member = app.bed.member("كناري سري", Role::Member).await;
        let mut browser = app.browser();
        browser.sign_in_as(&member).await;
        for path in ["/ar", "/fr/forum/t/canary12?q=canary", "/canary-lost", "/pkg/canary.js", "/health/live"]
        {
            browser.get(path).await;
        }
        let router = metrics::serve::router(app.state.clone());
        let ask = async |path: &str| {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            let status = answer.status();
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            (status, String::from_utf8(body.to_vec()).unwrap())
        };
        let (status, text) = ask("/metrics").await;
        assert_eq!(status, StatusCode::OK);
        let samples = figures(&text);
        let count = |asked: &str, status: &str| {
            samples[&format!("jusoor_requests_total{{asked=\"{asked}\",status=\"{status}\"}}")]
        };
        assert!(count("page", "2xx") >= 1.0 && count("page", "4xx") >= 1.0, "{text}");
        assert!(count("health", "2xx") >= 1.0, "{text}");
        for asked in ["lost", "asset"] {
            let all = samples[&format!("jusoor_request_seconds_count{{asked=\"{asked}\"}}")];
            assert!(all >= 1.0, "{asked}: {text}");
        }
        assert_eq!(samples["jusoor_database_up"], 1.0);
        // Texts share commits on SQLite alone.
        let names = ["jusoor_group_commits_total", "jusoor_group_committed_total"];
        assert!(
            names.iter().all(|name| samples.contains_key(*name) == (app.bed.backend == "sqlite")),
            "{text}"
        );
        assert_eq!(samples["jusoor_requests_in_flight"], 0.0);
        assert!(samples["jusoor_data_free_bytes"] > 0.0);
        let whole = samples["jusoor_request_seconds_bucket{asked=\"page\",le=\"+Inf\"}"];
        assert_eq!(whole, samples["jusoor_request_seconds_count{asked=\"page\"}"]);

        // No request brings a new word in: what can be asked with is fixed before anybody comes.
        assert_eq!(labels(&samples), before, "{text}");
        let id = member.member().unwrap().id.as_str();
        for leak in ["canary", "كناري", id, "/ar", "forum", "127.0.0.1", &app.bed.url] {
            assert!(!text.contains(leak), "{leak}: {text}");
        }
        // Nothing else is answered there, and the figures are nowhere else.
        assert_eq!(ask("/ar").await.0, StatusCode::NOT_FOUND);
        assert_eq!(ask("/health/ready").await.0, StatusCode::OK);
        let outside = browser.get("/metrics").await.text();
        assert!(!outside.contains("jusoor_"), "{outside}");
        app.state.drain();
        assert_eq!(ask("/health/ready").await.0, StatusCode::SERVICE_UNAVAILABLE);

        // The database is away: its figures are missing, and the page comes all the same.
        app.state.services.db.close().await;
        let samples = figures(&metrics::report(&app.state).await);
        assert_eq!(samples["jusoor_database_up"], 0.0);
        assert!(!samples.keys().any(|name| name.starts_with("jusoor_waiting")));
    }
}

#[tokio::test]
async fn workers_share_what_comes_again_and_none_of_it_is_done_twice() {
    for app in TestApp::each().await {
        let settings = Settings { privacy: Rules { unlink_after_months: 12 }, links: None, voices: None };
        let both: Vec<Arc<Metrics>> = vec![Arc::default(), Arc::default()];
        let workers: Vec<Worker> = both
            .iter()
            .map(|metrics| Worker::new(app.state.services.clone(), settings.clone(), metrics.clone()))
            .collect();
        let done = || async {
            let mut sums = BTreeMap::new();
            for metrics in &both {
                let mut state = app.state.clone();
                state.metrics = metrics.clone();
                let samples = figures(&metrics::report(&state).await);
                for kind in Kind::ALL {
                    for outcome in ["done", "failed"] {
                        let name = format!(
                            "jusoor_job_runs_total{{kind=\"{}\",outcome=\"{outcome}\"}}",
                            kind.name()
                        );
                        *sums.entry((kind.name(), outcome)).or_insert(0.0) += samples[&name];
                    }
                }
            }
            sums
        };
        tokio::join!(workers[0].turn(), workers[1].turn());
        let first = done().await;
        for kind in Kind::ALL {
            // Nobody said that cited addresses are to be looked at, or that a machine is to read.
            let expected = if settings.wants(kind) { 1.0 } else { 0.0 };
            assert_eq!(first[&(kind.name(), "done")], expected, "{}: {}", app.bed.backend, kind.name());
            assert_eq!(first[&(kind.name(), "failed")], 0.0, "{}: {}", app.bed.backend, kind.name());
        }
        // At once again: nothing is due.
        tokio::join!(workers[0].turn(), workers[1].turn());
        assert_eq!(done().await, first);
        // An hour later what is hourly, a day later everything.
        app.bed.clock.advance(Span::hours(1));
        tokio::join!(workers[1].turn(), workers[0].turn());
        let second = done().await;
        assert_eq!(second[&("privacy", "done")], 2.0);
        assert_eq!(second[&("announce", "done")], 2.0);
        app.bed.clock.advance(Span::days(1));
        workers[0].turn().await;
        let third = done().await;
        assert_eq!(third[&("counters", "done")], first[&("counters", "done")] + 1.0);
        let standing = slots::standing(&app.state.services).await.unwrap();
        assert!(standing.iter().all(|row| row.holder.is_empty() && row.done_at.is_some()), "{standing:?}");
    }
}

#[tokio::test]
async fn guests_alone_read_from_the_second_database() {
    let (mut bed, second) = (TestBed::sqlite().await, TestBed::sqlite().await);
    let mut other = second.services.db.clone();
    let queries = other.count_queries();
    let replica = Replica::over(other.read().clone(), Duration::from_secs(3600));
    bed.services = bed.services.with_db(bed.services.db.clone().with_replica(replica.clone()));
    let mut config = Config::default();
    config.server.page_cache_mb = 0;
    let app = TestApp::over(bed, config, Router::new());
    let member = app.bed.member("نجمة الصباح", Role::Member).await;
    let asked = async |cookie: &str, signed_in: bool| {
        let before = queries.load(Ordering::Relaxed);
        let mut browser = app.browser();
        if signed_in {
            browser.sign_in_as(&member).await;
        } else if !cookie.is_empty() {
            browser.always("cookie", cookie);
        }
        browser.get("/ar/forum").await.assert_status(200);
        queries.load(Ordering::Relaxed) - before
    };
    assert_eq!(asked("", false).await, 0, "nobody looked how far it is");
    replica.fresh_from(Instant::now());
    for cookie in ["", "lang=fr"] {
        assert!(asked(cookie, false).await > 0, "{cookie}");
    }
    // She may be in the middle of something: what she has just sent must be there.
    for cookie in ["lang=fr; way=1", "sid=nothing"] {
        assert_eq!(asked(cookie, false).await, 0, "{cookie}");
    }
    assert_eq!(asked("", true).await, 0);
    // What is kept is read from the first: the second may lack what is known to be written.
    let mut state = app.state.clone();
    state.pages = Arc::new(PageCache::new(1 << 20));
    let before = queries.load(Ordering::Relaxed);
    let mut browser = TestBrowser::new(routes::router(state.clone()), state.clone());
    browser.get("/ar/forum").await.assert_status(200);
    assert_eq!(queries.load(Ordering::Relaxed), before);
    assert!(state.pages.all().iter().any(|(key, _)| key == "/ar/forum"));
    browser.get("/ar/forum?n=1").await.assert_status(200);
    assert!(queries.load(Ordering::Relaxed) > before);
}

/// A process of the portal.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn jusoor(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

#[test]
fn a_worker_answers_nobody_but_its_supervisor_and_ends_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let child = jusoor(folder.path())
        .args(["serve", "--role", "worker", "--data", "data"])
        .env("JUSOOR__METRICS__LISTEN", "127.0.0.1:0")
        .env("JUSOOR__LOG__FORMAT", "json")
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    // Each line is an object of its own: whoever collects them must be able to read them.
    let objects = |text: &str| -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
    };
    let begun = Instant::now();
    let address = loop {
        let whole = fs::read_to_string(&log).unwrap();
        let said = objects(whole.rsplit_once('\n').map_or("", |(complete, _)| complete));
        let line = said.iter().find(|line| line["message"] == "figures for Prometheus");
        if let Some(address) = line.and_then(|line| line["address"].as_str()) {
            break address.to_owned();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{whole}");
        assert!(running.0.try_wait().unwrap().is_none(), "{whole}");
        std::thread::sleep(Duration::from_millis(20));
    };
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get("/health/ready").starts_with("HTTP/1.1 200"));
    assert!(get("/ar").starts_with("HTTP/1.1 404"));
    let page = get("/metrics");
    assert!(page.contains("jusoor_info{version=\"") && page.contains("role=\"worker\"} 1"), "{page}");
    // It works: what comes again is done within the first moments.
    let begun = Instant::now();
    while !get("/metrics").contains("jusoor_job_done_timestamp_seconds{kind=\"privacy\"}") {
        assert!(begun.elapsed() < Duration::from_secs(30), "{}", fs::read_to_string(&log).unwrap());
        std::thread::sleep(Duration::from_millis(50));
    }
    let id = running.0.id().to_string();
    assert!(Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = running.0.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", fs::read_to_string(&log).unwrap());
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success());
    for line in objects(&fs::read_to_string(&log).unwrap()) {
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
        assert!(line.get("span").is_none() && line.get("spans").is_none(), "{line}");
    }
}

#[tokio::test]
async fn a_portal_opens_without_a_map_when_its_outlines_are_of_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("g.json");
    let mut config = Config { data: DataConfig { folder: folder.path().join("d") }, ..Config::default() };
    config.statistics.shapes = file.clone();
    config.statistics.shapes_source = "an office".to_owned();
    config.statistics.shapes_licence = "free".to_owned();
    let shapes = async || {
        let services = boot::open_to_serve(&config).await.unwrap();
        let shapes = services.shapes().cloned();
        services.db.close().await;
        shapes
    };
    assert!(shapes().await.is_none(), "there is no file");
    let large = " ".repeat(2 * 1024 * 1024 + 1);
    for (text, drawn) in [
        (domain::testing::squares(), true),
        (domain::testing::squares().replace("TN-33", "TN-99"), false),
        (large, false),
    ] {
        fs::write(&file, &text).unwrap();
        let found = shapes().await;
        assert_eq!(found.is_some(), drawn, "{}", text.len());
        assert!(found.is_none_or(|found| (found.source(), found.licence()) == ("an office", "free")));
    }
}

#[test]
fn the_doctor_looks_at_proxy_tls_permissions_and_backup() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert!(jusoor(folder.path()).args(["migrate", "up", "--data", "d"]).output().unwrap().status.success());
    let ask = |environment: &[(&str, &str)]| {
        let mut command = jusoor(folder.path());
        let output =
            command.args(["doctor", "--data", "d"]).envs(environment.iter().copied()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (fine, said) = ask(&[]);
    assert!(fine, "{said}");
    for part in [
        "ok     disk: ",
        "ok     permissions: ",
        "note   proxy: public_url is not https",
        "note   backup: none was made here yet",
        "note   workers: none has worked yet",
        "note   metrics: none",
        "note   map: no outlines",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let outlines = domain::testing::squares();
    let strange = outlines.replace("TN-33", "TN-99");
    for (text, expected, good) in [
        (outlines.as_str(), "ok     map: 24 outlines of governorates, free", true),
        (strange.as_str(), "WRONG  map: g.json: \"TN-99\" is not the code", false),
        ("", "WRONG  map: g.json: ", false),
    ] {
        fs::write(folder.path().join("g.json"), text).unwrap();
        let (fine, said) = ask(&[
            ("JUSOOR__STATISTICS__SHAPES", "g.json"),
            ("JUSOOR__STATISTICS__SHAPES_SOURCE", "an office"),
            ("JUSOOR__STATISTICS__SHAPES_LICENCE", "free"),
        ]);
        assert!(fine == good && said.contains(expected), "{expected}: {said}");
    }
    let data = folder.path().join("d");
    fs::write(data.join("last-backup"), b"").unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    // Nobody listens there.
    let (fine, said) = ask(&[
        ("JUSOOR__SERVER__PUBLIC_URL", "https://localhost:1"),
        ("JUSOOR__METRICS__LISTEN", "0.0.0.0:9464"),
        ("JUSOOR__LOG__LEVEL", "debug"),
    ]);
    assert!(!fine, "{said}");
    for part in [
        "WRONG  proxy: public_url is https",
        "WRONG  TLS: localhost:1: ",
        "WRONG  permissions: d has mode 755",
        "ok     backup: the last is 0 hours old, made by other means",
        "note   metrics: on 0.0.0.0:9464, every address",
        "note   log: says more",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    // What a worker has to do beside, another process may do: it needs no proxy.
    let worker = ("JUSOOR__SERVER__ROLE", "worker");
    let (_, said) = ask(&[("JUSOOR__SERVER__PUBLIC_URL", "https://localhost:1"), worker]);
    assert!(!said.contains("proxy") && !said.contains("TLS"), "{said}");
}
