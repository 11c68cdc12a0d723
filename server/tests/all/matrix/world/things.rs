//! Things of the desk, the library and the figures, made anew.

use super::*;

impl World {
    /// A question that somebody asked without an account.
    pub(super) async fn question(&self, danger: bool) -> Names {
        let services = &self.app.bed.services;
        let form = domain::ask::NewQuestion {
            body: "سؤال بلا حساب".to_owned(), danger, ..Default::default()
        };
        let asked = domain::ask::ask(services, &form, Locale::Ar).await.expect("asked");
        let receipt = asked.receipt.digits().to_owned();
        let hash = services.keyed_hash(&format!("ask receipt is {receipt}"));
        let row = ask_question::Entity::find()
            .filter(ask_question::Column::Receipt.eq(hash))
            .one(services.db.read())
            .await
            .expect("read")
            .expect("a question");
        [("id", row.id), ("receipt", receipt)].into()
    }

    /// One that the team would make known, if she agrees.
    pub(super) async fn offered_question(&self) -> Names {
        let services = &self.app.bed.services;
        let mut names = self.question(false).await;
        let admin = self.person(Role::Admin).await;
        let offer = domain::ask::NewOffer {
            kind: "article".to_owned(),
            title: "سؤال عام".to_owned(),
            body: "كيف نطلب هذا؟".to_owned(),
            version: "1".to_owned(),
            ..Default::default()
        };
        let id = names["id"].parse().expect("an id");
        domain::ask::make_offer(services, &admin, &id, &offer).await.expect("offered");
        let thread = domain::ask::open(services, &names["receipt"], Locale::Ar).await;
        let offer = thread.expect("hers").offers[0].id.to_string();
        names.insert("offer", offer);
        names
    }

    /// A recording of a text in Arabic.
    pub(super) async fn read_aloud(&self, id: &str) {
        let editor = self.person(Role::Editor).await;
        let id = contract::ids::ArticleId::trusted(id);
        let sound = stream::iter([Ok(Bytes::from_static(b"ID3\x04\0\0"))]);
        let text = (&id, Locale::Ar);
        let version = self.heard(id.as_str()).await;
        domain::content::audio::bring(&self.app.bed.services, &editor, text, ("", &version), sound)
            .await
            .expect("brought");
    }

    /// What the forms of its recording carry.
    pub(super) async fn heard(&self, id: &str) -> String {
        let editor = self.person(Role::Editor).await;
        let id = contract::ids::ArticleId::trusted(id);
        let desk = domain::content::audio::desk(&self.app.bed.services, &editor, &id, Locale::Ar).await;
        desk.expect("a text").version
    }

    /// A text in French that two editors brought so far: draft, in review, approved, then scheduled, or published and
    /// archived.
    pub(super) async fn text_at_desk(&self, acts: usize) -> Names {
        use domain::content::editorial::{self as desk, DraftForm, NewArticle};
        let services = &self.app.bed.services;
        let (writer, second) = (self.person(Role::Editor).await, self.person(Role::Editor).await);
        let form = DraftForm {
            title: "Un texte".to_owned(),
            summary: "En deux mots".to_owned(),
            source: "Le texte".to_owned(),
            checked_on: "2026-11-01".to_owned(),
            ..DraftForm::default()
        };
        let [kind, section, locale] = ["article", "poverty", "fr"].map(str::to_owned);
        let new = NewArticle { kind, section, locale, form, ..NewArticle::default() };
        let id = desk::create(services, &writer, &new).await.expect("made");
        let fr = Locale::Fr;
        let later = ("2030-01-01T10:00", "");
        for act in 1..=acts {
            let version = desk::open(services, &writer, &id, fr).await.expect("read").version;
            let v = version.as_str();
            match act {
                1 => desk::submit(services, &writer, &id, fr, v, "").await,
                2 => desk::approve(services, &second, &id, fr, v, "").await,
                3 if acts == 3 => desk::schedule(services, &second, &id, fr, v, later).await,
                4 => desk::publish(services, &second, &id, fr, v, "").await,
                5 => desk::archive(services, &second, &id, fr, v, "").await,
                _ => Ok(()),
            }
            .expect("done");
        }
        let bench = desk::open(services, &writer, &id, fr).await.expect("read");
        let revision = bench.head.expect("a revision").id;
        [("id", id.to_string()), ("lang", fr.to_string()), ("version", bench.version), ("revision", revision)]
            .into()
    }

