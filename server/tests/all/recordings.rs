//! Recordings through the router: players, captions, what is said in them, their parts at the desk.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser};
use domain::{
    Role, Services,
    library::{self, blobs, programs::Program},
    search,
};
use entity::library::{blob, file, item, warning, waveform};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

const CAPTIONS: &str = "WEBVTT\n\n00:01.500 --> 00:04.000\nBonjour <b>à</b> toutes.\n\n\
                        01:06.000 --> 01:08.000\nVos droits &lt;à&gt; l’école.\n";

async fn shelves() -> Vec<(TestApp, TestBrowser, TestBrowser)> {
    let mut all = Vec::new();
    for app in TestApp::each_store().await {
        let services = &app.bed.services;
        library::seed(services).await.unwrap();
        search::seed(services).await.unwrap();
        add(services, "captions", "fr", ("captions.vtt", "text/vtt"), CAPTIONS.as_bytes()).await;
        let row = warning::ActiveModel {
            item_id: Set("safetyaudio".to_owned()),
            position: Set(9),
            kind: Set("violence".to_owned()),
            from_second: Set(Some(10)),
            to_second: Set(Some(75)),
        };
        warning::Entity::insert(row).exec_without_returning(services.db.writer()).await.unwrap();
        let reader = app.browser();
        let mut keeper = app.browser();
        keeper.sign_in_as(&app.bed.member("warda", Role::Librarian).await).await;
        all.push((app, reader, keeper));
    }
    all
}

/// One more file of the recording.
async fn add(services: &Services, role: &str, language: &str, name: (&str, &str), bytes: &[u8]) {
    let stored = blobs::put_bytes(services, bytes.to_vec().into()).await.unwrap();
    blob::Entity::insert(blob::ActiveModel {
        sha256: Set(stored.sha256.clone()),
        size: Set(i64::try_from(stored.size).unwrap()),
        media_type: Set(name.1.to_owned()),
        stored_at: Set(0),
        checked_at: Set(0),
        bad_since: Set(None),
        traces: Set(None),
    })
    .exec_without_returning(services.db.writer())
    .await
    .unwrap();
    file::Entity::insert(file::ActiveModel {
        id: Set(format!("safety{role}{language}")),
        item_id: Set("safetyaudio".to_owned()),
        sha256: Set(stored.sha256),
        role: Set(role.to_owned()),
        language: Set(language.to_owned()),
        file_name: Set(name.0.to_owned()),
        seconds: Set(Some(130)),
        words: Set(None),
        plain: Set(None),
        position: Set(90),
        modified_at: Set(0),
        alt: Set(None),
        visible_from: Set(None),
        visible_to: Set(None),
        embargo_reason: Set(None),
    })
    .exec_without_returning(services.db.writer())
    .await
    .unwrap();
}

async fn address(reader: &mut TestBrowser) -> String {
    let moved = reader.get("/fr/library/safetyaudio").await;
    moved.assert_status(308);
    moved.location().to_owned()
}

