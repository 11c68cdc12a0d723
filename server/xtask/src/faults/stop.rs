//! R14: a graceful stop under load, with clients that are slow to go.

use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::figure::Figure;
use super::town::Town;
use super::{Ground, wait_for};
use crate::http;
use crate::portal::Portal;

/// A stop may take so long.
const MOST: Duration = Duration::from_secs(10);
const READERS: usize = 6;

/// Stops, again and again.
pub fn gracefully(ground: &Ground<'_>) -> Result<Figure> {
    let mut portal = ground.portal(&[])?;
    let town = Town::settle(&portal, portal.address, 4, 1)?;
    rounds(ground, &mut portal, &town)
}

/// The same with a portal and a town that are there.
pub fn rounds(ground: &Ground<'_>, portal: &mut Portal, town: &Town) -> Result<Figure> {
    let mut figure = Figure::of("R14", "sqlite");
    let address = portal.address;
    let readers = if ground.short { 2 } else { READERS };
    let (mut slowest, mut answered) = (Duration::ZERO, 0);
    for _ in 0..ground.rounds(50, 1) {
        let half_open = half_open(address)?;
        // A balancer asks whether it is ready, and sends nothing more when it is not.
        let unready = AtomicBool::new(false);
        let (done, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut flipped = None;
        let took = thread::scope(|scope| -> Result<Duration> {
            for _ in 0..readers {
                scope.spawn(|| {
                    while !unready.load(Ordering::SeqCst) {
                        let fine = http::get(address, &town.topic).is_ok_and(|answer| answer.status == 200);
                        // Whoever began before it was said that no more is wanted has a right to her page.
                        let counter = if fine { &done } else { &failed };
                        counter.fetch_add(1, Ordering::SeqCst);
                        thread::sleep(Duration::from_millis(2));
                    }
                });
            }
            scope.spawn(|| town.write_until(address, &unready));
            thread::sleep(Duration::from_millis(300));
            let told = Instant::now();
            portal.tell_to_stop();
            flipped = wait_for(Duration::from_secs(2), || {
                http::get(address, "/health/ready").map_or(true, |answer| answer.status == 503)
            });
            unready.store(true, Ordering::SeqCst);
            while !portal.has_ended()? {
                if told.elapsed() > MOST + Duration::from_secs(5) {
                    bail!("it does not end\n{}", portal.log());
                }
                thread::sleep(Duration::from_millis(10));
            }
            Ok(told.elapsed())
        })?;
        drop(half_open);
        let (done, failed) = (done.into_inner(), failed.into_inner());
        answered += done;
        slowest = slowest.max(took);
        figure.must(flipped.is_some(), || "readiness did not flip".to_owned());
        figure.must(failed == 0, || format!("{failed} of {} requests in flight failed", done + failed));
        figure.must(took <= MOST, || format!("the end took {} ms", took.as_millis()));
        figure.recovered(portal.resume().with_context(|| portal.log())?);
        figure.compare(town.compare(address)?);
        figure.rounds += 1;
    }
    figure.note("requests answered", answered as f64);
    figure.note_time("slowest end, ms", slowest);
    Ok(figure)
}

/// Clients that began something and do not go on.
fn half_open(address: SocketAddr) -> Result<Vec<TcpStream>> {
    let mut all = Vec::new();
    for start in ["", "GET /ar HTTP/1.1\r\nHos", "PRI * HT"] {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(start.as_bytes())?;
        all.push(stream);
    }
    Ok(all)
}
