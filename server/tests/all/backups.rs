//! Backups as an operator makes them, with the binary: while somebody writes, proved, put back elsewhere, and on the way
//! to PostgreSQL. What was erased since does not come back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use contract::Locale;
use domain::{
    Db, Services, ask, failpoint,
    services::{self, SystemClock},
};
use entity::{ask::ask_question, identity::member, library::item, privacy::deletion_journal};
use futures::FutureExt;
use object_store::memory::InMemory;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, Database, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, Statement,
};
use server::{
    backup::Wanted,
    config::{Config, Password},
};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle};

use crate::support::s3::{S3, SECRET};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const OTHER_KEY: &str = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A portal's data folder and database.
struct House {
    folder: PathBuf,
    data: &'static str,
    url: Option<String>,
    key: &'static str,
    more: Vec<(&'static str, String)>,
}

impl House {
    fn new(folder: &Path, data: &'static str, url: Option<&String>, key: &'static str) -> Self {
        Self { folder: folder.to_owned(), data, url: url.cloned(), key, more: Vec::new() }
    }

    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
        command.current_dir(&self.folder).env_clear().args(arguments).args(["--data", self.data]);
        // Where PostgreSQL's programs are.
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .env("JUSOOR__BACKUP__KEY", self.key)
            .envs(self.more.iter().map(|(name, value)| (name, value)));
        if let Some(url) = &self.url {
            command.env("JUSOOR__DATABASE__URL", url);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!text.contains(KEY) && !text.contains(SECRET) && !text.contains("panicked"), "{text}");
        (output.status.success(), text)
    }

    fn fine(&self, arguments: &[&str]) -> String {
        let (fine, text) = self.run(arguments);
        assert!(fine, "{arguments:?}: {text}");
        text
    }

    fn refused(&self, arguments: &[&str], because: &str) {
        let (fine, text) = self.run(arguments);
        assert!(!fine && text.contains(because), "{arguments:?}, expected {because:?}: {text}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(self.data).join(name)
    }

    async fn open(&self) -> Db {
        let file = format!("sqlite://{}?mode=rwc", self.path("jusoor.sqlite").display());
        Db::connect(self.url.as_ref().unwrap_or(&file), 2).await.unwrap()
    }

    /// Its use cases, over its database and under its key.
    async fn services(&self) -> Services {
        Services::new(self.open().await, Arc::new(InMemory::new()), Arc::new(SystemClock))
            .with_key(self.key_of_portal())
    }

    fn key_of_portal(&self) -> [u8; 32] {
        server::boot::key(&self.folder.join(self.data)).unwrap()
    }
}

/// Databases of the test server, dropped at the end.
struct Server {
    base: String,
    names: Vec<String>,
}

impl Server {
    fn new() -> Option<Self> {
        Some(Self { base: std::env::var("TEST_DATABASE_URL").ok()?, names: Vec::new() })
    }

    async fn run(&self, sql: String) {
        let admin = Database::connect(&self.base).await.unwrap();
        admin.execute_unprepared(&sql).await.unwrap();
        admin.close().await.unwrap();
    }

    async fn database(&mut self) -> String {
        let name = format!("b_{}", services::new_id());
        self.run(format!("CREATE DATABASE {name}")).await;
        let (server, _) = self.base.rsplit_once('/').unwrap();
        let url = format!("{server}/{name}");
        self.names.push(name);
        url
    }

