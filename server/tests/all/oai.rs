//! `/oai` as a library that collects records sees it (OAI-PMH 2.0), on both databases. It is no browser: it says
//! nothing of where it comes from.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    feeds::{Element, attribute, elements, texts},
    support::{Answer, TestApp, TestBrowser},
};
use axum::Router;
use chrono::{DateTime, Duration};
use contract::ids::ItemId;
use domain::{
    Actor, Role, Services,
    library::{self, Dates, Withdrawal},
    search,
    testing::TestBed,
};
use entity::library::{item, item_text};
use http::{Request, header};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use server::{
    config::Config,
    handlers::{files::SiteFiles, oai::AT_ONCE},
    http::AppState,
    routes,
};

const FORM: &str = "application/x-www-form-urlencoded";
const KEY: [u8; 32] = [7; 32];
const VERBS: [&str; 6] =
    ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord"];
const DAY: i64 = 86_400_000;

/// An empty portal.
async fn portals() -> Vec<(TestApp, Actor)> {
    let mut all = Vec::new();
    for mut bed in TestBed::each().await {
        bed.services = bed.services.clone().with_key(KEY);
        let librarian = bed.member("warda", Role::Librarian).await;
        all.push((TestApp::over(bed, Config::default(), Router::new()), librarian));
    }
    all
}

/// A portal with its shelf.
async fn shelves() -> Vec<(TestApp, Actor)> {
    let all = portals().await;
    for (app, _) in &all {
        library::seed(&app.bed.services).await.unwrap();
        search::seed(&app.bed.services).await.unwrap();
    }
    all
}

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

fn oai(id: &str) -> String {
    format!("oai:127.0.0.1:{id}")
}

fn second(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms).unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

async fn by_post(browser: &mut TestBrowser, query: &str) -> Answer {
    browser.send_with(Request::post("/oai").header(header::CONTENT_TYPE, FORM), query.to_owned()).await
}

/// The answer, which has the shape of one.
async fn ask(browser: &mut TestBrowser, query: &str) -> Vec<Element> {
    let answer = browser.get(&format!("/oai?{query}")).await;
    shaped(&answer)
}

#[track_caller]
fn shaped(answer: &Answer) -> Vec<Element> {
    answer.assert_status(200);
    assert!(answer.header("content-type").starts_with("text/xml"), "{}", answer.header("content-type"));
    assert!(answer.cookies().is_empty());
    let all = elements(&answer.text());
    assert_eq!(all[0].path, "OAI-PMH");
    assert_eq!(attribute(&all[0], "xmlns"), "http://www.openarchives.org/OAI/2.0/");
    assert!(attribute(&all[0], "xsi:schemaLocation").ends_with("/OAI-PMH.xsd"));
    let children: Vec<&str> = all
        .iter()
        .filter_map(|one| one.path.strip_prefix("OAI-PMH/"))
        .filter(|path| !path.contains('/'))
        .collect();
    let [date, request, what] = *children.as_slice() else { panic!("{children:?}") };
    assert_eq!((date, request), ("responseDate", "request"));
    assert!(what == "error" || VERBS.contains(&what), "{what}");
    let date = texts(&all, "OAI-PMH/responseDate");
    assert!(date[0].ends_with('Z') && date[0].len() == 20 && date[0].parse::<DateTime<chrono::Utc>>().is_ok());
    assert_eq!(texts(&all, "OAI-PMH/request"), ["http://127.0.0.1:3000/oai"]);
    // The order that the schema wants within headers and records.
    let rank = |path: &str| match path.rsplit('/').next() {
        Some("identifier") => 1,
        Some("datestamp") => 2,
        Some("setSpec") => 3,
        _ => 0,
    };
    let mut last = 0;
    for one in all.iter().filter(|one| one.path.contains("/header")) {
        let now = if one.path.ends_with("/header") { 0 } else { rank(&one.path) };
        assert!(now == 0 || now >= last, "{}", one.path);
        last = now;
    }
    all
}

