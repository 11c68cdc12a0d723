//! `cargo xtask test`: every suite, one closing line for each, an honest exit code.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use crate::args::Args;
use crate::bench::weight;
use crate::check::{self, SERVER_SIDE};
use crate::paths::{Paths, Profile};
use crate::portal::Portal;
use crate::postgres::{Postgres, free_port};
use crate::report::Report;
use crate::step::{note, seconds, step};
use crate::visitor::Visitor;
use crate::{browser, budget, faults, html, install, proc, serve, site};

/// Pages with islands, for somebody who is signed in.
const PAGES: &[&str] = &["/ar/forum/new", "/fr/forum/new", "/en/forum/new"];

/// What to run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    quick: bool,
}

impl Options {
    /// Reads `--quick`.
    pub fn take(args: &mut Args) -> Self {
        Self { quick: args.flag("--quick") }
    }
}

/// Runs everything; fails when anything failed.
pub fn test(paths: &Paths, options: Options) -> Result<()> {
    let start = Instant::now();
    // What must be installed is installed first: a person who has to do it learns it at once.
    let chromium = if options.quick { None } else { Some(browser::prepare(paths)) };
    if let Some(Err(error)) = &chromium {
        note(&format!("the browser suite cannot run: {error:#}"));
    }
    if let Err(error) = install::library_programs() {
        note(&format!("some tests of the library look at less: {error:#}"));
    }
    let postgres = step("start PostgreSQL", Postgres::start)?;

    let mut reports = vec![check::check(paths), rust(paths, &postgres.url)];
    let (built, site) = build(paths);
    reports.push(site);
    if let Some((program, site)) = built {
        reports.push(faults::short(&program, &site));
        if let Some(chromium) = chromium {
            reports.push(in_the_browser(paths, &program, &site, chromium, &[]));
        } else {
            note("--quick: the browser suite was left out");
        }
    }

    println!("in {}:", seconds(start.elapsed()));
    for report in &reports {
        println!("{}", report.line());
    }
    if reports.iter().any(|report| !report.is_good()) {
        bail!("not everything passed");
    }
    Ok(())
}

/// The browser's tests alone, as `more` chooses among them.
pub fn browser(paths: &Paths, more: &[String]) -> Result<()> {
    let chromium = browser::prepare(paths);
    let site = site::build(paths, Profile::Release)?;
    let program = serve::tested_server(paths)?;
    let report = in_the_browser(paths, &program, &site, chromium, more);
    println!("{}", report.line());
    anyhow::ensure!(report.is_good(), "not everything passed");
    Ok(())
}

/// The tests written in Rust, on SQLite and on our PostgreSQL.
fn rust(paths: &Paths, postgres: &str) -> Report {
    let mut report = Report::new("rust");
    for selection in [SERVER_SIDE, &["--package", "xtask"]] {
        let mut command = proc::cargo(&paths.root);
        command
            .args(["test", "--locked", "--no-fail-fast"])
            .args(selection)
            .env("TEST_DATABASE_URL", postgres);
        // Hundreds of databases that live for a second: what a disk does for each of them proves nothing here.
        if has_room(MEMORY) {
            command.env("TMPDIR", MEMORY);
        }
        let mut failed = 0;
        let outcome = proc::run_watched(&mut command, |line| {
            if let Some((good, bad, ignored)) = libtest(line) {
                report.add(good, bad, ignored);
                failed += bad;
            }
        });
        // Without a failed test the code did not compile, or a test program died.
        match outcome {
            Ok(status) if status.success() || failed > 0 => {}
            Ok(status) => report.case("cargo test", || bail!("cargo ended with {status}")),
            Err(error) => report.case("cargo test", || Err(error)),
        }
    }
    report.close()
}

/// Files that are kept in memory.
const MEMORY: &str = "/dev/shm";

/// Whether a folder has two gigabytes to spare: a container often has 64 MB there.
fn has_room(folder: &str) -> bool {
    let free = Command::new("df").args(["--output=avail", "-BM", folder]).output();
    let free = free.ok().filter(|output| output.status.success());
    free.is_some_and(|output| {
        megabytes(&String::from_utf8_lossy(&output.stdout)).is_some_and(|mb| mb >= 2048)
    })
}

