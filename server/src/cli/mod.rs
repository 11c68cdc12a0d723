//! The command line.

mod backup;
mod category;
mod content;
mod dev;
mod doctor;
mod fixity;
mod kiosk;
mod library;
mod migrate;
mod moving;
mod privacy;
mod reindex;
mod serve;
mod statistics;
mod telemetry;
mod user;

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use anyhow::anyhow;
use clap::{Parser, Subcommand};

use crate::{
    boot,
    config::{Config, Overrides, ServeRole},
};

#[derive(Parser)]
#[command(name = "jusoor", version, about = "The women's portal of El Kef")]
struct Cli {
    /// Configuration file (TOML).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Data folder: database, blobs, secrets.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal.
    Serve {
        /// Address to listen on, for instance 127.0.0.1:3000.
        #[arg(long, value_name = "ADDR")]
        listen: Option<SocketAddr>,
        /// Answer requests, do the work beside them, or both.
        #[arg(long, value_enum)]
        role: Option<ServeRole>,
    },
    /// Bring the database to a version.
    Migrate {
        #[command(subcommand)]
        command: migrate::Command,
    },
    /// Put the starter content into the database; what is there and unchanged stays.
    Seed,
    /// Bring the search in line with everything that everybody may read, and say how far it is.
    Reindex,
    /// Keep accounts.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// What the forum's categories say: who reads, what waits, what search engines list.
    Category {
        #[command(subcommand)]
        command: category::Command,
    },
    /// For measuring and for trying things out.
    Dev {
        #[command(subcommand)]
        command: dev::Command,
    },
    /// The deletion journal: print it, and do it again after a backup was put back.
    Privacy {
        #[command(subcommand)]
        command: privacy::Command,
    },
    /// Hash the library's files again and name those that are not what they were; exit code 1 when there are any.
    Fixity {
        /// All of them; else those that are due, within the day's budget.
        #[arg(long)]
        all: bool,
    },
    /// Take the library along, or bring many items into it.
    Library {
        #[command(subcommand)]
        command: library::Command,
    },
    /// Bring files of figures in.
    Statistics {
        #[command(subcommand)]
        command: statistics::Command,
    },
    /// Computers that everybody uses.
    Kiosk {
        #[command(subcommand)]
        command: kiosk::Command,
    },
    /// Make a backup, also while the portal runs: the database, the library's files that are not there yet, the deletion
    /// journal. Sealed when backup.key is set.
    Backup {
        /// A file that is not there yet, or s3://BUCKET/FOLDER/NAME. The library's files lie beside it, once for all
        /// backups of a folder.
        #[arg(long, value_name = "FILE|s3://…")]
        to: Option<String>,
        #[command(subcommand)]
        command: Option<backup::Command>,
    },
    /// Put a backup back. What was erased since stays erased.
    Restore(backup::Restore),
    /// Carry everything from SQLite over to PostgreSQL, every row compared. Stop the portal before.
    Move {
        /// postgres://…, an empty database. With a password, better as JUSOOR_MOVE_TO in the environment: a command line is
        /// seen by everybody on the machine.
        #[arg(long, value_name = "postgres://…", env = "JUSOOR_MOVE_TO", hide_env_values = true)]
        to: String,
    },
    /// Texts of the team.
    Content {
        #[command(subcommand)]
        command: content::Command,
    },
    /// Examine everything that the portal needs: configuration, proxy, TLS, folders, disk, database, blobs, mail, backup,
    /// clock, workers, external programs.
    Doctor,
    /// Look at the configuration.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print what is in force, as TOML, with secrets masked.
    Print,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let result = tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| {
        let result = runtime.block_on(run(Cli::parse()));
        // What still sleeps or writes beside has had its time.
        runtime.shutdown_timeout(std::time::Duration::from_secs(1));
        result
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            let text = format!("{error:#}");
            for line in text.lines() {
                let _ = writeln!(io::stderr(), "jusoor: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let (listen, role) = match &cli.command {
        Command::Serve { listen, role } => (*listen, *role),
        _ => (None, None),
    };
    let loaded = Config::load(cli.config.as_deref(), &Overrides { listen, data: cli.data, role });
    if let Command::Doctor = cli.command {
        return Ok(doctor::run(loaded, cli.config.as_deref()).await);
    }
    let config = loaded.map_err(|wrong| anyhow!(wrong))?;
    telemetry::start(&config.log);
    match cli.command {
        Command::Serve { .. } => serve::run(config).await?,
        Command::Migrate { command } => migrate::run(&config, &command).await?,
        Command::Seed => {
            let services = boot::open(&config).await?;
            say(&format!("{} rows new or changed", domain::seed::seed(&services).await?));
        }
        Command::Reindex => reindex::run(&boot::open(&config).await?).await?,
        Command::User { command } => user::run(&boot::open(&config).await?, command).await?,
        Command::Category { command } => category::run(&boot::open(&config).await?, command).await?,
        Command::Dev { command } => dev::run(&boot::open(&config).await?, command).await?,
        Command::Privacy { command } => privacy::run(&boot::open(&config).await?, &command).await?,
        Command::Config { command: ConfigCommand::Print } => say(config.to_toml()?.trim_end()),
        Command::Library { command } => {
            return library::run(&config, &boot::open(&config).await?, command).await;
        }
        Command::Statistics { command } => {
            return statistics::run(&boot::open(&config).await?, command).await;
        }
        Command::Content { command } => content::run(&config, &boot::open(&config).await?, &command).await?,
        Command::Kiosk { command } => kiosk::run(&config, &command)?,
        Command::Backup { to, command } => return backup::run(&config, to, command).await,
        Command::Restore(wanted) => return backup::restore(&config, wanted).await,
        Command::Move { to } => return moving::run(&config, &to).await,
        Command::Fixity { all } => return fixity::run(&boot::open(&config).await?, all).await,
        Command::Doctor => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// A line for whoever started us. A closed pipe is no reason to panic.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn verify_cli() {
        Cli::command().debug_assert();
    }

    #[test]
    fn data_and_config_stand_anywhere() {
        for line in [
            "jusoor --data d serve --listen 127.0.0.1:0",
            "jusoor serve --listen [::1]:3000 --data d --config c.toml",
            "jusoor serve --role worker --data d",
            "jusoor serve --role both",
            "jusoor migrate up --data d",
            "jusoor migrate down",
            "jusoor migrate status",
            "jusoor seed",
            "jusoor reindex --data d",
            "jusoor doctor",
            "jusoor library export out",
            "jusoor library import a.csv --files dir --commit",
            "jusoor library import a.csv",
            "jusoor library undo abcd",
            "jusoor library strip",
            "jusoor statistics import a.csv --dataset workpart --commit",
            "jusoor library move-store --to s3",
            "jusoor library move-store --to local --data d",
            "jusoor library export out --all",
            "jusoor fixity",
            "jusoor content check-links",
            "jusoor kiosk pack out",
            "jusoor kiosk pack out --browser firefox --print",
            "jusoor content read-aloud --data d",
            "jusoor fixity --all --data d",
            "jusoor category list",
            "jusoor category set unions --audience members --review new_members --indexed false",
            "jusoor category rule unions moderator review_queue never",
            "jusoor dev populate --topics 10 --posts 100 --seed 3 --yes",
            "jusoor dev populate --items 10 --seed 3 --search",
            "jusoor dev populate --articles 10 --observations 1000",
            "jusoor privacy journal --data d",
            "jusoor privacy replay",
            "jusoor privacy replay --journal kept.txt",
            "jusoor backup --to kept/monday.jusoor --data d",
            "jusoor backup --to s3://kept/jusoor/monday",
            "jusoor backup verify --from kept/monday.jusoor --data d",
            "jusoor backup prune --in kept --keep-days 30",
            "jusoor backup key",
            "jusoor restore --from kept/monday.jusoor --force --journal a.txt --journal b.txt",
            "jusoor move --to postgres://host/jusoor --data d",
            "jusoor config print",
            "jusoor user list",
            "jusoor user create --pseudonym Lune --role moderator --password-stdin",
            "jusoor user create --pseudonym Lune --role lead_moderator --password-stdin",
            "jusoor user create --pseudonym Lune --role admin --password-stdin --totp-secret JBSWY3DPEHPK3PXP",
            "jusoor user disable Lune --data d",
            "jusoor user enable Lune",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        assert!(Cli::try_parse_from(["jusoor", "serve", "--listen", "nowhere"]).is_err());
        assert!(Cli::try_parse_from(["jusoor", "serve", "--role", "leader"]).is_err());
        for line in [
            "jusoor user create --pseudonym Lune --role queen --password-stdin",
            "jusoor user create --pseudonym Lune --role admin",
            "jusoor category set unions --audience everybody",
            "jusoor category rule unions moderator purge never",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
