//! P16, and of P17 what needs no Lighthouse: pages on a slow line and a slow phone, and how soon they answer fingers and
//! keys, in the Chromium of the browser suite (`end2end/support/slow-line.mjs`).
//!
//! Chromium delays each request and narrows its bytes; it knows nothing of packets. So a connection opens at once here:
//! on such a line HTTPS waits for the name, for TCP and for TLS first, three times 400 ms that no measured figure holds.
//! What is measured speaks HTTP/1.1, because that is what browsers speak on loopback; what HTTP/2 would spare of it stands
//! in rows beside: heads that it sends once, requests that wait until one of six connections is free.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::cached::median;
use super::rows::Rows;
use super::story;
use crate::browser;
use crate::paths::Paths;
use crate::portal::Portal;
use crate::step::{note, step};
use crate::visitor::Visitor;

/// First visits of each page on each line; the middle one counts.
const RUNS: usize = 5;
/// How many times slower the phone is than this machine (P16), and where hands are measured, as Lighthouse has it.
const PHONE: u32 = 6;
const PHONE_IN_HANDS: u32 = 4;

/// Bars of P16, in milliseconds; shifts have no unit.
const FIRST_PAINT: f64 = 2_500.0;
const LARGEST_PAINT: f64 = 3_000.0;
const USABLE: f64 = 3_000.0;
const AWAKE: f64 = 7_000.0;
const BLOCKED: f64 = 100.0;
const SHIFTED: f64 = 0.02;
const READABLE: f64 = 5_500.0;
/// The bar of P17, in milliseconds.
const ANSWERED: f64 = 100.0;

/// A task hangs a page from here on, in milliseconds.
const LONG: f64 = 50.0;
/// Shifts belong together when less than this lies between them, and at most so long, in milliseconds.
const GAP: f64 = 1_000.0;
const WINDOW: f64 = 5_000.0;
/// Fewer taps and keys than any hand does were not done.
const FEWEST: f64 = 5.0;

/// A page that is visited.
#[derive(Debug)]
struct Visited {
    name: &'static str,
    path: String,
    /// Signed in.
    member: bool,
    /// A field of the form that it is there for.
    form: Option<&'static str>,
    /// Its form gets islands.
    islands: bool,
}

/// A page that is used: what the script's hands do is named by `hands`.
#[derive(Debug)]
struct Used {
    name: &'static str,
    path: String,
    member: bool,
    hands: &'static str,
    islands: bool,
}

/// Starts a portal and a browser, measures, notes.
pub fn measure(paths: &Paths, program: &Path, site: &Path, rows: &mut Rows) -> Result<()> {
    let chromium = browser::prepare(paths)?;
    let portal = Portal::start(program, site)?;
    let story = step("join, ask, answer and approve", || story::play(&portal))
        .map_err(|error| error.context(portal.log()))?;
    let french = story::article(&mut Visitor::new(portal.address), "fr")?;
    let mut member = Visitor::new(portal.address);
    member.sign_in(&portal.staff("Warda of the line", "member")?)?;

    let pages = visited(&story.article, &french, &story.topic);
    let hands = used(&story.topic);
    let plan = plan(&member.cookie_header(), &pages, &hands);
    let seen = step("look at pages on a slow line, and use them", || {
        browser::script(paths, "slow-line", &portal, &chromium, ("JUSOOR_LINE_PLAN", &plan))
    })
    .map_err(|error| error.context(portal.log()))?;

    for page in &pages {
        if let Err(error) = note_visits(page, &seen, rows) {
            rows.broke(&format!("P16 {}", page.name), &error);
        }
    }
    for page in &hands {
        let name = format!("P17 {}: slowest answer to a finger or a key", page.name);
        match answered(page.name, &seen) {
            Ok(wait) => rows.at_most(name, wait, "ms", ANSWERED),
            Err(error) => rows.broke(&name, &error),
        }
    }
    let version = seen.get("chromium").and_then(Value::as_str).unwrap_or("of an unknown version");
    println!(
        "\n(Chromium {version}, middle of {RUNS}; HTTP/1.1 on loopback: connections open at once, HTTPS on a line of 400 ms \
         waits 1.2 s first)\n"
    );
    note("Lighthouse is none of our packages: of P17 the answers to hands alone are measured");
    Ok(())
}

