//! Counters, order and lists.

use super::*;

#[tokio::test]
async fn counters_are_what_a_guest_sees() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let moderator = bed.member("م", Role::Moderator).await;
        for n in 0..4 {
            let author = bed.member(&format!("ع{n}"), Role::Member).await;
            let sent = f.ask(&author, n).await;
            match n {
                0 => f.reject(&moderator, &sent.post).await,
                1 => {}
                _ => {
                    f.approve(&moderator, &sent.post).await;
                    for m in 0..n {
                        let reply = f.answer(&author, &sent.topic, &format!("جواب {m}")).await;
                        if m % 2 == 0 {
                            f.approve(&moderator, &reply.post).await;
                        }
                    }
                    f.answer(&moderator, &sent.topic, "من الفريق").await;
                }
            }
        }
        let db = bed.services.db.read();
        let mut checked = 0;
        for row in topic::Entity::find().all(db).await.unwrap() {
            let visible = post::Entity::find()
                .filter(post::Column::TopicId.eq(row.id.as_str()))
                .filter(visibility::visible_posts(&Actor::Guest))
                .count(db)
                .await
                .unwrap();
            assert_eq!(row.published_posts, i64::try_from(visible).unwrap());
            checked += visible;
        }
        assert!(checked > 5);
        for row in category::Entity::find().all(db).await.unwrap() {
            let visible = topic::Entity::find()
                .filter(topic::Column::Category.eq(row.slug.as_str()))
                .filter(visibility::visible_topics(&Actor::Guest))
                .count(db)
                .await
                .unwrap();
            assert_eq!(row.published_topics, i64::try_from(visible).unwrap());
        }
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
        bed.services.db.writer().execute_unprepared("UPDATE topic SET published_posts = 77").await.unwrap();
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 4);
        assert_eq!(forum::counters::repair(&bed.services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn replies_stand_in_the_order_of_publication() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let old = f.ask(&author, 1).await;
        let new = f.ask(&author, 2).await;
        f.approve(&moderator, &old.post).await;
        f.approve(&moderator, &new.post).await;
        let order = |list: &forum::TopicList| list.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let list = forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(order(&list), [new.topic.clone(), old.topic.clone()]);

        let first = f.answer(&author, &old.topic, "الأوّل إرسالًا").await;
        let second = f.answer(&author, &old.topic, "الثاني إرسالًا").await;
        bed.clock.advance(Duration::days(3));
        f.approve(&moderator, &second.post).await;
        f.approve(&moderator, &first.post).await;
        let view = f.read(&Actor::Guest, &old.topic).await;
        let ids: Vec<_> = view.posts.iter().map(|post| (post.position.unwrap(), post.id.clone())).collect();
        assert_eq!(ids, [(1, old.post.clone()), (2, second.post), (3, first.post)]);
        // Shown with the day of publication, and moved up by it.
        let list = forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(order(&list), [old.topic, new.topic]);
        assert_eq!(list.rows[0].day, bed.services.today());
        assert_eq!(list.rows[0].replies, 2);
    }
}

#[tokio::test]
async fn a_topic_page_takes_two_queries_and_three_for_a_member() {
    for mut bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let sent = Forum { bed: &bed }.ask(&author, 1).await;
        Forum { bed: &bed }.approve(&moderator, &sent.post).await;
        for n in 0..24 {
            Forum { bed: &bed }.answer(&moderator, &sent.topic, &format!("جواب {n}")).await;
        }
        Forum { bed: &bed }.answer(&author, &sent.topic, "ينتظر").await;
        let count = bed.services.db.count_statements();
        for (who, waiting) in [(&Actor::Guest, 0), (&author, 1), (&moderator, 0)] {
            for (page, posts) in [(1, 20), (2, 5)] {
                count.store(0, Ordering::Relaxed);
                let view = forum::read_topic(&bed.services, who, &sent.topic, page, AR).await.unwrap();
                let queries = if who.member().is_some() { 3 } else { 2 };
                assert_eq!(count.load(Ordering::Relaxed), queries, "{}", bed.backend);
                assert_eq!((view.posts.len(), view.waiting.len(), view.pages), (posts, waiting, 2));
                let positions: Vec<_> = view.posts.iter().filter_map(|post| post.position).collect();
                assert!(positions.is_sorted());
            }
            for page in [0, 3, u64::MAX] {
                let error = forum::read_topic(&bed.services, who, &sent.topic, page, AR).await.unwrap_err();
                assert_eq!(error.code, ErrorCode::NotFound);
            }
        }
        count.store(0, Ordering::Relaxed);
        forum::list_categories(&bed.services, AR).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 1);
        forum::list_topics(&bed.services, "unions", &Cursor::Start, AR).await.unwrap();
        assert_eq!(count.load(Ordering::Relaxed), 4, "three: the category, what is pinned, the page");
        // What is looked at at the desk is noted in the audit log, in the same transaction.
        moderation::queue(&bed.services, &moderator, &moderation::Filters::default(), AR).await.unwrap();
        let queries = count.load(Ordering::Relaxed) - 4;
        assert!((3..=5).contains(&queries), "{} {queries}", bed.backend);
    }
}

#[tokio::test]
async fn lists_are_walked_forth_and_back_without_a_gap() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let moderator = bed.member("م", Role::Moderator).await;
        let mut sent = Vec::new();
        for n in 0..45 {
            sent.push(f.ask(&moderator, n).await.topic);
        }
        sent.reverse();
        let mut seen = Vec::new();
        let mut cursor = Some(Cursor::Start);
        let mut last = None;
        while let Some(here) = cursor {
            let list = forum::list_topics(&bed.services, "unions", &here, AR).await.unwrap();
            assert!(list.rows.len() <= 20);
            seen.extend(list.rows.iter().map(|row| row.id.clone()));
            cursor = list.older.clone();
            last = Some(list);
        }
        assert_eq!(seen, sent);
        let mut back = Vec::new();
        let mut cursor = last.unwrap().newer;
        while let Some(here) = cursor {
            let list = forum::list_topics(&bed.services, "unions", &here, AR).await.unwrap();
            back.splice(0..0, list.rows.iter().map(|row| row.id.clone()));
            cursor = list.newer;
        }
        assert_eq!(back, sent[..40]);
        let nowhere = Cursor::After(TopicId::trusted("nowhere12345"));
        assert!(forum::list_topics(&bed.services, "unions", &nowhere, AR).await.is_err());
        assert!(forum::list_topics(&bed.services, "nothing", &Cursor::Start, AR).await.is_err());

        let mut count = 0;
        let mut after = None;
        loop {
            let page = forum::my_contributions(&bed.services, &moderator, after.as_ref()).await.unwrap();
            count += page.rows.len();
            after = page.older;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(count, 45);
    }
}