fn error(all: &[Element]) -> &str {
    all.iter().find(|one| one.path == "OAI-PMH/error").map_or("", |one| attribute(one, "code"))
}

/// What a header says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    id: String,
    datestamp: String,
    deleted: bool,
    sets: Vec<String>,
}

fn headers(all: &[Element]) -> Vec<Told> {
    let mut list: Vec<Told> = Vec::new();
    for one in all {
        let text = one.text.trim().to_owned();
        if one.path.ends_with("/header") {
            list.push(Told { deleted: attribute(one, "status") == "deleted", ..Told::default() });
        } else if let (Some((_, field)), Some(told)) = (one.path.split_once("/header/"), list.last_mut()) {
            match field {
                "identifier" => told.id = text,
                "datestamp" => told.datestamp = text,
                "setSpec" => told.sets.push(text),
                other => panic!("{other} in a header"),
            }
        }
    }
    list
}

/// The token of a page: nothing where there is none, an empty text at the end.
fn token(all: &[Element]) -> Option<&Element> {
    all.iter().find(|one| one.path.ends_with("/resumptionToken"))
}

/// Who is told of since an instant.
async fn since(browser: &mut TestBrowser, from: i64) -> Vec<Told> {
    headers(&ask(browser, &format!("verb=ListIdentifiers&metadataPrefix=oai_dc&from={}", second(from))).await)
}

fn row(id: &str, datestamp: i64) -> item::ActiveModel {
    item::ActiveModel {
        id: Set(id.to_owned()),
        kind: Set("document".to_owned()),
        work: Set(None),
        section: Set(None),
        languages: Set("ar".to_owned()),
        year: Set(None),
        licence: Set("mit".to_owned()),
        source_url: Set(Some("https://example.org/?a=1&b=<2>".to_owned())),
        machine_read: Set(false),
        published_on: Set("2026-11-01".to_owned()),
        minutes: Set(None),
        size: Set(0),
        content_hash: Set(String::new()),
        state: Set("published".to_owned()),
        visible_from: Set(None),
        visible_to: Set(None),
        seen_at: Set(None),
        datestamp: Set(datestamp),
        created_at: Set(0),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        rights_holder: Set(None),
        accessibility: Set(String::new()),
    }
}

async fn insert(app: &TestApp, rows: Vec<item::ActiveModel>, ids: &[String]) {
    let db = app.bed.services.db.writer();
    item::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    let texts = ids.iter().map(|id| item_text::ActiveModel {
        item_id: Set(id.clone()),
        locale: Set("ar".to_owned()),
        slug: Set("وثيقة".to_owned()),
        title: Set(format!("وثيقة «{id}» & <b>")),
        summary: Set("سطر\nوسطر".to_owned()),
        rights_note: Set(None),
    });
    item_text::Entity::insert_many(texts).exec_without_returning(db).await.unwrap();
}

