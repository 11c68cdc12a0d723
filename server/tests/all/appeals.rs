//! Appeals through the real router: written by her, also while she is suspended; decided by somebody who took no part;
//! what is taken back comes back to its place.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use domain::{Role, notify};
use entity::{
    forum::{mod_log, post, review_item},
    moderation::{appeal, sanction},
    report::report_case,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const NAME: &str = "ياسمين-العين";
const HERS: &str = "لم أقصد إهانة أحد";
const ANSWER: &str = "نظرنا من جديد، ومعكِ حقّ";

/// A question, waiting: its address and its post.
async fn ask(her: &mut TestBrowser, title: &str) -> (String, String) {
    let form = [("category", "unions"), ("title", title), ("body", "نصّ السؤال"), ("action", "send")];
    let sent = her.post("/ar/forum/new", &form).await;
    sent.assert_status(303);
    let topic = her.topic_of(&sent).await;
    let page = her.get(&topic).await.text();
    let post = page.split("id=\"p-").nth(1).unwrap().split(['"', '-']).next().unwrap().to_owned();
    (topic, post)
}

async fn decide(team: &mut TestBrowser, action: &str) {
    let page = team.get("/ar/desk/queue").await;
    let (post, version) = (page.hidden("post").unwrap(), page.hidden("version").unwrap());
    let form = [
        ("post", post.as_str()),
        ("version", &version),
        ("action", action),
        ("reason", if action == "reject" { "insult" } else { "" }),
    ];
    team.post("/ar/desk/queue", &form).await.assert_status(303);
}

async fn give(lead: &mut TestBrowser, post: &str, kind: &str, ends: &str) {
    let form = [
        ("post", post),
        ("kind", kind),
        ("rule", "insult"),
        ("ends", ends),
        ("message", "كلمة إليكِ"),
        ("reason", "سبب داخليّ"),
    ];
    lead.post(&format!("/ar/desk/sanctions/new?post={post}"), &form).await.assert_status(303);
}

fn day(app: &TestApp, days: i64) -> String {
    domain::services::day_of(app.bed.services.now_ms() + days * 86_400_000)
}

/// The name of the first decision that can be appealed against.
async fn decision(her: &mut TestBrowser) -> String {
    let page = her.get("/ar/my/decisions").await.text();
    page.split("/ar/appeal?decision=").nth(1).expect("a way to appeal").split('"').next().unwrap().to_owned()
}

/// Appeals against it.
async fn appeal(her: &mut TestBrowser, decision: &str) {
    let path = format!("/ar/appeal?decision={decision}");
    let form = her.get(&path).await;
    form.assert_status(200);
    let key = form.hidden("form_key").unwrap();
    let sent = [("decision", decision), ("body", HERS), ("form_key", &key)];
    her.post("/ar/appeal", &sent).await.assert_status(303);
    // The same form again: the first one, not a second.
    her.post("/ar/appeal", &sent).await.assert_status(303);
    assert!(her.get(&path).await.location().starts_with("/ar/appeal/"));
}

async fn at_desk(app: &TestApp) -> String {
    let db = app.bed.services.db.read();
    let rows = appeal::Entity::find().filter(appeal::Column::State.eq("pending")).all(db).await.unwrap();
    assert_eq!(rows.len(), 1);
    format!("/ar/desk/appeals/{}", rows[0].id)
}

fn verdict<'a>(outcome: &'a str, ends: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("action", "decide"), ("outcome", outcome), ("answer", ANSWER), ("ends", ends)]
}

async fn log(app: &TestApp, action: &str) -> Vec<mod_log::Model> {
    let db = app.bed.services.db.read();
    mod_log::Entity::find().filter(mod_log::Column::Action.eq(action)).all(db).await.unwrap()
}

