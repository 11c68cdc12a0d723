//! The shelf with many items: what it asks of the database, how far a guest may narrow it down, what search engines are
//! told, and the search in the library alone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::support::{TestApp, TestBrowser};
use axum::Router;
use contract::Locale;
use domain::{
    Role,
    library::{self, Filling, Filter},
    testing::TestBed,
};
use server::config::Config;

/// Queries of a page: the first time, and again.
async fn twice(counter: &Arc<AtomicUsize>, browser: &mut TestBrowser, path: &str) -> (usize, usize) {
    let mut asked = [0; 2];
    for one in &mut asked {
        counter.store(0, Ordering::SeqCst);
        browser.get(path).await;
        *one = counter.load(Ordering::SeqCst);
    }
    (asked[0], asked[1])
}

async fn total(app: &TestApp) -> u64 {
    let whole = library::index(&app.bed.services, Locale::Fr, Filter::default()).await.unwrap();
    whole.facets.total
}

#[tokio::test]
async fn facets_are_counted_once_two_deep_and_for_people_alone() {
    for mut bed in TestBed::each().await {
        domain::seed::seed(&bed.services).await.unwrap();
        let filling = Filling { items: 600, seed: 5, among_people: false, searchable: true };
        let made = library::populate(&bed.services, &filling).await.unwrap();
        assert!(made.items == 600 && (450..600).contains(&made.visible), "{made:?}");
        let keeper = bed.member("warda", Role::Librarian).await;
        assert!(library::populate(&bed.services, &filling).await.is_err(), "not among people");
        let counter = bed.services.db.count_queries();
        let app = TestApp::over(bed, Config::default(), Router::new());
        let backend = app.bed.backend;
        let (mut guest, mut librarian) = (app.browser(), app.browser());
        librarian.sign_in_as(&keeper).await;

        // Counts of six queries at most, the list of two, the shelves of collections of three; a minute long, the list
        // alone is asked for.
        for (path, first, again) in [
            ("/fr/library", 11, 5),
            ("/fr/library?page=2", 2, 2),
            ("/fr/library?kind=book", 8, 2),
            ("/fr/library?kind=book&language=ar", 3, 2),
            ("/fr/library?subject=populated-1-0&decade=1990", 4, 2),
            ("/fr/library?collection=populated-2", 8, 2),
            ("/fr/library?having=audio", 8, 2),
            ("/fr/library?kind=book&language=ar&having=audio", 0, 0),
            ("/fr/library?kind=poem&language=xx&having=audio", 11, 5),
        ] {
            let asked = twice(&counter, &mut guest, path).await;
            assert!(asked.0 <= first && asked.1 <= again, "{backend} {path}: {asked:?}");
        }

        // Only the whole library is for search engines.
        for whole in ["/fr/library", "/ar/library?page=2"] {
            let page = guest.get(whole).await;
            page.assert_status(200);
            assert!(!page.headers.contains_key("x-robots-tag") && !page.text().contains("name=\"robots\""));
        }
        let robots = guest.get("/robots.txt").await;
        robots.assert_text("Disallow: /*/library?").assert_text("Allow: /*/library?page=");
        let one = guest.get("/fr/library?kind=book").await;
        one.assert_status(200).assert_text("<meta name=\"robots\" content=\"noindex, nofollow\">");
        assert_eq!(one.header("x-robots-tag"), "noindex, nofollow");
        let text = one.text().replace("&amp;", "&");
        let text = text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        let links: Vec<&str> = text.split("<a ").filter(|link| link.contains("/fr/library?")).collect();
        assert!(links.len() > 20, "{backend}: {}", links.len());
        for link in links {
            let tag = link.split('>').next().unwrap();
            assert!(tag.contains("nofollow"), "{tag}");
        }
        assert!(text.contains("/fr/library?kind=book&language=ar\"") && text.contains("Retirer ce choix"));

        // Two deep nothing more is offered or counted, and a third is refused with a sentence.
        let two = guest.get("/fr/library?kind=book&language=ar").await;
        two.assert_status(200).assert_text("titres");
        assert!(!two.text().contains("decade=") && !two.text().contains("class=\"filters__link\""));
        for deep in [
            "/fr/library?kind=book&language=ar&decade=1990",
            "/ar/library?kind=book&language=ar&having=audio",
        ] {
            let three = guest.get(deep).await;
            three.assert_status(422).assert_text("state--empty");
            assert_eq!(three.header("x-robots-tag"), "noindex, nofollow");
            assert!(!three.text().contains("class=\"item-card\""));
            librarian.get(deep).await.assert_status(200);
        }
        guest.get("/fr/library?kind=book&language=ar&decade=1990").await.assert_text("choix au plus");
        for lost in ["collection=moon", "decade=1994", "decade=199", "having=smell", "subject=a%00b"] {
            guest.get(&format!("/fr/library?{lost}")).await.assert_status(422).assert_text("notice--warning");
        }

        // The search in the library alone.
        let found = guest.get("/fr/library?q=Charte").await;
        found.assert_status(200).assert_text("<mark>Charte</mark>").assert_text("class=\"result\"");
        assert!(found.header("x-robots-tag").starts_with("noindex, nofollow"));
        assert_eq!(found.header("cache-control"), "no-store");
        guest
            .get("/ar/library?q=%D9%85%D9%8A%D8%AB%D8%A7%D9%82")
            .await
            .assert_status(200)
            .assert_text("<mark>");
        let none = guest.get("/fr/library?q=xyzzyqwv").await;
        none.assert_status(200).assert_text("state--empty").assert_text("href=\"/fr/library\"");
        let long = "x".repeat(contract::limits::QUERY_MAX + 1);
        guest.get(&format!("/fr/library?q={long}")).await.assert_status(422);

        // Nothing hidden is counted, and what is taken back leaves list and counts at once.
        assert_eq!(total(&app).await, made.visible + 33, "{backend}");
        let about = "/fr/library?subject=safety";
        guest.get(about).await.assert_text("/fr/library/safetyaudio-");
        let form = [("action", "unpublish")];
        librarian.post("/fr/desk/library/safetyaudio", &form).await.assert_status(303);
        assert!(!guest.get(about).await.text().contains("/fr/library/safetyaudio"), "{backend}");
        assert_eq!(total(&app).await, made.visible + 32, "{backend}");
    }
}
