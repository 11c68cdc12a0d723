//! `cargo xtask instructions`: what drawing a page costs, held against what was accepted (P20).
//!
//! Instructions are counted (callgrind), not time measured: whatever else the machine does, the same program with the
//! same data needs as many. A program of its own (`server/xtask/render`) draws pages from data that it has read before,
//! and only the drawing is counted.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::args::Args;
use crate::paths::Paths;
use crate::step::{note, step};
use crate::{install, proc};

/// What was accepted, below the checkout.
const ACCEPTED: &str = "server/xtask/instructions.json";

/// The function of `render` in which is counted, as a pattern: its name is mangled.
const COUNTED: &str = "--toggle-collect=*counted_rounds*";

/// How much more a commit may cost, in percent.
const MORE_INSTRUCTIONS: u64 = 2;
const MORE_BYTES: u64 = 1;

/// How often a case is counted at most, until two runs agree.
const RUNS: usize = 5;

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What is counted now is what is accepted from here on.
    accept: bool,
}

impl Options {
    /// Reads `--accept`.
    pub fn take(args: &mut Args) -> Self {
        Self { accept: args.flag("--accept") }
    }
}

/// What an answer costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    /// To draw it once.
    instructions: u64,
    /// Of it, as it leaves the portal before it is packed.
    bytes: u64,
}

/// By the names of the cases.
type Costs = BTreeMap<String, Cost>;

/// Builds, counts, prints; compares, or accepts. Without valgrind it says so and is over, but in CI that is an error.
pub fn instructions(paths: &Paths, options: Options) -> Result<()> {
    let valgrind = match valgrind() {
        Ok(valgrind) => valgrind,
        Err(error) if env::var_os("CI").is_none() && !options.accept => {
            println!("SKIPPED: no instructions were counted ({error:#})");
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let file = paths.root.join(ACCEPTED);
    // What cannot be compared is known before anything is compiled.
    let accepted = if options.accept { None } else { Some(accepted(&file)?) };
    let compiler = proc::run_quietly(proc::clean("rustc").current_dir(&paths.root).arg("--version"))?;
    let compiler = compiler.trim();

    let program = compile(paths)?;
    let folder = proc::TempDir::new("render")?;
    step("make a portal to draw", || {
        proc::run_quietly(proc::clean(&program).arg("prepare").arg(folder.path())).map(drop)
    })?;
    let names = proc::run_quietly(proc::clean(&program).arg("list"))?;
    let mut costs = Costs::new();
    for name in names.lines() {
        let cost = step(&format!("count {name}"), || count(&valgrind, &program, name, folder.path()))?;
        costs.insert(name.to_owned(), cost);
    }

    let Some((their_compiler, before)) = accepted else {
        print!("{}", table(&costs, &costs));
        fs::write(&file, written(compiler, &costs)).with_context(|| file.display().to_string())?;
        note(&format!("accepted: {ACCEPTED}"));
        return Ok(());
    };
    print!("{}", table(&before, &costs));
    if their_compiler != compiler {
        note(&format!(
            "accepted with {their_compiler}, counted with {compiler}: some of the difference may be the compiler's"
        ));
    }
    let (worse, better) = judge(&before, &costs);
    if !better.is_empty() {
        note(&format!("cheaper: {}; --accept holds what comes to it", better.join(", ")));
    }
    ensure!(
        worse.is_empty(),
        "{}\nif that is what the change is worth, `cargo xtask instructions --accept` and commit {ACCEPTED} with it",
        worse.join("\n")
    );
    Ok(())
}

/// Where valgrind is; installed where that can be done.
fn valgrind() -> Result<PathBuf> {
    if proc::which("valgrind").is_none() {
        install::debian_packages("counting instructions", &["valgrind"])?;
    }
    proc::which("valgrind").context("there is no valgrind on PATH")
}

/// Optimised as `serve` builds it, and in one go with the server, whose features are then those of everything: whoever
/// has built the server compiles one small program more.
fn compile(paths: &Paths) -> Result<PathBuf> {
    step("compile what draws (release)", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["build", "--locked", "--release"]);
        proc::run(command.args(["--package", "server", "--package", "render", "--bin", "render"]))
    })?;
    Ok(paths.target.join("release/render"))
}

