//! What is taken along of the figures, and what never is: every published figure comes back unchanged from every file,
//! small counts from none; long datasets are read a page at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod maps;

use std::{collections::BTreeMap, io::Read as _, sync::atomic::Ordering};

use axum::Router;
use domain::{
    Role,
    statistics::{
        self,
        catalogue::Catalogue,
        read::{Figure, read},
    },
    testing::{self, TestBed},
};
use entity::{
    staff::audit_log,
    statistics::{
        chart, dataset, dataset_version, observation,
        parts::{ChartFilter, Dimension, Localised},
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;
use server::config::Config;

use crate::support::{TestApp, TestBrowser};

fn shipped() -> String {
    migrations::CONTENT.get_file("statistics/stats.csv").unwrap().contents_utf8().unwrap().to_owned()
}

type Key = (String, String, String, String, String);
type Found = BTreeMap<Key, Option<f64>>;

fn key(parts: [&str; 5]) -> Key {
    let [indicator, place, period, sex, age] = parts.map(str::to_owned);
    (indicator, place, period, sex, age)
}

/// The figures of a CSV file. Ages stand there by name: they are left out of the key.
fn of_csv(text: &str, delimiter: u8) -> Found {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            assert!(
                record[16].starts_with("http") && !record[17].is_empty(),
                "source and licence: {record:?}"
            );
            (
                key([&record[3], &record[5], &record[7], &record[8], ""]),
                record[11].replace(',', ".").parse().ok(),
            )
        })
        .collect()
}

fn of_json(json: &Value) -> Found {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    assert!(json["sources"][0]["url"].as_str().unwrap().starts_with("http"));
    assert!(!json["licence"]["text"].as_str().unwrap().is_empty());
    json["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let parts = ["indicator", "place", "period", "sex"].map(|name| text(row, name));
            (key([&parts[0], &parts[1], &parts[2], &parts[3], ""]), row["value"].as_f64())
        })
        .collect()
}

/// A file out of a ZIP archive, by the directory at its end.
fn unzipped(archive: &[u8], wanted: &str) -> String {
    let number = |at: usize, bytes: usize| {
        archive[at..at + bytes].iter().rev().fold(0usize, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let end = archive.windows(4).rposition(|four| four == b"PK\x05\x06").expect("an archive");
    let mut at = number(end + 16, 4);
    while archive[at..].starts_with(b"PK\x01\x02") {
        let (method, size, place) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4));
        let (name, extra, remark) = (number(at + 28, 2), number(at + 30, 2), number(at + 32, 2));
        if archive[at + 46..at + 46 + name] == *wanted.as_bytes() {
            let start = place + 30 + number(place + 26, 2) + number(place + 28, 2);
            let packed = &archive[start..start + size];
            if method == 0 {
                return String::from_utf8(packed.to_vec()).unwrap();
            }
            let mut out = String::new();
            flate2::read::DeflateDecoder::new(packed).read_to_string(&mut out).unwrap();
            return out;
        }
        at += 46 + name + extra + remark;
    }
    panic!("{wanted} is not in the archive");
}

/// The figures of a workbook, in order: cells of the twelfth column.
fn of_workbook(bytes: &[u8]) -> Vec<f64> {
    let sheet = unzipped(bytes, "xl/worksheets/sheet1.xml");
    let cells = sheet.split("<c r=\"L").skip(1).filter(|cell| {
        // Texts have a type, numbers have none.
        !cell.split('>').next().unwrap().contains("t=\"")
    });
    cells.filter_map(|cell| cell.split("<v>").nth(1)?.split("</v>").next()?.parse().ok()).collect()
}

async fn paths(browser: &mut TestBrowser, lang: &str) -> BTreeMap<String, String> {
    let html = browser.get(&format!("/{lang}/statistics")).await.text();
    let start = format!("/{lang}/statistics/");
    html.split("href=\"")
        .filter_map(|part| part.split('"').next())
        .filter(|href| href.starts_with(&start))
        .map(|href| {
            let id = href.trim_start_matches(&start).split('-').next().unwrap().to_owned();
            (id, href.to_owned())
        })
        .collect()
}

