//! What use cases work with. Cheap to clone.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use object_store::ObjectStore;

use crate::Db;

/// The time, as a port: tests set it.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The database, the blob store, the clock.
#[derive(Clone, Debug)]
pub struct Services {
    /// Database.
    pub db: Db,
    /// Content-addressed blobs: a local folder or an S3-compatible store.
    pub blobs: Arc<dyn ObjectStore>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
}

impl Services {
    /// Puts the parts together.
    pub fn new(db: Db, blobs: Arc<dyn ObjectStore>, clock: Arc<dyn Clock>) -> Self {
        Self { db, blobs, clock }
    }

    /// Now, as UTC milliseconds (the form in which instants are stored).
    pub fn now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// Today's ISO day in Tunisia (UTC+1 all the year).
    pub fn today(&self) -> String {
        day_of(self.now_ms())
    }
}

/// The ISO day in Tunisia (UTC+1 all the year) of an instant in UTC milliseconds.
pub fn day_of(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms + 3_600_000)
        .map(|at| at.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// A new random identifier: 12 characters, 60 bits.
pub fn new_id() -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let bits: u64 = rand::random();
    (0..12).map(|i| char::from(ALPHABET[((bits >> (i * 5)) & 31) as usize])).collect()
}
