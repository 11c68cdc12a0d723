//! The same search on both databases: what meets, in which order, and what never does.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod discussions;
mod forms;
mod hidden;

use contract::{Locale, Tongue, ids::PostId};
use domain::{
    Actor, Role, Services,
    forum::{self, NewReply, NewTopic},
    library::{self, Reach},
    moderation::{self, Decision},
    mute::{self, Change, Quiet},
    search::{self, Document, Found, Kind, Landing, OFFERS, Offer, Query, Spot, Tier},
    testing::{TestBed, TestFile},
};
use entity::forum::{post, topic};
use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

const PAIRS: &str = include_str!("../data/arabic-pairs.csv");

fn document(id: &str, title: &str, body: &str) -> Document {
    Document {
        kind: Kind::Article,
        target_id: id.to_owned(),
        locale: Some(Locale::Ar),
        slug: String::new(),
        section: None,
        title: title.to_owned(),
        body: body.to_owned(),
        spots: Vec::new(),
        window: (None, None),
        reach: Reach::Everybody,
    }
}

async fn put(services: &Services, document: &Document) -> bool {
    let tx = services.db.begin().await.unwrap();
    let changed = search::put(&tx, document).await.unwrap();
    tx.commit().await.unwrap();
    changed
}

async fn find(services: &Services, typed: &str) -> Found {
    let query = Query::parse(typed).unwrap();
    search::find(services, &query, Locale::Ar, None).await.unwrap()
}

/// What a guest is offered while she types.
async fn offered(services: &Services, typed: &str) -> Vec<Offer> {
    let query = Query::parse(typed).unwrap();
    search::offer(services, &Actor::Guest, &query, Locale::Ar).await.unwrap()
}

fn targets(offers: &[Offer]) -> Vec<&str> {
    offers.iter().map(|offer| offer.target_id.as_str()).collect()
}

fn ids(found: &Found) -> Vec<&str> {
    found.groups.iter().flat_map(|group| &group.hits).map(|hit| hit.target_id.as_str()).collect()
}

fn best(found: &Found) -> Option<Tier> {
    found.groups.iter().flat_map(|group| &group.hits).map(|hit| hit.tier).min()
}

#[tokio::test]
async fn a_language_can_be_chosen_and_dates_and_members_count() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let now = services.now_ms();
        let in_french = Document { locale: Some(Locale::Fr), ..document("aaaa", "Le zafran", "zafran") };
        put(services, &in_french).await;
        put(
            services,
            &Document { locale: Some(Locale::En), title: "The zafran".into(), ..in_french.clone() },
        )
        .await;
        put(services, &Document { kind: Kind::Topic, target_id: "bbbb".into(), ..in_french.clone() }).await;
        let later = Document {
            target_id: "cccc".into(),
            window: (Some(now + 60_000), Some(now + 120_000)),
            ..in_french.clone()
        };
        put(services, &later).await;
        let of_members = Document { target_id: "dddd".into(), reach: Reach::Members, ..in_french.clone() };
        put(services, &of_members).await;
        let query = Query::parse("zafran").unwrap();
        let all = find(services, "zafran").await;
        assert_eq!(
            (all.total, all.counts),
            (2, vec![(Kind::Article, 1), (Kind::Topic, 1)]),
            "{}",
            bed.backend
        );
        assert_eq!(all.languages, [(Locale::Fr, 2), (Locale::En, 1)], "{}", bed.backend);
        let topics = search::find(services, &query, Locale::Ar, Some(Kind::Topic)).await.unwrap();
        assert_eq!((topics.total, topics.languages), (2, vec![(Locale::Fr, 1)]));
        for (language, expected) in [(Locale::En, 1), (Locale::Fr, 2), (Locale::Ar, 0)] {
            let found =
                search::find_in(services, &query, Locale::Ar, (None, Some(language)), 1).await.unwrap();
            assert_eq!(found.total, expected, "{}: {language}", bed.backend);
            let mut hits = found.groups.iter().flat_map(|group| &group.hits);
            assert!(hits.all(|hit| hit.locale == Some(language)));
        }
        // What is for later comes by itself, and goes by itself.
        for (step, expected) in [(61, 3), (60, 2)] {
            bed.clock.advance(chrono::Duration::seconds(step));
            assert_eq!(find(services, "zafran").await.total, expected, "{}", bed.backend);
        }
    }
}

#[tokio::test]
async fn whatever_is_written_most_hides_no_other_kind() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let tx = services.db.begin().await.unwrap();
        search::put(&tx, &document("old1", "مقال", "فيه كلمة مشتركة")).await.unwrap();
        for n in 0..320 {
            let topic = Document {
                kind: Kind::Topic, ..document(&format!("topic{n}"), "مشتركة", "مشتركة")
            };
            search::put(&tx, &topic).await.unwrap();
        }
        tx.commit().await.unwrap();
        let found = find(services, "مشتركة").await;
        assert_eq!(found.counts, [(Kind::Article, 1), (Kind::Topic, 300)], "{}", bed.backend);
        assert_eq!(found.capped, [Kind::Topic], "{}", bed.backend);
        assert_eq!(found.groups[1].hits[0].target_id, "topic319", "the newest first");
    }
}

