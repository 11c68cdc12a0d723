//! Changing texts through the real router, as a browser without scripts does it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

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
async fn a_change_is_decided_on_its_own_page_like_a_new_text() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let open = scene.team.1.get(&here).await;
        assert_change(open.assert_status(200), "محامية", "جمعيّة");
        for (action, key) in
            [("approve", "a"), ("changes", "c"), ("reject", "r"), ("private", "p"), ("escalate", "e")]
        {
            open.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        for (action, key) in [("claim", "m"), ("second", "s")] {
            open.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        open.assert_text("value=\"danger\"").assert_text("data-keys").assert_text("desk.js");
        assert_eq!(open.hidden("version").as_deref(), Some("2"));
        scene.author.1.get(&here).await.assert_status(403);
        scene.team.1.get("/ar/desk/queue?kind=edit").await.assert_text(&here);

        // In another hand: nothing is decided, here or in the list.
        let (_, mut second) = signed_in(&scene.app, "أمل", Role::Moderator).await;
        second.post(&here, &[("action", "claim")]).await.assert_status(303);
        second.get(&here).await.assert_text("تتولّينه").assert_text("value=\"approve\"");
        second.get("/ar/desk/queue?claim=me").await.assert_text(&here);
        let open = scene.team.1.get(&here).await;
        open.assert_text("زميلة تتولّاه").assert_text("value=\"take_over\"");
        assert!(!open.text().contains("value=\"approve\""));
        assert!(!scene.team.1.get("/ar/desk/queue").await.text().contains("value=\"approve\""));
        let approve = [("action", "approve"), ("version", "2")];
        scene.team.1.post(&here, &approve).await.assert_status(409).assert_text("زميلة تتولّاه");
        let post = scene.post.to_string();
        let in_the_list = [("post", post.as_str()), ("version", "2"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &in_the_list).await.assert_status(409);
        second.post(&here, &[("action", "release")]).await.assert_status(303);

        // A mistake costs nothing.
        let hasty = [("action", "reject"), ("version", "2"), ("note", "كلمة لا تضيع")];
        let refused = scene.team.1.post(&here, &hasty).await;
        refused.assert_status(422).assert_text("كلمة لا تضيع").assert_text("href=\"#reason\"");
        scene.team.1.post(&here, &[("action", "changes"), ("version", "2")]).await.assert_status(422);

        // She wrote another one meanwhile: what a moderator saw before is no more.
        scene.app.bed.clock.advance(Duration::minutes(2));
        let again = OTHER.replace("جمعيّة", "منظّمة");
        change(&mut scene.author.1, &edit, TITLE, &again).await.assert_status(303);
        let late = [("action", "approve"), ("version", "2"), ("note", "كلمتي")];
        scene.team.1.post(&here, &late).await.assert_status(409).assert_text("كلمتي");
        scene.team.1.get(&here).await.assert_status(200).assert_text("اتُّخذ القرار فيه");
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let approve = [("action", "approve"), ("version", version.as_str())];
        let done = scene.team.1.post(&here, &approve).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/queue?done=approve", "nothing else waits");
        let mut guest = scene.app.browser();
        guest.get(&page).await.assert_text("منظّمة");
        scene.team.1.post(&here, &approve).await.assert_status(409);

        // What was only taken out is looked at on its own page too.
        scene.app.bed.clock.advance(Duration::minutes(2));
        let less = again.replace(" في الكاف", "");
        change(&mut scene.author.1, &edit, TITLE, &less).await.assert_status(303);
        assert_eq!(scene.open_items("check").await, 1);
        let here = first_item(&mut scene.team.1).await;
        let open = scene.team.1.get(&here).await;
        open.assert_text("value=\"seen\" data-key=\"a\"").assert_text("<del>");
        let version = open.hidden("version").unwrap();
        let seen = [("action", "seen"), ("version", version.as_str())];
        scene.team.1.post(&here, &seen).await.assert_status(303);
        assert_eq!(scene.open_items("check").await, 0);
    }
}

#[tokio::test]
async fn a_change_is_published_shortened_and_what_she_wrote_stays_hers() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version =
            scene.team.1.get(&here).await.assert_text("value=\"redact\"").hidden("version").unwrap();
        // Something is taken out, and nothing is written.
        for wrong in [OTHER, "نصّ آخر تمامًا كتبته المشرفة بنفسها", ""] {
            let form = [("action", "redact"), ("version", version.as_str()), ("text", wrong)];
            scene.team.1.post(&here, &form).await.assert_status(422).assert_text("href=\"#text\"");
        }
        assert_eq!(scene.row(&scene.post).await.source, TEXT, "{backend}");
        let less = OTHER.replace("قرب السوق،", "[...]");
        let form = [("action", "redact"), ("version", version.as_str()), ("text", less.as_str())];
        scene.team.1.post(&here, &form).await.assert_status(303);
        let after = scene.row(&scene.post).await;
        assert_eq!(after.source, OTHER.replace("قرب السوق،", "[…]"), "{backend}");
        assert_eq!((after.revision, after.pending_revision, after.shortened), (3, None, true), "{backend}");
        let states: Vec<(i32, String)> =
            scene.revisions().await.into_iter().map(|(n, state, _)| (n, state)).collect();
        let expected = [(1, "shown"), (2, "replaced"), (3, "shown")].map(|(n, state)| (n, state.to_owned()));
        assert_eq!(states, expected, "{backend}");
        let mut guest = scene.app.browser();
        let public = guest.get(&page).await;
        public.assert_text("جمعيّة");
        assert!(!public.text().contains("قرب السوق"), "{backend}");
        scene.author.1.get(&page).await.assert_text("قرب السوق");
        scene.team.1.post(&here, &form).await.assert_status(409);
    }
}

