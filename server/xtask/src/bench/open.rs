//! P6: what readers wait for when the portal is half busy. A closed loop finds what it carries, of the same mix; then half
//! of that is asked for at fixed times, whatever the answers do, and a wait counts from when its request was due: what
//! would have been asked while the portal was silent is asked, and waits too.
//!
//! The mix: guests read two hundred pages, the second of them half as often as the first and so on, as they are kept;
//! one request of twenty is an answer in one of the topics among them, sent by a member through the form that she opened
//! there, and published at once (the dearer case: what is kept of the forum is made anew).

use std::collections::{BTreeSet, VecDeque};
use std::net::SocketAddr;
use std::path::Path;
use std::process;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::crew::{self, Kind, Seen};
use super::forum::CATEGORIES;
use super::pace::{self, Dice, Zipf};
use super::{cpu, database, load, rows::Rows, story};
use crate::http;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::{note, step};
use crate::visitor::{Visitor, filled};

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
/// An account may send so many at once, and then one a minute.
const TEXTS_EACH: usize = 6;
/// Texts for the closed loop: when they are used up, it ends.
const TEXTS_AT_FIRST: usize = 1_200;
/// For so many there would have to be more accounts than can be opened in a measurement.
const TEXTS_MOST: usize = 30_000;
/// What is sent sooner than three seconds after its form was opened is read first.
const WRITING: Duration = Duration::from_secs(4);

/// Bars, in milliseconds.
const P99: f64 = 10.0;
const P999: f64 = 40.0;

const SENTENCES: [&str; 12] = [
    "الحافلة تقف أمام **الدار**، والمكتب يفتح صباحا.",
    "من هناك تمشين خمس دقائق.",
    "عودي بعد أسبوع ومعك نسختان من كل ورقة.",
    "شكرا على الجواب، ساعدني كثيرا.",
    "اطلبي الجواب كتابة، فالورقة تبقى.",
    "السؤال لا يكلف شيئا، لا تترددي.",
    "في الصباح ينتظر الناس أقل.",
    "خذي معك ماء وشيئا تقرئينه.",
    "قد تحصلين على الموعد في اليوم نفسه.",
    "من لم تجد الباب تسأل عند المدخل.",
    "كتبت لنا أخرى أن الأمر كان سهلا.",
    "بعد الظهر لا يبقى أحد هناك.",
];
/// Sentences of one text.
const SENTENCES_EACH: usize = 5;

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

/// Members who answer.
struct Writers {
    address: SocketAddr,
    topics: Vec<String>,
    /// Texts so far.
    made: usize,
    dice: Dice,
}

impl Writers {
    /// As many members as so many texts need join, open the forms and fill them; the requests by which they will send,
    /// everybody's first one first.
    fn write(&mut self, texts: usize) -> Result<Vec<String>> {
        ensure!(texts <= TEXTS_MOST, "{texts} texts are more than can be made ready");
        let members = texts.div_ceil(TEXTS_EACH);
        let hers = step(&format!("{members} members join and write {texts} answers"), || {
            (0..members).map(|_| self.of_one()).collect::<Result<Vec<_>>>()
        })?;
        thread::sleep(WRITING);
        Ok(pace::in_turn(&hers, texts))
    }

    fn of_one(&mut self) -> Result<Vec<String>> {
        let mut member = Visitor::new(self.address);
        story::join(&mut member)?;
        let mut forms = Vec::new();
        for _ in 0..TEXTS_EACH {
            let page = member.must_open(self.next_topic()?)?;
            let form = page.form(&["body"])?;
            let body = filled(&form, &[("body", &self.text())]);
            forms.push((form.action.unwrap_or(page.path), body));
        }
        // As they are when all is open.
        let cookie = member.cookie_header();
        Ok(forms.iter().map(|(action, body)| post(self.address, action, &cookie, body)).collect())
    }

    /// One text sent as a browser does it, which guests must find in its topic: else all that is measured waits for the
    /// team, and nobody's page changes.
    fn try_one(&mut self) -> Result<()> {
        let mut member = Visitor::new(self.address);
        story::join(&mut member)?;
        let page = member.must_open(self.next_topic()?)?;
        let form = page.form(&["body"])?;
        let marked = mark(self.made);
        let text = self.text();
        thread::sleep(WRITING);
        let next = member.submit(&page, &form, &[("body", &text)])?;
        ensure!(
            next.response.status == 200 && next.path.contains("/forum/t/"),
            "an answer ended at {} with {}",
            next.path,
            next.response.status
        );
        let read = Visitor::new(self.address).must_open(&next.path)?.html();
        ensure!(read.contains(&marked), "{} does not show the answer to guests", next.path);
        Ok(())
    }

    fn next_topic(&self) -> Result<&str> {
        let at = self.made % self.topics.len().max(1);
        self.topics.get(at).map(String::as_str).context("there are no topics")
    }

    fn text(&mut self) -> String {
        let mut text = format!("الجواب {}.", mark(self.made));
        self.made += 1;
        for _ in 0..SENTENCES_EACH {
            let at = (self.dice.share() * SENTENCES.len() as f64) as usize;
            text.push(' ');
            text.push_str(SENTENCES.get(at).copied().unwrap_or_default());
        }
        text
    }
}

/// A word that no other text has: the same said twice is taken for advertising, and digits may be a telephone's.
fn mark(number: usize) -> String {
    const SOUNDS: [&str; 10] = ["ba", "de", "fo", "ku", "pa", "se", "to", "gu", "ze", "mi"];
    format!("{number:05}")
        .bytes()
        .filter_map(|digit| SOUNDS.get(usize::from(digit - b'0')).copied())
        .collect()
}

fn post(address: SocketAddr, path: &str, cookie: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nOrigin: http://{address}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::{Kind, Mix, Writers, mark, post};
    use crate::bench::pace::{Dice, Zipf};
    use std::collections::{BTreeSet, VecDeque};
    use std::net::SocketAddr;

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

    #[test]
    fn no_two_texts_are_the_same_and_none_holds_a_digit() {
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let topics = ["/ar/forum/t/a", "/ar/forum/t/b"].map(str::to_owned).to_vec();
        let mut writers = Writers { address, topics, made: 0, dice: Dice(2) };
        assert!(writers.next_topic().is_ok_and(|topic| topic == "/ar/forum/t/a"));
        let texts: BTreeSet<String> = (0..3_000).map(|_| writers.text()).collect();
        assert_eq!((texts.len(), writers.made), (3_000, 3_000));
        assert!(!texts.iter().any(|text| text.contains(|c: char| c.is_numeric())));
        assert_eq!(mark(12), "bababadefo");
        let marks: BTreeSet<String> = (0..30_000).map(mark).collect();
        assert_eq!(marks.len(), 30_000);
    }

    #[test]
    fn a_form_is_sent_whole() {
        let address = SocketAddr::from(([127, 0, 0, 1], 80));
        let sent = post(address, "/ar/forum/t/a", "s=1", "body=%D9%83");
        let (head, body) = sent.split_once("\r\n\r\n").unwrap_or_default();
        assert!(
            head.starts_with("POST /ar/forum/t/a HTTP/1.1\r\nHost: 127.0.0.1:80\r\nCookie: s=1\r\n"),
            "{head}"
        );
        assert!(head.ends_with("\r\nContent-Length: 11"), "{head}");
        assert_eq!(body, "body=%D9%83");
    }
}