fn visited(article: &str, french: &str, topic: &str) -> Vec<Visited> {
    let guest =
        |name, path: &str, form| Visited { name, path: path.to_owned(), member: false, form, islands: false };
    let member = |name, path: &str| Visited {
        name,
        path: path.to_owned(),
        member: true,
        form: Some("textarea[name=\"body\"]"),
        islands: true,
    };
    vec![
        guest("article, ar", article, None),
        guest("article, fr", french, None),
        guest("topic, ar", topic, None),
        guest("home, ar", "/ar", None),
        guest("question without an account, ar", "/ar/ask", Some("textarea[name=\"body\"]")),
        guest("sign-in, ar", "/ar/sign-in", Some("input[name=\"passphrase\"]")),
        member("new question, ar, member", COMPOSER),
        member("topic, ar, member", topic),
    ]
}

const COMPOSER: &str = "/ar/forum/new?category=unions";

fn used(topic: &str) -> Vec<Used> {
    let page = |name, path: &str, hands, islands| Used {
        name,
        path: path.to_owned(),
        member: islands,
        hands,
        islands,
    };
    vec![
        page("new question, ar, member", COMPOSER, "composer", true),
        page("topic, ar, member", topic, "composer", true),
        page("chart, ar", "/ar/statistics/workpart", "chart", false),
        page("search, ar", "/ar/search", "search", false),
    ]
}

/// What the script is told. The specification gives no figures for 2G; these are what WebPageTest calls so.
fn plan(cookie: &str, pages: &[Visited], hands: &[Used]) -> Value {
    let pages: Vec<Value> = pages
        .iter()
        .map(|page| json!({"name": page.name, "path": page.path, "member": page.member, "form": page.form}))
        .collect();
    let used: Vec<Value> = hands
        .iter()
        .map(|page| {
            let (path, kind) = (&page.path, page.hands);
            json!({"name": page.name, "path": path, "member": page.member, "hands": kind, "awake": page.islands})
        })
        .collect();
    json!({
        "runs": RUNS,
        "cookie": cookie,
        "lines": [
            {"name": "3G", "latency": 400, "down": 400, "up": 400, "cpu": PHONE, "form": true},
            {"name": "2G", "latency": 800, "down": 280, "up": 256, "cpu": PHONE, "form": false},
        ],
        "pages": pages,
        "hands": {"cpu": PHONE_IN_HANDS, "pages": used},
    })
}

/// P16 of one page.
fn note_visits(page: &Visited, seen: &Value, rows: &mut Rows) -> Result<()> {
    let name = |what: &str| format!("P16 {}: {what}", page.name);
    let runs = of(seen, "loads", page.name, Some(("3G", true)))?;
    let plain = |name: &'static str| move |run: &Value| number(run, name);
    rows.at_most(name("first paint (3G)"), middle(&runs, plain("fcp"))?, "ms", FIRST_PAINT);
    rows.at_most(name("largest paint (3G)"), middle(&runs, plain("lcp"))?, "ms", LARGEST_PAINT);
    let blocked = middle(&runs, |run| Ok(blocked(&pairs(run, "tasks")?, number(run, "fcp")?)))?;
    rows.at_most(name("blocked (3G)"), blocked, "ms", BLOCKED);
    rows.at_most(
        name("shifted (3G)"),
        middle(&runs, |run| Ok(shifted(&pairs(run, "shifts")?)))?,
        "",
        SHIFTED,
    );
    if page.islands {
        rows.at_most(name("islands awake (3G)"), middle(&runs, plain("awake"))?, "ms", AWAKE);
    }
    if page.form.is_some() {
        let without = of(seen, "loads", page.name, Some(("3G", false)))?;
        rows.at_most(name("form, no scripts (3G)"), middle(&without, plain("usable"))?, "ms", USABLE);
    }
    // The largest paint of a page of text is its text.
    let slower = of(seen, "loads", page.name, Some(("2G", true)))?;
    rows.at_most(name("readable (2G)"), middle(&slower, plain("lcp"))?, "ms", READABLE);
    rows.told(name("on the line"), middle(&runs, plain("bytes"))?, "bytes");
    rows.told(name("of these heads, which HTTP/2 sends once"), middle(&runs, plain("heads"))?, "bytes");
    rows.told(
        name("requests that wait for a connection, HTTP/2's do not"),
        middle(&runs, plain("waited"))?,
        "",
    );
    Ok(())
}

/// P17's INP of one page: the slowest of all its answers, because no run has the fifty of which one may be left out.
fn answered(page: &str, seen: &Value) -> Result<f64> {
    middle(&of(seen, "hands", page, None)?, |run| {
        let done = number(run, "taps")? + number(run, "keys")?;
        ensure!(done >= FEWEST, "{done} taps and keys arrived");
        let waits = run.get("waits").and_then(Value::as_array).context("no answer was seen")?;
        waits.iter().filter_map(Value::as_f64).max_by(f64::total_cmp).context("no answer was seen")
    })
}

