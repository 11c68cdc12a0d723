//! The machine: its clock, its disk, who may read what, how old the last backup is.

use std::{fs, os::unix::fs::MetadataExt, path::Path, process::Stdio, time::Duration};

use super::Report;
use crate::{backup::Last, boot, config::Config, disk, metrics::process};

/// With less room than this, posts begin to be refused.
const LEAST: u64 = 512 * 1024 * 1024;
const HOUR_MS: i64 = 3_600_000;

/// Looks at everything.
pub async fn examine(config: &Config, file: Option<&Path>, report: &mut Report) {
    report.line("clock", clock());
    if synchronised().await == Some(false) {
        let text = "nobody keeps it right (timedatectl says that it is not synchronised): install systemd-timesyncd or chrony";
        Report::note("clock", text);
    }
    let data = &config.data.folder;
    match disk::room(data).await {
        Some(room) => report.line("disk", enough(room)),
        None => Report::note("disk", "df does not say how much room there is"),
    }
    report.line("permissions", permissions(data, file));
    if fs::metadata("/proc/self").is_ok_and(|of_this| of_this.uid() == 0) {
        Report::note("permissions", "this runs as root; the portal itself should run as a user of its own");
    }
    let needed = u64::try_from(config.server.max_connections).unwrap_or(u64::MAX).saturating_add(64);
    if let Some(allowed) = process::open_files().filter(|allowed| *allowed < needed) {
        let text = format!("{allowed} here, {needed} for server.max_connections (LimitNOFILE, ulimit -n)");
        Report::note("open files", &text);
    }
    backup(config, report);
}

/// A machine without battery wakes in 1970 or in the year of its maker.
fn clock() -> Result<String, String> {
    let now = chrono::Utc::now();
    let built = chrono::DateTime::from_timestamp(1_793_000_000, 0).unwrap_or_default();
    let text = now.format("%Y-%m-%d %H:%M UTC").to_string();
    if now < built - chrono::Duration::days(400) || now > built + chrono::Duration::days(365 * 20) {
        Err(format!("{text}: that cannot be; set the machine's clock"))
    } else {
        Ok(text)
    }
}

/// What systemd says; nothing where there is none.
async fn synchronised() -> Option<bool> {
    let mut command = tokio::process::Command::new("timedatectl");
    command.args(["show", "--property=NTPSynchronized", "--value"]).stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(Duration::from_secs(2), command.output()).await.ok()?.ok()?;
    match String::from_utf8_lossy(&output.stdout).trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn enough(room: disk::Room) -> Result<String, String> {
    let mib = |bytes: u64| bytes / (1024 * 1024);
    let text = format!("{} of {} MiB are free", mib(room.free), mib(room.size));
    if room.free < LEAST { Err(format!("{text}: when it is full, nothing can be written")) } else { Ok(text) }
}

fn permissions(data: &Path, file: Option<&Path>) -> Result<String, String> {
    if let Some(mode) = boot::mode(data).filter(|mode| mode & 0o077 != 0) {
        let shown = data.display();
        return Err(format!(
            "{shown} has mode {mode:o}: others on this machine read the database (chmod 700)"
        ));
    }
    if let Some(file) = file
        && boot::mode(file).is_some_and(|mode| mode & 0o007 != 0)
        && fs::read_to_string(file).is_ok_and(|text| text.lines().any(holds_a_secret))
    {
        let shown = file.display();
        return Err(format!("{shown} holds a password or a key and everybody may read it (chmod 640)"));
    }
    Ok("what is private is closed to others".to_owned())
}

/// A line of the configuration such as `password = "…"`, or an address with a password in it.
fn holds_a_secret(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#')) else {
        return false;
    };
    let named = ["password", "secret"].iter().any(|word| key.contains(word));
    let value = value.trim();
    (named && !value.starts_with("\"\"")) || (value.contains("://") && value.contains('@'))
}

/// How old the last backup is. That none was made is for whoever begins no fault yet.
fn backup(config: &Config, report: &mut Report) {
    let last = match Last::read(&config.data.folder) {
        Ok(Some(last)) => last,
        Ok(None) => return Report::note("backup", "none was made here yet (jusoor backup --to FILE|s3://…)"),
        Err(error) => return report.line("backup", Err(format!("{error:#}"))),
    };
    report.line("backup", recent(&last, chrono::Utc::now().timestamp_millis(), config.backup.expect_hours));
}

/// `expected`: hours after which it is too old; 0: never.
fn recent(last: &Last, now: i64, expected: u32) -> Result<String, String> {
    let hours = (now - last.at).max(0) / HOUR_MS;
    let sealed = if last.sealed { "sealed" } else { "NOT sealed (backup.key)" };
    let text = if last.to.is_empty() {
        format!("the last is {hours} hours old, made by other means")
    } else {
        format!("the last is {hours} hours old, {sealed}, at {}", last.to)
    };
    if expected > 0 && hours > i64::from(expected) {
        Err(format!("{text}; expected every {expected} hours"))
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_little_too_old_or_too_open_is_wrong() {
        let room = |free| disk::Room { size: 1 << 40, free };
        assert!(enough(room(LEAST)).is_ok() && enough(room(LEAST - 1)).is_err());
        let made = |to: &str| Last { at: HOUR_MS, to: to.to_owned(), sealed: true };
        let old = |hours, expected| recent(&made("x"), HOUR_MS + hours * HOUR_MS + 1, expected);
        assert!(old(48, 48).is_ok() && old(49, 48).is_err() && old(9_000, 0).is_ok());
        assert!(
            recent(&made(""), 0, 48).is_ok_and(|text| text == "the last is 0 hours old, made by other means")
        );
        for (line, secret) in [
            ("password = \"x\"", true),
            ("  client_secret = \"x\"", true),
            ("url = \"postgres://a:b@c/d\"", true),
            ("password = \"\"", false),
            ("# password = \"x\"", false),
            ("public_url = \"https://jusoor.example\"", false),
            ("[mail]", false),
        ] {
            assert_eq!(holds_a_secret(line), secret, "{line}");
        }
    }
}
