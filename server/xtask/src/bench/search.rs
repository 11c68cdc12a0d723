//! What the search takes with 100 000 posts and 5 000 articles in it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use super::library::verdict;
use super::{database, rows::Rows};
use crate::http::Connection;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::step;
use crate::visitor::encode;

const TOPICS: u64 = 10_000;
const POSTS: u64 = 100_000;
const ARTICLES: u64 = 5_000;
/// Asked for each kind of query.
const SAMPLES: usize = 600;
/// An answer may take this long, 99 times of 100.
const MOST_MS: f64 = 30.0;

/// Kinds of queries. Made-up texts repeat few sentences: most words stand in thousands of them.
fn queries() -> Vec<(&'static str, Vec<String>)> {
    let plain = |l: &str, words: &[&str]| {
        words.iter().map(|words| format!("/{l}/search?q={}", encode(words))).collect::<Vec<_>>()
    };
    let narrowed = |pairs: &str| {
        ["contrat", "papiers", "guide"]
            .iter()
            .map(|word| format!("/fr/search?q={word}&{pairs}"))
            .collect::<Vec<_>>()
    };
    vec![
        ("one word, Arabic", plain("ar", &["العقد", "البلدية", "ورقة", "دليل", "المستشفى"])),
        ("one word, French", plain("fr", &["contrat", "mairie", "papier", "guide", "hôpital"])),
        ("one word, English", plain("en", &["contract", "hospital", "paper", "leave"])),
        ("two words", plain("fr", &["carte soins", "jours congé", "copies papier", "livre loi"])),
        ("two words, Arabic", plain("ar", &["أيام العطلة", "بطاقة العلاج", "حماية من العنف"])),
        (
            "a question",
            plain("fr", &["comment compter les jours de congé", "où demander une carte de soins"]),
        ),
        ("in quotes", plain("en", &["\"days of leave\"", "\"care card\"", "\"town hall\""])),
        ("letters and digits", plain("ar", &["7o9ou9", "3onf", "khedma", "baladiya"])),
        ("begun", plain("fr", &["contra", "questio", "demand"])),
        ("nothing", plain("fr", &["xyzxyz", "portextion", "qqqq wwww"])),
        ("one type", narrowed("type=article")),
        ("one language", narrowed("lang=ar")),
    ]
}

/// Fills a portal, measures, prints. `on_postgres`: over a cluster of its own instead of SQLite.
pub fn measure(program: &Path, site: &Path, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start)).transpose()?;
    let environment: Vec<(&str, String)> =
        cluster.iter().map(|cluster| ("JUSOOR__DATABASE__URL", cluster.url.clone())).collect();
    let portal = Portal::start_with(program, site, &environment)?;
    step(&format!("make {POSTS} posts and {ARTICLES} articles, and index them"), || {
        let (topics, posts, articles) = (TOPICS.to_string(), POSTS.to_string(), ARTICLES.to_string());
        portal
            .run(&[
                "dev",
                "populate",
                "--articles",
                &articles,
                "--topics",
                &topics,
                "--posts",
                &posts,
                "--seed",
                "1",
                "--search",
            ])
            .map(drop)
    })
    .map_err(|error| error.context(portal.log()))?;
    let mut all = step("search", || search(portal.address)).map_err(|error| error.context(portal.log()))?;
    all.push(("all of them", all.iter().flat_map(|(_, times)| times.iter().copied()).collect()));
    println!("\n| query | p50 ms | p99 ms | at most {MOST_MS} |");
    println!("|---|---:|---:|---|");
    for (name, times) in &mut all {
        times.sort_by(f64::total_cmp);
        let at = |hundredths: usize| times.get(times.len() * hundredths / 100).copied().unwrap_or_default();
        println!("| {name} | {:.2} | {:.2} | {} |", at(50), at(99), verdict(at(99) <= MOST_MS));
        let name = format!("P9 search, {name}: p99 ({})", database(on_postgres));
        rows.at_most(name, at(99), "ms", MOST_MS);
    }
    println!(
        "\n({}; {SAMPLES} requests each, one after the other, a guest, the whole page)\n",
        database(on_postgres)
    );
    Ok(())
}

/// Milliseconds of the answers to each kind of query.
fn search(address: SocketAddr) -> Result<Vec<(&'static str, Vec<f64>)>> {
    let mut connection = Connection::open(address)?;
    let mut all = Vec::new();
    for (name, paths) in queries() {
        // The first answers find nothing in memory, here and in the database.
        for path in &paths {
            get(&mut connection, address, path)?;
        }
        let mut times = Vec::with_capacity(SAMPLES);
        for path in paths.iter().cycle().take(SAMPLES) {
            times.push(get(&mut connection, address, path)?);
        }
        all.push((name, times));
    }
    Ok(all)
}

fn get(connection: &mut Connection, address: SocketAddr, path: &str) -> Result<f64> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\n\r\n");
    let begun = Instant::now();
    let answer = connection.exchange(request.as_bytes())?;
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(took)
}
