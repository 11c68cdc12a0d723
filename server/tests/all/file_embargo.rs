//! Files with dates of their own, at every door of the portal behind which a file or something made from it is given:
//! before their day, on it and after the last one, for a guest, a member and a librarian.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::Duration;
use contract::{Locale, ids::ItemId};
use domain::{
    Actor, Role, Services,
    library::{self, Dates, FileDates, SegmentForm, SegmentText, covers, pages},
    search,
    services::day_of,
    testing::{TestFile, pdf},
};
use entity::library::file;
use http::{Method, Request};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    book::tale,
    support::{TestApp, TestBrowser, encode},
};

const DAY: i64 = 86_400_000;
const ITEM: &str = "/fr/library/safetyaudio";
const DESK: &str = "/fr/desk/library/safetyaudio";
const WHY: &str = "Accord avec l'autrice <b>signé</b>";
const CAPTIONS: &str = "WEBVTT\n\n00:01.500 --> 00:04.000\nCoriandre et fenouil.\n";

fn item() -> ItemId {
    "safetyaudio".parse().unwrap()
}

/// An item with files of every sort.
async fn furnish(services: &Services, librarian: &Actor) {
    library::seed(services).await.unwrap();
    search::seed(services).await.unwrap();
    let file =
        |id, role, language, media, name| TestFile { id, item: "safetyaudio", role, language, media, name };
    file("thepages", "pdf", "fr", "application/pdf", "droits.pdf")
        .put(services, pdf(&["Les ouvrieres agricoles ont droit a un contrat ecrit, dit la loi zafaran."]))
        .await;
    file("thebook", "epub", "ar", "application/epub+zip", "book.epub").put(services, tale()).await;
    file("thecaptions", "captions", "fr", "text/vtt", "dit.vtt").put(services, CAPTIONS).await;
    pages::read_waiting(services).await.unwrap();
    let text = SegmentText { title: "Samovar".to_owned(), ..SegmentText::default() };
    let part =
        SegmentForm { id: String::new(), start: "1:05".to_owned(), texts: [(Locale::Fr, text)].into() };
    library::write_segment(services, librarian, &item(), &part).await.unwrap();
    covers::make(services, &item()).await.unwrap();
}

/// The form of the dates of one file, without a last day.
fn dated<'a>(from: &'a str, reason: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("action", "file_embargo"),
        ("file", "thepages"),
        ("open_from", from),
        ("open_to", ""),
        ("open_reason", reason),
    ]
}

