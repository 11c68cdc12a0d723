//! The account's guards: the list of browsers, and showing again that it is her.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser};
use app::site::page::Reply;
use axum::Router;
use chrono::Duration;
use domain::{Role, identity::Passphrase, testing::TestBed};
use server::{
    config::Config,
    http::{
        AppState,
        answer::{page, page_and_form},
        register::Routes,
    },
};

const SECRET: &str = "colline lampe safran";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 10) Mobile";

/// A page and a form that need a fresh proof, as those of every sensitive action.
fn probe() -> Router<AppState> {
    Routes::new()
        .route(
            "/ar/account/probe",
            page_and_form(
                |ctx, _| async move {
                    ctx.actor.require_confirmed(ctx.services.now_ms())?;
                    Ok(Reply::see_other("/ar/proved"))
                },
                &["reason", "form_key"],
                |ctx, _, _| async move {
                    ctx.actor.require_confirmed(ctx.services.now_ms())?;
                    Ok(Reply::see_other("/ar/proved"))
                },
            ),
        )
        .route(
            "/ar/account/facts",
            page(|ctx, _| async move {
                let facts = ctx.actor.member().and_then(|member| member.session.clone()).expect("a session");
                Ok(Reply::see_other(format!("/ar/facts/{}", facts.second_factor)))
            }),
        )
        .route(
            "/ar/account/step",
            page_and_form(
                |_, _| async move { Ok(Reply::see_other("/ar")) },
                &[],
                |_, _, _| async move {
                    Ok(Reply::see_other("/ar").with_session(app::site::page::SessionChange::SecondFactor))
                },
            ),
        )
        .into_router()
}

async fn apps() -> Vec<TestApp> {
    TestBed::each().await.into_iter().map(|bed| TestApp::over(bed, Config::default(), probe())).collect()
}

async fn signed_in(app: &TestApp, name: &str) -> TestBrowser {
    domain::identity::create_for_team(&app.bed.services, name, Role::Member, &Passphrase::read(SECRET))
        .await
        .unwrap();
    sign_in(app, name).await
}

async fn sign_in(app: &TestApp, name: &str) -> TestBrowser {
    let mut browser = app.browser();
    browser.post("/ar/sign-in", &[("pseudonym", name), ("passphrase", SECRET)]).await.assert_status(303);
    browser
}

#[tokio::test]
async fn what_matters_asks_again_and_comes_back() {
    for app in apps().await {
        let mut guest = app.browser();
        assert!(guest.get("/ar/account/probe").await.location().starts_with("/ar/sign-in?next="));
        let mut browser = signed_in(&app, "Yasmin 12").await;
        // Signing in is a proof.
        assert_eq!(browser.get("/ar/account/probe").await.location(), "/ar/proved");
        app.bed.clock.advance(Duration::minutes(11));
        let asked = browser.get("/ar/account/probe").await;
        asked.assert_status(303);
        assert_eq!(asked.location(), "/ar/account/confirm?next=%2Far%2Faccount%2Fprobe");
        let posted = browser.post("/ar/account/probe", &[("form_key", "12345678")]).await;
        assert_eq!(posted.location(), asked.location(), "a form without words leads there too");
        let typed = browser.post("/ar/account/probe", &[("reason", "كلام طويل")]).await;
        typed.assert_status(403).assert_text("كلام طويل");

        let page = browser.visit("/ar/account/probe").await;
        page.assert_status(200).assert_text("name=\"passphrase\"");
        let next = page.hidden("next").unwrap();
        let wrong = browser
            .post("/ar/account/confirm", &[("next", &next), ("passphrase", "colline lampe rouge")])
            .await;
        wrong.assert_status(422);
        assert_eq!(wrong.hidden("next").as_deref(), Some("/ar/account/probe"));
        assert!(!wrong.text().contains("colline lampe rouge"));
        browser.post("/ar/account/confirm", &[("next", &next)]).await.assert_status(422);

        let before = browser.jar["sid"].clone();
        let done = browser.post("/ar/account/confirm", &[("next", &next), ("passphrase", SECRET)]).await;
        assert_eq!(done.location(), "/ar/account/probe");
        assert_ne!(browser.jar["sid"], before, "a new id with every proof");
        assert_eq!(browser.get("/ar/account/probe").await.location(), "/ar/proved");
        let mut old = app.browser();
        old.jar.insert("sid".into(), before);
        assert!(old.get("/ar/account").await.location().starts_with("/ar/sign-in"), "the old id is dead");
        for evil in ["//evil.example", "https://evil.example/ar", "/\\evil", "/ar@evil"] {
            let away = browser.post("/ar/account/confirm", &[("next", evil), ("passphrase", SECRET)]).await;
            assert_eq!(away.location(), "/ar/account/security", "{evil}");
        }
    }
}

#[tokio::test]
async fn a_proof_keeps_the_second_step_and_signing_in_anew_does_not() {
    for app in apps().await {
        let mut browser = signed_in(&app, "Yasmin 12").await;
        assert_eq!(browser.get("/ar/account/facts").await.location(), "/ar/facts/false");
        browser.post("/ar/account/step", &[]).await.assert_status(303);
        assert_eq!(browser.get("/ar/account/facts").await.location(), "/ar/facts/true");
        browser.post("/ar/account/confirm", &[("passphrase", SECRET)]).await.assert_status(303);
        assert_eq!(browser.get("/ar/account/facts").await.location(), "/ar/facts/true");
        let mut other = sign_in(&app, "Yasmin 12").await;
        assert_eq!(other.get("/ar/account/facts").await.location(), "/ar/facts/false");
    }
}

#[tokio::test]
async fn she_sees_her_browsers_and_ends_one_or_all() {
    for app in apps().await {
        let mut here = signed_in(&app, "Yasmin 12").await;
        let mut there = app.browser();
        there.always("user-agent", PHONE);
        there.post("/ar/sign-in", &[("pseudonym", "Yasmin 12"), ("passphrase", SECRET)]).await;
        let mut stranger = signed_in(&app, "Amal 34").await;

        let page = here.get("/ar/account/sessions").await;
        page.assert_status(200).assert_text("هاتف").assert_text("(هذا الجهاز)");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.text().matches("name=\"session\"").count(), 2, "hers alone");
        assert!(!page.text().contains("Android"), "nothing finer is kept");
        let keys: Vec<String> = page
            .text()
            .split("name=\"session\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();

        // Somebody else cannot end them, whatever she sends.
        for key in [keys[1].as_str(), "%", "0", "zzzzzzzzzzzzzzzz"] {
            stranger.post("/ar/account/sessions", &[("session", key)]).await.assert_status(303);
        }
        there.get("/ar/account").await.assert_status(200);
        here.post("/ar/account/sessions", &[("session", &keys[1])]).await.assert_status(303);
        assert!(there.get("/ar/account").await.location().starts_with("/ar/sign-in"));
        here.get("/ar/account").await.assert_status(200);

        let out = here.post("/ar/account/sessions", &[("session", &keys[0])]).await;
        assert!(out.header("clear-site-data").contains("\"cookies\""));
        assert!(here.get("/ar/account").await.location().starts_with("/ar/sign-in"));

        let mut one = sign_in(&app, "Yasmin 12").await;
        let mut two = sign_in(&app, "Yasmin 12").await;
        one.post("/ar/account/sessions", &[]).await.assert_status(303);
        for browser in [&mut one, &mut two] {
            assert!(browser.get("/ar/account").await.location().starts_with("/ar/sign-in"));
        }
        stranger.get("/ar/account").await.assert_status(200);
    }
}
