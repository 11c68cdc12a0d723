//! A compiler for the browser, in the first of three ways that works:
//!
//! 1. the toolchain at hand already has the standard library for `wasm32-unknown-unknown`;
//! 2. rustup can add it;
//! 3. on Debian, the packaged Rust (`rustc-web`) builds it from its own sources, once, into a
//!    private folder of the user's cache. Nothing under `/usr` is changed: the packaged compiler
//!    is pointed there with `--sysroot`.
//!
//! `JUSOOR_WASM=rustup|debian|none` forces a way, so that each can be tested on any machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::paths::Paths;
use crate::step::{note, step};
use crate::{install, proc, stamp};

/// The target of every browser build.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Flags of the standard library we build: without bitcode, fat LTO of the real module ends in
/// "Can't find section .llvmbc".
const STD_FLAGS: &str = "-Cembed-bitcode=yes";

/// A cargo that can build for the browser.
#[derive(Debug, Clone)]
pub struct WasmToolchain {
    cargo: Option<PathBuf>,
    rustc: Option<PathBuf>,
    linker: Option<PathBuf>,
    sysroot: Option<PathBuf>,
    /// Differs whenever compiler or standard library differ.
    pub id: String,
}

impl WasmToolchain {
    /// `cargo <arguments>` for the browser, in a target folder of its own: the server's compiler
    /// may be another one.
    pub fn cargo(&self, paths: &Paths) -> Command {
        let mut command = match &self.cargo {
            Some(cargo) => {
                let mut command = proc::clean(cargo);
                command.env_remove("RUSTUP_TOOLCHAIN").current_dir(&paths.root);
                command
            }
            None => proc::cargo(&paths.root),
        };
        if let Some(rustc) = &self.rustc {
            command.env("RUSTC", rustc);
        }
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        if let Some(sysroot) = &self.sysroot {
            // Reaches the browser's crates only: build scripts and macros keep the packaged one.
            command.env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                format!("--sysroot {}", sysroot.display()),
            );
        }
        command.env("CARGO_TARGET_DIR", self.target_dir(paths));
        command
    }

    /// Where its results go. Cargo does not notice a changed sysroot, so a new one gets a new
    /// folder.
    pub fn target_dir(&self, paths: &Paths) -> PathBuf {
        paths.target.join(format!("wasm-{}", self.id.get(..8).unwrap_or(&self.id)))
    }

    /// Whether the compiler is the one that builds the server.
    pub fn is_own(&self) -> bool {
        self.cargo.is_none()
    }
}

/// Finds or makes a toolchain; the error tells a person what to do.
pub fn prepare(paths: &Paths) -> Result<WasmToolchain> {
    let forced = env::var("JUSOOR_WASM").unwrap_or_default();
    match forced.as_str() {
        "" => {}
        "rustup" => return own(paths).and_then(|own| own.map_or_else(|| rustup(paths), Ok)),
        "debian" => return debian(paths),
        "none" => bail!("JUSOOR_WASM=none asked for no browser build"),
        other => bail!("JUSOOR_WASM={other}: expected rustup, debian or none"),
    }
    if let Some(own) = own(paths)? {
        return Ok(own);
    }
    // A sysroot made earlier is quicker than asking rustup again.
    if let Some(ready) = debian_ready(paths) {
        return Ok(ready);
    }
    let first = match rustup(paths) {
        Ok(toolchain) => return Ok(toolchain),
        Err(error) => error,
    };
    note(&format!("not by rustup: {}", first.root_cause()));
    debian(paths)
}

/// Way 1: the standard library lies where the compiler looks for it.
fn own(paths: &Paths) -> Result<Option<WasmToolchain>> {
    let mut command = proc::clean("rustc");
    command.current_dir(&paths.root).args(["--print", "target-libdir", "--target", TARGET]);
    let folder = PathBuf::from(proc::run_quietly(&mut command)?.trim());
    let Some(std) = library(&folder, "libstd-") else { return Ok(None) };
    Ok(Some(WasmToolchain {
        cargo: None,
        rustc: None,
        linker: None,
        sysroot: None,
        id: stamp::hash(std.to_string_lossy().as_bytes()),
    }))
}

/// Way 2: rustup downloads it.
fn rustup(paths: &Paths) -> Result<WasmToolchain> {
    if proc::which("rustup").is_none() {
        bail!("there is no rustup");
    }
    step("rustup target add wasm32-unknown-unknown", || {
        let mut command = proc::clean("rustup");
        command.current_dir(&paths.root).args(["target", "add", TARGET]);
        proc::run_quietly(&mut command)
    })?;
    own(paths)?.context("rustup added the target, but its standard library is not there")
}

