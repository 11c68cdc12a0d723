//! An address in the account, the link to a new passphrase, the off switch: as a browser without scripts.

use chrono::Duration;
use domain::mail::{Kind, deliver_due};
use domain::{Role, identity::disable};
use entity::identity::session;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{ADDRESS, NAME, OTHER, Post, SECRET, sign_in};
use crate::support::{TestApp, session_cookie};

/// Its own letters, whatever the catalogue puts around values.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn from_an_address_to_a_new_passphrase() {
    for post in Post::each().await {
        let mut browser = post.joined(NAME).await;
        browser.get("/fr/account/security").await.assert_text("href=\"/fr/account/email\"");
        let page = browser.get("/fr/account/email").await;
        page.assert_status(200).assert_text("peut prendre votre compte").assert_text("name=\"mail_is_safe\"");
        assert_eq!(page.header("cache-control"), "no-store");
        let key = page.hidden("form_key").unwrap();

        let wrong = browser.post("/fr/account/email", &[("email", "fatma"), ("form_key", &key)]).await;
        wrong.assert_status(422).assert_text("value=\"fatma\"").assert_text("href=\"#email\"");
        wrong.assert_text("href=\"#mail_is_safe\"");
        let form = [("email", ADDRESS), ("mail_is_safe", "yes"), ("form_key", key.as_str())];
        for _ in 0..2 {
            // The second is a replay: one message.
            let added = browser.post("/fr/account/email", &form).await;
            assert_eq!(added.assert_status(303).location(), "/fr/account/email");
        }
        let page = browser.get("/fr/account/email").await;
        assert!(bare(&page.text()).contains("f***@e***.tn"), "{}", page.text());
        assert!(!page.text().contains("canari"), "{}", page.text());
        assert!(!page.text().contains(" checked"), "asked each time, never ticked for her");

        let message = post.deliver(Kind::Verify).await;
        let link = format!("/fr/email/verify/{}", message.token.as_str());
        // In whatever browser her mail opens; opening spends nothing.
        let mut elsewhere = post.app.browser();
        for _ in 0..2 {
            elsewhere.get(&link).await.assert_status(200).assert_text("Confirmer cette adresse");
        }
        let verified = elsewhere.post(&link, &[]).await;
        elsewhere.get(verified.assert_status(303).location()).await.assert_text("confirmée");
        elsewhere.post(&link, &[]).await.assert_status(410).assert_text("ne marche plus");
        elsewhere.get(&link).await.assert_status(410);
        let session = session_cookie(&post.app.state);
        assert!(!elsewhere.jar.contains_key(session), "nobody is signed in by a link");
        let page = browser.get("/fr/account/email").await;
        assert!(bare(&page.text()).contains("Les liens vont à f***@e***.tn"));
        assert!(!page.text().contains("name=\"email\""), "one address at a time");

        let mut lost = post.app.browser();
        lost.get("/fr/recover").await.assert_text("href=\"/fr/reset\"");
        lost.get("/fr/reset").await.assert_status(200);
        lost.post("/fr/reset", &[("pseudonym", "")]).await.assert_status(422).assert_text("#pseudonym");
        let asked = lost.post("/fr/reset", &[("pseudonym", "olive tranquille")]).await;
        lost.get(asked.assert_status(303).location()).await.assert_status(200).assert_text("30 minutes");
        let message = post.deliver(Kind::Reset).await;
        let link = format!("/fr/reset/{}", message.token.as_str());
        for _ in 0..2 {
            let form = lost.get(&link).await;
            form.assert_status(200).assert_text("autocomplete=\"new-password\"");
            assert!(!form.text().contains(NAME), "who reads her mail does not learn her pseudonym");
        }
        let weak = lost.post(&link, &[("passphrase", "123456789012")]).await;
        weak.assert_status(422).assert_text("trop facile");
        assert!(!weak.text().contains("123456789012"));
        let done = lost.post(&link, &[("passphrase", OTHER)]).await;
        lost.get(done.assert_status(303).location()).await.assert_status(200).assert_text("/fr/sign-in");
        assert!(!lost.jar.contains_key(session));
        lost.post(&link, &[("passphrase", SECRET)]).await.assert_status(410);
        lost.get(&link).await.assert_status(410);
        browser.get("/fr/account").await.assert_status(303);
        let db = post.app.bed.services.db.read();
        assert_eq!(session::Entity::find().count(db).await.unwrap(), 0, "{}", post.app.bed.backend);
        assert_eq!(sign_in(&mut lost, NAME, SECRET).await, 422);
        assert_eq!(sign_in(&mut lost, NAME, OTHER).await, 303);
    }
}

