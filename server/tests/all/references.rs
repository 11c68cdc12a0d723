//! What texts rest on and what they follow: numbered sources and how they stand, who cites what, the check of addresses,
//! translations that are not renewed, and looking after all that at the desk.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::Duration;
use contract::{
    Locale,
    ids::{ArticleId, ItemId},
};
use domain::{
    Actor, Role,
    content::{
        editorial::{self, DraftForm, NewArticle, SourceForm},
        references::links::{self, Found},
    },
    library,
    testing::TestBed,
};
use entity::content::article_reference;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Answer, TestApp, TestBrowser};

/// Two who write, and the browser of the first.
struct Desk {
    app: TestApp,
    pair: [Actor; 2],
    hers: TestBrowser,
    reader: TestBrowser,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for app in TestApp::each().await {
            domain::seed::seed(&app.bed.services).await.unwrap();
            let pair =
                [app.bed.member("warda", Role::Editor).await, app.bed.member("salma", Role::Editor).await];
            let mut hers = app.browser();
            hers.sign_in_as(&pair[0]).await;
            let reader = app.browser();
            all.push(Self { app, pair, hers, reader });
        }
        all
    }

    fn bed(&self) -> &TestBed {
        &self.app.bed
    }

    async fn make(&self, locale: Locale, form: DraftForm) -> ArticleId {
        let new = NewArticle {
            form_key: String::new(),
            kind: "article".into(),
            section: "unions".into(),
            locale: locale.to_string(),
            form,
        };
        editorial::create(&self.bed().services, &self.pair[0], &new).await.unwrap()
    }

    async fn version(&self, id: &ArticleId, locale: Locale) -> String {
        editorial::open(&self.bed().services, &self.pair[0], id, locale).await.unwrap().version
    }

    /// Saves the newest revision with a change, has the other one approve it, and publishes it.
    async fn release(&self, id: &ArticleId, locale: Locale, change: impl Fn(&mut DraftForm)) {
        let (s, [a, b]) = (&self.bed().services, &self.pair);
        self.bed().clock.advance(Duration::seconds(1));
        let work = editorial::open(s, a, id, locale).await.unwrap();
        let mut form = work.head.unwrap().form;
        change(&mut form);
        let saved = editorial::save(s, a, id, locale, &work.version, &form).await.unwrap();
        editorial::submit(s, a, id, locale, &saved.version, "").await.unwrap();
        editorial::approve(s, b, id, locale, &self.version(id, locale).await, "").await.unwrap();
        editorial::publish(s, b, id, locale, &self.version(id, locale).await, "").await.unwrap();
        self.bed().clock.advance(Duration::seconds(1));
    }

    async fn read(&mut self, locale: Locale, id: &ArticleId) -> Answer {
        let answer = self.reader.visit(&format!("/{locale}/a/{id}")).await;
        answer.assert_status(200);
        answer
    }
}

fn source(kind: &str, target: &str, locator: &str) -> SourceForm {
    let (kind, target, locator) = (kind.to_owned(), target.to_owned(), locator.to_owned());
    SourceForm { kind, target, locator, ..SourceForm::default() }
}

fn count(answer: &Answer, text: &str) -> usize {
    answer.text().matches(text).count()
}

const GONE: &str = "est plus disponible";
const NEWER: &str = "données plus récentes";
const ELSEWHERE: &str = "https://example.org/rapport";

