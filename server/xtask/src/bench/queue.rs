//! What the page of the team's queue takes with 5 000 texts that wait among 100 000 posts, held against one screen of
//! waiting texts: the page is the same then, and what it takes more is the database's.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::library::verdict;
use super::{database, rows::Rows};
use crate::html;
use crate::http::Connection;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::step;
use crate::visitor::Visitor;

/// What everybody reads, in each round.
const POSTS: u64 = 100_000;
const TOPICS: u64 = 10_000;
/// What waits in each round; the first is what the other is held against.
const ROUNDS: [u64; 2] = [40, 5_000];
/// Asked for each kind of page.
const SAMPLES: usize = 300;
/// The whole page may take this long, 95 times of 100: what the database takes of it is less.
const MOST_MS: f64 = 50.0;

/// What a kind of page took, in milliseconds.
struct Row {
    name: &'static str,
    middle: f64,
    slow: f64,
}

/// Fills portals, measures, prints. `on_postgres`: over clusters of our own instead of SQLite.
pub fn measure(program: &Path, site: &Path, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    let mut rounds = Vec::new();
    for waiting in ROUNDS {
        // A cluster for each round: it ends with it.
        let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
        let environment: Vec<(&str, String)> =
            cluster.iter().map(|cluster| ("JUSOOR__DATABASE__URL", cluster.url.clone())).collect();
        let portal = Portal::start_with(program, site, &environment)?;
        step(&format!("make {POSTS} posts, and {waiting} that wait"), || {
            let (topics, posts) = (TOPICS.to_string(), (POSTS + waiting).to_string());
            let waiting = waiting.to_string();
            portal
                .run(&[
                    "dev",
                    "populate",
                    "--topics",
                    &topics,
                    "--posts",
                    &posts,
                    "--waiting",
                    &waiting,
                    "--seed",
                    "1",
                ])
                .map(drop)
        })
        .map_err(|error| error.context(portal.log()))?;
        let found = step("read the queue", || read(&portal));
        rounds.push(found.map_err(|error| error.context(portal.log()))?);
    }
    let [few, many] = rounds.as_slice() else { return Ok(()) };
    let [least, most] = ROUNDS;
    println!(
        "\n| page | {least} waiting, p50 ms | {most} waiting, p50 ms | × | p95 ms | at most {MOST_MS} |"
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
        let name = format!("{}, {most} waiting: p95 ({})", row.name, database(on_postgres));
        rows.at_most(name, row.slow, "ms", MOST_MS);
    }
    println!(
        "\n({}; {POSTS} posts; {SAMPLES} requests each, one after the other, a moderator, the whole page)\n",
        database(on_postgres)
    );
    Ok(())
}

fn read(portal: &Portal) -> Result<Vec<Row>> {
    let mut moderator = Visitor::new(portal.address);
    moderator.sign_in(&portal.staff("Sanad of the bench", "moderator")?)?;
    let first = moderator.must_open("/ar/desk/queue")?.html();
    ensure!(first.contains("queue-item"), "nothing waits");
    let further = html::attributes(&first, "a", "href")
        .into_iter()
        .find(|href| href.contains("/desk/queue?") && href.contains("after="))
        .context("the queue has one page")?
        .replace("&amp;", "&");
    let kinds = [
        ("queue", vec!["/ar/desk/queue".to_owned(), "/fr/desk/queue".to_owned()]),
        ("queue, further", vec![further]),
        ("queue, one language", vec!["/ar/desk/queue?language=ar".to_owned()]),
        ("queue, answers", vec!["/ar/desk/queue?kind=reply".to_owned()]),
    ];
    let cookie = moderator.cookie_header();
    let mut connection = Connection::open(portal.address)?;
    let mut rows = Vec::new();
    for (name, paths) in kinds {
        // The first answers find nothing in memory, here and in the database.
        for path in &paths {
            get(&mut connection, portal.address, path, &cookie)?;
        }
        let mut times = Vec::with_capacity(SAMPLES);
        for path in paths.iter().cycle().take(SAMPLES) {
            times.push(get(&mut connection, portal.address, path, &cookie)?);
        }
        times.sort_by(f64::total_cmp);
        let at = |hundredths: usize| times.get(times.len() * hundredths / 100).copied().unwrap_or_default();
        rows.push(Row { name, middle: at(50), slow: at(95) });
    }
    Ok(rows)
}

/// Milliseconds.
fn get(connection: &mut Connection, address: SocketAddr, path: &str, cookie: &str) -> Result<f64> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nAccept-Encoding: identity\r\n\r\n"
    );
    let begun = Instant::now();
    let answer = connection.exchange(request.as_bytes())?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(took)
}
