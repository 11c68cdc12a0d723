//! Sanctions through the real router, as a browser without scripts does: given because of a text, read by her, and held
//! in the one place where a session is read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod second_look;
mod written_down;

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use domain::{Role, notify};
use entity::{
    forum::{category, mod_log, post, topic},
    identity::role_scope,
    moderation::{member_note, sanction},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

const NAME: &str = "ياسمين-العين";
const WHY: &str = "سبب داخليّ لا تقرؤه";
const WORDS: &str = "كلمة الفريق إليكِ";

/// A question, waiting: its address and its post.
async fn ask(her: &mut TestBrowser, anonymous: bool) -> (String, String) {
    let hide = if anonymous { "yes" } else { "" };
    let form = [
        ("category", "unions"),
        ("title", "سؤال عن العمل"),
        ("body", "نصّ السؤال كاملًا"),
        ("anonymous", hide),
        ("action", "send"),
    ];
    let form: Vec<_> = form.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let sent = her.post("/ar/forum/new", &form).await;
    sent.assert_status(303);
    let topic = her.topic_of(&sent).await;
    let page = her.get(&topic).await.text();
    let post = page.split("id=\"p-").nth(1).unwrap().split(['"', '-']).next().unwrap().to_owned();
    (topic, post)
}

async fn approve(team: &mut TestBrowser) {
    let page = team.get("/ar/desk/queue").await;
    let (post, version) = (page.hidden("post").unwrap(), page.hidden("version").unwrap());
    let form = [("post", post.as_str()), ("version", &version), ("action", "approve")];
    team.post("/ar/desk/queue", &form).await.assert_status(303);
}

/// The day so many days from now.
fn day(app: &TestApp, days: i64) -> String {
    domain::services::day_of(app.bed.services.now_ms() + days * 86_400_000)
}

async fn give(lead: &mut TestBrowser, post: &str, kind: &str, rule: &str, ends: &str) -> Answer {
    let path = format!("/ar/desk/sanctions/new?post={post}");
    let form =
        [("post", post), ("kind", kind), ("rule", rule), ("ends", ends), ("message", WORDS), ("reason", WHY)];
    lead.post(&path, &form).await
}

#[tokio::test]
async fn a_notice_and_a_warning_are_read_by_her_and_nobody_else() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "نخلة", Role::Member).await;
        let (_, post) = ask(&mut her, false).await;
        let form = lead.get(&format!("/ar/desk/sanctions/new?post={post}")).await;
        form.assert_status(200).assert_text(NAME).assert_text("رسالة خاصّة").assert_text("نصّ السؤال");
        let given = give(&mut lead, &post, "warning", "insult", "").await;
        given.assert_status(303);
        lead.get(given.location()).await.assert_status(200).assert_text(WORDS).assert_text(WHY);
        // One warning a text.
        give(&mut lead, &post, "warning", "insult", "").await.assert_status(409);

        let mine = her.get("/ar/my/decisions").await;
        mine.assert_status(200).assert_text("تنبيه").assert_text(WORDS).assert_text("كراهية أو إهانة");
        mine.assert_text("/ar/appeal?decision=sanction-").assert_text("1899");
        assert!(!mine.text().contains(WHY), "the internal reason stays with the team");
        assert!(!mine.text().contains("سند"), "and so does who decided");
        let french = her.get("/fr/my/decisions").await;
        french.assert_text("Avertissement").assert_text("Haine ou insulte");
        assert!(!other.get("/ar/my/decisions").await.text().contains(WORDS));
        notify::deliver_due(&app.bed.services).await.unwrap();
        let news = her.get("/ar/my/notifications").await;
        news.assert_text("قرّر الفريق شيئًا يخصّكِ").assert_text("/ar/my/decisions");
        assert!(!news.text().contains(WORDS), "what it says stands on her page alone");

        // Refused forms keep what was typed.
        for (kind, rule, ends) in [
            ("silence", "insult", ""),
            ("silence", "insult", &*day(&app, -1)),
            ("silence", "insult", &*day(&app, 31)),
            ("review_all", "insult", &*day(&app, 6)),
            ("remove_account", "insult", ""),
            ("ban", "insult", ""),
            ("notice", "", ""),
        ] {
            let refused = give(&mut lead, &post, kind, rule, ends).await;
            refused.assert_status(422).assert_text(WORDS).assert_text(WHY);
        }
        give(&mut her, &post, "notice", "insult", "").await.assert_status(403);
    }
}