#[tokio::test]
async fn every_verb_answers_by_get_and_by_post() {
    for (app, _) in shelves().await {
        let mut harvester = app.browser();
        let record = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("udhrar"));
        for query in [
            "verb=Identify",
            "verb=ListMetadataFormats",
            "verb=ListSets",
            "verb=ListIdentifiers&metadataPrefix=oai_dc",
            "verb=ListRecords&metadataPrefix=oai_dc",
            "verb=ListRecords&metadataPrefix=oai_qdc&set=kind_book&from=2020-01-01&until=2030-12-31",
            record.as_str(),
        ] {
            let got = ask(&mut harvester, query).await;
            let verb = query.split('&').next().unwrap().trim_start_matches("verb=");
            assert!(got.iter().any(|one| one.path == format!("OAI-PMH/{verb}")), "{query}: {got:?}");
            let request = got.iter().find(|one| one.path == "OAI-PMH/request").unwrap();
            assert_eq!(request.attributes.len(), query.split('&').count(), "{query}");
            assert_eq!(attribute(request, "verb"), verb);
            let posted = shaped(&by_post(&mut harvester, query).await);
            assert_eq!(got, posted, "{query}");
        }

        let all = ask(&mut harvester, "verb=Identify").await;
        for (name, value) in [
            ("baseURL", "http://127.0.0.1:3000/oai"),
            ("protocolVersion", "2.0"),
            ("adminEmail", "postmaster@127.0.0.1"),
            ("earliestDatestamp", "2026-01-01T00:00:00Z"),
            ("deletedRecord", "persistent"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ] {
            assert_eq!(texts(&all, &format!("OAI-PMH/Identify/{name}")), [value], "{name}");
        }
        let all = ask(&mut harvester, "verb=ListMetadataFormats").await;
        let prefixes = texts(&all, "OAI-PMH/ListMetadataFormats/metadataFormat/metadataPrefix");
        assert_eq!(prefixes, ["oai_dc", "oai_qdc"]);
        let all = ask(&mut harvester, "verb=ListSets").await;
        let sets = texts(&all, "OAI-PMH/ListSets/set/setSpec");
        for set in ["collection_rightsandsafety", "kind_book", "kind_audio", "language_ar", "language_fr"] {
            assert!(sets.contains(&set), "{sets:?}");
        }
        assert!(!sets.contains(&"kind_video"));
        assert!(texts(&all, "OAI-PMH/ListSets/set/setName").iter().all(|name| !name.is_empty()));
        for set in sets {
            let query = format!("verb=ListIdentifiers&metadataPrefix=oai_dc&set={set}");
            let told = headers(&ask(&mut harvester, &query).await);
            assert!(!told.is_empty(), "{set}");
            assert!(told.iter().all(|one| one.sets.iter().any(|of| of == set)), "{set}: {told:?}");
        }
    }
}

#[tokio::test]
async fn records_speak_every_language_and_arabic_is_whole() {
    for (app, _) in shelves().await {
        let mut harvester = app.browser();
        let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("udhrar"));
        let all = ask(&mut harvester, &query).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_dc:dc";
        let root = all.iter().find(|one| one.path == base).unwrap();
        assert_eq!(attribute(root, "xmlns:oai_dc"), "http://www.openarchives.org/OAI/2.0/oai_dc/");
        assert_eq!(attribute(root, "xmlns:dc"), "http://purl.org/dc/elements/1.1/");
        let in_arabic = |name: &str| -> Vec<&str> {
            all.iter()
                .filter(|one| one.path == format!("{base}/{name}") && attribute(one, "xml:lang") == "ar")
                .map(|one| one.text.as_str())
                .collect()
        };
        assert_eq!(in_arabic("dc:title"), ["الإعلان العالمي لحقوق الإنسان"]);
        assert_eq!(in_arabic("dc:creator"), ["الجمعية العامة للأمم المتحدة"]);
        assert_eq!(texts(&all, &format!("{base}/dc:title")).len(), 3);
        assert_eq!(texts(&all, &format!("{base}/dc:type")), ["Text"]);
        assert_eq!(texts(&all, &format!("{base}/dc:language")), ["ar"]);
        assert_eq!(texts(&all, &format!("{base}/dc:date")), ["1948"]);
        let identifiers = texts(&all, &format!("{base}/dc:identifier"));
        assert_eq!(
            identifiers,
            ["http://127.0.0.1:3000/i/udhrar", "https://undocs.org/ar/A/RES/217(III)"]
        );
        // Nothing but the fifteen elements.
        for one in all.iter().filter_map(|one| one.path.strip_prefix(&format!("{base}/"))) {
            assert!(one.starts_with("dc:"), "{one}");
        }

        let all = ask(&mut harvester, &query.replace("oai_dc", "oai_qdc")).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_qdc:qualifieddc";
        assert_eq!(texts(&all, &format!("{base}/dcterms:issued")), ["1948"]);
        assert_eq!(
            texts(&all, &format!("{base}/dcterms:isVersionOf")),
            ["http://127.0.0.1:3000/i/udhren"]
        );
        assert_eq!(texts(&all, &format!("{base}/dcterms:abstract")).len(), 3);

        insert(&app, vec![row("hostile1", 0)], &["hostile1".to_owned()]).await;
        let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai("hostile1"));
        let all = ask(&mut harvester, &query).await;
        let base = "OAI-PMH/GetRecord/record/metadata/oai_dc:dc";
        assert_eq!(texts(&all, &format!("{base}/dc:title")), ["وثيقة «hostile1» & <b>"]);
        assert_eq!(texts(&all, &format!("{base}/dc:source")), ["https://example.org/?a=1&b=<2>"]);
        // Older than everything: given as the earliest.
        assert_eq!(headers(&all)[0].datestamp, "2026-01-01T00:00:00Z");
    }
}

