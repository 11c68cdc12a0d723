//! The command line.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use app::site::{assets::Assets, request::Site};
use clap::{Parser, Subcommand};

use crate::{boot, http::AppState, routes};

#[derive(Parser)]
#[command(name = "jusoor", version, about = "The women's portal of El Kef")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal.
    Serve {
        /// Address to listen on.
        #[arg(long, default_value = "127.0.0.1:3000")]
        listen: SocketAddr,
        /// Data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("jusoor: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(async {
        match cli.command {
            Command::Serve { listen, data } => {
                let services = boot::open(&data, None).await?;
                domain::seed::seed(&services).await?;
                let site = Site { assets: Assets::default(), public_url: format!("http://{listen}") };
                let state = AppState { services, site: Arc::new(site) };
                let listener = tokio::net::TcpListener::bind(listen).await?;
                axum::serve(listener, routes::router(state)).await?;
                anyhow::Ok(())
            }
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("jusoor: {error:#}");
            ExitCode::FAILURE
        }
    }
}
