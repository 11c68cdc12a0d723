//! The room `privacy` through the real router: consent, a copy of her data, the ways out, the way back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Read;

use crate::support::{Answer, TestApp, TestBrowser};
use chrono::Duration;
use domain::{
    Actor, Role,
    forum::{self, NewTopic},
    identity::{self, Passphrase},
    privacy::{INVENTORY, Rules},
};
use entity::{
    identity::{member, session},
    privacy::{consent, data_export, departure},
};
use flate2::read::DeflateDecoder;
use sea_orm::{EntityTrait, PaginatorTrait};

const SECRET: &str = "colline lampe safran train";
const NAME: &str = "Olive Tranquille";
const RULES: Rules = Rules { unlink_after_months: 12 };

/// Text without the signs that the catalogue puts around values.
fn seen(answer: &Answer) -> String {
    answer.assert_status(200).text().replace(['\u{2068}', '\u{2069}'], "")
}

/// The files of an archive, by their names.
pub fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, length: usize| -> usize {
        bytes[at..at + length].iter().rev().fold(0, |sum, byte| sum * 256 + usize::from(*byte))
    };
    let mut files = Vec::new();
    let mut at = 0;
    while bytes[at..].starts_with(b"PK\x03\x04") {
        let (packed, name) = (number(at + 18, 4), number(at + 26, 2));
        let start = at + 30 + name + number(at + 28, 2);
        let mut text = String::new();
        DeflateDecoder::new(&bytes[start..start + packed]).read_to_string(&mut text).unwrap();
        files.push((String::from_utf8(bytes[at + 30..at + 30 + name].to_vec()).unwrap(), text));
        at = start + packed;
    }
    files
}

async fn join(app: &TestApp) -> TestBrowser {
    let mut browser = app.browser();
    let form = [("pseudonym", NAME), ("passphrase", SECRET), ("rules", "yes")];
    browser.post("/fr/join", &form).await.assert_status(200);
    browser
}

async fn sign_in(app: &TestApp) -> Answer {
    app.browser().post("/fr/sign-in", &[("pseudonym", NAME), ("passphrase", SECRET)]).await
}

/// A published question of hers, sent through the form and approved by the team.
async fn publish(app: &TestApp, browser: &mut TestBrowser, title: &str) -> String {
    forum::seed::seed(&app.bed.services).await.unwrap();
    let form =
        [("category", "unions"), ("title", title), ("body", "Un texte à moi seule."), ("action", "send")];
    let sent = browser.post("/fr/forum/new", &form).await;
    let place = browser.place_of(&sent).await;
    let path = place.split(['#', '?']).next().unwrap().to_owned();
    let post = place.rsplit_once("#p-").unwrap().1.to_owned();
    let team = app.bed.member("Sanad", Role::Moderator).await;
    let decision = domain::moderation::Decision {
        post,
        version: "1".into(),
        action: "approve".into(),
        ..domain::moderation::Decision::default()
    };
    domain::moderation::decide(&app.bed.services, &team, &decision).await.unwrap();
    path
}

