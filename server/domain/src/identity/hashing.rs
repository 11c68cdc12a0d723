//! Argon2id, away from the threads that serve, never more at a time than there are cores.
//!
//! Each hash takes 19 MiB and some tens of milliseconds: without a bound, a crowd at the sign-in page would
//! take the memory and the processors of the whole portal.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use contract::ErrorCode;
use tokio::sync::Semaphore;

use super::passphrase::Passphrase;
use crate::{DomainError, DomainResult};

/// Most requests that wait for their turn; the next one is told to come back.
const QUEUE: usize = 32;
/// Memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// Hash of nothing in particular, for names that have no account: the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlzMQ$3oKXhWmVb4qjZbC0yYJm2X6ZC8m0M0m5S1sY1b0m2pQ";

/// What checking a passphrase showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// It is the right one.
    pub right: bool,
    /// The stored hash was made at another cost than today's.
    pub outdated: bool,
}

/// Hashes a passphrase into a PHC string.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when too many wait.
pub async fn hash(passphrase: &Passphrase) -> DomainResult<String> {
    let passphrase = passphrase.clone();
    GATE.run(move || {
        let hashed: Result<PasswordHash, _> = hasher()?.hash_password(passphrase.as_bytes());
        hashed
            .map(|hash| hash.to_string())
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error.to_string()))
    })
    .await
}

/// Compares a passphrase with a stored hash. Without one, or with one that cannot be read, the same work is
/// done and the answer is no.
///
/// # Errors
/// [`ErrorCode::Unavailable`] when too many wait.
pub async fn check(passphrase: &Passphrase, stored: Option<&str>) -> DomainResult<Checked> {
    let passphrase = passphrase.clone();
    let stored = stored.map(str::to_owned);
    GATE.run(move || {
        let known = stored.as_deref().and_then(|text| PasswordHash::new(text).ok());
        let exists = known.is_some();
        let hash = match known {
            Some(hash) => hash,
            None => PasswordHash::new(NOBODY)
                .map_err(|error| DomainError::caused(ErrorCode::Internal, error.to_string()))?,
        };
        let right = hasher()?.verify_password(passphrase.as_bytes(), &hash).is_ok() && exists;
        Ok(Checked { right, outdated: is_outdated(&hash) })
    })
    .await
}

fn hasher() -> DomainResult<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None)
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_outdated(hash: &PasswordHash) -> bool {
    let cost = Params::try_from(hash).map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
    hash.algorithm.as_str() != "argon2id" || cost != Ok(COST)
}

static GATE: LazyLock<Gate> =
    LazyLock::new(|| Gate::new(std::thread::available_parallelism().map_or(1, usize::from), QUEUE));

struct Gate {
    running: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

/// A place in the queue, given back when its holder goes in or gives up.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Gate {
    fn new(cores: usize, queue: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(cores)), waiting: Arc::default(), queue }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> DomainResult<T> + Send + 'static,
    ) -> DomainResult<T> {
        #[cfg(feature = "testing")]
        crate::testing::count_hash();
        let permit = match self.running.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let before = self.waiting.fetch_add(1, Ordering::AcqRel);
                let place = Place(self.waiting.clone());
                if before >= self.queue {
                    return Err(DomainError::new(ErrorCode::Unavailable));
                }
                let permit = self.running.clone().acquire_owned().await;
                drop(place);
                permit.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?
            }
        };
        // The permit goes with the work: a request that is given up still occupies its core.
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn secret(text: &str) -> Passphrase {
        Passphrase::read(text)
    }

    #[tokio::test]
    async fn knows_the_right_one_again() {
        let stored = hash(&secret("colline lampe safran")).await.expect("a hash");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, hash(&secret("colline lampe safran")).await.expect("another salt"));
        let right = check(&secret("colline lampe safran"), Some(&stored)).await.expect("an answer");
        assert_eq!(right, Checked { right: true, outdated: false });
        assert!(!check(&secret("colline lampe Safran"), Some(&stored)).await.expect("an answer").right);
    }

    #[tokio::test]
    async fn nobody_has_no_passphrase_and_takes_as_long() {
        let stored = hash(&secret("colline lampe safran")).await.expect("a hash");
        let mut times = [Duration::ZERO; 2];
        for _ in 0..8 {
            for (slot, known) in [Some(stored.as_str()), None].into_iter().enumerate() {
                let start = Instant::now();
                assert!(!check(&secret("autre phrase longue"), known).await.expect("an answer").right);
                times[slot] += start.elapsed();
            }
        }
        let ratio = times[1].as_secs_f64() / times[0].as_secs_f64();
        // Wide, because test machines are shared; a path without the hash would be thousands of times faster.
        assert!((0.3..3.0).contains(&ratio), "{times:?}");
        assert!(!check(&secret("x"), Some("!")).await.expect("an answer").right);
    }

    #[tokio::test]
    async fn notices_hashes_of_another_cost() {
        let cheap =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).expect("params"));
        let old: PasswordHash = cheap.hash_password(b"colline lampe safran").expect("a hash");
        let checked =
            check(&secret("colline lampe safran"), Some(&old.to_string())).await.expect("an answer");
        assert_eq!(checked, Checked { right: true, outdated: true });
    }

    #[tokio::test]
    async fn lets_few_in_and_turns_the_crowd_away() {
        let gate = Arc::new(Gate::new(1, 2));
        let (release, hold) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let gate = gate.clone();
            async move { gate.run(move || Ok(hold.recv().is_ok())).await }
        });
        while gate.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let waiting: Vec<_> = (0..2)
            .map(|_| {
                let gate = gate.clone();
                tokio::spawn(async move { gate.run(|| Ok(true)).await })
            })
            .collect();
        while gate.waiting.load(Ordering::Acquire) < 2 {
            tokio::task::yield_now().await;
        }
        let refused = gate.run(|| Ok(true)).await.expect_err("the queue is full");
        assert_eq!(refused.code, ErrorCode::Unavailable);
        release.send(()).expect("the first one listens");
        assert!(first.await.expect("joined").expect("ran"));
        for one in waiting {
            assert!(one.await.expect("joined").expect("ran"));
        }
        assert_eq!(gate.waiting.load(Ordering::Acquire), 0);
    }
}
