//! Muting, blocking and hidden words through the real router; what the other one sees is the same, byte for byte.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser, signed_in};
use contract::Locale;
use domain::{Actor, Role, forum, moderation, notify};
use entity::forum::post;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

struct Scene {
    app: TestApp,
    reader: (Actor, TestBrowser),
    other: (Actor, TestBrowser),
    topic: String,
    named: String,
    masked: String,
}

/// A question of somebody, answered twice by another woman: under her name and under an alias.
async fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for app in TestApp::each().await {
        let s = &app.bed.services;
        forum::seed::seed(s).await.unwrap();
        let reader = signed_in(&app, "ياسمين", Role::Member).await;
        let other = signed_in(&app, "نجمة", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let ask = forum::NewTopic {
            category: "unions".into(),
            title: "سؤال عن الحافلة".into(),
            body: "متى تصل؟".into(),
            ..Default::default()
        };
        let sent = forum::create_topic(s, &reader.0, &ask, Locale::Ar).await.unwrap();
        let mut posts = vec![sent.post.clone()];
        let publish = async |id: &contract::ids::PostId| {
            let form = moderation::Decision {
                post: id.to_string(),
                version: "1".into(),
                action: "approve".into(),
                ..Default::default()
            };
            moderation::decide(s, &team, &form).await.unwrap();
        };
        publish(&sent.post).await;
        for body in ["جواب باسمي", "جواب دون اسمي"] {
            let form = forum::NewReply { body: body.into(), ..Default::default() };
            let reply = forum::reply(s, &other.0, &sent.topic, &form, Locale::Ar).await.unwrap();
            publish(&reply.post).await;
            posts.push(reply.post);
        }
        post::Entity::update_many()
            .col_expr(post::Column::Alias, 1.into())
            .filter(post::Column::Id.eq(posts[2].as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        scenes.push(Scene {
            topic: format!("/ar/forum/t/{}", sent.topic),
            named: posts[1].to_string(),
            masked: posts[2].to_string(),
            app,
            reader,
            other,
        });
    }
    scenes
}

/// The part of a page that is one post.
fn post_of(page: &str, id: &str) -> String {
    let start = page.find(&format!("id=\"p-{id}\"")).unwrap_or_else(|| panic!("{id} is not on {page}"));
    page[start..].split("</article>").next().unwrap().to_owned()
}

/// A page without what differs at every load: the keys of its forms.
fn steady(page: &str) -> String {
    let without = |page: &str, name: &str| -> String {
        let mut parts = page.split(name);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |out, part| out + part.split_once('>').map_or(part, |(_, rest)| rest))
    };
    without(&without(page, "name=\"form_key\""), "name=\"owner\"")
}

#[tokio::test]
async fn the_muter_sees_folded_texts_and_the_muted_one_no_difference() {
    for mut scene in scenes().await {
        let topic = scene.topic.clone();
        let pages =
            [topic.clone(), "/ar/forum/c/unions".into(), "/ar/forum".into(), "/ar/account/mutes".into()];
        // Where she has read to is remembered beside the first visit.
        scene.other.1.get(&topic).await;
        forum::position::waiting::settled().await;
        let mut before = Vec::new();
        for page in &pages {
            before.push(scene.other.1.get(page).await.assert_status(200).text());
        }
        let whole = scene.reader.1.get(&topic).await.text();
        assert!(!whole.contains("class=\"disclosure quiet\""));
        for (action, named) in [("mute", true), ("block", true)] {
            let menu = post_of(&scene.reader.1.get(&topic).await.text(), &scene.named);
            assert!(menu.contains("/ar/account/mutes"), "{menu}");
            let form = [("post", scene.named.as_str()), ("action", action)];
            let sent = scene.reader.1.post("/ar/account/mutes", &form).await;
            sent.assert_status(303);
            assert_eq!(sent.location(), format!("{topic}#p-{}", scene.named));
            let page = scene.reader.1.get(&topic).await.text();
            assert_eq!(post_of(&page, &scene.named).contains("class=\"disclosure quiet\""), named, "{page}");
            assert!(post_of(&page, &scene.named).contains("جواب باسمي"), "it can be opened");
            // The oracle: the same woman under an alias stays as she was.
            assert!(!post_of(&page, &scene.masked).contains("disclosure quiet"), "{}", scene.app.bed.backend);
            for (page, before) in pages.iter().zip(&before) {
                let now = scene.other.1.get(page).await.text();
                assert_eq!(steady(&now), steady(before), "{} {action}: {page}", scene.app.bed.backend);
            }
            // Whatever she does, the answer is the one she always gets.
            let answers =
                scene.other.1.post(&topic, &[("body", "جواب آخر @ياسمين"), ("action", "send")]).await;
            answers.assert_status(303);
            let fresh = scene.other.1.get(&topic).await.text();
            assert!(fresh.contains("post--waiting"));
            for post in [&scene.named, &scene.masked] {
                assert!(!post_of(&fresh, post).contains("disclosure quiet"));
            }
            before[0] = fresh;
        }
        let list = scene.reader.1.get("/ar/account/mutes").await;
        list.assert_text("نجمة").assert_text("محظورة");
        scene.reader.1.get("/en/account/mutes").await.assert_text("Blocked");
        scene.reader.1.get("/fr/account/mutes").await.assert_text("Bloquée");
        let lift = [("name", "نجمة"), ("action", "lift")];
        // The account of this test was made without a form; its unique form is its own.
        entity::identity::member::Entity::update_many()
            .col_expr(
                entity::identity::member::Column::Skeleton,
                domain::identity::skeleton::skeleton("نجمة").into(),
            )
            .filter(entity::identity::member::Column::Id.eq(scene.other.0.member_id().unwrap().as_str()))
            .exec(scene.app.bed.services.db.writer())
            .await
            .unwrap();
        scene.reader.1.post("/ar/account/mutes", &lift).await.assert_status(303);
        let page = scene.reader.1.get(&topic).await.text();
        assert!(!page.contains("class=\"disclosure quiet\""));
        let told = notify::deliver_due(&scene.app.bed.services).await.unwrap();
        assert_eq!(told.failed, 0);
    }
}

#[tokio::test]
async fn an_alias_is_muted_in_its_topic_and_the_name_behind_it_stays() {
    for mut scene in scenes().await {
        let topic = scene.topic.clone();
        let page = scene.reader.1.get(&topic).await.text();
        assert!(
            !post_of(&page, &scene.masked).contains("value=\"block\""),
            "an alias has no contact to part"
        );
        let form = [("post", scene.masked.as_str()), ("action", "block")];
        scene.reader.1.post("/ar/account/mutes", &form).await.assert_status(303);
        let page = scene.reader.1.get(&topic).await.text();
        assert!(post_of(&page, &scene.masked).contains("class=\"disclosure quiet\""));
        assert!(!post_of(&page, &scene.named).contains("disclosure quiet"), "{}", scene.app.bed.backend);
        let list = scene.reader.1.get("/ar/account/mutes").await;
        assert!(!list.text().contains("نجمة"), "the page of mutes names no alias");
        list.assert_text("name=\"alias\"").assert_text("سؤال عن الحافلة");
        let id = topic.rsplit('/').next().unwrap();
        let lift = [("topic", id), ("alias", "1"), ("action", "lift")];
        scene.reader.1.post("/ar/account/mutes", &lift).await.assert_status(303);
        assert!(!scene.reader.1.get(&topic).await.text().contains("class=\"disclosure quiet\""));
    }
}

#[tokio::test]
async fn words_fold_what_holds_them_and_lists_have_limits() {
    for mut scene in scenes().await {
        let topic = scene.topic.clone();
        let form = [("action", "words"), ("words", "جَوَاب\n\nجواب")];
        scene.other.1.post("/ar/account/mutes", &form).await.assert_status(303);
        let own = scene.other.1.get(&topic).await.text();
        assert!(!own.contains("class=\"disclosure quiet\""), "what she wrote herself is never folded");
        scene.reader.1.post("/ar/account/mutes", &form).await.assert_status(303);
        let page = scene.reader.1.get(&topic).await;
        page.assert_text("مخفيّ بكلماتكِ");
        for post in [&scene.named, &scene.masked] {
            assert!(post_of(&page.text(), post).contains("class=\"disclosure quiet\""));
        }
        let long = "كلمة\n".repeat(3) + &(0..60).map(|n| format!("w{n}\n")).collect::<String>();
        let refused =
            scene.reader.1.post("/ar/account/mutes", &[("action", "words"), ("words", &long)]).await;
        refused.assert_status(422).assert_text("error-summary").assert_text("w59");
        scene
            .reader
            .1
            .post("/ar/account/mutes", &[("action", "words"), ("words", "")])
            .await
            .assert_status(303);
        assert!(!scene.reader.1.get(&topic).await.text().contains("class=\"disclosure quiet\""));
    }
}

#[tokio::test]
async fn the_team_cannot_be_blocked_and_a_guest_mutes_nobody() {
    for mut scene in scenes().await {
        let (_, mut team) = signed_in(&scene.app, "فريق آخر", Role::Moderator).await;
        let topic = scene.topic.clone();
        let sent = team.post(&topic, &[("body", "جواب الفريق")]).await;
        sent.assert_status(303);
        let post = sent.location().rsplit("#p-").next().unwrap().to_owned();
        let block = [("post", post.as_str()), ("action", "block")];
        let refused = scene.reader.1.post("/ar/account/mutes", &block).await;
        refused.assert_status(422).assert_text("لا يمكن حظر إحدى نساء الفريق");
        let mute = [("post", post.as_str()), ("action", "mute")];
        scene.reader.1.post("/ar/account/mutes", &mute).await.assert_status(303);
        assert!(
            post_of(&scene.reader.1.get(&topic).await.text(), &post).contains("class=\"disclosure quiet\"")
        );
        let mut guest = scene.app.browser();
        guest.post("/ar/account/mutes", &mute).await.assert_status(401);
        assert!(!guest.get(&topic).await.text().contains("/ar/account/mutes"));
        let own =
            scene.other.1.post("/ar/account/mutes", &[("post", &scene.named), ("action", "mute")]).await;
        own.assert_status(403);
        assert!(
            !post_of(&scene.other.1.get(&topic).await.text(), &scene.named).contains("/ar/account/mutes")
        );
    }
}

#[tokio::test]
async fn what_she_muted_stands_folded_among_what_she_finds() {
    for mut scene in scenes().await {
        let search = format!("/ar/search?{}", crate::support::encode(&[("q", "جواب")]));
        let folded = "class=\"disclosure quiet\"";
        let before = scene.other.1.get(&search).await.assert_status(200).text();
        assert!(before.contains("جواب") && !before.contains(folded));
        let page = scene.reader.1.get(&search).await;
        assert!(page.assert_status(200).text().contains("باسمي"));
        let form = [("post", scene.named.as_str()), ("action", "mute")];
        scene.reader.1.post("/ar/account/mutes", &form).await.assert_status(303);
        let page = scene.reader.1.get(&search).await.assert_status(200).text();
        assert!(!page.contains("باسمي"), "no passage of hers");
        // The asker's own question stands open for herself, folded for who muted her.
        let words = [("words", "الحافلة"), ("action", "words")];
        scene.other.1.post("/ar/account/mutes", &words).await.assert_status(303);
        let page = scene.other.1.get(&search).await.assert_status(200).text();
        assert!(page.contains(folded) && page.contains("سؤال عن"), "folded, with the way to open it");
        assert!(!scene.reader.1.get(&search).await.text().contains(folded));
    }
}