    /// A table of items in which nothing is wrong, and what its owner confirms.
    pub(super) async fn trial(&self, librarian: &Actor) -> (String, String) {
        let services = &self.app.bed.services;
        let mut bringing = Bringing::begin(services, librarian, "").await.expect("begun");
        let rows = Bytes::from_static(b"title[fr],kind,languages\nLivre,book,fr\n");
        bringing.table("a.csv", stream::iter([Ok(rows)])).await.expect("taken");
        let id = bringing.finish().await.expect("written");
        batch::check(services, librarian, &id).await.expect("looked at");
        let seen = batch::trial(services, librarian, &id).await.expect("a table");
        assert_eq!(seen.state, batch::State::Ready);
        (id, seen.seal)
    }

    /// A file of figures that was checked, and what its owner confirms.
    pub(super) async fn figures_trial(&self, statistician: &Actor, value: &str) -> (String, String) {
        let services = &self.app.bed.services;
        let mut bringing = desk::Bringing::begin(services, statistician, "").await.expect("begun");
        let rows = format!("indicator,geo,period,sex,value\nSL.TLF.CACT,TN,2024,F,{value}\n");
        bringing.file("a.csv", stream::iter([Ok(Bytes::from(rows))])).await.expect("taken");
        let id = bringing.finish().await.expect("written");
        desk::check(services, statistician, &id).await.expect("read");
        let seen = desk::trial(services, statistician, &id).await.expect("a file");
        desk::map(services, statistician, &id, &seen.mapping).await.expect("checked");
        let seen = desk::trial(services, statistician, &id).await.expect("a file");
        (id, seen.seal)
    }

    /// A dataset with two versions of which the second is shown.
    pub(super) async fn figures_set(&self) -> Names {
        let services = &self.app.bed.services;
        let id = domain::services::new_id();
        let known =
            dataset::Entity::find_by_id(self.content.get("dataset").map(String::as_str).unwrap_or_default());
        let known = known.one(services.db.read()).await.expect("read").expect("a dataset");
        let set = dataset::Model { id: id.clone(), version: 2, headline_indicator: String::new(), ..known };
        let row: dataset::ActiveModel = set.into();
        row.reset_all().insert(services.db.writer()).await.expect("written");
        for n in [1, 2] {
            let row = dataset_version::ActiveModel {
                dataset_id: Set(id.clone()),
                n: Set(n),
                imported_at: Set(services.now_ms()),
                sha256: Set(String::new()),
                rows_sha256: Set(format!("{id} {n}")),
                note: Set(String::new()),
                member_id: Set(None),
                added: Set(None),
                changed: Set(None),
                removed: Set(None),
                accessed: Set(None),
            };
            row.insert(services.db.writer()).await.expect("written");
        }
        let filter = ChartFilter {
            series: Dimension::Sex,
            categories: None,
            indicators: Vec::new(),
            geos: Vec::new(),
            sexes: Vec::new(),
            ages: Vec::new(),
            periods: Vec::new(),
        };
        let chart = domain::services::new_id();
        let row = chart::ActiveModel {
            id: Set(chart.clone()),
            dataset_id: Set(id.clone()),
            version: Set(2),
            filter: Set(filter),
            kind: Set("line".to_owned()),
            title: Set(Localised::default()),
            note: Set(None),
            position: Set(1),
        };
        row.insert(services.db.writer()).await.expect("written");
        [("code", format!("XX.{id}")), ("chart", chart), ("id", id)].into()
    }

    /// A new item of the library, without a file.
    /// An article that nobody else needs.
    pub(super) async fn new_article(&self) -> String {
        let id = domain::services::new_id();
        let row = article::ActiveModel {
            id: Set(id.clone()),
            kind: Set("article".to_owned()),
            section: Set(None),
            position: Set(0),
            most_needed: Set(false),
            ..Default::default()
        };
        article::Entity::insert(row)
            .exec_without_returning(self.app.bed.services.db.writer())
            .await
            .expect("an article");
        id
    }