#[tokio::test]
async fn a_link_ends_after_thirty_minutes() {
    for post in Post::each().await {
        let mut browser = post.with_address(NAME, ADDRESS).await;
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        let link = format!("/fr/reset/{}", post.deliver(Kind::Reset).await.token.as_str());
        post.app.bed.clock.advance(Duration::seconds(30 * 60 - 1));
        browser.get(&link).await.assert_status(200);
        post.app.bed.clock.advance(Duration::seconds(1));
        browser.get(&link).await.assert_status(410);
        browser.post(&link, &[("passphrase", OTHER)]).await.assert_status(410);
        let mut other = post.app.browser();
        assert_eq!(sign_in(&mut other, NAME, SECRET).await, 303, "{}", post.app.bed.backend);
        for odd in ["x", "0000000000000000000000000000000000000000", "%2e%2e", "%C3%28"] {
            other.get(&format!("/fr/reset/{odd}")).await.assert_status(410);
            other.post(&format!("/fr/email/verify/{odd}"), &[]).await.assert_status(410);
        }
    }
}

#[tokio::test]
async fn two_posts_of_one_link_at_the_same_moment() {
    for post in Post::each().await {
        let mut browser = post.with_address(NAME, ADDRESS).await;
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        let link = format!("/fr/reset/{}", post.deliver(Kind::Reset).await.token.as_str());
        let (mut one, mut two) = (post.app.browser(), post.app.browser());
        let (first, second) = ([("passphrase", OTHER)], [("passphrase", "verre jardin fusil lundi")]);
        let (a, b) = tokio::join!(one.post(&link, &first), two.post(&link, &second));
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410], "{}", post.app.bed.backend);
    }
}

#[tokio::test]
async fn nobody_learns_who_has_an_account_or_an_address() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        post.joined("Lune Dorée").await;
        post.with_address("Figue Calme", "autre@example.tn").await;
        disable(&post.app.bed.services, "Figue Calme").await.unwrap();
        let mut seen = Vec::new();
        for name in [NAME, "Lune Dorée", "Figue Calme", "Personne Ici", "\u{202E}!?"] {
            // Also when the limit of the name is reached: the fourth and fifth.
            for _ in 0..5 {
                let mut browser = post.app.browser();
                let answer = browser.post("/fr/reset", &[("pseudonym", name)]).await;
                let page = browser.get(answer.location()).await;
                let headers = |answer: &crate::support::Answer| {
                    let mut all: Vec<String> = answer
                        .headers
                        .iter()
                        .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date"))
                        .map(|(name, value)| format!("{name}: {value:?}"))
                        .collect();
                    all.sort();
                    all
                };
                seen.push((
                    answer.status,
                    headers(&answer),
                    answer.text(),
                    page.status,
                    headers(&page),
                    page.text(),
                    browser.jar,
                ));
            }
        }
        assert_eq!(seen.len(), 25);
        assert!(seen.windows(2).all(|two| two[0] == two[1]), "{}: {seen:#?}", post.app.bed.backend);
        let done = deliver_due(&post.app.bed.services).await.unwrap();
        assert_eq!((done.sent, done.dropped), (3, 12));
    }
}

#[tokio::test]
async fn what_matters_asks_again_who_she_is() {
    for post in Post::each().await {
        let mut browser = post.with_address(NAME, ADDRESS).await;
        post.app.bed.clock.advance(Duration::minutes(11));
        let form = [("email", "nouvelle@example.tn"), ("mail_is_safe", "yes")];
        for answer in [
            browser.get("/fr/account/email").await,
            browser.post("/fr/account/email", &form).await,
            browser.post("/fr/account/email/remove", &[]).await,
        ] {
            answer.assert_status(303);
            assert!(answer.location().starts_with("/fr/account/confirm?next="), "{}", answer.location());
            assert!(!answer.text().contains("nouvelle"));
        }
        let proof = [("passphrase", SECRET), ("next", "/fr/account/email")];
        assert_eq!(browser.post("/fr/account/confirm", &proof).await.location(), "/fr/account/email");
        browser.get("/fr/account/email").await.assert_text("Supprimer l’adresse");
        assert_eq!(browser.get("/fr/account/email/remove").await.location(), "/fr/account/email");
        let removed = browser.post("/fr/account/email/remove", &[]).await;
        browser.get(removed.location()).await.assert_text("L’adresse est supprimée");
        browser.post("/fr/reset", &[("pseudonym", NAME)]).await.assert_status(303);
        assert_eq!(deliver_due(&post.app.bed.services).await.unwrap().sent, 0);

        let mut guest = post.app.browser();
        assert!(guest.get("/fr/account/email").await.location().starts_with("/fr/sign-in?next="));
        let refused = guest.post("/fr/account/email", &form).await;
        assert!(!refused.assert_status(401).text().contains("nouvelle"));
        guest.post("/fr/account/email/remove", &[]).await.assert_status(401);
    }
}

