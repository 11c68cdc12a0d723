//! What others wrote and a page loads only when somebody asks for it: PDF.js, out of the npm package that `style/vendor`
//! locks. Where there is no npm, or no network for it, the site does without.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::paths::Paths;
use crate::step::note;
use crate::{install, proc};

/// Inside the package. The legacy build, because telephones here are old; decoders are what scanned books need.
const FILES: &[&str] =
    &["legacy/build/pdf.min.mjs", "legacy/build/pdf.worker.min.mjs", "wasm/openjpeg.wasm", "wasm/jbig2.wasm"];

/// Whether they can be had here at all.
pub fn possible() -> bool {
    proc::which("npm").is_some()
}

/// The files; none, with a note, where they cannot be had.
pub fn prepare(paths: &Paths) -> Vec<PathBuf> {
    let folder = paths.root.join("style/vendor");
    installed(&folder, possible()).unwrap_or_else(|error| {
        note(&format!("PDF.js is left out, PDFs are read page by page without it ({error:#})"));
        Vec::new()
    })
}

fn installed(folder: &Path, npm: bool) -> Result<Vec<PathBuf>> {
    if npm {
        install::npm_ci(folder)?;
    }
    let package = folder.join("node_modules/pdfjs-dist");
    ensure!(npm || package.is_dir(), "npm is not installed");
    let files: Vec<PathBuf> = FILES.iter().map(|name| package.join(name)).collect();
    for file in &files {
        ensure!(file.is_file(), "there is no {}", file.display());
    }
    Ok(files)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::{FILES, installed};
    use crate::proc::TempDir;

    #[test]
    fn all_files_or_none() {
        let folder = TempDir::new("vendor").unwrap();
        assert!(installed(folder.path(), false).unwrap_err().to_string().contains("npm"));
        let package = folder.path().join("node_modules/pdfjs-dist");
        for (number, name) in FILES.iter().enumerate() {
            let file = package.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, name).unwrap();
            assert_eq!(installed(folder.path(), false).is_ok(), number + 1 == FILES.len(), "{name}");
        }
    }
}
