//! The results page over the real router.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use std::time::{Duration, Instant};

use crate::support::{TestApp, encode};
use axum::Router;
use contract::{Locale, limits::QUERY_MAX};
use domain::{Role, testing::TestBed};
use entity::identity::rate_bucket;
use sea_orm::EntityTrait;
use server::config::Config;

fn address(locale: Locale, pairs: &[(&str, &str)]) -> String {
    format!("/{locale}/search?{}", encode(pairs))
}

#[tokio::test]
async fn finds_marks_and_tells_nobody() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        for (locale, typed, marked) in [
            (Locale::Ar, "العنف", "<mark>العنف</mark>"),
            (Locale::Fr, "conges maternite", "<mark>Congé</mark>"),
            (Locale::En, "maternity leave", "<mark>Maternity</mark>"),
        ] {
            let page = browser.get(&address(locale, &[("q", typed)])).await;
            page.assert_status(200).assert_text(marked).assert_text(&format!("value=\"{typed}\""));
            assert_eq!(page.header("cache-control"), "no-store");
            assert!(page.header("x-robots-tag").contains("noindex"));
            let text = page.text();
            let title = text.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
            assert!(!title.contains(typed), "{title}");
            // The same search in the other languages.
            for other in Locale::ALL {
                page.assert_text(&format!("href=\"/{other}/search?q="));
            }
        }
        for name in ["type", "kind"] {
            let one = browser.get(&address(Locale::Fr, &[("q", "travail"), (name, "dataset")])).await;
            one.assert_status(200).assert_text("/fr/statistics/");
            assert!(!one.text().contains("/fr/a/"), "one kind only");
        }
        // A language, whatever that of the page is; the ways out of it stand there.
        let pairs = [("q", "maternité"), ("lang", "ar"), ("type", "article")];
        let arabic = browser.get(&address(Locale::Fr, &pairs)).await;
        arabic.assert_status(200).assert_text("href=\"/ar/a/").assert_text("type=article&amp;lang=en");
        let main = arabic.text();
        let main = main.split("<main").nth(1).unwrap();
        assert!(!main.contains("class=\"result__title\"><a href=\"/fr/"), "{main}");
        browser.get(&address(Locale::Fr, &[("q", "x"), ("lang", "de")])).await.assert_status(404);
        // A book opens where it says so.
        let book = browser.get(&address(Locale::En, &[("q", "\"inherent dignity\"")])).await;
        book.assert_status(200).assert_text("/read?language=en#b-");
        // So does a word that is explained.
        let word = browser.get(&address(Locale::Fr, &[("q", "\"flagrant délit\""), ("type", "page")])).await;
        word.assert_status(200).assert_text("href=\"/fr/glossary#t-flagrant-delit\"");
        browser.get("/fr/glossary").await.assert_text("id=\"t-flagrant-delit\"");
        // More than a page of one kind has pages; a page that is not there is none.
        browser
            .get(&address(Locale::Fr, &[("q", "travail"), ("type", "article"), ("page", "99")]))
            .await
            .assert_status(404);
        // What answers in part comes with the numbers that help.
        let partly = browser.get(&address(Locale::Fr, &[("q", "mon mari zzzzzz")])).await;
        partly.assert_status(200).assert_text("id=\"search-help\"").assert_text("<mark>");
        // And in another spelling, in its own language.
        let typed = "ordonnance protecsion zzzzzz";
        let respelt = browser.get(&address(Locale::Fr, &[("q", typed)])).await;
        respelt
            .assert_status(200)
            .assert_text("lang=\"fr\" dir=\"auto\" class=\"filters__link\">ordonnance protection zzzzzz</a>")
            .assert_text("Peut-être cherchez-vous");
    }
}

#[tokio::test]
async fn nothing_found_and_nothing_asked_have_their_pages() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/ar/search").await.assert_status(200).assert_text("عمّ تبحثين؟");
        let start = browser.get("/fr/search?q=").await;
        start.assert_status(200).assert_text("Que cherchez-vous").assert_text("id=\"search-help\"");
        let page = browser.get(&address(Locale::En, &[("q", "xyzxyz")])).await;
        page.assert_status(200).assert_text("Nothing found").assert_text("tel:1899");
        domain::seed::seed(&app.bed.services).await.unwrap();
        let page = browser.get(&address(Locale::Fr, &[("q", "divorsee")])).await;
        page.assert_status(200).assert_text("En d’autres mots").assert_text("طلاق");
        // Before she asked: what is needed most.
        let start = browser.get("/fr/search").await;
        start.assert_text("id=\"needed\"").assert_text("/fr/a/askunit");
        // Too narrow a choice leads out of itself.
        let page = browser.get(&address(Locale::Fr, &[("q", "maternité"), ("type", "organisation")])).await;
        page.assert_status(200).assert_text("/fr/search?q=maternit%C3%A9\"");
    }
}

#[tokio::test]
async fn offers_titles_while_she_types_and_keeps_nothing() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        let page = browser.get("/fr/search").await;
        page.assert_text("data-suggest=\"/fr/search/suggest\"").assert_text("search.js");
        for (locale, typed) in [(Locale::Ar, "العن"), (Locale::Fr, "matern"), (Locale::En, "matern")] {
            let path = format!("/{locale}/search/suggest?{}", encode(&[("q", typed)]));
            let answer = browser.get(&path).await;
            answer.assert_status(200);
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.header("x-robots-tag").contains("noindex"));
            assert_eq!(answer.header("set-cookie"), "", "nothing is kept in her browser");
            let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            let list = told["list"].as_array().unwrap();
            assert!((1..=domain::search::OFFERS).contains(&list.len()), "{path}: {told}");
            assert!(
                !told["label"].as_str().unwrap().is_empty() && !told["told"].as_str().unwrap().is_empty()
            );
            // Every one leads to a page, that of an article first, in the language of the reader.
            for one in list {
                browser.get(one["href"].as_str().unwrap()).await.assert_status(200);
            }
            assert!(list[0]["href"].as_str().unwrap().starts_with(&format!("/{locale}/a/")), "{told}");
            assert_eq!(list[0]["lang"], locale.code());
        }
    }
}

