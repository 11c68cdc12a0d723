//! Collections: the page, the feed and the podcast, through the real router.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::{
    feeds::{Element, attribute, elements, texts},
    support::{TestApp, TestBrowser},
};
use domain::{Role, library, search};
use entity::library::{collection, collection_item, collection_text, file, item, item_text};
use http::Request;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

const PAGE: &str = "/ar/library/c/rights-and-safety";

/// A portal with its shelf, a reader and a librarian.
pub async fn shelves() -> Vec<(TestApp, TestBrowser, TestBrowser)> {
    let mut all = Vec::new();
    for app in TestApp::each().await {
        library::seed(&app.bed.services).await.unwrap();
        search::seed(&app.bed.services).await.unwrap();
        let reader = app.browser();
        let mut keeper = app.browser();
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        all.push((app, reader, keeper));
    }
    all
}

/// The recording is taken away for good.
pub async fn withdraw(keeper: &mut TestBrowser) {
    let form = [("action", "withdraw"), ("reason", "rights_claim"), ("note_fr", "Un mot."), ("sure", "yes")];
    keeper.post("/fr/desk/library/safetyaudio", &form).await.assert_status(303);
}

/// A link as it is followed inside the portal.
pub fn path(app: &TestApp, href: &str) -> String {
    let href = href.replace("&amp;", "&");
    let base = &app.state.site.public_url;
    href.strip_prefix(base.as_str()).unwrap_or_else(|| panic!("{href} is not absolute")).to_owned()
}

/// Where a link of this relation leads, from the head of a feed.
pub fn to(all: &[Element], rel: &str) -> Option<String> {
    all.iter()
        .find(|one| one.path == "feed/link" && attribute(one, "rel") == rel)
        .map(|one| attribute(one, "href").to_owned())
}

/// A collection called `many`, with so many books that have a file.
pub async fn fill(app: &TestApp, count: usize) {
    let db = app.bed.services.db.writer();
    let epub = file::Entity::find_by_id("udhrarepub").one(db).await.unwrap().unwrap();
    let row = collection::ActiveModel {
        id: Set("manymany".to_owned()),
        slug: Set("many".to_owned()),
        position: Set(9),
        content_hash: Set(String::new()),
        version: Set(0),
    };
    row.insert(db).await.unwrap();
    let text = collection_text::ActiveModel {
        collection_id: Set("manymany".to_owned()),
        locale: Set("ar".to_owned()),
        title: Set("كثيرة & كبيرة".to_owned()),
        summary: Set("<كل> ما فيها".to_owned()),
    };
    text.insert(db).await.unwrap();
    for n in 0..count {
        let id = format!("many{n:04}");
        let row = item::ActiveModel {
            id: Set(id.clone()),
            kind: Set("book".to_owned()),
            work: Set(None),
            section: Set(None),
            languages: Set("ar".to_owned()),
            year: Set(None),
            licence: Set("mit".to_owned()),
            source_url: Set(None),
            machine_read: Set(false),
            published_on: Set("2026-11-01".to_owned()),
            minutes: Set(None),
            size: Set(0),
            content_hash: Set(String::new()),
            state: Set("published".to_owned()),
            visible_from: Set(None),
            visible_to: Set(None),
            seen_at: Set(None),
            datestamp: Set(1),
            created_at: Set(1),
            withdrawn_at: Set(None),
            withdrawal_reason: Set(None),
            rights_holder: Set(None),
            accessibility: Set(String::new()),
            version: Set(0),
            created_by: Set(None),
            without_text_reason: Set(None),
            testimony: Set(false),
            audience: Set(None),
            reach: Set("everybody".to_owned()),
            text_only: Set(false),
            consent_until: Set(None),
            details: Set(String::new()),
            genre: Set(None),
        };
        row.insert(db).await.unwrap();
        let text = item_text::ActiveModel {
            item_id: Set(id.clone()),
            locale: Set("ar".to_owned()),
            slug: Set("كتاب".to_owned()),
            title: Set(format!("كتاب {n}")),
            summary: Set(String::new()),
            rights_note: Set(None),
        };
        text.insert(db).await.unwrap();
        let row = file::ActiveModel {
            id: Set(format!("file{n:04}")),
            item_id: Set(id.clone()),
            sha256: Set(epub.sha256.clone()),
            role: Set("epub".to_owned()),
            language: Set("ar".to_owned()),
            file_name: Set("كتاب.epub".to_owned()),
            seconds: Set(None),
            words: Set(None),
            plain: Set(None),
            position: Set(0),
            modified_at: Set(1),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        };
        row.insert(db).await.unwrap();
        let row = collection_item::ActiveModel {
            collection_id: Set("manymany".to_owned()),
            item_id: Set(id),
            position: Set(i32::try_from(n).unwrap()),
        };
        row.insert(db).await.unwrap();
    }
}

