//! Changing texts through the real router, as a browser without scripts does it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod decided;
mod held_texts;

use crate::support::{Answer, TestApp, TestBrowser, signed_in};
use chrono::Duration;
use contract::{
    Locale,
    ids::{PostId, TopicId},
};
use domain::{
    Actor, Role,
    forum::{self, NewReply, NewTopic},
    moderation::{self, Decision},
};
use entity::forum::{category, post, review_item, revision, topic};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

const TEXT: &str = "أسكن في الكاف قرب السوق، وأبحث عن محامية تساعدني في قضيّتي.";
const OTHER: &str = "أسكن في الكاف قرب السوق، وأبحث عن جمعيّة تساعدني في قضيّتي.";
/// The same without the name of the place.
const LESS: &str = "أسكن قرب السوق، وأبحث عن محامية تساعدني في قضيّتي.";
const TITLE: &str = "سؤال عن المحاماة";

/// A town with a published question and its people.
struct Scene {
    app: TestApp,
    author: (Actor, TestBrowser),
    other: (Actor, TestBrowser),
    team: (Actor, TestBrowser),
    topic: TopicId,
    post: PostId,
}

async fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let author = signed_in(&app, "ياسمين", Role::Member).await;
        let other = signed_in(&app, "زيتونة", Role::Member).await;
        let team = signed_in(&app, "سند", Role::Moderator).await;
        let form = NewTopic {
            category: "unions".into(),
            title: TITLE.into(),
            body: TEXT.into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&app.bed.services, &author.0, &form, Locale::Ar).await.unwrap();
        let scene = Scene { app, author, other, team, topic: sent.topic, post: sent.post };
        scene.approve(&scene.post).await;
        scenes.push(scene);
    }
    scenes
}

impl Scene {
    /// After hours in which nobody came: everybody signs in again.
    async fn come_back(&mut self) {
        for (actor, browser) in [&mut self.author, &mut self.other, &mut self.team] {
            browser.sign_in_as(actor).await;
        }
    }

    async fn row(&self, id: &PostId) -> post::Model {
        let db = self.app.bed.services.db.read();
        post::Entity::find_by_id(id.as_str()).one(db).await.unwrap().unwrap()
    }

    async fn topic_row(&self) -> topic::Model {
        let db = self.app.bed.services.db.read();
        topic::Entity::find_by_id(self.topic.as_str()).one(db).await.unwrap().unwrap()
    }

    async fn approve(&self, id: &PostId) {
        let form = Decision {
            post: id.to_string(),
            version: self.row(id).await.version.to_string(),
            action: "approve".into(),
            ..Decision::default()
        };
        moderation::decide(&self.app.bed.services, &self.team.0, &form).await.unwrap();
    }

    async fn reply(&self, who: &Actor, body: &str) -> PostId {
        self.app.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.app.bed.services, who, &self.topic, &form, Locale::Ar).await.unwrap().post
    }

    async fn review_mode(&self, mode: &str) {
        category::Entity::update_many()
            .col_expr(category::Column::ReviewMode, Expr::value(mode))
            .exec(self.app.bed.services.db.writer())
            .await
            .unwrap();
    }

    fn page(&self) -> String {
        format!("/ar/forum/t/{}", self.topic)
    }

    fn of(&self, what: &str) -> String {
        format!("/ar/forum/p/{}/{what}", self.post)
    }

    async fn open_items(&self, kind: &str) -> usize {
        review_item::Entity::find()
            .filter(review_item::Column::Kind.eq(kind))
            .filter(review_item::Column::State.eq("open"))
            .all(self.app.bed.services.db.read())
            .await
            .unwrap()
            .len()
    }

    async fn revisions(&self) -> Vec<(i32, String, bool)> {
        revision::Entity::find()
            .filter(revision::Column::PostId.eq(self.post.as_str()))
            .order_by_asc(revision::Column::N)
            .all(self.app.bed.services.db.read())
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.n, row.state, row.hidden_at.is_some()))
            .collect()
    }
}