async fn count<E: EntityTrait>(app: &TestApp) -> u64
where
    E::Model: Send + Sync,
    for<'db> sea_orm::Select<E>: PaginatorTrait<'db, sea_orm::DatabaseConnection>,
{
    PaginatorTrait::count(E::find(), app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn she_takes_a_copy_along_once() {
    for app in TestApp::each().await {
        let mut browser = join(&app).await;
        publish(&app, &mut browser, "Une <question> à moi").await;
        let page = browser.get("/ar/account/data").await;
        page.assert_status(200).assert_text("/ar/account/data/export");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.hidden("export").is_none());
        for path in ["export", "download", "consent", "stay"] {
            let opened = browser.get(&format!("/ar/account/data/{path}")).await;
            assert_eq!(opened.location(), "/ar/account/data", "no GET changes anything");
        }
        assert_eq!(count::<data_export::Entity>(&app).await, 0);

        browser.post("/ar/account/data/export", &[]).await.assert_status(303);
        let id = browser.get("/ar/account/data").await.hidden("export").expect("a download");
        let mut guest = app.browser();
        guest.post("/ar/account/data/download", &[("export", &id)]).await.assert_status(401);
        let mut other = app.browser();
        other.sign_in_as(&app.bed.member("Figue", Role::Admin).await).await;
        other.post("/ar/account/data/download", &[("export", &id)]).await.assert_status(404);
        browser.post("/ar/account/data/download", &[("export", "zzzzzzzzzzzz")]).await.assert_status(404);

        let file = browser.post("/ar/account/data/download", &[("export", &id)]).await;
        file.assert_status(200);
        assert_eq!(file.header("content-type"), "application/zip");
        let name = format!("attachment; filename=\"account-{}.zip\"", app.bed.services.today());
        assert_eq!(file.header("content-disposition"), name);
        assert_eq!(file.header("cache-control"), "no-store");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        let files = unzip(&file.body);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["index.html", "data.json"]);
        let html = files[0].1.replace(['\u{2068}', '\u{2069}'], "");
        for good in [
            "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\">",
            "<bdi>Olive Tranquille</bdi>",
            "Une &lt;question",
            "Un texte à moi seule.",
            "قواعد المنتدى",
            "</html>",
        ] {
            assert!(html.contains(good), "{good}: {html}");
        }
        for bad in ["<script", "src=", "href=", "http", "Sanad", "style"] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        let json = &files[1].1;
        assert!(
            json.contains("\"pseudonym\": \"Olive Tranquille\"") && json.contains("\"published\""),
            "{json}"
        );
        assert!(!json.contains("Sanad") && !json.contains("Figue") && !json.contains("argon2"), "{json}");

        browser.post("/ar/account/data/download", &[("export", &id)]).await.assert_status(404);
        let again = browser.post("/ar/account/data/export", &[]).await;
        again.assert_status(429).assert_text("ملفّ واحد في اليوم");
        assert!(browser.get("/ar/account/data").await.hidden("export").is_none());

        app.bed.clock.advance(Duration::hours(25));
        let mut browser = app.browser();
        browser.post("/fr/sign-in", &[("pseudonym", NAME), ("passphrase", SECRET)]).await.assert_status(303);
        browser.post("/fr/account/data/export", &[]).await.assert_status(303);
        let id = browser.get("/fr/account/data").await.hidden("export").expect("another one");
        app.bed.clock.advance(Duration::hours(49));
        let mut browser = app.browser();
        browser.post("/fr/sign-in", &[("pseudonym", NAME), ("passphrase", SECRET)]).await.assert_status(303);
        browser.post("/fr/account/data/download", &[("export", &id)]).await.assert_status(404);
        domain::privacy::sweep(&app.bed.services, RULES).await.unwrap();
        assert_eq!(count::<data_export::Entity>(&app).await, 0);
    }
}

#[tokio::test]
async fn everything_asks_for_a_fresh_proof() {
    for app in TestApp::each().await {
        let mut browser = join(&app).await;
        app.bed.clock.advance(Duration::minutes(11));
        let leave = "/fr/account/data/leave?choice=vanish";
        for path in ["/fr/account/data", leave] {
            let asked = browser.get(path).await;
            assert!(
                asked.location().starts_with("/fr/account/confirm?next="),
                "{path}: {}",
                asked.location()
            );
        }
        let form = [("choice", "vanish"), ("days", ""), ("sure", "yes")];
        let forms: [(&str, &[(&str, &str)]); 5] = [
            ("/fr/account/data/export", &[]),
            ("/fr/account/data/download", &[("export", "abcdefghjkmn")]),
            ("/fr/account/data/consent", &[]),
            ("/fr/account/data/stay", &[]),
            (leave, &form),
        ];
        for (path, form) in forms {
            let asked = browser.post(path, form).await;
            asked.assert_status(303);
            assert!(
                asked.location().starts_with("/fr/account/confirm?next="),
                "{path}: {}",
                asked.location()
            );
            let mut guest = app.browser();
            guest.post(path, form).await.assert_status(401);
        }
        assert_eq!(count::<departure::Entity>(&app).await, 0);
        // And comes back to where she was.
        let asked = browser.post(leave, &form).await;
        let page = browser.get(asked.location()).await;
        let next = page.hidden("next").unwrap();
        let back = browser.post("/fr/account/confirm", &[("next", &next), ("passphrase", SECRET)]).await;
        assert_eq!(back.location(), leave);
        browser.get(leave).await.assert_status(200);
    }
}

