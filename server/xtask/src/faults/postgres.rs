//! R5: PostgreSQL crashes and comes back. R6: a network that swallows everything.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::client::{Client, Times};
use super::figure::Figure;
use super::proxy::{Mode, Proxy};
use super::store::ITEM;
use super::town::Town;
use super::{Ground, durable, some_of, wait_for};
use crate::http;
use crate::visitor::Visitor;

/// For so long a topic that is kept is shown though the database is away; the portal itself says five seconds after it
/// knew for the last time what was written.
const KEPT: Duration = Duration::from_secs(3);

/// Back so soon after the database is.
const BACK: Duration = Duration::from_secs(2);
/// Every request ends in this time, whatever the database does.
const MOST: Duration = Duration::from_secs(3);

/// Crashes, again and again, under load.
pub fn crashes(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R5", "postgres");
    let mut postgres = durable()?;
    let portal = ground.portal_on(&postgres.url, &[])?;
    let address = portal.address;
    let town = Town::settle(&portal, address, 8, 30)?;
    let cookie = town.writers.first().context("a writer")?;
    let kept = kept_pages(address)?;
    let (mut reads, mut lost) = (0, 0);
    for _ in 0..ground.rounds(20, 2) {
        let stop = AtomicBool::new(false);
        let from = town.sent();
        let (load, back) = thread::scope(|scope| -> Result<_> {
            let working = scope.spawn(|| town.write_until(address, &stop));
            let reading = scope.spawn(|| guest_until(address, &kept, &stop));
            thread::sleep(Duration::from_millis(300) + some_of(Duration::from_secs(1)));
            let crashed = postgres.crash_and_restart();
            // With her cookie: what is kept for everybody would say nothing of the database.
            let mut client = Client::new(address, cookie);
            let back = wait_for(Duration::from_secs(30), || {
                client.get(&town.topic).is_ok_and(|answer| answer.status == 200)
            });
            thread::sleep(Duration::from_millis(300));
            stop.store(true, Ordering::SeqCst);
            let load = working.join().unwrap_or_default();
            let (good, bad) = reading.join().unwrap_or((0, 1));
            reads += good + bad;
            lost += bad;
            crashed?;
            Ok((load, back))
        })?;
        figure.must(load.wrong == 0, || format!("{} answers were neither done nor 503", load.wrong));
        match back {
            Some(back) => {
                figure.recovered(back);
                figure.must(back <= BACK, || format!("back after {} ms", back.as_millis()));
            }
            None => figure.must(false, || "it does not come back".to_owned()),
        }
        let settled = wait_for(Duration::from_secs(10), || town.send_again(address, from).is_ok());
        figure.must(settled.is_some(), || "forms cannot be sent again".to_owned());
        figure.compare(town.compare(address)?);
        figure.rounds += 1;
    }
    figure.note("kept pages asked by a guest", f64::from(reads));
    figure.note("of these not there", f64::from(lost));
    figure
        .must(reads > 0 && lost == 0, || format!("{lost} of {reads} kept pages were not there for a guest"));
    Ok(figure)
}

/// Pages that are kept for guests and that nobody of the town writes into.
fn kept_pages(address: SocketAddr) -> Result<Vec<String>> {
    let mut pages = vec!["/ar/safety".to_owned(), "/fr/library".to_owned()];
    pages.push(Visitor::new(address).must_open(ITEM)?.path);
    // Twice: the first reader may be the one for whom something is worked out and written.
    for page in pages.iter().chain(&pages) {
        let status = http::get(address, page)?.status;
        ensure!(status == 200, "{page} answered {status} before anything was done");
    }
    Ok(pages)
}

/// A guest reads all the time; how often she got her page, and how often not.
fn guest_until(address: SocketAddr, pages: &[String], stop: &AtomicBool) -> (u32, u32) {
    let (mut good, mut bad) = (0, 0);
    let mut client = Client::new(address, "");
    for page in pages.iter().cycle() {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let fine = client.get(page).is_ok_and(|answer| answer.status == 200);
        if fine {
            good += 1
        } else {
            bad += 1
        }
        thread::sleep(Duration::from_millis(5));
    }
    (good, bad)
}

/// Connections stand and nothing comes through them.
pub fn swallowed(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R6", "postgres");
    let postgres = durable()?;
    let proxy = Proxy::to(postgres.address())?;
    let own = postgres.address().to_string();
    let url = postgres.url.replace(&own, &proxy.address.to_string());
    let portal = ground.portal_on(&url, &[])?;
    let address = portal.address;
    let town = Town::settle(&portal, address, 4, 4)?;
    let cookie = town.writers.first().context("a writer")?;
    for _ in 0..ground.rounds(3, 1) {
        let stop = AtomicBool::new(false);
        let (served, lost, from) = (AtomicUsize::new(0), AtomicUsize::new(0), town.sent());
        // Twice: the first reader may be the one for whom something is worked out and written.
        for _ in 0..2 {
            http::get(address, &town.topic)?;
        }
        proxy.set(Mode::Hold);
        let start = Instant::now();
        let times = thread::scope(|scope| {
            let mut working = Vec::new();
            for n in 0..24 {
                let (town, stop, served, lost) = (&town, &stop, &served, &lost);
                working.push(scope.spawn(move || {
                    let mut times = Times::default();
                    let mut client = Client::new(address, if n % 2 == 0 { cookie.as_str() } else { "" });
                    while !stop.load(Ordering::SeqCst) {
                        let begun = start.elapsed();
                        let answer = times.take(|| client.get(&town.topic));
                        if answer.is_ok_and(|answer| answer.status == 200) {
                            served.fetch_add(1, Ordering::SeqCst);
                        } else if n % 2 == 1 && begun < KEPT {
                            lost.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    times
                }));
            }
            working.push(scope.spawn(|| {
                town.write_until(address, &stop);
                Times::default()
            }));
            thread::sleep(ground.time(60, 5));
            // What needs no database goes on.
            for path in ["/health/live", "/favicon.svg"] {
                let fine = http::get(address, path).is_ok_and(|answer| answer.status == 200);
                figure.must(fine, || format!("{path} does not answer"));
            }
            stop.store(true, Ordering::SeqCst);
            let mut all = Times::default();
            for work in working {
                all.add(work.join().unwrap_or_default());
            }
            all
        });
        figure.note_time("held for, ms", start.elapsed());
        figure.note("requests", times.count() as f64);
        figure.note_time("slowest, ms", times.worst());
        figure.note("still 200", served.into_inner() as f64);
        let lost = lost.into_inner();
        figure.must(lost == 0, || format!("{lost} guests did not get the page that is kept"));
        figure.must(times.worst() <= MOST + Duration::from_millis(500), || {
            format!("a request took {} ms", times.worst().as_millis())
        });
        proxy.set(Mode::Pass);
        let mut client = Client::new(address, cookie);
        let back = wait_for(Duration::from_secs(30), || {
            client.get(&town.topic).is_ok_and(|answer| answer.status == 200)
        });
        match back {
            Some(back) => {
                figure.recovered(back);
                figure.must(back <= BACK, || format!("back after {} ms", back.as_millis()));
            }
            None => figure.must(false, || "it does not come back".to_owned()),
        }
        let settled = wait_for(Duration::from_secs(10), || town.send_again(address, from).is_ok());
        figure.must(settled.is_some(), || "forms cannot be sent again".to_owned());
        figure.compare(town.compare(address)?);
        figure.rounds += 1;
    }
    Ok(figure)
}