#[tokio::test]
async fn each_of_the_eight_errors_is_said_and_is_no_failure() {
    for (app, librarian) in portals().await {
        let mut harvester = app.browser();
        assert_eq!(error(&ask(&mut harvester, "verb=ListSets").await), "noSetHierarchy");
        library::seed(&app.bed.services).await.unwrap();
        let services = &app.bed.services;
        let form = Withdrawal { reason: "wrong_content".into(), sure: true, ..Withdrawal::default() };
        library::withdraw(services, &librarian, &id("udhrfr"), &form).await.unwrap();
        let list = "verb=ListRecords&metadataPrefix=oai_dc";
        let one = |id: &str| format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={id}");
        for (code, query) in [
            ("badVerb", String::new()),
            ("badVerb", "verb=".into()),
            ("badVerb", "verb=Nothing".into()),
            ("badVerb", "verb=Identify&verb=Identify".into()),
            ("badVerb", "verb=%FF".into()),
            ("badArgument", "verb=Identify&x=1".into()),
            ("badArgument", "verb=ListRecords".into()),
            ("badArgument", "verb=GetRecord&metadataPrefix=oai_dc".into()),
            ("badArgument", format!("{list}&metadataPrefix=oai_dc")),
            ("badArgument", format!("{list}&from=yesterday")),
            ("badArgument", format!("{list}&from=2026-11-01T00:00:00")),
            ("badArgument", format!("{list}&from=2026-11-01&until=2026-11-02T00:00:00Z")),
            ("badArgument", format!("{list}&from=2026-11-02&until=2026-11-01")),
            ("badArgument", format!("{list}&resumptionToken=x")),
            ("badArgument", "verb=ListRecords&resumptionToken=x&set=kind_book".into()),
            ("badResumptionToken", "verb=ListRecords&resumptionToken=x".into()),
            ("badResumptionToken", "verb=ListSets&resumptionToken=x".into()),
            ("cannotDisseminateFormat", "verb=ListRecords&metadataPrefix=marcxml".into()),
            ("cannotDisseminateFormat", one(&oai("udhrar")).replace("oai_dc", "mods")),
            ("idDoesNotExist", one(&oai("nothere1"))),
            ("idDoesNotExist", one("oai:elsewhere.example:udhrar")),
            ("idDoesNotExist", one("udhrar")),
            ("idDoesNotExist", one("oai:127.0.0.1:../../x")),
            ("idDoesNotExist", "verb=ListMetadataFormats&identifier=nothing".into()),
            ("noMetadataFormats", format!("verb=ListMetadataFormats&identifier={}", oai("udhrfr"))),
            ("noRecordsMatch", format!("{list}&set=kind_video")),
            ("noRecordsMatch", format!("{list}&set=nothing")),
            ("noRecordsMatch", format!("{list}&from=2030-01-01")),
            ("noRecordsMatch", format!("{list}&until=2025-12-31")),
        ] {
            for all in
                [ask(&mut harvester, &query).await, shaped(&by_post(&mut harvester, &query).await)]
            {
                assert_eq!(error(&all), code, "{query}");
                let request = all.iter().find(|one| one.path == "OAI-PMH/request").unwrap();
                let hidden = matches!(code, "badVerb" | "badArgument");
                assert_eq!(request.attributes.is_empty(), hidden, "{query}");
            }
        }
        // Earlier than everything is no error, and a day and a second may each be the bound.
        for span in [
            "from=1970-01-01",
            "from=0001-01-01T00:00:00Z",
            "from=2026-11-18&until=2026-11-18",
            "until=2026-11-18T23:59:59Z",
        ] {
            let all = ask(&mut harvester, &format!("{list}&{span}")).await;
            assert_eq!(headers(&all).len(), 5, "{span}");
        }
        // Both bounds are within.
        let now = second(services.now_ms());
        let all = ask(&mut harvester, &format!("{list}&from={now}&until={now}")).await;
        assert_eq!(headers(&all).len(), 5);
    }
}