#[tokio::test]
async fn a_refused_change_leaves_the_text_and_comes_back_with_the_reason() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let post = scene.post.to_string();
        let mut reject =
            vec![("post", post.as_str()), ("version", "2"), ("action", "reject"), ("note", "كلمة للكاتبة")];
        let refused = scene.team.1.post("/ar/desk/queue/edits", &reject).await;
        refused.assert_status(422).assert_text("كلمة للكاتبة");
        reject.push(("reason", "names_others"));
        scene.team.1.post("/ar/desk/queue/edits", &reject).await.assert_status(303);

        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلمة للكاتبة"));
        let own = scene.author.1.get(&page).await;
        own.assert_text("لم يُنشر تعديلكِ").assert_text("كلمة للكاتبة").assert_text("يسمّي شخصًا آخر");
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text("لم يُنشر تعديلكِ");
        let form = scene.author.1.get(&edit).await;
        form.assert_text("جمعيّة").assert_text("كلمة للكاتبة");
        assert_eq!(form.hidden("base").as_deref(), Some("1"), "she begins with what everybody reads");
        let again = OTHER.replace("جمعيّة", "منظّمة");
        send(&mut scene.author.1, &edit, &form, TITLE, &again).await.assert_status(303);
        let states: Vec<String> = scene.revisions().await.into_iter().map(|row| row.1).collect();
        assert_eq!(states, ["shown", "refused", "waiting"]);
        // A second refusal is told too.
        reject[1] = ("version", "3");
        scene.team.1.post("/ar/desk/queue/edits", &reject).await.assert_status(303);
        let told = domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        assert_eq!(told.notifications, 1);
    }
}

