//! `cargo xtask bench`: what a page costs, against the smallest axum server, in the same run and
//! pinned the same way: the server on one core, the one who asks on another.

pub mod bytes;
mod cached;
mod cpu;
mod crew;
mod desk;
mod forum;
mod identity;
mod library;
mod line;
mod load;
mod open;
mod pace;
mod queue;
mod rows;
mod search;
mod story;
pub mod weight;

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::Signal;

use crate::args::Args;
use crate::http;
use crate::paths::{Paths, Profile};
use crate::portal::Portal;
use crate::postgres::{Postgres, free_port};
use crate::proc::{self, Guarded};
use crate::step::{note, step};
use crate::{serve, site};
use rows::Rows;

/// Processor time of the peers, as a multiple of hello-world beside them (`spec/quality.md`, measured baselines): NodeBB's
/// topic, WordPress's post, WordPress behind a page cache.
const NODEBB: f64 = 2_990.0;
const WORDPRESS: f64 = 5_860.0;
const WORDPRESS_CACHED: f64 = 59.0;

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Pages,
    Identity,
    Forum,
    Library,
    Desk,
    Search,
    Queue,
    Open,
    Line,
}

/// Every part with its switch, in the order in which they are measured.
const PARTS: [(Part, &str); 9] = [
    (Part::Pages, "--pages"),
    (Part::Identity, "--identity"),
    (Part::Forum, "--forum"),
    (Part::Library, "--library"),
    (Part::Desk, "--desk"),
    (Part::Search, "--search"),
    (Part::Queue, "--queue"),
    (Part::Open, "--open"),
    (Part::Line, "--line"),
];

impl Part {
    fn name(self) -> &'static str {
        PARTS.iter().find(|(part, _)| *part == self).map_or("", |(_, switch)| switch.trim_start_matches('-'))
    }

    /// Measures, prints, and notes what it found. `on_postgres`: over clusters of its own, where it has any use for one.
    fn measure(self, ground: &Ground<'_>, on_postgres: bool, rows: &mut Rows) -> Result<()> {
        let Ground { paths, program, site } = ground;
        match self {
            Self::Pages => pages(paths, program, site, rows),
            Self::Identity => identity::measure(program, site, rows),
            Self::Forum => forum::measure(program, site, on_postgres, rows),
            Self::Library => library::measure(program, site, on_postgres, rows),
            Self::Desk => desk::measure(program, site, on_postgres, rows),
            Self::Search => search::measure(program, site, on_postgres, rows),
            Self::Queue => queue::measure(program, site, on_postgres, rows),
            Self::Open => open::measure(program, site, on_postgres, rows),
            Self::Line => line::measure(paths, program, site, rows),
        }
    }
}

/// What is measured.
struct Ground<'a> {
    paths: &'a Paths,
    program: &'a Path,
    site: &'a Path,
}

/// What to measure, and where its figures go.
#[derive(Debug)]
pub struct Options {
    parts: Vec<Part>,
    on_postgres: bool,
    json: Option<PathBuf>,
    compare: Option<PathBuf>,
}

impl Options {
    /// Reads the switches of the parts (none, or `--all`: all of them in one go), `--postgres`, `--json`, `--compare`.
    pub fn take(args: &mut Args) -> Result<Self> {
        let all = args.flag("--all");
        let mut parts: Vec<Part> =
            PARTS.iter().filter(|(_, switch)| args.flag(switch)).map(|(part, _)| *part).collect();
        if all || parts.is_empty() {
            parts = PARTS.iter().map(|(part, _)| *part).collect();
        }
        let on_postgres = args.flag("--postgres");
        let json = args.value("--json")?.map(PathBuf::from);
        let compare = args.value("--compare")?.map(PathBuf::from);
        Ok(Self { parts, on_postgres, json, compare })
    }
}

/// Builds, measures, prints, writes. Fails when a bar is missed.
pub fn bench(paths: &Paths, options: &Options) -> Result<()> {
    // A file that cannot be read is known before an hour has passed.
    let before = options
        .compare
        .as_deref()
        .map(|path| {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            rows::read(&text).with_context(|| path.display().to_string())
        })
        .transpose()?;
    let site = site::build(paths, Profile::Release)?;
    // What is installed, when processor time counts; else what is compiled more quickly.
    let program = if options.parts.contains(&Part::Pages) {
        step("compile the server and hello (dist)", || {
            let mut command = proc::cargo(&paths.root);
            command.args(["build", "--locked", "--profile", "dist"]);
            proc::run(command.args(["--package", "server", "--package", "hello", "--bins"]))
        })?;
        paths.program("dist")
    } else {
        serve::build_server(paths, Profile::Release)?
    };
    let ground = Ground { paths, program: &program, site: &site };
    let mut rows = Rows::default();
    for part in &options.parts {
        if let Err(error) = part.measure(&ground, options.on_postgres, &mut rows) {
            note(&format!("{} could not be measured: {error:#}", part.name()));
            rows.broke(part.name(), &error);
        }
    }
    print!("{}", rows.table());
    if let Some(before) = &before {
        print!("{}", rows.compare(before));
    }
    let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let path = options.json.clone().unwrap_or_else(|| paths.target.join("bench.json"));
    fs::write(&path, format!("{:#}\n", rows.json(at))).with_context(|| path.display().to_string())?;
    note(&format!("figures: {}", path.display()));
    rows.judge()
}

