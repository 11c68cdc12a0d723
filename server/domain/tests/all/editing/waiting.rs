//! Changes that wait: under a letter, for what a new text waits for, and with words of danger.

use super::*;

#[tokio::test]
async fn what_stands_under_a_letter_waits_wherever_it_is() {
    for room in Room::each().await {
        let db = &room.bed.services.db;
        category::Entity::update_many()
            .col_expr(category::Column::ReviewMode, Expr::value("none"))
            .exec(db.writer())
            .await
            .unwrap();
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال بلا اسم".into(),
            body: TEXT.into(),
            mask: forum::alias::Mask { hide: true, switch: false },
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&room.bed.services, &room.her, &form, AR).await.unwrap();
        room.approve(&sent.post).await;
        let done = room.change(&room.her, &sent.post, 1, &format!("{TEXT} ثمّ كلام")).await;
        assert!(matches!(done, Edited::Waits(_)), "{done:?}");
        let items = moderation::edits(&room.bed.services, &room.team).await.unwrap();
        assert!(
            matches!(items[0].author, forum::Author::Alias(_)) && !format!("{items:?}").contains("Yasmin")
        );
        let history = forum::history(&room.bed.services, &room.team, &sent.post).await.unwrap();
        assert!(!format!("{history:?}").contains("Yasmin"));
        // What she did is in the log without her.
        let lines = mod_log::Entity::find().all(db.read()).await.unwrap();
        let her = room.her.member_id().unwrap().as_str();
        assert!(lines.iter().all(|line| line.actor_id.as_deref() != Some(her)));
    }
}

#[tokio::test]
async fn a_change_waits_for_what_a_new_text_waits_for() {
    for room in Room::each().await {
        let s = &room.bed.services;
        let lead = room.bed.member("Rawdha", Role::LeadModerator).await;
        let known = room.bed.member("Warda", Role::Trusted).await;
        room.read_nothing_first().await;
        let sent = room.asked(&room.her, TEXT).await;
        let hers = room.answered(&known, &sent, "جواب من معروفة فيه كلام كثير").await;
        let link = "https://www.legislation.tn/loi";
        let waits = async |who: &Actor, id: &PostId, body: &str| room.waits_for(who, id, body).await;
        assert_eq!(waits(&room.her, &sent.post, &format!("{TEXT} أوّلًا")).await, None);
        for (more, gate) in [
            (link, "link"),
            ("ورقمي 22 334 455", "personal_data"),
            ("على 22 334 455 وهنا https://www.legislation.tn", "personal_data"),
        ] {
            let gate = Some(gate.to_owned());
            assert_eq!(waits(&room.her, &sent.post, &format!("{TEXT} {more}")).await, gate, "{more}");
        }
        assert_eq!(waits(&room.her, &sent.post, &format!("{TEXT} ثانيًا")).await, None, "nothing is left");
        assert_eq!(waits(&known, &hers, &format!("جواب من معروفة فيه {link}")).await, None);

        // Answers of this topic are read first; its question is not one of them.
        let form = TopicChange { action: "review".into(), ..TopicChange::default() };
        forum::change_topic(s, &room.now(&room.team), &sent.topic, &form).await.unwrap();
        let gate = Some("topic_review".to_owned());
        assert_eq!(waits(&known, &hers, "جواب من معروفة فيه كلام آخر").await, gate, "{}", room.bed.backend);
        assert_eq!(waits(&room.her, &sent.post, &format!("{TEXT} ثالثًا")).await, None);
        let form = TopicChange { action: "trust".into(), ..TopicChange::default() };
        forum::change_topic(s, &room.now(&room.team), &sent.topic, &form).await.unwrap();

        // Nobody reads now: what somebody known writes appears, and taking something out never waits.
        quiet::switch(s, &lead, true).await.unwrap();
        let gate = Some("quiet_hours".to_owned());
        assert_eq!(waits(&room.her, &sent.post, &format!("{TEXT} رابعًا")).await, gate);
        assert_eq!(waits(&known, &hers, "جواب من معروفة فيه كلام جديد").await, None);
        assert_eq!(waits(&room.her, &sent.post, TEXT).await, None);
        assert_eq!(room.row(&sent.post).await.source, TEXT);
        assert!(room.cases().await.is_empty());
    }
}

