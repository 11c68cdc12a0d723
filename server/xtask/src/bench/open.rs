//! P6: what readers wait for when the portal is half busy. A closed loop finds what it carries, of the same mix; then half
//! of that is asked for at fixed times, whatever the answers do, and a wait counts from when its request was due: what
//! would have been asked while the portal was silent is asked, and waits too.
//!
//! The mix: guests read two hundred pages, the second of them half as often as the first and so on, as they are kept;
//! one request of twenty is an answer in one of the topics among them, sent by a member through the form that she opened
//! there, and published at once (the dearer case: what is kept of the forum is made anew).

mod writers;

use std::collections::{BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::path::Path;
use std::process;
use std::time::Duration;

use anyhow::{Result, ensure};

use self::writers::{TEXTS_EACH, Writers};
use super::crew::{self, Kind, Seen};
use super::forum::CATEGORIES;
use super::pace::{self, Dice, Zipf};
use super::{cpu, database, load, rows::Rows, story};
use crate::http;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::{note, step};
use crate::visitor::Visitor;

/// What everybody reads.
const TOPICS: u64 = 10_000;
const POSTS: u64 = 100_000;
/// Pages that are asked for.
const PLACES: usize = 200;
/// Connections of the closed loop, and how long it goes on.
const CONNECTIONS: usize = 32;
const CAPACITY_TIME: Duration = Duration::from_secs(8);
/// The open loop.
const OPEN_TIME: Duration = Duration::from_secs(60);
/// How much of what it carries is asked for.
const SHARE: f64 = 0.5;
/// Texts for the closed loop: when they are used up, it ends.
const TEXTS_AT_FIRST: usize = 1_200;

/// Bars, in milliseconds.
const P99: f64 = 10.0;
const P999: f64 = 40.0;

/// Fills a portal, measures, prints. `on_postgres`: over a cluster of our own instead of SQLite, one that loses nothing.
pub fn measure(program: &Path, site: &Path, on_postgres: bool, rows: &mut Rows) -> Result<()> {
    // What is declared last ends first: the portal, then its cluster.
    let (_cluster, portal) = cpu::on_core(cpu::MEASURED, || {
        let cluster = on_postgres.then(|| step("start PostgreSQL", Postgres::start_durable)).transpose()?;
        let portal = Portal::start_with(program, site, &environment(cluster.as_ref()))?;
        Ok((cluster, portal))
    })?;
    let measured = fill(&portal).and_then(|()| run(&portal)).map_err(|error| error.context(portal.log()))?;
    tell(&measured, database(on_postgres), rows);
    Ok(())
}

fn environment(cluster: Option<&Postgres>) -> Vec<(&'static str, String)> {
    // All members join from this one address.
    let mut environment = vec![("JUSOOR__LIMITS__JOIN_BURST", "1000000".to_owned())];
    environment.extend(cluster.map(|cluster| ("JUSOOR__DATABASE__URL", cluster.url.clone())));
    environment
}

fn fill(portal: &Portal) -> Result<()> {
    step(&format!("make {TOPICS} topics and {POSTS} posts"), || {
        let (topics, posts) = (TOPICS.to_string(), POSTS.to_string());
        portal.run(&["dev", "populate", "--topics", &topics, "--posts", &posts, "--seed", "1"])?;
        for slug in CATEGORIES {
            portal.run(&["category", "set", slug, "--review", "none"])?;
        }
        Ok(())
    })
}

/// What was measured.
struct Measured {
    /// Requests a second of the closed loop, pages alone.
    pages: f64,
    /// The same, with texts.
    mixed: f64,
    /// Requests a second that were asked for in the open loop.
    asked: f64,
    seen: Seen,
    /// How much of its core each used meanwhile: whoever asks, the portal.
    generator: f64,
    portal: f64,
}

fn run(portal: &Portal) -> Result<Measured> {
    let address = portal.address;
    let places = step("look for pages", || Places::look(address))?;
    let requests: Vec<String> = places.all.iter().map(|path| load::request(address, path, "")).collect();
    let mut mix = Mix { zipf: Zipf::of(requests.len()), requests, dice: Dice(1), texts: VecDeque::new() };
    let mut writers = Writers { address, topics: places.topics, made: 0, dice: Dice(2) };
    step("send a text, and find it", || writers.try_one())?;
    let pages = step("closed loop, pages alone", || {
        cpu::on_core(cpu::ASKING, || crew::closed(address, |_| mix.page(), CONNECTIONS, CAPACITY_TIME))
    })?;
    mix.texts.extend(writers.write(TEXTS_AT_FIRST)?);
    let mixed = step("closed loop, with texts", || {
        cpu::on_core(cpu::ASKING, || {
            crew::closed(address, |number| mix.request(number), CONNECTIONS, CAPACITY_TIME)
        })
    })?;
    ensure!(!mixed.texts.is_empty(), "the closed loop sent no text");
    let rate = mixed.rate() * SHARE;
    let texts = usize::try_from(pace::texts(pace::requests(rate, OPEN_TIME)))?;
    mix.texts.extend(writers.write(texts.saturating_sub(mix.texts.len()))?);
    let used = || anyhow::Ok((cpu::used(process::id())?, cpu::used(portal.id())?));
    let before = used()?;
    let seen = step(&format!("open loop, {rate:.0} requests/s for {} s", OPEN_TIME.as_secs()), || {
        cpu::on_core(cpu::ASKING, || crew::open(address, |number| mix.request(number), rate, OPEN_TIME))
    })?;
    let after = used()?;
    let share = |before: Duration, after: Duration| {
        after.saturating_sub(before).as_secs_f64() / seen.time.as_secs_f64()
    };
    let (generator, portal) = (share(before.0, after.0), share(before.1, after.1));
    Ok(Measured { pages: pages.rate(), mixed: mixed.rate(), asked: rate, generator, portal, seen })
}

fn tell(measured: &Measured, database: &str, rows: &mut Rows) {
    let Measured { pages, mixed, asked, seen, generator, portal } = measured;
    let ms = |waits: &[Duration], thousandths| pace::percentile(waits, thousandths).as_secs_f64() * 1000.0;
    let mut all = seen.pages.clone();
    all.extend(&seen.texts);
    all.sort_unstable();
    println!("\n| half of {mixed:.0} requests/s | answers | p50 ms | p99 ms | p99.9 ms |");
    println!("|---|---:|---:|---:|---:|");
    for (name, waits) in [("pages", &seen.pages), ("texts", &seen.texts), ("all", &all)] {
        let (middle, slow, slowest) = (ms(waits, 500), ms(waits, 990), ms(waits, 999));
        println!("| {name} | {} | {middle:.2} | {slow:.2} | {slowest:.2} |", waits.len());
    }
    let how = format!(
        "waits from when a request was due; portal on one core ({:.0} % of it used), generator on the other ({:.0} %)",
        portal * 100.0,
        generator * 100.0
    );
    println!("\n({database}; {how}; {} errors; {PLACES} pages)\n", seen.errors);
    let name = |what: &str| format!("P6 {what} ({database})");
    rows.told(name("closed loop, pages alone"), *pages, "requests/s");
    rows.told(name("closed loop, one of twenty a text"), *mixed, "requests/s");
    rows.told(name("open loop: asked"), *asked, "requests/s");
    rows.told(name("open loop: answered"), seen.rate(), "requests/s");
    rows.told(name("open loop: texts"), seen.texts.len() as f64 / seen.time.as_secs_f64(), "texts/s");
    rows.told(name("open loop, pages: p50"), ms(&seen.pages, 500), "ms");
    rows.at_most(name("open loop, pages: p99"), ms(&seen.pages, 990), "ms", P99);
    rows.remark(how.as_str());
    rows.at_most(name("open loop, pages: p99.9"), ms(&seen.pages, 999), "ms", P999);
    rows.remark(how.as_str());
    for (kind, waits) in [("texts", &seen.texts), ("all", &all)] {
        for (share, thousandths) in [("p50", 500), ("p99", 990), ("p99.9", 999)] {
            rows.told(name(&format!("open loop, {kind}: {share}")), ms(waits, thousandths), "ms");
        }
    }
    rows.at_most(name("open loop: errors"), seen.errors as f64, "requests", 0.0);
    if let Some(error) = &seen.error {
        note(&format!("{} errors, the first one: {error}", seen.errors));
        rows.remark(error.as_str());
    }
    rows.told(name("open loop: texts that were held"), seen.held as f64, "texts");
    rows.told(name("open loop: sent late, at worst"), seen.late.as_secs_f64() * 1000.0, "ms");
    rows.told(name("open loop: connections, at most"), seen.connections as f64, "connections");
    rows.told(name("open loop: generator, of its core"), generator * 100.0, "%");
    rows.told(name("open loop: portal, of its core"), portal * 100.0, "%");
}

/// What is asked for.
struct Mix {
    requests: Vec<String>,
    zipf: Zipf,
    dice: Dice,
    /// What members will send.
    texts: VecDeque<String>,
}

impl Mix {
    fn page(&mut self) -> Option<(Kind, String)> {
        let place = self.zipf.place(self.dice.share());
        self.requests.get(place).map(|request| (Kind::Page, request.clone()))
    }

    /// A page, or a text when it is the turn of one; nothing when there are none left.
    fn request(&mut self, number: u64) -> Option<(Kind, String)> {
        if pace::is_text(number) {
            return self.texts.pop_front().map(|text| (Kind::Text, text));
        }
        self.page()
    }
}

/// What guests read.
struct Places {
    /// All of it, what is read most first.
    all: Vec<String>,
    /// The topics among it.
    topics: Vec<String>,
}

impl Places {
    fn look(address: SocketAddr) -> Result<Self> {
        let mut guest = Visitor::new(address);
        let (mut articles, mut topics) = (Vec::new(), Vec::new());
        let mut lists = vec!["/ar/forum".to_owned()];
        let sections = linked(&mut guest, "/ar", "/ar/sections/")?;
        for section in &sections {
            articles.extend(linked(&mut guest, section, "/ar/a/")?);
        }
        for slug in CATEGORIES {
            let category = format!("/ar/forum/c/{slug}");
            let mut page = category.clone();
            for _ in 0..3 {
                topics.extend(linked(&mut guest, &page, "/ar/forum/t/")?);
                let links = story::links(&mut guest, &page, &category)?;
                match links.into_iter().find(|link| link.contains("after=")) {
                    Some(older) => page = older.replace("&amp;", "&"),
                    None => break,
                }
            }
            lists.push(category);
        }
        lists.extend(sections);
        for kind in [&mut articles, &mut topics] {
            let mut seen = BTreeSet::new();
            kind.retain(|path: &String| seen.insert(path.clone()));
        }
        let mut all: Vec<String> = ["/ar", "/fr", "/en"].map(str::to_owned).to_vec();
        all.extend(pace::in_turn(&[articles, topics, lists], PLACES - all.len()));
        ensure!(all.len() == PLACES, "there are only {} pages", all.len());
        for path in &all {
            let status = http::get(address, path)?.status;
            ensure!(status == 200, "{path} answered {status}");
        }
        let topics: Vec<String> = all.iter().filter(|path| path.contains("/forum/t/")).cloned().collect();
        ensure!(topics.len() >= TEXTS_EACH, "only {} topics are among the pages", topics.len());
        Ok(Self { all, topics })
    }
}

/// Where the links of a page lead that begin so, without what stands behind the address.
fn linked(guest: &mut Visitor, page: &str, prefix: &str) -> Result<Vec<String>> {
    let cut = |link: String| link.split(['?', '#']).next().unwrap_or_default().to_owned();
    Ok(story::links(guest, page, prefix)?.into_iter().map(cut).collect())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Mix};
    use crate::bench::pace::{Dice, Zipf};
    use std::collections::{BTreeSet, VecDeque};

    #[test]
    fn every_twentieth_request_is_a_text_until_there_are_none() {
        let requests: Vec<String> = ["home", "topic"].map(str::to_owned).to_vec();
        let texts = VecDeque::from(["first".to_owned(), "second".to_owned()]);
        let mut mix = Mix { zipf: Zipf::of(requests.len()), requests, dice: Dice(1), texts };
        let asked: Vec<(Kind, String)> = (0..).map_while(|number| mix.request(number)).collect();
        // The sixtieth would have been the third one.
        assert_eq!(asked.len(), 59);
        let found: Vec<(usize, &str)> = asked
            .iter()
            .enumerate()
            .filter(|(_, (kind, _))| *kind == Kind::Text)
            .map(|(at, (_, text))| (at, text.as_str()))
            .collect();
        assert_eq!(found, [(19, "first"), (39, "second")]);
        let seen: BTreeSet<&str> = asked.iter().map(|(_, request)| request.as_str()).collect();
        assert_eq!(seen.len(), 4, "both pages and both texts");
        assert!(mix.page().is_some(), "pages go on");
    }
}
