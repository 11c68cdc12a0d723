//! Organisations, the numbers that help, and what is to be confirmed before the opening, as people and the desk see them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::{Actor, Role, directory, launch, safety::lines, search};
use entity::{
    directory::{helpline, launch_point, organisation},
    staff::audit_log,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::support::{Answer, TestApp, TestBrowser};

const ORGANISATION: [(&str, &str); 13] = [
    ("action", "save"),
    ("kind", "association"),
    ("section", "unions"),
    ("section", "poverty"),
    ("area", "kef"),
    ("name_fr", "Les Cigales du Kef"),
    ("does_fr", "Aide à remplir les papiers <b>"),
    ("hours_fr", "Le mardi matin"),
    ("address_fr", "Rue des Jasmins"),
    ("phone", "78 123 456"),
    ("email", "cigales@example.tn"),
    ("source_url", "https://example.org/cigales"),
    ("checked_on", "2026-08-01"),
];

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = base.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more).copied().collect()
}

fn lacks(answer: &Answer, texts: &[&str]) {
    for text in texts {
        assert!(!answer.text().contains(text), "{text}");
    }
}

struct Desk {
    app: TestApp,
    editor: TestBrowser,
    reader: TestBrowser,
}

impl Desk {
    async fn each() -> Vec<Self> {
        let mut all = Vec::new();
        for app in TestApp::each().await {
            let s = &app.bed.services;
            directory::seed(s).await.unwrap();
            lines::seed(s).await.unwrap();
            launch::seed(s).await.unwrap();
            search::seed(s).await.unwrap();
            let (editor, reader) = (app.browser(), app.browser());
            let mut desk = Self { app, editor, reader };
            desk.editor = desk.somebody("warda", Role::Editor).await.1;
            all.push(desk);
        }
        all
    }

    async fn somebody(&self, name: &str, role: Role) -> (Actor, TestBrowser) {
        let somebody = self.app.bed.member(name, role).await;
        let mut browser = self.app.browser();
        browser.sign_in_as(&somebody).await;
        (somebody, browser)
    }

    async fn log(&self, action: &str) -> Vec<audit_log::Model> {
        let rows = audit_log::Entity::find().all(self.app.bed.services.db.read()).await.unwrap();
        rows.into_iter().filter(|row| row.action == action).collect()
    }
}

