//! What the ways into an account tell by their time, and what a crowd at the sign-in page costs the others.
//!
//! Samples of names that exist and names that nobody has are asked for in turn; the figure is the area under the
//! curve (AUC): how often an answer for an existing name took longer than one for nobody's. 0.5 tells nothing.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::rows::Rows;
use crate::html::Form;
use crate::http::Connection;
use crate::portal::Portal;
use crate::step::step;
use crate::visitor::{Visitor, encode};

/// Accounts; each bears ten tries before its counter refuses.
const ACCOUNTS: usize = 100;
const TRIES: usize = 10;
/// Links to a new passphrase that a name gets before the answer is a quiet one.
const LINKS: usize = 3;
/// People who sign in at the same moment.
const CROWD: usize = 200;
const PASSPHRASE: &str = "lanterns along the old bridge";
const WRONG: &str = "jasmine over seven bridges";

/// Starts a portal on all cores, measures, prints.
pub fn measure(program: &Path, site: &Path, rows: &mut Rows) -> Result<()> {
    let portal = Portal::start(program, site)?;
    let names: Vec<String> = (0..ACCOUNTS).map(|number| format!("Colline {}", letters(number))).collect();
    step(&format!("open {ACCOUNTS} accounts"), || {
        names.iter().try_for_each(|name| join(&portal, name).map(drop))
    })
    .map_err(|error| error.context(portal.log()))?;
    // Those who disappeared, and those who gave an address: only of these is there more to tell than the name.
    let gone: Vec<String> = (0..ACCOUNTS).map(|number| format!("Falaise {}", letters(number))).collect();
    step(&format!("open {ACCOUNTS} accounts, and disappear"), || {
        gone.iter().try_for_each(|name| vanish(&mut join(&portal, name)?))
    })?;
    let reached: Vec<String> = (0..ACCOUNTS).map(|number| format!("Plateau {}", letters(number))).collect();
    step(&format!("open {ACCOUNTS} accounts with an address"), || {
        reached.iter().enumerate().try_for_each(|(at, name)| address(&portal, &mut join(&portal, name)?, at))
    })?;
    println!("\n| way in | existing, median ms | nobody's, median ms | AUC (0.45 to 0.55) |");
    println!("|---|---:|---:|---:|");
    let passphrase = format!("&passphrase={}", encode(WRONG));
    let code = "&recovery_code=0123-4567-89AB";
    for (way, path, rest, whose, tries, status) in [
        ("sign-in, wrong passphrase", "/en/sign-in", passphrase.clone(), &names, TRIES, 422),
        ("recovery, wrong code", "/en/recover", format!("{passphrase}{code}"), &names, TRIES, 422),
        ("return, wrong code, account there", "/en/account/return", code.to_owned(), &names, TRIES, 422),
        ("return, wrong code, disappeared", "/en/account/return", code.to_owned(), &gone, TRIES, 422),
        ("reset, no address", "/en/reset", String::new(), &names, LINKS, 303),
        ("reset, an address", "/en/reset", String::new(), &reached, LINKS, 303),
    ] {
        // Nobody's names have counters too: a row each, never asked before.
        let nobody: Vec<String> = whose.iter().map(|name| format!("{}{name}", strange(path, way))).collect();
        let asked = Asked { path, rest: &rest, tries, status };
        let (own, others) = step(&format!("2 × {} samples: {way}", whose.len() * tries), || {
            samples(portal.address, &asked, whose, &nobody)
        })?;
        let area = auc(&own, &others);
        println!("| {way} | {:.2} | {:.2} | {area:.3} |", median(&own), median(&others));
        rows.at_most(format!("S10 {way}: distance of the AUC from a half"), (area - 0.5).abs(), "", 0.05);
    }
    // Each with an account of her own: the counters of those above are used up.
    let crowd: Vec<String> = (0..CROWD).map(|number| format!("Vallon {}", letters(number))).collect();
    step(&format!("open {CROWD} accounts"), || {
        crowd.iter().try_for_each(|name| join(&portal, name).map(drop))
    })?;
    storm(&portal, &crowd, rows)
}

/// A word for each number: names may hold few digits, and these letters look like no others.
fn letters(number: usize) -> String {
    let sound = |value: usize| ["ba", "de", "fo", "ku", "pa", "se", "to", "gu", "ze", "bo"][value % 10];
    format!("{}{}{}{}", sound(number / 100), sound(number / 10), sound(number), sound(number / 10 + number))
}

/// What makes a name of somebody into one of nobody, another one for each way.
fn strange(path: &str, way: &str) -> &'static str {
    match (path, way.ends_with("disappeared") || way.ends_with("an address")) {
        ("/en/sign-in", _) => "Ro",
        ("/en/recover", _) => "Li",
        ("/en/reset", false) => "Mo",
        ("/en/reset", true) => "Na",
        (_, false) => "Ti",
        (_, true) => "Vu",
    }
}