#[tokio::test]
async fn she_leaves_with_days_to_change_her_mind() {
    for app in TestApp::each().await {
        for (choice, stays) in [("keep", true), ("withdraw", false)] {
            let mut browser = join_as(&app, choice).await;
            let topic = publish(&app, &mut browser, "Une question à moi").await;
            let path = format!("/fr/account/data/leave?choice={choice}");
            let page = browser.get(&path).await;
            page.assert_status(200).assert_text("name=\"days\"").assert_text("name=\"sure\"");
            assert_eq!(page.hidden("choice").as_deref(), Some(choice));
            let unsure = browser.post(&path, &[("choice", choice), ("days", "3")]).await;
            unsure.assert_status(422).assert_text("href=\"#sure\"").assert_text("value=\"3\" selected");
            browser
                .post(&path, &[("choice", choice), ("days", "30"), ("sure", "yes")])
                .await
                .assert_status(422);
            browser
                .post(&path, &[("choice", "burn"), ("days", "3"), ("sure", "yes")])
                .await
                .assert_status(422);
            assert_eq!(
                browser.get("/fr/account/data/leave?choice=burn").await.location(),
                "/fr/account/data"
            );
            browser.get(&topic).await.assert_status(200);

            let left = browser.post(&path, &[("choice", choice), ("days", "3"), ("sure", "yes")]).await;
            left.assert_status(200);
            assert_eq!(left.header("cache-control"), "no-store");
            assert!(left.header("clear-site-data").contains("cookies"));
            assert!(!left.text().contains("href=\"/fr/account\""), "the frame knows that she is out");
            browser.get("/fr/account").await.assert_status(303);
            let status = if stays { 200 } else { 404 };
            app.browser().get(&topic).await.assert_status(status);

            let mut back = sign_in_as(&app, choice).await;
            seen(&back.get("/fr/account").await.clone());
            back.get("/fr/account").await.assert_text("/fr/account/data/stay");
            let stayed = back.post("/fr/account/data/stay", &[]).await;
            assert_eq!(stayed.location(), "/fr/account/data?done=stayed");
            back.get(stayed.location()).await.assert_status(200);
            app.browser().get(&topic).await.assert_status(200).assert_text("Une question à moi");

            back.post(&path, &[("choice", choice), ("days", "0"), ("sure", "yes")]).await.assert_status(200);
            let mut reader = app.browser();
            let page = reader.get(&topic).await;
            // Erased, not hidden: there will be nothing any more.
            page.assert_status(if stays { 200 } else { 410 });
            if stays {
                page.assert_text("Ancienne membre").assert_text("Un texte à moi seule.");
            }
            let name = format!("Olive {choice}");
            reader
                .post("/fr/sign-in", &[("pseudonym", &name), ("passphrase", SECRET)])
                .await
                .assert_status(422);
            // Nobody passes for her.
            let form = [("own_pseudonym", name.as_str()), ("passphrase", SECRET), ("rules", "yes")];
            reader.post("/fr/join", &form).await.assert_status(422).assert_text("href=\"#own_pseudonym\"");
        }
        let gone = member::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!(gone.iter().filter(|row| row.state == "erased" && row.pseudonym.is_empty()).count(), 2);
    }
}

async fn join_as(app: &TestApp, choice: &str) -> TestBrowser {
    let mut browser = app.browser();
    let name = format!("Olive {choice}");
    let form = [("own_pseudonym", name.as_str()), ("passphrase", SECRET), ("rules", "yes")];
    browser.post("/fr/join", &form).await.assert_status(200);
    browser
}

async fn sign_in_as(app: &TestApp, choice: &str) -> TestBrowser {
    let mut browser = app.browser();
    let name = format!("Olive {choice}");
    browser.post("/fr/sign-in", &[("pseudonym", &name), ("passphrase", SECRET)]).await.assert_status(303);
    browser
}

