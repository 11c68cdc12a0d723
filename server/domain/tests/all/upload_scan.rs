//! Files are searched for viruses by something that speaks as clamd does: clean, found, silent, broken off, away.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use std::net::SocketAddr;

use bytes::Bytes;
use contract::{ErrorCode, Locale};
use domain::{
    Actor, Role, Services,
    library::upload::{self, Clamd, Limits, State, UploadLine, Uploads},
    testing::TestBed,
};
use entity::library::{blob, upload as row};
use futures::stream;
use sea_orm::{EntityTrait, PaginatorTrait};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

#[derive(Clone, Copy)]
enum Manner {
    Honest,
    Silent,
    BreaksOff,
    HasALimit,
}

async fn serve(mut wire: TcpStream, manner: Manner) -> std::io::Result<()> {
    let mut command = Vec::new();
    while command.last() != Some(&0) {
        command.push(wire.read_u8().await?);
    }
    if command == b"zPING\0" {
        return wire.write_all(b"PONG\0").await;
    }
    assert_eq!(command, b"zINSTREAM\0");
    let mut sent = Vec::new();
    loop {
        let length = wire.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).unwrap()];
        wire.read_exact(&mut piece).await?;
        sent.extend(piece);
        if let Manner::BreaksOff = manner {
            return Ok(());
        }
    }
    match manner {
        Manner::Silent => std::future::pending().await,
        Manner::HasALimit => wire.write_all(b"INSTREAM size limit exceeded. ERROR\0").await,
        _ if sent.windows(5).any(|part| part == b"VIRUS") => {
            wire.write_all(b"stream: Win.Test.Samovar-1 FOUND\0").await
        }
        _ => wire.write_all(b"stream: OK\0").await,
    }
}

async fn clamd(manner: Manner) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        while let Ok((wire, _)) = listener.accept().await {
            tokio::spawn(serve(wire, manner));
        }
    });
    (address, task)
}

fn searched(bed: &TestBed, clamd: String) -> Services {
    let limits = Limits { clamd, clamd_seconds: 1, ..Limits::default() };
    bed.services.clone().with_uploads(Uploads::new(bed.uploads.path().join("uploads"), limits))
}

async fn bring(
    services: &Services,
    librarian: &Actor,
    text: &'static str,
) -> (String, Result<(), ErrorCode>) {
    let content = stream::iter([Ok(Bytes::from_static(text.as_bytes()))]);
    let id = upload::receive(services, librarian, "", "a.vtt", content).await.unwrap();
    let done = upload::ingest(services, &id).await.map_err(|error| error.code);
    (id, done)
}

async fn line(services: &Services, librarian: &Actor, id: &str) -> UploadLine {
    upload::one(services, librarian, id, Locale::Ar).await.unwrap()
}

const CLEAN: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nclean\n";
const SICK: &str = "WEBVTT\n\n00:01.000 --> 00:02.000\nVIRUS\n";

#[tokio::test]
async fn what_is_clean_goes_on_and_what_is_not_is_locked_away() {
    let (address, task) = clamd(Manner::Honest).await;
    for bed in TestBed::each().await {
        let librarian = bed.member("warda", Role::Librarian).await;
        let s = &searched(&bed, format!("tcp://{address}"));
        let (id, done) = bring(s, &librarian, CLEAN).await;
        assert_eq!(done, Ok(()));
        let clean = line(s, &librarian, &id).await;
        assert_eq!((clean.state, clean.scanned, clean.finding), (State::Ready, true, None));
        let kept = blob::Entity::find().count(s.db.read()).await.unwrap();

        let (id, done) = bring(s, &librarian, SICK).await;
        assert_eq!(done, Ok(()));
        let sick = line(s, &librarian, &id).await;
        assert_eq!((sick.state, sick.scanned), (State::Quarantined, true));
        assert_eq!(sick.finding.as_deref(), Some("Win.Test.Samovar-1"));
        assert_eq!(blob::Entity::find().count(s.db.read()).await.unwrap(), kept, "it is not in the store");
        let again = upload::retry(s, &librarian, &id).await.unwrap_err();
        assert_eq!(again.code, ErrorCode::Conflict);
        upload::clear(s, &librarian, &id).await.unwrap();
        let parts = std::fs::read_dir(bed.uploads.path().join("uploads")).unwrap().count();
        assert_eq!(parts, 0, "its bytes went with it");
        Clamd::Tcp(address.to_string()).ping(std::time::Duration::from_secs(5)).await.unwrap();
    }
    task.abort();
}

#[tokio::test]
async fn without_an_answer_the_file_waits_and_can_be_tried_again() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut tasks = Vec::new();
    let mut places = vec![format!("tcp://{gone}"), "unix:/nowhere/clamd.ctl".to_owned()];
    for manner in [Manner::Silent, Manner::BreaksOff, Manner::HasALimit] {
        let (address, task) = clamd(manner).await;
        places.push(format!("tcp://{address}"));
        tasks.push(task);
    }
    let (honest, task) = clamd(Manner::Honest).await;
    tasks.push(task);
    for bed in TestBed::each().await {
        let librarian = bed.member("warda", Role::Librarian).await;
        for place in &places {
            let s = &searched(&bed, place.clone());
            let (id, done) = bring(s, &librarian, CLEAN).await;
            assert_eq!(done, Err(ErrorCode::Unavailable), "{place}");
            let waits = line(s, &librarian, &id).await;
            assert_eq!((waits.state, waits.scanned), (State::NeedsAttention, false), "{place}");
            let s = &searched(&bed, format!("tcp://{honest}"));
            upload::retry(s, &librarian, &id).await.unwrap();
            upload::ingest(s, &id).await.unwrap();
            let row = row::Entity::find_by_id(&id).one(s.db.read()).await.unwrap().unwrap();
            assert!(row.state == "ready" && row.scanned_at.is_some(), "{place}");
        }
        // Without a scanner nobody says that it was searched.
        let (id, done) = bring(&bed.services, &librarian, CLEAN).await;
        let plain = line(&bed.services, &librarian, &id).await;
        assert_eq!((done, plain.state, plain.scanned), (Ok(()), State::Ready, false));
    }
    for task in tasks {
        task.abort();
    }
}
