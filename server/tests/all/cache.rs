//! Kept pages through the real router: whatever is written anywhere is on the next page, nothing of anybody is kept, one
//! drawing serves all who ask at once, and a database that is away takes no page from those who read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod crowds;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration as Time, Instant},
};

use axum::Router;
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Db, Role,
    forum::{self, NewReply, NewTopic, draft},
    moderation::{self, Decision},
    testing::TestBed,
};
use entity::{
    content::article_text,
    forum::{post, topic},
};
use http::Request;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, sea_query::Expr};
use server::config::Config;

use crate::support::{TestApp, TestBrowser};

const AR: Locale = Locale::Ar;

/// A portal in which something stands everywhere, with the number of what it asks the database.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) team: Actor,
    pub(crate) topic: String,
    queries: Arc<AtomicUsize>,
}

impl Scene {
    pub(crate) async fn over(mut bed: TestBed) -> Self {
        domain::seed::seed(&bed.services).await.unwrap();
        let team = bed.member("فريق", Role::Moderator).await;
        bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال عن العقد".into(),
            body: "نصّ السؤال".into(),
            ..NewTopic::default()
        };
        let topic = forum::create_topic(&bed.services, &team, &form, AR).await.unwrap().topic;
        let queries = bed.services.db.count_queries();
        let app = TestApp::over(bed, Config::default(), Router::new());
        Self { app, team, topic: topic.as_str().to_owned(), queries }
    }

    pub(crate) fn backend(&self) -> &'static str {
        self.app.bed.backend
    }

    pub(crate) fn topic(&self) -> String {
        format!("/ar/forum/t/{}", self.topic)
    }

    pub(crate) fn is_kept(&self, path: &str) -> bool {
        self.app.state.pages.all().iter().any(|(key, _)| key == path)
    }

    /// Opens a page as a guest; the queries that it took.
    pub(crate) async fn open(&self, path: &str) -> usize {
        self.queries.store(0, Ordering::SeqCst);
        self.app.browser().get(path).await.assert_status(200);
        self.queries.load(Ordering::SeqCst)
    }

    pub(crate) async fn first_link(&self, page: &str, begin: &str) -> String {
        let text = self.app.browser().get(page).await.assert_status(200).text();
        let found = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let found = found.into_iter().find(|href| href.starts_with(begin) && !href.contains(['?', '#']));
        found.unwrap_or_else(|| panic!("{page} leads to no {begin}")).to_owned()
    }

    pub(crate) async fn raw(&self, sql: &str) -> bool {
        self.app.bed.services.db.writer().execute_unprepared(sql).await.is_ok()
    }
}

/// Some column of a table.
async fn column(db: &Db, table: &str) -> String {
    let sql = if db.is_sqlite() {
        format!("SELECT name AS c FROM pragma_table_info('{table}') ORDER BY cid LIMIT 1")
    } else {
        format!(
            "SELECT column_name::text AS c FROM information_schema.columns WHERE table_schema = current_schema() \
             AND table_name = '{table}' ORDER BY ordinal_position LIMIT 1"
        )
    };
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "c").unwrap()
}

