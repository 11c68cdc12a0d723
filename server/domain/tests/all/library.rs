//! The starter shelf on both databases: seeding, lists, fallback, visibility, blobs, the EPUB editions.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

use std::io::Read;

use bytes::Bytes;
use contract::{
    ErrorCode, Locale, Section, Tongue,
    ids::{FileId, ItemId},
};
use domain::{
    Role,
    library::{self, FileRole, Filter, Kind, Said, blobs},
    testing::TestBed,
};
use entity::library::{file, item, item_text};
use futures::{StreamExt, TryStreamExt, stream};
use object_store::ObjectStoreExt;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

fn item_id(text: &str) -> ItemId {
    text.parse().unwrap()
}

#[tokio::test]
async fn seeds_once_and_mends_what_is_missing() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        assert_eq!(library::seed(services).await.unwrap(), 38, "{}", bed.backend);
        let files = file::Entity::find().all(services.db.read()).await.unwrap();
        bed.clock.advance(chrono::Duration::days(1));
        assert_eq!(library::seed(services).await.unwrap(), 0, "{}", bed.backend);
        assert_eq!(file::Entity::find().all(services.db.read()).await.unwrap(), files);

        // Every row stands on bytes that are there, have that hash and that length.
        for file in &files {
            let delivered = library::file(services, &FileId::trusted(file.id.clone())).await.unwrap();
            let bytes: Vec<u8> = blobs::open(services, &file.sha256, None)
                .await
                .unwrap()
                .try_fold(Vec::new(), |mut all, chunk| async move {
                    all.extend_from_slice(&chunk);
                    Ok(all)
                })
                .await
                .unwrap();
            assert_eq!(bytes.len() as u64, delivered.size);
            assert_eq!(blobs::sha256_hex(&bytes), file.sha256);
        }

        // A lost blob comes back with the next start; the file keeps its address and its day.
        let lost = &files[0].sha256;
        let path = format!("sha256/{}/{}/{lost}", &lost[..2], &lost[2..4]);
        services.blobs.delete(&path.into()).await.unwrap();
        assert_eq!(library::seed(services).await.unwrap(), 1, "{}", bed.backend);
        assert!(blobs::size(services, lost).await.unwrap().is_some());
        assert_eq!(file::Entity::find().count(services.db.read()).await.unwrap(), files.len() as u64);
        let again = file::Entity::find_by_id(&*files[0].id).one(services.db.read()).await.unwrap().unwrap();
        assert_eq!(again.modified_at, files[0].modified_at);
    }
}

#[tokio::test]
async fn shows_the_shelf_in_each_language() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        library::seed(services).await.unwrap();
        for locale in Locale::ALL {
            let index = library::index(services, locale, Filter::default()).await.unwrap();
            assert_eq!(index.collections.len(), 5);
            let shelf = &index.collections[0];
            assert_eq!(shelf.locale, locale);
            let order: Vec<&str> = shelf.items.iter().map(|card| card.id.as_str()).collect();
            assert_eq!(order, ["udhrar", "udhrfr", "udhren", "safetyaudio", "helplinescard"]);
            assert!(shelf.items.iter().all(|card| card.locale == locale && card.size > 0));
            assert!(shelf.items.iter().all(|card| card.minutes.is_some_and(|m| (1..60).contains(&m))));
            assert!(index.items.is_empty() && !index.more, "all items stand in collections");
            let facets = &index.facets;
            let kinds: Vec<_> = facets.kinds.iter().map(|one| (one.value, one.count)).collect();
            assert_eq!(kinds, [(Kind::Book, 3), (Kind::Document, 27), (Kind::Audio, 3)]);
            let languages: Vec<_> = facets.languages.iter().map(|one| one.value).collect();
            assert_eq!((languages, facets.total), (Locale::ALL.map(Tongue::from).to_vec(), 33));
            assert_eq!(facets.collections.len(), 5);
            assert_eq!(facets.collections[0].count, 14);
        }
        let book = Filter { kind: Some(Kind::Book), language: Some(Tongue::Fr), ..Filter::default() };
        let found = library::index(services, Locale::En, book).await.unwrap();
        assert!(found.collections.is_empty());
        assert_eq!(found.items.len(), 1);
        assert_eq!(found.items[0].id, item_id("udhrfr"));
        // The cover of a French book is French, whoever looks at it.
        assert_eq!(found.items[0].cover.locale, Locale::Fr);
        assert_eq!(found.items[0].cover.text, "Déclaration universelle des droits de l’homme");
        let beyond = Filter { page: 7, ..Filter::default() };
        assert!(library::index(services, Locale::Ar, beyond).await.unwrap().items.is_empty());
        let film = Filter { kind: Some(Kind::Video), ..Filter::default() };
        assert!(library::index(services, Locale::Ar, film).await.unwrap().items.is_empty());

        assert_eq!(library::latest_items(services, Locale::Ar, 3).await.unwrap().len(), 3);
        let section = Section::ProtectionOfWomen;
        assert_eq!(library::items_of_section(services, Locale::Ar, section, 99).await.unwrap().len(), 17);
        assert!(
            library::items_of_section(services, Locale::Ar, Section::Unions, 9).await.unwrap().is_empty()
        );
    }
}

