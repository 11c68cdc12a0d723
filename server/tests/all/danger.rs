//! Somebody in danger, through the real router: the page with the numbers at once, her choices, the restricted case,
//! the two persons, the clock.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod held_back;

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use contract::{Locale, ids::PostId};
use domain::{
    Actor, Role,
    forum::{self, NewTopic},
    moderation::{self, Decision},
    notify,
    safety::danger,
};
use entity::{
    forum::{post, review_item},
    safety::{disclosure, safety_case, safety_log},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

/// Hers, published or waiting.
async fn question(app: &TestApp, author: &Actor, publish: bool) -> PostId {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "لم أعد أحتمل".into(),
        body: "يهدّدني كلّ ليلة، أسكن قرب المدرسة".into(),
        ..NewTopic::default()
    };
    let services = &app.bed.services;
    let sent = forum::create_topic(services, author, &form, Locale::Ar).await.unwrap();
    if publish {
        let team = app.bed.member(&format!("مشرفة-{}", sent.post), Role::Moderator).await;
        let decision = Decision {
            post: sent.post.to_string(),
            version: "1".into(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(services, &team, &decision).await.unwrap();
    }
    sent.post
}

async fn text(app: &TestApp, post: &PostId) -> post::Model {
    post::Entity::find_by_id(post.as_str()).one(app.bed.services.db.read()).await.unwrap().unwrap()
}

async fn the_case(app: &TestApp) -> safety_case::Model {
    safety_case::Entity::find().one(app.bed.services.db.read()).await.unwrap().unwrap()
}

/// Presses a button of the case, in the version that the page shows.
async fn press(browser: &mut TestBrowser, case: &str, more: &[(&str, &str)]) -> Answer {
    let here = format!("/ar/desk/safety/{case}");
    let page = browser.get(&here).await;
    page.assert_status(200);
    let version = page.hidden("version").unwrap_or_default();
    let mut pairs = vec![("version", version.as_str())];
    pairs.extend_from_slice(more);
    browser.post(&here, &pairs).await
}

#[tokio::test]
async fn a_report_raises_and_hides_nothing_until_somebody_looks() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "زيتونة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author, true).await;
        let id = post.as_str();
        let sent =
            reporter.post("/ar/report", &[("post", id), ("code", "danger"), ("text", "أخاف عليها")]).await;
        assert_eq!(sent.location(), "/ar/report?done=danger");
        let thanks = reporter.get("/ar/report?done=danger").await;
        thanks.assert_text("tel:1899").assert_text("لا يستطيع هذا المنتدى أن يأتي إلى أحد");
        assert_eq!(text(&app, &post).await.state, "published");
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(404);

        let case = the_case(&app).await;
        assert_eq!((case.origin.as_str(), case.due_at), ("report", None), "nobody was promised anything");
        let items = review_item::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert!(items.iter().any(|item| item.kind == "safety" && item.class == 0 && item.state == "open"));
        assert!(items.iter().any(|item| item.kind == "report" && item.class == 0 && item.state == "open"));

        // Few read it; whoever leads is alerted in words that say nothing.
        for browser in [&mut team, &mut reporter, &mut hers] {
            browser.get("/ar/desk/safety").await.assert_status(403);
            browser.get(&format!("/ar/desk/safety/{}", case.id)).await.assert_status(403);
            browser
                .post(&format!("/ar/desk/safety/{}", case.id), &[("version", "1"), ("action", "acknowledge")])
                .await
                .assert_status(403);
        }
        while notify::deliver_due(&app.bed.services).await.unwrap().events > 0 {}
        let news = lead.get("/ar/my/notifications").await;
        news.assert_text("هناك ما ينتظركِ في المكتب");
        assert!(!news.text().contains("لم أعد أحتمل"));
        lead.get("/ar/desk/safety").await.assert_text(&case.id);
        lead.get(&format!("/ar/desk/safety/{}", case.id))
            .await
            .assert_text("يهدّدني كلّ ليلة")
            .assert_text("لم يكن أحد هنا");
        press(&mut lead, &case.id, &[("action", "acknowledge")]).await.assert_status(303);
        press(&mut lead, &case.id, &[("action", "acknowledge")]).await.assert_status(409);
        press(&mut lead, &case.id, &[("action", "hold")]).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "held", "held, not removed");

        // Now she sees the numbers, without hours that nobody wrote down here.
        while notify::deliver_due(&app.bed.services).await.unwrap().events > 0 {}
        hers.get("/ar/my/notifications").await.assert_text("أحد نصوصكِ قيد النظر");
        let page = hers.get(&held).await;
        page.assert_status(200).assert_text("tel:1899").assert_text("لستِ وحدكِ").assert_text("href=\"/exit\"");
        assert!(!page.text().contains("زيتونة"));
        reporter.get(&held).await.assert_status(404);
        lead.get(&held).await.assert_status(404);
    }
}

