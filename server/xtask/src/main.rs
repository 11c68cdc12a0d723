//! `cargo xtask <command>`: builds, serves, checks, tests and measures the portal.
//!
//! One module for each concern; a command is a function that puts them together.

mod args;
mod bench;
mod browser;
mod budget;
mod check;
mod compress;
mod css;
mod dev;
mod dist;
mod faults;
mod hash;
mod html;
mod http;
mod install;
mod instructions;
mod islands;
mod paths;
mod portal;
mod postgres;
mod proc;
mod report;
mod sbom;
mod serve;
mod site;
mod stamp;
mod step;
mod suites;
mod toolchain;
mod totp;
mod vendor;
mod visitor;
mod wasm_opt;

use std::process::ExitCode;

use anyhow::Result;

use crate::args::Args;
use crate::paths::{Paths, Profile};

const HELP: &str = "\
cargo xtask <command>

  serve [--listen 127.0.0.1:3000] [--data data]   build what changed and run the portal
  dev   [--listen 127.0.0.1:3000] [--data data]   the same, unoptimised, again after every change
  build [--release | --dev]                       build site and server only
  dist  [--sbom | --again]                        what an operator installs, in target/dist-out: program, site,
                                                  examples, list of parts, hashes; --sbom: the list alone;
                                                  --again: compile twice and compare
  fmt                                             format the code
  check                                           formatting, lints, forbidden dependencies, catalogues
  test  [--quick]                                 everything; --quick leaves the browser out
  browser [WORDS FOR PLAYWRIGHT…]                 the browser's tests alone, for instance
                                                  `browser forum.spec.ts --project ar-script-phone`
  bench [--all | --pages --identity --forum --library --desk --search --queue --open --line]
        [--postgres] [--json FILE] [--compare FILE]
                                                  every bar that is measured, all in one go unless parts are
                                                  named: a table, target/bench.json or FILE, an error when a
                                                  bar is missed; --compare: what changed since an older FILE.
                                                  --pages: requests per second and processor time of the main
                                                  pages beside hello-world, bytes of first visits; --identity:
                                                  what signing in tells by its time, and what a crowd costs;
                                                  --forum: medians with 10 000, 100 000 and 200 000 posts, and
                                                  the start; --library: the shelf and its search with 50 000
                                                  items, a jump in a film of 1 GB, memory under an upload of
                                                  2 GB (BENCH_UPLOAD_MB); --desk: articles and statistics with
                                                  5 000 articles and 2 000 000 figures, an import of 500 000;
                                                  --search: queries among 100 000 posts and 5 000 articles;
                                                  --queue: the team's queue with 5 000 waiting among 100 000
                                                  posts; --open: half of what the portal carries, asked at
                                                  fixed times, with a text among each twenty requests;
                                                  --line: pages on a slow line and a slow phone, and
                                                  how soon they answer fingers and keys, in Chromium;
                                                  --postgres: the rooms over a PostgreSQL of their own
  instructions [--accept]                         instructions and bytes of drawing the main pages, counted by
                                                  valgrind and held against server/xtask/instructions.json (P20: at
                                                  most 2 % and 1 % more); --accept: writes that file anew
  faults [R1 R3 R5 …] [--rounds N] [--seconds N] [--older PROGRAM] [--json FILE] [--short]
                                                  breaks what a portal stands on (process, disk, PostgreSQL,
                                                  network, store, one node of two) and measures what is lost;
                                                  end2end/faults/README.md names the faults

JUSOOR_WASM=rustup|debian|none chooses how islands are compiled; JUSOOR_NO_WASM_OPT=1 leaves wasm-opt out.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = Args::from_env();
    let command = args.command();
    if matches!(command.as_deref(), None | Some("help" | "--help" | "-h")) {
        print!("{HELP}");
        return Ok(());
    }
    proc::end_children_on_signal()?;
    let paths = Paths::find()?;
    match command.as_deref().unwrap_or_default() {
        "serve" => {
            let options = serve::Options::take(&mut args)?;
            args.finish()?;
            serve::serve(&paths, &options)
        }
        "dev" => {
            let options = serve::Options::take(&mut args)?;
            args.finish()?;
            dev::dev(&paths, &options)
        }
        "build" => {
            let dev = args.flag("--dev");
            let _ = args.flag("--release");
            args.finish()?;
            let profile = if dev { Profile::Dev } else { Profile::Release };
            site::build(&paths, profile)?;
            serve::build_server(&paths, profile).map(drop)
        }
        "dist" => {
            let options = dist::Options::take(&mut args);
            args.finish()?;
            dist::dist(&paths, options)
        }
        "fmt" => {
            args.finish()?;
            proc::run(proc::cargo(&paths.root).args(["fmt", "--all"]))
        }
        "check" => {
            args.finish()?;
            anyhow::ensure!(check::check(&paths).is_good(), "not everything is in order");
            Ok(())
        }
        "test" => {
            let options = suites::Options::take(&mut args);
            args.finish()?;
            suites::test(&paths, options)
        }
        "faults" => {
            let options = faults::Options::take(args)?;
            faults::faults(&paths, &options)
        }
        "browser" => suites::browser(&paths, &args.rest()),
        "instructions" => {
            let options = instructions::Options::take(&mut args);
            args.finish()?;
            instructions::instructions(&paths, options)
        }
        "bench" => {
            let options = bench::Options::take(&mut args)?;
            args.finish()?;
            bench::bench(&paths, &options)
        }
        other => anyhow::bail!("there is no command {other}; `cargo xtask help` names them"),
    }
}