#[tokio::test]
async fn a_walk_in_pages_loses_nothing_and_ends_while_items_change_and_the_server_starts_again() {
    for (app, librarian) in portals().await {
        let services = &app.bed.services;
        let start = services.now_ms() - 10 * DAY;
        let ids: Vec<String> = (0..250).map(|n| format!("item{n:04}")).collect();
        // Seven at a time have the same datestamp.
        let rows = ids.iter().zip(0_i64..).map(|(id, n)| row(id, start + n / 7 * 1_000)).collect();
        insert(&app, rows, &ids).await;
        let mut harvester = app.browser();

        let mut told: Vec<Told> = Vec::new();
        let mut all = ask(&mut harvester, "verb=ListRecords&metadataPrefix=oai_dc").await;
        let mut pages = 1;
        loop {
            let page = headers(&all);
            assert!(page.len() <= 100);
            let end = token(&all).expect("a token, empty at the end");
            assert_eq!(attribute(end, "cursor"), told.len().to_string());
            let size: usize = attribute(end, "completeListSize").parse().unwrap();
            told.extend(page);
            assert!(size >= told.len());
            let next = end.text.trim().to_owned();
            if next.is_empty() {
                break;
            }
            assert!(pages < 10, "a walk without an end");
            if pages == 1 {
                assert_eq!(size, 250);
                app.bed.clock.advance(Duration::minutes(1));
                // One that was given, one that was not yet, and one that goes away.
                for changed in ["item0003", "item0150"] {
                    item::Entity::update_many()
                        .col_expr(item::Column::Datestamp, services.now_ms().into())
                        .filter(item::Column::Id.eq(changed))
                        .exec(services.db.writer())
                        .await
                        .unwrap();
                }
                library::unpublish(services, &librarian, &id("item0200")).await.unwrap();
            }
            // The same portal, started anew.
            let again = Services::new(
                services.db.clone(),
                services.blobs.clone(),
                std::sync::Arc::new(app.bed.clock.clone()),
            );
            let state = AppState::new(again.with_key(KEY), Config::default(), SiteFiles::none());
            let mut later = TestBrowser::new(routes::router_with(state.clone(), Router::new()), state);
            all = ask(&mut later, &format!("verb=ListRecords&resumptionToken={next}")).await;
            pages += 1;
        }
        assert_eq!(pages, 3);
        let once: BTreeSet<(&str, &str)> =
            told.iter().map(|one| (one.id.as_str(), one.datestamp.as_str())).collect();
        assert_eq!(once.len(), told.len(), "nothing is given twice as it was");
        let newest: BTreeMap<&str, &Told> = told.iter().map(|one| (one.id.as_str(), one)).collect();
        assert_eq!(newest.len(), 250, "nothing is lost");
        let now = second(services.now_ms());
        for changed in ["item0003", "item0150", "item0200"] {
            let last = newest[oai(changed).as_str()];
            assert_eq!((last.datestamp.as_str(), last.deleted), (now.as_str(), changed == "item0200"));
        }
        let stamps: Vec<&str> = told.iter().map(|one| one.datestamp.as_str()).collect();
        assert!(stamps.is_sorted());
        // A list that fits one page has no token.
        let all = ask(&mut harvester, &format!("verb=ListRecords&metadataPrefix=oai_dc&from={now}")).await;
        assert_eq!((headers(&all).len(), token(&all)), (3, None));
    }
}

