//! The database is away, busy or full.

use std::time::{Duration, Instant};

use app::site::page::Reply;
use axum::{Router, routing::post};
use domain::{Db, submission, testing::TestBed};
use sea_orm::{ConnectionTrait, Database};
use sea_orm_migration::MigratorTrait;
use server::{
    config::Config,
    handlers::files::SiteFiles,
    http::{AppState, answer::form, steady},
    routes,
};

use crate::support::{Answer, TestApp, TestBrowser, proxy::Proxy};

/// A form that really writes: spends its key.
fn keeps() -> Router<AppState> {
    let keep = form(&["body", "form_key"], |ctx: app::site::request::RequestCtx, _, form| async move {
        let key = submission::FormKey::parse(form.get("form_key"))?;
        let tx = ctx.services.db.begin().await?;
        submission::spend(&tx, "test", &key, &form.get("body").repeat(100), ctx.services.now_ms()).await?;
        tx.commit().await?;
        Ok(Reply::see_other("/ar"))
    });
    Router::new().route("/ar/keep", post(keep))
}

fn assert_away(answer: &Answer, begun: Instant) {
    let title = i18n::errors::title(i18n::catalogue(contract::Locale::Ar), contract::ErrorCode::Unavailable);
    answer.assert_status(503).assert_text(&title);
    assert_eq!(answer.header("retry-after"), "10");
    assert!(begun.elapsed() < Duration::from_secs(6), "after {:?}", begun.elapsed());
}

const TEXT: &str = "نص كتبته بعناية";

#[tokio::test]
async fn a_closed_database_is_a_503_page_and_nothing_she_wrote_is_lost() {
    for bed in TestBed::each().await {
        let app = TestApp::over(bed, Config::default(), keeps());
        let member = app.bed.member("yasmin", domain::Role::Member).await;
        let mut signed_in = app.browser();
        signed_in.sign_in_as(&member).await;
        app.bed.services.db.close().await;
        for browser in [&mut app.browser(), &mut signed_in] {
            let begun = Instant::now();
            assert_away(&browser.get("/ar/forum").await, begun);
            let begun = Instant::now();
            let answer = browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await;
            assert_away(&answer, begun);
            answer.assert_text(TEXT).assert_text("k-12345678");
        }
        let mut browser = app.browser();
        browser.get("/health/live").await.assert_status(200);
        browser.get("/health/ready").await.assert_status(503);
        browser.get("/favicon.svg").await.assert_status(200);
        browser.get("/").await.assert_status(303);
    }
}

#[tokio::test]
async fn a_writer_that_holds_the_file_delays_writing_only_and_it_recovers() {
    let app = TestApp::over(TestBed::sqlite().await, Config::default(), keeps());
    let other = Database::connect(&app.bed.url).await.unwrap();
    other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let mut browser = app.browser();
    let begun = Instant::now();
    let answer = browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await;
    assert_away(&answer, begun);
    answer.assert_text(TEXT);
    browser.get("/ar/forum").await.assert_status(200);
    other.close().await.unwrap();
    let again = browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await;
    again.assert_status(303);
}