#[tokio::test]
async fn a_recording_plays_with_its_captions_and_from_a_moment() {
    for (app, mut reader, _) in shelves().await {
        let right = address(&mut reader).await;
        // The portal listens by itself and is not waited for here: what it wrote, if it did, goes.
        let services = &app.bed.services;
        let heard = file::Entity::find_by_id("safetyaudiofr").one(services.db.read()).await.unwrap().unwrap();
        waveform::Entity::delete_many().exec(services.db.writer()).await.unwrap();
        let loud = waveform::ActiveModel {
            sha256: Set(heard.sha256),
            peaks: Set("ff00".to_owned()),
            made_at: Set(1),
        };
        waveform::Entity::insert(loud).exec_without_returning(services.db.writer()).await.unwrap();
        let page = reader.get(&right).await;
        page.assert_status(200);
        let text = page.text();
        // The French recording has French captions; the others have none.
        assert_eq!(text.matches("<track").count(), 1);
        page.assert_text("kind=\"captions\"").assert_text("srclang=\"fr\"").assert_text("player.js");
        assert_eq!(text.matches("preload=\"none\"").count(), 3);
        // How loud: a picture that nobody is told of, of the one recording that was listened to.
        let loud = &text[text.find("data-waveform").unwrap()..];
        assert_eq!(text.matches("data-waveform").count(), 1);
        assert!(loud.contains("<path d=\"M0 0v40M1 19v1\""), "{loud}");
        // How fast, also where nothing is written down.
        assert_eq!((text.matches("data-speeds").count(), text.matches("data-speed=\"1.5\"").count()), (3, 3));
        assert!(!text.contains("autoplay") && !text.contains("#t="));
        page.assert_text("data-caption").assert_text("data-seek=\"75\"").assert_text("1:15");
        let later = reader.get(&format!("{right}?t=66&lang=ar")).await;
        assert_eq!(later.text().matches("#t=66\"").count(), 1);
        let nonsense = reader.get(&format!("{right}?t=soon")).await;
        nonsense.assert_status(200);
        assert!(!nonsense.text().contains("#t="));
        let track = text.replace("&amp;", "&");
        let track = track.split('"').find(|part| part.starts_with("/media/safetycaptionsfr/")).unwrap();
        let captions = reader.get(track).await;
        captions.assert_status(200);
        assert_eq!(captions.header("content-type"), "text/vtt; charset=utf-8");
        assert_eq!(captions.body, CAPTIONS.as_bytes());
    }
}

#[tokio::test]
async fn files_are_in_languages_that_the_portal_does_not_speak() {
    for (app, mut reader, _) in shelves().await {
        let services = &app.bed.services;
        let said = |text: &str| format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n");
        let name = ("said.vtt", "text/vtt");
        add(services, "audio", "ber", ("azul.mp3", "audio/mpeg"), b"ID3\x04\0\0\0\0\0\0 azul").await;
        add(services, "captions", "ber", name, said("Azul").as_bytes()).await;
        add(services, "captions", "und", name, said("Ohé").as_bytes()).await;
        let right = address(&mut reader).await;
        let page = reader.get(&right).await;
        page.assert_status(200)
            .assert_text("srclang=\"ber\"")
            .assert_text("srclang=\"und\"")
            .assert_text("lang=\"ber\"")
            .assert_text("Tamaziɣt")
            .assert_text("tamazight");
        // Hers first, then the portal's, then the others.
        let text = page.text();
        let at = |language: &str| text.find(&format!("id=\"listen-{language}\"")).unwrap();
        let order = ["fr", "ar", "en", "ber"].map(at);
        assert!(order.is_sorted(), "{}: {order:?}", app.bed.backend);
        let tamazight = reader.get(&format!("{right}/transcript?lang=ber")).await;
        tamazight.assert_status(200).assert_text("<span lang=\"ber\" dir=\"auto\">").assert_text("Azul");
        // Nobody knows the language: nothing says that it is the page's.
        let unknown = reader.get(&format!("{right}/transcript?lang=und")).await;
        unknown.assert_status(200).assert_text("<span lang=\"\" dir=\"auto\">").assert_text("Ohé");
        assert!(!unknown.text().contains(" lang=\"und\""));
        reader.get(&format!("{right}/transcript?lang=xx")).await.assert_status(404);
        let told = reader.get("/opds/2/publications/safetyaudio?lang=fr").await;
        let told: serde_json::Value = serde_json::from_slice(&told.assert_status(200).body).unwrap();
        let links = told["links"].as_array().unwrap();
        let languages: Vec<&str> = links.iter().filter_map(|link| link["language"].as_str()).collect();
        assert_eq!(languages, ["fr", "ar", "en", "ber"], "{}", app.bed.backend);
        search::reindex(services).await.unwrap();
        reader.get("/fr/search?q=azul").await.assert_text("safetyaudio");
    }
}

