//! Two nodes over one PostgreSQL and one store, behind HAProxy. R8: one of them is killed every ten seconds, and a rolling
//! restart, with writes in both. R9: what one writes is read on the other. R10: what the team takes away is gone from both.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::client::{Client, Times};
use super::figure::Figure;
use super::haproxy::{Door, Front};
use super::store::{Store, settings};
use super::town::{Load, Town};
use super::{Ground, durable, wait_for};
use crate::html;
use crate::http::Response;
use crate::portal::Portal;
use crate::postgres::Postgres;

/// How often a node is killed.
const EVERY: Duration = Duration::from_secs(10);
const READERS: usize = 4;
/// What a member reads and a guest does not: it says whether a session is still there.
const HERS: &str = "/ar/account";
/// Another node knows so soon; and a removal so soon.
const KNOWN: Duration = Duration::from_millis(300);
const GONE: Duration = Duration::from_secs(1);

/// Everything; what is declared first ends first.
struct Two {
    front: Front,
    nodes: Vec<Portal>,
    _store: Option<Store>,
    _postgres: Postgres,
}

impl Two {
    fn start(ground: &Ground<'_>) -> Result<Self> {
        let postgres = durable()?;
        // Without its program both keep files in folders of their own: enough for texts.
        let store = ground.store.as_deref().map(Store::start).transpose()?;
        let door = Door::take()?;
        let mut all = vec![
            ("JUSOOR__DATABASE__URL", postgres.url.clone()),
            ("JUSOOR__SERVER__PUBLIC_URL", format!("http://{}", door.address())),
            // The proxy asks ten times a second; a node that is told to stop answers so long still.
            ("JUSOOR__SERVER__LEAD_MS", "1000".to_owned()),
        ];
        if let Some(store) = &store {
            all.extend(settings(store.address));
        }
        let first = ground.portal(&all)?;
        let second = first.beside(&all)?;
        let front = door.open(&[first.address, second.address])?;
        Ok(Self { front, nodes: vec![first, second], _store: store, _postgres: postgres })
    }

    fn node(&self, n: usize) -> Result<&Portal> {
        self.nodes.get(n).context("a node")
    }
}