/// A class, a kiosk or a whole provider behind one address: it is slowed a little, and nobody there is refused.
#[tokio::test]
async fn guests_search_and_ask_for_titles_without_ever_being_refused() {
    let mut config = Config::default();
    (config.limits.search_burst, config.limits.search_per_minute) = (3, 60.0);
    let app = TestApp::over(TestBed::sqlite().await, config, Router::new());
    let mut browser = app.browser();
    let long = "ق".repeat(QUERY_MAX + 1);
    let nothing = browser.get(&format!("/ar/search/suggest?{}", encode(&[("q", &long)]))).await;
    nothing.assert_status(200).assert_text("\"list\":[]");
    // The empty form costs nothing.
    for _ in 0..20 {
        browser.get("/ar/search").await.assert_status(200);
    }
    for path in ["/ar/search?q=x", "/ar/search/suggest?q=xxx"] {
        let begun = Instant::now();
        for _ in 0..4 {
            browser.get(path).await.assert_status(200);
        }
        assert!(begun.elapsed() >= Duration::from_millis(400), "{path}: {:?}", begun.elapsed());
        let mut many = Vec::new();
        for _ in 0..40 {
            let mut other = app.browser();
            many.push(tokio::spawn(async move { other.get(path).await.status.as_u16() }));
        }
        for one in many {
            assert_eq!(one.await.unwrap(), 200, "{path}");
        }
    }
}

/// A member searches thirty times a minute: then she is told to wait, her words stay, and nothing was written.
#[tokio::test]
async fn a_member_searches_thirty_times_a_minute() {
    for app in TestApp::each().await {
        let (her, other) =
            (app.bed.member("ياسمين", Role::Member).await, app.bed.member("زيتونة", Role::Member).await);
        let (mut hers, mut others) = (app.browser(), app.browser());
        hers.sign_in_as(&her).await;
        others.sign_in_as(&other).await;
        let path = address(Locale::Fr, &[("q", "droit au logement")]);
        for n in 0..domain::search::SEARCHES {
            assert_eq!(hers.get(&path).await.status, 200, "{n}");
            // What is not looked for does not count.
            hers.get("/fr/search").await.assert_status(200);
        }
        for (locale, told) in
            [(Locale::Ar, "انتظري دقيقة"), (Locale::Fr, "Attendez une minute"), (Locale::En, "Wait a minute")]
        {
            let refused = hers.get(&address(locale, &[("q", "droit au logement")])).await;
            refused.assert_status(429).assert_text(told).assert_text("value=\"droit au logement\"");
            refused.assert_text("id=\"search-help\"");
            assert_eq!((refused.header("retry-after"), refused.header("cache-control")), ("60", "no-store"));
            let titles = hers.get(&format!("/{locale}/search/suggest?q=droit")).await;
            titles.assert_status(429).assert_text("\"list\":[]");
            assert_eq!(titles.header("content-type"), "application/json");
            assert_ne!(titles.header("retry-after"), "");
        }
        // Behind the same address nobody else notices.
        others.get(&path).await.assert_status(200);
        app.browser().get(&path).await.assert_status(200);
        let written = rate_bucket::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert!(written.is_empty(), "{}: {written:?}", app.bed.backend);
        app.bed.clock.advance(chrono::Duration::seconds(60));
        hers.get(&path).await.assert_status(200);
        hers.get("/fr/search/suggest?q=droit").await.assert_status(200);
    }
}

/// Titles while she types are several for each search, and have their own measure.
#[tokio::test]
async fn a_member_who_types_without_end_gets_no_more_titles_and_still_searches() {
    let app = TestApp::sqlite().await;
    let her = app.bed.member("ياسمين", Role::Member).await;
    let mut browser = app.browser();
    browser.sign_in_as(&her).await;
    for n in 0..domain::search::OFFERS_ASKED {
        assert_eq!(browser.get("/ar/search/suggest?q=xxx").await.status, 200, "{n}");
    }
    browser.get("/ar/search/suggest?q=xxx").await.assert_status(429).assert_text("\"list\":[]");
    browser.get("/ar/search?q=x").await.assert_status(200);
}

#[tokio::test]
async fn bad_input_has_a_kind_answer() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let long = "ق".repeat(QUERY_MAX + 1);
    for locale in Locale::ALL {
        let page = browser.get(&address(locale, &[("q", &long)])).await;
        page.assert_status(422).assert_text(&long).assert_text("q-page-error").assert_text("200");
    }
    browser.get(&address(Locale::Ar, &[("q", "a"), ("kind", "secrets")])).await.assert_status(404);
    browser.get("/ar/search?q=%C3%28").await.assert_status(400);
    for typed in
        ["<script>alert(1)</script>", "\"><img src=x>", "' OR 1=1 --", "\" NEAR *", "\u{0}", "a & b | !c"]
    {
        let page = browser.get(&address(Locale::Fr, &[("q", typed)])).await;
        page.assert_status(200);
        let text = page.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img"), "{typed}");
    }
}

#[tokio::test]
async fn a_closed_database_is_said_and_the_query_is_not() {
    let app = TestApp::sqlite().await;
    app.bed.services.db.close().await;
    let page = app.browser().get(&address(Locale::Fr, &[("q", "ordonnance")])).await;
    page.assert_status(503);
}