fn join(portal: &Portal, name: &str) -> Result<Visitor> {
    let mut visitor = Visitor::new(portal.address);
    let page = visitor.must_open("/en/join")?;
    let form = page.form(&["passphrase"])?;
    let values = [("own_pseudonym", name), ("passphrase", PASSPHRASE), ("rules", "yes")];
    let next = visitor.submit(&page, &form, &values)?;
    ensure!(next.response.status == 200, "{name}: joining answered {}", next.response.status);
    Ok(visitor)
}

/// Disappears, as on the page of her data.
fn vanish(visitor: &mut Visitor) -> Result<()> {
    let page = visitor.must_open("/en/account/data/leave?choice=vanish")?;
    let form = form_to("/en/account/data/leave", &[("choice", "vanish")]);
    let next = visitor.submit(&page, &form, &[])?;
    ensure!(next.response.status == 200, "disappearing answered {}", next.response.status);
    Ok(())
}

/// Gives an address and proves it by the link of the message.
fn address(portal: &Portal, visitor: &mut Visitor, at: usize) -> Result<()> {
    let mine = format!("reader{at}@example.org");
    let page = visitor.must_open("/en/account/email")?;
    let form = page.form(&["email"])?;
    let next = visitor.submit(&page, &form, &[("email", mine.as_str()), ("mail_is_safe", "yes")])?;
    ensure!(next.response.status == 200, "giving an address answered {}", next.response.status);
    let begun = Instant::now();
    let link = loop {
        if let Some(link) = link_to(portal, &mine) {
            break link;
        }
        ensure!(begun.elapsed() < Duration::from_secs(60), "no message to {mine}");
        thread::sleep(Duration::from_millis(100));
    };
    let page = visitor.must_open(&link)?;
    let next = visitor.submit(&page, &form_to(&link, &[]), &[])?;
    ensure!(next.response.status == 200, "proving an address answered {}", next.response.status);
    Ok(())
}

fn form_to(path: &str, fields: &[(&str, &str)]) -> Form {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Form { action: Some(path.to_owned()), fields, buttons: Vec::new() }
}

/// The path of the link in the message to an address, once it is there.
fn link_to(portal: &Portal, address: &str) -> Option<String> {
    let messages = fs::read_dir(portal.mail()).ok()?.flatten();
    messages.filter(|file| file.path().extension().is_some_and(|end| end == "eml")).find_map(|file| {
        let text = fs::read_to_string(file.path()).ok()?;
        let hers = text.lines().any(|line| line.starts_with("To:") && line.contains(address));
        let link = text.lines().find(|line| line.contains("/email/verify/")).filter(|_| hers)?;
        link.find("/en/").and_then(|start| link.get(start..)).map(|path| path.trim().to_owned())
    })
}

fn request(address: SocketAddr, path: &str, name: &str, rest: &str) -> String {
    let body = format!("pseudonym={}{rest}", encode(name));
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

type Times = Vec<f64>;

/// What is asked of a way in.
struct Asked<'a> {
    path: &'a str,
    /// The form, after the name.
    rest: &'a str,
    /// How often for each name.
    tries: usize,
    /// The answer to each.
    status: u16,
}

/// Milliseconds of both kinds, asked in turn; which of the two comes first changes every time.
fn samples(
    address: SocketAddr,
    asked: &Asked<'_>,
    names: &[String],
    nobody: &[String],
) -> Result<(Times, Times)> {
    let mut connection = Connection::open(address)?;
    let mut times = (Vec::new(), Vec::new());
    for round in 0..asked.tries {
        for (at, (own, other)) in names.iter().zip(nobody).enumerate() {
            for second in [false, true] {
                let exists = ((round + at) % 2 == 0) != second;
                let name = if exists { own } else { other };
                let request = request(address, asked.path, name, asked.rest);
                let begun = Instant::now();
                let answer = connection.exchange(request.as_bytes())?;
                let took = begun.elapsed().as_secs_f64() * 1000.0;
                ensure!(answer.status == asked.status, "{name}: {} answered {}", asked.path, answer.status);
                if exists { times.0.push(took) } else { times.1.push(took) }
            }
        }
    }
    Ok(times)
}