#[tokio::test]
async fn better_answers_come_first() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let texts = [
            ("begun1", "Les travailleuses", "droitier de passage"),
            ("synonym1", "Les travaux", "des droits"),
            ("stem1", "Nos travails", "et nos droits"),
            ("exact1", "Travail et autre droit", "rien"),
            ("phrase1", "Rien", "le droit travail est long"),
            ("phrase0", "Droit travail", "rien"),
            ("nothing1", "Autre chose", "sans rapport"),
        ];
        for (id, title, body) in texts {
            put(services, &document(id, title, body)).await;
        }
        let found = find(services, "droit travail").await;
        assert_eq!(ids(&found)[..2], ["phrase0", "phrase1"], "{}", bed.backend);
        let tiers: Vec<Tier> = found.groups[0].hits.iter().map(|hit| hit.tier).collect();
        assert!(tiers.is_sorted(), "{}: {tiers:?}", bed.backend);
        let place = |id: &str| ids(&found).iter().position(|other| *other == id);
        assert!(
            place("exact1") < place("stem1") && place("stem1") < place("synonym1"),
            "{}: {:?}",
            bed.backend,
            ids(&found)
        );
        assert_eq!(place("nothing1"), None);
        assert_eq!((found.total, found.groups[0].count), (6, 6), "counted, though five are shown");
        // Letters that a word begins with.
        assert_eq!(ids(&find(services, "travaille").await).last(), Some(&"begun1"), "{}", bed.backend);
    }
}

#[tokio::test]
async fn a_snippet_is_cut_from_what_was_written() {
    for bed in TestBed::each().await {
        let text = format!("{} يَحْمي القانونُ الأُمَّهاتِ والأطفالَ. {}", "كلام ".repeat(60), "خاتمة ".repeat(60));
        put(&bed.services, &document("aaaa", "حماية", &text)).await;
        let found = find(&bed.services, "امهات").await;
        let snippet = &found.groups[0].hits[0].snippet;
        let marked: Vec<&str> =
            snippet.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
        assert_eq!(marked, ["الأُمَّهاتِ"], "{}", bed.backend);
        let whole: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
        assert!(
            whole.starts_with("… ") && whole.ends_with(" …") && whole.contains("القانونُ الأُمَّهاتِ والأطفالَ."),
            "{whole}"
        );
    }
}

#[tokio::test]
async fn one_thing_in_three_languages_is_one_result() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        for (locale, title) in
            [(Locale::Ar, "الضمان CNSS"), (Locale::Fr, "Guide CNSS"), (Locale::En, "CNSS guide")]
        {
            let text = Document { locale: Some(locale), ..document("aaaa", title, "") };
            put(services, &text).await;
        }
        for locale in Locale::ALL {
            let query = Query::parse("cnss").unwrap();
            let found = search::find(services, &query, locale, None).await.unwrap();
            assert_eq!((found.total, found.groups[0].hits[0].locale), (1, Some(locale)), "{}", bed.backend);
        }
        let query = Query::parse("guide").unwrap();
        let found = search::find(services, &query, Locale::Ar, None).await.unwrap();
        assert_ne!(
            found.groups[0].hits[0].locale,
            Some(Locale::Ar),
            "the word stands in another language only"
        );
    }
}

#[tokio::test]
async fn a_very_long_text_is_indexed() {
    for bed in TestBed::each().await {
        let words: Vec<String> = (0..60_000).map(|n| format!("mot{n}")).collect();
        put(&bed.services, &document("aaaa", "Long", &words.join(" "))).await;
        assert_eq!(find(&bed.services, "mot12").await.total, 1, "{}", bed.backend);
        put(&bed.services, &document("bbbb", "Même", &"encore ".repeat(40_000))).await;
        put(&bed.services, &document("cccc", "Un mot", &"x".repeat(300_000))).await;
        assert_eq!(find(&bed.services, "encore").await.total, 1, "{}", bed.backend);
    }
}

