//! The folder and the bucket are one to everybody: what is kept, found, damaged and lost; a bucket that is away; the
//! way from one to the other; and files that only a pass opens.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{io, process::Command};

use axum::body::Body;
use bytes::Bytes;
use chrono::Duration;
use contract::ErrorCode;
use domain::{
    Role, Services,
    library::{
        self, blobs,
        fixity::{self, Outcome},
        upload,
    },
};
use entity::library::{blob, file, upload as brought};
use futures::{Stream, TryStreamExt, stream};
use http::Request;
use object_store::{ObjectStoreExt, PutPayload, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::{config::Config, store};

use crate::support::{
    TestApp,
    s3::{S3, SECRET},
};

const MIB: usize = 1024 * 1024;

/// In three parts of a bucket.
fn large() -> Vec<u8> {
    (0..11 * MIB).map(|at| (at / 7 % 251).to_le_bytes()[0]).collect()
}

fn pieces(bytes: &[u8]) -> impl Stream<Item = io::Result<Bytes>> + Unpin + Send {
    let pieces: Vec<_> = bytes.chunks(100_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

fn place(sha256: &str) -> Path {
    Path::from(format!("sha256/{}/{}/{sha256}", &sha256[..2], &sha256[2..4]))
}

async fn names(services: &Services) -> Vec<String> {
    let listed = object_store::ObjectStore::list(&*services.blobs, None);
    let mut names: Vec<String> =
        listed.map_ok(|meta| meta.location.filename().unwrap().to_owned()).try_collect().await.unwrap();
    names.sort();
    names
}

#[tokio::test]
async fn both_keep_find_and_lose_alike() {
    for app in TestApp::each_store().await {
        let s = &app.bed.services;
        let bytes = large();
        let (hash, size) = (blobs::sha256_hex(&bytes), bytes.len() as u64);
        // Other bytes, fewer, more, and a source that breaks off: nothing of it is there.
        let other = blobs::sha256_hex(b"other");
        for (sha256, wanted) in [(&other, size), (&hash, size + 1), (&hash, size - 1)] {
            let refused = blobs::put_known(s, sha256, wanted, pieces(&bytes)).await.unwrap_err();
            assert_eq!(refused.code, ErrorCode::Unavailable);
        }
        let broken: Vec<io::Result<Bytes>> =
            vec![Ok(Bytes::from(vec![0; 6 * MIB])), Err(io::Error::other("cut"))];
        let refused = blobs::put_known(s, &hash, size, stream::iter(broken)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::UnreadableForm);
        assert!(names(s).await.is_empty());

        let stored = blobs::put_known(s, &hash, size, pieces(&bytes)).await.unwrap();
        assert_eq!((&stored.sha256, stored.size, stored.written), (&hash, size, true));
        // What is held is not even read.
        let never = Box::pin(stream::poll_fn(|_| -> std::task::Poll<Option<io::Result<Bytes>>> {
            panic!("the bytes were read")
        }));
        assert!(!blobs::put_known(s, &hash, size, never).await.unwrap().written);
        assert!(!blobs::put(s, pieces(&bytes), size).await.unwrap().written);
        let more = [bytes.clone(), vec![1]].concat();
        let longer = blobs::put(s, pieces(&more), u64::MAX).await.unwrap();
        assert!(longer.written && longer.sha256 == blobs::sha256_hex(&more));
        assert_eq!(names(s).await.len(), 2, "{}", app.bed.backend);
        if let Some(s3) = &app.s3 {
            assert_eq!(s3.names(), names(s).await);
        }
        let border = 5 * MIB;
        for range in [0..1, border - 3..border + 3, bytes.len() - 1..bytes.len(), 0..bytes.len()] {
            let wanted = Some(range.start as u64..range.end as u64);
            let read: Vec<Bytes> = blobs::open(s, &hash, wanted).await.unwrap().try_collect().await.unwrap();
            assert!(read.concat() == bytes[range.clone()], "{range:?}");
        }

        // Hashed again by ranges; then turned, then lost.
        library::seed(s).await.unwrap();
        assert!(fixity::check_all(s).await.unwrap().bad.is_empty());
        let one = file::Entity::find_by_id("udhrfrepub").one(s.db.read()).await.unwrap().unwrap().sha256;
        let mut turned = s.blobs.get(&place(&one)).await.unwrap().bytes().await.unwrap().to_vec();
        turned[7] ^= 1;
        s.blobs.put(&place(&one), PutPayload::from(turned)).await.unwrap();
        for outcome in [Outcome::Mismatch, Outcome::Missing] {
            if outcome == Outcome::Missing {
                s.blobs.delete(&place(&one)).await.unwrap();
            }
            let done = fixity::check_all(s).await.unwrap();
            let found: Vec<_> = done.bad.iter().map(|bad| (bad.outcome, bad.sha256.as_str())).collect();
            assert_eq!(found, [(outcome, one.as_str())], "{}", app.bed.backend);
        }
        library::seed(s).await.unwrap();
        assert!(fixity::check_all(s).await.unwrap().bad.is_empty());

        // What was cut to nothing is no empty file.
        s.blobs.put(&place(&one), PutPayload::new()).await.unwrap();
        let read: Result<Vec<Bytes>, _> = blobs::open_whole(s, &one).await.unwrap().try_collect().await;
        let row = blob::Entity::find_by_id(one.as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert!(read.is_err() && row.bad_since.is_some(), "{}", app.bed.backend);

        // No row stands on the two.
        let before = names(s).await.len();
        app.bed.clock.advance(Duration::days(400));
        assert_eq!(upload::sweep(s).await.unwrap().blobs, 2, "{}", app.bed.backend);
        assert_eq!(names(s).await.len(), before - 2);
    }
}

#[tokio::test]
async fn a_bucket_that_is_away_is_a_page_to_come_back_to() {
    let mut app = TestApp::each_store().await.pop().unwrap();
    let s = app.bed.services.clone();
    library::seed(&s).await.unwrap();
    let librarian = app.bed.member("Rayonnage", Role::Librarian).await;
    let mut hers = app.browser();
    hers.sign_in_as(&librarian).await;
    let mut reader = app.browser();
    let page = reader.visit("/fr/library/safetyaudio").await;
    let text = page.text().replace("&amp;", "&");
    let path = text.split('"').find(|part| part.starts_with("/media/safetyaudiofr/")).unwrap().to_owned();
    let whole = reader.get(&path).await;
    whole.assert_status(200);
    let s3 = app.s3.as_mut().unwrap();
    let endpoint = s3.config().endpoint;
    s3.stop().await;

    let told = [
        ("ar", "نعود بعد لحظات"),
        ("fr", "Nous revenons dans un instant"),
        ("en", "We are back in a moment"),
    ];
    for (locale, title) in told {
        let mut reader = app.browser();
        reader.always("accept-language", locale);
        for range in ["bytes=0-9", "bytes=0-"] {
            let away = reader.send(Request::get(&path).header("range", range)).await;
            away.assert_status(503).assert_text(title);
            assert_eq!(away.header("retry-after"), "10");
            assert!(away.header("content-type").starts_with("text/html"));
            assert!(!away.headers.contains_key("content-range") && !away.headers.contains_key("etag"));
            assert!(!away.header("cache-control").contains("max-age=300"));
            assert!(!away.text().contains(&endpoint));
        }
    }
    // What needs no bytes goes on.
    reader.send(Request::head(&path)).await.assert_status(200);
    let known = Request::get(&path).header("if-none-match", whole.header("etag"));
    reader.send(known).await.assert_status(304);
    reader.visit("/fr/library/safetyaudio").await.assert_status(200);

    // A file that is brought now waits on this machine; nothing is known about kept bytes.
    let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.vtt\"\r\n\r\n\
                WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\r\n--x--\r\n";
    let request = Request::post("/ar/desk/library/upload")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("content-length", body.len())
        .header("sec-fetch-site", "same-origin");
    hers.send_with(request, Body::from(body)).await.assert_status(303);
    hers.get("/fr/desk/library/upload").await.assert_status(200).assert_text("a.vtt");
    let brought = brought::Entity::find().one(s.db.read()).await.unwrap().unwrap();
    assert_eq!((brought.state.as_str(), brought.sha256), ("needs_attention", None));
    assert_eq!(fixity::check_all(&s).await.unwrap_err().code, ErrorCode::Unavailable);
    let bad = blob::Entity::find().filter(blob::Column::BadSince.is_not_null());
    assert_eq!(bad.count(s.db.read()).await.unwrap(), 0);
    assert_eq!(upload::sweep(&s).await.unwrap_err().code, ErrorCode::Unavailable);
    assert!(!format!("{s:?}").contains(SECRET));
}

#[tokio::test]
async fn a_pass_opens_one_file_for_ten_minutes() {
    for app in TestApp::each_store().await {
        let s = &app.bed.services;
        library::seed(s).await.unwrap();
        let librarian = app.bed.member("Rayonnage", Role::Librarian).await;
        let mut hers = app.browser();
        hers.sign_in_as(&librarian).await;
        let mut reader = app.browser();
        let desk = "/fr/desk/library/safetyaudio";
        let passes = |text: String| -> Vec<String> {
            let text = text.replace("&amp;", "&");
            let files = text.split('"').filter(|part| part.starts_with("/media/"));
            files.filter(|part| !part.starts_with("/media/cover/")).map(str::to_owned).collect()
        };
        let open = passes(hers.get(desk).await.text());
        assert!(!open.is_empty() && open.iter().all(|path| !path.contains("sig=")), "{open:?}");
        hers.post(desk, &[("action", "unpublish")]).await.assert_status(303);
        let signed = passes(hers.get(desk).await.text());
        assert_eq!(signed.len(), open.len());
        let audio = |list: &[String], id: &str| {
            list.iter().find(|path| path.starts_with(&format!("/media/{id}/"))).unwrap().clone()
        };
        let (pass, other) = (audio(&signed, "safetyaudiofr"), audio(&signed, "safetyaudioar"));
        let found = reader.get(&pass).await;
        found.assert_status(200);
        assert_eq!(found.header("cache-control"), "private, no-store");
        assert_eq!(found.header("content-security-policy"), "sandbox; default-src 'none'");
        let part = reader.send(Request::get(&pass).header("range", "bytes=2-5")).await;
        part.assert_status(206);
        assert!(part.body == found.body[2..6] && part.header("cache-control") == "private, no-store");
        let tag = found.header("etag").to_owned();
        let known = reader.send(Request::get(&pass).header("if-none-match", tag)).await;
        known.assert_status(304);
        assert_eq!(known.header("cache-control"), "private, no-store");

        let (bare, query) = pass.split_once("&until=").unwrap();
        let (until, seal) = query.split_once("&sig=").unwrap();
        let (elsewhere, _) = other.split_once("&until=").unwrap();
        let later = until.parse::<i64>().unwrap() + 60;
        for lost in [
            bare.to_owned(),
            format!("{bare}&until={until}"),
            format!("{bare}&sig={seal}"),
            format!("{bare}&until={later}&sig={seal}"),
            format!("{bare}&until={until}&sig={}", "0".repeat(seal.len())),
            format!("{bare}&until={until}&sig="),
            format!("{elsewhere}&until={until}&sig={seal}"),
        ] {
            let answer = reader.get(&lost).await;
            answer.assert_status(404);
            assert!(!answer.headers.contains_key("etag"), "{lost}");
        }
        app.bed.clock.advance(Duration::seconds(601));
        reader.get(&pass).await.assert_status(404);

        // Published again, an old pass is no hindrance and makes nothing private; withdrawn, none opens it.
        hers.jar.clear();
        hers.sign_in_as(&app.bed.proved(librarian.member().unwrap())).await;
        let fresh = audio(&passes(hers.get(desk).await.text()), "safetyaudiofr");
        hers.post(desk, &[("action", "publish")]).await.assert_status(303);
        let public = reader.get(&pass).await;
        public.assert_status(200);
        assert_eq!(public.header("cache-control"), "public, max-age=300, must-revalidate");
        let gone = [("action", "withdraw"), ("reason", "rights_claim"), ("sure", "yes")];
        hers.post(desk, &gone).await.assert_status(303);
        reader.get(&fresh).await.assert_status(410);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_moves_to_a_bucket_and_back_and_tells_no_key() {
    let mut s3 = S3::start().await;
    let told = s3.config();
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().to_owned();
    let run = |arguments: &'static [&'static str], kind: &'static str| {
        let (told, here) = (told.clone(), here.clone());
        async move {
            let work = tokio::task::spawn_blocking(move || {
                let output = Command::new(env!("CARGO_BIN_EXE_jusoor"))
                    .current_dir(&here)
                    .env_clear()
                    .args(arguments)
                    .args(["--data", "data"])
                    .env("JUSOOR__STORE__KIND", kind)
                    .env("JUSOOR__STORE__BUCKET", &told.bucket)
                    .env("JUSOOR__STORE__ENDPOINT", &told.endpoint)
                    .env("JUSOOR__STORE__ACCESS_KEY", &told.access_key)
                    .env("JUSOOR__STORE__SECRET_KEY", &told.secret_key.0)
                    .env("JUSOOR__STORE__SECONDS", "5")
                    .output()
                    .unwrap();
                let text = [output.stdout, output.stderr].concat();
                (output.status.success(), String::from_utf8_lossy(&text).into_owned())
            });
            let (fine, text) = work.await.unwrap();
            assert!(!text.contains(SECRET), "{text}");
            (fine, text)
        }
    };
    let (fine, text) = run(&["seed"], "local").await;
    assert!(fine, "{text}");
    let (fine, text) = run(&["library", "move-store", "--to", "s3"], "local").await;
    assert!(fine && text.contains("; 0 were there already"), "{text}");
    let moved = s3.names();
    assert!(!moved.is_empty());
    let (fine, text) = run(&["library", "move-store", "--to", "s3"], "local").await;
    assert!(
        fine && text.starts_with(&format!("0 files copied, 0 bytes; {} were there", moved.len())),
        "{text}"
    );
    let (fine, text) = run(&["fixity", "--all"], "s3").await;
    assert!(fine && text.contains("0 out of service"), "{text}");
    let (_, text) = run(&["doctor"], "s3").await;
    assert!(
        text.contains("ok     blobs: written, read, deleted in bucket jusoor of http://127.0.0.1:"),
        "{text}"
    );
    let (_, text) = run(&["config", "print"], "s3").await;
    assert!(text.contains("secret_key = \"***\""), "{text}");
    // Back, into a folder that lost one.
    let first = here.join(format!("data/blobs/{}", place(&moved[0])));
    std::fs::remove_file(&first).unwrap();
    let (fine, text) = run(&["library", "move-store", "--to", "local"], "s3").await;
    assert!(fine && text.starts_with("1 files copied"), "{text}");
    assert_eq!(blobs::sha256_hex(&std::fs::read(&first).unwrap()), moved[0]);
    // What is not what it was is not carried.
    let bucket = store::s3(&told).unwrap();
    bucket.put(&place(&moved[0]), PutPayload::from_static(b"turned")).await.unwrap();
    std::fs::remove_file(&first).unwrap();
    let (fine, text) = run(&["library", "move-store", "--to", "local"], "s3").await;
    assert!(!fine && text.contains(&format!("WRONG  {}", moved[0])) && !first.exists(), "{text}");
    s3.stop().await;
    let (fine, text) = run(&["doctor"], "s3").await;
    assert!(!fine && text.contains("WRONG  blobs: bucket jusoor"), "{text}");
    let config = Config { store: told, ..Config::default() };
    assert!(!config.to_toml().unwrap().contains(SECRET) && !format!("{config:?}").contains(SECRET));
}