#[tokio::test]
async fn sources_are_numbered_lead_on_and_say_when_they_are_gone() {
    let fr = Locale::Fr;
    for mut desk in Desk::each().await {
        let s = desk.bed().services.clone();
        let elsewhere = SourceForm {
            kind: "address".into(),
            url: ELSEWHERE.into(),
            title: "Un rapport".into(),
            ..SourceForm::default()
        };
        let form = DraftForm {
            title: "Travail et droits cités".into(),
            summary: "Ce que disent les sources.".into(),
            source: "Un droit[^1], un chiffre[^2], une démarche[^3], ailleurs[^4][^1]. Rien[^9].".into(),
            sources: vec![
                source("item", "udhrfr", "p. 3"),
                source("dataset", "workpart@1", "SL.TLF.CACT, TN, 2014, F"),
                source("article", "askunit", ""),
                elsewhere,
            ],
            checked_on: "2026-11-01".into(),
            ..DraftForm::default()
        };
        let id = desk.make(fr, form).await;
        let title = "Travail et droits cités";
        let library = desk.reader.visit("/fr/library/udhrfr").await;
        assert_eq!(count(&library, title), 0, "nobody reads it yet");
        desk.release(&id, fr, |_| {}).await;

        let page = desk.read(fr, &id).await;
        page.assert_text("href=\"#source-1\"").assert_text("id=\"note-1-2\"").assert_text("id=\"source-4\"");
        page.assert_text("href=\"#note-1-2\"").assert_text("[^9]").assert_text(ELSEWHERE);
        page.assert_text("/fr/library/udhrfr")
            .assert_text("/fr/a/askunit-")
            .assert_text("/fr/statistics/workpart-");
        assert_eq!(count(&page, GONE) + count(&page, NEWER), 0, "{}", page.text());
        for path in ["/fr/library/udhrfr", "/fr/statistics/workpart"] {
            desk.reader.visit(path).await.assert_status(200).assert_text(title);
        }
        // A cited figure: its address lands on its line; who cites nothing sees no older version.
        let text = page.text();
        let cell = text.split('"').find(|part| part.starts_with("/fr/statistics/") && part.contains("cell="));
        let cell = cell.expect("the address of a figure").replace("&amp;", "&");
        let (cell, line) = cell.split_once('#').unwrap();
        assert_eq!(line, "cell");
        let figure = desk.reader.get(cell).await;
        figure.assert_status(200).assert_text("<tr id=\"cell\">").assert_text("noindex");
        assert_eq!((count(&figure, "id=\"cell\""), count(&figure, "Le texte cite")), (1, 0));
        for other in ["cell=SL.TLF.CACT,TN,1901,F", "cell=1", "cell=SL.TLF.CACT,2014", "cell="] {
            let page = desk.reader.visit(&format!("/fr/statistics/workpart?{other}")).await;
            assert_eq!(count(page.assert_status(200), "id=\"cell\""), 0, "{other}");
        }
        let machines = page.text();
        let machines = machines.split('"').find(|part| part.ends_with(".jsonld")).unwrap().to_owned();
        let machines = desk.reader.get(&machines).await;
        assert_eq!(machines.assert_status(200).header("content-type"), "application/ld+json; charset=utf-8");
        let read: serde_json::Value = serde_json::from_str(&machines.text()).unwrap();
        assert_eq!(read["citation"].as_array().unwrap().len(), 4, "{read}");
        assert_eq!(read["citation"][1]["@type"], "Dataset");
        desk.reader.get(&format!("/ar/a/{id}.jsonld")).await.assert_status(404);

        // Things of the portal are asked when somebody reads; nobody has to come by.
        let librarian = desk.bed().member("nour", Role::Librarian).await;
        let item: ItemId = "udhrfr".parse().unwrap();
        library::unpublish(&s, &librarian, &item).await.unwrap();
        for value in ["26", "27"] {
            let rows = format!("indicator,geo,period,sex,value\nSL.TLF.CACT,TN,2014,F,{value}\n");
            let done = domain::statistics::desk::import_file(&s, rows.into_bytes(), "workpart", true).await;
            done.unwrap();
        }
        let figure = desk.reader.get(cell).await;
        figure.assert_status(200).assert_text("<tr id=\"cell\">");
        let told = figure.text();
        let told = told.split("Le texte cite").nth(1).expect("what was cited").split("</p>").next().unwrap();
        assert!(told.contains("25,7"), "{told}");
        // Nobody cites version 2: it is shown to nobody.
        let uncited = desk.reader.get(&cell.replace("cited=1", "cited=2")).await;
        assert_eq!(count(uncited.assert_status(200), "Le texte cite"), 0);
        let page = desk.read(fr, &id).await;
        assert_eq!((count(&page, GONE), count(&page, NEWER)), (1, 1));
        assert!(!page.text().contains("/fr/library/udhrfr"), "what is gone is no link");
        let whole = format!("/fr/desk/articles/due?show=all&article={id}");
        let due = desk.hers.get(&whole).await;
        due.assert_status(200).assert_text(title).assert_text("[1]").assert_text("[2]");
        // A long list comes page by page, each text once.
        let (mut at, mut texts) = ("/fr/desk/articles/due?show=all".to_owned(), Vec::new());
        loop {
            let page = desk.hers.get(&at).await;
            let text = page.assert_status(200).text();
            let rows: Vec<String> = text
                .split("<th scope=\"row\">")
                .skip(1)
                .filter_map(|row| Some(row.split("href=\"").nth(1)?.split('"').next()?.to_owned()))
                .collect();
            assert!((1..=25).contains(&rows.len()), "{at}: {}", rows.len());
            texts.extend(rows);
            let Some(next) = text.split("rel=\"next\" href=\"").nth(1) else { break };
            at = next.split('"').next().unwrap().replace("&amp;", "&");
        }
        let all = texts.len();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), all, "no text twice");
        assert!(all > 100 && texts.iter().any(|text| text.contains(id.as_str())), "{all}");
        let far = desk.hers.get("/fr/desk/articles/translations?page=9").await;
        far.assert_status(200).assert_text("rel=\"prev\"");

        // An address: the desk knows at once, readers when it stays away.
        assert!(links::due(&s, 1000).await.unwrap().contains(&ELSEWHERE.to_owned()));
        links::record(&s, ELSEWHERE, Found::Nothing).await.unwrap();
        assert!(!links::due(&s, 1000).await.unwrap().contains(&ELSEWHERE.to_owned()));
        desk.hers.get(&whole).await.assert_text("[4]");
        assert_eq!(count(&desk.read(fr, &id).await, GONE), 1);
        desk.bed().clock.advance(Duration::days(8));
        desk.reader = desk.app.browser();
        assert_eq!(count(&desk.read(fr, &id).await, GONE), 2);
        assert!(links::due(&s, 1000).await.unwrap().contains(&ELSEWHERE.to_owned()), "looked at again");
        links::record(&s, ELSEWHERE, Found::Fine).await.unwrap();
        assert_eq!(count(&desk.read(fr, &id).await, GONE), 1);

        // Only what readers see now cites.
        desk.pair = [0, 1].map(|n| desk.bed().proved(desk.pair[n].member().unwrap()));
        desk.release(&id, fr, |form| form.sources.truncate(1)).await;
        let kept =
            article_reference::Entity::find().filter(article_reference::Column::ArticleId.eq(id.as_str()));
        assert_eq!(kept.count(s.db.read()).await.unwrap(), 5, "those of both releases");
        library::publish(&s, &desk.bed().proved(librarian.member().unwrap()), &item).await.unwrap();
        desk.reader.visit("/fr/library/udhrfr").await.assert_text(title);
        let page = desk.reader.visit("/fr/a/askunit").await;
        page.assert_status(200);
        let cited = domain::content::references::cited_by(
            &s,
            fr,
            domain::content::references::RefKind::Dataset,
            "workpart",
        );
        assert!(cited.await.unwrap().is_empty());

        // Adding one at the desk: into what she writes, nothing else.
        desk.hers.sign_in_as(&desk.pair[0]).await;
        let form = format!("/fr/desk/articles/{id}/fr/references");
        desk.hers
            .get(&format!("{form}?q=ch%C3%B4mage"))
            .await
            .assert_status(200)
            .assert_text("value=\"dataset\"");
        let add = [("action", "add"), ("kind", "dataset"), ("target", "joblessmodel"), ("locator", "2014")];
        desk.hers.post(&form, &add).await.assert_status(303);
        let unknown = [("action", "add"), ("kind", "item"), ("target", "nothing")];
        desk.hers.post(&form, &unknown).await.assert_status(422);
        let work = editorial::open(&s, &desk.pair[0], &id, fr).await.unwrap();
        let sources = work.copy.unwrap().form.sources;
        assert_eq!(sources.len(), 2);
        assert!(sources[1].target.starts_with("joblessmodel@"), "{sources:?}");
        assert_eq!(work.head.unwrap().form.sources.len(), 1);

        // Gone, it cites nothing, is cited as gone, and nobody has to look after it.
        let cited = |title: &str| domain::content::references::RefKind::parse(title).unwrap();
        let pages = domain::content::references::cited_by(&s, fr, cited("item"), "udhrfr").await.unwrap();
        assert_eq!(pages.len(), 1);
        let seen = domain::content::retire::retiring(&s, &desk.pair[1], fr, &id).await.unwrap();
        let which = (&id, seen.version.as_str());
        domain::content::retire::delete(&s, &desk.pair[1], which, true).await.unwrap();
        let pages = domain::content::references::cited_by(&s, fr, cited("item"), "udhrfr").await.unwrap();
        assert!(pages.is_empty());
        let due = desk.hers.get(&whole).await;
        assert_eq!(count(due.assert_status(200), title), 0);
    }
}

