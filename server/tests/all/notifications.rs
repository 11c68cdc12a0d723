//! What members follow and are told of, through the real router: forms parsed from pages, and the message that
//! says that there is something.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use crate::support::{Answer, TestApp, TestBrowser, signed_in};
use axum::Router;
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role, forum,
    identity::email,
    mail::{Kind, Message, deliver_due, memory::MemoryMailer},
    moderation, notify,
    testing::TestBed,
};
use entity::notify::digest;
use http::Request;
use sea_orm::EntityTrait;
use server::config::Config;

async fn apps() -> Vec<(TestApp, MemoryMailer)> {
    let mut apps = Vec::new();
    for mut bed in TestBed::each().await {
        let mailer = MemoryMailer::default();
        bed.services = bed.services.clone().with_mailer(Arc::new(mailer.clone()));
        forum::seed::seed(&bed.services).await.unwrap();
        apps.push((TestApp::over(bed, Config::default(), Router::new()), mailer));
    }
    apps
}

/// The fields of the form on a page that posts to this address and holds this text: hidden ones, and the buttons
/// and choices are the caller's.
fn form_on(page: &Answer, action: &str, holds: &str) -> Vec<(String, String)> {
    let text = page.text();
    let form = text
        .split("<form")
        .skip(1)
        .map(|rest| rest.split("</form>").next().unwrap())
        .find(|form| form.contains(&format!("action=\"{action}\"")) && form.contains(holds))
        .unwrap_or_else(|| panic!("no form to {action} with {holds}: {text}"));
    form.split("<input")
        .skip(1)
        .map(|tag| tag.split('>').next().unwrap())
        .filter(|tag| tag.contains("type=\"hidden\""))
        .map(|tag| {
            let value = |name: &str| {
                let rest = tag.split(&format!("{name}=\"")).nth(1).unwrap_or_default();
                rest.split('"').next().unwrap().to_owned()
            };
            (value("name"), value("value"))
        })
        .collect()
}

async fn send(
    browser: &mut TestBrowser,
    action: &str,
    fields: &[(String, String)],
    more: &[(&str, &str)],
) -> Answer {
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    pairs.extend(more);
    browser.post(action, &pairs).await
}

async fn ask(browser: &mut TestBrowser) -> String {
    let form =
        [("category", "unions"), ("title", "سؤال عن الحافلة"), ("body", "متى تصل؟"), ("action", "send")];
    let sent = browser.post("/ar/forum/new", &form).await;
    browser.topic_of(&sent).await
}

async fn approve_all(app: &TestApp, team: &Actor, topic: &str) {
    let id = topic.rsplit('/').next().unwrap().split('?').next().unwrap().parse().unwrap();
    let view = forum::read_topic(&app.bed.services, team, &id, 1, Locale::Ar).await.unwrap();
    let db = app.bed.services.db.read();
    let waiting = entity::forum::post::Entity::find().all(db).await.unwrap();
    for post in
        waiting.into_iter().filter(|post| post.topic_id == view.id.as_str() && post.state == "pending")
    {
        let form = moderation::Decision {
            post: post.id,
            version: "1".into(),
            action: "approve".into(),
            ..Default::default()
        };
        moderation::decide(&app.bed.services, team, &form).await.unwrap();
    }
    notify::deliver_due(&app.bed.services).await.unwrap();
}