#[tokio::test]
async fn a_film_has_a_poster_and_its_sound_alone() {
    for (app, mut reader, _) in shelves().await {
        let services = &app.bed.services;
        add(services, "video", "fr", ("film.mp4", "video/mp4"), b"\0\0\0\x18ftypisom").await;
        add(services, "cover", "fr", ("film.png", "image/png"), b"\x89PNG\r\n\x1a\n").await;
        item::Entity::update_many()
            .col_expr(item::Column::Kind, Expr::value("video"))
            .filter(item::Column::Id.eq("safetyaudio"))
            .exec(services.db.writer())
            .await
            .unwrap();
        let right = address(&mut reader).await;
        let page = reader.get(&right).await;
        page.assert_status(200).assert_text("<video").assert_text("poster=\"/media/safetycoverfr/film.png");
        page.assert_text("id=\"watch-fr\"").assert_text("id=\"listen-fr\"");
        page.assert_text("aria-describedby=\"watch-fr-poster\"").assert_text("id=\"watch-fr-poster\"");
        page.assert_text("Image avant la lecture");
        page.assert_text("plus léger à charger");
        assert!(page.text().replace(['\u{2068}', '\u{2069}'], "").contains("2 min 10 s"));
        assert!(!page.text().contains("autoplay"));
        for (file, media_type) in
            [("safetyvideofr/film.mp4", "video/mp4"), ("safetycoverfr/film.png", "image/png")]
        {
            let answer = reader.get(&format!("/media/{file}")).await;
            answer.assert_status(200);
            assert_eq!(answer.header("content-type"), media_type);
        }
    }
}

#[tokio::test]
async fn what_is_said_has_a_page_of_its_own() {
    for (_app, mut reader, mut keeper) in shelves().await {
        let right = format!("{}/transcript", address(&mut reader).await);
        let moved = reader.get("/fr/library/safetyaudio/transcript?lang=fr").await;
        moved.assert_status(308);
        assert_eq!(moved.location(), format!("{right}?lang=fr"));
        let page = reader.get(&right).await;
        page.assert_status(200).assert_text("data-at=\"1.500\"").assert_text("data-seek=\"66\"");
        page.assert_text("Bonjour à toutes.").assert_text("Vos droits &lt;à&gt; l’école.");
        page.assert_text("?t=66&amp;lang=fr#listen-fr");
        let found = reader.get(&format!("{right}?lang=fr&q=DROIT")).await;
        found.assert_status(200).assert_text("<mark>droits</mark>");
        let nothing = reader.get(&format!("{right}?q=zafaran")).await;
        nothing.assert_status(200).assert_text("Rien de tel");
        let hostile = reader.get(&format!("{right}?q=%3Cscript%3E")).await;
        assert!(!hostile.text().contains("<script>\""), "what was typed stays text");
        let long = "a".repeat(2000);
        reader.get(&format!("{right}?q={long}")).await.assert_status(422);
        // Where there are no captions, the text that was written.
        reader.get(&format!("{right}?lang=ar")).await.assert_status(200).assert_text("زر الخروج");
        reader.get(&format!("{right}?lang=de")).await.assert_status(404);
        reader.visit("/fr/library/udhrfr/transcript").await.assert_status(404);
        let form = [("action", "withdraw"), ("reason", "may_harm"), ("sure", "yes")];
        keeper.post("/fr/desk/library/safetyaudio", &form).await.assert_status(303);
        let stone = reader.get(&right).await;
        stone.assert_status(410);
        assert!(!stone.text().contains("Bonjour"));
    }
}

