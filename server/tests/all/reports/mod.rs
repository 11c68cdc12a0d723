//! Reports through the real router: plain forms, both sides, guests, what happens by itself, and who learns nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod team;

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, NewPoll, NewReply, NewTopic},
    messages,
    moderation::{
        self, Decision,
        sanction::{self, NewSanction},
        shift,
    },
    notify,
    safety::danger,
};
use entity::{
    forum::{post, review_item, topic},
    identity::role_scope,
    report::{report, report_case},
    safety::safety_case,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

async fn decided(app: &TestApp, post: &str, action: &str) {
    let services = &app.bed.services;
    let version = post::Entity::find_by_id(post).one(services.db.read()).await.unwrap().unwrap().version;
    let team = app.bed.member(&format!("مشرفة-{post}"), Role::Moderator).await;
    let decision = Decision {
        post: post.to_owned(),
        version: version.to_string(),
        action: action.to_owned(),
        ..Decision::default()
    };
    moderation::decide(services, &team, &decision).await.unwrap();
}

/// A published question: its topic and post.
async fn question(app: &TestApp, author: &Actor, title: &str) -> (String, String) {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: title.into(),
        body: "نصّ السؤال الأوّل".into(),
        ..NewTopic::default()
    };
    let sent = forum::create_topic(&app.bed.services, author, &form, Locale::Ar).await.unwrap();
    let direct = author.member().unwrap().role.is_staff();
    if !direct {
        decided(app, sent.post.as_str(), "approve").await;
    }
    (sent.topic.to_string(), sent.post.to_string())
}

async fn answer(app: &TestApp, author: &Actor, topic: &str, body: &str) -> String {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewReply { body: body.into(), ..NewReply::default() };
    let topic = topic.parse().unwrap();
    let sent = forum::reply(&app.bed.services, author, &topic, &form, Locale::Ar).await.unwrap();
    decided(app, sent.post.as_str(), "approve").await;
    sent.post.to_string()
}

async fn send(browser: &mut TestBrowser, post: &str, code: &str, text: &str) -> Answer {
    let form = browser.get(&format!("/ar/report?post={post}")).await;
    form.assert_status(200);
    let key = form.hidden("form_key").unwrap();
    let pairs = [("post", post), ("code", code), ("text", text), ("form_key", key.as_str())];
    browser.post("/ar/report", &pairs).await
}

async fn sent(browser: &mut TestBrowser, post: &str, code: &str, text: &str) {
    let answer = send(browser, post, code, text).await;
    answer.assert_status(303);
    let done = if code == "danger" { "/ar/report?done=danger" } else { "/ar/report?done=sent" };
    assert_eq!(answer.location(), done);
}

async fn cases(app: &TestApp) -> Vec<report_case::Model> {
    report_case::Entity::find().all(app.bed.services.db.read()).await.unwrap()
}

async fn state_of(app: &TestApp, post: &str) -> post::Model {
    post::Entity::find_by_id(post).one(app.bed.services.db.read()).await.unwrap().unwrap()
}

async fn act(browser: &mut TestBrowser, case: &str, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("/ar/desk/cases/{case}")).await;
    page.assert_status(200);
    let version = page.hidden("version").unwrap_or_default();
    let mut pairs = vec![("version", version.as_str())];
    pairs.extend_from_slice(more);
    browser.post(&format!("/ar/desk/cases/{case}"), &pairs).await
}

async fn told(app: &TestApp) {
    while notify::deliver_due(&app.bed.services).await.unwrap().events > 0 {}
}

const QUIET: &str = "أبلغتِ عن هذا النصّ";

