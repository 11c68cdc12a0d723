//! The editorial desk through HTTP: a text from its first word until readers have it, in three languages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alone;

use chrono::Duration;
use domain::{
    Actor, Role, content, search,
    services::{day_of, time_of},
};
use entity::{
    content::{article_transition, working_copy},
    staff::audit_log,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Answer, TestApp, TestBrowser};

struct Desk {
    app: TestApp,
    writer: TestBrowser,
    second: TestBrowser,
    admin: TestBrowser,
    reader: TestBrowser,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for app in TestApp::each().await {
            content::seed(&app.bed.services).await.unwrap();
            search::seed(&app.bed.services).await.unwrap();
            // What is written now is newer than what was there, and so first in the lists.
            app.bed.clock.advance(Duration::minutes(1));
            let mut browsers = Vec::new();
            for (name, role) in [("warda", Role::Editor), ("salma", Role::Editor), ("zeina", Role::Admin)] {
                let somebody: Actor = app.bed.member(name, role).await;
                let mut browser = app.browser();
                browser.sign_in_as(&somebody).await;
                browsers.push(browser);
            }
            let [writer, second, admin] = browsers.try_into().ok().unwrap();
            let reader = app.browser();
            all.push(Self { app, writer, second, admin, reader });
        }
        all
    }

    /// An article of hers, as a draft in French.
    async fn made(&mut self, title: &str) -> String {
        let pairs = [("kind", "article"), ("section", "poverty"), ("locale", "fr"), ("title", title)];
        let made = self.writer.post("/fr/desk/articles/new", &pairs).await;
        made.assert_status(303);
        made.location().split('/').nth(4).unwrap().to_owned()
    }

    /// What stands in the search for a word.
    async fn finds(&mut self, word: &str, title: &str) -> bool {
        let page = self.reader.get(&format!("/fr/search?q={word}")).await;
        page.assert_status(200).text().contains(title)
    }

    /// A time as a form sends it.
    fn in_hours(&self, hours: i64) -> String {
        let at = self.app.bed.services.now_ms() + hours * 3_600_000;
        format!("{}T{}", day_of(at), time_of(at))
    }

    fn wait(&self, minutes: i64) {
        self.app.bed.clock.advance(Duration::minutes(minutes));
    }

    /// Makes every line of the articles' log fail, or lets it be written again.
    async fn break_log(&self, on: bool) {
        let db = &self.app.bed.services.db;
        let sqlite = [
            "CREATE TRIGGER broken BEFORE INSERT ON article_transition BEGIN SELECT RAISE(ABORT, 'broken'); END",
            "DROP TRIGGER broken",
        ];
        let postgres = [
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$; \
             CREATE TRIGGER broken BEFORE INSERT ON article_transition FOR EACH ROW EXECUTE FUNCTION broken()",
            "DROP TRIGGER broken ON article_transition; DROP FUNCTION broken()",
        ];
        let [make, drop] = if db.is_sqlite() { sqlite } else { postgres };
        db.writer().execute_unprepared(if on { make } else { drop }).await.unwrap();
    }
}

fn bench(id: &str, lang: &str) -> String {
    format!("/fr/desk/articles/{id}/{lang}")
}

/// One act, with the lock that the page carries.
async fn act(browser: &mut TestBrowser, id: &str, lang: &str, action: &str, more: &[(&str, &str)]) -> Answer {
    let page = bench(id, lang);
    let version = browser.get(&page).await.hidden("version").unwrap_or_else(|| "0".to_owned());
    let mut pairs = vec![("action", action), ("version", &*version)];
    pairs.extend_from_slice(more);
    browser.post(&page, &pairs).await
}

/// Saves a text under the lock of its form.
async fn save(browser: &mut TestBrowser, id: &str, lang: &str, more: &[(&str, &str)]) -> Answer {
    let page = format!("{}/edit", bench(id, lang));
    let version = browser.get(&page).await.hidden("version").unwrap();
    save_under(browser, id, lang, &version, more).await
}