#[tokio::test]
async fn a_lost_network_to_postgresql_is_a_503_page_and_it_recovers() {
    let Some(bed) = TestBed::postgres().await else { return };
    let (scheme, rest) = bed.url.split_once("://").unwrap();
    let (head, name) = rest.rsplit_once('/').unwrap();
    let (credentials, host) = head.rsplit_once('@').map_or(("postgres", head), |(who, host)| (who, host));
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
    let proxy = Proxy::to(host).await;
    let url = format!("{scheme}://{credentials}@{}/{name}", proxy.address);
    let db = Db::connect(&url, 4).await.unwrap();
    let services = bed.services.with_db(db);
    let mut config = Config::default();
    // What is kept is shown all the same; `cache.rs` looks at that.
    config.server.page_cache_mb = 0;
    let state = AppState::new(services, config, SiteFiles::none());
    let mut browser = TestBrowser::new(routes::router_with(state.clone(), keeps()), state);
    browser.get("/ar/forum").await.assert_status(200);
    for _ in 0..3 {
        proxy.cut();
        for _ in 0..3 {
            let begun = Instant::now();
            assert_away(&browser.get("/ar/forum").await, begun);
        }
        let begun = Instant::now();
        let answer = browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await;
        assert_away(&answer, begun);
        answer.assert_text(TEXT);
        browser.get("/health/ready").await.assert_status(503);
        proxy.mend();
        let back = Instant::now();
        while browser.get("/ar/forum").await.status != 200 {
            assert!(back.elapsed() < Duration::from_secs(2), "it does not come back");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        browser.get("/health/ready").await.assert_status(200);
    }
}

/// The same portal behind a proxy of ours, which is asked all the time whether the database is there.
async fn behind_a_proxy(bed: &TestBed) -> (Proxy, AppState, TestBrowser) {
    let (scheme, rest) = bed.url.split_once("://").unwrap();
    let (head, name) = rest.rsplit_once('/').unwrap();
    let (credentials, host) = head.rsplit_once('@').map_or(("postgres", head), |(who, host)| (who, host));
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
    let proxy = Proxy::to(host).await;
    let url = format!("{scheme}://{credentials}@{}/{name}", proxy.address);
    let db = Db::connect_within(&url, 4, Duration::from_millis(500)).await.unwrap();
    let state = AppState::new(bed.services.with_db(db), Config::default(), SiteFiles::none());
    tokio::spawn(steady::watch(state.clone()));
    let browser = TestBrowser::new(routes::router_with(state.clone(), keeps()), state.clone());
    (proxy, state, browser)
}

/// Pages have little patience with PostgreSQL; what is written, and what works beside, has more.
#[tokio::test]
async fn what_a_page_reads_ends_sooner_than_what_is_written() {
    let Some(bed) = TestBed::postgres().await else { return };
    let (pages, longest) = (Duration::from_millis(300), Duration::from_secs(20));
    let db = Db::connect_for_pages(&bed.url, 4, pages, longest).await.unwrap();
    const SLOW: &str = "SELECT pg_sleep(0.8)";
    let refused = db.read().execute_unprepared(SLOW).await.unwrap_err();
    assert_eq!(domain::DomainError::from(refused).code, contract::ErrorCode::Unavailable);
    db.for_work().read().execute_unprepared(SLOW).await.unwrap();
    db.writer().execute_unprepared(SLOW).await.unwrap();
    let tx = db.begin().await.unwrap();
    tx.execute_unprepared(SLOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(db.pools().iter().map(|pool| pool.name).collect::<Vec<_>>(), ["read", "write"]);
    db.close().await;
}

/// R6: connections stand, and nothing comes through them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_that_swallows_everything_holds_nobody() {
    let Some(bed) = TestBed::postgres().await else { return };
    let (proxy, state, browser) = behind_a_proxy(&bed).await;
    // The first reader may be the one for whom something is worked out and written.
    for _ in 0..2 {
        browser.clone().get("/ar/forum").await.assert_status(200);
    }
    // Nothing of the serving portal runs on in the database after the one who asked has gone.
    let slow = state.services.db.read().execute_unprepared("SELECT pg_sleep(20)").await.unwrap_err();
    assert_eq!(domain::DomainError::from(slow).code, contract::ErrorCode::Unavailable);
    for round in 0..2 {
        proxy.hold();
        // More of them than connections: whoever was given up must have given its connection back.
        let asks = (0..24).map(|n| {
            let mut browser = browser.clone();
            async move {
                let begun = Instant::now();
                let answer = match n % 4 {
                    0 => browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await,
                    // What is kept is shown all the same.
                    1 => browser.get("/ar/forum").await,
                    _ => browser.get("/ar/forum?n=1").await,
                };
                if n % 4 == 0 {
                    answer.assert_text(TEXT);
                }
                (n % 4 == 1, answer, begun)
            }
        });
        for (kept, answer, begun) in futures::future::join_all(asks).await {
            answer.assert_status(if kept { 200 } else { 503 });
            assert!(kept || answer.header("retry-after") == "10");
            assert!(begun.elapsed() < Duration::from_millis(4_500), "after {:?}", begun.elapsed());
        }
        assert!(state.is_away(), "nobody noticed");
        proxy.mend();
        let back = Instant::now();
        while browser.clone().get("/ar/forum?n=1").await.status != 200
            || state.pages.ledger().look(&state.services).await.is_err()
        {
            assert!(back.elapsed() < Duration::from_secs(3), "it does not come back");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        println!("R6: round {round}, back after {:?}", back.elapsed());
    }
    let again = browser.clone().post("/ar/keep", &[("body", TEXT), ("form_key", "k-87654321")]).await;
    again.assert_status(303);
}

/// R17: who comes when every place is taken is told so soon; forms, the way out and health are not asked to wait.
#[tokio::test]
async fn too_much_at_once_is_turned_away_early() {
    let app = TestApp::over(
        TestBed::sqlite().await,
        Config {
            server: server::config::ServerConfig { max_pages: 1, ..Default::default() },
            ..Config::default()
        },
        keeps(),
    );
    let mut browser = app.browser();
    let place = app.state.places.clone().acquire_owned().await.unwrap();
    for (path, title) in [("/ar/forum", "نعود بعد لحظات"), ("/en/a/x", "We are back in a moment")]
    {
        let begun = Instant::now();
        let busy = browser.get(path).await;
        busy.assert_status(503).assert_text(title).assert_text("/exit").assert_text("tel:");
        assert_eq!((busy.header("retry-after"), busy.header("cache-control")), ("5", "no-store"));
        assert!(busy.headers.contains_key("content-security-policy"));
        assert!(begun.elapsed() < Duration::from_secs(1), "after {:?}", begun.elapsed());
    }
    assert!(app.state.pages.all().is_empty(), "that page is nobody's to keep");
    browser.get("/health/ready").await.assert_status(200);
    browser.get("/exit").await.assert_status(303);
    let kept = browser.post("/ar/keep", &[("body", TEXT), ("form_key", "k-12345678")]).await;
    kept.assert_status(303);
    // Whoever waits gets the place that comes free.
    let mut waiting = app.browser();
    let (answer, ()) = tokio::join!(waiting.get("/ar/forum"), async {
        tokio::task::yield_now().await;
        drop(place);
    });
    answer.assert_status(200);
    // What is kept needs no place.
    for _ in 0..2 {
        app.bed.clock.advance(chrono::Duration::seconds(2));
        browser.get("/ar/forum").await.assert_status(200);
    }
    let _place = app.state.places.clone().acquire_owned().await.unwrap();
    browser.get("/ar/forum?n=1").await.assert_status(503);
    browser.get("/ar/forum").await.assert_status(200);
}

/// R11: what is published at once too, whose first answer is its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_form_fifty_times_is_one_text_and_one_answer() {
    for app in TestApp::each().await {
        domain::forum::seed::seed(&app.bed.services).await.unwrap();
        let moderator = app.bed.member("yasmin", domain::Role::Moderator).await;
        let mut browser = app.browser();
        browser.sign_in_as(&moderator).await;
        let form = [
            ("category", "unions"),
            ("title", "سؤال عن العقد"),
            ("body", "نص الموضوع كله هنا."),
            ("form_key", "fifty-topic-1"),
            ("action", "send"),
        ];
        let sent = browser.post("/ar/forum/new", &form).await;
        sent.assert_status(303);
        assert_eq!(browser.post("/ar/forum/new", &form).await.location(), sent.location());
        let topic = browser.topic_of(&sent).await;
        let form = [("body", "جواب يرسل خمسين مرة."), ("form_key", "fifty-reply-1"), ("action", "send")];
        let asks = (0..50).map(|_| {
            let (mut browser, topic) = (browser.clone(), topic.as_str());
            async move {
                let answer = browser.post(topic, &form).await;
                answer.assert_status(303);
                answer.location().to_owned()
            }
        });
        let places: std::collections::BTreeSet<String> =
            futures::future::join_all(asks).await.into_iter().collect();
        assert_eq!(places.len(), 1, "{}: {places:?}", app.bed.backend);
        let page = browser.get(&topic).await.text();
        let texts = page.split("<article ").skip(1).filter(|text| text.contains("class=\"post\""));
        assert_eq!(texts.filter(|text| text.contains("جواب يرسل خمسين مرة.")).count(), 1);
    }
}

/// A file system of twelve megabytes; needs root.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=12m", "tmpfs"])
            .arg(folder.path())
            .stderr(std::process::Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_a_507_page_with_her_text_and_reading_goes_on() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("skipped: a small file system can only be mounted by root");
        return;
    };
    let bed = TestBed::sqlite().await;
    let url = format!("sqlite://{}?mode=rwc", disk.0.path().join("test.sqlite").display());
    let db = Db::connect(&url, 2).await.unwrap();
    migrations::Migrator::up(db.writer(), None).await.unwrap();
    let services = bed.services.with_db(db);
    let state = AppState::new(services, Config::default(), SiteFiles::none());
    let mut browser = TestBrowser::new(routes::router_with(state.clone(), keeps()), state);
    let mut full = None;
    for n in 0..250 {
        let body = format!("{TEXT} {}", "x".repeat(8_000));
        let answer = browser.post("/ar/keep", &[("body", &body), ("form_key", &format!("key-{n:08}"))]).await;
        if answer.status != 303 {
            full = Some(answer);
            break;
        }
        browser.address.set_port(browser.address.port() + 1);
        browser.address.set_ip([10, 0, 1, u8::try_from(n).unwrap()].into());
    }
    let answer = full.expect("three megabytes are full by now");
    answer.assert_status(507).assert_text(TEXT);
    browser.get("/ar/forum").await.assert_status(200);
}

