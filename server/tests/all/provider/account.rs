//! What an identity opens: the first time, again, linked, removed, as a proof.

use chrono::Duration;
use domain::{Actor, Member, Role, identity};
use entity::identity::{member, provider_identity, two_step};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{
    op::{Op, Plan, fields},
    way::{apps, arrive, callback, click, first, go, rows, there_and_back},
};
use crate::support::{Answer, TestApp, TestBrowser};

const NAME: &str = "Olive Tranquille";
const SECRET: &str = "colline lampe safran train";

fn codes(answer: &Answer) -> usize {
    answer.assert_status(200).text().matches("<code>").count()
}

async fn member_of(app: &TestApp) -> member::Model {
    member::Entity::find().one(app.bed.services.db.read()).await.unwrap().expect("a member")
}

async fn passphrase(browser: &mut TestBrowser, name: &str) -> Answer {
    browser.post("/fr/sign-in", &[("pseudonym", name), ("passphrase", SECRET)]).await
}

/// An account with a passphrase, signed in.
async fn joined(app: &TestApp, name: &str) -> TestBrowser {
    let mut browser = app.browser();
    let form = [("pseudonym", name), ("passphrase", SECRET), ("rules", "yes")];
    browser.post("/fr/join", &form).await.assert_status(200);
    browser
}

#[tokio::test]
async fn from_the_first_time_to_the_last() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut browser = app.browser();
        // What will be learned is said before she goes.
        for page in ["/fr/sign-in", "/fr/join"] {
            let page = browser.get(&format!("{page}?next=%2Ffr%2Fforum")).await;
            page.assert_status(200).assert_text("href=\"/fr/sign-in/a?next=%2Ffr%2Fforum\"");
        }
        let before = browser.get("/fr/sign-in/a?next=%2Ffr%2Fforum").await;
        before
            .assert_status(200)
            .assert_text("liste de vos activités")
            .assert_text("/auth/a?l=fr&amp;next=%2Ffr%2Fforum");
        assert_eq!(rows(&app).await, [0, 0, 0, 0, 0], "reading writes nothing");

        let back = there_and_back(&mut browser, &op, "a", "&next=%2Ffr%2Fforum").await;
        back.assert_status(303);
        assert_eq!(back.location(), "/fr/join/provider");
        assert_eq!(rows(&app).await, [0, 0, 0, 1, 0], "no account before she agreed");
        let form = browser.get("/fr/join/provider").await;
        form.assert_status(200).assert_text("Maison a").assert_text("liste d’activités");
        assert_eq!(form.text().matches("type=\"radio\"").count(), 5);
        assert!(!form.text().contains("canary7f3a"));

        let path = "/fr/join/provider";
        let refused = browser.post(path, &[("pseudonym", NAME)]).await;
        refused.assert_status(422).assert_text("href=\"#rules\"").assert_text(&format!("value=\"{NAME}\""));
        let reserved = browser.post(path, &[("own_pseudonym", "Admin"), ("rules", "yes")]).await;
        reserved.assert_status(422).assert_text("href=\"#own_pseudonym\"");
        assert_eq!(rows(&app).await, [0, 0, 0, 1, 0]);

        let sheet = browser.post(path, &[("pseudonym", NAME), ("rules", "yes")]).await;
        assert_eq!(codes(&sheet), 10);
        sheet.assert_text("href=\"/fr/forum\"");
        assert_eq!(rows(&app).await[..3], [1, 1, 1]);
        assert!(!browser.jar.contains_key("way"), "the cookie has done its work: {:?}", browser.jar);
        browser.get("/fr/account").await.assert_status(200).assert_text(NAME);
        let row = member_of(&app).await;
        assert_eq!(
            (row.passphrase_hash.as_str(), row.terms_version.as_str()),
            ("!", identity::TERMS_VERSION)
        );

        // No passphrase opens it, not even what stands in the place of one.
        browser.post("/fr/sign-out", &[]).await.assert_status(303);
        for guess in ["!", SECRET, "subject-of-the-canary7f3a"] {
            let form = [("pseudonym", NAME), ("passphrase", guess)];
            app.browser().post("/fr/sign-in", &form).await.assert_status(422);
        }
        // Again: straight in, and on to where she wanted to go.
        let again = there_and_back(&mut browser, &op, "a", "&next=%2Ffr%2Fforum").await;
        again.assert_status(303);
        assert_eq!(again.location(), "/fr/forum");
        assert_eq!(rows(&app).await[..3], [1, 1, 1]);
        assert!(!browser.jar.contains_key("way"));
        // Somebody who is signed in has nothing to begin.
        assert_eq!(click(&mut browser, "/auth/a?l=fr").await.location(), "/fr/sign-in/a");
        assert_eq!(browser.get("/fr/sign-in/a").await.location(), "/fr/account");
        assert_eq!(browser.get(path).await.location(), "/fr/account");

        // Somebody else there is somebody else here.
        op.subject("somebody-else");
        let other = there_and_back(&mut app.browser(), &op, "a", "").await;
        assert_eq!(other.location(), "/fr/join/provider");
        op.forget();
        op.now(app.bed.services.now_ms());

        // Shut from outside.
        identity::disable(&app.bed.services, NAME).await.unwrap();
        let shut = there_and_back(&mut app.browser(), &op, "a", "").await;
        shut.assert_status(403).assert_text("ne peut pas être ouvert");
        assert_eq!(rows(&app).await[..3], [1, 0, 1]);
    }
}

