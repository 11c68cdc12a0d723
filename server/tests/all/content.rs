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

/// What texts lead to besides one another and the figures, whose addresses the tests of the content tree know: each room
/// and standing page opens, or asks her to sign in.
#[tokio::test]
async fn rooms_and_pages_that_texts_lead_to_open() {
    let app = TestApp::sqlite().await;
    domain::seed::seed(&app.bed.services).await.unwrap();
    let mut rooms = std::collections::BTreeSet::new();
    for locale in ["ar", "fr", "en"] {
        let folders = ["sections", "articles", "pages"].map(|folder| format!("{locale}/{folder}"));
        let files = folders.iter().flat_map(|folder| migrations::CONTENT.get_dir(folder).unwrap().files());
        for text in files.map(|file| file.contents_utf8().unwrap()) {
            let links = text.split("](/").skip(1).filter_map(|rest| rest.split_once(')'));
            rooms.extend(links.map(|(link, _)| format!("/{link}")).filter(|link| !link.contains("/a/")));
        }
    }
    rooms.retain(|link| link.matches('/').count() == 2 || link.contains("/sections/"));
    assert!(rooms.len() > 40, "{rooms:?}");
    let mut guest = app.browser();
    for room in rooms {
        let answer = guest.get(&room).await;
        if room.ends_with("/messages") {
            answer.assert_status(303);
            assert!(answer.location().contains("/sign-in"), "{room}: {}", answer.location());
        } else {
            answer.assert_status(200);
        }
    }
}

/// What is written for everybody is a step away from every page, on paper and for whoever has no menu.
#[tokio::test]
async fn the_footer_leads_to_each_standing_page() {
    let app = TestApp::sqlite().await;
    domain::seed::seed(&app.bed.services).await.unwrap();
    let mut guest = app.browser();
    for locale in ["ar", "fr", "en"] {
        let text = guest.get(&format!("/{locale}/sections/poverty")).await.assert_status(200).text();
        let footer = text.split("<footer").nth(1).unwrap();
        for page in [
            "about",
            "moderation",
            "terms",
            "safety",
            "privacy",
            "accessibility",
            "cite",
            "glossary",
            "organisations",
            "firststeps",
            "statistics",
            "library",
            "forum",
        ] {
            let there = format!("/{locale}/{page}");
            assert!(footer.contains(&format!("href=\"{there}\"")), "{there}");
            guest.get(&there).await.assert_status(200);
        }
    }
}
