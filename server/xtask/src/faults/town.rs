//! Who lives in a portal that is going to be broken: members who write drafts as fast as they can, moderators who answer
//! (each as often as an account may), a librarian who brings files; and a topic in which they do.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::client::{Client, is_taken};
use super::journal::{Compared, Journal, draft_mark};
use crate::html;
use crate::portal::Portal;
use crate::proc::TempDir;
use crate::visitor::Visitor;

const PASSPHRASE: &str = "lanterns along the old bridge";
/// Texts on a page of a topic.
const ON_A_PAGE: usize = 20;

/// Everybody, signed in.
pub struct Town {
    /// The topic.
    pub topic: String,
    /// Cookies of members, who write drafts.
    pub writers: Vec<String>,
    /// Cookies of moderators, who answer.
    pub team: Vec<String>,
    /// The cookie of a librarian.
    pub librarian: String,
    /// What was written.
    pub journal: Journal,
    next: AtomicUsize,
    uploads: std::sync::Mutex<Vec<(String, usize)>>,
    _folder: TempDir,
}

/// What came of some time under load.
#[derive(Debug, Clone, Copy, Default)]
pub struct Load {
    /// Writes that were acknowledged.
    pub taken: usize,
    /// Refusals that say to come back (503 with Retry-After, 507).
    pub told: usize,
    /// What an account may not send so often, or not so.
    pub limited: usize,
    /// Answers that should not be: 500 and whatever else.
    pub wrong: usize,
    /// Requests without an answer.
    pub broken: usize,
}

impl Load {
    fn add(&mut self, other: Self) {
        self.taken += other.taken;
        self.told += other.told;
        self.limited += other.limited;
        self.wrong += other.wrong;
        self.broken += other.broken;
    }
}

impl Town {
    /// Settles in a portal, through `address` (a proxy, perhaps).
    pub fn settle(portal: &Portal, address: SocketAddr, writers: usize, team: usize) -> Result<Self> {
        let mut moderators = Vec::new();
        for number in 0..team.max(1) {
            let account = portal.staff(&format!("Warda of the hill {}", name(number)), "moderator")?;
            let mut visitor = Visitor::new(address);
            visitor.sign_in(&account)?;
            moderators.push(visitor);
        }
        let librarian = portal.staff("Warda of the shelves", "librarian")?;
        let mut shelves = Visitor::new(address);
        shelves.sign_in(&librarian)?;
        let first = moderators.first_mut().context("a moderator")?;
        let topic = open_topic(first)?;
        let members = (0..writers).map(|_| joined(address)).collect::<Result<Vec<_>>>()?;
        let folder = TempDir::new("journal")?;
        Ok(Self {
            topic,
            writers: members,
            team: moderators.iter().map(Visitor::cookie_header).collect(),
            librarian: shelves.cookie_header(),
            journal: Journal::new(&folder.path().join("journal"))?,
            next: AtomicUsize::new(0),
            uploads: std::sync::Mutex::default(),
            _folder: folder,
        })
    }

    /// Everybody writes until `stop`.
    pub fn write_until(&self, address: SocketAddr, stop: &AtomicBool) -> Load {
        thread::scope(|scope| {
            let mut working = Vec::new();
            for (writer, cookie) in self.writers.iter().enumerate() {
                working.push(scope.spawn(move || self.write_drafts(address, writer, cookie, stop)));
            }
            working.push(scope.spawn(move || self.answer_until(address, stop)));
            working.push(scope.spawn(move || self.bring_until(address, stop)));
            let mut all = Load::default();
            for work in working {
                all.add(work.join().unwrap_or(Load { wrong: 1, ..Load::default() }));
            }
            all
        })
    }

    fn write_drafts(&self, address: SocketAddr, writer: usize, cookie: &str, stop: &AtomicBool) -> Load {
        let mut client = Client::new(address, cookie);
        let mut load = Load::default();
        while !stop.load(Ordering::SeqCst) {
            let number = self.journal.next_draft(writer);
            let body = format!("{} كلمة", draft_mark(writer, number));
            let answer = save_draft(&mut client, &self.topic, &body);
            count(&mut load, &answer);
            if answer.is_ok_and(|answer| is_taken(&answer)) {
                // A journal that cannot be written makes the run worthless.
                if self.journal.draft_acknowledged(writer, number).is_err() {
                    load.wrong += 1;
                }
            } else if load.broken > 0 {
                thread::sleep(Duration::from_millis(5));
            }
        }
        load
    }

