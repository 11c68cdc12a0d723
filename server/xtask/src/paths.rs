//! Where things are: the checkout, cargo's target folder and the user's cache.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The folders that every command works with.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The root of the checkout.
    pub root: PathBuf,
    /// Cargo's target folder, wherever `CARGO_TARGET_DIR` puts it.
    pub target: PathBuf,
    /// What outlives a checkout: toolchain parts, downloaded tools.
    pub cache: PathBuf,
}

impl Paths {
    /// Finds the folders from the environment that `cargo run` gives.
    pub fn find() -> Result<Self> {
        let root = find_root()?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) if !dir.is_empty() => env::current_dir()?.join(dir),
            // `<target>/debug/xtask`: right even when a cargo configuration moved the folder.
            _ => env::current_exe()?
                .ancestors()
                .nth(2)
                .map(Path::to_path_buf)
                .context("xtask does not lie in a cargo target folder")?,
        };
        let cache = match env::var_os("XDG_CACHE_HOME") {
            Some(dir) if !dir.is_empty() => PathBuf::from(dir),
            _ => PathBuf::from(env::var_os("HOME").context("HOME is not set")?).join(".cache"),
        }
        .join("jusoor");
        Ok(Self { root, target, cache })
    }

    /// The finished site of a profile.
    pub fn site(&self, profile: Profile) -> PathBuf {
        self.target.join(match profile {
            Profile::Release => "site",
            Profile::Dev => "site-dev",
        })
    }

    /// Intermediate results and stamps of xtask.
    pub fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The portal's program in a cargo profile's folder (`release`, `debug`, `dist`).
    pub fn program(&self, folder: &str) -> PathBuf {
        self.target.join(folder).join("jusoor")
    }
}

/// How site and server are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What a visitor gets: small, compressed.
    Release,
    /// What somebody who writes code waits for: quick, not compressed.
    Dev,
}

impl Profile {
    /// The name used in stamps and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev",
        }
    }
}

/// Cargo says at run time where the package is; a path compiled in would be wrong in a second
/// checkout that shares the target folder.
fn find_root() -> Result<PathBuf> {
    let start = match env::var_os("CARGO_MANIFEST_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => env::current_dir()?,
    };
    for dir in start.ancestors() {
        if dir.join("Cargo.lock").is_file() && dir.join("server/xtask/Cargo.toml").is_file() {
            return Ok(dir.to_path_buf());
        }
    }
    bail!("{} is not inside a checkout of the portal", start.display());
}
