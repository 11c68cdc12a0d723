//! Who is there when, through the real router: the plan, what everybody is told, the clock of a case, reminders.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod in_private;

use std::sync::Arc;

use crate::support::{TestApp, signed_in};
use axum::Router;
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role, duty,
    forum::{self, NewTopic},
    identity,
    mail::{self, Kind, memory::MemoryMailer},
    messages,
    mute::{self, Change},
    notify,
    safety::danger,
};
use entity::{
    forum::review_item,
    identity::{member, role_scope},
    notify::event,
    safety::safety_case,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

async fn apps() -> Vec<(TestApp, MemoryMailer)> {
    let mut out = Vec::new();
    for app in TestApp::each().await {
        let mailer = MemoryMailer::default();
        let TestApp { mut bed, state, .. } = app;
        bed.services = bed.services.clone().with_mailer(Arc::new(mailer.clone()));
        let app = TestApp::over(bed, (*state.config).clone(), Router::new());
        forum::seed::seed(&app.bed.services).await.unwrap();
        out.push((app, mailer));
    }
    out
}

async fn question(app: &TestApp, author: &Actor) -> contract::ids::PostId {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال ينتظر".into(),
        body: "نصّ ينتظر".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, author, &form, Locale::Ar).await.unwrap().post
}

/// The shift that is on now and ends in an hour, as the form takes it.
fn now_and_an_hour(app: &TestApp) -> (String, String, String) {
    let (day, minute) = duty::minute_of(app.bed.services.now_ms());
    let hour = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    assert!(minute < 23 * 60, "the clock of tests starts before the night");
    (day, hour(minute - minute % 60), hour(minute + 60))
}

#[tokio::test]
async fn a_lead_keeps_the_plan_and_everybody_is_told_the_truth() {
    for (app, _) in apps().await {
        let (lead, mut keeper) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (author, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let nobody = "لا أحد يقرأ الآن";
        assert!(
            !member.get("/ar/forum/new").await.text().contains(nobody),
            "nothing is promised, nothing is said"
        );

        let (day, from, to) = now_and_an_hour(&app);
        let id = lead.member_id().unwrap().to_string();
        let form = |weekday: &'static str, day: &str, from: &str, to: &str, who: &str| {
            vec![
                ("action", "add".to_owned()),
                ("member", who.to_owned()),
                ("weekday", weekday.to_owned()),
                ("day", day.to_owned()),
                ("from", from.to_owned()),
                ("to", to.to_owned()),
            ]
        };
        let hers = author.member_id().unwrap().to_string();
        let (yesterday, _) = duty::minute_of(app.bed.services.now_ms() - 86_400_000);
        for (refused, field) in [
            (form("", &yesterday, &from, &to, &id), "day"),
            (form("", "", &from, &to, &id), "weekday"),
            (form("9", "", &from, &to, &id), "weekday"),
            (form("", "tomorrow", &from, &to, &id), "day"),
            (form("1", &day, &from, &to, &id), "day"),
            (form("", "+12026-11-27", &from, &to, &id), "day"),
            (form("1", "", "25:00", &to, &id), "from"),
            (form("1", "", "100000000:00", &to, &id), "from"),
            (form("1", "", "09:00", "09:99999999999", &id), "to"),
            (form("1", "", "09:00", "09:00", &id), "to"),
            (form("1", "", "09:00", "10:00", &hers), "member"),
        ] {
            let pairs: Vec<(&str, &str)> =
                refused.iter().map(|(name, value)| (*name, value.as_str())).collect();
            keeper
                .post("/ar/desk/duty", &pairs)
                .await
                .assert_status(422)
                .assert_text(&format!("href=\"#{field}\""));
        }
        let add = form("", &day, &from, &to, &id);
        let pairs: Vec<(&str, &str)> = add.iter().map(|(name, value)| (*name, value.as_str())).collect();
        team.post("/ar/desk/duty", &pairs).await.assert_status(403);
        member.get("/ar/desk/duty").await.assert_status(403);
        keeper.post("/ar/desk/duty", &pairs).await.assert_status(303);
        keeper.get("/ar/desk/duty").await.assert_text(&from).assert_text("رائدة");
        team.get("/ar/desk/duty").await.assert_status(200).assert_text(&to);

        // While somebody is there nothing warns; the hours stand on the page, without a name.
        assert!(!member.get("/ar/forum/new").await.text().contains(nobody));
        let post = question(&app, &author).await;
        let (team_actor, _) = signed_in(&app, "سند-2", Role::Moderator).await;
        danger::raise(&app.bed.services, &team_actor, &post).await.unwrap();
        let case = safety_case::Entity::find().one(app.bed.services.db.read()).await.unwrap().unwrap();
        assert_eq!(
            case.due_at,
            Some(case.opened_at + danger::ACKNOWLEDGE_MS),
            "somebody is there: the clock runs"
        );
        let held = member.get(&format!("/ar/my/held/{post}")).await;
        held.assert_text("متى يقرأ الفريق").assert_text(&to);
        assert!(!held.text().contains("رائدة"));
        keeper.get(&format!("/ar/desk/safety/{}", case.id)).await.assert_text("الباقي بالدقائق");
        app.bed.clock.advance(Duration::minutes(45));
        keeper.get(&format!("/ar/desk/safety/{}", case.id)).await.assert_text("التأخّر بالدقائق");

        app.bed.clock.advance(Duration::hours(2));
        let page = member.get("/ar/forum/new").await;
        page.assert_text(nobody).assert_text("tel:1899");
        let shift = keeper.get("/ar/desk/duty").await.hidden("shift").unwrap();
        keeper
            .post("/ar/desk/duty", &[("action", "remove"), ("shift", shift.as_str())])
            .await
            .assert_status(303);
        assert!(!member.get("/ar/forum/new").await.text().contains(nobody));
    }
}

