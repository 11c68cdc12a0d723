//! A computer for everybody: set up at the desk, nothing without a visit, nothing of anybody after its end.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use app::site::routes as paths;
use chrono::Duration;
use contract::{Locale, ids::FileId};
use domain::{Actor, Role, kiosk};
use entity::{forum::post, identity::session, library::file};
use http::{Request, header};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use server::{
    config::Config,
    handlers::files::{FOR_KIOSK, SiteFiles},
    http::AppState,
    routes,
};

use crate::support::{Answer, TestApp, TestBrowser};

/// A computer that is set up, through the desk's own pages, and its identifier.
pub(crate) async fn set_up(app: &TestApp, admin: &mut TestBrowser) -> (TestBrowser, String) {
    let named =
        [("action", "add"), ("name", "Olivier"), ("place", "Espace citoyen"), ("warn", "60"), ("wipe", "90")];
    let added = admin.post("/fr/desk/kiosks", &named).await;
    added.assert_status(303);
    let id = added.location().split("device=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    admin.get(added.location()).await.assert_status(200).assert_text("Olivier");
    let shown = admin.post("/fr/desk/kiosks", &[("action", "code"), ("device", &id)]).await;
    shown.assert_status(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    let text = shown.text();
    let mut values = text.split("value=\"").filter_map(|part| part.split('"').next());
    let code = values.find(|value| value.len() == 14 && value.matches('-').count() == 2).unwrap();
    let mut browser = app.browser();
    let wrong = browser.post("/fr/kiosk/enrol", &[("code", "abcd-efgh-jkmn")]).await;
    wrong.assert_status(422).assert_text(&i18n::catalogue(Locale::Fr).msg_kiosk_enrol_wrong());
    assert!(browser.jar.is_empty());
    let done = browser.post("/fr/kiosk/enrol", &[("code", code)]).await;
    done.assert_status(303);
    assert_eq!(done.location(), "/kiosk");
    assert_eq!(done.header("clear-site-data"), "\"cache\", \"storage\"", "it begins with nothing of anybody");
    let line = *done.cookies().iter().find(|line| line.starts_with("kiosk=")).unwrap();
    for part in ["; Path=/", "; Max-Age=34560000", "; HttpOnly", "; SameSite=Lax"] {
        assert!(line.contains(part), "{line}");
    }
    (browser, id)
}

pub(crate) async fn start(browser: &mut TestBrowser) {
    let began = browser.post("/kiosk/start", &[("l", "fr")]).await;
    assert_eq!((began.status.as_u16(), began.location()), (303, "/fr"));
    let line = *began.cookies().iter().rfind(|line| line.starts_with("kiosk-visit=")).unwrap();
    assert!(!line.contains("Max-Age") && line.contains("HttpOnly"), "a visit ends with the browser: {line}");
    assert!(line.contains("; SameSite=Strict"), "nothing outside leads into a visit: {line}");
}

/// Where a form of this visit goes, as its pages say it.
fn of_visit(browser: &TestBrowser, path: &str) -> String {
    let visit = browser.jar["kiosk-visit"].split('.').nth(3).expect("a visit");
    format!("{path}?visit={visit}")
}

#[track_caller]
fn assert_ended(answer: &Answer, browser: &TestBrowser) {
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/kiosk"));
    assert_eq!(answer.header("clear-site-data"), "\"cache\"", "what is kept without a line stays");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(browser.jar.keys().collect::<Vec<_>>(), ["kiosk"], "only the mark of the device stays");
}

#[tokio::test]
async fn a_visit_leaves_nothing_behind() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        domain::seed::seed(s).await.unwrap();
        // Never guessed: neither by an address nor by a cookie of that name.
        let mut ordinary = app.browser();
        ordinary.jar.insert("kiosk".into(), "1".into());
        ordinary.get("/kiosk").await.assert_status(404);
        ordinary.get("/fr/kiosk/away?to=https://ins.tn/").await.assert_status(404);
        let page = ordinary.get("/fr").await;
        page.assert_status(200).assert_text("href=\"tel:1899\"").assert_text("href=\"/exit\"");
        assert!(!page.text().contains("data-kiosk"));

        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, _) = set_up(&app, &mut admin).await;
        for path in ["/", "/fr", "/fr/account", "/fr/forum", "/media/cover/udhrar.jpg", "/fr/no-such-page"] {
            let shut = browser.get(path).await;
            assert_ended(&shut, &browser);
        }
        let screen = browser.get("/kiosk").await;
        screen.assert_status(200);
        for locale in Locale::ALL {
            screen.assert_text(&format!("name=\"l\" value=\"{locale}\""));
        }
        assert!(!screen.text().contains("href=\"tel:"));
        // What stands there while the line is cut is in every page from the start.
        for locale in Locale::ALL {
            screen.assert_text(&i18n::catalogue(locale).msg_kiosk_lost());
        }
        start(&mut browser).await;

        let page = browser.get("/fr/safety").await;
        page.assert_status(200)
            .assert_text("data-kiosk=\"\"")
            .assert_text("data-warn=\"60\" data-wipe=\"90\"");
        page.assert_text("href=\"/kiosk/finish\"")
            .assert_text(&i18n::catalogue(Locale::Fr).msg_kiosk_finish());
        page.assert_text("data-kiosk-idle").assert_text("kiosk.js").assert_text("data-kiosk-lost");
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        for gone in
            ["href=\"tel:", "href=\"http", "href=\"/exit\"", "data-print", "data-worker", "rel=\"manifest\""]
        {
            let links = text.split("<link").map(|part| part.split_once('>').map_or(part, |(_, rest)| rest));
            assert!(!links.collect::<String>().contains(gone), "{gone}");
        }
        let forms = text.matches("<form").count();
        assert!(forms > 0 && text.matches("autocomplete=\"off\">").count() >= forms, "no form is remembered");
        let other = browser.get("/fr/kiosk/away?to=https%3A%2F%2Fins.tn%2Fa%3Fb").await;
        other
            .assert_status(200)
            .assert_text("<bdi dir=\"ltr\">https://ins.tn/a?b</bdi>")
            .assert_text("<svg viewBox");
        for to in ["ftp%3A%2F%2Fins.tn", "data%3Ax", ""] {
            browser.get(&format!("/fr/kiosk/away?to={to}")).await.assert_status(404);
        }

        // Nothing is taken along, brought, or done elsewhere.
        let held =
            file::Entity::find().order_by_asc(file::Column::Id).one(s.db.read()).await.unwrap().unwrap();
        let id = FileId::trusted(held.id.clone());
        let along = paths::media_download(&id, &held.file_name, &held.sha256);
        assert!(app.browser().get(&along).await.header("content-disposition").starts_with("attachment"));
        browser
            .get(&along)
            .await
            .assert_status(403)
            .assert_text(&i18n::catalogue(Locale::Fr).msg_kiosk_not_here());
        let none = i18n::catalogue(Locale::Fr).msg_kiosk_no_download();
        app.browser().visit("/fr/library/udhrfr").await.assert_status(200).assert_text("download=1");
        let item = browser.visit("/fr/library/udhrfr").await;
        item.assert_status(200).assert_text(&none);
        assert!(!item.text().contains("download=1") && !item.text().contains("udhrfr.ris"));
        let multipart = Request::post("/fr/desk/library/upload")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin");
        browser.send(multipart).await.assert_status(403);
        browser.get("/auth/house").await.assert_status(403);

        // She signs in, writes, and finishes.
        let her = app.bed.member("yasmin", Role::Member).await;
        browser.sign_in_as(&her).await;
        browser.get("/fr/account").await.assert_status(200).assert_text("yasmin");
        let form = browser.get("/fr/forum/new?category=unions").await;
        let key = form.hidden("form_key").unwrap();
        let pairs = [
            ("category", "unions"),
            ("title", "Une question au sujet du safran"),
            ("body", "Le safran est-il déjà écrit quelque part ?"),
            ("action", "send"),
            ("form_key", key.as_str()),
        ];
        let to = of_visit(&browser, "/fr/forum/new");
        form.assert_text(&format!("action=\"{to}\""));
        browser.post(&to, &pairs).await.assert_status(303);
        // Under another name for this once, too.
        let key = browser.get("/fr/forum/new?category=unions").await.hidden("form_key").unwrap();
        let unnamed = [
            ("category", "unions"),
            ("title", "Une autre question"),
            ("body", "Sans mon nom cette fois"),
            ("anonymous", "yes"),
            ("action", "preview"),
            ("form_key", key.as_str()),
        ];
        let letter = i18n::catalogue(Locale::Fr).msg_reading_preview_letter();
        browser.post(&to, &unnamed).await.assert_status(200).assert_read(&letter);
        let marks = [browser.jar["kiosk"].clone(), browser.jar["kiosk-visit"].clone()];
        let left = browser.jar.clone();
        let ended = browser.get("/kiosk/finish").await;
        assert_ended(&ended, &browser);
        assert_eq!(session::Entity::find().count(s.db.read()).await.unwrap(), 1, "the administrator's own");
        // That it came from here stands nowhere.
        let rows = post::Entity::find().all(s.db.read()).await.unwrap();
        assert!(!rows.is_empty());
        let rows = format!("{rows:?}");
        for mark in marks.iter().flat_map(|mark| mark.split('.')).filter(|part| part.len() >= 12) {
            assert!(!rows.contains(mark), "{mark}");
        }
        // Back, and a browser that kept every cookie of hers.
        assert_eq!(browser.get("/fr/account").await.location(), "/kiosk");
        browser.jar = left;
        let page = browser.get("/fr/account").await;
        assert!(page.location().starts_with("/fr/sign-in"), "the session is over: {}", page.location());

        // Signing out keeps the device; leaving is finishing; the start screen is an end too.
        browser.sign_in_as(&her).await;
        let to = of_visit(&browser, "/fr/sign-out");
        let out = browser.post(&to, &[]).await;
        assert_eq!(out.header("clear-site-data"), "\"cache\"");
        assert!(browser.jar.contains_key("kiosk"));
        for end in ["/exit", "/kiosk"] {
            start(&mut browser).await;
            browser.sign_in_as(&her).await;
            let ended = browser.get(end).await;
            assert_ended(&ended, &browser);
        }
    }
}

