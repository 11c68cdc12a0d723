//! Collections at the desk, through the real router: made, named, filled, put into order.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::Locale;
use domain::{Role, library};
use entity::{
    library::{collection, collection_item, item, item_subject, relation},
    staff::audit_log,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use crate::{
    collections::shelves,
    support::{TestApp, TestBrowser},
};

/// Items of a collection in their order, with their places.
async fn order(app: &TestApp, id: &str) -> Vec<(String, i32)> {
    collection_item::Entity::find()
        .select_only()
        .columns([collection_item::Column::ItemId, collection_item::Column::Position])
        .filter(collection_item::Column::CollectionId.eq(id))
        .order_by_asc(collection_item::Column::Position)
        .into_tuple()
        .all(app.bed.services.db.read())
        .await
        .unwrap()
}

async fn version(keeper: &mut TestBrowser, page: &str) -> String {
    keeper.get(page).await.hidden("version").unwrap()
}

/// Every item as it was last changed long ago.
async fn age(app: &TestApp) {
    item::Entity::update_many()
        .col_expr(item::Column::Datestamp, Expr::value(1_000_i64))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

async fn datestamp(app: &TestApp, id: &str) -> i64 {
    let row = item::Entity::find_by_id(id).one(app.bed.services.db.read()).await.unwrap().unwrap();
    row.datestamp
}

#[tokio::test]
async fn a_collection_is_made_filled_and_put_into_order() {
    for (app, mut reader, mut keeper) in shelves().await {
        let list = "/fr/desk/library/collections";
        keeper.get(list).await.assert_status(200).assert_text("rightsandsafety");
        let refused =
            keeper.post(list, &[("action", "create"), ("summary_fr", "Ce qu’elles disent <b>")]).await;
        refused
            .assert_status(422)
            .assert_text("href=\"#title_fr\"")
            .assert_text("Ce qu’elles disent &lt;b&gt;");
        let taken = [("action", "create"), ("title_fr", "Encore"), ("slug", "rights-and-safety")];
        keeper.post(list, &taken).await.assert_status(422).assert_text("href=\"#slug\"");
        let made = [
            ("action", "create"),
            ("title_fr", "Voix du Kef"),
            ("title_ar", "أصوات الكاف"),
            ("summary_fr", "Ce qu’elles disent."),
        ];
        let made = keeper.post(list, &made).await;
        made.assert_status(303);
        let page = made.location().split('?').next().unwrap().to_owned();
        let id = page.rsplit('/').next().unwrap().to_owned();
        keeper.get(&page).await.assert_status(200).assert_text("Il n’y a encore rien dedans");
        // Nobody sees anything in it: it is not there.
        reader.get("/fr/library/c/voix-du-kef").await.assert_status(404);

        age(&app).await;
        for typed in ["udhrfr", "https://example.org/ar/library/udhrar-x", "/i/udhren"] {
            keeper.post(&page, &[("action", "place"), ("item", typed)]).await.assert_status(303);
        }
        for wrong in ["", "rien du tout", "nosuchitem", "udhrfr"] {
            let refused = keeper.post(&page, &[("action", "place"), ("item", wrong)]).await;
            refused.assert_status(422).assert_text("href=\"#item\"");
        }
        // Who harvests notices that they moved, and nothing else.
        assert!(datestamp(&app, "udhrar").await > 1_000, "{}", app.bed.backend);
        assert_eq!(datestamp(&app, "safetyaudio").await, 1_000);
        let harvest = format!("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=collection_{id}");
        let told = reader.get(&harvest).await;
        told.assert_status(200).assert_text("udhrfr").assert_text("udhrar").assert_text("udhren");
        let shown = reader.get("/ar/library/c/voix-du-kef").await;
        shown.assert_status(200).assert_text("أصوات الكاف");
        reader.get("/fr/library/c/voix-du-kef/feed.atom").await.assert_status(200).assert_text("udhren");

        // Up and down; who saw another order is told so, and nothing moves.
        let seen = version(&mut keeper, &page).await;
        let up = [("action", "up"), ("version", &*seen), ("item", "udhren")];
        keeper.post(&page, &up).await.assert_status(303);
        let expected = [("udhrfr", 0), ("udhren", 1), ("udhrar", 2)];
        let expected = expected.map(|(item, at)| (item.to_owned(), at));
        assert_eq!(order(&app, &id).await, expected, "{}", app.bed.backend);
        keeper.post(&page, &up).await.assert_status(409);
        assert_eq!(order(&app, &id).await, expected);
        let shown = reader.get("/fr/library/c/voix-du-kef").await.text();
        let at = |id: &str| shown.find(&format!("/library/{id}")).unwrap();
        assert!(at("udhrfr") < at("udhren") && at("udhren") < at("udhrar"));

        // Two who name it at once.
        let seen = version(&mut keeper, &page).await;
        let named = |title: &'static str| {
            [("action", "edit"), ("version", &*seen), ("title_fr", title), ("title_ar", "أصوات الكاف")]
        };
        keeper.post(&page, &named("Voix de femmes")).await.assert_status(303);
        let late = keeper.post(&page, &named("Paroles")).await;
        late.assert_status(409).assert_text("Voix de femmes").assert_text("value=\"Paroles\"");
        reader.get("/fr/library/c/voix-du-kef").await.assert_status(200).assert_text("Voix de femmes");

        // From the page of an item, and out again.
        let item = "/fr/desk/library/safetyaudio";
        keeper.get(item).await.assert_status(200).assert_text(&format!("value=\"{id}\""));
        keeper
            .post(item, &[("action", "place")])
            .await
            .assert_status(422)
            .assert_text("href=\"#collection\"");
        keeper.post(item, &[("action", "place"), ("collection", &*id)]).await.assert_status(303);
        keeper.get(item).await.assert_text(&format!("{list}/{id}"));
        age(&app).await;
        let out = [("action", "take"), ("item", "udhrfr")];
        keeper.post(&page, &out).await.assert_status(303);
        keeper.post(&page, &out).await.assert_status(404);
        let left = [("udhren", 0), ("udhrar", 1), ("safetyaudio", 2)];
        assert_eq!(order(&app, &id).await, left.map(|(item, at)| (item.to_owned(), at)));
        assert!(datestamp(&app, "udhrfr").await > 1_000);
        assert!(!reader.get(&harvest).await.text().contains("udhrfr"));

        // What is gone is put nowhere.
        crate::collections::withdraw(&mut keeper).await;
        let other = [("action", "place"), ("item", "safetyaudio")];
        let first = format!("{list}/guides");
        keeper.post(&first, &other).await.assert_status(422);
    }
}

#[tokio::test]
async fn the_desks_order_outlives_the_starter_shelf() {
    for (app, mut reader, mut keeper) in shelves().await {
        let services = &app.bed.services;
        let list = "/en/desk/library/collections";
        let row = collection::Entity::find()
            .filter(collection::Column::Slug.eq("rights-and-safety"))
            .one(services.db.read())
            .await
            .unwrap()
            .unwrap();
        let page = format!("{list}/{}", row.id);
        let before = order(&app, &row.id).await;
        let second = before[1].0.clone();
        let seen = version(&mut keeper, &page).await;
        let up = [("action", "up"), ("version", &*seen), ("item", &*second)];
        keeper.post(&page, &up).await.assert_status(303);
        collection::Entity::update_many()
            .col_expr(collection::Column::ContentHash, Expr::value("older"))
            .exec(services.db.writer())
            .await
            .unwrap();
        library::seed(services).await.unwrap();
        assert_eq!(order(&app, &row.id).await[0].0, second, "{}", app.bed.backend);

        // A new one comes last, and moves before the others.
        let made = [("action", "create"), ("title_en", "Voices"), ("slug", "voices")];
        let made = keeper.post(list, &made).await;
        let made = made.location().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        let admin = app.bed.member("salma", Role::Librarian).await;
        let all = || library::collections_desk(services, &admin);
        assert_eq!(all().await.unwrap().last().map(|one| one.id.clone()), Some(made.clone()));
        let first = all().await.unwrap()[0].id.clone();
        for _ in 0..all().await.unwrap().len() {
            let up = [("action", "up"), ("collection", &*made)];
            keeper.post(list, &up).await.assert_status(303);
        }
        let now = all().await.unwrap();
        assert_eq!((now[0].id.as_str(), now[1].id.as_str()), (made.as_str(), first.as_str()));
        assert_eq!(now[0].titles.get(&Locale::En).map(String::as_str), Some("Voices"));
        reader.get("/en/library/c/voices").await.assert_status(404);
    }
}

#[tokio::test]
async fn what_an_item_has_to_do_with_another_is_said_at_the_desk() {
    for (app, mut reader, mut keeper) in shelves().await {
        let page = "/fr/desk/library/safetyaudio";
        let relate = |kind: &'static str, other: &'static str| {
            [("action", "relate"), ("relation", kind), ("other", other)]
        };
        for (kind, other, field) in [
            ("", "udhrfr", "relation"),
            ("cousin-of", "udhrfr", "relation"),
            ("part-of", "", "other"),
            ("part-of", "nosuchitem", "other"),
            ("part-of", "/i/safetyaudio", "other"),
            ("part-of", "javascript:alert(1)", "other"),
            // Elsewhere nothing can be an edition of what is here.
            ("edition", "https://example.org/book", "other"),
        ] {
            let refused = keeper.post(page, &relate(kind, other)).await;
            refused.assert_status(422).assert_text(&format!("href=\"#{field}\""));
        }
        age(&app).await;
        keeper.post(page, &relate("part-of", "/fr/library/guideunit-x")).await.assert_status(303);
        keeper.post(page, &relate("part-of", "guideunit")).await.assert_status(422);
        keeper.post(page, &relate("based-on", "https://example.org/book")).await.assert_status(303);
        assert!(datestamp(&app, "safetyaudio").await > 1_000, "{}", app.bed.backend);
        let shown = reader.visit("/fr/library/safetyaudio").await;
        shown.assert_status(200).assert_text("/fr/library/guideunit").assert_text("https://example.org/book");
        keeper.get(page).await.assert_text("/fr/desk/library/guideunit");
        // The other one says it too, the other way round, while the first is seen.
        for (lang, word) in [("ar", "تضمّ"), ("fr", "Comprend"), ("en", "Contains")] {
            let other = reader.visit(&format!("/{lang}/library/guideunit")).await;
            other.assert_status(200).assert_text(&format!(">{word}<"));
            other.assert_text(&format!("/{lang}/library/safetyaudio"));
        }
        let machine = reader.get("/i/guideunit.jsonld").await;
        let read: serde_json::Value = serde_json::from_slice(&machine.body).unwrap();
        assert!(read["hasPart"][0]["@id"].as_str().unwrap().ends_with("/i/safetyaudio"), "{read}");
        // What a translation follows names it, too.
        reader.visit("/fr/library/udhren").await.assert_text(">Traduction<");
        let stands = async |state: &str| {
            item::Entity::update_many()
                .col_expr(item::Column::State, Expr::value(state.to_owned()))
                .filter(item::Column::Id.eq("safetyaudio"))
                .exec(app.bed.services.db.writer())
                .await
                .unwrap();
        };
        stands("unpublished").await;
        let other = reader.visit("/fr/library/guideunit").await;
        assert!(!other.text().contains("safetyaudio") && !other.text().contains(">Comprend<"));
        assert!(!reader.get("/i/guideunit.jsonld").await.text().contains("safetyaudio"));
        stands("published").await;
        let gone = [("action", "unrelate"), ("relation", "part-of"), ("other", "guideunit")];
        keeper.post(page, &gone).await.assert_status(303);
        keeper.post(page, &gone).await.assert_status(404);
        let left = relation::Entity::find().filter(relation::Column::ItemId.eq("safetyaudio"));
        let left: Vec<String> = left
            .all(app.bed.services.db.read())
            .await
            .unwrap()
            .into_iter()
            .filter(|row| row.target_id.as_deref() == Some("guideunit") || row.url.is_some())
            .map(|row| row.kind)
            .collect();
        assert_eq!(left, ["based-on"]);

        // Editions of one work name each other, until one is taken out.
        keeper.post(page, &relate("edition", "guideunit")).await.assert_status(303);
        keeper.post(page, &relate("edition", "guideunit")).await.assert_status(422);
        reader.visit("/fr/library/safetyaudio").await.assert_text("/fr/library/guideunit");
        reader.visit("/fr/library/guideunit").await.assert_text("/fr/library/safetyaudio");
        let out = [("action", "unrelate"), ("relation", "edition"), ("other", "guideunit")];
        keeper.post(page, &out).await.assert_status(303);
        let row = item::Entity::find_by_id("safetyaudio").one(app.bed.services.db.read()).await.unwrap();
        assert_eq!(row.unwrap().work, None);

        // The starter shelf does not take it back.
        item::Entity::update_many()
            .col_expr(item::Column::ContentHash, Expr::value("older"))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        library::seed(&app.bed.services).await.unwrap();
        reader.visit("/fr/library/safetyaudio").await.assert_text("https://example.org/book");
    }
}

#[tokio::test]
async fn a_subject_is_found_under_its_other_names() {
    for (app, mut reader, mut keeper) in shelves().await {
        let page = "/fr/desk/library/subjects";
        let services = &app.bed.services;
        keeper.get(page).await.assert_status(200).assert_text("subject=human-rights");
        let form = keeper.get(&format!("{page}?subject=human-rights")).await;
        let version = form.hidden("version").unwrap();
        let found = "/fr/search?q=samovar";
        assert!(!reader.get(found).await.text().contains("udhrfr"));
        age(&app).await;
        let named = [
            ("subject", "human-rights"),
            ("version", &*version),
            ("label_ar", "حقوق الإنسان"),
            ("label_fr", "Droits humains"),
            ("others_fr", "samovar\nDroits humains\ndignité"),
        ];
        keeper.post(page, &named).await.assert_status(303);
        reader.get(found).await.assert_status(200).assert_text("udhrfr");
        assert!(datestamp(&app, "udhrfr").await > 1_000, "{}", app.bed.backend);
        reader.visit("/fr/library/udhrfr").await.assert_text("Droits humains");
        let late = keeper.post(page, &named).await;
        late.assert_status(409).assert_text("value=\"Droits humains\"");

        // A name is of one subject; what has parts is no part; another language stays possible.
        let taken = [("label_fr", "Droits humains")];
        keeper.post(page, &taken).await.assert_status(422).assert_text("href=\"#label_fr\"");
        let lost = [("label_fr", "Couture"), ("broader", "nosuchsubject")];
        keeper.post(page, &lost).await.assert_status(422).assert_text("href=\"#broader\"");
        let part = [("label_fr", "Couture"), ("label_ar", "خياطة"), ("broader", "human-rights")];
        keeper.post(page, &part).await.assert_status(303);
        keeper.get("/ar/desk/library/subjects").await.assert_text("خياطة").assert_text("subject=couture");
        let twice = [
            ("subject", "human-rights"),
            ("version", "2"),
            ("label_fr", "Droits humains"),
            ("broader", "law-of-tunisia"),
        ];
        let version = keeper.get(&format!("{page}?subject=human-rights")).await.hidden("version").unwrap();
        let twice =
            twice.map(|(name, value)| if name == "version" { (name, &*version) } else { (name, value) });
        keeper.post(page, &twice).await.assert_status(422).assert_text("href=\"#broader\"");
        keeper.get("/fr/desk/library/new").await.assert_status(200).assert_text("Couture");

        // The starter shelf does not name it back.
        item::Entity::update_many()
            .col_expr(item::Column::ContentHash, Expr::value("older"))
            .exec(services.db.writer())
            .await
            .unwrap();
        library::seed(services).await.unwrap();
        keeper.get(page).await.assert_text("samovar");
    }
}

#[tokio::test]
async fn what_is_empty_and_what_nothing_is_about_can_be_taken_away() {
    for (app, mut reader, mut keeper) in shelves().await {
        let services = &app.bed.services;
        let list = "/fr/desk/library/collections";
        let made = keeper.post(list, &[("action", "create"), ("title_fr", "Vide pour rien")]).await;
        let page = made.location().split('?').next().unwrap().to_owned();
        let id = page.rsplit('/').next().unwrap().to_owned();
        let away = format!("{page}/delete");
        keeper.get(&page).await.assert_text(&away);
        for (lang, word) in [("ar", "احذفيها"), ("fr", "Supprimer"), ("en", "Delete it")] {
            let shown = keeper.get(&away.replacen("/fr/", &format!("/{lang}/"), 1)).await;
            shown.assert_status(200).assert_text(word).assert_text("Vide pour rien");
        }
        // She says that she means it, and knows what it is now.
        let seen = version(&mut keeper, &away).await;
        let unsure = keeper.post(&away, &[("version", &*seen)]).await;
        unsure.assert_status(422).assert_text("href=\"#sure\"");
        keeper.post(&page, &[("action", "place"), ("item", "udhrfr")]).await.assert_status(303);
        let sure = [("version", &*seen), ("sure", "yes")];
        let full = i18n::catalogue(Locale::Fr).msg_shelf_in_use();
        keeper.post(&away, &sure).await.assert_status(409).assert_text(&full);
        let now = collection::Entity::find_by_id(&*id).one(services.db.read()).await.unwrap().unwrap();
        let now = now.version.to_string();
        keeper
            .post(&away, &[("version", &*now), ("sure", "yes")])
            .await
            .assert_status(422)
            .assert_text(&full);
        let shown = keeper.get(&page).await;
        assert!(!shown.text().contains(&away), "{}", app.bed.backend);
        reader.get("/fr/library/c/vide-pour-rien").await.assert_status(200);
        reader.get("/fr/library/c/vide-pour-rien/feed.atom").await.assert_status(200);

        // Empty again it goes; whoever kept its address is led to the library.
        keeper.post(&page, &[("action", "take"), ("item", "udhrfr")]).await.assert_status(303);
        reader.get("/fr/library/c/vide-pour-rien").await.assert_status(404);
        let seen = version(&mut keeper, &away).await;
        let gone = keeper.post(&away, &[("version", &*seen), ("sure", "yes")]).await;
        gone.assert_status(303);
        let shown = keeper.get(gone.location()).await;
        shown.assert_status(200).assert_text(&i18n::catalogue(Locale::Fr).msg_collections_done_delete());
        assert!(!shown.text().contains("Vide pour rien"));
        keeper.get(&page).await.assert_status(404);
        for lang in ["ar", "fr", "en"] {
            let led = reader.get(&format!("/{lang}/library/c/vide-pour-rien")).await;
            led.assert_status(308);
            assert_eq!(led.location(), format!("/{lang}/library"), "{}", app.bed.backend);
        }
        reader.get("/fr/library/c/vide-pour-rien/feed.atom").await.assert_status(404);
        let done = audit_log::Entity::find().filter(audit_log::Column::TargetId.eq(&*id));
        let done: Vec<Option<String>> =
            done.all(services.db.read()).await.unwrap().into_iter().map(|row| row.detail).collect();
        assert!(done.contains(&Some("delete".to_owned())), "{done:?}");

        // Of one that was never more than a name nobody is told that there was one.
        let made = keeper.post(list, &[("action", "create"), ("title_fr", "Brouillon secret")]).await;
        let away = format!("{}/delete", made.location().split('?').next().unwrap());
        keeper.post(&away, &[("version", "1"), ("sure", "yes")]).await.assert_status(303);
        reader.get("/fr/library/c/brouillon-secret").await.assert_status(404);

        // What is shipped would come back: that is said, and there is no button.
        let shipped = i18n::catalogue(Locale::Fr).msg_shelf_shipped();
        for away in
            [format!("{list}/rightsandsafety/delete"), "/fr/desk/library/subjects/human-rights/delete".into()]
        {
            let shown = keeper.get(&away).await;
            shown.assert_status(200).assert_text(&shipped);
            assert!(shown.hidden("version").is_none());
            let refused = keeper.post(&away, &[("version", "0"), ("sure", "yes")]).await;
            refused.assert_status(422).assert_text(&shipped);
        }

        // A subject: not while something is about it, or a part of it.
        let subjects = "/fr/desk/library/subjects";
        keeper.post(subjects, &[("label_fr", "Broderie")]).await.assert_status(303);
        keeper
            .post(subjects, &[("label_fr", "Crochetage"), ("broader", "broderie")])
            .await
            .assert_status(303);
        keeper
            .get(&format!("{subjects}?subject=broderie"))
            .await
            .assert_text(&format!("{subjects}/broderie/delete"));
        let about = item_subject::ActiveModel {
            item_id: Set("udhrfr".to_owned()),
            subject_id: Set("crochetage".to_owned()),
            position: Set(50),
        };
        item_subject::Entity::insert(about).exec_without_returning(services.db.writer()).await.unwrap();
        let of = |id: &str| format!("{subjects}/{id}/delete");
        let sure = [("version", "1"), ("sure", "yes")];
        for kept in ["broderie", "crochetage"] {
            keeper.post(&of(kept), &sure).await.assert_status(422).assert_text(&full);
        }
        item_subject::Entity::delete_many()
            .filter(item_subject::Column::SubjectId.eq("crochetage"))
            .exec(services.db.writer())
            .await
            .unwrap();
        keeper.post(&of("crochetage"), &[("version", "7"), ("sure", "yes")]).await.assert_status(409);
        for gone in ["crochetage", "broderie"] {
            let unsure = keeper.post(&of(gone), &[("version", "1")]).await;
            unsure.assert_status(422).assert_text("href=\"#sure\"");
            keeper.post(&of(gone), &sure).await.assert_status(303);
            keeper.post(&of(gone), &sure).await.assert_status(404);
        }
        let left = keeper.get(subjects).await;
        assert!(
            !left.text().contains("Broderie") && !left.text().contains("Crochetage"),
            "{}",
            app.bed.backend
        );
        library::seed(services).await.unwrap();
        assert!(!keeper.get(subjects).await.text().contains("Broderie"));
    }
}