#[tokio::test]
async fn what_waits_too_long_reminds_whoever_is_there_once_and_without_content() {
    for (app, mailer) in apps().await {
        let (lead, mut keeper) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let services = app.bed.services.clone();
        let address = identity::email::Address {
            email: "raida@example.tn".into(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        let proved = app.bed.proved(lead.member().unwrap());
        identity::email::add(&services, &proved, &address).await.unwrap();
        mail::deliver_due(&services).await.unwrap();
        let token = mailer.sent().pop().unwrap().token;
        identity::email::verify(&services, token.as_str()).await.unwrap();
        let before = mailer.sent().len();

        question(&app, &author).await;
        question(&app, &author).await;
        assert_eq!(duty::nag(&services).await.unwrap(), 0, "not yet");
        app.bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(&services).await.unwrap(), 2);
        assert_eq!(duty::nag(&services).await.unwrap(), 0, "once for each");
        while mail::deliver_due(&services).await.unwrap().sent > 0 {}
        while notify::deliver_due(&services).await.unwrap().events > 0 {}
        let mails = mailer.sent();
        assert_eq!(mails.len(), before + 1, "one message for all of it");
        assert_eq!(mails.last().unwrap().kind, Kind::Duty);
        keeper.sign_in_as(&proved).await;
        let news = keeper.get("/ar/my/notifications").await;
        news.assert_text("هناك ما ينتظركِ في المكتب");
        assert!(!news.text().contains("سؤال ينتظر"));
        app.bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(&services).await.unwrap(), 0);
    }
}

/// Who was told that something waits, in the order of their names.
async fn told(app: &TestApp) -> Vec<String> {
    told_of(app, "duty").await
}

async fn told_of(app: &TestApp, kind: &str) -> Vec<String> {
    let events = event::Entity::find().filter(event::Column::Kind.eq(kind));
    let rows = events.all(app.bed.services.db.read()).await.unwrap();
    let mut names = Vec::new();
    for id in rows.into_iter().filter_map(|row| row.recipient_id) {
        let row = member::Entity::find_by_id(id).one(app.bed.services.db.read()).await.unwrap();
        names.push(row.unwrap().pseudonym);
    }
    names.sort_unstable();
    names
}

