//! Texts seen one thing at a time, heard and on paper; what of that is kept for one visit; cards and lists that tell nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::Duration;
use contract::{Locale, ids::ArticleId};
use domain::{Role, content::audio, library, library::programs::Program, privacy::Rules};
use entity::{
    content::{article_audio, article_revision, article_text},
    library::blob,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use server::jobs::{Settings, Worker};

use crate::support::{Answer, TestApp, TestBrowser};

const STEPS: [&str; 6] = [
    "Votre sécurité d’abord",
    "Parlez à quelqu’un de confiance",
    "Gardez les traces de ce qui s’est passé",
    "Demandez l’unité spécialisée",
    "Lisez avant de signer",
    "Demandez tous vos droits",
];

/// The address of the first link that says so, without its anchor.
fn link(page: &Answer, sign: &str) -> Option<String> {
    let text = page.text();
    let tag =
        text.split("<a ").skip(1).filter_map(|tag| tag.split('>').next()).find(|tag| tag.contains(sign))?;
    let href = tag.split("href=\"").nth(1)?.split('"').next()?;
    Some(href.split('#').next()?.replace("&amp;", "&"))
}

/// A browser of somebody who reads French, so that no language is remembered besides.
fn reader(app: &TestApp) -> TestBrowser {
    let mut browser = app.browser();
    browser.always("accept-language", "fr");
    browser
}

/// Has a text read aloud, by a revision.
async fn read_aloud(app: &TestApp, id: &str, revision: Option<&str>) {
    let db = app.bed.services.db.writer();
    let text = article_text::Entity::find()
        .filter(article_text::Column::ArticleId.eq(id))
        .filter(article_text::Column::Locale.eq("fr"))
        .one(db)
        .await
        .unwrap()
        .expect("a text");
    let bytes = blob::Entity::find().one(db).await.unwrap().expect("bytes");
    let row = article_audio::ActiveModel {
        article_id: Set(id.to_owned()),
        locale: Set("fr".to_owned()),
        revision_id: Set(revision.map_or(text.revision_id, str::to_owned)),
        sha256: Set(bytes.sha256),
        media_type: Set("audio/mpeg".to_owned()),
        bytes: Set(1_000),
        seconds: Set(Some(61)),
        machine: Set(true),
        voice: Set(String::new()),
        made_at: Set(1),
        made_by: Set(None),
    };
    article_audio::Entity::insert(row).exec_without_returning(db).await.unwrap();
}

/// Readers have a text no more.
async fn end(app: &TestApp, id: &str) {
    let now = app.bed.services.now_ms();
    article_text::Entity::update_many()
        .col_expr(article_text::Column::VisibleTo, Expr::value(now))
        .filter(article_text::Column::ArticleId.eq(id))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

#[tokio::test]
async fn one_thing_at_a_time_for_the_visit_alone() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut guest = reader(&app);
        let whole = guest.get("/fr/a/askunit").await.location().to_owned();
        let page = guest.get(&whole).await;
        page.assert_status(200);
        assert!(page.cookies().is_empty());
        let simple = link(&page, "/simple\"").expect("a way to it");
        assert_eq!(simple, format!("{whole}/simple"));
        assert_eq!(guest.get("/fr/a/askunit/simple").await.location(), simple);

        // Numbers, then every step, each on a page of its own; then the rest, and an end.
        let mut page = guest.get(&simple).await;
        assert_eq!(page.cookies(), ["view=simple; Path=/; SameSite=Lax; HttpOnly"]);
        assert!(page.header("x-robots-tag").contains("noindex"));
        page.assert_status(200).assert_text("data-view=\"simple\"").assert_text("tel:1899");
        let main = |page: &Answer| {
            let text = page.text();
            text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap().to_owned()
        };
        assert!(main(&page).contains("tel:1899") && !main(&page).contains(STEPS[0]));
        let mut seen = String::new();
        let mut count = 1_usize;
        while let Some(next) = link(&page, "rel=\"next\"") {
            page = guest.get(&next).await;
            page.assert_status(200);
            assert!(page.cookies().is_empty(), "told once");
            count += 1;
            assert_eq!(next, format!("{simple}?n={count}"));
            let here = main(&page);
            let steps: Vec<&str> = STEPS.into_iter().filter(|step| here.contains(step)).collect();
            let expected = STEPS.get(count - 2).map(|step| vec![*step]).unwrap_or_default();
            assert_eq!(steps, expected, "{count}");
            seen.push_str(&here);
            assert!(count < 60);
        }
        for part in
            ["Le papier du médecin", "aucun montant", "un à six mois", "C’est vous qui décidez", "2022"]
        {
            assert!(seen.contains(part), "{part}");
        }
        assert!(count > 14 && !seen.contains("[^"));
        // What is beyond the end, or nonsense, is a page all the same.
        assert_eq!(main(&guest.get(&format!("{simple}?n=999")).await), main(&page));
        guest.get(&format!("{simple}?n=0")).await.assert_status(200).assert_text("tel:1899");
        guest.get(&format!("{simple}?n=x")).await.assert_status(200);
        guest.get("/fr/a/zzzzzz/simple").await.assert_status(404);

        // Any other text is simple too until she asks for the whole.
        let other = guest.visit("/fr/a/rightswords").await;
        other.assert_status(200).assert_text("data-view=\"simple\"");
        let back = link(&other, "view=whole").expect("a way back");
        let other = guest.get(&back).await;
        other.assert_status(200);
        assert!(other.cookies()[0].starts_with("view=; Path=/; Max-Age=0"));
        assert!(!other.text().contains("data-view"));
        guest.get(&whole).await.assert_status(200);
        // A look at the head alone chooses nothing.
        guest.send(http::Request::head(&simple)).await;
        guest.get(&whole).await.assert_status(200);

        // Numbers first on the page about safety, and the place where they are asked for does not show.
        let safety = guest.get("/fr/safety/simple").await;
        safety.assert_status(200);
        assert!(main(&safety).contains("tel:197"));
        let mut page = safety;
        while let Some(next) = link(&page, "rel=\"next\"") {
            page = guest.get(&next).await;
            assert!(!page.text().contains("{{"));
        }
        // Browsers keep the whole page for times without a connection: it never leads elsewhere.
        guest.get("/fr/safety").await.assert_status(200);
        let out = guest.get("/exit").await;
        assert!(out.cookies().iter().any(|line| line.starts_with("view=; Path=/; Max-Age=0")));

        end(&app, "askunit").await;
        for path in [&simple, &format!("{whole}/paper")] {
            assert!([404, 410].contains(&guest.get(path).await.status.as_u16()), "{path}");
        }
    }
}

