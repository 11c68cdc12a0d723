//! Discussions and long books, found to their end.

use super::*;

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
async fn kinds_that_share_a_look_take_nothing_from_each_other() {
    // Only SQLite looks for several kinds at once.
    let bed = TestBed::sqlite().await;
    let services = &bed.services;
    let tx = services.db.begin().await.unwrap();
    let house = Document { kind: Kind::Organisation, ..document("house1", "زعفران", "زعفران") };
    search::put(&tx, &house).await.unwrap();
    for n in 0..910 {
        let page =
            Document { kind: Kind::Page, ..document(&format!("page{n}"), "زعفران", "زعفران") };
        search::put(&tx, &page).await.unwrap();
    }
    tx.commit().await.unwrap();
    let found = find(services, "زعفران").await;
    assert_eq!(found.counts, [(Kind::Page, 300), (Kind::Organisation, 1)]);
    assert_eq!(found.capped, [Kind::Page]);
}

#[tokio::test]
async fn words_in_their_order_are_found_in_an_old_title_behind_many_texts_that_hold_them() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let tx = services.db.begin().await.unwrap();
        let topic =
            |id: &str, title: &str, body: &str| Document { kind: Kind::Topic, ..document(id, title, body) };
        search::put(&tx, &topic("old1", "زعفران كافي", "شيء")).await.unwrap();
        for n in 0..620 {
            let other = topic(&format!("topic{n}"), "موضوع", "كافي ثمّ زعفران");
            search::put(&tx, &other).await.unwrap();
        }
        tx.commit().await.unwrap();
        let found = find(services, "زعفران كافي").await;
        let first = &found.groups[0].hits[0];
        assert_eq!(
            (first.target_id.as_str(), first.tier, first.in_title),
            ("old1", Tier::Phrase, true),
            "{}",
            bed.backend
        );
    }
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