/// Changes a category.
async fn set(app: &TestApp, slug: &str, column: category::Column, value: &str) {
    category::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(category::Column::Slug.eq(slug))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

async fn rows(app: &TestApp) -> Vec<sanction::Model> {
    sanction::Entity::find()
        .order_by_asc(sanction::Column::GivenAt)
        .order_by_asc(sanction::Column::Kind)
        .all(app.bed.services.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn who_is_silenced_reads_and_writes_to_the_team_alone() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "نخلة", Role::Member).await;
        let (topic, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        let (theirs, their_post) = ask(&mut other, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "silence", "insult", &day(&app, 3)).await.assert_status(303);

        her.get(&topic).await.assert_status(200);
        her.get("/ar/my/decisions").await.assert_text("لا يمكنكِ الكتابة في المنتدى الآن");
        let said = her.post(&theirs, &[("body", "جواب مكتوب"), ("action", "send")]).await;
        said.assert_status(403).assert_text("جواب مكتوب").assert_text("/ar/my/decisions");
        let asked = [("category", "unions"), ("title", "آخر"), ("body", "نصّ آخر"), ("action", "send")];
        her.post("/ar/forum/new", &asked).await.assert_status(403);
        let mark = format!("/ar/forum/p/{their_post}");
        her.post(&mark, &[("do", "support")]).await.assert_status(403);
        her.post(&mark, &[("do", "bookmark")]).await.assert_status(303);
        let message = [("kind", "question"), ("body", "لماذا؟")];
        her.post("/ar/messages/new", &message).await.assert_status(303);
        // What is hers stays hers: her data, and taking her own words away.
        let copy = her.post("/ar/account/data/export", &[]).await;
        copy.assert_status(303);
        assert!(copy.location().starts_with("/ar/account/data"), "{}", copy.location());
        let away = format!("/ar/forum/p/{post}/withdraw");
        her.post(&away, &[("action", "withdraw")]).await.assert_status(303);
        assert!(!other.get(&topic).await.text().contains("نصّ السؤال كاملًا"));
        let waiting = post::Entity::find().filter(post::Column::State.eq("pending"));
        assert!(waiting.one(app.bed.services.db.read()).await.unwrap().is_none(), "nothing of it was kept");

        // It ends by comparison with now: no job runs.
        for (days, status) in [(2, 403), (2, 303)] {
            app.bed.clock.advance(Duration::days(days));
            her.sign_in_as(&actor).await;
            her.post(&theirs, &[("body", "جواب"), ("action", "send")]).await.assert_status(status);
        }
        lead.sign_in_as(&app.bed.member("بديلة", Role::LeadModerator).await).await;
        her.get("/ar/my/decisions").await.assert_text("انتهت مدّته");
    }
}

#[tokio::test]
async fn who_is_suspended_has_her_own_pages_and_those_of_guests() {
    for app in forums().await {
        set(&app, "poverty", category::Column::Audience, "members").await;
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let mut guest = app.browser();
        let (topic, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        her.get("/ar/forum/c/poverty").await.assert_status(200);
        let given = give(&mut lead, &post, "suspend", "threat", &day(&app, 10)).await;
        given.assert_status(303);

        // Her sessions are over; she may sign in again.
        assert!(her.get("/ar/my/decisions").await.location().starts_with("/ar/sign-in"));
        her.sign_in_as(&actor).await;
        let mine = her.get("/ar/my/decisions").await;
        mine.assert_status(200)
            .assert_text("حسابكِ موقوف الآن")
            .assert_text(WORDS)
            .assert_text("تهديد أو ابتزاز");
        mine.assert_text("/ar/appeal?decision=").assert_text("1899").assert_text("/ar/sign-out");
        for hers in ["/ar/messages", "/ar/messages/new", "/ar/account/data", "/ar/my/contributions"] {
            her.get(hers).await.assert_status(200);
        }
        let message = [("kind", "question"), ("body", "لماذا؟")];
        her.post("/ar/messages/new", &message).await.assert_status(303);
        her.post("/ar/account/data/export", &[]).await.assert_status(303);

        // Every other page of members leads there; public ones are what a guest sees.
        for closed in [
            "/ar/account",
            "/ar/my/notifications",
            "/ar/my/bookmarks",
            "/ar/forum/new",
            "/ar/account/security",
        ] {
            let answer = her.get(closed).await;
            answer.assert_status(303);
            assert_eq!(answer.location(), "/ar/my/decisions", "{closed}");
        }
        for public in ["/ar", "/ar/forum", &topic, "/ar/forum/c/poverty", "/ar/desk"] {
            let (seen, as_guest) = (her.get(public).await, guest.get(public).await);
            if public == "/ar/desk" {
                assert_eq!(seen.location(), "/ar/my/decisions");
            } else {
                assert_eq!(seen.status, as_guest.status, "{public}");
            }
        }
        her.get(&topic).await.assert_status(200);
        let said = her.post(&topic, &[("body", "جواب مكتوب"), ("action", "send")]).await;
        said.assert_status(403).assert_text("جواب مكتوب").assert_text("/ar/my/decisions");
        her.post("/ar/my/follow", &[("place", "category"), ("id", "unions"), ("level", "all")])
            .await
            .assert_status(403);

        // A shorter one ends nothing: the longest counts.
        give(&mut lead, &post, "suspend", "threat", &day(&app, 2)).await.assert_status(303);
        let all = rows(&app).await;
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|row| row.ended_at.is_none() && row.superseded_by.is_none()), "{all:?}");
        // Whatever it is that she wrote, she takes it away, once she is signed in again: each decision ends her sessions.
        her.sign_in_as(&actor).await;
        guest.get(&topic).await.assert_text("نصّ السؤال كاملًا");
        let away = format!("/ar/forum/p/{post}/withdraw");
        her.post(&away, &[("action", "withdraw")]).await.assert_status(303);
        assert!(!guest.get(&topic).await.text().contains("نصّ السؤال كاملًا"), "{}", app.bed.backend);
        for days in [3, 5] {
            app.bed.clock.advance(Duration::days(days));
            her.sign_in_as(&actor).await;
            assert_eq!(her.get("/ar/account").await.location(), "/ar/my/decisions");
        }
        app.bed.clock.advance(Duration::days(3));
        her.sign_in_as(&actor).await;
        her.get("/ar/account").await.assert_status(200);
    }
}

