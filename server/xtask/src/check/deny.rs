//! cargo-deny: advisories, forbidden crates, licences and sources of everything in `Cargo.lock`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::paths::Paths;
use crate::step::{note, step};
use crate::{proc, stamp};

const VERSION: &str = "0.20.2";
const CONFIG: &str = ".cargo/deny.toml";
const ADVISORIES: &str = ".cargo/advisory-db.tar.gz";
/// What cargo-deny calls the folder of `https://github.com/rustsec/advisory-db`.
const FOLDER: &str = "advisory-db-3157b0e258782691";

/// Runs it without network, against the copy of the advisories in the checkout.
pub fn hold(paths: &Paths) -> Result<()> {
    let program = program(paths)?;
    let database = unpacked(paths)?;
    // It reads every crate of the lock file, those for other systems too, which no build ever downloads here. Where
    // there is no network, what is missing is named by cargo-deny itself.
    if let Err(error) = proc::output(proc::cargo(&paths.root).args(["fetch", "--locked", "--quiet"])) {
        note(&format!("crates could not be fetched: {error:#}"));
    }
    let config = paths.work().join("deny.toml");
    write_config(&paths.root.join(CONFIG), &database, &config)?;
    let mut command = proc::clean(&program);
    command.current_dir(&paths.root).args(["--locked", "--offline", "--config"]).arg(&config);
    let output = proc::output(command.args(["check", "--hide-inclusion-graph"]))?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{said}");
    Ok(())
}

/// The program of the pinned version; installed once into the user's cache, unoptimised: it compiles in a
/// minute instead of five and runs for some seconds.
fn program(paths: &Paths) -> Result<PathBuf> {
    let root = paths.cache.join("tools");
    let program = root.join("bin/cargo-deny");
    let is_right = |program: &Path| {
        proc::output(proc::clean(program).arg("--version")).is_ok_and(|output| {
            output.status.success() && String::from_utf8_lossy(&output.stdout).trim().ends_with(VERSION)
        })
    };
    if is_right(&program) {
        return Ok(program);
    }
    step(&format!("install cargo-deny {VERSION} into {}", root.display()), || {
        let target = root.join("build");
        let mut command = proc::cargo(&paths.root);
        command
            .args([
                "install",
                "cargo-deny",
                "--version",
                VERSION,
                "--locked",
                "--debug",
                "--force",
                "--quiet",
            ])
            .arg("--root")
            .arg(&root)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        let done = proc::run(&mut command);
        // Some hundred megabytes that nobody needs again.
        let _ = fs::remove_dir_all(&target);
        done
    })?;
    Ok(program)
}

/// The advisories as files, in the user's cache under the hash of the archive.
fn unpacked(paths: &Paths) -> Result<PathBuf> {
    let archive = paths.root.join(ADVISORIES);
    let bytes = fs::read(&archive).with_context(|| format!("cannot read {}", archive.display()))?;
    let hash = stamp::hash(&bytes);
    let root = paths.cache.join(format!("advisories-{}", hash.get(..12).unwrap_or(&hash)));
    let fetched = root.join(FOLDER).join(".git/FETCH_HEAD");
    if fetched.is_file() {
        return Ok(root);
    }
    let folder = root.join(FOLDER);
    fs::create_dir_all(folder.join(".git"))?;
    proc::run_quietly(proc::clean("tar").arg("-xzf").arg(&archive).arg("-C").arg(&folder))?;
    // Written last: its presence says that all is there. cargo-deny takes its age for that of the copy; the true one
    // stands in deny.toml.
    fs::write(&fetched, "")?;
    note(&format!("advisories unpacked into {}", root.display()));
    Ok(root)
}

fn write_config(from: &Path, database: &Path, to: &Path) -> Result<()> {
    let text = super::read(from)?;
    let ours = format!("db-path = {:?}", database.display().to_string());
    let lines: Vec<&str> =
        text.lines().map(|line| if line.starts_with("db-path") { ours.as_str() } else { line }).collect();
    anyhow::ensure!(lines.contains(&ours.as_str()), "{} names no db-path", from.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, lines.join("\n")).with_context(|| format!("cannot write {}", to.display()))
}
