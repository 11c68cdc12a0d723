//! What was promised and what is there: as everybody reads it, as files, and as an administrator keeps it; what is
//! withheld is withheld everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use domain::{Role, commitment, directory, moderation::transparency::Quarter, outside};
use entity::{
    commitment::{participation_quarter, point},
    forum::topic,
    staff::audit_log,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::Value;

use crate::{
    support::{TestApp, TestBrowser},
    transparency::{Lines, cell, plain},
};

async fn seeded(app: &TestApp) {
    let services = &app.bed.services;
    domain::forum::seed::seed(services).await.unwrap();
    directory::seed(services).await.unwrap();
    assert!(commitment::seed(services).await.unwrap() >= 8);
    assert_eq!(commitment::seed(services).await.unwrap(), 0, "once");
}

/// A question; `more` says what is peculiar about it.
async fn asked(app: &TestApp, category: &str, more: impl FnOnce(&mut topic::ActiveModel)) {
    let id = domain::services::new_id();
    let mut row = topic::ActiveModel {
        opening_post_id: Set(format!("{id}p")),
        id: Set(id),
        category: Set(category.to_owned()),
        title: Set("سؤال".to_owned()),
        language: Set("ar".to_owned()),
        state: Set("published".to_owned()),
        published_posts: Set(1),
        last_position: Set(1),
        submitted_at: Set(app.bed.services.now_ms()),
        replies_need_review: Set(false),
        ..Default::default()
    };
    more(&mut row);
    row.insert(app.bed.services.db.writer()).await.unwrap();
}

type Cells = BTreeMap<(String, String), (String, String)>;

/// Count and period by part and code, out of the table and out of the list for programs; the two say the same.
async fn files(guest: &mut TestBrowser, locale: &str) -> Cells {
    let table = guest.get(&format!("/{locale}/commitment.csv")).await;
    table.assert_status(200);
    assert!(table.header("content-type").starts_with("text/csv"), "{}", table.header("content-type"));
    assert!(table.header("content-disposition").contains("attachment"));
    let text = table.text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|record| heads.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    for cell in rows.iter().flat_map(|row| row.values()) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    let list = guest.get(&format!("/{locale}/commitment.json")).await;
    list.assert_status(200);
    assert_eq!(list.header("content-type"), "application/json");
    let list: Vec<BTreeMap<String, Value>> = serde_json::from_str(&list.text()).unwrap();
    assert_eq!(list.len(), rows.len());
    for (one, row) in list.iter().zip(&rows) {
        for (name, cell) in row {
            let said = match &one[name] {
                Value::Null => String::new(),
                Value::Number(number) => number.to_string(),
                Value::String(text) => text.clone(),
                other => panic!("{other}"),
            };
            // In a table a cell may have a sign before it, so that nothing runs it.
            assert_eq!(said.as_str(), cell.strip_prefix('\'').unwrap_or(cell), "{name}");
        }
    }
    let of = |row: &BTreeMap<String, String>, name: &str| row[name].clone();
    rows.iter()
        .map(|row| ((of(row, "part"), of(row, "code")), (of(row, "count"), of(row, "period"))))
        .collect()
}

fn count(cells: &Cells, part: &str, code: &str) -> Option<String> {
    cells.get(&(part.to_owned(), code.to_owned())).map(|(count, _)| count.clone())
}

#[tokio::test]
async fn figures_are_told_when_a_quarter_is_over_and_small_ones_cannot_be_subtracted() {
    for app in TestApp::each().await {
        seeded(&app).await;
        let services = &app.bed.services;
        let now = services.now_ms();
        let quarter = Quarter::of(now);
        let mut lines = Lines::default();
        lines.add(&app, 40, "approve", "post", "published", now).await;
        lines.add(&app, 3, "reject", "post", "rejected", now).await;
        lines.add(&app, 12, "publish_directly", "post", "published", now).await;
        for number in 0..11 {
            asked(&app, if number < 2 { "poverty" } else { "unions" }, |_| {}).await;
        }
        // What nobody reads, what the team says itself, and what stands in no list is not counted.
        for state in ["pending", "removed", "rejected", "vanished"] {
            asked(&app, "poverty", |row| row.state = Set(state.to_owned())).await;
        }
        asked(&app, "poverty", |row| row.former = Set(Some(0))).await;
        asked(&app, "poverty", |row| row.unlisted_at = Set(Some(1))).await;
        asked(&app, "poverty", |row| row.submitted_at = Set(quarter.ends())).await;
        for name in ["نور", "هالة", "سلمى"] {
            app.bed.member(name, Role::Member).await;
        }

        let mut guest = app.browser();
        assert_eq!(commitment::keep_quarters(services).await.unwrap(), 0, "the quarter runs");
        let page = guest.get("/en/commitment").await;
        page.assert_status(200).assert_read("The first figures appear when a quarter is over");
        assert!(!page.text().contains("n-questions") && !page.text().contains("n-team"));
        assert_eq!(count(&files(&mut guest, "en").await, "questions", "total"), None);

        app.bed.clock.advance(chrono::Duration::days(50));
        assert_eq!(commitment::keep_quarters(services).await.unwrap(), 1, "{}", app.bed.backend);
        assert_eq!(commitment::keep_quarters(services).await.unwrap(), 0, "once");
        let organisations = outside::count(services, outside::Kind::Organisations).await.unwrap();
        assert!(organisations >= 5);
        let text = plain(&guest.get("/en/commitment").await.text());
        for (table, name, expected) in [
            // Two are few; with them goes the other one, and the sum tells neither.
            ("n-questions", "Poverty", "&lt;5"),
            ("n-questions", "Unions", "–"),
            ("n-questions", "In no section", "0"),
            ("n-questions", "In all", "11"),
            ("n-accounts", "Accounts opened", "&lt;5"),
            ("n-team", "Texts received and read", "55"),
            ("n-team", "Sanctions", "0"),
            ("n-content", "Organisations that help", organisations.to_string().as_str()),
        ] {
            assert_eq!(cell(&text, table, name), expected, "{table}: {name}");
        }
        assert!(text.contains(&format!("/en/transparency?quarter={quarter}")));
        let told = files(&mut guest, "en").await;
        for (part, code, expected) in [
            ("questions", "poverty", "<5"),
            ("questions", "unions", "–"),
            ("questions", "total", "11"),
            ("accounts", "opened", "<5"),
            ("team", "texts", "55"),
            ("content", "organisations", organisations.to_string().as_str()),
        ] {
            assert_eq!(count(&told, part, code).as_deref(), Some(expected), "{part} {code}");
        }
        assert_eq!(told[&("questions".to_owned(), "total".to_owned())].1, quarter.to_string());

        // Who leaves afterwards changes nothing of it, and nobody else does.
        let db = services.db.writer();
        db.execute_unprepared("UPDATE topic SET state = 'removed'").await.unwrap();
        db.execute_unprepared("UPDATE member SET state = 'erased'").await.unwrap();
        commitment::keep_quarters(services).await.unwrap();
        assert_eq!(files(&mut guest, "en").await, told);
        for sql in ["UPDATE participation_quarter SET figures = '{}'", "DELETE FROM participation_quarter"] {
            assert!(db.execute_unprepared(sql).await.is_err(), "{}: {sql}", app.bed.backend);
        }
        for locale in ["ar", "fr"] {
            guest.get(&format!("/{locale}/commitment")).await.assert_status(200);
            assert_eq!(files(&mut guest, locale).await, told);
        }

        // Of six that were read nothing but the sum is told: five questions would tell that one was refused.
        let next = services.now_ms();
        lines.add(&app, 5, "approve", "post", "published", next).await;
        lines.add(&app, 1, "reject", "post", "rejected", next).await;
        for _ in 0..5 {
            asked(&app, "unions", |_| {}).await;
        }
        app.bed.clock.advance(chrono::Duration::days(90));
        assert_eq!(commitment::keep_quarters(services).await.unwrap(), 1);
        let page = guest.get("/en/commitment").await;
        page.assert_status(200).assert_read("is not given for this quarter");
        assert!(!page.text().contains("n-questions"));
        let later = files(&mut guest, "en").await;
        assert_eq!(count(&later, "questions", "total"), None);
        assert_eq!(count(&later, "team", "texts").as_deref(), Some("6"));
        let kept = participation_quarter::Entity::find().all(services.db.read()).await.unwrap();
        assert_eq!(kept.len(), 2);
    }
}

#[tokio::test]
async fn an_administrator_says_how_it_stands_and_everybody_reads_it() {
    for app in TestApp::each().await {
        seeded(&app).await;
        let services = &app.bed.services;
        let mut guest = app.browser();
        let page = guest.get("/en/commitment").await;
        page.assert_status(200)
            .assert_read("most women in El Kef do not know")
            .assert_read("Checked on 23 November 2026")
            .assert_text("rel=\"noreferrer noopener\"")
            .assert_text("href=\"/en/library\"");
        // Nobody confirmed when it opened, or how the association is reached.
        assert_eq!(page.text().matches("Not confirmed yet").count(), 2);
        assert!(!page.text().contains("tag--approved"), "nothing is called done before somebody looked");

        let list = "/en/desk/commitment";
        let path = |code: &str| format!("{list}/{code}");
        guest.get(list).await.assert_status(303);
        let [mut admin, mut other] = [app.browser(), app.browser()];
        for (browser, name) in [(&mut admin, "zeina"), (&mut other, "warda")] {
            let who = app.bed.member(name, Role::Admin).await;
            browser.sign_in_as(&who).await;
        }
        for role in [Role::Editor, Role::LeadModerator] {
            let who = app.bed.member("lead", role).await;
            let mut browser = app.browser();
            browser.sign_in_as(&who).await;
            browser.get(list).await.assert_status(403);
        }
        admin.get(list).await.assert_status(200).assert_text(&path("forum"));

        let forum = path("forum");
        assert_eq!(admin.get(&forum).await.assert_status(200).hidden("version").unwrap(), "0");
        let said = [
            ("action", "save"),
            ("version", "0"),
            ("standing", "there"),
            ("day", "2026-11-02"),
            ("note_en", "=HYPERLINK(1) <b>"),
        ];
        let with = |name: &'static str, value: &'static str| {
            said.map(|(field, old)| if field == name { (field, value) } else { (field, old) })
        };
        for (name, wrong) in [("standing", "perhaps"), ("day", "2099-01-01"), ("day", "yesterday")] {
            let refused = admin.post(&forum, &with(name, wrong)).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{name}\""));
            assert_eq!(refused.hidden("version").unwrap(), "0");
        }
        admin.post(&forum, &said).await.assert_status(303);
        let late = other.post(&forum, &with("note_en", "Something else")).await;
        late.assert_status(409).assert_text("Something else").assert_text("=HYPERLINK(1) &lt;b&gt;");
        assert_eq!(late.hidden("version").unwrap(), "1");
        admin.get(list).await.assert_text("zeina");
        let log = audit_log::Entity::find().all(services.db.read()).await.unwrap();
        let log: Vec<_> = log.iter().filter(|row| row.action == "commitment_change").collect();
        assert_eq!(log.len(), 1);
        assert_eq!(log[0].detail.as_deref(), Some("begun>there"));

        // In every language, the words that there are in theirs; a spreadsheet runs nothing.
        for locale in ["ar", "fr", "en"] {
            let page = guest.get(&format!("/{locale}/commitment")).await;
            page.assert_status(200)
                .assert_text("tag--approved")
                .assert_text("datetime=\"2026-11-02\"")
                .assert_text("lang=\"en\"")
                .assert_text("=HYPERLINK(1) &lt;b&gt;");
            assert!(!page.text().contains("zeina"), "who said it is the desk's business");
            let cells = files(&mut guest, locale).await;
            assert_eq!(cells[&("asked".to_owned(), "forum".to_owned())].1, "2026-11-02");
        }
        let table = guest.get("/en/commitment.csv").await.text();
        assert!(table.contains(",'=HYPERLINK(1) <b>,"), "{table}");

        // What is known about the portal itself needs its day, and its words.
        let fact = |standing: &'static str, day: &'static str, note: &'static str| {
            [("action", "save"), ("version", "0"), ("standing", standing), ("day", day), ("note_fr", note)]
        };
        let (opening, contact) = (path("opening"), path("contact"));
        for (path, wrong, field) in [
            (&opening, fact("begun", "2026-11-02", ""), "standing"),
            (&opening, fact("there", "", ""), "day"),
            (&contact, fact("there", "", " "), "note_ar"),
        ] {
            let refused = admin.post(path, &wrong).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{field}\""));
        }
        admin.post(&contact, &fact("open", "", "bureau@example.tn")).await.assert_status(303);
        let hidden = guest.get("/fr/commitment").await;
        assert!(!hidden.text().contains("bureau@example.tn"), "nobody confirmed it");
        let confirmed = fact("there", "", "bureau@example.tn")
            .map(|(field, value)| if field == "version" { (field, "1") } else { (field, value) });
        admin.post(&contact, &confirmed).await.assert_status(303);
        admin.post(&opening, &fact("there", "2026-11-10", "")).await.assert_status(303);
        let page = guest.get("/en/commitment").await;
        page.assert_text("bureau@example.tn").assert_text("datetime=\"2026-11-10\"");
        assert_eq!(page.text().matches("Not confirmed yet").count(), 0);
        let cells = files(&mut guest, "ar").await;
        assert_eq!(cells[&("portal".to_owned(), "opening".to_owned())].1, "2026-11-10");

        // A new version of the portal changes nothing of it.
        assert_eq!(commitment::seed(services).await.unwrap(), 0);
        let row = point::Entity::find_by_id("forum").one(services.db.read()).await.unwrap().unwrap();
        assert_eq!((row.state.as_str(), row.version), ("there", 1));
        admin.get(&path("no-such-point")).await.assert_status(404);
    }
}
