//! The task that tells of what happened: events become notifications. And the one by which a process keeps up with what
//! others changed. Messages that there is something: `jobs`.

use std::time::Duration;

use contract::ErrorCode;
use domain::{DomainError, DomainResult, Services, duty, kiosk, notify, permission, places, safety};
use tokio::sync::watch;

/// How often events are looked at. Nothing is told inside a request.
const EVERY: Duration = Duration::from_secs(2);
/// How often what is kept in memory is read anew.
const KEEP_UP: Duration = Duration::from_secs(60);

/// Tells until told to stop; what is being told then is finished first.
pub async fn run(services: Services, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let working = services.clone();
        // A task of its own: whatever breaks in it, the next go comes.
        let went = tokio::select! {
            _ = tick.tick() => tokio::spawn(async move { tell(&working).await }).await,
            _ = stop.changed() => return,
        };
        if let Err(error) =
            went.unwrap_or_else(|broken| Err(DomainError::caused(ErrorCode::Internal, broken)))
        {
            tracing::warn!(code = ?error.code, at = %error.at, "could not tell what happened");
        }
    }
}

async fn tell(services: &Services) -> DomainResult<()> {
    let told = notify::deliver_due(services).await?;
    if told != notify::Told::default() {
        tracing::debug!(told.events, told.notifications, told.failed, "events were told");
    }
    Ok(())
}

/// Once a minute, in every process that answers requests: who is there when, what is said about roles, where things stand,
/// which numbers help and which computers everybody uses, also as another server changed it.
pub async fn keep_up(services: Services) {
    let mut minute = tokio::time::interval(KEEP_UP);
    minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        minute.tick().await;
        let reading = services.clone();
        let went = tokio::spawn(async move { read_anew(&reading).await }).await;
        if let Err(error) =
            went.unwrap_or_else(|broken| Err(DomainError::caused(ErrorCode::Internal, broken)))
        {
            tracing::warn!(code = ?error.code, at = %error.at, "could not read what is kept in memory");
        }
    }
}

async fn read_anew(services: &Services) -> DomainResult<()> {
    duty::load(services).await?;
    permission::rules::load(services).await?;
    places::load(services).await?;
    safety::lines::load(services).await?;
    kiosk::load(services).await?;
    // What this process counted, which no other knows of.
    kiosk::flush(services).await
}
