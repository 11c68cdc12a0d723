//! `cargo xtask dist`: what an operator installs, and what is in it.
//!
//! The same commit gives the same bytes, wherever it is compiled: fixed paths, the commit's time, one lock file, no
//! incremental leftovers. `--again` compiles twice in two folders and compares.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, GzBuilder};

use crate::args::Args;
use crate::paths::{Paths, Profile};
use crate::step::{note, step};
use crate::{proc, sbom, site, stamp};

/// What lies beside the program and the site.
const BESIDE: &[(&str, &str)] = &[
    ("LICENSE", "LICENSE"),
    ("server/OPERATIONS.md", "OPERATIONS.md"),
    ("server/SECURITY.md", "SECURITY.md"),
    ("server/jusoor.example.toml", "jusoor.example.toml"),
];

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The list alone.
    sbom: bool,
    /// Twice, and compared.
    again: bool,
}

impl Options {
    /// Reads `--sbom` and `--again`.
    pub fn take(args: &mut Args) -> Self {
        Self { sbom: args.flag("--sbom"), again: args.flag("--again") }
    }
}

/// Makes the release.
pub fn dist(paths: &Paths, options: Options) -> Result<()> {
    let epoch = epoch(paths)?;
    let out = paths.target.join("dist-out");
    fs::create_dir_all(&out)?;
    let list = out.join("sbom.cdx.json");
    step("list what it is made of", || {
        let time = format!("@{epoch}");
        let mut command = proc::clean("date");
        let time = proc::run_quietly(command.args(["-u", "-d", &time, "+%Y-%m-%dT%H:%M:%SZ"]))?;
        fs::write(&list, sbom::write(&paths.root, time.trim())?)?;
        Ok(())
    })?;
    if options.sbom {
        println!("{}", list.display());
        return Ok(());
    }
    if proc::run_quietly(proc::clean("git").current_dir(&paths.root).args(["status", "--porcelain"]))
        .is_ok_and(|changed| !changed.trim().is_empty())
    {
        note("the checkout is not what was committed: nobody else will get these bytes");
    }
    let site = site::build(paths, Profile::Release)?;
    let program = compile(paths, epoch, "dist-build")?;
    if options.again {
        let other = compile(paths, epoch, "dist-again")?;
        let (first, second) = (stamp::hash(&fs::read(&program)?), stamp::hash(&fs::read(&other)?));
        ensure!(first == second, "compiled twice, and it is not the same program: {first} and {second}");
        note(&format!("compiled twice: the same program, {first}"));
    }
    let name = format!("jusoor-{}-{}", version(&list)?, std::env::consts::ARCH);
    let folder = out.join(&name);
    step("put the release together", || {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fs::copy(&program, folder.join("jusoor"))?;
        copy_tree(&site, &folder.join("site"))?;
        copy_tree(&paths.root.join("server/deploy"), &folder.join("deploy"))?;
        fs::copy(&list, folder.join("sbom.cdx.json"))?;
        for (from, to) in BESIDE {
            let from = paths.root.join(from);
            fs::copy(&from, folder.join(to)).with_context(|| format!("cannot copy {}", from.display()))?;
        }
        fs::write(folder.join("SHA256SUMS"), sums(&folder)?)?;
        Ok(())
    })?;
    let archive = out.join(format!("{name}.tar.gz"));
    step("pack it", || pack(&out, &name, epoch, &archive))?;
    let sum = stamp::hash(&fs::read(&archive)?);
    fs::write(out.join(format!("{name}.tar.gz.sha256")), format!("{sum}  {name}.tar.gz\n"))?;
    println!("{}\n{sum}", archive.display());
    Ok(())
}

/// The time of everything in the release: that of the commit.
fn epoch(paths: &Paths) -> Result<u64> {
    if let Ok(told) = std::env::var("SOURCE_DATE_EPOCH") {
        return told.parse().context("SOURCE_DATE_EPOCH is no number of seconds");
    }
    let mut command = proc::clean("git");
    command.current_dir(&paths.root).args(["log", "-1", "--format=%ct"]);
    let said = proc::run_quietly(&mut command).context("without git, SOURCE_DATE_EPOCH must be set")?;
    said.trim().parse().context("git does not say when the commit was made")
}

