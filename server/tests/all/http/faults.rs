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
    http::{AppState, answer::form},
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