#[tokio::test]
async fn one_case_one_report_each_and_everybody_learns_only_what_is_hers() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة-أولى", Role::Member).await;
        let (_, mut second) = signed_in(&app, "مبلّغة-ثانية", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (topic, post) = question(&app, &author, "سؤال يُبلَّغ عنه").await;
        let here = format!("/ar/forum/t/{topic}");
        let link = format!("/ar/report?post={post}");
        reporter.get(&here).await.assert_text(&link);
        app.browser().get(&here).await.assert_text(&link);
        assert!(!hers.get(&here).await.text().contains("/ar/report"), "not on her own");
        hers.get(&link).await.assert_status(403);
        hers.post("/ar/report", &[("post", post.as_str()), ("code", "hate")]).await.assert_status(403);

        sent(&mut reporter, &post, "hate", "قالت «كلمة قذرة» ورقمه 22333444").await;
        reporter.get("/ar/report?done=sent").await.assert_status(200).assert_text("شكرًا");
        reporter.get(&here).await.assert_text(QUIET);
        assert!(!second.get(&here).await.text().contains(QUIET));
        // She says it otherwise: the same report, and nothing of it is lost.
        sent(&mut reporter, &post, "other", "شيء آخر تمامًا").await;
        sent(&mut second, &post, "hate", "").await;
        let rows = report::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!((rows.len(), cases(&app).await.len()), (2, 1), "{}", app.bed.backend);
        let mine = reporter.get("/ar/my/reports").await;
        mine.assert_text("شيء آخر تمامًا").assert_text("لم ينظر فيه الفريق بعد");
        assert!(!mine.text().contains("كلمة قذرة"));
        assert!(!second.get("/ar/my/reports").await.text().contains("شيء آخر تمامًا"));
        app.browser().get("/ar/my/reports").await.assert_status(303);

        // The team sees what was said, not by whom; an item of the queue stands for the case.
        let case = cases(&app).await.remove(0);
        let items = review_item::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!(items.iter().filter(|item| item.kind == "report" && item.state == "open").count(), 1);
        let list = team.get("/ar/desk/cases").await;
        list.assert_status(200).assert_text("سؤال يُبلَّغ عنه");
        reporter.get("/ar/desk/cases").await.assert_status(403);
        let page = team.get(&format!("/ar/desk/cases/{}", case.id)).await;
        page.assert_text("شيء آخر تمامًا").assert_text("نصّ السؤال الأوّل");
        for (action, key) in
            [("begin", "m"), ("keep", "a"), ("hold", "s"), ("remove", "r"), ("escalate", "e")]
        {
            page.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        for name in ["مبلّغة-أولى", "مبلّغة-ثانية"] {
            assert!(!page.text().contains(name) && !list.text().contains(name), "{name}");
        }
        team.get("/ar/desk/cases/nothing").await.assert_status(404);

        // One decision; whoever comes later with the version of before is told how it stands.
        let old = page.hidden("version").unwrap();
        let kept = act(&mut team, &case.id, &[("action", "keep")]).await;
        assert_eq!(kept.location(), "/ar/desk/cases?done=act", "nothing else waits");
        team.get(kept.location()).await.assert_text("تمّ.");
        assert!(!team.get(&format!("/ar/desk/cases/{}", case.id)).await.text().contains("data-key=\""));
        let (_, mut other) = signed_in(&app, "سند-2", Role::Moderator).await;
        let late =
            [("version", old.as_str()), ("action", "remove"), ("reason", "insult"), ("note", "كلمتي إليها")];
        other
            .post(&format!("/ar/desk/cases/{}", case.id), &late)
            .await
            .assert_status(409)
            .assert_text("أبقى الفريق النصّ")
            .assert_text("كلمتي إليها");
        told(&app).await;
        reporter.get("/ar/my/reports").await.assert_text("أبقى الفريق النصّ");
        reporter.get("/ar/my/notifications").await.assert_text("نظر الفريق في ما أبلغتِ عنه");
        app.browser().get(&here).await.assert_status(200);
        // Her own pages tell her nothing of all that.
        for page in [here.as_str(), "/ar/my/notifications", "/ar/forum/mine"] {
            let text = hers.get(page).await.text();
            assert!(!text.contains("أبلغ") && !text.contains("بلاغ عن"), "{page}");
        }

        // The same within a day is put beside it; another reason opens the case again.
        sent(&mut second, &post, "hate", "مرّة أخرى").await;
        assert_eq!(cases(&app).await[0].state, "not_upheld");
        sent(&mut second, &post, "threat", "هذا تهديد").await;
        let again = cases(&app).await.remove(0);
        assert_eq!((again.state.as_str(), again.class, again.id == case.id), ("open", 1, true));

        // It is let be once more: whoever reported it asks for the look of somebody else.
        act(&mut team, &case.id, &[("action", "keep")]).await.assert_status(303);
        let mine = reporter.get("/ar/my/reports").await;
        let id = mine.assert_text("value=\"again\"").hidden("report").unwrap();
        let asks = [("report", id.as_str()), ("action", "again")];
        let asked = reporter.post("/ar/my/reports", &asks).await;
        assert_eq!(asked.location(), "/ar/my/reports?done=again");
        reporter.get(asked.location()).await.assert_text("ستنظر فيه واحدة أخرى");
        reporter.post("/ar/my/reports", &asks).await.assert_status(409);
        let page = team.get(&format!("/ar/desk/cases/{}", case.id)).await;
        page.assert_text("لا توافق على القرار").assert_text("بتتِّ فيه من قبل");
        let version = cases(&app).await[0].version.to_string();
        let keep = [("version", version.as_str()), ("action", "keep")];
        team.post(&format!("/ar/desk/cases/{}", case.id), &keep).await.assert_status(403);
        act(&mut other, &case.id, &[("action", "keep")]).await.assert_status(303);
        assert!(!reporter.get("/ar/my/reports").await.text().contains("value=\"again\""));
    }
}

