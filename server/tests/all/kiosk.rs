//! A computer for everybody: set up at the desk, nothing without a visit, nothing of anybody after its end.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod without_line;

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
