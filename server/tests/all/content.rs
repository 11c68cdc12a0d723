//! Pages for everybody: what they cost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::Ordering;

use crate::support::TestApp;
use axum::Router;
use domain::{markup::MOST_EXPLAINED, testing::TestBed};
use entity::content::article_text;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
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

/// The first time that a text names what the glossary explains, a link leads there; when the glossary changes, pages
/// follow.
#[tokio::test]
async fn words_of_a_text_lead_to_where_they_are_explained() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        domain::seed::seed(services).await.unwrap();
        let mut guest = app.browser();
        let places = |page: &str, locale: &str| -> Vec<String> {
            let before = format!("<a href=\"/{locale}/glossary#");
            let links = page.split(&before).skip(1).filter_map(|rest| rest.split_once('"'));
            links.map(|(place, _)| place.to_owned()).collect()
        };
        let mut last = String::new();
        for locale in ["ar", "fr", "en"] {
            let glossary = guest.get(&format!("/{locale}/glossary")).await.assert_status(200).text();
            assert!(places(&glossary, locale).is_empty(), "it explains and is not explained");
            let mut all = 0;
            for id in ["familyjudge", "askunit", "formassoc", "agentrules"] {
                let moved = guest.get(&format!("/{locale}/a/{id}")).await;
                last = moved.location().to_owned();
                let page = guest.get(&last).await.assert_status(200).text();
                let here = places(&page, locale);
                assert!(here.len() <= MOST_EXPLAINED, "{last}: {here:?}");
                for place in &here {
                    assert!(glossary.contains(&format!("id=\"{place}\"")), "{last}: {place}");
                    assert_eq!(here.iter().filter(|other| *other == place).count(), 1, "{last}: {place}");
                }
                all += here.len();
            }
            assert!(all >= 4, "{locale}: {all}");
            let section = guest.get(&format!("/{locale}/sections/poverty")).await.assert_status(200).text();
            assert!(places(&section, locale).len() <= MOST_EXPLAINED, "{locale}");
        }
        assert!(!places(&guest.get(&last).await.text(), "en").is_empty(), "{last}");
        article_text::Entity::update_many()
            .col_expr(article_text::Column::Html, Expr::value("<p>Nothing is explained.</p>"))
            .filter(article_text::Column::ArticleId.eq("glossary"))
            .exec(services.db.writer())
            .await
            .unwrap();
        let after = guest.get(&last).await.assert_status(200).text();
        assert!(places(&after, "en").is_empty(), "{}: {last}", app.bed.backend);
    }
}