#[tokio::test]
async fn from_following_to_marking_as_read() {
    for (app, _) in apps().await {
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut fan) = signed_in(&app, "زيتونة", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let topic = ask(&mut asker).await;
        approve_all(&app, &team, &topic).await;

        let page = fan.get(&topic).await;
        page.assert_status(200).assert_text("المتابعة");
        let form = form_on(&page, "/ar/my/follow", "name=\"level\"");
        let sent = send(&mut fan, "/ar/my/follow", &form, &[("level", "all")]).await;
        sent.assert_status(303);
        assert_eq!(sent.location(), topic);
        fan.get(&topic).await.assert_text("المتابعة: كلّ جواب");
        assert!(!app.browser().get(&topic).await.text().contains("/ar/my/follow"), "a guest follows nothing");

        let reply = asker.post(&topic, &[("body", "تصل ظهرا"), ("action", "send")]).await;
        reply.assert_status(303);
        notify::deliver_due(&app.bed.services).await.unwrap();
        fan.get("/ar/my/notifications").await.assert_text("لا شيء لكِ بعد");
        approve_all(&app, &team, &topic).await;
        let menu = fan.get("/ar/forum").await;
        menu.assert_text("الإشعارات (\u{2068}1\u{2069})");
        let title = menu.text().split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned();
        assert!(!title.contains('1') && !title.contains("الإشعارات"), "{title}");
        let list = fan.get("/ar/my/notifications").await;
        list.assert_status(200)
            .assert_text("جواب في ما تتابعين")
            .assert_text("سؤال عن الحافلة")
            .assert_text("جديد");
        assert!(list.header("cache-control").contains("no-store"));
        assert!(list.text().contains(&format!("{topic}#p-")), "it leads to the text");
        fan.get("/fr/my/notifications").await.assert_text("Une réponse là où vous suivez");
        fan.get("/en/my/notifications").await.assert_text("An answer in what you follow");

        let one = form_on(&list, "/ar/my/notifications", "name=\"line\"");
        send(&mut fan, "/ar/my/notifications", &one, &[("action", "one")]).await.assert_status(303);
        let list = fan.get("/ar/my/notifications").await;
        assert!(list.text().contains("جواب في ما تتابعين") && !list.text().contains("tag--pending"));
        assert!(!fan.get("/ar/forum").await.text().contains("الإشعارات ("));

        // The asker: her two decisions, all read at once.
        let list = asker.get("/ar/my/notifications").await;
        list.assert_text("نُشر نصّكِ");
        let all = form_on(&list, "/ar/my/notifications", "value=\"all\"");
        send(&mut asker, "/ar/my/notifications", &all, &[("action", "all")]).await.assert_status(303);
        assert!(!asker.get("/ar/my/notifications").await.text().contains("value=\"all\""));

        // What is taken away is gone from list and count.
        asker.post(&topic, &[("body", "جواب آخر"), ("action", "send")]).await.assert_status(303);
        approve_all(&app, &team, &topic).await;
        fan.get("/ar/forum").await.assert_text("الإشعارات (");
        let db = app.bed.services.db.writer();
        entity::forum::post::Entity::update_many()
            .col_expr(entity::forum::post::Column::State, "removed".into())
            .exec(db)
            .await
            .unwrap();
        assert!(!fan.get("/ar/forum").await.text().contains("الإشعارات ("), "{}", app.bed.backend);
        fan.get("/ar/my/notifications").await.assert_text("لا شيء لكِ بعد");
    }
}

#[tokio::test]
async fn a_category_is_followed_and_let_go_from_the_settings() {
    for (app, _) in apps().await {
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut fan) = signed_in(&app, "زيتونة", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let page = fan.get("/ar/forum/c/unions").await;
        let form = form_on(&page, "/ar/my/follow", "value=\"category\"");
        let sent = send(&mut fan, "/ar/my/follow", &form, &[("level", "all")]).await;
        assert_eq!(sent.location(), "/ar/forum/c/unions");
        let topic = ask(&mut asker).await;
        approve_all(&app, &team, &topic).await;
        fan.get("/ar/my/notifications").await.assert_text("سؤال جديد في").assert_text("سؤال عن الحافلة");
        let settings = fan.get("/ar/account/notifications").await;
        settings.assert_status(200).assert_text("/ar/forum/c/unions");
        let form = form_on(&settings, "/ar/my/follow", "value=\"unions\"");
        let sent = send(&mut fan, "/ar/my/follow", &form, &[("level", "replies_to_me")]).await;
        assert_eq!(sent.location(), "/ar/account/notifications?done=saved");
        let settings = fan.get(sent.location()).await;
        settings.assert_text("تمّ الحفظ");
        assert!(!settings.text().contains("value=\"unions\""));
        let form = form_on(&settings, "/ar/my/follow", "value=\"team\"");
        let sent = send(&mut fan, "/ar/my/follow", &form, &[("level", "none")]).await;
        fan.get(sent.location()).await.assert_text("لا نخبركِ حين يكتب إليكِ الفريق");
        fan.post("/ar/my/follow", &[("place", "topic"), ("id", "zzzzzzzzzzzz"), ("level", "all")])
            .await
            .assert_status(404);
    }
}