#[tokio::test]
async fn she_disappears_and_comes_back() {
    for app in TestApp::each().await {
        let mut browser = join(&app).await;
        let topic = publish(&app, &mut browser, "Une question à moi").await;
        let path = "/fr/account/data/leave?choice=vanish";
        let page = browser.get(path).await;
        assert!(
            !page.text().contains("name=\"days\"") && !page.text().contains("name=\"sure\""),
            "one press"
        );
        let left = browser.post(path, &[("choice", "vanish")]).await;
        let text = left.assert_status(200).text();
        let code = text.split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
        let code: String = code.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
        assert_eq!(code.len(), 14, "{code}");
        assert!(!text.contains("hreflang"), "the code is on this answer alone");
        assert_eq!(count::<session::Entity>(&app).await, 0);
        let mut guest = app.browser();
        guest.get(&topic).await.assert_status(404);
        assert!(!guest.get("/fr/forum/c/unions").await.text().contains("Une question à moi"));
        assert!(!guest.get("/fr/search?q=question+moi").await.text().contains("Une question à moi"));
        assert!(!guest.get("/fr").await.text().contains("Une question à moi"));
        // The door answers as to a name that never was.
        let main = |answer: &Answer| {
            let text = answer.assert_status(422).text();
            text.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned()
        };
        let nobody = guest.post("/fr/sign-in", &[("pseudonym", "Nulle Part"), ("passphrase", SECRET)]).await;
        assert_eq!(main(&sign_in(&app).await).replace(NAME, "…"), main(&nobody).replace("Nulle Part", "…"));

        guest.get("/fr/recover").await.assert_text("/fr/account/return");
        guest.get("/fr/account/return").await.assert_status(200);
        let back = |name: &'static str, code: &str| {
            [("pseudonym", name), ("recovery_code", code)].map(|(a, b)| (a, b.to_owned()))
        };
        let send = async |browser: &mut TestBrowser, form: [(&'static str, String); 2]| {
            let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
            browser.post("/fr/account/return", &form).await
        };
        let known = send(&mut guest, back(NAME, "0123-4567-89AB")).await;
        let unknown = send(&mut guest, back("Nulle Part", "0123-4567-89AB")).await;
        assert_eq!(main(&known).replace(NAME, "…"), main(&unknown).replace("Nulle Part", "…"));
        let done = send(&mut guest, back(NAME, &code)).await;
        assert_eq!(done.location(), "/fr/account/data?done=returned");
        guest.get(done.location()).await.assert_status(200);
        guest.get(&topic).await.assert_status(200).assert_text("Une question à moi").assert_text(NAME);
        assert!(guest.get("/fr/search?q=question+moi").await.text().contains("question"));
        assert_eq!(count::<departure::Entity>(&app).await, 0);
    }
}

#[tokio::test]
async fn a_new_version_is_asked_for_again() {
    for app in TestApp::each().await {
        let mut browser = join(&app).await;
        assert_eq!(count::<consent::Entity>(&app).await, 2);
        assert!(!browser.get("/en/account").await.text().contains("please read it"));
        consent::Entity::delete_many().exec(app.bed.services.db.writer()).await.unwrap();
        browser
            .get("/en/account")
            .await
            .assert_text("please read it")
            .assert_text("/en/account/data#consent");
        let page = browser.get("/en/account/data").await;
        page.assert_text("I have read them and agree");
        let done = browser.post("/en/account/data/consent", &[]).await;
        assert_eq!(done.location(), "/en/account/data?done=consent");
        let page = seen(&browser.get(done.location()).await);
        assert!(!page.contains("I have read them and agree"));
        assert!(page.contains("The rules of the forum, version of"), "{page}");
        assert_eq!(count::<consent::Entity>(&app).await, 2);
    }
}

#[tokio::test]
async fn the_notice_lists_everything_in_three_languages() {
    let app = TestApp::sqlite().await;
    domain::seed::seed(&app.bed.services).await.unwrap();
    for locale in ["ar", "fr", "en"] {
        let page = app.browser().get(&format!("/{locale}/privacy")).await;
        let text = seen(&page);
        let rows = text.matches("<th scope=\"row\">").count();
        assert_eq!(rows, INVENTORY.len(), "{locale}");
        for (table, _) in INVENTORY.iter().flat_map(|row| row.columns) {
            assert!(text.contains(&format!("<code dir=\"ltr\">{table}</code>")), "{locale} {table}");
        }
        assert_eq!(text.matches("<h1").count(), 1);
    }
}

/// Staff may leave like everybody; and nobody of the team can leave for somebody else.
#[tokio::test]
async fn the_team_leaves_by_the_same_door() {
    for app in TestApp::each().await {
        let secret = Passphrase::read(SECRET);
        let made =
            identity::create_for_team(&app.bed.services, "Lune Haute", Role::Editor, &secret).await.unwrap();
        let mut browser = app.browser();
        browser.sign_in_as(&Actor::Member(made.clone())).await;
        let path = "/en/account/data/leave?choice=keep";
        browser.post(path, &[("choice", "keep"), ("days", "0"), ("sure", "yes")]).await.assert_status(200);
        let row = member::Entity::find_by_id(made.id.as_str()).one(app.bed.services.db.read()).await.unwrap();
        assert_eq!(row.map(|row| (row.state, row.role)), Some(("erased".into(), "member".into())));
        let unknown = browser.post("/en/account/data/leave", &[("choice", "keep"), ("member", "x")]).await;
        unknown.assert_status(400);
        let new = NewTopic { category: "unions".into(), title: "x".into(), ..NewTopic::default() };
        assert!(
            forum::create_topic(&app.bed.services, &Actor::Member(made), &new, contract::Locale::En)
                .await
                .is_err()
        );
    }
}