#[tokio::test]
async fn without_a_passphrase_she_proves_herself_there_and_may_set_one() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut browser = app.browser();
        assert_eq!(codes(&first(&mut browser, &op, "a", NAME).await), 10);
        let later = |op: &Op| {
            app.bed.clock.advance(Duration::minutes(11));
            op.now(app.bed.services.now_ms());
        };
        later(&op);
        // What matters asks for a proof, and there is no passphrase to ask for.
        for page in ["account/passphrase", "account/recovery-codes", "account/providers"] {
            let asked = browser.get(&format!("/fr/{page}")).await;
            asked.assert_status(303);
            assert!(
                asked.location().starts_with("/fr/account/confirm?next="),
                "{page}: {}",
                asked.location()
            );
        }
        for (page, form) in [
            ("account/passphrase", vec![("passphrase", SECRET)]),
            ("account/recovery-codes", vec![]),
            ("account/providers", vec![("provider", "a")]),
        ] {
            let refused = browser.post(&format!("/fr/{page}"), &form).await;
            assert!(!refused.status.is_success(), "{page}");
        }
        assert_eq!(member_of(&app).await.passphrase_hash, "!");
        let page = browser.get("/fr/account/confirm?next=%2Ffr%2Faccount%2Fpassphrase").await;
        page.assert_status(200).assert_text("/auth/a?l=fr&amp;confirm=1&amp;next=");
        assert!(!page.text().contains("type=\"password\""));

        // She must show it anew: the provider is told so, and must say when she did.
        let start = "/auth/a?l=fr&confirm=1&next=%2Ffr%2Faccount%2Fpassphrase";
        let gone = click(&mut browser, start).await;
        assert!(gone.location().contains("prompt=login") && gone.location().contains("max_age=0"));
        for old in
            [json!({ "auth_time": app.bed.services.now_ms() / 1000 - 3_600 }), json!({ "auth_time": null })]
        {
            op.plan(Plan { claims: fields(old), ..Plan::default() });
            let back = go(&mut browser, &op, start).await;
            arrive(&mut browser, &callback("a", &back)).await.assert_status(400);
        }
        op.plan(Plan::default());
        // Somebody else's identity proves nothing.
        op.subject("her-sister");
        let back = go(&mut browser, &op, start).await;
        arrive(&mut browser, &callback("a", &back)).await.assert_status(403);
        browser.get("/fr/account/passphrase").await.assert_status(303);
        op.subject(super::op::SUBJECT);
        let session = browser.jar["sid"].clone();
        let back = go(&mut browser, &op, start).await;
        let confirmed = arrive(&mut browser, &callback("a", &back)).await;
        confirmed.assert_status(303);
        assert_eq!(confirmed.location(), "/fr/account/passphrase");
        assert_ne!(browser.jar["sid"], session, "a new session");
        assert!(!browser.jar.contains_key("way"));

        // The only way in stays.
        let last = browser.post("/fr/account/providers", &[("provider", "a")]).await;
        last.assert_status(409).assert_text("seule entrée").assert_text("/fr/account/passphrase");
        assert_eq!(rows(&app).await[2], 1);
        // Codes and passphrase without the one she does not have.
        let page = browser.get("/fr/account/recovery-codes").await;
        assert!(!page.assert_status(200).text().contains("type=\"password\""));
        assert_eq!(codes(&browser.post("/fr/account/recovery-codes", &[]).await), 10);
        let page = browser.get("/fr/account/passphrase").await;
        assert!(!page.assert_status(200).text().contains("current_passphrase"));
        browser.post("/fr/account/passphrase", &[("passphrase", "court")]).await.assert_status(422);
        browser.post("/fr/account/passphrase", &[("passphrase", SECRET)]).await.assert_status(303);
        // From now on the present one is asked for.
        let page = browser.get("/fr/account/passphrase").await;
        page.assert_status(200).assert_text("current_passphrase");
        browser
            .post("/fr/account/passphrase", &[("passphrase", "une autre phrase bien longue")])
            .await
            .assert_status(422);
        passphrase(&mut app.browser(), NAME).await.assert_status(303);
        // Now it may go; afterwards it opens nothing.
        let gone = browser.post("/fr/account/providers", &[("provider", "a")]).await;
        gone.assert_status(303);
        assert_eq!(gone.location(), "/fr/account/providers?done=unlinked");
        browser.get(gone.location()).await.assert_status(200).assert_text("Il est retiré");
        browser.post("/fr/account/providers", &[("provider", "a")]).await.assert_status(404);
        let new = there_and_back(&mut app.browser(), &op, "a", "").await;
        assert_eq!(new.location(), "/fr/join/provider");
        op.forget();
    }
}

