//! The real router over real databases, and a browser that behaves like one.
//!
//! ```ignore
//! for app in TestApp::each().await {
//!     let member = app.bed.member("نجمة الصباح 12", Role::Member).await;
//!     let mut browser = app.browser();
//!     browser.sign_in_as(&member).await;
//!     let page = browser.get("/ar/forum").await;
//!     page.assert_status(200);
//! }
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must stop")]

pub mod browser;
pub mod proxy;
pub mod running;
pub mod s3;

use std::sync::Arc;

use axum::Router;
use domain::{Actor, Role, forum, testing::TestBed};
use server::{
    config::Config,
    handlers::files::SiteFiles,
    http::AppState,
    routes,
    session::{
        self,
        store::{Beginning, Store},
    },
    store,
};
use tower_sessions::session::Id;

pub use browser::{Answer, TestBrowser, encode};

/// The portal over one test database.
pub struct TestApp {
    /// Database, clock and members.
    pub bed: TestBed,
    /// What handlers share.
    pub state: AppState,
    /// The whole router.
    pub router: Router,
    /// Where its bytes are, when that is a bucket.
    pub s3: Option<s3::S3>,
}

/// What is logged is asked for from the start, by a reader that keeps nothing. Otherwise `tracing` remembers of a place in
/// the code that nobody listens, when another test came by first, and a test that reads its log misses that line.
fn hear_everything() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // Another one that was there first does the same.
        let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
    });
}

impl TestApp {
    /// One portal for each database that is configured: SQLite always, PostgreSQL with `TEST_DATABASE_URL`.
    pub async fn each() -> Vec<Self> {
        TestBed::each()
            .await
            .into_iter()
            .map(|bed| Self::over(bed, Config::default(), Router::new()))
            .collect()
    }

    /// The same, configured otherwise.
    pub async fn each_with(change: impl Fn(&mut Config)) -> Vec<Self> {
        let mut config = Config::default();
        change(&mut config);
        TestBed::each().await.into_iter().map(|bed| Self::over(bed, config.clone(), Router::new())).collect()
    }

    /// For what touches the blob store: SQLite with the folder, PostgreSQL (SQLite again without `TEST_DATABASE_URL`) with
    /// a bucket. Both databases and both stores in two runs.
    pub async fn each_store() -> Vec<Self> {
        let mut first = TestBed::sqlite().await;
        let data = first.uploads.path();
        std::fs::create_dir(data.join("blobs")).expect("a folder");
        let folder = store::local(data).expect("a store");
        first.services = first.services.with_blobs(Arc::new(folder));
        let mut second = match TestBed::postgres().await {
            Some(bed) => bed,
            None => TestBed::sqlite().await,
        };
        let s3 = s3::S3::start().await;
        let config = Config { store: s3.config(), ..Config::default() };
        let bucket = store::s3(&config.store).expect("a store");
        second.services = second.services.with_blobs(Arc::new(bucket));
        let mut second = Self::over(second, config, Router::new());
        second.s3 = Some(s3);
        vec![Self::over(first, Config::default(), Router::new()), second]
    }

    /// A portal over SQLite alone, for what does not depend on the database.
    pub async fn sqlite() -> Self {
        Self::over(TestBed::sqlite().await, Config::default(), Router::new())
    }

    /// A portal over a database, with a configuration and further pages (ones that fail, for instance).
    pub fn over(bed: TestBed, config: Config, more: Router<AppState>) -> Self {
        hear_everything();
        let state = AppState::new(bed.services.clone(), config, SiteFiles::none());
        let router = routes::router_with(state.clone(), more);
        Self { bed, state, router, s3: None }
    }

    /// A new browser: no cookies, Arabic.
    pub fn browser(&self) -> TestBrowser {
        TestBrowser::new(self.router.clone(), self.state.clone())
    }

    /// A new session of a member, as a cookie value. It goes through the real store, not through the form.
    pub async fn session_of(&self, actor: &Actor) -> String {
        session_of(&self.state, actor).await
    }
}

/// A portal with the categories of the forum for each database.
pub async fn forums() -> Vec<TestApp> {
    let apps = TestApp::each().await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

/// A new account of this role, and her browser, signed in.
pub async fn signed_in(app: &TestApp, name: &str, role: Role) -> (Actor, TestBrowser) {
    let actor = app.bed.member(name, role).await;
    let mut browser = app.browser();
    browser.sign_in_as(&actor).await;
    (actor, browser)
}

/// A new session of a member, as a cookie value.
pub async fn session_of(state: &AppState, actor: &Actor) -> String {
    let member = actor.member().expect("a member");
    let id = Id::default();
    let passed = member.proved_twice().then(|| state.services.now_ms());
    let beginning =
        Beginning { member: member.id.as_str().to_owned(), second_factor_at: passed, ..Beginning::default() };
    Store::new(state).begin(&id, &beginning).await.expect("a session");
    id.to_string()
}

/// Name of the session's cookie under this configuration.
pub fn session_cookie(state: &AppState) -> &'static str {
    session::cookie_name(&state.config)
}

/// The next event of a stream, or nothing when it ended.
pub async fn next_event(body: &mut http_body_util::BodyDataStream<axum::body::Body>) -> Option<String> {
    use futures::StreamExt;
    let wait = tokio::time::timeout(std::time::Duration::from_secs(15), body.next());
    let bytes = wait.await.expect("an event in time")?.expect("a piece");
    Some(String::from_utf8(bytes.to_vec()).expect("text").replace(['\u{2068}', '\u{2069}'], ""))
}

/// Opens a stream of events as this member; what comes is read with [`next_event`].
pub async fn open_stream(app: &TestApp, actor: &Actor, path: &str) -> axum::response::Response {
    use tower::ServiceExt;
    let cookie = format!("{}={}", session_cookie(&app.state), app.session_of(actor).await);
    let request = http::Request::get(path)
        .header("host", "127.0.0.1:3000")
        .header("cookie", cookie)
        .body(axum::body::Body::empty())
        .unwrap();
    app.router.clone().oneshot(request).await.unwrap()
}
