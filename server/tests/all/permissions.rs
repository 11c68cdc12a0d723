//! What an administrator says about a role in a category, by the form, and what a moderator finds afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, signed_in};
use domain::{Role, forum};

/// Addresses of the items that a page of the queue leads to.
fn items(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split("href=\"/ar/desk/queue/")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '?', '#']).next())
        .filter(|id| *id != "bulk")
        .map(|id| format!("/ar/desk/queue/{id}"))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn never_by_the_form_hides_a_category_from_a_moderator_at_her_next_request() {
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "مديرة", Role::Admin).await;
        let form = [("category", "poverty"), ("title", "سؤال"), ("body", "كلمات تنتظر"), ("action", "send")];
        let sent = member.post("/ar/forum/new", &form).await;
        let topic = member.topic_of(&sent).await;
        let queue = team.get("/ar/desk/queue").await;
        queue.assert_status(200).assert_text("كلمات تنتظر");
        let found = items(&queue.text());
        let [here] = found.as_slice() else { panic!("one item: {found:?}") };
        team.get(here).await.assert_status(200);
        team.get(&topic).await.assert_status(200);

        // The table stands in three languages; nobody else opens it.
        for l in ["ar", "fr", "en"] {
            admin.get(&format!("/{l}/desk/permissions")).await.assert_status(200).assert_text("/poverty");
            let page = admin.get(&format!("/{l}/desk/permissions/poverty")).await;
            page.assert_status(200).assert_text("moderator.review_queue.inherit.never");
            assert!(!page.text().contains("purge"), "what is not offered");
        }
        team.get("/ar/desk/permissions").await.assert_status(403);
        let never =
            [("rule", "moderator.review_queue.inherit.never"), ("rule", "member.poll.inherit.inherit")];
        team.post("/ar/desk/permissions/poverty", &never).await.assert_status(403);
        team.get(here).await.assert_status(200);
        let done = admin.post("/ar/desk/permissions/poverty", &never).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/permissions/poverty?done=changed");
        // Nobody is left who reads there: that is said.
        admin
            .get(done.location())
            .await
            .assert_status(200)
            .assert_text("moderator.review_queue.never.inherit");

        let queue = team.get("/ar/desk/queue").await;
        queue.assert_status(200);
        assert!(
            items(&queue.text()).is_empty() && !queue.text().contains("كلمات تنتظر"),
            "{}",
            app.bed.backend
        );
        team.get(here).await.assert_status(404);
        team.post(here, &[("action", "claim")]).await.assert_status(404);
        team.get(&topic).await.assert_status(404);
        member.get(&topic).await.assert_status(200);

        // A stale form changes nothing that somebody else changed.
        let stale = [("rule", "moderator.review_queue.inherit.allow")];
        admin.post("/ar/desk/permissions/poverty", &stale).await.assert_status(409);
        let back = [("rule", "moderator.review_queue.never.inherit")];
        admin.post("/ar/desk/permissions/poverty", &back).await.assert_status(303);
        team.get(here).await.assert_status(200);
    }
}

#[tokio::test]
async fn whoever_never_opens_a_topic_is_not_led_to_the_form() {
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let saying = domain::staff::Saying::of("member", "start", "never").unwrap();
        member
            .get("/ar/forum/c/poverty")
            .await
            .assert_status(200)
            .assert_text("/ar/forum/new?category=poverty");
        domain::staff::say_rule(&app.bed.services, "poverty", saying).await.unwrap();
        let page = member.get("/ar/forum/c/poverty").await;
        page.assert_status(200);
        assert!(!page.text().contains("/ar/forum/new?category=poverty"), "{}", app.bed.backend);
        let page = member.get("/ar/forum/new").await;
        page.assert_status(200).assert_text("value=\"unions\"");
        assert!(!page.text().contains("value=\"poverty\""), "{}", app.bed.backend);
        let form = [("category", "poverty"), ("title", "سؤال"), ("body", "نصّ"), ("action", "send")];
        member.post("/ar/forum/new", &form).await.assert_status(403);
    }
}
