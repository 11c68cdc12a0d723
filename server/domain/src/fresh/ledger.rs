//! Which tables were written since when, as far as this process knows.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, DbErr, Statement};
use tokio::sync::Mutex;

use super::{Reads, tables::Tables};
use crate::{Services, duty, kiosk, permission::rules, places, safety::lines};

/// How old what is known of other processes may be.
const EVERY: Duration = Duration::from_millis(900);
/// How long the database has to say what was written, and how long it is left alone after it did not.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long what is kept is trusted while the database does not answer: nobody can write then either, unless it is this
/// process alone that cannot reach it.
const TRUSTED: Duration = Duration::from_secs(90);
/// The same for what people write, where other processes may take it away: PostgreSQL alone has those.
const TRUSTED_CLOSELY: Duration = Duration::from_secs(5);
/// The same when this process wrote something just before.
const TRUSTED_AFTER_WRITING: Duration = Duration::from_secs(10);
/// Who knew nothing for so long knows nothing any more: PostgreSQL's rows are taken out behind it.
const TOO_LONG: Duration = Duration::from_secs(300);
/// How often PostgreSQL's rows are taken out; those of the time before last, so that everybody has seen them.
const SWEEP: Duration = Duration::from_secs(600);

/// What PostgreSQL still has under way begins at the first row's number; whatever is older was seen by this statement.
const ON_POSTGRES: &str = "SELECT '' AS tag, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS version \
    UNION ALL SELECT tag, version FROM cache_tag WHERE version >= $1";
/// In one text: a row for each would cost more than all that is written.
const ON_SQLITE: &str =
    "SELECT coalesce(group_concat(tag || ' ' || version, ' '), '') AS tags FROM cache_tag";

/// Which parts of what is kept in memory for every page follow a table.
const IN_MEMORY: [(&str, Part); 15] = [
    ("menu_entry", Part::Places),
    ("home_block", Part::Places),
    ("home_text", Part::Places),
    ("announcement", Part::Places),
    ("announcement_text", Part::Places),
    ("channel", Part::Places),
    ("channel_text", Part::Places),
    ("article", Part::Places),
    ("article_text", Part::Places),
    ("article_revision", Part::Places),
    ("category_text", Part::Places),
    ("helpline", Part::Lines),
    ("duty_shift", Part::Roster),
    ("permission_rule", Part::Rules),
    ("kiosk_device", Part::Fleet),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Places,
    Lines,
    Roster,
    Rules,
    Fleet,
}

/// The database does not say what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blind {
    /// Whether what is kept may be shown all the same, for now.
    pub trusted: bool,
    /// The same for what a moderator may have taken away meanwhile, on a node that reaches the database.
    pub closely: bool,
}

/// The moment at which something begins to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    turn: u64,
    memory: u64,
}

/// What is known of writes.
#[derive(Debug)]
pub struct Ledger {
    tables: OnceLock<(Tables, Box<[AtomicU64]>)>,
    /// Rises with everything that is learnt.
    turn: AtomicU64,
    /// Whatever was made before this turn is old.
    flushed: AtomicU64,
    /// How many writes of this process are known of.
    writes: AtomicU64,
    began: Instant,
    /// Milliseconds after `began` at which the database answered last, and at which it last did not.
    asked_at: AtomicU64,
    failed_at: AtomicU64,
    answered: AtomicBool,
    /// Something failed: the database is asked before anything else is believed.
    doubted: AtomicBool,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// SQLite: each mark's version.
    versions: HashMap<String, i64>,
    /// PostgreSQL: everything older was seen.
    horizon: i64,
    /// PostgreSQL: what was seen and is not older.
    recent: HashSet<(String, i64)>,
    /// What is to be read anew.
    stale: HashSet<Part>,
    /// PostgreSQL: the horizon of the last sweep, and when that was.
    swept: Option<(i64, Instant)>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            tables: OnceLock::new(),
            turn: AtomicU64::new(0),
            flushed: AtomicU64::new(0),
            writes: AtomicU64::new(0),
            began: Instant::now(),
            asked_at: AtomicU64::new(0),
            failed_at: AtomicU64::new(0),
            answered: AtomicBool::new(false),
            doubted: AtomicBool::new(false),
            seen: Mutex::default(),
        }
    }
}