#[tokio::test]
async fn a_suspended_member_appeals_and_another_lead_gives_it_back() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (_, mut moderator) = signed_in(&app, "مشرفة", Role::Moderator).await;
        let (_, post) = ask(&mut her, "سؤال").await;
        decide(&mut lead, "approve").await;
        give(&mut lead, &post, "suspend", &day(&app, 10)).await;
        her.sign_in_as(&actor).await;
        let about = decision(&mut her).await;
        appeal(&mut her, &about).await;
        her.get("/ar/my/decisions").await.assert_text("قيد النظر");
        let items = review_item::Entity::find()
            .filter(review_item::Column::Kind.eq("appeal"))
            .filter(review_item::Column::State.eq("open"));
        assert_eq!(items.clone().count(app.bed.services.db.read()).await.unwrap(), 1, "it is in the queue");

        let here = at_desk(&app).await;
        let reverse = verdict("reversed", "");
        // Who decided sees it and decides nothing; who may not sanction does not see it.
        lead.get(&here).await.assert_status(200).assert_text("شاركتِ في هذا القرار");
        lead.post(&here, &reverse).await.assert_status(403);
        moderator.get(&here).await.assert_status(404);
        moderator.post(&here, &reverse).await.assert_status(404);
        her.post(&here, &reverse).await.assert_status(403);
        other.get("/ar/desk/appeals").await.assert_status(200).assert_text("قيد النظر");
        other.get(&here).await.assert_text(HERS).assert_text("سبب داخليّ").assert_text("كلمة إليكِ");

        // One question, one answer.
        other.post(&here, &[("action", "ask"), ("question", "ماذا قصدتِ؟")]).await.assert_status(303);
        other.post(&here, &[("action", "ask"), ("question", "وماذا أيضًا؟")]).await.assert_status(409);
        let hers = here.replace("/desk/appeals/", "/appeal/");
        her.get(&hers).await.assert_status(200).assert_text("ماذا قصدتِ؟");
        her.post(&hers, &[("body", "")]).await.assert_status(422);
        her.post(&hers, &[("body", "جوابي عن السؤال")]).await.assert_status(303);
        her.post(&hers, &[("body", "جواب آخر")]).await.assert_status(409);
        other.get(&here).await.assert_text("جوابي عن السؤال");

        let refused = other.post(&here, &verdict("perhaps", "")).await;
        refused.assert_status(422).assert_text(ANSWER);
        other.post(&here, &[("action", "decide"), ("outcome", "reversed")]).await.assert_status(422);
        let last = other.post(&here, &reverse).await;
        assert_eq!(last.location(), "/ar/desk/appeals?done=decided", "nothing else waits");
        other.get(last.location()).await.assert_status(200).assert_text("notice--success");
        other.post(&here, &reverse).await.assert_status(409);
        // The same session is a member's again: what holds is asked each time.
        her.get("/ar/account").await.assert_status(200);
        her.get("/ar/my/decisions").await.assert_text("أُلغي بعد اعتراضكِ");
        her.get(&hers).await.assert_text(ANSWER).assert_text("أُلغي القرار");
        assert!(!her.get(&hers).await.text().contains("ليلى"), "signed by the team");
        assert_eq!(items.count(app.bed.services.db.read()).await.unwrap(), 0, "it left the queue");
        let reverts = log(&app, "sanction_end").await;
        assert_eq!(reverts.len(), 1);
        assert!(reverts[0].is_revert && reverts[0].parent_id.is_some());
        let decided = log(&app, "appeal_decide").await;
        assert_eq!(decided[0].after_state.as_deref(), Some("reversed"));
        assert_eq!(reverts[0].parent_id.as_ref(), Some(&decided[0].id));
        // What appealed stands in no log by who she is.
        assert!(log(&app, "appeal").await.iter().all(|line| line.actor_id.is_none()));
        notify::deliver_due(&app.bed.services).await.unwrap();
        her.get("/ar/my/notifications").await.assert_status(200).assert_text("قرّر الفريق شيئًا يخصّكِ");
    }
}