#[tokio::test]
async fn a_change_goes_back_to_its_author_who_corrects_it() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let hasty = [("action", "changes"), ("version", version.as_str()), ("note", "كلمة للكاتبة")];
        scene.team.1.post(&here, &hasty).await.assert_status(422).assert_text("كلمة للكاتبة");
        let form = [&hasty[..], &[("reason", "names_others")]].concat();
        let done = scene.team.1.post(&here, &form).await;
        assert_eq!(done.assert_status(303).location(), "/ar/desk/queue?done=changes", "{backend}");
        scene.team.1.post(&here, &form).await.assert_status(409).assert_text("كلمة للكاتبة");

        // Everybody reads what they read before; she has her words, the reason and the way back.
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلمة للكاتبة"));
        let own = scene.author.1.get(&page).await;
        own.assert_text("أعاد إليكِ الفريق تعديلكِ").assert_text("جمعيّة").assert_text("كلمة للكاتبة");
        own.assert_text("يسمّي شخصًا آخر").assert_text(&edit);
        assert!(!own.text().contains("لم يُنشر تعديلكِ"), "{backend}");
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text("يطلب منكِ الفريق أن تصحّحي تعديلكِ");
        scene.author.1.get("/ar/my/contributions").await.assert_text("أعاد إليكِ الفريق تعديلكِ");
        let history = scene.of("history");
        scene.team.1.get(&history).await.assert_text("طُلب تصحيحها");
        scene.team.1.get("/ar/desk/log").await.assert_text("طُلب تصحيح تعديل");

        let form = scene.author.1.get(&edit).await;
        form.assert_text("جمعيّة").assert_text("كلمة للكاتبة").assert_text("أعاد إليكِ الفريق تعديلكِ");
        assert_eq!(form.hidden("base").as_deref(), Some("1"), "she begins with what everybody reads");
        let again = OTHER.replace("جمعيّة", "منظّمة");
        send(&mut scene.author.1, &edit, &form, TITLE, &again).await.assert_status(303);
        let states: Vec<String> = scene.revisions().await.into_iter().map(|row| row.1).collect();
        assert_eq!(states, ["shown", "returned", "waiting"], "{backend}");
        let post = scene.post.to_string();
        let approve = [("post", post.as_str()), ("version", "3"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &approve).await.assert_status(303);
        guest.get(&page).await.assert_text("منظّمة");
    }
}

#[tokio::test]
async fn a_change_is_offered_an_answer_in_private_and_the_text_stays() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let form = [("action", "private"), ("version", version.as_str()), ("note", "كلماتنا الأولى")];
        let done = scene.team.1.post(&here, &form).await;
        assert_eq!(done.assert_status(303).location(), "/ar/desk/queue?done=private", "{backend}");

        let mine = format!("/ar/my/contributions/{}", scene.post);
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلماتنا"), "{backend}");
        scene.author.1.get(&page).await.assert_text("جمعيّة").assert_text(&mine);
        scene.author.1.get("/ar/my/contributions").await.assert_text(&mine);
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text(&mine);
        let offer = scene.author.1.get(&mine).await;
        offer
            .assert_status(200)
            .assert_text("جمعيّة")
            .assert_text("كلماتنا الأولى")
            .assert_text("value=\"yes\"");
        for browser in [&mut scene.other.1, &mut scene.team.1] {
            browser.post(&mine, &[("answer", "yes")]).await.assert_status(404);
        }
        scene.author.1.post(&mine, &[("answer", "perhaps")]).await.assert_status(422);
        let said = scene.author.1.post(&mine, &[("answer", "yes")]).await;
        let thread = scene.author.1.get(said.assert_status(303).location()).await;
        thread.assert_status(200).assert_text("جمعيّة").assert_text("كلماتنا الأولى");
        assert_eq!(scene.row(&scene.post).await.source, TEXT, "{backend}");
        guest.get(&page).await.assert_status(200).assert_text("محامية");
    }
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
async fn a_waiting_text_is_changed_in_its_place() {
    for mut scene in scenes().await {
        let reply = scene.reply(&scene.other.0, "جواب أوّل").await;
        let path = format!("/ar/forum/p/{reply}/edit");
        change(&mut scene.other.1, &path, "", "جواب مصحّح").await.assert_status(303);
        let row = scene.row(&reply).await;
        assert_eq!((row.state.as_str(), row.source.as_str(), row.version), ("pending", "جواب مصحّح", 2));
        // Whoever of the team saw the first one decides on nothing.
        let id = reply.to_string();
        let old = [("post", id.as_str()), ("version", "1"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue", &old).await.assert_status(409);
        scene.approve(&reply).await;
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&scene.page()).await);
        assert!(text.contains("جواب مصحّح") && !text.contains("عُدِّل يوم"), "{text}");
        scene.author.1.get(&path).await.assert_status(404);
        scene.team.1.get(&path).await.assert_status(404);
        guest.get(&path).await.assert_status(303);
    }
}