#[tokio::test]
async fn a_translation_says_when_its_source_has_changed() {
    let (ar, fr) = (Locale::Ar, Locale::Fr);
    for mut desk in Desk::each().await {
        let form = DraftForm {
            title: "حقوق العاملات في الحقول".into(),
            summary: "ما يعد به القانون.".into(),
            source: "لكلّ عاملة عقد.".into(),
            checked_on: "2026-11-01".into(),
            ..DraftForm::default()
        };
        let id = desk.make(ar, form).await;
        desk.release(&id, ar, |_| {}).await;
        desk.hers.get("/fr/desk/articles/translations").await.assert_text("حقوق العاملات في الحقول");

        // Beside its source; what is written becomes a draft.
        let beside = format!("/fr/desk/articles/{id}/fr/translate?from=ar");
        let page = desk.hers.get(&beside).await;
        page.assert_status(200).assert_text("dir=\"rtl\"").assert_text("لكلّ عاملة عقد.");
        // The tools alone: what is kept by itself is a whole text.
        page.assert_text("id=\"editor-tools\"").assert_text("editor.js").assert_text("desk.js");
        assert_eq!(count(&page, "data-keep="), 0);
        let (version, from) = (page.hidden("version").unwrap(), page.hidden("translated_from").unwrap());
        let words = |version: &str, from: &str, source: &str| {
            [
                ("action", "save"),
                ("version", version),
                ("translated_from", from),
                ("title", "Droits des ouvrières"),
                ("summary", "Ce que la loi promet."),
                ("source", source),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let sent = words(&version, &from, "À chaque ouvrière son contrat.");
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
        desk.hers.post(&beside, &sent).await.assert_status(303);
        let late = desk.hers.post(&beside, &sent).await;
        late.assert_status(409).assert_text("À chaque ouvrière son contrat.");
        let hreflang = "<link rel=\"alternate\" hreflang=\"fr\"";
        assert_eq!(count(&desk.read(ar, &id).await, hreflang), 0, "a draft is no version");
        desk.read(fr, &id).await.assert_text("n’existe qu’en");
        desk.release(&id, fr, |_| {}).await;
        assert_eq!(count(&desk.read(ar, &id).await, hreflang), 1);
        let stale = "pas encore renouvelée";
        assert_eq!(count(&desk.read(fr, &id).await, stale), 0);

        // The source changes: readers of the translation are told, the desk lists it and shows what changed.
        desk.release(&id, ar, |form| form.source = "لكلّ عاملة عقد مكتوب.".into()).await;
        let page = desk.read(fr, &id).await;
        assert_eq!(count(&page, stale), 1, "{}", page.text());
        page.assert_text("À chaque ouvrière son <a").assert_text(&format!("/ar/a/{id}"));
        let page = desk.hers.get(&beside).await;
        page.assert_status(200).assert_text("<ins>").assert_text("مكتوب");
        desk.hers.get("/fr/desk").await.assert_read("1 traduction qui ne suit plus");
        let (version, from) = (page.hidden("version").unwrap(), page.hidden("translated_from").unwrap());
        let sent = words(&version, &from, "À chaque ouvrière son contrat écrit.");
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
        desk.hers.post(&beside, &sent).await.assert_status(303);
        assert_eq!(count(&desk.read(fr, &id).await, stale), 1, "what is saved is not yet read");
        desk.release(&id, fr, |_| {}).await;
        assert_eq!(count(&desk.read(fr, &id).await, stale), 0);

        // Compared with its sources: no word changes, so no translation falls behind.
        let version = desk.version(&id, ar).await;
        let text = id.to_string();
        let sent = [("action", "checked"), ("id", &*text), ("language", "ar"), ("version", &*version)];
        desk.hers.post("/fr/desk/articles/due", &sent).await.assert_status(303);
        desk.hers.post("/fr/desk/articles/due", &sent).await.assert_status(409);
        let today = i18n::dates::day(ar, &desk.bed().services.today());
        desk.read(ar, &id).await.assert_text(&today);
        assert_eq!(count(&desk.read(fr, &id).await, stale), 0);
        let owner = desk.pair[1].member().unwrap().id.to_string();
        let version = desk.version(&id, ar).await;
        let keep = [
            ("action", "keep"),
            ("id", &*text),
            ("language", "ar"),
            ("version", &*version),
            ("owner", &*owner),
            ("check_by", "2026-01-01"),
        ];
        desk.hers.post("/fr/desk/articles/due", &keep).await.assert_status(303);
        let due = desk.hers.get("/fr/desk/articles/due").await;
        due.assert_text("حقوق العاملات في الحقول").assert_text("salma");
        let listed = desk.hers.get("/fr/desk/articles?due=yes&language=ar").await;
        listed.assert_status(200).assert_text("حقوق العاملات في الحقول");
        desk.hers.get("/fr/desk").await.assert_text("à comparer avec");
        let work = editorial::open(&desk.bed().services, &desk.pair[0], &id, ar).await.unwrap();
        assert_eq!(work.owner.as_deref(), Some("salma"));
    }
}