#[tokio::test]
async fn a_rejected_text_is_published_and_a_removed_one_returns_to_its_place() {
    for app in forums().await {
        let db = app.bed.services.db.writer();
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let mut guest = app.browser();
        let (topic, question) = ask(&mut her, "سؤال").await;
        decide(&mut first, "reject").await;
        guest.get(&topic).await.assert_status(404);
        let about = decision(&mut her).await;
        assert!(about.starts_with("rejection-"), "{about}");
        appeal(&mut her, &about).await;
        let here = at_desk(&app).await;
        first.post(&here, &verdict("reversed", "")).await.assert_status(403);
        // A text is given back or not: half of it is nothing.
        assert!(!other.get(&here).await.text().contains("partly_reversed"));
        other.post(&here, &verdict("partly_reversed", "")).await.assert_status(422);
        other.post(&here, &verdict("reversed", "")).await.assert_status(303);
        guest.get(&topic).await.assert_status(200).assert_text("نصّ السؤال");
        her.get("/ar/my/decisions").await.assert_text("أُلغي القرار");

        // Two answers; the first is taken away, as the room of reports does it.
        for body in ["الجواب الأوّل", "الجواب الثاني"] {
            her.post(&topic, &[("body", body), ("action", "send")]).await.assert_status(303);
            decide(&mut first, "approve").await;
        }
        let answer = post::Entity::find()
            .filter(post::Column::Source.eq("الجواب الأوّل"))
            .one(db)
            .await
            .unwrap()
            .unwrap();
        let place = answer.position;
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
        let mut away = answer.clone().into_active_model();
        away.state = Set("removed".into());
        away.reason_code = Set(Some("insult".into()));
        away.version = Set(answer.version + 1);
        away.decided_at = Set(Some(app.bed.services.now_ms()));
        away.update(db).await.unwrap();
        let line = mod_log::ActiveModel {
            id: Set("removal00001".into()),
            at: Set(app.bed.services.now_ms()),
            actor_id: Set(None),
            actor_role: Set("moderator".into()),
            action: Set("remove".into()),
            target_type: Set("post".into()),
            target_id: Set(answer.id.clone()),
            category_id: Set(Some("unions".into())),
            reason_code: Set(Some("insult".into())),
            note: Set(None),
            before_state: Set(Some("published".into())),
            after_state: Set(Some("removed".into())),
            is_revert: Set(false),
            parent_id: Set(None),
            expires_at: Set(None),
        };
        line.insert(db).await.unwrap();
        assert!(!guest.get(&topic).await.text().contains("الجواب الأوّل"));
        let about = decision(&mut her).await;
        assert_eq!(about, "removal-removal00001");
        appeal(&mut her, &about).await;
        let here = at_desk(&app).await;
        first.post(&here, &verdict("reversed", "")).await.assert_status(303);
        let text = guest.get(&topic).await.text();
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert!(at("الجواب الأوّل") < at("الجواب الثاني"), "in its place");
        let back = post::Entity::find_by_id(answer.id).one(db).await.unwrap().unwrap();
        assert_eq!((back.state.as_str(), back.position), ("published", place));
        let restored = log(&app, "restore").await;
        assert_eq!(restored.len(), 2);
        assert!(restored.iter().all(|line| line.is_revert && line.parent_id.is_some()));
        let _ = question;
    }
}

/// Decides on the one case of reports.
async fn act(app: &TestApp, team: &mut TestBrowser, action: &str, reason: &str) {
    let case = report_case::Entity::find().one(app.bed.services.db.read()).await.unwrap().unwrap();
    let version = case.version.to_string();
    let form = [("version", version.as_str()), ("action", action), ("reason", reason)];
    team.post(&format!("/ar/desk/cases/{}", case.id), &form).await.assert_status(303);
}

#[tokio::test]
async fn what_is_hidden_for_a_day_and_what_a_report_took_away_come_back() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (first_actor, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (other_actor, mut other) = signed_in(&app, "ليلى", Role::Moderator).await;
        let (reporter_actor, mut reporter) = signed_in(&app, "نخلة", Role::Member).await;
        let mut guest = app.browser();
        let (topic, question) = ask(&mut her, "سؤال").await;
        decide(&mut first, "approve").await;
        let about = [("post", question.as_str()), ("code", "hate")];
        reporter.post("/ar/report", &about).await.assert_status(303);
        act(&app, &mut first, "hold", "insult").await;
        assert!(!guest.get(&topic).await.text().contains("نصّ السؤال"));
        // For a day it is only looked at.
        let mine = her.get("/ar/my/decisions").await;
        assert!(!mine.assert_status(200).text().contains("/ar/appeal?decision="));
        // From then on for as long as it is hidden: nobody waits until her right is over.
        app.bed.clock.advance(Duration::days(40));
        for (browser, who) in [
            (&mut her, &actor),
            (&mut first, &first_actor),
            (&mut other, &other_actor),
            (&mut reporter, &reporter_actor),
        ] {
            browser.sign_in_as(who).await;
        }
        her.get("/ar/my/decisions").await.assert_text("ما دام النصّ مخفيًّا");
        let held = decision(&mut her).await;
        assert!(held.starts_with("held-"), "{held}");
        appeal(&mut her, &held).await;
        let here = at_desk(&app).await;
        first.post(&here, &verdict("reversed", "")).await.assert_status(403);
        other.post(&here, &verdict("reversed", "")).await.assert_status(303);
        guest.get(&topic).await.assert_status(200).assert_text("نصّ السؤال");

        // Taken away because of another report; whoever took it away does not decide on the appeal.
        let about = [("post", question.as_str()), ("code", "threat")];
        reporter.post("/ar/report", &about).await.assert_status(303);
        act(&app, &mut first, "remove", "insult").await;
        assert!(!guest.get(&topic).await.text().contains("نصّ السؤال"));
        let removal = decision(&mut her).await;
        assert!(removal.starts_with("removal-"), "{removal}");
        appeal(&mut her, &removal).await;
        let here = at_desk(&app).await;
        first.post(&here, &verdict("reversed", "")).await.assert_status(403);
        other.post(&here, &verdict("reversed", "")).await.assert_status(303);
        guest.get(&topic).await.assert_status(200).assert_text("نصّ السؤال");
        let restored = log(&app, "restore").await;
        assert_eq!(restored.len(), 2, "{}", app.bed.backend);
        assert!(restored.iter().all(|line| line.is_revert && line.parent_id.is_some()));
    }
}

