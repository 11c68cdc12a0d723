//! Reports through the real router: plain forms, both sides, guests, what happens by itself, and who learns nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
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

async fn apps() -> Vec<TestApp> {
    let apps = TestApp::each().await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

async fn signed_in(app: &TestApp, name: &str, role: Role) -> (Actor, TestBrowser) {
    let actor = app.bed.member(name, role).await;
    let mut browser = app.browser();
    browser.sign_in_as(&actor).await;
    (actor, browser)
}

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
    for app in apps().await {
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
    for app in apps().await {
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
async fn what_reveals_somebody_is_held_by_one_trusted_voice_and_comes_back_in_its_place() {
    for app in apps().await {
        let (author, mut hers) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut trusted) = signed_in(&app, "موثوقة", Role::Trusted).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (topic, _) = question(&app, &author, "سؤال").await;
        let post = answer(&app, &author, &topic, "تسكن في نهج كذا").await;
        let before = state_of(&app, &post).await;
        sent(&mut trusted, &post, "identity", "هذا عنوانها").await;
        let held = state_of(&app, &post).await;
        assert_eq!((held.state.as_str(), held.position), ("held", before.position), "{}", app.bed.backend);
        assert!(!app.browser().get(&format!("/ar/forum/t/{topic}")).await.text().contains("تسكن في نهج كذا"));
        let row = topic::Entity::find_by_id(&topic).one(app.bed.services.db.read()).await.unwrap().unwrap();
        assert_eq!(row.published_posts, 1, "counters follow");
        assert!(
            !app.browser()
                .get(&format!("/ar/search?{}", crate::support::encode(&[("q", "نهج")])))
                .await
                .text()
                .contains("تسكن في نهج")
        );

        // Whoever had the form open when it was hidden loses no word: they come to the same case, and what is hidden
        // is not shown to her on the way.
        let (_, mut late) = signed_in(&app, "متأخّرة", Role::Member).await;
        late.get(&format!("/ar/report?post={post}")).await.assert_status(404);
        let pairs = [("post", post.as_str()), ("code", "threat"), ("text", "كلماتي وصلت متأخّرة")];
        late.post("/ar/report", &pairs).await.assert_status(303);
        let mine = late.get("/ar/my/reports").await;
        assert!(!mine.assert_text("كلماتي وصلت متأخّرة").text().contains("تسكن في نهج كذا"));
        let rows = report::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        assert_eq!((rows.len(), cases(&app).await.len()), (2, 1), "{}", app.bed.backend);

        // She is told in neutral words, and sees no number nor reporter.
        told(&app).await;
        hers.get("/ar/my/notifications")
            .await
            .assert_text("أحد نصوصكِ قيد النظر")
            .assert_text(&format!("/ar/my/held/{post}"));
        let page = hers.get(&format!("/ar/my/held/{post}")).await;
        page.assert_status(200).assert_text("ليس هذا قرارًا");
        assert!(!page.text().contains("موثوقة") && !page.text().contains("أبلغ"));
        trusted.get(&format!("/ar/my/held/{post}")).await.assert_status(404);

        let case = cases(&app).await.remove(0);
        assert!(case.auto_held && case.class == 1);
        act(&mut team, &case.id, &[("action", "keep")]).await.assert_status(303);
        let back = state_of(&app, &post).await;
        assert_eq!((back.state.as_str(), back.position), ("published", before.position));
        app.browser().get(&format!("/ar/forum/t/{topic}")).await.assert_text("تسكن في نهج كذا");
        hers.get(&format!("/ar/my/held/{post}")).await.assert_status(404);

        // Texts of the team are never held by themselves.
        let (staff, _) = signed_in(&app, "سند-3", Role::Moderator).await;
        let (_, post) = question(&app, &staff, "من الفريق").await;
        sent(&mut trusted, &post, "identity", "عنوان").await;
        assert_eq!(state_of(&app, &post).await.state, "published");
        // Neither is a cry for help.
        let (_, post) = question(&app, &author, "لم أعد أحتمل").await;
        sent(&mut trusted, &post, "danger", "أخاف عليها").await;
        assert_eq!(state_of(&app, &post).await.state, "published");
    }
}

#[tokio::test]
async fn the_team_takes_away_and_gives_back_but_nobody_handles_her_own() {
    for app in apps().await {
        let (author, mut hers) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (judge, mut own) = signed_in(&app, "سند-الثاني", Role::Moderator).await;
        let (_, removed) = question(&app, &author, "سؤال يزال").await;
        sent(&mut reporter, &removed, "hate", "").await;
        let case = cases(&app).await.remove(0);
        let form = act(&mut team, &case.id, &[("action", "remove"), ("note", "كلمة إلى صاحبتها")]).await;
        form.assert_status(422).assert_text("كلمة إلى صاحبتها").assert_text("href=\"#reason\"");
        act(&mut team, &case.id, &[("action", "fly")]).await.assert_status(422);
        act(&mut team, &case.id, &[("action", "duplicate"), ("of", &case.id)]).await.assert_status(422);
        act(&mut team, &case.id, &[("action", "begin")]).await.assert_status(303);
        reporter.get("/ar/my/reports").await.assert_text("ينظر فيه الفريق");
        let reason = [("action", "remove"), ("reason", "insult"), ("note", "كلمة إلى صاحبتها")];
        act(&mut team, &case.id, &reason).await.assert_status(303);
        assert_eq!(state_of(&app, &removed).await.state, "removed");
        let row = topic::Entity::find_by_id(&case.topic_id).one(app.bed.services.db.read()).await.unwrap();
        assert_eq!(row.unwrap().state, "removed");
        told(&app).await;
        hers.get("/ar/my/notifications").await.assert_text("أزال الفريق أحد نصوصكِ");
        reporter.get("/ar/my/reports").await.assert_text("تدخّل الفريق");

        // Held by a decision, given back by a later one.
        let (place, held) = question(&app, &author, "سؤال يخفى").await;
        sent(&mut reporter, &held, "hate", "").await;
        let case = cases(&app).await.into_iter().find(|case| case.post_id == held).unwrap();
        act(&mut team, &case.id, &[("action", "hold")]).await.assert_status(422);
        assert_eq!(state_of(&app, &held).await.state, "published", "not without a reason");
        let hold = [("action", "hold"), ("reason", "names_others")];
        act(&mut team, &case.id, &hold).await.assert_status(303);
        assert_eq!(state_of(&app, &held).await.state, "held");
        // Its author learns why, and nobody else does.
        let why = i18n::catalogue(Locale::Ar).msg_forum_reason_names_others();
        let page = format!("/ar/forum/t/{place}");
        hers.get("/ar/my/decisions").await.assert_text(&why);
        hers.get("/ar/my/contributions").await.assert_text(&why);
        hers.get(&page).await.assert_text(&why);
        assert!(!app.browser().get(&page).await.text().contains(&why));
        let short = i18n::catalogue(Locale::Ar).msg_sanctions_rule_names_others();
        team.get("/ar/desk/log?action=hold").await.assert_text(&short);
        act(&mut team, &case.id, &[("action", "release")]).await.assert_status(303);
        let back = state_of(&app, &held).await;
        assert_eq!((back.state.as_str(), back.taken_reason), ("published", None));

        // What she reported herself is for somebody else; of what is said about her own text she knows nothing.
        let before = domain::moderation::waiting(&app.bed.services, &judge).await.unwrap();
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        sent(&mut reporter, &mine, "danger", "كلمات عن نصّها").await;
        assert_eq!(domain::moderation::waiting(&app.bed.services, &judge).await.unwrap(), before);
        sent(&mut own, &held, "threat", "").await;
        let all = cases(&app).await;
        for (post, status) in [(&mine, 404), (&held, 403)] {
            let case = all.iter().find(|case| case.post_id == *post && case.state == "open").unwrap();
            let version = case.version.to_string();
            let pairs = [("version", version.as_str()), ("action", "keep")];
            own.post(&format!("/ar/desk/cases/{}", case.id), &pairs).await.assert_status(status);
        }
        for page in ["/ar/desk", "/ar/desk/cases", "/ar/desk/queue", "/ar/desk/queue?kind=report"] {
            let text = own.get(page).await.text();
            assert!(!text.contains("سؤال مشرفة") && !text.contains("كلمات عن نصّها"), "{page}");
        }
        let items = review_item::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let about = items.iter().filter(|item| item.post_id.as_deref() == Some(mine.as_str()));
        for item in about {
            own.get(&format!("/ar/desk/queue/{}", item.id)).await.assert_status(404);
        }
    }
}

#[tokio::test]
async fn a_case_offers_what_can_be_chosen_and_leads_to_what_the_desk_knows() {
    for app in apps().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (judge, mut own) = signed_in(&app, "سند-الثاني", Role::Moderator).await;
        let here = app.bed.member("سند", Role::Moderator).await;
        let scope = role_scope::ActiveModel {
            member_id: Set(here.member_id().unwrap().to_string()),
            category_id: Set("unions".to_owned()),
        };
        let db = app.bed.services.db.writer();
        role_scope::Entity::insert(scope).exec_without_returning(db).await.unwrap();
        let mut team = app.browser();
        team.sign_in_as(&here).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let (_, elsewhere) = question(&app, &author, "سؤال آخر").await;
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        for post in [&post, &elsewhere, &mine] {
            sent(&mut reporter, post, "hate", "").await;
        }
        report_case::Entity::update_many()
            .col_expr(report_case::Column::Category, Expr::value("poverty"))
            .filter(report_case::Column::PostId.eq(elsewhere.as_str()))
            .exec(db)
            .await
            .unwrap();
        let all = cases(&app).await;
        let id = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let page = team.get(&format!("/ar/desk/cases/{}", id(&post))).await;
        page.assert_status(200).assert_text("value=\"insult\"");
        assert!(!page.text().contains("answered_privately"), "nobody chooses that one");
        page.assert_text(&format!("/ar/desk/notes/{post}"));
        let sanction = format!("/ar/desk/sanctions/new?post={post}");
        assert!(!page.text().contains(&sanction), "not for every moderator");
        lead.get(&format!("/ar/desk/cases/{}", id(&post))).await.assert_text(&sanction);
        own.get(&format!("/ar/desk/cases/{}", id(&mine))).await.assert_status(404);

        let form = [("action", "remove"), ("reason", "answered_privately"), ("note", "كلمة إلى صاحبتها")];
        let refused = act(&mut team, &id(&post), &form).await;
        refused.assert_status(422).assert_text("href=\"#reason\"").assert_text("كلمة إلى صاحبتها");
        // A case that she does not see is as one that is not there.
        for of in [id(&elsewhere), "nothing12345".to_owned()] {
            let refused = act(&mut team, &id(&post), &[("action", "duplicate"), ("of", &of)]).await;
            refused.assert_status(422).assert_text("href=\"#of\"");
        }
        let of = id(&mine);
        act(&mut team, &id(&post), &[("action", "duplicate"), ("of", &of)]).await.assert_status(303);
    }
}

#[tokio::test]
async fn on_what_an_administrator_wrote_administrators_decide() {
    for app in apps().await {
        let (admin, _) = signed_in(&app, "مديرة", Role::Admin).await;
        let (_, mut other) = signed_in(&app, "مديرة-ثانية", Role::Admin).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, post) = question(&app, &admin, "سؤال مديرة").await;
        sent(&mut reporter, &post, "hate", "").await;
        let case = cases(&app).await.remove(0);
        let path = format!("/ar/desk/cases/{}", case.id);
        let version = case.version.to_string();
        for browser in [&mut team, &mut lead] {
            let page = browser.get(&path).await;
            assert!(!page.assert_status(200).text().contains("value=\"remove\""));
            for action in ["hold", "keep"] {
                let pairs = [("version", version.as_str()), ("action", action), ("reason", "insult")];
                browser.post(&path, &pairs).await.assert_status(403);
            }
        }
        assert_eq!(state_of(&app, &post).await.state, "published", "{}", app.bed.backend);
        act(&mut other, &case.id, &[("action", "hold"), ("reason", "insult")]).await.assert_status(303);
        assert_eq!(state_of(&app, &post).await.state, "held");
    }
}

