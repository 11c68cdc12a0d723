//! R18: a backup while people write, about a hundred times a second. Each is put back into a folder of its own and held
//! against what they were told: everything that was acknowledged before it began is there, everything is whole, and all
//! of it is of one moment. How much longer a write takes meanwhile, and how long it takes until what was put back answers.

use std::fs;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::client::{Client, Times, is_taken};
use super::figure::Figure;
use super::journal::{draft_mark, draft_number};
use super::town::{Town, save_draft};
use super::{Ground, durable, some_of};
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::proc::{self, TempDir};
use crate::step::step;

/// Who writes drafts, and how often all of them together.
const WRITERS: usize = 8;
const DRAFTS_PER_SECOND: u32 = 95;
/// Between two answers; the rest of a hundred.
const ANSWERS_EVERY: Duration = Duration::from_millis(200);
/// What is there besides: topics and posts.
const FILLED: (&str, &str) = ("10000", "100000");
const FILLED_SHORT: (&str, &str) = ("20", "200");
/// A write may take so much longer meanwhile; below some milliseconds a machine with two cores tells noise.
const LONGER: u32 = 2;
const NOISE: Duration = Duration::from_millis(25);
/// What was put back answers so soon.
const BACK: Duration = Duration::from_secs(60);
/// Any key: what is sealed brings its secrets along.
const KEY: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

/// On SQLite; and on PostgreSQL, where its programs for that are.
pub fn while_writing(ground: &Ground<'_>) -> Result<Vec<Figure>> {
    let sealed = [("JUSOOR__BACKUP__KEY", KEY.to_owned())];
    let portal = ground.portal(&sealed)?;
    let first = rounds(ground, &portal, None)?;
    drop(portal);
    if ["pg_dump", "pg_restore"].into_iter().any(|program| proc::which(program).is_none()) {
        let why = "pg_dump and pg_restore are not here (Debian's postgresql-client brings them)";
        return Ok(vec![first, Figure::skip("R18", "postgres", why)]);
    }
    let postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &sealed)?;
    Ok(vec![first, rounds(ground, &portal, Some(&postgres))?])
}

/// One write: its number, when it was sent, when it was acknowledged.
#[derive(Debug, Clone)]
struct Line {
    number: u64,
    sent: Instant,
    known: Option<Instant>,
}

/// Every write of a run, in order: of each writer her drafts, each of which takes the place of the one before, and the
/// answers of the team.
#[derive(Debug, Default)]
struct Lines {
    drafts: Vec<Vec<Line>>,
    answers: Vec<Line>,
}

