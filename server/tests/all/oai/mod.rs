//! `/oai` as a library that collects records sees it (OAI-PMH 2.0), on both databases. It is no browser: it says
//! nothing of where it comes from.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod verbs;
mod walks;

use crate::{
    feeds::{Element, attribute, elements, texts},
    support::{Answer, TestApp, TestBrowser},
};
use axum::Router;
use chrono::DateTime;
use contract::ids::ItemId;
use domain::{Actor, Role, library, search, testing::TestBed};
use entity::library::{item, item_text};
use http::{Request, header};
use sea_orm::{ActiveValue::Set, EntityTrait};
use server::config::Config;

const FORM: &str = "application/x-www-form-urlencoded";
const KEY: [u8; 32] = [7; 32];
const VERBS: [&str; 6] =
    ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord"];

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
    assert!(
        date[0].ends_with('Z') && date[0].len() == 20 && date[0].parse::<DateTime<chrono::Utc>>().is_ok()
    );
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