#[tokio::test]
async fn the_page_shows_its_items_in_order_and_leads_to_its_feeds() {
    for (app, mut reader, mut keeper) in shelves().await {
        reader.get("/ar/library").await.assert_text(&format!("href=\"{PAGE}\""));
        let page = reader.get(PAGE).await;
        page.assert_status(200).assert_text("الحقوق والسلامة").assert_text("نص أساسي عن حقوق كل إنسان");
        page.assert_text("application/rss+xml").assert_text("application/atom+xml");
        let text = page.text();
        let order = ["udhrar", "udhrfr", "udhren", "safetyaudio", "helplinescard"];
        let places: Vec<usize> =
            order.iter().map(|id| text.find(&format!("/ar/library/{id}-")).unwrap()).collect();
        assert!(places.is_sorted(), "{}: {places:?}", app.bed.backend);
        for subject in ["%00", "rights%00", "nowhere", "%D8%AD"] {
            reader.get(&format!("/fr/library?subject={subject}")).await.assert_status(422);
        }
        for lost in ["nowhere", "rights%00", "RIGHTS", "%D8%AD"] {
            reader.get(&format!("/ar/library/c/{lost}")).await.assert_status(404);
        }
        for page in ["0", "2", "01", "x", "-1"] {
            reader.get(&format!("{PAGE}?page={page}")).await.assert_status(404);
        }
        withdraw(&mut keeper).await;
        let text = reader.get(PAGE).await.assert_status(200).text();
        assert!(!text.contains("safetyaudio") && !text.contains("podcast.xml"), "nothing left to hear");
        fill(&app, 0).await;
        // A collection in which nobody sees anything is not there, whatever stands in it.
        let hidden = collection_item::ActiveModel {
            collection_id: Set("manymany".to_owned()),
            item_id: Set("safetyaudio".to_owned()),
            position: Set(0),
        };
        hidden.insert(app.bed.services.db.writer()).await.unwrap();
        let many = ["/ar/library/c/many", "/opds/collections/many", "/opds/2/collections/many"];
        let feeds = ["/ar/library/c/many/feed.atom", "/ar/library/c/many/podcast.xml"];
        for path in many.into_iter().chain(feeds) {
            let empty = reader.get(path).await;
            empty.assert_status(404);
            assert!(!empty.text().contains("كثيرة"), "{path}");
        }
        assert!(!reader.get("/ar/library").await.text().contains("كثيرة"));
    }
}

#[tokio::test]
async fn the_feed_is_valid_and_forgets_what_was_withdrawn() {
    for (app, mut reader, mut keeper) in shelves().await {
        for locale in ["ar", "fr", "en"] {
            let here = format!("/{locale}/library/c/rights-and-safety/feed.atom");
            let feed = reader.get(&here).await;
            feed.assert_status(200);
            assert!(feed.header("content-type").starts_with("application/atom+xml"));
            assert!(feed.header("x-robots-tag").contains("noindex"));
            let all = elements(&feed.text());
            assert_eq!(attribute(&all[0], "xmlns"), "http://www.w3.org/2005/Atom");
            assert_eq!(attribute(&all[0], "xml:lang"), locale);
            for of in ["id", "title", "updated"] {
                assert_eq!(texts(&all, &format!("feed/{of}")).len(), 1, "{of}");
                assert_eq!(texts(&all, &format!("feed/entry/{of}")).len(), 5, "{of}");
            }
            let instants = texts(&all, "feed/updated").into_iter().chain(texts(&all, "feed/entry/updated"));
            for instant in instants.chain(texts(&all, "feed/entry/published")) {
                chrono::DateTime::parse_from_rfc3339(instant).unwrap();
            }
            assert_eq!(path(&app, &to(&all, "self").unwrap()), here);
        }
        let here = format!("{PAGE}/feed.atom");
        let feed = reader.get(&here).await;
        let all = elements(&feed.text());
        assert!(texts(&all, "feed/entry/title").contains(&"الإعلان العالمي لحقوق الإنسان"));
        let authors = texts(&all, "feed/entry/author/name");
        assert_eq!(authors.iter().filter(|name| **name == "الجمعية العامة للأمم المتحدة").count(), 3);
        let again = Request::get(&here).header("if-none-match", feed.header("etag"));
        reader.send(again).await.assert_status(304);
        withdraw(&mut keeper).await;
        let feed = reader.get(&here).await;
        assert_eq!(texts(&elements(&feed.text()), "feed/entry/id").len(), 4);
        assert!(!feed.text().contains("safetyaudio") && !feed.text().contains("استمعي"));
        reader.get("/ar/library/c/nowhere/feed.atom").await.assert_status(404);
        reader.get(&format!("{here}?page=2")).await.assert_status(404);
    }
}

