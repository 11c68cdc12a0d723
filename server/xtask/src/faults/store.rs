//! R7: the store of the library is away, slow, answers 500, breaks off.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use nix::sys::signal::Signal;

use super::client::{Client, Times};
use super::figure::Figure;
use super::proxy::{Mode, Proxy};
use super::{Ground, wait_for};
use crate::http;
use crate::postgres::free_port;
use crate::proc::{self, Guarded, TempDir};
use crate::visitor::Visitor;

/// Texts that need no bytes of the library.
const TEXTS: [&str; 3] = ["/ar", "/ar/forum", "/fr/library"];
/// An item with a file; it leads on to its whole address.
pub const ITEM: &str = "/fr/library/safetyaudio";

/// A store of our own; it ends and its files go when this is dropped.
pub struct Store {
    // Order matters.
    _server: Guarded,
    _files: TempDir,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Store {
    /// Starts one with an empty bucket.
    pub fn start(program: &Path) -> Result<Self> {
        let files = TempDir::new("store")?;
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let mut command = proc::clean(program);
        command.arg(address.to_string()).arg(files.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Guarded::start(&mut command, Signal::SIGTERM)?;
        let there = wait_for(Duration::from_secs(20), || http::get(address, "/").is_ok());
        ensure!(there.is_some(), "the store did not start");
        Ok(Self { _server: server, _files: files, address })
    }
}

/// How a portal is told of a store at an address.
pub fn settings(address: SocketAddr) -> Vec<(&'static str, String)> {
    vec![
        ("JUSOOR__STORE__KIND", "s3".to_owned()),
        ("JUSOOR__STORE__BUCKET", "jusoor".to_owned()),
        ("JUSOOR__STORE__ENDPOINT", format!("http://{address}")),
        ("JUSOOR__STORE__ACCESS_KEY", "faults".to_owned()),
        ("JUSOOR__STORE__SECRET_KEY", "faults-secret".to_owned()),
        ("JUSOOR__STORE__SECONDS", "3".to_owned()),
    ]
}

/// Breaks it in every way.
pub fn fails(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R7", "s3");
    let program = ground.store.as_deref().context("the store was not built")?;
    let store = Store::start(program)?;
    let proxy = Proxy::to(store.address)?;
    let portal = ground.portal(&settings(proxy.address))?;
    let address = portal.address;
    let mut librarian = Visitor::new(address);
    librarian.sign_in(&portal.staff("Warda of the shelves", "librarian")?)?;
    let item = Visitor::new(address).must_open(ITEM)?;
    let page = item.html().replace("&amp;", "&");
    let file = page.split('"').find(|part| part.starts_with("/media/safetyaudiofr/"));
    let file = file.context("the item has no file")?.to_owned();
    let whole = http::get(address, &file)?;
    ensure!(whole.status == 200, "{file} answered {}", whole.status);
    let mut texts = Times::default();
    let (mut read, mut turned, mut brought) = (0, 0, 0);
    for mode in [Mode::Cut, Mode::Slow, Mode::Fail, Mode::Truncate] {
        proxy.set(mode);
        proxy.break_all();
        let start = Instant::now();
        // Five minutes in all, if nothing else was said.
        while start.elapsed() < ground.time(75, 3) {
            for path in TEXTS.into_iter().chain([item.path.as_str()]) {
                let fine = texts.take(|| http::get(address, path)).is_ok_and(|answer| answer.status == 200);
                figure.must(fine, || format!("{mode:?}: {path} is not there"));
            }
            // Right to the last byte, or told that it is not: never something else.
            match http::get(address, &file) {
                Ok(answer) if answer.status == 200 => {
                    read += 1;
                    turned += usize::from(answer.body != whole.body);
                }
                Ok(answer) => {
                    let told = answer.status == 503 && answer.header("retry-after").is_some();
                    figure.must(told, || format!("{mode:?}: {file} answered {}", answer.status));
                }
                // Broken off in the middle of a body whose length was said.
                Err(_) => {}
            }
            let begun = Instant::now();
            let sent = bring(address, &librarian.cookie_header(), brought);
            brought += 1;
            let told = format!("{:?}", sent.as_ref().map(|answer| answer.status));
            figure.must(
                sent.is_ok_and(|answer| matches!(answer.status, 201 | 204 | 303 | 422 | 429 | 503)),
                || format!("{mode:?}: a file was answered {told}"),
            );
            figure.must(begun.elapsed() < Duration::from_secs(36), || {
                format!("{mode:?}: a file took {:?}", begun.elapsed())
            });
        }
        figure.rounds += 1;
    }
    proxy.set(Mode::Pass);
    proxy.break_all();
    let back = wait_for(Duration::from_secs(30), || {
        http::get(address, &file).is_ok_and(|answer| answer.status == 200 && answer.body == whole.body)
    });
    match back {
        Some(back) => figure.recovered(back),
        None => figure.must(false, || "the file does not come back".to_owned()),
    }
    let said = portal.tell(&["fixity", "--all"])?;
    figure.must(said.contains("0 out of service"), || format!("rows without their bytes: {said}"));
    figure.must(turned == 0, || format!("{turned} files came whole and were others"));
    figure.note("texts", texts.count() as f64);
    figure.note_time("slowest text, ms", texts.worst());
    figure.note("files read meanwhile", read as f64);
    figure.note("files brought meanwhile", brought as f64);
    Ok(figure)
}

fn bring(address: SocketAddr, cookie: &str, number: usize) -> Result<http::Response> {
    let file = format!("WEBVTT\n\n00:01.000 --> 00:02.000\nmeanwhile {number}\n");
    let mut client = Client::new(address, cookie);
    let tus = ("Tus-Resumable", "1.0.0");
    let size = file.len().to_string();
    let begun = client.send("POST", "/uploads", &[tus, ("Upload-Length", &size)], b"")?;
    let Some(place) = begun.header("location").map(str::to_owned) else { return Ok(begun) };
    let kind = ("Content-Type", "application/offset+octet-stream");
    client.send("PATCH", &place, &[tus, ("Upload-Offset", "0"), kind], file.as_bytes())
}