/// Counts a case until two runs agree, and takes the lower one: maps of the standard library draw their keys anew in each
/// process, and what that costs is none of ours.
fn count(valgrind: &Path, program: &Path, name: &str, folder: &Path) -> Result<Cost> {
    let mut runs: Vec<Cost> = Vec::new();
    while runs.len() < RUNS {
        runs.push(run(valgrind, program, name, folder)?);
        runs.sort_unstable_by_key(|cost| cost.instructions);
        if let [lowest, next, ..] = runs.as_slice() {
            ensure!(lowest.bytes == next.bytes, "{name} is drawn differently each time");
            if agree(lowest.instructions, next.instructions) {
                return Ok(*lowest);
            }
        }
    }
    let counts: Vec<String> = runs.iter().map(|cost| cost.instructions.to_string()).collect();
    bail!("{name} cannot be judged: {RUNS} runs needed {} instructions", counts.join(", "))
}

/// Whether two counts, the lower one first, are a quarter of what a commit may cost apart at most.
fn agree(lower: u64, higher: u64) -> bool {
    higher * 400 <= lower * (400 + MORE_INSTRUCTIONS)
}

/// Counts a case once. The environment is empty, because it lies in the program's memory.
fn run(valgrind: &Path, program: &Path, name: &str, folder: &Path) -> Result<Cost> {
    let mut command = proc::clean(valgrind);
    command.env_clear().args(["--tool=callgrind", "--callgrind-out-file=/dev/null", COUNTED]);
    let output = proc::output(command.arg(program).args(["draw", name]).arg(folder))?;
    let (out, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "`{}` failed ({})\n{told}", proc::show(&command), output.status);
    let (bytes, rounds) = drawn(&out).with_context(|| format!("render said {out:?}"))?;
    let all = collected(&told).with_context(|| format!("callgrind said\n{told}"))?;
    // A program without its symbols has no function of that name.
    ensure!(all > 0, "nothing was counted: {} has no function that matches {COUNTED}", program.display());
    Ok(Cost { instructions: all / rounds, bytes })
}

/// Bytes and rounds, as `render` prints them.
fn drawn(out: &str) -> Option<(u64, u64)> {
    let (bytes, rounds) = out.trim().split_once(' ')?;
    let rounds = rounds.parse().ok().filter(|rounds| *rounds > 0)?;
    Some((bytes.parse().ok()?, rounds))
}

