//! Covers through HTTP: every item has one, made from its files or drawn, and nobody gets that of what is not seen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bytes::Bytes;
use contract::{Locale, ids::ItemId};
use domain::{
    Actor, Role,
    library::{
        self, Attachment, Sheet, blobs,
        covers::{self, DeskCover},
        programs::Program,
        upload,
    },
    zip::Archive,
};
use entity::library::{blob, cover, item as rows};
use futures::{TryStreamExt, stream};
use http::Request;
use sea_orm::{EntityTrait, sea_query::Expr};

use crate::support::{TestApp, TestBrowser};

/// A book whose cover is this picture.
fn epub(picture: &[u8]) -> Vec<u8> {
    let mut archive = Archive::default();
    archive.store("mimetype", b"application/epub+zip").unwrap();
    let container = "<?xml version=\"1.0\"?><container><rootfiles>\
                     <rootfile full-path=\"a/content.opf\"/></rootfiles></container>";
    archive.deflate("META-INF/container.xml", container.as_bytes()).unwrap();
    let package = "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata>\
                   <dc:title>Champs</dc:title><dc:language>fr</dc:language>\
                   <meta name=\"cover\" content=\"c\"/></metadata><manifest>\
                   <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>\
                   <item id=\"c\" href=\"i/c.jpg\" media-type=\"image/jpeg\"/></manifest>\
                   <spine><itemref idref=\"a\"/></spine></package>";
    archive.deflate("a/content.opf", package.as_bytes()).unwrap();
    archive
        .deflate("a/a.xhtml", b"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>x</p></body></html>")
        .unwrap();
    archive.deflate("a/i/c.jpg", picture).unwrap();
    archive.finish().unwrap()
}

/// One white page.
fn pdf() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in (1..).zip(objects) {
        places.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{n} 0 obj{object}endobj\n"));
    }
    let start = text.len();
    text.push_str(&format!(
        "xref\n0 4\n0000000000 65535 f \n{places}trailer<</Root 1 0 R/Size 4>>\nstartxref\n{start}\n%%EOF\n"
    ));
    text.into_bytes()
}

/// Looks like a picture, and is none.
fn broken() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x10\0\0\0\x10\0\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82"
        .to_vec()
}

async fn bring(app: &TestApp, maker: &Actor, name: &str, content: Vec<u8>) -> String {
    let services = &app.bed.services;
    let stream = stream::iter([Ok(Bytes::from(content))]);
    let id = upload::receive(services, maker, "", name, stream).await.unwrap();
    upload::ingest(services, &id).await.unwrap();
    id
}

async fn item(app: &TestApp, maker: &Actor, kind: &str, role: &str, upload: String) -> ItemId {
    let sheet = Sheet {
        kind: kind.into(),
        language: "fr".into(),
        licence: "cc0-1.0".into(),
        titles: [(Locale::Fr, "Aux champs".to_owned())].into(),
        ..Sheet::default()
    };
    let alt = "Un champ".to_owned();
    let file = Attachment { upload, role: role.to_owned(), language: "fr".to_owned(), alt };
    library::create(&app.bed.services, maker, "", &sheet, Some(&file)).await.unwrap()
}

async fn statuses(reader: &mut TestBrowser, id: &ItemId) -> [u16; 2] {
    let mut found = [0; 2];
    for (found, ending) in found.iter_mut().zip(["jpg", "webp"]) {
        *found = reader.get(&format!("/media/cover/{id}.{ending}")).await.status.as_u16();
    }
    found
}