#[tokio::test]
async fn texts_and_forms_are_heard_and_sound_is_kept_for_the_visit() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut guest = reader(&app);
        let whole = guest.get("/fr/a/askunit").await.location().to_owned();
        let simple = format!("{whole}/simple");
        // Without a recording nothing offers one; an explanation is there to read. The page about safety has one from the start.
        for path in ["/ar/safety", "/fr/safety", "/en/safety"] {
            let page = app.browser().get(path).await;
            page.assert_status(200).assert_text("href=\"#listen\"").assert_text("preload=\"none\"");
            let locale = path[1..3].parse().unwrap();
            page.assert_text(&i18n::catalogue(locale).msg_audio_by_machine());
        }
        for path in [&*whole, "/fr/join"] {
            let page = guest.get(path).await;
            page.assert_status(200);
            assert!(!page.text().contains("<audio") && !page.text().contains("href=\"#listen\""), "{path}");
        }
        guest.get("/fr/join").await.assert_text("Dix codes de secours s’affichent");
        for (path, words) in [
            ("/fr/ask", "C’est votre reçu"),
            ("/fr/ask/receipt", "seize chiffres"),
            ("/fr/sign-in", "les mêmes mots dans le même ordre"),
            ("/fr/recover", "Chaque code sert une fois"),
        ] {
            guest.get(path).await.assert_status(200).assert_text(words);
        }
        for id in ["askunit", "howjoin"] {
            read_aloud(&app, id, None).await;
        }
        read_aloud(&app, "terms", Some("draft")).await;
        for path in [&*whole, "/fr/safety"] {
            guest.get(path).await.assert_text("href=\"#listen\"").assert_text("preload=\"none\"");
        }
        let silent = guest.get("/fr/terms").await;
        silent.assert_status(200);
        assert!(!silent.text().contains("<audio"), "words that were never before readers");
        let join = guest.get("/fr/join").await.text();
        let folded = explanation(&join);
        assert!(!folded.starts_with("<details open") && folded.contains("<audio"), "{folded}");

        let page = guest.get(&simple).await;
        assert!(!page.text().contains("<audio"), "a button first");
        let on = link(&page, "sound=on").expect("a way to the sound");
        let page = guest.get(&on).await;
        assert_eq!(page.cookies(), ["view=simple.sound; Path=/; SameSite=Lax; HttpOnly"]);
        page.assert_text("preload=\"metadata\"").assert_text("machine");
        assert!(!page.text().contains("autoplay"));
        let next = link(&page, "rel=\"next\"").expect("a next one");
        let page = guest.get(&next).await;
        page.assert_text("<audio");
        let join = guest.get("/fr/join").await.text();
        let open = explanation(&join);
        assert!(open.starts_with("<details open"), "{open}");
        let off = link(&page, "sound=off").expect("a way back");
        let page = guest.get(&off).await;
        assert_eq!(page.cookies(), ["view=simple; Path=/; SameSite=Lax; HttpOnly"]);
        assert!(!page.text().contains("<audio"));

        // What nobody reads aloud can be read by a machine, all of it at once; what readers do not have is left alone.
        let s = &app.bed.services;
        let left = audio::unread(s).await.unwrap();
        let is_left = |id: &str| left.contains(&(ArticleId::trusted(id), Locale::Fr));
        assert!(is_left("howreport") && is_left("rightswords"));
        assert!(
            !is_left("askunit") && !is_left("unions"),
            "a recording; an introduction, which has no player"
        );
        end(&app, "rightswords").await;
        let still = audio::unread(s).await.unwrap();
        assert!(!still.iter().any(|(id, _)| id.as_str() == "rightswords") && still.len() < left.len());
        let short = ArticleId::trusted("howreport");
        if Program::Espeak.is_there() {
            audio::read_unread(s, &short, Locale::Fr).await.unwrap();
            guest.get("/fr/howreport").await.assert_status(200).assert_text("<audio");
            assert!(!audio::unread(s).await.unwrap().contains(&(short, Locale::Fr)));
        } else {
            audio::read_unread(s, &short, Locale::Fr).await.unwrap_err();
        }

        // What readers no more have is explained nowhere; the form stays.
        end(&app, "howjoin").await;
        let join = guest.get("/fr/join").await;
        join.assert_status(200);
        assert!(!join.text().contains("Dix codes de secours s’affichent") && !join.text().contains("<audio"));
    }
}

