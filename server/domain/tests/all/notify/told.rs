//! Who is told of what, once.

use super::*;

#[tokio::test]
async fn each_is_told_of_what_concerns_her_and_of_nothing_before_it_is_public() {
    for room in rooms().await {
        let asker = room.member("ياسمين").await;
        let (fan, writer, silent) =
            (room.member("زيتونة").await, room.member("نجمة").await, room.member("غيمة").await);
        let unions = Place::Category("unions".into());
        room.follow(&fan, &unions, Level::All).await;
        let question = room.ask(&asker, "متى تصل؟").await;
        room.tell().await;
        assert!(room.rows().await.is_empty(), "{}: what waits is told to nobody", room.bed.backend);
        room.decide(&question, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic]);
        assert!(room.kinds(&writer).await.is_empty());

        let here = Place::Topic(question.topic.clone());
        room.follow(&fan, &here, Level::All).await;
        room.follow(&silent, &here, Level::None).await;
        let reply = room.answer(&writer, &question.topic, "تصل ظهرا، @زيتونة تعرف و@غيمة @غيمة").await;
        room.tell().await;
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic], "a mention waits with its text");
        room.decide(&reply, "approve").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe, Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic, Kind::Mention], "the strongest reason, once");
        assert_eq!(room.kinds(&writer).await, [Kind::Approved], "nobody is told of herself but the decision");
        assert!(room.kinds(&silent).await.is_empty(), "who chose nothing gets nothing");

        // Whoever wrote is told of answers to her alone: she asked nothing here.
        let second = room.answered(&fan, &question.topic, "شكرا").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await, [Kind::Approved]);
        let asked = room.list(&asker).await;
        let line = asked.lines.iter().find(|line| line.kind == Kind::ReplyToMe).unwrap();
        assert_eq!(line.count, 2, "{}: answers stand in one line", room.bed.backend);
        let first = notify::Target::Post { topic: question.topic.clone(), page: 1, post: reply.post.clone() };
        assert_eq!(line.target, first, "which leads to the first of them, not to {}", second.post);
        assert_eq!(line.title.as_deref(), Some("سؤال عن الحافلة"));

        let refused = room.answer(&writer, &question.topic, "إعلان").await;
        room.decide(&refused, "reject").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await, [Kind::Approved, Kind::Refused]);
        assert_eq!(room.list(&asker).await.lines.iter().map(|line| line.count).sum::<u64>(), 3);
        assert_eq!(event::Entity::find().count(room.bed.services.db.read()).await.unwrap(), 0);
    }
}

