//! The same search on both databases: what meets, in which order, and what never does.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use contract::{Locale, ids::PostId};
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

const PAIRS: &str = include_str!("data/arabic-pairs.csv");

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
async fn thirty_arabic_pairs() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        let mut pairs = Vec::new();
        for line in PAIRS.lines().skip(1).filter(|line| !line.is_empty()) {
            let (word, written) = line.split_once(',').unwrap();
            put(services, &document("one", "", &format!("قبل {written} بعد"))).await;
            pairs.push((line.to_owned(), best(&find(services, word).await)));
            // A pair goes both ways.
            put(services, &document("one", &format!("قبل {word} بعد"), "")).await;
            pairs.push((format!("{line} (back)"), best(&find(services, written).await)));
        }
        for way in ["", " (back)"] {
            let tiers: Vec<_> =
                pairs.iter().filter(|(pair, _)| pair.ends_with("(back)") != way.is_empty()).collect();
            let stems = tiers.iter().filter(|(_, tier)| tier.is_some_and(|tier| tier <= Tier::Stem)).count();
            let synonyms =
                tiers.iter().filter(|(_, tier)| tier.is_some_and(|tier| tier <= Tier::Synonym)).count();
            assert_eq!(tiers.len(), 30);
            assert!(stems >= 27, "{}: {stems} of 30 by stems: {tiers:?}", bed.backend);
            assert_eq!(synonyms, 30, "{}: with synonyms: {tiers:?}", bed.backend);
        }
        answers.push(pairs);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases answer alike");
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
async fn a_long_book_is_found_to_its_end_and_leaves_the_index_whole() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        library::seed(services).await.unwrap();
        let file = TestFile {
            id: "longtranscript",
            item: "safetyaudio",
            role: "transcript",
            language: "fr",
            media: "text/markdown",
            name: "long.md",
        };
        let filler = "un mot de plus dans ce livre\n\n".repeat(7_500);
        file.put(services, format!("# Texte\n\n{filler}Le dernier mot est zafran.\n")).await;
        entity::library::file::Entity::delete_many()
            .filter(entity::library::file::Column::Role.eq("transcript"))
            .filter(entity::library::file::Column::Id.ne("longtranscript"))
            .exec(services.db.writer())
            .await
            .unwrap();
        search::reindex(services).await.unwrap();
        let query = Query::parse("zafran").unwrap();
        let found = search::find(services, &query, Locale::Fr, None).await.unwrap();
        assert_eq!(ids(&found), ["safetyaudio"], "{}", bed.backend);
        assert!(snippets(&found).contains("Le dernier mot est zafran"));
        // Parts of one thing are one thing.
        let query = Query::parse("\"mot de plus dans ce livre\"").unwrap();
        assert_eq!(
            search::find(services, &query, Locale::Fr, None).await.unwrap().total,
            1,
            "{}",
            bed.backend
        );
        let tx = services.db.begin().await.unwrap();
        assert!(search::remove(&tx, Kind::Item, "safetyaudio").await.unwrap());
        tx.commit().await.unwrap();
        let query = Query::parse("zafran").unwrap();
        assert_eq!(
            search::find(services, &query, Locale::Fr, None).await.unwrap().total,
            0,
            "{}",
            bed.backend
        );
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
async fn quotes_mean_exactly() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "حقوق المرأة", "")).await;
        put(services, &document("bbbb", "المرأة لها حقوق", "")).await;
        put(services, &document("cccc", "حق النساء", "")).await;
        assert_eq!(ids(&find(services, "حقوق المرأة").await), ["aaaa", "bbbb", "cccc"], "{}", bed.backend);
        assert_eq!(ids(&find(services, "\"حُقوق المرأة\"").await), ["aaaa"], "{}", bed.backend);
        assert_eq!(ids(&find(services, "«حقوق» لها").await), ["bbbb"], "{}", bed.backend);
        assert_eq!(find(services, "\"حقوق النساء\"").await.total, 0, "{}", bed.backend);
        // A phrase does not reach from the title into the text.
        put(services, &document("dddd", "عمل", "لائق")).await;
        assert_eq!(find(services, "\"عمل لائق\"").await.total, 0, "{}", bed.backend);
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
async fn titles_are_offered_for_what_is_only_begun() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        let topic = |id: &str, title: &str| Document {
            kind: Kind::Topic,
            ..document(id, title, "لا شيء هنا")
        };
        let french = |id: &str, title: &str| Document { locale: Some(Locale::Fr), ..document(id, title, "") };
        for text in [
            document("aaaa", "المرأة العاملة: حقوق ونصائح", ""),
            document("bbbb", "حقوق", ""),
            document("cccc", "شيء آخر عن غيره", "هنا الحقوق كلّها"),
            document("ffff", "أرقام العنف", ""),
            topic("dddd", "سؤال عن الحُقوق"),
            french("eeee", "Caisse CNSS"),
            document("eeee", "الصندوق CNSS والانخراط فيه", ""),
        ] {
            put(services, &text).await;
        }
        // Begun, with the article or without; words of a text are no title; what is near to what was typed comes first.
        assert_eq!(targets(&offered(services, "حقو").await), ["bbbb", "aaaa", "dddd"], "{}", bed.backend);
        assert_eq!(targets(&offered(services, "نصائح حقو").await), ["aaaa"], "{}", bed.backend);
        assert_eq!(targets(&offered(services, "\"حقوق ونصائح\"").await), ["aaaa"], "{}", bed.backend);
        // A word that is not finished is not taken for another one that it contains.
        assert_eq!(targets(&offered(services, "العن").await), ["ffff"], "{}", bed.backend);
        // Two letters say nothing, alone or after a word.
        for nothing in ["", "حق", "؟", "قوق"] {
            assert!(offered(services, nothing).await.is_empty(), "{}: {nothing}", bed.backend);
        }
        assert_eq!(targets(&offered(services, "نصائح حق").await), ["aaaa"], "{}", bed.backend);
        // One thing is offered once, in the language of whoever reads.
        let query = Query::parse("cns").unwrap();
        for (locale, title) in [(Locale::Ar, "الصندوق CNSS والانخراط فيه"), (Locale::Fr, "Caisse CNSS")]
        {
            let offers = search::offer(services, &Actor::Guest, &query, locale).await.unwrap();
            let told: Vec<_> = offers.iter().map(|offer| (offer.title.as_str(), offer.locale)).collect();
            assert_eq!(told, [(title, Some(locale))], "{}", bed.backend);
        }
        // Never more than there is room for, and no kind crowds out another.
        for n in 0..30 {
            put(services, &topic(&format!("topic{n}"), &format!("cnss {n}"))).await;
        }
        let many = offered(services, "cnss").await;
        assert_eq!((many.len(), many[0].target_id.as_str()), (OFFERS, "eeee"), "{}", bed.backend);
        answers.push(many);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases answer alike");
}

