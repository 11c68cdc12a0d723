//! `cargo xtask serve`: build what changed, then become the portal.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::check::SERVER_SIDE;
use crate::paths::{Paths, Profile};
use crate::stamp::{Inputs, Stamp};
use crate::step::step;
use crate::{proc, site};

/// Where the portal listens and keeps its data.
#[derive(Debug, Clone)]
pub struct Options {
    listen: String,
    data: String,
}

impl Options {
    /// Reads `--listen` and `--data`.
    pub fn take(args: &mut Args) -> Result<Self> {
        Ok(Self {
            listen: args.value("--listen")?.unwrap_or_else(|| "127.0.0.1:3000".to_owned()),
            data: args.value("--data")?.unwrap_or_else(|| "data".to_owned()),
        })
    }

    /// The portal's command line.
    pub fn command(&self, paths: &Paths, program: &PathBuf, site: &PathBuf) -> Command {
        let mut command = proc::clean(program);
        command.current_dir(&paths.root).env("JUSOOR_SITE", site).args([
            "serve",
            "--listen",
            &self.listen,
            "--data",
            &self.data,
        ]);
        command
    }
}

/// Builds and runs the portal in this very process, which therefore ends as the portal does.
pub fn serve(paths: &Paths, options: &Options) -> Result<()> {
    let site = site::build(paths, Profile::Release)?;
    let program = build_server(paths, Profile::Release)?;
    let mut command = options.command(paths, &program, &site);
    let error = command.exec();
    Err(error).with_context(|| format!("cannot start {}", proc::show(&command)))
}

/// Builds the server unless nothing changed.
pub fn build_server(paths: &Paths, profile: Profile) -> Result<PathBuf> {
    let (folder, release) = match profile {
        Profile::Release => ("release", true),
        Profile::Dev => ("debug", false),
    };
    let program = paths.program(folder);
    let stamp = Stamp::new(&paths.work(), &format!("server-{folder}"));
    let fingerprint = inputs(paths)?;
    if stamp.is(&fingerprint) && program.is_file() {
        return Ok(program);
    }
    step(&format!("compile the server ({folder})"), || {
        let mut command = proc::cargo(&paths.root);
        command.args(["build", "--locked", "--package", "server", "--bin", "jusoor"]);
        if release {
            command.arg("--release");
        }
        proc::run(&mut command)
    })?;
    stamp.set(&fingerprint)?;
    Ok(program)
}

/// The program that the tests were compiled with: it is there after them, and nothing is compiled once more.
pub fn tested_server(paths: &Paths) -> Result<PathBuf> {
    step("compile the server of the tests", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["test", "--no-run", "--locked"]).args(SERVER_SIDE);
        proc::run(&mut command)
    })?;
    Ok(paths.program("debug"))
}

/// Everything that is compiled into the server, starter content included.
fn inputs(paths: &Paths) -> Result<String> {
    Ok(Inputs::new(&paths.root)
        .compiler()
        .file("Cargo.toml")
        .file("Cargo.lock")
        // Compiled in, for a server without a built site.
        .file("style/public/favicon.svg")
        .file("style/public/robots.txt")
        .file("style/public/sw.js")
        .file("style/public/kiosk-sw.js")
        .tree("app")?
        .tree("migrations")?
        .tree_without("server", &["xtask"])?
        .finish())
}
