//! `cargo xtask faults`: breaks what a portal stands on, and measures what is lost. See `end2end/faults/README.md`.

mod backup;
mod balancer;
mod client;
mod disk;
mod figure;
mod flood;
mod haproxy;
mod journal;
mod kill;
mod migrate;
mod nodes;
mod postgres;
mod proxy;
mod slow;
mod stop;
mod store;
mod town;
mod twice;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::args::Args;
use crate::paths::{Paths, Profile};
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::report::Report;
use crate::step::{note, step};
use crate::{proc, serve, site};
use figure::Figure;
use town::Town;

/// Every fault, in the order in which they are tried.
const ALL: [&str; 16] =
    ["R1", "R3", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R14", "R15", "R16", "R17", "R18", "R19"];

/// What to try, and for how long.
pub struct Options {
    only: Vec<String>,
    rounds: Option<usize>,
    seconds: Option<u64>,
    json: Option<PathBuf>,
    older: Option<PathBuf>,
    short: bool,
}

impl Options {
    /// Reads `R1 …`, `--rounds`, `--seconds`, `--older`, `--json`, `--short`.
    pub fn take(mut args: Args) -> Result<Self> {
        let rounds =
            args.value("--rounds")?.map(|text| text.parse::<usize>()).transpose().context("--rounds")?;
        let seconds =
            args.value("--seconds")?.map(|text| text.parse::<u64>()).transpose().context("--seconds")?;
        let json = args.value("--json")?.map(PathBuf::from);
        let older = args.value("--older")?.map(PathBuf::from);
        let short = args.flag("--short");
        let only = args.rest();
        for fault in &only {
            ensure!(ALL.contains(&fault.as_str()), "{fault} is no fault; these are: {}", ALL.join(" "));
        }
        Ok(Self { only, rounds, seconds, json, older, short })
    }
}

/// What the faults are tried on.
pub struct Ground<'a> {
    /// The portal's program.
    pub program: &'a Path,
    /// The built site.
    pub site: &'a Path,
    /// The store's program, where it was built.
    pub store: Option<PathBuf>,
    /// The program of the release before, where somebody has it.
    pub older: Option<PathBuf>,
    rounds: Option<usize>,
    seconds: Option<u64>,
    /// As little as shows anything.
    pub short: bool,
}

impl Ground<'_> {
    /// How often: as was said, or else.
    pub fn rounds(&self, usual: usize, short: usize) -> usize {
        self.rounds.unwrap_or(if self.short { short } else { usual })
    }

    /// For how long: as was said, or else.
    pub fn time(&self, usual: u64, short: u64) -> Duration {
        Duration::from_secs(self.seconds.unwrap_or(if self.short { short } else { usual }))
    }

    /// A portal on SQLite.
    pub fn portal(&self, environment: &[(&str, String)]) -> Result<Portal> {
        Portal::start_with(self.program, self.site, environment)
    }

    /// A portal on a PostgreSQL, through a proxy perhaps.
    pub fn portal_on(&self, url: &str, environment: &[(&str, String)]) -> Result<Portal> {
        let mut all = vec![("JUSOOR__DATABASE__URL", url.to_owned())];
        all.extend_from_slice(environment);
        self.portal(&all)
    }
}

/// Builds, breaks, prints, writes.
pub fn faults(paths: &Paths, options: &Options) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = serve::build_server(paths, Profile::Release)?;
    let store = step("compile the store of the faults", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["build", "--locked", "--release", "--package", "faults"]);
        proc::run(&mut command)?;
        Ok(paths.target.join("release/test-store"))
    })?;
    let ground = Ground {
        program: &program,
        site: &site,
        store: Some(store),
        older: options.older.clone(),
        rounds: options.rounds,
        seconds: options.seconds,
        short: options.short,
    };
    let mut figures = Vec::new();
    let mut failed = 0;
    for fault in ALL {
        if !options.only.is_empty() && !options.only.iter().any(|only| only == fault) {
            continue;
        }
        match step(fault, || one(&ground, fault)) {
            Ok(found) => {
                for figure in &found {
                    println!("{}", figure.line());
                    failed += usize::from(!figure.is_met());
                }
                figures.extend(found);
            }
            Err(error) => {
                println!("{fault}: could not be tried: {error:#}");
                figures.push(Figure { missed: vec![format!("{error:#}")], ..Figure::of(fault, "-") });
                failed += 1;
            }
        }
    }
    let path = options.json.clone().unwrap_or_else(|| paths.work().join("faults.json"));
    let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let all = json!({ "at": at, "faults": figures.iter().map(Figure::json).collect::<Vec<_>>() });
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, format!("{all:#}\n")).with_context(|| path.display().to_string())?;
    note(&format!("figures: {}", path.display()));
    ensure!(failed == 0, "{failed} bars are not met");
    Ok(())
}

