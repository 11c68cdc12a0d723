//! Files by what is in them: refused by name, or taken.

use super::*;

fn epub(mimetype: bool, package: Option<&str>) -> Vec<u8> {
    let mut archive = Archive::default();
    if mimetype {
        archive.store("mimetype", b"application/epub+zip").unwrap();
    }
    let container = "<?xml version=\"1.0\"?><container><rootfiles>\
                     <rootfile full-path=\"a/content.opf\"/></rootfiles></container>";
    archive.deflate("META-INF/container.xml", container.as_bytes()).unwrap();
    if let Some(package) = package {
        archive.deflate("a/content.opf", package.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

const PACKAGE: &str = "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest>\
                       <spine><itemref idref=\"a\"/></spine></package>";

fn pdf(more: &str) -> Vec<u8> {
    let body = "%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n";
    format!("{body}xref\n0 1\ntrailer <</Root 1 0 R{more}>>\nstartxref\n{}\n%%EOF", body.len()).into_bytes()
}

fn bomb() -> Vec<u8> {
    let mut archive = Archive::default();
    archive.store("mimetype", b"application/epub+zip").unwrap();
    archive.deflate("zeros", &vec![0; 20_000_000]).unwrap();
    archive.finish().unwrap()
}

fn document() -> Vec<u8> {
    let mut archive = Archive::default();
    archive.deflate("word/document.xml", b"<w/>").unwrap();
    archive.finish().unwrap()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend_from_slice(&width.to_be_bytes());
    bytes.extend_from_slice(&height.to_be_bytes());
    bytes.extend_from_slice(b"\x08\x02\0\0\0");
    bytes
}

/// A locked file of an archive: the flag in its directory says so.
fn locked_epub() -> Vec<u8> {
    let mut bytes = epub(true, Some(PACKAGE));
    let at = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[at + 8] |= 1;
    bytes
}

#[tokio::test]
async fn each_refusal_has_its_name_in_three_languages() {
    for mut town in Town::each().await {
        let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
            ("empty.jpg", Vec::new(), Refusal::Empty),
            ("page.pdf", b"\n<!DOCTYPE html><script>alert(1)</script>".to_vec(), Refusal::Disguised),
            ("drawing.png", b"<?xml version=\"1.0\"?><svg onload=\"x\"/>".to_vec(), Refusal::Disguised),
            ("program.mp3", b"MZ\x90\0\x03".to_vec(), Refusal::Disguised),
            ("letter.docx", document(), Refusal::UnknownType),
            ("notes.txt", "مجرّد كلام".as_bytes().to_vec(), Refusal::UnknownType),
            ("short.pdf", b"%PDF-1.7 and then nothing".to_vec(), Refusal::Damaged),
            ("short.epub", b"PK\x03\x04 and then nothing".to_vec(), Refusal::Damaged),
            ("old.vtt", b"WEBVTT\n\n\xc7\xe1\xe3\xd1\xc3\xc9".to_vec(), Refusal::NotUtf8),
            ("huge.png", png(60_000, 60_000), Refusal::TooManyPixels),
            ("locked.pdf", pdf("/Encrypt 5 0 R"), Refusal::PdfEncrypted),
            ("locked.epub", locked_epub(), Refusal::EpubEncrypted),
            ("untyped.epub", epub(false, Some(PACKAGE)), Refusal::EpubMimetype),
            ("undescribed.epub", epub(true, None), Refusal::EpubPackage),
            ("broken.epub", epub(true, Some("<package><manifest>")), Refusal::EpubPackage),
            ("bomb.epub", bomb(), Refusal::Bomb),
            ("head.vtt", b"WEBVTT\x0c\n".to_vec(), Refusal::CaptionHeader),
            ("time.vtt", b"WEBVTT\n\n00:01,000 --> 00:02,000\nx".to_vec(), Refusal::CaptionTime),
            ("order.srt", b"1\n00:00:02,000 --> 00:00:01,000\nx".to_vec(), Refusal::CaptionOrder),
            ("break.vtt", b"WEBVTT\n00:01.000 --> 00:02.000\nx".to_vec(), Refusal::CaptionBreak),
            (
                "style.vtt",
                b"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nSTYLE\n::cue {}".to_vec(),
                Refusal::CaptionStyle,
            ),
            // Twice as long once it is UTF-8.
            (
                "long.srt",
                [b"1\n00:00:01,000 --> 00:00:02,000\n".as_slice(), &vec![0xe3; 1_100_000]].concat(),
                Refusal::CaptionLong,
            ),
        ];
        let mut seen = Vec::new();
        for (name, content, refusal) in cases {
            let row = town.bring(name, &content).await;
            let found = (row.state.as_str(), row.refusal.as_deref());
            assert_eq!(found, (State::Rejected.as_str(), Some(refusal.as_str())), "{name}");
            assert_eq!(row.sha256, None, "{name}");
            let line = match refusal {
                Refusal::CaptionHeader => Some(1),
                Refusal::CaptionTime => Some(3),
                Refusal::CaptionOrder | Refusal::CaptionBreak => Some(2),
                Refusal::CaptionStyle => Some(6),
                _ => None,
            };
            assert_eq!(row.refusal_line, line, "{name}");
            seen.push(refusal);
        }
        // The one left needs limits of its own, in the next test.
        let unseen: Vec<_> = Refusal::ALL.iter().filter(|one| !seen.contains(one)).collect();
        assert_eq!(unseen, [&Refusal::TooLarge]);
        for (locale, word) in [
            ("ar", "لو فُكّ هذا الأرشيف"),
            ("fr", "Décompressée, l’archive"),
            ("en", "The archive would unpack"),
        ] {
            let page = town.browser.get(&format!("/{locale}/desk/library/upload")).await;
            page.assert_status(200).assert_text(word);
            let line = match locale {
                "ar" => "في السطر",
                "fr" => "À la ligne",
                _ => "In line",
            };
            assert_eq!(page.text().matches(line).count(), 5, "{locale}");
        }
        let blobs = blob::Entity::find().count(town.app.bed.services.db.read()).await.unwrap();
        assert_eq!(blobs, 0, "nothing of them was stored");
        let folder = town.app.bed.uploads.path().join("uploads");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
    }
}

#[tokio::test]
async fn what_is_sound_is_taken_whatever_its_name_says() {
    for mut town in Town::each().await {
        for (name, content, media) in [
            ("a.exe", pdf(""), "application/pdf"),
            ("b.html", epub(true, Some(PACKAGE)), "application/epub+zip"),
            ("c.svg", png(40, 30), "image/png"),
            ("d.bin", b"ID3\x04\0\0".to_vec(), "audio/mpeg"),
            ("e.txt", b"1\n00:00:01,000 --> 00:00:02,000\nx\n".to_vec(), "text/vtt"),
        ] {
            let row = town.bring(name, &content).await;
            assert_eq!((row.state.as_str(), row.media_type.as_deref()), ("ready", Some(media)), "{name}");
        }
        // The same bytes under another name are held once, and she is told.
        town.app.bed.clock.advance(Duration::seconds(1));
        let again = town.bring("z.pdf", &pdf("")).await;
        assert_eq!(again.state, "ready");
        let services = town.app.bed.services.clone();
        assert_eq!(blob::Entity::find().count(services.db.read()).await.unwrap(), 5);
        let page = town.browser.get("/en/desk/library/upload").await;
        page.assert_text("You have already brought exactly this file");
        // One cleared, the other still stands on the bytes; both cleared, they go with the sweep.
        let path = format!("/ar/desk/library/upload/{}", again.id);
        town.browser.post(&path, &[("action", "clear")]).await.assert_status(303);
        let hash = again.sha256.unwrap();
        town.app.bed.clock.advance(Duration::hours(71));
        upload::sweep(&services).await.unwrap();
        assert!(blobs::size(&services, &hash).await.unwrap().is_some());
        let first = row::Entity::find().filter(row::Column::FileName.eq("a.exe"));
        let first = first.one(services.db.read()).await.unwrap().unwrap();
        // What nobody makes part of an item goes after three days; what waits for a second person stays.
        row::Entity::update_many()
            .col_expr(row::Column::State, Expr::value("waiting"))
            .filter(row::Column::FileName.eq("c.svg"))
            .exec(services.db.writer())
            .await
            .unwrap();
        town.app.bed.clock.advance(Duration::days(400));
        let swept = upload::sweep(&services).await.unwrap();
        assert_eq!((swept.uploads, swept.blobs), (4, 4));
        assert!(blobs::size(&services, &hash).await.unwrap().is_none());

        // As many as may lie about: one more comes neither way.
        let full = (0..50).map(|n| {
            let mut one = first.clone().into_active_model().reset_all();
            one.id = Set(format!("full{n}"));
            one
        });
        row::Entity::insert_many(full).exec_without_returning(services.db.writer()).await.unwrap();
        town.back().await;
        town.form(&[], "one.pdf", &pdf("")).await.assert_status(429);
        town.tus("POST", "/uploads", &[("upload-length", "50")], "").await.assert_status(429);
    }
}

#[tokio::test]
async fn old_arabic_captions_become_webvtt() {
    for mut town in Town::each().await {
        let old = b"1\r\n00:00:01,000 --> 00:00:02,500\r\n\xC7\xE1\xE3\xD1\xC3\xC9\r\n".to_vec();
        let wide = "\u{feff}1\n00:00:01,000 --> 00:00:02,500\nالمرأة\n";
        let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, content) in [("old.srt", old), ("wide.srt", wide)] {
            let row = town.bring(name, &content).await;
            assert_eq!(
                (row.state.as_str(), row.media_type.as_deref()),
                ("ready", Some("text/vtt")),
                "{name}"
            );
            let services = &town.app.bed.services;
            let stored = blobs::read_text(services, &row.sha256.unwrap(), 1000).await.unwrap();
            assert_eq!(stored, "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nالمرأة\n", "{name}");
        }
    }
}