impl Ledger {
    /// Looks at what was written, when there may be something: after each write of this process, and every second.
    ///
    /// # Errors
    /// [`Blind`] when the database does not say.
    pub async fn look(&self, services: &Services) -> Result<(), Blind> {
        if self.is_current(services) {
            return Ok(());
        }
        if self.failed_lately() {
            return Err(self.blind(services));
        }
        let mut seen = self.seen.lock().await;
        // Somebody else looked meanwhile.
        if self.is_current(services) {
            return Ok(());
        }
        if self.failed_lately() {
            return Err(self.blind(services));
        }
        let (writes, asked) = (services.db.marks().writes(), self.now());
        match tokio::time::timeout(PATIENCE, self.read(services, &mut seen)).await {
            Ok(Ok(())) => {
                self.writes.store(writes, Ordering::SeqCst);
                self.asked_at.store(asked, Ordering::SeqCst);
                self.answered.store(true, Ordering::SeqCst);
                self.doubted.store(false, Ordering::SeqCst);
                Ok(())
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "what was written is not known");
                Err(self.lost(services))
            }
            Err(_) => Err(self.lost(services)),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn age(&self) -> Duration {
        Duration::from_millis(self.now().saturating_sub(self.asked_at.load(Ordering::SeqCst)))
    }

    fn is_current(&self, services: &Services) -> bool {
        self.answered.load(Ordering::SeqCst)
            && self.writes.load(Ordering::SeqCst) == services.db.marks().writes()
            && !self.doubted.load(Ordering::SeqCst)
            && self.age() < EVERY
    }

    /// Something could not be made just now: the database is asked next time. Answers whether what was made before may
    /// be shown instead.
    pub fn doubt(&self, services: &Services) -> Blind {
        self.doubted.store(true, Ordering::SeqCst);
        self.blind(services)
    }

    fn failed_lately(&self) -> bool {
        let failed = self.failed_at.load(Ordering::SeqCst);
        let since = self.now().saturating_sub(failed);
        failed > self.asked_at.load(Ordering::SeqCst) && u128::from(since) < PATIENCE.as_millis()
    }

    fn lost(&self, services: &Services) -> Blind {
        self.failed_at.store(self.now().max(1), Ordering::SeqCst);
        self.blind(services)
    }

    fn blind(&self, services: &Services) -> Blind {
        let wrote = self.writes.load(Ordering::SeqCst) != services.db.marks().writes();
        let most = if wrote { TRUSTED_AFTER_WRITING } else { TRUSTED };
        let age = self.age();
        let trusted = self.answered.load(Ordering::SeqCst) && age < most;
        Blind { trusted, closely: trusted && (services.db.is_sqlite() || age < TRUSTED_CLOSELY) }
    }

    async fn read(&self, services: &Services, seen: &mut Seen) -> Result<(), DbErr> {
        let db = services.db.watching();
        if self.tables.get().is_none() {
            let tables = Tables::read(db).await?;
            let changed: Box<[AtomicU64]> = (0..tables.watched()).map(|_| AtomicU64::new(0)).collect();
            let _ = self.tables.set((tables, changed));
        }
        let changed =
            if services.db.is_sqlite() { by_versions(db, seen).await? } else { by_rows(db, seen).await? };
        // From here to the end of `learn` nothing waits: what is taken from the database is never half learnt.
        if self.answered.load(Ordering::SeqCst) {
            if self.age() > TOO_LONG {
                self.flush();
                seen.stale.extend([Part::Places, Part::Lines, Part::Roster, Part::Rules, Part::Fleet]);
            }
            self.learn(&changed, seen);
        }
        for part in seen.stale.clone() {
            let read = match part {
                Part::Places => places::load(services).await,
                Part::Lines => lines::load(services).await,
                Part::Roster => duty::load(services).await,
                Part::Rules => rules::load(services).await,
                Part::Fleet => kiosk::load(services).await,
            };
            read.map_err(|error| DbErr::Custom(format!("{:?}", error.code)))?;
            seen.stale.remove(&part);
        }
        if !services.db.is_sqlite() {
            sweep(db, seen).await?;
        }
        Ok(())
    }

    fn learn(&self, names: &[String], seen: &mut Seen) {
        let Some((tables, changed)) = self.tables.get() else { return };
        if names.is_empty() {
            return;
        }
        let turn = self.turn.fetch_add(1, Ordering::SeqCst) + 1;
        for name in names {
            match tables.place(name).and_then(|place| changed.get(place)) {
                Some(cell) => cell.store(turn, Ordering::SeqCst),
                // A table that is newer than this process: nothing of its own asks it.
                None => tracing::debug!(table = %name, "a table that is not known was written"),
            }
            seen.stale
                .extend(IN_MEMORY.iter().filter(|(table, _)| *table == name.as_str()).map(|(_, part)| *part));
        }
    }

    fn flush(&self) {
        let turn = self.turn.fetch_add(1, Ordering::SeqCst) + 1;
        self.flushed.store(turn, Ordering::SeqCst);
    }

    /// Now, for what begins to be made. After [`Ledger::look`].
    pub fn since(&self, services: &Services) -> Since {
        Since { turn: self.turn.load(Ordering::SeqCst), memory: services.db.marks().memory() }
    }

    /// The tables that something depends on; nothing when it cannot be known.
    pub fn depends_on(&self, reads: &Reads) -> Option<Box<[usize]>> {
        self.tables.get()?.0.named(reads)
    }

    /// The names of those tables, or of their rows' marks.
    pub fn names(&self, tables: &[usize]) -> Vec<String> {
        self.tables.get().map(|(known, _)| known.names(tables)).unwrap_or_default()
    }

    /// Whether nothing was written that something depends on which began to be made then.
    pub fn stands(&self, services: &Services, since: Since, tables: &[usize]) -> bool {
        let Some((_, changed)) = self.tables.get() else { return false };
        since.memory == services.db.marks().memory()
            && self.flushed.load(Ordering::SeqCst) <= since.turn
            && tables.iter().all(|place| {
                changed.get(*place).is_some_and(|turn| turn.load(Ordering::SeqCst) <= since.turn)
            })
    }

    /// Hears PostgreSQL say that something was written, for ever; elsewhere there is nothing to hear. What is missed is
    /// seen within a second all the same.
    pub async fn listen(services: Services) {
        if services.db.is_sqlite() {
            return;
        }
        loop {
            if let Err(error) = hear(&services).await {
                tracing::debug!(%error, "writes of others are heard of by asking");
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    }

    /// Looks every second for ever, so that what stands in memory follows other servers also while nobody reads.
    pub async fn watch(ledger: Arc<Self>, services: Services) {
        let mut second = tokio::time::interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            second.tick().await;
            let _ = ledger.look(&services).await;
        }
    }
}

async fn hear(services: &Services) -> Result<(), sea_orm::sqlx::Error> {
    use sea_orm::sqlx::postgres::PgListener;
    let pool = services.db.watching().get_postgres_connection_pool();
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(super::CHANNEL).await?;
    loop {
        // Nothing: the connection was lost, and something may have been missed.
        listener.try_recv().await?;
        services.db.marks().wrote();
    }
}

async fn rows<C: ConnectionTrait>(db: &C, statement: Statement) -> Result<Vec<(String, i64)>, DbErr> {
    let mut found = Vec::new();
    for row in db.query_all_raw(statement).await? {
        found.push((row.try_get("", "tag")?, row.try_get("", "version")?));
    }
    Ok(found)
}

async fn by_versions<C: ConnectionTrait>(db: &C, seen: &mut Seen) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), ON_SQLITE);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(Vec::new()) };
    let tags: String = row.try_get("", "tags")?;
    let mut changed = Vec::new();
    let mut words = tags.split(' ');
    while let (Some(tag), Some(version)) = (words.next(), words.next()) {
        let version: i64 =
            version.parse().map_err(|_| DbErr::Custom(format!("{tag} has no version but {version}")))?;
        if seen.versions.get(tag) != Some(&version) {
            seen.versions.insert(tag.to_owned(), version);
            changed.push(tag.to_owned());
        }
    }
    Ok(changed)
}

/// A transaction that was under way at the last look may have become visible since, whatever its number: everything
/// from the oldest of those on is read again, and what was seen is passed over.
async fn by_rows<C: ConnectionTrait>(db: &C, seen: &mut Seen) -> Result<Vec<String>, DbErr> {
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), ON_POSTGRES, [seen.horizon.into()]);
    let mut changed = HashSet::new();
    let mut horizon = seen.horizon;
    for (tag, version) in rows(db, statement).await? {
        if tag.is_empty() {
            horizon = version;
        } else if seen.recent.insert((tag.clone(), version)) {
            changed.insert(tag);
        }
    }
    seen.horizon = horizon;
    seen.recent.retain(|(_, version)| *version >= horizon);
    Ok(changed.into_iter().collect())
}

async fn sweep<C: ConnectionTrait>(db: &C, seen: &mut Seen) -> Result<(), DbErr> {
    match seen.swept {
        Some((_, at)) if at.elapsed() < SWEEP => return Ok(()),
        Some((before, _)) => {
            let sql = "DELETE FROM cache_tag WHERE version < $1";
            db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [before.into()]))
                .await?;
        }
        None => {}
    }
    seen.swept = Some((seen.horizon, Instant::now()));
    Ok(())
}
