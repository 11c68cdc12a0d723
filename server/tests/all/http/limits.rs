//! Limits for guests: by address they slow, by account they refuse.

use std::time::{Duration, Instant};

use app::site::page::{Reply, SessionChange};
use axum::{Router, routing::post};
use contract::ErrorCode;
use domain::{
    Db, DomainError, Role,
    identity::{Passphrase, create_for_team},
    testing::TestBed,
};
use server::{
    config::Config,
    handlers::files::SiteFiles,
    http::{AppState, answer::form},
};

use crate::support::{TestApp, TestBrowser};

/// Forms on the paths that limits know, which succeed or fail as they are told.
async fn app() -> TestApp {
    let act = form(&["outcome", "id", "body", "title", "form_key"], |_, _, form| async move {
        match form.get("outcome") {
            "right" => Ok(Reply::see_other("/en")
                .with_session(SessionChange::Begin(contract::ids::MemberId::trusted(form.get("id"))))),
            "wrong" => Err(DomainError::new(ErrorCode::WrongCredentials)),
            _ => Ok(Reply::see_other("/en")),
        }
    });
    let mut config = Config::default();
    config.limits.sign_in_burst = 3;
    config.limits.post_burst = 4;
    config.limits.longest_wait_seconds = 1;
    let more = Router::new().route("/en/sign-in/test", post(act.clone())).route("/en/act", post(act));
    TestApp::over(TestBed::sqlite().await, config, more)
}