fn expected(figures: &[Figure]) -> Found {
    figures
        .iter()
        .map(|f| (key([&f.indicator, &f.geo, &f.period.to_string(), &f.sex, ""]), f.value))
        .collect()
}

#[tokio::test]
async fn every_published_figure_comes_back_unchanged_from_every_file() {
    let file = shipped();
    let raw: Vec<csv::StringRecord> =
        csv::Reader::from_reader(file.as_bytes()).records().collect::<Result<_, _>>().unwrap();
    let sets = read(file.as_bytes(), &Catalogue::shipped().unwrap()).unwrap().datasets;
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        let (english, french) = (paths(&mut browser, "en").await, paths(&mut browser, "fr").await);
        for (id, rows) in &sets {
            // What the catalogue corrects says so in a note; all others are the file's own.
            for figure in rows.figures.iter().filter(|figure| figure.status != "adjusted") {
                let own: Option<f64> = raw[figure.row - 2][5].parse().ok();
                assert!(own == figure.value || figure.note.is_some(), "{id}: {figure:?}");
            }
            let expected = expected(&rows.figures);
            let page = &english[id];
            assert_eq!(of_csv(&browser.get(&format!("{page}.csv")).await.text(), b','), expected, "{page}");
            let excel = browser.get(&format!("{}.csv?excel=1", french[id])).await.text();
            assert!(excel.starts_with('\u{FEFF}'));
            assert_eq!(of_csv(&excel, b';'), expected, "{page} for Excel");
            let json = browser.get(&format!("{page}.json")).await;
            assert_eq!(of_json(&serde_json::from_str(&json.text()).unwrap()), expected, "{page} as JSON");
            let book = browser.get(&format!("{page}.xlsx")).await;
            book.assert_status(200);
            let (mut found, mut all): (Vec<f64>, Vec<f64>) =
                (of_workbook(&book.body), expected.values().copied().flatten().collect());
            found.sort_by(f64::total_cmp);
            all.sort_by(f64::total_cmp);
            assert_eq!(found, all, "{page} as a workbook");
        }
    }
}