#[tokio::test]
async fn nothing_is_offered_out_of_its_time_or_to_whom_it_is_not_for() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let soon = Some(services.now_ms() + 60_000);
        let dated = |id: &str, window| Document { window, ..document(id, "بابونج", "") };
        let members = Document { reach: Reach::Members, ..document("members", "بابونج", "") };
        let of_screens = Document { reach: Reach::Kiosk, ..document("screens", "بابونج", "") };
        let of_web = Document { reach: Reach::Web, ..document("web", "بابونج", "") };
        for text in [
            dated("later", (None, soon)),
            dated("later~next", (soon, None)),
            dated("coming", (soon, None)),
            dated("going", (None, soon)),
            members,
            of_screens,
            of_web,
        ] {
            put(services, &text).await;
        }
        let reader = bed.member("ياسمين", Role::Member).await;
        let hers = services.as_read_by(&reader);
        let sorted = async |services: &Services| {
            let offers = offered(services, "بابو").await;
            let mut ids: Vec<String> = offers.into_iter().map(|offer| offer.target_id).collect();
            ids.sort();
            ids
        };
        assert_eq!(sorted(services).await, ["going", "later", "web"], "{}", bed.backend);
        let here = services.at_screen();
        assert_eq!(sorted(&here).await, ["going", "later"], "{}", bed.backend);
        assert_eq!(sorted(&here.as_read_by(&reader)).await, ["going", "later"], "{}", bed.backend);
        assert_eq!(sorted(&here.as_shown_here()).await, ["going", "later", "screens"], "{}", bed.backend);
        let found = find(&here.as_shown_here(), "بابونج").await;
        assert!(ids(&found).contains(&"screens") && !ids(&found).contains(&"web"), "{}", bed.backend);
        assert_eq!(sorted(&hers).await, ["going", "later", "members", "web"], "{}", bed.backend);
        bed.clock.advance(chrono::Duration::minutes(2));
        assert_eq!(sorted(services).await, ["coming", "later", "web"], "{}", bed.backend);
        assert_eq!(sorted(&hers).await, ["coming", "later", "members", "web"], "{}", bed.backend);
    }
}

