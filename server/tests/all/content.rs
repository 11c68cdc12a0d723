//! Pages for everybody: what they cost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::Ordering;

use crate::support::TestApp;
use axum::Router;
use domain::testing::TestBed;
use server::config::Config;

/// With the starter content in place, so that every block of the page has something to show.
#[tokio::test]
async fn the_home_page_asks_the_database_four_times_at_most() {
    for mut bed in TestBed::each().await {
        domain::seed::seed(&bed.services).await.unwrap();
        let count = bed.services.db.count_queries();
        let backend = bed.backend;
        let app = TestApp::over(bed, Config::default(), Router::new());
        for locale in ["ar", "fr", "en"] {
            count.store(0, Ordering::Relaxed);
            app.browser().get(&format!("/{locale}")).await.assert_status(200).assert_text("<h1");
            let queries = count.load(Ordering::Relaxed);
            assert!((1..=4).contains(&queries), "{backend} {locale}: {queries}");
        }
    }
}
