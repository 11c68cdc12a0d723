//! People and things for one cell of the table. Everything is made anew for each cell, so that no cell knows
//! of another.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::Router;
use bytes::Bytes;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, NewPoll, NewReply, NewTopic, alias::Mask},
    identity::{self, Passphrase, skeleton::skeleton, two_step},
    library::batch::{self, Bringing},
    mail::{Kind, Message, deliver_due, memory::MemoryMailer},
    staff,
    statistics::desk,
};
use entity::{
    ask::ask_question,
    content::{article, article_revision, article_text, article_work},
    forum::{poll, poll_option, post, review_item},
    identity::{member, role_scope, session, two_step as two_step_row},
    library::{blob, file, item, item_text, page, page_reading, trial, upload},
    notify::digest,
    report::report_case,
    safety::safety_case,
    staff::staff_invitation,
    statistics::{
        chart, dataset, dataset_version,
        parts::{ChartFilter, Dimension, Localised},
        trial as figures,
    },
};
use futures::stream;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{snapshot::Watch, table::Row};
use crate::support::{TestApp, TestBrowser};

/// The passphrase of everybody here.
const PASSPHRASE: &str = "colline lampe safran train";

/// A name that nobody has: four digits are the most that a name may hold.
fn new_name() -> String {
    let n = PEOPLE.fetch_add(1, Ordering::Relaxed);
    // A table of all cells takes more than a few ten thousand.
    let hill = [
        "Colline",
        "Falaise",
        "Vallon",
        "Plateau",
        "Sommet",
        "Vallée",
        "Rivière",
        "Source",
        "Clairière",
        "Sentier",
        "Pinède",
        "Ravin",
        "Cascade",
        "Caverne",
        "Lagune",
        "Oasis",
    ];
    format!("{} {:04}", hill[n / 10_000 % hill.len()], n % 10_000)
}

/// A moderator whose second step is still open.
pub const AWAITING: &str = "moderator:awaiting";

static PEOPLE: AtomicUsize = AtomicUsize::new(0);

/// What an address or form may name: `{id}`, `{post}`, `{name}`.
pub type Names = BTreeMap<&'static str, String>;

/// One database with starter content.
pub struct World {
    /// The portal.
    pub app: TestApp,
    /// Sees what changes.
    pub watch: Watch,
    /// Its post.
    pub mailer: MemoryMailer,
    passphrase_hash: String,
    content: Names,
}

/// A request that is ready to be sent.
pub struct Case {
    /// Who asks.
    pub browser: TestBrowser,
    /// Where.
    pub path: String,
    /// With what.
    pub form: Vec<(String, String)>,
}

impl World {
    /// Seeds a portal.
    pub async fn new(TestApp { mut bed, state, .. }: TestApp) -> Self {
        let mailer = MemoryMailer::default();
        bed.services = bed.services.clone().with_mailer(Arc::new(mailer.clone()));
        let app = TestApp::over(bed, (*state.config).clone(), Router::new());
        let services = &app.bed.services;
        domain::seed::seed(services).await.expect("seeded");
        let db = services.db.read();
        identity::create_for_team(services, "Warda", Role::Member, &Passphrase::read(PASSPHRASE))
            .await
            .expect("an account");
        let somebody = member::Entity::find().one(db).await.expect("read").expect("an account");
        let article = article::Entity::find()
            .filter(article::Column::Kind.eq("procedure"))
            .one(db)
            .await
            .expect("read")
            .expect("a procedure");
        let dataset = dataset::Entity::find()
            .order_by_asc(dataset::Column::Id)
            .one(db)
            .await
            .expect("read")
            .expect("a dataset");
        let file = file::Entity::find()
            .order_by_asc(file::Column::Id)
            .one(db)
            .await
            .expect("read")
            .expect("a file of the library");
        let content = Names::from([
            ("article", article.id),
            ("dataset", dataset.id),
            ("item", file.item_id.clone()),
            ("file", file.id),
            ("file_name", file.file_name),
        ]);
        let watch = Watch::over(&services.db, &app.bed.url).await;
        Self { passphrase_hash: somebody.passphrase_hash, content, watch, app, mailer }
    }

    /// A new account; its passphrase is known.
    async fn person(&self, role: Role) -> Actor {
        let name = format!("Olive {:04}", PEOPLE.fetch_add(1, Ordering::Relaxed));
        let actor = self.app.bed.member(&name, role).await;
        let id = actor.member_id().expect("a member").as_str();
        member::Entity::update_many()
            .col_expr(member::Column::PassphraseHash, Expr::value(self.passphrase_hash.as_str()))
            .col_expr(member::Column::Skeleton, Expr::value(skeleton(&name)))
            .filter(member::Column::Id.eq(id))
            .exec(self.app.bed.services.db.writer())
            .await
            .expect("an account");
        actor
    }

