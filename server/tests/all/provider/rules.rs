//! RFC 9700 as far as it speaks to a client, rule by rule; and that nothing of a provider is left anywhere.

use std::{
    collections::HashSet,
    io::Write,
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, Statement};
use sha2::{Digest, Sha256};

use super::{
    op::{CANARY, Instead, Op, Plan, query},
    way::{apps, arrive, callback, click, config, go, rows, there_and_back},
};
use crate::support::TestApp;

#[tokio::test]
async fn rfc_9700_rule_by_rule() {
    let (a, b) = (Op::start().await, Op::start().await);
    for app in apps(&[&a, &b]).await {
        let mut cases = 0;
        let mut holds = |what: &str, holds: bool| {
            assert!(holds, "{what} on {}", app.bed.backend);
            cases += 1;
        };
        let mut browser = app.browser();
        let gone = click(&mut browser, "/auth/a?l=fr").await;
        let sent = query(gone.location());
        holds("2.1.2 code flow only", sent["response_type"] == "code" && !sent.contains_key("response_mode"));
        holds(
            "2.1.1 PKCE S256 always",
            sent["code_challenge_method"] == "S256" && sent["code_challenge"].len() == 43,
        );
        holds("4.7 a state of its own", sent["state"].len() >= 32);
        holds("a nonce of its own", sent["nonce"].len() >= 32 && sent["nonce"] != sent["state"]);
        let redirect = "http://127.0.0.1:3000/auth/a/callback";
        holds("4.1 one exact redirect address", sent["redirect_uri"] == redirect);
        holds(
            "nothing but who she is is asked for",
            sent["scope"] == "openid" && sent["client_id"] == "jusoor",
        );
        // RFC 6749 3.1: what stood in the endpoint's own query stays there.
        holds("the endpoint's own query stays", sent["tenant"] == "1");
        holds("4.12 303, never 307", gone.status == 303);
        let nowhere = |answer: &crate::support::Answer| answer.header("referrer-policy") == "no-referrer";
        holds(
            "4.2 no referrer on the way there",
            nowhere(&gone) && gone.header("cache-control") == "no-store",
        );
        let cookie = gone.cookies().into_iter().find(|line| line.starts_with("way=")).unwrap().to_owned();
        let bound = ["HttpOnly", "SameSite=Lax", "Path=/"].iter().all(|part| cookie.contains(part));
        holds("the browser is bound by a cookie that ends with it", bound && !cookie.contains("Max-Age"));
        let mut seen = HashSet::new();
        for _ in 0..50 {
            let sent = query(click(&mut app.browser(), "/auth/a?l=fr").await.location());
            for name in ["state", "nonce", "code_challenge"] {
                assert!(seen.insert(sent[name].clone()), "{name} came twice");
            }
        }
        holds("each way has its own secrets", seen.len() == 150);
        let to_b = query(click(&mut app.browser(), "/auth/b?l=fr").await.location());
        holds("4.4 a redirect address for each provider", to_b["redirect_uri"] != redirect);

        let back = a.authorize(gone.location());
        let path = callback("a", &back);
        let replay = arrive(&mut app.browser(), &path).await;
        holds("2.1.1 replayed in another browser: 400", replay.status == 400 && rows(&app).await[1] == 0);
        let leads_nowhere =
            nowhere(&replay) && !replay.text().contains("https://") && !replay.text().contains("code=");
        holds("4.2 a refusal leads nowhere else", leads_nowhere);
        let there = arrive(&mut browser, &path).await;
        holds("4.2 the address with the code is left at once", there.status == 303 && nowhere(&there));
        let traded = a.traded();
        holds(
            "2.4 no password grant",
            traded["grant_type"] == "authorization_code" && !traded.contains_key("password"),
        );
        let verifier = &traded["code_verifier"];
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        holds(
            "the verifier is sent, and is the challenge's",
            challenge == sent["code_challenge"] && verifier.len() >= 43,
        );
        holds("the redirect address is repeated", traded["redirect_uri"] == redirect);
        holds(
            "2.5 the client proves itself",
            a.authorization().starts_with("Basic ") && !traded.contains_key("client_secret"),
        );
        holds("reused: 400", arrive(&mut browser, &path).await.status == 400);
        let mixed = go(&mut browser, &a, "/auth/a?l=fr").await;
        holds(
            "4.4 mix-up: 400",
            arrive(&mut browser, &callback("b", &mixed)).await.status == 400 && b.asked() == 0,
        );
        let form = "application/x-www-form-urlencoded";
        let request =
            http::Request::post(&path).header("content-type", form).header("sec-fetch-site", "same-origin");
        let posted = browser.send(request).await;
        holds("no answer by POST", posted.status == 405);
        assert!(cases >= 12, "{cases}");
        a.forget();
        b.forget();
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let op = Op::start().await;
    let mut config = config(&[&op]);
    config.server.public_url = "https://jusoor.example".into();
    let app = TestApp::over(domain::testing::TestBed::sqlite().await, config, axum::Router::new());
    op.now(app.bed.services.now_ms());
    let mut browser = app.browser();
    let gone = click(&mut browser, "/auth/a?l=ar").await;
    let line = gone.cookies().into_iter().find(|line| line.starts_with("__Host-way=")).unwrap().to_owned();
    assert!(line.contains("Secure") && !line.contains("Domain"), "{line}");
    assert_eq!(query(gone.location())["redirect_uri"], "https://jusoor.example/auth/a/callback");
    let back = op.authorize(gone.location());
    assert_eq!(arrive(&mut browser, &callback("a", &back)).await.location(), "/ar/join/provider");
    // The exit takes it away by name.
    let exit = browser.get("/exit").await;
    assert!(exit.cookies().iter().any(|line| line.starts_with("__Host-way=;") && line.contains("Secure")));
}

/// Everything that a database holds, as text.
async fn contents(app: &TestApp) -> String {
    let db = app.bed.services.db.writer();
    let sql = if app.bed.backend == "postgres" {
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    };
    let backend = app.bed.services.db.backend();
    let mut all = String::new();
    for row in db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        let columns = if app.bed.backend == "postgres" {
            "x::text".to_owned()
        } else {
            let sql = format!(
                "SELECT group_concat('quote(\"' || name || '\")', '||') AS c FROM pragma_table_info('{name}')"
            );
            let row = db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
            row.try_get("", "c").unwrap()
        };
        let sql = format!("SELECT {columns} AS t FROM \"{name}\" x");
        for row in db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap() {
            all += &row.try_get::<String>("", "t").unwrap();
            all.push('\n');
        }
    }
    all
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn nothing_of_a_provider_is_left_in_rows_pages_or_log() {
    let log = Log::default();
    let writer = log.clone();
    // Our own code at its most talkative, others as `jusoor` lets them speak.
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("warn,server=trace,jusoor=trace,domain=trace,app=trace")
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut pages = Vec::new();
        let mut browser = app.browser();
        pages.push(there_and_back(&mut browser, &op, "a", "").await);
        pages.push(browser.get("/fr/join/provider").await);
        let waiting = contents(&app).await;
        assert!(!waiting.contains(CANARY) && !waiting.contains(&op.issuer), "{waiting}");
        pages.push(
            browser.post("/fr/join/provider", &[("pseudonym", "Olive Claire"), ("rules", "yes")]).await,
        );
        pages.push(browser.get("/fr/account/providers").await);
        let mut again = app.browser();
        pages.push(there_and_back(&mut again, &op, "a", "").await);
        pages.push(again.get("/fr/account").await);
        // Also when it goes wrong: what the provider says is in no message.
        let canary = format!("{{\"error\":\"{CANARY}\",\"error_description\":\"{CANARY}\"}}");
        for plan in [
            Plan { token: Some(Instead::Raw(400, "application/json", canary.clone())), ..Plan::default() },
            Plan { token: Some(Instead::Raw(200, "application/json", CANARY.to_owned())), ..Plan::default() },
            Plan { token: Some(Instead::Raw(200, CANARY, canary.clone())), ..Plan::default() },
            Plan { userinfo: Some(Instead::Raw(500, "application/json", canary.clone())), ..Plan::default() },
            Plan { userinfo: Some(Instead::Raw(200, "application/json", canary)), ..Plan::default() },
        ] {
            op.plan(plan);
            let answer = there_and_back(&mut app.browser(), &op, "a", "").await;
            assert!(!answer.status.is_success() && !answer.status.is_redirection(), "{}", answer.status);
            pages.push(answer);
        }
        op.plan(Plan::default());
        let mut said = app.browser();
        let mut back = go(&mut said, &op, "/auth/a?l=fr").await;
        back.retain(|(name, _)| name != "code");
        back.push(("error".into(), CANARY.into()));
        back.push(("error_description".into(), CANARY.into()));
        pages.push(arrive(&mut said, &callback("a", &back)).await);
        for page in &pages {
            let whole = format!("{:?}{}", page.headers, page.text());
            assert!(!whole.contains(CANARY), "{whole}");
        }
        // The issuer stands in the address she is sent to, and nowhere else.
        let left = contents(&app).await;
        assert!(left.contains("Olive Claire"), "the rows were read");
        assert!(!left.contains(CANARY) && !left.contains(&op.issuer), "{}: {left}", app.bed.backend);
        op.forget();
    }
    let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        said.contains("a provider's answer opens nothing") && said.contains("it does not take the code"),
        "{said}"
    );
    assert!(!said.contains(CANARY) && !said.contains(&op.issuer) && !said.contains("state="), "{said}");
}