#[tokio::test]
async fn a_guest_reports_with_a_sum_and_nothing_she_wrote_is_lost() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let mut guest = app.browser();
        let form = guest.get(&format!("/ar/report?post={post}")).await;
        form.assert_status(200).assert_text("tel:");
        let question = form.hidden("question").unwrap();
        let (a, b) = question.split_once('-').unwrap();
        let sum = (a.parse::<u32>().unwrap() + b.parse::<u32>().unwrap()).to_string();
        let base = |code: &'static str, text: &'static str| {
            vec![("post", post.clone()), ("code", code.to_owned()), ("text", text.to_owned())]
        };
        let with = |mut pairs: Vec<(&'static str, String)>, more: &[(&'static str, &str)]| {
            pairs.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
            pairs
        };
        let long = "م".repeat(1_001);
        let refused = [
            (with(base("hate", "كلماتي أنا"), &[("question", &question), ("answer", "99")]), "كلماتي أنا"),
            (with(base("hate", "كلماتي أنا"), &[]), "كلماتي أنا"),
            (with(base("other", ""), &[("question", &question), ("answer", &sum)]), "href=\"#text\""),
            (
                with(base("like", "كلماتي أنا"), &[("question", &question), ("answer", &sum)]),
                "href=\"#code\"",
            ),
            (
                vec![
                    ("post", post.clone()),
                    ("code", "hate".into()),
                    ("text", long.clone()),
                    ("question", question.clone()),
                    ("answer", sum.clone()),
                ],
                long.as_str(),
            ),
        ];
        for (pairs, kept) in &refused {
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            guest.post("/ar/report", &pairs).await.assert_status(422).assert_text(kept);
        }
        let right: Vec<(&str, &str)> = vec![
            ("post", &post),
            ("code", "spam"),
            ("text", "إشهار"),
            ("question", &question),
            ("answer", &sum),
        ];
        // A machine fills what nobody sees; it is thanked, and nothing is kept.
        let mut trapped = right.clone();
        trapped.push(("website", "http://example.tn"));
        guest.post("/ar/report", &trapped).await.assert_status(303);
        assert!(cases(&app).await.is_empty());
        guest.post("/ar/report", &right).await.assert_status(303);
        guest.post("/ar/report", &right).await.assert_status(303);
        let rows = report::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!((cases(&app).await.len(), rows.len()), (1, 2), "each of a guest stands alone");
        assert!(rows.iter().all(|row| row.reporter_id.is_none()));
        assert_eq!(state_of(&app, &post).await.state, "published", "guests hide nothing");
        guest.get("/ar/report?post=nothing12345").await.assert_status(404);
        guest.get("/ar/report").await.assert_status(404);
    }
}

