//! R19: the newest migrations taken back and applied again on a filled database, killed in the middle, while guests read.
//! What both shapes of the database hold is hashed by the database itself, over every row: it must never change.
//!
//! A program is promised to live with a database that the next one has migrated, not with one that lacks what it needs.
//! So the program of the release before must show every page meanwhile, when somebody names it; of this one's own pages
//! it is only counted how many were there.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::Signal;

use super::client::{Client, Times};
use super::figure::Figure;
use super::{Ground, durable, some_of};
use crate::html;
use crate::http;
use crate::portal::Portal;
use crate::postgres::Postgres;
use crate::step::step;
use crate::{install, proc};

/// How many are taken back: among them one that changes every row of the search, and one that writes the table of topics
/// anew.
const STEPS: usize = 5;
/// What is there: topics and posts.
const FILLED: (&str, &str) = ("10000", "100000");
const FILLED_SHORT: (&str, &str) = ("20", "200");
/// The way back up takes no longer.
const MOST: Duration = Duration::from_secs(30);
/// Written by migrations, by triggers and by whoever serves, not by people.
const NOT_DATA: [&str; 6] =
    ["seaql_migrations", "cache_tag", "sqlite_sequence", "job_slot", "rate_bucket", "session"];
/// What guests read meanwhile, besides a category and a topic.
const PAGES: [&str; 4] = ["/ar", "/fr/forum", "/en/library", "/ar/safety"];
/// What is kept for nobody.
const MADE_EACH_TIME: [&str; 2] = ["/fr/search?q=droits", "/ar/library?q=%D8%AD%D9%82"];

/// On SQLite, and on PostgreSQL.
pub fn up_and_down(ground: &Ground<'_>) -> Result<Vec<Figure>> {
    if proc::which("sqlite3").is_none() {
        install::debian_packages("hashing what a database holds", &["sqlite3"])?;
    }
    // Nobody works beside: what changes is what migrations change.
    let serves = [("JUSOOR__SERVER__ROLE", "serve".to_owned())];
    let portal = ground.portal(&serves)?;
    let data = Data::Sqlite(portal.database());
    let first = rounds(ground, portal, &data)?;
    let postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &serves)?;
    let second = rounds(ground, portal, &Data::Postgres(&postgres))?;
    Ok(vec![first, second])
}

/// A database that is asked behind the portal's back.
enum Data<'a> {
    Sqlite(PathBuf),
    Postgres(&'a Postgres),
}

type Columns = BTreeSet<(String, String)>;

impl Data<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// How another program is told of it.
    fn settings(&self, portal: &Portal) -> Vec<(&'static str, String)> {
        let url = match self {
            Self::Sqlite(_) => format!("sqlite://{}?mode=rwc", portal.database().display()),
            Self::Postgres(postgres) => postgres.url.clone(),
        };
        vec![("JUSOOR__DATABASE__URL", url), ("JUSOOR__SERVER__ROLE", "serve".to_owned())]
    }

    fn ask(&self, sql: &str) -> Result<String> {
        match self {
            Self::Sqlite(file) => {
                let mut command = proc::clean("sqlite3");
                command.args(["-bail", "-batch", "-noheader", "-separator", "|", "-cmd", ".timeout 10000"]);
                proc::run_quietly(command.arg(file).arg(sql))
            }
            Self::Postgres(postgres) => postgres.ask(sql),
        }
    }

    /// Every column of every table that holds what people wrote.
    fn columns(&self) -> Result<Columns> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' \
                 AND m.name NOT LIKE 'search\\_fts%' ESCAPE '\\'"
            }
            Self::Postgres(_) => {
                "SELECT c.table_name, c.column_name FROM information_schema.columns c \
                 JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema \
                 WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
            }
        };
        let pair =
            |line: &str| line.split_once('|').map(|(table, column)| (table.to_owned(), column.to_owned()));
        let mut all: Columns = self.ask(sql)?.lines().filter_map(pair).collect();
        all.retain(|(table, _)| !NOT_DATA.contains(&table.as_str()) && !table.starts_with("sqlite_"));
        Ok(all)
    }

    /// Rows and hash of these columns, one line for each table.
    fn hash(&self, columns: &Columns) -> Result<Vec<String>> {
        let said = self.ask(&self.question(columns))?;
        let mut lines: Vec<String> = said.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        Ok(lines)
    }

    fn question(&self, columns: &Columns) -> String {
        let tables: BTreeSet<&String> = columns.iter().map(|(table, _)| table).collect();
        let one = |table: &String| {
            let list: Vec<String> = columns
                .iter()
                .filter(|(known, _)| known == table)
                .map(|(_, column)| format!("\"{column}\""))
                .collect();
            let (list, places) =
                (list.join(", "), (1..=list.len()).map(|n| n.to_string()).collect::<Vec<_>>());
            match self {
                Self::Sqlite(_) => format!(
                    "SELECT '{table}', count(*), hex(sha3_query('SELECT {list} FROM \"{table}\" ORDER BY {}')) FROM \"{table}\"",
                    places.join(", ")
                ),
                Self::Postgres(_) => format!(
                    "SELECT '{table}', count(*), md5(coalesce(string_agg(h, '' ORDER BY h), '')) \
                     FROM (SELECT md5(ROW({list})::text) AS h FROM \"{table}\") AS rows"
                ),
            }
        };
        tables.into_iter().map(one).collect::<Vec<_>>().join(" UNION ALL ")
    }
}

