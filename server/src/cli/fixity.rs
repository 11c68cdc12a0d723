//! `jusoor fixity`: whether the library's files are still what they were.

use std::process::ExitCode;

use domain::{
    Services,
    library::fixity::{self, Run},
};

use super::say;

/// One line for each file that is not what it was. Files that were found so before and were not looked at now count
/// as well: they are out of service.
pub async fn run(services: &Services, all: bool) -> anyhow::Result<ExitCode> {
    let done = if all {
        fixity::check_all(services).await?
    } else {
        fixity::check_due(services, Run::ByHand).await?
    };
    for one in &done.bad {
        let files: Vec<String> = one.files.iter().map(|(item, file)| format!("{item}/{file}")).collect();
        let files = if files.is_empty() { "no item".to_owned() } else { files.join(" ") };
        say(&format!("WRONG  {}  {}  {files}", one.sha256, one.outcome.as_str()));
    }
    let health = fixity::counts(services).await?;
    say(&format!(
        "{} of {} files hashed, {} bytes read; {} out of service, {} overdue, {} wait for the next budget",
        done.blobs, health.kept, done.bytes, health.bad, health.overdue, done.left
    ));
    Ok(if health.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
