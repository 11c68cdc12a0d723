//! Puts a backup back. All that can be proved is proved before anything is touched; what was erased since is erased in
//! the restored database before anybody can open it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use domain::{Db, Services, library, privacy};
use migrations::Migrator;
use sea_orm::DatabaseConnection;
use sea_orm_migration::MigratorTrait;

use super::{
    Tell,
    archive::{self, DATABASE, JOURNAL, Kind, Manifest, SECRETS},
    blobs, facts,
    journal::Journal,
    make::FINGERPRINT,
    place::Place,
    postgres, sqlite, work,
};
use crate::{boot, config::Config};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where the backup is.
    pub from: String,
    /// Journals that were kept elsewhere.
    pub journals: Vec<PathBuf>,
    /// Whether what is there may be replaced.
    pub force: bool,
}

/// What was put back.
#[derive(Debug)]
pub struct Restored {
    /// When it was made, UTC milliseconds.
    pub made_at: i64,
    /// Rows, before what was erased was erased again.
    pub rows: u64,
    /// Files of the library that were brought back; the others were there.
    pub blobs: u64,
    /// People who were erased or hidden again, or shown again; questions that were erased again.
    pub people: privacy::Replayed,
    /// Items that were erased again.
    pub items: u64,
    /// Files that are missing, in sentences; the rest is there.
    pub faults: Vec<String>,
}

/// What the steps of it share.
struct Way<'a> {
    config: &'a Config,
    place: Place,
    folder: &'a Path,
    manifest: Manifest,
    key: [u8; 32],
    /// Whether the key comes out of the backup.
    is_new: bool,
    url: String,
    tell: Tell<'a>,
}

/// Puts one back.
///
/// # Errors
/// Something is there and may not be replaced, the portal runs, the backup is not whole or of something else. Then what
/// was there is there still.
pub async fn restore(config: &Config, wanted: &Wanted, tell: Tell<'_>) -> anyhow::Result<Restored> {
    let data = &config.data.folder;
    boot::prepare_folder(data)?;
    let url = config.database_url();
    let kind = if url.starts_with("sqlite:") { Kind::Sqlite } else { Kind::Postgres };
    let occupied = is_occupied(kind, &url).await?;
    let goes_on = data.join(boot::UNFINISHED).exists();
    if occupied && !wanted.force && !goes_on {
        bail!("there is a database already; --force replaces it (make a backup of it before)");
    }
    let place = Place::parse(config, &wanted.from, false)?;
    let sealing = config.backup.sealing();
    let work = work::folder(data)?;
    let folder = work.path();
    let file = place.fetch(folder).await?;
    let shown = || wanted.from.clone();
    let archive = archive::open(&file, sealing.as_ref()).with_context(shown)?;
    fits(&archive.manifest, kind).with_context(shown)?;
    let manifest = archive.unpack(Some(folder)).with_context(shown)?;
    tell("the backup is whole");
    let mut journal = Journal::parse(&fs::read_to_string(folder.join(JOURNAL))?).with_context(shown)?;
    journal.merge(Journal::beside(&place, sealing.as_ref(), folder).await?);
    journal.merge(Journal::logged(data)?);
    for file in &wanted.journals {
        let name = || format!("the journal {}", file.display());
        let text = fs::read_to_string(file).with_context(name)?;
        journal.merge(Journal::parse(&text).with_context(name)?);
    }
    let (key, is_new) = secrets(data, folder, &manifest, wanted.force || goes_on)?;
    let way = Way { config, place, folder, manifest, key, is_new, url, tell };
    match kind {
        Kind::Sqlite => way.sqlite(journal, sealing.as_ref()).await,
        Kind::Postgres => way.postgres(journal, sealing.as_ref(), occupied).await,
    }
}

async fn is_occupied(kind: Kind, url: &str) -> anyhow::Result<bool> {
    match kind {
        Kind::Sqlite => Ok(sqlite::file_of(url)?.exists()),
        Kind::Postgres => {
            let db = postgres::connect(url).await?;
            let tables = postgres::tables(&db).await;
            db.close().await.ok();
            Ok(tables? > 0)
        }
    }
}