/// Way 3: Debian's packages, and a standard library built from their sources.
fn debian(paths: &Paths) -> Result<WasmToolchain> {
    let mut missing = Vec::new();
    if packaged("rustc-web", "rustc").is_none() {
        missing.push("rustc-web");
    }
    if packaged("cargo-web", "cargo").is_none() {
        missing.push("cargo-web");
    }
    if install::files_of(&["rust-web-src"]).is_empty() {
        missing.push("rust-web-src");
    }
    if linker().is_none() {
        missing.push("lld-19");
    }
    install::debian_packages("compiling for the browser", &missing)?;
    if let Some(ready) = debian_ready(paths) {
        return Ok(ready);
    }
    let (rustc, cargo) = packaged("rustc-web", "rustc")
        .zip(packaged("cargo-web", "cargo"))
        .context("the packages rustc-web and cargo-web hold no rustc and cargo")?;
    let sysroot = sysroot_for(paths, &rustc)?;
    step("build Rust's standard library for the browser", || build_std(paths, &rustc, &cargo, &sysroot))?;
    debian_ready(paths).context("the new standard library is not where it should be")
}

/// The packaged toolchain when its standard library was built before.
fn debian_ready(paths: &Paths) -> Option<WasmToolchain> {
    let rustc = packaged("rustc-web", "rustc")?;
    let cargo = packaged("cargo-web", "cargo")?;
    let linker = linker()?;
    let sysroot = sysroot_for(paths, &rustc).ok()?;
    library(&library_dir(&sysroot), "libstd-")?;
    let id = stamp::hash(sysroot.to_string_lossy().as_bytes());
    Some(WasmToolchain {
        cargo: Some(cargo),
        rustc: Some(rustc),
        linker: Some(linker),
        sysroot: Some(sysroot),
        id,
    })
}

/// The program a Debian package brings; rustup's of the same name stays first on `PATH`.
fn packaged(package: &str, program: &str) -> Option<PathBuf> {
    install::files_of(&[package])
        .into_iter()
        .find(|file| file.ends_with(Path::new("bin").join(program)) && file.is_file())
}

fn linker() -> Option<PathBuf> {
    ["wasm-ld-19", "wasm-ld", "wasm-ld-20", "wasm-ld-21", "wasm-ld-18"].into_iter().find_map(proc::which)
}

/// One private folder for each compiler and set of flags.
fn sysroot_for(paths: &Paths, rustc: &Path) -> Result<PathBuf> {
    let version = proc::run_quietly(proc::clean(rustc).arg("--verbose").arg("--version"))?;
    let id = stamp::hash(format!("{version}{STD_FLAGS}").as_bytes());
    Ok(paths.cache.join("sysroot").join(&id[..16]))
}

fn library_dir(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

fn library(folder: &Path, prefix: &str) -> Option<PathBuf> {
    fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path()).find(|path| {
        path.extension().is_some_and(|extension| extension == "rlib")
            && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix))
    })
}

/// Builds `std` with an empty library on top and collects the pieces.
fn build_std(paths: &Paths, rustc: &Path, cargo: &Path, sysroot: &Path) -> Result<()> {
    let work = proc::TempDir::new("std")?;
    fs::write(
        work.path().join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
         [lib]\npath = \"lib.rs\"\n\n[workspace]\n",
    )?;
    fs::write(work.path().join("lib.rs"), "")?;
    let mut command = proc::clean(cargo);
    command
        .current_dir(work.path())
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", rustc)
        // The packaged compiler is a stable one; building its own library is what this is for.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", STD_FLAGS)
        .env("CARGO_TARGET_DIR", work.path().join("target"))
        .args(["build", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET]);
    proc::run(&mut command)?;

    // Collected beside the final place and renamed: a half-filled sysroot is never seen.
    let new = paths.cache.join("sysroot").join(format!("new-{}", std::process::id()));
    let libraries = library_dir(&new);
    fs::create_dir_all(&libraries)?;
    let built = work.path().join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built)? {
        let entry = entry?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libnothing-") {
            fs::copy(entry.path(), libraries.join(&name))?;
        }
    }
    let _ = fs::remove_dir_all(sysroot);
    fs::rename(&new, sysroot).with_context(|| format!("cannot put the library at {}", sysroot.display()))
}