#[tokio::test]
async fn guesses_are_limited_and_success_is_not() {
    let app = app().await;
    let member = app.bed.member("yasmin", Role::Member).await;
    let id = member.member_id().unwrap().as_str().to_owned();
    for _ in 0..8 {
        app.browser().post("/en/sign-in/test", &[("outcome", "right"), ("id", &id)]).await.assert_status(303);
    }
    for _ in 0..3 {
        app.browser().post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
    }
    // From here on the address is slow; it is never refused.
    for least in [400, 900, 900] {
        let begun = Instant::now();
        app.browser().post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
        assert!(begun.elapsed() >= Duration::from_millis(least), "{:?}", begun.elapsed());
    }
    let begun = Instant::now();
    let mut other = app.browser();
    other.address = ([10, 0, 0, 9], 1).into();
    other.post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    // Whoever has an account guesses no faster at the others.
    let mut browser = app.browser();
    browser.sign_in_as(&member).await;
    let begun = Instant::now();
    browser.post("/en/sign-in/test", &[("outcome", "wrong")]).await.assert_status(422);
    assert!(begun.elapsed() >= Duration::from_millis(900), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_crowd_behind_one_address_waits_and_the_rest_is_told_to_come_back() {
    let app = app().await;
    let tries = (0..100).map(|_| {
        let mut browser = app.browser();
        async move {
            let answer = browser.post("/en/sign-in/test", &[("outcome", "wrong")]).await;
            (answer.status.as_u16(), answer.header("retry-after").to_owned())
        }
    });
    let answers = futures::future::join_all(tries).await;
    let served = answers.iter().filter(|(status, _)| *status == 422).count();
    let later = answers.iter().filter(|(status, retry)| *status == 503 && retry == "10").count();
    assert_eq!((served, later), (3 + 64, 33), "{answers:?}");
}

#[tokio::test]
async fn a_limited_form_keeps_her_text_and_members_are_not_limited_by_address() {
    let app = app().await;
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

/// A class or a kiosk: every way into an account, and every link of a message, again and again from one address.
#[tokio::test]
async fn a_shared_address_is_refused_none_of_the_ways_in() {
    let apps = TestApp::each_with(|config| {
        config.limits.longest_wait_seconds = 0;
        (config.limits.sign_in_burst, config.limits.join_burst, config.limits.post_burst) = (1, 1, 1);
    });
    for app in apps.await {
        let token = "0".repeat(32);
        let ways = [
            "sign-in".to_owned(),
            "sign-in/code".to_owned(),
            "recover".to_owned(),
            "reset".to_owned(),
            format!("reset/{token}"),
            "join".to_owned(),
            "join/provider".to_owned(),
            "account/return".to_owned(),
            format!("invitation/{token}"),
            format!("email/verify/{token}"),
            format!("email/off/{token}"),
            format!("email/digest-off/{token}"),
        ];
        for way in &ways {
            for n in 0..20 {
                let name = format!("Personne {n:04}");
                let form: &[(&str, &str)] = match way.as_str() {
                    "sign-in" => &[("pseudonym", &name), ("passphrase", "x")],
                    "recover" | "account/return" => {
                        &[("pseudonym", &name), ("recovery_code", "0123-4567-89AB")]
                    }
                    "reset" => &[("pseudonym", &name)],
                    "join" => &[("pseudonym", &name), ("passphrase", "court")],
                    _ => &[],
                };
                let answer = app.browser().post(&format!("/fr/{way}"), form).await;
                let status = answer.status.as_u16();
                assert!(![429, 503].contains(&status), "{} {way}: {status} at try {n}", app.bed.backend);
            }
        }
        // The same address, where no guest has anything to send.
        let act = "/fr/account/passphrase";
        app.browser().post(act, &[]).await.assert_status(401);
        app.browser().post(act, &[]).await.assert_status(429);
    }
}

/// An account, whose passphrase is not what is tried.
async fn account(app: &TestApp) {
    let secret = Passphrase::read("colline lampe safran train");
    create_for_team(&app.bed.services, "Olive Tranquille", Role::Member, &secret).await.expect("an account");
}

async fn guess(browser: &mut TestBrowser) -> u16 {
    let form = [("pseudonym", "Olive Tranquille"), ("passphrase", "pont rouge semoule orage")];
    browser.post("/en/sign-in", &form).await.status.as_u16()
}

#[tokio::test]
async fn a_thousand_invented_headers_do_not_help() {
    let apps = TestApp::each_with(|config| {
        config.server.trusted_proxies = vec!["127.0.0.0/8".into(), "10.0.0.0/8".into()];
        config.limits.longest_wait_seconds = 0;
    });
    for app in apps.await {
        account(&app).await;
        let mut verified = 0;
        for n in 0..1_000_u32 {
            let mut browser = app.browser();
            // What the client invents stands left of what our own proxy appends.
            let invented = std::net::Ipv4Addr::from_bits(rand::random());
            let behind = ["", ", 10.0.0.9", ", 127.0.0.1, 10.0.0.9"][n as usize % 3];
            browser.always("x-forwarded-for", &format!("{invented}, 203.0.113.7{behind}"));
            match guess(&mut browser).await {
                422 => verified += 1,
                429 => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(verified, 10, "{}", app.bed.backend);
    }
}

#[tokio::test]
async fn two_nodes_share_the_limit_of_an_account() {
    for bed in TestBed::each().await {
        let mut config = Config::default();
        config.limits.longest_wait_seconds = 0;
        let second = Db::connect(&bed.url, 4).await.expect("another node");
        let services = bed.services.with_db(second);
        let one = TestApp::over(bed, config.clone(), Router::new());
        account(&one).await;
        let state = AppState::new(services, config, SiteFiles::none());
        let two = TestBrowser::new(server::routes::router(state.clone()), state);
        let tries = (0..60).map(|n| {
            let mut browser = if n % 2 == 0 { one.browser() } else { two.clone() };
            async move { guess(&mut browser).await }
        });
        let statuses = futures::future::join_all(tries).await;
        // Ten for both nodes together; the crowd at the hash may be told to come back, which gives no guess.
        let verified = statuses.iter().filter(|status| **status == 422).count();
        assert!((1..=10).contains(&verified), "{}: {statuses:?}", one.bed.backend);
        assert!(statuses.iter().all(|status| [422, 429, 503].contains(status)), "{statuses:?}");
        assert!(statuses.iter().filter(|status| **status == 429).count() >= 50, "{statuses:?}");
    }
}
