//! What the forum's pages take when there is much in it: medians with 10 000, 100 000 and 200 000 posts. They
//! may differ by 15 % at most.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{bytes::memory, database, rows::Rows};
use crate::html;
use crate::http::Connection;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::step;

/// Topics and posts of each round; the first is what the others are held against.
const ROUNDS: [(u64, u64); 3] = [(1_000, 10_000), (10_000, 100_000), (10_000, 200_000)];
/// Asked for each kind of page.
const SAMPLES: usize = 1_500;
/// Different topics with a full first page.
const TOPICS: usize = 24;
/// Most by which a median may rise.
const MOST: f64 = 1.15;

/// Posts with which the start is measured, and what it may take.
const STARTED_WITH: u64 = 100_000;
const START_MS: f64 = 300.0;
const RESTING_MB: f64 = 60.0;

/// Every category.
pub const CATEGORIES: [&str; 8] = [
    "poverty",
    "civil-society",
    "unions",
    "economic-situation",
    "protection-of-women",
    "womens-job",
    "womens-participation",
    "statistical-data",
];

struct Round {
    posts: u64,
    topic: f64,
    category: f64,
}

/// Fills portals, measures, prints. `on_postgres`: over clusters of our own instead of SQLite.
pub fn measure(program: &Path, site: &Path, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    let mut rounds = Vec::new();
    for (topics, posts) in ROUNDS {
        // A cluster for each round: it ends with it.
        let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
        let mut portal = Portal::start_with(program, site, &super::uncached(cluster.as_ref()))?;
        step(&format!("make {topics} topics and {posts} posts"), || {
            let (topics, posts) = (topics.to_string(), posts.to_string());
            portal.run(&["dev", "populate", "--topics", &topics, "--posts", &posts, "--seed", "1"]).map(drop)
        })
        .map_err(|error| error.context(portal.log()))?;
        rounds.push(step("read topics and categories", || read(portal.address, posts))?);
        if posts == STARTED_WITH {
            started(&mut portal, on_postgres, rows)?;
        }
        drop(portal);
    }
    let Some(first) = rounds.first() else { return Ok(()) };
    println!("\n| posts | topic page, median ms | × | category page, median ms | × |");
    println!("|---:|---:|---:|---:|---:|");
    for round in &rounds {
        let (topic, category) = (round.topic / first.topic, round.category / first.category);
        println!(
            "| {} | {:.3} | {topic:.2} | {:.3} | {category:.2} |",
            round.posts, round.topic, round.category
        );
        if round.posts != first.posts {
            let name = |page: &str| format!("P8 {page}, {} posts ({})", round.posts, database(on_postgres));
            rows.at_most(name("topic"), topic, "× 10 000 posts", MOST);
            rows.at_most(name("category"), category, "× 10 000 posts", MOST);
        }
    }
    println!(
        "\n({}; {SAMPLES} requests each, one after the other, a guest, {TOPICS} topics with 20 posts on the page)",
        database(on_postgres)
    );
    Ok(())
}

/// P11: from the start to the first answer, and what a portal takes at which nobody looks.
fn started(portal: &mut Portal, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    let took = step("start it again", || portal.start_anew())?.as_secs_f64() * 1000.0;
    thread::sleep(Duration::from_secs(3));
    let resting = memory(portal.id(), "VmRSS")? as f64 / (1024.0 * 1024.0);
    println!("\nstart: {took:.0} ms, at most {START_MS}; at rest: {resting:.1} MB, at most {RESTING_MB}");
    let name = |what: &str| format!("P11 {what}, {STARTED_WITH} posts ({})", database(on_postgres));
    rows.at_most(name("start to first 200"), took, "ms", START_MS);
    rows.at_most(name("memory at rest"), resting, "MB", RESTING_MB);
    Ok(())
}

fn read(address: SocketAddr, posts: u64) -> Result<Round> {
    let mut connection = Connection::open(address)?;
    let (mut topics, mut lists) = (Vec::new(), Vec::new());
    for slug in CATEGORIES {
        let mut path = format!("/ar/forum/c/{slug}");
        for _ in 0..4 {
            let page = get(&mut connection, address, &path)?.1;
            lists.push(path.clone());
            let links: BTreeSet<String> = html::attributes(&page, "a", "href").into_iter().collect();
            for link in links.iter().filter(|link| link.starts_with("/ar/forum/t/")) {
                let full = topics.len() < TOPICS
                    && get(&mut connection, address, link)?.1.matches("class=\"post\"").count() == 20;
                if full {
                    topics.push(link.clone());
                }
            }
            match links.into_iter().find(|link| link.contains("after=")) {
                Some(older) => path = older.replace("&amp;", "&"),
                None => break,
            }
        }
    }
    ensure!(topics.len() == TOPICS, "only {} topics have a full page", topics.len());
    Ok(Round {
        posts,
        topic: median(&mut connection, address, &topics)?,
        category: median(&mut connection, address, &lists)?,
    })
}

/// Milliseconds and the page.
fn get(connection: &mut Connection, address: SocketAddr, path: &str) -> Result<(f64, String)> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\n\r\n");
    let begun = Instant::now();
    let answer = connection.exchange(request.as_bytes())?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok((took, answer.text()))
}

fn median(connection: &mut Connection, address: SocketAddr, paths: &[String]) -> Result<f64> {
    for path in paths {
        get(connection, address, path)?;
    }
    let mut times = Vec::with_capacity(SAMPLES);
    for path in paths.iter().cycle().take(SAMPLES) {
        times.push(get(connection, address, path)?.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}
