//! Several texts refused at once at the desk, as a browser without scripts does it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser};
use contract::Locale;
use domain::{
    Role,
    forum::{self, NewTopic},
};
use entity::forum::{mod_log, topic};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const HERE: &str = "/ar/desk/queue/bulk";

async fn signed_in(app: &TestApp, name: &str, role: Role) -> TestBrowser {
    let actor = app.bed.member(name, role).await;
    let mut browser = app.browser();
    browser.sign_in_as(&actor).await;
    browser
}

async fn ask(app: &TestApp, browser: &mut TestBrowser, title: &str) -> String {
    app.bed.clock.advance(chrono::Duration::minutes(2));
    // The same words twice would be looked at otherwise.
    let body = format!("اشترين من متجرنا: {title}");
    let form = [("category", "unions"), ("title", title), ("body", body.as_str()), ("action", "send")];
    let answer = browser.post("/ar/forum/new", &form).await;
    browser.topic_of(&answer).await
}

/// The values of the boxes of a page.
fn boxes(page: &Answer) -> Vec<String> {
    let text = page.text();
    text.split("<input")
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| tag.contains("name=\"item\""))
        .filter_map(|tag| tag.split("value=\"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .collect()
}

fn form<'a>(items: &'a [String], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    items.iter().map(|item| ("item", item.as_str())).chain(more.iter().copied()).collect()
}

async fn log(app: &TestApp, action: &str) -> Vec<mod_log::Model> {
    let lines = mod_log::Entity::find().filter(mod_log::Column::Action.eq(action));
    lines.all(app.bed.services.db.read()).await.unwrap()
}

#[tokio::test]
async fn several_are_refused_and_each_is_told() {
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let mut first = signed_in(&app, "ياسمين", Role::Member).await;
        let mut second = signed_in(&app, "زيتونة", Role::Member).await;
        let mut team = signed_in(&app, "فريق", Role::Moderator).await;
        let mut other = signed_in(&app, "سند", Role::Moderator).await;
        let mut guest = app.browser();
        guest.get(HERE).await.assert_status(303);
        first.get(HERE).await.assert_status(403);
        let refused = ask(&app, &mut first, "إعلان أوّل").await;
        let decided = ask(&app, &mut second, "سؤال حقيقيّ").await;
        ask(&app, &mut second, "إعلان ثان").await;

        // Her boxes belong to the form below the list.
        let queue = team.get("/ar/desk/queue").await;
        queue.assert_text("form=\"bulk\"").assert_text("id=\"bulk\"");
        let items = boxes(&queue);
        assert_eq!(items.len(), 3);
        for l in Locale::ALL {
            let page = team.get(&HERE.replacen("ar", l.code(), 1)).await;
            assert_eq!(boxes(page.assert_status(200)).len(), 3);
        }
        // Nothing chosen; no such button; one too many: nothing that she chose is lost.
        team.post(HERE, &[("action", "preview")]).await.assert_status(422);
        team.post(HERE, &form(&items, &[])).await.assert_status(422);
        let made_up = (0..48).map(|n| format!("post{n:02}.1"));
        let many: Vec<String> = items.iter().cloned().chain(made_up).collect();
        assert_eq!(many.len(), 51);
        for more in [&[("action", "preview")][..], &[("action", "confirm"), ("key", "abcdefghij12")][..]] {
            let page = team.post(HERE, &form(&many, more)).await;
            page.assert_status(422).assert_text("50");
            assert_eq!(boxes(&page).len(), 3);
            page.assert_text("checked");
        }
        assert!(log(&app, "reject").await.is_empty() && log(&app, "bulk").await.is_empty());

        let page = team.post(HERE, &form(&items, &[("action", "preview")])).await;
        page.assert_status(200).assert_text("اشترين من متجرنا").assert_text("value=\"confirm\"");
        assert_eq!(boxes(&page), items);
        let key = page.hidden("key").unwrap();
        team.post(HERE, &form(&items, &[("action", "confirm")])).await.assert_status(422);

        // Another one is faster with one of them.
        let (post, version) = items[1].split_once('.').unwrap();
        let approve = [("post", post), ("version", version), ("action", "approve")];
        other.post("/ar/desk/queue", &approve).await.assert_status(303);
        guest.get(&decided).await.assert_status(200);
        let confirm = [("action", "confirm"), ("key", key.as_str())];
        for _ in 0..2 {
            // A second click tells the same and does nothing.
            let done = team.post(HERE, &form(&items, &confirm)).await;
            done.assert_status(200).assert_text("رُفض نصّان").assert_text("تغيّر أو قُرّر فيه");
            let (heads, lines) = (log(&app, "bulk").await, log(&app, "reject").await);
            assert_eq!((heads.len(), lines.len()), (1, 2), "{}", app.bed.backend);
            assert_eq!(heads[0].id, key);
            assert!(lines.iter().all(|line| line.parent_id.as_deref() == Some(key.as_str())));
            assert!(lines.iter().all(|line| line.reason_code.as_deref() == Some("advertising")));
        }
        guest.get(&decided).await.assert_status(200);
        guest.get(&refused).await.assert_status(404);
        first.get(&refused).await.assert_status(200);
        // Another one's key is none of hers.
        other.post(HERE, &form(&items, &confirm)).await.assert_status(422);
        team.get("/ar/desk/log?action=bulk").await.assert_status(200).assert_text("رُفضت عدّة نصوص");
    }
}