async fn save_under(
    browser: &mut TestBrowser,
    id: &str,
    lang: &str,
    version: &str,
    more: &[(&str, &str)],
) -> Answer {
    let mut pairs = vec![("action", "save"), ("version", version), ("checked_on", "2026-11-01")];
    pairs.extend_from_slice(more);
    browser.post(&format!("{}/edit", bench(id, lang)), &pairs).await
}

/// From a draft to approved, by two persons.
async fn approved(desk: &mut Desk, id: &str, lang: &str) {
    act(&mut desk.writer, id, lang, "submit", &[]).await.assert_status(303);
    act(&mut desk.second, id, lang, "approve", &[]).await.assert_status(303);
}

#[tokio::test]
async fn a_procedure_comes_before_readers_in_three_languages_by_two_persons() {
    for mut desk in Desk::each().await {
        desk.writer.get("/fr/desk/articles").await.assert_status(200).assert_text("/fr/desk/articles/new");
        let refused = [("kind", "poem"), ("locale", "fr"), ("title", "Mon titre <b>")];
        let refused = desk.writer.post("/fr/desk/articles/new", &refused).await;
        refused.assert_status(422).assert_text("href=\"#kind\"").assert_text("Mon titre &lt;b&gt;");
        let new =
            [("kind", "procedure"), ("section", "poverty"), ("locale", "ar"), ("title", "طلب منحة زعفران")];
        let made = desk.writer.post("/fr/desk/articles/new", &new).await;
        made.assert_status(303);
        let id = made.location().split('/').nth(4).unwrap().to_owned();
        for (lang, title, step) in [
            ("ar", "طلب منحة زعفران", "اذهبي إلى البلديّة"),
            ("fr", "Demander une aide safran", "Allez à la mairie"),
            ("en", "Ask for saffron aid", "Go to the town hall"),
        ] {
            // What is not finished can be saved, not sent; what cannot stand comes back as it was typed.
            let bad =
                [("title", "x"), ("source", "Mes mots <b>"), ("source1_title", "Loi"), ("step1_text", "?")];
            save(&mut desk.writer, &id, lang, &bad)
                .await
                .assert_status(422)
                .assert_text("Mes mots &lt;b&gt;")
                .assert_text("href=\"#source1_url\"")
                .assert_text("href=\"#step1_title\"");
            save(&mut desk.writer, &id, lang, &[("title", title)]).await.assert_status(303);
            act(&mut desk.writer, &id, lang, "submit", &[])
                .await
                .assert_status(422)
                .assert_text("href=\"#summary\"");
            let text = [
                ("title", title),
                ("summary", title),
                ("papers", "1\n2"),
                ("step1_title", step),
                ("step1_text", step),
                ("source", "> [!WARNING]\n> 1899"),
                ("source1_kind", "address"),
                ("source1_title", "Loi 58"),
                ("source1_url", "https://www.example.tn/58"),
                ("note", "première"),
            ];
            let edit = format!("{}/edit", bench(&id, lang));
            let version = desk.writer.get(&edit).await.hidden("version").unwrap();
            // Without scripts: a preview, more rows, and what is kept aside.
            for (action, shown) in
                [("preview", "class=\"if-refused\""), ("add", "step7_title"), ("keep", step)]
            {
                let mut pairs = vec![("action", action), ("version", &*version)];
                pairs.extend(text);
                let page = desk.writer.post(&edit, &pairs).await;
                page.assert_status(200).assert_text(shown).assert_text("Loi 58");
            }
            desk.writer.get(&edit).await.assert_status(200).assert_text(step);
            let others = desk.second.get(&edit).await;
            assert!(!others.assert_text("warda").text().contains("Loi 58"), "a working copy is hers alone");
            save(&mut desk.writer, &id, lang, &text).await.assert_status(303);

            // Nobody approves her own; who refuses says why.
            act(&mut desk.writer, &id, lang, "submit", &[("comment", "Relisez")]).await.assert_status(303);
            act(&mut desk.writer, &id, lang, "approve", &[]).await.assert_status(403);
            act(&mut desk.second, &id, lang, "publish", &[]).await.assert_status(409);
            save(&mut desk.writer, &id, lang, &text).await.assert_status(409);
            let silent = act(&mut desk.second, &id, lang, "request_changes", &[]).await;
            silent.assert_status(422).assert_text("href=\"#comment\"");
            let said = [("comment", "Un mot de trop")];
            act(&mut desk.second, &id, lang, "request_changes", &said).await.assert_status(303);
            desk.writer.get(&bench(&id, lang)).await.assert_text("Un mot de trop").assert_text("salma");
            let home = desk.writer.get("/fr/desk").await;
            home.assert_status(200).assert_read("1 de vos textes à reprendre");
            assert!(!desk.second.get("/fr/desk").await.text().contains("de vos textes à reprendre"));
            let again = [("title", title), ("summary", "Deux mots"), ("step1_title", step)];
            save(&mut desk.writer, &id, lang, &again).await.assert_status(303);
            approved(&mut desk, &id, lang).await;
            if lang == "ar" {
                desk.reader.get(&format!("/ar/a/{id}")).await.assert_status(404);
            }
            act(&mut desk.second, &id, lang, "publish", &[]).await.assert_status(303);
            let public = desk.reader.visit(&format!("/{lang}/a/{id}")).await;
            public.assert_status(200).assert_text(title).assert_text(step);
            assert!(!public.text().contains("/desk/articles"), "the way to the desk is for who writes");
        }
        assert!(desk.finds("safran", "Demander une aide").await);
        let list = desk.second.get("/fr/desk/articles?state=published&section=poverty&language=fr").await;
        list.assert_status(200).assert_text(&format!("/fr/desk/articles/{id}/fr"));
        let list = desk.second.get("/fr/desk/articles?state=published&mine=yes").await;
        assert!(!list.text().contains(&id), "she looks after it who began it");
        let none = desk.second.get("/fr/desk/articles?state=draft").await;
        assert!(!none.text().contains(&id));
    }
}

