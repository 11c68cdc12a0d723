//! Polls through the real router, as a browser without scripts uses them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use contract::{Locale, ids::PostId};
use domain::{
    Actor, Role, forum,
    moderation::{self, Decision, Outcome},
    privacy, words,
};
use entity::{
    forum::{poll, poll_option, poll_vote, post, review_item},
    safety::safety_case,
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, sea_query::Expr};

fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "")
}

/// Asks with a poll; answers the topic's path.
async fn ask(asker: &mut TestBrowser, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("category", "unions"), ("title", "متى نلتقي؟"), ("body", "اخترن يومًا")];
    pairs.push(("poll_choices", "الاثنين\nالثلاثاء\nالأربعاء"));
    pairs.extend(more);
    let sent = asker.post("/en/forum/new", &pairs).await;
    asker.topic_of(&sent).await
}

async fn publish(app: &TestApp, team: &Actor, topic: &str) {
    let id = topic.rsplit('/').next().unwrap().parse().unwrap();
    let view = forum::read_topic(&app.bed.services, team, &id, 1, Locale::Ar).await.unwrap();
    let done = approve(app, team, &view.waiting[0].id, asked(app, &view.waiting[0].id).await.version).await;
    assert!(matches!(done, Outcome::Done(_)), "{done:?}");
}

async fn asked(app: &TestApp, id: &PostId) -> post::Model {
    post::Entity::find_by_id(id.as_str()).one(app.bed.services.db.read()).await.unwrap().unwrap()
}

async fn approve(app: &TestApp, team: &Actor, id: &PostId, version: i64) -> Outcome {
    let decision = Decision {
        post: id.to_string(),
        version: version.to_string(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&app.bed.services, team, &decision).await.unwrap()
}

/// The answers, as stored.
async fn answers(app: &TestApp) -> Vec<String> {
    let all = poll_option::Entity::find().order_by_asc(poll_option::Column::N);
    all.all(app.bed.services.db.read()).await.unwrap().into_iter().map(|row| row.label).collect()
}

/// The numbers of the answers, as stored.
async fn votes(app: &TestApp) -> (i64, Vec<i64>) {
    let db = app.bed.services.db.read();
    let poll = poll::Entity::find().one(db).await.unwrap().unwrap();
    let options = poll_option::Entity::find().order_by_asc(poll_option::Column::N).all(db).await.unwrap();
    (poll.voters, options.into_iter().map(|row| row.votes).collect())
}

#[tokio::test]
async fn numbers_come_after_the_vote_and_from_five_on() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let topic = ask(&mut asker, &[("poll_days", "7")]).await;
        let target = format!("{topic}/poll");
        // It is read before it is public, the answers too.
        moderator.get("/en/desk/queue").await.assert_text("الثلاثاء");
        asker.get(&topic).await.assert_text("الثلاثاء");
        let early = asker.post(&target, &[("action", "vote"), ("choice", "1")]).await;
        early.assert_status(403);
        publish(&app, &team, &topic).await;
        let mut guest = app.browser();
        let page = guest.get(&topic).await;
        page.assert_text("الثلاثاء").assert_text("You see the numbers once you have voted");
        assert!(!page.text().contains("name=\"choice\""), "guests do not vote");
        guest.post(&target, &[("action", "vote"), ("choice", "1")]).await.assert_status(401);

        let mut readers = Vec::new();
        for n in 0..6 {
            readers.push(signed_in(&app, &format!("قارئة {n}"), Role::Member).await.1);
        }
        for (at, reader) in readers.iter_mut().take(5).enumerate() {
            reader.get(&topic).await.assert_text("type=\"radio\"").assert_text("name=\"choice\"");
            let choice = if at < 3 { "1" } else { "2" };
            for _ in 0..2 {
                let done = reader.post(&target, &[("action", "vote"), ("choice", choice)]).await;
                done.assert_status(303);
                assert_eq!(done.location(), format!("{topic}#poll"));
            }
            let page = plain(&reader.get(&topic).await);
            if at < 4 {
                assert!(page.contains("from five votes on") && !page.contains(" votes<"), "{page}");
            } else {
                assert!(page.contains("5 votes") && page.contains("3 votes") && page.contains("2 votes"));
            }
            assert!(page.contains("your vote"));
        }
        assert_eq!(votes(&app).await, (5, vec![3, 2, 0]));
        // Who has not voted sees none, and nobody sees who did.
        for browser in [&mut guest, &mut asker, &mut readers[5]] {
            let page = plain(&browser.get(&topic).await);
            assert!(!page.contains("3 votes") && !page.contains("قارئة 0"));
        }
        // She changes her mind: one voter, one vote.
        readers[0].post(&target, &[("action", "vote"), ("choice", "3")]).await.assert_status(303);
        assert_eq!(votes(&app).await, (5, vec![2, 2, 1]));
        let refused = readers[5].post(&target, &[("action", "vote")]).await;
        refused.assert_status(422).assert_text("href=\"#choice\"");
        for wrong in [vec![("choice", "9")], vec![("choice", "x")], vec![("choice", "1"), ("choice", "2")]] {
            readers[5].post(&target, &wrong).await.assert_status(422);
        }
        assert_eq!(poll_vote::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 5);
        // After the last day everybody sees, nobody votes.
        app.bed.clock.advance(Duration::days(8));
        let (_, mut late) = signed_in(&app, "متأخّرة", Role::Member).await;
        let mut guest = app.browser();
        let page = plain(&guest.get(&topic).await);
        assert!(page.contains("This poll has ended") && page.contains("5 votes"));
        late.post(&target, &[("choice", "1")]).await.assert_status(403);
    }
}

