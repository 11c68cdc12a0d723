//! Files on their way into the library: tus as programs speak it, the form without scripts, what is refused and why.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod contents;

use std::io;

use axum::{Router, body::Body};
use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use chrono::Duration;
use domain::{
    Actor, Role,
    library::{
        blobs,
        upload::{self, Limits, Refusal, State, Uploads},
    },
    zip::Archive,
};
use entity::library::{blob, upload as row};
use futures::{StreamExt, stream};
use http::{Method, Request, header};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, sea_query::Expr,
};
use server::config::Config;
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::{Answer, TestApp, TestBrowser};

const CAPTIONS: &[u8] = b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xd9\x86\xd8\xb9\xd9\x85\n";

struct Town {
    app: TestApp,
    librarian: Actor,
    browser: TestBrowser,
}

impl Town {
    async fn over(app: TestApp) -> Self {
        let librarian = app.bed.member("Rayonnage", Role::Librarian).await;
        let mut browser = app.browser();
        browser.sign_in_as(&librarian).await;
        Self { app, librarian, browser }
    }

    async fn each() -> Vec<Self> {
        let mut towns = Vec::new();
        for app in TestApp::each_store().await {
            towns.push(Self::over(app).await);
        }
        towns
    }

    /// Signs in anew, after time went by.
    async fn back(&mut self) {
        self.browser.jar.clear();
        let again = self.app.bed.proved(self.librarian.member().unwrap());
        self.browser.sign_in_as(&again).await;
    }

    async fn tus(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        send(&mut self.browser, method, path, headers, body).await
    }

    async fn begin(&mut self, size: usize) -> String {
        let size = size.to_string();
        let name = format!("filename {}", STANDARD.encode("ترجمة.vtt"));
        let headers = [("upload-length", size.as_str()), ("upload-metadata", name.as_str())];
        let answer = self.tus("POST", "/uploads", &headers, "").await;
        answer.assert_status(201);
        assert!(answer.header("upload-expires").ends_with(" GMT"));
        answer.location().to_owned()
    }

    async fn piece(&mut self, path: &str, offset: usize, body: impl Into<Body>) -> Answer {
        self.tus("PATCH", path, &[("upload-offset", &offset.to_string()), PIECE], body).await
    }

    async fn offset(&mut self, path: &str) -> String {
        let answer = self.tus("HEAD", path, &[], "").await;
        answer.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        answer.header("upload-offset").to_owned()
    }

    async fn row(&self, path: &str) -> row::Model {
        let id = path.rsplit('/').next().unwrap();
        row::Entity::find_by_id(id).one(self.app.bed.services.db.read()).await.unwrap().unwrap()
    }

    /// By the form; answers the row once it was looked at.
    async fn bring(&mut self, name: &str, content: &[u8]) -> row::Model {
        let answer = self.form(&[], name, content).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), "/ar/desk/library/upload?done=received");
        let found = row::Entity::find().filter(row::Column::FileName.eq(name));
        found.one(self.app.bed.services.db.read()).await.unwrap().expect("a row")
    }

    async fn form(&mut self, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = Request::post("/ar/desk/library/upload")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::CONTENT_LENGTH, body.len())
            .header("sec-fetch-site", "same-origin");
        self.browser.send_with(request, body).await
    }
}

const PIECE: (&str, &str) = ("content-type", "application/offset+octet-stream");

