//! What a member wants to read: nothing until she switches it on, hers alone, gone when she says so.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::{Role, library, search};
use entity::library::{reading_list, reading_list_item};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    privacy::unzip,
    support::{TestApp, TestBrowser},
};

const HERE: &str = "/fr/account/reading";

/// The page of an item, at the address to which its identifier leads.
async fn item(browser: &mut TestBrowser, id: &str) -> String {
    let moved = browser.get(&format!("/fr/library/{id}")).await.location().to_owned();
    browser.get(&moved).await.assert_status(200).text()
}

#[tokio::test]
async fn a_list_is_kept_only_when_she_asks_for_it() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        library::seed(services).await.unwrap();
        search::seed(services).await.unwrap();
        let reader = app.bed.member("Lectrice", Role::Member).await;
        let mut hers = app.browser();
        hers.sign_in_as(&reader).await;
        let mut other = app.browser();
        other.sign_in_as(&app.bed.member("Voisine", Role::Member).await).await;
        let mut keeper = app.browser();
        keeper.sign_in_as(&app.bed.member("Rayonnage", Role::Librarian).await).await;
        let mut guest = app.browser();
        let rows = || async {
            let lists = reading_list::Entity::find().count(services.db.read()).await.unwrap();
            (lists, reading_list_item::Entity::find().count(services.db.read()).await.unwrap())
        };
        let add = |item: &'static str| [("action", "add"), ("item", item)];

        // Nothing is offered and nothing is recorded before.
        guest.post(HERE, &add("udhrfr")).await.assert_status(401);
        assert!(!item(&mut guest, "udhrfr").await.contains("account/reading"));
        assert!(!item(&mut hers, "udhrfr").await.contains("value=\"add\""));
        // Her place is kept by a script alone: what would do nothing without it is not seen.
        for id in ["safetyaudio", "udhrfr/read"] {
            let key = if id == "safetyaudio" { "safetyaudio" } else { "udhrfr-text" };
            let page = item(&mut guest, id).await;
            assert!(
                page.contains("place.js") && page.contains(&format!("data-place=\"{key}\" hidden")),
                "{page}"
            );
        }
        for (lang, word) in [("ar", "احتفظي بقائمة"), ("fr", "Garder une liste"), ("en", "Keep a list")]
        {
            hers.get(&format!("/{lang}/account/reading")).await.assert_status(200).assert_text(word);
        }
        hers.get(HERE).await.assert_text("Quiconque ouvre votre compte");
        hers.post(HERE, &add("udhrfr")).await.assert_status(409);
        assert_eq!(rows().await, (0, 0));

        for _ in 0..2 {
            hers.post(HERE, &[("action", "on")]).await.assert_status(303);
        }
        assert!(item(&mut hers, "udhrfr").await.contains("value=\"add\""));
        for id in ["udhrfr", "udhrfr", "safetyaudio"] {
            hers.post(HERE, &add(id)).await.assert_status(303);
            app.bed.clock.advance(chrono::Duration::minutes(1));
        }
        hers.post(HERE, &add("nowhere1")).await.assert_status(404);
        hers.post(HERE, &[("action", "dance")]).await.assert_status(400);
        assert_eq!(rows().await, (1, 2));
        assert!(item(&mut hers, "udhrfr").await.contains("value=\"drop\""));
        let list = hers.get(HERE).await.text();
        assert!(list.find("safetyaudio").unwrap() < list.find("udhrfr").unwrap(), "the newest first");
        assert!(!other.get(HERE).await.text().contains("udhrfr"), "hers alone");

        // What is withdrawn is told in a neutral way, and can be taken off.
        let stone =
            [("action", "withdraw"), ("reason", "rights_claim"), ("note_fr", "Un mot."), ("sure", "yes")];
        keeper.post("/fr/desk/library/safetyaudio", &stone).await.assert_status(303);
        let list = hers.get(HERE).await.text();
        assert!(list.contains("N’est plus disponible") && !list.contains("Un mot."), "{list}");
        assert!(!list.contains("/fr/library/safetyaudio"));
        hers.post(HERE, &add("safetyaudio")).await.assert_status(410);
        let remove = [("action", "remove"), ("item", "safetyaudio")];
        assert_eq!(hers.post(HERE, &remove).await.location(), "/fr/account/reading?done=remove");
        assert_eq!(rows().await, (1, 1));

        // In her export.
        hers.post("/fr/account/data/export", &[]).await.assert_status(303);
        let id = hers.get("/fr/account/data").await.hidden("export").expect("a download");
        let file = hers.post("/fr/account/data/download", &[("export", &id)]).await;
        file.assert_status(200);
        let json = &unzip(&file.body)[1].1;
        assert!(json.contains("\"listed\"") && json.contains("udhrfr"), "{json}");

        hers.post(HERE, &[("action", "empty")]).await.assert_status(303);
        assert_eq!(rows().await, (1, 0));
        hers.post(HERE, &add("udhrfr")).await.assert_status(303);
        hers.post(HERE, &[("action", "off")]).await.assert_status(303);
        assert_eq!(rows().await, (0, 0), "with everything on it");
        hers.get(HERE).await.assert_text("Garder une liste");
    }
}
