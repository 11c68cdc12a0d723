//! Headers of every kind of answer.

use app::site::{page::Page, request::RequestCtx};
use axum::Router;
use domain::testing::TestBed;
use http::Request;
use leptos::prelude::*;
use server::{config::Config, http::answer::page, middleware::headers::CONTENT_SECURITY_POLICY};

use crate::support::{Answer, TestApp};

fn assert_secure(answer: &Answer, what: &str) {
    for (name, value) in [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(answer.header("permissions-policy").contains("geolocation=()"), "{what}");
    assert_eq!(answer.header("strict-transport-security"), "", "{what}: not over plain HTTP");
}

fn failing() -> Router<server::http::AppState> {
    server::http::register::Routes::new()
        .route(
            "/ar/panics",
            page(|_, _| async move {
                let text = String::from("سر");
                assert!(text.is_empty(), "quotes {text}");
                Err(domain::DomainError::not_found())
            }),
        )
        .route(
            "/fr/draws-badly",
            page(|_: RequestCtx, _| async move { Ok(Page::new("x", || panic!("while drawing")).into()) }),
        )
        .route(
            "/ar/long",
            page(|_, _| async move {
                Ok(Page::new("طويل", || view! { <p>{"كلام ".repeat(2_000)}</p> }.into_any()).into())
            }),
        )
        .into_router()
}

async fn app() -> TestApp {
    TestApp::over(TestBed::sqlite().await, Config::default(), failing())
}

#[tokio::test]
async fn every_kind_of_answer_is_secured() {
    let app = app().await;
    let mut browser = app.browser();
    for (path, status) in [
        ("/", 303),
        ("/exit", 303),
        ("/favicon.svg", 200),
        ("/robots.txt", 200),
        ("/sw.js", 200),
        ("/ar/manifest.webmanifest", 200),
        ("/pkg/nothing.css", 404),
        ("/health/live", 200),
        ("/health/ready", 200),
        ("/ar/no/such/page", 404),
        ("/nothing", 404),
        ("/ar/panics", 500),
        ("/fr/draws-badly", 500),
        ("/ar/long", 200),
        ("/ar/forum/", 308),
        ("/forum", 303),
    ] {
        let answer = browser.get(path).await;
        answer.assert_status(status);
        if path != "/exit" {
            assert_secure(&answer, path);
        }
    }
    assert_secure(&browser.post("/ar/long", &[]).await, "405");
    assert_secure(&browser.post_raw("/ar/long", "x".repeat(200_000)).await, "413");
    let refused = browser.send(Request::post("/ar/long")).await;
    refused.assert_status(403);
    assert_secure(&refused, "403");
    app.bed.services.db.close().await;
    let closed = browser.get("/ar/forum").await;
    closed.assert_status(503);
    assert_secure(&closed, "503");
}

#[tokio::test]
async fn a_panic_is_a_page_with_a_reference_and_the_process_lives() {
    let app = app().await;
    let mut browser = app.browser();
    let answer = browser.get("/ar/panics").await;
    answer.assert_status(500).assert_text("lang=\"ar\"");
    assert!(!answer.text().contains("quotes"), "nothing of the panic is shown");
    let page = answer.text();
    let reference = page.split("state__reference").nth(1).expect("a reference").split('<').next().unwrap();
    let reference = reference.rsplit('>').next().unwrap_or_default();
    assert!(reference.chars().filter(char::is_ascii_alphanumeric).count() >= 8, "{reference:?}");
    let other = browser.get("/ar/panics").await.text();
    assert!(!other.contains(reference.trim()), "each has a reference of its own");
    assert_eq!(answer.header("cache-control"), "no-store");
    let catalogue = i18n::catalogue(contract::Locale::Fr);
    let title = i18n::errors::title(catalogue, contract::ErrorCode::Internal);
    browser.get("/fr/draws-badly").await.assert_status(500).assert_text("lang=\"fr\"").assert_text(&title);
    browser.get("/ar/long").await.assert_status(200);
}

#[tokio::test]
async fn public_pages_have_a_tag_and_are_compressed_as_asked() {
    let app = app().await;
    let mut browser = app.browser();
    let plain = browser.get("/ar/long").await;
    let tag = plain.header("etag").to_owned();
    assert!(tag.starts_with('"') && plain.header("content-encoding").is_empty());
    assert_eq!(plain.header("cache-control"), "no-cache");
    assert!(plain.header("vary").contains("Accept-Encoding") && plain.header("vary").contains("Cookie"));
    let same = browser.send(Request::get("/ar/long").header("if-none-match", &tag)).await;
    same.assert_status(304);
    assert!(same.body.is_empty() && same.header("etag") == tag);
    for (list, coding) in
        [("br, gzip", "br"), ("gzip", "gzip"), ("gzip;q=1, br;q=0.3", "gzip"), ("br;q=0", "")]
    {
        let packed = browser.send(Request::get("/ar/long").header("accept-encoding", list)).await;
        assert_eq!(packed.header("content-encoding"), coding, "{list}");
        let packed_tag = packed.header("etag").to_owned();
        if !coding.is_empty() {
            assert!(packed.body.len() * 4 < plain.body.len(), "{list}: {}", packed.body.len());
            assert_ne!(packed_tag, tag, "a strong tag names one sequence of bytes");
        }
        let again =
            Request::get("/ar/long").header("accept-encoding", list).header("if-none-match", packed_tag);
        browser.send(again).await.assert_status(304);
    }
    let head = browser.send(Request::head("/ar/long")).await;
    head.assert_status(200);
    assert_eq!(head.header("etag"), tag);
    assert_eq!(head.header("content-length"), plain.body.len().to_string());
}

#[tokio::test]
async fn personal_pages_are_kept_by_nobody() {
    let app = app().await;
    let member = app.bed.member("yasmin", domain::Role::Member).await;
    let mut browser = app.browser();
    browser.sign_in_as(&member).await;
    let page = browser.get("/ar/long").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("etag").is_empty());
    let packed = browser.send(Request::get("/ar/long").header("accept-encoding", "br")).await;
    assert_eq!(packed.header("content-encoding"), "br");
}
