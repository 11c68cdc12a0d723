//! Real databases for tests: SQLite in a temporary folder always, PostgreSQL when `TEST_DATABASE_URL` is set.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set itself up must stop")]

use std::sync::{
    Arc, Mutex, PoisonError,
    mpsc::{Sender, channel},
};

use chrono::{DateTime, Duration, Utc};
use contract::ids::MemberId;
use entity::{
    identity::member,
    library::{blob, file},
};
use object_store::memory::InMemory;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, Database, EntityTrait, sea_query::OnConflict,
};
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::library::{
    ErasedLog,
    blobs::{self, Stored},
    upload::{Limits, Uploads},
};
use crate::statistics::{map::GOVERNORATES, shapes::Shapes};
use crate::{Actor, Clock, Db, Member, Role, Services, SessionFacts, services::new_id};

tokio::task_local! {
    static HASHES: std::cell::Cell<usize>;
}

/// Runs something and counts the passphrases that it hashes or compares: what takes as long for a name that
/// exists as for one that does not, does the same work.
pub async fn counting_hashes<F: Future>(work: F) -> (F::Output, usize) {
    let counted = async {
        let output = work.await;
        (output, HASHES.with(std::cell::Cell::get))
    };
    HASHES.scope(std::cell::Cell::new(0), counted).await
}

/// Counts one, if somebody counts.
pub(crate) fn count_hash() {
    let _ = HASHES.try_with(|count| count.set(count.get() + 1));
}

/// A clock that tests move by hand. Starts at a fixed day.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<DateTime<Utc>>>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(DateTime::from_timestamp(1_795_000_000, 0).unwrap())))
    }
}

impl TestClock {
    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody who is signed in and proved who she is just now; the team with its second factor.
pub fn signed_in(member: Member, now_ms: i64) -> Actor {
    let session = SessionFacts { id: new_id(), confirmed_at: now_ms, second_factor: member.role.is_staff() };
    Actor::Member(Member { session: Some(session), ..member })
}

/// Somebody without an account in a database, for tables of policies.
pub fn actor(id: &str, role: Role) -> Actor {
    signed_in(Member::new(MemberId::trusted(id), id.to_owned(), role), 0)
}

/// A GeoJSON file of squares that carry the codes of the governorates and look like none of them: a degree each, four to a
/// row, the first north-west.
pub fn squares() -> String {
    let square = |(index, code): (usize, &str)| {
        let (west, north) = (7.5 + (index % 4) as f64, 37.0 - (index / 4) as f64);
        let (east, south) = (west + 1.0, north - 1.0);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\"}},\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[{west},{north}],[{east},{north}],[{east},{south}],[{west},{south}],[{west},{north}]]]}}}}"
        )
    };
    let features: Vec<String> = GOVERNORATES.into_iter().enumerate().map(square).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

/// Those squares as outlines.
pub fn shapes() -> Shapes {
    Shapes::read(squares().as_bytes(), "Office of squares", "Licence of squares").expect("outlines")
}

/// One migrated, empty database with everything a use case needs.
pub struct TestBed {
    /// Use cases work with these.
    pub services: Services,
    /// Moves time.
    pub clock: TestClock,
    /// `sqlite` or `postgres`, for messages.
    pub backend: &'static str,
    /// URL of the database.
    pub url: String,
    /// Unfinished files lie here.
    pub uploads: TempDir,
    _folder: Option<TempDir>,
    _rent: Option<Rent>,
}

/// A database of the test server that is dropped when nobody needs it any more.
struct Rent {
    base: String,
    name: String,
}

impl Drop for Rent {
    fn drop(&mut self) {
        if let Ok(janitor) = JANITOR.lock()
            && let Some(janitor) = janitor.as_ref()
        {
            janitor.send((self.base.clone(), self.name.clone())).ok();
        }
    }
}

/// Who drops databases, beside the tests and one after the other. The runtime of the test that used one is ending.
static JANITOR: Mutex<Option<Sender<(String, String)>>> = Mutex::new(None);

/// Has a janitor at work.
fn employ() {
    let mut janitor = JANITOR.lock().unwrap_or_else(PoisonError::into_inner);
    if janitor.is_some() {
        return;
    }
    let (sender, names) = channel::<(String, String)>();
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        while let Ok((base, name)) = names.recv() {
            // What cannot be dropped stays, and is in nobody's way.
            if let Err(error) = runtime.block_on(drop_database(&base, &name)) {
                eprintln!("the database {name} stays: {error}");
            }
        }
    };
    if std::thread::Builder::new().name("janitor".to_owned()).spawn(work).is_ok() {
        *janitor = Some(sender);
    }
}