/// What callgrind counted: `==123== Collected : 6011`.
fn collected(told: &str) -> Option<u64> {
    told.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

/// What was accepted, and with which compiler.
fn accepted(file: &Path) -> Result<(String, Costs)> {
    let text = fs::read_to_string(file).with_context(|| {
        format!("{} cannot be read; `cargo xtask instructions --accept` writes it", file.display())
    })?;
    read(&text).with_context(|| format!("{} is not what --accept writes", file.display()))
}

fn read(text: &str) -> Result<(String, Costs)> {
    let whole: Value = serde_json::from_str(text)?;
    let compiler = whole.get("compiler").and_then(Value::as_str).context("no compiler")?;
    let cases = whole.get("cases").and_then(Value::as_object).context("no cases")?;
    let mut costs = Costs::new();
    for (name, cost) in cases {
        let number =
            |what: &str| cost.get(what).and_then(Value::as_u64).with_context(|| format!("{name}: no {what}"));
        costs.insert(name.clone(), Cost { instructions: number("instructions")?, bytes: number("bytes")? });
    }
    Ok((compiler.to_owned(), costs))
}

fn written(compiler: &str, costs: &Costs) -> String {
    let cases: serde_json::Map<String, Value> = costs
        .iter()
        .map(|(name, cost)| (name.clone(), json!({ "instructions": cost.instructions, "bytes": cost.bytes })))
        .collect();
    format!("{:#}\n", json!({ "compiler": compiler, "cases": cases }))
}

/// What costs more than it may, in sentences, and the names of what costs so much less that others could hide behind it.
fn judge(before: &Costs, now: &Costs) -> (Vec<String>, Vec<String>) {
    let (mut worse, mut better) = (Vec::new(), Vec::new());
    for (name, cost) in now {
        let Some(old) = before.get(name) else {
            worse.push(format!("{name} was never accepted"));
            continue;
        };
        for (what, old, new, more) in [
            ("instructions", old.instructions, cost.instructions, MORE_INSTRUCTIONS),
            ("bytes", old.bytes, cost.bytes, MORE_BYTES),
        ] {
            if new * 100 > old * (100 + more) {
                let change = change(old, new);
                worse.push(format!("{name}: {new} {what} instead of {old} ({change}, at most +{more} %)"));
            } else if new * 100 < old * (100 - more) {
                better.push(format!("{name} ({what})"));
            }
        }
    }
    let gone = before.keys().filter(|name| !now.contains_key(*name));
    worse.extend(gone.map(|name| format!("{name} is not drawn any more")));
    (worse, better)
}

/// `+1.25 %`.
fn change(old: u64, new: u64) -> String {
    format!("{:+.2} %", (new as f64 / old.max(1) as f64 - 1.0) * 100.0)
}

fn table(before: &Costs, now: &Costs) -> String {
    let mut text = String::from("\n| drawn | instructions | | bytes | |\n|---|---:|---:|---:|---:|\n");
    for (name, cost) in now {
        let old = before.get(name);
        let of = |old: Option<u64>, new: u64| old.map_or_else(|| "new".to_owned(), |old| change(old, new));
        text += &format!(
            "| {name} | {} | {} | {} | {} |\n",
            cost.instructions,
            of(old.map(|old| old.instructions), cost.instructions),
            cost.bytes,
            of(old.map(|old| old.bytes), cost.bytes),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(list: &[(&str, u64, u64)]) -> Costs {
        list.iter()
            .map(|(name, instructions, bytes)| {
                ((*name).to_owned(), Cost { instructions: *instructions, bytes: *bytes })
            })
            .collect()
    }

    #[test]
    fn what_callgrind_and_the_drawer_say_is_read() {
        let told =
            "==792== Events    : Ir\n==792== Collected : 6011\n==792== \n==792== I   refs:      6,011\n";
        assert_eq!(collected(told), Some(6011));
        assert_eq!(collected("==792== Events    : Ir\n"), None);
        assert_eq!(drawn("51234 10\n"), Some((51_234, 10)));
        assert_eq!(drawn("51234 0\n"), None);
        assert_eq!(drawn("nothing"), None);
    }

    #[test]
    fn a_commit_may_cost_so_much_and_no_more() {
        let before = costs(&[("home", 1_000_000, 10_000), ("topic", 2_000_000, 20_000)]);
        let judged = |instructions, bytes| {
            judge(&before, &costs(&[("home", instructions, bytes), ("topic", 2_000_000, 20_000)]))
        };
        assert_eq!(judged(1_020_000, 10_100), (Vec::new(), Vec::new()));
        let (worse, better) = judged(1_020_001, 10_101);
        assert_eq!(worse.len(), 2, "{worse:?}");
        assert!(worse.iter().all(|one| one.starts_with("home: ")) && better.is_empty());
        let (worse, better) = judged(979_999, 10_000);
        assert!(worse.is_empty());
        assert_eq!(better, ["home (instructions)"]);
        // What nobody accepted, and what nobody draws, are not passed over.
        let (worse, _) = judge(&before, &costs(&[("home", 1_000_000, 10_000), ("search", 1, 1)]));
        assert_eq!(worse, ["search was never accepted", "topic is not drawn any more"]);
    }

    #[test]
    fn runs_agree_when_they_are_near_each_other() {
        assert!(agree(1_000_000, 1_000_000) && agree(1_000_000, 1_005_000));
        assert!(!agree(1_000_000, 1_005_001));
    }

    #[test]
    fn what_is_accepted_is_read_again() -> Result<()> {
        let all = costs(&[("home", 123, 45), ("topic", 6, 7)]);
        assert_eq!(read(&written("rustc 1.95.0", &all))?, ("rustc 1.95.0".to_owned(), all));
        assert!(read("{}").is_err());
        assert!(read(r#"{"compiler":"x","cases":{"home":{"bytes":1}}}"#).is_err());
        Ok(())
    }
}
