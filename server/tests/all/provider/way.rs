//! Going to a provider and coming back, as a browser does.

use axum::Router;
use domain::testing::TestBed;
use entity::identity::{member, provider_flow, provider_identity, provider_pending, session};
use http::Request;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::config::Config;

use super::op::Op;
use crate::support::{Answer, TestApp, TestBrowser, encode};

/// A portal that knows these providers: `a`, `b`, … speak OpenID, `plain` speaks OAuth 2.
pub fn config(ops: &[&Op]) -> Config {
    let mut text = String::new();
    for (op, key) in ops.iter().zip(["a", "b", "c"]) {
        text += &format!(
            "[[providers]]\nkey = \"{key}\"\nkind = \"oidc\"\nclient_id = \"jusoor\"\nclient_secret = \"canary7f3a-secret\"\n\
             issuer = \"{}\"\nname = {{ ar = \"مزوّد {key}\", fr = \"Maison {key}\", en = \"House {key}\" }}\n",
            op.issuer
        );
    }
    let plain = ops[0].issuer.clone();
    text += &format!(
        "[[providers]]\nkey = \"plain\"\nkind = \"oauth2\"\nclient_id = \"jusoor\"\nclient_secret = \"canary7f3a-secret\"\n\
         client_auth = \"post\"\nsubject_field = \"id\"\nauthorization_endpoint = \"{plain}/authorize\"\n\
         token_endpoint = \"{plain}/token\"\nuserinfo_endpoint = \"{plain}/me\"\n\
         name = {{ ar = \"بسيط\", fr = \"Simple\", en = \"Plain\" }}\n"
    );
    #[derive(serde::Deserialize)]
    struct Part {
        providers: Vec<server::config::provider::ProviderConfig>,
    }
    let part: Part = toml::from_str(&text).expect("a configuration");
    let mut config = Config { providers: part.providers, ..Config::default() };
    config.limits.provider_seconds = 1;
    config.limits.sign_in_burst = 100_000;
    config
}

/// Portals over both databases.
pub async fn apps(ops: &[&Op]) -> Vec<TestApp> {
    let config = config(ops);
    let beds = TestBed::each().await;
    let apps: Vec<TestApp> =
        beds.into_iter().map(|bed| TestApp::over(bed, config.clone(), Router::new())).collect();
    for (op, app) in ops.iter().flat_map(|op| apps.iter().map(move |app| (op, app))) {
        op.now(app.bed.services.now_ms());
    }
    apps
}

/// Follows a link on a page of ours.
pub async fn click(browser: &mut TestBrowser, path: &str) -> Answer {
    browser.send(Request::get(path).header("sec-fetch-site", "same-origin")).await
}

/// Comes from elsewhere.
pub async fn arrive(browser: &mut TestBrowser, path: &str) -> Answer {
    browser.send(Request::get(path).header("sec-fetch-site", "cross-site")).await
}

/// The address under which she comes back.
pub fn callback(key: &str, pairs: &[(String, String)]) -> String {
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    format!("/auth/{key}/callback?{}", encode(&pairs))
}

/// Goes to a provider and signs in there: the query with which she comes back.
pub async fn go(browser: &mut TestBrowser, op: &Op, start: &str) -> Vec<(String, String)> {
    let gone = click(browser, start).await;
    gone.assert_status(303);
    assert!(gone.location().starts_with(&op.issuer), "{start}: {}", gone.location());
    op.authorize(gone.location())
}

/// There and back.
pub async fn there_and_back(browser: &mut TestBrowser, op: &Op, key: &str, query: &str) -> Answer {
    let back = go(browser, op, &format!("/auth/{key}?l=fr{query}")).await;
    arrive(browser, &callback(key, &back)).await
}

/// Opens an account through a provider, up to the sheet of codes.
pub async fn first(browser: &mut TestBrowser, op: &Op, key: &str, name: &str) -> Answer {
    let back = there_and_back(browser, op, key, "").await;
    back.assert_status(303);
    assert_eq!(back.location(), "/fr/join/provider");
    browser.get("/fr/join/provider").await.assert_status(200);
    browser.post("/fr/join/provider", &[("pseudonym", name), ("rules", "yes")]).await
}

/// How many rows there are: members, sessions, linked identities, first sign-ins that wait, open ways.
pub async fn rows(app: &TestApp) -> [u64; 5] {
    let db = app.bed.services.db.read();
    [
        member::Entity::find().count(db).await.unwrap(),
        session::Entity::find().count(db).await.unwrap(),
        provider_identity::Entity::find().count(db).await.unwrap(),
        provider_pending::Entity::find().count(db).await.unwrap(),
        provider_flow::Entity::find().count(db).await.unwrap(),
    ]
}
