//! How often the pages that are read most ask the database, through the real router: the session's own look is one,
//! and beyond it a topic and a category take three at most, the home page, an article and a dataset four. Of the desk,
//! the queue is held to what it asks.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::support::{TestApp, TestBrowser};
use axum::Router;
use chrono::Duration;
use contract::{Locale, ids::TopicId};
use domain::{
    Actor, Role,
    forum::{self, Edit, Edited, NewPoll, NewReply, NewTopic, alias::Mask, position},
    moderation::{
        self, Decision, Filters,
        sanction::{self, NewSanction},
    },
    mute::{self, Change},
    search::Kind,
    testing::TestBed,
};
use entity::{
    content::{article_audio, article_reference, article_revision, article_text},
    forum::review_item,
    library::blob,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use server::config::Config;

const AR: Locale = Locale::Ar;

async fn ask(bed: &TestBed, who: &Actor, title: &str, choices: &str) -> forum::Sent {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: title.into(),
        body: "نصّ السؤال".into(),
        poll: NewPoll { choices: choices.into(), ..NewPoll::default() },
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, who, &form, AR).await.unwrap()
}

const TEXT: &str = "askunit";
const DATASET: &str = "workpart";

/// A source as it is stored.
fn source(kind: &str, target: &str, url: &str) -> serde_json::Value {
    serde_json::json!({"title": "", "publisher": "", "url": url, "checked_on": "", "kind": kind, "target": target})
}

/// A text with everything that its page could ask for: sources of every kind, some of them lost; what it follows; a
/// recording; a discussion. The dataset is cited and discussed too. Answers both addresses.
async fn surround(bed: &TestBed, team: &Actor) -> [String; 2] {
    let (s, db) = (&bed.services, bed.services.db.writer());
    let of_text = article_text::Column::ArticleId.eq(TEXT);
    let texts = article_text::Entity::find().filter(of_text.clone()).all(db).await.unwrap();
    let of = |locale: &str| texts.iter().find(|text| text.locale == locale).unwrap();
    let (own, french) = (of("ar"), of("fr"));
    // What it follows is an older state of the French text.
    let newest = article_revision::Entity::find_by_id(french.revision_id.as_str()).one(db).await.unwrap();
    let older = article_revision::Model {
        id: "older".into(),
        number: 0,
        title: "Un autre titre".into(),
        ..newest.unwrap()
    };
    article_revision::Entity::insert(older.into_active_model()).exec_without_returning(db).await.unwrap();
    article_revision::Entity::update_many()
        .col_expr(article_revision::Column::TranslatedFrom, Expr::value("older"))
        .filter(article_revision::Column::Id.eq(own.revision_id.as_str()))
        .exec(db)
        .await
        .unwrap();
    let sources = serde_json::json!([
        source("address", "", "https://example.org/lost"),
        source("item", "udhrfr", ""),
        source("dataset", DATASET, ""),
        source("article", "nowhere1", ""),
    ]);
    article_text::Entity::update_many()
        .col_expr(article_text::Column::Sources, Expr::value(sources.to_string()))
        .filter(of_text)
        .filter(article_text::Column::Locale.eq("ar"))
        .exec(db)
        .await
        .unwrap();
    article_reference::Entity::delete_many()
        .filter(article_reference::Column::ArticleId.eq(TEXT))
        .exec(db)
        .await
        .unwrap();
    let reference =
        |number: i32, kind: &str, target: &str, lost: Option<i64>| article_reference::ActiveModel {
            article_id: Set(TEXT.to_owned()),
            locale: Set("ar".to_owned()),
            revision_id: Set(own.revision_id.clone()),
            number: Set(number),
            kind: Set(kind.to_owned()),
            target_id: Set(target.to_owned()),
            version: Set(None),
            locator: Set(String::new()),
            url: Set(String::new()),
            state: Set(if lost.is_some() { "broken" } else { "unknown" }.to_owned()),
            checked_at: Set(lost),
            broken_since: Set(lost),
        };
    let rows = [reference(1, "address", "", Some(1)), reference(3, "dataset", DATASET, None)];
    article_reference::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    let bytes = blob::Entity::find().one(db).await.unwrap().unwrap();
    let recording = article_audio::ActiveModel {
        article_id: Set(TEXT.to_owned()),
        locale: Set("ar".to_owned()),
        revision_id: Set(own.revision_id.clone()),
        sha256: Set(bytes.sha256),
        media_type: Set("audio/mpeg".to_owned()),
        bytes: Set(1_000),
        seconds: Set(None),
        machine: Set(true),
        voice: Set(String::new()),
        made_at: Set(1),
        made_by: Set(None),
    };
    article_audio::Entity::insert(recording).exec_without_returning(db).await.unwrap();
    for (kind, id) in [(Kind::Article, TEXT), (Kind::Dataset, DATASET)] {
        let topic = ask(bed, team, &format!("سؤال عن {id}"), "").await.topic;
        forum::set_about(s, team, &topic, Some((kind, id))).await.unwrap();
    }
    let set = domain::statistics::dataset(s, &DATASET.parse().unwrap()).await.unwrap();
    [format!("/ar/a/{TEXT}-{}", own.slug), format!("/ar/statistics/{DATASET}-{}", set.slug_in(AR))]
}