#[tokio::test]
async fn describes_an_item_and_labels_the_fallback() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        library::seed(services).await.unwrap();
        let book = library::item(services, Locale::Fr, &item_id("udhrar")).await.unwrap();
        assert_eq!(book.card.languages, [Tongue::Ar]);
        assert_eq!(book.described_in.len(), 3);
        assert_eq!(
            book.editions.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(),
            ["udhrfr", "udhren"]
        );
        assert_eq!(book.agents[0].name.text, "Assemblée générale des Nations Unies");
        assert_eq!(
            book.files.iter().map(|file| file.role).collect::<Vec<_>>(),
            [FileRole::Html, FileRole::Epub]
        );

        let audio = library::item(services, Locale::Fr, &item_id("safetyaudio")).await.unwrap();
        assert!(audio.record.machine_read);
        assert_eq!(audio.files[0].language, Tongue::Fr, "the reader's language comes first");
        assert_eq!(audio.transcripts.len(), 3);
        assert!(audio.transcripts[0].html.as_str().contains("1899"));

        item_text::Entity::delete_many()
            .filter(item_text::Column::ItemId.eq("udhrar"))
            .filter(item_text::Column::Locale.ne("ar"))
            .exec(services.db.writer())
            .await
            .unwrap();
        let fallback = library::item(services, Locale::En, &item_id("udhrar")).await.unwrap();
        assert_eq!(fallback.card.locale, Locale::Ar);
        assert_eq!(fallback.card.title, "الإعلان العالمي لحقوق الإنسان");
    }
}

#[tokio::test]
async fn hides_everywhere_what_is_not_published_yet() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        library::seed(services).await.unwrap();
        item::Entity::update_many()
            .col_expr(item::Column::PublishedOn, Expr::val("2999-01-01"))
            .filter(item::Column::Id.ne("udhrfr"))
            .exec(services.db.writer())
            .await
            .unwrap();
        let index = library::index(services, Locale::Ar, Filter::default()).await.unwrap();
        assert_eq!(index.collections[0].items.len(), 1);
        let kinds: Vec<_> = index.facets.kinds.iter().map(|one| (one.value, one.count)).collect();
        assert_eq!(kinds, [(Kind::Book, 1)], "nothing hidden is counted");
        assert_eq!(library::latest_items(services, Locale::Ar, 9).await.unwrap().len(), 1);
        let hidden = item_id("udhrar");
        let codes = [
            library::item(services, Locale::Ar, &hidden).await.unwrap_err().code,
            library::read(services, Locale::Ar, &hidden, None).await.unwrap_err().code,
            library::file(services, &"udhrarhtml".parse().unwrap()).await.unwrap_err().code,
            library::item(services, Locale::Ar, &item_id("nothere")).await.unwrap_err().code,
        ];
        assert_eq!(codes, [ErrorCode::NotFound; 4]);
        let visible = library::item(services, Locale::Ar, &item_id("udhrfr")).await.unwrap();
        assert!(visible.editions.is_empty());
    }
}

