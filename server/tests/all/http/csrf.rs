//! Method × `Sec-Fetch-Site` × `Origin` → status.

use axum::{Router, routing::any};
use domain::testing::TestBed;
use http::{Method, Request, header};
use server::config::Config;

use crate::support::TestApp;

const OURS: &str = "http://127.0.0.1:3000";
const PUBLIC: &str = "https://jusoor.example";

async fn app() -> TestApp {
    let mut config = Config::default();
    config.server.public_url = PUBLIC.into();
    TestApp::over(
        TestBed::sqlite().await,
        config,
        Router::new().route("/ar/anything", any(|| async { "done" })),
    )
}

#[tokio::test]
async fn forms_come_from_our_own_pages_only() {
    let app = app().await;
    let mut browser = app.browser();
    // Sec-Fetch-Site, Origin, status of an unsafe method
    let table: [(Option<&str>, Option<&str>, u16); 22] = [
        (Some("same-origin"), Some(OURS), 200),
        (Some("same-origin"), None, 200),
        (Some("none"), None, 200),
        (None, Some(OURS), 200),
        (None, Some(PUBLIC), 200),
        (Some("cross-site"), None, 403),
        (Some("cross-site"), Some("https://evil.example"), 403),
        (Some("cross-site"), Some(OURS), 403),
        (Some("cross-site"), Some(PUBLIC), 403),
        (Some("same-site"), Some(PUBLIC), 403),
        (Some("same-site"), Some("https://other.jusoor.example"), 403),
        (Some("same-site"), None, 403),
        (Some("SAME-ORIGIN"), None, 403),
        (Some("same-origin "), Some("https://evil.example"), 200),
        (Some("nonsense"), None, 403),
        (None, Some("https://evil.example"), 403),
        (None, Some("null"), 403),
        (None, Some("http://127.0.0.1:3001"), 403),
        (None, Some("http://127.0.0.1"), 403),
        (None, Some("file://127.0.0.1:3000"), 403),
        (None, None, 403),
        (Some(""), Some(""), 403),
    ];
    for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for (site, origin, status) in table {
            let mut request = Request::builder().method(method.clone()).uri("/ar/anything");
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site.trim_end());
            }
            if let Some(origin) = origin {
                request = request.header(header::ORIGIN, origin);
            }
            let expected = if matches!(method, Method::GET | Method::HEAD) { 200 } else { status };
            let answer = browser.send(request).await;
            assert_eq!(answer.status.as_u16(), expected, "{method} {site:?} {origin:?}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_a_page_and_gives_nothing_back() {
    let app = app().await;
    let request = Request::post("/fr/forum/new")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = app.browser().send_with(request, "body=planted+text").await;
    let title = i18n::errors::title(i18n::catalogue(contract::Locale::Fr), contract::ErrorCode::CrossSite);
    answer.assert_status(403).assert_text(&title);
    assert!(!answer.text().contains("planted"));
}
