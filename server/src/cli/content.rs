//! `jusoor content`: texts of the team.

use clap::Subcommand;
use domain::{
    Services,
    content::references::links::{self as known, Found},
};

use super::say;
use crate::{config::Config, links};

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Look at the addresses that articles cite, as far as the day's number reaches, and name those that lead nowhere.
    CheckLinks,
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
    }
    Ok(())
}
