//! Delivery of files: ranges, conditions, names, types, and what must not get out. And the library's pages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use crate::support::{Answer, TestApp, TestBrowser};
use domain::library::{self, blobs};
use entity::library::{blob, file, item};
use futures::TryStreamExt;
use http::{Request, StatusCode};
use object_store::ObjectStoreExt;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

const CSP: &str = "sandbox; default-src 'none'";

struct Shelf {
    app: TestApp,
    browser: TestBrowser,
}

impl Shelf {
    async fn each() -> Vec<Self> {
        let mut shelves = Vec::new();
        for app in TestApp::each_store().await {
            library::seed(&app.bed.services).await.unwrap();
            let browser = app.browser();
            shelves.push(Self { app, browser });
        }
        shelves
    }

    async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.browser.send(request).await
    }

    async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers).await
    }

    /// Address, bytes and hash of a file.
    async fn file(&self, id: &str) -> (String, Vec<u8>, String) {
        let services = &self.app.bed.services;
        let found = library::file(services, &id.parse().unwrap()).await.unwrap();
        let chunks: Vec<_> =
            blobs::open(services, &found.sha256, None).await.unwrap().try_collect().await.unwrap();
        let name: String = found.file_name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        (format!("/media/{id}/{name}"), chunks.concat(), found.sha256)
    }
}