#[tokio::test]
async fn the_pages_of_a_feed_hold_everything_once() {
    for (app, mut reader, _) in shelves().await {
        fill(&app, 70).await;
        let mut next = Some("/ar/library/c/many/feed.atom".to_owned());
        let (mut seen, mut pages) = (Vec::new(), 0);
        while let Some(here) = next {
            let feed = reader.get(&here).await;
            let all = elements(&feed.assert_status(200).text());
            assert_eq!(texts(&all, "feed/title"), ["كثيرة & كبيرة"]);
            let ids = texts(&all, "feed/entry/id");
            assert!((1..=50).contains(&ids.len()));
            seen.extend(ids.into_iter().map(str::to_owned));
            next = to(&all, "next").map(|href| path(&app, &href));
            pages += 1;
            assert!(pages < 10);
        }
        assert_eq!((seen.len(), pages), (70, 3), "{}", app.bed.backend);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 70);
        // The page itself, by covers.
        let first = reader.get("/ar/library/c/many").await.text();
        assert_eq!(first.matches("class=\"item-card\"").count(), 48);
        let second = reader.get("/ar/library/c/many?page=2").await.text();
        assert_eq!(second.matches("class=\"item-card\"").count(), 22);
    }
}

#[tokio::test]
async fn the_podcast_has_what_a_player_needs() {
    for (app, mut reader, mut keeper) in shelves().await {
        for (locale, seconds) in [("ar", "148"), ("fr", "103"), ("en", "111")] {
            let here = format!("/{locale}/library/c/rights-and-safety/podcast.xml");
            let feed = reader.get(&here).await;
            feed.assert_status(200);
            assert!(feed.header("content-type").starts_with("application/rss+xml"));
            let all = elements(&feed.text());
            assert_eq!(attribute(&all[0], "version"), "2.0");
            assert_eq!(attribute(&all[0], "xmlns:itunes"), "http://www.itunes.com/dtds/podcast-1.0.dtd");
            assert_eq!(attribute(&all[0], "xmlns:podcast"), "https://podcastindex.org/namespace/1.0");
            let one = |path: &str| {
                let found = texts(&all, &format!("rss/channel/{path}"));
                assert_eq!(found.len(), 1, "{path}");
                found[0].to_owned()
            };
            assert_eq!((one("language"), one("itunes:explicit")), (locale.to_owned(), "false".to_owned()));
            assert!(!one("title").is_empty() && !one("description").is_empty());
            assert!(one("link").starts_with("http"));
            assert_eq!(one("item/itunes:duration"), seconds);
            assert_eq!(one("item/itunes:explicit"), "false");
            assert!(one("item/guid").ends_with("/i/safetyaudio"));
            chrono::DateTime::parse_from_rfc2822(&one("item/pubDate")).unwrap();
            let element = |path: &str| all.iter().find(|one| one.path == path).unwrap();
            let enclosure = element("rss/channel/item/enclosure");
            assert_eq!(attribute(enclosure, "type"), "audio/mpeg");
            let recording = reader.get(&path(&app, attribute(enclosure, "url"))).await;
            recording.assert_status(200);
            assert_eq!(recording.body.len().to_string(), attribute(enclosure, "length"));
            assert_eq!(recording.header("content-type"), "audio/mpeg");
            let transcripts: Vec<&Element> =
                all.iter().filter(|one| one.path == "rss/channel/item/podcast:transcript").collect();
            assert_eq!(transcripts.len(), 1, "only of what is heard");
            assert_eq!(attribute(transcripts[0], "language"), locale);
            assert_eq!(attribute(transcripts[0], "type"), "text/plain");
            reader.get(&path(&app, attribute(transcripts[0], "url"))).await.assert_status(200);
        }
        for (start, title) in [("0", "Début"), ("1:05", "Appeler")] {
            let form = [("action", "save"), ("start", start), ("title_fr", title)];
            keeper.post("/fr/desk/library/safetyaudio/segments", &form).await.assert_status(303);
        }
        let feed = reader.get("/fr/library/c/rights-and-safety/podcast.xml").await;
        let all = elements(&feed.text());
        let chapters = all.iter().find(|one| one.path == "rss/channel/item/podcast:chapters").unwrap();
        assert_eq!(attribute(chapters, "type"), "application/json+chapters");
        let address = path(&app, attribute(chapters, "url"));
        let found = reader.get(&address).await;
        found.assert_status(200);
        assert_eq!(found.header("content-type"), "application/json+chapters");
        let json: serde_json::Value = serde_json::from_str(&found.text()).unwrap();
        assert_eq!(json["version"], "1.2.0");
        assert_eq!(json["chapters"][0], serde_json::json!({"startTime": 0, "endTime": 65, "title": "Début"}));
        assert_eq!(json["chapters"][1]["title"], "Appeler");
        reader.get("/media/chapters/udhrar.json").await.assert_status(404);
        withdraw(&mut keeper).await;
        reader.get(&address).await.assert_status(410);
        let here = format!("{PAGE}/podcast.xml");
        reader.get(&here).await.assert_status(404);
        let others = reader.get("/ar/library/c/to-listen/podcast.xml").await;
        others.assert_status(200).assert_text("/i/spokenunit").assert_text("/i/spokenleave");
        assert!(!others.text().contains("safetyaudio"));
        reader.get("/ar/library/c/nowhere/podcast.xml").await.assert_status(404);
    }
}