    fn answer_until(&self, address: SocketAddr, stop: &AtomicBool) -> Load {
        let mut load = Load::default();
        while !stop.load(Ordering::SeqCst) {
            // An account may send so much at once, and then one text a minute.
            let pause = if self.answer(address, &mut load).is_ok() { 50 } else { 400 };
            thread::sleep(Duration::from_millis(pause));
        }
        load
    }

    /// One answer by the next of the team.
    fn answer(&self, address: SocketAddr, load: &mut Load) -> std::result::Result<(), ()> {
        let n = self.next.fetch_add(1, Ordering::SeqCst);
        let cookie = self.team.get(n % self.team.len().max(1)).ok_or(())?;
        let mark = format!("answer-{n}");
        let key = format!("faults-key-{n:08}");
        self.journal.sends(&mark);
        let body = format!("{mark}. هذا جواب للتجربة وحدها.");
        let form = [("body", body.as_str()), ("form_key", key.as_str()), ("action", "send")];
        let mut client = Client::new(address, cookie);
        let answer = client.post(&self.topic, &form);
        count(load, &answer);
        match answer {
            Ok(answer) if is_taken(&answer) => self.journal.acknowledged(&mark).map_err(drop),
            _ => Err(()),
        }
    }

    /// Sends every form again whose answer never came, with its key: what her browser does when she presses once more.
    pub fn send_again(&self, address: SocketAddr, from: usize) -> Result<()> {
        for n in from..self.next.load(Ordering::SeqCst) {
            let Some(cookie) = self.team.get(n % self.team.len().max(1)) else { continue };
            let (mark, key) = (format!("answer-{n}"), format!("faults-key-{n:08}"));
            let body = format!("{mark}. هذا جواب للتجربة وحدها.");
            let form = [("body", body.as_str()), ("form_key", key.as_str()), ("action", "send")];
            let answer = Client::new(address, cookie).post(&self.topic, &form)?;
            if is_taken(&answer) {
                self.journal.acknowledged(&mark)?;
            }
        }
        Ok(())
    }

    /// How many answers were sent so far.
    pub fn sent(&self) -> usize {
        self.next.load(Ordering::SeqCst)
    }

    fn bring_until(&self, address: SocketAddr, stop: &AtomicBool) -> Load {
        let mut load = Load::default();
        let mut client = Client::new(address, &self.librarian);
        while !stop.load(Ordering::SeqCst) {
            let n = self.sent();
            let file = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{n} {:?}\n", Instant::now());
            let size = file.len().to_string();
            let tus = ("Tus-Resumable", "1.0.0");
            let begun = client.send("POST", "/uploads", &[tus, ("Upload-Length", &size)], b"");
            count(&mut load, &begun);
            let place = begun.ok().filter(is_taken);
            let place = place.and_then(|answer| answer.header("location").map(str::to_owned));
            if let Some(place) = place {
                let kind = ("Content-Type", "application/offset+octet-stream");
                let sent =
                    client.send("PATCH", &place, &[tus, ("Upload-Offset", "0"), kind], file.as_bytes());
                count(&mut load, &sent);
                if sent.is_ok_and(|answer| is_taken(&answer)) {
                    let mut all = self.uploads.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    all.push((place, file.len()));
                }
            }
            thread::sleep(Duration::from_millis(200));
        }
        load
    }

    /// What everybody reads now: the texts of all answers, and each writer's page with her draft.
    pub fn read(&self, address: SocketAddr) -> Result<(String, Vec<String>)> {
        let mut answers = String::new();
        let mut reader = Visitor::new(address);
        for page in 1..1_000 {
            let path = format!("{}?page={page}", self.topic);
            let read = reader.open(&path)?;
            let html = read.html();
            if read.response.status != 200 || html.matches("class=\"post\"").count() == 0 {
                break;
            }
            // The texts alone: a title or a description may repeat one.
            posts(&html).for_each(|text| answers.push_str(text));
            if html.matches("class=\"post\"").count() < ON_A_PAGE {
                break;
            }
        }
        let mut drafts = Vec::new();
        for cookie in &self.writers {
            let page = Client::new(address, cookie).get(&self.topic)?;
            ensure!(page.status == 200, "a writer's page of the topic answered {}", page.status);
            drafts.push(page.text());
        }
        Ok((answers, drafts))
    }

