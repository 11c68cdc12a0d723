//! Limits for guests, by address.

use app::site::page::{Reply, SessionChange};
use axum::{Router, routing::post};
use contract::ErrorCode;
use domain::{DomainError, Role, testing::TestBed};
use server::{config::Config, http::answer::form};

use crate::support::TestApp;

/// Forms on the paths that limits know, which succeed or fail as they are told.
async fn app(trusted_hops: usize) -> TestApp {
    let act = form(&["outcome", "id", "body", "title", "form_key"], |_, _, form| async move {
        match form.get("outcome") {
            "right" => Ok(Reply::see_other("/en")
                .with_session(SessionChange::Begin(contract::ids::MemberId::trusted(form.get("id"))))),
            "wrong" => Err(DomainError::new(ErrorCode::WrongCredentials)),
            _ => Ok(Reply::see_other("/en")),
        }
    });
    let mut config = Config::default();
    config.server.trusted_hops = trusted_hops;
    config.limits.sign_in_burst = 3;
    config.limits.post_burst = 4;
    let more = Router::new().route("/en/sign-in/test", post(act.clone())).route("/en/act", post(act));
    TestApp::over(TestBed::sqlite().await, config, more)
}

#[tokio::test]
async fn guesses_are_limited_and_success_is_not() {
    let app = app(0).await;
    let member = app.bed.member("yasmin", Role::Member).await;
    let id = member.member_id().unwrap().as_str().to_owned();
    for _ in 0..8 {
        app.browser().post("/en/sign-in/test", &[("outcome", "right"), ("id", &id)]).await.assert_status(303);
    }
    for _ in 0..3 {
        app.browser().post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
    }
    let limited = app.browser().post("/en/sign-in/test", &[("outcome", "wrong")]).await;
    limited.assert_status(429);
    assert_eq!(limited.header("retry-after"), "60");
    let mut other = app.browser();
    other.address = ([10, 0, 0, 9], 1).into();
    other.post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
}

#[tokio::test]
async fn a_limited_form_keeps_her_text_and_members_are_not_limited_by_address() {
    let app = app(0).await;
    let mut guest = app.browser();
    for _ in 0..4 {
        guest.post("/en/act", &[("body", "x")]).await.assert_status(303);
    }
    let limited = guest.post("/en/act", &[("body", "نص طويل <كتبته>"), ("form_key", "k-1234567890")]).await;
    limited.assert_status(429).assert_text("نص طويل &lt;كتبته&gt;").assert_text("k-1234567890");
    let planted = "</textarea><meta http-equiv=refresh content=0> &lt;";
    let limited = guest.post("/en/act", &[("body", planted), ("title", "\"><b>"), ("id", "\"><b>")]).await;
    limited
        .assert_status(429)
        .assert_text("&lt;/textarea&gt;&lt;meta http-equiv=refresh content=0&gt; &amp;lt;");
    assert!(!limited.text().contains("\"><b>"));
    let member = app.bed.member("yasmin", Role::Member).await;
    let mut browser = app.browser();
    browser.sign_in_as(&member).await;
    for _ in 0..10 {
        browser.post("/en/act", &[("body", "x")]).await.assert_status(303);
    }
}

#[tokio::test]
async fn an_invented_header_does_not_help() {
    let app = app(1).await;
    let mut statuses = Vec::new();
    for n in 0..20 {
        let mut browser = app.browser();
        // What the client invents stands left of what our own proxy appends.
        browser.always("x-forwarded-for", &format!("9.9.9.{n}, 203.0.113.7"));
        statuses.push(browser.post("/en/sign-in/test", &[("outcome", "wrong")]).await.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 3, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 17);
    let mut other = app.browser();
    other.always("x-forwarded-for", "9.9.9.1, 203.0.113.8");
    other.post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
}
