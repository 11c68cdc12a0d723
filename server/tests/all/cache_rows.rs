//! What a page of the forum is made from, row by row: whoever writes in one topic draws no page of another one anew, and
//! whatever a page shows does, however it is written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::Duration;
use contract::{
    Locale,
    ids::{PostId, TopicId},
};
use domain::{
    Db, Role,
    forum::{self, NewPoll, NewReply, NewTopic},
    moderation::{self, Decision, Taking},
    search::Kind,
    testing::TestBed,
};
use entity::{
    forum::{category, post, topic},
    identity::member,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, sea_query::Expr};

use crate::cache::Scene;

const AR: Locale = Locale::Ar;
const OPENING: &str = "نصّ السؤال";

fn address(topic: &str) -> String {
    format!("/ar/forum/t/{topic}")
}

/// Everything that a page depends on; it must be one that is kept.
async fn marks(scene: &Scene, path: &str) -> Vec<String> {
    scene.open(path).await;
    let pages = scene.app.state.pages.all();
    let entry = pages.iter().find(|(key, _)| key == path).map(|(_, entry)| entry.clone());
    let entry = entry.unwrap_or_else(|| panic!("{} {path} is not kept", scene.backend()));
    scene.app.state.pages.ledger().names(entry.tables())
}

/// The marks of the rows that are its own.
async fn own_marks(scene: &Scene, topic: &str) -> Vec<String> {
    let own = |name: &String| name.starts_with("topic/") || name.starts_with("post/");
    marks(scene, &address(topic)).await.into_iter().filter(own).collect()
}

/// Another topic of the team, none of whose marks is one of the first topic's: keys are folded into a few hundred.
async fn another(scene: &Scene, category: &str, poll: &str) -> String {
    let first = own_marks(scene, &scene.topic).await;
    for n in 0..5 {
        scene.app.bed.clock.advance(Duration::minutes(2));
        let form = NewTopic {
            category: category.into(),
            title: format!("سؤال آخر {n} في {category}"),
            body: format!("نصّ آخر {n} في {category}"),
            poll: NewPoll { choices: poll.into(), ..NewPoll::default() },
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&scene.app.bed.services, &scene.team, &form, AR).await.unwrap();
        let own = own_marks(scene, sent.topic.as_str()).await;
        assert!(own.iter().any(|name| name.starts_with("topic/")), "{own:?}");
        if own.iter().all(|name| !first.contains(name)) {
            return sent.topic.as_str().to_owned();
        }
    }
    panic!("five topics have a mark of the first one's");
}

/// Opens every page until each is kept; the first reader may be the one for whom something is worked out and written.
async fn warm(scene: &Scene, paths: &[&str]) {
    for path in paths {
        scene.open(path).await;
    }
    scene.app.bed.clock.advance(Duration::seconds(10));
    for path in paths {
        scene.open(path).await;
    }
    stand(scene, paths, "nothing was written").await;
}

async fn stand(scene: &Scene, paths: &[&str], why: &str) {
    for path in paths {
        assert_eq!(scene.open(path).await, 0, "{} {path} is drawn anew: {why}", scene.backend());
    }
}

async fn fall(scene: &Scene, paths: &[&str], why: &str) {
    for path in paths {
        assert!(scene.open(path).await > 0, "{} {path} is as it was: {why}", scene.backend());
        assert_eq!(scene.open(path).await, 0, "{} {path} is kept again: {why}", scene.backend());
    }
}

async fn opening_of(scene: &Scene, topic: &str) -> post::Model {
    post::Entity::find()
        .filter(post::Column::TopicId.eq(topic))
        .filter(post::Column::IsOpening.eq(true))
        .one(scene.app.bed.services.db.read())
        .await
        .unwrap()
        .unwrap()
}

async fn post_of(scene: &Scene, id: &PostId) -> post::Model {
    post::Entity::find_by_id(id.as_str()).one(scene.app.bed.services.db.read()).await.unwrap().unwrap()
}

async fn set_state(scene: &Scene, post: &str, state: &str) {
    post::Entity::update_many()
        .col_expr(post::Column::State, Expr::value(state))
        .filter(post::Column::Id.eq(post))
        .exec(scene.app.bed.services.db.writer())
        .await
        .unwrap();
}

