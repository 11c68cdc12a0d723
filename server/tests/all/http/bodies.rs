//! Sizes, encodings and shapes of what is sent.

use app::site::page::Reply;
use axum::{Router, body::Body, routing::post};
use bytes::Bytes;
use domain::testing::TestBed;
use http::{Request, header};
use server::{config::Config, http::answer::form};

use crate::support::{TestApp, encode};

async fn app() -> TestApp {
    let take = form(&["title", "body"], |_, _, form| async move {
        Ok(Reply::see_other(format!("/taken/{}", form.get("body").len())))
    });
    TestApp::over(TestBed::sqlite().await, Config::default(), Router::new().route("/en/take", post(take)))
}

fn title(code: contract::ErrorCode) -> String {
    i18n::errors::title(i18n::catalogue(contract::Locale::En), code)
}

#[tokio::test]
async fn the_longest_post_fits_and_more_is_told() {
    let app = app().await;
    let mut browser = app.browser();
    for letter in ["ا", "👩"] {
        let longest = letter.repeat(contract::limits::BODY_MAX);
        let answer = browser.post("/en/take", &[("title", &"ع".repeat(120)), ("body", &longest)]).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), format!("/taken/{}", longest.len()));
    }
    let page = title(contract::ErrorCode::TooLarge);
    browser.post_raw("/en/take", "x".repeat(131_073)).await.assert_status(413).assert_text(&page);
    // No length is declared, the end does not come.
    let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 8_192])));
    let answer = browser.post_raw("/en/take", Body::from_stream(endless)).await;
    answer.assert_status(413).assert_text(&page);
}

#[tokio::test]
async fn what_is_not_a_form_is_refused() {
    let app = app().await;
    let mut browser = app.browser();
    let page = title(contract::ErrorCode::UnreadableForm);
    for body in ["body=%C3%28", "body=\u{fffd}%FF", &encode(&vec![("a", "b"); 257])] {
        browser.post_raw("/en/take", body.to_owned()).await.assert_status(400).assert_text(&page);
    }
    browser.post_raw("/en/take", vec![b'b', b'=', 0xff]).await.assert_status(400);
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/json", "\u{1}"] {
        let Ok(kind) = http::HeaderValue::from_str(kind) else { continue };
        let request = Request::post("/en/take")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        browser.send_with(request, "body=x").await.assert_status(400);
    }
    let answer = browser.post_raw("/en/take", "body").await;
    assert_eq!(answer.location(), "/taken/0");
    let answer = browser.post_raw("/en/take", "").await;
    assert_eq!(answer.location(), "/taken/0");
}

#[tokio::test]
async fn broken_addresses_are_404_or_400_pages() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    for path in [
        "/ar/forum/t/%C3%28",
        "/ar/forum/t/UPPER",
        "/ar/forum/t/x",
        "/ar/forum/t/..%2f..%2fetc%2fpasswd",
        "/ar/forum/t/%00",
        "/ar/a/%FF%FE",
        "/ar/a/-",
        "/ar/library/%D8%B3",
        "/ar/statistics/zzzz.csv.csv",
        "/ar/sections/nope",
        "/ar//forum",
        "/%C3%28",
        "/arx",
        "/AR",
    ] {
        let answer = browser.get(path).await;
        answer.assert_status(404).assert_text("<html");
    }
    for path in
        ["/en/forum?page=%C3%28", "/en/x?%FF", &format!("/en/forum?{}", encode(&vec![("a", "b"); 257]))]
    {
        browser.get(path).await.assert_status(400).assert_text(&title(contract::ErrorCode::UnreadableForm));
    }
    let wrong_method = browser.post("/health/live", &[]).await;
    wrong_method.assert_status(405);
    assert!(wrong_method.header("allow").contains("GET"));
}

#[tokio::test]
async fn an_unknown_server_function_is_404() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    browser.post("/api/forum/no-such-function", &[("source", "x")]).await.assert_status(404);
    browser.post("/api/../../etc", &[]).await.assert_status(404);
    browser.get("/api/forum/no-such-function").await.assert_status(405);
}