/// Opens the form, types into it and sends it.
async fn change(browser: &mut TestBrowser, path: &str, title: &str, body: &str) -> Answer {
    let form = browser.get(path).await;
    form.assert_status(200);
    send(browser, path, &form, title, body).await
}

async fn send(browser: &mut TestBrowser, path: &str, form: &Answer, title: &str, body: &str) -> Answer {
    let (key, base) = (form.hidden("form_key").unwrap(), form.hidden("base").unwrap());
    let pairs = [("title", title), ("body", body), ("base", &base), ("form_key", &key), ("action", "send")];
    browser.post(path, &pairs).await
}

/// The page without what stands around variables and beside empty parts.
fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "").replace("<!>", "")
}

#[track_caller]
fn assert_change(answer: &Answer, old: &str, new: &str) {
    let text = plain(answer);
    assert!(text.contains(&format!("<del>{old}</del>")), "{text}");
    assert!(text.contains(&format!("<ins>{new}</ins>")), "{text}");
}

#[tokio::test]
async fn the_approved_text_stays_while_a_change_waits() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        let mut guest = scene.app.browser();
        let bumped = scene.topic_row().await.last_published_at;
        scene.app.bed.clock.advance(Duration::hours(1));
        let form = scene.author.1.get(&edit).await;
        form.assert_status(200).assert_text(TEXT).assert_text(TITLE);
        let sent = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        sent.assert_status(303);
        let again = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        again.assert_status(303);
        assert_eq!(scene.open_items("edit").await, 1, "sent twice is sent once");

        for browser in [&mut guest, &mut scene.other.1] {
            let text = plain(&browser.get(&page).await);
            assert!(text.contains("محامية") && !text.contains("جمعيّة"), "{text}");
            assert!(!text.contains("عُدِّل يوم"), "nothing was changed yet");
            let found = browser.get("/ar/search?q=%D8%AC%D9%85%D8%B9%D9%8A%D9%91%D8%A9").await.text();
            assert!(!found.contains(scene.topic.as_str()), "what waits is not found");
        }
        let own = scene.author.1.get(sent.location().split('#').next().unwrap()).await;
        own.assert_status(200).assert_text("محامية").assert_text("جمعيّة").assert_text("تعديلكِ ينتظر");
        scene.author.1.get(&edit).await.assert_text("جمعيّة").assert_text("لكِ تعديل ينتظر");
        scene.author.1.get("/ar/my/contributions").await.assert_text("تعديلكِ ينتظر");

        let queue = scene.team.1.get("/ar/desk/queue").await;
        assert_change(queue.assert_status(200), "محامية", "جمعيّة");
        queue.assert_text("تعديلات نصوص منشورة");
        let post = scene.post.to_string();
        let approve = [("post", post.as_str()), ("version", "2"), ("action", "approve")];
        let done = scene.team.1.post("/ar/desk/queue/edits", &approve).await;
        done.assert_status(303);
        // Somebody else had the same page open.
        scene.team.1.post("/ar/desk/queue/edits", &approve).await.assert_status(409);

        let text = plain(&guest.get(&page).await);
        assert!(text.contains("جمعيّة") && !text.contains("محامية"), "{text}");
        assert!(text.contains("عُدِّل يوم"), "{text}");
        let row = scene.row(&scene.post).await;
        assert_eq!((row.revision, row.pending_revision, row.position), (2, None, Some(1)));
        let topic = scene.topic_row().await;
        assert_eq!(topic.last_published_at, bumped, "a change moves nothing up");
        assert_eq!(topic.published_posts, 1);
        let shown = |n| (n, "shown".to_owned(), false);
        assert_eq!(scene.revisions().await, [shown(1), shown(2)]);
        assert_eq!((scene.open_items("edit").await, scene.open_items("check").await), (0, 0));
        let found = guest.get("/ar/search?q=%D8%AC%D9%85%D8%B9%D9%8A%D9%91%D8%A9").await;
        found.assert_text(scene.topic.as_str());
        scene.author.1.get("/ar/my/notifications").await.assert_status(200);
    }
}