#[tokio::test]
async fn silence_ends_a_visit_and_the_desk_ends_a_device() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, id) = set_up(&app, &mut admin).await;
        let her: Actor = app.bed.member("yasmin", Role::Member).await;
        start(&mut browser).await;
        browser.sign_in_as(&her).await;
        // Without a script a quarter of an hour; with one, what the desk says and the way of a word.
        app.bed.clock.advance(Duration::seconds(600));
        browser.get("/fr/account").await.assert_status(200);
        browser.post("/kiosk/here", &[]).await.assert_status(204);
        app.bed.clock.advance(Duration::seconds(100));
        browser.get("/fr/account").await.assert_status(200);
        app.bed.clock.advance(Duration::seconds(121));
        browser.post("/kiosk/here", &[]).await.assert_status(404);
        let late = browser.post("/fr/account/passphrase", &[]).await;
        assert_ended(&late, &browser);
        assert_eq!(session::Entity::find().count(s.db.read()).await.unwrap(), 1, "hers is over");

        start(&mut browser).await;
        let mark = browser.jar["kiosk"].clone();
        let taken = admin.post("/fr/desk/kiosks", &[("action", "revoke"), ("device", &id)]).await;
        taken.assert_status(303);
        assert_eq!(browser.get("/fr").await.location(), "/kiosk");
        let shut = i18n::catalogue(Locale::Fr).msg_kiosk_shut();
        browser.jar.remove("kiosk-visit");
        browser.get("/kiosk").await.assert_status(200).assert_text(&shut);
        assert_eq!(browser.post("/kiosk/start", &[("l", "fr")]).await.location(), "/kiosk");
        assert!(!browser.jar.contains_key("kiosk-visit"));
        // The mark of a device that was taken back is no ordinary browser, and another key's is no kiosk.
        let mut again = app.browser();
        again.jar.insert("kiosk".into(), mark.clone());
        assert_eq!(again.get("/ar/forum").await.location(), "/kiosk");
        again.jar.insert("kiosk".into(), mark.replace("device.", "visit."));
        again.get("/kiosk").await.assert_status(404);

        // What was counted: words of ours, told when the month is over.
        kiosk::flush(s).await.unwrap();
        let nothing = i18n::catalogue(Locale::Fr).msg_kiosk_used_nothing();
        admin.get("/fr/desk/kiosks").await.assert_status(200).assert_text(&nothing);
        app.bed.clock.advance(Duration::days(30));
        let warda = app.bed.member("warda", Role::Admin).await;
        admin.sign_in_as(&warda).await;
        let told = admin.get("/fr/desk/kiosks").await;
        told.assert_status(200).assert_read("novembre 2026").assert_read("moins de 5");
        let figures = kiosk::figures(s, &warda).await.unwrap();
        assert_eq!(figures.parts, [("other".to_owned(), None)]);
    }
}

