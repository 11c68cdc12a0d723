//! `jusoor content`: texts of the team.

use clap::Subcommand;
use domain::{
    Services,
    content::{
        audio,
        references::links::{self as known, Found},
    },
};

use super::say;
use crate::{config::Config, links};

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Look at the addresses that articles cite, as far as the day's number reaches, and name those that lead nowhere.
    CheckLinks,
    /// Have every text that readers have, and nobody reads aloud, read by a machine. Takes minutes.
    ReadAloud,
}

/// Does it.
pub async fn run(config: &Config, services: &Services, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::CheckLinks => {
            let due = known::due(services, config.content.links_per_day).await?;
            let mut nothing = 0;
            for url in &due {
                let found = links::look(url).await;
                known::record(services, url, found).await?;
                if found == Found::Nothing {
                    nothing += 1;
                    say(&format!("NOTHING  {url}"));
                }
            }
            say(&format!("{} addresses looked at, {nothing} lead nowhere", due.len()));
        }
        Command::ReadAloud => {
            anyhow::ensure!(audio::can_be_read(), "no program that reads texts (espeak-ng) is installed");
            let left = audio::unread(services).await?;
            let mut silent = 0;
            for (id, locale) in &left {
                // One that cannot be read is no reason to leave out the others.
                if let Err(error) = audio::read_unread(services, id, *locale).await {
                    silent += 1;
                    say(&format!("NOT READ  {id} {locale}: {:?}", error.code));
                }
            }
            say(&format!("{} texts read aloud, {silent} not", left.len() - silent));
        }
    }
    Ok(())
}