/// The number in the last line of what `df` says: ` Avail`, `24105M`.
fn megabytes(said: &str) -> Option<u64> {
    said.lines().last()?.trim().strip_suffix('M')?.parse().ok()
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
fn libtest(line: &str) -> Option<(usize, usize, usize)> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let mut numbers = counts.split("; ").filter_map(|part| part.split(' ').next()?.parse().ok());
    Some((numbers.next()?, numbers.next()?, numbers.next()?))
}

type Built = (std::path::PathBuf, std::path::PathBuf);

/// Builds site and server, weighs the site, and asks a running portal for its islands.
fn build(paths: &Paths) -> (Option<Built>, Report) {
    let mut report = Report::new("site");
    let mut site = None;
    let mut program = None;
    report.case("the site is built", || {
        site = Some(site::build(paths, Profile::Release)?);
        Ok(())
    });
    report.case("the server is built", || {
        program = Some(serve::tested_server(paths)?);
        Ok(())
    });
    let Some((program, site)) = program.zip(site) else { return (None, report.close()) };

    report.case("a second start rebuilds nothing and serves the same data", || {
        second_start(paths, &program, &site)
    });
    let manifest = site::manifest(&site).unwrap_or_default();
    let islands = manifest.get("islands").and_then(Value::as_bool).unwrap_or(false);
    for (name, weight) in budget::weigh(&site, islands) {
        report.case(&name, || weight);
    }
    report.case("every island of a page is in the browser's module", || {
        let portal = Portal::start(&program, &site)?;
        let exports: Vec<&str> = manifest
            .get("island_exports")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        islands_of(&portal, islands, &exports)
    });
    match scales(&program, &site) {
        Ok((portal, topic)) => weigh_pages(&portal, &topic, &mut report),
        Err(error) => report.case("a portal whose pages are weighed", || Err(error)),
    }
    (Some((program, site)), report.close())
}

/// What a second start does when nothing changed, with the program of the tests. The time is told, not judged.
fn second_start(paths: &Paths, program: &std::path::Path, site: &std::path::Path) -> Result<()> {
    let mut portal = Portal::start(program, site)?;
    let before = [program.metadata()?.modified()?, site.join("manifest.json").metadata()?.modified()?];
    let start = Instant::now();
    site::build(paths, Profile::Release)?;
    serve::tested_server(paths)?;
    portal.restart()?;
    note(&format!("the second start took {}", seconds(start.elapsed())));
    let after = [program.metadata()?.modified()?, site.join("manifest.json").metadata()?.modified()?];
    anyhow::ensure!(before == after, "something was built anew although nothing changed");
    anyhow::ensure!(portal.log().contains("rows=0"), "the starter content was seeded anew: {}", portal.log());
    Ok(())
}

/// A portal with a topic that fills a page.
fn scales(program: &Path, site: &Path) -> Result<(Portal, String)> {
    let portal = Portal::start(program, site)?;
    portal.run(&["dev", "populate", "--topics", "10", "--posts", "300", "--seed", "1"])?;
    let topic = full_topic(&mut Visitor::new(portal.address))?;
    Ok((portal, topic))
}

fn weigh_pages(portal: &Portal, topic: &str, report: &mut Report) {
    let (name, weight) = budget::judge("a member's page of a topic", writing(portal, topic), budget::WRITING);
    report.case(&name, || weight);
    match weight::bars(portal.address, topic) {
        Ok(bars) => {
            for bar in bars {
                let name = format!("{}: {} of {} bytes", bar.name, bar.bytes, bar.limit);
                report.case(&name, || {
                    ensure!(
                        bar.bytes <= bar.limit,
                        "{} bytes too many: {}",
                        bar.bytes - bar.limit,
                        bar.parts
                    );
                    Ok(())
                });
            }
        }
        Err(error) => report.case("first visits are weighed", || Err(error)),
    }
}