#[tokio::test]
async fn an_organisation_is_written_agreed_to_published_found_and_taken_away() {
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let (_, mut member) = desk.somebody("yasmin", Role::Member).await;
        desk.reader.get("/fr/desk/organisations").await.assert_status(303);
        member.get("/fr/desk/organisations").await.assert_status(403);

        // What was typed comes back.
        let new = "/fr/desk/organisations/new";
        let form = desk.editor.get(new).await;
        let key = form.assert_status(200).hidden("form_key").unwrap();
        let lacking = with(&ORGANISATION, &[("form_key", &*key), ("source_url", ""), ("kind", "club")]);
        let refused = desk.editor.post(new, &lacking).await;
        refused
            .assert_status(422)
            .assert_text("href=\"#kind\"")
            .assert_text("href=\"#source_url\"")
            .assert_text("Aide à remplir les papiers &lt;b&gt;");
        assert_eq!(refused.hidden("form_key").unwrap(), key);
        let whole = with(&ORGANISATION, &[("form_key", &*key)]);
        let made = desk.editor.post(new, &whole).await;
        made.assert_status(303);
        let page = made.location().split('?').next().unwrap().to_owned();
        let id = page.rsplit('/').next().unwrap().to_owned();
        assert_eq!(
            desk.editor.post(new, &whole).await.location(),
            made.location(),
            "one form, one organisation"
        );

        // Nobody sees it; then everybody, without its contact.
        let public = format!("/fr/organisations/{id}");
        desk.reader.get(&public).await.assert_status(404);
        desk.reader.get(&format!("{public}/data.jsonld")).await.assert_status(404);
        for (version, status) in [("7", 409), ("0", 303), ("0", 409), ("1", 409)] {
            let publish = [("action", "publish"), ("version", version)];
            desk.editor.post(&page, &publish).await.assert_status(status);
        }
        let moved = desk.reader.get(&public).await;
        moved.assert_status(308);
        let public = moved.location().to_owned();
        assert!(public.ends_with("-les-cigales-du-kef"), "{public}");
        let contact = ["78123456", "cigales@example.tn", "Rue des Jasmins", "Le mardi matin"];
        let seen = desk.reader.get(&public).await;
        seen.assert_status(200)
            .assert_text("Les Cigales du Kef")
            .assert_text("elle ne l’a pas encore accepté");
        lacks(&seen, &contact);
        let data = format!("/fr/organisations/{id}/data.jsonld");
        seen.assert_text(&data);
        let said = desk.reader.get(&data).await;
        said.assert_status(200).assert_text("\"NGO\"");
        lacks(&said, &contact);
        lacks(&desk.reader.get("/fr/search?q=Jasmins").await, &["Cigales"]);
        desk.reader.get("/fr/search?q=cigales&kind=organisation").await.assert_text(&public);

        // It agrees. Two who change it at once: nobody's words are lost.
        let before = desk.editor.get(&page).await;
        let version = before.hidden("version").unwrap();
        assert_eq!(version, "1");
        let agreed = with(&ORGANISATION, &[("version", "1"), ("agreed_on", "2026-11-02")]);
        desk.editor.post(&page, &agreed).await.assert_status(303);
        let late = with(&ORGANISATION, &[("version", "1"), ("does_fr", "Autre chose")]);
        let late = desk.editor.post(&page, &late).await;
        late.assert_status(409)
            .assert_text("Autre chose")
            .assert_text("Aide à remplir les papiers &lt;b&gt;");
        assert_eq!(late.hidden("version").unwrap(), "2");
        let seen = desk.reader.get(&public).await;
        for text in contact {
            seen.assert_text(text);
        }
        desk.reader.get(&data).await.assert_text("78123456");
        desk.reader.get("/fr/search?q=Jasmins").await.assert_text("Cigales");

        // Lists: filtered, empty, due.
        let list = desk.reader.get("/fr/organisations").await;
        list.assert_status(200).assert_text("Cigales").assert_text("CREDIF");
        // The town is in its own directory, without a way to reach whoever was not asked.
        for (locale, name) in
            [("ar", "جمعية المرأة والمواطنة"), ("fr", "Femme(s) et Citoyenneté"), ("en", "TWIZA")]
        {
            desk.reader.get(&format!("/{locale}/organisations")).await.assert_text(name);
        }
        let of_town = entity::directory::organisation::Entity::find()
            .filter(entity::directory::organisation::Column::Place.eq("kef"))
            .filter(entity::directory::organisation::Column::Version.eq(0))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(of_town.len(), 3);
        for one in of_town {
            assert!(one.phone.is_empty() && one.email.is_empty() && one.website.is_empty(), "{one:?}");
        }
        let list = desk.reader.get("/fr/organisations?kind=association&section=poverty").await;
        lacks(list.assert_text("Cigales"), &["CREDIF", "ATFD"]);
        desk.reader.get("/fr/organisations?kind=health").await.assert_text("Aucune organisation");
        desk.reader
            .get("/fr/organisations?kind=%3Cb%3E&section=x")
            .await
            .assert_status(200)
            .assert_text("CREDIF");
        lacks(desk.editor.get("/fr/desk/organisations?show=due").await.assert_text("Cigales"), &["CREDIF"]);
        for (version, status) in [("1", 409), ("2", 303)] {
            let check = [("action", "check"), ("version", version)];
            desk.editor.post(&page, &check).await.assert_status(status);
        }
        lacks(&desk.editor.get("/fr/desk/organisations?show=due").await, &["Cigales"]);

        // Only who means it takes it away; what was shipped is hidden instead, and stays as the desk left it.
        desk.editor
            .post(&page, &[("action", "delete")])
            .await
            .assert_status(422)
            .assert_text("href=\"#sure\"");
        desk.editor.post(&page, &[("action", "delete"), ("sure", "yes")]).await.assert_status(303);
        desk.reader.get(&public).await.assert_status(404);
        lacks(&desk.reader.get("/fr/search?q=cigales").await, &[public.as_str()]);
        let shipped = "/fr/desk/organisations/credif";
        desk.editor.post(shipped, &[("action", "delete"), ("sure", "yes")]).await.assert_status(409);
        desk.editor.post(shipped, &[("action", "hide")]).await.assert_status(303);
        assert_eq!(directory::seed(&s).await.unwrap(), 0);
        let row = organisation::Entity::find_by_id("credif").one(s.db.read()).await.unwrap().unwrap();
        let stale = organisation::ActiveModel { content_hash: Set("other".to_owned()), ..row.into() };
        stale.update(s.db.writer()).await.unwrap();
        assert_eq!(directory::seed(&s).await.unwrap(), 0, "the desk changed it");
        desk.reader.get("/fr/organisations/credif").await.assert_status(404);
        assert_eq!(desk.log("organisation_delete").await.len(), 1);
        // A public office shows what it publishes itself.
        let office = desk.reader.visit("/ar/organisations/observatory").await;
        office.assert_status(200).assert_text("tel:1899");
    }
}