#[tokio::test]
async fn a_token_is_good_for_its_list_alone_and_only_as_it_was_given() {
    for (app, _) in portals().await {
        let ids: Vec<String> = (0..101).map(|n| format!("item{n:04}")).collect();
        insert(&app, ids.iter().map(|id| row(id, app.bed.services.now_ms())).collect(), &ids).await;
        let mut harvester = app.browser();
        let all = ask(&mut harvester, "verb=ListIdentifiers&metadataPrefix=oai_dc&set=language_ar").await;
        let given = token(&all).unwrap().text.trim().to_owned();
        assert!(given.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')));
        for _ in 0..2 {
            let query = format!("verb=ListIdentifiers&resumptionToken={given}");
            assert_eq!(headers(&ask(&mut harvester, &query).await).len(), 1, "as often as she likes");
        }
        let flipped = format!("{}{}", if given.starts_with('a') { 'b' } else { 'a' }, &given[1..]);
        let mut other = given.clone();
        let last = if other.pop() == Some('0') { '1' } else { '0' };
        other.push(last);
        for (verb, token) in [
            ("ListRecords", given.as_str()),
            ("ListIdentifiers", flipped.as_str()),
            ("ListIdentifiers", other.as_str()),
            ("ListIdentifiers", &given[..given.len() - 1]),
            ("ListIdentifiers", given.split('.').next().unwrap()),
        ] {
            let all = ask(&mut harvester, &format!("verb={verb}&resumptionToken={token}")).await;
            assert_eq!(error(&all), "badResumptionToken", "{verb} {token}");
        }
        let query = format!("verb=ListIdentifiers&metadataPrefix=oai_dc&resumptionToken={given}");
        assert_eq!(error(&ask(&mut harvester, &query).await), "badArgument");
    }
}

#[tokio::test]
async fn what_went_away_is_told_as_deleted_and_what_was_never_seen_is_not_told_at_all() {
    for (app, librarian) in shelves().await {
        let services = &app.bed.services;
        let now = services.now_ms();
        let mut never = row("draft001", now);
        never.state = Set("draft".to_owned());
        let mut later = row("later001", now);
        later.visible_from = Set(Some(now + 2 * DAY));
        let mut ending = row("ending01", now);
        ending.visible_to = Set(Some(now + 3 * DAY));
        let mut day = row("byday001", now);
        day.published_on = Set("2026-11-22".to_owned());
        let ids = ["draft001", "later001", "ending01", "byday001"].map(str::to_owned);
        insert(&app, vec![never, later, ending, day], &ids).await;
        let mut harvester = app.browser();
        let whole = since(&mut harvester, 0).await;
        assert_eq!(whole.len(), 6);
        for hidden in ["draft001", "later001", "byday001"] {
            let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai(hidden));
            assert_eq!(error(&ask(&mut harvester, &query).await), "idDoesNotExist", "{hidden}");
        }
        library::erase(services, &librarian, &id("draft001"), true).await.unwrap();
        assert_eq!(since(&mut harvester, 0).await, whole, "nobody ever saw it");

        // Each act, and nothing but it, since the harvest before.
        let form = Withdrawal { reason: "rights_claim".into(), sure: true, ..Withdrawal::default() };
        for (item, act) in
            [("udhrar", "withdraw"), ("udhrar", "erase"), ("udhrfr", "unpublish"), ("udhrfr", "publish")]
        {
            app.bed.clock.advance(Duration::hours(1));
            let of = id(item);
            match act {
                "withdraw" => library::withdraw(services, &librarian, &of, &form).await,
                "erase" => library::erase(services, &librarian, &of, true).await,
                "unpublish" => library::unpublish(services, &librarian, &of).await,
                _ => library::publish(services, &librarian, &of).await,
            }
            .unwrap();
            let told = since(&mut harvester, services.now_ms()).await;
            let [one] = &*told else { panic!("{act}: {told:?}") };
            assert_eq!((one.id.clone(), one.deleted), (oai(item), act != "publish"), "{act}");
            let query = format!("verb=GetRecord&metadataPrefix=oai_dc&identifier={}", oai(item));
            let all = ask(&mut harvester, &query).await;
            assert_eq!(all.iter().any(|part| part.path.ends_with("/metadata")), act == "publish", "{act}");
            assert_eq!(one.sets.is_empty(), act == "erase", "{act}");
        }

        // A date that comes is a change, without anybody's doing.
        let from = domain::services::day_of(now + DAY);
        let dates = Dates { from: from.clone(), to: String::new() };
        library::embargo(services, &librarian, &id("safetyaudio"), &dates).await.unwrap();
        let told = since(&mut harvester, services.now_ms()).await;
        assert!(told.iter().any(|one| one.id == oai("safetyaudio") && one.deleted), "{told:?}");
        let mut asked = services.now_ms();
        for (days, item, datestamp, deleted) in [
            (1, "safetyaudio", "2026-11-18T23:00:00Z".to_owned(), false),
            (2, "later001", second(now + 2 * DAY), false),
            (3, "ending01", second(now + 3 * DAY), true),
            (4, "byday001", "2026-11-21T23:00:00Z".to_owned(), false),
        ] {
            let until = now + i64::from(days) * DAY + 3_600_000 * 6;
            asked += 1_000;
            app.bed.clock.advance(Duration::milliseconds(until - services.now_ms()));
            let told = since(&mut harvester, asked).await;
            let [one] = &*told else { panic!("{item}: {told:?}") };
            assert_eq!((one.id.clone(), one.deleted), (oai(item), deleted));
            assert_eq!(one.datestamp, datestamp, "{item}");
            asked = services.now_ms();
        }
        // Nothing lies before the earliest, deleted ones included.
        let told = since(&mut harvester, 0).await;
        assert!(told.iter().all(|one| one.datestamp.as_str() >= "2026-01-01T00:00:00Z"), "{told:?}");
    }
}

