//! Sanctions through the real router, as a browser without scripts does: given because of a text, read by her, and held
//! in the one place where a session is read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

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

#[tokio::test]
async fn notes_stand_where_they_were_written_and_for_ten_minutes_only() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, named) = ask(&mut her, false).await;
        let (_, hidden) = ask(&mut her, true).await;
        let path = |post: &str| format!("/ar/desk/notes/{post}");
        for (post, about, body) in [
            (&named, "author", "عن صاحبة الاسم"),
            (&hidden, "author", "عن الحرف"),
            (&named, "text", "عن النصّ"),
        ] {
            lead.post(&path(post), &[("about", about), ("body", body)]).await.assert_status(303);
        }
        let seen = other.get(&path(&named)).await;
        seen.assert_text("عن صاحبة الاسم").assert_text("عن النصّ").assert_text("ملخّصًا");
        assert!(!seen.text().contains("عن الحرف"), "a note on an alias stays with it");
        let seen = other.get(&path(&hidden)).await;
        seen.assert_text("عن الحرف");
        assert!(!seen.text().contains("عن صاحبة الاسم") && !seen.text().contains(NAME));
        her.get(&path(&named)).await.assert_status(403);

        let note = lead.get(&path(&named)).await.hidden("note").unwrap();
        let change = [("note", note.as_str()), ("body", "أصلحتها")];
        other.post(&path(&named), &change).await.assert_status(403);
        lead.post(&path(&named), &change).await.assert_status(303);
        lead.get(&path(&named)).await.assert_text("أصلحتها");
        app.bed.clock.advance(Duration::minutes(11));
        lead.post(&path(&named), &[("note", note.as_str()), ("body", "متأخّرة")]).await.assert_status(409);
        lead.post(&path(&named), &[("about", "text"), ("body", "")]).await.assert_status(422);
    }
}

/// From the page of a text the team keeps an eye on it; the desk shows it under the name under which she wrote.
#[tokio::test]
async fn what_is_watched_stands_on_the_desk_without_leading_behind_a_letter() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, hidden) = ask(&mut her, true).await;
        let path = format!("/ar/desk/notes/{hidden}");
        let form = [("watch", "author"), ("word", "تعود كلّ ليلة")];
        team.post(&path, &form).await.assert_status(303);
        team.post(&path, &[("watch", "everything")]).await.assert_status(422);
        for address in ["/ar/desk", path.as_str()] {
            let page = other.get(address).await;
            page.assert_status(200).assert_text("تعود كلّ ليلة").assert_text("من كتبته");
            assert!(!page.text().contains(NAME), "{address}");
        }
        let entry = other.get("/ar/desk").await.hidden("entry").unwrap();
        her.post("/ar/desk", &[("action", "unwatch"), ("entry", entry.as_str())]).await.assert_status(403);
        other.post("/ar/desk", &[("action", "unwatch"), ("entry", entry.as_str())]).await.assert_status(303);
        let page = team.get("/ar/desk").await;
        assert!(!page.text().contains("تعود كلّ ليلة"), "{}", app.bed.backend);
    }
}

/// A name leads through all categories; what is noted on it is read by those who moderate where it was noted.
#[tokio::test]
async fn a_note_on_a_name_is_read_in_its_category() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut everywhere) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let scoped = async |name: &str, slug: &str| {
            let actor = app.bed.member(name, Role::Moderator).await;
            let row = role_scope::ActiveModel {
                member_id: Set(actor.member_id().unwrap().to_string()),
                category_id: Set(slug.to_owned()),
            };
            role_scope::Entity::insert(row)
                .exec_without_returning(app.bed.services.db.writer())
                .await
                .unwrap();
            let mut browser = app.browser();
            browser.sign_in_as(&actor).await;
            browser
        };
        let mut of_unions = scoped("نخلة", "unions").await;
        let mut of_poverty = scoped("زيتونة", "poverty").await;
        let (_, in_unions) = ask(&mut her, false).await;
        let (_, in_poverty) = ask(&mut her, false).await;
        let db = app.bed.services.db.writer();
        let moved = post::Entity::find_by_id(in_poverty.as_str()).one(db).await.unwrap().unwrap();
        topic::Entity::update_many()
            .col_expr(topic::Column::Category, Expr::value("poverty"))
            .filter(topic::Column::Id.eq(moved.topic_id))
            .exec(db)
            .await
            .unwrap();
        let path = |post: &str| format!("/ar/desk/notes/{post}");
        for (who, post, body) in
            [(&mut of_unions, &in_unions, "ملاحظة-ن"), (&mut of_poverty, &in_poverty, "ملاحظة-ف")]
        {
            let form = [("about", "author"), ("body", body)];
            who.post(&path(post), &form).await.assert_status(303);
        }
        // One from before: in which category nobody knows.
        let noted = member_note::Entity::find().one(db).await.unwrap().unwrap();
        let old = member_note::ActiveModel {
            id: Set("oldnote00000".to_owned()),
            body: Set("ملاحظة-ق".to_owned()),
            category: Set(None),
            ..noted.into()
        };
        member_note::Entity::insert(old).exec_without_returning(db).await.unwrap();
        for (who, post, seen, unseen) in [
            (&mut of_unions, &in_unions, vec!["ملاحظة-ن"], vec!["ملاحظة-ف", "ملاحظة-ق"]),
            (&mut of_poverty, &in_poverty, vec!["ملاحظة-ف"], vec!["ملاحظة-ن", "ملاحظة-ق"]),
            (&mut everywhere, &in_unions, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
            (&mut lead, &in_poverty, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
            (&mut admin, &in_unions, vec!["ملاحظة-ن", "ملاحظة-ف", "ملاحظة-ق"], vec![]),
        ] {
            let page = who.get(&path(post)).await;
            page.assert_status(200);
            let text = page.text();
            assert!(seen.iter().all(|note| text.contains(note)), "{}: {text}", app.bed.backend);
            assert!(!unseen.iter().any(|note: &&str| text.contains(note)), "{}: {text}", app.bed.backend);
        }
        of_unions.get(&path(&in_poverty)).await.assert_status(404);
        lead.get(&path(&in_unions)).await.assert_text("نخلة").assert_text("زيتونة");
    }
}