#[tokio::test]
async fn the_starter_content_is_found_in_three_languages() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        domain::seed::seed(services).await.unwrap();
        assert_eq!(search::reindex(services).await.unwrap(), 0, "a second time changes nothing");
        for (typed, locale) in [
            ("حماية المرأة من العنف", Locale::Ar),
            ("القانون", Locale::Ar),
            ("congé de maternité", Locale::Fr),
            ("maternity leave", Locale::En),
            ("taux de chômage", Locale::Fr),
            ("نسبة البطالة", Locale::Ar),
        ] {
            let query = Query::parse(typed).unwrap();
            let found = search::find(services, &query, locale, None).await.unwrap();
            assert!(found.total > 0 && !found.partly, "{}: {typed}", bed.backend);
            let hits = found.groups.iter().flat_map(|group| &group.hits);
            assert!(hits.clone().any(|hit| hit.locale == Some(locale)), "{}: {typed}", bed.backend);
            assert!(hits.flat_map(|hit| hit.title.iter().chain(&hit.snippet)).any(|piece| piece.marked));
        }
        // Words of a book, not of its description.
        let query = Query::parse("\"recognition of the inherent dignity\"").unwrap();
        let found = search::find(services, &query, Locale::En, None).await.unwrap();
        assert!(found.counts.iter().any(|(kind, _)| *kind == Kind::Item), "{}: {found:?}", bed.backend);
        let inside = found.groups.iter().flat_map(|group| &group.hits).find_map(|hit| hit.inside.clone());
        assert!(
            matches!(&inside, Some(Landing { spot: Spot::Heading(_), language: Tongue::En })),
            "{}: {inside:?}",
            bed.backend
        );
        // A word that is explained is read where it is explained.
        let query = Query::parse("\"flagrant délit\"").unwrap();
        let choice = (Some(Kind::Page), None);
        let found = search::find_in(services, &query, Locale::Fr, choice, 1).await.unwrap();
        let word = found.groups[0].hits.iter().find(|hit| hit.target_id == "glossary").unwrap();
        let there = Landing { spot: Spot::Heading("t-flagrant-delit".into()), language: Tongue::Fr };
        assert_eq!(word.inside, Some(there), "{}", bed.backend);
        let query = Query::parse("literacy").unwrap();
        let kinds = search::find(services, &query, Locale::En, None).await.unwrap().counts;
        assert!(kinds.iter().any(|(kind, _)| *kind == Kind::Dataset), "{}: {kinds:?}", bed.backend);
        // What no room publishes leaves the index.
        put(services, &document("stray", "خزامى زرقاء", "")).await;
        assert_eq!(find(services, "خزامى").await.total, 1);
        assert_eq!(search::reindex(services).await.unwrap(), 1);
        assert_eq!(find(services, "خزامى").await.total, 0, "{}", bed.backend);
    }
}

/// A question of the team in a category, answered by somebody; both are published.
async fn asked_and_answered(
    bed: &TestBed,
    asker: &Actor,
    answerer: &Actor,
    note: &str,
) -> (String, [PostId; 2]) {
    let (s, clock) = (&bed.services, &bed.clock);
    clock.advance(chrono::Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال عن الزعفران".into(),
        body: "نصّ السؤال: قرنفل".into(),
        ..NewTopic::default()
    };
    let asked = forum::create_topic(s, asker, &form, Locale::Ar).await.unwrap();
    clock.advance(chrono::Duration::minutes(2));
    let form =
        NewReply {
            body: "جواب: مسمار القرنفل".into(), content_note: note.into(), ..NewReply::default()
        };
    let answered = forum::reply(s, answerer, &asked.topic, &form, Locale::Ar).await.unwrap();
    (asked.topic.to_string(), [asked.post, answered.post])
}

fn snippets(found: &Found) -> String {
    found
        .groups
        .iter()
        .flat_map(|group| &group.hits)
        .flat_map(|hit| &hit.snippet)
        .map(|piece| piece.text.as_str())
        .collect()
}

#[tokio::test]
async fn partial_answers_are_in_order_alike_everywhere() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        // The newest would come first, if nothing else counted.
        for (id, title, body) in [
            ("three1", "نصّ", "زعتر وإكليل وخزامى"),
            ("two1", "نصّ", "زعتر وخزامى"),
            ("title1", "زعتر", "لا شيء"),
            ("often1", "نصّ", "زعتر زعتر زعتر زعتر"),
            ("once1", "نصّ طويل", &format!("زعتر {}", "كلام آخر ".repeat(40))),
            ("none1", "نصّ", "لا شيء هنا"),
        ] {
            put(services, &document(id, title, body)).await;
        }
        let query = Query::parse("زعتر إكليل خزامى بابونج").unwrap();
        let choice = (Some(Kind::Article), None);
        let found = search::find_in(services, &query, Locale::Ar, choice, 1).await.unwrap();
        assert!(found.partly, "{}", bed.backend);
        assert_eq!(ids(&found), ["three1", "two1", "title1", "often1", "once1"], "{}", bed.backend);
        answers.push(ids(&found).into_iter().map(str::to_owned).collect::<Vec<_>>());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases answer alike");
}

#[tokio::test]
async fn a_start_without_news_waits_for_nobody() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        domain::seed::seed(services).await.unwrap();
        let start = async || {
            let limit = std::time::Duration::from_secs(20);
            tokio::time::timeout(limit, search::seed(services)).await
        };
        // Somebody is writing, and does not end.
        let tx = services.db.begin().await.unwrap();
        search::put(&tx, &document("stray", "خزامى زرقاء", "")).await.unwrap();
        assert_eq!(start().await.expect("nobody is waited for").unwrap(), 0, "{}", bed.backend);
        tx.commit().await.unwrap();
        // What does not belong there is seen, and goes.
        assert_eq!(start().await.unwrap().unwrap(), 1, "{}", bed.backend);
        assert_eq!(find(services, "خزامى").await.total, 0, "{}", bed.backend);
    }
}