#[tokio::test]
async fn a_name_that_is_called_stands_out_without_a_link_and_too_many_are_refused() {
    for (app, _) in apps().await {
        let (_, mut writer) = signed_in(&app, "ياسمين", Role::Member).await;
        for name in ["قمر", "نجمة", "غيمة"] {
            let actor = app.bed.member(name, Role::Member).await;
            entity::identity::member::Entity::update_many()
                .col_expr(
                    entity::identity::member::Column::Skeleton,
                    domain::identity::skeleton::skeleton(name).into(),
                )
                .filter_id(&actor)
                .exec(app.bed.services.db.writer())
                .await
                .unwrap();
        }
        let text = "شكرا @قمر و @نجمة، و @غيمة أيضا";
        let form = [("category", "unions"), ("title", "سؤال"), ("body", text), ("action", "send")];
        let refused = writer.post("/ar/forum/new", &form).await;
        refused.assert_status(422).assert_text(text).assert_text("يمكن أن يذكر النصّ الواحد");
        let fewer = [("category", "unions"), ("title", "سؤال"), ("body", "شكرا @قمر!"), ("action", "send")];
        let sent = writer.post("/ar/forum/new", &fewer).await;
        let place = writer.topic_of(&sent).await;
        let shown = writer.get(&place).await;
        shown.assert_text("شكرا <bdi><strong>@قمر</strong></bdi>!");
        assert!(!shown.text().contains("href=\"/ar/members"));
    }
}

trait FilterId: Sized {
    fn filter_id(self, actor: &Actor) -> Self;
}

impl FilterId for sea_orm::UpdateMany<entity::identity::member::Entity> {
    fn filter_id(self, actor: &Actor) -> Self {
        use sea_orm::{ColumnTrait, QueryFilter};
        self.filter(entity::identity::member::Column::Id.eq(actor.member_id().unwrap().as_str()))
    }
}

/// What is sent, by hand.
async fn post_round(app: &TestApp) -> u32 {
    notify::digest::enqueue_due(&app.bed.services).await.unwrap();
    deliver_due(&app.bed.services).await.unwrap().sent
}

async fn with_address(app: &TestApp, mailer: &MemoryMailer, actor: &Actor) {
    let form = email::Address {
        email: "fatma.canari@example.tn".into(),
        safe: true,
        locale: Locale::Fr,
        form_key: String::new(),
    };
    let s = &app.bed.services;
    email::add(s, &app.bed.proved(actor.member().unwrap()), &form).await.unwrap();
    deliver_due(s).await.unwrap();
    let proof = mailer.last().unwrap();
    email::verify(s, proof.token.as_str()).await.unwrap();
}