#[tokio::test]
async fn what_readers_have_stays_until_the_time_of_the_next_and_nobody_comes_by() {
    for mut desk in Desk::each().await {
        let id = desk.made("Titre ancien coriandre").await;
        let old = [("title", "Titre ancien coriandre"), ("summary", "s"), ("source", "coriandre")];
        save(&mut desk.writer, &id, "fr", &old).await.assert_status(303);
        approved(&mut desk, &id, "fr").await;
        act(&mut desk.second, &id, "fr", "publish", &[]).await.assert_status(303);
        let public = format!("/fr/a/{id}");

        // A newer one is written, read, and waits.
        let new = [("title", "Titre nouveau fenouil"), ("summary", "s"), ("source", "fenouil")];
        save(&mut desk.writer, &id, "fr", &new).await.assert_status(303);
        desk.reader.visit(&public).await.assert_text("Titre ancien");
        approved(&mut desk, &id, "fr").await;
        let past = desk.in_hours(-1);
        let refused =
            act(&mut desk.second, &id, "fr", "schedule", &[("at", &*past), ("expires", "demain")]).await;
        refused.assert_status(422).assert_text("href=\"#at\"").assert_text("href=\"#expires\"");
        let (at, end) = (desk.in_hours(1), desk.in_hours(3));
        let times = [("at", &*at), ("expires", &*end)];
        act(&mut desk.second, &id, "fr", "schedule", &times).await.assert_status(303);
        save(&mut desk.writer, &id, "fr", &new).await.assert_status(409);
        desk.second.get("/fr/desk/articles?state=scheduled").await.assert_text("Titre nouveau");

        // A failure leaves what is live, and the schedule.
        desk.break_log(true).await;
        act(&mut desk.second, &id, "fr", "call_off", &[]).await.assert_status(500);
        desk.break_log(false).await;
        // Called off, it goes on as it was; scheduled again.
        act(&mut desk.second, &id, "fr", "call_off", &[]).await.assert_status(303);
        desk.break_log(true).await;
        act(&mut desk.second, &id, "fr", "publish", &[]).await.assert_status(500);
        desk.break_log(false).await;
        desk.reader.visit(&public).await.assert_text("Titre ancien");
        assert!(
            desk.finds("coriandre", "Titre ancien").await && !desk.finds("fenouil", "Titre nouveau").await
        );
        act(&mut desk.second, &id, "fr", "schedule", &times).await.assert_status(303);
        desk.wait(59);
        desk.reader.visit(&public).await.assert_text("Titre ancien");
        assert!(!desk.finds("fenouil", "Titre nouveau").await);
        desk.wait(1);
        desk.reader.visit(&public).await.assert_text("Titre nouveau");
        assert!(
            desk.finds("fenouil", "Titre nouveau").await && !desk.finds("coriandre", "Titre ancien").await
        );
        let link = format!("/fr/a/{id}-titre-nouveau-fenouil");
        desk.reader.get("/fr/search?q=fenouil").await.assert_text(&link);
        act(&mut desk.second, &id, "fr", "call_off", &[]).await.assert_status(409);
        desk.second.get("/fr/desk/articles?state=published").await.assert_text("Titre nouveau");

        // Its own end, likewise.
        desk.wait(120);
        desk.reader.visit(&public).await.assert_status(410).assert_text("n’est plus tenu à jour");
        assert!(!desk.finds("fenouil", "Titre nouveau").await);
        desk.second.get("/fr/desk/articles?state=archived").await.assert_text("Titre nouveau");
        act(&mut desk.second, &id, "fr", "reopen", &[]).await.assert_status(303);
        approved(&mut desk, &id, "fr").await;
        act(&mut desk.second, &id, "fr", "publish", &[]).await.assert_status(303);
        desk.reader.visit(&public).await.assert_status(200).assert_text("Titre nouveau");

        // What is wrong goes at once, also while something newer is written.
        save(&mut desk.writer, &id, "fr", &old).await.assert_status(303);
        act(&mut desk.second, &id, "fr", "withdraw", &[]).await.assert_status(422);
        act(&mut desk.second, &id, "fr", "withdraw", &[("comment", "Faux")]).await.assert_status(303);
        desk.reader.visit(&public).await.assert_status(410).assert_text("Cet article a été retiré");
        assert!(!desk.finds("fenouil", "Titre nouveau").await);
        desk.writer.get("/fr/desk/articles?state=draft").await.assert_text("Titre ancien");
        // Sections and standing pages are always there.
        act(&mut desk.second, "safety", "fr", "archive", &[]).await.assert_status(409);
    }
}