#[tokio::test]
async fn every_item_has_a_cover_that_goes_with_it() {
    for app in TestApp::each_store().await {
        library::seed(&app.bed.services).await.unwrap();
        let s = app.bed.services.clone();
        let mut reader = app.browser();
        let maker = app.bed.member("warda", Role::Librarian).await;
        let mut hers = app.browser();
        hers.sign_in_as(&maker).await;

        // Drawn, the same for everybody.
        let drawn = reader.get("/media/cover/udhrar.jpg").await;
        drawn.assert_status(200);
        assert_eq!(drawn.header("content-type"), "image/jpeg");
        assert_eq!(drawn.header("cache-control"), "public, max-age=300, must-revalidate");
        assert!(drawn.body.starts_with(b"\xFF\xD8\xFF"));
        let tag = drawn.header("etag").to_owned();
        assert_eq!(tag, format!("\"{}\"", blobs::sha256_hex(&drawn.body)), "a strong one");
        let known = Request::builder().uri("/media/cover/udhrar.jpg").header("if-none-match", &tag);
        let known = reader.send(known).await;
        known.assert_status(304);
        assert!(known.body.is_empty() && known.header("etag") == tag);
        let webp = reader.get("/media/cover/udhrar.webp").await;
        assert!(webp.assert_status(200).body.starts_with(b"RIFF"));
        for none in ["/media/cover/udhrar.png", "/media/cover/udhrar", "/media/cover/nothing.jpg"] {
            reader.get(none).await.assert_status(404);
        }

        // A recording tells how long it lasts, where there is a program that asks it.
        let voice = library::file(&s, &"safetyaudioar".parse().unwrap()).await.unwrap();
        let voice: Vec<Bytes> =
            blobs::open(&s, &voice.sha256, None).await.unwrap().try_collect().await.unwrap();
        let voice = bring(&app, &maker, "voix.mp3", voice.concat()).await;
        let voice = item(&app, &maker, "audio", "audio", voice).await;
        let row = rows::Entity::find_by_id(voice.as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(row.minutes.is_some(), Program::FfProbe.is_there(), "{:?}", row.minutes);

        // A book's own.
        let brought = bring(&app, &maker, "champs.epub", epub(&drawn.body)).await;
        let book = item(&app, &maker, "book", "epub", brought).await;
        covers::make(&s, &book).await.unwrap();
        assert_eq!(statuses(&mut reader, &book).await, [404, 404], "a draft");
        let desk = format!("/fr/desk/library/{book}");
        hers.get(&desk).await.assert_status(200).assert_text("value=\"cover\"");
        hers.post(&desk, &[("action", "publish")]).await.assert_status(303);
        assert_eq!(statuses(&mut reader, &book).await, [200, 200]);
        let own = reader.get(&format!("/media/cover/{book}.jpg")).await;
        assert!(own.body.starts_with(b"\xFF\xD8\xFF"));
        let kept = cover::Entity::find_by_id(book.as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert_eq!((kept.width, kept.height), (Some(480), Some(640)));
        assert_eq!(kept.jpeg.as_deref(), own.header("etag").get(1..65));
        for page in [format!("/fr/library/{book}"), "/fr/library".to_owned()] {
            let page = reader.visit(&page).await;
            page.assert_status(200)
                .assert_text(&format!("src=\"/media/cover/{book}.jpg\""))
                .assert_text("width=\"480\"")
                .assert_text("loading=\"lazy\"");
        }
        reader.get(&format!("/i/{book}.jsonld")).await.assert_text(&format!("/media/cover/{book}.jpg"));
        app.bed.clock.advance(chrono::Duration::days(2));
        upload::sweep(&s).await.unwrap();
        hers.sign_in_as(&maker).await;
        assert_eq!(statuses(&mut reader, &book).await, [200, 200], "{}: no orphan", app.bed.backend);
        // Bytes that are out of service are not given out; the drawn cover stands in their place.
        let mark = |since: Option<i64>| {
            blob::Entity::update_many().col_expr(blob::Column::BadSince, Expr::value(since))
        };
        mark(Some(1)).exec(s.db.writer()).await.unwrap();
        let instead = reader.get(&format!("/media/cover/{book}.jpg")).await;
        instead.assert_status(200);
        assert_ne!(instead.header("etag").get(1..65), kept.jpeg.as_deref());
        mark(None).exec(s.db.writer()).await.unwrap();

        // What cannot be made stops nothing, and the desk says so and tries again.
        let brought = bring(&app, &maker, "casse.png", broken()).await;
        let poster = item(&app, &maker, "document", "picture", brought).await;
        covers::make(&s, &poster).await.unwrap();
        let at_desk = library::desk_item(&s, &maker, Locale::Fr, &poster).await.unwrap();
        assert!(matches!(at_desk.cover, DeskCover::Failed(_)), "{:?}", at_desk.cover);
        let desk = format!("/fr/desk/library/{poster}");
        hers.get(&desk).await.assert_text("Refaire la couverture").assert_text("couverture dessinée");
        let again = hers.post(&desk, &[("action", "cover")]).await;
        again.assert_status(303);
        assert!(again.location().ends_with("?done=cover"));
        hers.post(&desk, &[("action", "publish")]).await.assert_status(303);
        assert_eq!(statuses(&mut reader, &poster).await, [200, 200]);

        // The first page, where there is a program that draws it.
        let brought = bring(&app, &maker, "page.pdf", pdf()).await;
        let sheet = item(&app, &maker, "document", "pdf", brought).await;
        assert!(covers::make_missing(&s).await.unwrap() >= 1);
        let at_desk = library::desk_item(&s, &maker, Locale::Fr, &sheet).await.unwrap();
        let made = matches!(at_desk.cover, DeskCover::Made);
        assert_eq!(made, Program::PdfToPpm.is_there(), "{:?}", at_desk.cover);

        // Gone with the item.
        let desk = format!("/fr/desk/library/{book}");
        let withdrawal = [("action", "withdraw"), ("reason", "rights_claim"), ("sure", "yes")];
        hers.post(&desk, &withdrawal).await.assert_status(303);
        assert_eq!(statuses(&mut reader, &book).await, [410, 410]);
        hers.post(&desk, &[("action", "erase"), ("sure", "yes")]).await.assert_status(303);
        assert_eq!(statuses(&mut reader, &book).await, [410, 410]);
        for sha256 in [kept.jpeg, kept.webp].into_iter().flatten() {
            assert_eq!(blobs::size(&s, &sha256).await.unwrap(), None, "{}", app.bed.backend);
        }
    }
}