#[tokio::test]
async fn links_are_hers_alone_and_begin_on_her_page() {
    let (a, b) = (Op::start().await, Op::start().await);
    for app in apps(&[&a, &b]).await {
        let mut browser = joined(&app, NAME).await;
        browser.get("/fr/account/security").await.assert_text("href=\"/fr/account/providers\"");
        let page = browser.get("/fr/account/providers").await;
        page.assert_status(200)
            .assert_text("/auth/a?l=fr&amp;link=1")
            .assert_text("/auth/plain?l=fr&amp;link=1");

        // A link on another site, an address typed by hand, an image: nothing begins.
        for site in ["cross-site", "same-site", "none"] {
            for why in ["", "&link=1", "&confirm=1"] {
                let request = http::Request::get(format!("/auth/a?l=fr{why}")).header("sec-fetch-site", site);
                let answer = browser.send(request).await;
                answer.assert_status(303);
                assert!(answer.location().starts_with("/fr/"), "{site}{why}: {}", answer.location());
            }
        }
        let old =
            http::Request::get("/auth/a?l=fr&link=1").header("referer", "https://evil.example/fr/account");
        assert_eq!(browser.send(old).await.location(), "/fr/account/providers");
        assert_eq!(browser.get("/auth/a?l=fr&link=1").await.location(), "/fr/account/providers");
        assert_eq!(rows(&app).await, [1, 1, 0, 0, 0], "{}", app.bed.backend);
        // A browser too old to say more than where it comes from.
        let old =
            http::Request::get("/auth/a?l=fr&link=1").header("referer", "http://127.0.0.1:3000/fr/account");
        assert!(browser.send(old).await.location().starts_with(&a.issuer));

        let linked = there_and_back(&mut browser, &a, "a", "&link=1").await;
        linked.assert_status(303);
        assert_eq!(linked.location(), "/fr/account/providers?done=linked");
        browser.get(linked.location()).await.assert_status(200).assert_text("Retirer ");
        // Again the same: fine. Another identity of the same provider: one is enough.
        there_and_back(&mut browser, &a, "a", "&link=1").await.assert_status(303);
        a.subject("her-second-one");
        there_and_back(&mut browser, &a, "a", "&link=1").await.assert_status(409);
        a.subject(super::op::SUBJECT);
        // The same subject at another provider is another identity.
        let other = there_and_back(&mut app.browser(), &b, "b", "").await;
        assert_eq!(other.location(), "/fr/join/provider");
        there_and_back(&mut browser, &b, "b", "&link=1").await.assert_status(303);
        assert_eq!(rows(&app).await[2], 2);

        // Whose it is already, opens no second account.
        let mut sister = joined(&app, "Figue Claire").await;
        let taken = there_and_back(&mut sister, &a, "a", "&link=1").await;
        taken.assert_status(409);
        assert!(!taken.text().contains(NAME));
        assert_eq!(rows(&app).await[2], 2);

        // Signed in as somebody else meanwhile: the way ends.
        a.subject("a-third-one");
        let back = go(&mut sister, &a, "/auth/a?l=fr&link=1").await;
        sister.post("/fr/sign-out", &[]).await;
        sister.jar.insert("sid".into(), browser.jar["sid"].clone());
        arrive(&mut sister, &callback("a", &back)).await.assert_status(400);
        let mut out = joined(&app, "Plume Bleue").await;
        let back = go(&mut out, &a, "/auth/a?l=fr&link=1").await;
        out.jar.remove("sid");
        arrive(&mut out, &callback("a", &back)).await.assert_status(400);
        assert_eq!(rows(&app).await[2], 2);
        a.subject(super::op::SUBJECT);

        // Without a fresh proof nothing is linked or removed.
        app.bed.clock.advance(Duration::minutes(11));
        for op in [&a, &b] {
            op.now(app.bed.services.now_ms());
        }
        assert_eq!(click(&mut browser, "/auth/plain?l=fr&link=1").await.location(), "/fr/account/providers");
        let removed = browser.post("/fr/account/providers", &[("provider", "a")]).await;
        assert!(
            removed.location().starts_with("/fr/account/confirm") || removed.status == 403,
            "{}",
            removed.status
        );
        assert_eq!(rows(&app).await[2], 2);
        // Either of the two proves that it is her.
        browser
            .get("/fr/account/confirm")
            .await
            .assert_text("current-password")
            .assert_text("/auth/b?l=fr&amp;confirm=1");
        let back = go(&mut browser, &b, "/auth/b?l=fr&confirm=1").await;
        assert_eq!(arrive(&mut browser, &callback("b", &back)).await.location(), "/fr/account/security");
        browser.get("/fr/account/providers").await.assert_status(200);
        a.forget();
        b.forget();
    }
}