fn one(ground: &Ground<'_>, fault: &str) -> Result<Vec<Figure>> {
    match fault {
        "R1" => kill::on_both(ground),
        "R3" => disk::full(ground).map(|figure| vec![figure]),
        "R5" => postgres::crashes(ground).map(|figure| vec![figure]),
        "R6" => postgres::swallowed(ground).map(|figure| vec![figure]),
        "R7" => store::fails(ground).map(|figure| vec![figure]),
        "R8" => nodes::killed(ground).map(|figure| vec![figure]),
        "R9" => nodes::seen(ground).map(|figure| vec![figure]),
        "R10" => nodes::taken_away(ground).map(|figure| vec![figure]),
        "R11" => twice::same_key(ground),
        "R12" => twice::same_draft(ground),
        "R14" => stop::gracefully(ground).map(|figure| vec![figure]),
        "R15" => slow::clients(ground).map(|figure| vec![figure]),
        "R16" => slow::monsters(ground).map(|figure| vec![figure]),
        "R18" => backup::while_writing(ground),
        "R19" => migrate::up_and_down(ground),
        _ => flood::overload(ground).map(|figure| vec![figure]),
    }
}

/// The short form, which stands among the tests: what needs no minutes, with their program.
pub fn short(program: &Path, site: &Path) -> Report {
    let mut report = Report::new("faults");
    let ground = Ground { program, site, store: None, older: None, rounds: None, seconds: None, short: true };
    // One portal and one town for all: they take longer to make than to break.
    let drain = [("JUSOOR__SERVER__DRAIN_SECONDS", "1".to_owned())];
    let mut settled = None;
    report.case("a portal to break, and people in it", || {
        let portal = ground.portal(&drain)?;
        let town = Town::settle(&portal, portal.address, 3, 2)?;
        settled = Some((portal, town));
        Ok(())
    });
    let Some((mut portal, town)) = settled else { return report.close() };
    let mut judge = |name: &str, figure: Result<Figure>| {
        report.case(name, || {
            let figure = figure?;
            println!("        {}", figure.line());
            ensure!(figure.is_met(), "{}", figure.missed.join("\n"));
            Ok(())
        });
    };
    judge("one form fifty times is one text", twice::keys(&portal, &town, "sqlite"));
    judge("nothing acknowledged is lost by kill -9", kill::rounds(&ground, &mut portal, &town, "sqlite"));
    judge("a stop loses no request in flight", stop::rounds(&ground, &mut portal, &town));
    judge("monstrous requests are refused at once", slow::refusals(&ground, &portal));
    report.close()
}

/// A PostgreSQL that people rely on.
fn durable() -> Result<Postgres> {
    step("start PostgreSQL", Postgres::start_durable)
}

/// A time that is no two alike, up to `most`.
fn some_of(most: Duration) -> Duration {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
    let mut drawn = u64::from(nanos) | 1;
    drawn ^= drawn << 13;
    drawn ^= drawn >> 7;
    drawn ^= drawn << 17;
    most.mul_f64((drawn % 1_000) as f64 / 1_000.0)
}

/// Memory of a process, in bytes.
fn memory(process: u32) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

/// Waits until something is so; how long that took, or nothing when it took longer than `most`.
fn wait_for(most: Duration, mut fine: impl FnMut() -> bool) -> Option<Duration> {
    let start = std::time::Instant::now();
    loop {
        if fine() {
            return Some(start.elapsed());
        }
        if start.elapsed() > most {
            return None;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_memory_is_read() -> Result<()> {
        ensure!(memory(std::process::id())? > 1_000_000);
        ensure!(some_of(Duration::from_secs(1)) < Duration::from_secs(1));
        ensure!(wait_for(Duration::ZERO, || false).is_none());
        Ok(())
    }
}