/// What differs between two hashes, table by table.
fn changed(before: &[String], after: &[String]) -> Vec<String> {
    let table = |line: &String| line.split('|').next().unwrap_or_default().to_owned();
    let gone = before.iter().filter(|line| !after.contains(line)).map(table);
    let new = after.iter().filter(|line| !before.contains(line)).map(table);
    gone.chain(new).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Rows of a hash, all tables together.
fn rows(hash: &[String]) -> u64 {
    hash.iter().filter_map(|line| line.split('|').nth(1)?.parse::<u64>().ok()).sum()
}

fn rounds(ground: &Ground<'_>, mut portal: Portal, data: &Data<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R19", data.name());
    // As far as the older program knows; else some, among which is much to do.
    let steps = match &ground.older {
        Some(older) => {
            let said = portal.tell_by(older, &["migrate", "status"])?;
            let newer = said.lines().filter(|line| line.starts_with("newer")).count();
            ensure!(newer > 0, "the older program knows every migration of this one, or fails: {said}");
            newer
        }
        None => STEPS,
    };
    let steps = steps.to_string();
    let down = ["migrate", "down", "--steps", steps.as_str()];
    let up = ["migrate", "up"];
    // What the older shape holds as well: the rest of the newer one is lost on the way down, as it says.
    let newer = data.columns()?;
    portal.run(&down)?;
    let shared: Columns = data.columns()?.intersection(&newer).cloned().collect();
    portal.run(&up)?;
    ensure!(data.columns()? == newer, "the tables are others after down and up");
    // The starter content fills what was lost.
    portal.restart()?;
    let (topics, posts) = if ground.short { FILLED_SHORT } else { FILLED };
    step(&format!("make {posts} posts"), || {
        portal.run(&["dev", "populate", "--topics", topics, "--posts", posts, "--seed", "1", "--search"])
    })
    .with_context(|| portal.log())?;
    let older = match &ground.older {
        Some(program) => {
            portal.run(&down)?;
            let beside = portal.beside_as(program, &data.settings(&portal))?;
            portal.run(&up)?;
            Some(beside)
        }
        None => None,
    };
    let address = older.as_ref().map_or(portal.address, |older| older.address);
    let mut pages = pages(address)?;
    if older.is_some() {
        pages.extend(MADE_EACH_TIME.map(str::to_owned));
    }
    let stop = AtomicBool::new(false);
    let (good, bad) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let before = data.hash(&shared)?;
    figure.note("migrations", steps.parse().unwrap_or_default());
    figure.note("rows", rows(&before) as f64);
    figure.note("columns of the newer shape alone", newer.len().saturating_sub(shared.len()) as f64);
    thread::scope(|scope| {
        scope.spawn(|| read_until(address, &pages, &stop, &good, &bad));
        let done = break_off(ground, &portal, &down, data, (&shared, &before), &mut figure);
        stop.store(true, Ordering::SeqCst);
        done
    })?;
    let (good, bad) = (good.into_inner(), bad.into_inner());
    figure.note("reads meanwhile", (good + bad) as f64);
    figure.note("reads without their page", bad as f64);
    figure.note("by the older program", if older.is_some() { 1.0 } else { 0.0 });
    figure.must(good > 0, || "nobody read anything meanwhile".to_owned());
    figure.must(older.is_none() || bad == 0, || {
        format!("{bad} of {} reads of the older program failed meanwhile", good + bad)
    });
    // And the program lives with what came of it.
    figure.recovered(portal.start_anew().with_context(|| portal.log())?);
    let both = older.iter().map(|older| older.address).chain([portal.address]);
    for (address, path) in both.flat_map(|address| pages.iter().map(move |path| (address, path))) {
        let status = http::get(address, path)?.status;
        figure.must(status == 200, || format!("{path} answered {status} afterwards"));
    }
    let said = portal.tell(&["doctor"])?;
    figure.must(said.contains("ok     database"), || format!("the database is not whole: {said}"));
    Ok(figure)
}

/// Once down and up in peace; then down killed, and up killed, in turn.
fn break_off(
    ground: &Ground<'_>,
    portal: &Portal,
    down: &[&str],
    data: &Data<'_>,
    (shared, before): (&Columns, &[String]),
    figure: &mut Figure,
) -> Result<()> {
    let up = ["migrate", "up"];
    let held = |figure: &mut Figure, when: &str| -> Result<()> {
        let other = changed(before, &data.hash(shared)?);
        figure.must(other.is_empty(), || format!("{when}: other rows in {}", other.join(", ")));
        Ok(())
    };
    let (mut downs, mut ups) = (Times::default(), Times::default());
    downs.take(|| portal.run(down))?;
    held(figure, "after down")?;
    ups.take(|| portal.run(&up))?;
    held(figure, "after down and up")?;
    let (down_took, up_took) = (downs.worst(), ups.worst());
    let mut killed = 0;
    for round in 0..ground.rounds(20, 2) {
        if round % 2 == 0 {
            downs.take(|| portal.run(down))?;
            killed += usize::from(kill_within(portal, &up, up_took)?);
        } else {
            killed += usize::from(kill_within(portal, down, down_took)?);
        }
        // Whatever was done by then: up leads to the end.
        let said = ups.take(|| portal.run(&up));
        figure.rounds += 1;
        if let Err(error) = &said {
            figure.must(false, || format!("round {round}: it does not go on: {error:#}"));
            break;
        }
        held(figure, &format!("round {round}"))?;
    }
    figure.note("killed in the middle", killed as f64);
    figure.note_time("slowest down, ms", downs.worst());
    figure.note_time("slowest up, ms", ups.worst());
    figure.must(ups.worst() <= MOST, || format!("up took {:?}", ups.worst()));
    figure.must(killed > 0, || "nothing was killed before its end".to_owned());
    Ok(())
}

/// Begins and kills, at any moment of the time that it takes; whether it was still at it.
fn kill_within(portal: &Portal, command: &[&str], time: Duration) -> Result<bool> {
    let mut begun = portal.begin(command)?;
    thread::sleep(some_of(time));
    let at_it = begun.ended()?.is_none();
    begun.end_by(Signal::SIGKILL);
    Ok(at_it)
}

/// What guests read: each asked twice, so that it is kept.
fn pages(address: SocketAddr) -> Result<Vec<String>> {
    let mut pages: Vec<String> = PAGES.iter().map(|page| (*page).to_owned()).collect();
    let linked = |page: &str, to: &str| {
        let html = http::get(address, page)?.text();
        let found = html::attributes(&html, "a", "href").into_iter().find(|link| link.starts_with(to));
        let found = found.with_context(|| format!("{page} links nothing like {to}"))?;
        anyhow::Ok(found.split(['?', '#']).next().unwrap_or_default().to_owned())
    };
    let category = linked("/ar/forum", "/ar/forum/c/")?;
    pages.push(linked(&category, "/ar/forum/t/")?);
    pages.push(category);
    for page in pages.iter().chain(&pages) {
        let status = http::get(address, page)?.status;
        ensure!(status == 200, "{page} answered {status} before anything was done");
    }
    Ok(pages)
}

fn read_until(
    address: SocketAddr,
    pages: &[String],
    stop: &AtomicBool,
    good: &AtomicUsize,
    bad: &AtomicUsize,
) {
    let mut client = Client::new(address, "");
    for page in pages.iter().cycle() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let start = Instant::now();
        let fine = client.get(page).is_ok_and(|answer| answer.status == 200);
        let counter = if fine { good } else { bad };
        counter.fetch_add(1, Ordering::SeqCst);
        // Some, not as many as can be.
        thread::sleep(Duration::from_millis(20).saturating_sub(start.elapsed()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_row_is_named_by_its_table() {
        let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let before = lines(&["post|2|ab", "topic|1|cd"]);
        assert_eq!(rows(&before), 3);
        assert!(changed(&before, &before).is_empty());
        assert_eq!(changed(&before, &lines(&["post|2|ab", "topic|1|ce"])), ["topic"]);
        assert_eq!(changed(&before, &lines(&["topic|1|cd"])), ["post"]);
    }

    #[test]
    fn every_table_is_asked_for_its_columns() {
        let pair = |table: &str, column: &str| (table.to_owned(), column.to_owned());
        let columns = Columns::from([pair("a", "x"), pair("a", "y"), pair("b", "z")]);
        assert_eq!(
            Data::Sqlite(PathBuf::new()).question(&columns),
            "SELECT 'a', count(*), hex(sha3_query('SELECT \"x\", \"y\" FROM \"a\" ORDER BY 1, 2')) FROM \"a\" \
             UNION ALL SELECT 'b', count(*), hex(sha3_query('SELECT \"z\" FROM \"b\" ORDER BY 1')) FROM \"b\""
        );
    }
}
