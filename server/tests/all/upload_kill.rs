//! `kill -9` in the middle of a piece: after the next start the upload goes on where its row says, and the file that
//! comes out is the file that was sent.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs,
    io::Write,
    net::TcpStream,
    time::{Duration, Instant},
};

use domain::{Role, library::blobs, testing::TestBed};
use entity::library::{blob, upload};
use sea_orm::EntityTrait;
use server::{
    boot,
    config::{Config, Secret},
    handlers::files::SiteFiles,
    http::AppState,
};
use tempfile::TempDir;

use crate::support::running::{Running, account, answer, logged};

pub(crate) const MIB: usize = 1024 * 1024;

pub(crate) struct Town {
    folder: TempDir,
    pub(crate) config: Config,
    cookie: String,
}

impl Town {
    pub(crate) async fn new(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.data.folder = folder.path().join("data");
        config.database.url = Secret(database.unwrap_or_default());
        let services = boot::open(&config).await.unwrap();
        domain::seed::seed(&services).await.unwrap();
        let state = AppState::new(services.clone(), config.clone(), SiteFiles::none());
        let (_, cookie) = account(&state, "Rayonnage", Role::Librarian).await;
        services.db.close().await;
        Self { folder, config, cookie }
    }

    pub(crate) fn log(&self) -> String {
        logged(self.folder.path())
    }

    pub(crate) async fn row(&self, id: &str) -> upload::Model {
        let db = boot::connect(&self.config).await.unwrap();
        let row = upload::Entity::find_by_id(id).one(db.read()).await.unwrap().unwrap();
        db.close().await;
        row
    }
}

pub(crate) struct Portal {
    pub(crate) running: Running,
    cookie: String,
}

impl Portal {
    pub(crate) fn start(town: &Town) -> Self {
        let running = Running::start(town.folder.path(), &town.config.database.url.0);
        Self { running, cookie: town.cookie.clone() }
    }

    /// The head of a request; its body follows.
    pub(crate) fn open(&self, method: &str, path: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.running.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Tus-Resumable: 1.0.0\r\nConnection: close\r\n{headers}\r\n",
            self.running.address, self.cookie
        )
        .unwrap();
        stream
    }

    fn offset(&self, path: &str) -> usize {
        let answer = answer(&mut self.open("HEAD", path, ""));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        header(&answer, "upload-offset").parse().unwrap()
    }

    pub(crate) fn kill(self) {
        self.running.kill();
    }
}

pub(crate) fn header(answer: &str, name: &str) -> String {
    let start = format!("{name}: ");
    let line = answer.lines().find(|line| line.to_ascii_lowercase().starts_with(&start));
    line.unwrap_or_else(|| panic!("{name} in {answer}"))[start.len()..].trim().to_owned()
}

/// Bytes that are no two alike, and begin as a recording does.
pub(crate) fn recording(size: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut bytes = b"ID3\x04\0\0".to_vec();
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

pub(crate) fn patch(offset: usize, length: usize) -> String {
    format!(
        "Upload-Offset: {offset}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n"
    )
}

async fn nothing_acknowledged_is_lost(town: Town) {
    let file = recording(40 * MIB + 7);
    let mut portal = Portal::start(&town);
    let begun = answer(&mut portal.open("POST", "/uploads", &format!("Upload-Length: {}\r\n", file.len())));
    assert!(begun.starts_with("HTTP/1.1 201"), "{begun}");
    let path = header(&begun, "location");
    let id = path.rsplit('/').next().unwrap().to_owned();
    let mut at = 0;
    for _ in 0..2 {
        let mut stream = portal.open("PATCH", &path, &patch(at, file.len() - at));
        // Some of it, but not all; the rest never comes.
        stream.write_all(&file[at..at + 13 * MIB]).unwrap();
        let waiting = Instant::now();
        let known = loop {
            let known = portal.offset(&path);
            if known > at {
                break known;
            }
            assert!(waiting.elapsed() < Duration::from_secs(60), "nothing is kept: {}", town.log());
            std::thread::sleep(Duration::from_millis(20));
        };
        portal.kill();
        drop(stream);
        portal = Portal::start(&town);
        let after = portal.offset(&path);
        assert!(after >= known && after < file.len(), "{after} after {known}");
        at = after;
    }
    let mut stream = portal.open("PATCH", &path, &patch(at, file.len() - at));
    stream.write_all(&file[at..]).unwrap();
    let done = answer(&mut stream);
    assert!(done.starts_with("HTTP/1.1 204"), "{done} {}", town.log());
    let waiting = Instant::now();
    let row = loop {
        let row = town.row(&id).await;
        if row.state == "ready" {
            break row;
        }
        assert!(waiting.elapsed() < Duration::from_secs(60), "{row:?} {}", town.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let hash = blobs::sha256_hex(&file);
    assert_eq!(row.sha256.as_deref(), Some(hash.as_str()));
    let stored = town.folder.path().join(format!("data/blobs/sha256/{}/{}/{hash}", &hash[..2], &hash[2..4]));
    assert!(fs::read(stored).unwrap() == file, "what is stored is what was sent");
    assert_eq!(fs::read_dir(town.folder.path().join("data/uploads")).unwrap().count(), 0);
    let db = boot::connect(&town.config).await.unwrap();
    let held = blob::Entity::find_by_id(hash).one(db.read()).await.unwrap().unwrap();
    assert_eq!(held.media_type, "audio/mpeg");
    db.close().await;
    portal.kill();
}

#[tokio::test]
async fn an_upload_outlives_the_process_that_took_it() {
    nothing_acknowledged_is_lost(Town::new(None).await).await;
}

#[tokio::test]
async fn an_upload_outlives_the_process_that_took_it_on_postgresql() {
    let Some(bed) = TestBed::postgres().await else { return };
    bed.services.db.close().await;
    nothing_acknowledged_is_lost(Town::new(Some(bed.url.clone())).await).await;
}