#[tokio::test]
async fn an_account_goes_for_advertising_alone_and_an_appeal_brings_it_back() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (topic, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "remove_account", "threat", "").await.assert_status(422);
        give(&mut lead, &post, "remove_account", "spam", "").await.assert_status(303);
        assert_eq!(rows(&app).await[0].ends, None, "{}", app.bed.backend);
        assert!(her.get("/ar/my/decisions").await.location().starts_with("/ar/sign-in"));
        // Nothing is erased, and the one page on which she reads why is hers.
        her.sign_in_as(&actor).await;
        assert_eq!(her.get("/ar/account").await.location(), "/ar/my/decisions");
        let mine = her.get("/ar/my/decisions").await;
        mine.assert_text(WORDS).assert_text("1899");
        app.browser().get(&topic).await.assert_status(200).assert_text("نصّ السؤال كاملًا");
        let about =
            mine.text().split("/ar/appeal?decision=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = [("decision", about.as_str()), ("body", "لست معلنة")];
        her.post("/ar/appeal", &form).await.assert_status(303);
        let list = other.get("/ar/desk/appeals").await.text();
        let id = list.split("href=\"/ar/desk/appeals/").nth(1).unwrap().split(['"', '?']).next().unwrap();
        let reverse = [("action", "decide"), ("outcome", "reversed"), ("answer", "نعيد إليكِ حسابكِ")];
        other.post(&format!("/ar/desk/appeals/{id}"), &reverse).await.assert_status(303);
        her.get("/ar/account").await.assert_status(200);
    }
}