/// Whether this program and this database can take it.
fn fits(manifest: &Manifest, kind: Kind) -> anyhow::Result<()> {
    let (is, here) = (manifest.kind.name(), kind.name());
    ensure!(
        manifest.kind == kind,
        "it is of {is} and database.url says {here}: restore it into {is} (jusoor move leads on to PostgreSQL)"
    );
    let known: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let unknown = manifest.migrations.iter().find(|name| !known.contains(name));
    if let Some(name) = unknown {
        bail!("it was made by a newer Jusoor ({name}); restore it with that one");
    }
    Ok(())
}

/// The portal's key under which the backup was made, and whether it must be taken out of the backup. The one of the data
/// folder counts more, unless they differ and --force was said.
fn secrets(data: &Path, folder: &Path, manifest: &Manifest, force: bool) -> anyhow::Result<([u8; 32], bool)> {
    let path = boot::secrets_path(data);
    let brought = folder.join(SECRETS).exists();
    if path.exists() {
        let key = boot::key(data)?;
        if is_of(manifest, &key) {
            return Ok((key, false));
        }
        ensure!(
            force && brought,
            "{} is another portal's: put the one there under which this backup was made",
            path.display()
        );
    }
    ensure!(
        brought,
        "put the secrets.toml into {} under which this backup was made: a backup that is not sealed has none",
        data.display()
    );
    let key = boot::key(folder)?;
    ensure!(is_of(manifest, &key), "the secrets.toml in the backup is not the one under which it was made");
    Ok((key, true))
}

fn is_of(manifest: &Manifest, key: &[u8; 32]) -> bool {
    domain::services::keyed_hash_under(key, FINGERPRINT) == manifest.secrets
}

