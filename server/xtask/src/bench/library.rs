//! What the library's pages take with 50 000 items in it, held against 1 000; what a jump to the last minute of a film of
//! 1 GB moves; and how much memory an upload of 2 GB takes.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use super::{bytes, database, rows::Rows};
use crate::http::Connection;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::step;
use crate::visitor::encode;

/// Items of each round; the first is what the other is held against.
const ROUNDS: [u64; 2] = [1_000, 50_000];
/// Asked for each kind of page.
const SAMPLES: usize = 400;
/// An answer may take this long, 95 times of 100.
const MOST_MS: f64 = 300.0;

/// A kind of page: its name, and addresses of some. The first requests find nothing counted, as readers do.
fn pages(items: u64) -> Vec<(&'static str, Vec<String>)> {
    // Two of three items stand in no collection; forty-eight are on a page.
    let last = items * 6 / 10 / 48;
    let deep = [last / 2, last * 3 / 4, last].map(|page| format!("/ar/library?page={}", page.max(2)));
    let with = |pairs: &[&str]| pairs.iter().map(|pair| format!("/fr/library?{pair}")).collect::<Vec<_>>();
    let search = |l: &str, words: &[&str]| {
        words.iter().map(|word| format!("/{l}/library?q={}", encode(word))).collect::<Vec<_>>()
    };
    vec![
        ("first page", ["ar", "fr", "en"].iter().map(|l| format!("/{l}/library")).collect()),
        ("deep page", deep.to_vec()),
        (
            "one facet",
            with(&[
                "kind=book",
                "kind=audio",
                "language=ar",
                "language=fr",
                "decade=1990",
                "having=captions",
                "subject=populated-3-1",
                "collection=populated-5",
                "kind=book&page=30",
            ]),
        ),
        (
            "two facets",
            with(&[
                "kind=book&language=ar",
                "kind=audio&decade=1980",
                "language=fr&subject=populated-2-0",
                "language=ar&collection=populated-7",
                "subject=populated-4&decade=2010",
                "kind=video&having=captions",
            ]),
        ),
        ("search, Arabic", search("ar", &["ميثاق", "الكتاب", "حماية من العنف", "دليل الميراث", "شهاد"])),
        ("search, French", search("fr", &["charte", "livres", "mémoire orale", "guide tissage", "témoign"])),
    ]
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
    for items in ROUNDS {
        // A cluster for each round: it ends with it.
        let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
        let portal = start(program, site, cluster.as_ref())?;
        step(&format!("make {items} items"), || {
            let items = items.to_string();
            portal.run(&["dev", "populate", "--items", &items, "--seed", "1", "--search"]).map(drop)
        })
        .map_err(|error| error.context(portal.log()))?;
        rounds.push(step("read the shelves", || read(portal.address, items))?);
        drop(portal);
    }
    print(&rounds, on_postgres, rows);
    let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
    let portal = start(program, site, cluster.as_ref())?;
    bytes::measure(&portal, rows).map_err(|error| error.context(portal.log()))
}

fn start(program: &Path, site: &Path, cluster: Option<&Postgres>) -> Result<Portal> {
    Portal::start_with(program, site, &super::uncached(cluster))
}

fn print(rounds: &[Vec<Row>], on_postgres: bool, rows: &mut Rows) {
    let [few, many] = rounds else { return };
    let [first, last] = ROUNDS;
    println!("\n| page | {first} items, p50 ms | {last} items, p50 ms | × | p95 ms | at most {MOST_MS} |");
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
        let name = format!("library, {}, {last} items: p95 ({})", row.name, database(on_postgres));
        rows.at_most(name, row.slow, "ms", MOST_MS);
    }
    println!("\n({}; {SAMPLES} requests each, one after the other, a guest)\n", database(on_postgres));
}

/// Whether a target was met, as the tables say it.
pub fn verdict(met: bool) -> &'static str {
    if met { "PASS" } else { "over the target" }
}

fn read(address: SocketAddr, items: u64) -> Result<Vec<Row>> {
    let mut connection = Connection::open(address)?;
    let mut rows = Vec::new();
    for (name, paths) in pages(items) {
        let mut times = Vec::with_capacity(SAMPLES);
        for path in paths.iter().cycle().take(SAMPLES) {
            times.push(get(&mut connection, address, path)?);
        }
        times.sort_by(f64::total_cmp);
        let at = |hundredths: usize| times.get(times.len() * hundredths / 100).copied().unwrap_or_default();
        rows.push(Row { name, middle: at(50), slow: at(95) });
    }
    Ok(rows)
}

/// Milliseconds.
fn get(connection: &mut Connection, address: SocketAddr, path: &str) -> Result<f64> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\n\r\n");
    let begun = Instant::now();
    let answer = connection.exchange(request.as_bytes())?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(took)
}