#[tokio::test]
async fn files_say_what_they_hold_and_are_narrowed_like_the_page() {
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        let page = "/en/statistics/workpart-taking-part-in-work";
        let html = browser.get(page).await.text();
        for part in [
            "application/ld+json",
            "datapackage.json",
            "metadata.json",
            ".xlsx",
            "chart.js",
            "twitter:image",
            "id=\"choose\"",
            "?sort=rows#table-caption",
        ] {
            assert!(html.contains(part), "{part}");
        }
        let query = "?sex=F&from=2000&to=2004";
        let narrow = browser.get(&format!("{page}{query}")).await;
        narrow.assert_status(200).assert_text(".csv?sex=F&amp;from=2000&amp;to=2004").assert_text("noindex");
        let rows = of_csv(&browser.get(&format!("{page}.csv{query}")).await.text(), b',');
        assert_eq!(rows.len(), 5);
        let package: Value =
            serde_json::from_str(&browser.get(&format!("{page}/datapackage.json{query}")).await.text())
                .unwrap();
        assert!(package["resources"][0]["path"].as_str().unwrap().ends_with(&format!(".csv{query}")));
        assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
        let table: Value =
            serde_json::from_str(&browser.get(&format!("{page}/metadata.json")).await.text()).unwrap();
        let columns = table["tableSchema"]["columns"].as_array().unwrap();
        assert_eq!(columns.len(), 19);
        assert!(columns.iter().all(|one| ["ar", "fr", "en"].iter().all(|l| one["titles"][l][0].is_string())));
        let ld: Value = serde_json::from_str(&browser.get(&format!("{page}.jsonld")).await.text()).unwrap();
        assert_eq!(ld["@type"], "Dataset");
        assert_eq!(ld["temporalCoverage"], "1990/2024");
        assert!(ld["distribution"].as_array().unwrap().len() > 4 && ld["license"].is_string());
        assert!(ld["variableMeasured"][0]["name"].is_array() && ld["spatialCoverage"][0]["name"].is_array());
        // The order of the lines follows the address, and what has no figure comes last.
        let first =
            |html: &str| html.split("scope=\"row\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let lowest = browser.get(&format!("{page}?sort=c0")).await.text();
        assert_eq!(first(&browser.get(&format!("{page}?sort=rows")).await.text()), "1990");
        assert_eq!(first(&lowest), "1990", "women's rate was lowest then");
        // Pictures in three languages; what is no chart has none.
        for (lang, slug) in [("en", "taking-part-in-work"), ("fr", "participation-au-travail")] {
            let picture = browser.get(&format!("/{lang}/statistics/workpart-{slug}/workpart-1.png")).await;
            picture.assert_status(200);
            assert_eq!(picture.header("content-type"), "image/png");
            assert!(picture.body.starts_with(b"\x89PNG") && picture.body.len() > 5_000);
        }
        let arabic = browser.visit("/ar/statistics/workpart/workpart-1.png").await;
        assert!(arabic.body.starts_with(b"\x89PNG"));
        for lost in ["workpart-9.png", "workpart-1.svg", "x.json", "..%2f1.png"] {
            browser.get(&format!("{page}/{lost}")).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn no_file_holds_a_small_count_but_that_of_the_statistician() {
    let catalogue = Catalogue::shipped().unwrap();
    let file = shipped().replace("Le Kef,2020,F,202,persons", "Le Kef,2020,F,4,persons");
    for app in TestApp::each().await {
        statistics::import(&app.bed.services, file.as_bytes(), &catalogue).await.unwrap();
        let mut browser = app.browser();
        let page = paths(&mut browser, "en").await["manara"].clone();
        let key = key(["AFC.MANARA.NEW", "TN33", "2020", "F", ""]);
        for query in ["", "?sex=F", "?from=2020&to=2020", "?indicator=AFC.MANARA.NEW", "?sort=c0"] {
            let csv = of_csv(&browser.get(&format!("{page}.csv{query}")).await.text(), b',');
            let hidden = |rows: &Found| {
                rows.iter().any(|(k, value)| k.0 == key.0 && k.2 == "2020" && value.is_none())
                    && rows.values().all(|value| *value != Some(4.0))
            };
            assert!(hidden(&csv), "{query}: {csv:?}");
            let json = browser.get(&format!("{page}.json{query}")).await.text();
            assert!(hidden(&of_json(&serde_json::from_str(&json).unwrap())), "{query}");
            let book = browser.get(&format!("{page}.xlsx{query}")).await;
            assert!(!of_workbook(&book.body).contains(&4.0), "{query}");
            let html = browser.get(&format!("{page}{query}")).await.text();
            assert!(html.contains("‹5") && !html.contains("<bdi>4</bdi>"), "{query}");
            let bare = html.replace(['\u{2068}', '\u{2069}'], "");
            assert!(!bare.contains(" 4 women") && !bare.contains(" 4 people"), "{query}: sentences");
        }
        let svg = browser.get(&page).await.text();
        let svg = svg
            .split("<svg class=\"chart__svg\"")
            .nth(1)
            .map_or("", |svg| svg.split("</svg>").next().unwrap());
        assert!(!svg.contains(">\u{2066}4\u{2069}<") && !svg.contains("2020 · 4\""));
        for list in ["/en/statistics", "/en/search?q=manara", "/en"] {
            let bare = browser.get(list).await.text().replace(['\u{2068}', '\u{2069}'], "");
            assert!(!bare.contains(" 4 women"), "{list}");
        }

        let raw = "/en/desk/statistics/manara/raw";
        browser.post(raw, &[("reason", "check")]).await.assert_status(401);
        for (name, role) in [("warda", Role::Librarian), ("yasmin", Role::Member), ("nour", Role::Auditor)] {
            let mut other = app.browser();
            other.sign_in_as(&app.bed.member(name, role).await).await;
            other.get(raw).await.assert_status(403);
            other.post(raw, &[("reason", "check")]).await.assert_status(403);
        }
        let mut hers = app.browser();
        hers.sign_in_as(&app.bed.member("sarra", Role::Statistician).await).await;
        hers.get(raw).await.assert_status(200).assert_text("small counts");
        hers.post(raw, &[("reason", "curious")]).await.assert_status(422);
        let file = hers.post(raw, &[("reason", "method")]).await;
        file.assert_status(200).assert_text(",4,normal");
        assert_eq!(file.header("cache-control"), "no-store");
        let log = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq("statistics_raw"))
            .all(app.bed.services.db.read())
            .await
            .unwrap();
        assert_eq!(log.len(), 1, "each reading, and no refusal");
        assert_eq!((log[0].target_id.as_deref(), log[0].reason.as_deref()), (Some("manara"), Some("method")));
    }
}

/// A dataset with 6 000 figures, of which the first is small.
async fn long_dataset(app: &TestApp) {
    let figures: Vec<(String, &str, f64)> = (0..6_000)
        .map(|n: i32| {
            let value = if n == 0 { 3.0 } else { f64::from(1_000 + n) };
            (format!("P{:04}", n / 2), if n % 2 == 0 { "2019" } else { "2020" }, value)
        })
        .collect();
    show(app, &figures).await;
}

/// Shows another version of the dataset of the centre: women by place and year.
async fn show(app: &TestApp, figures: &[(String, &str, f64)]) {
    let db = app.bed.services.db.read();
    let now = 1_790_000_000_000;
    let one = observation::Entity::find().filter(observation::Column::DatasetId.eq("manara")).one(db).await;
    let one = one.unwrap().unwrap();
    let tx = app.bed.services.db.begin().await.unwrap();
    let set = dataset::Entity::find_by_id("manara").one(&tx).await.unwrap().unwrap();
    let mut set = set.into_active_model();
    set.version = Set(9);
    let sha = format!("{} {}", figures.len(), app.bed.backend);
    dataset_version::Entity::insert(dataset_version::ActiveModel {
        dataset_id: Set("manara".to_owned()),
        n: Set(9),
        imported_at: Set(now),
        sha256: Set(sha.clone()),
        rows_sha256: Set(sha),
        note: Set(String::new()),
        ..Default::default()
    })
    .exec_without_returning(&tx)
    .await
    .unwrap();
    dataset::Entity::update(set).exec(&tx).await.unwrap();
    let rows: Vec<observation::ActiveModel> = figures
        .iter()
        .map(|(place, period, value)| observation::ActiveModel {
            version: Set(9),
            indicator: Set("AFC.MANARA.NEW".to_owned()),
            geo: Set(place.clone()),
            period: Set((*period).to_owned()),
            sex: Set("F".to_owned()),
            age: Set("total".to_owned()),
            value: Set(Some(*value)),
            ..one.clone().into_active_model()
        })
        .collect();
    for chunk in rows.chunks(500) {
        observation::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_place_that_is_published_nowhere_follows_from_no_format() {
    for app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        // The three women of El Kef stand nowhere in 2020: the region less its other places would tell them.
        let figures = [
            ("TN-33", "2019", 134.0),
            ("TN-NW", "2020", 30_011.0),
            ("TN-31", "2020", 12_007.0),
            ("TN-32", "2020", 10_003.0),
            ("TN-34", "2020", 7_998.0),
        ];
        show(&app, &figures.map(|(place, period, value)| (place.to_owned(), period, value))).await;
        let mut browser = app.browser();
        let page = paths(&mut browser, "en").await["manara"].clone();
        for query in ["", "?sex=F", "?place=TN-34", "?from=2020&to=2020"] {
            let csv = of_csv(&browser.get(&format!("{page}.csv{query}")).await.text(), b',');
            let json = browser.get(&format!("{page}.json{query}")).await.text();
            let json = of_json(&serde_json::from_str(&json).unwrap());
            for (file, found) in [("csv", csv), ("json", json)] {
                let told: Vec<f64> = found.values().filter_map(|value| *value).collect();
                assert!(!told.contains(&7_998.0), "{file} {query}");
                assert!(
                    found.values().any(Option::is_none),
                    "{file} {query}: it is there, without its figure"
                );
                assert_eq!(told.contains(&30_011.0), query != "?place=TN-34", "{file} {query}");
            }
            let book = of_workbook(&browser.get(&format!("{page}.xlsx{query}")).await.body);
            assert!(!book.contains(&7_998.0), "{query}");
            let html = browser.get(&format!("{page}{query}")).await.text();
            assert!(html.contains("‹5") && !html.contains("7,998"), "{query}");
        }
        let others = [
            format!("{page}/datapackage.json"),
            format!("{page}/metadata.json"),
            format!("{page}?cell=AFC.MANARA.NEW,TN-34,2020,F"),
            "/en/statistics".to_owned(),
            "/en/search?q=manara".to_owned(),
        ];
        for path in others {
            let text = browser.get(&path).await.text();
            assert!(!text.contains("7,998") && !text.contains(":7998"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_long_dataset_is_read_a_page_at_a_time_and_withholds_as_before() {
    for mut app in TestApp::each().await {
        statistics::seed(&app.bed.services).await.unwrap();
        long_dataset(&app).await;
        let mut browser = app.browser();
        let page = "/en/statistics/manara";
        let first = browser.visit(page).await;
        first.assert_status(200).assert_text("‹5").assert_text("rel=\"next\"");
        let html = first.text();
        assert_eq!(html.matches("scope=\"row\"").count(), 200);
        assert!(!html.contains("<bdi>3</bdi>"));
        let second = browser.visit(&format!("{page}?page=2")).await.text();
        assert!(second.contains("P0100") && !second.contains(">P0000<") && second.contains("rel=\"prev\""));
        let newest = browser.visit(&format!("{page}?sort=rows&place=P0007")).await.text();
        assert!(newest.find("2020").is_some() && newest.matches("scope=\"row\"").count() == 2);
        // By value: what is withheld has no place in the order, which would tell it.
        let first =
            |html: &str| html.split("scope=\"row\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let highest = browser.visit(&format!("{page}?sort=-c0")).await.text();
        assert_eq!((first(&highest).as_str(), highest.matches("scope=\"row\"").count()), ("P2999", 200));
        assert!(highest.contains("aria-sort=\"descending\"") && highest.contains("?sort=c0#table-caption"));
        let lowest = browser.visit(&format!("{page}?sort=c0&from=2019&to=2019")).await.text();
        assert_eq!(first(&lowest), "P0001", "not the three women of P0000");
        // A file holds everything, in whatever order.
        let sorted = of_csv(&browser.visit(&format!("{page}.csv?sort=c0")).await.text(), b',');
        assert_eq!(sorted.len(), 6_000);
        let csv = of_csv(&browser.visit(&format!("{page}.csv")).await.text(), b',');
        assert_eq!(csv.len(), 6_000);
        assert_eq!(csv.values().filter(|value| value.is_none()).count(), 1);
        assert!(csv.values().all(|value| *value != Some(3.0)));
        let count = app.bed.services.db.count_queries();
        let id = "manara".parse().unwrap();
        count.store(0, Ordering::Relaxed);
        statistics::dataset(&app.bed.services, &id).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 3, "{}: once it is known", app.bed.backend);
    }
}