#[tokio::test]
async fn the_log_is_read_in_ones_own_categories_and_without_names() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let (_, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "warning", "insult", "").await.assert_status(303);
        let log = lead.get("/ar/desk/log").await;
        log.assert_status(200).assert_text("نُشر").assert_text("تنبيه").assert_text("كراهية أو إهانة");
        // Two lines of a day can be told apart.
        let (on, minute) = domain::duty::minute_of(app.bed.services.now_ms());
        let time = format!("{:02}:{:02}", minute / 60, minute % 60);
        log.assert_text(&format!("datetime=\"{on}T{time}+01:00\""))
            .assert_text(&format!("<bdi class=\"num\">{time}</bdi>"));
        assert!(!log.text().contains("سند"), "names are for administrators");
        admin.get("/ar/desk/log").await.assert_status(200).assert_text("سند");
        admin.get("/ar/desk/log?who=%D8%B3%D9%86%D8%AF&action=approve").await.assert_text("نُشر");
        lead.get("/ar/desk/log?who=%D8%B3%D9%86%D8%AF").await.assert_status(404);
        let none = lead.get("/ar/desk/log?action=reject").await;
        none.assert_status(200).assert_text("لم يُفعل شيء");
        let today = day(&app, 0);
        lead.get(&format!("/ar/desk/log?from={today}&to={today}")).await.assert_text("نُشر");
        lead.get("/ar/desk/log?to=2020-01-01").await.assert_text("لم يُفعل شيء");
        for wrong in ["from=yesterday", "action=A%27", "after=zzzzzzzzzzzz", "category=.."] {
            lead.get(&format!("/ar/desk/log?{wrong}")).await.assert_status(404);
        }
        her.get("/ar/desk/log").await.assert_status(403);
    }
}