/// Drops a future after a number of steps, as when the process dies there. Answers whether it ended before.
async fn killed_after<F: Future>(steps: usize, work: F) -> bool {
    let mut work = pin!(work);
    let mut left = steps;
    std::future::poll_fn(move |cx: &mut Context<'_>| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match work.as_mut().poll(cx) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn exactly_once_with_retries_two_workers_and_a_kill_at_every_step() {
    for room in rooms().await {
        let asker = room.member("ياسمين").await;
        let fans: Vec<Actor> = futures_of(&room, 4).await;
        let question = room.asked(&asker, "متى تصل؟").await;
        let here = Place::Topic(question.topic.clone());
        for fan in &fans {
            room.follow(fan, &here, Level::All).await;
        }
        room.tell().await;
        let before = room.rows().await.len();
        let writer = room.member("نجمة").await;
        for n in 0..3 {
            room.answered(&writer, &question.topic, &format!("جواب {n}")).await;
        }
        let mut steps = 1;
        while !killed_after(steps, notify::deliver_due(&room.bed.services)).await {
            steps += 1;
            // What was killed gives its connection back.
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        assert!(steps > 3, "{}: it was never killed in between", room.bed.backend);
        let s = &room.bed.services;
        room.bed.clock.advance(Duration::days(1));
        let (one, two, three) =
            tokio::join!(notify::deliver_due(s), notify::deliver_due(s), notify::deliver_due(s));
        for told in [one, two, three] {
            told.unwrap();
        }
        let rows = room.rows().await;
        let mut unique = rows.clone();
        unique.dedup();
        assert_eq!(rows, unique, "{}", room.bed.backend);
        // Three answers: the asker, four who follow, and the decision for their author.
        assert_eq!(rows.len() - before, 3 * 6, "{}", room.bed.backend);

        // The same event written again tells nobody again.
        let post = post::Entity::find().filter(post::Column::IsOpening.eq(false)).one(s.db.read()).await;
        notify::event::published(s.db.writer(), &post.unwrap().unwrap().id, s.now_ms()).await.unwrap();
        let told = room.tell().await;
        assert_eq!((told.events, told.notifications), (1, 0), "{}", room.bed.backend);
        assert_eq!(room.rows().await, rows);

        // Two that begin together: each event is told by one.
        for n in 3..6 {
            room.answered(&writer, &question.topic, &format!("جواب {n}")).await;
        }
        let (one, two) = tokio::join!(notify::deliver_due(s), notify::deliver_due(s));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one.events + two.events, 6, "{}: {one:?} {two:?}", room.bed.backend);
        assert_eq!(one.notifications + two.notifications, 3 * 6);
    }
}

#[tokio::test]
async fn who_is_suspended_is_told_of_herself_alone_and_of_nothing_else_afterwards() {
    for room in rooms().await {
        let db = room.bed.services.db.writer();
        let (asker, fan, writer) =
            (room.member("ياسمين").await, room.member("زيتونة").await, room.member("نجمة").await);
        room.follow(&fan, &Place::Category("unions".into()), Level::All).await;
        let question = room.asked(&asker, "متى تصل؟").await;
        let waits = room.ask(&asker, "وسؤال آخر").await;
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved]);
        assert_eq!(room.kinds(&fan).await, [Kind::NewTopic]);
        room.follow(&fan, &Place::Topic(question.topic.clone()), Level::All).await;
        for who in [&asker, &fan] {
            room.suspend(who, &question).await;
        }
        // What others write, and what is decided about her own text.
        room.answered(&writer, &question.topic, "تصل ظهرا، @زيتونة تعرف").await;
        room.decide(&waits, "reject").await;
        let now = room.bed.services.now_ms();
        notify::event::message(db, id(&fan), "conversation", "message00001", now).await.unwrap();
        notify::event::sanctioned(db, id(&fan), "decision0001", now).await.unwrap();
        room.tell().await;
        assert_eq!(room.kinds(&asker).await, [Kind::Approved, Kind::Refused], "{}", room.bed.backend);
        let hers = [Kind::NewTopic, Kind::TeamMessage, Kind::Decision];
        assert_eq!(room.kinds(&fan).await, hers, "{}", room.bed.backend);

        // Afterwards she is told of what comes, and of nothing that came.
        room.bed.clock.advance(Duration::hours(2));
        assert_eq!(room.tell().await.notifications, 0);
        assert_eq!(room.kinds(&fan).await, hers, "{}", room.bed.backend);
        room.answered(&writer, &question.topic, "ثمّ خبر").await;
        room.tell().await;
        let more = [Kind::NewTopic, Kind::ReplyFollowed, Kind::TeamMessage, Kind::Decision];
        assert_eq!(room.kinds(&fan).await, more, "{}", room.bed.backend);
        assert_eq!(room.kinds(&asker).await, [Kind::ReplyToMe, Kind::Approved, Kind::Refused]);
    }
}

#[tokio::test]
async fn what_she_may_not_know_any_more_is_neither_told_nor_shown() {
    for room in rooms().await {
        let (asker, fan, writer) =
            (room.member("ياسمين").await, room.member("زيتونة").await, room.member("نجمة").await);
        let question = room.asked(&asker, "متى تصل؟").await;
        room.follow(&fan, &Place::Topic(question.topic.clone()), Level::All).await;
        room.tell().await;
        let hidden = room.answered(&writer, &question.topic, "جواب أوّل").await;
        // Between the publication and the telling.
        room.set_post(hidden.post.as_str(), post::Column::State, "removed").await;
        room.tell().await;
        assert!(room.kinds(&fan).await.is_empty(), "{}", room.bed.backend);

        let shown = room.answered(&writer, &question.topic, "جواب ثان").await;
        room.tell().await;
        assert_eq!(room.kinds(&fan).await, [Kind::ReplyFollowed]);
        // Between the telling and the showing.
        for state in ["held", "removed", "withdrawn", "vanished", "purged"] {
            room.set_post(shown.post.as_str(), post::Column::State, state).await;
            let list = room.list(&fan).await;
            assert!(list.lines.is_empty() && !list.unread, "{}: {state}", room.bed.backend);
        }
        room.set_post(shown.post.as_str(), post::Column::State, "published").await;
        assert_eq!(room.kinds(&fan).await, [Kind::ReplyFollowed]);

        // An account that is shut, or gone, is told nothing.
        room.set_member(&fan, (member::Column::State, "disabled".into())).await;
        room.answered(&writer, &question.topic, "جواب ثالث").await;
        room.tell().await;
        room.set_member(&fan, (member::Column::State, "active".into())).await;
        assert_eq!(room.list(&fan).await.lines[0].count, 1, "{}", room.bed.backend);
        // And a decision that stands no more is not told either.
        let third = room.answer(&writer, &question.topic, "جواب رابع").await;
        let before = room.kinds(&writer).await.len();
        room.decide(&third, "reject").await;
        room.set_post(third.post.as_str(), post::Column::State, "withdrawn").await;
        room.tell().await;
        assert_eq!(room.kinds(&writer).await.len(), before);
    }
}