impl Way<'_> {
    /// Puts the key of the backup into the data folder; another one that is there stays beside it.
    fn install_key(&self) -> anyhow::Result<()> {
        if !self.is_new {
            return Ok(());
        }
        let data = &self.config.data.folder;
        let path = boot::secrets_path(data);
        if path.exists() {
            fs::rename(&path, data.join("secrets.toml.before-restore"))?;
        }
        moved(&self.folder.join(SECRETS), &path)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        fs::File::open(data)?.sync_all()?;
        Ok(())
    }

    /// A new file is made ready beside the old one and takes its place in one step. The key is another step: whoever is cut
    /// off between them finds the portal shut, and does it again.
    async fn sqlite(self, mut journal: Journal, sealing: Option<&super::Key>) -> anyhow::Result<Restored> {
        let data = &self.config.data.folder;
        let target = sqlite::file_of(&self.url)?;
        if target.exists() {
            sqlite::settle(&target).await?;
            journal.merge(self.told_by(boot::connect(self.config).await?).await?);
            sqlite::settle(&target).await?;
        }
        told_by_mark(data, &mut journal)?;
        journal.write_log(data)?;
        let new = self.folder.join(DATABASE);
        sqlite::examine(&new).await?;
        let db =
            Db::connect(&sqlite::url_of(&new), 1).await.context("the restored database cannot be opened")?;
        let restored = self.fill(db, &journal, sealing).await?;
        sqlite::settle(&new).await?;
        let unfinished = mark(data, &journal)?;
        for log in ["-wal", "-shm"] {
            let mut beside = target.clone().into_os_string();
            beside.push(log);
            match fs::remove_file(&beside) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.install_key()?;
        domain::failpoint::hit("restore");
        fs::File::open(&new)?.sync_all()?;
        fs::rename(&new, &target).or_else(|_| moved(&new, &target)).with_context(|| {
            format!("the restored database cannot be put in its place, {}", target.display())
        })?;
        if let Some(parent) = target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::File::open(parent)?.sync_all()?;
        }
        fs::remove_file(&unfinished)?;
        fs::File::open(data)?.sync_all()?;
        Ok(restored)
    }

    /// The old tables wait until the new ones are ready; nobody starts a portal meanwhile.
    async fn postgres(
        self,
        mut journal: Journal,
        sealing: Option<&super::Key>,
        occupied: bool,
    ) -> anyhow::Result<Restored> {
        let data = &self.config.data.folder;
        let unfinished = data.join(boot::UNFINISHED);
        let one = postgres::connect(&self.url).await?;
        let others = postgres::others(&one).await?;
        ensure!(others == 0, "{others} others are connected to the database: stop the portal first");
        // What a broken-off restore left there is no journal: its old tables were asked before.
        if occupied && !unfinished.exists() {
            journal.merge(self.told_by(boot::connect(self.config).await?).await?);
        }
        told_by_mark(data, &mut journal)?;
        journal.write_log(data)?;
        mark(data, &journal)?;
        let done = self.change_postgres(&one, &journal, sealing).await;
        let restored = match done {
            Ok(restored) => restored,
            Err(error) => {
                if let Err(worse) = postgres::put_back(&one).await {
                    return Err(
                        error.context(format!("the old tables wait and cannot be put back ({worse:#})"))
                    );
                }
                fs::remove_file(&unfinished)?;
                return Err(error);
            }
        };
        self.install_key()?;
        postgres::forget(&one).await?;
        one.close().await.ok();
        fs::remove_file(&unfinished)?;
        Ok(restored)
    }

    async fn change_postgres(
        &self,
        one: &DatabaseConnection,
        journal: &Journal,
        sealing: Option<&super::Key>,
    ) -> anyhow::Result<Restored> {
        postgres::set_aside(one).await?;
        postgres::restore(&self.url, &self.folder.join(DATABASE)).await?;
        self.fill(boot::connect(self.config).await?, journal, sealing).await
    }

    /// Who left and what was erased, as the database says that is replaced.
    async fn told_by(&self, db: Db) -> anyhow::Result<Journal> {
        let services = boot::around(self.config, db, self.key)?;
        let told = Journal::of(&services, &self.config.data.folder).await;
        services.db.close().await;
        told.context(
            "the deletion journal of the database that is there cannot be read: move that one away, and give a \
             journal that was kept (--journal)",
        )
    }

    /// Compares, migrates, brings the files, erases again.
    async fn fill(
        &self,
        db: Db,
        journal: &Journal,
        sealing: Option<&super::Key>,
    ) -> anyhow::Result<Restored> {
        let found = facts::of(db.read()).await?;
        ensure!(found.rows == self.manifest.rows, "the restored database has not the rows of the backup");
        let rows: u64 = found.rows.values().sum();
        (self.tell)(&format!("database: {rows} rows, as in the backup"));
        Migrator::up(db.writer(), None).await.context("the restored database cannot be migrated")?;
        let services = boot::around(self.config, db, self.key)?;
        let filled = self.beside(&services, journal, sealing).await;
        services.db.close().await;
        let (blobs, faults, people, items) = filled?;
        Ok(Restored { made_at: self.manifest.made_at, rows, blobs, people, items, faults })
    }

    async fn beside(
        &self,
        services: &Services,
        journal: &Journal,
        sealing: Option<&super::Key>,
    ) -> anyhow::Result<(u64, Vec<String>, privacy::Replayed, u64)> {
        let list = &self.manifest.blobs;
        let place = (&self.place, sealing);
        let (blobs, faults) = blobs::restore(services, place, list, self.folder, self.tell).await?;
        (self.tell)(&format!("files: {blobs} of {} were brought back", list.len()));
        let people = privacy::replay(services, &journal.people()).await?;
        let items = library::erase_again(services).await?;
        Ok((blobs, faults, people, items))
    }
}

/// What a restore that was broken off was to erase again.
fn told_by_mark(data: &Path, journal: &mut Journal) -> anyhow::Result<()> {
    let unfinished = data.join(boot::UNFINISHED);
    if unfinished.exists() {
        journal.merge(Journal::parse(&fs::read_to_string(&unfinished)?)?);
    }
    Ok(())
}

/// Writes down that a restore is under way: whole or not at all, and before anything changes.
fn mark(data: &Path, journal: &Journal) -> anyhow::Result<PathBuf> {
    let unfinished = data.join(boot::UNFINISHED);
    let draft = data.join(format!("{}.new", boot::UNFINISHED));
    fs::write(&draft, journal.text())?;
    fs::File::open(&draft)?.sync_all()?;
    fs::rename(&draft, &unfinished)?;
    fs::File::open(data)?.sync_all()?;
    Ok(unfinished)
}

/// Copies a file to where it belongs, perhaps on another disk: whole or not at all.
fn moved(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut draft = to.to_owned().into_os_string();
    draft.push(".restored");
    let mut file = archive::create(Path::new(&draft))?;
    std::io::copy(&mut fs::File::open(from)?, &mut file)?;
    file.sync_all()?;
    fs::rename(&draft, to)
}
