//! `jusoor backup` and `jusoor restore`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::bail;
use clap::{Args, Subcommand};

use super::say;
use crate::{
    backup::{self, Key, Wanted},
    config::Config,
};

/// What to do besides making one.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Read a backup to its end, its library too, and look at the database in it. The portal is not touched.
    Verify {
        /// Where it is.
        #[arg(long, value_name = "FILE|s3://…")]
        from: String,
    },
    /// Let backups of a folder go that are older, and files of the library that no other names. The newest one stays.
    Prune {
        /// The folder of the backups.
        #[arg(long = "in", value_name = "DIR|s3://…")]
        folder: String,
        /// How many days one is kept: at most 80, since the deletion journal remembers 90.
        #[arg(long, default_value_t = 35)]
        keep_days: i64,
    },
    /// Draw a key under which backups are sealed. Keep it where the portal is not.
    Key,
}

/// What is put back.
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// Where the backup is.
    #[arg(long, value_name = "FILE|s3://…")]
    from: String,
    /// A deletion journal that was kept elsewhere (jusoor privacy journal); any number of times. Those of the backup, of its
    /// folder and of the database that is replaced are read in any case.
    #[arg(long, value_name = "FILE")]
    journal: Vec<PathBuf>,
    /// Replace the database that is there.
    #[arg(long)]
    force: bool,
}

/// Does it.
pub async fn run(config: &Config, to: Option<String>, command: Option<Command>) -> anyhow::Result<ExitCode> {
    match (to, command) {
        (Some(to), None) => make(config, &to).await,
        (None, Some(Command::Verify { from })) => verify(config, &from).await,
        (None, Some(Command::Prune { folder, keep_days })) => {
            let done = backup::prune(config, &folder, keep_days, &say).await?;
            say(&format!(
                "{} backups stay, {} are gone, with {} files of the library",
                done.kept, done.removed, done.blobs
            ));
            Ok(ExitCode::SUCCESS)
        }
        (None, Some(Command::Key)) => {
            say(&Key::draw());
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!(
            "expected one of: backup --to FILE|s3://…, backup verify --from FILE|s3://…, \
                 backup prune --in DIR|s3://…, backup key"
        ),
    }
}

async fn make(config: &Config, to: &str) -> anyhow::Result<ExitCode> {
    let done = backup::make(config, to, &say).await?;
    tell_faults(&done.faults);
    let sealed = if done.sealed {
        "sealed"
    } else {
        "NOT sealed (backup.key is not set), without secrets.toml: keep that one apart"
    };
    let (bytes, rows, blobs, new) = (done.bytes, done.rows, done.blobs, done.new_blobs);
    say(&format!("{to}: {bytes} bytes, {rows} rows, {blobs} files of the library ({new} new), {sealed}"));
    Ok(code(&done.faults))
}

async fn verify(config: &Config, from: &str) -> anyhow::Result<ExitCode> {
    let found = backup::verify(config, from, &say).await?;
    tell_faults(&found.faults);
    let sealed = if found.sealed { "sealed" } else { "not sealed" };
    let (kind, rows, blobs) = (found.kind, found.rows, found.blobs);
    let made = moment(found.made_at);
    say(&format!("{from}: of {made}, {kind}, {rows} rows, {blobs} files of the library, {sealed}"));
    Ok(code(&found.faults))
}

/// Does it.
pub async fn restore(config: &Config, wanted: Restore) -> anyhow::Result<ExitCode> {
    let Restore { from, journal, force } = wanted;
    let wanted = Wanted { from, journals: journal, force };
    let done = backup::restore(config, &wanted, &say).await?;
    tell_faults(&done.faults);
    let people = done.people;
    say(&format!(
        "restored as of {}: {} rows, {} files; erased again: {} accounts, {} items, {} questions; hidden again: {}; shown again: {}",
        moment(done.made_at),
        done.rows,
        done.blobs,
        people.erased,
        done.items,
        people.questions,
        people.hidden,
        people.shown
    ));
    say("now jusoor doctor and jusoor fixity --all, then start the portal");
    Ok(code(&done.faults))
}

fn tell_faults(faults: &[String]) {
    for fault in faults {
        say(&format!("WRONG  {fault}"));
    }
}

fn code(faults: &[String]) -> ExitCode {
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn moment(ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(ms).unwrap_or_default();
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
