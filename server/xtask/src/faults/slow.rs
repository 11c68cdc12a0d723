//! R15: a thousand slow clients, a third of which ask for a film and do not read it. R16: requests that are too large in every way.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::client::{Client, Times};
use super::figure::Figure;
use super::{Ground, memory};
use crate::bench::bytes;
use crate::http;
use crate::portal::Portal;

const PAGE: &str = "/ar/forum";
/// A head that does not come is cut after this time, and some for a busy machine.
const CUT: Duration = Duration::from_secs(13);
const MB: f64 = 1_048_576.0;
/// What slow readers ask for, in megabytes: more than fits into the buffers of both ends of a connection (on Linux 4 and 6
/// at most), so that the portal is left with the rest of it.
const FILM: u64 = 32;

/// Slow heads, slow bodies, slow readers.
pub fn clients(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R15", "sqlite");
    let portal = ground.portal(&[])?;
    let address = portal.address;
    let film = bytes::film(&portal, FILM)?;
    let asks = format!("GET {film} HTTP/1.1\r\nHost: x\r\n\r\n");
    let (baseline, failed) = read_for(address, Duration::from_secs(5));
    ensure!(failed == 0, "{failed} pages failed before anything was done");
    let before = memory(portal.id())?;
    let wanted = ground.rounds(1_000, 60);
    let mut slow: Vec<(TcpStream, Instant)> = Vec::new();
    for n in 0..wanted {
        // Out of files of our own: as many as there are.
        let Ok(mut stream) = TcpStream::connect(address) else { break };
        stream.set_nonblocking(true)?;
        let start = match n % 3 {
            0 => "GET /ar HTTP/1.1\r\nHost: x\r\nX-",
            1 => {
                "POST /ar/sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9000\r\n\r\na"
            }
            _ => asks.as_str(),
        };
        let _ = stream.write_all(start.as_bytes());
        slow.push((stream, Instant::now()));
    }
    let opened = slow.len();
    let stop = AtomicBool::new(false);
    let (under, failed, cut, most) = thread::scope(|scope| {
        let dripping = scope.spawn(|| drip(&mut slow, &stop));
        let (times, failed) = read_for(address, ground.time(30, 14));
        let most = memory(portal.id()).unwrap_or_default();
        stop.store(true, Ordering::SeqCst);
        (times, failed, dripping.join().unwrap_or_default(), most)
    });
    let grown = most.saturating_sub(before) as f64 / MB;
    // Nobody read: what came until now is what the buffers hold.
    let readers: Vec<&(TcpStream, Instant)> = slow.iter().skip(2).step_by(3).collect();
    let came = readers.iter().map(|(stream, _)| waiting(stream)).max().unwrap_or_default();
    let (usual, now) = (baseline.at(0.99), under.at(0.99));
    figure.rounds = opened;
    figure.note("readers of a large file", readers.len() as f64);
    figure.note("MB of it that a connection held", came as f64 / MB);
    figure.note_time("p99 before, ms", usual);
    figure.note_time("p99 under, ms", now);
    figure.note("MB more", grown.round());
    figure.note_time("slowest head cut, ms", cut.worst());
    figure.must(failed == 0, || format!("{failed} pages of others failed"));
    figure.must(came > 0 && came < FILM as usize * 1024 * 1024, || {
        format!("of {FILM} MB {came} bytes came to whoever did not read: that shows nothing")
    });
    // Below some milliseconds a machine with two cores tells noise.
    let allowed = (usual * 2).max(Duration::from_millis(25));
    figure.must(now <= allowed, || format!("p99 went from {usual:?} to {now:?}"));
    figure.must(grown <= 50.0, || format!("{grown:.0} MB more"));
    figure.must(cut.count() > 0 && cut.worst() <= CUT, || {
        format!("{} heads were cut, the slowest after {:?}", cut.count(), cut.worst())
    });
    Ok(figure)
}

/// What lies ready for somebody who reads only now.
fn waiting(mut stream: &TcpStream) -> usize {
    let (mut all, mut piece) = (0, vec![0; 256 * 1024]);
    // It does not wait: an error says that no more is there, or that it was cut.
    while let Ok(read @ 1..) = stream.read(&mut piece) {
        all += read;
    }
    all
}

/// A byte every two seconds to whoever still takes one; how long it took until slow heads were cut.
fn drip(slow: &mut [(TcpStream, Instant)], stop: &AtomicBool) -> Times {
    let mut cut = Times::default();
    let mut gone = vec![false; slow.len()];
    let mut turn = Instant::now();
    while !stop.load(Ordering::SeqCst) {
        let drips = turn.elapsed() > Duration::from_secs(2);
        if drips {
            turn = Instant::now();
        }
        for (n, ((stream, since), gone)) in slow.iter_mut().zip(&mut gone).enumerate() {
            // Readers of the third kind never read.
            if *gone || n % 3 == 2 {
                continue;
            }
            if drips {
                let _ = stream.write_all(b"a");
            }
            let ended = match stream.read(&mut [0; 512]) {
                Ok(_) => true,
                Err(error) => !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
            };
            if ended {
                *gone = true;
                if n % 3 == 0 {
                    cut.push(since.elapsed());
                }
            }
        }
        thread::sleep(Duration::from_millis(50));
    }
    cut
}