#[tokio::test]
async fn what_leaves_the_index_is_found_no_more() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let topic = Document {
            kind: Kind::Topic, ..document("aaaa", "سؤال عن النفقة", "كيف أطلبها")
        };
        assert!(put(services, &topic).await);
        assert!(!put(services, &topic).await, "unchanged");
        assert_eq!(find(services, "نفقة").await.total, 1);
        // What was rolled back was never there.
        let tx = services.db.begin().await.unwrap();
        search::put(&tx, &Document { target_id: "bbbb".into(), ..topic.clone() }).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(find(services, "نفقة").await.total, 1);
        // Another text takes the place of the first one.
        put(services, &Document { title: "سؤال عن الحضانة".into(), ..topic.clone() }).await;
        assert_eq!(
            (find(services, "نفقة").await.total, find(services, "حضانة").await.total),
            (0, 1),
            "{}",
            bed.backend
        );
        let tx = services.db.begin().await.unwrap();
        assert!(search::remove(&tx, Kind::Topic, "aaaa").await.unwrap());
        assert!(!search::remove(&tx, Kind::Topic, "aaaa").await.unwrap());
        tx.commit().await.unwrap();
        let gone = find(services, "حضانة").await;
        assert_eq!((gone.total, gone.suggestions.len()), (0, 0), "{}", bed.backend);
    }
}