#[tokio::test]
async fn made_shorter_kept_or_no_appeal_at_all() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (topic, post) = ask(&mut her, "سؤال").await;
        decide(&mut lead, "approve").await;
        give(&mut lead, &post, "silence", &day(&app, 20)).await;
        let about = decision(&mut her).await;
        appeal(&mut her, &about).await;
        let here = at_desk(&app).await;
        for ends in ["", "2020-01-01", &day(&app, 25)] {
            other.post(&here, &verdict("partly_reversed", ends)).await.assert_status(422);
        }
        other.post(&here, &verdict("partly_reversed", &day(&app, 1))).await.assert_status(303);
        her.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(403);
        app.bed.clock.advance(Duration::days(2));
        let (_, mut lead) = signed_in(&app, "سند-2", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى-2", Role::LeadModerator).await;
        let her_actor = app.bed.member("مؤقّتة", Role::Member).await;
        her.sign_in_as(&her_actor).await;

        // A warning that is taken back does not count; what is kept or no appeal changes nothing.
        let (_, post) = ask(&mut her, "سؤال آخر").await;
        give(&mut lead, &post, "warning", "").await;
        let about = decision(&mut her).await;
        appeal(&mut her, &about).await;
        let here = at_desk(&app).await;
        other.post(&here, &verdict("partly_reversed", "")).await.assert_status(422);
        other.post(&here, &verdict("reversed", "")).await.assert_status(303);
        let form = other.get(&format!("/ar/desk/sanctions/new?post={post}")).await;
        form.assert_text("لا شيء");
        for outcome in ["upheld", "inadmissible"] {
            give(&mut lead, &post, "notice", "").await;
            let about = decision(&mut her).await;
            appeal(&mut her, &about).await;
            let here = at_desk(&app).await;
            other.post(&here, &verdict(outcome, "")).await.assert_status(303);
        }
        let db = app.bed.services.db.read();
        let ended = sanction::Entity::find().filter(sanction::Column::EndedWhy.eq("appeal"));
        assert_eq!(ended.count(db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn within_thirty_days_and_only_ones_own() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut other) = signed_in(&app, "نخلة", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, post) = ask(&mut her, "سؤال").await;
        give(&mut lead, &post, "notice", "").await;
        let about = decision(&mut her).await;
        let path = format!("/ar/appeal?decision={about}");
        other.get(&path).await.assert_status(404);
        other.post("/ar/appeal", &[("decision", &about), ("body", HERS)]).await.assert_status(404);
        app.browser().get(&path).await.assert_status(303);
        her.get("/ar/appeal?decision=sanction-zzzzzzzzzzzz").await.assert_status(404);
        let long = "م".repeat(2001);
        let refused = her.post("/ar/appeal", &[("decision", &about), ("body", &long)]).await;
        refused.assert_status(422).assert_text(&long);
        app.bed.clock.advance(Duration::days(31));
        her.sign_in_as(&actor).await;
        her.get(&path).await.assert_status(409);
        her.post("/ar/appeal", &[("decision", &about), ("body", HERS)]).await.assert_status(409);
    }
}

#[tokio::test]
async fn what_an_appeal_takes_back_leaves_what_else_holds() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (topic, post) = ask(&mut her, "سؤال").await;
        decide(&mut lead, "approve").await;
        // The second one is longer: it counts while it stands, and what it found goes on without it.
        give(&mut lead, &post, "silence", &day(&app, 5)).await;
        app.bed.clock.advance(Duration::minutes(1));
        give(&mut lead, &post, "silence", &day(&app, 20)).await;
        let about = decision(&mut her).await;
        appeal(&mut her, &about).await;
        let here = at_desk(&app).await;
        other.post(&here, &verdict("reversed", "")).await.assert_status(303);
        let rows = sanction::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let (ended, holds): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.ended_at.is_some());
        assert_eq!((ended.len(), ended[0].days), (1, Some(20)));
        assert_eq!((holds.len(), holds[0].days), (1, Some(5)), "{}", app.bed.backend);
        let said = [("body", "جواب"), ("action", "send")];
        for (days, status) in [(0, 403), (4, 403), (2, 303)] {
            app.bed.clock.advance(Duration::days(days));
            her.sign_in_as(&actor).await;
            her.post(&topic, &said).await.assert_status(status);
        }
    }
}
