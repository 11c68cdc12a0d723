//! `jusoor library`: the whole of it into a folder, many items out of a table.

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use clap::{Subcommand, ValueEnum};
use contract::ErrorCode;
use domain::{
    Services,
    library::{self, bag, batch},
};

use super::say;
use crate::{
    config::{self, Config, StoreKind},
    store,
};

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Write every item and file into an empty folder, as a BagIt bag with a table of all that is said about them.
    Export {
        /// The folder; it is made when it is not there. Drafts are in it: keep it as you keep the database.
        dir: PathBuf,
        /// Also what was withdrawn. What was erased is nowhere any more.
        #[arg(long)]
        all: bool,
    },
    /// Bring many items in out of a table (CSV; its columns are those of an export), as drafts. Without --commit
    /// nothing is written: every line is read, every file is looked at, everything that is wrong is told.
    Import {
        /// The table.
        table: PathBuf,
        /// The folder or ZIP archive of the files that the table names.
        #[arg(long, value_name = "DIR|ZIP")]
        files: Option<PathBuf>,
        /// Write, when nothing is wrong.
        #[arg(long)]
        commit: bool,
    },
    /// Copy the bytes of the library into the other store, each hashed on its way, as [store] of the configuration
    /// describes it, whichever of them is in use. What is there is not sent again.
    MoveStore {
        /// Where to.
        #[arg(long, value_name = "local|s3")]
        to: Place,
    },
    /// Take out of pictures and films that are kept already what they tell of where and with what they were made. What comes
    /// now loses it on its way in: once is enough, after the update.
    Strip,
    /// Take back what came in one import and is a draft still.
    Undo {
        /// What the import said.
        batch: String,
    },
}

/// A store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Place {
    /// The data folder.
    Local,
    /// The bucket.
    S3,
}

/// Does it.
pub async fn run(config: &Config, services: &Services, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::MoveStore { to } => move_store(config, services, to).await,
        Command::Export { dir, all } => {
            let done = bag::export(services, &dir, all).await.map_err(|error| match error.code {
                ErrorCode::Conflict => anyhow!("{} is not empty; name a new folder", dir.display()),
                ErrorCode::StorageFull => anyhow!("no room is left in {}", dir.display()),
                _ => match error.source {
                    Some(cause) => anyhow!("{}: {cause}", dir.display()),
                    None => error.into(),
                },
            })?;
            for one in &done.damaged {
                say(&format!("WRONG  {}/{}: not what it was, left out (jusoor fixity)", one.item, one.file));
            }
            for fault in &done.faults {
                say(&format!("WRONG  {fault}"));
            }
            if done.kept_back > 0 {
                say(&format!(
                    "{} testimonies stay in the house: the world was not agreed to",
                    done.kept_back
                ));
            }
            say(&format!("{} items, {} files, {} bytes", done.items, done.files, done.bytes));
            let whole = done.damaged.is_empty() && done.faults.is_empty();
            Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Strip => {
            let done = library::silence(services).await?;
            for sha256 in &done.faults {
                say(&format!("WRONG  {sha256}  lost or not what it was, left as it is (jusoor fixity)"));
            }
            say(&format!(
                "{} pictures and films, {} told something and tell nothing now",
                done.looked, done.changed
            ));
            Ok(if done.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Import { table, files, commit } => {
            let done = batch::import(services, &table, files.as_deref(), commit).await;
            let done = done.map_err(|error| match error.source {
                Some(cause) => anyhow!("{}: {cause}", table.display()),
                None => error.into(),
            })?;
            Ok(tell(&done))
        }
        Command::Undo { batch } => {
            let done = batch::undo(services, &batch).await.map_err(|error| match error.code {
                ErrorCode::NotFound => anyhow!("there is no batch {batch}, or nothing is left of it"),
                _ => error.into(),
            })?;
            for item in &done.kept {
                say(&format!("stays\t{item}\tis no draft any more"));
            }
            say(&format!("{} items taken back", done.removed));
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn move_store(config: &Config, services: &Services, to: Place) -> anyhow::Result<ExitCode> {
    let (from, to) = match to {
        Place::Local => (StoreKind::S3, StoreKind::Local),
        Place::S3 => (StoreKind::Local, StoreKind::S3),
    };
    // A bucket is asked for what it needs only when it is in use: it is now.
    let mut used = config.clone();
    used.store.kind = StoreKind::S3;
    let wrong = config::wrong(&used);
    if !wrong.is_empty() {
        return Err(anyhow!(wrong.join("\n")));
    }
    let services = services.with_blobs(store::of_kind(config, from)?);
    let done = library::carry(&services, store::of_kind(config, to)?).await.map_err(|error| {
        match (error.code, error.source) {
            (ErrorCode::StorageFull, _) => anyhow!("no room is left there; what is there stays, go on later"),
            (_, Some(cause)) => anyhow!("{cause}; what is there stays, go on later"),
            (code, None) => anyhow!("{code:?}"),
        }
    })?;
    for sha256 in &done.faults {
        say(&format!("WRONG  {sha256}  lost or not what it was, left out (jusoor fixity)"));
    }
    say(&format!("{} files copied, {} bytes; {} were there already", done.copied, done.bytes, done.there));
    if done.faults.is_empty() {
        say("now set store.kind and start anew, then jusoor fixity --all");
    }
    Ok(if done.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One line for each item and for each thing that is wrong.
fn tell(report: &batch::Report) -> ExitCode {
    for line in &report.lines {
        let item = line.item.as_ref().map_or("would be written", |id| id.as_str());
        say(&format!("fine   row {}\t{item}\t{} files\t{}", line.row, line.files, line.title));
    }
    for fault in &report.faults {
        let batch::Fault { row, column, value, expected } = fault;
        say(&format!("WRONG  row {row}\t{column}\tfound {value:?}\texpected {expected}"));
    }
    match &report.batch {
        Some(id) => {
            say(&format!("{} drafts written; jusoor library undo {id} takes them back", report.lines.len()));
        }
        None => say(&format!(
            "nothing was written: {} rows are fine, {} things are wrong",
            report.lines.len(),
            report.faults.len()
        )),
    }
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
