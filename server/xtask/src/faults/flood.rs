//! R17: five times as much as it carries.

use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::client::{Client, Times};
use super::figure::Figure;
use super::town::Town;
use super::{Ground, wait_for};

/// As many as keep it busy, and no more.
const PEAK: usize = 16;
/// What that is, five times over, and then what a place holds besides.
const FLOOD: usize = 400;

struct Seen {
    good: Times,
    told: usize,
    wrong: usize,
    rate: f64,
}

/// A page that no cache holds, for somebody who is signed in.
pub fn overload(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R17", "sqlite");
    let portal = ground.portal(&[])?;
    let town = Town::settle(&portal, portal.address, 1, 1)?;
    let cookie = town.writers.first().context("a member")?;
    let ask = |many, time| crowd(portal.address, &town.topic, cookie, many, time);
    ask(PEAK, Duration::from_secs(1));
    let peak = ask(PEAK, Duration::from_secs(5));
    let flood = ask(FLOOD, ground.time(60, 5));
    let mut client = Client::new(portal.address, cookie);
    let usual = peak.good.at(0.99).max(Duration::from_millis(20)) * 2;
    let back = wait_for(Duration::from_secs(10), || {
        let start = Instant::now();
        let fine = client.get(&town.topic).is_ok_and(|answer| answer.status == 200);
        fine && start.elapsed() <= usual
    });
    figure.rounds = 1;
    figure.note("clients", FLOOD as f64);
    figure.note("peak/s", peak.rate.round());
    figure.note("goodput/s", flood.rate.round());
    figure.note("share of peak", flood.rate / peak.rate.max(0.1));
    figure.note_time("p99 of accepted, ms", flood.good.at(0.99));
    figure.note("told to come back", flood.told as f64);
    figure.must(flood.rate >= peak.rate * 0.8, || {
        format!("{:.0} pages/s under flood, {:.0} at its best", flood.rate, peak.rate)
    });
    let slow = flood.good.at(0.99);
    figure.must(slow <= Duration::from_secs(1), || format!("p99 of what was accepted is {slow:?}"));
    figure.must(flood.wrong == 0, || format!("{} answers were neither a page nor a 503", flood.wrong));
    match back {
        Some(back) => {
            figure.recovered(back);
            figure.must(back <= Duration::from_secs(5), || format!("back after {back:?}"));
        }
        None => figure.must(false, || "it does not come back".to_owned()),
    }
    Ok(figure)
}

fn crowd(address: SocketAddr, path: &str, cookie: &str, many: usize, time: Duration) -> Seen {
    let begun = Instant::now();
    let mut seen = Seen { good: Times::default(), told: 0, wrong: 0, rate: 0.0 };
    thread::scope(|scope| {
        let mut crowd = Vec::new();
        for _ in 0..many {
            let one = thread::Builder::new().stack_size(256 * 1024).spawn_scoped(scope, move || {
                let mut client = Client::new(address, cookie);
                let (mut good, mut told, mut wrong) = (Times::default(), 0, 0);
                while begun.elapsed() < time {
                    let start = Instant::now();
                    match client.get(path) {
                        Ok(answer) if answer.status == 200 => good.push(start.elapsed()),
                        Ok(answer) if answer.status == 503 && answer.header("retry-after").is_some() => {
                            told += 1;
                        }
                        _ => wrong += 1,
                    }
                }
                (good, told, wrong)
            });
            // As many threads as there may be.
            crowd.extend(one.ok());
        }
        for one in crowd {
            let (good, told, wrong) = one.join().unwrap_or((Times::default(), 0, 1));
            seen.good.add(good);
            seen.told += told;
            seen.wrong += wrong;
        }
    });
    seen.rate = seen.good.count() as f64 / begun.elapsed().as_secs_f64();
    seen
}