/// Puts them into the plan, now and for an hour.
async fn on_duty(app: &TestApp, keeper: &Actor, who: &[&Actor]) {
    let (day, from, to) = now_and_an_hour(app);
    for one in who {
        let shift = duty::NewShift {
            member: one.member_id().unwrap().to_string(),
            day: day.clone(),
            from: from.clone(),
            to: to.clone(),
            ..duty::NewShift::default()
        };
        duty::add(&app.bed.services, keeper, &shift).await.unwrap();
    }
}

/// By when the case of a text is promised to be in somebody's hand.
async fn due(app: &TestApp, post: &contract::ids::PostId) -> Option<i64> {
    let case = safety_case::Entity::find().filter(safety_case::Column::PostId.eq(post.as_str()));
    case.one(app.bed.services.db.read()).await.unwrap().unwrap().due_at
}

#[tokio::test]
async fn of_a_case_only_those_are_told_who_may_act_on_it() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let team = app.bed.member("سند", Role::Moderator).await;
        let first = app.bed.member("رائدة-1", Role::LeadModerator).await;
        let second = app.bed.member("رائدة-2", Role::LeadModerator).await;
        app.bed.member("رائدة-3", Role::LeadModerator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let backend = app.bed.backend;
        // It is hers who is there: she knows nothing of it.
        on_duty(&app, &first, &[&team, &first, &second]).await;
        let post = question(&app, &first).await;
        danger::raise(services, &team, &post).await.unwrap();
        assert_eq!(told(&app).await, ["رائدة-2"], "{backend}");
        assert!(due(&app, &post).await.is_some(), "{backend}: one of the few is there");

        // Who is there may read no case, and one of the few blocks her.
        app.bed.clock.advance(Duration::hours(2));
        on_duty(&app, &first, &[&team]).await;
        let other = question(&app, &author).await;
        mute::by_post(services, &second, &other, Change::Block).await.unwrap();
        danger::raise(services, &team, &other).await.unwrap();
        assert_eq!(told(&app).await, ["رائدة-1", "رائدة-2", "رائدة-3"], "{backend}");
        assert_eq!(due(&app, &other).await, None, "{backend}: who is there may not act: no promise");

        // Nor is it kept by whoever blocks her, nor by whoever wrote it herself.
        app.bed.clock.advance(Duration::hours(2));
        on_duty(&app, &first, &[&second]).await;
        let third = question(&app, &author).await;
        danger::raise(services, &team, &third).await.unwrap();
        assert_eq!(due(&app, &third).await, None, "{backend}: she blocks her");
        let own = question(&app, &second).await;
        danger::raise(services, &team, &own).await.unwrap();
        assert_eq!(due(&app, &own).await, None, "{backend}: it is hers");
        let of_first = question(&app, &first).await;
        danger::raise(services, &team, &of_first).await.unwrap();
        assert!(due(&app, &of_first).await.is_some(), "{backend}");
    }
}

#[tokio::test]
async fn whoever_comes_later_is_reminded_of_what_waits_still() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let team = app.bed.member("سند", Role::Moderator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let backend = app.bed.backend;
        question(&app, &author).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(duty::nag(services).await.unwrap(), 1);
        assert_eq!(told(&app).await, ["رائدة"], "{backend}: nobody is there");
        app.bed.clock.advance(Duration::hours(1));
        on_duty(&app, &lead, &[&team]).await;
        assert_eq!(duty::nag(services).await.unwrap(), 1);
        assert_eq!(told(&app).await, ["رائدة", "سند"], "{backend}");
        assert_eq!(duty::nag(services).await.unwrap(), 0, "once in a shift");
        assert_eq!(told(&app).await.len(), 2);
    }
}

