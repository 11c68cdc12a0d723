//! Providers that lie, stall, flood and lead away, and people who mix up what they send: nothing opens.

use serde_json::{Value, json};

use super::{
    op::{CANARY, Instead, Op, Plan, fields},
    way::{apps, arrive, callback, click, go, rows, there_and_back},
};
use crate::support::{Answer, TestApp};

type Pairs = Vec<(String, String)>;

/// What comes back, changed by somebody in between: name, path, change, status.
type Bent = (&'static str, &'static str, fn(Pairs) -> Pairs, u16);

fn without(pairs: Pairs, name: &str) -> Pairs {
    pairs.into_iter().filter(|(key, _)| key != name).collect()
}

fn with(pairs: Pairs, name: &str, value: &str) -> Pairs {
    let mut pairs = without(pairs, name);
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}

fn twice(mut pairs: Pairs, name: &str, value: &str) -> Pairs {
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}

const BENT: &[Bent] = &[
    ("no state", "a", |p| without(p, "state"), 400),
    ("empty state", "a", |p| with(p, "state", ""), 400),
    ("a state of nobody", "a", |p| with(p, "state", "0123456789abcdef"), 400),
    ("a huge state", "a", |p| with(p, "state", &"a".repeat(5_000)), 400),
    ("two states", "a", |p| twice(p, "state", "x"), 400),
    ("mix-up: the address of another provider", "b", |p| p, 400),
    ("mix-up: an address without iss", "plain", |p| p, 400),
    ("iss of another provider", "a", |p| with(p, "iss", "https://evil.example"), 400),
    (
        "iss with a slash",
        "a",
        |p| {
            let slashed = p.iter().find(|(key, _)| key == "iss").map(|(_, iss)| format!("{iss}/")).unwrap();
            with(p, "iss", &slashed)
        },
        400,
    ),
    ("no iss though it sends one", "a", |p| without(p, "iss"), 400),
    ("two iss", "a", |p| twice(p, "iss", "https://evil.example"), 400),
    ("she said no", "a", |p| with(without(p, "code"), "error", "access_denied"), 400),
    ("an error", "a", |p| with(without(p, "code"), "error", "server_error"), 400),
    ("an error and a code", "a", |p| with(p, "error", "<script>"), 400),
    (
        "an error of another issuer",
        "a",
        |p| with(with(without(p, "code"), "error", "access_denied"), "iss", "x"),
        400,
    ),
    ("no code", "a", |p| without(p, "code"), 400),
    ("two codes", "a", |p| twice(p, "code", "other"), 400),
    ("a huge code", "a", |p| with(p, "code", &"c".repeat(5_000)), 400),
    ("a code of nobody", "a", |p| with(p, "code", "stolen"), 400),
];

