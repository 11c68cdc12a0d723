//! `jusoor library`: the whole of it into a folder, many items out of a table.

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use clap::Subcommand;
use contract::ErrorCode;
use domain::{
    Services,
    library::{bag, batch},
};

use super::say;

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
    /// Take back what came in one import and is a draft still.
    Undo {
        /// What the import said.
        batch: String,
    },
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<ExitCode> {
    match command {
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
                say(&format!("{} testimonies stay in the house: the world was not agreed to", done.kept_back));
            }
            say(&format!("{} items, {} files, {} bytes", done.items, done.files, done.bytes));
            let whole = done.damaged.is_empty() && done.faults.is_empty();
            Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