#[tokio::test]
async fn opens_a_book_for_reading() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        library::seed(services).await.unwrap();
        let book = library::read(services, Locale::En, &item_id("udhrar"), None).await.unwrap();
        assert_eq!(book.language, Tongue::Ar);
        assert_eq!(book.contents.len(), 31);
        assert_eq!(book.contents[0].text, "الديباجة");
        assert_eq!(book.contents[30].anchor, "b-article-30");
        // The package's text had lost this "not".
        assert!(book.html.as_str().contains("لا يصح بحال من الأحوال"));
        let card = item_id("helplinescard");
        let sheet = library::read(services, Locale::Ar, &card, Some(Tongue::Fr)).await.unwrap();
        assert_eq!(sheet.language, Tongue::Fr);
        assert_eq!(sheet.languages, Locale::ALL.map(Tongue::from));
        assert!(sheet.html.as_str().contains("1899"));
        let audio = library::read(services, Locale::Ar, &item_id("safetyaudio"), None).await;
        assert_eq!(audio.unwrap_err().code, ErrorCode::NotFound);
        let missing = library::read(services, Locale::Ar, &item_id("udhrar"), Some(Tongue::En)).await;
        assert_eq!(missing.unwrap_err().code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn stores_streams_once_and_leaves_nothing_behind() {
    let bed = TestBed::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let disk = object_store::local::LocalFileSystem::new_with_prefix(folder.path()).unwrap().with_fsync(true);
    let mut services = bed.services.clone();
    let memory = services.blobs.clone();
    for store in [memory, std::sync::Arc::new(disk)] {
        services.blobs = store;
        let chunks = || stream::iter((0..40_u8).map(|i| Ok(Bytes::from(vec![i; 50_000]))));
        let stored = blobs::put(&services, chunks(), 2_000_000).await.unwrap();
        assert_eq!((stored.size, stored.written), (2_000_000, true));
        assert_eq!(blobs::size(&services, &stored.sha256).await.unwrap(), Some(2_000_000));
        let again = blobs::put(&services, chunks(), 2_000_000).await.unwrap();
        assert_eq!(again, blobs::Stored { written: false, ..stored.clone() });
        let part: Vec<Bytes> = blobs::open(&services, &stored.sha256, Some(49_999..50_001))
            .await
            .unwrap()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(part.concat(), [0, 1]);

        let refused = blobs::put(&services, chunks(), 1_999_999).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::TooLarge);
        let broken = chunks().take(3).chain(stream::iter([Err(std::io::Error::other("cut"))]));
        let refused = blobs::put(&services, broken, 2_000_000).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::UnreadableForm);
        let left: Vec<String> =
            services.blobs.list(None).map_ok(|meta| meta.location.to_string()).try_collect().await.unwrap();
        assert_eq!(left.len(), 1, "{left:?}");
        let absent = blobs::sha256_hex(b"absent");
        assert_eq!(blobs::size(&services, &absent).await.unwrap(), None);
        let error = blobs::open(&services, &absent, None).await.map(|_| ()).unwrap_err();
        assert_eq!(error.code, ErrorCode::Unavailable);
    }
}

/// A file of a ZIP archive, as its central directory lists it.
struct Entry {
    name: String,
    method: u16,
    content: Vec<u8>,
}

