//! `cargo xtask dev`: the portal unoptimised, built and started anew after every change.

use std::thread;
use std::time::Duration;

use anyhow::Result;
use nix::sys::signal::Signal;

use crate::paths::{Paths, Profile};
use crate::proc::Guarded;
use crate::serve::{self, Options};
use crate::site;
use crate::stamp::Inputs;
use crate::step::note;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(400);

/// Runs until interrupted.
pub fn dev(paths: &Paths, options: &Options) -> Result<()> {
    let mut running: Option<Guarded> = None;
    let mut seen = String::new();
    loop {
        let now = sources(paths)?;
        if now != seen {
            seen = settled(paths, now)?;
            match build(paths) {
                Ok((program, site)) => {
                    // The old one goes first: it holds the port and the database.
                    drop(running.take());
                    let mut command = options.command(paths, &program, &site);
                    running = Some(Guarded::start(&mut command, Signal::SIGTERM)?);
                }
                // What ran before keeps running while the mistake is mended.
                Err(error) => note(&format!("not built: {error:#}")),
            }
        }
        if let Some(portal) = &mut running
            && let Some(status) = portal.ended()?
        {
            note(&format!("the portal ended ({status}); it starts again after the next change"));
            running = None;
        }
        thread::sleep(PAUSE);
    }
}

fn build(paths: &Paths) -> Result<(std::path::PathBuf, std::path::PathBuf)> {
    let site = site::build(paths, Profile::Dev)?;
    Ok((serve::build_server(paths, Profile::Dev)?, site))
}

/// Waits until an editor or a checkout has written all its files.
fn settled(paths: &Paths, mut now: String) -> Result<String> {
    loop {
        thread::sleep(Duration::from_millis(150));
        let later = sources(paths)?;
        if later == now {
            return Ok(now);
        }
        now = later;
    }
}

fn sources(paths: &Paths) -> Result<String> {
    Ok(Inputs::new(&paths.root)
        .file("Cargo.toml")
        .file("Cargo.lock")
        .tree("app")?
        .tree("migrations")?
        .tree_without("server", &["xtask"])?
        .tree("style")?
        .finish())
}
