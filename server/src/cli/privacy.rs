//! `jusoor privacy`: the deletion journal, around backups.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use domain::{
    Services,
    privacy::{self, Line},
};

use super::say;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Print the journal, one line for each woman who left and each question that was erased, under hashes that only this portal can make. Keep it
    /// with every backup, and print it once more before a backup is put back.
    Journal,
    /// After a backup was put back: erase again what was erased since, hide again what was hidden.
    Replay {
        /// A journal that was printed before, beside that of the database.
        #[arg(long, value_name = "FILE")]
        journal: Option<PathBuf>,
    },
}

/// Does it.
pub async fn run(services: &Services, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Journal => {
            for line in privacy::journal::lines(services).await? {
                say(&line.to_string());
            }
        }
        Command::Replay { journal } => {
            let outside = match journal {
                Some(file) => read(file)?,
                None => Vec::new(),
            };
            let done = privacy::replay(services, &outside).await?;
            say(&format!(
                "{} erased, {} hidden, {} shown again, {} questions erased",
                done.erased, done.hidden, done.shown, done.questions
            ));
        }
    }
    Ok(())
}

/// A journal as [`Command::Journal`] prints it. One bad line stops everything: half a journal would leave
/// somebody visible.
fn read(file: &PathBuf) -> anyhow::Result<Vec<Line>> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("the journal {shown} cannot be read"))?;
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some(line) = Line::parse(line) else {
            bail!("{shown}, line {}: no line of a journal", number + 1)
        };
        lines.push(line);
    }
    Ok(lines)
}