#[tokio::test]
async fn words_of_danger_in_a_change_open_a_case_and_hide_nothing() {
    for room in Room::each().await {
        let s = &room.bed.services;
        let lead = room.word_of_danger().await;
        let sent = room.asked(&room.her, TEXT).await;
        let cry = format!("{TEXT} تعبت ونحب نموت");
        assert_eq!(room.waits_for(&room.her, &sent.post, &cry).await.as_deref(), Some("review_mode"));
        assert_eq!(room.open_item(&sent.post, "edit").await.unwrap().class, 0, "{}", room.bed.backend);
        assert_eq!(room.row(&sent.post).await.state, "published");
        let cases = room.cases().await;
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].post_id.as_str(), cases[0].origin.as_str()), (sent.post.as_str(), "words"));
        // The few read the words, which nobody else reads yet.
        let case = danger::case(s, &lead, &cases[0].id, AR).await.unwrap();
        assert!(case.change.unwrap().as_str().contains("نحب نموت") && !case.html.as_str().contains("نموت"));
        // She sees the numbers and may say how to reach her; her text she changes as any other.
        let mine = danger::mine(s, &room.her, &sent.post).await.unwrap();
        assert_eq!((mine.danger, mine.state), (true, PostState::Published));
        for choice in ["shorten", "private", "withdraw"] {
            let refused = danger::choose(s, &room.her, &sent.post, choice, "نصّ أقصر").await.unwrap_err();
            assert_eq!(refused.code, ErrorCode::Conflict, "{choice}");
        }
        danger::give_contact(s, &room.her, &sent.post, "no", &danger::Contact::default()).await.unwrap();
        for who in [&room.other, &room.team] {
            let refused = danger::mine(s, who, &sent.post).await.unwrap_err();
            assert_eq!(refused.code, ErrorCode::NotFound);
        }
        // Taking something out says nothing new.
        let lines = async || {
            let log = safety_log::Entity::find().filter(safety_log::Column::Told.eq("words"));
            log.count(s.db.read()).await.unwrap()
        };
        assert_eq!(lines().await, 1);
        assert_eq!(room.waits_for(&room.her, &sent.post, &TEXT.replace(" اسم مكان", "")).await, None);
        assert_eq!(lines().await, 1);
        room.waits_for(&room.her, &sent.post, &cry).await;
        assert_eq!((lines().await, room.cases().await.len()), (2, 1));
    }
}

#[tokio::test]
async fn words_of_danger_raise_what_waits_and_what_is_public_at_once() {
    for room in Room::each().await {
        let s = &room.bed.services;
        room.word_of_danger().await;
        let sent = room.asked(&room.other, TEXT).await;
        room.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: "جواب ينتظر وفيه كلام".into(), ..NewReply::default() };
        let waiting = forum::reply(s, &room.her, &sent.topic, &form, AR).await.unwrap().post;
        assert_eq!(room.open_item(&waiting, "post").await.unwrap().class, 3);
        assert_eq!(room.waits_for(&room.her, &waiting, "تعبت ونحب نموت").await, None, "in its place");
        assert_eq!(room.open_item(&waiting, "post").await.unwrap().class, 0, "{}", room.bed.backend);
        assert_eq!(room.cases().await.len(), 1);

        room.read_nothing_first().await;
        assert_eq!(room.waits_for(&room.other, &sent.post, &format!("{TEXT} ونحب نموت")).await, None);
        assert_eq!(room.row(&sent.post).await.state, "published", "heard, not hidden");
        assert_eq!(room.cases().await.len(), 2);
        assert!(danger::mine(s, &room.other, &sent.post).await.unwrap().danger);
        // What somebody reports she does not learn.
        let plain = room.answered(&room.other, &sent, "جواب عاديّ فيه كلام").await;
        let form = moderation::report::NewReport {
            post: plain.to_string(),
            code: "danger".into(),
            ..Default::default()
        };
        moderation::report::report(s, &room.her, &form).await.unwrap();
        assert_eq!(room.cases().await.len(), 3);
        let refused = danger::mine(s, &room.other, &plain).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);
        // What the team itself publishes is no cry for help.
        let form = NewReply { body: "جواب من الفريق".into(), ..NewReply::default() };
        let own = forum::reply(s, &room.team, &sent.topic, &form, AR).await.unwrap().post;
        let done = room.change(&room.team, &own, 1, "جواب من الفريق: من قالت نحب نموت تتّصل بنا").await;
        assert!(matches!(done, Edited::Now(_)), "{done:?}");
        assert_eq!(room.cases().await.len(), 3);
    }
}
