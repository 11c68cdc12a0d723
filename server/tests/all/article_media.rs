//! Texts of the team read aloud, pictures of the library in them, and what is kept while they are written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bytes::Bytes;
use chrono::Duration;
use contract::{Locale, ids::ArticleId};
use domain::{
    Actor, Role,
    content::{self, audio},
    library::{self, blobs, programs::Program, upload},
};
use entity::{
    content::{article, article_audio, article_text, working_copy},
    library::{blob, file, item},
};
use http::{Request, header};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};

use crate::support::{Answer, TestApp, TestBrowser};

/// Two points by three.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0";

struct Desk {
    app: TestApp,
    editor: Actor,
    hers: TestBrowser,
    guest: TestBrowser,
    id: ArticleId,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for app in TestApp::each().await {
            let s = &app.bed.services;
            content::seed(s).await.unwrap();
            library::seed(s).await.unwrap();
            let editor = app.bed.member("Plume", Role::Editor).await;
            let mut hers = app.browser();
            hers.sign_in_as(&editor).await;
            let found = article::Entity::find()
                .filter(article::Column::Kind.eq("article"))
                .order_by_asc(article::Column::Id)
                .one(s.db.read())
                .await
                .unwrap()
                .expect("an article");
            let guest = app.browser();
            all.push(Self { editor, hers, guest, id: ArticleId::trusted(found.id), app });
        }
        all
    }

    /// Signs in anew, after time went by.
    async fn back(&mut self) {
        self.hers.jar.clear();
        let again = self.app.bed.proved(self.editor.member().unwrap());
        self.hers.sign_in_as(&again).await;
    }

    fn desk(&self, what: &str) -> String {
        format!("/ar/desk/articles/{}/ar/{what}", self.id)
    }

    /// The page that readers have.
    async fn page(&mut self) -> Answer {
        let found = self.guest.get(&format!("/ar/a/{}", self.id)).await;
        let path = found.location().to_owned();
        self.guest.get(&path).await
    }

    async fn bring(&mut self, name: &str, sound: &[u8]) -> Answer {
        let seen = self.hers.get(&self.desk("audio")).await.hidden("version").unwrap_or_default();
        self.bring_over(&seen, name, sound).await
    }

    /// The same over what she had before her.
    async fn bring_over(&mut self, seen: &str, name: &str, sound: &[u8]) -> Answer {
        let seen = format!("--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n{seen}\r\n");
        let voice = "--x\r\nContent-Disposition: form-data; name=\"voice\"\r\n\r\nزهرة\r\n";
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [seen.as_bytes(), voice.as_bytes(), head.as_bytes(), sound, b"\r\n--x--\r\n"].concat();
        let request = Request::post(self.desk("audio/upload"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        self.hers.send_with(request, body).await
    }

    async fn recording(&self) -> Option<article_audio::Model> {
        article_audio::Entity::find_by_id((self.id.to_string(), "ar".to_owned()))
            .one(self.app.bed.services.db.read())
            .await
            .unwrap()
    }

    /// Another revision takes the place of what readers have.
    async fn follow(&self, revision: &str) {
        let (db, now) = (&self.app.bed.services.db, self.app.bed.services.now_ms());
        let was = article_text::Entity::find()
            .filter(article_text::Column::ArticleId.eq(self.id.as_str()))
            .filter(article_text::Column::Locale.eq("ar"))
            .one(db.read())
            .await
            .unwrap()
            .expect("a text");
        self.release(article_text::Column::VisibleTo, now).await;
        let next = article_text::Model { revision_id: revision.to_owned(), visible_from: now, ..was };
        article_text::Entity::insert(next.into_active_model())
            .exec_without_returning(db.writer())
            .await
            .unwrap();
    }

    /// What readers have of the text is changed.
    async fn release(&self, column: article_text::Column, value: impl Into<sea_orm::Value>) {
        article_text::Entity::update_many()
            .col_expr(column, Expr::value(value))
            .filter(article_text::Column::ArticleId.eq(self.id.as_str()))
            .filter(article_text::Column::Locale.eq("ar"))
            .exec(self.app.bed.services.db.writer())
            .await
            .unwrap();
    }
}

fn sound() -> Vec<u8> {
    [b"ID3\x04\0\0\0\0\0\0".as_slice(), &[7; 5000]].concat()
}

#[tokio::test]
async fn a_recording_is_brought_heard_in_parts_and_goes_with_its_text() {
    for mut desk in Desk::each().await {
        let none = desk.page().await;
        none.assert_status(200);
        assert!(!none.text().contains("<audio"), "{}", desk.app.bed.backend);

        // What is no recording, and nothing at all.
        let refused = desk.bring("a.mp3", b"WEBVTT\n\n").await;
        refused.assert_status(422).assert_text("MP3");
        desk.bring("", b"").await.assert_status(422);
        desk.bring("a.mp3", b"").await.assert_status(422);
        assert!(desk.recording().await.is_none());

        // Over something else than there is: told before it is taken.
        desk.bring_over("1-0.other", "a.mp3", &sound()).await.assert_status(409).assert_text("name=\"file\"");
        assert!(desk.recording().await.is_none());
        let done = desk.bring("قراءة.mp3", &sound()).await;
        done.assert_status(303);
        let at = done.location().to_owned();
        assert_eq!(at, desk.desk("audio?done=brought"));
        desk.hers.get(&at).await.assert_status(200).assert_text("<audio").assert_text("زهرة");
        let row = desk.recording().await.expect("a recording");
        assert_eq!((row.media_type.as_str(), row.machine, row.bytes), ("audio/mpeg", false, 5010));

        let page = desk.page().await.text();
        let player = page.split("<audio").nth(1).and_then(|tag| tag.split('>').next()).expect("a player");
        assert!(player.contains("preload=\"none\"") && !player.contains("autoplay"), "{player}");
        assert!(page.contains("زهرة"), "who reads");
        let address = format!("/media/article/{}/ar/{}-ar.mp3", desk.id, desk.id);
        assert!(player.contains(&address), "{player}");

        // As files of the library are delivered.
        let whole = desk.guest.get(&address).await;
        whole.assert_status(200);
        assert_eq!((whole.body.len(), whole.header("content-type")), (5010, "audio/mpeg"));
        assert_eq!(whole.header("accept-ranges"), "bytes");
        assert_eq!(whole.header("content-security-policy"), "sandbox; default-src 'none'");
        let tag = whole.header("etag").to_owned();
        assert_eq!(tag, format!("\"{}\"", row.sha256));
        let part = Request::get(&address).header(header::RANGE, "bytes=0-2");
        let part = desk.guest.send(part).await;
        part.assert_status(206);
        assert_eq!(
            (part.body.as_slice(), part.header("content-range")),
            (b"ID3".as_slice(), "bytes 0-2/5010")
        );
        let known = Request::get(&address).header(header::IF_NONE_MATCH, &tag);
        desk.guest.send(known).await.assert_status(304);
        let head = desk.guest.send(Request::head(&address)).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        let other = desk.guest.get(&format!("/media/article/{}/ar/other.mp3", desk.id)).await;
        other.assert_status(308);
        assert!(other.location().starts_with(&address), "{}", other.location());
        for absent in ["zzzzzzzzzzzz/ar", &format!("{}/fr", desk.id), &format!("{}/xx", desk.id), "%00/ar"] {
            desk.guest.get(&format!("/media/article/{absent}/a.mp3")).await.assert_status(404);
        }

        // What sweeps bytes knows of it.
        desk.app.bed.clock.advance(Duration::days(3));
        upload::sweep(&desk.app.bed.services).await.unwrap();
        desk.guest.get(&address).await.assert_status(200);
        desk.back().await;

        // The text was changed.
        assert!(!desk.page().await.text().contains("تغيّر النص"));
        desk.follow("another").await;
        desk.page().await.assert_text("تغيّر النص");
        // Words that were never before readers are not heard.
        for (revision, status) in [("draft", 404), (row.revision_id.as_str(), 200)] {
            article_audio::Entity::update_many()
                .col_expr(article_audio::Column::RevisionId, Expr::value(revision))
                .exec(desk.app.bed.services.db.writer())
                .await
                .unwrap();
            desk.guest.get(&address).await.assert_status(status);
            assert_eq!(desk.page().await.text().contains("<audio"), status == 200);
        }
        // It is before readers no more.
        let now = desk.app.bed.services.now_ms();
        desk.release(article_text::Column::VisibleTo, now).await;
        desk.guest.get(&address).await.assert_status(404);
        let listen = desk.desk("audio/listen");
        let heard = desk.hers.get(&listen).await;
        heard.assert_status(200);
        assert_eq!((heard.body.len(), heard.header("cache-control")), (5010, "private, no-store"));
        let guest = desk.guest.get(&listen).await;
        assert_eq!((guest.status.as_u16(), guest.location().starts_with("/ar/sign-in")), (303, true));

        let path = desk.desk("audio");
        let seen = desk.hers.get(&path).await.hidden("version").expect("what she saw");
        desk.hers.post(&path, &[("action", "remove"), ("version", "none.x")]).await.assert_status(409);
        let gone = desk.hers.post(&path, &[("action", "remove"), ("version", &seen)]).await;
        assert_eq!(gone.location(), desk.desk("audio?done=removed"));
        desk.hers.post(&path, &[("action", "remove"), ("version", &seen)]).await.assert_status(404);
        desk.app.bed.clock.advance(Duration::days(2));
        upload::sweep(&desk.app.bed.services).await.unwrap();
        let left = blob::Entity::find_by_id(row.sha256.as_str()).count(desk.app.bed.services.db.read()).await;
        assert_eq!(left.unwrap(), 0, "{}", desk.app.bed.backend);
    }
}

#[tokio::test]
async fn a_machine_reads_where_it_is_installed_and_says_so() {
    for mut desk in Desk::each().await {
        // A short one: what is read costs time.
        desk.id = ArticleId::trusted("about");
        let path = desk.desk("audio");
        let seen = desk.hers.get(&path).await.hidden("version").expect("what she saw");
        let answer = desk.hers.post(&path, &[("action", "machine"), ("version", &seen)]).await;
        if !Program::Espeak.is_there() {
            answer.assert_status(422);
            continue;
        }
        answer.assert_status(303);
        if answer.location().ends_with("done=working") {
            continue;
        }
        let row = desk.recording().await.expect("a recording");
        assert!(row.machine && row.seconds.is_some_and(|seconds| seconds > 1), "{row:?}");
        let media = if Program::FfMpeg.is_there() { "audio/mpeg" } else { "audio/wav" };
        assert_eq!(row.media_type, media);
        desk.hers.get(&path).await.assert_status(200).assert_text("بصوت آلة");
        let s = &desk.app.bed.services;
        let file = audio::audio_file(s, &desk.id, Locale::Ar).await.unwrap();
        let sent = desk.guest.get(&format!("/media/article/about/ar/{}", file.file_name)).await;
        sent.assert_status(200);
        assert_eq!(sent.header("content-type"), media);
    }
}

/// A picture in an item that everybody sees.
async fn picture(desk: &Desk) -> String {
    let s = &desk.app.bed.services;
    let stored = blobs::put_bytes(s, Bytes::from_static(PNG)).await.unwrap();
    let row = blob::ActiveModel {
        sha256: Set(stored.sha256.clone()),
        size: Set(PNG.len() as i64),
        media_type: Set("image/png".to_owned()),
        stored_at: Set(s.now_ms()),
        checked_at: Set(s.now_ms()),
        bad_since: Set(None),
        traces: Set(None),
    };
    blob::Entity::insert(row).exec_without_returning(s.db.writer()).await.unwrap();
    let shelf = item::Entity::find()
        .filter(item::Column::State.eq("published"))
        .order_by_asc(item::Column::Id)
        .one(s.db.read())
        .await
        .unwrap()
        .expect("an item");
    let row = file::ActiveModel {
        id: Set("oliveoliveol".to_owned()),
        item_id: Set(shelf.id),
        sha256: Set(stored.sha256),
        role: Set("picture".to_owned()),
        language: Set("ar".to_owned()),
        file_name: Set("زيتونة (1).png".to_owned()),
        seconds: Set(None),
        words: Set(None),
        plain: Set(None),
        position: Set(99),
        modified_at: Set(s.now_ms()),
        alt: Set(Some("زيتونة [كبيرة]".to_owned())),
        visible_from: Set(None),
        visible_to: Set(None),
        embargo_reason: Set(None),
    };
    file::Entity::insert(row).exec_without_returning(s.db.writer()).await.unwrap();
    "oliveoliveol".to_owned()
}

#[tokio::test]
async fn pictures_of_the_library_come_into_a_text_and_what_is_written_is_kept() {
    for mut desk in Desk::each().await {
        let id = picture(&desk).await;
        let path = desk.desk("media");
        let page = desk.hers.get(&format!("{path}?q=png")).await;
        page.assert_status(200);
        let text = page.text();
        let line = text.split("value=\"![").nth(1).and_then(|rest| rest.split('"').next()).expect("a line");
        let line = format!("![{}", line.replace("&quot;", "\"").replace("&amp;", "&"));
        assert!(
            line.starts_with("![زيتونة كبيرة](/media/oliveoliveol/") && line.ends_with(" \"2x3\")"),
            "{line}"
        );
        let none = desk.hers.get(&format!("{path}?q=nothingofthekind")).await;
        none.assert_status(200);
        assert!(!none.text().contains("/media/oliveoliveol/"));
        desk.hers.get(&format!("{path}?page=9")).await.assert_status(200);
        // What stands in its place on the page of an article.
        let html = domain::markup::article(&format!("نصّ {line}")).into_string();
        let src = html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
        assert!(html.contains("loading=\"lazy\"") && html.contains("width=\"2\""), "{html}");
        let sent = desk.guest.get(&src.replace("&amp;", "&")).await;
        assert_eq!((sent.status.as_u16(), sent.body.as_slice()), (200, PNG));
        // The form shows it with what stands in the way of readers; what must not be before them is refused.
        let edit = desk.desk("edit");
        let open = desk.hers.get(&edit).await;
        open.assert_status(200).assert_text("id=\"editor-tools\"").assert_text("editor.js");
        let version = open.hidden("version").expect("a lock");
        let source = format!("#### سؤال\n\n{line}\n\n[هنا](https://a.example/x)");
        let form = |action| {
            let text = [("title", "عنوان طويل"), ("summary", "ملخّص."), ("checked_on", "2026-01-01")];
            let rest = [("version", version.as_str()), ("source", source.as_str()), ("action", action)];
            [text, rest].concat()
        };
        let shown = desk.hers.post(&edit, &form("preview")).await;
        shown
            .assert_status(200)
            .assert_text("id=\"article-preview\"")
            .assert_text("src=\"/media/oliveoliveol/");
        shown.assert_text("id=\"check_heading\"").assert_text("id=\"check_vague_link\"");
        desk.hers.post(&edit, &form("save")).await.assert_status(303);
        let bench_path = edit.trim_end_matches("/edit");
        let bench = desk.hers.get(bench_path).await;
        bench.assert_status(200).assert_text("id=\"check_heading\"");
        let version = bench.hidden("version").expect("a lock");
        let asked = desk.hers.post(bench_path, &[("action", "submit"), ("version", &version)]).await;
        asked.assert_status(422).assert_text("href=\"#check_heading\"");
        assert!(!asked.text().contains("href=\"#check_vague_link\""), "that is only told");
        // Once the item is taken back it is offered no more.
        item::Entity::update_many()
            .col_expr(item::Column::State, Expr::value("unpublished"))
            .exec(desk.app.bed.services.db.writer())
            .await
            .unwrap();
        assert!(!desk.hers.get(&path).await.text().contains(&id));

        let keep = desk.desk("keep");
        let form = [("version", "new"), ("title", "عنوان"), ("source", "نصّ لم يكتمل")];
        let kept = desk.hers.post(&keep, &form).await;
        assert_eq!((kept.status.as_u16(), kept.body.len()), (204, 0));
        let copies = working_copy::Entity::find().all(desk.app.bed.services.db.read()).await.unwrap();
        assert_eq!(copies.len(), 1, "{}", desk.app.bed.backend);
        assert!(!copies[0].form.contains("لم يكتمل"), "sealed");
        // Her session ended: the script learns it, and nothing is written.
        let gone = desk.guest.post(&keep, &form).await;
        gone.assert_status(401);
        desk.hers.get(&keep).await.assert_status(405);
    }
}