/// The path of the first thing that waits.
async fn first_item(team: &mut TestBrowser) -> String {
    let text = team.get("/ar/desk/queue").await.text();
    let at = text.find("href=\"/ar/desk/queue/").expect("an item") + 6;
    text[at..].split(['"', '?']).next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_only_taken_out_goes_at_once() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        scene.app.bed.clock.advance(Duration::days(40));
        scene.come_back().await;
        let sent = change(&mut scene.author.1, &edit, TITLE, LESS).await;
        sent.assert_status(303);
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("قرب السوق") && !text.contains("في الكاف قرب"), "{text}");
        assert_eq!(scene.revisions().await, [(1, "shown".into(), true), (2, "shown".into(), false)]);
        assert_eq!((scene.open_items("check").await, scene.open_items("edit").await), (1, 0));
        let queue = scene.team.1.get("/ar/desk/queue").await;
        queue.assert_text("حُذف منه شيء").assert_text("<del>");

        // The old text is nowhere but with the team.
        let history = scene.of("history");
        scene.author.1.get(&history).await.assert_status(200).assert_text("مخفيّة");
        assert!(!scene.author.1.get(&history).await.text().contains("في الكاف قرب"));
        let team = scene.team.1.get(&history).await;
        team.assert_status(200).assert_text("في الكاف");
        scene.other.1.get(&history).await.assert_status(404);
        guest.get(&history).await.assert_status(303);

        let post = scene.post.to_string();
        let seen = [("post", post.as_str()), ("version", "2"), ("action", "seen")];
        scene.team.1.post("/ar/desk/queue/edits", &seen).await.assert_status(303);
        assert_eq!(scene.open_items("check").await, 0);

        // Almost nothing is left: the whole text goes.
        change(&mut scene.author.1, &edit, TITLE, "أسكن").await.assert_status(303);
        assert_eq!(scene.row(&scene.post).await.state, "withdrawn");
        guest.get(&page).await.assert_status(200).assert_text("سحبت صاحبة النصّ نصّها");
        assert_eq!(scene.open_items("check").await, 0);
    }
}

#[tokio::test]
async fn two_tabs_end_in_both_texts_and_nothing_is_lost() {
    for mut scene in scenes().await {
        let edit = scene.of("edit");
        let (first, second) = (scene.author.1.get(&edit).await, scene.author.1.get(&edit).await);
        send(&mut scene.author.1, &edit, &first, TITLE, OTHER).await.assert_status(303);
        let mine = TEXT.replace("محامية", "صديقة");
        let clash = send(&mut scene.author.1, &edit, &second, "عنواني أنا", &mine).await;
        clash.assert_status(409).assert_text("جمعيّة").assert_text(&mine).assert_text("عنواني أنا");
        assert_eq!(clash.hidden("base").as_deref(), Some("2"));
        assert_eq!(scene.open_items("edit").await, 1);
        // She looked at both and puts hers in its place: what a moderator saw before is no more.
        send(&mut scene.author.1, &edit, &clash, "عنواني أنا", &mine).await.assert_status(303);
        let post = scene.post.to_string();
        let decide = |n| [("post", post.as_str()), ("version", n), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &decide("2")).await.assert_status(409);
        scene.team.1.post("/ar/desk/queue/edits", &decide("3")).await.assert_status(303);
        assert_eq!(scene.topic_row().await.title, "عنواني أنا");
        assert_eq!(scene.row(&scene.post).await.source, mine);
        // What is sent without saying what it began with clashes too.
        let blind = [("title", TITLE), ("body", TEXT), ("action", "send")];
        scene.author.1.post(&edit, &blind).await.assert_status(409).assert_text(TEXT);
    }
}