fn rounds(ground: &Ground<'_>, portal: &Portal, postgres: Option<&Postgres>) -> Result<Figure> {
    let mut figure = Figure::of("R18", if postgres.is_some() { "postgres" } else { "sqlite" });
    let (topics, posts) = if ground.short { FILLED_SHORT } else { FILLED };
    step(&format!("make {posts} posts"), || {
        portal.run(&["dev", "populate", "--topics", topics, "--posts", posts, "--seed", "1", "--search"])
    })
    .with_context(|| portal.log())?;
    let town = Town::settle(portal, portal.address, WRITERS, if ground.short { 2 } else { 30 })?;
    let kept = TempDir::new("kept")?;
    let mut lines = Lines { drafts: vec![Vec::new(); WRITERS], answers: Vec::new() };
    let (mut usual, mut during) = (Times::default(), Times::default());
    let (mut longest, mut bytes, mut busy, mut written) = (Duration::ZERO, 0, Duration::ZERO, 0);
    let (mut missing, mut torn, mut others, mut doubled, mut failed) = (0, 0, 0, 0, 0);
    for round in 0..ground.rounds(20, 2) {
        let file = kept.path().join(format!("round-{round}.jusoor"));
        let to = file.to_str().context("a path that is no text")?;
        let stop = AtomicBool::new(false);
        let start = Instant::now();
        let (made, begun, ended) = thread::scope(|scope| {
            let address = portal.address;
            let mut working = Vec::new();
            for (writer, known) in lines.drafts.iter_mut().enumerate() {
                let (town, stop) = (&town, &stop);
                working.push(scope.spawn(move || write_drafts(town, address, writer, stop, known)));
            }
            let (town, stop, answers) = (&town, &stop, &mut lines.answers);
            working.push(scope.spawn(move || write_answers(town, address, stop, answers)));
            thread::sleep(
                Duration::from_secs(if ground.short { 1 } else { 3 }) + some_of(Duration::from_secs(1)),
            );
            let begun = Instant::now();
            let made = portal.run(&["backup", "--to", to]);
            let ended = Instant::now();
            thread::sleep(Duration::from_millis(300));
            stop.store(true, Ordering::SeqCst);
            failed += working.into_iter().map(|work| work.join().unwrap_or(1)).sum::<usize>();
            (made, begun, ended)
        });
        made.with_context(|| portal.log())?;
        busy += start.elapsed();
        longest = longest.max(ended - begun);
        bytes = bytes.max(fs::metadata(&file)?.len());
        // The first half second is that of connections that come about.
        let warm = start + Duration::from_millis(500);
        for line in lines.drafts.iter().flatten().chain(&lines.answers).filter(|line| line.sent >= start) {
            let Some(known) = line.known else { continue };
            written += 1;
            if (begun..ended).contains(&line.sent) {
                during.push(known - line.sent);
            } else if (warm..begun).contains(&line.sent) {
                usual.push(known - line.sent);
            }
        }

        let restored = Restored::from(portal, to, postgres, round)?;
        figure.recovered(restored.took);
        figure
            .must(restored.took <= BACK, || format!("what was put back answered after {:?}", restored.took));
        let (answers, drafts) = town.read(restored.portal.address)?;
        let found = lines.held_against(&answers, &drafts, begun, ended);
        figure.must(found == Found::default(), || format!("round {round}: {found:?}"));
        missing += found.missing;
        torn += found.torn;
        others += found.others;
        doubled += found.doubled;
        for (command, fine) in
            [(&["doctor"][..], "ok     database"), (&["fixity", "--all"], "0 out of service")]
        {
            let said = restored.portal.tell(command)?;
            figure.must(said.contains(fine), || format!("what was put back is not whole: {said}"));
        }
        restored.forget(postgres)?;
        fs::remove_file(&file)?;
        figure.rounds += 1;
    }
    figure.compare(town.compare(portal.address)?);
    let (before, meanwhile) = (usual.at(0.99), during.at(0.99));
    let rate = written as f64 / busy.as_secs_f64().max(0.1);
    figure.note("posts besides", posts.parse().unwrap_or_default());
    figure.note("writes/s", rate.round());
    figure.note("writes during a backup", during.count() as f64);
    figure.note_time("p99 of a write before, ms", before);
    figure.note_time("p99 of a write during a backup, ms", meanwhile);
    figure.note_time("longest backup, ms", longest);
    figure.note("MB", (bytes as f64 / 1_048_576.0).round());
    figure.note("not there", missing as f64);
    figure.note("torn", torn as f64);
    figure.note("twice", doubled as f64);
    figure.note("of another moment", others as f64);
    figure.note("writes that failed", failed as f64);
    figure.must(failed == 0, || format!("{failed} writes failed while nothing was broken"));
    figure
        .must(ground.short || rate >= 80.0, || format!("only {rate:.0} writes/s: too few to show anything"));
    figure.must(during.count() > 0, || "nobody wrote during a backup".to_owned());
    figure.must(meanwhile <= (before * LONGER).max(NOISE), || {
        format!("p99 of a write went from {before:?} to {meanwhile:?}")
    });
    Ok(figure)
}

/// What a backup held, as a portal; and in PostgreSQL a database of its own.
struct Restored {
    portal: Portal,
    database: Option<String>,
    took: Duration,
}

impl Restored {
    fn from(portal: &Portal, from: &str, postgres: Option<&Postgres>, round: usize) -> Result<Self> {
        let mut environment = vec![("JUSOOR__BACKUP__KEY", KEY.to_owned())];
        let database = postgres.map(|_| format!("restored_{round}"));
        if let (Some(postgres), Some(database)) = (postgres, &database) {
            environment.push(("JUSOOR__DATABASE__URL", postgres.another(database)?));
        }
        let (portal, took) = portal.restored(from, &environment)?;
        Ok(Self { portal, database, took })
    }