/// Queries of a page beyond the session's own.
async fn count(counter: &Arc<AtomicUsize>, browser: &mut TestBrowser, member: bool, path: &str) -> usize {
    // What was read is remembered beside the request.
    browser.get(path).await.assert_status(200);
    position::waiting::settled().await;
    counter.store(0, Ordering::SeqCst);
    browser.get(path).await.assert_status(200);
    let queries = counter.load(Ordering::SeqCst);
    position::waiting::settled().await;
    queries - usize::from(member)
}

#[tokio::test]
async fn pages_that_are_read_most_ask_three_or_four_times() {
    for mut bed in TestBed::each().await {
        domain::seed::seed(&bed.services).await.unwrap();
        let team = bed.member("فريق", Role::Moderator).await;
        let reader = bed.member("ياسمين", Role::Member).await;
        let plain = ask(&bed, &team, "سؤال أوّل", "").await;
        let poll = ask(&bed, &team, "سؤال باختيار", "نعم\nلا\nلا أدري").await;
        for n in 0..30 {
            ask(&bed, &team, &format!("سؤال آخر {n}"), "").await;
        }
        bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: "جواب".into(), ..NewReply::default() };
        forum::reply(&bed.services, &team, &plain.topic, &form, AR).await.unwrap();
        // She has everything that a page could ask for.
        forum::vote(&bed.services, &reader, &poll.topic, &["1".to_owned()]).await.unwrap();
        forum::mark(&bed.services, &reader, &poll.post, "thanks").await.unwrap();
        forum::mark(&bed.services, &reader, &plain.post, "bookmark").await.unwrap();
        mute::set_words(&bed.services, &reader, "كلمة").await.unwrap();
        let other = bed.member("سند", Role::Moderator).await;
        let muted = ask(&bed, &other, "سؤال مطويّ", "").await;
        mute::by_post(&bed.services, &reader, &muted.post, Change::Mute).await.unwrap();
        let first = forum::list_topics(&bed.services, "unions", &forum::Cursor::Start, AR).await.unwrap();
        let Some(forum::Cursor::After(after)) = first.older else { panic!("one page only") };

        let [text, dataset] = surround(&bed, &team).await;

        let counter = bed.services.db.count_queries();
        let backend = bed.backend;
        // What a page asks when it is drawn, not what a kept one spares.
        let mut config = Config::default();
        config.server.page_cache_mb = 0;
        let app = TestApp::over(bed, config, Router::new());
        let mut browsers = [(app.browser(), false), (app.browser(), true)];
        browsers[1].0.sign_in_as(&reader).await;
        let topic = |id: &TopicId| format!("/ar/forum/t/{id}");
        for (browser, member) in &mut browsers {
            for (path, most) in [
                (topic(&plain.topic), 3),
                (topic(&poll.topic), 3),
                ("/ar/forum/c/unions".to_owned(), 3),
                (format!("/ar/forum/c/unions?after={after}"), 3),
                (format!("/ar/forum/c/unions?before={after}&lang=ar"), 3),
                ("/ar".to_owned(), 4),
                (text.clone(), 4),
                (dataset.clone(), 4),
            ] {
                let queries = count(&counter, browser, *member, &path).await;
                assert!((1..=most).contains(&queries), "{backend} {path} (member: {member}): {queries}");
            }
        }
        let folded = "class=\"disclosure quiet\"";
        let home = browsers[1].0.get("/ar/forum/c/unions").await.text();
        assert!(home.contains(folded), "what she muted is known all the same");
        let page = browsers[1].0.get(&topic(&poll.topic)).await.text();
        assert!(page.contains("لا أدري") && page.contains("value=\"no-thanks\""), "{page}");
        // All of it stands on the page.
        let page = browsers[0].0.get(&text).await;
        let stale = "تغيّر النصّ في اللغة التالية";
        for part in
            ["<audio", "سؤال عن askunit", "/library/udhrfr", "/statistics/workpart", "nowhere1", stale]
        {
            page.assert_text(part);
        }
        let flags = page.text().matches("<strong class=\"tag\">").count();
        assert_eq!(flags, 2, "{backend}: an address and a text that are not to be had");
        browsers[0].0.get(&dataset).await.assert_text("سؤال عن workpart").assert_text("/ar/a/askunit-");
        // A place at which no page begins is not an empty page.
        browsers[0].0.get("/ar/forum/c/unions?after=nowhere12345").await.assert_status(404);
        browsers[0].0.get(&format!("/ar/forum/c/poverty?after={after}")).await.assert_status(404);
    }
}

/// What the session of a moderator asks: who she is, and which categories are hers.
const SESSION_OF_A_MODERATOR: usize = 2;

/// How much waits, here and in private, the page itself with its polls and with how those stand who hide their names, and
/// the row of the log that says that she read it.
const QUEUE: usize = 4;