#[tokio::test]
async fn what_waits_or_was_refused_is_found_by_nobody() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        forum::seed::seed(services).await.unwrap();
        let author = bed.member("زيتونة", Role::Member).await;
        let moderator = bed.member("نخلة", Role::Moderator).await;
        let decide = async |post: &str, action: &str, reason: &str| {
            let decision = Decision {
                post: post.to_owned(),
                version: "1".into(),
                action: action.to_owned(),
                reason: reason.to_owned(),
                note: "جرّبي قسمًا آخر".into(),
                ..Decision::default()
            };
            moderation::decide(services, &moderator, &decision).await.unwrap();
        };
        let ask = async |title: &str, body: &str| {
            bed.clock.advance(chrono::Duration::minutes(2));
            let topic = NewTopic {
                category: "unions".into(),
                title: title.to_owned(),
                body: body.to_owned(),
                ..NewTopic::default()
            };
            forum::create_topic(services, &author, &topic, Locale::Ar).await.unwrap()
        };
        let waiting = ask("سؤال عن الفراشة", "نصّ فيه **زعتر** وإكليل").await;
        let refused = ask("سؤال عن السحابة", "نصّ آخر").await;
        decide(refused.post.as_str(), "reject", "off_topic").await;
        for typed in ["فراشة", "زعتر", "سحابة", "فراش", "الفراشه"] {
            let found = find(services, typed).await;
            assert_eq!((found.total, found.suggestions.len()), (0, 0), "{}: {typed}", bed.backend);
            assert!(offered(services, typed).await.is_empty(), "{}: {typed}", bed.backend);
        }
        // Not by a new index either.
        search::reindex(services).await.unwrap();
        assert_eq!(find(services, "فراشة").await.total, 0, "{}", bed.backend);
        assert!(offered(services, "الفراش").await.is_empty(), "{}", bed.backend);

        decide(waiting.post.as_str(), "approve", "").await;
        let found = find(services, "زعتر").await;
        assert_eq!(found.groups[0].hits[0].target_id, waiting.topic.as_str(), "{}", bed.backend);
        assert_eq!(found.groups[0].hits[0].section.as_deref(), Some("unions"));
        assert_eq!(targets(&offered(services, "الفراش").await), [waiting.topic.as_str()], "{}", bed.backend);
        assert_eq!(search::reindex(services).await.unwrap(), 0, "the same whoever indexed it");

        let reply = NewReply { body: "جواب فيه خزامى".into(), ..NewReply::default() };
        bed.clock.advance(chrono::Duration::minutes(2));
        let reply = forum::reply(services, &author, &waiting.topic, &reply, Locale::Ar).await.unwrap();
        assert_eq!(find(services, "خزامى").await.total, 0, "{}", bed.backend);
        decide(reply.post.as_str(), "approve", "").await;
        assert_eq!(find(services, "خزامى").await.total, 1, "{}", bed.backend);

        // Hidden again: gone with the transaction that hides it, and gone from a new index.
        let tx = services.db.begin().await.unwrap();
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("removed"))
            .filter(post::Column::Id.eq(reply.post.as_str()))
            .exec(&tx)
            .await
            .unwrap();
        search::index_topic(&tx, waiting.topic.as_str()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((find(services, "خزامى").await.total, find(services, "زعتر").await.total), (0, 1));
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value("removed"))
            .exec(services.db.writer())
            .await
            .unwrap();
        assert_eq!(search::reindex(services).await.unwrap(), 1);
        assert_eq!(find(services, "زعتر").await.total, 0, "{}", bed.backend);
        assert!(offered(services, "الفراش").await.is_empty(), "{}", bed.backend);
    }
}

#[tokio::test]
async fn questions_and_misspellings_find_something() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "Demander une ordonnance de protection", "Le juge décide.")).await;
        let question = find(services, "comment demander une ordonnance de protection ?").await;
        assert_eq!((question.total, question.partly), (1, false), "{}", bed.backend);
        let question = find(services, "ordonnance contre mon voisin").await;
        assert_eq!((question.total, question.partly), (1, true), "{}", bed.backend);
        let typo = find(services, "portection").await;
        assert_eq!((typo.total, typo.suggestions), (0, vec!["protection".to_owned()]), "{}", bed.backend);
        // In other languages only where that finds something.
        assert_eq!(
            typo.elsewhere.iter().map(|(l, _)| *l).collect::<Vec<_>>(),
            Locale::ALL,
            "{}",
            bed.backend
        );
        assert!(find(services, "divorse").await.elsewhere.is_empty(), "{}", bed.backend);
    }
}

