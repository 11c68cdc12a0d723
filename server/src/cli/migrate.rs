//! `jusoor migrate`.

use anyhow::Context;
use clap::Subcommand;
use migrations::{Migrator, Standing};
use sea_orm_migration::{MigrationStatus, MigratorTrait};

use super::say;
use crate::{boot, config::Config};

/// What to do.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Command {
    /// Apply what is not applied yet.
    Up,
    /// Take back the newest migrations. Their data is lost.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
    },
    /// List migrations, applied and not.
    Status,
}

/// Does it.
pub async fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    boot::prepare_folder(&config.data.folder)?;
    let db = boot::connect(config).await?;
    let turn = boot::turn(config).await.context("the database cannot be migrated")?;
    match command {
        Command::Up => {
            boot::migrate(&db).await?;
        }
        Command::Down { steps } => {
            Migrator::down(db.writer(), Some(*steps)).await.context("the migrations cannot be taken back")?;
        }
        Command::Status => {}
    }
    boot::end_turn(turn).await;
    if let Standing::Ahead(names) = migrations::standing(db.writer()).await? {
        // sea-orm lists nothing of a database that knows more than the program.
        for migration in Migrator::migrations() {
            say(&format!("applied  {}", migration.name()));
        }
        for name in names {
            say(&format!("newer  {name}"));
        }
        db.close().await;
        return Ok(());
    }
    let migrations = Migrator::get_migration_with_status(db.writer()).await?;
    for migration in migrations {
        let state = match migration.status() {
            MigrationStatus::Applied => "applied",
            MigrationStatus::Pending => "pending",
        };
        say(&format!("{state}  {}", migration.name()));
    }
    db.close().await;
    Ok(())
}