    fn forget(self, postgres: Option<&Postgres>) -> Result<()> {
        drop(self.portal);
        match (postgres, self.database) {
            (Some(postgres), Some(database)) => postgres.forget(&database),
            _ => Ok(()),
        }
    }
}

/// Keeps drafts at an even pace; how many were not taken. A text and its end say the same number: what is torn shows.
fn write_drafts(
    town: &Town,
    address: SocketAddr,
    writer: usize,
    stop: &AtomicBool,
    lines: &mut Vec<Line>,
) -> usize {
    let Some(cookie) = town.writers.get(writer) else { return 1 };
    let mut client = Client::new(address, cookie);
    let every = Duration::from_secs(1) * u32::try_from(WRITERS).unwrap_or(1) / DRAFTS_PER_SECOND;
    let mut failed = 0;
    while !stop.load(Ordering::SeqCst) {
        let number = town.journal.next_draft(writer);
        let middle = "كلمة ".repeat(40);
        let body =
            format!("{} {middle}{}", draft_mark(writer, number), end_of(&format!("{writer}-{number}")));
        let sent = Instant::now();
        let taken = save_draft(&mut client, &town.topic, &body).is_ok_and(|answer| is_taken(&answer));
        let known = taken.then(Instant::now);
        lines.push(Line { number, sent, known });
        // A journal that cannot be written makes the run worthless.
        let noted = taken && town.journal.draft_acknowledged(writer, number).is_ok();
        failed += usize::from(!noted);
        thread::sleep(every.saturating_sub(sent.elapsed()));
    }
    failed
}

/// Answers of the team, until each of them has sent as much as an account may; how many failed.
fn write_answers(town: &Town, address: SocketAddr, stop: &AtomicBool, lines: &mut Vec<Line>) -> usize {
    let mut failed = 0;
    while !stop.load(Ordering::SeqCst) {
        let number = lines.len();
        let Some(cookie) = town.team.get(number % town.team.len().max(1)) else { return failed + 1 };
        let (mark, key) = (answer_mark(number as u64), format!("copy-key-{number:08}"));
        town.journal.sends(mark.trim_end_matches('.'));
        let body = format!("{mark} هذا جواب للتجربة وحدها. {}", end_of(&number.to_string()));
        let form = [("body", body.as_str()), ("form_key", key.as_str()), ("action", "send")];
        let sent = Instant::now();
        let answer = Client::new(address, cookie).post(&town.topic, &form);
        let taken = answer.as_ref().is_ok_and(is_taken);
        let known = taken.then(Instant::now);
        lines.push(Line { number: number as u64, sent, known });
        if taken {
            failed += usize::from(town.journal.acknowledged(mark.trim_end_matches('.')).is_err());
        } else {
            // So many at once, then one a minute.
            failed += usize::from(!answer.is_ok_and(|answer| answer.status == 429));
        }
        thread::sleep(ANSWERS_EVERY.saturating_sub(sent.elapsed()));
    }
    failed
}

fn answer_mark(number: u64) -> String {
    format!("copy-{number}.")
}

/// How a text ends whose beginning says this.
fn end_of(number: &str) -> String {
    format!("ختام-{number}.")
}

/// What is not as it should be.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Acknowledged before the backup began, and not there.
    missing: usize,
    /// There without its end, or the other way round.
    torn: usize,
    /// There more than once.
    doubled: usize,
    /// There although sent after the backup; or one is there that was sent after another was acknowledged that is not.
    others: usize,
}

