//! People and things for one cell of the table. Everything is made anew for each cell, so that no cell knows
//! of another.

mod object;
mod talk;
mod things;

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
}

fn hash_of(id: &str) -> String {
    server::session::store::hash(&id.parse().expect("a session's id"))
}