async fn send(
    browser: &mut TestBrowser,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    if !headers.iter().any(|(name, _)| *name == "tus-resumable") {
        request = request.header("tus-resumable", "1.0.0");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send_with(request, body).await
}

#[tokio::test]
async fn says_what_it_speaks() {
    for mut town in Town::each().await {
        let answer = town.app.browser().send(Request::options("/uploads")).await;
        answer.assert_status(204);
        assert_eq!(answer.header("tus-version"), "1.0.0");
        assert_eq!(answer.header("tus-extension"), "creation,expiration,termination,checksum");
        assert_eq!(answer.header("tus-checksum-algorithm"), "sha1,sha256");
        assert_eq!(answer.header("tus-max-size"), Limits::default().most().to_string());

        let old = [("tus-resumable", "0.2.2"), ("upload-length", "5")];
        let answer = town.tus("POST", "/uploads", &old, "").await;
        answer.assert_status(412);
        assert_eq!(answer.header("tus-version"), "1.0.0");
        for (headers, status) in [
            (vec![], 400),
            (vec![("upload-length", "x")], 400),
            (vec![("upload-length", "5"), ("upload-metadata", "filename ***")], 400),
            (vec![("upload-length", "4294967297")], 413),
            (vec![("upload-length", "99999999999999999999")], 413),
        ] {
            town.tus("POST", "/uploads", &headers, "").await.assert_status(status);
        }
        assert_eq!(row::Entity::find().count(town.app.bed.services.db.read()).await.unwrap(), 0);
        // Too large: not a byte of what follows is read.
        let never = Body::from_stream(stream::poll_fn(|_| -> std::task::Poll<Option<io::Result<Bytes>>> {
            panic!("the body was read")
        }));
        town.tus("POST", "/uploads", &[("upload-length", "4294967297")], never).await.assert_status(413);
        // Other sites begin nothing.
        let request = Request::post("/uploads").header("tus-resumable", "1.0.0").header("upload-length", "5");
        town.browser.send(request).await.assert_status(403);
    }
}

#[tokio::test]
async fn takes_a_file_piece_by_piece() {
    for mut town in Town::each().await {
        let path = town.begin(CAPTIONS.len()).await;
        assert_eq!(town.offset(&path).await, "0");
        let answer = town.piece(&path, 0, &CAPTIONS[..10]).await;
        answer.assert_status(204);
        assert_eq!(answer.header("upload-offset"), "10");
        assert!(answer.header("upload-expires").ends_with(" GMT"));
        for offset in [0, 9, 11, 5_000] {
            town.piece(&path, offset, "x").await.assert_status(409);
        }
        let plain = [("upload-offset", "10"), ("content-type", "text/plain")];
        town.tus("PATCH", &path, &plain, "x").await.assert_status(415);
        town.tus("PATCH", &path, &[PIECE], "x").await.assert_status(400);
        let old = [("tus-resumable", "0.2.2"), ("upload-offset", "10"), PIECE];
        town.tus("PATCH", &path, &old, "x").await.assert_status(412);
        // More than it may have, said before and not said before.
        let more = [("upload-offset", "10"), ("content-length", "500"), PIECE];
        town.tus("PATCH", &path, &more, vec![b'x'; 500]).await.assert_status(413);
        town.piece(&path, 10, vec![b'x'; 500]).await.assert_status(413);
        assert_eq!(town.offset(&path).await, "10");

        // Signed out in the middle: nothing is lost.
        town.browser.jar.clear();
        town.tus("HEAD", &path, &[], "").await.assert_status(401);
        town.piece(&path, 10, "x").await.assert_status(401);
        town.back().await;
        assert_eq!(town.offset(&path).await, "10");
        let answer = town.piece(&path, 10, &CAPTIONS[10..]).await;
        answer.assert_status(204);
        assert_eq!(answer.header("upload-offset"), CAPTIONS.len().to_string());
        assert_eq!(answer.header("upload-expires"), "");

        let row = town.row(&path).await;
        assert_eq!((row.state.as_str(), row.refusal), ("ready", None));
        assert_eq!(row.media_type.as_deref(), Some("text/vtt"));
        assert_eq!(row.file_name, "ترجمة.vtt");
        let hash = blobs::sha256_hex(CAPTIONS);
        assert_eq!(row.sha256.as_deref(), Some(hash.as_str()));
        let services = &town.app.bed.services;
        assert_eq!(blobs::size(services, &hash).await.unwrap(), Some(CAPTIONS.len() as u64));
        let folder = town.app.bed.uploads.path().join("uploads");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "nothing lies twice");
        // What is complete takes no more.
        town.piece(&path, CAPTIONS.len(), "x").await.assert_status(409);
        // A last piece that ends where the writer would have kept what came.
        let whole = 8 * 1024 * 1024;
        let path = town.begin(whole).await;
        let answer = town.piece(&path, 0, vec![b'x'; whole]).await;
        answer.assert_status(204);
        assert_eq!(answer.header("upload-offset"), whole.to_string());
        let page = town.browser.get("/ar/desk/library/upload").await;
        page.assert_status(200).assert_text("ترجمة.vtt").assert_text("لم يُبحث فيه عن الفيروسات");
    }
}

