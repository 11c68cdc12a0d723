//! R3: a full disk.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use super::client::{Client, is_taken};
use super::figure::Figure;
use super::journal::draft_mark;
use super::town::{Town, save_draft};
use super::{Ground, wait_for};
use crate::http;
use crate::portal::Portal;
use crate::proc::{self, TempDir};

/// Pages that must go on.
const PAGES: [&str; 4] = ["/ar", "/fr/forum", "/en/library", "/ar/safety"];
/// What she alone reads: it says that her session is known.
const HERS: &str = "/ar/account";

/// A file system in memory; it goes when this is dropped.
struct Small(PathBuf);

impl Small {
    fn mount(at: &Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        if let Some(folder) = self.0.parent() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Fills it, reads, writes, makes room.
pub fn full(ground: &Ground<'_>) -> Result<Figure> {
    let mut figure = Figure::of("R3", "sqlite");
    let folder = TempDir::new("full")?;
    let data = folder.path().join("data");
    fs::create_dir(&data)?;
    let small = if proc::is_root() { Small::mount(&data) } else { None };
    let Some(small) = small else {
        return Ok(Figure::skip(
            "R3",
            "sqlite",
            "a small file system can only be mounted by root, and is not here",
        ));
    };
    let mut portal = Portal::start_in(ground.program, ground.site, folder, &[])?;
    let town = Town::settle(&portal, portal.address, 1, 1)?;
    let cookie = town.writers.first().context("a writer")?;
    let ballast = data.join("ballast");
    let mut reads = 0;
    for _ in 0..ground.rounds(5, 1) {
        fill(&ballast)?;
        let (mut taken, mut refused, mut wrong) = (0, 0, 0);
        // What room is left inside of pages that are there is used up first.
        for n in 0..200 {
            let number = town.journal.next_draft(0);
            let body = format!("{} {}", draft_mark(0, number), "كلمة ".repeat(1_500 + n % 7));
            let answer = save(portal.address, &town.topic, cookie, &body)?;
            if is_taken(&answer) {
                taken += 1;
                town.journal.draft_acknowledged(0, number)?;
                continue;
            }
            let kept = answer.text().contains(&draft_mark(0, number));
            if matches!(answer.status, 503 | 507) && kept {
                refused += 1
            } else {
                wrong += 1
            }
            if refused + wrong >= 20 {
                break;
            }
        }
        figure.must(refused > 0, || format!("it was never full: {taken} drafts were taken"));
        figure.must(wrong == 0, || format!("{wrong} refusals were no 507 or 503 with her text"));
        // Whoever is signed in reads too, though her session would note that she was here.
        let mut hers = Client::new(portal.address, cookie);
        for page in PAGES.into_iter().chain([HERS, town.topic.as_str()]) {
            let read = hers.get(page)?;
            reads += 1;
            figure.must(read.status == 200, || format!("{page} answered her {}", read.status));
            if page == HERS {
                continue;
            }
            let read = http::get(portal.address, page)?;
            reads += 1;
            figure.must(read.status == 200, || format!("{page} answered a guest {}", read.status));
        }
        fs::remove_file(&ballast)?;
        let number = town.journal.next_draft(0);
        let body = format!("{} كلمة", draft_mark(0, number));
        let back = wait_for(Duration::from_secs(20), || {
            save(portal.address, &town.topic, cookie, &body).is_ok_and(|answer| is_taken(&answer))
        });
        match back {
            Some(back) => {
                town.journal.draft_acknowledged(0, number)?;
                figure.recovered(back);
                figure.must(back <= Duration::from_secs(5), || format!("back after {back:?}"));
            }
            None => figure.must(false, || "it does not write again although there is room".to_owned()),
        }
        figure.must(!portal.has_ended()?, || "the process ended".to_owned());
        figure.compare(town.compare(portal.address)?);
        figure.rounds += 1;
    }
    figure.note("pages read while full", f64::from(reads));
    let said = portal.tell(&["doctor"])?;
    figure.must(said.contains("ok     database"), || format!("the database is not whole: {said}"));
    // Before the file system under it goes.
    portal.kill();
    drop(small);
    Ok(figure)
}

fn save(address: std::net::SocketAddr, topic: &str, cookie: &str, body: &str) -> Result<http::Response> {
    save_draft(&mut Client::new(address, cookie), topic, body)
}

/// Takes all the room that is left.
fn fill(path: &Path) -> Result<()> {
    let mut file = File::create(path)?;
    let mut piece = vec![0_u8; 1024 * 1024];
    while !piece.is_empty() {
        if file.write_all(&piece).is_err() {
            piece.truncate(piece.len() / 2);
        }
    }
    Ok(())
}
