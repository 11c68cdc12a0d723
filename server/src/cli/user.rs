//! `jusoor user`: accounts, from the machine's own console.

use clap::Subcommand;
use domain::Services;

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// List accounts: pseudonym, role, state.
    List,
}

/// Does it.
pub async fn run(services: &Services, command: Command) -> anyhow::Result<()> {
    let _ = services;
    match command {
        Command::List => anyhow::bail!("accounts are kept by the room identity, which has not moved in yet"),
    }
}