#[tokio::test]
async fn a_form_of_the_last_visit_does_nothing_in_the_next() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, _) = set_up(&app, &mut admin).await;
        start(&mut browser).await;

        // She opens an account and asks in private; sent twice, both say again what they said.
        let page = browser.get("/fr/join").await;
        let key = page.hidden("form_key").unwrap();
        let joins = [
            ("pseudonym", "Olive Tranquille"),
            ("passphrase", "colline lampe safran train"),
            ("rules", "yes"),
            ("form_key", key.as_str()),
        ];
        let join = of_visit(&browser, "/fr/join");
        page.assert_text(&format!("action=\"{join}\""));
        browser.post(&join, &joins).await.assert_status(200);
        let page = browser.get("/fr/ask").await;
        let key = page.hidden("form_key").unwrap();
        let asks = [("body", "Une question safran"), ("form_key", key.as_str()), ("action", "send")];
        let ask = of_visit(&browser, "/fr/ask");
        page.assert_text(&format!("action=\"{ask}\""));
        for _ in 0..2 {
            browser.post(&ask, &asks).await.assert_status(200).assert_text("class=\"ask-receipt\"");
        }
        browser.get("/fr/account").await.assert_status(200);
        let ended = browser.get("/kiosk/finish").await;
        assert_ended(&ended, &browser);

        // The next one finds the forms behind Back: as they were, and as somebody might send them by hand.
        for (path, old, form) in [("/fr/join", join, &joins[..]), ("/fr/ask", ask, &asks[..])] {
            for to in [old.as_str(), path, &format!("{path}?visit=")] {
                start(&mut browser).await;
                let again = browser.post(to, form).await;
                assert_ended(&again, &browser);
            }
        }
        assert_eq!(session::Entity::find().count(s.db.read()).await.unwrap(), 1, "the administrator's own");
        // What only asks for a page is answered, whatever its address says.
        start(&mut browser).await;
        browser.get("/fr/search?visit=abc").await.assert_status(200);
        // A script speaks for the page that is open.
        let word = Request::post("/fr/sign-out")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "cors");
        assert_ne!(browser.send(word).await.location(), "/kiosk");
    }
}

