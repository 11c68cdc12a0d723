//! What waits, and may be about somebody in danger, through the real router: few publish it or refuse it. And a text
//! that somebody has in hand is not taken away by another one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser, forums, signed_in};
use chrono::Duration;
use contract::{Locale, ids::PostId};
use domain::{
    Actor, Role,
    forum::{self, NewTopic},
    moderation::{self, Decision},
    safety::danger,
};
use entity::forum::{post, review_item};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const TITLE: &str = "لم أعد أحتمل";

/// Hers, which waits.
async fn question(app: &TestApp, author: &Actor) -> PostId {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: "unions".into(),
        title: TITLE.into(),
        body: "يهدّدني كلّ ليلة، أسكن قرب المدرسة".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, author, &form, Locale::Ar).await.unwrap().post
}

async fn publish(app: &TestApp, who: &Actor, post: &PostId) {
    let decision = Decision {
        post: post.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Decision::default()
    };
    moderation::decide(&app.bed.services, who, &decision).await.unwrap();
}

async fn text(app: &TestApp, post: &PostId) -> post::Model {
    post::Entity::find_by_id(post.as_str()).one(app.bed.services.db.read()).await.unwrap().unwrap()
}

/// The page of what waits about a text.
async fn item_of(app: &TestApp, post: &PostId, kind: &str) -> String {
    let row = review_item::Entity::find()
        .filter(review_item::Column::PostId.eq(post.as_str()))
        .filter(review_item::Column::Kind.eq(kind))
        .filter(review_item::Column::State.eq("open"))
        .one(app.bed.services.db.read())
        .await
        .unwrap()
        .unwrap();
    format!("/ar/desk/queue/{}", row.id)
}

const WHY: [(&str, &str); 3] = [
    ("ar", "لا ينشر هذا ولا يرفضه إلّا من يعتنين بسلامة الناس"),
    ("fr", "publier ou refuser ceci"),
    ("en", "can publish or refuse this"),
];

/// On the page of an item, and in the list: without these buttons, and why.
async fn is_kept_from(team: &mut TestBrowser, here: &str, buttons: &[&str]) {
    for (l, words) in WHY {
        for path in [here.replacen("/ar/", &format!("/{l}/"), 1), format!("/{l}/desk/queue")] {
            let page = team.get(&path).await;
            page.assert_status(200).assert_text(words);
            for button in buttons {
                assert!(!page.text().contains(&format!("value=\"{button}\"")), "{path} {button}");
            }
        }
    }
    team.get(here).await.assert_text("value=\"danger\"").assert_text("value=\"escalate\"");
}

#[tokio::test]
async fn a_waiting_text_is_refused_by_the_few_alone() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author).await;
        let here = item_of(&app, &post, "post").await;
        let page = team.get(&here).await;
        page.assert_text("value=\"reject\"").assert_text("value=\"approve\"");
        let version = page.hidden("version").unwrap();
        danger::raise(&app.bed.services, &moderator, &post).await.unwrap();

        is_kept_from(&mut team, &here, &["approve", "redact", "reject"]).await;
        let few = lead.get(&here).await;
        few.assert_text("value=\"reject\"").assert_text("value=\"approve\"").assert_text("value=\"redact\"");
        assert!(!few.text().contains(WHY[0].1));
        let reject = [("action", "reject"), ("version", version.as_str()), ("reason", "insult")];
        team.post(&here, &reject).await.assert_status(403);
        let id = post.as_str();
        let listed =
            [("post", id), ("action", "reject"), ("version", version.as_str()), ("reason", "insult")];
        team.post("/ar/desk/queue", &listed).await.assert_status(403);
        // Among many it is looked at by itself, whoever asks.
        let (chosen, key) = (format!("{post}.{version}"), "keyofseveral");
        let many = [("action", "confirm"), ("item", chosen.as_str()), ("key", key)];
        for browser in [&mut team, &mut lead] {
            browser.post("/ar/desk/queue/bulk", &many).await.assert_status(200);
            assert_eq!(text(&app, &post).await.state, "pending", "{}", app.bed.backend);
        }
        hers.get(&format!("/ar/my/held/{post}")).await.assert_status(200).assert_text("tel:1899");
        lead.post(&here, &reject).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "rejected");
    }
}

