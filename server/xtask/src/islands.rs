//! The islands: `app-hydrate` compiled for the browser, bound by wasm-bindgen, shrunk by wasm-opt.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::paths::{Paths, Profile};
use crate::stamp::{self, Inputs, Stamp};
use crate::step::{note, step};
use crate::toolchain::{self, WasmToolchain};
use crate::{proc, wasm_opt};

/// The module a browser imports, before its files get hashed names.
#[derive(Debug, Clone)]
pub struct Islands {
    /// `islands.js`, which exports `default` (takes the address of the wasm), `hydrate` and one
    /// function for each island.
    pub js: PathBuf,
    /// `islands_bg.wasm`.
    pub wasm: PathBuf,
}

/// Builds the islands unless nothing changed. `None`: they cannot be built here, as was said.
pub fn build(paths: &Paths, profile: Profile) -> Result<Option<Islands>> {
    let out = paths.work().join("islands").join(profile.name());
    let islands = Islands { js: out.join("islands.js"), wasm: out.join("islands_bg.wasm") };
    let stamp = Stamp::new(&paths.work(), &format!("islands-{}", profile.name()));
    let fingerprint = inputs(paths, profile)?;
    if stamp.is(&fingerprint) && islands.js.is_file() && islands.wasm.is_file() {
        return Ok(Some(islands));
    }

    // Where they could not be built a while ago, nobody waits for the same refusal again at every start.
    let refusal = Stamp::new(&paths.work(), &format!("no-islands-{}", profile.name()));
    let refused = format!("{fingerprint} {}", half_day()?);
    if refusal.is(&refused) {
        note("no islands: they could not be built here within the last hours; every page is plain HTML");
        return Ok(None);
    }
    let toolchain = match toolchain::prepare(paths) {
        Ok(toolchain) => toolchain,
        Err(error) => {
            note(&format!("no islands: {error:#}"));
            note("the portal works without them; every page is plain HTML");
            refusal.set(&refused)?;
            return Ok(None);
        }
    };
    let module = step("compile the islands for the browser", || compile(paths, &toolchain, profile))?;
    // Most edits change pages, which the browser's module does not hold.
    let bytes = fs::read(&module)?;
    let bound = Stamp::new(&paths.work(), &format!("bound-{}", profile.name()));
    let content = format!("{} {}", stamp::hash(&bytes), wasm_opt::VERSION);
    if !(bound.is(&content) && islands.js.is_file() && islands.wasm.is_file()) {
        step("bind them to JavaScript", || bind(&module, &out, profile))?;
        if profile == Profile::Release {
            wasm_opt::shrink(paths, &islands.wasm)?;
        }
        bound.set(&content)?;
    }
    stamp.set(&fingerprint)?;
    Ok(Some(islands))
}

/// A number that changes every twelve hours: a refusal is believed for so long at most.
fn half_day() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / (12 * 3600))
}

fn inputs(paths: &Paths, profile: Profile) -> Result<String> {
    Ok(Inputs::new(&paths.root)
        .value(profile.name())
        .value(env::var("JUSOOR_WASM").unwrap_or_default())
        .compiler()
        .file("Cargo.toml")
        .file("Cargo.lock")
        .tree_without("app", &["i18n"])?
        .finish())
}

fn compile(paths: &Paths, toolchain: &WasmToolchain, profile: Profile) -> Result<PathBuf> {
    let (cargo_profile, folder) = match profile {
        Profile::Release => ("wasm-release", "wasm-release"),
        Profile::Dev => ("dev", "debug"),
    };
    let mut command = toolchain.cargo(paths);
    command.args(["build", "--locked", "--package", "app-hydrate"]).args([
        "--target",
        toolchain::TARGET,
        "--profile",
        cargo_profile,
    ]);
    proc::run(&mut command)?;
    let module = toolchain.target_dir(paths).join(toolchain::TARGET).join(folder).join("app_hydrate.wasm");
    anyhow::ensure!(module.is_file(), "cargo made no {}", module.display());
    Ok(module)
}

fn bind(module: &Path, out: &Path, profile: Profile) -> Result<()> {
    let _ = fs::remove_dir_all(out);
    fs::create_dir_all(out)?;
    let debug = profile == Profile::Dev;
    Bindgen::new()
        .input_path(module)
        .out_name("islands")
        .web(true)?
        .typescript(false)
        .debug(debug)
        .keep_debug(false)
        .remove_name_section(!debug)
        .remove_producers_section(true)
        // The boot module always gives the address: it has a hash in it.
        .omit_default_module_path(true)
        .generate(out)
        .context("wasm-bindgen")?;
    let snippets = out.join("snippets");
    anyhow::ensure!(
        !snippets.exists(),
        "a crate brings JavaScript snippets, whose addresses could not be hashed: {}",
        snippets.display()
    );
    Ok(())
}

/// The exports that hydrate one island each: `Composer_1234…`.
pub fn exports(js: &str) -> Vec<String> {
    let mut names: Vec<String> = js
        .lines()
        .filter_map(|line| line.strip_prefix("export function "))
        .filter_map(|rest| rest.split('(').next())
        .filter(|name| {
            name.rsplit_once('_')
                .is_some_and(|(_, hash)| !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .map(str::to_owned)
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::exports;

    #[test]
    fn islands_are_told_from_other_exports() {
        let js = "export function Composer_123(el) {\n}\nexport function hydrate() {\n}\n\
                  function Hidden_1() {}\nexport function my_helper() {}\n\
                  export { initSync, __wbg_init as default };\n";
        assert_eq!(exports(js), ["Composer_123"]);
    }
}