#[tokio::test]
async fn what_another_site_begins_comes_without_her() {
    for app in TestApp::each().await {
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, _) = set_up(&app, &mut admin).await;
        start(&mut browser).await;
        let key = browser.get("/fr/join").await.hidden("form_key").unwrap();
        let joins = [
            ("pseudonym", "Olive Tranquille"),
            ("passphrase", "colline lampe safran train"),
            ("rules", "yes"),
            ("form_key", key.as_str()),
        ];
        let to = of_visit(&browser, "/fr/join");
        let joined = browser.post(&to, &joins).await;
        joined.assert_status(200);
        let line = *joined.cookies().iter().find(|line| line.starts_with("sid=")).unwrap();
        for part in ["; SameSite=Strict", "; HttpOnly", "; Path=/"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(!line.contains("Lax") && !line.contains("Max-Age"), "{line}");
        browser.get("/fr/account").await.assert_status(200).assert_text("Olive Tranquille");

        // From another site only the mark of the device comes: it is an end, and takes away what did not come.
        let hers = browser.jar.clone();
        browser.jar.retain(|name, _| name == "kiosk");
        let came = browser.get("/fr/account").await;
        assert_ended(&came, &browser);
        for gone in ["sid=;", "kiosk-visit=;"] {
            let line = *came.cookies().iter().find(|line| line.starts_with(gone)).unwrap();
            assert!(line.contains("Max-Age=0"), "{line}");
        }
        assert!(hers.contains_key("sid") && hers.contains_key("kiosk-visit"));
    }
}

