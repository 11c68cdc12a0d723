//! What the pages of the team's texts and of the statistics take with 5 000 articles and 2 000 000 figures, held against
//! a few of each; and how long an import of 500 000 figures takes.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use super::library::verdict;
use super::{database, rows::Rows};
use crate::html;
use crate::http::Connection;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::proc::TempDir;
use crate::step::step;
use crate::visitor::Visitor;

/// Articles and figures of each round; the first is what the other is held against.
const ROUNDS: [(u64, u64); 2] = [(24, 600), (5_000, 2_000_000)];
/// Asked for each kind of page.
const SAMPLES: usize = 200;
/// An answer may take this long, 95 times of 100.
const MOST_MS: f64 = 50.0;
/// Figures of the file that is imported.
const IMPORTED: usize = 500_000;
/// The import may take this long.
const MOST_SECONDS: f64 = 60.0;
/// Articles that are read.
const ARTICLES: usize = 24;

const SECTIONS: [&str; 4] = ["poverty", "unions", "womens-job", "statistical-data"];

/// A kind of page: its name, addresses of some, and whether the desk asks.
struct Kind {
    name: &'static str,
    paths: Vec<String>,
    desk: bool,
}

/// What a kind of page took, in milliseconds.
struct Row {
    name: &'static str,
    middle: f64,
    slow: f64,
}

/// Fills portals, measures, prints. `on_postgres`: over clusters of our own instead of SQLite.
pub fn measure(program: &Path, site: &Path, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    let mut rounds = Vec::new();
    let mut import = 0.0;
    for (articles, observations) in ROUNDS {
        // A cluster for each round: it ends with it.
        let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
        let portal = Portal::start_with(program, site, &super::uncached(cluster.as_ref()))?;
        step(&format!("make {articles} articles and {observations} figures"), || {
            let (articles, observations) = (articles.to_string(), observations.to_string());
            portal
                .run(&[
                    "dev",
                    "populate",
                    "--articles",
                    &articles,
                    "--observations",
                    &observations,
                    "--seed",
                    "1",
                ])
                .map(drop)
        })
        .map_err(|error| error.context(portal.log()))?;
        let found = step("read articles and figures", || read(&portal));
        rounds.push(found.map_err(|error| error.context(portal.log()))?);
        // Into the portal that holds the most.
        if rounds.len() == ROUNDS.len() {
            import = step(&format!("import {IMPORTED} figures"), || bring(&portal))?;
        }
        drop(portal);
    }
    print(&rounds, on_postgres, rows);
    let met = verdict(import < MOST_SECONDS);
    let name = format!("import of {IMPORTED} figures ({})", database(on_postgres));
    rows.at_most(name, import, "s", MOST_SECONDS);
    println!("import of {IMPORTED} figures: {import:.1} s, at most {MOST_SECONDS}: {met}\n");
    Ok(())
}

fn print(rounds: &[Vec<Row>], on_postgres: bool, rows: &mut Rows) {
    let [few, many] = rounds else { return };
    let [(_, first), (_, last)] = ROUNDS;
    println!(
        "\n| page | {first} figures, p50 ms | {last} figures, p50 ms | × | p95 ms | at most {MOST_MS} |"
    );
    println!("|---|---:|---:|---:|---:|---|");
    for (before, row) in few.iter().zip(many) {
        println!(
            "| {} | {:.2} | {:.2} | {:.1} | {:.2} | {} |",
            row.name,
            before.middle,
            row.middle,
            row.middle / before.middle,
            row.slow,
            verdict(row.slow < MOST_MS)
        );
        let name = format!("{}, {last} figures: p95 ({})", row.name, database(on_postgres));
        rows.at_most(name, row.slow, "ms", MOST_MS);
    }
    let [(few, _), (many, _)] = ROUNDS;
    println!(
        "\n({}; {few} and {many} articles; {SAMPLES} requests each, one after the other)\n",
        database(on_postgres)
    );
}

