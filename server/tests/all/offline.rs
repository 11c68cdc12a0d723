//! What browsers may keep and what they are told to drop; the offline page, manifest and service worker; taking a text along.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::Locale;
use domain::Role;
use entity::content::article_text;
use http::Request;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::support::TestApp;

const MARK: &str = "x-offline";

#[tokio::test]
async fn public_texts_may_stay_and_nothing_of_anybody() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut guest = app.browser();
        let article = guest.get("/fr/a/askunit").await.location().to_owned();
        for path in [&*article, "/fr/safety", "/fr/terms", "/fr/offline"] {
            let page = guest.get(path).await;
            page.assert_status(200).assert_text("data-worker=\"/sw.js?l=fr\"");
            page.assert_text("rel=\"manifest\" href=\"/fr/manifest.webmanifest\"");
            assert_eq!(page.header(MARK), "keep", "{path}");
            let known = Request::get(path).header("if-none-match", page.header("etag"));
            let same = guest.send(known).await;
            same.assert_status(304);
            assert_eq!(same.header(MARK), "keep", "{path}");
        }
        // Neither what others wrote, nor what she looks for, nor what is about an account, nor a refusal.
        for (path, status) in [
            ("/fr", 200),
            ("/fr/forum", 200),
            ("/fr/search?q=travail", 200),
            ("/fr/sign-in", 200),
            ("/fr/join", 200),
            ("/fr/account", 303),
            ("/fr/desk", 303),
            ("/fr/a/zzzzzz", 404),
        ] {
            let page = guest.get(path).await;
            page.assert_status(status);
            assert_eq!(page.header(MARK), "", "{path}");
            assert!(!page.text().contains("data-worker"), "{path}");
        }
        for cookie in ["kiosk", "discreet", "way"] {
            let mut other = app.browser();
            other.jar.insert(cookie.into(), "1".into());
            for path in [&*article, "/fr/safety", "/fr"] {
                assert_eq!(other.get(path).await.header(MARK), "drop", "{cookie}: {path}");
            }
        }
        let member = app.bed.member("yasmin", Role::Member).await;
        let mut hers = app.browser();
        hers.sign_in_as(&member).await;
        for path in [&*article, "/fr/safety", "/fr/account", "/fr/forum"] {
            let page = hers.get(path).await;
            page.assert_status(200);
            assert_eq!((page.header(MARK), page.header("cache-control")), ("drop", "no-store"), "{path}");
            let text = page.text();
            for sign in ["data-worker", "rel=\"manifest\"", "data-keep="] {
                assert!(!text.contains(sign), "{path}: {sign}");
            }
        }
        let out = hers.post("/fr/sign-out", &[]).await;
        assert_eq!(out.header(MARK), "drop");
        assert!(out.header("clear-site-data").contains("\"storage\""));
        assert_eq!(hers.get(&article).await.header(MARK), "keep", "a guest again");
    }
}

#[tokio::test]
async fn an_answer_that_signs_her_in_drops_what_was_kept() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let form =
        [("pseudonym", "Olive Tranquille"), ("passphrase", "colline lampe safran train"), ("rules", "yes")];
    let joined = browser.post("/fr/join", &form).await;
    assert!(joined.cookies().iter().any(|line| line.starts_with("sid=")), "{}", joined.text());
    assert_eq!(joined.header(MARK), "drop");
}

#[tokio::test]
async fn the_offline_page_the_manifest_and_the_worker() {
    let app = TestApp::sqlite().await;
    // Numbers help although nothing was ever seeded.
    app.browser().get("/ar/offline").await.assert_status(200).assert_text("tel:1899");
    domain::seed::seed(&app.bed.services).await.unwrap();
    let mut browser = app.browser();
    for locale in Locale::ALL {
        let l = i18n::catalogue(locale);
        let page = browser.get(&format!("/{locale}/offline")).await;
        page.assert_status(200).assert_text("tel:1899").assert_text("helpline__note");
        page.assert_text(&l.msg_offline_now()).assert_text(&format!("href=\"/{locale}/safety\""));
        // What stands first on the page about safety, and no more of it.
        page.assert_text("197").assert_text("193");
        assert!(!page.text().contains("{{helplines}}"));
        assert!(page.header("x-robots-tag").contains("noindex"));

        let answer = browser.get(&format!("/{locale}/manifest.webmanifest")).await;
        answer.assert_status(200);
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        let manifest: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(manifest["name"], l.msg_site_neutral_title());
        assert_eq!(manifest["lang"], locale.code());
        assert_eq!(manifest["start_url"], format!("/{locale}"));
        assert_eq!(manifest["display"], "browser", "no browser offers to install it");
        assert_eq!(manifest["icons"].as_array().unwrap().len(), 3);
        let text = answer.text().to_lowercase();
        for telling in ["jusoor", "جسور", "wom", "femme", "نساء", "امرأة", "violence", "عنف"]
        {
            assert!(!text.contains(telling), "{locale}: {telling}");
        }
    }
    let worker = browser.get("/sw.js?l=ar").await;
    worker.assert_status(200).assert_text("const VERSION = '");
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!((worker.header("cache-control"), worker.header("service-worker-allowed")), ("no-cache", "/"));
    let known = Request::get("/sw.js").header("if-none-match", worker.header("etag"));
    browser.send(known).await.assert_status(304);
    assert_eq!(browser.get("/offline").await.location(), "/en/offline", "in the language she read last");
}

#[tokio::test]
async fn a_text_is_shared_by_its_short_address_and_nothing_is_framed() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut browser = app.browser();
        let path = browser.get("/en/a/askunit").await.location().to_owned();
        let page = browser.get(&path).await;
        let short = format!("{}/a/askunit", app.state.config.public_url());
        page.assert_status(200).assert_text(&format!("data-share=\"{short}\""));
        page.assert_text(&format!("data-copy=\"{short}\"")).assert_text(&short);
        page.assert_text("class=\"paper\"").assert_text("d=\"M4 4.5h7");
        assert_eq!(browser.get("/a/askunit").await.location(), path);
        let l = i18n::catalogue(Locale::En);
        let told = l.msg_share_videos("youtube.com");
        let start = told.split('(').next().unwrap().to_owned();
        assert!(!page.text().contains(&start));
        let html = "<p><a href=\"https://www.youtube.com/watch?v=1\" rel=\"noopener noreferrer\">x</a></p>";
        article_text::Entity::update_many()
            .col_expr(article_text::Column::Html, Expr::value(html))
            .filter(article_text::Column::ArticleId.eq("askunit"))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        let page = browser.get(&path).await;
        page.assert_status(200).assert_text(&start).assert_text("youtube.com");
        for outside in ["<iframe", "<embed", "<object", "src=\"http"] {
            assert!(!page.text().contains(outside), "{outside}");
        }
    }
}