#[tokio::test]
async fn she_chooses_and_says_whether_anybody_may_reach_her() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let services = &app.bed.services;
        // The button of the team, on a text that waits still.
        let post = question(&app, &author, false).await;
        danger::raise(services, &team, &post).await.unwrap();
        assert!(danger::is_open(services, &post).await.unwrap());
        let held = format!("/ar/my/held/{post}");
        let case = the_case(&app).await;
        hers.get(&held).await.assert_status(200).assert_text("tel:");
        lead.get(&format!("/ar/desk/safety/{}", case.id)).await.assert_text("لم تقل إنّ التواصل معها آمن");

        // What she did not say is told at the answers too, and the summary leads there.
        hers.post(&held, &[("action", "contact")])
            .await
            .assert_status(422)
            .assert_text("href=\"#contact_safe\"")
            .assert_text("id=\"contact_safe\"")
            .assert_text("aria-describedby=\"contact_safe-error\"")
            .assert_text("id=\"contact_safe-error\"");
        hers.post(&held, &[("action", "contact"), ("contact_safe", "yes"), ("contact_when", "بعد الثامنة")])
            .await
            .assert_status(422)
            .assert_text("بعد الثامنة");
        let yes = [
            ("action", "contact"),
            ("contact_safe", "yes"),
            ("contact_how", "رسالة إلى 22333444"),
            ("contact_when", "الثلاثاء صباحًا"),
            ("contact_label", "المكتبة"),
        ];
        hers.post(&held, &yes).await.assert_status(303);
        let stored = the_case(&app).await.contact.unwrap();
        assert!(!stored.contains("22333444") && !stored.contains("المكتبة"), "sealed");
        lead.get(&format!("/ar/desk/safety/{}", case.id))
            .await
            .assert_text("22333444")
            .assert_text("المكتبة");
        let log = safety_log::Entity::find().all(services.db.read()).await.unwrap();
        assert!(log.iter().any(|line| line.action == "contact_read"), "reading it is a line of the log");
        hers.post(&held, &[("action", "contact"), ("contact_safe", "no"), ("contact_how", "لا يُحفظ")])
            .await
            .assert_status(303);
        let page = lead.get(&format!("/ar/desk/safety/{}", case.id)).await;
        page.assert_text("قالت لا");
        assert!(!page.text().contains("لا يُحفظ"));

        // Shorter, never longer; it stays where it is.
        let long = "م".repeat(200);
        hers.post(&held, &[("action", "shorten"), ("body", &long)])
            .await
            .assert_status(422)
            .assert_text(&long);
        hers.post(&held, &[("action", "shorten"), ("body", "يهدّدني كلّ ليلة")]).await.assert_status(303);
        let now = text(&app, &post).await;
        assert_eq!((now.state.as_str(), now.source.as_str()), ("pending", "يهدّدني كلّ ليلة"));
        hers.post(&held, &[("action", "fly")]).await.assert_status(422);
        let private = hers.post(&held, &[("action", "private")]).await;
        private.assert_status(303);
        hers.get(private.location().split('?').next().unwrap()).await.assert_text("يهدّدني كلّ ليلة");
        assert_eq!(text(&app, &post).await.state, "withdrawn");
        hers.get(&held).await.assert_status(200).assert_text("صار رسالة خاصّة");
        hers.post(&held, &[("action", "withdraw")]).await.assert_status(409);
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        other.post(&held, &[("action", "withdraw")]).await.assert_status(404);
    }
}