fn unzip(bytes: &[u8]) -> Vec<Entry> {
    let u16_at = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let u32_at = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = u32_at(end + 16) as usize;
    let mut entries = Vec::new();
    for _ in 0..u16_at(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (method, crc) = (u16_at(at + 10), u32_at(at + 16));
        let (packed, name_length) = (u32_at(at + 20) as usize, u16_at(at + 28) as usize);
        let local = u32_at(at + 42) as usize;
        let name = String::from_utf8(bytes[at + 46..at + 46 + name_length].to_vec()).unwrap();
        let start = local + 30 + u16_at(local + 26) as usize + u16_at(local + 28) as usize;
        let raw = &bytes[start..start + packed];
        let mut content = Vec::new();
        match method {
            0 => content.extend_from_slice(raw),
            8 => {
                flate2::read::DeflateDecoder::new(raw).read_to_end(&mut content).unwrap();
            }
            other => panic!("method {other}"),
        }
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        assert_eq!(sum.sum(), crc, "{name}");
        entries.push(Entry { name, method, content });
        at += 46 + name_length;
    }
    entries
}

/// Every `name="value"` and text of an XML file; panics when it is not well-formed.
fn xml_parts(text: &str) -> Vec<(String, String, String)> {
    use quick_xml::{XmlVersion, events::Event};
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut found) = (0_i32, Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {text}")) {
            Event::Eof => break,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Empty(start) => {
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    found.push((
                        start.name().as_ref().to_owned(),
                        attribute.key.as_ref().to_owned(),
                        attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned(),
                    ));
                }
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

#[tokio::test]
async fn makes_valid_epub_editions() {
    let bed = TestBed::sqlite().await;
    library::seed(&bed.services).await.unwrap();
    for (locale, dir) in [(Locale::Ar, "rtl"), (Locale::Fr, "ltr"), (Locale::En, "ltr")] {
        let id: FileId = format!("udhr{locale}epub").parse().unwrap();
        let file = library::file(&bed.services, &id).await.unwrap();
        assert_eq!(file.media_type, "application/epub+zip");
        let chunks: Vec<Bytes> =
            blobs::open(&bed.services, &file.sha256, None).await.unwrap().try_collect().await.unwrap();
        let bytes = chunks.concat();
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..58], b"application/epub+zip");
        let entries = unzip(&bytes);
        assert_eq!((entries[0].name.as_str(), entries[0].method), ("mimetype", 0));
        let text = |name: &str| {
            let entry = entries.iter().find(|entry| entry.name == name).unwrap_or_else(|| panic!("{name}"));
            String::from_utf8(entry.content.clone()).unwrap()
        };
        for entry in &entries[1..] {
            xml_parts(&text(&entry.name));
        }
        let container = xml_parts(&text("META-INF/container.xml"));
        assert!(container.iter().any(|(_, key, value)| key == "full-path" && value == "EPUB/package.opf"));
        let package = text("EPUB/package.opf");
        assert!(package.contains(&format!("<dc:language>{locale}</dc:language>")));
        assert!(package.contains(&format!("page-progression-direction=\"{dir}\"")));
        assert!(
            package
                .contains(&format!("<meta property=\"dcterms:modified\">{}</meta>", library::EDITION_MOMENT))
        );
        assert!(package.contains("<dc:identifier id=\"id\">") && package.contains("<dc:title>"));
        // Every file of the manifest is there, everything that is there is in the manifest, and the spine knows all.
        let parts = xml_parts(&package);
        let hrefs: Vec<_> = parts.iter().filter(|(tag, key, _)| tag == "item" && key == "href").collect();
        for (_, _, href) in &hrefs {
            let page = text(&format!("EPUB/{href}"));
            assert!(
                page.contains(&format!("lang=\"{locale}\" xml:lang=\"{locale}\" dir=\"{dir}\"")),
                "{href}"
            );
        }
        assert_eq!(hrefs.len(), entries.len() - 3);
        assert_eq!(parts.iter().filter(|(tag, ..)| tag == "itemref").count(), hrefs.len());
        let links = text("EPUB/nav.xhtml").matches("<li><a href=").count();
        assert_eq!(links, 32);
    }
}