/// Reads a page again and again, four at a time; how long each took, and how many failed.
fn read_for(address: SocketAddr, time: Duration) -> (Times, usize) {
    let until = Instant::now() + time;
    thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(move || {
                    let mut client = Client::new(address, "");
                    let (mut times, mut failed) = (Times::default(), 0);
                    while Instant::now() < until {
                        let fine = times.take(|| client.get(PAGE)).is_ok_and(|answer| answer.status == 200);
                        failed += usize::from(!fine);
                    }
                    (times, failed)
                })
            })
            .collect();
        let (mut all, mut failures) = (Times::default(), 0);
        for reader in readers {
            let (times, failed) = reader.join().unwrap_or((Times::default(), 1));
            all.add(times);
            failures += failed;
        }
        (all, failures)
    })
}

/// Too long, too many, too large, without end.
pub fn monsters(ground: &Ground<'_>) -> Result<Figure> {
    let portal = ground.portal(&[])?;
    refusals(ground, &portal)
}

/// The same with a portal that is there.
pub fn refusals(ground: &Ground<'_>, portal: &Portal) -> Result<Figure> {
    let mut figure = Figure::of("R16", "sqlite");
    let address = portal.address;
    let own = "Host: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let post = |headers: &str| format!("POST /ar/sign-in HTTP/1.1\r\n{own}{headers}\r\n").into_bytes();
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    let with = |mut head: Vec<u8>, body: &[u8]| {
        head.extend_from_slice(body);
        head
    };
    // Megabytes of nothing are a few kilobytes; nobody unpacks them.
    let bomb = compressed(&vec![0; 8 * 1024 * 1024])?;
    let headers = "X-A: b\r\n".repeat(10_000);
    let monsters: Vec<(&str, Vec<u8>)> = vec![
        ("a line of 70 kB", format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(70_000)).into_bytes()),
        ("10 000 headers", format!("GET /ar HTTP/1.1\r\nHost: x\r\n{headers}\r\n").into_bytes()),
        (
            "a header of 70 kB",
            format!("GET /ar HTTP/1.1\r\nX-A: {}\r\n\r\n", "b".repeat(70_000)).into_bytes(),
        ),
        ("a body of a terabyte", with(post("Content-Length: 1099511627776\r\n"), &[b'a'; 4096])),
        ("a body of 2 MB", with(post("Content-Length: 2097152\r\n"), &vec![b'a'; 2_097_152])),
        ("chunks without end", with(post("Transfer-Encoding: chunked\r\n"), chunk.repeat(64).as_bytes())),
        (
            "a packed body",
            with(post(&format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", bomb.len())), &bomb),
        ),
    ];
    // What is built at the first request is not what they cost.
    ensure!(http::get(address, "/ar")?.status == 200, "/ar is not there");
    let before = memory(portal.id())?;
    let mut slowest = Duration::ZERO;
    for _ in 0..ground.rounds(20, 1) {
        for (name, bytes) in &monsters {
            let start = Instant::now();
            let status = refused(address, bytes);
            slowest = slowest.max(start.elapsed());
            // No status: the connection was closed on it, which is an answer too.
            let fine = matches!(status, None | Some(400 | 413 | 414 | 415 | 422 | 431));
            figure.must(fine, || format!("{name}: {status:?}"));
            figure.must(start.elapsed() <= Duration::from_secs(1), || {
                format!("{name}: after {} ms", start.elapsed().as_millis())
            });
        }
        figure.rounds += 1;
    }
    let grown = memory(portal.id())?.saturating_sub(before) as f64 / MB;
    figure.note("kinds", monsters.len() as f64);
    figure.note_time("slowest answer, ms", slowest);
    figure.note("MB more", grown.round());
    figure.must(ground.short || grown <= 10.0, || format!("{grown:.0} MB more"));
    figure.must(http::get(address, "/ar")?.status == 200, || "it does not answer any more".to_owned());
    Ok(figure)
}

/// Sends as much as is taken, and reads the status.
fn refused(address: SocketAddr, bytes: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    stream.set_write_timeout(Some(Duration::from_secs(5))).ok()?;
    // The answer may come before all is sent.
    let _ = stream.write_all(bytes);
    let mut answer = [0; 64];
    let read = stream.read(&mut answer).ok()?;
    let text = String::from_utf8_lossy(answer.get(..read)?).into_owned();
    text.split(' ').nth(1)?.parse().ok()
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