#[tokio::test]
async fn a_promise_that_is_broken_wakes_everybody_who_may_act() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let team = app.bed.member("سند", Role::Moderator).await;
        let first = app.bed.member("رائدة-1", Role::LeadModerator).await;
        app.bed.member("رائدة-2", Role::LeadModerator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let backend = app.bed.backend;
        on_duty(&app, &first, &[&first]).await;
        let post = question(&app, &author).await;
        danger::raise(services, &team, &post).await.unwrap();
        let kept = question(&app, &author).await;
        danger::raise(services, &team, &kept).await.unwrap();
        assert_eq!(told(&app).await, ["رائدة-1", "رائدة-1"], "{backend}: whoever is there, of both");
        let case = safety_case::Entity::find().filter(safety_case::Column::PostId.eq(kept.as_str()));
        let case = case.one(services.db.read()).await.unwrap().unwrap();
        app.bed.clock.advance(Duration::minutes(20));
        danger::acknowledge(services, &first, &case.id, case.version).await.unwrap();
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: half an hour is not over");
        app.bed.clock.advance(Duration::minutes(20));
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: one of two is in nobody's hand");
        let all = ["رائدة-1", "رائدة-1", "رائدة-1", "رائدة-2"];
        assert_eq!(told(&app).await, all, "{backend}: everybody who may act");
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: once");
        // In hand since then. What is said to come next is due as well, and is no step by being looked at.
        let version = async || {
            safety_case::Entity::find_by_id(&case.id).one(services.db.read()).await.unwrap().unwrap().version
        };
        let note = danger::Note { told: "lead".into(), next: "contact_her".into(), hours: "1".into() };
        danger::note(services, &first, &case.id, version().await, &note).await.unwrap();
        app.bed.clock.advance(Duration::minutes(59));
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: the hour is not over");
        app.bed.clock.advance(Duration::minutes(2));
        danger::case(services, &first, &case.id, Locale::Ar).await.unwrap();
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: the next step is due");
        assert_eq!(told(&app).await.len(), 6, "{backend}: both of them once more");
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: once");
        danger::note(services, &first, &case.id, version().await, &note).await.unwrap();
        app.bed.clock.advance(Duration::minutes(61));
        danger::judge(services, &first, &case.id, version().await, "low").await.unwrap();
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: somebody did something");
    }
}

#[tokio::test]
async fn where_everybody_knows_her_somebody_from_outside_is_asked_for() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let team = app.bed.member("سند", Role::Moderator).await;
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let admin = app.bed.member("مديرة", Role::Admin).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let backend = app.bed.backend;
        let post = question(&app, &author).await;
        for one in [&lead, &admin] {
            mute::by_post(services, one, &post, Change::Block).await.unwrap();
        }
        danger::raise(services, &team, &post).await.unwrap();
        assert_eq!(told(&app).await, [""; 0], "{backend}: nobody may act");
        assert_eq!(told_of(&app, "outside").await, ["مديرة"], "{backend}");
        // The text itself can be read by one of them still; then by none, and that is said too.
        app.bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(services).await.unwrap(), 2);
        assert_eq!(told(&app).await, ["سند"], "{backend}: in no plan, and the only one left");
        assert_eq!(told_of(&app, "outside").await, ["مديرة", "مديرة"], "{backend}: the case waits still");
        mute::by_post(services, &team, &post, Change::Block).await.unwrap();
        let other = question(&app, &author).await;
        app.bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: {other}");
        assert_eq!(told_of(&app, "outside").await.len(), 3, "{backend}");
        while notify::deliver_due(services).await.unwrap().events > 0 {}
        let mut keeper = app.browser();
        keeper.sign_in_as(&admin).await;
        let news = keeper.get("/ar/my/notifications").await;
        news.assert_text("ادعي إلى الفريق شخصًا من خارجه").assert_text("/ar/desk/invitations");
        assert!(!news.text().contains("ياسمين") && !news.text().contains("سؤال ينتظر"), "{backend}");
    }
}