    async fn end(&self) {
        for name in &self.names {
            self.run(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

fn id_of(number: usize) -> String {
    format!("m{number:011}")
}

async fn join(db: &Db, number: usize) {
    member::ActiveModel {
        id: Set(id_of(number)),
        pseudonym: Set(format!("Nuage {number}")),
        skeleton: Set(format!("nuage {number}")),
        passphrase_hash: Set("!".to_owned()),
        role: Set("member".to_owned()),
        state: Set("active".to_owned()),
        locale: Set("fr".to_owned()),
        joined_month: Set("2026-11".to_owned()),
        terms_version: Set("2026-11-23".to_owned()),
    }
    .insert(db.writer())
    .await
    .unwrap();
}

async fn joined(db: &Db) -> Vec<String> {
    let rows = member::Entity::find().order_by_asc(member::Column::Id).all(db.read()).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// Somebody who writes one row after the other, and says how many are acknowledged.
fn write_on(db: Db) -> (JoinHandle<()>, watch::Receiver<usize>, Arc<AtomicBool>) {
    let (told, count) = watch::channel(0);
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let work = tokio::spawn(async move {
        let mut number = 0;
        while !stopped.load(Ordering::Relaxed) {
            join(&db, number).await;
            number += 1;
            told.send_replace(number);
        }
        db.close().await;
    });
    (work, count, stop)
}

fn turned(from: &Path, to: &Path) {
    let mut bytes = fs::read(from).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(to, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_kept_comes_back_whole_and_what_was_erased_does_not() {
    let mut server = Server::new();
    for postgres in [false, true] {
        let mut urls = [None, None];
        if postgres {
            let Some(server) = &mut server else { continue };
            urls = [Some(server.database().await), Some(server.database().await)];
        }
        let folder = TempDir::new().unwrap();
        let [url, elsewhere] = urls;
        let house = House::new(folder.path(), "data", url.as_ref(), KEY);
        house.refused(&["backup"], "expected one of");
        house.fine(&["seed"]);
        house.refused(&["backup", "--to", "data/one.jusoor"], "lies in the data folder");
        // Two women ask before the backup; one of them erases her question after it.
        let s = house.services().await;
        let mut receipts = Vec::new();
        for body in ["kanari one", "kanari two"] {
            let form = ask::NewQuestion { body: body.to_owned(), ..ask::NewQuestion::default() };
            receipts.push(ask::ask(&s, &form, Locale::Fr).await.unwrap().receipt.digits().to_owned());
        }
        s.db.close().await;
        let (work, mut count, stop) = write_on(house.open().await);
        let before = *count.wait_for(|count| *count >= 20).await.unwrap();
        let said = house.fine(&["backup", "--to", "kept/one.jusoor"]);
        let after = *count.borrow();
        assert!(after > before, "nobody wrote meanwhile");
        assert!(said.contains("read again: it is what was written") && said.contains(", sealed"), "{said}");
        assert!(!said.contains("(0 new)"), "{said}");
        house.refused(&["backup", "--to", "kept/one.jusoor"], "there already");
        stop.store(true, Ordering::Relaxed);
        work.await.unwrap();
        let one = fs::read(folder.path().join("kept/one.jusoor")).unwrap();
        assert!(one.starts_with(b"jusoor sealed 1\n"));
        let said = house.fine(&["backup", "verify", "--from", "kept/one.jusoor"]);
        assert!(said.contains(if postgres { "PostgreSQL" } else { "SQLite" }), "{said}");
        let (_, doctor) = house.run(&["doctor"]);
        assert!(doctor.contains("ok     backup: the last is 0 hours old, sealed"), "{doctor}");

        // Another key, none, a turned bit in the one file or in one of the library.
        for (key, because) in [(OTHER_KEY, "another key"), ("", "it is sealed")] {
            let other = House::new(folder.path(), "other", elsewhere.as_ref(), key);
            other.refused(&["backup", "verify", "--from", "kept/one.jusoor"], because);
            other.refused(&["restore", "--from", "kept/one.jusoor"], because);
        }
        let other = House::new(folder.path(), "other", elsewhere.as_ref(), KEY);
        turned(&folder.path().join("kept/one.jusoor"), &folder.path().join("kept/turned.jusoor"));
        for command in [&["backup", "verify", "--from"][..], &["restore", "--from"][..]] {
            other.refused(&[command, &["kept/turned.jusoor"][..]].concat(), "changed or cut off");
            other.refused(&[command, &["kept/nothing.jusoor"][..]].concat(), "is not there");
        }
        assert!(!other.path("jusoor.sqlite").exists() && !other.path("secrets.toml").exists());

        // Elsewhere: a prefix of what was acknowledged, with everything that was when the backup began.
        let said = other.fine(&["restore", "--from", "kept/one.jusoor"]);
        assert!(said.contains("rows, as in the backup"), "{said}");
        assert_eq!(other.key_of_portal(), house.key_of_portal());
        let db = other.open().await;
        let ids = joined(&db).await;
        assert!((before..=after).contains(&ids.len()), "{before} {} {after}", ids.len());
        assert_eq!(ids, (0..ids.len()).map(id_of).collect::<Vec<_>>());
        let replace = ["restore", "--from", "kept/one.jusoor", "--force"];
        other.refused(&replace, "stop the portal first");
        db.close().await;
        other.refused(&replace[..3], "--force");
        assert!(other.fine(&["fixity", "--all"]).contains("0 out of service"));

        // Erased after the backup: a later backup of the same folder tells the older one.
        let s = other.services().await;
        assert!(ask::open(&s, &receipts[0], Locale::Fr).await.is_ok(), "there in the backup");
        s.db.close().await;
        let s = house.services().await;
        ask::erase(&s, &receipts[0], true).await.unwrap();
        s.db.close().await;
        let db = house.open().await;
        let hash = services::keyed_hash_under(&house.key_of_portal(), &format!("journal:{}", id_of(3)));
        deletion_journal::ActiveModel {
            id: Set(services::new_id()),
            member_hash: Set(hash),
            at: Set(chrono::Utc::now().timestamp_millis()),
            kind: Set("withdraw".to_owned()),
        }
        .insert(db.writer())
        .await
        .unwrap();
        db.close().await;
        fs::write(house.path("erased.log"), "\nsafetyaudio 1795000000000\n").unwrap();
        let said = house.fine(&["backup", "--to", "kept/two.jusoor"]);
        assert!(said.contains("(0 new)"), "only what changed: {said}");
        let said = other.fine(&replace);
        assert!(said.contains("erased again: 1 accounts, 1 items, 1 questions"), "{said}");
        let s = other.services().await;
        assert!(ask::open(&s, &receipts[0], Locale::Fr).await.is_err(), "her receipt is refused");
        assert!(ask::open(&s, &receipts[1], Locale::Fr).await.is_ok(), "the other one's is not");
        assert_eq!(ask_question::Entity::find().count(s.db.read()).await.unwrap(), 1);
        s.db.close().await;
        let db = other.open().await;
        let state = |id: String| {
            let db = db.clone();
            async move { member::Entity::find_by_id(id).one(db.read()).await.unwrap().map(|row| row.state) }
        };
        assert_ne!(state(id_of(3)).await.as_deref(), Some("active"));
        assert_eq!(state(id_of(4)).await.as_deref(), Some("active"));
        let audio = item::Entity::find().filter(item::Column::Id.eq("safetyaudio"));
        let audio = audio.one(db.read()).await.unwrap();
        assert!(audio.is_none_or(|item| item.state == "erased"));
        db.close().await;

        // A file of the library that is damaged beside the backups is named.
        let blob = walk(&folder.path().join("kept/blobs")).pop().unwrap();
        let bytes = fs::read(&blob).unwrap();
        turned(&blob, &blob);
        let (fine, said) = other.run(&["backup", "verify", "--from", "kept/two.jusoor"]);
        assert!(!fine && said.contains("WRONG  the file "), "{said}");
        fs::write(&blob, bytes).unwrap();
        other.fine(&["backup", "verify", "--from", "kept/two.jusoor"]);
        // One that cannot be read: nobody knows what it names.
        let bad = folder.path().join("kept/turned.jusoor");
        fs::write(&bad, b"jusoor sealed 1\nturned").unwrap();
        other.refused(&["backup", "prune", "--in", "kept"], "nothing was removed");
        fs::remove_file(&bad).unwrap();
        // What no backup that stays names goes, if it lies there since yesterday; here nothing is old.
        let said = other.fine(&["backup", "prune", "--in", "kept", "--keep-days", "1"]);
        assert!(said.contains("0 are gone, with 0 files"), "{said}");
        other.refused(&["backup", "prune", "--in", "kept", "--keep-days", "90"], "expected 1 to 80");
        let left = fs::read_dir(folder.path().join("data")).unwrap().flatten();
        let left: Vec<_> =
            left.filter(|entry| entry.file_name().to_string_lossy().contains("work")).collect();
        assert!(left.is_empty(), "a copy of everything stays behind: {left:?}");
    }
    if let Some(server) = server {
        server.end().await;
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            files.extend(walk(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    files
}

/// The key of the portal and its database are two files: no power cut leaves one of each portal in use.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_ends_between_key_and_database_keeps_the_portal_shut() {
    let folder = TempDir::new().unwrap();
    let house = House::new(folder.path(), "data", None, KEY);
    house.fine(&["seed"]);
    let db = house.open().await;
    join(&db, 7).await;
    db.close().await;
    house.fine(&["backup", "--to", "kept/one.jusoor"]);
    let other = House::new(folder.path(), "other", None, KEY);
    other.fine(&["seed"]);

    let mut config = Config::default();
    config.data.folder = folder.path().join("other");
    config.backup.key = Password(KEY.to_owned());
    let wanted = Wanted {
        from: folder.path().join("kept/one.jusoor").display().to_string(),
        journals: Vec::new(),
        force: true,
    };
    let tell = |_: &str| {};
    let work = AssertUnwindSafe(server::backup::restore(&config, &wanted, &tell)).catch_unwind();
    let (broken, met) = failpoint::breaking("restore", work).await;
    assert!(broken.is_err() && met == 1, "it did not end there");
    // As after a power cut: the key of the one, the database of the other.
    assert_eq!(other.key_of_portal(), house.key_of_portal());
    let db = other.open().await;
    assert!(joined(&db).await.is_empty());
    db.close().await;
    other.refused(&["seed"], "a restore was broken off");
    // Done again, to its end, without being told that it may.
    other.fine(&["restore", "--from", "kept/one.jusoor"]);
    assert!(!other.path("restore-unfinished").exists());
    other.fine(&["seed"]);
    let db = other.open().await;
    assert_eq!(joined(&db).await, [id_of(7)]);
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_keeps_and_gives_back() {
    let s3 = S3::start().await;
    let told = s3.config();
    let folder = TempDir::new().unwrap();
    let more = vec![
        ("JUSOOR__BACKUP__STORE__ENDPOINT", told.endpoint.clone()),
        ("JUSOOR__BACKUP__STORE__ACCESS_KEY", told.access_key.clone()),
        ("JUSOOR__BACKUP__STORE__SECRET_KEY", told.secret_key.0.clone()),
        ("JUSOOR__BACKUP__STORE__SECONDS", "5".to_owned()),
    ];
    let house = |data| House { more: more.clone(), ..House::new(folder.path(), data, None, "") };
    // Not sealed: the key of the portal is not in it.
    let here = house("data");
    here.fine(&["seed"]);
    let said = here.fine(&["backup", "--to", "s3://jusoor/kept/monday"]);
    assert!(said.contains("NOT sealed") && s3.names().contains(&"monday".to_owned()), "{said}");
    here.refused(&["backup", "--to", "s3://jusoor/kept/monday"], "there already");
    here.refused(&["backup", "--to", "s3://jusoor/../monday"], "expected s3://BUCKET");
    let there = house("other");
    there.refused(&["restore", "--from", "s3://jusoor/kept/monday"], "put the secrets.toml into");
    fs::copy(here.path("secrets.toml"), there.path("secrets.toml")).unwrap();
    there.fine(&["restore", "--from", "s3://jusoor/kept/monday"]);
    assert!(there.fine(&["fixity", "--all"]).contains("0 out of service"));
    assert!(there.fine(&["seed"]).lines().any(|line| line == "0 rows new or changed"));
    // In the bucket of the library it has no place.
    let mut same = house("data");
    same.more.extend([
        ("JUSOOR__STORE__KIND", "s3".to_owned()),
        ("JUSOOR__STORE__BUCKET", told.bucket.clone()),
        ("JUSOOR__STORE__ENDPOINT", told.endpoint.clone()),
        ("JUSOOR__STORE__ACCESS_KEY", told.access_key.clone()),
        ("JUSOOR__STORE__SECRET_KEY", told.secret_key.0.clone()),
    ]);
    same.refused(&["backup", "--to", "s3://jusoor/kept/tuesday"], "holds the library");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_moves_to_postgresql_or_nothing() {
    let Some(mut server) = Server::new() else { return };
    let url = server.database().await;
    let folder = TempDir::new().unwrap();
    let house = House::new(folder.path(), "data", None, "");
    let to = ["move", "--to", url.as_str()];
    house.refused(&to, "there is nothing to move");
    house.fine(&["seed"]);
    house.fine(&["dev", "populate", "--topics", "20", "--posts", "200", "--seed", "3", "--yes"]);
    let db = house.open().await;
    join(&db, 1).await;
    house.refused(&to, "stop the portal first");
    db.writer()
        .execute_unprepared("UPDATE member SET locale = 'f' || char(0) WHERE id LIKE 'm0%'")
        .await
        .unwrap();
    db.close().await;
    house.refused(&to, "member.locale");
    let new = Db::connect(&url, 2).await.unwrap();
    let filled = server::moving::counts(new.read()).await.unwrap();
    // What migrations and triggers write by themselves is nobody's data.
    let own = ["seaql_migrations", "cache_tag"];
    let filled: Vec<_> =
        filled.iter().filter(|(table, rows)| **rows > 0 && !own.contains(&table.as_str())).collect();
    assert!(filled.is_empty(), "half of it stayed: {filled:?}");
    new.close().await;
    let db = house.open().await;
    db.writer().execute_unprepared("UPDATE member SET locale = 'ar' WHERE id LIKE 'm0%'").await.unwrap();
    db.close().await;
    house.fine(&["reindex"]);
    let db = house.open().await;
    let mut before = server::moving::counts(db.read()).await.unwrap();
    db.close().await;
    let said = house.fine(&to);
    assert!(said.contains("rows compared") && said.contains("the search is made anew"), "{said}");
    house.refused(&to, "is not empty");
    let moved = House::new(folder.path(), "data", Some(&url), "");
    let last = moved.fine(&["reindex"]);
    assert!(last.lines().last().is_some_and(|line| line.starts_with("0 texts indexed anew")), "{last}");
    assert!(moved.fine(&["seed"]).lines().any(|line| line == "0 rows new or changed"));
    let db = moved.open().await;
    let mut after = server::moving::counts(db.read()).await.unwrap();
    after.remove("search_tokens");
    // The files were hashed anew, which is written down; PostgreSQL notes writes in rows of its own.
    for counts in [&mut before, &mut after] {
        counts.remove("library_fixity");
        counts.remove("cache_tag");
    }
    assert!(before["post"] >= 200 && before["search_document"] > 10);
    assert_eq!(before, after);
    assert_eq!(joined(&db).await.iter().filter(|id| **id == id_of(1)).count(), 1);
    // Keys are proved at once again, as they were.
    let sql = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable";
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0);
    db.close().await;
    server.end().await;
}
