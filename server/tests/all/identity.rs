//! The room `identity` through the real router: joining, signing in and out, recovering, the account.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
use chrono::Duration;
use domain::{Role, identity};
use entity::identity::{member, session};
use sea_orm::{EntityTrait, PaginatorTrait};

const SECRET: &str = "colline lampe safran train";
const OTHER: &str = "pont rouge semoule orage";
const NAME: &str = "Olive Tranquille";

/// The codes of a sheet.
fn codes(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let Some((_, list)) = text.split_once("codes__list") else { return Vec::new() };
    let list = list.split("</ol>").next().unwrap_or_default();
    list.split("<code>").skip(1).map(|part| bare(part.split("</code>").next().unwrap_or_default())).collect()
}

/// Text without its tags.
fn bare(html: &str) -> String {
    html.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect()
}

/// What a person reads: without the signs that the catalogue puts around values.
fn says(answer: &Answer, text: &str) {
    let seen = answer.assert_status(200).text().replace(['\u{2068}', '\u{2069}'], "");
    assert!(seen.contains(text), "{text:?} is not in {seen}");
}

/// The `<main>` of a page, without what is drawn anew every time.
fn main_of(answer: &Answer) -> String {
    let text = answer.text();
    text.split("<main").nth(1).unwrap_or_default().split("</main>").next().unwrap_or_default().to_owned()
}

async fn join(browser: &mut TestBrowser) -> Answer {
    browser.post("/fr/join", &[("pseudonym", NAME), ("passphrase", SECRET), ("rules", "yes")]).await
}

async fn sign_in(browser: &mut TestBrowser, name: &str, passphrase: &str) -> Answer {
    browser.post("/fr/sign-in", &[("pseudonym", name), ("passphrase", passphrase)]).await
}

async fn members(app: &TestApp) -> u64 {
    member::Entity::find().count(app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn the_whole_way_of_an_account() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let joined = join(&mut browser).await;
        joined.assert_status(200).assert_text(NAME);
        assert_eq!(joined.header("cache-control"), "no-store");
        let sheet = codes(&joined);
        assert_eq!(sheet.len(), 10, "{}", app.bed.backend);
        assert!(sheet.iter().all(|code| code.len() == 14), "{sheet:?}");
        // The frame of the answer knows already that she is signed in.
        joined.assert_text("href=\"/fr/account\"");
        // No way off the only page with the codes that looks like the same page.
        assert!(!joined.text().contains("hreflang"));

        says(browser.get("/fr/account").await.assert_text(NAME), "il en reste 10");
        assert_eq!(browser.get("/fr/join").await.location(), "/fr/account");
        assert_eq!(browser.get("/fr/sign-in").await.location(), "/fr/account");

        let out = browser.post("/fr/sign-out", &[]).await;
        out.assert_status(303);
        assert_eq!(out.location(), "/fr");
        let refused = browser.get("/fr/account").await;
        refused.assert_status(303);
        assert!(refused.location().starts_with("/fr/sign-in?next="), "{}", refused.location());

        let back = browser
            .post(
                "/fr/sign-in",
                &[("pseudonym", "olive-tranquille"), ("passphrase", SECRET), ("next", "/fr/forum")],
            )
            .await;
        back.assert_status(303);
        assert_eq!(back.location(), "/fr/forum");
        browser.get("/fr/account").await.assert_status(200);

        // Another browser, a code from the sheet: the first browser is out.
        let mut other = app.browser();
        let recovery =
            [("pseudonym", NAME), ("recovery_code", sheet[0].as_str()), ("passphrase", OTHER), ("next", "")];
        let recovered = other.post("/fr/recover", &recovery).await;
        recovered.assert_status(303);
        assert_eq!(recovered.location(), "/fr/account?done=recovered");
        says(&other.get(recovered.location()).await, "il en reste 9");
        browser.get("/fr/account").await.assert_status(303);
        sign_in(&mut browser, NAME, SECRET).await.assert_status(422);
        sign_in(&mut browser, NAME, OTHER).await.assert_status(303);

        let mut third = app.browser();
        let again = third.post("/fr/recover", &recovery).await;
        again.assert_status(422).assert_text("Un code qui a servi ne sert plus");
        assert!(!again.text().contains(OTHER));

        // Shut from outside: out at once, and the door answers as to anybody.
        identity::disable(&app.bed.services, NAME).await.unwrap();
        browser.get("/fr/account").await.assert_status(303);
        let shut = sign_in(&mut browser, NAME, OTHER).await;
        let nobody = sign_in(&mut browser, "Personne Ici", OTHER).await;
        shut.assert_status(422);
        assert_eq!(main_of(&shut).replace(NAME, "…"), main_of(&nobody).replace("Personne Ici", "…"));
    }
}