async fn drop_database(base: &str, name: &str) -> Result<(), sea_orm::DbErr> {
    let admin = Database::connect(base).await?;
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    admin.close().await
}

/// The file of a migrated, empty SQLite database: migrating takes longer than most tests, so it is done once.
async fn migrated_file() -> &'static [u8] {
    static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
    FILE.get_or_init(|| async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("template.sqlite");
        let db = Db::connect(&format!("sqlite://{}?mode=rwc", path.display()), 1).await.expect("connect");
        migrations::Migrator::up(db.writer(), None).await.expect("migrate");
        migrations::cache_tags::install(db.writer()).await.expect("triggers");
        db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("one file");
        std::fs::read(&path).expect("the template")
    })
    .await
}

/// The name of a migrated, empty database of the PostgreSQL server with this URL, to be copied.
async fn migrated_database(base: &str) -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(|| async {
        let name = format!("template_{}", new_id());
        create_database(base, &name, "template1").await;
        let db = Db::connect(&in_server(base, &name), 1).await.expect("connect");
        migrations::Migrator::up(db.writer(), None).await.expect("migrate");
        migrations::cache_tags::install(db.writer()).await.expect("triggers");
        // A database that somebody uses cannot be copied.
        db.writer().clone().close().await.expect("close");
        name
    })
    .await
}

async fn create_database(base: &str, name: &str, template: &str) {
    let admin = Database::connect(base).await.expect("the test server");
    let statement = format!("CREATE DATABASE {name} TEMPLATE {template}");
    admin.execute_unprepared(&statement).await.expect("create database");
    admin.close().await.ok();
}

/// The URL of another database of the same server.
fn in_server(base: &str, name: &str) -> String {
    let (head, query) = base.split_once('?').map_or((base, ""), |(head, query)| (head, query));
    let (server, _) = head.rsplit_once('/').expect("a URL with a database name");
    if query.is_empty() { format!("{server}/{name}") } else { format!("{server}/{name}?{query}") }
}

impl TestBed {
    async fn new(url: String, backend: &'static str, folder: Option<TempDir>, rent: Option<Rent>) -> Self {
        let db = Db::connect(&url, 4).await.expect("connect");
        let clock = TestClock::default();
        let uploads = tempfile::tempdir().expect("a temporary folder");
        let services = Services::new(db, Arc::new(InMemory::new()), Arc::new(clock.clone()))
            .with_uploads(Uploads::new(uploads.path().join("uploads"), Limits::default()))
            .with_erased_log(ErasedLog::new(uploads.path().join("erased.log")));
        Self { services, clock, backend, url, uploads, _folder: folder, _rent: rent }
    }

    /// SQLite in a temporary folder.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("test.sqlite");
        std::fs::write(&file, migrated_file().await).expect("a copy of the template");
        let url = format!("sqlite://{}?mode=rwc", file.display());
        Self::new(url, "sqlite", Some(folder), None).await
    }

    /// A fresh database of the PostgreSQL server named by `TEST_DATABASE_URL` (`postgres://host:port/postgres`).
    pub async fn postgres() -> Option<Self> {
        let base = std::env::var("TEST_DATABASE_URL").ok()?;
        let name = format!("t_{}", new_id());
        create_database(&base, &name, migrated_database(&base).await).await;
        let url = in_server(&base, &name);
        employ();
        Some(Self::new(url, "postgres", None, Some(Rent { base, name })).await)
    }

    /// SQLite, and PostgreSQL when it is configured: run every test on each.
    pub async fn each() -> Vec<Self> {
        let mut beds = vec![Self::sqlite().await];
        beds.extend(Self::postgres().await);
        beds
    }

    /// An account with a role, without going through registration (its passphrase opens nothing).
    pub async fn member(&self, pseudonym: &str, role: Role) -> Actor {
        let id = new_id();
        member::ActiveModel {
            id: Set(id.clone()),
            pseudonym: Set(pseudonym.to_owned()),
            skeleton: Set(format!("{pseudonym}-{id}")),
            passphrase_hash: Set("!".to_owned()),
            role: Set(role.as_str().to_owned()),
            state: Set("active".to_owned()),
            locale: Set("ar".to_owned()),
            joined_month: Set("2026-11".to_owned()),
            terms_version: Set("2026-11-23".to_owned()),
        }
        .insert(self.services.db.writer())
        .await
        .expect("insert member");
        signed_in(Member::new(MemberId::trusted(id), pseudonym.to_owned(), role), self.services.now_ms())
    }

    /// A member who proved herself just now, as the session says it.
    pub fn proved(&self, member: &Member) -> Actor {
        signed_in(member.clone(), self.services.now_ms())
    }
}