#[tokio::test]
async fn whatever_is_typed_is_an_answer_and_no_error() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "violence المرأة", "text\0")).await;
        let attempts = [
            "' OR 1=1 --",
            "\"; DROP TABLE search_document; --",
            "title_exact:violence",
            "violence NEAR/2 text",
            "NOT violence",
            "violence AND",
            "(violence",
            "violence)",
            "*",
            "vio*",
            "\"\"\"",
            "^violence",
            "-violence",
            "a & b | !c <-> d:*A",
            "'violence':*",
            "\\",
            "\\'",
            "{title_exact} : x",
            "%_",
            "?1 $1",
            "\u{0}violence\u{0}",
            "=violence",
            "AND OR NOT",
            "𝒱iolence 🙂",
            "\u{FFFF}\u{10FFFF}",
            "ـــ",
            "ًٌٍ",
            "''''''''''",
        ];
        for attempt in attempts {
            find(services, attempt).await;
            offered(services, attempt).await;
        }
        assert_eq!(find(services, "violence)").await.total, 1, "{}", bed.backend);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let handle = tokio::runtime::Handle::current();
        let cloned = services.clone();
        tokio::task::spawn_blocking(move || {
            runner
                .run(
                    &(any::<String>(), "[\"'()*:&|!<>={}a-c ى-ي]{0,60}", "\\PC{0,60}"),
                    |(wild, signs, plain)| {
                        for typed in [&wild, &signs, &plain] {
                            let Ok(query) = Query::parse(typed) else { continue };
                            let found = handle.block_on(search::find(&cloned, &query, Locale::Fr, None));
                            prop_assert!(found.is_ok(), "{typed:?}: {:?}", found.err());
                        }
                        Ok(())
                    },
                )
                .unwrap();
        })
        .await
        .unwrap();
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
            matches!(&inside, Some(Landing { spot: Spot::Heading(_), language: Locale::En })),
            "{}: {inside:?}",
            bed.backend
        );
        // A word that is explained is read where it is explained.
        let query = Query::parse("\"flagrant délit\"").unwrap();
        let choice = (Some(Kind::Page), None);
        let found = search::find_in(services, &query, Locale::Fr, choice, 1).await.unwrap();
        let word = found.groups[0].hits.iter().find(|hit| hit.target_id == "glossary").unwrap();
        let there = Landing { spot: Spot::Heading("t-flagrant-delit".into()), language: Locale::Fr };
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
async fn what_stands_under_a_note_is_in_no_snippet() {
    for bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let (asker, answerer) =
            (bed.member("فريق", Role::Moderator).await, bed.member("سند", Role::Moderator).await);
        let (topic, _) = asked_and_answered(&bed, &asker, &answerer, "violence").await;
        let by_title = find(&bed.services, "الزعفران").await;
        assert_eq!(ids(&by_title), [topic.as_str()], "{}", bed.backend);
        assert!(snippets(&by_title).contains("قرنفل") && !snippets(&by_title).contains("مسمار"));
        assert_eq!(find(&bed.services, "مسمار").await.total, 0, "{}", bed.backend);
    }
}

#[tokio::test]
async fn mutes_reach_what_a_member_finds() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let (asker, answerer) =
            (bed.member("فريق", Role::Moderator).await, bed.member("سند", Role::Moderator).await);
        let reader = bed.member("ياسمين", Role::Member).await;
        let (topic, [asked, answered]) = asked_and_answered(&bed, &asker, &answerer, "").await;
        let query = Query::parse("مسمار").unwrap();
        let as_read_by = async |actor: &Actor| {
            let found = search::find(s, &query, Locale::Ar, None).await.unwrap();
            let found = search::as_read_by(s, actor, &query, found).await.unwrap();
            assert_eq!(ids(&found), [topic.as_str()], "what is found is the same for everybody");
            let quiet = found.groups[0].hits[0].quiet.clone().map(|(quiet, _)| quiet);
            (snippets(&found), quiet)
        };
        // A list of titles has no room to fold one in.
        let begun = Query::parse("الزعفر").unwrap();
        let is_offered = async |actor: &Actor| {
            let offers = search::offer(s, actor, &begun, Locale::Ar).await.unwrap();
            assert!(offers.iter().all(|offer| offer.target_id == topic));
            !offers.is_empty()
        };
        assert!(as_read_by(&reader).await.0.contains("مسمار"));
        assert!(is_offered(&reader).await && is_offered(&Actor::Guest).await);
        // Somebody who answered: her text is in no passage, that of others is.
        mute::by_post(s, &reader, &answered, Change::Mute).await.unwrap();
        let (text, quiet) = as_read_by(&reader).await;
        assert!(
            !text.contains("مسمار") && text.contains("قرنفل") && quiet.is_none(),
            "{}: {text}",
            bed.backend
        );
        // Whoever asked: the whole result.
        mute::by_post(s, &reader, &asked, Change::Mute).await.unwrap();
        let (text, quiet) = as_read_by(&reader).await;
        assert!(!text.contains("قرنفل"), "{text}");
        assert_eq!(quiet, Some(Quiet::Author));
        assert!(!is_offered(&reader).await && is_offered(&answerer).await, "{}", bed.backend);
        for post in [&asked, &answered] {
            mute::by_post(s, &reader, post, Change::Lift).await.unwrap();
        }
        // Words: in the passage, in the title.
        mute::set_words(s, &reader, "مسمار").await.unwrap();
        assert_eq!(as_read_by(&reader).await, (String::new(), None));
        mute::set_words(s, &reader, "زعفران").await.unwrap();
        assert_eq!(as_read_by(&reader).await.1, Some(Quiet::Words));
        assert!(!is_offered(&reader).await && is_offered(&Actor::Guest).await, "{}", bed.backend);
        for other in [&Actor::Guest, &answerer] {
            let (text, quiet) = as_read_by(other).await;
            assert!(text.contains("مسمار") && quiet.is_none());
        }
    }
}