#[tokio::test]
async fn a_number_that_helps_is_changed_on_every_page_and_in_the_log() {
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let (_, mut member) = desk.somebody("yasmin", Role::Member).await;
        let (_, mut admin) = desk.somebody("zeina", Role::Admin).await;
        let list = "/en/desk/helplines";
        member.get(list).await.assert_status(403);
        desk.editor.get(list).await.assert_status(200).assert_text("1899").assert_text("Checked today");
        desk.reader.get("/en/organisations").await.assert_text("tel:1899");

        let page = "/en/desk/helplines/violence";
        let form = desk.editor.get(page).await;
        assert_eq!(form.assert_status(200).hidden("version").unwrap(), "0");
        let typed = [
            ("action", "save"),
            ("version", "0"),
            ("number", "+216 71 999 888"),
            ("order", "1"),
            ("name_ar", "خط المساعدة"),
            ("name_fr", "Ligne d’aide"),
            ("name_en", "Line of help"),
            ("source_url", "https://example.org/line"),
            ("checked_on", "2026-11-10"),
        ];
        for (name, wrong) in
            [("number", "18"), ("number", "18-neuf"), ("name_fr", ""), ("checked_on", "2099-01-01")]
        {
            let refused = desk.editor.post(page, &with(&typed, &[(name, wrong)])).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{name}\""));
        }
        desk.reader.get("/en/organisations").await.assert_text("tel:1899");
        desk.editor.post(page, &typed).await.assert_status(303);
        let log = desk.log("helpline_change").await;
        assert_eq!(log[0].detail.as_deref(), Some("number:1899>+21671999888 checked:2026-11-10"));
        let late = desk.editor.post(page, &with(&typed, &[("number", "1234")])).await;
        late.assert_status(409).assert_text("1234").assert_text("+21671999888");
        // On every page, also on one that says that nothing is there.
        for path in ["/en/organisations", "/en/nothing"] {
            let seen = desk.reader.get(path).await;
            lacks(seen.assert_text("tel:+21671999888").assert_text("Line of help"), &["tel:1899\""]);
        }
        // What the desk changed is not overwritten; another process reads it too.
        assert_eq!(lines::seed(&s).await.unwrap(), 0);
        let fresh = domain::Services::new(s.db.clone(), s.blobs.clone(), s.clock.clone());
        assert_eq!(fresh.helplines().shown()[0].number, "1899");
        lines::load(&fresh).await.unwrap();
        assert_eq!(fresh.helplines().shown()[0].number, "+21671999888");

        // Hidden and shown again; never the last one.
        let act = |action: &'static str, id: &'static str| [("action", action), ("helpline", id)];
        desk.editor.post(list, &act("hide", "violence")).await.assert_status(303);
        lacks(&desk.reader.get("/en/organisations").await, &["+21671999888"]);
        for id in ["police", "national_guard", "ambulance", "civil_protection", "child_protection"] {
            desk.editor.post(list, &act("hide", id)).await.assert_status(303);
        }
        let last = desk.editor.post(list, &act("hide", "child_family")).await;
        last.assert_status(422).assert_text("href=\"#helpline\"");
        desk.editor.post(list, &act("show", "violence")).await.assert_status(303);
        desk.editor.post(list, &act("show", "violence")).await.assert_status(409);
        let added =
            with(&typed, &[("number", "1555"), ("order", "0"), ("name_en", "New line"), ("version", "")]);
        desk.editor.post("/en/desk/helplines/new", &added).await.assert_status(303);
        desk.reader.get("/en/organisations").await.assert_text("tel:1555");

        // After 90 days it is to be checked again: marked at the desk and on its first page.
        let row = helpline::Entity::find_by_id("child_family").one(s.db.read()).await.unwrap().unwrap();
        let old = helpline::ActiveModel { checked_on: Set("2026-08-01".to_owned()), ..row.into() };
        old.update(s.db.writer()).await.unwrap();
        lines::load(&s).await.unwrap();
        desk.editor.get(list).await.assert_text("To be checked again");
        admin.get("/en/desk").await.assert_read("1 number that helps is to be checked again");
        // What was checked is the number that she had before her.
        for (version, status) in [("7", 409), ("0", 303)] {
            let check = [("action", "check"), ("helpline", "child_family"), ("version", version)];
            desk.editor.post(list, &check).await.assert_status(status);
        }
        lacks(&admin.get("/en/desk").await, &["is to be checked again"]);

        // The database is away: every page still has its numbers, and a portal that never read them has those it came with.
        s.db.close().await;
        desk.reader.get("/en/safety").await.assert_status(503).assert_text("tel:1555");
        desk.reader.get("/exit").await.assert_status(303);
        assert!(fresh.with_db(s.db.clone()).helplines().shown().iter().any(|line| line.number == "1899"));
    }
}