/// What the provider does: name, plan, status.
fn plans() -> Vec<(&'static str, Plan, u16)> {
    let token = |what: Instead| Plan { token: Some(what), ..Plan::default() };
    let info = |what: Instead| Plan { userinfo: Some(what), ..Plan::default() };
    let tokens = |change: Value| Plan { tokens: fields(change), ..Plan::default() };
    let claims = |change: Value| Plan { claims: fields(change), ..Plan::default() };
    let named = |change: Value| Plan { info: fields(change), ..Plan::default() };
    let json = "application/json";
    let raw = |status, kind, body: &str| Instead::Raw(status, kind, body.to_owned());
    vec![
        ("token: refused", token(raw(400, json, r#"{"error":"invalid_grant"}"#)), 400),
        ("token: 401 and nothing", token(raw(401, json, "")), 400),
        ("token: 500", token(raw(500, "text/html", "<h1>Oops</h1>")), 502),
        ("token: 307 elsewhere", token(Instead::Redirect(307)), 502),
        ("token: 303 elsewhere", token(Instead::Redirect(303)), 502),
        ("token: late", token(Instead::Late), 502),
        ("token: a byte at a time", token(Instead::Trickle), 502),
        ("token: without end", token(Instead::Endless), 502),
        ("token: 70 kB", token(raw(200, json, &" ".repeat(70_000))), 502),
        ("token: a page", token(raw(200, "text/html", "<h1>Hello</h1>")), 400),
        ("token: no JSON", token(raw(200, json, "access_token=x&token_type=bearer")), 400),
        ("token: a list", token(raw(200, json, "[]")), 400),
        ("token: nothing", token(raw(200, json, "")), 400),
        ("token: of kind mac", tokens(json!({ "token_type": "mac" })), 400),
        ("token: of kind DPoP", tokens(json!({ "token_type": "DPoP" })), 400),
        ("token: of no kind", tokens(json!({ "token_type": null })), 400),
        ("token: no access token", tokens(json!({ "access_token": null })), 400),
        ("token: a line break in it", tokens(json!({ "access_token": "a\r\nHost: evil" })), 400),
        ("id_token: none", tokens(json!({ "id_token": null })), 400),
        ("id_token: empty", tokens(json!({ "id_token": "" })), 400),
        ("id_token: garbled", tokens(json!({ "id_token": "a.b.c" })), 400),
        ("id_token: a number", tokens(json!({ "id_token": 7 })), 400),
        ("id_token: alg none", Plan { header: Some(json!({ "alg": "none" })), ..Plan::default() }, 400),
        ("id_token: no alg", Plan { header: Some(json!({ "typ": "JWT" })), ..Plan::default() }, 400),
        ("id_token: wrong issuer", claims(json!({ "iss": "https://evil.example" })), 400),
        ("id_token: wrong audience", claims(json!({ "aud": "somebody-else" })), 400),
        ("id_token: two audiences", claims(json!({ "aud": ["jusoor", "somebody-else"] })), 400),
        ("id_token: another party", claims(json!({ "azp": "somebody-else" })), 400),
        ("id_token: bad nonce", claims(json!({ "nonce": "replayed" })), 400),
        ("id_token: no nonce", claims(json!({ "nonce": null })), 400),
        ("id_token: expired", claims(json!({ "exp": 1_000_000_000 })), 400),
        ("id_token: of tomorrow", claims(json!({ "iat": 4_000_000_000_u64 })), 400),
        ("id_token: no subject", claims(json!({ "sub": null })), 400),
        ("id_token: empty subject", claims(json!({ "sub": "" })), 400),
        ("userinfo: another subject", named(json!({ "sub": "somebody-else" })), 400),
        ("userinfo: no subject", named(json!({ "sub": null })), 400),
        ("userinfo: a number for a subject", named(json!({ "sub": 7 })), 400),
        ("userinfo: 401", info(raw(401, json, "{}")), 400),
        ("userinfo: 500", info(raw(500, json, "{}")), 502),
        ("userinfo: 302 elsewhere", info(Instead::Redirect(302)), 502),
        ("userinfo: late", info(Instead::Late), 502),
        ("userinfo: a byte at a time", info(Instead::Trickle), 502),
        ("userinfo: without end", info(Instead::Endless), 502),
        ("userinfo: a page", info(raw(200, "text/html", "<h1>Hello</h1>")), 400),
        ("userinfo: a JWT", info(raw(200, "application/jwt", "a.b.c")), 400),
        ("userinfo: no JSON", info(raw(200, json, "sub=x")), 400),
    ]
}

/// What the discovery document does.
fn documents() -> Vec<(&'static str, Plan, u16)> {
    let whole = |what: Instead| Plan { discovery: Some(what), ..Plan::default() };
    let with = |change: Value| Plan { document: fields(change), ..Plan::default() };
    let json = "application/json";
    let raw = |status, body: &str| Instead::Raw(status, json, body.to_owned());
    vec![
        ("discovery: another issuer", with(json!({ "issuer": "https://evil.example" })), 400),
        ("discovery: no issuer", with(json!({ "issuer": null })), 400),
        ("discovery: plain http", with(json!({ "token_endpoint": "http://evil.example/token" })), 400),
        ("discovery: another scheme", with(json!({ "userinfo_endpoint": "file:///etc/passwd" })), 400),
        ("discovery: javascript", with(json!({ "authorization_endpoint": "javascript:alert(1)" })), 400),
        ("discovery: no PKCE", with(json!({ "code_challenge_methods_supported": ["plain"] })), 400),
        ("discovery: no token endpoint", with(json!({ "token_endpoint": null })), 400),
        ("discovery: 404", whole(raw(404, "{}")), 502),
        ("discovery: no JSON", whole(raw(200, "hello")), 400),
        ("discovery: elsewhere", whole(Instead::Redirect(302)), 502),
        ("discovery: late", whole(Instead::Late), 502),
        ("discovery: without end", whole(Instead::Endless), 502),
    ]
}

/// The page says something kind and nothing of what came; nobody is signed in.
#[track_caller]
fn opens_nothing(name: &str, app: &TestApp, answer: &Answer, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{name} on {}: {}", app.bed.backend, answer.text());
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{name}");
    assert_eq!(answer.header("cache-control"), "no-store", "{name}");
    assert!(answer.cookies().iter().all(|line| !line.starts_with("sid=")), "{name}");
    let text = answer.text();
    assert!(!text.contains(CANARY) && !text.contains("evil") && !text.contains("<script>"), "{name}: {text}");
    assert!(text.contains("state__title"), "{name}");
}

#[tokio::test]
async fn what_comes_back_bent_opens_nothing() {
    let (a, b) = (Op::start().await, Op::start().await);
    for app in apps(&[&a, &b]).await {
        for (name, key, bend, status) in BENT {
            let mut browser = app.browser();
            let back = go(&mut browser, &a, "/auth/a?l=fr").await;
            let answer = arrive(&mut browser, &callback(key, &bend(back))).await;
            opens_nothing(name, &app, &answer, *status);
            assert_eq!(rows(&app).await[..4], [0, 0, 0, 0], "{name} on {}", app.bed.backend);
        }
        assert_eq!((a.elsewhere(), b.asked()), (0, 0), "nothing was carried to another provider");
        // The same way, straight.
        there_and_back(&mut app.browser(), &a, "a", "").await.assert_status(303);
        assert_eq!(rows(&app).await[3], 1);
    }
    assert!(BENT.len() >= 14, "{}", BENT.len());
}

#[tokio::test]
async fn a_way_is_walked_once_in_time_and_in_its_own_browser() {
    let (a, b) = (Op::start().await, Op::start().await);
    for app in apps(&[&a, &b]).await {
        // Another browser, with and without a way of its own. The right one still arrives.
        let mut hers = app.browser();
        let back = go(&mut hers, &a, "/auth/a?l=fr").await;
        let path = callback("a", &back);
        opens_nothing("a browser without a cookie", &app, &arrive(&mut app.browser(), &path).await, 400);
        let mut other = app.browser();
        go(&mut other, &a, "/auth/a?l=fr").await;
        opens_nothing("the cookie of another browser", &app, &arrive(&mut other, &path).await, 400);
        assert_eq!(rows(&app).await[..4], [0, 0, 0, 0]);
        assert_eq!(a.asked(), 0, "no code of hers was spent");
        arrive(&mut hers.clone(), &path).await.assert_status(303);
        let asked = a.asked();
        opens_nothing("used already", &app, &arrive(&mut hers, &path).await, 400);
        assert_eq!(a.asked(), asked);
        assert_eq!(rows(&app).await[..4], [0, 0, 0, 1]);

        // Walked to the wrong provider, a way is over.
        let mut mixed = app.browser();
        let back = go(&mut mixed, &a, "/auth/a?l=fr").await;
        opens_nothing("mix-up", &app, &arrive(&mut mixed, &callback("b", &back)).await, 400);
        opens_nothing("after a mix-up", &app, &arrive(&mut mixed, &callback("a", &back)).await, 400);

        // Too late.
        let mut slow = app.browser();
        let back = go(&mut slow, &a, "/auth/a?l=fr").await;
        app.bed.clock.advance(chrono::Duration::minutes(11));
        a.now(app.bed.services.now_ms());
        opens_nothing("eleven minutes", &app, &arrive(&mut slow, &callback("a", &back)).await, 400);
        assert_eq!(rows(&app).await[..4], [0, 0, 0, 1]);
        // What was never walked to its end is swept away.
        go(&mut slow, &a, "/auth/a?l=fr").await;
        app.bed.clock.advance(chrono::Duration::minutes(31));
        domain::identity::sweep(&app.bed.services).await.unwrap();
        assert_eq!(rows(&app).await, [0, 0, 0, 0, 0], "{}", app.bed.backend);
        // The next portal begins with its own time and with nothing asked.
        a.forget();
    }
}

#[tokio::test]
async fn a_provider_that_lies_stalls_or_leads_away_opens_nothing() {
    let op = Op::start().await;
    let plans = plans();
    for app in apps(&[&op]).await {
        for (name, plan, status) in &plans {
            let mut browser = app.browser();
            let back = go(&mut browser, &op, "/auth/a?l=fr&next=%2Ffr%2Fforum").await;
            op.plan(plan.clone());
            let begun = std::time::Instant::now();
            let answer = arrive(&mut browser, &callback("a", &back)).await;
            assert!(begun.elapsed().as_millis() < 2_600, "{name} took {:?}", begun.elapsed());
            opens_nothing(name, &app, &answer, *status);
            assert_eq!(rows(&app).await, [0, 0, 0, 0, 0], "{name} on {}", app.bed.backend);
            op.plan(Plan::default());
        }
        assert_eq!(op.elsewhere(), 0, "no redirect was followed");
        there_and_back(&mut app.browser(), &op, "a", "").await.assert_status(303);
    }
    assert!(plans.len() >= 40, "{}", plans.len());
}

#[tokio::test]
async fn a_discovery_document_that_lies_leads_nowhere() {
    for (name, plan, status) in documents() {
        let op = Op::start().await;
        op.plan(plan);
        for app in apps(&[&op]).await {
            let mut browser = app.browser();
            let answer = click(&mut browser, "/auth/a?l=fr").await;
            opens_nothing(name, &app, &answer, status);
            assert_eq!(rows(&app).await, [0, 0, 0, 0, 0], "{name}");
            assert!(browser.jar.is_empty(), "{name}: {:?}", browser.jar);
        }
        assert_eq!(op.elsewhere(), 0, "{name}");
    }
}

#[tokio::test]
async fn an_oauth2_provider_must_name_somebody() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        for (name, info) in [
            ("no field", json!({ "id": null })),
            ("an object", json!({ "id": { "n": 1 } })),
            ("true", json!({ "id": true })),
            ("a fraction", json!({ "id": 1.5 })),
            ("less than nothing", json!({ "id": -1 })),
            ("empty", json!({ "id": "" })),
        ] {
            op.plan(Plan { info: fields(info), ..Plan::default() });
            let mut browser = app.browser();
            let back = without(go(&mut browser, &op, "/auth/plain?l=fr").await, "iss");
            let answer = arrive(&mut browser, &callback("plain", &back)).await;
            opens_nothing(name, &app, &answer, 400);
        }
        assert_eq!(rows(&app).await, [0, 0, 0, 0, 0]);
        op.plan(Plan::default());
        let mut browser = app.browser();
        let back = without(go(&mut browser, &op, "/auth/plain?l=fr").await, "iss");
        arrive(&mut browser, &callback("plain", &back)).await.assert_status(303);
        // The secret went in the form, as configured.
        assert_eq!(op.traded().get("client_secret").map(String::as_str), Some("canary7f3a-secret"));
        assert_eq!(op.authorization(), "");
    }
}

#[test]
fn the_configuration_refuses_what_cannot_be_safe() {
    let op = |issuer: &str| {
        let mut config = server::config::Config::default();
        let text = format!(
            "key = \"a\"\nkind = \"oidc\"\nclient_id = \"x\"\nissuer = \"{issuer}\"\nname = {{ ar = \"a\", fr = \"a\", en = \"a\" }}\n"
        );
        config.providers = vec![toml::from_str(&text).unwrap()];
        config
    };
    let wrong = |config: &server::config::Config| server::config::wrong(config).join("\n");
    for fine in [
        "https://id.example",
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "https://id.example/realms/x",
    ] {
        assert_eq!(wrong(&op(fine)), "", "{fine}");
    }
    for bad in [
        "",
        "http://id.example",
        "http://127.0.0.1.evil.example",
        "ftp://id.example",
        "https://a:b@id.example",
        "https://id.example/#x",
        "id.example",
        "javascript:alert(1)",
    ] {
        assert!(wrong(&op(bad)).contains("providers.0.issuer"), "{bad}");
    }
    let mut two = op("https://id.example");
    let twin = two.providers[0].clone();
    two.providers.push(twin);
    assert!(wrong(&two).contains("providers.1.key") && wrong(&two).contains("providers.1.issuer"));
    let mut odd = op("https://id.example");
    odd.providers[0].key = "../x".to_owned();
    odd.providers[0].scopes = vec!["email".to_owned()];
    assert!(wrong(&odd).contains("providers.0.key") && wrong(&odd).contains("openid among them"));
    // Neither printed nor shown by a debugger.
    let mut secret = op("https://id.example");
    secret.providers[0].client_secret = "canary7f3a".into();
    assert!(!secret.to_toml().unwrap().contains(CANARY) && !format!("{secret:?}").contains(CANARY));
    assert!(secret.to_toml().unwrap().contains("client_secret = \"***\""));
    // Presets need an id and a secret alone.
    for preset in ["google", "facebook"] {
        let text =
            format!("key = \"{preset}\"\nkind = \"{preset}\"\nclient_id = \"x\"\nclient_secret = \"y\"\n");
        secret.providers = vec![toml::from_str(&text).unwrap()];
        assert_eq!(wrong(&secret), "", "{preset}");
    }
}
