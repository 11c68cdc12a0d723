//! `jusoor statistics`: files of figures from the machine's own console.

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use clap::Subcommand;
use contract::ErrorCode;
use domain::{
    Services,
    statistics::desk::{Imported, import_file},
};

use super::say;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Bring a file of figures in as a new version of a dataset, its columns and codes taken for what they seem to be.
    /// Without --commit nothing is written: everything that is wrong and everything that would change is told.
    Import {
        /// CSV, XLSX, JSON or ZIP.
        file: PathBuf,
        /// Dataset.
        #[arg(long, value_name = "ID")]
        dataset: String,
        /// Write, when nothing is wrong.
        #[arg(long)]
        commit: bool,
    },
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<ExitCode> {
    let Command::Import { file, dataset, commit } = command;
    let bytes = std::fs::read(&file).map_err(|error| anyhow!("{}: {error}", file.display()))?;
    let done = import_file(services, bytes, &dataset, commit).await.map_err(|error| match error.code {
        ErrorCode::NotFound => anyhow!("there is no dataset {dataset}"),
        _ => error.into(),
    })?;
    let (report, version) = match done {
        Imported::Unreadable(trouble) => return Err(anyhow!("{}: {trouble}", file.display())),
        Imported::Tried(report, version) => (report, version),
    };
    for fault in &report.faults {
        let (row, column) = (fault.row, &fault.column);
        say(&format!("WRONG  row {row}\t{column}\tfound {:?}\texpected {}", fault.value, fault.expected));
    }
    let difference = &report.difference;
    say(&format!(
        "{} figures, {} left out, {} wrong; {} added, {} changed, {} removed",
        report.rows, report.left_out, report.wrong, difference.added, difference.changed, difference.removed
    ));
    match version {
        Some(n) => say(&format!("written as version {n}")),
        None => say("nothing was written"),
    }
    Ok(if report.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
