//! The task that tells of what happened: events become notifications, and for those who asked, a message that
//! there is something.

use std::time::Duration;

use contract::ErrorCode;
use domain::{DomainError, DomainResult, Services, duty, forum, kiosk, notify, permission, places, safety};
use tokio::sync::watch;

/// How often events are looked at. Nothing is told inside a request.
const EVERY: Duration = Duration::from_secs(2);
/// How often it is looked whether a message is due.
const DIGESTS: Duration = Duration::from_secs(60);

/// Tells until told to stop; what is being told then is finished first.
pub async fn run(services: Services, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(EVERY);
    let mut digests = tokio::time::interval(DIGESTS);
    for interval in [&mut tick, &mut digests] {
        interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    }
    loop {
        let working = services.clone();
        // A task of its own: whatever breaks in it, the next go comes.
        let went = tokio::select! {
            _ = tick.tick() => tokio::spawn(async move { tell(&working).await }).await,
            _ = digests.tick() => tokio::spawn(async move { announce(&working).await }).await,
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

/// Once a minute: who is there when, what is said about roles, where things stand and which numbers help, also as
/// another server changed it, and for how long
/// somebody was there yesterday; digests; what waits too long; topics that open again.
async fn announce(services: &Services) -> DomainResult<()> {
    duty::load(services).await?;
    permission::rules::load(services).await?;
    places::load(services).await?;
    safety::lines::load(services).await?;
    kiosk::load(services).await?;
    kiosk::flush(services).await?;
    duty::note_day(services).await?;
    let late = duty::nag(services).await?;
    if late > 0 {
        tracing::info!(late, "the team was reminded of what waits too long");
    }
    let opened = forum::reopen_due(services).await?;
    if opened > 0 {
        tracing::info!(opened, "closed topics were opened again");
    }
    forum::forget_undo(services).await?;
    let written = notify::digest::enqueue_due(services).await?;
    if written > 0 {
        tracing::debug!(written, "digests were written");
    }
    Ok(())
}