/// Bytes on the line of a topic's page with 20 texts and the form to answer: the page, styles, scripts and the
/// islands' module.
fn writing(portal: &Portal, path: &str) -> Result<u64> {
    let mut visitor = Visitor::new(portal.address);
    visitor.sign_in(&portal.staff("Warda of the scales", "member")?)?;
    let items = weight::first_visit(portal.address, path, Some(&visitor.cookie_header()))?;
    let is_counted =
        |name: &str| name == path || [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
    let counted = items.iter().filter(|item| is_counted(&item.path));
    Ok(counted.map(|item| u64::try_from(item.bytes).unwrap_or(u64::MAX)).sum())
}

/// A topic whose first page is full.
fn full_topic(visitor: &mut Visitor) -> Result<String> {
    let links = |page: &str, start: &str| -> Vec<String> {
        html::attributes(page, "a", "href").into_iter().filter(|link| link.starts_with(start)).collect()
    };
    let forum = visitor.must_open("/ar/forum")?.html();
    for category in links(&forum, "/ar/forum/c/") {
        let list = visitor.must_open(&category)?.html();
        for topic in links(&list, "/ar/forum/t/").into_iter().filter(|link| !link.contains(['?', '#'])) {
            if visitor.must_open(&topic)?.html().matches("class=\"post\"").count() == 20 {
                return Ok(topic);
            }
        }
    }
    bail!("no topic fills a page")
}

/// Two compilers may build the two halves; an island whose name they hash differently would
/// silently stay asleep.
fn islands_of(portal: &Portal, built: bool, exports: &[&str]) -> Result<()> {
    let mut visitor = Visitor::new(portal.address);
    visitor.sign_in(&portal.staff("Warda of the islands", "moderator")?)?;
    let mut seen = 0;
    for path in PAGES {
        let page = visitor.must_open(path)?.html();
        for name in html::attributes(&page, "leptos-island", "data-component") {
            seen += 1;
            if built && !exports.contains(&name.as_str()) {
                bail!("{path} has the island {name}; the module exports {exports:?}");
            }
        }
    }
    if built && seen == 0 {
        bail!("none of {PAGES:?} has an island");
    }
    Ok(())
}

fn in_the_browser(
    paths: &Paths,
    program: &std::path::Path,
    site: &std::path::Path,
    chromium: Result<std::path::PathBuf>,
    more: &[String],
) -> Report {
    let mut report = Report::new("browser");
    let outcome = (|| {
        let chromium = chromium?;
        // Another name than the portal's: cookies are kept by host, whatever the port.
        let provider = format!("http://localhost:{}", free_port()?);
        let knows = [browser::knows_provider(&provider)];
        let portal = step("start a portal for the browser", || Portal::start_with(program, site, &knows))?;
        let moderator = portal.staff("Warda of the tests", "moderator")?;
        let admin = portal.staff("Zeina of the tests", "admin")?;
        browser::run(
            paths,
            &browser::Suite {
                portal: &portal,
                moderator: &moderator,
                admin: &admin,
                provider: &provider,
                chromium: &chromium,
                more,
            },
            &mut report,
        )
        .map_err(|error| error.context(portal.log()))
    })();
    if let Err(error) = outcome {
        report.case("the browser suite runs", || Err(error));
    }
    report.close()
}

#[cfg(test)]
mod tests {
    use super::{libtest, megabytes};

    #[test]
    fn free_memory_is_read() {
        assert_eq!(megabytes("  Avail\n 24105M\n"), Some(24_105));
        assert_eq!(megabytes("  Avail\n   64M\n"), Some(64));
        assert_eq!(megabytes("df: no such folder"), None);
    }

    #[test]
    fn closing_lines_of_test_programs_are_read() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(libtest(line), Some((5, 2, 1)));
        assert_eq!(libtest("test result: ok. 1 passed; 0 failed; 0 ignored"), Some((1, 0, 0)));
        assert_eq!(libtest("test a ... ok"), None);
    }
}