    /// Somebody of this role (or a guest) before what the row is about.
    pub async fn case(&self, row: &Row, role: &str) -> Case {
        let mut browser = self.app.browser();
        let mut actor = Actor::Guest;
        if role != "guest" {
            let (role, how) = role.split_once(':').unwrap_or((role, ""));
            actor = self.person(Role::parse(role).expect("a role")).await;
            match how {
                "" => {
                    browser.sign_in_as(&actor).await;
                }
                "elsewhere" => {
                    actor = self.held_to(&actor, "poverty").await;
                    browser.sign_in_as(&actor).await;
                }
                "awaiting" => {
                    self.asks_for_a_code(&actor).await;
                    let member = actor.member().expect("a member");
                    let once = Actor::Member(domain::Member { session: None, ..member.clone() });
                    browser.sign_in_as(&once).await;
                }
                other => panic!("{}: world.rs knows nobody {other}", row.name()),
            }
        }
        let owner = match row.whose.as_str() {
            "own" => actor.clone(),
            "other" => self.person(Role::Member).await,
            _ => Actor::Guest,
        };
        let mut names = self.object(&row.object, &owner, &actor).await;
        if let Some(way) = names.remove("way") {
            browser.jar.insert("way".to_owned(), way);
        }
        for cookie in ["kiosk", "kiosk-visit"] {
            if let Some(mark) = names.remove(cookie) {
                browser.jar.insert(cookie.to_owned(), mark);
            }
        }
        names.extend([
            ("l", "ar".to_owned()),
            ("new_address", format!("olive{}@example.tn", PEOPLE.fetch_add(1, Ordering::Relaxed))),
            ("passphrase", PASSPHRASE.to_owned()),
            ("other_passphrase", "pont rouge semoule orage".to_owned()),
            ("new_name", new_name()),
        ]);
        // What was brought a moment ago is read beside the requests; nothing of it may fall into this case.
        domain::library::pages::read_waiting(&self.app.bed.services).await.expect("pages read");
        let fill = |text: &str| {
            let mut text = text.to_owned();
            for (name, value) in &names {
                text = text.replace(&format!("{{{name}}}"), value).replace(&format!("{{*{name}}}"), value);
            }
            assert!(!text.contains('{'), "{}: nothing fills {text}", row.name());
            text
        };
        Case {
            browser,
            path: fill(&row.path),
            form: row.form.iter().map(|(name, value)| (name.clone(), fill(value))).collect(),
        }
    }