#[tokio::test]
async fn parts_are_written_at_the_desk_and_lead_to_their_moments() {
    for (_app, mut reader, mut keeper) in shelves().await {
        let desk = "/fr/desk/library/safetyaudio/segments";
        keeper.get("/fr/desk/library/safetyaudio").await.assert_text(desk);
        let refused =
            keeper.post(desk, &[("action", "save"), ("start", "soon"), ("title_fr", "A <b>")]).await;
        refused.assert_status(422).assert_text("A &lt;b&gt;").assert_text("field--invalid");
        let form = [
            ("action", "save"),
            ("segment", ""),
            ("start", "1:05"),
            ("title_fr", "La fin <b>"),
            ("synopsis_fr", "De quoi il s’agit"),
            ("keywords_fr", "zafaran"),
        ];
        let done = keeper.post(desk, &form).await;
        done.assert_status(303);
        assert!(done.location().ends_with("/segments?done=save"));
        let page = keeper.get(desk).await;
        page.assert_status(200).assert_text("La fin &lt;b&gt;");
        let text = page.text();
        let id = text.split("?segment=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        keeper.get(&format!("{desk}?segment={id}")).await.assert_text("De quoi il s’agit");

        let right = address(&mut reader).await;
        let shown = reader.get(&right).await;
        shown.assert_text("id=\"parts\"").assert_text("La fin &lt;b&gt;").assert_text("data-seek=\"65\"");
        let said = reader.get(&format!("{right}/transcript")).await;
        said.assert_text("id=\"part-65\"").assert_text("De quoi il s’agit");
        reader.get("/fr/search?q=zafaran").await.assert_text("safetyaudio");
        let told = reader.get("/i/safetyaudio.jsonld").await;
        let told: serde_json::Value = serde_json::from_slice(&told.assert_status(200).body).unwrap();
        let clip = &told["hasPart"][0];
        assert_eq!(
            (clip["@type"].as_str(), clip["startOffset"].as_u64()),
            (Some("Clip"), Some(65)),
            "{told}"
        );
        assert_eq!(clip["name"][0]["@value"], "La fin <b>");

        keeper.post(desk, &[("action", "remove"), ("segment", &id)]).await.assert_status(303);
        assert!(!reader.get(&right).await.text().contains("id=\"parts\""));
        assert!(!reader.get("/i/safetyaudio.jsonld").await.text().contains("Clip"));
        keeper.post(desk, &[("action", "remove"), ("segment", &id)]).await.assert_status(404);
        keeper.post(desk, &[("action", "burn")]).await.assert_status(400);
        reader.post(desk, &form).await.assert_status(401);
    }
}

#[tokio::test]
async fn what_is_said_is_typed_at_the_desk() {
    for (app, mut reader, mut keeper) in shelves().await {
        let services = &app.bed.services;
        let page = "/fr/desk/library/safetyaudio/said";
        let form = keeper.get(&format!("{page}?language=en")).await;
        form.assert_status(200).assert_text("<textarea");
        let version = form.hidden("version").unwrap();
        let text = "Amina: welcome to the <b>samovar</b>.\r\n\r\nA second paragraph.";
        let typed = [("version", &*version), ("language", "en"), ("text", text)];
        for (language, text) in [("zxx", text), ("xx", text), ("en", "  ")] {
            let refused = [("version", &*version), ("language", language), ("text", text)];
            keeper.post(page, &refused).await.assert_status(422);
        }
        assert!(!reader.get("/en/search?q=samovar").await.text().contains("safetyaudio"));
        keeper.post(page, &typed).await.assert_status(303);
        // What is typed stands in the place of what was brought, and in no second file.
        let texts = file::Entity::find()
            .filter(file::Column::ItemId.eq("safetyaudio"))
            .filter(file::Column::Role.eq("transcript"))
            .filter(file::Column::Language.eq("en"))
            .all(services.db.read())
            .await
            .unwrap();
        assert_eq!(texts.len(), 1, "{}", app.bed.backend);
        assert!(texts[0].words.is_some_and(|words| words > 5));
        let read = reader.visit("/en/library/safetyaudio/transcript?lang=en").await;
        read.assert_status(200).assert_text("samovar").assert_text("A second paragraph.");
        assert!(!read.text().contains("<b>samovar"));
        reader.get("/en/search?q=samovar").await.assert_text("safetyaudio");
        let late = keeper.post(page, &[("version", &*version), ("language", "en"), ("text", "Mine")]).await;
        late.assert_status(409).assert_text("A second paragraph.").assert_text("Mine");

        // In a language that the portal does not speak, too.
        let typed = [("version", ""), ("language", "ber"), ("text", "Azul fellawent a tiyemmatin.")];
        keeper.post(page, &typed).await.assert_status(303);
        let read = reader.visit("/fr/library/safetyaudio/transcript?lang=ber").await;
        read.assert_status(200).assert_text("Azul fellawent").assert_text("lang=\"ber\"");
        reader.get("/fr/search?q=tiyemmatin").await.assert_text("safetyaudio");

        // A recording that has no text gets its first one here: then it may be published.
        item::Entity::update_many()
            .col_expr(item::Column::State, Expr::value("draft"))
            .filter(item::Column::Id.eq("spokenunit"))
            .exec(services.db.writer())
            .await
            .unwrap();
        file::Entity::delete_many()
            .filter(file::Column::ItemId.eq("spokenunit"))
            .filter(file::Column::Role.is_in(["transcript", "captions"]))
            .exec(services.db.writer())
            .await
            .unwrap();
        let item = "/fr/desk/library/spokenunit";
        keeper.get(item).await.assert_status(200).assert_text("id=\"text\"").assert_text("spokenunit/said");
        let first = [("version", ""), ("language", "ar"), ("text", "أهلا بكنّ")];
        keeper.post(&format!("{item}/said"), &first).await.assert_status(303);
        assert!(!keeper.get(item).await.text().contains("id=\"text\""));
        // What nobody hears has no such form.
        keeper.get("/fr/desk/library/udhrfr/said").await.assert_status(404);
        let book = [("version", ""), ("language", "fr"), ("text", "Rien")];
        keeper.post("/fr/desk/library/udhrfr/said", &book).await.assert_status(404);
    }
}

#[tokio::test]
async fn another_form_of_a_recording_is_asked_for_at_the_desk() {
    if !Program::FfMpeg.is_there() {
        return;
    }
    let desk = "/fr/desk/library/safetyaudio";
    let ask = |file: &'static str, target: &'static str| {
        [("action", "convert"), ("file", file), ("target", target)]
    };
    for (app, mut reader, mut keeper) in shelves().await {
        let services = &app.bed.services;
        add(services, "original", "it", ("film.avi", "video/x-msvideo"), b"RIFF....AVI no").await;
        let offered = keeper.get(desk).await;
        offered.assert_status(200).assert_text("value=\"convert\"");
        offered
            .assert_text("Faire une version lisible partout")
            .assert_text("Les navigateurs ne lisent pas ce fichier");

        reader.post(desk, &ask("safetyoriginalit", "playable")).await.assert_status(401);
        for (file, target, status) in [
            ("safetyoriginalit", "poem", 400),
            ("safetyaudiofr", "sound", 409),
            ("nothere00001", "playable", 404),
        ] {
            keeper.post(desk, &ask(file, target)).await.assert_status(status);
        }
        let done = keeper.post(desk, &ask("safetyoriginalit", "playable")).await;
        done.assert_status(303);
        assert!(done.location().ends_with("?done=convert"), "{}", done.location());
        keeper.get(done.location()).await.assert_text("La conversion est lancée");
        // Nobody can read it: she is told, and may ask once more.
        let mut left = 200;
        loop {
            let page = keeper.get(desk).await;
            if page.text().contains("le fichier est illisible") {
                page.assert_text("value=\"convert\"");
                break;
            }
            left -= 1;
            assert!(left > 0, "{}", page.text());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}