#[tokio::test]
async fn nobody_is_overwritten_and_every_revision_comes_back() {
    for mut desk in Desk::each().await {
        let id = desk.made("Premier titre").await;
        let page = bench(&id, "fr");
        let edit = format!("{page}/edit");
        let version = desk.writer.get(&edit).await.hidden("version").unwrap();
        let hers = [("title", "Premier titre"), ("source", "Le mot de Warda")];
        let theirs = [("title", "Premier titre"), ("source", "Le mot de Salma")];
        let base = [("title", "Premier titre"), ("source", "Le mot de personne")];
        save_under(&mut desk.writer, &id, "fr", &version, &base).await.assert_status(303);
        let version = desk.writer.get(&edit).await.hidden("version").unwrap();
        save_under(&mut desk.second, &id, "fr", &version, &theirs).await.assert_status(303);
        // All three texts: hers in the form, theirs, and what both had before them.
        let conflict = save_under(&mut desk.writer, &id, "fr", &version, &hers).await;
        conflict
            .assert_status(409)
            .assert_text("Le mot de Warda</textarea>")
            .assert_read("<del>personne</del>")
            .assert_read("<ins>Salma</ins>")
            .assert_read("<del>Salma</del>")
            .assert_read("<ins>Warda</ins>")
            .assert_text("Le mot de personne")
            .assert_text("salma");
        let copies = working_copy::Entity::find().all(desk.app.bed.services.db.read()).await.unwrap();
        assert_eq!(copies.len(), 1, "hers is kept");
        assert!(!copies[0].form.contains("Warda"), "and sealed");
        // What was kept on an older revision is told so, and never saved unseen.
        let stale = desk.writer.get(&edit).await;
        let old = stale.assert_text("Le mot de Warda").hidden("version").unwrap();
        save_under(&mut desk.writer, &id, "fr", &old, &hers).await.assert_status(409);
        let seen = conflict.hidden("version").unwrap();
        save_under(&mut desk.writer, &id, "fr", &seen, &hers).await.assert_status(303);
        let left = working_copy::Entity::find().count(desk.app.bed.services.db.read()).await.unwrap();
        assert_eq!(left, 0, "saved, nothing is kept");

        // Every act takes the lock.
        let before = article_transition::Entity::find().count(desk.app.bed.services.db.read()).await.unwrap();
        for action in [
            "submit",
            "take_back",
            "request_changes",
            "approve",
            "publish",
            "schedule",
            "call_off",
            "archive",
            "withdraw",
            "reopen",
        ] {
            let at = desk.in_hours(1);
            let pairs = [("action", action), ("version", &*seen), ("comment", "x"), ("at", &*at)];
            let late = desk.second.post(&page, &pairs).await;
            // What she had before her, what stands there now, and what she wanted.
            late.assert_status(409)
                .assert_read("<del>Salma</del>")
                .assert_read("<ins>Warda</ins>")
                .assert_text("Le mot de Salma")
                .assert_text("Vous vouliez");
        }
        let history = format!("{page}/history");
        let shown = desk.second.get(&history).await;
        shown.assert_status(200).assert_text("warda").assert_text("salma");
        let rows = content::editorial::history(
            &desk.app.bed.services,
            &desk.app.bed.member("hind", Role::Editor).await,
            &id.parse().unwrap(),
            contract::Locale::Fr,
            None,
        )
        .await
        .unwrap()
        .rows;
        let ids: Vec<String> = rows.iter().map(|row| row.revision.id.clone()).collect();
        assert_eq!(ids.len(), 4);
        let late = [("action", "restore"), ("version", &*seen), ("revision", &*ids[2])];
        desk.second.post(&history, &late).await.assert_status(409);
        let now = article_transition::Entity::find().count(desk.app.bed.services.db.read()).await.unwrap();
        assert_eq!(now, before, "what was refused left nothing");

        let compare = format!("{page}/compare?from={}&to={}", ids[2], ids[0]);
        let compared = desk.second.get(&compare).await;
        compared.assert_status(200).assert_read("<del>personne</del>").assert_read("<ins>Warda</ins>");
        desk.second.get(&format!("{page}/compare?from={}&to=zzzz", ids[2])).await.assert_status(404);
        let version = desk.second.get(&history).await.hidden("version").unwrap();
        let back = [("action", "restore"), ("version", &*version), ("revision", &*ids[2])];
        desk.second.post(&history, &back).await.assert_status(303);
        desk.writer.get(&edit).await.assert_text("Le mot de personne</textarea>");
        let foreign = desk.second.get(&history).await.hidden("version").unwrap();
        let foreign = [("action", "restore"), ("version", &*foreign), ("revision", "askinfo-fr-1")];
        desk.second.post(&history, &foreign).await.assert_status(404);
    }
}