#[tokio::test]
async fn the_page_about_safety_speaks_from_the_first_day() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        domain::seed::seed(s).await.unwrap();
        let all = article_audio::Entity::find().all(s.db.read()).await.unwrap();
        assert_eq!(all.len(), 3, "{}", app.bed.backend);
        for row in &all {
            assert!(row.article_id == "safety" && row.machine && row.made_by.is_none(), "{row:?}");
            let held = blob::Entity::find_by_id(&*row.sha256).one(s.db.read()).await.unwrap().expect("bytes");
            assert_eq!((held.size, held.media_type.as_str()), (row.bytes, "audio/mpeg"));
        }
        assert_eq!(domain::seed::seed(s).await.unwrap(), 0);
        // What the team took away stays away.
        let editor = app.bed.member("salma", Role::Editor).await;
        let safety = ArticleId::trusted("safety");
        let version = audio::desk(s, &editor, &safety, Locale::Fr).await.unwrap().version;
        audio::remove(s, &editor, (&safety, Locale::Fr), &version).await.unwrap();
        assert_eq!(domain::seed::seed(s).await.unwrap(), 0);
        assert!(!app.browser().get("/fr/safety").await.text().contains("<audio"));
        app.browser().get("/ar/safety").await.assert_text("<audio");
        // Words of the team are not what was read.
        article_audio::Entity::delete_many().exec(s.db.writer()).await.unwrap();
        let text = article_text::Entity::find()
            .filter(article_text::Column::ArticleId.eq("safety"))
            .filter(article_text::Column::Locale.eq("ar"))
            .one(s.db.read())
            .await
            .unwrap()
            .expect("a text");
        let hers = editor.member().expect("a member").id.to_string();
        article_revision::Entity::update_many()
            .col_expr(article_revision::Column::AuthorId, Expr::value(hers))
            .filter(article_revision::Column::Id.eq(text.revision_id))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(audio::seed(s).await.unwrap(), 1, "English alone");
    }
}

