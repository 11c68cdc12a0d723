//! Installing what a command needs: Debian packages when we are root, packages of the npm
//! registry; otherwise saying what to install.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::proc;
use crate::step::step;

/// Makes sure that every Debian package of the list is there. `missing` tells which are not.
pub fn debian_packages(purpose: &str, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if proc::which("apt-get").is_none() {
        bail!("{purpose} needs what Debian calls: {list} (no apt-get here: install them by hand)");
    }
    if !proc::is_root() {
        bail!("{purpose} needs packages; install them with: sudo apt-get install {list}");
    }
    step(&format!("install {list} for {purpose}"), || {
        // A machine that never asked has no list of packages, an old one names packages that
        // are gone, so ask once more before giving up.
        if apt_install(packages).is_err() {
            proc::run_quietly(apt().arg("update"))?;
            apt_install(packages)?;
        }
        Ok(())
    })
}

fn apt_install(packages: &[&str]) -> Result<String> {
    proc::run_quietly(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt() -> std::process::Command {
    let mut command = proc::clean("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args([
        "--quiet=2",
        "-oDPkg::Lock::Timeout=120",
        "-oAcquire::Retries=3",
    ]);
    command
}

/// Programs that look into files of the library: the portal goes without them, its tests look at both.
pub fn library_programs() -> Result<()> {
    let wanted = [("pdftoppm", "poppler-utils"), ("ffmpeg", "ffmpeg")];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|(program, _)| proc::which(program).is_none())
        .map(|(_, package)| package)
        .collect();
    debian_packages("the tests of the library", &missing)
}

/// The files that installed Debian packages own; empty when one of them is not installed.
pub fn files_of(packages: &[&str]) -> Vec<PathBuf> {
    let mut command = proc::clean("dpkg-query");
    command.arg("--listfiles").args(packages);
    match proc::output(&mut command) {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).lines().map(PathBuf::from).collect()
        }
        _ => Vec::new(),
    }
}

/// Installs the locked npm packages of a folder when its lock file is not what was installed
/// last.
pub fn npm_ci(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let wanted = crate::stamp::hash(&lock);
    let stamp = folder.join("node_modules/.jusoor-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    if proc::which("npm").is_none() {
        debian_packages("the browser tests", &["nodejs", "npm"])?;
    }
    step(&format!("install the npm packages of {}", folder.display()), || {
        let mut command = proc::clean("npm");
        command.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        proc::run_quietly(&mut command)?;
        fs::write(&stamp, &wanted)?;
        Ok(())
    })
}