#[tokio::test]
async fn several_answers_and_votes_that_stay() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let topic = ask(&mut asker, &[("poll_multiple", "yes"), ("poll_fixed", "yes")]).await;
        publish(&app, &team, &topic).await;
        let target = format!("{topic}/poll");
        let (_, mut reader) = signed_in(&app, "وردة", Role::Member).await;
        reader.get(&topic).await.assert_text("type=\"checkbox\"");
        reader.post(&target, &[("choice", "1"), ("choice", "3")]).await.assert_status(303);
        assert_eq!(votes(&app).await, (1, vec![1, 0, 1]));
        assert!(!reader.get(&topic).await.text().contains("name=\"choice\""));
        reader.post(&target, &[("choice", "2")]).await.assert_status(403);
        // The same again is not another vote.
        reader.post(&target, &[("choice", "3"), ("choice", "1")]).await.assert_status(303);
        assert_eq!(votes(&app).await, (1, vec![1, 0, 1]));
    }
}

#[tokio::test]
async fn answers_freeze_and_author_or_team_end_it() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut reader) = signed_in(&app, "وردة", Role::Member).await;
        let topic = ask(&mut asker, &[]).await;
        let target = format!("{topic}/poll");
        let edit = |choices: &'static str| [("action", "edit"), ("choices", choices)];
        asker.get(&topic).await.assert_text("name=\"choices\"");
        asker.post(&target, &edit("أ\nب\nج")).await.assert_status(303);
        let refused = asker.post(&target, &edit("وحيد")).await;
        refused.assert_status(422).assert_text("وحيد").assert_text("href=\"#choices\"");
        publish(&app, &team, &topic).await;
        // Public now: only the team may still change them, until somebody votes.
        asker.post(&target, &edit("شيء\nآخر")).await.assert_status(403);
        reader.post(&target, &edit("شيء\nآخر")).await.assert_status(403);
        moderator.post(&target, &edit("أ\nب")).await.assert_status(303);
        reader.post(&target, &[("choice", "2")]).await.assert_status(303);
        moderator.post(&target, &edit("أ\nج")).await.assert_status(403);
        assert_eq!(votes(&app).await, (1, vec![0, 1]));
        reader.post(&target, &[("action", "close")]).await.assert_status(403);
        for _ in 0..2 {
            asker.post(&target, &[("action", "close")]).await.assert_status(303);
        }
        asker.post(&target, &[("choice", "1")]).await.assert_status(403);
        reader.get(&topic).await.assert_text("This poll has ended").assert_text("from five votes on");
    }
}