    /// Compares the journal with what everybody reads now.
    pub fn compare(&self, address: SocketAddr) -> Result<Compared> {
        let (answers, drafts) = self.read(address)?;
        let mut found = self.journal.compare(&answers, &drafts);
        let uploads = self.uploads.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let mut client = Client::new(address, &self.librarian);
        for (place, size) in uploads {
            found.acknowledged += 1;
            let there = client.send("GET", &place, &[("Tus-Resumable", "1.0.0")], b"")?;
            let offset = there.header("upload-offset").and_then(|text| text.parse().ok());
            found.lost += usize::from(there.status != 200 || offset != Some(size));
        }
        Ok(found)
    }
}

/// Keeps a draft. The first is new; any later one takes the place of the one before, whichever that is.
pub fn save_draft(client: &mut Client, topic: &str, body: &str) -> Result<crate::http::Response> {
    let later = client.post(topic, &[("body", body), ("action", "draft"), ("sequence", "1000000")])?;
    if later.status != 409 {
        return Ok(later);
    }
    client.post(topic, &[("body", body), ("action", "draft"), ("sequence", "0")])
}

fn count<E>(load: &mut Load, answer: &std::result::Result<crate::http::Response, E>) {
    match answer {
        Ok(answer) if is_taken(answer) => load.taken += 1,
        Ok(answer) => match answer.status {
            503 if answer.header("retry-after").is_some() => load.told += 1,
            507 => load.told += 1,
            // What was sent is not wanted so, or not now: nothing was broken.
            413 | 415 | 422 | 429 => load.limited += 1,
            // Of the proxy, whose node went away meanwhile.
            502 => load.broken += 1,
            _ => load.wrong += 1,
        },
        Err(_) => load.broken += 1,
    }
}

/// Syllables instead of a number: names hold few digits, and none may look like another.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fo", "gu", "ka", "me", "no", "pu", "sa", "te"];
    let at = |n: usize| SYLLABLES.get(n % 10).copied().unwrap_or_default();
    format!("{}{}{}", at(number / 100), at(number / 10), at(number))
}

fn joined(address: SocketAddr) -> Result<String> {
    let mut visitor = Visitor::new(address);
    let page = visitor.must_open("/ar/join")?;
    let form = page.form(&["passphrase"])?;
    let mut values = vec![("passphrase", PASSPHRASE)];
    for confirmation in ["rules", "accept", "agree"] {
        if page.html().contains(&format!("name=\"{confirmation}\"")) {
            values.push((confirmation, "yes"));
        }
    }
    let next = visitor.submit(&page, &form, &values)?;
    ensure!(next.response.status == 200, "joining ended at {} with {}", next.path, next.response.status);
    Ok(visitor.cookie_header())
}

fn open_topic(visitor: &mut Visitor) -> Result<String> {
    // One that everybody reads.
    let forum = Visitor::new(visitor.address()).must_open("/ar/forum")?.html();
    let category = html::attributes(&forum, "a", "href")
        .into_iter()
        .find_map(|link| link.strip_prefix("/ar/forum/c/").map(str::to_owned))
        .context("/ar/forum links no category")?;
    let page = visitor.must_open(&format!("/ar/forum/new?category={category}"))?;
    let form = page.form(&["title", "body"])?;
    let values = [("title", "موضوع للتجارب"), ("body", "هنا تكتب التجارب أجوبتها.")];
    let next = visitor.submit(&page, &form, &values)?;
    let path = next.path.split(['?', '#']).next().unwrap_or_default().to_owned();
    ensure!(
        next.response.status == 200 && path.starts_with("/ar/forum/t/"),
        "opening a topic ended at {} with {}",
        next.path,
        next.response.status
    );
    Ok(path)
}

/// The published texts on a page of a topic, each with its tag's end.
pub fn posts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<article ").skip(1).filter_map(|text| {
        let text = text.split("</article>").next()?;
        text.split('>').next()?.contains("class=\"post\"").then_some(text)
    })
}