    pub(super) async fn library_item(&self, state: &str) -> String {
        let services = &self.app.bed.services;
        let id = domain::services::new_id();
        item::ActiveModel {
            id: Set(id.clone()),
            kind: Set("document".to_owned()),
            work: Set(None),
            section: Set(None),
            languages: Set("ar".to_owned()),
            year: Set(None),
            licence: Set("mit".to_owned()),
            source_url: Set(Some("https://example.org/".to_owned())),
            machine_read: Set(false),
            published_on: Set("2026-11-01".to_owned()),
            minutes: Set(None),
            size: Set(0),
            content_hash: Set(String::new()),
            state: Set(state.to_owned()),
            visible_from: Set(None),
            visible_to: Set(None),
            seen_at: Set(None),
            datestamp: Set(0),
            created_at: Set(0),
            withdrawn_at: Set(None),
            withdrawal_reason: Set(None),
            rights_holder: Set(None),
            accessibility: Set(String::new()),
            version: Set(0),
            created_by: Set(None),
            without_text_reason: Set(None),
            testimony: Set(false),
            audience: Set(None),
            reach: Set("everybody".to_owned()),
            text_only: Set(false),
            consent_until: Set(None),
            details: Set(String::new()),
            genre: Set(None),
        }
        .insert(services.db.writer())
        .await
        .expect("an item");
        item_text::ActiveModel {
            item_id: Set(id.clone()),
            locale: Set("ar".to_owned()),
            slug: Set("وثيقة".to_owned()),
            title: Set("وثيقة".to_owned()),
            summary: Set(String::new()),
            rights_note: Set(None),
        }
        .insert(services.db.writer())
        .await
        .expect("its title");
        id
    }

    /// An organisation that the desk made and nobody sees.
    pub(super) async fn organisation(&self) -> String {
        let words = domain::directory::OrganisationWords {
            name: "جمعية".to_owned(),
            does: "تعمل".to_owned(),
            ..Default::default()
        };
        let sheet = domain::directory::OrganisationSheet {
            kind: "association".to_owned(),
            area: "kef".to_owned(),
            words: [(Locale::Ar, words)].into(),
            source_url: "https://example.org/".to_owned(),
            checked_on: "2026-11-01".to_owned(),
            ..Default::default()
        };
        let editor = self.person(Role::Editor).await;
        let made = domain::directory::create(&self.app.bed.services, &editor, "", &sheet).await;
        made.expect("made").to_string()
    }

    /// A number that the desk added.
    pub(super) async fn helpline(&self) -> String {
        let services = &self.app.bed.services;
        let editor = self.person(Role::Editor).await;
        let shipped = domain::safety::lines::helpline_form(services, &editor, "violence").await;
        let mut form = shipped.expect("what is shipped").form;
        form.checked_on = "2026-11-01".to_owned();
        domain::safety::lines::add(services, &editor, "", &form).await.expect("added")
    }

    /// The code of a computer for everybody.
    pub(super) async fn kiosk_code(&self) -> String {
        let services = &self.app.bed.services;
        let admin = self.person(Role::Admin).await;
        let form = domain::kiosk::DeviceForm {
            name: "Olivier".to_owned(),
            place: "Espace citoyen".to_owned(),
            ..domain::kiosk::DeviceForm::default()
        };
        let id = domain::kiosk::add(services, &admin, "", &form).await.expect("added");
        let Ok(code) = domain::kiosk::new_code(services, &admin, &id).await else { panic!("no code") };
        code.code
    }