#[tokio::test]
async fn checksums_are_asked_for() {
    for mut town in Town::each().await {
        let path = town.begin(CAPTIONS.len()).await;
        let right = format!("sha256 {}", STANDARD.encode(Sha256::digest(&CAPTIONS[..10])));
        let wrong = format!("sha256 {}", STANDARD.encode(Sha256::digest(b"another")));
        let of = |checksum| [("upload-offset", "0"), ("upload-checksum", checksum), PIECE];
        town.tus("PATCH", &path, &of(wrong.as_str()), &CAPTIONS[..10]).await.assert_status(460);
        town.tus("PATCH", &path, &of("sha1 AAAA"), &CAPTIONS[..10]).await.assert_status(460);
        town.tus("PATCH", &path, &of("md5 AAAA"), &CAPTIONS[..10]).await.assert_status(400);
        assert_eq!(town.offset(&path).await, "0", "nothing of it was kept");
        town.tus("PATCH", &path, &of(right.as_str()), &CAPTIONS[..10]).await.assert_status(204);
        // SHA-1 of nothing at all: an empty piece.
        let nothing =
            [("upload-offset", "10"), ("upload-checksum", "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk="), PIECE];
        town.tus("PATCH", &path, &nothing, "").await.assert_status(204);
        town.piece(&path, 10, &CAPTIONS[10..]).await.assert_status(204);
        assert_eq!(town.row(&path).await.state, "ready");
    }
}

