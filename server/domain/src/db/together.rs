//! Group commit: what is sent at the same moment shares one commit, for SQLite waits for the disk at each.
//!
//! Whoever writes this way works in a transaction that may be shared: the first one begins it, each further one works in a
//! savepoint of it, and nobody is answered before it was committed. A baton goes round: who holds it writes. Once she is
//! done it goes to whoever waits, with the transaction open, unless the batch is full or was held long enough; then it is
//! committed, everybody in it is told, and the next one begins anew.
//!
//! After a failure nothing is handed on. SQLite may have taken the whole transaction back by itself (a full disk, a
//! failing one), and what came after would be written outside of any; and a refusal may rest on rows that were not on the
//! disk yet ("that was sent already"), so it is said after they are.

use std::{
    collections::VecDeque,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{ConnAcquireErr, ConnectionTrait, DatabaseTransaction, DbErr, RuntimeErr};
use tokio::{runtime::Handle, sync::oneshot};

use super::Db;
use crate::failpoint;

/// How long whoever was done first waits for others at most before the commit begins.
const LONGEST: Duration = Duration::from_millis(5);
/// How many share a commit at most.
const MOST: usize = 64;
/// How long somebody waits for the baton: as long as for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Begins what the second one of a batch writes.
const SECOND: &str = "SAVEPOINT one";
/// The same for each after her: what the one before did stays.
const LATER: &str = "RELEASE one; SAVEPOINT one";
/// Takes back what the last one wrote.
const BACK: &str = "ROLLBACK TO one";

/// How many commits there were, and for how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupCommits {
    /// Commits that waited for the disk.
    pub batches: u64,
    /// Those who were told by them that theirs is kept.
    pub members: u64,
}

/// One per database: who waits, and what was counted.
pub(super) struct Group {
    line: Mutex<Line>,
    longest: Duration,
    batches: AtomicU64,
    members: AtomicU64,
}

#[derive(Default)]
struct Line {
    /// Somebody has the baton.
    held: bool,
    waiting: VecDeque<oneshot::Sender<Baton>>,
}

impl Default for Group {
    fn default() -> Self {
        Self::within(LONGEST)
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Group(…)")
    }
}