/// A file of an item, whatever brought it there.
pub struct TestFile<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Its item.
    pub item: &'a str,
    /// Word of its role.
    pub role: &'a str,
    /// Code of the language of its content.
    pub language: &'a str,
    /// Media type.
    pub media: &'a str,
    /// Its name.
    pub name: &'a str,
}

impl TestFile<'_> {
    /// Stores the bytes and writes both rows, behind the files that the item has.
    pub async fn put(&self, services: &Services, bytes: impl Into<bytes::Bytes>) -> Stored {
        let stored = blobs::put_bytes(services, bytes.into()).await.unwrap();
        let row = blob::ActiveModel {
            sha256: Set(stored.sha256.clone()),
            size: Set(i64::try_from(stored.size).unwrap()),
            media_type: Set(self.media.to_owned()),
            stored_at: Set(0),
            checked_at: Set(0),
            bad_since: Set(None),
            traces: Set(None),
        };
        blob::Entity::insert(row)
            .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
            .exec_without_returning(services.db.writer())
            .await
            .unwrap();
        let row = file::ActiveModel {
            id: Set(self.id.to_owned()),
            item_id: Set(self.item.to_owned()),
            sha256: Set(stored.sha256.clone()),
            role: Set(self.role.to_owned()),
            language: Set(self.language.to_owned()),
            file_name: Set(self.name.to_owned()),
            seconds: Set(None),
            words: Set(None),
            plain: Set(None),
            position: Set(90),
            modified_at: Set(0),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        };
        file::Entity::insert(row).exec_without_returning(services.db.writer()).await.unwrap();
        stored
    }
}

/// A PDF of these pages, each with one line of Latin letters.
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    pdf_with_contents(pages, &[])
}

/// The same with contents: titles in Latin letters, each with its page from 1.
pub fn pdf_with_contents(pages: &[&str], contents: &[(&str, usize)]) -> Vec<u8> {
    let first = 4;
    let outlines = first + pages.len() * 2;
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", first + page * 2)).collect();
    let mut objects = vec![
        if contents.is_empty() {
            "<</Type/Catalog/Pages 2 0 R>>".to_owned()
        } else {
            format!("<</Type/Catalog/Pages 2 0 R/Outlines {outlines} 0 R>>")
        },
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (page, text) in pages.iter().enumerate() {
        let drawn = format!("BT /F1 10 Tf 30 700 Td ({text}) Tj ET");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            first + page * 2 + 1
        ));
        objects.push(format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    let last = outlines + contents.len();
    if !contents.is_empty() {
        let (one, count) = (outlines + 1, contents.len());
        objects.push(format!("<</Type/Outlines/First {one} 0 R/Last {last} 0 R/Count {count}>>"));
    }
    for (at, (title, page)) in contents.iter().enumerate() {
        let own = outlines + 1 + at;
        let next = if own < last { format!("/Next {} 0 R", own + 1) } else { String::new() };
        let before = if at > 0 { format!("/Prev {} 0 R", own - 1) } else { String::new() };
        let to = first + (page - 1) * 2;
        objects.push(format!("<</Title({title})/Parent {outlines} 0 R/Dest[{to} 0 R/Fit]{next}{before}>>"));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let (place, size) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{place}\n%%EOF\n"
    ));
    file.into_bytes()
}