#[tokio::test]
async fn a_digest_goes_to_who_asked_once_a_visit_and_never_for_what_is_gone() {
    for (app, mailer) in apps().await {
        let (writer_actor, mut writer) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        // Off by default, and impossible without an address that is proved.
        writer.get("/fr/account/notifications").await.assert_text("/fr/account/email");
        let daily = [("frequency", "daily"), ("subject", "1")];
        writer.post("/fr/account/notifications", &daily).await.assert_status(422);
        with_address(&app, &mailer, &writer_actor).await;
        let sent_before = mailer.sent().len();
        let topic = ask(&mut writer).await;
        approve_all(&app, &team, &topic).await;
        app.bed.clock.advance(Duration::days(2));
        assert_eq!(post_round(&app).await, 0, "nobody asked for it");

        let page = writer.visit("/fr/account/notifications").await;
        // Two days later her session has ended: she signs in anew.
        assert!(page.text().contains("passphrase"));
        writer.sign_in_as(&writer_actor).await;
        let page = writer.get("/fr/account/notifications").await;
        page.assert_text("Un rappel");
        let form = form_on(&page, "/fr/account/notifications", "name=\"frequency\"");
        let sent = send(&mut writer, "/fr/account/notifications", &form, &daily).await;
        assert_eq!(sent.location(), "/fr/account/notifications?done=saved");
        assert_eq!(post_round(&app).await, 0, "not before a day has passed");
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 1, "{}", app.bed.backend);
        let message = mailer.last().unwrap();
        assert_eq!((message.kind, message.subject, message.locale), (Kind::Digest, 1, Locale::Fr));
        for _ in 0..3 {
            app.bed.clock.advance(Duration::hours(25));
            assert_eq!(post_round(&app).await, 0, "{}: one, until she comes", app.bed.backend);
        }
        // She comes; what she has not read is told of again, once.
        writer.sign_in_as(&writer_actor).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 1);
        // Everything read: nothing to tell.
        writer.sign_in_as(&writer_actor).await;
        writer.post("/fr/my/notifications", &[("action", "all")]).await.assert_status(303);
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 0);

        // Something new, gone between the writing of the message and its sending: it never leaves.
        writer.sign_in_as(&writer_actor).await;
        writer.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(303);
        approve_all(&app, &team, &topic).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(notify::digest::enqueue_due(&app.bed.services).await.unwrap(), 1);
        let hide = |state: &'static str| {
            use sea_orm::{ColumnTrait, QueryFilter};
            entity::forum::post::Entity::update_many()
                .col_expr(entity::forum::post::Column::State, state.into())
                .filter(entity::forum::post::Column::IsOpening.eq(false))
        };
        hide("vanished").exec(app.bed.services.db.writer()).await.unwrap();
        let done = deliver_due(&app.bed.services).await.unwrap();
        assert_eq!((done.sent, done.dropped), (0, 1), "{}", app.bed.backend);
        assert_eq!(mailer.sent().len() - sent_before, 2);
        hide("published").exec(app.bed.services.db.writer()).await.unwrap();
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 1, "what never left does not count as told");
        stop(&app, &mailer.last().unwrap()).await;
        app.bed.clock.advance(Duration::days(9));
        writer.sign_in_as(&writer_actor).await;
        app.bed.clock.advance(Duration::days(9));
        assert_eq!(post_round(&app).await, 0, "stopped");
        let settings = {
            writer.sign_in_as(&writer_actor).await;
            writer.get("/fr/account/notifications").await
        };
        settings.assert_text("fieldset");
        let found = domain::identity::email::state(&app.bed.services, writer_actor.member().unwrap()).await;
        assert!(matches!(found.unwrap(), email::EmailState::Verified(_)), "the address stays");
    }
}