/// What a computer for everybody is told to keep: pages, recordings.
async fn kept(browser: &mut TestBrowser) -> (Vec<String>, Vec<String>) {
    let list = browser.get(paths::KIOSK_LIST).await;
    list.assert_status(200);
    assert_eq!(list.header("cache-control"), "no-store");
    assert!(list.cookies().is_empty());
    let list: serde_json::Value = serde_json::from_slice(&list.body).unwrap();
    let all = |kind: &str| -> Vec<String> {
        let all = list[kind].as_array().unwrap();
        all.iter().map(|path| path.as_str().unwrap().to_owned()).collect()
    };
    (all("pages"), all("sounds"))
}

/// Most that is kept, unpacked: a computer holds it in memory, and fetches about a sixth of it once a day.
const MOST_KEPT: usize = 12 * 1024 * 1024;

#[tokio::test]
async fn what_is_kept_without_a_line_is_public_and_of_nobody() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        for path in [paths::KIOSK_LIST, paths::KIOSK_READ, "/kiosk/read/fr/safety"] {
            app.browser().get(path).await.assert_status(404);
        }
        let worker = app.browser().get(paths::KIOSK_WORKER).await;
        worker.assert_status(200);
        assert_eq!(worker.header("service-worker-allowed"), "/");
        for address in [paths::KIOSK_LIST, paths::KIOSK_READ] {
            worker.assert_text(&format!("'{address}'"));
        }

        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, id) = set_up(&app, &mut admin).await;
        let screen = browser.get("/kiosk").await;
        screen.assert_text(&format!("data-worker=\"{}\"", paths::KIOSK_WORKER));
        let (pages, sounds) = kept(&mut browser).await;
        assert!(pages.len() > 100 && pages.len() <= 1 + 3 * (3 + 8 + 60), "{}", pages.len());
        let mut weight = 0;
        let mut texts = Vec::new();
        for path in &pages {
            let page = browser.get(path).await;
            page.assert_status(200);
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
            assert!(page.cookies().is_empty(), "{path}");
            let text = page.text();
            assert!(text.contains("data-read=\""), "{path}");
            for never in ["form_key", "method=\"post\"", "data-visit", "data-worker", "href=\"tel:"] {
                assert!(!text.contains(never), "{path}: {never}");
            }
            for name in text.split("/pkg/").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap()) {
                assert!(FOR_KIOSK.contains(&name), "{path} needs {name}");
            }
            // What is heard there is kept too.
            for src in text.split("<audio").skip(1).map(|rest| rest.split("src=\"").nth(1).unwrap()) {
                assert!(sounds.contains(&src.split('"').next().unwrap().to_owned()), "{path}: {src}");
            }
            weight += text.len();
            texts.push(text);
        }
        assert!(weight <= MOST_KEPT, "{weight} bytes");
        for locale in Locale::ALL {
            let is_kept = |path: String| pages.contains(&paths::kiosk_kept(&path));
            assert!(is_kept(paths::home(locale)) && is_kept(paths::kiosk_not_now(locale)));
            assert!(is_kept(paths::safety(locale)) && is_kept(paths::section(locale, "unions")));
            let procedure = format!("/kiosk/read/{locale}/a/askunit");
            assert!(pages.iter().any(|path| path.starts_with(&procedure)), "{procedure}");
        }
        // Whoever does not read listens: the recordings that ship are there, whole and by parts, and of nobody.
        let mut heard = 0;
        for path in &sounds {
            let sound = browser.get(path).await;
            sound.assert_status(200);
            assert_eq!(sound.header("cache-control"), "no-store", "{path}");
            assert_eq!(sound.header("content-type"), "audio/mpeg", "{path}");
            assert!(sound.cookies().is_empty() && sound.body.len() > 50_000, "{path}");
            heard += sound.body.len();
            let asked = browser.send(Request::get(path).header(header::RANGE, "bytes=2-5")).await;
            asked.assert_status(206);
            assert_eq!(asked.header("content-range"), format!("bytes 2-5/{}", sound.body.len()));
            assert_eq!(&asked.body[..], &sound.body[2..=5]);
            app.browser().get(path).await.assert_status(404);
        }
        assert!(sounds.len() >= 3 && heard <= 8 * 1024 * 1024, "{heard} bytes");
        for locale in Locale::ALL {
            let start = format!("/kiosk/read/media/article/safety/{locale}/");
            let sound = sounds.iter().find(|path| path.starts_with(&start)).unwrap();
            let page = browser.get(&paths::kiosk_kept(&paths::safety(locale))).await;
            page.assert_text(&format!("src=\"{sound}\""));
            // Other bytes have another address.
            browser.get(&format!("{sound}0")).await.assert_status(404);
            browser.get(sound.split('?').next().unwrap()).await.assert_status(404);
        }
        browser
            .get("/kiosk/read/media/article/rightswords/fr/rightswords-fr.mp3?v=0")
            .await
            .assert_status(404);
        // Of everything else there is nothing, whoever asks for it.
        let article = app.browser().get("/fr/a/rightswords").await.location().to_owned();
        for path in
            [&*article, "/fr/forum", "/fr/account", "/fr/search", "/fr/ask", "/fr/library", "/fr/a/askunit"]
        {
            browser.get(&paths::kiosk_kept(path)).await.assert_status(404);
        }

        // In a visit of somebody who signed in and chose how she reads, they are the same.
        start(&mut browser).await;
        browser.sign_in_as(&app.bed.member("yasmin", Role::Member).await).await;
        browser.get("/en/safety/simple").await.assert_status(200);
        assert_eq!(kept(&mut browser).await, (pages.clone(), sounds));
        for (path, text) in pages.iter().zip(&texts).step_by(7) {
            let page = browser.get(path).await;
            assert!(page.cookies().is_empty(), "{path}: it says nothing of a visit");
            assert_eq!(&page.text(), text, "{path}");
        }
        browser.get("/kiosk/finish").await.assert_status(303);
        let taken = admin.post("/fr/desk/kiosks", &[("action", "revoke"), ("device", &id)]).await;
        taken.assert_status(303);
        for path in [paths::KIOSK_LIST, paths::KIOSK_READ] {
            browser.get(path).await.assert_status(404);
        }
        let shut = browser.get("/kiosk").await.text();
        assert!(!shut.contains("data-worker"), "what was kept goes");
        let ended = browser.get("/fr").await;
        assert_eq!(ended.location(), "/kiosk");
    }
}