/// All runs of one page; of visits those on a line, with scripts or without.
fn of<'a>(seen: &'a Value, kind: &str, page: &str, visit: Option<(&str, bool)>) -> Result<Vec<&'a Value>> {
    let all = seen.get(kind).and_then(Value::as_array).with_context(|| format!("no {kind}"))?;
    let is = |run: &Value, name: &str, wanted: Value| run.get(name) == Some(&wanted);
    let is_meant = |run: &Value| {
        visit.is_none_or(|(line, script)| is(run, "line", json!(line)) && is(run, "script", json!(script)))
    };
    let runs: Vec<&Value> = all.iter().filter(|run| is(run, "page", json!(page)) && is_meant(run)).collect();
    ensure!(runs.len() == RUNS, "{} runs instead of {RUNS}", runs.len());
    Ok(runs)
}

fn number(run: &Value, name: &str) -> Result<f64> {
    if let Some(error) = run.get("error").and_then(Value::as_str) {
        bail!("{error}");
    }
    run.get(name).and_then(Value::as_f64).with_context(|| format!("{name} was not seen"))
}

/// When, and how much.
fn pairs(run: &Value, name: &str) -> Result<Vec<(f64, f64)>> {
    let pair = |pair: &Value| Some((pair.get(0)?.as_f64()?, pair.get(1)?.as_f64()?));
    let all = run.get(name).and_then(Value::as_array);
    let all = all.and_then(|all| all.iter().map(pair).collect::<Option<Vec<_>>>());
    all.with_context(|| format!("{name} were not seen"))
}

/// What a figure is in the middle one of the runs.
fn middle(runs: &[&Value], figure: impl Fn(&Value) -> Result<f64>) -> Result<f64> {
    let mut figures = runs.iter().map(|run| figure(run)).collect::<Result<Vec<f64>>>()?;
    Ok(median(&mut figures))
}

/// By how much tasks after the first paint are too long. Up to the end of the visit, not until the page rests: more than
/// Lighthouse counts.
fn blocked(tasks: &[(f64, f64)], painted: f64) -> f64 {
    tasks.iter().map(|(at, takes)| (at + takes - at.max(painted) - LONG).max(0.0)).sum()
}