/// What women type, in the words they have, with the articles of which one must be among the first three.
const ASKED: [(Locale, &str, &str); 50] = [
    (Locale::Ar, "راجلي يضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "ضربني راجلي شنوة نعمل", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "زوجي يضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "خويا ضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "نحب نطلق", "familylaw"),
    (Locale::Ar, "طلقني راجلي", "familylaw"),
    (Locale::Ar, "نحب نشكي بيه", "askunit labourcheck"),
    (Locale::Ar, "هددني بتصاوري", "imagesonline"),
    (Locale::Ar, "يهددني في الفايسبوك", "imagesonline"),
    (Locale::Ar, "حط تصاوري في الانترنت", "imagesonline"),
    (Locale::Ar, "يتحرش بيا عرفي في الخدمة", "workrespect"),
    (Locale::Ar, "اغتصبني", "seedoctor rightswords askunit firsthours"),
    (Locale::Ar, "كونجي الولادة", "maternityleave"),
    (Locale::Ar, "كونجي الأب", "fatherleave maternityleave"),
    (Locale::Ar, "البوليس ما حبش ياخذ الشكاية", "agentrules askunit"),
    (Locale::Ar, "عرفي ما خلصنيش", "countpay labourcheck fairpay"),
    (Locale::Ar, "طردوني من الخدمة", "labourcheck nounion unionhelp"),
    (Locale::Ar, "نخدم في الدار بلاش كونترا", "domesticwork workpaper"),
    (Locale::Ar, "ما عنديش فلوس نداوي", "healthcare"),
    (Locale::Ar, "ضيعت وراقي", "lostpapers"),
    (Locale::Ar, "وين نهرب", "placetostay firsthours"),
    (Locale::Ar, "أمر حماية من القاضي", "familyjudge"),
    (Locale::Ar, "إجهاض", "healthrights"),
    (Locale::Ar, "نخدم في الفلاحة والكميون", "fieldwork"),
    (Locale::Fr, "rajli yodhrobni", "askunit firsthours seedoctor familyjudge"),
    (Locale::Fr, "rajli dharabni nechki bih", "askunit firsthours"),
    (Locale::Fr, "n7eb ntala9", "familylaw"),
    (Locale::Fr, "konji wileda", "maternityleave"),
    (Locale::Fr, "hadedni b tsawri", "imagesonline"),
    (Locale::Fr, "3rfi ma khalasnich chahriti", "countpay fairpay labourcheck"),
    (Locale::Fr, "mon mari me frappe", "askunit firsthours seedoctor familyjudge"),
    (Locale::Fr, "j'ai été frappée", "askunit firsthours seedoctor"),
    (Locale::Fr, "harcelée au travail", "workrespect"),
    (Locale::Fr, "licenciée enceinte", "maternityleave labourcheck healthrights"),
    (Locale::Fr, "violée", "seedoctor rightswords askunit firsthours"),
    (Locale::Fr, "mon patron ne me paie pas", "countpay labourcheck fairpay"),
    (Locale::Fr, "avortement", "healthrights"),
    (Locale::Fr, "IVG", "healthrights"),
    (Locale::Fr, "contraception", "healthrights"),
    (Locale::Fr, "la police refuse ma plainte", "agentrules askunit"),
    (Locale::Fr, "il a publié mes photos", "imagesonline"),
    (Locale::Fr, "j’ai perdu mes papiers", "lostpapers"),
    (Locale::En, "my husband beats me", "askunit firsthours seedoctor familyjudge"),
    (Locale::En, "he threatened me with my pictures", "imagesonline"),
    (Locale::En, "I was raped", "seedoctor rightswords askunit firsthours"),
    (Locale::En, "my boss does not pay me", "countpay labourcheck fairpay"),
    (Locale::En, "abortion", "healthrights"),
    (Locale::En, "maternity leave", "maternityleave"),
    (Locale::En, "where can I sleep tonight with my children", "placetostay"),
    (Locale::Fr, "créer une association", "formassoc"),
];

#[tokio::test]
async fn what_women_type_finds_what_helps() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        domain::seed::seed(services).await.unwrap();
        let mut missed = Vec::new();
        for (locale, typed, wanted) in ASKED {
            let query = Query::parse(typed).unwrap();
            let choice = (Some(Kind::Article), None);
            let found = search::find_in(services, &query, locale, choice, 1).await.unwrap();
            let first: Vec<&str> = ids(&found).into_iter().take(3).collect();
            if !wanted.split(' ').any(|id| first.contains(&id)) {
                missed.push(format!("{typed}: {first:?} and none of {wanted}"));
            }
        }
        assert!(missed.is_empty(), "{}: {missed:#?}", bed.backend);
    }
}