#[tokio::test]
async fn everything_waits_for_her_where_nothing_waits_for_others() {
    for app in forums().await {
        set(&app, "unions", category::Column::ReviewMode, "none").await;
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let mut guest = app.browser();
        let (first, post) = ask(&mut her, false).await;
        guest.get(&first).await.assert_status(200);
        give(&mut lead, &post, "review_all", "spam", &day(&app, 7)).await.assert_status(303);
        let (second, _) = ask(&mut her, false).await;
        guest.get(&second).await.assert_status(404);
        her.get("/ar/my/decisions").await.assert_text("يقرأ الفريق الآن ما تكتبينه");
    }
}

#[tokio::test]
async fn behind_an_alias_nobody_learns_who_she_is() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (named_topic, named) = ask(&mut her, false).await;
        approve(&mut lead).await;
        let (_, hidden) = ask(&mut her, true).await;
        give(&mut lead, &named, "silence", "insult", &day(&app, 5)).await.assert_status(303);
        let form = lead.get(&format!("/ar/desk/sanctions/new?post={hidden}")).await;
        form.assert_status(200);
        assert!(!form.text().contains(NAME), "the form is about the text, not the name");
        let given = give(&mut lead, &hidden, "silence", "threat", &day(&app, 9)).await;
        given.assert_status(303);
        let sheet = lead.get(given.location()).await;
        assert!(!sheet.text().contains(NAME));
        sheet.assert_text("قُرّرت");
        // It holds for her, and what the desk sees of the other one tells nothing of it.
        let rows = rows(&app).await;
        assert!(rows.iter().all(|row| row.ended_at.is_none()), "neither ended the other");
        let list = lead.get("/ar/desk/sanctions").await;
        list.assert_status(200).assert_text("سارية");
        assert!(!list.text().contains("حلّت محلّها أخرى"), "{}", list.text());
        her.post(&named_topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(403);
        let log = lead.get("/ar/desk/log").await;
        log.assert_status(200).assert_text("عقوبة");
        assert!(!log.text().contains(NAME));
    }
}

#[tokio::test]
async fn the_team_is_sanctioned_by_two() {
    for app in forums().await {
        let (_, mut moderator) = signed_in(&app, "مشرفة-أولى", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let (_, post) = ask(&mut moderator, false).await;
        give(&mut moderator, &post, "notice", "insult", "").await.assert_status(403);
        give(&mut lead, &post, "notice", "insult", "").await.assert_status(403);
        let given = give(&mut admin, &post, "silence", "insult", &day(&app, 3)).await;
        given.assert_status(303);
        let here = given.location().split('?').next().unwrap().to_owned();
        admin.get(&here).await.assert_text("تنتظر زميلة ثانية");
        assert!(!moderator.get("/ar/my/decisions").await.text().contains(WORDS), "nothing holds yet");
        moderator.get("/ar/forum/new?category=unions").await.assert_status(200);
        admin.post(&here, &[("action", "confirm")]).await.assert_status(403);
        moderator.post(&here, &[("action", "confirm")]).await.assert_status(403);
        lead.post(&here, &[("action", "confirm")]).await.assert_status(303);
        lead.post(&here, &[("action", "confirm")]).await.assert_status(409);
        moderator.get("/ar/my/decisions").await.assert_text(WORDS);
        let asked = [("category", "unions"), ("title", "آخر"), ("body", "نصّ آخر"), ("action", "send")];
        moderator.post("/ar/forum/new", &asked).await.assert_status(403);
        // Never oneself, and what concerns somebody is nowhere at her desk.
        let (_, own) = { ask(&mut lead, false).await };
        give(&mut lead, &own, "notice", "insult", "").await.assert_status(403);
    }
}
