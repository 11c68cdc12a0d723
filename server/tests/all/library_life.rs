//! What the world gets of an item through its life, how the team leads it, and how others cite it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
use domain::{Role, library, search};
use http::Request;

/// A portal with its shelf, a reader and a librarian.
async fn shelves() -> Vec<(TestApp, TestBrowser, TestBrowser)> {
    let mut all = Vec::new();
    for app in TestApp::each_store().await {
        library::seed(&app.bed.services).await.unwrap();
        search::seed(&app.bed.services).await.unwrap();
        let reader = app.browser();
        let mut keeper = app.browser();
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        all.push((app, reader, keeper));
    }
    all
}

async fn act(keeper: &mut TestBrowser, form: &[(&str, &str)]) -> Answer {
    keeper.post("/fr/desk/library/safetyaudio", form).await
}

/// Address of one of its files, as the page names it.
async fn media(reader: &mut TestBrowser) -> String {
    let page = reader.visit("/fr/library/safetyaudio").await;
    let text = page.text().replace("&amp;", "&");
    text.split('"').find(|part| part.starts_with("/media/safetyaudiofr/")).unwrap().to_owned()
}

#[tokio::test]
async fn withdrawn_answers_gone_with_a_note_and_erased_with_nothing_else() {
    for (_app, mut reader, mut keeper) in shelves().await {
        let file = media(&mut reader).await;
        reader.get(&file).await.assert_status(200);
        let title = "À écouter : votre sécurité sur ce site";
        reader.visit("/fr/library/safetyaudio").await.assert_status(200).assert_text(title);
        reader.get("/fr/library").await.assert_text(title);

        let page = keeper.get("/fr/desk/library?after=guideunit").await;
        page.assert_status(200).assert_text("/fr/desk/library/safetyaudio");
        page.assert_text("href=\"/fr/desk\"");
        keeper.get("/fr/desk/library/safetyaudio").await.assert_status(200).assert_text("value=\"withdraw\"");
        let refused =
            act(&mut keeper, &[("action", "withdraw"), ("note_fr", "Un mot <b>de nous</b>.")]).await;
        refused.assert_status(422).assert_text("Un mot &lt;b&gt;de nous");
        let form = [
            ("action", "withdraw"),
            ("reason", "rights_claim"),
            ("note_fr", "Un mot <b>de nous</b>."),
            ("sure", "yes"),
        ];
        let done = act(&mut keeper, &form).await;
        done.assert_status(303);
        assert!(done.location().ends_with("?done=withdraw"));
        for path in ["/fr/library/safetyaudio", "/fr/library/safetyaudio/read", "/i/safetyaudio"] {
            reader.always("accept-language", "fr");
            let stone = reader.get(path).await;
            stone.assert_status(410).assert_text(title).assert_text("Un mot &lt;b&gt;de nous");
            assert!(stone.headers.contains_key("x-robots-tag"), "{path}");
            assert!(!stone.text().contains("/media/"), "{path}");
        }
        for path in [&*file, "/i/safetyaudio.ris", "/i/safetyaudio.bib", "/i/safetyaudio.jsonld"] {
            let gone = reader.get(path).await;
            gone.assert_status(410);
            assert!(!gone.text().contains(title), "{path}");
        }
        assert!(!reader.get("/fr/library").await.text().contains(title));
        let nothing = reader.get("/fr/search?q=%C3%A9couter").await;
        assert!(!nothing.text().contains("safetyaudio"));

        act(&mut keeper, &[("action", "erase"), ("sure", "yes")]).await.assert_status(303);
        let stone = reader.get("/fr/library/safetyaudio").await;
        stone.assert_status(410).assert_text("Retiré à la demande de la personne concernée.");
        assert!(!stone.text().contains(title) && !stone.text().contains("de nous"));
        reader.get(&file).await.assert_status(404);
        keeper.get("/fr/desk/library/safetyaudio").await.assert_status(200);
        keeper.get("/fr/desk/library?state=erased").await.assert_status(200).assert_text("safetyaudio");
    }
}

