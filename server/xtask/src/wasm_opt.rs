//! `wasm-opt` of the npm package `binaryen`: makes the module smaller where npm is at hand.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::Result;

use crate::paths::Paths;
use crate::proc;
use crate::step::{note, step};

/// The one version that every build uses.
pub const VERSION: &str = "132.0.0";

/// What rustc and wasm-bindgen may use and every browser of the last years knows.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-extended-const",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Shrinks a module in place. Where that is not possible the module stays as it is.
pub fn shrink(paths: &Paths, wasm: &Path) -> Result<()> {
    if env::var_os("JUSOOR_NO_WASM_OPT").is_some() {
        return Ok(());
    }
    let program = match program(paths) {
        Ok(program) => program,
        Err(error) => {
            note(&format!("wasm-opt is not here, the islands stay larger: {error:#}"));
            return Ok(());
        }
    };
    let smaller = wasm.with_extension("opt");
    let result = step("shrink the islands", || {
        let mut command = proc::clean(&program);
        command.arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(&smaller);
        proc::run_quietly(&mut command)
    });
    match result {
        Ok(_) => fs::rename(&smaller, wasm)?,
        Err(error) => note(&format!("the islands stay as they are: {error:#}")),
    }
    Ok(())
}

fn program(paths: &Paths) -> Result<PathBuf> {
    let folder = paths.cache.join(format!("binaryen-{VERSION}"));
    let program = folder.join("node_modules/binaryen/bin/wasm-opt");
    let ready = folder.join("ready");
    if ready.is_file() && program.is_file() {
        return Ok(program);
    }
    anyhow::ensure!(proc::which("npm").is_some(), "there is no npm");
    step(&format!("install binaryen {VERSION}"), || {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), "{\"private\":true}\n")?;
        let mut command = proc::clean("npm");
        command.current_dir(&folder).args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            &format!("binaryen@{VERSION}"),
        ]);
        proc::run_quietly(&mut command)?;
        fs::write(&ready, "")?;
        Ok(())
    })?;
    Ok(program)
}
