//! Reading an EPUB on pages of the portal: chapters, contents, direction, words looked for, pictures; what a hostile
//! book gets to do (nothing), and what a damaged one is answered.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use bytes::Bytes;
use domain::{
    Role,
    library::{self, blobs},
    zip::Archive,
};
use entity::library::{blob, file};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::support::{Answer, TestApp, TestBrowser, encode};

const READ: &str = "/fr/library/safetyaudio/read";
const CONTAINER: &str = "<?xml version=\"1.0\"?><container><rootfiles>\
                         <rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";

/// An item without a page to read gets a book.
async fn shelves(book: Vec<u8>, language: &str) -> Vec<(TestApp, TestBrowser)> {
    let mut all = Vec::new();
    for app in TestApp::each_store().await {
        let services = &app.bed.services;
        library::seed(services).await.unwrap();
        let size = i64::try_from(book.len()).unwrap();
        let stored = blobs::put_bytes(services, Bytes::from(book.clone())).await.unwrap();
        let db = services.db.writer();
        blob::ActiveModel {
            sha256: Set(stored.sha256.clone()),
            size: Set(size),
            media_type: Set("application/epub+zip".into()),
            stored_at: Set(0),
            checked_at: Set(0),
            bad_since: Set(None),
            traces: Set(None),
        }
        .insert(db)
        .await
        .unwrap();
        file::ActiveModel {
            id: Set("thebook".into()),
            item_id: Set("safetyaudio".into()),
            sha256: Set(stored.sha256),
            role: Set("epub".into()),
            language: Set(language.into()),
            file_name: Set("book.epub".into()),
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
        .insert(db)
        .await
        .unwrap();
        let reader = app.browser();
        all.push((app, reader));
    }
    all
}

fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">\
         <head><title/></head><body>{body}</body></html>"
    )
}

fn png() -> Vec<u8> {
    png_of(4)
}

fn png_of(side: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend_from_slice(&side.to_be_bytes());
    bytes.extend_from_slice(&side.to_be_bytes());
    bytes.extend_from_slice(b"\x08\x02\0\0\0");
    bytes
}

/// A picture that comes in many pieces.
fn long_png() -> Vec<u8> {
    let mut bytes = png();
    // The sum of its head, and how much picture there is.
    bytes.extend_from_slice(b"\0\0\0\0\0\x06\x1a\x80IDAT");
    bytes.extend((0_u32..100_000).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()));
    bytes
}

/// Two points by three of a camera that knew where it was.
fn telling_jpeg() -> Vec<u8> {
    b"\xFF\xD8\xFF\xE1\0\x13Exif\0\0+36.18+8.71\xFF\xC0\0\x11\x08\0\x03\0\x02\x03\x01\"\0\x02\x11\x01\x03\x11\x01\xFF\xD9".to_vec()
}