#[tokio::test]
async fn the_starter_shelf_stands_up_to_the_desk_and_can_be_read_and_heard() {
    let bed = TestBed::sqlite().await;
    let s = &bed.services;
    library::seed(s).await.unwrap();
    let librarian = bed.member("warda", Role::Librarian).await;
    let rows = item::Entity::find().all(s.db.read()).await.unwrap();
    // What may be given away: with files, not only a card.
    let files = file::Entity::find().all(s.db.read()).await.unwrap();
    let given = |row: &&item::Model| files.iter().any(|file| file.item_id == row.id);
    assert_eq!(rows.iter().filter(given).count(), 21);

    // The guides that came later, in each of their languages.
    for (id, language, titled) in [
        ("guideunitfr", Locale::Fr, "unité spécialisée"),
        ("guideuniten", Locale::En, "specialised unit"),
        ("guideleavefr", Locale::Fr, "allaitement"),
        ("guideleaveen", Locale::En, "nursing break"),
        ("guidedoctor", Locale::Ar, "اطلبي ورقة مكتوبة"),
        ("guidedoctorfr", Locale::Fr, "Demandez un papier écrit"),
        ("guidedomestic", Locale::Ar, "554,736"),
        ("guidedomesticfr", Locale::Fr, "554,736"),
        ("guideassoc", Locale::Ar, "النظام الأساسي"),
        ("guideassocfr", Locale::Fr, "statuts"),
    ] {
        let guide = library::read(s, Locale::Ar, &item_id(id), None).await.unwrap();
        assert_eq!(guide.language, Tongue::from(language), "{id}");
        assert!(guide.html.as_str().contains(titled) && guide.contents.len() >= 8, "{id}");
        let shown = library::item(s, Locale::Fr, &item_id(id)).await.unwrap();
        let roles: Vec<_> = shown.files.iter().map(|file| file.role).collect();
        assert_eq!(roles, [FileRole::Html, FileRole::Epub, FileRole::Pdf], "{id}");
        assert!(!shown.editions.is_empty(), "{id} stands beside its other languages");
    }

    // Parts of a recording, each with what is said in it.
    let heard = library::item(s, Locale::Fr, &item_id("spokenunit")).await.unwrap();
    assert!(heard.record.machine_read && heard.transcripts.len() == 1);
    assert_eq!(heard.segments.iter().map(|part| part.start).collect::<Vec<_>>(), [0, 23, 55, 91]);
    let along = library::read_along(s, Locale::Ar, &item_id("spokenunit"), None, "1899").await.unwrap();
    let Said::Timed(parts) = along.said else { panic!("moments are known") };
    assert_eq!(along.found, 1);
    assert!(parts.len() == 4 && parts.iter().all(|part| part.segment.is_some() && part.lines.len() > 2));

    // A guide: on a page, as a book, on paper.
    let guide = library::read(s, Locale::En, &item_id("guideunit"), None).await.unwrap();
    assert_eq!((guide.language, guide.contents.len()), (Tongue::Ar, 8));
    assert_eq!(guide.contents[7].text, "المصادر");
    assert!(guide.html.as_str().contains("1899") && guide.html.as_str().contains("femmes_1025.html"));
    for name in ["guideunitepub", "guideinfofrepub"] {
        let file = library::file(s, &name.parse().unwrap()).await.unwrap();
        let chunks: Vec<Bytes> =
            blobs::open(s, &file.sha256, None).await.unwrap().try_collect().await.unwrap();
        let entries = unzip(&chunks.concat());
        for entry in &entries[1..] {
            xml_parts(std::str::from_utf8(&entry.content).unwrap());
        }
        let package = entries.iter().find(|entry| entry.name == "EPUB/package.opf").unwrap();
        assert!(String::from_utf8_lossy(&package.content).contains("<dc:date>2026-11-23</dc:date>"));
    }

    // Nothing stands there that the desk would have refused.
    for row in rows {
        let of = ItemId::trusted(row.id);
        library::unpublish(s, &librarian, &of).await.unwrap();
        let refused = library::publish(s, &librarian, &of).await.err();
        assert!(refused.is_none(), "{of}: {refused:?}");
    }
    assert_eq!(library::seed(s).await.unwrap(), 0, "a second start brings nothing");
}
