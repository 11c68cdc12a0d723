//! Polls through the real router, as a browser without scripts uses them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role, forum,
    moderation::{self, Decision},
    privacy,
};
use entity::forum::{poll, poll_option, poll_vote};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

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
    let decision = Decision {
        post: view.waiting[0].id.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&app.bed.services, team, &decision).await.unwrap();
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
    for app in apps().await {
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
    for app in apps().await {
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
    for app in apps().await {
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
async fn a_refused_poll_comes_back_with_everything_in_it() {
    for app in apps().await {
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
    for app in apps().await {
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