/// Every page that many read, and every table that it is made from: a write there, whatever it is, draws it anew; a write
/// elsewhere does not.
#[tokio::test]
async fn whatever_is_written_is_on_the_next_page() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let article = scene.first_link("/ar", "/ar/a/").await;
        let item = scene.first_link("/ar", "/ar/library/").await;
        let dataset = scene.first_link("/ar/statistics", "/ar/statistics/poverty").await;
        let section = scene.first_link("/ar", "/ar/sections/").await;
        for (path, among) in [
            ("/ar".to_owned(), vec!["article_text", "topic", "library_item", "dataset"]),
            (section, vec!["article_text"]),
            (article, vec!["article_text"]),
            ("/ar/forum".to_owned(), vec!["category", "category_text"]),
            // Of the forum these know the rows that they read (`cache_rows`).
            ("/ar/forum/c/unions".to_owned(), vec!["category", "rules", "category_text", "member"]),
            (scene.topic(), vec!["topic", "post", "rules", "texts", "category_text", "member"]),
            ("/ar/library".to_owned(), vec!["library_item"]),
            (item, vec!["library_item"]),
            (dataset, vec!["dataset"]),
            ("/ar/safety".to_owned(), vec![]),
            ("/ar/about".to_owned(), vec![]),
        ] {
            let at = format!("{} {path}", scene.backend());
            // The first reader may be the one for whom something is worked out and written.
            scene.open(&path).await;
            scene.app.bed.clock.advance(Duration::seconds(10));
            scene.open(&path).await;
            assert!(scene.is_kept(&path), "{at} is not kept");
            assert_eq!(scene.open(&path).await, 0, "{at} is drawn again");
            let pages = scene.app.state.pages.all();
            let entry = pages.iter().find(|(key, _)| *key == path).map(|(_, entry)| entry.clone()).unwrap();
            let tables = scene.app.state.pages.ledger().names(entry.tables());
            for table in among {
                let is_it = |name: &String| name.split('/').next() == Some(table);
                assert!(tables.iter().any(is_it), "{at} does not know of {table}: {tables:?}");
            }
            for table in tables.iter().filter(|name| !name.contains('/')) {
                let column = column(&scene.app.bed.services.db, table).await;
                // Row triggers hear nothing of a table without rows; some tables can only be added to.
                let count = format!("SELECT count(*) AS n FROM \"{table}\"");
                let db = scene.app.bed.services.db.read();
                let count = Statement::from_string(scene.app.bed.services.db.backend(), count);
                let rows: i64 = db.query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap();
                if rows == 0
                    || !scene.raw(&format!("UPDATE \"{table}\" SET \"{column}\" = \"{column}\"")).await
                {
                    continue;
                }
                let asked = scene.open(&path).await;
                assert!(
                    asked > 0 || path == "/ar/about" || path == "/ar/safety",
                    "{at}: {table} was written"
                );
                assert_eq!(scene.open(&path).await, 0, "{at}: kept again after {table}");
            }
            // Of a table that no page shows nobody hears.
            assert!(scene.raw("DELETE FROM rate_bucket").await);
            assert_eq!(scene.open(&path).await, 0, "{at}: nothing was written that it shows");
        }
    }
}

/// What is written all day long and that no guest sees leaves her page as it is.
#[tokio::test]
async fn what_somebody_keeps_for_herself_draws_no_page_anew() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let (path, backend) = (scene.topic(), scene.backend());
        scene.open(&path).await;
        assert_eq!(scene.open(&path).await, 0, "{backend}: not kept");
        let her = scene.app.bed.member("زهرة", Role::Member).await;
        scene.open(&path).await;
        assert_eq!(scene.open(&path).await, 0, "{backend}: not kept");
        let place = draft::Place::topic(&scene.topic.parse().unwrap());
        let writing = draft::Writing { body: "جواب لم يرسل".into(), ..draft::Writing::default() };
        assert_eq!(
            draft::save(&scene.app.bed.services, &her, &place, &writing).await.unwrap(),
            draft::Kept::Done
        );
        assert_eq!(scene.open(&path).await, 0, "{backend}: a draft makes the page old");
        assert!(draft::find(&scene.app.bed.services, &her, &place).await.unwrap().is_some());
    }
}

