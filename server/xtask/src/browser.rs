//! The browser suite: Playwright in `end2end`, driving the system's Chromium against a portal of
//! its own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::paths::Paths;
use crate::portal::{Account, Portal};
use crate::report::Report;
use crate::{install, proc};

/// Installs what the suite needs, so that a missing package is known before the long work.
pub fn prepare(paths: &Paths) -> Result<PathBuf> {
    let mut missing = Vec::new();
    if proc::which("node").is_none() {
        missing.push("nodejs");
    }
    if proc::which("npm").is_none() {
        missing.push("npm");
    }
    if chromium().is_none() {
        missing.push("chromium");
    }
    install::debian_packages("the browser tests", &missing)?;
    install::npm_ci(&paths.root.join("end2end"))?;
    chromium().context("there is no chromium on PATH")
}

fn chromium() -> Option<PathBuf> {
    env::var_os("JUSOOR_CHROMIUM")
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(proc::which))
}

/// What a portal must be told of the provider that the suite starts at this address.
pub fn knows_provider(issuer: &str) -> (&'static str, String) {
    let campus = format!(
        "[{{key=\"campus\",kind=\"oidc\",client_id=\"jusoor\",client_secret=\"only for tests, on loopback\",\
         issuer=\"{issuer}\",name={{ar=\"الجامعة\",fr=\"Université\",en=\"University\"}}}}]"
    );
    ("JUSOOR__PROVIDERS", campus)
}

/// Runs a script of `support/` by itself against a portal; what it printed, which is JSON.
pub fn script(
    paths: &Paths,
    name: &str,
    portal: &Portal,
    chromium: &Path,
    (variable, plan): (&str, &Value),
) -> Result<Value> {
    let printed = paths.work().join(format!("{name}.json"));
    fs::create_dir_all(paths.work())?;
    let mut command = proc::clean("node");
    command
        .current_dir(paths.root.join("end2end"))
        .arg(format!("support/{name}.mjs"))
        .env("JUSOOR_BASE_URL", format!("http://{}", portal.address))
        .env("JUSOOR_CHROMIUM", chromium)
        .env(variable, plan.to_string())
        .stdout(fs::File::create(&printed)?);
    proc::run(&mut command)?;
    serde_json::from_slice(&fs::read(&printed)?).with_context(|| printed.display().to_string())
}

/// What the suite runs against.
pub struct Suite<'a> {
    /// A portal that knows the provider.
    pub portal: &'a Portal,
    /// Somebody who reviews.
    pub moderator: &'a Account,
    /// Somebody who administrates.
    pub admin: &'a Account,
    /// Address at which the suite starts its provider.
    pub provider: &'a str,
    /// The browser's program.
    pub chromium: &'a Path,
    /// Further words for Playwright.
    pub more: &'a [String],
}

/// Runs the suite and adds what it counted.
pub fn run(paths: &Paths, suite: &Suite, report: &mut Report) -> Result<()> {
    let Suite { portal, moderator, admin, provider, chromium, more } = *suite;
    let folder = paths.root.join("end2end");
    let results = paths.work().join("playwright.json");
    fs::create_dir_all(paths.work())?;
    let _ = fs::remove_file(&results);
    let pack = paths.work().join("kiosk-pack");
    portal.kiosk_pack(&pack)?;
    let mut command = proc::clean("npx");
    command
        .current_dir(&folder)
        .args(["--no-install", "playwright", "test", "--reporter=list,json"])
        .args(more)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &results)
        .env("JUSOOR_BASE_URL", format!("http://{}", portal.address))
        .env("JUSOOR_CHROMIUM", chromium)
        .env("JUSOOR_KIOSK_PACK", &pack)
        .env("JUSOOR_MAIL_FOLDER", portal.mail())
        .env("JUSOOR_PROVIDER_URL", provider)
        .env("MOD_PSEUDONYM", &moderator.pseudonym)
        .env("MOD_PASSPHRASE", &moderator.passphrase)
        .env("MOD_TOTP_SECRET", &moderator.totp_secret)
        .env("ADMIN_PSEUDONYM", &admin.pseudonym)
        .env("ADMIN_PASSPHRASE", &admin.passphrase)
        .env("ADMIN_TOTP_SECRET", &admin.totp_secret);
    let status = proc::run_watched(&mut command, |_| {})?;
    let text =
        fs::read(&results).with_context(|| format!("Playwright ended ({status}) without its results"))?;
    let (passed, failed, skipped) = counts(&serde_json::from_slice(&text)?)?;
    // A run that failed as a whole (no test found, a broken configuration) has no failed test.
    let failed = if status.success() { failed } else { failed.max(1) };
    report.add(passed, failed, skipped);
    Ok(())
}

/// Reads Playwright's own statistics; a test that passed on its second try is counted as passed.
fn counts(results: &Value) -> Result<(usize, usize, usize)> {
    let number = |name: &str| {
        results
            .pointer(&format!("/stats/{name}"))
            .and_then(Value::as_u64)
            .and_then(|count| usize::try_from(count).ok())
            .with_context(|| format!("Playwright's results have no stats.{name}"))
    };
    Ok((number("expected")? + number("flaky")?, number("unexpected")?, number("skipped")?))
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn playwright_statistics_are_read() -> anyhow::Result<()> {
        let results = serde_json::json!({
            "stats": { "expected": 5, "unexpected": 1, "flaky": 2, "skipped": 3 }
        });
        assert_eq!(counts(&results)?, (7, 1, 3));
        assert!(counts(&serde_json::json!({})).is_err());
        Ok(())
    }
}