#[tokio::test]
async fn what_is_to_be_confirmed_has_an_owner_a_day_and_a_state() {
    for mut desk in Desk::each().await {
        let s = desk.app.bed.services.clone();
        let (_, mut admin) = desk.somebody("zeina", Role::Admin).await;
        let all = launch::points().len();
        let open = format!("{all} points are to be confirmed");
        let list = desk.editor.get("/en/desk/launch").await;
        list.assert_status(200).assert_read(&open).assert_text("/en/desk/launch/dial-1899");
        admin.get("/en/desk").await.assert_read(&open);

        let page = "/en/desk/launch/dial-1899";
        desk.editor.get(page).await.assert_status(200).assert_text("tel:1899");
        let said = [
            ("action", "save"),
            ("version", "0"),
            ("standing", "confirmed"),
            ("keeper", "me"),
            ("note", "A woman answered on a Sunday <i>"),
        ];
        desk.editor.post(page, &with(&said, &[("day", "2099-01-01")])).await.assert_status(422);
        desk.editor.post(page, &with(&said, &[("keeper", "yasmin")])).await.assert_status(422);
        desk.editor.post(page, &said).await.assert_status(303);
        let late = admin.post(page, &with(&said, &[("standing", "open"), ("note", "Nobody answered")])).await;
        late.assert_status(409)
            .assert_text("Nobody answered")
            .assert_text("A woman answered on a Sunday &lt;i&gt;");
        let list = desk.editor.get("/en/desk/launch").await;
        list.assert_read(&format!("{} points are to be confirmed", all - 1))
            .assert_text("warda")
            .assert_text("A woman answered on a Sunday &lt;i&gt;");
        let row = || async {
            launch_point::Entity::find_by_id("dial-1899").one(s.db.read()).await.unwrap().unwrap()
        };
        assert_eq!(row().await.day, Some(s.today()));
        let standing = launch::standing(&s.db).await.unwrap();
        assert_eq!(standing.open.len(), all - 1);
        assert!(!standing.dial.contains(&"1899") && standing.dial.contains(&"197"));
        assert_eq!(desk.log("launch_change").await[0].detail.as_deref(), Some("open>confirmed"));
        // A new version of the portal adds points and changes none.
        assert_eq!(launch::seed(&s).await.unwrap(), 0);
        assert_eq!(row().await.state, "confirmed");
        // Opened again, it has no day.
        let again = with(&said, &[("version", "1"), ("standing", "open"), ("keeper", "nobody")]);
        admin.post(page, &again).await.assert_status(303);
        let row = row().await;
        assert_eq!((row.day, row.owner_id), (None, None));
        desk.editor.get("/en/desk/launch/no-such-point").await.assert_status(404);
    }
}
