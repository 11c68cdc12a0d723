//! The catalogues for programs that read, as such a program walks through them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use crate::{
    collections::{fill, path, shelves, to, withdraw},
    feeds::{Element, attribute, elements, texts},
    support::{TestApp, TestBrowser, encode},
};
use entity::library::{blob, file, item};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::Value;

const KEEP: &str = "http://opds-spec.org/acquisition/open-access";

async fn feed(reader: &mut TestBrowser, address: &str) -> Vec<Element> {
    let answer = reader.get(address).await;
    elements(&answer.assert_status(200).text())
}

async fn json(reader: &mut TestBrowser, address: &str) -> Value {
    let answer = reader.get(address).await;
    answer.assert_status(200);
    serde_json::from_slice(&answer.body).unwrap()
}

fn typed(text: &str) -> String {
    encode(&[("", text)]).split_off(1)
}

/// Follows every link of an OPDS 1.2 catalogue that leads to another feed of it; answers what each says.
async fn walk(app: &TestApp, reader: &mut TestBrowser, start: &str) -> Vec<(String, String)> {
    let (mut known, mut waiting) = (BTreeSet::from([start.to_owned()]), vec![start.to_owned()]);
    let mut all = Vec::new();
    while let Some(here) = waiting.pop() {
        let answer = reader.get(&here).await;
        answer.assert_status(200);
        assert!(answer.header("x-robots-tag").contains("noindex"));
        let feed = elements(&answer.text());
        for of in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(texts(&feed, of).len(), 1, "{of} of {here}");
        }
        chrono::DateTime::parse_from_rfc3339(texts(&feed, "feed/updated")[0]).unwrap();
        let own = to(&feed, "self").unwrap();
        assert!(to(&feed, "start").is_some() && to(&feed, "search").is_some(), "{here}");
        let is_start = path(app, &own).split('?').next() == Some("/opds");
        assert_eq!(to(&feed, "up").is_none(), is_start, "{here}");
        let of_self = feed.iter().find(|one| attribute(one, "rel") == "self").unwrap();
        assert_eq!(attribute(of_self, "type"), answer.header("content-type"), "{here}");
        let entries = texts(&feed, "feed/entry/id").len();
        let holds = feed.iter().filter(|one| one.path == "feed/entry/link" && attribute(one, "rel") == KEEP);
        if answer.header("content-type").ends_with("kind=acquisition") {
            assert!(holds.count() >= entries, "{here}: something to take along in every entry");
        } else {
            assert!(entries > 0 && holds.count() == 0, "{here}");
        }
        for link in feed.iter().filter(|one| one.path.ends_with("/link")) {
            let (kind, href) = (attribute(link, "type"), attribute(link, "href"));
            assert!(href.starts_with("http"), "{href} in {here}");
            if kind.starts_with("application/atom+xml;profile=opds-catalog") {
                let next = path(app, href);
                if known.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        all.push((here, answer.text()));
        assert!(all.len() < 900, "there is an end");
    }
    all
}

#[tokio::test]
async fn a_program_walks_through_the_whole_catalogue() {
    for (app, mut reader, mut keeper) in shelves().await {
        // Programs find it from the library's page.
        reader.get("/fr/library").await.assert_text("application/atom+xml;profile=opds-catalog");
        let root = reader.get("/opds").await;
        assert_eq!(root.header("content-type"), "application/atom+xml;profile=opds-catalog;kind=navigation");
        assert_eq!(reader.get("/opds/").await.assert_status(200).text(), root.text());
        let all = walk(&app, &mut reader, "/opds").await;
        let places: Vec<&str> = all.iter().map(|(here, _)| here.as_str()).collect();
        for wanted in [
            "/opds/new?lang=ar",
            "/opds/collections/rights-and-safety?lang=ar",
            "/opds/subjects/rights?lang=ar",
            "/opds/subjects/human-rights?lang=ar",
            "/opds/languages/fr?lang=ar",
            "/opds/new?lang=ar&kind=audio",
        ] {
            assert!(places.contains(&wanted), "{}: {wanted} in {places:?}", app.bed.backend);
        }
        for wanted in ["/i/safetyaudio", "/i/guideunit", "/i/spokenleave"] {
            assert!(all.iter().any(|(_, text)| text.contains(wanted)), "{wanted}");
        }
        assert!(!all.iter().any(|(_, text)| text.contains("/i/cedaw")), "nothing to take along");
        withdraw(&mut keeper).await;
        for (here, text) in walk(&app, &mut reader, "/opds?lang=fr").await {
            assert!(!text.contains("safetyaudio") && !text.contains("À écouter"), "{here}");
        }
        let kinds = feed(&mut reader, "/opds/new?kind=audio").await;
        assert_eq!(texts(&kinds, "feed/entry/id").len(), 2, "the others are still to be heard");
    }
}

#[tokio::test]
async fn an_entry_says_everything_about_a_book() {
    for (_app, mut reader, _) in shelves().await {
        let all = feed(&mut reader, "/opds/subjects/human-rights?language=ar").await;
        assert_eq!(texts(&all, "feed/title"), ["حقوق الإنسان"]);
        assert_eq!(texts(&all, "feed/entry/title"), ["الإعلان العالمي لحقوق الإنسان"]);
        assert_eq!(texts(&all, "feed/entry/author/name"), ["الجمعية العامة للأمم المتحدة"]);
        assert_eq!(texts(&all, "feed/entry/contributor/name"), ["جسور، بوابة الكاف"]);
        assert_eq!(texts(&all, "feed/entry/dc:publisher"), ["مفوضية الأمم المتحدة السامية لحقوق الإنسان"]);
        assert_eq!(texts(&all, "feed/entry/dc:language"), ["ar"]);
        assert_eq!(texts(&all, "feed/entry/dc:issued"), ["1948"]);
        assert_eq!(texts(&all, "feed/entry/dc:type"), ["law"]);
        let numbers = texts(&all, "feed/entry/dc:identifier");
        assert!(numbers[0].ends_with("/i/udhrar") && numbers.len() == 2, "{numbers:?}");
        let files: Vec<(&str, bool)> = all
            .iter()
            .filter(|one| one.path == "feed/entry/link" && attribute(one, "rel") == KEEP)
            .map(|one| (attribute(one, "type"), attribute(one, "length") != "0"))
            .collect();
        assert_eq!(files, [("application/epub+zip", true), ("text/html", true)]);
        let active: Vec<&str> = all
            .iter()
            .filter(|one| attribute(one, "opds:activeFacet") == "true")
            .map(|one| attribute(one, "title"))
            .collect();
        assert_eq!(active, ["العربية"], "kinds are no choice: there are only books");
        // In her language, where there is one; Arabic for what is none.
        let french = feed(&mut reader, "/opds/languages/ar?lang=fr").await;
        assert!(texts(&french, "feed/entry/title").contains(&"Feuille des numéros utiles"));
        let other = feed(&mut reader, "/opds?lang=xx").await;
        assert_eq!(attribute(&other[0], "xml:lang"), "ar");
        for lost in [
            "/opds/nothing",
            "/opds/new/x",
            "/opds/collections/nowhere",
            "/opds/subjects/moon",
            "/opds/subjects/%00",
            "/opds/languages/xx",
            "/opds/new?kind=poem",
            "/opds/new?language=xx",
            "/opds/new?page=0",
            "/opds/new?page=2",
            "/opds/collections?page=2",
            "/opds/2/publications/nothere0",
            "/opds/2/publications/x",
            "/opds/2/new?page=9999999999",
        ] {
            reader.get(lost).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn next_leads_through_everything_once() {
    for (app, mut reader, _) in shelves().await {
        fill(&app, 70).await;
        for (start, count) in [("/opds/new", 91), ("/opds/collections/many", 70)] {
            let mut next = Some(start.to_owned());
            let mut seen = Vec::new();
            while let Some(here) = next {
                let all = feed(&mut reader, &here).await;
                assert_eq!(texts(&all, "feed/opensearch:totalResults"), [count.to_string()]);
                let ids = texts(&all, "feed/entry/id");
                assert!((1..=50).contains(&ids.len()), "{here}");
                seen.extend(ids.into_iter().map(str::to_owned));
                next = to(&all, "next").map(|href| path(&app, &href));
            }
            assert_eq!(seen.len(), count, "{} {start}", app.bed.backend);
            let once: BTreeSet<&String> = seen.iter().collect();
            assert_eq!(once.len(), count, "{start}");
            if start.contains("many") {
                assert!(seen.is_sorted(), "in the order of the collection");
            }
            let mut next = Some(start.replace("/opds/", "/opds/2/"));
            let mut seen = BTreeSet::new();
            while let Some(here) = next {
                let page = json(&mut reader, &here).await;
                assert_eq!(page["metadata"]["numberOfItems"], count);
                for one in page["publications"].as_array().unwrap() {
                    assert!(seen.insert(one["metadata"]["identifier"].as_str().unwrap().to_owned()));
                }
                next = link(&page, "next").map(|href| path(&app, &href));
            }
            assert_eq!(seen.len(), count, "{start}");
        }
    }
}

#[tokio::test]
async fn a_program_searches_in_arabic() {
    for (app, mut reader, mut keeper) in shelves().await {
        let root = feed(&mut reader, "/opds").await;
        let ways: Vec<(&str, &str)> = root
            .iter()
            .filter(|one| one.path == "feed/link" && attribute(one, "rel") == "search")
            .map(|one| (attribute(one, "type"), attribute(one, "href")))
            .collect();
        let [(description, at), ("application/atom+xml", direct)] = ways[..] else { panic!("{ways:?}") };
        assert_eq!(description, "application/opensearchdescription+xml");
        assert!(direct.contains("{searchTerms}"));
        let answer = reader.get(&path(&app, at)).await;
        assert_eq!(answer.assert_status(200).header("content-type"), description);
        let described = elements(&answer.text());
        assert_eq!(attribute(&described[0], "xmlns"), "http://a9.com/-/spec/opensearch/1.1/");
        for of in ["ShortName", "Description"] {
            assert_eq!(texts(&described, &format!("OpenSearchDescription/{of}")).len(), 1);
        }
        let url = described
            .iter()
            .find(|one| one.path.ends_with("/Url") && attribute(one, "type").ends_with("kind=acquisition"))
            .unwrap();
        assert_eq!(attribute(url, "template"), direct);
        // As one types: without the vowel marks of the title.
        let search = |text: &str| path(&app, direct).replace("{searchTerms}", &typed(text));
        let found = feed(&mut reader, &search("سلامتك")).await;
        let ids = texts(&found, "feed/entry/id");
        assert!(ids.iter().any(|id| id.ends_with("/i/safetyaudio")), "{}: {ids:?}", app.bed.backend);
        let nothing = feed(&mut reader, &search("قاطرة")).await;
        assert_eq!(texts(&nothing, "feed/entry/id").len(), 0);
        assert_eq!(texts(&nothing, "feed/opensearch:totalResults"), ["0"]);
        feed(&mut reader, &search("")).await;
        let hostile = feed(&mut reader, &search("<&\">")).await;
        assert!(to(&hostile, "self").is_some());
        reader.get(&search(&"ط".repeat(2_000))).await.assert_status(422);

        let root = json(&mut reader, "/opds/2").await;
        let template = link(&root, "search").unwrap();
        let address = path(&app, &template.replace("{&query}", &format!("&query={}", typed("سلامتك"))));
        let found = json(&mut reader, &address).await;
        let publications = found["publications"].as_array().unwrap();
        assert!(publications.iter().any(|one| holds(one, "safetyaudio")), "{found}");
        withdraw(&mut keeper).await;
        let left = feed(&mut reader, &search("سلامتك")).await;
        assert!(!texts(&left, "feed/entry/id").iter().any(|id| id.contains("safetyaudio")));
        assert!(!json(&mut reader, &address).await.to_string().contains("safetyaudio"));
    }
}

fn holds(publication: &Value, id: &str) -> bool {
    publication["metadata"]["identifier"].as_str().unwrap().ends_with(&format!("/i/{id}"))
}

/// Where a link of this relation leads, from a feed or publication of OPDS 2.0.
fn link(of: &Value, rel: &str) -> Option<String> {
    let links = of["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel)?;
    Some(found["href"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_second_edition_has_the_shape_of_its_schema() {
    for (app, mut reader, mut keeper) in shelves().await {
        assert_eq!(json(&mut reader, "/opds/2/").await, json(&mut reader, "/opds/2").await);
        let (mut known, mut waiting) = (BTreeSet::new(), vec!["/opds/2?lang=en".to_owned()]);
        let mut books = Vec::new();
        while let Some(here) = waiting.pop() {
            let answer = reader.get(&here).await;
            assert_eq!(answer.assert_status(200).header("content-type"), "application/opds+json");
            let page: Value = serde_json::from_slice(&answer.body).unwrap();
            assert!(page["metadata"]["title"].as_str().is_some_and(|title| !title.is_empty()), "{here}");
            assert!(link(&page, "self").is_some(), "{here}");
            let search =
                page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "search").unwrap();
            assert_eq!(search["templated"], true);
            let list = |name: &str| page[name].as_array().cloned().unwrap_or_default();
            let (ways, publications) = (list("navigation"), list("publications"));
            assert!(!ways.is_empty() || !publications.is_empty(), "{here}: one of them at least");
            let facets = list("facets");
            let choices = facets.iter().flat_map(|group| group["links"].as_array().unwrap());
            for way in ways.iter().chain(choices) {
                assert!(way["title"].is_string(), "{way}");
                let next = path(&app, way["href"].as_str().unwrap());
                if known.insert(next.clone()) {
                    waiting.push(next);
                }
            }
            books.extend(publications);
        }
        assert!(known.iter().any(|here| here.starts_with("/opds/2/languages/fr")), "{known:?}");
        let mut fetched = BTreeSet::new();
        for book in &books {
            let own = link(book, "self").unwrap();
            if !fetched.insert(own.clone()) {
                continue;
            }
            let links = book["links"].as_array().unwrap();
            assert!(links.iter().any(|link| link["rel"] == KEEP), "{book}");
            let pictures = book["images"].as_array().unwrap();
            assert!(pictures.iter().any(|one| one["type"] == "image/jpeg"), "{book}");
            let own = reader.get(&path(&app, &own)).await;
            assert_eq!(own.assert_status(200).header("content-type"), "application/opds-publication+json");
            let alone: Value = serde_json::from_slice(&own.body).unwrap();
            assert_eq!(&alone, book);
        }
        let book = books.iter().find(|one| holds(one, "udhrar")).unwrap();
        let said = &book["metadata"];
        assert_eq!(said["@type"], "http://schema.org/Book");
        assert_eq!(said["title"]["ar"], "الإعلان العالمي لحقوق الإنسان");
        assert_eq!(said["title"]["en"], "Universal Declaration of Human Rights (in Arabic)");
        assert_eq!(said["author"][0]["name"]["ar"], "الجمعية العامة للأمم المتحدة");
        assert_eq!(said["language"][0], "ar");
        assert_eq!(said["accessibility"]["accessMode"][0], "textual");
        let features = said["accessibility"]["feature"].as_array().unwrap();
        assert!(features.iter().any(|one| one == "structuralNavigation"), "{features:?}");
        let heard = books.iter().find(|one| holds(one, "safetyaudio")).unwrap();
        assert_eq!(heard["metadata"]["duration"], 111, "in the reader's language");

        assert!(said["accessibility"].get("summary").is_none(), "{said}");
        assert_eq!(said["accessibility"]["accessModeSufficient"][0][0], "textual");
        let note = r#"{"access_note":{"fr":"Se lit à voix haute.","en":"Can be read aloud."}}"#;
        item::Entity::update_many()
            .col_expr(item::Column::Details, Expr::value(note))
            .filter(item::Column::Id.eq("udhrar"))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        for (lang, expected) in [("en", "Can be read aloud."), ("ar", "Se lit à voix haute.")] {
            let told = json(&mut reader, &format!("/opds/2/publications/udhrar?lang={lang}")).await;
            assert_eq!(told["metadata"]["accessibility"]["summary"], expected);
        }
        reader.get("/opds/2/publications/safetyaudio").await.assert_status(200);
        withdraw(&mut keeper).await;
        reader.get("/opds/2/publications/safetyaudio").await.assert_status(410);
        for here in known.iter().filter(|here| !here.contains("kind=audio")) {
            assert!(!json(&mut reader, here).await.to_string().contains("safetyaudio"), "{here}");
        }
        let empty = json(&mut reader, "/opds/2/new?kind=video").await;
        assert!(empty["navigation"][0]["href"].is_string() && empty.get("publications").is_none());
    }
}

#[tokio::test]
async fn every_publication_has_a_picture_of_its_cover() {
    for (app, mut reader, _) in shelves().await {
        let db = app.bed.services.db.writer();
        let sha256 = "c0".repeat(32);
        let row = blob::ActiveModel {
            sha256: Set(sha256.clone()),
            size: Set(3),
            media_type: Set("image/jpeg".to_owned()),
            stored_at: Set(1),
            checked_at: Set(0),
            bad_since: Set(None),
            traces: Set(None),
        };
        row.insert(db).await.unwrap();
        let row = file::ActiveModel {
            id: Set("udhrarcover".to_owned()),
            item_id: Set("udhrar".to_owned()),
            sha256: Set(sha256),
            role: Set("cover".to_owned()),
            language: Set("ar".to_owned()),
            file_name: Set("غلاف.jpg".to_owned()),
            seconds: Set(None),
            words: Set(None),
            plain: Set(None),
            position: Set(9),
            modified_at: Set(1),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        };
        row.insert(db).await.unwrap();
        let book = json(&mut reader, "/opds/2/publications/udhrar").await;
        assert_eq!(book["images"][0]["type"], "image/jpeg");
        let picture = path(&app, book["images"][0]["href"].as_str().unwrap());
        assert_eq!(picture, "/media/cover/udhrar.jpg");
        let kept = book["links"].as_array().unwrap().iter().filter(|link| link["rel"] == KEEP);
        assert_eq!(kept.count(), 2, "a picture is nothing to read");
        let all = feed(&mut reader, "/opds/subjects/human-rights").await;
        for rel in ["http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"] {
            let found: Vec<&Element> = all.iter().filter(|one| attribute(one, "rel") == rel).collect();
            assert_eq!(found.len(), texts(&all, "feed/entry/id").len(), "{rel}");
            assert!(found.iter().any(|one| path(&app, attribute(one, "href")) == picture));
        }
        let newest = json(&mut reader, "/opds/2/new").await;
        for one in newest["publications"].as_array().unwrap() {
            assert_eq!(one["images"][0]["type"], "image/jpeg", "{one}");
            let picture = path(&app, one["images"][0]["href"].as_str().unwrap());
            let answer = reader.get(&picture).await;
            answer.assert_status(200);
            assert_eq!(answer.header("content-type"), "image/jpeg");
        }
    }
}