/// Compiles the program in a folder of its own: other flags than in daily work.
fn compile(paths: &Paths, epoch: u64, folder: &str) -> Result<PathBuf> {
    let target = paths.target.join(folder);
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cargo"),
    };
    // Where it was compiled is nobody's business, and must not be in it. The last one that fits counts.
    let places =
        [(paths.root.as_path(), "/jusoor"), (cargo_home.as_path(), "/cargo"), (target.as_path(), "/target")];
    let rust: Vec<String> =
        places.iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    let c: Vec<String> =
        places.iter().map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display())).collect();
    step(&format!("compile the server for a release ({folder})"), || {
        let mut command = proc::cargo(&paths.root);
        command
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", rust.join("\x1f"))
            .env("CFLAGS", c.join(" "))
            .env("CXXFLAGS", c.join(" "))
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            .env("SOURCE_DATE_EPOCH", epoch.to_string())
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .args(["build", "--locked", "--profile", "dist", "--package", "server", "--bin", "jusoor"])
            .args(["--config", "profile.dist.strip=\"debuginfo\""]);
        proc::run(&mut command)
    })?;
    Ok(target.join("dist/jusoor"))
}

/// The version, as the list of parts says it.
fn version(list: &Path) -> Result<String> {
    let list: serde_json::Value = serde_json::from_slice(&fs::read(list)?)?;
    let version = list["metadata"]["component"]["version"].as_str();
    version.map(str::to_owned).context("the list of parts has no version")
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    for file in stamp::files_below(from)? {
        let place = to.join(file.strip_prefix(from)?);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &place).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// As `sha256sum --check` reads it.
fn sums(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for file in stamp::files_below(folder)? {
        let name = file.strip_prefix(folder)?.display().to_string();
        if name != "SHA256SUMS" {
            text.push_str(&format!("{}  {name}\n", stamp::hash(&fs::read(&file)?)));
        }
    }
    Ok(text)
}

/// In a fixed order, with fixed times, owners and rights; gzip without a name and a time.
fn pack(out: &Path, name: &str, epoch: u64, archive: &Path) -> Result<()> {
    let plain = out.join(format!("{name}.tar"));
    let mut command = proc::clean("tar");
    command
        .current_dir(out)
        .env("LC_ALL", "C")
        .args(["--sort=name", "--format=gnu", "--owner=0", "--group=0", "--numeric-owner"])
        .args(["--mode=u=rwX,go=rX", &format!("--mtime=@{epoch}"), "--create", "--file"])
        .arg(&plain)
        .arg(name);
    proc::run(&mut command)?;
    let mut packed = GzBuilder::new().mtime(0).write(fs::File::create(archive)?, Compression::best());
    std::io::copy(&mut fs::File::open(&plain)?, &mut packed)?;
    packed.finish()?;
    fs::remove_file(&plain)?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::proc::TempDir;

    #[test]
    fn the_same_files_give_the_same_archive_and_sums_that_hold() {
        let folder = TempDir::new("dist").unwrap();
        let mut packed = Vec::new();
        for turn in ["a", "b"] {
            let out = folder.path().join(turn);
            let release = out.join("release");
            // In another order, and therefore with other times.
            let mut files = vec![("jusoor", "program"), ("site/manifest.json", "{}")];
            if turn == "b" {
                files.reverse();
            }
            for (name, text) in files {
                let file = release.join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            fs::write(release.join("SHA256SUMS"), sums(&release).unwrap()).unwrap();
            let checked = proc::output(proc::clean("sha256sum").current_dir(&release).args([
                "--check",
                "--strict",
                "SHA256SUMS",
            ]));
            assert!(checked.unwrap().status.success());
            let archive = out.join("release.tar.gz");
            pack(&out, "release", 1_795_000_000, &archive).unwrap();
            packed.push(fs::read(&archive).unwrap());
        }
        assert!(packed[0] == packed[1], "the archives differ");
    }

    #[test]
    fn whatever_is_put_beside_the_program_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for (from, _) in BESIDE {
            assert!(root.join(from).is_file(), "{from}");
        }
        assert!(root.join("server/deploy").is_dir());
    }
}
