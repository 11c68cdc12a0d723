//! `cargo xtask check`: what can be said about the code without running it.

mod catalogue;
mod deny;
mod deps;
mod sources;
mod words;

use anyhow::Result;

use crate::paths::Paths;
use crate::report::Report;
use crate::toolchain::{self, TARGET};
use crate::{proc, stamp};

/// The packages that are built for the server, with features as the server uses them. `app-hydrate`
/// never joins: one invocation over both would unify `leptos/ssr` with `leptos/hydrate`.
pub const SERVER_SIDE: &[&str] =
    &["--workspace", "--exclude", "app-hydrate", "--exclude", "xtask", "--features", "app/ssr"];

/// Runs every check; quick ones first.
pub fn check(paths: &Paths) -> Report {
    let mut report = Report::new("check");
    report.case("views: no inline style or script", || sources::views(&paths.root.join("app/src")));
    report.case("views: raw HTML enters in one place", || sources::raw_html(&paths.root.join("app/src")));
    report.case("views: every text is in the catalogues", || words::views(&paths.root));
    report.case("styles: logical properties only", || sources::styles(&paths.root.join("style")));
    report.case("catalogues: the same messages in ar, fr and en", || {
        catalogue::parity(&paths.root.join("app/i18n/locales"))
    });
    for rule in deps::RULES {
        report.case(rule.name, || rule.hold(paths));
    }
    report.case("dependencies: advisories, licences, sources (cargo-deny)", || deny::hold(paths));
    report.case("formatting", || proc::run(proc::cargo(&paths.root).args(["fmt", "--all", "--check"])));
    report.case("lints: the server side", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["clippy", "--locked", "--all-targets"]).args(SERVER_SIDE);
        proc::run(command.args(["--", "-D", "warnings"]))
    });
    report.case("lints: xtask", || {
        let mut command = proc::cargo(&paths.root);
        command.args(["clippy", "--locked", "--all-targets", "--package", "xtask"]);
        proc::run(command.args(["--", "-D", "warnings"]))
    });
    match toolchain::prepare(paths) {
        Ok(toolchain) => report.case("lints: the browser side", || browser_side(paths, &toolchain)),
        Err(error) => {
            println!("skipped lints: the browser side ({error:#})");
            report.add(0, 0, 1);
        }
    }
    report.close()
}

/// The profile of the real build is used so that macros and build scripts are shared with it.
fn browser_side(paths: &Paths, toolchain: &toolchain::WasmToolchain) -> Result<()> {
    let mut command = toolchain.cargo(paths);
    let target = ["--package", "app-hydrate", "--target", TARGET, "--profile", "wasm-release"];
    if toolchain.is_own() {
        command.args(["clippy", "--locked"]).args(target).args(["--", "-D", "warnings"]);
        return proc::run(&mut command);
    }
    // The packaged Rust has no clippy of its own version at hand; its warnings count all the same.
    command.args(["check", "--locked", "--message-format", "short"]).args(target);
    let output = proc::output(&mut command)?;
    let text = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success() && !text.contains("warning:"), "{text}");
    Ok(())
}

/// Reads a source file for a check.
fn read(file: &std::path::Path) -> Result<String> {
    use anyhow::Context;
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The files below a folder with an extension; none is an error, for then the check checks nothing.
fn sources_with(folder: &std::path::Path, extension: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut files = stamp::files_below(folder)?;
    files.retain(|file| file.extension().is_some_and(|found| found == extension));
    anyhow::ensure!(!files.is_empty(), "no .{extension} file below {}", folder.display());
    Ok(files)
}

/// Turns findings into an error.
fn none(findings: &[String]) -> Result<()> {
    anyhow::ensure!(findings.is_empty(), "{}", findings.join("\n"));
    Ok(())
}