#[tokio::test]
async fn taken_back_or_dated_is_as_if_it_had_never_been() {
    for (app, mut reader, mut keeper) in shelves().await {
        let file = media(&mut reader).await;
        act(&mut keeper, &[("action", "unpublish")]).await.assert_status(303);
        for path in ["/fr/library/safetyaudio", "/i/safetyaudio", "/i/safetyaudio.csl.json", &*file] {
            reader.get(path).await.assert_status(404);
        }
        act(&mut keeper, &[("action", "unpublish")]).await.assert_status(409);
        act(&mut keeper, &[("action", "publish")]).await.assert_status(303);
        reader.get(&file).await.assert_status(200);

        act(&mut keeper, &[("action", "embargo"), ("from", "soon")]).await.assert_status(422);
        let from = domain::services::day_of(app.bed.services.now_ms() + 86_400_000);
        act(&mut keeper, &[("action", "embargo"), ("from", &from), ("to", &from)]).await.assert_status(303);
        reader.get(&file).await.assert_status(404);
        app.bed.clock.advance(chrono::Duration::days(1));
        reader.get(&file).await.assert_status(200);
        app.bed.clock.advance(chrono::Duration::days(1));
        reader.get(&file).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_permanent_address_speaks_the_readers_language_and_every_form() {
    for (_app, mut reader, _) in shelves().await {
        for (language, slug) in [("fr", "declaration"), ("en", "universal"), ("ar", "%D8")] {
            let request = Request::get("/i/udhrfr").header("accept-language", language);
            let moved = reader.send(request).await;
            moved.assert_status(308);
            assert!(
                moved.location().starts_with(&format!("/{language}/library/udhrfr-{slug}")),
                "{language}"
            );
        }
        let title = "الإعلان العالمي لحقوق الإنسان";
        let author = "الجمعية العامة للأمم المتحدة";

        let ris = reader.get("/i/udhrar.ris").await;
        ris.assert_status(200);
        assert_eq!(ris.header("content-type"), "application/x-research-info-systems; charset=utf-8");
        let text = ris.text();
        let value = |tag: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(&format!("{tag}  - ")))
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(
            (value("TY"), value("TI"), value("AU"), value("PY")),
            ("BOOK".into(), title.into(), author.into(), "1948".into())
        );

        let bib = reader.get("/i/udhrar.bib").await;
        bib.assert_status(200).assert_text(&format!("title = {{{{{title}}}}},"));
        bib.assert_text(&format!("author = {{{{{author}}}}},"));
        assert_eq!(bib.text().matches('{').count(), bib.text().matches('}').count());

        let csl = reader.get("/i/udhrar.csl.json").await;
        csl.assert_status(200);
        assert_eq!(csl.header("content-type"), "application/vnd.citationstyles.csl+json; charset=utf-8");
        let read: serde_json::Value = serde_json::from_slice(&csl.body).unwrap();
        assert_eq!(read[0]["title"], title);
        assert_eq!(read[0]["author"][0]["literal"], author);
        assert_eq!(read[0]["issued"]["date-parts"][0][0], 1948);

        let linked = reader.get("/i/udhrar.jsonld").await;
        let read: serde_json::Value = serde_json::from_slice(&linked.body).unwrap();
        assert_eq!(read["@type"], "Book");
        assert_eq!(read["name"].as_array().unwrap().len(), 3);
        assert_eq!(read["accessMode"][0], "textual");
        assert_eq!(read["encoding"][0]["encodingFormat"], "application/epub+zip");
        assert!(read["encoding"][0]["contentUrl"].as_str().unwrap().contains("/media/udhrarepub/"));
        let heard = reader.get("/i/safetyaudio.jsonld").await;
        let heard: serde_json::Value = serde_json::from_slice(&heard.body).unwrap();
        assert!(heard["contentUrl"].as_str().unwrap().contains("/media/safetyaudio"));
        assert!(heard["duration"].as_str().unwrap().starts_with("PT0H"));

        for lost in ["/i/nothere.ris", "/i/udhrar.txt", "/i/UDHR", "/i/..%2f"] {
            reader.get(lost).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn the_page_says_everything_in_its_own_language() {
    for (_app, mut reader, _) in shelves().await {
        let page = reader.visit("/fr/library/udhrfr").await;
        page.assert_status(200)
            .assert_text("name=\"citation_title\" content=\"Déclaration universelle des droits de l’homme\"")
            .assert_text("type=\"application/ld+json\"")
            .assert_text("/i/udhrfr.jsonld")
            .assert_text("/i/udhrfr.csl.json")
            .assert_text("/fr/library?subject=human-rights")
            .assert_text("/fr/library/udhren-")
            .assert_text("Jusoor a préparé cette édition");
        assert_eq!(page.text().matches("<script").count(), page.text().matches("<script src=").count());
        let audio = reader.visit("/en/library/safetyaudio").await;
        let text = audio.text();
        let warned = text.find("notice--warning").unwrap();
        assert!(warned < text.find("<audio").unwrap(), "before anything is opened");
        let about = reader.get("/ar/library?subject=safety").await;
        about.assert_status(200);
        assert_eq!(about.text().matches("class=\"item-card\"").count(), 11);
        reader.get("/ar/library?subject=moon").await.assert_status(422);
    }
}