impl Group {
    fn within(longest: Duration) -> Self {
        let (batches, members) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { line: Mutex::default(), longest, batches, members }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The baton, once it is this one's turn.
    async fn turn(self: &Arc<Self>) -> Result<Baton, DbErr> {
        let waits = {
            let mut line = self.line();
            if line.held {
                let (sender, receiver) = oneshot::channel();
                line.waiting.push_back(sender);
                Some(receiver)
            } else {
                line.held = true;
                None
            }
        };
        let Some(waits) = waits else { return Ok(Baton::new(self)) };
        match tokio::time::timeout(PATIENCE, waits).await {
            Ok(Ok(baton)) => Ok(baton),
            _ => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }

    fn next(&self) -> Option<oneshot::Sender<Baton>> {
        self.line().waiting.pop_front()
    }

    /// The same; when nobody waits, the baton lies there for whoever comes.
    fn next_or_nobody(&self) -> Option<oneshot::Sender<Baton>> {
        let mut line = self.line();
        let next = line.waiting.pop_front();
        line.held = next.is_some();
        next
    }

    /// Hands the baton, with what is open, to the first who still waits; it comes back when nobody does.
    fn offer(&self, mut baton: Baton) -> Option<Baton> {
        while let Some(next) = self.next() {
            match next.send(baton) {
                Ok(()) => return None,
                // She went away meanwhile.
                Err(back) => baton = back,
            }
        }
        Some(baton)
    }

    fn committed(&self, members: usize) {
        self.batches.fetch_add(1, Ordering::Relaxed);
        self.members.fetch_add(u64::try_from(members).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// A transaction that is open for those who come one after the other.
struct Batch {
    tx: DatabaseTransaction,
    /// Those who are done and wait for the commit.
    owed: Vec<oneshot::Sender<Result<(), DbErr>>>,
    /// When the first of them was done.
    since: Option<Instant>,
    /// Somebody is at work in it: what she wrote is not to be kept as it stands.
    open: bool,
    /// Who failed, and waits until it is over.
    failed: Option<oneshot::Sender<()>>,
    /// A test lets the commit fail.
    breaks: bool,
}

impl Batch {
    fn new(tx: DatabaseTransaction) -> Self {
        Self { tx, owed: Vec::new(), since: None, open: true, failed: None, breaks: false }
    }

    /// Begins what one more writes. Whoever goes away in the middle of this has written nothing: `open` is said after it.
    async fn admit(&mut self) -> Result<(), DbErr> {
        let sql = if self.owed.len() == 1 { SECOND } else { LATER };
        self.tx.execute_unprepared(sql).await?;
        self.open = true;
        Ok(())
    }

    /// Keeps what was written, and says whether the batch may grow.
    fn keep(&mut self, owe: oneshot::Sender<Result<(), DbErr>>, longest: Duration) -> bool {
        self.open = false;
        self.owed.push(owe);
        self.breaks |= failpoint::fails("commit");
        let since = self.since.get_or_insert_with(Instant::now);
        self.owed.len() < MOST && since.elapsed() < longest
    }

    /// Commits, tells everybody, and only then lets the next one begin.
    async fn settle(self, right: Baton) {
        let Self { tx, owed, open, failed, breaks, .. } = self;
        let ended = if owed.is_empty() { tx.rollback().await } else { commit(tx, open, breaks).await };
        if ended.is_ok() && !owed.is_empty() {
            right.group.committed(owed.len());
        }
        for one in owed {
            // Whoever went away is told nothing.
            let _ = one.send(ended.clone());
        }
        if let Some(failed) = failed {
            let _ = failed.send(());
        }
        drop(right);
    }
}

/// Commits what is done, without what is not.
async fn commit(tx: DatabaseTransaction, open: bool, breaks: bool) -> Result<(), DbErr> {
    if open && let Err(error) = tx.execute_unprepared(BACK).await {
        // There is no savepoint any more: SQLite took back all of it.
        return Err(given_up(&error.to_string()));
    }
    if breaks {
        return Err(broken());
    }
    tx.commit().await
}

/// What a test has the commit answer.
fn broken() -> DbErr {
    DbErr::Custom("failpoint commit: disk I/O error".to_owned())
}

/// What those hear who did nothing wrong: they may try again.
fn given_up(why: &str) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(format!("a shared transaction was given up: {why}")))
}

/// The right to write in a group, and the transaction that is open, if one is. There is one per database, so it is handed
/// on whatever becomes of who holds it: dropped anywhere (the request went away, in the line or at work; a panic), it
/// commits what others did and goes to the next.
struct Baton {
    group: Arc<Group>,
    batch: Option<Batch>,
    /// Nobody waited for it.
    spent: bool,
}

impl Baton {
    fn new(group: &Arc<Group>) -> Self {
        Self { group: group.clone(), batch: None, spent: false }
    }

    /// Waits until what was done is on the disk.
    async fn done(mut self) -> Result<(), DbErr> {
        let (owe, owed) = oneshot::channel();
        let group = self.group.clone();
        let Some(batch) = &mut self.batch else { return Err(given_up("it was not there")) };
        // From here on it is kept, also when whoever sent it goes away.
        if batch.keep(owe, group.longest) {
            drop(group.offer(self));
        } else {
            drop(self);
        }
        owed.await.unwrap_or_else(|_| Err(given_up("nobody said what became of it")))
    }

    /// Takes back what was written, and waits until what others did is on the disk.
    async fn failed(mut self) {
        let (tell, told) = oneshot::channel();
        let Some(batch) = &mut self.batch else { return };
        batch.failed = Some(tell);
        drop(self);
        let _ = told.await;
    }
}

impl Drop for Baton {
    fn drop(&mut self) {
        if self.spent {
            return;
        }
        let mut right = Self::new(&self.group);
        if let Some(batch) = self.batch.take() {
            // On its own: whoever is dropped waits for nothing, and nobody can go away in the middle of a commit.
            if let Ok(runtime) = Handle::try_current() {
                runtime.spawn(batch.settle(right));
            }
            return;
        }
        while let Some(next) = self.group.next_or_nobody() {
            match next.send(right) {
                Ok(()) => return,
                Err(back) => right = back,
            }
        }
        right.spent = true;
    }
}

/// A writing transaction that may share its commit with others. Dropped without [`Together::finish`], what was written in
/// it is rolled back.
#[must_use = "nothing is kept before it is finished"]
pub struct Together(Way);

enum Way {
    Alone(DatabaseTransaction),
    InTurn(Baton),
}

impl Together {
    /// Where to write.
    pub fn tx(&self) -> &DatabaseTransaction {
        match &self.0 {
            Way::Alone(tx) => tx,
            Way::InTurn(baton) => match &baton.batch {
                Some(batch) => &batch.tx,
                None => unreachable!("it is taken out when it is finished"),
            },
        }
    }

    /// Ends it: what was done is answered once it is on the disk, and so is a failure that saw what others did.
    ///
    /// # Errors
    /// `done`'s, after what was written is taken back; the commit's, after which nothing is there, of nobody.
    pub async fn finish<T, E: From<DbErr>>(self, done: Result<T, E>) -> Result<T, E> {
        match (self.0, done) {
            (Way::Alone(tx), Ok(value)) => {
                if failpoint::fails("commit") {
                    return Err(broken().into());
                }
                tx.commit().await?;
                Ok(value)
            }
            (Way::InTurn(baton), Ok(value)) => {
                baton.done().await?;
                Ok(value)
            }
            (Way::Alone(tx), Err(error)) => {
                drop(tx);
                Err(error)
            }
            (Way::InTurn(baton), Err(error)) => {
                baton.failed().await;
                Err(error)
            }
        }
    }
}

impl Db {
    /// Like [`Db::begin`], for what many send at the same moment: on SQLite the transaction may be shared, so whoever has
    /// it does nothing else than write, and waits for nothing outside of the database. On PostgreSQL, which gathers
    /// commits by itself, it is a transaction like any other.
    ///
    /// # Errors
    /// When it does not begin.
    pub async fn together(&self) -> Result<Together, DbErr> {
        if !self.is_sqlite() {
            return Ok(Together(Way::Alone(self.begin().await?)));
        }
        let mut baton = self.group.turn().await?;
        if let Some(batch) = &mut baton.batch {
            batch.admit().await?;
            failpoint::hit("transaction");
        } else {
            baton.batch = Some(Batch::new(self.begin().await?));
        }
        Ok(Together(Way::InTurn(baton)))
    }

    /// How many commits [`Db::together`] took on SQLite, and for how many.
    pub fn group_commits(&self) -> GroupCommits {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        GroupCommits { batches: of(&self.group.batches), members: of(&self.group.members) }
    }

    /// Has batches wait so long for others who are there; for tests that look at what shares a commit.
    #[cfg(feature = "testing")]
    pub fn hold_batches(&mut self, longest: Duration) {
        self.group = Arc::new(Group::within(longest));
    }
}