#[tokio::test]
async fn the_same_is_done_with_many_topics_and_each_can_be_taken_back() {
    const TOPICS: &str = "/ar/desk/topics";
    for app in TestApp::each().await {
        let services = &app.bed.services;
        forum::seed::seed(services).await.unwrap();
        let writer = app.bed.member("كاتبة", Role::Moderator).await;
        let keeper = app.bed.member("فريق", Role::Moderator).await;
        let mut team = app.browser();
        team.sign_in_as(&keeper).await;
        let mut other = signed_in(&app, "سند", Role::Moderator).await;
        let mut ids = Vec::new();
        for title in ["نقاش أوّل", "نقاش ثان", "نقاش ثالث"] {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let form = NewTopic {
                category: "unions".into(),
                title: title.into(),
                body: format!("نصّ كامل لـ{title}"),
                ..NewTopic::default()
            };
            ids.push(forum::create_topic(services, &writer, &form, Locale::Ar).await.unwrap().topic);
        }
        let closed = async || {
            let mut all = Vec::new();
            for id in &ids {
                let row = topic::Entity::find_by_id(id.as_str()).one(services.db.read()).await.unwrap();
                all.push(row.unwrap().closed_at.is_some());
            }
            all
        };
        for l in Locale::ALL {
            let page = team.get(&format!("/{}/desk/topics?category=unions", l.code())).await;
            page.assert_status(200);
            for id in &ids {
                page.assert_text(&format!("value=\"{id}\""));
            }
        }
        team.get("/ar/desk/topics?category=nothing").await.assert_status(404);

        let form = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
            let chosen = ids[..2].iter().map(|id| ("topic".to_owned(), id.to_string()));
            chosen.chain(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
        };
        let close = [("what", "close"), ("reason", "off_topic")];
        for (more, field) in [
            (&[("what", "close"), ("action", "preview")][..], "reason"),
            (&[("what", "move"), ("action", "preview")][..], "to"),
            (&[("what", "unlist"), ("action", "preview")][..], "reason"),
            (&[("action", "preview")][..], "what"),
            (&[("what", "close"), ("reason", "off_topic"), ("action", "confirm")][..], "key"),
        ] {
            let page = team.post(TOPICS, &pairs(&form(more))).await;
            page.assert_status(422).assert_text(&format!("href=\"#{field}\"")).assert_text("checked");
        }
        let mut look = form(&close);
        look.push(("topic".to_owned(), "abcdefghij12".to_owned()));
        look.push(("action".to_owned(), "preview".to_owned()));
        let page = team.post(TOPICS, &pairs(&look)).await;
        page.assert_status(200).assert_text("نقاش واحد ليس بينها").assert_text("value=\"confirm\"");
        let key = page.hidden("key").unwrap();
        assert_eq!(closed().await, [false; 3], "{}: nothing is done yet", app.bed.backend);

        let mut confirm = form(&close);
        confirm.extend([("action".to_owned(), "confirm".to_owned()), ("key".to_owned(), key.clone())]);
        for _ in 0..2 {
            // A second click tells the same and does nothing.
            team.post(TOPICS, &pairs(&confirm)).await.assert_status(200).assert_text("تمّ في نقاشين");
            let (heads, lines) = (log(&app, "bulk_topics").await, log(&app, "close").await);
            assert_eq!((heads.len(), lines.len()), (1, 2), "{}", app.bed.backend);
            assert_eq!((&heads[0].id, heads[0].after_state.as_deref()), (&key, Some("close")));
            assert!(lines.iter().all(|line| line.parent_id.as_deref() == Some(key.as_str())));
        }
        assert_eq!(closed().await, [true, true, false], "{}", app.bed.backend);
        other.post(TOPICS, &pairs(&confirm)).await.assert_status(422);
        team.get("/ar/desk/log?action=bulk_topics").await.assert_text("فُعل الشيء نفسه بعدّة نقاشات");
        // Each by itself, for a day.
        forum::undo_change(services, &keeper, &ids[0], "close").await.unwrap();
        assert_eq!(closed().await, [false, true, false], "{}", app.bed.backend);

        let mut moves =
            form(&[("what", "move"), ("to", "poverty"), ("reason", "room_order"), ("action", "preview")]);
        let key = team.post(TOPICS, &pairs(&moves)).await.hidden("key").unwrap();
        moves.retain(|(name, _)| name != "action");
        moves.extend([("action".to_owned(), "confirm".to_owned()), ("key".to_owned(), key)]);
        team.post(TOPICS, &pairs(&moves)).await.assert_status(200);
        let moved = topic::Entity::find().filter(topic::Column::MovedFrom.eq("unions"));
        assert_eq!(moved.all(services.db.read()).await.unwrap().len(), 2, "{}", app.bed.backend);
        let lines = log(&app, "move").await;
        assert!(lines.iter().all(|line| line.reason_code.as_deref() == Some("room_order")), "{lines:?}");
    }
}

fn pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