async fn rename(scene: &Scene, name: &str) {
    member::Entity::update_many()
        .col_expr(member::Column::Pseudonym, Expr::value(name))
        .filter(member::Column::Id.eq(scene.team.member_id().unwrap().as_str()))
        .exec(scene.app.bed.services.db.writer())
        .await
        .unwrap();
}

#[tokio::test]
async fn who_writes_in_one_topic_draws_no_other_one_anew() {
    const ANSWER: &str = "جواب الزهرة";
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let services = scene.app.bed.services.clone();
        let author = scene.app.bed.member("زهرة", Role::Member).await;
        let (beside, elsewhere) =
            (address(&another(&scene, "unions", "").await), address(&another(&scene, "poverty", "").await));
        let item = scene.first_link("/ar", "/ar/library/").await;
        let dataset = scene.first_link("/ar/statistics", "/ar/statistics/poverty").await;
        let first = scene.topic();
        let others = [&*beside, &*elsewhere, "/ar/forum/c/poverty", &*item, &*dataset];
        let own = [&*first, "/ar/forum/c/unions"];
        scene.app.bed.clock.advance(Duration::minutes(2));
        let all: Vec<&str> = others.iter().chain(&own).copied().collect();
        warm(&scene, &all).await;

        // It waits, and is published.
        let id: TopicId = scene.topic.parse().unwrap();
        let form = NewReply { body: ANSWER.into(), ..NewReply::default() };
        let sent = forum::reply(&services, &author, &id, &form, AR).await.unwrap();
        stand(&scene, &others, "a text waits in another topic").await;
        let row = post_of(&scene, &sent.post).await;
        let decision = Decision {
            post: row.id,
            version: row.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&services, &scene.team, &decision).await.unwrap();
        stand(&scene, &others, "a text is published in another topic").await;
        fall(&scene, &own, "a text is published").await;
        scene.app.browser().get(&first).await.assert_text(ANSWER);

        // It is taken away.
        let row = post_of(&scene, &sent.post).await;
        let taking = Taking {
            action: "remove".into(),
            version: row.version.to_string(),
            reason: "off_topic".into(),
            note: String::new(),
        };
        moderation::take(&services, &scene.team, &sent.post, &taking).await.unwrap();
        assert!(!scene.app.browser().get(&first).await.text().contains(ANSWER), "{}", scene.backend());
        stand(&scene, &others, "a text is taken away in another topic").await;
        fall(&scene, &["/ar/forum/c/unions"], "a text is taken away").await;

        // What comes to nothing was never written, neither there nor here.
        let tx = services.db.begin().await.unwrap();
        for part in [&*scene.topic, beside.rsplit('/').next().unwrap()] {
            topic::Entity::update_many()
                .col_expr(topic::Column::Title, Expr::value("لن يكون"))
                .filter(topic::Column::Id.eq(part))
                .exec(&tx)
                .await
                .unwrap();
        }
        tx.rollback().await.unwrap();
        stand(&scene, &own, "it was rolled back").await;
        stand(&scene, &others, "it was rolled back").await;

        // What is said about a thing stands on its page.
        let thing = dataset.trim_start_matches("/ar/statistics/").split('-').next().unwrap();
        forum::set_about(&services, &scene.team, &id, Some((Kind::Dataset, thing))).await.unwrap();
        fall(&scene, &[&*dataset, &*first], "it is discussed").await;
        scene.app.browser().get(&dataset).await.assert_text("سؤال عن العقد");
        stand(&scene, &[&*item, &*beside, &*elsewhere], "something else is discussed").await;
        set_state(&scene, &opening_of(&scene, &scene.topic).await.id, "removed").await;
        stand(&scene, &[&*dataset], "its title and its number are as they were").await;
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value("removed"))
            .filter(topic::Column::Id.eq(scene.topic.as_str()))
            .exec(services.db.writer())
            .await
            .unwrap();
        assert!(
            !scene.app.browser().get(&dataset).await.text().contains("سؤال عن العقد"),
            "{}: taken away",
            scene.backend()
        );
    }
}