impl Lines {
    /// Holds what was put back against what was told, with the backup between two moments.
    fn held_against(&self, answers: &str, drafts: &[String], begun: Instant, ended: Instant) -> Found {
        let mut found = Found::default();
        // The copy is of one moment: after everything in it was sent, before anything else was acknowledged.
        let (mut newest, mut oldest): (Option<Instant>, Option<Instant>) = (None, None);
        let mut there = |line: &Line| newest = newest.max(Some(line.sent));
        let mut away = |line: &Line| {
            if let Some(known) = line.known {
                oldest = Some(oldest.map_or(known, |other| other.min(known)));
            }
        };
        for line in &self.answers {
            let times = answers.matches(&answer_mark(line.number)).count();
            let ends = answers.matches(&end_of(&line.number.to_string())).count();
            found.torn += usize::from(times != ends);
            found.doubled += usize::from(times > 1);
            if times > 0 {
                there(line);
            } else {
                found.missing += usize::from(line.known.is_some_and(|known| known < begun));
                away(line);
            }
        }
        for (writer, lines) in self.drafts.iter().enumerate() {
            let page = drafts.get(writer).map(String::as_str).unwrap_or_default();
            let number = draft_number(page, writer);
            if let Some(number) = number {
                found.torn += usize::from(!page.contains(&end_of(&format!("{writer}-{number}"))));
            }
            for line in lines {
                if number == Some(line.number) {
                    there(line);
                } else if number.is_none_or(|number| number < line.number) {
                    found.missing += usize::from(line.known.is_some_and(|known| known < begun));
                    away(line);
                }
            }
        }
        let late = newest.is_some_and(|newest| newest > ended);
        let mixed = newest.zip(oldest).is_some_and(|(newest, oldest)| newest > oldest);
        found.others += usize::from(late) + usize::from(mixed);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two writers and a team; each line as (sent, acknowledged) in milliseconds, numbered from the first.
    fn lines(start: Instant, drafts: &[&[(u64, u64)]], answers: &[(u64, u64)]) -> Lines {
        let at = |ms| start + Duration::from_millis(ms);
        let made = |from: u64, all: &[(u64, u64)]| {
            let numbered = (from..).zip(all);
            numbered
                .map(|(number, (sent, known))| Line { number, sent: at(*sent), known: Some(at(*known)) })
                .collect()
        };
        Lines { drafts: drafts.iter().map(|all| made(1, all)).collect(), answers: made(0, answers) }
    }

    fn draft(writer: usize, number: u64) -> String {
        format!("{} {}", draft_mark(writer, number), end_of(&format!("{writer}-{number}")))
    }

    fn answer(number: u64) -> String {
        format!("{} {}", answer_mark(number), end_of(&number.to_string()))
    }

    #[test]
    fn a_copy_is_whole_and_of_one_moment() {
        let start = Instant::now();
        let known = lines(start, &[&[(0, 10), (20, 30)], &[(0, 10), (40, 50)]], &[(0, 10), (20, 35)]);
        let (begun, ended) = (start + Duration::from_millis(15), start + Duration::from_millis(45));
        let held = |answers: &str, first: &str, second: &str| {
            known.held_against(answers, &[first.to_owned(), second.to_owned()], begun, ended)
        };
        let both = format!("{} {}", answer(0), answer(1));
        assert_eq!(held(&answer(0), &draft(0, 1), &draft(1, 1)), Found::default(), "as it began");
        assert_eq!(held(&both, &draft(0, 2), &draft(1, 2)), Found::default(), "as it ended");
        assert_eq!(held(&answer(0), &draft(0, 2), &draft(1, 1)), Found::default(), "in between");
        let missing = Found { missing: 1, ..Found::default() };
        assert_eq!(held(&answer(0), &draft(0, 1), ""), missing, "a draft is missing");
        assert_eq!(held(&answer_mark(0), &draft(0, 1), &draft(1, 1)), Found { torn: 1, ..Found::default() });
        let twice = format!("{} {}", answer(0), answer(0));
        assert_eq!(held(&twice, &draft(0, 1), &draft(1, 1)), Found { doubled: 1, ..Found::default() });
        let others = Found { others: 1, ..Found::default() };
        assert_eq!(
            held(&both, &draft(0, 1), &draft(1, 2)),
            others,
            "the last is there, one before it is not"
        );
        let early = start + Duration::from_millis(30);
        let all = [draft(0, 2), draft(1, 2)];
        assert_eq!(known.held_against(&both, &all, begun, early), others, "sent after the end");
    }
}