#[tokio::test]
async fn no_digest_tells_of_a_forum_that_is_closed_to_her() {
    for (app, mailer) in apps().await {
        let (reader, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut writer) = signed_in(&app, "زيتونة", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (lead, _) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let s = &app.bed.services;
        with_address(&app, &mailer, &reader).await;
        notify::digest::choose(s, &reader, "daily", "1").await.unwrap();
        let unions = notify::Place::Category("unions".into());
        notify::set_level(s, &reader, &unions, notify::Level::All.as_str()).await.unwrap();
        let hers = forum::NewTopic {
            category: "unions".into(),
            title: "سؤال منها".into(),
            body: "نصّ السؤال".into(),
            ..forum::NewTopic::default()
        };
        let hers = forum::create_topic(s, &reader, &hers, Locale::Ar).await.unwrap();
        let topic = ask(&mut writer).await;
        approve_all(&app, &team, &topic).await;
        let unread = entity::notify::notification::Entity::find().all(s.db.read()).await.unwrap();
        assert!(unread.iter().any(|row| row.kind == "new_topic"), "{unread:?}");
        // What she was told before that is closed to her as well.
        let form = moderation::sanction::NewSanction {
            post: hers.post.to_string(),
            kind: "suspend".into(),
            rule: "threat".into(),
            reason: "سبب داخليّ".into(),
            message: "كلمة من الفريق".into(),
            ends: domain::services::day_of(s.now_ms() + 3 * 86_400_000),
            ..moderation::sanction::NewSanction::default()
        };
        moderation::sanction::give(s, &app.bed.proved(lead.member().unwrap()), &form).await.unwrap();
        let own = async |on: bool| {
            use entity::notify::notification::{Column, Entity};
            use sea_orm::{ColumnTrait, QueryFilter};
            let read = if on { None } else { Some(1_i64) };
            Entity::update_many()
                .col_expr(Column::ReadAt, sea_orm::sea_query::Expr::value(read))
                .filter(Column::Kind.ne("new_topic"))
                .exec(s.db.writer())
                .await
                .unwrap();
        };
        notify::deliver_due(s).await.unwrap();
        own(false).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 0, "{}", app.bed.backend);
        // What was decided about her is not the forum.
        own(true).await;
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(post_round(&app).await, 1, "{}", app.bed.backend);
    }
}

/// One click of a mail program: no session, no origin, the body of RFC 8058.
async fn stop(app: &TestApp, message: &Message) {
    let link = format!("/fr/email/digest-off/{}", message.off);
    let rows = async || digest::Entity::find().all(app.bed.services.db.read()).await.unwrap().len();
    let mut program = app.browser();
    program.get(&link).await.assert_status(200).assert_text("Arrêter ces messages");
    assert_eq!(rows().await, 1, "opening the link stops nothing");
    let mut wrong = link.clone();
    wrong.replace_range(link.len() - 1.., if link.ends_with('0') { "1" } else { "0" });
    program.post(&wrong, &[]).await.assert_status(303);
    assert_eq!(rows().await, 1, "a token of nothing");
    let elsewhere = Request::post(&link)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    program.send_with(elsewhere, "List-Unsubscribe=One-Click").await.assert_status(403);
    let click = Request::post(&link).header("content-type", "application/x-www-form-urlencoded");
    program.send_with(click, "List-Unsubscribe=One-Click").await.assert_status(303);
    assert_eq!(rows().await, 0, "{}", app.bed.backend);
    program.post(&link, &[]).await.assert_status(303);
    program.get(&format!("{link}?done=yes")).await.assert_text("ne viendront plus");
}

#[tokio::test]
async fn the_count_costs_a_page_no_further_query() {
    for bed in TestBed::each().await {
        let mut bed = bed;
        domain::seed::seed(&bed.services).await.unwrap();
        let counter = {
            let mut db = bed.services.db.clone();
            let counter = db.count_queries();
            bed.services = bed.services.with_db(db);
            counter
        };
        let app = TestApp::over(bed, Config::default(), Router::new());
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let count = async |browser: &mut TestBrowser, path: &str| {
            counter.store(0, std::sync::atomic::Ordering::Relaxed);
            browser.get(path).await.assert_status(200);
            counter.load(std::sync::atomic::Ordering::Relaxed)
        };
        // A page that asks nothing itself: only the session is read.
        assert_eq!(count(&mut guest, "/ar/about").await + 1, count(&mut member, "/ar/about").await);
    }
}