/// The use cases themselves, through their forms: published, changed, taken away.
#[tokio::test]
async fn what_the_rooms_do_is_seen_at_once() {
    const NAMED: &str = "عقدة الزيتون";
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let (services, backend) = (scene.app.bed.services.clone(), scene.backend());
        let mut guest = scene.app.browser();
        let lists = ["/ar", "/ar/forum/c/unions"];
        for path in lists.iter().copied().chain([scene.topic().as_str()]) {
            guest.get(path).await.assert_status(200).assert_text("سؤال عن العقد");
            assert!(scene.is_kept(path), "{backend} {path}");
        }
        // An answer of the team stands at once, that of a member when it was approved.
        let mut team = scene.app.browser();
        team.sign_in_as(&scene.team).await;
        team.post(&scene.topic(), &[("body", "جواب الفريق")]).await.assert_status(303);
        guest.get(&scene.topic()).await.assert_text("جواب الفريق");
        let author = scene.app.bed.member(NAMED, Role::Member).await;
        scene.app.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: "جواب ينتظر".into(), ..NewReply::default() };
        let id = scene.topic.parse().unwrap();
        let sent = forum::reply(&services, &author, &id, &form, AR).await.unwrap();
        let before = guest.get(&scene.topic()).await.text();
        assert!(!before.contains("جواب ينتظر") && !before.contains(NAMED), "{backend}");
        let row =
            post::Entity::find_by_id(sent.post.as_str()).one(services.db.read()).await.unwrap().unwrap();
        let decision = Decision {
            post: row.id,
            version: row.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&services, &scene.team, &decision).await.unwrap();
        guest.get(&scene.topic()).await.assert_text("جواب ينتظر").assert_text(NAMED);
        // Taken away: gone everywhere, from the first page on.
        for (state, there) in [("removed", false), ("published", true)] {
            topic::Entity::update_many()
                .col_expr(topic::Column::State, Expr::value(state))
                .filter(topic::Column::Id.eq(scene.topic.as_str()))
                .exec(services.db.writer())
                .await
                .unwrap();
            post::Entity::update_many()
                .col_expr(post::Column::State, Expr::value(state))
                .filter(post::Column::TopicId.eq(scene.topic.as_str()))
                .exec(services.db.writer())
                .await
                .unwrap();
            for path in lists {
                let page = guest.get(path).await.text();
                assert_eq!(page.contains("سؤال عن العقد"), there, "{backend} {path} {state}");
            }
            // Its own address says that it was taken away, or nothing at all; its texts are gone from there too.
            let page = guest.get(&scene.topic()).await.text();
            for text in ["نصّ السؤال", "جواب الفريق", "جواب ينتظر", NAMED] {
                assert_eq!(page.contains(text), there, "{backend} {state} {text}");
            }
        }
        // A transaction that comes to nothing changes nothing, and what it wrote was never there.
        let tx = services.db.begin().await.unwrap();
        topic::Entity::update_many()
            .col_expr(topic::Column::Title, Expr::value("لن يكون"))
            .exec(&tx)
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        let page = guest.get(&scene.topic()).await.text();
        assert!(page.contains("سؤال عن العقد") && !page.contains("لن يكون"), "{backend}");

        // A text whose time ends at a full minute is gone then, and the clock alone does it.
        let path = scene.first_link("/ar", "/ar/a/").await;
        let id = path.trim_start_matches("/ar/a/").split('-').next().unwrap().to_owned();
        let minute = (services.now_ms() / 60_000 + 1) * 60_000;
        article_text::Entity::update_many()
            .col_expr(article_text::Column::VisibleTo, Expr::value(minute))
            .filter(article_text::Column::ArticleId.eq(id.as_str()))
            .exec(services.db.writer())
            .await
            .unwrap();
        scene.app.bed.clock.advance(Duration::milliseconds(minute - 1 - services.now_ms()));
        guest.get(&path).await.assert_status(200);
        scene.app.bed.clock.advance(Duration::milliseconds(1));
        assert_ne!(guest.get(&path).await.status, 200, "{backend}: its time is over");
    }
}

/// Another process writes: seen within a second, by asking or because PostgreSQL says so.
#[tokio::test]
async fn what_another_process_writes_is_seen_within_a_second() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let other = Db::connect(&scene.app.bed.url, 1).await.unwrap();
        let listening = tokio::spawn(domain::fresh::Ledger::listen(scene.app.bed.services.clone()));
        for round in 0..5 {
            scene.open(&scene.topic()).await;
            let title = format!("عنوان آخر {round}");
            topic::Entity::update_many()
                .col_expr(topic::Column::Title, Expr::value(title.clone()))
                .filter(topic::Column::Id.eq(scene.topic.as_str()))
                .exec(other.writer())
                .await
                .unwrap();
            let since = Instant::now();
            while !scene.app.browser().get(&scene.topic()).await.text().contains(&title) {
                assert!(since.elapsed() < Time::from_millis(1_200), "{}: it stays old", scene.backend());
                tokio::time::sleep(Time::from_millis(10)).await;
            }
        }
        listening.abort();
        other.close().await;
    }
}