#[tokio::test]
async fn what_came_before_a_cut_is_kept() {
    for mut town in Town::each().await {
        let path = town.begin(CAPTIONS.len()).await;
        let cut = stream::iter([
            Ok(Bytes::copy_from_slice(&CAPTIONS[..7])),
            Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        ]);
        town.piece(&path, 0, Body::from_stream(cut)).await.assert_status(400);
        assert_eq!(town.offset(&path).await, "7");
        // Longer on the disk than the row knows, as after a power cut: that is cut off first.
        let id = path.rsplit('/').next().unwrap();
        let part = town.app.bed.uploads.path().join(format!("uploads/{id}.part"));
        let mut longer = std::fs::read(&part).unwrap();
        assert_eq!(longer, &CAPTIONS[..7]);
        longer.extend_from_slice(b"garbage");
        std::fs::write(&part, longer).unwrap();
        town.piece(&path, 7, &CAPTIONS[7..]).await.assert_status(204);
        let hash = blobs::sha256_hex(CAPTIONS);
        assert_eq!(town.row(&path).await.sha256, Some(hash));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_piece_at_a_time() {
    for mut town in Town::each().await {
        let path = town.begin(CAPTIONS.len()).await;
        let mut other = town.browser.clone();
        let there = path.clone();
        let (begins, begun) = tokio::sync::oneshot::channel();
        let slow = tokio::spawn(async move {
            let first = stream::once(async move {
                let _ = begins.send(());
                Ok::<_, io::Error>(Bytes::from_static(b"WE"))
            });
            let body = first.chain(stream::pending());
            let headers = [("upload-offset", "0"), PIECE];
            send(&mut other, "PATCH", &there, &headers, Body::from_stream(body)).await
        });
        begun.await.unwrap();
        town.piece(&path, 0, "x").await.assert_status(423);
        town.tus("DELETE", &path, &[], "").await.assert_status(423);
        assert_eq!(town.offset(&path).await, "0", "it can be asked meanwhile");
        slow.abort();
    }
}

#[tokio::test]
async fn ends_by_itself_or_when_told() {
    for mut town in Town::each().await {
        let told = town.begin(50).await;
        town.piece(&told, 0, "WEBVTT").await.assert_status(204);
        town.tus("DELETE", &told, &[], "").await.assert_status(204);
        town.tus("HEAD", &told, &[], "").await.assert_status(404);
        town.tus("DELETE", &told, &[], "").await.assert_status(404);

        let left = town.begin(50).await;
        town.app.bed.clock.advance(Duration::hours(71));
        town.back().await;
        // A piece prolongs it.
        town.piece(&left, 0, "WEBVTT").await.assert_status(204);
        town.app.bed.clock.advance(Duration::hours(71));
        town.back().await;
        assert_eq!(town.offset(&left).await, "6");
        town.app.bed.clock.advance(Duration::hours(2));
        town.tus("HEAD", &left, &[], "").await.assert_status(410);
        town.piece(&left, 6, "\n").await.assert_status(410);

        let services = town.app.bed.services.clone();
        upload::sweep(&services).await.unwrap();
        let folder = town.app.bed.uploads.path().join("uploads");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        town.tus("HEAD", &left, &[], "").await.assert_status(410);
        town.app.bed.clock.advance(Duration::days(2));
        assert_eq!(upload::sweep(&services).await.unwrap().uploads, 1);
        town.back().await;
        town.tus("HEAD", &left, &[], "").await.assert_status(404);
    }
}

#[tokio::test]
async fn an_upload_is_hers_alone() {
    for mut town in Town::each().await {
        let path = town.begin(50).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let other = town.app.bed.member("Vitrine", Role::Librarian).await;
        let mut browser = town.app.browser();
        browser.sign_in_as(&other).await;
        for (method, headers) in
            [("HEAD", vec![]), ("PATCH", vec![("upload-offset", "0"), PIECE]), ("DELETE", vec![])]
        {
            send(&mut browser, method, &path, &headers, "").await.assert_status(404);
        }
        browser.get(&format!("/ar/desk/library/upload/{id}")).await.assert_status(404);
        let page = browser.get("/ar/desk/library/upload").await;
        page.assert_status(200);
        assert!(!page.text().contains(&id) && !page.text().contains("ترجمة"));
        let clear = browser.post(&format!("/ar/desk/library/upload/{id}"), &[("action", "clear")]).await;
        clear.assert_status(404);
        let page = town.browser.get(&format!("/ar/desk/library/upload/{id}")).await;
        page.assert_status(200).assert_text("ترجمة.vtt");
    }
}

#[tokio::test]
async fn the_form_keeps_its_limits_and_sends_nothing_twice() {
    for mut bed in domain::testing::TestBed::each().await {
        let limits = Limits { form_bytes: 1_000, text_bytes: 100, ..Limits::default() };
        let uploads = Uploads::new(bed.uploads.path().join("uploads"), limits);
        bed.services = bed.services.clone().with_uploads(uploads);
        let mut town = Town::over(TestApp::over(bed, Config::default(), Router::new())).await;
        let row = town.bring("long.vtt", &[b"WEBVTT\n".as_slice(), &[b'x'; 200]].concat()).await;
        assert_eq!(row.refusal.as_deref(), Some("too_large"));
        town.form(&[], "longer.vtt", &[b'x'; 2_000]).await.assert_status(413);
        town.form(&[], "longest.vtt", &[b'x'; 100_000]).await.assert_status(413);
        town.form(&[], "", b"").await.assert_status(422);
        town.form(&[("owner", "x")], "a.vtt", CAPTIONS).await.assert_status(400);
        let page = town.browser.get("/ar/desk/library/upload").await;
        let key = page.hidden("form_key").expect("a key");
        for _ in 0..2 {
            town.form(&[("form_key", &key)], "once.vtt", CAPTIONS).await.assert_status(303);
        }
        let once = row::Entity::find().filter(row::Column::FileName.eq("once.vtt"));
        assert_eq!(once.count(town.app.bed.services.db.read()).await.unwrap(), 1);
        let folder = town.app.bed.uploads.path().join("uploads");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
        // Who may not gets nothing read.
        let member = town.app.bed.member("Passante", Role::Member).await;
        let mut browser = town.app.browser();
        browser.sign_in_as(&member).await;
        let request = Request::builder()
            .method(Method::POST)
            .uri("/ar/desk/library/upload")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        let never = Body::from_stream(stream::poll_fn(|_| -> std::task::Poll<Option<io::Result<Bytes>>> {
            panic!("the body was read")
        }));
        browser.send_with(request, never).await.assert_status(403);
    }
}

/// Something that speaks as clamd does, and finds what says that it is one.
async fn clamd() -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut wire, _)) = listener.accept().await {
            while wire.read_u8().await.unwrap() != 0 {}
            let mut sent = Vec::new();
            loop {
                let length = wire.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; usize::try_from(length).unwrap()];
                wire.read_exact(&mut piece).await.unwrap();
                sent.extend(piece);
            }
            let found = sent.windows(5).any(|part| part == b"VIRUS");
            let answer: &[u8] = if found { b"stream: Win.Test.Samovar-1 FOUND\0" } else { b"stream: OK\0" };
            wire.write_all(answer).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn what_holds_a_virus_is_locked_away_and_she_reads_its_name() {
    let address = clamd().await;
    for mut bed in domain::testing::TestBed::each().await {
        let limits = Limits { clamd: format!("tcp://{address}"), clamd_seconds: 5, ..Limits::default() };
        let uploads = Uploads::new(bed.uploads.path().join("uploads"), limits);
        bed.services = bed.services.clone().with_uploads(uploads);
        let mut town = Town::over(TestApp::over(bed, Config::default(), Router::new())).await;
        let clean = town.bring("clean.vtt", CAPTIONS).await;
        assert_eq!(clean.state, "ready");
        let page = town.browser.get("/en/desk/library/upload").await;
        page.assert_status(200).assert_text(&format!("new?upload={}", clean.id));
        assert!(!page.text().contains("Not searched for viruses"));

        let sick = town.bring("sick.vtt", &[CAPTIONS, b"VIRUS\n"].concat()).await;
        assert_eq!((sick.state.as_str(), sick.sha256.as_deref()), ("quarantined", None));
        for (locale, words) in
            [("ar", "فيه فيروس"), ("fr", "Contient un virus"), ("en", "Holds a virus: locked away")]
        {
            let page = town.browser.get(&format!("/{locale}/desk/library/upload")).await;
            page.assert_text(words).assert_text("Win.Test.Samovar-1");
            assert!(!page.text().contains(&format!("new?upload={}", sick.id)), "nothing is made of it");
        }
        let path = format!("/ar/desk/library/upload/{}", sick.id);
        let new = format!("/ar/desk/library/new?upload={}", sick.id);
        town.browser.get(&new).await.assert_status(404);
        town.browser.post(&path, &[("action", "retry")]).await.assert_status(409);
        assert_eq!(blob::Entity::find().count(town.app.bed.services.db.read()).await.unwrap(), 1);
        town.browser.post(&path, &[("action", "clear")]).await.assert_status(303);
        let folder = town.app.bed.uploads.path().join("uploads");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "its bytes went with it");
    }
}