/// `SQLite`, or what it is else, behind the names of rows.
fn database(on_postgres: bool) -> &'static str {
    if on_postgres { "PostgreSQL" } else { "SQLite" }
}

/// One measured page.
struct Row {
    name: &'static str,
    rate: f64,
    milliseconds: f64,
    median: Duration,
    slow: Duration,
    bytes: usize,
}

/// The main pages beside the smallest server: answers a second, processor time, bytes.
fn pages(paths: &Paths, program: &Path, site: &Path, rows: &mut Rows) -> Result<()> {
    let seconds = env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let time = Duration::from_secs(seconds);

    let mut measured = Vec::new();
    let (hello, address) = cpu::on_core(cpu::MEASURED, || start_hello(paths))?;
    measured.push(measure("hello", hello.id(), address, "/", None, time)?);
    drop(hello);

    let portal = cpu::on_core(cpu::MEASURED, || Portal::start(program, site))?;
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
        measured.push(measure(name, portal.id(), portal.address, &path, cookie, time)?);
    }
    print(&measured);
    note_pages(&measured, rows);
    let (hello, hello_address) = cpu::on_core(cpu::MEASURED, || start_hello(paths))?;
    let kept = [story.article.as_str(), story.topic.as_str(), "/ar"];
    cached::measure(hello_address, portal.address, &kept, time, rows)?;
    drop(hello);
    let places = [("/ar", 4), (story.article.as_str(), 3), (story.topic.as_str(), 2), ("/ar/forum", 1)];
    crowd(portal.address, &places, time, rows)?;
    println!("\n(topic: {} posts; {} s each; server on core 0, load on core 1)\n", story::POSTS, seconds);
    weigh(portal.address, &story.topic, rows)
}

/// P3 and P4, and what each page costs.
fn note_pages(measured: &[Row], rows: &mut Rows) {
    let Some(hello) = measured.first() else { return };
    rows.told("hello: answers", hello.rate, "requests/s");
    for row in measured.iter().skip(1) {
        let times = row.milliseconds / hello.milliseconds;
        let name = row.name;
        rows.told(format!("{name}: processor time"), row.milliseconds, "ms");
        let member = "P4 topic, member: processor time (SQLite)";
        let peer = |peer: f64| peer / times;
        match name {
            "topic, member" => rows.at_most(member, times, "× hello", 50.0),
            "topic, guest, kept" => {
                rows.at_least("P3 topic, kept: cheaper than NodeBB", peer(NODEBB), "×", 2_000.0);
            }
            "topic, guest" => rows.at_least("P3 topic: cheaper than NodeBB", peer(NODEBB), "×", 60.0),
            "article" => rows.at_least("P3 article: cheaper than WordPress", peer(WORDPRESS), "×", 110.0),
            "article, kept" => rows.at_least(
                "P3 article, kept: cheaper than WordPress's page cache",
                peer(WORDPRESS_CACHED),
                "×",
                45.0,
            ),
            _ => rows.told(format!("{name}: processor time of hello"), times, "× hello"),
        }
    }
}

/// P5: five hundred at a time, most of them where most are.
fn crowd(address: SocketAddr, places: &[(&str, usize)], time: Duration, rows: &mut Rows) -> Result<()> {
    for (name, end, most) in [
        ("P5 500 at a time, kept: p99", "", 60.0),
        ("P5 500 at a time, drawn anew: p99", "?drawn=anew", 500.0),
    ] {
        let paths: Vec<String> =
            places.iter().flat_map(|(path, times)| vec![format!("{path}{end}"); *times]).collect();
        let load = step(name, || cpu::on_core(cpu::ASKING, || load::crowd(address, &paths, CROWD, time)));
        match load {
            Ok(load) => {
                let slow = load.wait(0.99).as_secs_f64() * 1000.0;
                println!("{name}: {slow:.1} ms, at most {most}; {:.0} requests/s", load.rate());
                rows.at_most(name, slow, "ms", most);
            }
            // Somebody was turned away: no errors are part of the bar.
            Err(error) => rows.broke(name, &error),
        }
    }
    Ok(())
}

/// Connections of P5.
const CROWD: usize = 500;

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

/// P12 and P13: what first visits and later ones move, in every language.
fn weigh(address: SocketAddr, topic: &str, rows: &mut Rows) -> Result<()> {
    for bar in weight::bars(address, topic)? {
        if bar.bytes > bar.limit {
            println!("{}: {} of {} bytes\n{}", bar.name, bar.bytes, bar.limit, bar.parts);
        }
        rows.at_most(format!("P12 {}", bar.name), bar.bytes as f64, "bytes", bar.limit as f64);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Options, PARTS, Part};
    use crate::args::Args;

    #[test]
    fn no_switch_means_all_and_a_switch_means_itself() -> anyhow::Result<()> {
        let take = |words: &[&str]| Options::take(&mut Args::of(words));
        assert_eq!(take(&[])?.parts.len(), PARTS.len());
        assert_eq!(take(&["--forum", "--all"])?.parts.len(), PARTS.len());
        let some = take(&["--line", "--queue", "--json", "x", "--postgres", "--forum"])?;
        assert_eq!(some.parts, [Part::Forum, Part::Queue, Part::Line]);
        assert!(some.on_postgres && some.json.is_some() && some.compare.is_none());
        assert!(take(&["--compare"]).is_err());
        assert_eq!(take(&["--open"])?.parts, [Part::Open]);
        assert_eq!(Part::Desk.name(), "desk");
        Ok(())
    }
}
