//! Texts that are taken away, by their authors and by the team, through the real router.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{TestApp, TestBrowser, signed_in};
use chrono::Duration;
use contract::{
    Locale,
    ids::{PostId, TopicId},
};
use domain::{
    Actor, Role,
    forum::{self, NewReply, NewTopic},
    moderation::{self, Decision, item},
};
use entity::{
    forum::{post, review_item, revision, topic},
    identity::role_scope,
    notify::{mention, notification},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

const QUESTION: &str = "سؤال طويل عن بيتي وعن قضيّتي في المحكمة";
const ANSWER: &str = "جواب من زيتونة فيه كلام يكفي";
const TITLE: &str = "عنوان يقول الكثير";

struct Scene {
    app: TestApp,
    author: (Actor, TestBrowser),
    other: (Actor, TestBrowser),
    team: (Actor, TestBrowser),
    topic: TopicId,
    opening: PostId,
    reply: PostId,
}

async fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for app in TestApp::each().await {
        forum::seed::seed(&app.bed.services).await.unwrap();
        let author = signed_in(&app, "ياسمين", Role::Member).await;
        let other = signed_in(&app, "زيتونة", Role::Member).await;
        let team = signed_in(&app, "طاووسة", Role::Moderator).await;
        let form = NewTopic {
            category: "unions".into(),
            title: TITLE.into(),
            body: QUESTION.into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&app.bed.services, &author.0, &form, Locale::Ar).await.unwrap();
        let mut scene = Scene {
            app,
            author,
            other,
            team,
            topic: sent.topic,
            opening: sent.post.clone(),
            reply: sent.post,
        };
        scene.approve(&scene.opening).await;
        scene.reply = scene.answer(&scene.other.0, ANSWER).await;
        scene.approve(&scene.reply).await;
        scenes.push(scene);
    }
    scenes
}

impl Scene {
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

    async fn answer(&self, who: &Actor, body: &str) -> PostId {
        self.app.bed.clock.advance(Duration::minutes(2));
        let form = NewReply { body: body.into(), ..NewReply::default() };
        forum::reply(&self.app.bed.services, who, &self.topic, &form, Locale::Ar).await.unwrap().post
    }

    fn page(&self) -> String {
        format!("/ar/forum/t/{}", self.topic)
    }

    async fn sweep(&self) -> u64 {
        let rules = domain::privacy::Rules { unlink_after_months: 0 };
        domain::privacy::sweep(&self.app.bed.services, rules).await.unwrap().texts
    }

    /// A moderator's form, filled from its page.
    async fn decide(&mut self, id: &PostId, action: &str, more: &[(&str, &str)]) -> crate::support::Answer {
        let path = format!("/ar/forum/p/{id}/decide");
        let version = self.team.1.get(&path).await.hidden("version").unwrap();
        let mut pairs = vec![("action", action), ("version", version.as_str())];
        pairs.extend_from_slice(more);
        self.team.1.post(&path, &pairs).await
    }
}

fn of(post: &PostId, what: &str) -> String {
    format!("/ar/forum/p/{post}/{what}")
}

#[tokio::test]
async fn a_reply_goes_at_once_and_comes_back_within_ten_minutes() {
    for mut scene in scenes().await {
        let (path, page, reply) = (of(&scene.reply, "withdraw"), scene.page(), scene.reply.clone());
        let mut guest = scene.app.browser();
        guest.get(&page).await.assert_text(ANSWER);
        scene.author.1.get(&path).await.assert_status(404);
        scene.author.1.post(&path, &[("action", "withdraw")]).await.assert_status(404);
        scene.other.1.get(&path).await.assert_status(200).assert_text("عشر دقائق");
        scene.other.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);
        scene.other.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);

        for browser in [&mut guest, &mut scene.author.1] {
            let text = browser.get(&page).await.text();
            assert!(text.contains("سحبت صاحبة النصّ نصّها") && !text.contains(ANSWER), "{text}");
            assert!(!text.contains("زيتونة"), "and nothing of who wrote it");
            assert!(text.contains(QUESTION));
            let link = browser.get(&format!("/p/{reply}")).await;
            link.assert_status(303);
            assert!(!browser.get("/ar/forum/c/unions").await.text().contains("جواب واحد"));
        }
        let topic = scene.topic_row().await;
        assert_eq!((topic.published_posts, topic.last_position), (1, 2), "its number is kept");
        assert!(!guest.get("/ar/forum/c/unions/feed.atom").await.text().contains(ANSWER));
        scene.other.1.get(&page).await.assert_text(ANSWER).assert_text("أعيديه");
        scene.other.1.get("/ar/my/contributions").await.assert_text("مسحوب").assert_text("value=\"undo\"");

        scene.app.bed.clock.advance(Duration::minutes(10));
        scene.other.1.post(&path, &[("action", "undo")]).await.assert_status(303);
        guest.get(&page).await.assert_text(ANSWER).assert_text("زيتونة");
        assert_eq!(scene.row(&reply).await.position, Some(2));

        scene.other.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);
        scene.app.bed.clock.advance(Duration::minutes(10) + Duration::seconds(1));
        scene.other.1.post(&path, &[("action", "undo")]).await.assert_status(403);
        let late = scene.other.1.get(&page).await;
        late.assert_text("/ar/messages/new?kind=question");
        assert!(!late.text().contains("value=\"undo\""));
    }
}

