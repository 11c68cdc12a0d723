//! A database that is away must not hold anybody: who waits for it is told so within three seconds, and what waits
//! gives its place back.

use std::time::Duration;

use tokio::{sync::watch, time::MissedTickBehavior};

use super::AppState;

/// How often PostgreSQL is asked whether it is there.
const EVERY: Duration = Duration::from_millis(500);
/// How long somebody still waits once it is known to be away. With [`EVERY`] and the second in which it must answer
/// that is less than three seconds.
pub const GRACE: Duration = Duration::from_secs(1);

/// Asks until nobody listens any more. On SQLite there is nothing to ask.
pub async fn watch(state: AppState) {
    if state.services.db.is_sqlite() {
        return;
    }
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        let there = state.services.db.is_there().await;
        let was_away = *state.away.borrow();
        match (there, was_away) {
            (false, false) => tracing::error!("the database does not answer"),
            (true, true) => {
                // Before anybody is let in again: connections of before answer nothing.
                state.services.db.renew().await;
                tracing::info!("the database answers again");
            }
            _ => continue,
        }
        state.say_away(!there);
    }
}

impl AppState {
    /// Whether the database was away when it was last asked.
    pub fn is_away(&self) -> bool {
        *self.away.borrow()
    }

    /// Says whether the database is away.
    pub fn say_away(&self, away: bool) {
        self.away.send_replace(away);
    }

    /// Does something; nothing, if the database stays away for `grace` while it is done.
    pub async fn unless_away<T>(&self, grace: Duration, work: impl Future<Output = T>) -> Option<T> {
        let mut away = self.away.subscribe();
        tokio::select! {
            biased;
            done = work => Some(done),
            () = stays_away(&mut away, grace) => None,
        }
    }
}

async fn stays_away(away: &mut watch::Receiver<bool>, grace: Duration) {
    loop {
        if !becomes(away, true).await {
            // Nobody says anything any more: the process ends.
            std::future::pending::<()>().await;
        }
        if tokio::time::timeout(grace, becomes(away, false)).await.is_err() {
            return;
        }
    }
}

/// Waits until it is so; false when it never will be.
async fn becomes(away: &mut watch::Receiver<bool>, wanted: bool) -> bool {
    away.wait_for(|now| *now == wanted).await.is_ok()
}