#[tokio::test]
async fn a_refusal_keeps_the_name_and_never_the_passphrase() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let refused = browser
            .post(
                "/ar/join",
                &[("pseudonym", "زيتونة هادئة"), ("passphrase", "قصيرةجدا"), ("form_key", "aaaaaaaa-1111")],
            )
            .await;
        refused.assert_status(422).assert_text("value=\"زيتونة هادئة\"").assert_text("href=\"#passphrase\"");
        refused.assert_text("href=\"#rules\"");
        assert!(!refused.text().contains("قصيرةجدا"));
        assert_eq!(refused.hidden("form_key").as_deref(), Some("aaaaaaaa-1111"));
        assert_eq!(members(&app).await, 0);

        // A name that needs correcting comes back in the field where it can be corrected.
        let odd = browser
            .post(
                "/en/join",
                &[("own_pseudonym", "<b>&\"x\" olive"), ("passphrase", SECRET), ("rules", "yes")],
            )
            .await;
        odd.assert_status(422).assert_text("href=\"#own_pseudonym\"").assert_text("&lt;b&gt;");
        assert!(!odd.text().contains("<b>") && !odd.text().contains(SECRET));
        browser
            .post("/en/join", &[("pseudonym", "Moderator"), ("passphrase", SECRET), ("rules", "yes")])
            .await
            .assert_status(422)
            .assert_text("kept for the team")
            .assert_text("value=\"Moderator\"");

        join(&mut app.browser()).await.assert_status(200);
        let taken = browser
            .post(
                "/en/join",
                &[("own_pseudonym", "OLIVE-tranqui11e"), ("passphrase", SECRET), ("rules", "yes")],
            )
            .await;
        taken.assert_status(422).assert_text("too close to a name that exists");

        for path in ["/en/sign-in", "/en/recover"] {
            let empty = browser.post(path, &[("pseudonym", "Quiet Fig")]).await;
            empty.assert_status(422).assert_text("value=\"Quiet Fig\"").assert_text("href=\"#passphrase\"");
        }
        browser.post_raw("/en/sign-in", "pseudonym=%C3%28").await.assert_status(400);
        browser.post_raw("/en/join", vec![b'a'; 1_000_000]).await.assert_status(413);
    }
}

#[tokio::test]
async fn the_same_form_joins_once() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let page = browser.get("/fr/join").await;
        page.assert_status(200);
        let key = page.hidden("form_key").expect("a form key");
        let form =
            [("pseudonym", NAME), ("passphrase", SECRET), ("rules", "yes"), ("form_key", key.as_str())];
        browser.post("/fr/join", &form).await.assert_status(200);
        let again = browser.post("/fr/join", &form).await;
        again.assert_status(303);
        assert_eq!(again.location(), "/fr/account");
        assert_eq!(members(&app).await, 1, "{}", app.bed.backend);
        // The first answer got lost on the way: the same form signs her in and shows codes that work.
        let mut lost = app.browser();
        assert_eq!(codes(lost.post("/fr/join", &form).await.assert_status(200)).len(), 10);
        lost.get("/fr/account").await.assert_status(200);
        assert_eq!(members(&app).await, 1);
    }
}

#[tokio::test]
async fn the_account_is_kept_with_the_passphrase() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        join(&mut browser).await;
        let mut telephone = app.browser();
        sign_in(&mut telephone, NAME, SECRET).await.assert_status(303);
        says(&telephone.get("/en/account").await, "in 2 browsers");

        let path = "/fr/account/recovery-codes";
        browser.get(path).await.assert_status(200);
        let sheet = browser.post(path, &[]).await;
        assert_eq!(codes(sheet.assert_status(200)).len(), 10);
        // A telephone left open is not enough: first she shows that it is her.
        app.bed.clock.advance(Duration::minutes(11));
        for answer in [browser.get(path).await, browser.post(path, &[]).await] {
            answer.assert_status(303);
            assert!(answer.location().starts_with("/fr/account/confirm?next="), "{}", answer.location());
        }
        let proof = [("passphrase", SECRET), ("next", path)];
        assert_eq!(browser.post("/fr/account/confirm", &proof).await.location(), path);
        assert_eq!(codes(browser.post(path, &[]).await.assert_status(200)).len(), 10);

        let path = "/fr/account/passphrase";
        let weak =
            browser.post(path, &[("current_passphrase", SECRET), ("passphrase", "123456789012")]).await;
        weak.assert_status(422).assert_text("trop facile");
        assert!(!weak.text().contains(SECRET) && !weak.text().contains("123456789012"));
        let before = browser.jar.clone();
        let changed = browser.post(path, &[("current_passphrase", SECRET), ("passphrase", OTHER)]).await;
        changed.assert_status(303);
        assert_eq!(changed.location(), "/fr/account?done=passphrase");
        assert_ne!(browser.jar, before, "a new session for this browser");
        says(&browser.get(changed.location()).await, "dans ce navigateur seulement");
        telephone.get("/fr/account").await.assert_status(303);
        let mut stale = app.browser();
        stale.jar = before;
        stale.get("/fr/account").await.assert_status(303);

        sign_in(&mut telephone, NAME, OTHER).await.assert_status(303);
        assert_eq!(browser.post("/fr/account/sessions", &[]).await.location(), "/fr/sign-in");
        assert_eq!(session::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
        telephone.get("/fr/account").await.assert_status(303);

        for path in ["passphrase", "recovery-codes", "", "security", "sessions", "confirm"]
            .map(|p| format!("/fr/account/{p}"))
        {
            let path = path.trim_end_matches('/');
            assert!(browser.get(path).await.location().starts_with("/fr/sign-in?next="));
        }
        let both = [("passphrase", OTHER), ("current_passphrase", SECRET)];
        for (path, form) in [
            ("/fr/account/passphrase", &both[..]),
            ("/fr/account/recovery-codes", &[]),
            ("/fr/account/sessions", &[]),
        ] {
            let refused = browser.post(path, form).await;
            refused.assert_status(401);
            assert!(!refused.text().contains(OTHER) && !refused.text().contains(SECRET), "{path}");
        }
        assert_eq!(browser.get("/fr/sign-out").await.location(), "/fr/account");
    }
}