#[tokio::test]
async fn printing_is_offered_where_the_desk_allows_it() {
    for app in TestApp::each().await {
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, id) = set_up(&app, &mut admin).await;
        start(&mut browser).await;
        let hint = i18n::catalogue(Locale::Fr).msg_simple_print_hint();
        let offered = |page: &Answer| {
            let text = page.text();
            text.split("<button")
                .skip(1)
                .any(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("data-print")))
        };
        let receipt = async |browser: &mut TestBrowser| {
            let key = browser.get("/fr/ask").await.hidden("form_key").unwrap();
            let asks = [("body", "Une question safran"), ("form_key", key.as_str()), ("action", "send")];
            let to = of_visit(browser, "/fr/ask");
            browser.post(&to, &asks).await
        };
        let card = browser.get("/fr/card").await;
        card.assert_status(200);
        for page in [card, receipt(&mut browser).await] {
            assert!(!page.text().contains("data-print") && !page.text().contains(&hint));
        }
        // Everywhere else the browser's own way is told.
        let elsewhere = app.browser().get("/fr/card").await;
        assert!(offered(&elsewhere));
        elsewhere.assert_text(&hint);

        let form = admin.get(&format!("/fr/desk/kiosks?device={id}")).await;
        let version = form.hidden("version").unwrap();
        let allowed = [
            ("action", "save"),
            ("device", id.as_str()),
            ("version", version.as_str()),
            ("name", "Olivier"),
            ("place", "Espace citoyen"),
            ("print", "yes"),
        ];
        admin.post("/fr/desk/kiosks", &allowed).await.assert_status(303);
        let card = browser.get("/fr/card").await;
        card.assert_status(200).assert_text(&hint);
        let asked = receipt(&mut browser).await;
        asked.assert_status(200);
        for page in [card, asked] {
            assert!(offered(&page));
            let text = page.text();
            let root = text.split("<head").next().unwrap_or_default();
            assert!(root.contains("data-print=\"\""), "{root}");
            assert!(!text.contains("ways.js"), "it is the kiosk's own script that offers it");
        }
    }
}