#[tokio::test]
async fn a_name_and_what_a_category_says_reach_every_page() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let beside = address(&another(&scene, "unions", "").await);
        let elsewhere = address(&another(&scene, "poverty", "").await);
        let first = scene.topic();
        let all = [&*first, &*beside, &*elsewhere, "/ar/forum/c/unions", "/ar/forum/c/poverty"];
        warm(&scene, &all).await;
        rename(&scene, "اسم الياسمين").await;
        for path in all {
            scene.app.browser().get(path).await.assert_text("اسم الياسمين");
        }
        // Counted anew all day long: of no interest to a topic.
        let say = |column: category::Column, value: sea_orm::Value| {
            category::Entity::update_many()
                .col_expr(column, Expr::value(value))
                .filter(category::Column::Slug.eq("unions"))
        };
        let db = &scene.app.bed.services.db;
        say(category::Column::PublishedTopics, 9_i64.into()).exec(db.writer()).await.unwrap();
        stand(&scene, &[&*first, &*beside, &*elsewhere, "/ar/forum/c/poverty"], "counted").await;
        fall(&scene, &["/ar/forum/c/unions"], "counted").await;
        // Whoever reads it: gone for a guest, with all that lies in it.
        say(category::Column::Audience, "members".into()).exec(db.writer()).await.unwrap();
        for (path, there) in all.into_iter().zip([false, false, true, false, true]) {
            let status = scene.app.browser().get(path).await.status;
            assert_eq!(status == 200, there, "{} {path}: {status}", scene.backend());
        }
    }
}

/// What is quoted stands where it was written: taken away there, it is gone here, and may come back.
#[tokio::test]
async fn what_is_quoted_from_another_topic_goes_and_comes_with_it() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let services = scene.app.bed.services.clone();
        let host = another(&scene, "poverty", "").await;
        let source = opening_of(&scene, &scene.topic).await;
        scene.app.bed.clock.advance(Duration::minutes(2));
        let body = format!("> [quote:{}:1]\n> {OPENING}\n\nوجوابي عنه", source.id);
        let form = NewReply { body, ..NewReply::default() };
        let id: TopicId = host.parse().unwrap();
        forum::reply(&services, &scene.team, &id, &form, AR).await.unwrap();
        let path = address(&host);
        warm(&scene, &[&*path]).await;
        scene.app.browser().get(&path).await.assert_text(OPENING);
        let known = marks(&scene, &path).await;
        for mark in own_marks(&scene, &scene.topic).await.iter().filter(|mark| mark.starts_with("topic/")) {
            assert!(known.contains(mark), "{}: {mark} is not among {known:?}", scene.backend());
        }
        for (state, there) in [("removed", false), ("published", true), ("held", false), ("published", true)]
        {
            set_state(&scene, &source.id, state).await;
            let page = scene.app.browser().get(&path).await.text();
            assert_eq!(page.contains(OPENING), there, "{} {state}", scene.backend());
            warm(&scene, &[&*path]).await;
            // Nobody tells a guest's page where what it does not show stands.
            let known = marks(&scene, &path).await;
            assert_eq!(known.iter().any(|mark| mark == "post"), !there, "{} {state}", scene.backend());
        }
    }
}

/// Columns of a table, and how another value is written than the one that stands there.
async fn columns(db: &Db, table: &str) -> Vec<(String, String)> {
    let sql = if db.is_sqlite() {
        format!("SELECT name AS c, lower(type) AS t FROM pragma_table_info('{table}') ORDER BY cid")
    } else {
        format!(
            "SELECT column_name::text AS c, data_type::text AS t FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position"
        )
    };
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    let another = |row: &sea_orm::QueryResult| {
        let (name, kind): (String, String) = (row.try_get("", "c").unwrap(), row.try_get("", "t").unwrap());
        let value = match &*kind {
            "boolean" => format!("NOT \"{name}\""),
            kind if kind.contains("int") => format!("coalesce(\"{name}\", 0) + 1"),
            _ => format!("coalesce(\"{name}\", '') || 'x'"),
        };
        (name, value)
    };
    rows.iter().map(another).collect()
}

