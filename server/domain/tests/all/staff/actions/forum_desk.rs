//! Reading and deciding what waits, arranging topics, polls, categories.

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    let words = ["سرّ أوّل", "سرّ ثان", "نصّ لا يدخل السجلّ", "كلمة إليها لا تدخل السجلّ"];
    desk.words.extend(words.map(str::to_owned));
    let ask = async |actor: &Actor, title: &str| {
        let form = NewTopic {
            category: "unions".into(),
            title: title.into(),
            body: words[2].into(),
            poll: forum::NewPoll { choices: "نعم\nلا".into(), ..forum::NewPoll::default() },
            ..NewTopic::default()
        };
        forum::create_topic(s, actor, &form, Locale::Ar).await
    };
    let decide = async |post: &str, action: &str| {
        let form = Decision {
            post: post.into(),
            version: "1".into(),
            action: action.into(),
            reason: "other".into(),
            note: words[3].into(),
            ..Decision::default()
        };
        moderation::decide(s, admin, &form).await
    };
    let first = ask(author, words[0]).await.unwrap();
    let second = desk.no_row("what members do", ask(author, words[1]).await.unwrap()).await;
    desk.row(Action::DeskRead, staff::desk(s, admin).await).await;
    desk.row(Action::QueueRead, moderation::queue(s, admin, &Filters::default(), Locale::Ar).await).await;
    desk.row(Action::TopicRead, forum::read_topic(s, admin, &first.topic, 1, Locale::Ar).await).await;
    let own = forum::read_topic(s, author, &first.topic, 1, Locale::Ar).await;
    desk.no_row("her own", own.unwrap()).await;
    desk.row(Action::PostApprove, decide(first.post.as_str(), "approve").await).await;
    desk.row(Action::PostReject, decide(second.post.as_str(), "reject").await).await;
    desk.no_row("decided already", decide(first.post.as_str(), "approve").await.unwrap()).await;
    desk.row(Action::PostPublish, ask(admin, "من الفريق").await).await;
    let arrange = async |action: &str| {
        let form = forum::Arrangement {
            action: action.into(),
            reason: "other".into(),
            days: "7".into(),
            ..forum::Arrangement::default()
        };
        forum::operate(s, admin, &first.topic, &form).await
    };
    let care = forum::gate::Care::default();
    desk.row(Action::PollChange, forum::change_poll(s, admin, &first.topic, "أ\nب", &care).await).await;
    desk.row(Action::PollClose, forum::close_poll(s, admin, &first.topic).await).await;
    desk.row(Action::TopicClose, arrange("close").await).await;
    desk.row(Action::TopicReopen, arrange("reopen").await).await;
    desk.row(Action::TopicPin, arrange("pin").await).await;
    desk.row(Action::TopicUnpin, arrange("unpin").await).await;
    // What a topic is about is something that everybody may read.
    domain::content::seed(s).await.unwrap();
    domain::search::seed(s).await.unwrap();
    let article = Some((domain::search::Kind::Article, "askunit"));
    desk.row(Action::TopicAttach, forum::set_about(s, admin, &first.topic, article).await).await;
    desk.row(Action::TopicDetach, forum::set_about(s, admin, &first.topic, None).await).await;
    let members = forum::Change { audience: Some("members".into()), ..forum::Change::default() };
    desk.row(Action::CategoryChange, forum::change_category(s, "poverty", &members).await).await;
}