#[tokio::test]
async fn taking_the_last_report_back_closes_the_case_unless_it_is_about_safety() {
    for app in apps().await {
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
async fn what_is_hard_is_folded_on_its_own_page_and_counts_once_in_a_shift() {
    for app in apps().await {
        let services = &app.bed.services;
        let backend = app.bed.backend;
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (team, mut desk) = signed_in(&app, "سند", Role::Moderator).await;
        let (lead, mut few) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mild) = question(&app, &author, "سؤال").await;
        let (_, grave) = question(&app, &author, "سؤال آخر").await;
        post::Entity::update_many()
            .col_expr(post::Column::ContentNote, Expr::value("violence"))
            .filter(post::Column::Id.eq(grave.as_str()))
            .exec(services.db.writer())
            .await
            .unwrap();
        sent(&mut reporter, &mild, "off_topic", "").await;
        sent(&mut reporter, &grave, "threat", "كلام ثقيل").await;
        let hard = async |who: &Actor| shift::desk(services, who).await.unwrap().shift.hard;
        let at = |case: &str| format!("/ar/desk/cases/{case}");
        let all = cases(&app).await;
        let of = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let (mild, heavy) = (of(&mild), of(&grave));

        // She only reads: what is hard counts all the same, once.
        assert!(!desk.get(&at(&mild)).await.text().contains("data-fold"), "{backend}");
        assert_eq!(hard(&team).await, 0, "{backend}");
        for _ in 0..2 {
            let page = desk.get(&at(&heavy)).await;
            page.assert_text("data-fold").assert_text("قبل أن تفتحيه").assert_text("عنف");
            // The words of whoever reported it, and the text.
            assert_eq!(page.text().matches("data-fold").count(), 2, "{backend}");
            assert_eq!(hard(&team).await, 1, "{backend}");
        }
        act(&mut desk, &heavy, &[("action", "keep")]).await.assert_status(303);
        assert_eq!(hard(&team).await, 1, "{backend}: read and decided on");

        danger::raise(services, &team, &grave.parse().unwrap()).await.unwrap();
        let case = safety_case::Entity::find().one(services.db.read()).await.unwrap().unwrap();
        let safety = format!("/ar/desk/safety/{}", case.id);
        let letter = |kind: &str| messages::NewCase {
            kind: kind.into(),
            body: "كلمة إلى الفريق".into(),
            ..messages::NewCase::default()
        };
        let plain = messages::begin(services, &author, &letter("question")).await.unwrap();
        let urgent = messages::begin(services, &author, &letter("safety")).await.unwrap();
        let (plain, urgent) = (format!("/ar/desk/messages/{plain}"), format!("/ar/desk/messages/{urgent}"));
        let choose = [("action", "choose"), ("pause_after", "3"), ("blurred", "yes")];
        few.post("/ar/desk", &choose).await.assert_status(303);
        let pause = "حان وقت الراحة";
        let page = few.get(&plain).await;
        page.assert_text("class=\"blurred\"");
        assert!(!page.text().contains("data-fold"), "{backend}");
        for (n, path) in [&safety, &urgent, &at(&heavy)].into_iter().enumerate() {
            assert_eq!(usize::try_from(hard(&lead).await).unwrap(), n, "{backend} {path}");
            let page = few.get(path).await;
            page.assert_text("data-fold").assert_text("class=\"blurred\"");
            assert_eq!(page.text().contains(pause), n == 2, "{backend} {path}: after the third");
        }
        few.get(&safety).await.assert_text(pause).assert_text("عنف");
        assert_eq!(hard(&lead).await, 3, "{backend}: the first once more");
        shift::end(services, &lead, "", "").await.unwrap();
        few.get(&safety).await.assert_text("data-fold");
        assert_eq!(hard(&lead).await, 1, "{backend}: another shift");
    }
}

#[tokio::test]
async fn ten_a_day_but_safety_is_never_limited() {
    for app in apps().await {
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
    for app in apps().await {
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
async fn many_new_accounts_hide_nothing_and_a_lead_is_told() {
    for app in apps().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let today = app.bed.services.today();
        for n in 0..6 {
            let (actor, mut browser) = signed_in(&app, &format!("جديدة-{n}"), Role::Trusted).await;
            let row = entity::privacy::consent::ActiveModel {
                member_id: sea_orm::ActiveValue::Set(actor.member_id().unwrap().to_string()),
                text_key: sea_orm::ActiveValue::Set("terms".into()),
                version: sea_orm::ActiveValue::Set("2026-11-23".into()),
                locale: sea_orm::ActiveValue::Set("ar".into()),
                at_day: sea_orm::ActiveValue::Set(today.clone()),
                withdrawn_at: sea_orm::ActiveValue::Set(None),
            };
            entity::privacy::consent::Entity::insert(row)
                .exec_without_returning(app.bed.services.db.writer())
                .await
                .unwrap();
            sent(&mut browser, &post, "spam", "").await;
        }
        let case = cases(&app).await.remove(0);
        assert!(case.brigade && !case.auto_held && case.class == 1);
        assert_eq!(state_of(&app, &post).await.state, "published");
        told(&app).await;
        lead.get("/ar/my/notifications").await.assert_text("هناك ما ينتظركِ في المكتب");
        lead.get(&format!("/ar/desk/cases/{}", case.id)).await.assert_text("حسابات جديدة كثيرة");
    }
}

#[tokio::test]
async fn a_decision_leads_on_to_the_next_case_that_is_hers_to_decide() {
    for app in apps().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (judge, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, one) = question(&app, &author, "سؤال أوّل").await;
        let (_, mine) = question(&app, &judge, "سؤال مشرفة").await;
        let (_, told) = question(&app, &author, "سؤال أبلغت عنه مشرفة").await;
        let (_, last) = question(&app, &author, "سؤال أخير").await;
        for post in [&one, &mine, &told, &last] {
            sent(&mut reporter, post, "hate", "").await;
            app.bed.clock.advance(Duration::minutes(2));
        }
        sent(&mut team, &told, "hate", "").await;
        let all = cases(&app).await;
        let id = |post: &str| all.iter().find(|case| case.post_id == post).unwrap().id.clone();
        let begun = act(&mut team, &id(&one), &[("action", "begin")]).await;
        assert_eq!(begun.location(), format!("/ar/desk/cases/{}?done=act", id(&one)));
        let next = act(&mut team, &id(&one), &[("action", "keep")]).await;
        assert_eq!(next.location(), format!("/ar/desk/cases/{}?done=act", id(&last)), "{}", app.bed.backend);
        team.get(next.location()).await.assert_status(200).assert_text("تمّ.");
        let end = act(&mut team, &id(&last), &[("action", "keep")]).await;
        assert_eq!(end.location(), "/ar/desk/cases?done=act");
    }
}

#[tokio::test]
async fn the_answers_of_a_poll_are_reported_with_their_topic() {
    for app in apps().await {
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

#[tokio::test]
async fn what_was_seen_is_shown_in_the_language_in_which_it_was_seen() {
    for app in apps().await {
        let (author, _) = signed_in(&app, "صاحبة-النصّ", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "مبلّغة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, post) = question(&app, &author, "سؤال").await;
        let db = app.bed.services.db.writer();
        let change = async |column: post::Column, value: &str| {
            post::Entity::update_many()
                .col_expr(column, Expr::value(value))
                .filter(post::Column::Id.eq(post.as_str()))
                .exec(db)
                .await
                .unwrap();
        };
        change(post::Column::Language, "fr").await;
        change(post::Column::Source, "Un texte qui sera changé").await;
        sent(&mut reporter, &post, "hate", "").await;
        change(post::Column::Language, "ar").await;
        change(post::Column::Source, "نصّ آخر").await;
        let case = cases(&app).await.remove(0);
        team.get(&format!("/ar/desk/cases/{}", case.id))
            .await
            .assert_text("<p dir=\"auto\" lang=\"fr\">")
            .assert_text("Un texte qui sera changé")
            .assert_text("<p dir=\"auto\" lang=\"ar\"><strong>سؤال</strong>");
        reporter.get("/ar/my/reports").await.assert_text("dir=\"auto\" lang=\"fr\"");
        // What was reported before it was kept has none.
        report::Entity::update_many()
            .col_expr(report::Column::SeenLanguage, Expr::value(Option::<String>::None))
            .filter(report::Column::PostId.eq(post.as_str()))
            .exec(db)
            .await
            .unwrap();
        let page = team.get(&format!("/ar/desk/cases/{}", case.id)).await;
        page.assert_status(200).assert_text("Un texte qui sera changé");
        assert!(!page.text().contains("<p dir=\"auto\" lang=\"fr\">"), "{}", app.bed.backend);
    }
}