    /// A question that somebody asked without an account.
    async fn question(&self, danger: bool) -> Names {
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
    async fn offered_question(&self) -> Names {
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
    async fn read_aloud(&self, id: &str) {
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
    async fn heard(&self, id: &str) -> String {
        let editor = self.person(Role::Editor).await;
        let id = contract::ids::ArticleId::trusted(id);
        let desk = domain::content::audio::desk(&self.app.bed.services, &editor, &id, Locale::Ar).await;
        desk.expect("a text").version
    }

    /// A moderator who was given one category.
    async fn held_to(&self, actor: &Actor, category: &str) -> Actor {
        let member = actor.member().expect("a member");
        let scope = role_scope::ActiveModel {
            member_id: Set(member.id.to_string()),
            category_id: Set(category.to_owned()),
        };
        role_scope::Entity::insert(scope)
            .exec_without_returning(self.app.bed.services.db.writer())
            .await
            .expect("written");
        let scope = domain::Scope::Categories(vec![category.to_owned()]);
        Actor::Member(domain::Member { scope, ..member.clone() })
    }

    /// An account that asks for a second step.
    async fn asks_for_a_code(&self, actor: &Actor) {
        let step = two_step_row::ActiveModel {
            member_id: Set(actor.member_id().expect("a member").to_string()),
            secret: Set("sealed".to_owned()),
            confirmed_at: Set(Some(self.app.bed.services.now_ms())),
            last_step: Set(0),
        };
        two_step_row::Entity::insert(step)
            .exec_without_returning(self.app.bed.services.db.writer())
            .await
            .expect("written");
    }

    /// Makes the proof of a session old.
    pub async fn age(&self, case: &Case) {
        self.change_session(case, session::Column::ConfirmedAt, Expr::value(0_i64)).await;
    }

    /// Takes the second step away from a session.
    pub async fn forget_second_step(&self, case: &Case) {
        self.change_session(case, session::Column::SecondFactorAt, Expr::value(None::<i64>)).await;
    }

    async fn change_session(
        &self,
        case: &Case,
        column: session::Column,
        value: sea_orm::sea_query::SimpleExpr,
    ) {
        let id = case.browser.jar.get(crate::support::session_cookie(&self.app.state)).expect("a session");
        let changed = session::Entity::update_many()
            .col_expr(column, value)
            .filter(session::Column::IdHash.eq(hash_of(id)))
            .exec(self.app.bed.services.db.writer())
            .await
            .expect("written");
        assert_eq!(changed.rows_affected, 1);
    }

    /// A text in French that two editors brought so far: draft, in review, approved, then scheduled, or published and
    /// archived.
    async fn text_at_desk(&self, acts: usize) -> Names {
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
    async fn trial(&self, librarian: &Actor) -> (String, String) {
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
    async fn figures_trial(&self, statistician: &Actor, value: &str) -> (String, String) {
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
    async fn figures_set(&self) -> Names {
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
    async fn new_article(&self) -> String {
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

    async fn library_item(&self, state: &str) -> String {
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
    async fn organisation(&self) -> String {
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
    async fn helpline(&self) -> String {
        let services = &self.app.bed.services;
        let editor = self.person(Role::Editor).await;
        let shipped = domain::safety::lines::helpline_form(services, &editor, "violence").await;
        let mut form = shipped.expect("what is shipped").form;
        form.checked_on = "2026-11-01".to_owned();
        domain::safety::lines::add(services, &editor, "", &form).await.expect("added")
    }

    /// The code of a computer for everybody.
    async fn kiosk_code(&self) -> String {
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
    async fn care_text(&self) -> Names {
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
    async fn unread_page(&self, item: String) -> String {
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
    async fn testimony(&self) -> contract::ids::ItemId {
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

    /// What the address is about. A new kind of thing is a new line here.
    async fn object(&self, kind: &str, owner: &Actor, actor: &Actor) -> Names {
        let content = |name: &str| self.content.get(name).cloned().unwrap_or_default();
        match kind {
            "-" => Names::new(),
            "absent" => [
                "id", "slug", "segment", "file", "name", "provider", "token", "item", "shelf", "number",
                "code", "lang", "article", "locale",
            ]
            .map(|name| (name, "zzzzzzzzzzzz".to_owned()))
            .into(),
            "section" => [("slug", contract::Section::ALL[0].slug().to_owned())].into(),
            "article" => [("segment", content("article"))].into(),
            "article-to-write" => {
                let id = content("article");
                let version = self.heard(&id).await;
                [("id", id), ("lang", "ar".to_owned()), ("version", version)].into()
            }
            "article-read-aloud" => {
                let id = content("article");
                self.read_aloud(&id).await;
                let name = format!("{id}-ar.mp3");
                let version = self.heard(&id).await;
                let text = [("id", id.clone()), ("article", id), ("name", name), ("version", version)];
                text.into_iter().chain(["lang", "locale"].map(|field| (field, "ar".to_owned()))).collect()
            }
            "dataset" => [("segment", content("dataset"))].into(),
            "dataset-file" => {
                [("segment", content("dataset")), ("name", "datapackage.json".to_owned())].into()
            }
            "dataset-raw" => [("id", content("dataset"))].into(),
            "item" => [("segment", content("item"))].into(),
            "recording" => [("segment", "safetyaudio".to_owned())].into(),
            "file" => [("id", content("file")), ("name", content("file_name"))].into(),
            "cover" => [("name", "udhrar.jpg".to_owned())].into(),
            "collection" => [("slug", "rights-and-safety".to_owned())].into(),
            "sitemap" => [("name", "pages-1.xml".to_owned())].into(),
            "share-picture" => [("name", "neutral.png".to_owned())].into(),
            "opds-part" => [("shelf", "new".to_owned())].into(),
            "opds-shelf" => {
                [("shelf", "collections".to_owned()), ("name", "rights-and-safety".to_owned())].into()
            }
            "care-text" => self.care_text().await,
            "library-item" => [("id", self.library_item("published").await)].into(),
            "retirable" => {
                let id = self.new_article().await;
                let editor = self.person(Role::Editor).await;
                let article = contract::ids::ArticleId::trusted(id.clone());
                let services = &self.app.bed.services;
                let seen = domain::content::retire::retiring(services, &editor, Locale::Ar, &article).await;
                [("id", id), ("version", seen.expect("an article").version)].into()
            }
            "unread-page" => {
                let item = self.library_item("published").await;
                [("id", self.unread_page(item).await), ("number", "1".to_owned())].into()
            }
            "organisation" => [("segment", "observatory".to_owned())].into(),
            "desk-organisation" => [("id", self.organisation().await)].into(),
            "helpline" => [("id", self.helpline().await)].into(),
            "kiosk-code" => [("code", self.kiosk_code().await)].into(),
            // Its browser carries the marks of a device and of a visit.
            "kiosk" => {
                let services = &self.app.bed.services;
                let mark = domain::kiosk::enrol(services, &self.kiosk_code().await).await.expect("a kiosk");
                let here = domain::kiosk::present(services, Some(&mark), None).expect("a mark");
                let visit = domain::kiosk::begin(services);
                let visit = domain::kiosk::seal_visit(services, &here.device, &visit);
                [("kiosk", mark), ("kiosk-visit", visit)].into()
            }
            "launch-point" => {
                let editor = self.person(Role::Editor).await;
                let line = domain::launch::launch_line(&self.app.bed.services, &editor, "exit-address");
                let version = line.await.expect("a point").version.to_string();
                [("code", "exit-address".to_owned()), ("version", version)].into()
            }
            "commitment-point" => {
                let admin = self.person(Role::Admin).await;
                let one = domain::commitment::desk_line(&self.app.bed.services, &admin, "forum").await;
                let version = one.expect("a point").line.version.to_string();
                [("code", "forum".to_owned()), ("version", version)].into()
            }
            "library-draft" => [("id", self.library_item("draft").await)].into(),
            "library-collection" => {
                let item = self.library_item("published").await;
                let librarian = self.person(Role::Librarian).await;
                let form = domain::library::CollectionForm {
                    titles: [(Locale::Ar, "مجموعة".to_owned())].into(),
                    ..domain::library::CollectionForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::create_collection(services, &librarian, "", &form).await;
                let id = made.expect("a collection");
                domain::library::place_item(services, &librarian, &id, &item).await.expect("in its place");
                [("id", id), ("item", item)].into()
            }
            "library-empty-collection" => {
                let librarian = self.person(Role::Librarian).await;
                let form = domain::library::CollectionForm {
                    titles: [(Locale::Ar, "فارغة".to_owned())].into(),
                    ..domain::library::CollectionForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::create_collection(services, &librarian, "", &form).await;
                [("id", made.expect("a collection"))].into()
            }
            "library-recording" => {
                let id = self.library_item("draft").await;
                item::Entity::update_many()
                    .col_expr(item::Column::Kind, Expr::value("audio"))
                    .filter(item::Column::Id.eq(id.as_str()))
                    .exec(self.app.bed.services.db.writer())
                    .await
                    .expect("a recording");
                [("id", id)].into()
            }
            "library-subject" => {
                let librarian = self.person(Role::Librarian).await;
                let label = domain::services::new_id();
                let form = domain::library::SubjectForm {
                    labels: [(Locale::Ar, label.clone())].into(),
                    ..domain::library::SubjectForm::default()
                };
                let services = &self.app.bed.services;
                let made = domain::library::write_subject(services, &librarian, "", &form).await;
                [("id", made.expect("a subject")), ("label", label)].into()
            }
            "library-testimony" => [("id", self.testimony().await.to_string())].into(),
            "article-draft" => self.text_at_desk(0).await,
            "article-in-review" => self.text_at_desk(1).await,
            "article-approved" => self.text_at_desk(2).await,
            "article-scheduled" => self.text_at_desk(3).await,
            "article-live" => self.text_at_desk(4).await,
            "article-archived" => self.text_at_desk(5).await,
            "library-receipt" => {
                let id = self.testimony().await;
                let librarian = self.person(Role::Librarian).await;
                let services = &self.app.bed.services;
                domain::library::revoke_consent(services, &librarian, &id, "by_contact", true)
                    .await
                    .expect("revoked");
                [("id", id.to_string())].into()
            }
            "category" => [("slug", "unions".to_owned())].into(),
            "account" => {
                let somebody = self.person(Role::Member).await;
                [("name", somebody.member().expect("a member").pseudonym.clone())].into()
            }
            "account-with-codes" => {
                let somebody = self.person(Role::Member).await;
                let member = somebody.member().expect("a member");
                let proved = self.app.bed.proved(member);
                let codes = identity::reissue_codes(&self.app.bed.services, &proved).await;
                let code = codes.expect("codes").remove(0);
                [("name", member.pseudonym.clone()), ("code", code.printed())].into()
            }
            "own-code" => {
                let codes = identity::reissue_codes(&self.app.bed.services, owner).await;
                [("code", codes.expect("codes").remove(0).printed())].into()
            }
            "verify-link" => self.mailed(Kind::Verify).await,
            "reset-link" => self.mailed(Kind::Reset).await,
            "off-link" => {
                let mut names = self.mailed(Kind::Verify).await;
                let off = names.remove("off").expect("an off link");
                [("token", off)].into()
            }
            "digest-off-link" => self.digest_off().await,
            "notification" => {
                let services = &self.app.bed.services;
                self.news(owner.member().expect("a member")).await;
                let list = domain::notify::notifications(services, owner, None, Locale::Ar).await;
                [("line", list.expect("her list").lines.remove(0).id)].into()
            }
            "session" => {
                // Another browser of hers.
                let id = self.app.session_of(owner).await;
                let lines = identity::sessions(&self.app.bed.services, owner.member().expect("a member"));
                let line = lines
                    .await
                    .expect("sessions")
                    .into_iter()
                    .find(|line| hash_of(&id).starts_with(&line.key));
                [("session", line.expect("the new one").key)].into()
            }
            "provider" => [("provider", "house".to_owned())].into(),
            "provider-link" => {
                let owner = match owner.member_id() {
                    Some(id) => id.clone(),
                    None => self.person(Role::Member).await.member_id().expect("a member").clone(),
                };
                identity::provider::link(&self.app.bed.services, &owner, &self.identity())
                    .await
                    .expect("linked");
                [("provider", "house".to_owned())].into()
            }
            "first-sign-in" => {
                let services = &self.app.bed.services;
                let way = identity::provider::await_first(services, &self.identity(), None).await;
                [("way", way.expect("one that waits"))].into()
            }
            "two-step-offer" => {
                let services = &self.app.bed.services;
                let offer = two_step::offer(services, owner, "").expect("an offer");
                let code = offer.secret.code_at(two_step::totp::step_at(services.now_ms()));
                [("offer", offer.sealed), ("code", code)].into()
            }
            "invitation" => {
                let services = &self.app.bed.services;
                let admin = self.person(Role::Admin).await;
                let made = staff::invite(services, &admin, "editor", "").await.expect("made").expect("new");
                let newest = staff::invitations(services, &admin).await.expect("read");
                let id = staff_invitation::Entity::find()
                    .filter(
                        staff_invitation::Column::CreatedBy.eq(admin.member_id().expect("a member").as_str()),
                    )
                    .one(services.db.read())
                    .await
                    .expect("read")
                    .expect("the new one")
                    .id;
                assert!(newest.iter().any(|line| line.id == id));
                [("token", made.token), ("invitation", id)].into()
            }
            "trial" => {
                // Not everybody may bring one: it becomes hers afterwards.
                let librarian = self.person(Role::Librarian).await;
                let (id, token) = self.trial(&librarian).await;
                if let Some(owner) = owner.member_id() {
                    trial::Entity::update_many()
                        .col_expr(trial::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(trial::Column::Id.eq(id.as_str()))
                        .exec(self.app.bed.services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id), ("token", token)].into()
            }
            "batch" => {
                let services = &self.app.bed.services;
                let librarian = self.person(Role::Librarian).await;
                let (id, token) = self.trial(&librarian).await;
                batch::confirm(services, &librarian, &id, &token).await.expect("imported");
                let done = batch::trial(services, &librarian, &id).await.expect("a table");
                [("id", done.batch.expect("a batch"))].into()
            }
            "figures-trial" | "figures-faulty" => {
                // Not everybody may bring one: it becomes hers afterwards.
                let statistician = self.person(Role::Statistician).await;
                // Never the figure of the case before: what would change nothing is not imported.
                let new = format!("27.{}", PEOPLE.fetch_add(1, Ordering::Relaxed));
                let value = if kind == "figures-faulty" { "many" } else { new.as_str() };
                let (id, token) = self.figures_trial(&statistician, value).await;
                if let Some(owner) = owner.member_id() {
                    figures::Entity::update_many()
                        .col_expr(figures::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(figures::Column::Id.eq(id.as_str()))
                        .exec(self.app.bed.services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id), ("token", token)].into()
            }
            "figures-set" => self.figures_set().await,
            "upload" => {
                // Not everybody may begin one: it becomes hers afterwards.
                let services = &self.app.bed.services;
                let librarian = self.person(Role::Librarian).await;
                let id =
                    domain::library::upload::begin(services, &librarian, 6, "a.vtt").await.expect("begun");
                if let Some(owner) = owner.member_id() {
                    upload::Entity::update_many()
                        .col_expr(upload::Column::MemberId, Expr::value(owner.as_str()))
                        .filter(upload::Column::Id.eq(id.as_str()))
                        .exec(services.db.writer())
                        .await
                        .expect("written");
                }
                [("id", id)].into()
            }
            "member" => [("id", owner.member_id().expect("a member").to_string())].into(),
            "staff-session" => {
                let somebody = self.person(Role::Editor).await;
                let id = self.app.session_of(&somebody).await;
                [("session", hash_of(&id).chars().take(16).collect())].into()
            }
            "export" => {
                // Asked for, and ready.
                let services = &self.app.bed.services;
                domain::privacy::ask_for_export(services, owner).await.expect("asked");
                match domain::privacy::my_data(services, owner).await.expect("her data").export {
                    domain::privacy::ExportState::Ready { id, .. } => [("export", id)].into(),
                    other => panic!("{other:?}"),
                }
            }
            "vanished" => {
                // Somebody who disappeared, and the code with which she comes back.
                let somebody = self.person(Role::Member).await;
                let form = domain::privacy::Leaving { choice: "vanish".into(), ..Default::default() };
                let left =
                    domain::privacy::leave(&self.app.bed.services, &somebody, &form).await.expect("gone");
                let name = somebody.member().expect("a member").pseudonym.clone();
                [("name", name), ("code", left.code.expect("a code").printed())].into()
            }
            "waiting-topic" => self.topic(owner).await,
            "review-item" | "decided-item" => {
                let mut names = self.topic(owner).await;
                if kind == "decided-item" {
                    self.publish(&names).await;
                }
                let row = review_item::Entity::find()
                    .filter(review_item::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("an item");
                names.insert("item", row.id);
                names
            }
            "waiting-post" | "published-post" => {
                let mut names = self.topic(owner).await;
                if kind == "published-post" {
                    self.publish(&names).await;
                }
                names.insert("id", names["post"].clone());
                names
            }
            // A text of hers that the team would like to answer in private.
            "offered-post" => {
                let mut names = self.topic(owner).await;
                let team = self.person(Role::Admin).await;
                let decision = domain::moderation::Decision {
                    post: names["post"].clone(),
                    version: names["version"].clone(),
                    action: "private".to_owned(),
                    note: "نحن هنا".to_owned(),
                    ..domain::moderation::Decision::default()
                };
                domain::moderation::decide(&self.app.bed.services, &team, &decision).await.expect("offered");
                names.insert("id", names["post"].clone());
                names
            }
            // A published text with a change of it that waits; the change before that one is number 2.
            "edited-post" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let services = &self.app.bed.services;
                let id: contract::ids::PostId = names["post"].parse().expect("an id");
                let author = self.author_of(&names["post"]).await;
                for more in ["وبعد هذا كلام", "ثمّ كلام آخر"] {
                    let now = forum::to_edit(services, &author, &id).await.expect("her text");
                    let change = forum::Edit {
                        title: now.title.unwrap_or_default(),
                        body: format!("{} {more}", now.source),
                        base: now.base.to_string(),
                        ..forum::Edit::default()
                    };
                    forum::edit_post(services, &author, &id, &change).await.expect("changed");
                }
                let now = forum::to_edit(services, &author, &id).await.expect("her text");
                names.insert("n", now.base.to_string());
                names.insert("id", names["post"].clone());
                let version = post::Entity::find_by_id(names["post"].as_str())
                    .one(services.db.read())
                    .await
                    .expect("read")
                    .expect("a post")
                    .version;
                names.insert("version", version.to_string());
                names
            }
            "bookmark" => {
                let names = self.topic(&Actor::Guest).await;
                self.publish(&names).await;
                let whose = match owner.member() {
                    Some(_) => owner.clone(),
                    None => self.person(Role::Member).await,
                };
                let post = names["post"].parse().expect("an id");
                forum::mark(&self.app.bed.services, &whose, &post, "bookmark").await.expect("kept");
                names
            }
            "alias-post" => self.hidden_topic(owner).await,
            // What she sends to the team instead of publishing it is of a category; what she asks it is of none.
            "case" | "case-in-unions" => {
                let form = domain::messages::NewCase {
                    kind: "question".to_owned(),
                    body: "سؤال إلى الفريق".to_owned(),
                    category: if kind == "case" { String::new() } else { "unions".to_owned() },
                    ..Default::default()
                };
                let id = domain::messages::begin(&self.app.bed.services, owner, &form).await.expect("a case");
                [("id", id.to_string())].into()
            }
            "question" | "question-in-danger" => self.question(kind == "question-in-danger").await,
            "question-offered" => self.offered_question().await,
            "article-request" => {
                let services = &self.app.bed.services;
                let names = self.offered_question().await;
                let offer = names["offer"].parse().expect("an id");
                domain::ask::answer_offer(services, &names["receipt"], &offer, true).await.expect("agreed");
                let admin = self.person(Role::Admin).await;
                let all = domain::ask::article_requests(services, &admin).await.expect("a list");
                [("request", all[0].id.to_string())].into()
            }
            "decision" => {
                let (_, id) = self.sanctioned(owner).await;
                [("decision", format!("sanction-{id}"))].into()
            }
            "sanction" => {
                let (mut names, id) = self.sanctioned(owner).await;
                names.insert("id", id);
                names
            }
            "proposal" => {
                // Against one of the team: it waits for a second person.
                let (admin, moderator) = (self.person(Role::Admin).await, self.person(Role::Moderator).await);
                let (_, id) = self.sanction(&admin, &moderator, "silence").await;
                [("id", id)].into()
            }
            "running" => {
                // One that holds, and a day before its last one.
                let lead = self.person(Role::LeadModerator).await;
                let (mut names, id) = self.sanction(&lead, owner, "silence").await;
                let day = domain::services::day_of(self.app.bed.services.now_ms() + 86_400_000);
                names.extend([("id", id), ("day", day)]);
                names
            }
            "lifting" => {
                // Against one of the team, and asked to end: it waits for a second person.
                let (admin, moderator) = (self.person(Role::Admin).await, self.person(Role::Moderator).await);
                let (_, id) = self.sanction(&admin, &moderator, "silence").await;
                let services = &self.app.bed.services;
                let sanction = contract::ids::SanctionId::trusted(id.clone());
                let second = self.person(Role::LeadModerator).await;
                domain::moderation::sanction::confirm(services, &second, &sanction).await.expect("confirmed");
                let form = domain::moderation::sanction::Milder {
                    reason: "سبب داخليّ".to_owned(),
                    message: "راجعنا القرار".to_owned(),
                    ends: String::new(),
                };
                domain::moderation::sanction::lift(services, &admin, &sanction, &form).await.expect("asked");
                [("id", id)].into()
            }
            "appeal" | "appeal-asked" => {
                let services = &self.app.bed.services;
                let (_, id) = self.sanctioned(owner).await;
                let form = domain::moderation::appeal::NewAppeal {
                    decision: format!("sanction-{id}"),
                    body: "لم أقصد ذلك".to_owned(),
                    ..Default::default()
                };
                let id = domain::moderation::appeal::appeal(services, owner, &form).await.expect("appealed");
                if kind == "appeal-asked" {
                    let another = self.person(Role::LeadModerator).await;
                    let asked = domain::moderation::appeal::ask(services, &another, &id, "ماذا قصدتِ؟").await;
                    asked.expect("asked");
                }
                [("id", id.to_string())].into()
            }
            "identity-request" => {
                let lead = self.person(Role::LeadModerator).await;
                let names = self.hidden_topic(owner).await;
                let question = domain::moderation::identity::Question {
                    post: names["post"].clone(),
                    reason: "she_is_in_danger".to_owned(),
                    form_key: String::new(),
                };
                let services = &self.app.bed.services;
                let id = domain::moderation::identity::ask(services, &lead, &question).await.expect("asked");
                [("id", id.to_string())].into()
            }
            "report" => {
                // Something that she reported, whatever her role is.
                let names = self.topic(&Actor::Guest).await;
                self.publish(&names).await;
                let whose = match owner.member() {
                    Some(member) => Actor::Member(domain::Member { role: Role::Member, ..member.clone() }),
                    None => self.person(Role::Member).await,
                };
                self.report(&whose, &names["post"], "hate").await;
                let mine = domain::moderation::report::my_reports(&self.app.bed.services, &whose).await;
                [("report", mine.expect("her list").remove(0).id)].into()
            }
            "report-case" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let reporter = self.person(Role::Member).await;
                self.report(&reporter, &names["post"], "hate").await;
                let case = report_case::Entity::find()
                    .filter(report_case::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("a case");
                names.insert("id", case.id);
                names.insert("version", case.version.to_string());
                names
            }
            "safety-case" | "held-post" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let team = self.person(Role::Moderator).await;
                let post = names["post"].parse().expect("an id");
                domain::safety::danger::raise(&self.app.bed.services, &team, &post).await.expect("raised");
                let case = safety_case::Entity::find()
                    .filter(safety_case::Column::PostId.eq(names["post"].as_str()))
                    .one(self.app.bed.services.db.read())
                    .await
                    .expect("read")
                    .expect("a case");
                let id = if kind == "held-post" { names["post"].clone() } else { case.id };
                names.insert("id", id);
                names.insert("version", case.version.to_string());
                names
            }
            "shift" => {
                let services = &self.app.bed.services;
                let lead = self.person(Role::LeadModerator).await;
                let member = lead.member_id().expect("a member").to_string();
                let form = domain::duty::NewShift {
                    member: member.clone(),
                    weekday: "1".to_owned(),
                    from: "09:00".to_owned(),
                    to: "10:00".to_owned(),
                    ..Default::default()
                };
                domain::duty::add(services, &lead, &form).await.expect("added");
                let plan = domain::duty::plan(services, &lead).await.expect("the plan");
                [("shift", plan.entries[0].id.clone()), ("member", member)].into()
            }
            // A topic without a poll, with an answer, and another topic.
            "answered-topic" => {
                let mut names = self.topic(owner).await;
                self.publish(&names).await;
                let (services, id) = (&self.app.bed.services, names["id"].clone());
                poll_option::Entity::delete_many()
                    .filter(poll_option::Column::TopicId.eq(id.as_str()))
                    .exec(services.db.writer())
                    .await
                    .expect("written");
                poll::Entity::delete_by_id(id.as_str()).exec(services.db.writer()).await.expect("written");
                let team = self.person(Role::Admin).await;
                let form = NewReply {
                    body: "بالحافلة من أمام السوق".to_owned(), ..NewReply::default()
                };
                let topic = contract::ids::TopicId::trusted(id);
                let said = forum::reply(services, &team, &topic, &form, Locale::Ar).await.expect("an answer");
                names.insert("answer", said.post.to_string());
                let other = self.topic(&self.person(Role::Member).await).await;
                self.publish(&other).await;
                names.insert("other", other["id"].clone());
                names
            }
            "published-topic" => {
                let names = self.topic(owner).await;
                self.publish(&names).await;
                names
            }
            _ => panic!("world.rs knows no {kind} (asked for {:?})", actor.member_id()),
        }
    }

    /// Somebody new at the provider.
    fn identity(&self) -> identity::provider::Identity {
        let subject = PEOPLE.fetch_add(1, Ordering::Relaxed).to_string();
        identity::provider::Identity::new(&self.app.bed.services, "house", "https://house.example", &subject)
    }

    /// The links of a message to a new account: what it is for, and what stops it.
    async fn mailed(&self, kind: Kind) -> Names {
        let services = &self.app.bed.services;
        let somebody = self.person(Role::Member).await;
        let member = somebody.member().expect("a member");
        let address = format!("{}@example.tn", member.id);
        let form = identity::email::Address {
            email: address.clone(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        identity::email::add(services, &self.app.bed.proved(member), &form).await.expect("an address");
        let mut message = self.message(Kind::Verify, &address).await;
        if kind == Kind::Reset {
            identity::email::verify(services, message.token.as_str()).await.expect("proved");
            identity::reset::request(services, &member.pseudonym).await.expect("asked");
            message = self.message(kind, &address).await;
        }
        [("token", message.token.as_str().to_owned()), ("off", message.off)].into()
    }

    /// Something that she does not know yet.
    async fn news(&self, member: &domain::Member) {
        let services = &self.app.bed.services;
        let (db, id) = (services.db.writer(), domain::services::new_id());
        domain::notify::event::message(db, member.id.as_str(), &id, &id, services.now_ms())
            .await
            .expect("written");
        while domain::notify::deliver_due(services).await.expect("told").events > 0 {}
    }

    /// The link of a digest that stops digests.
    async fn digest_off(&self) -> Names {
        let services = &self.app.bed.services;
        let somebody = self.person(Role::Member).await;
        let member = somebody.member().expect("a member");
        let address = format!("{}@example.tn", member.id);
        let form = identity::email::Address {
            email: address.clone(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        identity::email::add(services, &self.app.bed.proved(member), &form).await.expect("an address");
        let proof = self.message(Kind::Verify, &address).await;
        identity::email::verify(services, proof.token.as_str()).await.expect("proved");
        domain::notify::digest::choose(services, &somebody, "daily", "0").await.expect("chosen");
        self.news(member).await;
        digest::Entity::update_many()
            .col_expr(digest::Column::DueAt, Expr::value(0_i64))
            .filter(digest::Column::MemberId.eq(member.id.as_str()))
            .exec(services.db.writer())
            .await
            .expect("due");
        domain::notify::digest::enqueue_due(services).await.expect("written");
        [("token", self.message(Kind::Digest, &address).await.off)].into()
    }

    /// The message of a kind to an address, once what waits was sent.
    async fn message(&self, kind: Kind, address: &str) -> Message {
        loop {
            let sent = self.mailer.sent();
            let found = sent.into_iter().rfind(|one| one.kind == kind && one.to.as_str() == address);
            if let Some(message) = found {
                return message;
            }
            let done = deliver_due(&self.app.bed.services).await.expect("delivered");
            assert!(done.sent + done.dropped > 0, "nothing waits for {kind:?}");
        }
    }

    /// A notice to whoever it is about, by a lead moderator; what it is about, and its identifier.
    async fn sanctioned(&self, whom: &Actor) -> (Names, String) {
        // One of the team is told by an administrator alone.
        let of_team = whom.member().is_some_and(|member| member.role.is_staff());
        let by = self.person(if of_team { Role::Admin } else { Role::LeadModerator }).await;
        let (names, id) = self.sanction(&by, whom, "notice").await;
        if of_team {
            let second = self.person(Role::Admin).await;
            let id = contract::ids::SanctionId::trusted(id.clone());
            let services = &self.app.bed.services;
            domain::moderation::sanction::confirm(services, &second, &id).await.expect("confirmed");
        }
        (names, id)
    }

    async fn sanction(&self, by: &Actor, whom: &Actor, kind: &str) -> (Names, String) {
        let services = &self.app.bed.services;
        let names = self.topic(whom).await;
        let form = domain::moderation::sanction::NewSanction {
            post: names["post"].clone(),
            kind: kind.to_owned(),
            rule: "insult".to_owned(),
            reason: "سبب داخليّ".to_owned(),
            message: "كلمة إليكِ".to_owned(),
            ends: domain::services::day_of(services.now_ms() + 3 * 86_400_000),
            ..Default::default()
        };
        let id = domain::moderation::sanction::give(services, by, &form).await.expect("given");
        (names, id.to_string())
    }

    /// A topic that waits, as everything a member writes does.
    async fn topic(&self, owner: &Actor) -> Names {
        self.topic_under(owner, Mask::default()).await
    }

    /// The same without a name.
    async fn hidden_topic(&self, owner: &Actor) -> Names {
        self.topic_under(owner, Mask { hide: true, switch: false }).await
    }

    async fn topic_under(&self, owner: &Actor, mask: Mask) -> Names {
        let author = match owner.member() {
            Some(member) => Actor::Member(domain::Member { role: Role::Member, ..member.clone() }),
            None => self.person(Role::Member).await,
        };
        let form = NewTopic {
            category: "unions".to_owned(),
            title: "سؤال عن الطريق".to_owned(),
            body: "كيف أصل إلى المكتب؟".to_owned(),
            poll: NewPoll {
                choices: "بالحافلة\nعلى القدمين".to_owned(), ..NewPoll::default()
            },
            mask,
            ..NewTopic::default()
        };
        let services = &self.app.bed.services;
        let sent = forum::create_topic(services, &author, &form, Locale::Ar).await.expect("a topic");
        let post = post::Entity::find_by_id(sent.post.as_str()).one(services.db.read()).await;
        let version = post.expect("read").expect("a post").version;
        [("id", sent.topic.to_string()), ("post", sent.post.to_string()), ("version", version.to_string())]
            .into()
    }

    /// Who wrote a post.
    async fn author_of(&self, id: &str) -> Actor {
        let services = &self.app.bed.services;
        let db = services.db.read();
        let row = post::Entity::find_by_id(id).one(db).await.expect("read").expect("a post");
        let author = member::Entity::find_by_id(row.author_id.expect("an author")).one(db).await;
        let author = author.expect("read").expect("an account");
        let id = contract::ids::MemberId::trusted(author.id);
        domain::testing::signed_in(domain::Member::new(id, author.pseudonym, Role::Member), services.now_ms())
    }

    async fn report(&self, who: &Actor, post: &str, code: &str) {
        let form = domain::moderation::report::NewReport {
            post: post.to_owned(),
            code: code.to_owned(),
            ..Default::default()
        };
        domain::moderation::report::report(&self.app.bed.services, who, &form).await.expect("reported");
    }

    async fn publish(&self, names: &Names) {
        // The author may be of any role, and on an administrator's text decide administrators.
        let team = self.person(Role::Admin).await;
        let decision = domain::moderation::Decision {
            post: names["post"].clone(),
            version: names["version"].clone(),
            action: "approve".to_owned(),
            ..domain::moderation::Decision::default()
        };
        domain::moderation::decide(&self.app.bed.services, &team, &decision).await.expect("decided");
    }
}

fn hash_of(id: &str) -> String {
    server::session::store::hash(&id.parse().expect("a session's id"))
}