#[tokio::test]
async fn nothing_goes_outside_without_two_and_the_log_cannot_be_changed() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "أمينة", Role::Admin).await;
        let services = &app.bed.services;
        let post = question(&app, &author, true).await;
        danger::raise(services, &team, &post).await.unwrap();
        assert_eq!(text(&app, &post).await.state, "held");
        let case = the_case(&app).await.id;
        press(&mut lead, &case, &[("action", "judge"), ("level", "")]).await.assert_status(422);
        press(&mut lead, &case, &[("action", "judge"), ("level", "high")]).await.assert_status(303);
        let note = [("action", "note"), ("told", "association"), ("next", "second_opinion"), ("hours", "4")];
        press(&mut lead, &case, &note).await.assert_status(303);
        press(&mut lead, &case, &[("action", "disclose"), ("to_whom", "rescue")]).await.assert_status(422);
        let ask = [
            ("action", "disclose"),
            ("to_whom", "rescue"),
            ("why", "life_in_danger"),
            ("basis", "vital_interest"),
        ];
        press(&mut lead, &case, &ask).await.assert_status(303);
        let asked = disclosure::Entity::find().one(services.db.read()).await.unwrap().unwrap();
        assert_eq!(asked.confirmed_at, None, "one person is not enough");
        let confirm = [("action", "confirm"), ("disclosure", asked.id.as_str())];
        press(&mut lead, &case, &confirm).await.assert_status(403);
        press(&mut admin, &case, &confirm).await.assert_status(303);
        press(&mut admin, &case, &confirm).await.assert_status(409);
        let done = disclosure::Entity::find().one(services.db.read()).await.unwrap().unwrap();
        assert!(done.confirmed_at.is_some() && done.asked_by != done.confirmed_by);
        lead.get(&format!("/ar/desk/safety/{case}")).await.assert_text("اتّفقت عليه اثنتان");

        press(&mut lead, &case, &[("action", "release")]).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "published");
        let page = lead.get(&format!("/ar/desk/safety/{case}")).await;
        for key in ["c", "p", "e", "a", "s"] {
            page.assert_text(&format!("data-key=\"{key}\""));
        }
        let closed = press(&mut lead, &case, &[("action", "close"), ("ending", "helped")]).await;
        assert_eq!(closed.location(), "/ar/desk/safety?done=act", "nothing else waits");
        lead.get(closed.location()).await.assert_status(200).assert_text("تمّ.");
        press(&mut lead, &case, &[("action", "close"), ("ending", "helped"), ("version", "9")])
            .await
            .assert_status(400);
        assert!(!danger::is_open(services, &post).await.unwrap());

        let log = safety_log::Entity::find().all(services.db.read()).await.unwrap();
        assert!(log.len() >= 8, "{log:?}");
        for line in &log {
            let all = format!("{line:?}");
            assert!(!all.contains("يهدّدني") && !all.contains("لم أعد"), "nothing that was written is copied");
        }
        for sql in ["UPDATE safety_log SET action = 'x'", "DELETE FROM safety_log"] {
            assert!(services.db.writer().execute_unprepared(sql).await.is_err(), "{sql}");
        }
    }
}

#[tokio::test]
async fn nobody_reads_a_case_about_herself_and_leaving_takes_her_out() {
    for app in forums().await {
        let (lead, mut hers) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (team, _) = signed_in(&app, "سند", Role::Moderator).await;
        let services = &app.bed.services;
        let post = {
            app.bed.clock.advance(Duration::minutes(2));
            let form = NewTopic {
                category: "unions".into(),
                title: "لي أنا".into(),
                body: "نصّ لي أنا".into(),
                ..NewTopic::default()
            };
            forum::create_topic(services, &lead, &form, Locale::Ar).await.unwrap().post
        };
        danger::raise(services, &team, &post).await.unwrap();
        let case = the_case(&app).await.id;
        hers.get(&format!("/ar/desk/safety/{case}")).await.assert_status(404);
        assert!(!hers.get("/ar/desk/safety").await.text().contains(&case));
        hers.get(&format!("/ar/my/held/{post}")).await.assert_status(200);
    }
}