#[tokio::test]
async fn changed_answers_are_looked_at_like_those_of_a_new_question() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        for (pattern, effect, spam) in
            [("كلمة مراقبة", "hold", ""), ("ربح سريع", "block", "yes"), ("نحب نموت", "raise_priority", "")]
        {
            let form = words::Form {
                pattern: pattern.into(),
                language: "ar".into(),
                effect: effect.into(),
                spam: spam.into(),
                ..words::Form::default()
            };
            words::add(&app.bed.services, &lead, &form).await.unwrap();
        }
        let topic = ask(&mut asker, &[]).await;
        let target = format!("{topic}/poll");
        let edit = |choices: &'static str| [("action", "edit"), ("choices", choices)];
        let db = &app.bed.services.db;
        let item = async || review_item::Entity::find().one(db.read()).await.unwrap().unwrap();
        let id = PostId::trusted(item().await.target_id);
        // Something that comes later in the order of the gate.
        review_item::Entity::update_many()
            .col_expr(review_item::Column::Gate, Expr::value("quiet_hours"))
            .exec(db.writer())
            .await
            .unwrap();
        assert_eq!(asked(&app, &id).await.version, 1);

        // What tells who somebody is comes back once; nothing is stored before she chose.
        let found = asker.post(&target, &edit("اتّصلي على 22 334 455\nلا")).await;
        found.assert_status(422).assert_text("<mark>22 334 455</mark>").assert_text("value=\"as_is\"");
        assert!(found.header("cache-control").contains("no-store"));
        asker.post(&target, &edit("ربح سريع\nلا")).await.assert_status(422).assert_text("href=\"#choices\"");
        assert_eq!(answers(&app).await, ["الاثنين", "الثلاثاء", "الأربعاء"], "{}", app.bed.backend);
        assert_eq!((asked(&app, &id).await.version, item().await.gate.as_deref()), (1, Some("quiet_hours")));
        let as_is = [edit("اتّصلي على 22 334 455\nلا").to_vec(), vec![("guard", "as_is")]].concat();
        asker.post(&target, &as_is).await.assert_status(303);
        assert_eq!(answers(&app).await, ["اتّصلي على 22 334 455", "لا"]);
        assert_eq!(item().await.gate.as_deref(), Some("personal_data"));
        asker.post(&target, &edit("كلمة مراقبة\nلا")).await.assert_status(303);
        assert_eq!(item().await.gate.as_deref(), Some("watched_word"));
        asker.post(&target, &edit("نعم\nلا")).await.assert_status(303);
        assert_eq!(item().await.gate.as_deref(), Some("watched_word"), "what was found stays said");
        moderator.get("/en/desk/queue").await.assert_text("نعم");

        // Nobody publishes answers that she did not read.
        let version = asked(&app, &id).await.version;
        assert_eq!(version, 4);
        for old in 1..version {
            let stale = approve(&app, &team, &id, old).await;
            assert!(matches!(stale, Outcome::Stale(_)), "{old}: {stale:?}");
        }
        publish(&app, &team, &topic).await;
        // The team is warned too, and does as it wishes; a public text keeps its version.
        let version = asked(&app, &id).await.version;
        moderator.post(&target, &edit("السيدة منيرة\nلا")).await.assert_status(422).assert_text("<mark>");
        moderator.post(&target, &edit("ربح سريع\nلا")).await.assert_status(422);
        let as_is = [edit("السيدة منيرة\nلا").to_vec(), vec![("guard", "as_is")]].concat();
        moderator.post(&target, &as_is).await.assert_status(303);
        assert_eq!(answers(&app).await, ["السيدة منيرة", "لا"]);
        assert_eq!(asked(&app, &id).await.version, version);
        assert_eq!(safety_case::Entity::find().count(db.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn answers_that_say_that_somebody_is_in_danger_come_first() {
    for app in forums().await {
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let form = words::Form {
            pattern: "نحب نموت".into(),
            language: "ar".into(),
            effect: "raise_priority".into(),
            ..words::Form::default()
        };
        words::add(&app.bed.services, &lead, &form).await.unwrap();
        let topic = ask(&mut asker, &[]).await;
        let edit = [("action", "edit"), ("choices", "نحب نموت\nلا")];
        let sent = asker.post(&format!("{topic}/poll"), &edit).await;
        sent.assert_status(303);
        // She is led to the numbers at once.
        asker.get(sent.location()).await.assert_status(200);
        assert!(sent.location().starts_with("/en/my/held/"), "{}", sent.location());
        let db = app.bed.services.db.read();
        let items = review_item::Entity::find().all(db).await.unwrap();
        assert!(items.iter().all(|item| item.class == 0), "{} {items:?}", app.bed.backend);
        assert_eq!(safety_case::Entity::find().count(db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_refused_poll_comes_back_with_everything_in_it() {
    for app in forums().await {
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let long = format!("قصير\n{}", "م".repeat(81));
        for (choices, days) in [("وحيد", ""), ("أ\nأ", ""), (long.as_str(), ""), ("أ\nب", "8")] {
            let answer = asker
                .post(
                    "/ar/forum/new",
                    &[
                        ("category", "unions"),
                        ("title", "سؤال طويل"),
                        ("body", "نصّ لا يضيع"),
                        ("poll_choices", choices),
                        ("poll_multiple", "yes"),
                        ("poll_days", days),
                    ],
                )
                .await;
            answer.assert_status(422).assert_text("نصّ لا يضيع").assert_text(choices);
            answer.assert_text("name=\"poll_multiple\" value=\"yes\" checked");
            answer.assert_text(if days.is_empty() {
                "href=\"#poll_choices\""
            } else {
                "href=\"#poll_days\""
            });
        }
        let db = app.bed.services.db.read();
        assert_eq!(poll::Entity::find().count(db).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_vote_goes_with_its_account() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut asker) = signed_in(&app, "ياسمين", Role::Member).await;
        let (leaver, mut reader) = signed_in(&app, "وردة", Role::Member).await;
        let topic = ask(&mut asker, &[]).await;
        publish(&app, &team, &topic).await;
        reader.post(&format!("{topic}/poll"), &[("choice", "2")]).await.assert_status(303);
        assert_eq!(votes(&app).await, (1, vec![0, 1, 0]));
        let proved = app.bed.proved(leaver.member().unwrap());
        let form = privacy::Leaving { choice: "withdraw".into(), days: "0".into(), sure: true };
        privacy::leave(&app.bed.services, &proved, &form).await.unwrap();
        privacy::sweep(&app.bed.services, privacy::Rules { unlink_after_months: 12 }).await.unwrap();
        assert_eq!(votes(&app).await, (0, vec![0, 0, 0]));
        assert_eq!(poll_vote::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
    }
}