#[tokio::test]
async fn the_second_step_is_asked_for_all_the_same() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut browser = app.browser();
        first(&mut browser, &op, "a", NAME).await.assert_status(200);
        let step = two_step::ActiveModel {
            member_id: Set(member_of(&app).await.id),
            secret: Set("sealed".to_owned()),
            confirmed_at: Set(Some(app.bed.services.now_ms())),
            last_step: Set(0),
        };
        two_step::Entity::insert(step).exec_without_returning(app.bed.services.db.writer()).await.unwrap();
        let mut again = app.browser();
        let back = there_and_back(&mut again, &op, "a", "&next=%2Ffr%2Fforum").await;
        back.assert_status(303);
        assert_eq!(back.location(), "/fr/sign-in/code?next=%2Ffr%2Fforum");
        // Until the code is right she is a guest.
        for page in ["account", "account/providers", "account/confirm"] {
            let asked = again.get(&format!("/fr/{page}")).await;
            asked.assert_status(303);
            assert!(asked.location().starts_with("/fr/sign-in"), "{page}: {}", asked.location());
        }
        let link = click(&mut again, "/auth/plain?l=fr&link=1").await;
        assert_eq!(link.location(), "/fr/account/providers");
    }
}

#[tokio::test]
async fn the_same_form_twice_gives_one_account() {
    let op = Op::start().await;
    for app in apps(&[&op]).await {
        let mut browser = app.browser();
        there_and_back(&mut browser, &op, "a", "").await.assert_status(303);
        let form = [("pseudonym", NAME), ("rules", "yes")];
        // The first answer got lost on the way: the browser knows nothing of it.
        let mut lost = browser.clone();
        assert_eq!(codes(&browser.post("/fr/join/provider", &form).await), 10);
        assert_eq!(codes(&lost.post("/fr/join/provider", &form).await), 10);
        assert_eq!(rows(&app).await[0], 1, "{}", app.bed.backend);
        lost.get("/fr/account").await.assert_status(200).assert_text(NAME);
        assert_eq!(lost.post("/fr/join/provider", &form).await.location(), "/fr/account");
        // Not in another browser, and not for ever.
        app.browser().post("/fr/join/provider", &form).await.assert_status(400);
        let mut planted = app.browser();
        planted.jar.insert("way".into(), "0".repeat(64));
        planted.post("/fr/join/provider", &form).await.assert_status(400);
        planted.get("/fr/join/provider").await.assert_status(400);
        assert_eq!(rows(&app).await[0], 1);

        // Two tabs with the same identity: the later one counts; a name that is taken is said to be.
        op.subject("two-tabs");
        let (mut one, mut two) = (app.browser(), app.browser());
        there_and_back(&mut one, &op, "a", "").await.assert_status(303);
        there_and_back(&mut two, &op, "a", "").await.assert_status(303);
        one.post("/fr/join/provider", &[("pseudonym", "Figue Claire"), ("rules", "yes")])
            .await
            .assert_status(400);
        let taken = two.post("/fr/join/provider", &form).await;
        taken.assert_status(422).assert_text("href=\"#pseudonym\"");
        app.bed.clock.advance(Duration::minutes(31));
        two.post("/fr/join/provider", &[("pseudonym", "Figue Claire"), ("rules", "yes")])
            .await
            .assert_status(400);
        assert_eq!(rows(&app).await[0], 1);
        op.forget();
    }
}

