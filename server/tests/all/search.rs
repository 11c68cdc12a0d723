//! The results page over the real router.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use crate::support::{TestApp, encode};
use contract::{Locale, limits::QUERY_MAX};

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
    }
}

#[tokio::test]
async fn nothing_found_and_nothing_asked_have_their_pages() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/ar/search").await.assert_status(200).assert_text("عمّ تبحثين؟");
        browser.get("/fr/search?q=").await.assert_status(200).assert_text("Que cherchez-vous");
        let page = browser.get(&address(Locale::En, &[("q", "xyzxyz")])).await;
        page.assert_status(200).assert_text("Nothing found").assert_text("tel:1899");
        domain::seed::seed(&app.bed.services).await.unwrap();
        let page = browser.get(&address(Locale::Fr, &[("q", "divorsee")])).await;
        page.assert_status(200).assert_text("En d’autres mots").assert_text("طلاق");
        // Too narrow a choice leads out of itself.
        let page = browser.get(&address(Locale::Fr, &[("q", "maternité"), ("type", "organisation")])).await;
        page.assert_status(200).assert_text("/fr/search?q=maternit%C3%A9\"");
    }
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