#[tokio::test]
async fn harvesters_without_a_browser_are_let_in_and_pages_of_other_sites_are_not() {
    let app = TestApp::sqlite().await;
    let mut harvester = app.browser();
    shaped(&by_post(&mut harvester, "verb=Identify").await);
    // The same silence is refused everywhere else, also beside it.
    for path in ["/oai/", "/oai/x", "/ar/oai", "/exit"] {
        let request = Request::post(path).header(header::CONTENT_TYPE, FORM);
        harvester.send_with(request, "verb=Identify").await.assert_status(403);
    }
    let request = Request::post("/oai").header(header::CONTENT_TYPE, FORM);
    let request = request.header(header::ORIGIN, "https://evil.example");
    harvester.send_with(request, "verb=Identify").await.assert_status(403);
    // No form: no request of this kind.
    let request = Request::post("/oai").header(header::CONTENT_TYPE, "text/xml");
    harvester.send_with(request, "<verb/>").await.assert_status(400);
    // Arguments of the address and of the form are one request.
    let request = Request::post("/oai?verb=Identify").header(header::CONTENT_TYPE, FORM);
    let all = shaped(&harvester.send_with(request, "verb=Identify").await);
    assert_eq!(error(&all), "badVerb");
    harvester.send(Request::head("/oai?verb=Identify")).await.assert_status(200);
}

#[tokio::test]
async fn too_many_at_once_are_told_to_come_back() {
    let app = TestApp::sqlite().await;
    let mut harvester = app.browser();
    let all = app.state.harvesters.acquire_many(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
    let busy = harvester.get("/oai?verb=Identify").await;
    busy.assert_status(503);
    assert!(busy.headers.contains_key("retry-after"));
    drop(all);
    ask(&mut harvester, "verb=Identify").await;
}