#[tokio::test]
async fn grace_and_window_where_nothing_is_reviewed() {
    for mut scene in scenes().await {
        scene.review_mode("none").await;
        let (edit, page) = (scene.of("edit"), scene.page());
        let mut guest = scene.app.browser();
        let tag = "عُدِّل يوم";
        scene.app.bed.clock.advance(Duration::minutes(4));
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("جمعيّة") && !text.contains(tag), "small and early: {text}");
        assert_eq!(scene.revisions().await.len(), 2, "and a revision all the same");
        scene.app.bed.clock.advance(Duration::minutes(2));
        change(&mut scene.author.1, &edit, TITLE, TEXT).await.assert_status(303);
        assert!(plain(&guest.get(&page).await).contains(tag), "after five minutes it is told");
        // An answer makes it told at once.
        let reply = scene.reply(&scene.other.0, "جواب سريع فيه كلام").await;
        let answer = scene.reply(&scene.author.0, "جواب على الجواب").await;
        assert_eq!(scene.row(&answer).await.state, "published");
        let path = format!("/ar/forum/p/{reply}/edit");
        change(&mut scene.other.1, &path, "", "جواب سريع فيه كلام آخر").await.assert_status(303);
        assert!(scene.row(&reply).await.edited_at.is_some());
        // After a day a change waits even here; taking something out does not.
        scene.app.bed.clock.advance(Duration::hours(25));
        scene.come_back().await;
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        assert_eq!(scene.open_items("edit").await, 1);
        assert!(plain(&guest.get(&page).await).contains("محامية"));
        change(&mut scene.author.1, &edit, TITLE, LESS).await.assert_status(303);
        assert_eq!(scene.open_items("edit").await, 0, "the waiting one was made from a text that is gone");
    }
}

#[tokio::test]
async fn a_refused_form_keeps_everything_and_strangers_learn_nothing() {
    for mut scene in scenes().await {
        let edit = scene.of("edit");
        let long = "م".repeat(121);
        let form = scene.author.1.get(&edit).await;
        let answer = send(&mut scene.author.1, &edit, &form, &long, OTHER).await;
        answer.assert_status(422).assert_text(&long).assert_text(OTHER).assert_text("href=\"#title\"");
        assert_eq!(answer.hidden("form_key"), form.hidden("form_key"));
        let evil = "</textarea><script>alert(1)</script> كلام";
        let base = form.hidden("base").unwrap();
        let pairs = [("title", TITLE), ("body", evil), ("base", base.as_str()), ("action", "preview")];
        let preview = scene.author.1.post(&edit, &pairs).await;
        preview.assert_status(200);
        assert!(!preview.text().contains("<script>alert"));
        let mut guest = scene.app.browser();
        for absent in ["zzzzzzzzzzzz", scene.post.as_str()] {
            let path = format!("/ar/forum/p/{absent}/edit");
            let sent = [("body", OTHER), ("base", "1"), ("action", "send")];
            guest.post(&path, &sent).await.assert_status(401).assert_text("جمعيّة");
            scene.other.1.post(&path, &sent).await.assert_status(404);
            scene.team.1.post(&path, &sent).await.assert_status(404);
        }
        assert_eq!(scene.row(&scene.post).await.version, 2);
        assert!(scene.revisions().await.is_empty());
    }
}

#[tokio::test]
async fn a_hidden_revision_is_out_of_reach() {
    for mut scene in scenes().await {
        scene.review_mode("none").await;
        let (edit, history) = (scene.of("edit"), scene.of("history"));
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        assert_change(&scene.author.1.get(&history).await, "محامية", "جمعيّة");
        scene.other.1.post(&history, &[("n", "1"), ("action", "hide")]).await.assert_status(404);
        scene.author.1.post(&history, &[("n", "2"), ("action", "hide")]).await.assert_status(409);
        scene.author.1.post(&history, &[("n", "7"), ("action", "hide")]).await.assert_status(404);
        scene.team.1.post(&history, &[("n", "1"), ("action", "hide")]).await.assert_status(303);
        let own = scene.author.1.get(&history).await;
        own.assert_text("مخفيّة").assert_text("جمعيّة");
        assert!(!own.text().contains("محامية"), "neither as text nor as a difference");
        scene.team.1.get(&history).await.assert_text("محامية");
    }
}
