//! The task that sends what waits.

use std::time::Duration;

use contract::ErrorCode;
use domain::{DomainError, Services, mail::deliver_due};
use tokio::sync::watch;

/// How often the outbox is looked at. Nothing is sent inside a request, so that its time tells nothing.
const EVERY: Duration = Duration::from_secs(2);

/// Sends until told to stop; a message that is being sent then is finished first.
pub async fn run(services: Services, mut stop: watch::Receiver<bool>) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            _ = stop.changed() => return,
        }
        let sending = services.clone();
        // A task of its own: whatever breaks in it, the next go comes.
        let went = tokio::spawn(async move { deliver_due(&sending).await }).await;
        match went.unwrap_or_else(|broken| Err(DomainError::caused(ErrorCode::Internal, broken))) {
            Ok(done) if done != domain::mail::Delivered::default() => {
                tracing::info!(
                    sent = done.sent,
                    dropped = done.dropped,
                    later = done.later,
                    given_up = done.given_up,
                    "the outbox was looked at"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "could not send what waits"),
        }
    }
}