#[tokio::test]
async fn two_removals_at_once_leave_a_way_in() {
    for bed in domain::testing::TestBed::each().await {
        let services = &bed.services;
        let Actor::Member(member) = bed.member("Plume", Role::Member).await else { panic!("a member") };
        let of = |key: &str| identity::provider::Identity::new(services, key, &format!("https://{key}"), "s");
        for key in ["a", "b"] {
            identity::provider::link(services, &member.id, &of(key)).await.unwrap();
        }
        let facts = domain::actor::SessionFacts {
            id: String::new(),
            confirmed_at: services.now_ms(),
            second_factor: false,
        };
        let actor = Actor::Member(Member { session: Some(facts), ..member.clone() });
        let (one, two) = tokio::join!(
            identity::provider::unlink(services, &actor, "a"),
            identity::provider::unlink(services, &actor, "b")
        );
        assert!(one.is_ok() != two.is_ok(), "{}: {one:?} {two:?}", bed.backend);
        let left = provider_identity::Entity::find().all(services.db.read()).await.unwrap();
        assert_eq!(left.len(), 1);
        // What is kept says neither issuer nor subject; under another key it would be another text.
        assert!(left[0].identity_hash.len() == 32 && !left[0].identity_hash.contains("https"));
        let other = services.clone().with_key([7; 32]);
        let again = identity::provider::Identity::new(&other, "a", "https://a", "s");
        assert_eq!(
            identity::provider::sign_in_with(services, &again).await.unwrap(),
            identity::provider::SignedIn::New
        );
        // With the account goes the link.
        member::Entity::delete_by_id(member.id.as_str()).exec(services.db.writer()).await.unwrap();
        assert!(provider_identity::Entity::find().all(services.db.read()).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn without_providers_nothing_is_shown() {
    let app = TestApp::sqlite().await;
    let actor = app.bed.member("Plume", Role::Member).await;
    let mut guest = app.browser();
    for page in ["/fr/sign-in", "/fr/join"] {
        let text = guest.get(page).await.assert_status(200).text();
        assert!(!text.contains("id=\"providers\"") && !text.contains("/auth/"));
    }
    for path in ["/auth/a", "/auth/a/callback?state=x&code=y", "/fr/sign-in/a"] {
        guest.get(path).await.assert_status(404);
    }
    let mut member = app.browser();
    member.sign_in_as(&actor).await;
    let page = member.get("/fr/account/security").await;
    assert!(!page.assert_status(200).text().contains("account/providers"));
}
