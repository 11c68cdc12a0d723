//! What is done with what waits besides publishing and refusing, shifts, and what is changed about a topic.

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin) = (&desk.services(), &desk.admin());
    // Somebody new asks three times a day and no more.
    let author = &desk.bed.member("rim", Role::Trusted).await;
    let words = ["نصّ للطابور لا يدخل السجلّ", "ملاحظة الطابور لا تدخل السجلّ", "عنوان جديد لا يدخل السجلّ"];
    desk.words.extend(words.map(str::to_owned));
    let clock = desk.bed.clock.clone();
    let ask = async || {
        clock.advance(Duration::minutes(30));
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال الطابور".into(),
            body: words[0].into(),
            ..NewTopic::default()
        };
        forum::create_topic(s, author, &form, Locale::Ar).await.unwrap()
    };
    let decide = async |post: &str, action: &str| {
        let form = Decision {
            post: post.into(),
            version: "1".into(),
            action: action.into(),
            reason: "insult".into(),
            note: words[1].into(),
            text: "نصّ […]".into(),
            ..Decision::default()
        };
        moderation::decide(s, admin, &form).await
    };
    let (first, second, third) = (ask().await, ask().await, ask().await);
    desk.no_row("what members do", ()).await;
    let queue = moderation::queue(s, admin, &Filters::default(), Locale::Ar).await;
    let queue = desk.row(Action::QueueRead, queue).await;
    let item = queue.items.iter().find(|item| item.post() == Some(&first.post)).unwrap().id.clone();
    desk.row(Action::ItemRead, moderation::open_item(s, admin, &item, Locale::Ar).await).await;
    let handle = async |step: &str| moderation::handle(s, admin, &item, step, "agreed").await;
    desk.row(Action::ItemClaim, handle("claim").await).await;
    desk.row(Action::ItemRelease, handle("release").await).await;
    desk.row(Action::ItemTakeOver, handle("take_over").await).await;
    desk.row(Action::ItemSecond, handle("second").await).await;
    let passed = handle("pass").await.unwrap();
    desk.no_row("what she cannot bear", passed).await;
    desk.row(Action::PostEscalate, decide(first.post.as_str(), "escalate").await).await;
    desk.row(Action::PostRedact, decide(first.post.as_str(), "redact").await).await;
    desk.row(Action::PostChanges, decide(second.post.as_str(), "changes").await).await;
    desk.row(Action::PostPrivate, decide(third.post.as_str(), "private").await).await;
    desk.row(Action::ShiftEnd, moderation::shift::end(s, admin, "", words[1]).await).await;
    let change = async |action: &str| {
        clock.advance(Duration::minutes(1));
        let form = forum::TopicChange {
            action: action.into(),
            title: words[2].into(),
            category: "poverty".into(),
            seconds: "600".into(),
            language: "fr".into(),
            reason: "room_order".into(),
        };
        forum::change_topic(s, admin, &first.topic, &form).await
    };
    desk.row(Action::TopicRetitle, change("retitle").await).await;
    desk.row(Action::TopicMove, change("move").await).await;
    desk.row(Action::TopicMoveBack, change("move_back").await).await;
    desk.row(Action::TopicReview, change("review").await).await;
    desk.row(Action::TopicTrust, change("trust").await).await;
    desk.row(Action::TopicSlow, change("slow").await).await;
    desk.row(Action::TopicQuick, change("quick").await).await;
    desk.row(Action::TopicUnlist, change("unlist").await).await;
    desk.row(Action::TopicRelist, change("list").await).await;
    desk.row(Action::TopicLanguage, change("language").await).await;
    desk.row(Action::TopicLanguage, forum::undo_change(s, admin, &first.topic, "language").await).await;
    let form = forum::NewReply { body: words[0].into(), ..forum::NewReply::default() };
    let said = forum::reply(s, admin, &first.topic, &form, Locale::Ar).await;
    let said = desk.row(Action::PostPublish, said).await;
    let part = forum::NewPart {
        posts: vec![said.post.to_string()],
        title: words[2].into(),
        category: "unions".into(),
        reason: "off_topic".into(),
    };
    let made = forum::split(s, admin, &first.topic, &part).await;
    let made = desk.row(Action::TopicSplit, made).await;
    desk.row(Action::TopicRejoin, forum::rejoin(s, admin, &made, "split_back").await).await;
    let made = forum::split(s, admin, &first.topic, &part).await;
    let made = desk.row(Action::TopicSplit, made).await;
    desk.row(Action::TopicMerge, forum::merge(s, admin, (&made, &first.topic), "off_topic").await).await;
}
