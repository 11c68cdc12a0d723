//! What is not found, or not by everybody.

use super::*;

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