#[tokio::test]
async fn the_log_offers_everything_that_it_can_tell_in_three_languages() {
    use domain::moderation::log_page::Code;

    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        ask(&mut her, false).await;
        approve(&mut lead).await;
        for locale in ["ar", "fr", "en"] {
            let page = lead.get(&format!("/{locale}/desk/log")).await;
            page.assert_status(200);
            let text = page.text();
            let list = text.split("id=\"action\"").nth(1).unwrap().split("</select>").next().unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for code in Code::all().map(Code::as_str) {
                let value = format!("value=\"{code}\"");
                let option = list.split(&value).nth(1).unwrap_or_else(|| panic!("{code}: {list}"));
                let words = option.split('>').nth(1).unwrap().split('<').next().unwrap();
                assert!(!words.is_empty() && words != code, "{locale} {code}");
                assert!(seen.insert(words.to_owned()), "{locale} {code}: {words} stands there twice");
            }
        }
        for code in Code::all().map(Code::as_str) {
            lead.get(&format!("/ar/desk/log?action={code}")).await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn an_appeal_is_decided_by_keys() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (_, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "warning", "insult", "").await.assert_status(303);
        let own = her.get("/ar/my/decisions").await.text();
        let decision =
            own.split("/ar/appeal?decision=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = her.get(&format!("/ar/appeal?decision={decision}")).await;
        form.assert_status(200);
        let key = form.hidden("form_key").unwrap();
        let sent = [("decision", decision.as_str()), ("body", "لا أوافق على هذا"), ("form_key", key.as_str())];
        her.post("/ar/appeal", &sent).await.assert_status(303);
        let list = other.get("/ar/desk/appeals").await;
        list.assert_text("desk.js");
        let text = list.text();
        let at = text.find("href=\"/ar/desk/appeals/").expect("an appeal") + 6;
        let here = text[at..].split('"').next().unwrap().to_owned();
        let page = other.get(&here).await;
        page.assert_text("data-key=\"a\"").assert_text("data-key=\"c\"").assert_text("desk.js");
        // Whoever took part decides nothing, by no key.
        assert!(!lead.get(&here).await.text().contains("data-key=\""));
    }
}

async fn log_of(app: &TestApp, action: &str) -> Vec<mod_log::Model> {
    mod_log::Entity::find()
        .filter(mod_log::Column::Action.eq(action))
        .all(app.bed.services.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_team_thinks_again_without_an_appeal() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut moderator) = signed_in(&app, "مشرفة-أولى", Role::Moderator).await;
        let (topic, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        let given = give(&mut lead, &post, "silence", "insult", &day(&app, 20)).await;
        let here = given.location().split('?').next().unwrap().to_owned();
        lead.get(&here).await.assert_status(200).assert_text("تخفيفها");
        let milder = |action: &'static str, ends: String, message: &'static str| {
            vec![
                ("action", action.to_owned()),
                ("ends", ends),
                ("message", message.to_owned()),
                ("reason", WHY.to_owned()),
            ]
        };
        fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
            form.iter().map(|(name, value)| (*name, value.as_str())).collect()
        }
        // Longer is not milder, and she is told why.
        for (ends, message) in
            [(day(&app, 21), "راجعنا قرارنا"), (String::new(), "راجعنا قرارنا"), (day(&app, 2), "")]
        {
            let refused = lead.post(&here, &pairs(&milder("shorten", ends, message))).await;
            refused.assert_status(422).assert_text(WHY);
        }
        let form = milder("shorten", day(&app, 2), "راجعنا قرارنا");
        moderator.post(&here, &pairs(&form)).await.assert_status(403);
        her.post(&here, &pairs(&form)).await.assert_status(403);
        let shorter = lead.post(&here, &pairs(&form)).await;
        shorter.assert_status(303);
        let next = shorter.location().split('?').next().unwrap().to_owned();
        assert_ne!(next, here, "a row of its own");
        lead.post(&here, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(409);
        her.get("/ar/my/decisions")
            .await
            .assert_text("راجعنا قرارنا")
            .assert_text("حلّ محلّه قرار آخر")
            .assert_text("لا يمكنكِ الكتابة في المنتدى الآن");
        her.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(403);

        lead.post(&next, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(303);
        lead.post(&next, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(409);
        let mine = her.get("/ar/my/decisions").await;
        mine.assert_text("أنهاه الفريق قبل أوانه").assert_text("انتهى الأمر");
        assert!(!mine.text().contains(WHY), "the internal reason stays with the team");
        her.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(303);
        notify::deliver_due(&app.bed.services).await.unwrap();
        her.get("/ar/my/notifications").await.assert_text("قرّر الفريق شيئًا يخصّكِ");

        // One sanction was given, however often the team thought again.
        assert_eq!(log_of(&app, "sanction").await.len(), 1);
        assert_eq!(log_of(&app, "sanction_shorten").await.len(), 1);
        let ends = log_of(&app, "sanction_end").await;
        assert!(ends.len() == 1 && ends[0].is_revert && ends[0].parent_id.is_some(), "{ends:?}");
        lead.get("/ar/desk/log").await.assert_text("قُصّرت عقوبة").assert_text("أُنهيت عقوبة");
    }
}

#[tokio::test]
async fn what_two_gave_two_end_and_behind_an_alias_nobody_learns_it() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut moderator) = signed_in(&app, "مشرفة-أولى", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let (_, post) = ask(&mut moderator, false).await;
        let given = give(&mut admin, &post, "silence", "insult", &day(&app, 9)).await;
        let here = given.location().split('?').next().unwrap().to_owned();
        lead.post(&here, &[("action", "confirm")]).await.assert_status(303);
        let lift = [("action", "lift"), ("message", "انتهى الأمر"), ("reason", WHY)];
        lead.post(&here, &lift).await.assert_status(403);
        admin.post(&here, &lift).await.assert_status(303);
        moderator.get("/ar/my/decisions").await.assert_text("لا يمكنكِ الكتابة في المنتدى الآن");
        lead.get(&here).await.assert_text("طُلب إنهاؤها").assert_text("confirm_lift");
        admin.post(&here, &[("action", "confirm_lift")]).await.assert_status(403);
        lead.post(&here, &[("action", "confirm_lift")]).await.assert_status(303);
        lead.post(&here, &[("action", "confirm_lift")]).await.assert_status(409);
        moderator.get("/ar/my/decisions").await.assert_text("انتهى الأمر");

        // The same two letters, one of a member and one of the team: a lead cannot tell them apart.
        let mut seen = Vec::new();
        for browser in [&mut her, &mut moderator] {
            let (_, hidden) = ask(browser, true).await;
            let given = give(&mut lead, &hidden, "silence", "insult", &day(&app, 9)).await;
            let here = given.location().split('?').next().unwrap().to_owned();
            let lifted = lead.post(&here, &lift).await.status;
            let sheet = lead.get(&here).await;
            sheet.assert_text("أُنهيت قبل أوانها").assert_text("انتهى الأمر");
            assert!(!sheet.text().contains("confirm_lift") && !sheet.text().contains("طُلب إنهاؤها"));
            let again = lead.post(&here, &lift).await.status;
            let confirmed = lead.post(&here, &[("action", "confirm_lift")]).await.status;
            seen.push((lifted, again, confirmed));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0].0, 303);
        assert_eq!(seen[0].1, 409);
    }
}