/// What stands behind a door.
enum Door {
    /// An answer of this status; not found while it is closed.
    Answers(Method, String, Option<(&'static str, String)>, u16),
    /// A page on which this stands; not while it is closed.
    Says(String, &'static str),
}

impl Door {
    fn get(path: &str) -> Self {
        Self::Answers(Method::GET, path.to_owned(), None, 200)
    }

    async fn assert(&self, reader: &mut TestBrowser, open: bool, when: &str) {
        match self {
            Self::Answers(method, path, header, status) => {
                let mut request = Request::builder().method(method.clone()).uri(path);
                if let Some((name, value)) = header {
                    request = request.header(*name, value);
                }
                let answer = reader.send(request).await;
                let wanted = if open { *status } else { 404 };
                assert_eq!(answer.status.as_u16(), wanted, "{when}: {method} {path} {header:?}");
            }
            Self::Says(path, words) => {
                let answer = reader.visit(path).await;
                let says = answer.text().replace("&amp;", "&").contains(words);
                assert_eq!(says, open, "{when}: {path} says {words}: {}", answer.text());
            }
        }
    }
}

/// Every door. Addresses are those of the open item.
async fn doors(reader: &mut TestBrowser) -> Vec<Door> {
    let pdf = "/media/thepages/droits.pdf";
    let tag = reader.get(pdf).await.header("etag").to_owned();
    let book = reader.visit("/ar/library/safetyaudio/read").await.text().replace("&amp;", "&");
    let picture =
        book.split('"').find(|part| part.starts_with("/media/book/")).expect("a picture").to_owned();
    let search = |l: &str, words: &str| format!("/{l}/search?{}", encode(&[("q", words)]));
    let says = |path: &str, words: &'static str| Door::Says(path.to_owned(), words);
    vec![
        // Bytes.
        Door::get(pdf),
        Door::Answers(Method::GET, pdf.to_owned(), Some(("range", "bytes=0-3".to_owned())), 206),
        Door::Answers(Method::HEAD, pdf.to_owned(), None, 200),
        Door::Answers(Method::GET, pdf.to_owned(), Some(("if-none-match", tag)), 304),
        Door::Answers(Method::GET, "/media/safetyaudiofr/x".to_owned(), None, 308),
        Door::get("/media/thecaptions/dit.vtt"),
        Door::get("/media/thebook/book.epub"),
        Door::get("/media/page/thepages/1.jpg"),
        Door::get(&picture),
        Door::get("/media/chapters/safetyaudio.json"),
        // The page of the item, and what is read there.
        says(ITEM, "/media/thepages/"),
        says(ITEM, "<audio"),
        says(ITEM, "citation_pdf_url"),
        says(ITEM, "Samovar"),
        says(ITEM, "<img src=\"/media/cover/safetyaudio.jpg\""),
        says("/fr/library/safetyaudio/read?page=1", "ouvrieres agricoles"),
        says("/fr/library/safetyaudio/read?page=1&q=zafaran", "<mark>zafaran</mark>"),
        Door::Says(format!("/ar/library/safetyaudio/read?{}", encode(&[("q", "كتاب")])), "<mark>"),
        says("/ar/library/safetyaudio/read", "/media/book/"),
        says("/fr/library/safetyaudio/transcript?lang=fr", "Coriandre"),
        // What is found.
        Door::Says(search("fr", "zafaran"), "safetyaudio"),
        Door::Says(search("fr", "coriandre"), "safetyaudio"),
        Door::Says(search("fr", "samovar"), "safetyaudio"),
        Door::Says(search("ar", "جبل"), "safetyaudio"),
        // Lists and facets.
        says("/fr/library", "<img src=\"/media/cover/safetyaudio.jpg\""),
        says("/fr/library?having=captions", "safetyaudio"),
        // Machines.
        says("/i/safetyaudio.jsonld", "/media/safetyaudio"),
        says("/i/safetyaudio.jsonld", "timeRequired"),
        says("/opds/new?lang=ar&kind=audio", "safetyaudio"),
        says("/opds/2/publications/safetyaudio", "/media/safetyaudiofr/"),
        says("/fr/library/c/rights-and-safety/podcast.xml", "/media/safetyaudio"),
    ]
}

#[tokio::test]
async fn each_door_is_closed_before_the_day_and_after_the_last_one() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        let librarian = app.bed.member("warda", Role::Librarian).await;
        furnish(s, &librarian).await;
        let member = app.bed.member("zahra", Role::Member).await;
        let readers = [("guest", None), ("member", Some(member)), ("librarian", Some(librarian.clone()))];
        let mut guest = app.browser();
        let doors = doors(&mut guest).await;
        for door in &doors {
            door.assert(&mut guest, true, "without dates").await;
        }

        let dates = Dates { from: day_of(s.now_ms() + 2 * DAY), to: day_of(s.now_ms() + 3 * DAY) };
        let typed = FileDates { dates: dates.clone(), reason: WHY.to_owned() };
        let files = file::Entity::find()
            .filter(file::Column::ItemId.eq("safetyaudio"))
            .all(s.db.read())
            .await
            .unwrap();
        app.bed.clock.advance(Duration::seconds(1));
        for one in &files {
            library::embargo_file(s, &librarian, &item(), &one.id.parse().unwrap(), &typed).await.unwrap();
        }
        // Made from a file that is closed, where there is no other: nobody sees it yet.
        covers::make(s, &item()).await.unwrap();
        for (when, days, open) in [("before", 0, false), ("on its day", 2, true), ("after", 2, false)] {
            app.bed.clock.advance(Duration::days(days));
            for (name, actor) in &readers {
                // Nobody stays signed in over days.
                let mut browser = app.browser();
                if let Some(actor) = actor {
                    browser.sign_in_as(actor).await;
                }
                let when = format!("{} {name} {when}", app.bed.backend);
                for door in &doors {
                    door.assert(&mut browser, open, &when).await;
                }
                let page = browser.visit(ITEM).await;
                page.assert_status(200);
                let text = page.text();
                let coming = when.ends_with("before");
                let opens = format!("Ouvert à partir du {}", i18n::dates::day(Locale::Fr, &dates.from));
                let bare = text.replace(['\u{2068}', '\u{2069}'], "");
                assert_eq!(bare.contains(&opens), coming, "{when}: {bare}");
                assert_eq!(text.contains("signé&lt;/b&gt;"), coming, "{when}");
                assert_eq!(bare.contains("Pas ouvert en ce moment"), !open, "{when}");
                assert!(open || !bare.contains("droits.pdf"), "{when}: not even its name");
            }
            // She who keeps it opens it at the desk.
            let mut keeper = app.browser();
            keeper.sign_in_as(&librarian).await;
            let desk = keeper.get(DESK).await.text().replace("&amp;", "&");
            let pass =
                desk.split('"').find(|part| part.starts_with("/media/thepages/") && part.contains("sig="));
            assert_eq!(pass.is_none(), open, "{when}");
            if let Some(pass) = pass {
                let answer = guest.get(pass).await;
                answer.assert_status(200);
                assert_eq!(answer.header("cache-control"), "private, no-store");
            }
        }
    }
}

#[tokio::test]
async fn the_desk_keeps_refused_texts_and_takes_dates_away() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        let librarian = app.bed.member("warda", Role::Librarian).await;
        furnish(s, &librarian).await;
        let mut keeper = app.browser();
        keeper.sign_in_as(&librarian).await;
        let mut reader = app.browser();
        let (early, late) = (day_of(s.now_ms() + 2 * DAY), day_of(s.now_ms() + 5 * DAY));
        let long = "x".repeat(301);
        for (from, to, reason, said) in [
            (&*late, &*early, WHY, "avant le premier jour"),
            ("bientôt", "", WHY, "2026-11-28"),
            ("", "", WHY, "id=\"open_from-error\""),
            (&*early, "", &*long, "300"),
        ] {
            let form = [
                ("action", "file_embargo"),
                ("file", "thepages"),
                ("open_from", from),
                ("open_to", to),
                ("open_reason", reason),
            ];
            let refused = keeper.post(DESK, &form).await;
            refused.assert_status(422).assert_text(said);
            let kept = reason.replace('\'', "&#x27;");
            let text = refused.text();
            assert!(
                text.contains("value=\"Accord avec") || text.contains(&format!("value=\"{kept}\"")),
                "{text}"
            );
            assert_eq!(text.matches("id=\"open_reason\"").count(), 1, "one form was refused");
        }
        reader.get("/media/thepages/droits.pdf").await.assert_status(200);

        let done = keeper.post(DESK, &dated(&early, WHY)).await;
        done.assert_status(303);
        assert!(done.location().ends_with("?done=file_embargo"));
        keeper.get(done.location()).await.assert_text("Dates du fichier enregistrées.");
        keeper.get(DESK).await.assert_text("Fermé aux lectrices").assert_text(&format!("value=\"{early}\""));
        reader.get("/media/thepages/droits.pdf").await.assert_status(404);
        reader.get("/media/thebook/book.epub").await.assert_status(200);
        reader.visit(ITEM).await.assert_text("/media/thebook/").assert_text("Ouvert à partir du");

        // Without days there is nothing left of it.
        keeper.post(DESK, &dated("", WHY)).await.assert_status(303);
        reader.get("/media/thepages/droits.pdf").await.assert_status(200);
        let row = file::Entity::find_by_id("thepages").one(s.db.read()).await.unwrap().unwrap();
        assert_eq!((row.visible_from, row.visible_to, row.embargo_reason), (None, None, None));
        let missing = [("action", "file_embargo"), ("file", "udhrarhtml"), ("open_from", &*early)];
        keeper.post(DESK, &missing).await.assert_status(404);
    }
}
