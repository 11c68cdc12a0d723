//! Knowing that nothing changed without asking anybody: a stamp is the fingerprint of a stage's
//! inputs (names, sizes and times of files), written after the stage succeeded.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Collects the inputs of a stage.
pub struct Inputs {
    root: PathBuf,
    lines: Vec<String>,
}

impl Inputs {
    /// Inputs below the checkout; its own place counts, because shared target folders exist.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), lines: vec![root.display().to_string()] }
    }

    /// A value that matters, for instance a version.
    pub fn value(mut self, value: impl std::fmt::Display) -> Self {
        self.lines.push(format!("value {value}"));
        self
    }

    /// The compiler at hand and the flags it is given.
    pub fn compiler(self) -> Self {
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        let this = self.value(flags).file("rust-toolchain.toml").file(".cargo/config.toml");
        match std::env::var_os("CARGO") {
            Some(cargo) => this.file(cargo),
            None => this,
        }
    }

    /// A file; one that is missing counts as missing.
    pub fn file(mut self, path: impl AsRef<Path>) -> Self {
        let path = self.root.join(path);
        self.lines.push(describe(&path));
        self
    }

    /// Every file below a folder, without what is hidden, built or installed.
    pub fn tree(self, path: impl AsRef<Path>) -> Result<Self> {
        self.tree_without(path, &[])
    }

    /// The same without some folders directly below it.
    pub fn tree_without(mut self, path: impl AsRef<Path>, without: &[&str]) -> Result<Self> {
        let top = self.root.join(path);
        let excluded: Vec<PathBuf> = without.iter().map(|name| top.join(name)).collect();
        for file in files_below(&top)? {
            if !excluded.iter().any(|folder| file.starts_with(folder)) {
                self.lines.push(describe(&file));
            }
        }
        Ok(self)
    }

    /// The fingerprint.
    pub fn finish(mut self) -> String {
        self.lines.sort();
        let mut hasher = Sha256::new();
        for line in &self.lines {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
        hex(&hasher.finalize())
    }
}

/// Every file below a folder in a fixed order, without what is hidden, built or installed.
pub fn files_below(top: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", folder.display()));
            }
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with('.') || name == "target" || name == "node_modules" {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn describe(path: &Path) -> String {
    let Ok(data) = fs::metadata(path) else {
        return format!("file {} missing", path.display());
    };
    let time = data
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |time| time.as_nanos());
    format!("file {} {} {time}", path.display(), data.len())
}

/// A place where the last fingerprint of a stage is kept.
pub struct Stamp(PathBuf);

impl Stamp {
    /// The stamp of a stage inside xtask's work folder.
    pub fn new(work: &Path, stage: &str) -> Self {
        Self(work.join("stamps").join(stage))
    }

    /// Whether the stage last succeeded with these inputs.
    pub fn is(&self, fingerprint: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|text| text == fingerprint)
    }

    /// Notes a success.
    pub fn set(&self, fingerprint: &str) -> Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.0, fingerprint).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fingerprint of content.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