/// Readers through the proxy until `stop`; how many got their page, and how many did not.
fn read_until(address: SocketAddr, path: &str, stop: &AtomicBool) -> (usize, usize) {
    let (good, bad) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut client = Client::new(address, "");
                while !stop.load(Ordering::SeqCst) {
                    let fine = client.get(path).is_ok_and(|answer| answer.status == 200);
                    let counter = if fine { &good } else { &bad };
                    counter.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    (good.into_inner(), bad.into_inner())
}

/// R8, and a rolling restart.
pub fn killed(ground: &Ground<'_>) -> Result<Figure> {
    let mut two = Two::start(ground)?;
    let mut figure = Figure::of("R8", two.front.name());
    let address = two.front.address();
    let town = Town::settle(two.node(0)?, address, 4, if ground.short { 2 } else { 30 })?;
    let time = ground.time(300, 12);
    let every = EVERY.min(time / 3);
    let stop = AtomicBool::new(false);
    let nodes = &mut two.nodes;
    let (read, load) = thread::scope(|scope| -> Result<_> {
        let reading = scope.spawn(|| read_until(address, &town.topic, &stop));
        let writing = scope.spawn(|| town.write_until(address, &stop));
        let begun = Instant::now();
        let mut kill = || -> Result<()> {
            let mut turn = 0;
            while begun.elapsed() < time {
                thread::sleep(every);
                let count = nodes.len().max(1);
                let node = nodes.get_mut(turn % count).context("a node")?;
                node.kill();
                // Some of the time there is one alone.
                thread::sleep(every / 5);
                figure.recovered(node.resume()?);
                figure.rounds += 1;
                turn += 1;
            }
            Ok(())
        };
        let done = kill();
        stop.store(true, Ordering::SeqCst);
        let all = (reading.join().unwrap_or_default(), writing.join().unwrap_or_default());
        done.map(|()| all)
    })?;
    let (good, bad) = read;
    let share = good as f64 / (good + bad).max(1) as f64;
    figure.note("reads", (good + bad) as f64);
    figure.note("reads without their page", bad as f64);
    figure.note("share", share);
    figure.note("asked again", two.front.asked_again()? as f64);
    figure.note("writes", load.taken as f64);
    figure.note("writes without an answer", load.broken as f64);
    figure.must(share >= 0.999, || format!("{bad} of {} reads failed", good + bad));
    figure.must(load.wrong == 0, || format!("{} answers should not be", load.wrong));
    let mut ended = 0;
    for cookie in town.writers.iter().chain(&town.team) {
        let answer = Client::new(address, cookie).get(HERS)?;
        ended += usize::from(answer.status != 200);
    }
    figure.note("sessions", (town.writers.len() + town.team.len()) as f64);
    figure.must(ended == 0, || format!("{ended} sessions did not survive"));
    // First as it is: what got no answer is there or is not, and never twice.
    let left = town.compare(address)?;
    figure.note("answers of the team without an answer", left.open as f64);
    figure.note("of these there", left.there as f64);
    figure.compare(left);
    // Every form is sent once more, with its key: at the end each text is there once.
    town.send_again(address, 0)?;
    figure.compare(town.compare(address)?);

    let from = town.sent();
    let (reads, failed, load) = roll(&mut two, &town)?;
    figure.note("reads in a rolling restart", reads as f64);
    figure.note("of these failed", failed as f64);
    figure.note("writes in a rolling restart", load.taken as f64);
    // Nothing was killed: here a refusal to come back later is a failure too.
    let turned = load.broken + load.told + load.wrong;
    figure.note("of these failed", turned as f64);
    figure.must(reads > 0 && failed == 0, || format!("{failed} reads failed in a rolling restart"));
    figure.must(load.taken > 0 && turned == 0, || format!("writes in a rolling restart: {load:?}"));
    figure.compare(town.compare(address)?);
    town.send_again(address, from)?;
    figure.compare(town.compare(address)?);
    Ok(figure)
}

/// Stops and starts each in its turn, while people read and write; how many read, how many of them got nothing, and what
/// became of what was written.
fn roll(two: &mut Two, town: &Town) -> Result<(usize, usize, Load)> {
    let address = two.front.address();
    let stop = AtomicBool::new(false);
    let nodes = &mut two.nodes;
    thread::scope(|scope| -> Result<(usize, usize, Load)> {
        let reading = scope.spawn(|| read_until(address, &town.topic, &stop));
        let writing = scope.spawn(|| town.write_until(address, &stop));
        let mut restart = || -> Result<()> {
            for node in nodes.iter_mut() {
                node.tell_to_stop();
                let begun = Instant::now();
                while !node.has_ended()? {
                    if begun.elapsed() > Duration::from_secs(20) {
                        bail!("a node does not end");
                    }
                    thread::sleep(Duration::from_millis(10));
                }
                node.resume()?;
                // The proxy must have seen it.
                thread::sleep(Duration::from_millis(500));
            }
            Ok(())
        };
        let done = restart();
        stop.store(true, Ordering::SeqCst);
        let (good, bad) = reading.join().unwrap_or((0, 1));
        let load = writing.join().unwrap_or(Load { wrong: 1, ..Load::default() });
        done.map(|()| (good + bad, bad, load))
    })
}

/// One of the team answers at a node; the answer and its place.
fn write(node: SocketAddr, town: &Town, round: usize, mark: &str) -> Result<Response> {
    let cookie = town.team.get(round % town.team.len().max(1)).context("a moderator")?;
    let body = format!("{mark} يقرأ هنا وهناك.");
    let form = [("body", body.as_str()), ("action", "send")];
    let answer = Client::new(node, cookie).post(&town.topic, &form)?;
    ensure!(answer.status == 303, "an answer was answered {}", answer.status);
    Ok(answer)
}

/// Where a text stands: the page of its topic, without the anchor.
fn page_of(answer: &Response) -> Result<String> {
    let place = answer.header("location").context("an answer without a place")?;
    Ok(place.split('#').next().unwrap_or_default().to_owned())
}

fn shows(client: &mut Client, path: &str, mark: &str) -> Result<bool> {
    let page = client.get(path)?;
    ensure!(page.status == 200, "{path} answered {}", page.status);
    Ok(page.text().contains(mark))
}

/// R9.
pub fn seen(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R9", "two nodes");
    let two = Two::start(ground)?;
    let (here, there) = (two.node(0)?.address, two.node(1)?.address);
    // So many texts an account may send at once; one is the topic.
    let rounds = ground.rounds(100, 4);
    let town = Town::settle(two.node(0)?, two.front.address(), 0, rounds.div_ceil(5))?;
    let (mut own, mut other) = (Client::new(here, ""), Client::new(there, ""));
    let (mut stale, mut times) = (0, Times::default());
    for round in 0..rounds {
        let mark = format!("seen-{round}.");
        // Both have the page before it changes: what is kept of it is old from now on.
        for client in [&mut own, &mut other] {
            client.get(&town.topic)?;
        }
        let answer = write(here, &town, round, &mark)?;
        let path = page_of(&answer)?;
        stale += usize::from(!shows(&mut own, &path, &mark)?);
        let mut broken = None;
        let known = wait_for(Duration::from_secs(10), || match shows(&mut other, &path, &mark) {
            Ok(known) => known,
            Err(error) => {
                broken = Some(error);
                true
            }
        });
        if let Some(error) = broken {
            return Err(error);
        }
        match known {
            Some(time) => times.push(time),
            None => figure.must(false, || format!("{mark} never came to the other node")),
        }
        figure.compared.acknowledged += 1;
        figure.rounds += 1;
    }
    figure.note("stale on the same node", stale as f64);
    figure.note_time("p99 on the other, ms", times.at(0.99));
    figure.must(stale == 0, || format!("{stale} pages of the same node were old"));
    figure.must(times.at(0.99) <= KNOWN, || format!("p99 on the other node is {:?}", times.at(0.99)));
    Ok(figure)
}

/// R10.
pub fn taken_away(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R10", "two nodes");
    let two = Two::start(ground)?;
    let nodes = [two.node(0)?.address, two.node(1)?.address];
    let rounds = ground.rounds(20, 2);
    let town = Town::settle(two.node(0)?, two.front.address(), 0, rounds.div_ceil(5) + 1)?;
    let (mut times, mut shown_later) = (Times::default(), 0);
    let [here, _] = nodes;
    for round in 0..rounds {
        let mark = format!("taken-{round}.");
        // The last of the team decides; the others write.
        let writer = round % (town.team.len() - 1).max(1);
        let answer = write(here, &town, writer, &mark)?;
        let path = page_of(&answer)?;
        let place = answer.header("location").unwrap_or_default();
        let post = place.split("#p-").nth(1).context("a place without a text")?.to_owned();
        let mut readers: Vec<Client> = nodes.iter().map(|node| Client::new(*node, "")).collect();
        for reader in &mut readers {
            wait_for(Duration::from_secs(10), || shows(reader, &path, &mark).unwrap_or(false))
                .context("the text never came")?;
        }
        let cookie = town.team.last().context("a moderator")?;
        let mut team = Client::new(here, cookie);
        let decide = format!("/ar/forum/p/{post}/decide");
        let page = team.get(&decide)?.text();
        let forms = html::forms(&page);
        let version = forms.iter().flat_map(|form| &form.fields).find(|(name, _)| name == "version");
        let (_, version) = version.with_context(|| format!("{decide} has no form"))?;
        let form = [("action", "remove"), ("version", version.as_str()), ("reason", "insult")];
        let decided = team.post(&decide, &form)?;
        ensure!(decided.status == 303, "the decision was answered {}", decided.status);
        let begun = Instant::now();
        for reader in &mut readers {
            let gone =
                wait_for(Duration::from_secs(10), || shows(reader, &path, &mark).is_ok_and(|shown| !shown));
            figure.must(gone.is_some(), || format!("{mark} stays"));
        }
        times.push(begun.elapsed());
        for _ in 0..50 {
            for reader in &mut readers {
                shown_later += usize::from(shows(reader, &path, &mark)?);
            }
        }
        figure.compared.acknowledged += 1;
        figure.rounds += 1;
    }
    figure.note_time("slowest on both, ms", times.worst());
    figure.note("looks afterwards", (rounds * 100) as f64);
    figure.note("of these it was shown", shown_later as f64);
    figure.must(times.worst() <= GONE, || format!("the slowest took {:?}", times.worst()));
    figure.must(shown_later == 0, || format!("{shown_later} looks afterwards showed it"));
    Ok(figure)
}