#[tokio::test]
async fn nothing_of_anybody_is_ever_kept() {
    const CANARY: &str = "زعفران البريّة";
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let member = scene.app.bed.member(CANARY, Role::Member).await;
        let mut hers = scene.app.browser();
        hers.sign_in_as(&member).await;
        let topic = scene.topic();
        let paths = [
            "/ar",
            "/ar/forum",
            "/ar/forum/c/unions",
            topic.as_str(),
            "/ar/library",
            "/ar/about",
            "/ar/sign-in",
            "/ar/join",
        ];
        for path in paths {
            hers.get(path).await;
        }
        for cookie in ["kiosk=1", "discreet=1", "lang=ar; kiosk=1", "anything=1"] {
            let ask = Request::get("/ar/about").header("cookie", cookie);
            scene.app.browser().send(ask).await.assert_status(200);
        }
        for path in
            ["/ar/search?q=x", "/ar/forum?done=sent", "/ar/forum/t/nowhere00000", "/ar/sign-in", "/ar/join"]
        {
            scene.app.browser().get(path).await;
        }
        assert!(
            scene.app.state.pages.all().is_empty(),
            "{}: {:?}",
            scene.backend(),
            scene.app.state.pages.all()
        );
        // A guest's visit is kept; hers after it is her own, and leaves nothing in it.
        for path in paths {
            let plain = scene.app.browser().get(path).await;
            let own = hers.get(path).await;
            if plain.status == 200 && own.status == 200 {
                assert!(own.header("cache-control").contains("no-store"), "{path}");
                assert!(!plain.text().contains(CANARY), "{path}");
            }
        }
        let kept = scene.app.state.pages.all();
        assert!(kept.len() >= 5, "{}: {}", scene.backend(), kept.len());
        for (key, entry) in kept {
            assert!(!String::from_utf8_lossy(entry.text()).contains(CANARY), "{key}");
            assert!(!entry.headers().contains_key("set-cookie"), "{key}");
            assert_eq!(entry.headers()["cache-control"], "no-cache", "{key}");
            assert!(!key.contains("sign-in") && !key.contains("join") && !key.contains("desk"), "{key}");
        }
        // Somebody who reads in another language than her browser's is told so each time, not from what is kept.
        for _ in 0..2 {
            let mut french = scene.app.browser();
            french.always("accept-language", "fr");
            assert_eq!(french.get("/ar/about").await.cookies().len(), 1);
            assert!(scene.app.browser().get("/ar/about").await.cookies().is_empty());
        }
    }
}

#[tokio::test]
async fn hits_and_misses_are_counted() {
    let scene = Scene::over(TestBed::sqlite().await).await;
    let count = async |outcome: &str| {
        let text = server::metrics::report(&scene.app.state).await;
        let name = format!("jusoor_page_cache_total{{outcome=\"{outcome}\"}} ");
        let line = text.lines().find_map(|line| line.strip_prefix(&name)).unwrap();
        line.parse::<u64>().unwrap()
    };
    for _ in 0..2 {
        scene.open("/ar/about").await;
    }
    let (hits, misses) = (count("hit").await, count("miss").await);
    assert!(misses > 0 && hits + misses == 2, "{hits} {misses}");
    for _ in 0..2 {
        scene.open("/ar/about").await;
    }
    assert_eq!((count("hit").await, count("miss").await, count("spare").await), (hits + 2, misses, 0));
    // Whoever brings something is given nothing kept, and is not counted.
    scene.app.browser().get("/ar/about?n=1").await.assert_status(200);
    assert_eq!((count("hit").await, count("miss").await), (hits + 2, misses));
    scene.app.bed.services.db.close().await;
    scene.app.bed.clock.advance(Duration::seconds(20));
    scene.open("/ar/about").await;
    let shown = count("hit").await + count("spare").await;
    assert_eq!(shown, hits + 3, "shown without a database");
}

#[tokio::test]
async fn a_portal_that_keeps_nothing_reads_each_time() {
    let mut bed = TestBed::sqlite().await;
    domain::seed::seed(&bed.services).await.unwrap();
    let queries = bed.services.db.count_queries();
    let mut config = Config::default();
    config.server.page_cache_mb = 0;
    let app = TestApp::over(bed, config, Router::new());
    for _ in 0..2 {
        queries.store(0, Ordering::SeqCst);
        app.browser().get("/ar").await.assert_status(200);
        assert!(queries.load(Ordering::SeqCst) > 0);
    }
    assert!(app.state.pages.all().is_empty() && !app.state.pages.is_on());
}