/// The most that moved in one go.
fn shifted(shifts: &[(f64, f64)]) -> f64 {
    let (mut most, mut sum) = (0.0_f64, 0.0);
    let (mut begun, mut last) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for &(at, value) in shifts {
        if at - last >= GAP || at - begun >= WINDOW {
            (sum, begun) = (0.0, at);
        }
        sum += value;
        last = at;
        most = most.max(sum);
    }
    most
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{RUNS, Visited, answered, blocked, note_visits, plan, shifted, used, visited};
    use crate::bench::rows::{Limit, Rows, read};

    /// Five first visits, of which the middle one has these figures.
    fn visits(page: &str, line: &str, script: bool, middle: &Value) -> Vec<Value> {
        [0.5, 4.0, 1.0, 0.25, 2.0]
            .iter()
            .map(|times| {
                let mut run = json!({"page": page, "line": line, "script": script});
                for (name, value) in middle.as_object().into_iter().flatten() {
                    run[name] = value.as_f64().map_or_else(|| value.clone(), |value| json!(value * times));
                }
                run
            })
            .collect()
    }

    fn page(islands: bool) -> Visited {
        Visited { name: "x", path: "/ar".to_owned(), member: islands, form: Some("input"), islands }
    }

    #[test]
    fn tasks_hang_a_page_by_what_is_too_long_of_them_after_the_first_paint() {
        assert_eq!(blocked(&[], 1_000.0), 0.0);
        // Before it; across it, of which 60 ms are after it; short; long.
        let tasks = [(0.0, 900.0), (990.0, 70.0), (1_200.0, 50.0), (2_000.0, 130.0)];
        assert_eq!(blocked(&tasks, 1_000.0), 10.0 + 80.0);
    }

    #[test]
    fn shifts_are_added_up_in_windows_and_the_worst_counts() {
        assert_eq!(shifted(&[]), 0.0);
        let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-9, "{left} {right}");
        close(shifted(&[(0.0, 0.01), (900.0, 0.02), (1_900.0, 0.025)]), 0.03);
        // None a second after the other, but a window ends after five.
        let many: Vec<(f64, f64)> = (0..12).map(|n| (f64::from(n) * 500.0, 0.01)).collect();
        close(shifted(&many), 0.1);
    }

    #[test]
    fn each_page_has_its_rows_with_their_limits() -> anyhow::Result<()> {
        let with = json!({
            "fcp": 1_500.0, "lcp": 3_100.0, "awake": 4_000.0, "shifts": [[10, 0.01]], "tasks": [[9_000, 120]],
            "bytes": 30_000, "heads": 9_000, "waited": 1,
        });
        let mut loads = visits("x", "3G", true, &with);
        loads.extend(visits("x", "2G", true, &json!({"lcp": 5_000.0})));
        loads.extend(visits("x", "3G", false, &json!({"usable": 1_400.0})));
        let seen = json!({"loads": loads});
        let mut rows = Rows::default();
        note_visits(&page(true), &seen, &mut rows)?;
        let rows = read(&rows.json(0).to_string())?;
        for (what, value, limit) in [
            ("first paint (3G)", 1_500.0, Limit::AtMost(2_500.0)),
            ("largest paint (3G)", 3_100.0, Limit::AtMost(3_000.0)),
            ("blocked (3G)", 70.0, Limit::AtMost(100.0)),
            ("shifted (3G)", 0.01, Limit::AtMost(0.02)),
            ("islands awake (3G)", 4_000.0, Limit::AtMost(7_000.0)),
            ("form, no scripts (3G)", 1_400.0, Limit::AtMost(3_000.0)),
            ("readable (2G)", 5_000.0, Limit::AtMost(5_500.0)),
            ("on the line", 30_000.0, Limit::Told),
        ] {
            let row = rows.iter().find(|row| row.bar == format!("P16 x: {what}"));
            let row = row.ok_or_else(|| anyhow::anyhow!("no row for {what}"))?;
            assert_eq!((row.value, row.limit), (value, limit), "{what}");
            assert_eq!(row.is_met(), what != "largest paint (3G)", "{what}");
        }
        let mut rows = Rows::default();
        note_visits(&page(false), &seen, &mut rows)?;
        assert!(!rows.table().contains("islands awake"), "{}", rows.table());
        Ok(())
    }

    #[test]
    fn a_run_that_failed_or_is_missing_is_no_figure() {
        let mut rows = Rows::default();
        let mut loads = visits("x", "3G", true, &json!({"fcp": 1_500.0}));
        let said = |loads: &[Value], rows: &mut Rows| {
            let seen = json!({"loads": loads});
            note_visits(&page(true), &seen, rows)
                .map_or_else(|error| format!("{error:#}"), |()| String::new())
        };
        loads[3] = json!({"page": "x", "line": "3G", "script": true, "error": "/ar answered 503"});
        assert_eq!(said(&loads, &mut rows), "/ar answered 503");
        loads.pop();
        assert_eq!(said(&loads, &mut rows), format!("{} runs instead of {RUNS}", RUNS - 1));
        assert!(note_visits(&page(true), &json!({}), &mut rows).is_err());
    }

    #[test]
    fn of_hands_the_slowest_answer_of_the_middle_run_counts() -> anyhow::Result<()> {
        let run = |slowest: u32, keys: u32| json!({"page": "x", "taps": 2, "keys": keys, "waits": [16, slowest, 24]});
        let runs: Vec<Value> = [40, 200, 64, 48, 72].iter().map(|slowest| run(*slowest, 9)).collect();
        assert_eq!(answered("x", &json!({"hands": runs}))?, 64.0);
        assert!(answered("y", &json!({"hands": runs})).is_err());
        let idle: Vec<Value> = (0..RUNS).map(|_| run(16, 0)).collect();
        assert!(answered("x", &json!({"hands": idle})).is_err(), "nobody did anything");
        let deaf: Vec<Value> =
            (0..RUNS).map(|_| json!({"page": "x", "taps": 5, "keys": 5, "waits": []})).collect();
        assert!(answered("x", &json!({"hands": deaf})).is_err(), "nothing was answered");
        Ok(())
    }

    #[test]
    fn the_plan_holds_every_page_and_the_lines_of_the_specification() {
        let (pages, hands) = (visited("/ar/a/x", "/fr/a/x", "/ar/forum/t/x"), used("/ar/forum/t/x"));
        let plan = plan("sid=x", &pages, &hands);
        let count = |path: &str| plan.pointer(path).and_then(Value::as_array).map(Vec::len);
        assert_eq!((count("/pages"), count("/hands/pages")), (Some(pages.len()), Some(hands.len())));
        let slow = plan.pointer("/lines/0");
        let figures = ["latency", "down", "up", "cpu"].map(|name| slow.and_then(|line| line[name].as_u64()));
        assert_eq!(figures, [Some(400), Some(400), Some(400), Some(6)]);
    }
}
