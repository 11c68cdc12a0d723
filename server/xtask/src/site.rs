//! The site: everything a browser loads besides pages, in `<target>/site`.
//!
//! ```text
//! site/manifest.json     source name -> address; islands or not, and their exports
//! site/favicon.svg, robots.txt, sw.js, kiosk-sw.js     asked for by these very names
//! site/pkg/<name>.<hash>.<extension>      everything else, immutable, with .br and .gz twins;
//!                                        PDF.js where npm is there (`vendor`)
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::islands::{self, Islands};
use crate::paths::{Paths, Profile};
use crate::stamp::{Inputs, Stamp, files_below};
use crate::step::step;
use crate::{compress, css, hash, vendor};

/// Browsers and robots ask for these names, so they keep them.
const AT_THE_ROOT: &[&str] = &["favicon.ico", "favicon.svg", "robots.txt", "sw.js", "kiosk-sw.js"];

/// Builds what changed and gives the site's folder.
pub fn build(paths: &Paths, profile: Profile) -> Result<PathBuf> {
    let islands = islands::build(paths, profile)?;
    let vendored = vendor::prepare(paths);
    let site = paths.site(profile);
    let stamp = Stamp::new(&paths.work(), &format!("site-{}", profile.name()));
    let mut inputs = Inputs::new(&paths.root).value(profile.name()).tree("style")?;
    if let Some(islands) = &islands {
        inputs = inputs.file(&islands.js).file(&islands.wasm);
    }
    for file in &vendored {
        inputs = inputs.file(file);
    }
    let fingerprint = inputs.finish();
    if !(stamp.is(&fingerprint) && site.join("manifest.json").is_file()) {
        step("put the site together", || assemble(paths, profile, &site, islands.as_ref(), &vendored))?;
        stamp.set(&fingerprint)?;
    }
    Ok(site)
}

/// Reads the manifest of a finished site.
pub fn manifest(site: &Path) -> Result<Map<String, Value>> {
    let file = site.join("manifest.json");
    let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    match serde_json::from_slice(&text)? {
        Value::Object(map) => Ok(map),
        _ => bail!("{} is not an object", file.display()),
    }
}

/// A site being written: content-named files are only written when they are new.
struct Writer<'a> {
    site: &'a Path,
    profile: Profile,
    manifest: BTreeMap<String, String>,
    kept: BTreeSet<PathBuf>,
}

impl Writer<'_> {
    /// Puts an immutable file into `/pkg` and notes its address.
    fn hashed(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.packed(name, content, compress::BEST)
    }

    /// The same, packed as hard as is told.
    fn packed(&mut self, name: &str, content: &[u8], quality: i32) -> Result<()> {
        let file = self.site.join("pkg").join(hash::hashed_name(name, content));
        if !file.is_file() {
            self.write(&file, content, quality)?;
        }
        let address =
            format!("/pkg/{}", file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
        self.keep(file);
        if self.manifest.insert(name.to_owned(), address).is_some() {
            bail!("two files of the site are called {name}");
        }
        Ok(())
    }

    /// Puts a file at the root of the site under its own name.
    fn plain(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let file = self.site.join(name);
        if fs::read(&file).map_or(true, |old| old != content) {
            self.write(&file, content, compress::BEST)?;
        }
        self.keep(file);
        Ok(())
    }

    /// Twins first: the file itself tells that it is complete.
    fn write(&self, file: &Path, content: &[u8], quality: i32) -> Result<()> {
        for encoding in ["br", "gz"] {
            let _ = fs::remove_file(compress::twin(file, encoding));
        }
        if self.profile == Profile::Release {
            compress::write_twins(file, content, quality)?;
        }
        fs::write(file, content).with_context(|| format!("cannot write {}", file.display()))
    }

    fn keep(&mut self, file: PathBuf) {
        for encoding in ["br", "gz"] {
            self.kept.insert(compress::twin(&file, encoding));
        }
        self.kept.insert(file);
    }

    /// Removes what an earlier build left.
    fn prune(&self) -> Result<()> {
        for file in files_below(self.site)? {
            if !self.kept.contains(&file) {
                fs::remove_file(&file)?;
            }
        }
        Ok(())
    }
}

fn assemble(
    paths: &Paths,
    profile: Profile,
    site: &Path,
    islands: Option<&Islands>,
    vendored: &[PathBuf],
) -> Result<()> {
    fs::create_dir_all(site.join("pkg"))?;
    let mut writer = Writer { site, profile, manifest: BTreeMap::new(), kept: BTreeSet::new() };

    let public = paths.root.join("style/public");
    for file in files_below(&public)? {
        let name = file.strip_prefix(&public)?.to_string_lossy().into_owned();
        let content = fs::read(&file)?;
        if AT_THE_ROOT.contains(&name.as_str()) {
            writer.plain(&name, &content)?;
        } else {
            writer.hashed(&name, &content)?;
        }
    }

    for entry in style_entries(&paths.root.join("style"))? {
        let name = entry.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bundled =
            css::bundle(&entry, profile == Profile::Release).with_context(|| format!("in {name}"))?;
        let finished = css::rewrite_urls(&bundled, |path| {
            let root = AT_THE_ROOT.contains(&path) && public.join(path).is_file();
            writer.manifest.get(path).cloned().or_else(|| root.then(|| format!("/{path}")))
        })
        .with_context(|| format!("in {name}"))?;
        writer.hashed(&name, finished.as_bytes())?;
    }

    for file in vendored {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        writer.packed(&name, &fs::read(file)?, compress::QUICK)?;
    }

    let mut exports = Vec::new();
    if let Some(islands) = islands {
        let js = fs::read_to_string(&islands.js)?;
        exports = islands::exports(&js);
        writer.hashed("islands.js", js.as_bytes())?;
        writer.hashed("islands_bg.wasm", &fs::read(&islands.wasm)?)?;
    }

    let mut manifest: Map<String, Value> =
        writer.manifest.iter().map(|(name, at)| (name.clone(), Value::from(at.as_str()))).collect();
    manifest.insert("islands".into(), Value::from(islands.is_some()));
    manifest.insert("island_exports".into(), Value::from(exports));
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    let file = site.join("manifest.json");
    let new = site.join("manifest.json.new");
    fs::write(&new, text)?;
    fs::rename(&new, &file)?;
    writer.kept.insert(file);
    writer.prune()
}

/// `style/main.css`, and whatever else lies directly in `style`.
fn style_entries(style: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(style).with_context(|| format!("cannot read {}", style.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            entries.push(path);
        }
    }
    entries.sort();
    if !entries.iter().any(|entry| entry.ends_with("main.css")) {
        bail!("there is no style/main.css");
    }
    Ok(entries)
}
