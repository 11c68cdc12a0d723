//! Large files: what a jump in a film moves over the line, and what an upload takes of the server's memory.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use data_encoding::BASE64;

use super::library::verdict;
use super::rows::Rows;
use crate::html;
use crate::http::Connection;
use crate::portal::Portal;
use crate::step::step;
use crate::visitor::Visitor;

const MB: u64 = 1024 * 1024;
/// Bytes of one piece.
const PIECE: u64 = 8 * MB;
/// The film in which is jumped, and the hour that it would last.
const FILM_MB: u64 = 1024;
const MINUTES: u64 = 60;
/// A jump to its last minute moves less than this.
const MOST_MOVED: u64 = 5 * MB;
/// The large upload, unless `BENCH_UPLOAD_MB` says how large.
const UPLOAD_MB: u64 = 2048;
/// Memory may grow by this while it comes.
const MOST_GROWN: u64 = 64 * MB;
/// What a player reads before it knows where to go, and after it has gone there.
const BEGINNING: usize = 256 * 1024;
const PLAYED: usize = 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(900);

/// Brings both files by tus, measures, prints.
pub fn measure(portal: &Portal, rows: &mut Rows) -> Result<()> {
    let keeper = portal.staff("Rayon of the bench", "librarian")?;
    let mut desk = Visitor::new(portal.address);
    desk.sign_in(&keeper)?;
    let film = step(&format!("bring a film of {FILM_MB} MB"), || bring(portal, &mut desk, FILM_MB * MB))?;
    let address = step("publish it", || publish(&mut desk, &film))?;
    let moved = step("jump to its last minute", || jump(portal.address, &address, FILM_MB * MB))?;

    let large: u64 = env::var("BENCH_UPLOAD_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(UPLOAD_MB);
    ensure!(large > 0, "BENCH_UPLOAD_MB must be at least 1");
    // The highest mark is set back to what is there now; where that is not allowed, the mark is an older, higher one.
    let _ = fs::write(format!("/proc/{}/clear_refs", portal.id()), "5");
    let before = memory(portal.id(), "VmRSS")?;
    step(&format!("bring {large} MB"), || bring(portal, &mut desk, large * MB))?;
    let highest = memory(portal.id(), "VmHWM")?;
    let grown = highest.saturating_sub(before);

    let in_mb = |bytes: u64| bytes as f64 / MB as f64;
    println!("\n| large files | MB | at most MB | |");
    println!("|---|---:|---:|---|");
    println!(
        "| moved by a jump to the last minute of {FILM_MB} MB | {:.2} | {:.0} | {} |",
        in_mb(moved),
        in_mb(MOST_MOVED),
        verdict(moved < MOST_MOVED)
    );
    println!(
        "| memory grown by {large} MB in pieces of {} MB, from {:.0} MB | {:.1} | {:.0} | {} |",
        PIECE / MB,
        in_mb(before),
        in_mb(grown),
        in_mb(MOST_GROWN),
        verdict(grown < MOST_GROWN)
    );
    rows.at_most("film: moved by a jump to its last minute", in_mb(moved), "MB", in_mb(MOST_MOVED));
    rows.at_most("upload: memory grown", in_mb(grown), "MB", in_mb(MOST_GROWN));
    Ok(())
}

/// Brings a made-up film of so many megabytes and publishes it; answers its address.
pub fn film(portal: &Portal, megabytes: u64) -> Result<String> {
    let keeper = portal.staff("Rayon of the films", "librarian")?;
    let mut desk = Visitor::new(portal.address);
    desk.sign_in(&keeper)?;
    let film = bring(portal, &mut desk, megabytes * MB)?;
    publish(&mut desk, &film)
}

/// Bytes of a line of `/proc/<pid>/status`, which counts kilobytes.
pub fn memory(process: u32, name: &str) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    kilobytes(&text, name).map(|kb| kb * 1024).with_context(|| format!("/proc/<pid>/status has no {name}"))
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Sends a made-up film piece by piece and waits until the portal has looked at it; answers its identifier.
fn bring(portal: &Portal, desk: &mut Visitor, size: u64) -> Result<String> {
    let mut line = Connection::open(portal.address)?;
    let who = format!(
        "Host: {}\r\nCookie: {}\r\nOrigin: http://{}\r\nSec-Fetch-Site: same-origin\r\nTus-Resumable: 1.0.0\r\n",
        portal.address,
        desk.cookie_header(),
        portal.address
    );
    let name = BASE64.encode(b"film.mp4");
    let begun = line.exchange(
        format!(
            "POST /uploads HTTP/1.1\r\n{who}Upload-Length: {size}\r\nUpload-Metadata: filename {name}\r\nContent-Length: 0\r\n\r\n"
        )
        .as_bytes(),
    )?;
    ensure!(begun.status == 201, "beginning an upload answered {}", begun.status);
    let place = begun.header("location").context("an upload without an address")?.to_owned();
    let mut noise = Noise(size | 1);
    let mut sent = 0;
    while sent < size {
        let length = PIECE.min(size - sent);
        let mut request = format!(
            "PATCH {place} HTTP/1.1\r\n{who}Upload-Offset: {sent}\r\n\
             Content-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n\r\n"
        )
        .into_bytes();
        let head = request.len();
        noise.fill(&mut request, usize::try_from(length)?);
        if sent == 0
            && let Some(first) = request.get_mut(head..head + FTYP.len())
        {
            first.copy_from_slice(FTYP);
        }
        let answer = line.exchange(&request)?;
        ensure!(answer.status == 204, "the piece at {sent} answered {}", answer.status);
        sent += length;
    }
    let id = place.rsplit('/').next().unwrap_or_default().to_owned();
    let ready = format!("/en/desk/library/new?upload={id}");
    let begun = Instant::now();
    loop {
        let page = desk.must_open("/en/desk/library/upload")?.html();
        if html::attributes(&page, "a", "href").contains(&ready) {
            return Ok(id);
        }
        ensure!(begun.elapsed() < PATIENCE, "{id} was not looked at in time");
        thread::sleep(Duration::from_millis(200));
    }
}

/// How a film of type MP4 begins.
const FTYP: &[u8] = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41";

/// Bytes that nothing can make smaller, quickly (xorshift).
struct Noise(u64);

impl Noise {
    fn fill(&mut self, out: &mut Vec<u8>, length: usize) {
        let end = out.len() + length;
        out.reserve(length + 8);
        while out.len() < end {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            out.extend_from_slice(&self.0.to_le_bytes());
        }
        out.truncate(end);
    }
}

/// Makes an item of an upload, as a librarian does; answers the address of its film.
fn publish(desk: &mut Visitor, upload: &str) -> Result<String> {
    let page = desk.must_open(&format!("/en/desk/library/new?upload={upload}"))?;
    let form = page.form(&["title_en", "upload"])?;
    let values = [
        ("kind", "video"),
        ("language", "en"),
        ("title_en", "A film of the bench"),
        ("licence", "cc-by-4.0"),
        ("purpose", "video"),
        ("without_text", "Nobody speaks in it."),
    ];
    let made = desk.submit(&page, &form, &values)?;
    ensure!(made.response.status == 200, "the record answered {}", made.response.status);
    let id = made.path.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let id = id.to_owned();
    let form = made.form(&["action"])?;
    let done = desk.submit(&made, &form, &[("action", "publish")])?;
    ensure!(done.response.status == 200, "publishing answered {}", done.response.status);
    let page = desk.must_open(&format!("/en/library/{id}"))?.html();
    let film = html::attributes(&page, "video", "src").into_iter().next();
    film.context("the page of the item shows no film")
}

/// What a player moves that is told to begin at the last minute: it opens the file and lets go of it, reads the end,
/// where the table of a film may stand, and then opens it where the minute begins.
fn jump(address: SocketAddr, path: &str, size: u64) -> Result<u64> {
    let minute = size - size / MINUTES;
    let mut moved = part(address, path, "bytes=0-", BEGINNING)?;
    moved += part(address, path, "bytes=-65536", usize::MAX)?;
    moved += part(address, path, &format!("bytes={minute}-"), PLAYED)?;
    Ok(moved)
}

/// Asks for a range, reads so much of it, then stops and closes; answers all that came over the line, also what was
/// not read.
fn part(address: SocketAddr, path: &str, range: &str, most: usize) -> Result<u64> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nRange: {range}\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    )?;
    let mut chunk = vec![0; 64 * 1024];
    let (mut came, mut head) = (0_usize, Vec::new());
    while came < most {
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        if head.len() < 4096 {
            head.extend_from_slice(chunk.get(..count).unwrap_or_default());
        }
        came += count;
    }
    if !head.starts_with(b"HTTP/1.1 206") {
        let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
        bail!("{range} of {path} answered {}", String::from_utf8_lossy(line));
    }
    if came < most {
        return Ok(u64::try_from(came)?);
    }
    // A player that has enough does not read; the line fills up for a moment.
    thread::sleep(Duration::from_millis(300));
    let mut waiting = vec![0; 16 * 1024 * 1024];
    let unread = stream.peek(&mut waiting)?;
    Ok(u64::try_from(came + unread)?)
}

#[cfg(test)]
mod tests {
    use super::{Noise, kilobytes};

    #[test]
    fn memory_is_read_by_its_whole_name() {
        let status = "Name:\tserver\nVmHWM:\t   2048 kB\nVmRSS:\t   1024 kB\n";
        assert_eq!((kilobytes(status, "VmRSS"), kilobytes(status, "VmHWM")), (Some(1024), Some(2048)));
        assert_eq!(kilobytes(status, "Vm"), None);
    }

    #[test]
    fn noise_is_as_long_as_asked_and_never_the_same() {
        let mut out = vec![7];
        let mut noise = Noise(3);
        noise.fill(&mut out, 13);
        assert_eq!(out.len(), 14);
        let before = out.clone();
        noise.fill(&mut out, 13);
        assert!(out.starts_with(&before) && out[1..14] != out[14..]);
    }
}