#[tokio::test]
async fn what_failed_on_our_side_is_tried_again() {
    for mut town in Town::each().await {
        let path = town.begin(CAPTIONS.len()).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        town.piece(&path, 0, &CAPTIONS[..10]).await.assert_status(204);
        // Complete, and then the process that looked at it was gone.
        let services = town.app.bed.services.clone();
        let part = town.app.bed.uploads.path().join(format!("uploads/{id}.part"));
        std::fs::write(&part, CAPTIONS).unwrap();
        let state = |state: &'static str| {
            let (services, id) = (services.clone(), id.clone());
            async move {
                row::Entity::update_many()
                    .col_expr(row::Column::State, sea_orm::sea_query::Expr::value(state))
                    .col_expr(row::Column::Received, sea_orm::sea_query::Expr::col(row::Column::Size))
                    .filter(row::Column::Id.eq(id))
                    .exec(services.db.writer())
                    .await
                    .unwrap();
            }
        };
        state("processing").await;
        // In hand: neither cleared nor sent again.
        town.tus("DELETE", &path, &[], "").await.assert_status(423);
        std::fs::rename(&part, part.with_extension("away")).unwrap();
        upload::recover(&services).await.unwrap();
        assert_eq!(town.row(&path).await.state, "needs_attention");
        std::fs::rename(part.with_extension("away"), &part).unwrap();
        let page = format!("/ar/desk/library/upload/{id}");
        town.browser.get(&page).await.assert_text("أعيدي المحاولة");
        town.browser.post(&page, &[("action", "retry")]).await.assert_status(303);
        assert_eq!(town.row(&path).await.state, "ready");
        town.browser.post(&page, &[("action", "retry")]).await.assert_status(409);
        town.browser.post(&page, &[("action", "else")]).await.assert_status(400);
    }
}