/// What the machine was given to read.
const READ: [(Locale, &str); 3] = [
    (Locale::Ar, include_str!("../../../style/voice/kiosk-ar.txt")),
    (Locale::Fr, include_str!("../../../style/voice/kiosk-fr.txt")),
    (Locale::En, include_str!("../../../style/voice/kiosk-en.txt")),
];

/// The letters of a text, without the vowels of Arabic.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && !('\u{64b}'..='\u{652}').contains(c)).collect()
}

#[tokio::test]
async fn the_start_screen_is_read_aloud_in_three_languages() {
    for app in TestApp::each().await {
        let mut admin = app.browser();
        admin.sign_in_as(&app.bed.member("zeina", Role::Admin).await).await;
        let (mut browser, _) = set_up(&app, &mut admin).await;
        // Without a built site the computer's own voice, which a script offers.
        let plain = browser.get("/kiosk").await.text();
        assert_eq!((plain.matches("<audio").count(), plain.matches("data-kiosk-say").count()), (0, 3));

        let mut files = SiteFiles::none();
        for locale in Locale::ALL {
            files.assets.files.insert(format!("kiosk-{locale}.mp3"), format!("/pkg/kiosk-{locale}.0a1b.mp3"));
        }
        let state = AppState::new(app.bed.services.clone(), Config::default(), files);
        let mut other = TestBrowser::new(routes::router(state.clone()), state);
        other.jar = browser.jar;
        let page = other.get("/kiosk").await;
        page.assert_status(200);
        let text = page.text();
        assert_eq!((text.matches("<audio").count(), text.matches("data-kiosk-say").count()), (3, 0));
        for (locale, read) in READ {
            let l = i18n::catalogue(locale);
            page.assert_text(&format!("src=\"/pkg/kiosk-{locale}.0a1b.mp3\""))
                .assert_text(&l.msg_library_machine_read());
            let shown = [l.msg_kiosk_welcome(), l.msg_kiosk_what(), l.msg_kiosk_nothing_stays()].concat();
            assert_eq!(letters(read), letters(&shown), "run style/voice/make.sh");
        }
    }
}