    /// A published document in French and Arabic: language, lock and what the Arabic text follows.
    pub(super) async fn care_text(&self) -> Names {
        let db = self.app.bed.services.db.writer();
        let id = domain::services::new_id();
        let head = article::ActiveModel {
            id: Set(id.clone()),
            kind: Set("article".to_owned()),
            section: Set(Some("unions".to_owned())),
            position: Set(0),
            most_needed: Set(false),
            ..Default::default()
        };
        head.insert(db).await.expect("a document");
        for locale in ["fr", "ar"] {
            let revision = article_revision::ActiveModel {
                id: Set(format!("{id}-{locale}-1")),
                article_id: Set(id.clone()),
                locale: Set(locale.to_owned()),
                number: Set(1),
                author_id: Set(None),
                made_at: Set(0),
                slug: Set("x".to_owned()),
                title: Set("عنوان".to_owned()),
                summary: Set(String::new()),
                source: Set("نص".to_owned()),
                procedure: Set(String::new()),
                sources: Set("[]".to_owned()),
                checked_on: Set(self.app.bed.services.today()),
                based_on: Set(None),
                translated_from: Set((locale == "ar").then(|| format!("{id}-fr-1"))),
                restored_from: Set(None),
                note: Set(String::new()),
            };
            revision.insert(db).await.expect("a revision");
            let text = article_text::ActiveModel {
                article_id: Set(id.clone()),
                locale: Set(locale.to_owned()),
                revision_id: Set(format!("{id}-{locale}-1")),
                visible_from: Set(0),
                visible_to: Set(None),
                expires_at: Set(None),
                slug: Set("x".to_owned()),
                title: Set("عنوان".to_owned()),
                summary: Set(String::new()),
                source: Set("نص".to_owned()),
                html: Set("<p>نص</p>".to_owned()),
                renderer_version: Set(domain::markup::RENDERER_VERSION),
                procedure: Set(String::new()),
                sources: Set("[]".to_owned()),
                checked_on: Set(self.app.bed.services.today()),
                content_hash: Set(String::new()),
            };
            text.insert(db).await.expect("a release");
            let work = article_work::ActiveModel {
                article_id: Set(id.clone()),
                locale: Set(locale.to_owned()),
                state: Set("published".to_owned()),
                head_id: Set(format!("{id}-{locale}-1")),
                submitted_by: Set(None),
                approved_by: Set(None),
                owner_id: Set(None),
                check_by: Set(None),
                version: Set(0),
                changed_at: Set(0),
            };
            work.insert(db).await.expect("work");
        }
        let content = |name| self.content.get(name).cloned().unwrap_or_default();
        [
            ("version", format!("0.{id}-ar-1")),
            ("followed", format!("{id}-fr-1")),
            ("dataset", content("dataset")),
            ("lang", "ar".to_owned()),
            ("id", id),
        ]
        .into()
    }

    /// A PDF of an item, with one page that no program reads.
    pub(super) async fn unread_page(&self, item: String) -> String {
        let services = &self.app.bed.services;
        let stored = domain::library::blobs::put_bytes(services, domain::testing::pdf(&["MS 12"]).into());
        let sha256 = stored.await.expect("its bytes").sha256;
        // In one go: a file without its pages would be read by the program that reads what is brought.
        let tx = services.db.begin().await.expect("a transaction");
        let bytes = blob::ActiveModel {
            sha256: Set(sha256.clone()),
            size: Set(1),
            media_type: Set("application/pdf".to_owned()),
            stored_at: Set(0),
            checked_at: Set(0),
            bad_since: Set(None),
            traces: Set(None),
        };
        let known = OnConflict::column(blob::Column::Sha256).do_nothing().to_owned();
        blob::Entity::insert(bytes).on_conflict(known).exec_without_returning(&tx).await.expect("a blob");
        let id = domain::services::new_id();
        file::ActiveModel {
            id: Set(id.clone()),
            item_id: Set(item),
            sha256: Set(sha256),
            role: Set("pdf".to_owned()),
            language: Set("ar".to_owned()),
            file_name: Set("scan.pdf".to_owned()),
            seconds: Set(None),
            words: Set(None),
            plain: Set(None),
            position: Set(0),
            modified_at: Set(0),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        }
        .insert(&tx)
        .await
        .expect("a file");
        page_reading::ActiveModel { file_id: Set(id.clone()), pages: Set(Some(1)), read_at: Set(0) }
            .insert(&tx)
            .await
            .expect("that it was read");
        page::ActiveModel {
            file_id: Set(id.clone()),
            number: Set(1),
            text: Set(String::new()),
            quality: Set(0),
            state: Set("unreadable".to_owned()),
            direction: Set(None),
            version: Set(0),
        }
        .insert(&tx)
        .await
        .expect("a page");
        tx.commit().await.expect("kept");
        id
    }

    /// A new item of which somebody agreed that everybody sees it.
    pub(super) async fn testimony(&self) -> contract::ids::ItemId {
        let id = self.library_item("published").await.parse().expect("an identifier");
        let librarian = self.person(Role::Librarian).await;
        let form = domain::library::ConsentForm {
            who: "Nardjes".to_owned(),
            allows: vec!["web".to_owned()],
            gives: "whole".to_owned(),
            language: "ar".to_owned(),
            given_on: "2026-11-01".to_owned(),
            ..domain::library::ConsentForm::default()
        };
        domain::library::give_consent(&self.app.bed.services, &librarian, &id, "0", &form)
            .await
            .expect("given");
        id
    }
}