#[tokio::test]
async fn every_message_can_stop_the_next_one() {
    for post in Post::each().await {
        let mut browser = post.with_address(NAME, ADDRESS).await;
        let off = format!("/fr/email/off/{}", post.mailer.last().unwrap().off);
        let mut elsewhere = post.app.browser();
        for _ in 0..2 {
            elsewhere.get(&off).await.assert_status(200).assert_text("Le compte lui-même reste");
        }
        browser.get("/fr/account/email").await.assert_text("Les liens vont");
        let forged = "/fr/email/off/0123456789ab0123456789abcdef0123456789abcdef";
        elsewhere.post(forged, &[]).await.assert_status(303);
        browser.get("/fr/account/email").await.assert_text("Les liens vont");
        for _ in 0..2 {
            let done = elsewhere.post(&off, &[]).await;
            elsewhere.get(done.assert_status(303).location()).await.assert_text("Plus rien n’arrivera");
        }
        let page = browser.get("/fr/account/email").await;
        assert!(!page.text().contains("Les liens vont"), "{}", post.app.bed.backend);
        browser.get("/fr/account").await.assert_status(200);
    }
}

#[tokio::test]
async fn without_a_post_nothing_about_mail_is_offered() {
    for app in TestApp::each().await {
        let actor = app.bed.member("زيتونة هادئة", Role::Member).await;
        let mut member = app.browser();
        member.sign_in_as(&actor).await;
        for locale in ["ar", "fr", "en"] {
            for path in ["account", "account/security", "account/recovery-codes", "recover", "sign-in"] {
                let text = member.visit(&format!("/{locale}/{path}")).await.text();
                assert!(!text.contains("/account/email") && !text.contains("/reset"), "{locale}/{path}");
            }
            let mut guest = app.browser();
            for path in ["recover", "sign-in", "join"] {
                let text = guest.get(&format!("/{locale}/{path}")).await.text();
                assert!(!text.contains("/account/email") && !text.contains("/reset"), "{locale}/{path}");
            }
            for (path, form) in [
                ("reset", &[("pseudonym", "x")][..]),
                ("reset/x", &[("passphrase", OTHER)]),
                ("email/verify/x", &[]),
            ] {
                guest.post(&format!("/{locale}/{path}"), form).await.assert_status(404);
                guest.get(&format!("/{locale}/{path}")).await.assert_status(404);
            }
            member.get(&format!("/{locale}/account/email")).await.assert_status(404);
            let form = [("email", ADDRESS), ("mail_is_safe", "yes")];
            let refused = member.post(&format!("/{locale}/account/email"), &form).await;
            assert!(!refused.assert_status(404).text().contains("canari"));
            // A message that was sent once can still be stopped.
            guest.get(&format!("/{locale}/email/off/x")).await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn an_address_can_be_deleted_when_the_post_is_gone() {
    for post in Post::each().await {
        post.with_address(NAME, ADDRESS).await;
        let Post { mut app, plain, .. } = post;
        app.bed.services = plain;
        let app = TestApp::over(app.bed, server::config::Config::default(), axum::Router::new());
        let mut browser = app.browser();
        assert_eq!(sign_in(&mut browser, NAME, SECRET).await, 303);
        let page = browser.get("/fr/account/email").await;
        assert!(bare(&page.assert_status(200).text()).contains("f***@e***.tn"));
        assert!(!page.text().contains("name=\"email\""));
        let removed = browser.post("/fr/account/email/remove", &[]).await;
        assert_eq!(removed.assert_status(303).location(), "/fr/account/security");
        browser.get("/fr/account/email").await.assert_status(404);
    }
}

#[tokio::test]
async fn pages_speak_three_languages() {
    let post = Post::over(domain::testing::TestBed::sqlite().await);
    for (locale, name) in [("ar", "زيتونة هادئة"), ("fr", "Olive Calme"), ("en", "Quiet Fig")] {
        let mut browser = post.joined(name).await;
        for path in ["account/email", "reset", "reset?done=sent", "reset?done=changed", "email/off/x"] {
            let answer = browser.get(&format!("/{locale}/{path}")).await;
            answer.assert_status(200).assert_text(&format!("lang=\"{locale}\""));
            assert_eq!(answer.header("cache-control"), "no-store");
            assert!(answer.header("x-robots-tag").contains("noindex"));
            assert!(!answer.text().contains("style=\"") && !answer.text().contains("onclick"));
        }
        let address = format!("{locale}@example.tn");
        let form = [("email", address.as_str()), ("mail_is_safe", "yes")];
        browser.post(&format!("/{locale}/account/email"), &form).await.assert_status(303);
        browser.get(&format!("/{locale}/account/email")).await.assert_text("***");
        let message = post.deliver(Kind::Verify).await;
        assert_eq!(message.locale.code(), locale, "in the language of the page");
        let link = format!("/{locale}/email/verify/{}", message.token.as_str());
        browser.get(&link).await.assert_status(200).assert_text(&format!("action=\"{link}\""));
    }
}