#[tokio::test]
async fn guessing_is_slowed_for_known_and_unknown_names_alike() {
    for app in TestApp::each_with(|config| config.limits.sign_in_burst = 1_000).await {
        join(&mut app.browser()).await.assert_status(200);
        let mut answers = Vec::new();
        for name in [NAME, "Personne Ici"] {
            let mut browser = app.browser();
            for _ in 0..10 {
                sign_in(&mut browser, name, OTHER).await.assert_status(422);
            }
            let slowed = sign_in(&mut browser, name, SECRET).await;
            slowed.assert_status(429);
            assert_eq!(slowed.header("retry-after"), "60");
            answers.push(main_of(&slowed).replace(name, "…"));
        }
        assert_eq!(answers[0], answers[1], "{}", app.bed.backend);
        app.bed.clock.advance(Duration::minutes(2));
        sign_in(&mut app.browser(), NAME, SECRET).await.assert_status(303);
    }
}

#[tokio::test]
async fn comes_back_only_to_this_site() {
    for app in TestApp::each().await {
        join(&mut app.browser()).await;
        for bad in ["https://evil.example", "//evil.example", "/\\evil", "/ar\r\nSet-Cookie: x", "/ar/@evil"]
        {
            let mut browser = app.browser();
            let form = [("pseudonym", NAME), ("passphrase", SECRET), ("next", bad)];
            assert_eq!(browser.post("/fr/sign-in", &form).await.location(), "/fr/account", "{bad}");
        }
        let mut browser = app.browser();
        let page = browser.get("/fr/sign-in?next=%2Ffr%2Fforum%2Fnew%3Fcategory%3Dunions").await;
        assert_eq!(page.hidden("next").as_deref(), Some("/fr/forum/new?category=unions"));
        page.assert_text("/fr/join?next=");
    }
}

#[tokio::test]
async fn pages_speak_three_languages_and_are_never_stored() {
    let app = TestApp::sqlite().await;
    let actor = app.bed.member("زيتونة هادئة", Role::Moderator).await;
    for locale in ["ar", "fr", "en"] {
        let mut guest = app.browser();
        for page in ["join", "join?again=1", "sign-in", "recover"] {
            let answer = guest.get(&format!("/{locale}/{page}")).await;
            answer.assert_status(200).assert_text(&format!("lang=\"{locale}\""));
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.header("x-robots-tag").contains("noindex"));
            assert!(!answer.text().contains("style=\"") && !answer.text().contains("onclick"));
        }
        let names = guest.get(&format!("/{locale}/join")).await.text();
        assert_eq!(names.matches("type=\"radio\"").count(), 5);
        assert_eq!(names.matches(" checked").count(), 1);
        let mut member = app.browser();
        member.sign_in_as(&actor).await;
        for page in ["account", "account/passphrase", "account/recovery-codes", "account?done=recovered"] {
            member.get(&format!("/{locale}/{page}")).await.assert_status(200);
        }
        member
            .get(&format!("/{locale}/account"))
            .await
            .assert_text("<bdi>زيتونة هادئة</bdi>")
            .assert_text("/desk");
    }
}

#[tokio::test]
async fn a_closed_database_loses_nothing() {
    let app = TestApp::sqlite().await;
    app.bed.services.db.close().await;
    let mut browser = app.browser();
    let answer = join(&mut browser).await;
    answer.assert_status(503);
    assert!(!answer.text().contains(SECRET));
    answer.assert_text(NAME);
    let answer = sign_in(&mut browser, NAME, SECRET).await;
    answer.assert_status(503);
    assert!(!answer.text().contains(SECRET));
}
