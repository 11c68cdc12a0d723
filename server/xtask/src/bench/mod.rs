//! `cargo xtask bench`: what a page costs, against the smallest axum server, in the same run and
//! pinned the same way: the server on one core, the one who asks on another.

mod bytes;
mod cached;
mod cpu;
mod desk;
mod forum;
mod identity;
mod library;
mod load;
mod queue;
mod search;
mod story;
pub mod weight;

use std::env;
use std::net::SocketAddr;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::sys::signal::Signal;

use crate::http;
use crate::paths::{Paths, Profile};
use crate::portal::Portal;
use crate::postgres::{Postgres, free_port};
use crate::proc::{self, Guarded};
use crate::step::{note, step};
use crate::{serve, site};

/// The first visit of an article or of the home page may weigh this much, the Arabic font included.
const FIRST_VISIT: usize = 40_000;

/// One measured page.
struct Row {
    name: &'static str,
    rate: f64,
    milliseconds: f64,
    median: Duration,
    slow: Duration,
    bytes: usize,
}

/// The ways into an account alone: what their time tells, and what a crowd costs.
pub fn ways_in(paths: &Paths) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    identity::measure(&program, &site)
}

/// The forum alone: what its pages take with many posts.
pub fn many_posts(paths: &Paths, on_postgres: bool) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    forum::measure(&program, &site, on_postgres)
}

/// The library alone: what its pages take with many items, and what large files move and take.
pub fn many_items(paths: &Paths, on_postgres: bool) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    library::measure(&program, &site, on_postgres)
}

/// The team's texts and the statistics alone: what their pages take with much in them, and what an import takes.
pub fn many_figures(paths: &Paths, on_postgres: bool) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    desk::measure(&program, &site, on_postgres)
}

/// The search alone: what it takes with many posts and articles.
pub fn many_words(paths: &Paths, on_postgres: bool) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    search::measure(&program, &site, on_postgres)
}

/// The team's queue alone: what its page takes with much that waits.
pub fn many_waiting(paths: &Paths, on_postgres: bool) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    queue::measure(&program, &site, on_postgres)
}

/// Builds, plays the story, measures, prints.
pub fn bench(paths: &Paths) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    step("compile the server and hello (dist)", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["build", "--locked", "--profile", "dist"]);
        proc::run(command.args(["--package", "server", "--package", "hello", "--bins"]))
    })?;
    let seconds = env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let time = Duration::from_secs(seconds);

    let mut rows = Vec::new();
    let (hello, address) = cpu::on_core(cpu::MEASURED, || start_hello(paths))?;
    rows.push(measure("hello", hello.id(), address, "/", None, time)?);
    drop(hello);

    let portal = cpu::on_core(cpu::MEASURED, || Portal::start(&paths.program("dist"), &site))?;
    let story = step("join, ask, answer and approve", || story::play(&portal))
        .map_err(|error| error.context(portal.log()))?;
    // A question that no page asks: what is kept is passed by.
    let anew = |path: &str| format!("{path}?drawn=anew");
    for (name, path, cookie) in [
        ("home, kept", "/ar".to_owned(), None),
        ("article, kept", story.article.clone(), None),
        ("topic, guest, kept", story.topic.clone(), None),
        ("home", anew("/ar"), None),
        ("article", anew(&story.article), None),
        ("topic, guest", anew(&story.topic), None),
        ("topic, member", story.topic.clone(), Some(story.cookie.as_str())),
    ] {
        rows.push(measure(name, portal.id(), portal.address, &path, cookie, time)?);
    }
    print(&rows);
    let (hello, hello_address) = cpu::on_core(cpu::MEASURED, || start_hello(paths))?;
    cached::measure(
        hello_address,
        portal.address,
        &[story.article.as_str(), story.topic.as_str(), "/ar"],
        time,
    )?;
    drop(hello);
    println!("\n(topic: {} posts; {} s each; server on core 0, load on core 1)\n", story::POSTS, seconds);
    weigh(portal.address, &story.article)?;
    weigh(portal.address, "/ar")
}

/// What a portal is started with whose pages are measured as they are made: nothing is kept.
fn uncached(cluster: Option<&Postgres>) -> Vec<(&'static str, String)> {
    let mut environment = vec![("JUSOOR__SERVER__PAGE_CACHE_MB", "0".to_owned())];
    environment.extend(cluster.map(|cluster| ("JUSOOR__DATABASE__URL", cluster.url.clone())));
    environment
}

fn start_hello(paths: &Paths) -> Result<(Guarded, SocketAddr)> {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
    let mut command = proc::clean(paths.target.join("dist/hello"));
    command.arg(address.to_string()).stdout(Stdio::null());
    let guarded = Guarded::start(&mut command, Signal::SIGTERM)?;
    let start = Instant::now();
    while http::get(address, "/").is_err() {
        ensure!(start.elapsed() < Duration::from_secs(10), "hello did not start");
        thread::sleep(Duration::from_millis(20));
    }
    Ok((guarded, address))
}

fn measure(
    name: &'static str,
    process: u32,
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
    time: Duration,
) -> Result<Row> {
    step(&format!("measure {name} ({path})"), || {
        cpu::on_core(cpu::ASKING, || {
            load::run(address, path, cookie, Duration::from_secs(1))?;
            let before = cpu::used(process)?;
            let load = load::run(address, path, cookie, time)?;
            let used = cpu::used(process)?.checked_sub(before).context("time went backwards")?;
            Ok(Row {
                name,
                rate: load.rate(),
                milliseconds: used.as_secs_f64() * 1000.0 / load.answers as f64,
                median: load.wait(0.5),
                slow: load.wait(0.99),
                bytes: load.bytes,
            })
        })
    })
}

fn print(rows: &[Row]) {
    println!("\n| page | requests/s | hello is × | CPU ms/request | × hello | p50 ms | p99 ms | bytes |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    let Some(hello) = rows.first() else { return };
    for row in rows {
        println!(
            "| {} | {:.0} | {:.1} | {:.4} | {:.1} | {:.2} | {:.2} | {} |",
            row.name,
            row.rate,
            hello.rate / row.rate,
            row.milliseconds,
            row.milliseconds / hello.milliseconds,
            row.median.as_secs_f64() * 1000.0,
            row.slow.as_secs_f64() * 1000.0,
            row.bytes,
        );
    }
}

/// The first visit of a page to read: every byte, and nothing of the islands.
fn weigh(address: SocketAddr, page: &str) -> Result<()> {
    let items = weight::first_visit(address, page, None)?;
    println!("first visit of {page}:");
    for item in &items {
        println!("{:>8}  {}", item.bytes, item.path);
    }
    let total: usize = items.iter().map(|item| item.bytes).sum();
    println!("{total:>8}  in all (at most {FIRST_VISIT})");
    if items.iter().any(|item| item.path.ends_with(".wasm")) {
        bail!("{page} loads wasm");
    }
    if total > FIRST_VISIT {
        note("over the target");
    }
    Ok(())
}