#[tokio::test]
async fn a_machine_reads_some_texts_a_night() {
    for app in TestApp::each().await {
        let s = &app.bed.services;
        domain::seed::seed(s).await.unwrap();
        let before = audio::unread(s).await.unwrap().len();
        let night = async |voices: Option<u32>| {
            let settings = Settings { privacy: Rules { unlink_after_months: 12 }, links: None, voices };
            Worker::new(s.clone(), settings, app.state.metrics.clone()).turn().await;
            before - audio::unread(s).await.unwrap().len()
        };
        assert_eq!(night(None).await, 0);
        let can = usize::from(Program::Espeak.is_there());
        assert_eq!(night(Some(2)).await, 2 * can, "{}", app.bed.backend);
        assert_eq!(night(Some(2)).await, 2 * can, "once a night");
        app.bed.clock.advance(Duration::days(1));
        assert_eq!(night(Some(1)).await, 3 * can);
        let read = article_audio::Entity::find().filter(article_audio::Column::ArticleId.ne("safety"));
        let read = read.all(s.db.read()).await.unwrap();
        assert!(
            read.len() == 3 * can && read.iter().all(|row| row.machine && row.made_by.is_none()),
            "{read:?}"
        );
    }
}

#[tokio::test]
async fn what_is_taken_along_on_paper() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let mut guest = reader(&app);
        let whole = guest.get("/fr/a/askunit").await.location().to_owned();
        let sheet = guest.get(&format!("{whole}/paper")).await;
        sheet.assert_status(200).assert_text("/a/askunit</bdi>").assert_text("<path d=\"M4 4.5h7");
        assert!(sheet.header("x-robots-tag").contains("noindex") && sheet.cookies().is_empty());
        let text = sheet.text();
        let inside = text.split("<div class=\"sheet stack\"").nth(1).expect("a sheet");
        for part in STEPS.iter().chain(&["Le papier du médecin", "aucun montant", "un à six mois", "1899"])
        {
            assert!(inside.contains(part), "{part}");
        }
        assert!(
            !inside.contains("C’est vous qui décidez"),
            "one sheet: what to do, not all there is to know"
        );
        // A text without steps prints as it stands.
        let article = guest.get("/fr/a/rightswords").await.location().to_owned();
        let led = guest.get(&format!("{article}/paper")).await;
        assert_eq!((led.status.as_u16(), led.location()), (303, &*article));
        guest.get("/fr/a/zzzzzz/paper").await.assert_status(404);

        // The card: numbers as in any list, no word of violence, of women, of us.
        for (lang, heading) in [("ar", "أرقام مفيدة"), ("fr", "Numéros utiles"), ("en", "Useful numbers")]
        {
            let page = app.browser().get(&format!("/{lang}/card")).await;
            page.assert_status(200);
            assert!(page.header("x-robots-tag").contains("noindex"));
            let text = page.text();
            let cards =
                text.split("<div class=\"cards\">").nth(1).and_then(|rest| rest.split("<section").next());
            let cards = cards.expect("cards").to_lowercase();
            assert_eq!(cards.matches("1899").count(), 8);
            assert_eq!(cards.matches(&heading.to_lowercase()).count(), 8);
            for telling in
                ["jusoor", "جسور", "wom", "femme", "نساء", "امرأة", "violence", "عنف", "http", "href", "<svg"]
            {
                assert!(!cards.contains(telling), "{lang}: {telling}");
            }
            let (first, last) = (cards.find("190").unwrap(), cards.find("1899").unwrap());
            assert!(first < last, "the line stands among the others");
        }

        // A list of what to read says neither whose it is nor since when.
        let member = app.bed.member("Lectrice", Role::Member).await;
        let s = &app.bed.services;
        library::switch_list(s, &member, true).await.unwrap();
        let mut hers = reader(&app);
        hers.sign_in_as(&member).await;
        let empty = hers.get("/fr/account/reading").await;
        assert!(!empty.text().contains("data-print"));
        library::keep(s, &member, &"udhrfr".parse().unwrap(), true).await.unwrap();
        let page = hers.get("/fr/account/reading").await;
        page.assert_status(200).assert_text("data-print").assert_text("/i/udhrfr</bdi>");
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        let list =
            text.split("<div class=\"sheet\">").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap();
        assert!(list.contains("<path d=\"M4 4.5h7") && !list.contains("Lectrice"), "{list}");
        let day = domain::services::day_of(s.now_ms());
        let before = list.split(&format!("datetime=\"{day}\"")).next().unwrap();
        assert!(
            before.trim_end().ends_with("<time") && before.contains("class=\"screen-only\"><time"),
            "{before}"
        );
    }
}

/// The folded explanation of a form, from its tag on.
fn explanation(page: &str) -> &str {
    let folded = page.match_indices("<details").map(|(at, _)| &page[at..]);
    let mut folded =
        folded.filter(|text| text.split('>').next().is_some_and(|tag| tag.contains("\"disclosure\"")));
    folded.next().expect("an explanation")
}