#[tokio::test]
async fn a_question_goes_with_its_title_and_the_answers_stay() {
    for mut scene in scenes().await {
        let (path, page) = (of(&scene.opening, "withdraw"), scene.page());
        let mut guest = scene.app.browser();
        scene.author.1.get(&path).await.assert_text("تبقى أجوبة الأخريات");
        scene.author.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);
        for address in
            [page.as_str(), "/ar/forum/c/unions", "/ar/forum", "/ar", "/ar/forum/c/unions/feed.atom"]
        {
            let text = guest.get(address).await.text();
            assert!(!text.contains(TITLE) && !text.contains(QUESTION), "{address}");
        }
        guest.get(&page).await.assert_status(200).assert_text(ANSWER);
        assert!(!guest.get("/ar/search?q=%D8%B9%D9%86%D9%88%D8%A7%D9%86").await.text().contains(TITLE));
        let topic = scene.topic_row().await;
        assert_eq!((topic.state.as_str(), topic.title.as_str(), topic.published_posts), ("published", "", 1));
        // She and the team still read it where it stood.
        scene.author.1.get(&page).await.assert_text(TITLE).assert_text(QUESTION);
        // The last answer goes too: nothing but two sentences is left, and it is in no list.
        let reply = of(&scene.reply, "withdraw");
        scene.other.1.post(&reply, &[("action", "withdraw")]).await.assert_status(303);
        assert_eq!(scene.topic_row().await.state, "withdrawn");
        let bare = guest.get(&page).await;
        bare.assert_status(200);
        assert!(!bare.text().contains(ANSWER) && !bare.text().contains(TITLE));
        assert!(!guest.get("/ar/forum/c/unions").await.text().contains(scene.topic.as_str()));
        scene.author.1.post(&path, &[("action", "undo")]).await.assert_status(303);
        guest.get(&page).await.assert_text(TITLE).assert_text(QUESTION);
        assert_eq!(forum::counters::repair(&scene.app.bed.services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_she_does_and_what_the_team_does_are_apart() {
    for mut scene in scenes().await {
        let (page, reply) = (scene.page(), scene.reply.clone());
        let path = of(&reply, "withdraw");
        let mut guest = scene.app.browser();
        scene.decide(&reply, "remove", &[]).await.assert_status(422);
        let note = "كلمة لصاحبة النصّ";
        let why = [("reason", "insult"), ("note", note)];
        scene.decide(&reply, "remove", &why).await.assert_status(303);
        let text = guest.get(&page).await.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(text.contains("أزالت المشرفات هذا النصّ: كلمات تجرح"), "{text}");
        assert!(!text.contains(ANSWER) && !text.contains(note) && !text.contains("طاووسة"));
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.other.1.get("/ar/my/notifications").await.assert_text("أزال الفريق أحد نصوصكِ");
        let own = scene.other.1.get(&page).await;
        own.assert_text(ANSWER).assert_text(note).assert_text("/ar/messages/new?kind=appeal");
        // She cannot put back what the team took, nor change it; she can take it away herself.
        scene.other.1.post(&path, &[("action", "undo")]).await.assert_status(303);
        assert_eq!(scene.row(&reply).await.state, "removed");
        scene.other.1.get(&of(&reply, "edit")).await.assert_status(403);
        scene.other.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);
        assert_eq!(scene.row(&reply).await.state, "withdrawn");
        // The team gives back what it took, and nothing else.
        scene.decide(&reply, "restore", &[]).await.assert_status(303);
        assert_eq!(scene.row(&reply).await.state, "withdrawn");
        assert!(!guest.get(&page).await.text().contains(ANSWER));
        scene.other.1.post(&path, &[("action", "undo")]).await.assert_status(303);
        guest.get(&page).await.assert_text(ANSWER);
        let row = scene.row(&reply).await;
        assert_eq!((row.state.as_str(), row.taken_reason, row.note), ("published", None, None));

        // What a moderator did not see changed meanwhile.
        let form = [("action", "hold"), ("reason", "insult"), ("version", "1")];
        let stale = scene.team.1.post(&of(&reply, "decide"), &form).await;
        stale.assert_status(409).assert_text("لم يحدث شيء");
        scene.team.1.post(&of(&reply, "decide"), &[("action", "hold")]).await.assert_status(422);
        scene.other.1.get(&of(&reply, "decide")).await.assert_status(403);
        assert_eq!(scene.row(&reply).await.state, "published");
    }
}

#[tokio::test]
async fn everything_goes_in_one_go_when_she_says_so() {
    for mut scene in scenes().await {
        for n in 0..4 {
            scene.answer(&scene.author.0, &format!("نصّ {n} ينتظر من تقرؤه")).await;
        }
        let path = "/ar/my/contributions";
        let unsure = scene.author.1.post(path, &[("action", "withdraw-all")]).await;
        unsure.assert_status(422).assert_text("href=\"#sure\"");
        assert_eq!(scene.row(&scene.opening).await.state, "published");
        let sure = [("action", "withdraw-all"), ("sure", "yes")];
        scene.author.1.post(path, &sure).await.assert_status(303);
        let hers = post::Entity::find()
            .filter(post::Column::AuthorId.eq(scene.author.0.member_id().unwrap().as_str()))
            .all(scene.app.bed.services.db.read())
            .await
            .unwrap();
        assert_eq!(hers.len(), 5);
        assert!(hers.iter().all(|post| post.state == "withdrawn"));
        let waiting = review_item::Entity::find()
            .filter(review_item::Column::State.eq("open"))
            .count(scene.app.bed.services.db.read())
            .await
            .unwrap();
        assert_eq!(waiting, 0, "nobody has to decide on any of them");
        let mut guest = scene.app.browser();
        guest.get(&scene.page()).await.assert_text(ANSWER);
        guest.post(path, &sure).await.assert_status(401);
        // One that waited waits again when she puts it back.
        let back = hers.iter().find(|post| post.position.is_none()).unwrap();
        let id = PostId::trusted(back.id.clone());
        scene.author.1.post(&of(&id, "withdraw"), &[("action", "undo")]).await.assert_status(303);
        assert_eq!(scene.row(&id).await.state, "pending");
        scene.team.1.get("/ar/desk/queue").await.assert_text(&back.source);
        let old = scene.author.1.get("/ar/forum/mine").await;
        old.assert_status(308);
        assert_eq!(old.location(), "/ar/my/contributions");
    }
}

#[tokio::test]
async fn after_thirty_days_nothing_is_left_but_a_tombstone() {
    for mut scene in scenes().await {
        let db = scene.app.bed.services.db.clone();
        let path = of(&scene.opening, "withdraw");
        // It names somebody, was changed, and somebody was told of it.
        let edit = of(&scene.opening, "edit");
        let form = scene.author.1.get(&edit).await;
        let base = form.hidden("base").unwrap();
        let longer = format!("{QUESTION} ثمّ كلام");
        let pairs =
            [("title", TITLE), ("body", longer.as_str()), ("base", base.as_str()), ("action", "send")];
        scene.author.1.post(&edit, &pairs).await.assert_status(303);
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.post(&path, &[("action", "withdraw")]).await.assert_status(303);
        scene.app.bed.clock.advance(Duration::days(30) - Duration::minutes(1));
        assert_eq!(scene.sweep().await, 0);
        scene.app.bed.clock.advance(Duration::minutes(2));
        // As long as a case is open about it, it is kept.
        let report = item::NewItem {
            kind: item::ItemKind::Report,
            target: scene.opening.as_str(),
            post: Some(scene.opening.as_str()),
            topic: Some(scene.topic.as_str()),
            category: "unions",
            language: "ar",
            class: item::Class::Report,
            gate: None,
            now: 0,
        };
        let tx = db.begin().await.unwrap();
        item::open(&tx, &report).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(scene.sweep().await, 0);
        let tx = db.begin().await.unwrap();
        item::close(&tx, item::ItemKind::Report, scene.opening.as_str(), "not_upheld", 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(scene.sweep().await, 1);
        assert_eq!(scene.sweep().await, 0);

        let row = scene.row(&scene.opening).await;
        assert_eq!((row.state.as_str(), row.source.as_str(), row.html.as_str()), ("purged", "", ""));
        assert_eq!((row.author_id, row.purge_basis.as_deref()), (None, Some("withdrawn")));
        assert!(row.purged_at.is_some() && row.position == Some(1));
        let topic = scene.topic_row().await;
        assert_eq!((topic.state.as_str(), topic.title.as_str(), topic.kept_title), ("published", "", None));
        let id = scene.opening.as_str();
        let revisions = revision::Entity::find().filter(revision::Column::PostId.eq(id));
        assert_eq!(revisions.count(db.read()).await.unwrap(), 0);
        let told = notification::Entity::find().filter(notification::Column::PostId.eq(id));
        assert_eq!(told.count(db.read()).await.unwrap(), 0);
        let named = mention::Entity::find().filter(mention::Column::PostId.eq(id));
        assert_eq!(named.count(db.read()).await.unwrap(), 0);
        let mut guest = scene.app.browser();
        guest.get(&format!("/p/{id}")).await.assert_status(410);
        // Her session ended long ago.
        let author = scene.author.0.clone();
        scene.author.1.sign_in_as(&author).await;
        scene.author.1.get(&format!("/p/{id}")).await.assert_status(410);
        guest.get(&scene.page()).await.assert_status(200).assert_text(ANSWER);
        scene.author.1.get(&of(&scene.opening, "history")).await.assert_status(404);
        assert!(!scene.author.1.get("/ar/my/contributions").await.text().contains(QUESTION));
        assert_eq!(forum::counters::repair(&scene.app.bed.services).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn her_copy_holds_what_her_texts_were() {
    for mut scene in scenes().await {
        let edit = of(&scene.reply, "edit");
        let form = scene.other.1.get(&edit).await;
        let base = form.hidden("base").unwrap();
        let less = ANSWER.replace(" من زيتونة", "");
        let pairs = [("body", less.as_str()), ("base", base.as_str()), ("action", "send")];
        scene.other.1.post(&edit, &pairs).await.assert_status(303);
        let services = &scene.app.bed.services;
        let proved = scene.app.bed.proved(scene.other.0.member().unwrap());
        domain::privacy::ask_for_export(services, &proved).await.unwrap();
        let domain::privacy::ExportState::Ready { id, .. } =
            domain::privacy::my_data(services, &proved).await.unwrap().export
        else {
            panic!("an export")
        };
        let device = domain::privacy::export::Device::Own;
        let bytes =
            domain::privacy::download(services, &proved, &id, Locale::Ar, device, |export| export.to_json());
        let json: String = String::from_utf8(bytes.await.unwrap()).unwrap();
        assert!(json.contains(ANSWER) && json.contains(&less) && json.contains("\"revisions\""), "{json}");
        // She disappears: nobody of the team reads it any more either.
        post::Entity::update_many()
            .col_expr(post::Column::HiddenState, Expr::value("published"))
            .col_expr(post::Column::State, Expr::value("vanished"))
            .filter(post::Column::Id.eq(scene.reply.as_str()))
            .exec(services.db.writer())
            .await
            .unwrap();
        scene.team.1.get(&of(&scene.reply, "history")).await.assert_status(404);
        scene.other.1.get(&of(&scene.reply, "history")).await.assert_status(404);
    }
}

#[tokio::test]
async fn what_the_team_can_do_with_a_text_is_offered_in_her_categories_alone() {
    for mut scene in scenes().await {
        let (db, backend) = (scene.app.bed.services.db.writer(), scene.app.bed.backend);
        // As if it had been changed: then there is a history to read.
        post::Entity::update_many()
            .col_expr(post::Column::EditedAt, Expr::value(1_i64))
            .filter(post::Column::Id.eq(scene.reply.as_str()))
            .exec(db)
            .await
            .unwrap();
        let page = scene.page();
        let ways = [
            of(&scene.reply, "decide"),
            of(&scene.reply, "history"),
            format!("/ar/desk/notes/{}", scene.reply),
        ];
        for (category, offered) in [("poverty", false), ("unions", true)] {
            role_scope::Entity::delete_many().exec(db).await.unwrap();
            let row = role_scope::ActiveModel {
                member_id: Set(scene.team.0.member_id().unwrap().to_string()),
                category_id: Set(category.to_owned()),
            };
            role_scope::Entity::insert(row).exec_without_returning(db).await.unwrap();
            let seen = scene.team.1.get(&page).await.text();
            for way in &ways {
                assert_eq!(seen.contains(way.as_str()), offered, "{backend} {category} {way}");
            }
        }
    }
}