/// The pages that the database may have, which it counts itself: no root needed, and the real form.
async fn allow_pages(app: &TestApp, pages: &str) {
    let sql = format!("PRAGMA max_page_count = {pages}");
    app.bed.services.db.writer().execute_unprepared(&sql).await.unwrap();
}

#[tokio::test]
async fn a_full_database_keeps_her_question_and_takes_it_once_there_is_room() {
    let app = TestApp::sqlite().await;
    domain::forum::seed::seed(&app.bed.services).await.unwrap();
    let member = app.bed.member("yasmin", domain::Role::Member).await;
    let mut browser = app.browser();
    browser.sign_in_as(&member).await;
    let key = browser.get("/ar/forum/new?category=unions").await.hidden("form_key").unwrap();
    // Longer than the room that is left in pages that are there already.
    let body = format!("{TEXT} {}", "كلمة ".repeat(1_800));
    let form = [
        ("category", "unions"),
        ("title", "سؤال عن العقد"),
        ("body", &body),
        ("form_key", &key),
        ("action", "send"),
    ];
    // Less than there is means: not one more.
    allow_pages(&app, "1").await;
    let full = browser.post("/ar/forum/new", &form).await;
    full.assert_status(507).assert_text(TEXT).assert_text("سؤال عن العقد").assert_text(&key);
    browser.get("/ar/forum").await.assert_status(200);
    allow_pages(&app, "1000000").await;
    let sent = browser.post("/ar/forum/new", &form).await;
    sent.assert_status(303);
    browser.get(sent.location().split('#').next().unwrap()).await.assert_text(TEXT);
    // The same form once more is the same question.
    assert_eq!(browser.post("/ar/forum/new", &form).await.location(), sent.location());
}