#[tokio::test]
async fn a_busy_forum_takes_no_word_from_articles() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let tx = services.db.begin().await.unwrap();
        search::put(&tx, &document("laws1", "مقال", "هنا قوانين فقط")).await.unwrap();
        search::put(&tx, &document("begun1", "مقال", "هنا قانونيتهم فقط")).await.unwrap();
        for n in 0..320 {
            let topic =
                Document { kind: Kind::Topic, ..document(&format!("topic{n}"), "قانون", "قانون") };
            search::put(&tx, &topic).await.unwrap();
        }
        tx.commit().await.unwrap();
        let found = find(services, "قانون").await;
        assert_eq!(found.counts, [(Kind::Article, 2), (Kind::Topic, 300)], "{}", bed.backend);
        assert_eq!(ids(&found)[..2], ["laws1", "begun1"], "{}", bed.backend);
    }
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
async fn every_result_of_a_kind_can_be_reached() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let tx = services.db.begin().await.unwrap();
        for n in 0..120 {
            search::put(&tx, &document(&format!("text{n}"), "زعفران", "")).await.unwrap();
        }
        tx.commit().await.unwrap();
        let query = Query::parse("زعفران").unwrap();
        let page = async |number: usize| {
            let choice = (Some(Kind::Article), None);
            search::find_in(services, &query, Locale::Ar, choice, number).await
        };
        let mut seen = std::collections::HashSet::new();
        for (number, count) in [(1, 50), (2, 50), (3, 20)] {
            let found = page(number).await.unwrap();
            assert_eq!((found.groups[0].count, found.groups[0].pages()), (120, 3), "{}", bed.backend);
            assert_eq!(found.groups[0].hits.len(), count, "{}: {number}", bed.backend);
            seen.extend(ids(&found).into_iter().map(str::to_owned));
        }
        assert_eq!(seen.len(), 120, "no result stands on two pages");
        for beyond in [0, 4] {
            assert_eq!(page(beyond).await.unwrap_err().code, contract::ErrorCode::NotFound);
        }
        // Of all kinds together there is one page.
        let all = search::find_in(services, &query, Locale::Ar, (None, None), 2).await;
        assert_eq!(all.unwrap_err().code, contract::ErrorCode::NotFound);
    }
}

