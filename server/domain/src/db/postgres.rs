//! Connections to PostgreSQL, and how it is noticed that one of them leads nowhere.

use std::{io, time::Duration};

use sea_orm::{
    ConnectOptions,
    sqlx::{self, Connection, PgConnection},
};

/// How long PostgreSQL may take to say that it is there before a connection that rested is used again.
const RESTED_PING: Duration = Duration::from_millis(700);
/// A connection that rested no longer than this is not asked: that would be a round trip for each query.
const FRESH: Duration = Duration::from_secs(1);
/// The same when a connection comes back. sqlx itself waits for ever there: a network that swallows everything
/// would take the whole pool.
const RETURNED_PING: Duration = Duration::from_secs(2);
/// How long a transaction of a serving portal may stand and do nothing.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(60);
/// How long anything may take on the connections beside the pool.
pub(super) const PROBE: Duration = Duration::from_secs(1);
/// Of those one hears what is written, one looks at it, and the rest ask whether anybody is there: while nobody answers,
/// each is held a few seconds.
const BESIDE: u32 = 8;

/// A pool of so many connections.
pub(super) fn options(url: &str, connections: u32, longest: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(3))
        .connect_timeout(Duration::from_secs(3))
        .idle_timeout(Duration::from_secs(300))
        .sqlx_logging(false)
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.test_before_acquire(false)
                .before_acquire(|connection, seen| {
                    Box::pin(async move {
                        if seen.idle_for < FRESH { Ok(true) } else { answers(connection, RESTED_PING).await }
                    })
                })
                .after_release(|connection, _| Box::pin(answers(connection, RETURNED_PING)))
        });
    if !longest.is_zero() {
        options.statement_timeout(longest);
        // A node that vanished in the middle keeps no lock from the others.
        let idle = longest.max(IDLE_IN_TRANSACTION).as_millis();
        options.map_sqlx_postgres_opts(move |own| {
            own.options([("idle_in_transaction_session_timeout", idle.to_string())])
        });
    }
    options
}

/// The few beside it, opened when they are needed.
pub(super) fn beside(url: &str) -> ConnectOptions {
    let mut options = options(url, BESIDE, PROBE);
    options.acquire_timeout(PROBE).connect_lazy(true);
    options
}

/// Whether the other side answers in time. An error: what does not is not even told good-bye.
async fn answers(connection: &mut PgConnection, within: Duration) -> Result<bool, sqlx::Error> {
    match tokio::time::timeout(within, connection.ping()).await {
        Ok(Ok(())) => Ok(true),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into())),
    }
}
