//! What a provider proves, and what takes its place where it proves nothing.

use chrono::Duration;
use domain::identity::provider::{NewFlow, Purpose, begin};
use entity::identity::{member, session};
use sea_orm::EntityTrait;

use super::{
    op::Op,
    way::{apps, arrive, callback, click, go, rows},
};
use crate::support::{Answer, TestApp, TestBrowser};

const NAME: &str = "Olive Tranquille";
const SECRET: &str = "colline lampe safran train";

/// The codes of a sheet, as printed.
fn codes(sheet: &Answer) -> Vec<String> {
    let text = sheet.assert_status(200).text();
    let bare = |html: &str| html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
    text.split("<code>").skip(1).map(|part| bare(part.split("</code>").next().unwrap_or_default())).collect()
}

/// There and back; OAuth 2.0 alone names no issuer.
async fn signs_in(browser: &mut TestBrowser, op: &Op, key: &str) -> Answer {
    let mut back = go(browser, op, &format!("/auth/{key}?l=fr")).await;
    back.retain(|(name, _)| key != "plain" || name != "iss");
    arrive(browser, &callback(key, &back)).await
}

/// The same for the first time, up to the sheet of codes.
async fn joins(browser: &mut TestBrowser, op: &Op, key: &str, name: &str) -> Answer {
    assert_eq!(signs_in(browser, op, key).await.location(), "/fr/join/provider");
    browser.post("/fr/join/provider", &[("pseudonym", name), ("rules", "yes")]).await
}

async fn proofs(app: &TestApp) -> Vec<i64> {
    let rows = session::Entity::find().all(app.bed.services.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.confirmed_at).collect()
}

#[tokio::test]
async fn a_provider_that_cannot_say_when_proves_nothing_and_a_code_does() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut browser = app.browser();
        let codes = codes(&joins(&mut browser, &op, "plain", NAME).await);
        assert_eq!(codes.len(), 10);
        app.bed.clock.advance(Duration::minutes(11));
        op.now(app.bed.services.now_ms());
        let confirm = "/fr/account/confirm?next=%2Ffr%2Faccount%2Frecovery-codes";
        assert_eq!(browser.get("/fr/account/recovery-codes").await.location(), confirm);
        // It is not offered, and an address typed by hand begins nothing.
        let page = browser.get(confirm).await;
        page.assert_status(200).assert_text("name=\"recovery_code\"");
        assert!(!page.text().contains("confirm=1") && !page.text().contains("type=\"password\""));
        let typed = click(&mut browser, "/auth/plain?l=fr&confirm=1").await;
        assert!(typed.location().starts_with("/fr/account/confirm"), "{}", typed.location());
        assert_eq!(rows(&app).await[4], 0, "{}", app.bed.backend);
        // A way that began before the configuration said so ends nowhere.
        let member = member::Entity::find().one(app.bed.services.db.read()).await.unwrap().unwrap();
        let new = NewFlow {
            provider: "plain".into(),
            purpose: Purpose::Confirm,
            locale: contract::Locale::Fr,
            next: None,
            member: Some(contract::ids::MemberId::trusted(member.id)),
            verifier: "v".repeat(43),
        };
        let begun = begin(&app.bed.services, new).await.unwrap();
        browser.jar.insert("way".into(), begun.browser.clone());
        let asked = op.asked();
        let pairs = [("state".to_owned(), begun.state), ("code".to_owned(), "x".to_owned())];
        arrive(&mut browser, &callback("plain", &pairs)).await.assert_status(400);
        assert_eq!(op.asked(), asked, "it is not even asked");
        assert_eq!(browser.get("/fr/account/recovery-codes").await.location(), confirm);

        // A code of hers: once.
        let post = async |browser: &mut TestBrowser, code: &str| {
            let form = [("next", "/fr/account/recovery-codes"), ("recovery_code", code)];
            browser.post("/fr/account/confirm", &form).await
        };
        post(&mut browser, "").await.assert_status(422).assert_text("href=\"#recovery_code\"");
        post(&mut browser, "0123-4567-89AB").await.assert_status(422);
        let session = browser.jar["sid"].clone();
        let done = post(&mut browser, &codes[0].to_lowercase()).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/fr/account/recovery-codes");
        assert_ne!(browser.jar["sid"], session, "a new session");
        browser.get("/fr/account/recovery-codes").await.assert_status(200);
        app.bed.clock.advance(Duration::minutes(11));
        post(&mut browser, &codes[0]).await.assert_status(422);
        browser.get("/fr/account").await.assert_status(200).assert_text("9");
        op.forget();
    }
}

#[tokio::test]
async fn signing_in_through_a_provider_is_no_proof_for_what_matters() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        for (key, name) in [("a", NAME), ("plain", "Figue Claire")] {
            // The account is new and its sheet was just shown: nothing to protect from herself.
            let mut browser = app.browser();
            joins(&mut browser, &op, key, name).await.assert_status(200);
            browser.get("/fr/account/recovery-codes").await.assert_status(200);
            browser.post("/fr/sign-out", &[]).await.assert_status(303);
            // Somebody with her telephone: the provider lets him in without asking.
            signs_in(&mut browser, &op, key).await.assert_status(303);
            browser.get("/fr/account").await.assert_status(200).assert_text(name);
            for page in ["account/recovery-codes", "account/passphrase", "account/providers"] {
                let asked = browser.get(&format!("/fr/{page}")).await;
                assert!(asked.location().starts_with("/fr/account/confirm"), "{key} {page}");
            }
            let set = browser.post("/fr/account/passphrase", &[("passphrase", SECRET)]).await;
            assert!(!set.status.is_success() && !set.location().contains("done"), "{key}");
            browser.post("/fr/sign-out", &[]).await.assert_status(303);
            assert!(proofs(&app).await.is_empty());
        }
        op.forget();
    }
}

#[test]
fn only_plain_openid_proves_anew() {
    use server::config::provider::ProviderConfig;
    for (kind, proves) in [("oidc", true), ("google", false), ("facebook", false), ("oauth2", false)] {
        let text = format!("key = \"x\"\nkind = \"{kind}\"\nclient_id = \"x\"\n");
        let config: ProviderConfig = toml::from_str(&text).unwrap();
        assert_eq!(config.resolved().proves_anew(), proves, "{kind}");
    }
}