fn kinds(articles: Vec<String>, small: String) -> Vec<Kind> {
    let large = |query: &str| format!("/fr/statistics/populatedlong-populated{query}");
    let desk = |query: &str| format!("/fr/desk/articles{query}");
    let kind = |name, paths| Kind { name, paths, desk: false };
    vec![
        kind("section", SECTIONS.map(|slug| format!("/ar/sections/{slug}")).to_vec()),
        kind("article", articles),
        kind("index of statistics", ["ar", "fr", "en"].map(|l| format!("/{l}/statistics")).to_vec()),
        kind("small dataset", vec![small]),
        kind("large dataset", vec![large("")]),
        kind(
            "large dataset, filtered",
            [
                "?sex=F",
                "?place=populated-7",
                "?place=populated-7&sex=F&from=2000&to=2010",
                "?from=1990&to=1999",
                "?indicator=populatedlong.0&place=TN&sort=rows",
            ]
            .map(large)
            .to_vec(),
        ),
        kind("large dataset, deep", ["?page=20", "?page=50", "?sex=F&page=50"].map(large).to_vec()),
        Kind { name: "desk, articles", paths: ["", "?page=9", "?page=100"].map(desk).to_vec(), desk: true },
        Kind {
            name: "desk, articles filtered",
            paths: [
                "?state=in_review",
                "?state=published&language=ar",
                "?state=scheduled",
                "?section=unions&state=draft",
                "?due=yes",
                "?mine=yes",
            ]
            .map(desk)
            .to_vec(),
            desk: true,
        },
    ]
}

fn read(portal: &Portal) -> Result<Vec<Row>> {
    let address = portal.address;
    let mut editor = Visitor::new(address);
    editor.sign_in(&portal.staff("Warda of the bench", "editor")?)?;
    let cookie = editor.cookie_header();
    let mut reader = Visitor::new(address);
    let mut articles = BTreeSet::new();
    for slug in SECTIONS {
        let page = reader.must_open(&format!("/ar/sections/{slug}"))?.html();
        let found =
            html::attributes(&page, "a", "href").into_iter().filter(|href| href.starts_with("/ar/a/"));
        articles.extend(found.take(ARTICLES / SECTIONS.len()));
    }
    ensure!(!articles.is_empty(), "no section lists an article");
    let small = reader.must_open("/fr/statistics/workpart")?.path;
    let mut connection = Connection::open(address)?;
    let mut rows = Vec::new();
    for Kind { name, paths, desk } in kinds(articles.into_iter().collect(), small) {
        let cookie = desk.then_some(cookie.as_str());
        // Once before: the first reader after a new version finds nothing remembered.
        for path in &paths {
            let took = get(&mut connection, address, path, cookie)?;
            if took > MOST_MS {
                crate::step::note(&format!("{path} took {took:.0} ms the first time"));
            }
        }
        let mut times = Vec::with_capacity(SAMPLES);
        for path in paths.iter().cycle().take(SAMPLES) {
            times.push(get(&mut connection, address, path, cookie)?);
        }
        times.sort_by(f64::total_cmp);
        let at = |hundredths: usize| times.get(times.len() * hundredths / 100).copied().unwrap_or_default();
        rows.push(Row { name, middle: at(50), slow: at(95) });
    }
    Ok(rows)
}

/// Milliseconds.
fn get(connection: &mut Connection, address: SocketAddr, path: &str, cookie: Option<&str>) -> Result<f64> {
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{cookie}Accept-Encoding: identity\r\n\r\n");
    let begun = Instant::now();
    let answer = connection.exchange(request.as_bytes())?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(took)
}

/// Imports a file into the empty dataset; seconds, from the start of the program to its end.
fn bring(portal: &Portal) -> Result<f64> {
    let folder = TempDir::new("figures")?;
    let file = folder.path().join("figures.csv");
    fs::write(&file, figures()?)?;
    let file = file.to_string_lossy().into_owned();
    let begun = Instant::now();
    let said = portal.run(&["statistics", "import", &file, "--dataset", "populatedfile", "--commit"])?;
    let took = begun.elapsed().as_secs_f64();
    ensure!(said.contains("written as version 1"), "the import said: {said}");
    Ok(took)
}

/// As `jusoor dev populate` names places, ages and indicators.
fn figures() -> Result<String> {
    let name = |n: usize, all: &str| if n == 0 { all.to_owned() } else { format!("populated-{n}") };
    let mut text = String::from("indicator,geo,period,sex,age,value\n");
    let mut made = 0;
    for indicator in 0..5 {
        for geo in 0..=24 {
            for age in 0..=20 {
                let (geo, age) = (name(geo, "TN"), name(age, "total"));
                for year in 1960..=2024 {
                    for sex in ["F", "M", "T"] {
                        if made == IMPORTED {
                            return Ok(text);
                        }
                        made += 1;
                        let value = 100 + made * 7 % 50_000;
                        writeln!(text, "populatedfile.{indicator},{geo},{year},{sex},{age},{value}")?;
                    }
                }
            }
        }
    }
    Ok(text)
}
