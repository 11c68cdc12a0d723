//! What is kept without a line, printed, and read aloud.

use super::*;

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
    (Locale::Ar, include_str!("../../../../style/voice/kiosk-ar.txt")),
    (Locale::Fr, include_str!("../../../../style/voice/kiosk-fr.txt")),
    (Locale::En, include_str!("../../../../style/voice/kiosk-en.txt")),
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