#[tokio::test]
async fn taking_the_last_report_back_closes_the_case_unless_it_is_about_safety() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut other) = signed_in(&app, "أخرى", Role::Member).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let (_, grave) = question(&app, &author, "سؤال آخر").await;
        let (_, washed) = question(&app, &author, "سؤال ثالث").await;
        sent(&mut reporter, &post, "spam", "").await;
        sent(&mut reporter, &grave, "threat", "").await;
        // To say less of it first does not take it back either.
        sent(&mut reporter, &washed, "danger", "").await;
        sent(&mut reporter, &washed, "off_topic", "").await;
        let rows = report::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        for row in &rows {
            let form = [("report", row.id.as_str()), ("action", "withdraw")];
            other.post("/ar/my/reports", &form).await.assert_status(404);
            reporter.post("/ar/my/reports", &form).await.assert_status(303);
            reporter.post("/ar/my/reports", &form).await.assert_status(409);
        }
        let state = |cases: &[report_case::Model], post: &str| {
            cases.iter().find(|case| case.post_id == post).unwrap().state.clone()
        };
        let cases = cases(&app).await;
        let states = [&post, &grave, &washed].map(|post| state(&cases, post));
        assert_eq!(states, ["withdrawn", "open", "open"], "{}", app.bed.backend);
        let items = review_item::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!(items.iter().filter(|item| item.kind == "report" && item.state == "open").count(), 2);
    }
}

#[tokio::test]
async fn ten_a_day_but_safety_is_never_limited() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let mut posts = Vec::new();
        for n in 0..11 {
            posts.push(question(&app, &author, &format!("سؤال {n}")).await.1);
            app.bed.clock.advance(Duration::minutes(20));
        }
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        for post in &posts[..10] {
            sent(&mut reporter, post, "spam", "").await;
        }
        let refused = send(&mut reporter, &posts[10], "spam", "كلماتي لا تضيع").await;
        refused.assert_status(429).assert_text("كلماتي لا تضيع");
        sent(&mut reporter, &posts[10], "threat", "كلماتي لا تضيع").await;
        sent(&mut reporter, &posts[0], "other", "أغيّر كلماتي").await;
    }
}

#[tokio::test]
async fn whoever_may_not_write_reports_three_a_day_and_safety_always() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (her, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (lead, _) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let mut posts = Vec::new();
        for n in 0..4 {
            posts.push(question(&app, &author, &format!("سؤال {n}")).await.1);
            app.bed.clock.advance(Duration::minutes(20));
        }
        let (_, cause) = question(&app, &her, "نصّ لها").await;
        let services = &app.bed.services;
        let silence = NewSanction {
            post: cause,
            kind: "silence".into(),
            rule: "insult".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة إليكِ".into(),
            ends: domain::services::day_of(services.now_ms() + 3 * 86_400_000),
            ..NewSanction::default()
        };
        sanction::give(services, &lead, &silence).await.unwrap();
        for post in &posts[..3] {
            sent(&mut reporter, post, "spam", "").await;
        }
        let refused = send(&mut reporter, &posts[3], "spam", "كلماتي لا تضيع").await;
        refused.assert_status(429).assert_text("كلماتي لا تضيع");
        sent(&mut reporter, &posts[3], "danger", "كلماتي لا تضيع").await;
    }
}

#[tokio::test]
async fn the_answers_of_a_poll_are_reported_with_their_topic() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let form = NewTopic {
            category: "unions".into(),
            title: "استطلاع".into(),
            body: "نصّ السؤال الأوّل".into(),
            poll: NewPoll { choices: "جواب مسيء\nجواب آخر".into(), ..NewPoll::default() },
            ..NewTopic::default()
        };
        let asked = forum::create_topic(&app.bed.services, &author, &form, Locale::Ar).await.unwrap();
        decided(&app, asked.post.as_str(), "approve").await;
        sent(&mut reporter, asked.post.as_str(), "hate", "").await;
        let case = cases(&app).await.remove(0);
        team.get(&format!("/ar/desk/cases/{}", case.id)).await.assert_text("جواب مسيء");
    }
}