/// Every column of every row that a topic's page, or its category's, is made from: changed behind everybody's back, what is
/// kept is what would be drawn.
#[tokio::test]
async fn what_is_kept_is_what_would_be_drawn_whatever_column_changes() {
    for bed in TestBed::each().await {
        let scene = Scene::over(bed).await;
        let services = scene.app.bed.services.clone();
        let polled = another(&scene, "unions", "نعم\nلا").await;
        let source = opening_of(&scene, &polled).await;
        let dataset = scene.first_link("/ar/statistics", "/ar/statistics/poverty").await;
        let thing = dataset.trim_start_matches("/ar/statistics/").split('-').next().unwrap().to_owned();
        let polled_id: TopicId = polled.parse().unwrap();
        forum::set_about(&services, &scene.team, &polled_id, Some((Kind::Dataset, &thing))).await.unwrap();
        scene.app.bed.clock.advance(Duration::minutes(2));
        // The first topic quotes the other one.
        let body = format!("> [quote:{}:1]\n> {}\n\nوجوابي عنه", source.id, source.source.trim());
        let form = NewReply { body, ..NewReply::default() };
        let id: TopicId = scene.topic.parse().unwrap();
        let quoting = forum::reply(&services, &scene.team, &id, &form, AR).await.unwrap().post;
        let event = format!(
            "INSERT INTO topic_event (id, topic_id, kind, at) VALUES ('event0000001', '{polled}', 'reopen', 1)"
        );
        assert!(scene.raw(&event).await);
        let paths = [scene.topic(), address(&polled), "/ar/forum/c/unions".to_owned(), dataset];
        let mut shown = 0;
        for (table, key, rows) in [
            ("topic", "k.id = topic.id", format!("id = '{polled}'")),
            ("post", "k.id = post.id", format!("topic_id = '{polled}'")),
            ("poll", "k.topic_id = poll.topic_id", format!("topic_id = '{polled}'")),
            (
                "poll_option",
                "k.topic_id = poll_option.topic_id AND k.n = poll_option.n",
                format!("topic_id = '{polled}'"),
            ),
            ("topic_event", "k.id = topic_event.id", format!("topic_id = '{polled}'")),
            ("quote", "k.post_id = quote.post_id AND k.n = quote.n", format!("post_id = '{quoting}'")),
            ("category", "k.slug = category.slug", "slug = 'unions'".to_owned()),
            (
                "search_document",
                "k.doc = search_document.doc",
                format!("kind = 'dataset' AND target_id = '{thing}'"),
            ),
        ] {
            assert!(scene.raw(&format!("CREATE TABLE kept_rows AS SELECT * FROM \"{table}\"")).await);
            for (column, value) in columns(&services.db, table).await {
                // By what the rows are found again.
                let mut words = key.split(['.', ' ']).chain(rows.split(' ')).filter(|word| *word == column);
                if words.next().is_some() {
                    continue;
                }
                let at = format!("{} {table}.{column}", scene.backend());
                let mut before = Vec::new();
                for path in &paths {
                    before.push(scene.app.browser().get(path).await.assert_status(200).text());
                }
                // What rules of the database forbid stays.
                if !scene.raw(&format!("UPDATE \"{table}\" SET \"{column}\" = {value} WHERE {rows}")).await {
                    continue;
                }
                let mut kept = Vec::new();
                for path in &paths {
                    kept.push(scene.app.browser().get(path).await);
                }
                scene.app.state.pages.forget();
                for ((path, before), kept) in paths.iter().zip(&before).zip(&kept) {
                    let drawn = scene.app.browser().get(path).await;
                    assert_eq!(kept.status, drawn.status, "{at} {path}");
                    if drawn.status == 200 {
                        assert!(kept.text() == drawn.text(), "{at}: {path} is old");
                    }
                    shown += usize::from(drawn.status != 200 || drawn.text() != *before);
                }
                let back = format!(
                    "UPDATE \"{table}\" SET \"{column}\" = (SELECT k.\"{column}\" FROM kept_rows k WHERE {key}) \
                     WHERE {rows}"
                );
                assert!(scene.raw(&back).await, "{at}");
                // Of a page that was not there it is forgotten that it was not.
                scene.app.bed.clock.advance(Duration::seconds(10));
            }
            assert!(scene.raw("DROP TABLE kept_rows").await);
        }
        assert!(shown > 20, "{}: only {shown} changes were seen on a page", scene.backend());
    }
}