/// As for a new text: a client that asks for JSON is told that the change waits, and where it says so.
#[tokio::test]
async fn a_change_that_waits_is_202_for_who_asks_for_json() {
    for mut scene in scenes().await {
        let edit = scene.of("edit");
        let told = |answer: &Answer, post: &PostId| -> String {
            answer.assert_status(202);
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!((answer.header("cache-control"), answer.location()), ("no-store", ""));
            let told: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
            assert_eq!(told.as_object().unwrap().len(), 3);
            assert_eq!((told["id"].as_str(), told["state"].as_str()), (Some(post.as_str()), Some("pending")));
            told["address"].as_str().unwrap().split('#').next().unwrap().to_owned()
        };
        let form = scene.author.1.get(&edit).await;
        scene.author.1.always("accept", "application/json");
        let sent = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        let address = told(&sent, &scene.post);
        scene.author.1.get(&address).await.assert_status(200);
        assert_eq!(scene.open_items("edit").await, 1);
        // Sent twice, it is answered alike and waits once.
        let again = send(&mut scene.author.1, &edit, &form, TITLE, OTHER).await;
        assert_eq!(told(&again, &scene.post), address);
        assert_eq!(scene.open_items("edit").await, 1);
        // What only loses something is public at once.
        change(&mut scene.author.1, &edit, TITLE, LESS).await.assert_status(303);
        // A text that waits itself is changed in its place, and waits on.
        let reply = scene.reply(&scene.other.0, "جواب أوّل").await;
        let path = format!("/ar/forum/p/{reply}/edit");
        scene.other.1.always("accept", "application/json");
        let sent = change(&mut scene.other.1, &path, "", "جواب مصحّح").await;
        told(&sent, &reply);
        // Browsers are led on.
        for accept in ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*"] {
            scene.author.1.always("accept", accept);
            let body = format!("{OTHER} ثمّ {}", accept.len());
            let sent = change(&mut scene.author.1, &edit, TITLE, &body).await;
            sent.assert_status(303);
            assert!(sent.location().contains("done=edit-waits"), "{}", sent.location());
        }
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
async fn a_held_text_stays_held_whatever_she_changes() {
    for mut scene in scenes().await {
        let (edit, page, decide) = (scene.of("edit"), scene.page(), scene.of("decide"));
        let form = scene.team.1.get(&decide).await;
        let version = form.hidden("version").unwrap();
        let hold = [("action", "hold"), ("reason", "insult"), ("version", version.as_str())];
        scene.team.1.post(&decide, &hold).await.assert_status(303);
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("هذا النصّ قيد النظر") && !text.contains("محامية") && !text.contains(TITLE));
        change(&mut scene.author.1, &edit, TITLE, LESS).await.assert_status(303);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let row = scene.row(&scene.post).await;
        assert_eq!((row.state.as_str(), row.source.as_str()), ("held", LESS));
        assert_eq!(scene.open_items("edit").await, 1);
        let post = scene.post.to_string();
        let approve = [("post", post.as_str()), ("version", "3"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &approve).await.assert_status(303);
        assert_eq!(scene.row(&scene.post).await.state, "held");
        assert!(!guest.get(&page).await.text().contains("جمعيّة"));
        let form = scene.team.1.get(&decide).await;
        let version = form.hidden("version").unwrap();
        let release = [("action", "release"), ("version", version.as_str())];
        scene.team.1.post(&decide, &release).await.assert_status(303);
        guest.get(&page).await.assert_status(200).assert_text("جمعيّة").assert_text(TITLE);
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