/// An EPUB of these chapters, whose metadata says that it is English.
fn epub(chapters: &[&str], nav: &str, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = Archive::default();
    archive.store("mimetype", b"application/epub+zip").unwrap();
    archive.deflate("META-INF/container.xml", CONTAINER.as_bytes()).unwrap();
    let mut manifest = String::from(
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>",
    );
    let mut spine = String::new();
    for (index, body) in chapters.iter().enumerate() {
        manifest.push_str(&format!(
            "<item id=\"c{index}\" href=\"text/c{index}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        ));
        spine.push_str(&format!("<itemref idref=\"c{index}\"/>"));
        archive.deflate(&format!("OEBPS/text/c{index}.xhtml"), page(body).as_bytes()).unwrap();
    }
    let package = format!(
        "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\">\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:language>en</dc:language></metadata>\
         <manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    );
    archive.deflate("OEBPS/content.opf", package.as_bytes()).unwrap();
    archive.deflate("OEBPS/nav.xhtml", page(nav).as_bytes()).unwrap();
    for (name, bytes) in more {
        archive.deflate(name, bytes).unwrap();
    }
    archive.finish().unwrap()
}

pub(crate) fn tale() -> Vec<u8> {
    let one = "<h1 id=\"start\">الفصل الأوّل</h1><p>كانت في قديم الزمان نساء يعشن فوق جبل بعيد عن المدينة.</p>\
               <p><a href=\"c1.xhtml#part\">التالي</a> <a href=\"../../../etc/passwd\">x</a> <a href=\"https://ok.example/a\">y</a></p>\
               <p><img src=\"../images/a.png\" alt=\"جبل\"/><img src=\"../images/false.png\" alt=\"\"/><img src=\"../images/b.svg\" alt=\"رسم\"/></p>";
    let two = "<h1>الفصل الثاني</h1><p id=\"part\">قرأت النساء الكِتَابَ في المكتبة طول الليل.</p>";
    let nav = "<nav xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"toc\"><ol><li><a href=\"text/c0.xhtml\">الأوّل</a></li>\
               <li><a href=\"text/c1.xhtml\">الثاني</a><ol><li><a href=\"text/c1.xhtml#part\">قراءة</a></li></ol></li></ol></nav>";
    epub(
        &[one, two],
        nav,
        &[
            ("OEBPS/images/a.png", png()),
            (
                "OEBPS/images/false.png",
                b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>".to_vec(),
            ),
            ("OEBPS/images/b.svg", b"<svg/>".to_vec()),
            // Their places are 9, 10 and 11.
            ("OEBPS/images/long.png", long_png()),
            ("OEBPS/images/huge.png", png_of(7_000)),
            ("OEBPS/images/told.jpg", telling_jpeg()),
        ],
    )
}

/// The tag in which something stands.
fn tag(text: &str, part: &str) -> String {
    let at = text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
    let start = text[..at].rfind('<').unwrap();
    text[start..].split('>').next().unwrap().to_owned()
}

/// The text of the book on a page.
fn prose(answer: &Answer) -> String {
    let text = answer.text();
    let from = text.find("class=\"prose\"").expect("a text");
    let rest = &text[from..];
    rest[..rest.find("class=\"actions\"").unwrap()].to_owned()
}

fn pictures(text: &str) -> Vec<String> {
    text.split('"').filter(|part| part.starts_with("/media/book/")).map(str::to_owned).collect()
}

#[tokio::test]
async fn chapters_stand_in_order_with_their_contents_and_direction() {
    for (_app, mut reader) in shelves(tale(), "ar").await {
        reader.visit("/fr/library/safetyaudio").await.assert_text("/read\"");
        let first = reader.visit(READ).await;
        first.assert_status(200).assert_text("<h2 id=\"b-start\">").assert_text("Partie");
        let text = first.text().replace("&amp;", "&");
        let around = tag(&text, "class=\"prose\"");
        assert!(around.contains("lang=\"ar\"") && around.contains("dir=\"rtl\""), "{around}");
        assert!(text.contains("?chapter=2#b-part\""), "contents and links lead into chapters");
        assert!(text.contains("rel=\"next\"") && !text.contains("rel=\"prev\""));
        assert!(!text.contains("etc/passwd"));
        let away = tag(&text, "https://ok.example/a");
        assert!(away.contains("rel=\"nofollow noreferrer noopener\""), "{away}");

        let second = reader.visit(&format!("{READ}?chapter=2&size=large&leading=wide&contrast=more")).await;
        second.assert_status(200).assert_text("id=\"b-part\"");
        let text = second.text().replace("&amp;", "&");
        let document = text.split("<html").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
        for look in ["data-text=\"large\"", "data-leading=\"wide\"", "data-contrast=\"more\""] {
            assert!(document.contains(look), "{document}");
        }
        assert!(text.contains("?chapter=1&size=large&leading=wide&contrast=more\""), "it goes along");
        assert!(text.contains("rel=\"prev\"") && !text.contains("rel=\"next\""));
        for lost in ["chapter=3", "chapter=0", "chapter=x", "chapter=-1", "language=fr", "q=x&from=9"] {
            reader.visit(&format!("{READ}?{lost}")).await.assert_status(404);
        }
        let strange = reader.visit(&format!("{READ}?size=%22%3E%3Cscript%3E")).await;
        strange.assert_status(200);
        assert!(!tag(&strange.text(), "<html").contains("data-text"));
    }
}

#[tokio::test]
async fn words_are_found_in_any_form_and_kept_nowhere() {
    for (_app, mut reader) in shelves(tale(), "ar").await {
        let found = reader.visit(&format!("{READ}?{}", encode(&[("q", "كتاب")]))).await;
        found.assert_status(200).assert_text("<mark>الكِتَابَ</mark>").assert_text("?chapter=2\"");
        assert_eq!(found.text().matches("class=\"result\"").count(), 1);
        assert!(found.header("cache-control").contains("no-store"));
        let title = found.text();
        let title = title.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(!title.contains("كتاب"), "{title}");
        let both = reader.visit(&format!("{READ}?{}", encode(&[("q", "نساء")]))).await;
        assert_eq!(both.text().matches("class=\"result\"").count(), 2);
        let none = reader.visit(&format!("{READ}?{}", encode(&[("q", "سيارة")]))).await;
        none.assert_status(200);
        assert_eq!(none.text().matches("class=\"result\"").count(), 0);
        reader.visit(&format!("{READ}?q={}", "x".repeat(201))).await.assert_status(422);
    }
}

#[tokio::test]
async fn the_search_of_the_portal_opens_the_part_of_the_book() {
    for (app, mut reader) in shelves(tale(), "ar").await {
        domain::search::reindex(&app.bed.services).await.unwrap();
        let found = reader.get(&format!("/ar/search?{}", encode(&[("q", "\"طول الليل\"")]))).await;
        found.assert_status(200).assert_text("<mark>الليل</mark>");
        let text = found.text().replace("&amp;", "&");
        let place =
            text.split('"').find(|part| part.contains("/read?chapter=2&language=ar")).expect("a place");
        assert!(place.starts_with("/ar/library/safetyaudio"), "{place}");
        reader.get(place).await.assert_status(200).assert_text("طول الليل");
    }
}

#[tokio::test]
async fn pictures_are_what_their_bytes_are_and_go_with_the_book() {
    for (app, mut reader) in shelves(tale(), "ar").await {
        let text = prose(&reader.visit(READ).await);
        let found = pictures(&text);
        assert_eq!(found.len(), 2, "a drawing is none: {text}");
        let picture = reader.get(&found[0]).await;
        picture.assert_status(200);
        assert_eq!(picture.header("content-type"), "image/png");
        assert_eq!(picture.header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(picture.header("x-content-type-options"), "nosniff");
        assert!(picture.body == png());
        reader.get(&found[1]).await.assert_status(404);
        let long = reader.get("/media/book/thebook/9").await;
        long.assert_status(200);
        assert_eq!(long.header("content-length"), long_png().len().to_string());
        assert!(long.body == long_png());
        reader.get("/media/book/thebook/10").await.assert_status(413);
        // Where it was taken stays in the book.
        let told = reader.get("/media/book/thebook/11").await;
        told.assert_status(200);
        assert_eq!(told.header("content-type"), "image/jpeg");
        assert_eq!(told.body.len(), telling_jpeg().len());
        assert!(told.body.ends_with(b"\xFF\xD9") && !told.body.windows(5).any(|part| part == b"36.18"));
        for lost in [
            "/media/book/thebook/0",
            "/media/book/thebook/999",
            "/media/book/thebook/x",
            "/media/book/udhrarhtml/0",
        ] {
            reader.get(lost).await.assert_status(404);
        }

        let mut keeper = app.browser();
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        keeper.post("/fr/desk/library/safetyaudio", &[("action", "unpublish")]).await.assert_status(303);
        for path in [READ, &*found[0]] {
            reader.get(path).await.assert_status(404);
        }
        keeper.post("/fr/desk/library/safetyaudio", &[("action", "publish")]).await.assert_status(303);
        let form = [("action", "withdraw"), ("reason", "rights_claim"), ("sure", "yes")];
        keeper.post("/fr/desk/library/safetyaudio", &form).await.assert_status(303);
        let query = format!("{READ}?{}", encode(&[("q", "كتاب")]));
        for path in [READ, &*format!("{READ}?chapter=2"), &*query, &*found[0]] {
            let gone = reader.get(path).await;
            gone.assert_status(410);
            assert!(!gone.text().contains("الفصل") && !gone.text().contains("المكتبة طول"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_hostile_book_does_nothing() {
    let hostile = "<base href=\"https://evil.example/\"/><meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\"/>\
        <link rel=\"stylesheet\" href=\"https://evil.example/a.css\"/><style>@import 'https://evil.example/b.css';</style>\
        <script src=\"https://evil.example/a.js\"/><script>evil()</script>\
        <p onclick=\"evil()\" style=\"background:url(https://evil.example/c)\" class=\"evil\">Bonjour</p>\
        <a href=\"javascript:evil()\">un</a><a href=\"java&#9;script:evil()\">deux</a><a href=\"//evil.example/\">trois</a>\
        <a href=\"data:text/html,evil\">quatre</a><img src=\"https://evil.example/d.png\" alt=\"\"/><img src=\"x\" onerror=\"evil()\" alt=\"\"/>\
        <img srcset=\"https://evil.example/e.png\" alt=\"\"/><iframe src=\"https://evil.example/\"></iframe><object data=\"https://evil.example/\"/>\
        <form action=\"https://evil.example/\"><input name=\"evil\"/><button>evil</button></form>\
        <svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"evil()\"><a href=\"javascript:evil()\"><text>evil</text></a></svg>\
        <video src=\"https://evil.example/f.mp4\" autoplay=\"\"/><math><mtext>evil</mtext></math><template><p>evil</p></template>\
        <![CDATA[<script>1()</script>]]><p id=\"main\">Fin</p>";
    let broken = format!("{hostile}<p><b>never closed<script>evil()");
    for (_app, mut reader) in shelves(epub(&[hostile, &broken], "", &[]), "fr").await {
        for number in [1, 2] {
            let page = reader.visit(&format!("{READ}?chapter={number}")).await;
            page.assert_status(200).assert_text("Bonjour").assert_text("<p id=\"b-main\">Fin</p>");
            assert!(!page.text().contains("evil"), "{number}: {}", prose(&page));
            let text = prose(&page).to_lowercase();
            for part in [
                "<script",
                "<iframe",
                "<base",
                "<meta",
                "<link",
                "<style",
                "<form",
                "<input",
                "<object",
                "<video",
                "onclick",
                "onerror",
                "srcset",
                "javascript:",
                " style=",
            ] {
                assert!(!text.contains(part), "{number} {part}: {text}");
            }
            // The page's own policy stays what it is.
            assert!(page.header("content-security-policy").contains("img-src 'self'"));
        }
    }
}

#[tokio::test]
async fn a_damaged_book_says_so_and_can_be_kept() {
    let mut cut = tale();
    cut.truncate(cut.len() / 2);
    let mut locked = tale();
    let at = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    for offset in 0..locked.len() - 4 {
        if offset >= at && locked[offset..].starts_with(b"PK\x01\x02") {
            locked[offset + 8] |= 1;
        }
    }
    let mut empty = Archive::default();
    empty.store("mimetype", b"application/epub+zip").unwrap();
    let empty = empty.finish().unwrap();
    for (bytes, sentence) in [
        (cut, "abîmé"),
        (b"PK\x03\x04".to_vec(), "abîmé"),
        (Vec::from("x"), "abîmé"),
        (empty, "abîmé"),
        (locked, "verrouillé"),
    ] {
        for (_app, mut reader) in shelves(bytes.clone(), "fr").await {
            let page = reader.visit(READ).await;
            page.assert_status(422).assert_text(sentence).assert_text("/media/thebook/book.epub");
        }
    }
    let long = format!("<p>{}</p>", "mot ".repeat(600_000));
    for (_app, mut reader) in shelves(epub(&[&long, "<p>court</p>"], "", &[]), "fr").await {
        reader.visit(READ).await.assert_status(422).assert_text("trop longue").assert_text("rel=\"next\"");
        reader.visit(&format!("{READ}?chapter=2")).await.assert_status(200).assert_text("court");
        let found = reader.visit(&format!("{READ}?q=court")).await;
        assert_eq!(found.text().matches("class=\"result\"").count(), 1);
    }
}