/// How often a value of the first is above one of the second; equal ones count half.
fn auc(first: &[f64], second: &[f64]) -> f64 {
    let mut above = 0.0;
    for one in first {
        for other in second {
            above += match one.total_cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    above / (first.len() as f64 * second.len() as f64)
}

fn median(times: &[f64]) -> f64 {
    share(times, 0.5)
}

fn share(times: &[f64], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or_default()
}

/// Everybody signs in at the same moment, and again after a second when told to; meanwhile somebody reads.
fn storm(portal: &Portal, names: &[String], rows: &mut Rows) -> Result<()> {
    let address = portal.address;
    let alone = step("read a page alone", || read_for(address, Duration::from_secs(3)))?;
    let one = step("sign in alone", || {
        names.iter().take(20).map(|name| sign_in(address, name).map(|(ms, _)| ms)).collect::<Result<Times>>()
    })?;
    let memory = resident(portal.id())?;
    let over = Arc::new(AtomicBool::new(false));
    let reader = thread::spawn({
        let over = over.clone();
        move || read_until(address, &over)
    });
    let start = Arc::new(Barrier::new(CROWD));
    let (times, told, wall) = step(&format!("{CROWD} sign in at once"), || {
        let begun = Instant::now();
        let people: Vec<_> = (0..CROWD)
            .map(|at| {
                let (start, name) = (start.clone(), names[at % names.len()].clone());
                thread::spawn(move || {
                    start.wait();
                    sign_in(address, &name)
                })
            })
            .collect();
        let (mut times, mut told) = (Vec::new(), 0);
        for person in people {
            let (ms, refused) = person.join().map_err(|_| anyhow::anyhow!("a visitor fell over"))??;
            times.push(ms);
            told += refused;
        }
        Ok((times, told, begun.elapsed()))
    })?;
    let more = resident(portal.id())?.saturating_sub(memory);
    over.store(true, Ordering::Release);
    let pages = reader.join().map_err(|_| anyhow::anyhow!("the reader fell over"))??;
    println!("\n| {CROWD} at once | |");
    println!("|---|---:|");
    println!("| a sign-in alone, median ms | {:.1} |", median(&one));
    println!(
        "| a sign-in in the crowd (the answer that let her in), median / p99 ms | {:.1} / {:.1} |",
        median(&times),
        share(&times, 0.99)
    );
    println!("| all are in after, s | {:.1} |", wall.as_secs_f64());
    println!("| told to come back (503), times | {told} |");
    println!("| home page alone, p99 ms | {:.2} |", share(&alone, 0.99));
    println!(
        "| home page meanwhile, median / p99 ms ({} read) | {:.2} / {:.2} |",
        pages.len(),
        median(&pages),
        share(&pages, 0.99)
    );
    println!("| memory more, MB | {:.1} |", more as f64 / 1024.0);
    rows.told("a sign-in alone: median", median(&one), "ms");
    rows.told(format!("a sign-in among {CROWD}: p99"), share(&times, 0.99), "ms");
    rows.at_most(format!("home page while {CROWD} sign in: p99"), share(&pages, 0.99), "ms", 50.0);
    Ok(())
}

/// Milliseconds of the answer that let her in, and how often she was told to come back before.
fn sign_in(address: SocketAddr, name: &str) -> Result<(f64, usize)> {
    let rest = format!("&passphrase={}", encode(PASSPHRASE));
    for told in 0..120 {
        let mut connection = Connection::open(address)?;
        let begun = Instant::now();
        let answer = connection.exchange(request(address, "/en/sign-in", name, &rest).as_bytes())?;
        match answer.status {
            303 => return Ok((begun.elapsed().as_secs_f64() * 1000.0, told)),
            503 => thread::sleep(Duration::from_secs(1)),
            other => bail!("{name}: signing in answered {other}"),
        }
    }
    bail!("{name} did not get in within two minutes")
}

fn read_for(address: SocketAddr, time: Duration) -> Result<Times> {
    let begun = Instant::now();
    read_while(address, || begun.elapsed() < time)
}

fn read_until(address: SocketAddr, over: &AtomicBool) -> Result<Times> {
    read_while(address, || !over.load(Ordering::Acquire))
}

/// One reader, who looks at a page every few milliseconds.
fn read_while(address: SocketAddr, goes_on: impl Fn() -> bool) -> Result<Times> {
    let mut connection = Connection::open(address)?;
    let request = format!("GET /ar HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br\r\n\r\n");
    let mut times = Vec::new();
    while goes_on() {
        let begun = Instant::now();
        let answer = connection.exchange(request.as_bytes())?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(answer.status == 200, "/ar answered {}", answer.status);
        thread::sleep(Duration::from_millis(5));
    }
    Ok(times)
}

/// Resident memory in kB.
fn resident(process: u32) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    text.lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok())
        .context("/proc/<pid>/status has no VmRSS")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{CROWD, auc, letters, share};

    #[test]
    fn the_area_is_a_half_when_nothing_is_told() {
        assert!((auc(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]) - 0.5).abs() < 1e-9);
        assert!((auc(&[5.0, 6.0], &[1.0, 2.0]) - 1.0).abs() < 1e-9);
        assert!((share(&[4.0, 1.0, 3.0, 2.0, 5.0], 0.5) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn every_account_has_its_own_name() {
        let names: HashSet<String> = (0..CROWD).map(letters).collect();
        assert_eq!(names.len(), CROWD);
    }
}
