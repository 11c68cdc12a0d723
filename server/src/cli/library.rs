//! `jusoor library`: the whole of it into a folder, many items out of a table.

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use clap::Subcommand;
use contract::ErrorCode;
use domain::{Services, library::bag};

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
            say(&format!("{} items, {} files, {} bytes", done.items, done.files, done.bytes));
            let whole = done.damaged.is_empty() && done.faults.is_empty();
            Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}