#[tokio::test]
async fn a_waiting_change_is_published_and_refused_by_the_few_alone() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author).await;
        publish(&app, &moderator, &post).await;
        app.bed.clock.advance(Duration::minutes(2));
        let edit = format!("/ar/forum/p/{post}/edit");
        let page = hers.get(&edit).await;
        let (base, key) = (page.hidden("base").unwrap(), page.hidden("form_key").unwrap());
        let change = [
            ("title", TITLE),
            ("body", "يهدّدني كلّ ليلة، ولا أعرف ما أفعل"),
            ("base", base.as_str()),
            ("form_key", key.as_str()),
            ("action", "send"),
        ];
        hers.post(&edit, &change).await.assert_status(303);
        let here = item_of(&app, &post, "edit").await;
        let version = team.get(&here).await.hidden("version").unwrap();
        danger::raise(&app.bed.services, &moderator, &post).await.unwrap();

        is_kept_from(&mut team, &here, &["approve", "redact", "reject"]).await;
        let shortened = [("action", "redact"), ("version", version.as_str()), ("text", "يهدّدني كلّ ليلة،")];
        team.post(&here, &shortened).await.assert_status(403);
        lead.get(&here).await.assert_text("value=\"reject\"").assert_text("value=\"approve\"");
        for action in ["approve", "reject"] {
            let form = [("action", action), ("version", version.as_str()), ("reason", "insult")];
            team.post(&here, &form).await.assert_status(403);
            let id = post.as_str();
            let listed =
                [("post", id), ("action", action), ("version", version.as_str()), ("reason", "insult")];
            team.post("/ar/desk/queue/edits", &listed).await.assert_status(403);
            assert!(text(&app, &post).await.pending_revision.is_some(), "{}", app.bed.backend);
        }
        let form = [("action", "reject"), ("version", version.as_str()), ("reason", "insult")];
        lead.post(&here, &form).await.assert_status(303);
        // The refused words stay hers; nothing waits any more.
        let open = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(post.as_str()))
            .filter(review_item::Column::Kind.eq("edit"))
            .filter(review_item::Column::State.eq("open"));
        assert!(open.one(app.bed.services.db.read()).await.unwrap().is_none(), "{}", app.bed.backend);
    }
}

#[tokio::test]
async fn what_somebody_has_in_hand_is_not_taken_away_by_another_one() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "زيتونة", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "ميسون", Role::Moderator).await;
        let post = question(&app, &author).await;
        publish(&app, &moderator, &post).await;
        let form = [("post", post.as_str()), ("code", "hate"), ("text", "كلمات عنها")];
        reporter.post("/ar/report", &form).await.assert_status(303);
        let here = item_of(&app, &post, "report").await;
        other.post(&here, &[("action", "claim")]).await.assert_status(303);

        let decide = format!("/ar/forum/p/{post}/decide");
        let version = team.get(&decide).await.hidden("version").unwrap();
        let note = "كلمة لا تضيع";
        let remove =
            [("action", "remove"), ("reason", "insult"), ("version", version.as_str()), ("note", note)];
        let hold = [("action", "hold"), ("reason", "insult"), ("version", version.as_str()), ("note", note)];
        for form in [&remove[..], &hold[..]] {
            let refused = team.post(&decide, form).await;
            refused.assert_status(409).assert_text(note);
            assert!(!refused.text().contains("ميسون"), "in whose hand is not told");
            assert_eq!(text(&app, &post).await.state, "published", "{}", app.bed.backend);
        }
        // Whoever has it in hand may; and so may everybody once it is free.
        other.post(&decide, &hold).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "held");
        other.post(&here, &[("action", "release")]).await.assert_status(303);
        let version = text(&app, &post).await.version.to_string();
        let remove = [("action", "remove"), ("reason", "insult"), ("version", version.as_str())];
        team.post(&decide, &remove).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "removed");
    }
}