/// Changes of published texts stand above the first page alone.
const CHANGES: usize = 1;

/// The item, the row of the log, her claim anew, what was said before it or what is changed, and how she reads.
const ITEM: usize = 5;

#[tokio::test]
async fn the_queue_asks_no_more_the_more_waits() {
    for mut bed in TestBed::each().await {
        domain::seed::seed(&bed.services).await.unwrap();
        let team = bed.member("فريق", Role::Moderator).await;
        let author = bed.member("ياسمين", Role::Member).await;
        let public = ask(&bed, &author, "سؤال منشور", "").await;
        let queue = moderation::queue(&bed.services, &team, &Filters::default(), AR).await.unwrap();
        let approve = Decision {
            post: public.post.to_string(),
            version: queue.items[0].text.as_ref().unwrap().version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&bed.services, &bed.proved(team.member().unwrap()), &approve).await.unwrap();
        bed.clock.advance(Duration::minutes(2));
        let change = Edit {
            title: "سؤال منشور".into(),
            body: "نصّ السؤال، وقد زيدت فيه كلمة".into(),
            base: "1".into(),
            ..Edit::default()
        };
        let changed = forum::edit_post(&bed.services, &author, &public.post, &change).await.unwrap();
        assert!(matches!(changed, Edited::Waits(_)), "{changed:?}");
        let hidden = NewTopic {
            category: "unions".into(),
            title: "سؤال بلا اسم".into(),
            body: "نصّ السؤال".into(),
            poll: NewPoll { choices: "نعم\nلا\nلا أدري".into(), ..NewPoll::default() },
            mask: Mask { hide: true, switch: false },
            ..NewTopic::default()
        };
        bed.clock.advance(Duration::minutes(2));
        forum::create_topic(&bed.services, &author, &hidden, AR).await.unwrap();
        bed.clock.advance(Duration::minutes(2));
        let reply = NewReply { body: "جواب".into(), ..NewReply::default() };
        forum::reply(&bed.services, &author, &public.topic, &reply, AR).await.unwrap();
        // One of whom everything is read for a while.
        let lead = bed.member("رائدة", Role::LeadModerator).await;
        let watched = bed.member("سلمى", Role::Member).await;
        let cause = ask(&bed, &watched, "سؤال أغضب", "").await;
        let form = NewSanction {
            post: cause.post.to_string(),
            kind: "review_all".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            ends: domain::services::day_of(bed.services.now_ms() + 10 * 86_400_000),
            ..NewSanction::default()
        };
        sanction::give(&bed.services, &lead, &form).await.unwrap();
        let items: Vec<(String, String)> = review_item::Entity::find()
            .filter(review_item::Column::State.eq("open"))
            .all(bed.services.db.read())
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.kind, row.id))
            .collect();
        assert!(items.len() >= 4 && items.iter().any(|(kind, _)| kind == "edit"), "{items:?}");

        let counter = bed.services.db.count_statements();
        let backend = bed.backend;
        let app = TestApp::over(bed, Config::default(), Router::new());
        let mut browser = app.browser();
        browser.sign_in_as(&app.bed.proved(team.member().unwrap())).await;
        let everything = browser.get("/ar/desk/queue").await;
        for part in ["id=\"edits\"", "نصوصها المنشورة", "لا أدري", "جواب"] {
            everything.assert_text(part);
        }
        for (path, most) in [
            ("/ar/desk/queue", QUEUE + CHANGES),
            ("/fr/desk/queue?kind=topic", QUEUE),
            ("/en/desk/queue?kind=reply", QUEUE),
            ("/ar/desk/queue?kind=edit", QUEUE),
            ("/ar/desk/queue?claim=me", QUEUE),
        ] {
            assert!(most <= 5, "what was asked for: {path}");
            let queries = count(&counter, &mut browser, false, path).await;
            let own = queries.checked_sub(SESSION_OF_A_MODERATOR).unwrap();
            assert!((1..=most).contains(&own), "{backend} {path}: {own}");
        }
        for (kind, id) in &items {
            let path = format!("/ar/desk/queue/{id}");
            for hold in ["claim", "release"] {
                let queries = count(&counter, &mut browser, false, &path).await;
                let own = queries.checked_sub(SESSION_OF_A_MODERATOR).unwrap();
                assert!((1..=ITEM).contains(&own), "{backend} {kind} before {hold}: {own}");
                browser.post(&path, &[("action", hold)]).await.assert_status(303);
            }
        }
        let before = count(&counter, &mut browser, false, "/ar/desk/queue").await;
        for n in 0..4 {
            let title = format!("سؤال آخر {n}");
            let form = NewTopic { title, category: "poverty".into(), ..hidden.clone() };
            let other = app.bed.member(&format!("أخرى {n}"), Role::Member).await;
            app.bed.clock.advance(Duration::minutes(2));
            forum::create_topic(&app.bed.services, &other, &form, AR).await.unwrap();
        }
        let after = count(&counter, &mut browser, false, "/ar/desk/queue").await;
        assert_eq!(before, after, "{backend}: more texts, not more queries");
    }
}