fn inside(found: &Found) -> Option<Spot> {
    found.groups.iter().flat_map(|group| &group.hits).find_map(|hit| hit.inside.clone()).map(|at| at.spot)
}

#[tokio::test]
async fn a_forum_result_opens_the_post_that_says_it() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let (asker, answerer) =
            (bed.member("فريق", Role::Moderator).await, bed.member("سند", Role::Moderator).await);
        let reader = bed.member("ياسمين", Role::Member).await;
        let (topic, [asked, answered]) = asked_and_answered(&bed, &asker, &answerer, "").await;
        let there = Some(Spot::Post(answered.to_string()));
        assert_eq!(inside(&find(s, "مسمار").await), there, "{}", bed.backend);
        // The question stands where the topic opens.
        let by_question = find(s, "\"نصّ السؤال\"").await;
        assert_eq!(
            (ids(&by_question), inside(&by_question)),
            (vec![topic.as_str()], None),
            "{}",
            bed.backend
        );
        assert_eq!(search::reindex(s).await.unwrap(), 0, "the same whoever indexed it");
        // Muted: no way leads to it. Whoever muted nobody still goes there.
        mute::by_post(s, &reader, &answered, Change::Mute).await.unwrap();
        let query = Query::parse("مسمار القرنفل").unwrap();
        for (who, expected) in [(&reader, None), (&asker, there)] {
            let found = search::find(s, &query, Locale::Ar, None).await.unwrap();
            let found = search::as_read_by(s, who, &query, found).await.unwrap();
            assert_eq!(inside(&found), expected, "{}", bed.backend);
        }
        // Removed: nothing of it is found.
        let tx = s.db.begin().await.unwrap();
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("removed"))
            .filter(post::Column::Id.eq(answered.as_str()))
            .exec(&tx)
            .await
            .unwrap();
        search::index_topic(&tx, &topic).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find(s, "مسمار").await.total, 0, "{}", bed.backend);
        assert_ne!(asked, answered);
    }
}

#[tokio::test]
async fn a_long_discussion_is_found_to_its_end_and_grows_shorter() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let (asker, answerer) =
            (bed.member("فريق", Role::Moderator).await, bed.member("سند", Role::Moderator).await);
        let (topic, [asked, answered]) = asked_and_answered(&bed, &asker, &answerer, "").await;
        let say = async |post: &PostId, html: String| {
            let tx = s.db.begin().await.unwrap();
            post::Entity::update_many()
                .col_expr(post::Column::Html, Expr::value(html))
                .filter(post::Column::Id.eq(post.as_str()))
                .exec(&tx)
                .await
                .unwrap();
            search::index_topic(&tx, &topic).await.unwrap();
            tx.commit().await.unwrap();
        };
        say(&asked, format!("<p>{}</p>", "كلمة أخرى ".repeat(25_000))).await;
        let found = find(s, "مسمار").await;
        assert_eq!((ids(&found), found.total), (vec![topic.as_str()], 1), "{}", bed.backend);
        assert_eq!(inside(&found), Some(Spot::Post(answered.to_string())), "{}", bed.backend);
        // Its parts are one thing, and none of them outlives what it was cut from.
        assert_eq!(find(s, "كلمة أخرى").await.total, 1, "{}", bed.backend);
        say(&asked, "<p>قصير</p>".into()).await;
        assert_eq!((find(s, "كلمة").await.total, find(s, "مسمار").await.total), (0, 1), "{}", bed.backend);
        assert_eq!(search::reindex(s).await.unwrap(), 0, "{}", bed.backend);
    }
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
