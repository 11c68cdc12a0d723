//! Splitting and joining topics, as a browser without scripts sees it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, signed_in};
use contract::Locale;
use domain::{Actor, Role, forum, testing::TestBed};
use entity::forum::post;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// What the team itself publishes is public at once.
async fn topic(bed: &TestBed, team: &Actor, title: &str, answers: &[&str]) -> String {
    bed.clock.advance(chrono::Duration::minutes(2));
    let form = forum::NewTopic {
        category: "unions".into(),
        title: title.into(),
        body: format!("نصّ {title}"),
        ..forum::NewTopic::default()
    };
    let sent = forum::create_topic(&bed.services, team, &form, Locale::Ar).await.unwrap();
    for body in answers {
        bed.clock.advance(chrono::Duration::minutes(2));
        let form = forum::NewReply { body: (*body).into(), ..forum::NewReply::default() };
        forum::reply(&bed.services, team, &sent.topic, &form, Locale::Ar).await.unwrap();
    }
    sent.topic.to_string()
}

#[tokio::test]
async fn answers_go_and_come_back_and_two_become_one() {
    for app in TestApp::each().await {
        let services = &app.bed.services;
        forum::seed::seed(services).await.unwrap();
        let (actor, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let old = topic(&app.bed, &actor, "النقاش الأوّل", &["جواب يبقى هنا", "جواب يذهب بعيدًا"]).await;
        let here = format!("/ar/forum/t/{old}");
        let posts = post::Entity::find()
            .filter(post::Column::TopicId.eq(old.as_str()))
            .order_by_asc(post::Column::Position)
            .all(services.db.read())
            .await
            .unwrap();
        let goes = posts[2].id.clone();

        member.get(&format!("{here}/split")).await.assert_status(403);
        assert!(!member.get(&here).await.text().contains("/split"));
        team.get(&here).await.assert_text(&format!("{here}/split")).assert_text(&format!("{here}/merge"));
        for l in Locale::ALL {
            let page = team.get(&format!("/{l}/forum/t/{old}/split")).await;
            page.assert_status(200).assert_text("جواب يذهب بعيدًا").assert_text(&goes);
            team.get(&format!("/{l}/forum/t/{old}/merge")).await.assert_status(200);
        }
        // Nothing chosen: what she typed stays.
        let form = [("action", "split"), ("title", "عنوان النقاش الجديد"), ("category", "poverty")];
        let split = format!("{here}/split");
        team.post(&split, &form).await.assert_status(422).assert_text("عنوان النقاش الجديد");
        let form = [
            ("action", "split"),
            ("posts", goes.as_str()),
            ("title", "عنوان النقاش الجديد"),
            ("category", "poverty"),
            ("reason", "off_topic"),
        ];
        let done = team.post(&split, &form).await;
        done.assert_status(303);
        let new = done.location().to_owned();
        guest.get(&new).await.assert_status(200).assert_text("جواب يذهب بعيدًا");
        let rest = guest.get(&here).await;
        rest.assert_status(200).assert_text("صارت بعض أجوبته نقاشًا مستقلًّا");
        assert!(!rest.text().contains("جواب يذهب بعيدًا"));
        let moved = format!("{new}#p-{goes}");
        assert_eq!(guest.get(&format!("/ar/forum/p/{goes}")).await.location(), moved);
        assert_eq!(guest.get(&format!("{here}?n=3")).await.location(), moved);
        guest.get(&format!("{here}?n=9")).await.assert_status(404);

        team.get(&here).await.assert_text("value=\"split_back\"");
        let back = team.post(&format!("{here}/change"), &[("action", "split_back")]).await;
        back.assert_status(303);
        assert_eq!(back.location(), here);
        guest.get(&here).await.assert_text("جواب يذهب بعيدًا");
        let joined = guest.get(&new).await;
        joined.assert_status(301);
        assert_eq!(joined.location(), here);

        let other = topic(&app.bed, &actor, "النقاش الثاني", &[]).await;
        let merge = format!("{here}/merge");
        for wrong in ["", "لا عنوان", &old, "zzzzzzzzzzzz"] {
            team.post(&merge, &[("action", "look"), ("target", wrong)]).await.assert_status(422);
        }
        let address = format!("https://kef.example/fr/forum/t/{other}?page=1#reply");
        let sure = team.post(&merge, &[("action", "look"), ("target", &address)]).await;
        sure.assert_status(200).assert_text("النقاش الأوّل").assert_text("النقاش الثاني");
        guest.get(&here).await.assert_status(200);
        let target = sure.hidden("target").unwrap();
        team.post(&merge, &[("action", "merge"), ("target", &target)]).await.assert_status(422);
        sure.assert_text("value=\"room_order\"");
        let form = [("action", "merge"), ("target", target.as_str()), ("reason", "room_order")];
        let done = team.post(&merge, &form).await;
        done.assert_status(303);
        let there = format!("/ar/forum/t/{other}");
        assert_eq!(done.location(), there);
        let page = guest.get(&here).await;
        page.assert_status(301);
        assert_eq!(page.location(), there);
        guest.get(&there).await.assert_status(200).assert_text("جواب يبقى هنا").assert_text("النقاش الثاني");
        // What was split before leads on to where everything stands now.
        assert_eq!(guest.get(&new).await.location(), there);
        team.post(&format!("{there}/change"), &[("action", "merge_back")]).await.assert_status(303);
        guest.get(&here).await.assert_status(200).assert_text("النقاش الأوّل");
    }
}