#[tokio::test]
async fn what_is_damaged_is_never_given_as_whole() {
    for shelf in Shelf::each().await {
        let services = &shelf.app.bed.services;
        let (_, bytes, hash) = shelf.file("safetyaudioar").await;
        let whole: Vec<_> = blobs::open_whole(services, &hash).await.unwrap().try_collect().await.unwrap();
        assert!(whole.concat() == bytes);
        let place = object_store::path::Path::from(format!("sha256/{}/{}/{hash}", &hash[..2], &hash[2..4]));
        let mut turned = bytes.clone();
        turned[bytes.len() / 2] ^= 1;
        services.blobs.put(&place, object_store::PutPayload::from(turned)).await.unwrap();
        let mut stream = blobs::open_whole(services, &hash).await.unwrap();
        let mut given = 0;
        let broken = loop {
            match stream.try_next().await {
                Ok(Some(piece)) => given += piece.len(),
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        assert!(broken && given < bytes.len(), "{given} of {}", bytes.len());
        let refused = library::file(services, &"safetyaudioar".parse().unwrap()).await.unwrap_err();
        assert_eq!(refused.code, contract::ErrorCode::Damaged, "{}", shelf.app.bed.backend);
    }
}

#[tokio::test]
async fn answers_every_kind_of_range() {
    for mut shelf in Shelf::each().await {
        let (path, bytes, _) = shelf.file("safetyaudioar").await;
        let size = bytes.len();
        let last = size - 1;
        let parts = [
            ("bytes=0-0".to_owned(), 0, 0),
            ("bytes=0-499".to_owned(), 0, 499),
            ("bytes=500-999".to_owned(), 500, 999),
            ("bytes=500-".to_owned(), 500, last),
            ("bytes=-500".to_owned(), size - 500, last),
            (format!("bytes=-{}", size * 2), 0, last),
            (format!("bytes={last}-"), last, last),
            (format!("bytes={}-{}", last - 9, size * 3), last - 9, last),
            ("BYTES=7-7".to_owned(), 7, 7),
        ];
        for (range, from, to) in parts {
            let answer = shelf.get(&path, &[("range", &range)]).await;
            answer.assert_status(206);
            assert_eq!(answer.header("content-range"), format!("bytes {from}-{to}/{size}"), "{range}");
            assert_eq!(answer.header("content-length"), (to - from + 1).to_string(), "{range}");
            assert_eq!(answer.header("content-type"), "audio/mpeg");
            assert!(answer.body == bytes[from..=to], "{range}");
            assert!(answer.headers.contains_key("etag") && answer.headers.contains_key("last-modified"));
        }
        for range in [format!("bytes={size}-"), format!("bytes={size}-{}", size + 9), "bytes=-0".to_owned()] {
            let answer = shelf.get(&path, &[("range", &range)]).await;
            answer.assert_status(416);
            assert_eq!(answer.header("content-range"), format!("bytes */{size}"), "{range}");
            assert!(!answer.headers.contains_key("content-type"), "{range}");
            assert!(answer.body.is_empty());
        }
        // Several ranges, other units and nonsense: the whole file.
        for range in
            ["bytes=0-1,5-9", "bytes=0-1, -5", "items=0-5", "bytes=9-5", "bytes=x-y", "bytes", "bytes=--5"]
        {
            let answer = shelf.get(&path, &[("range", range)]).await;
            answer.assert_status(200);
            assert!(answer.body == bytes, "{range}");
            assert!(!answer.headers.contains_key("content-range"), "{range}");
        }
    }
}

#[tokio::test]
async fn honours_conditions() {
    for mut shelf in Shelf::each().await {
        let (path, bytes, sha256) = shelf.file("udhrenhtml").await;
        let whole = shelf.get(&path, &[]).await;
        whole.assert_status(200);
        assert!(whole.body == bytes);
        let tag = format!("\"{sha256}\"");
        assert_eq!(whole.header("etag"), tag);
        assert_eq!(whole.header("accept-ranges"), "bytes");
        assert_eq!(whole.header("content-length"), bytes.len().to_string());
        let date = whole.header("last-modified").to_owned();
        let weak = format!("W/{tag}");
        let several = format!("\"other\", {weak}");

        let known: [&[(&str, &str)]; 6] = [
            &[("if-none-match", &tag)],
            &[("if-none-match", &weak)],
            &[("if-none-match", &several)],
            &[("if-none-match", "*")],
            &[("if-modified-since", &date)],
            &[("if-none-match", &tag), ("range", "bytes=0-1")],
        ];
        for headers in known {
            for method in ["GET", "HEAD"] {
                let answer = shelf.send(method, &path, headers).await;
                answer.assert_status(304);
                assert_eq!(answer.header("etag"), tag, "{headers:?}");
                assert!(answer.headers.contains_key("cache-control"));
                assert!(answer.body.is_empty() && !answer.headers.contains_key("content-type"));
            }
        }
        let early = "Sat, 01 Jan 2000 00:00:00 GMT";
        let sent: [&[(&str, &str)]; 6] = [
            &[("if-none-match", "\"other\"")],
            // A tag that differs outweighs a date that does not.
            &[("if-none-match", "\"other\""), ("if-modified-since", &date)],
            &[("if-modified-since", early)],
            &[("if-modified-since", "yesterday")],
            &[("if-match", &tag)],
            &[("if-unmodified-since", &date)],
        ];
        for headers in sent {
            shelf.get(&path, headers).await.assert_status(200);
        }
        for headers in [("if-match", "\"other\""), ("if-match", &weak), ("if-unmodified-since", early)] {
            shelf.get(&path, &[headers]).await.assert_status(412);
        }
        for (if_range, status) in
            [(tag.as_str(), 206), (&date, 206), ("\"stale\"", 200), (&weak, 200), (early, 200), ("x", 200)]
        {
            let answer = shelf.get(&path, &[("range", "bytes=2-3"), ("if-range", if_range)]).await;
            answer.assert_status(status);
            assert_eq!(answer.body.len(), if status == 206 { 2 } else { bytes.len() }, "{if_range}");
        }
        // A stale If-Range even turns an impossible range into the whole file.
        let answer = shelf.get(&path, &[("range", "bytes=99999999-"), ("if-range", "\"stale\"")]).await;
        answer.assert_status(200);
    }
}

#[tokio::test]
async fn tells_the_head_alone() {
    for mut shelf in Shelf::each().await {
        let (path, bytes, _) = shelf.file("safetyaudiofr").await;
        for headers in [&[][..], &[("range", "bytes=0-9")][..], &[("range", "bytes=99999999-")][..]] {
            let answer = shelf.send("HEAD", &path, headers).await;
            answer.assert_status(200);
            assert_eq!(answer.header("content-length"), bytes.len().to_string());
            assert_eq!(answer.header("content-type"), "audio/mpeg");
            assert_eq!(answer.header("accept-ranges"), "bytes");
        }
        for method in ["POST", "PUT", "DELETE"] {
            let answer = shelf.send(method, &path, &[("sec-fetch-site", "same-origin")]).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
    }
}

#[tokio::test]
async fn keeps_every_file_in_its_sandbox() {
    for mut shelf in Shelf::each().await {
        let encoded = "%D8%A7%D9%84%D8%A5%D8%B9%D9%84%D8%A7%D9%86-%D8%A7%D9%84%D8%B9%D8%A7%D9%84%D9%85%D9%8A-%D9%84%D8%AD%D9%82%D9%88%D9%82-%D8%A7%D9%84%D8%A5%D9%86%D8%B3%D8%A7%D9%86";
        let expected = [
            (
                "udhrarhtml",
                "text/html; charset=utf-8",
                "inline",
                format!("jusoor.html\"; filename*=UTF-8''{encoded}.html"),
            ),
            (
                "udhrarepub",
                "application/epub+zip",
                "attachment",
                format!("jusoor.epub\"; filename*=UTF-8''{encoded}.epub"),
            ),
            (
                "safetyaudioen",
                "audio/mpeg",
                "inline",
                "your-safety-on-this-site.mp3\"; filename*=UTF-8''your-safety-on-this-site.mp3".into(),
            ),
            (
                "safetytexten",
                "text/plain; charset=utf-8",
                "inline",
                "your-safety-on-this-site.txt\"; filename*=UTF-8''your-safety-on-this-site.txt".into(),
            ),
        ];
        for (id, media_type, way, name) in expected {
            let (path, bytes, sha256) = shelf.file(id).await;
            let answer = shelf.get(&path, &[("accept-encoding", "br, gzip")]).await;
            answer.assert_status(200);
            assert!(answer.body == bytes, "{id}: the bytes that were stored, in no other coding");
            assert_eq!(answer.header("content-type"), media_type);
            assert_eq!(answer.header("content-disposition"), format!("{way}; filename=\"{name}"));
            assert_eq!(answer.headers.get_all("content-security-policy").iter().collect::<Vec<_>>(), [CSP]);
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cache-control"), "public, max-age=300, must-revalidate");
            assert!(answer.cookies().is_empty());
            let kept = shelf.get(&format!("{path}?download=1"), &[]).await;
            assert_eq!(kept.header("content-disposition"), format!("attachment; filename=\"{name}"));
            // What can be withdrawn is kept nowhere for long, whatever its address names.
            for version in [&sha256[..16], "", "abc", "0000000000000000"] {
                let other = shelf.get(&format!("{path}?v={version}"), &[]).await;
                assert_eq!(
                    other.header("cache-control"),
                    "public, max-age=300, must-revalidate",
                    "{version}"
                );
            }
            for refused in [
                shelf.get(&path, &[("range", "bytes=999999999-")]).await,
                shelf.get(&path, &[("if-none-match", "*")]).await,
            ] {
                assert_eq!(refused.header("content-security-policy"), CSP);
            }
        }
    }
}

#[tokio::test]
async fn finds_files_by_their_id_only() {
    for mut shelf in Shelf::each().await {
        let (path, ..) = shelf.file("udhrenepub").await;
        let right = shelf.get("/media/udhrenepub/other.epub?download=1", &[]).await;
        right.assert_status(308);
        assert!(
            right.location().starts_with("/media/udhrenepub/universal-declaration-of-human-rights.epub?v=")
        );
        assert!(right.location().ends_with("&download=1"));
        let location = right.location().to_owned();
        shelf.get(&location, &[]).await.assert_status(200);
        shelf.get(&path, &[]).await.assert_status(200);
        for lost in [
            "/media/unknownfile/x.html",
            "/media/UDHRENEPUB/universal-declaration-of-human-rights.epub",
            "/media/abc/x",
            "/media/..%2F..%2Fjusoor.sqlite/x",
            "/media/%2e%2e/%2e%2e/jusoor.sqlite",
            "/media/../jusoor.sqlite",
            "/media/..%5C..%5Cjusoor.sqlite/x",
            "/media/sha256/e3/b0/e3b0",
            "/media/udhrenepub%00/x",
            "/media/%FF%FE/x",
            "/media/udhrenepub'%20or%201=1/x",
            "/media/udhrenepub",
            "/media/",
            "/media",
        ] {
            let answer = shelf.get(lost, &[]).await;
            answer.assert_status(404);
            assert!(answer.header("content-type").starts_with("text/html"), "{lost}");
            assert!(!answer.headers.contains_key("etag"), "{lost}");
        }
        // A name that climbs only leads back to the right name.
        let climb = shelf.get("/media/udhrenepub/..%2F..%2Fjusoor.sqlite", &[]).await;
        climb.assert_status(308);
        assert!(climb.location().starts_with("/media/udhrenepub/universal"));
        let broken = shelf.get("/media/udhrenepub/%FF", &[]).await;
        assert!([308, 404].contains(&broken.status.as_u16()));
    }
}

#[tokio::test]
async fn hides_files_of_hidden_items_and_survives_lost_bytes() {
    for mut shelf in Shelf::each().await {
        let db = shelf.app.bed.services.db.clone();
        let (hidden, ..) = shelf.file("udhrenhtml").await;
        item::Entity::update_many()
            .col_expr(item::Column::PublishedOn, Expr::val("2999-01-01"))
            .filter(item::Column::Id.eq("udhren"))
            .exec(db.writer())
            .await
            .unwrap();
        let lost = shelf.get(&hidden, &[]).await;
        lost.assert_status(404);
        assert!(!lost.text().contains("udhren"));
        shelf.get("/en/library/udhren", &[]).await.assert_status(404);
        shelf.get("/en/library/udhren-x/read", &[]).await.assert_status(404);

        let (path, _, sha256) = shelf.file("udhrfrepub").await;
        let place = format!("sha256/{}/{}/{sha256}", &sha256[..2], &sha256[2..4]);
        shelf.app.bed.services.blobs.delete(&place.into()).await.unwrap();
        let answer = shelf.get(&path, &[]).await;
        answer.assert_status(503);
        assert!(answer.header("content-type").starts_with("text/html"));
        assert_ne!(answer.header("cache-control"), "public, max-age=300, must-revalidate");

        // A type outside the allow-list is bytes to keep, whatever it claims to be.
        let stored = blobs::put_bytes(&shelf.app.bed.services, "<svg onload=alert(1)>".into()).await.unwrap();
        blob::ActiveModel {
            sha256: Set(stored.sha256.clone()),
            size: Set(21),
            media_type: Set("image/svg+xml".into()),
            stored_at: Set(0),
            checked_at: Set(0),
            bad_since: Set(None),
            traces: Set(None),
        }
        .insert(db.writer())
        .await
        .unwrap();
        file::ActiveModel {
            id: Set("hostile".into()),
            item_id: Set("udhrfr".into()),
            sha256: Set(stored.sha256),
            role: Set("original".into()),
            language: Set("fr".into()),
            file_name: Set("x.svg".into()),
            seconds: Set(None),
            words: Set(None),
            plain: Set(None),
            position: Set(9),
            modified_at: Set(0),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        }
        .insert(db.writer())
        .await
        .unwrap();
        let answer = shelf.get("/media/hostile/x.svg", &[]).await;
        answer.assert_status(200);
        assert_eq!(answer.header("content-type"), "application/octet-stream");
        assert!(answer.header("content-disposition").starts_with("attachment"));
        assert_eq!(answer.header("content-security-policy"), CSP);
    }
}

#[tokio::test]
async fn at_least_fifteen_items_have_files_and_every_file_opens() {
    for mut shelf in Shelf::each().await {
        let files = file::Entity::find().all(shelf.app.bed.services.db.read()).await.unwrap();
        let items: BTreeSet<&str> = files.iter().map(|file| &*file.item_id).collect();
        assert!(items.len() >= 15, "{items:?}");
        for file in &files {
            let (path, bytes, _) = shelf.file(&file.id).await;
            let answer = shelf.get(&path, &[]).await;
            answer.assert_status(200);
            assert!(answer.body == bytes && bytes.len() > 100, "{path}");
            let begins: &[u8] = match &*file.role {
                "pdf" => b"%PDF-",
                "epub" => b"PK\x03\x04",
                "html" => b"<!DOCTYPE html>",
                "captions" => b"WEBVTT",
                _ => b"",
            };
            assert!(answer.body.starts_with(begins), "{path}");
        }
        // What can be read is read on a page of the portal.
        for item in items {
            let page = shelf.browser.visit(&format!("/fr/library/{item}")).await;
            page.assert_status(200);
            if files.iter().any(|file| file.item_id == item && file.role == "html") {
                shelf.browser.visit(&format!("/fr/library/{item}/read")).await.assert_status(200);
            }
        }
    }
}

#[tokio::test]
async fn shows_the_library_in_three_languages() {
    for mut shelf in Shelf::each().await {
        for locale in ["ar", "fr", "en"] {
            let index = shelf.get(&format!("/{locale}/library"), &[]).await;
            index.assert_status(200);
            assert_eq!(
                index.text().matches("class=\"item-card\"").count(),
                35,
                "some stand in two, and a shelf shows twelve"
            );
            for id in
                ["udhrar", "udhrfr", "udhren", "safetyaudio", "helplinescard", "guideunit", "spokenleave"]
            {
                let bare = shelf.get(&format!("/{locale}/library/{id}"), &[]).await;
                bare.assert_status(308);
                let right = bare.location().to_owned();
                index.assert_text(&format!("href=\"{right}\""));
                let page = shelf.get(&right, &[]).await;
                page.assert_status(200);
                assert!(!page.text().contains(" style="));
                // Every file that the page names is there.
                let text = page.text().replace("&amp;", "&");
                let links: Vec<&str> = text.split('"').filter(|part| part.starts_with("/media/")).collect();
                assert!(!links.is_empty(), "{right}");
                for link in links {
                    shelf.send("HEAD", link, &[]).await.assert_status(200);
                }
                let read = shelf.get(&format!("{right}/read"), &[]).await;
                read.assert_status(if matches!(id, "safetyaudio" | "spokenleave") { 404 } else { 200 });
            }
            // What is not here leads to where it is, and nothing of it is offered.
            let card = shelf.browser.visit(&format!("/{locale}/library/cedaw")).await;
            card.assert_status(200).assert_text("href=\"https://undocs.org/A/RES/34/180\"");
            // A picture for previews is drawn, it is no file of it.
            let text = card.text().replace("/media/share/", "");
            assert!(!text.contains("/media/") && !text.contains("id=\"files\""), "{text}");
        }
        let book = shelf.get("/fr/library?kind=book&language=ar", &[]).await;
        book.assert_status(200).assert_text("الإعلان العالمي لحقوق الإنسان");
        assert_eq!(book.text().matches("class=\"item-card\"").count(), 1);
        shelf.get("/fr/library?kind=video", &[]).await.assert_status(200).assert_text("state--empty");
        for bad in [
            "kind=poem",
            "language=xx",
            "page=0",
            "page=x",
            "page=-1",
            "page=99999999999",
            "kind=%3Cscript%3E",
        ] {
            let answer = shelf.get(&format!("/en/library?{bad}"), &[]).await;
            answer.assert_status(422).assert_text("notice--warning");
            assert!(!answer.text().contains("<script>"), "{bad}");
        }
        for lost in
            ["/en/library/nothere-x", "/en/library/UDHR-x", "/en/library/a", "/en/library/nothere/read"]
        {
            shelf.get(lost, &[]).await.assert_status(404);
        }
        let read = shelf.get("/en/library/udhrar/read", &[]).await;
        read.assert_status(308);
        let right = read.location().to_owned();
        let page = shelf.get(&right, &[]).await;
        page.assert_status(200).assert_text("id=\"b-article-30\"").assert_text("href=\"#b-article-30\"");
        let sheet = shelf.browser.visit("/ar/library/helplinescard/read?language=fr").await;
        sheet.assert_status(200).assert_text("Ligne verte 1899");
        shelf.browser.visit("/ar/library/helplinescard/read?language=de").await.assert_status(404);
    }
}
