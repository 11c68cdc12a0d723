//! The gate through the real router, as a browser without scripts: what is found before a text is sent, why it waits,
//! what its author is told, and the words that the desk watches.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod reasons;
mod watched;

use crate::support::{Answer, TestApp, TestBrowser, signed_in};
use chrono::Duration;
use domain::{
    Role,
    forum::{self, Audience, Change, ReviewMode},
};
use entity::forum::{post, post_gate, review_item};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

async fn apps() -> Vec<TestApp> {
    let apps =
        TestApp::each_with(|config| config.moderation.hours = vec!["mon-sun 00:00-24:00".into()]).await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

async fn set(app: &TestApp, slug: &str, audience: Audience, review: ReviewMode) {
    let change = Change {
        audience: Some(audience.as_str().into()),
        review: Some(review.as_str().into()),
        ..Change::default()
    };
    forum::change_category(&app.bed.services, slug, &change).await.unwrap();
}

/// A published topic of the team.
async fn topic(app: &TestApp) -> String {
    let (_, mut team) = signed_in(app, "فريق", Role::Moderator).await;
    let form = [("category", "unions"), ("title", "موضوع الفريق"), ("body", "نصّ الفريق"), ("action", "send")];
    let sent = team.post("/ar/forum/new", &form).await;
    // What comes next is later, so that it is the newest.
    app.bed.clock.advance(Duration::minutes(1));
    team.topic_of(&sent).await
}

async fn posts(app: &TestApp) -> u64 {
    post::Entity::find().count(app.bed.services.db.read()).await.unwrap()
}

async fn newest(app: &TestApp) -> (post::Model, post_gate::Model) {
    let db = app.bed.services.db.read();
    let post = post::Entity::find()
        .order_by_desc(post::Column::SubmittedAt)
        .order_by_desc(post::Column::Id)
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let gate = post_gate::Entity::find_by_id(post.id.as_str()).one(db).await.unwrap().unwrap();
    (post, gate)
}

/// The state of what was sent last, and why it waits.
async fn verdict(app: &TestApp) -> (String, Option<String>) {
    let (post, gate) = newest(app).await;
    (post.state, gate.gate)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

/// The fields of a form of the page, as a browser sends them; `marker` stands in the form that is meant.
fn form(page: &Answer, marker: &str) -> Vec<(String, String)> {
    let text = page.text();
    let form = text.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap());
    let form = form.filter(|form| form.contains(marker)).last().expect("the form");
    let mut pairs = Vec::new();
    for tag in form.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap();
        if let Some(name) = attribute(tag, "name") {
            pairs.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let name = attribute(area.split('>').next().unwrap(), "name").unwrap();
        let value = area.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
        pairs.push((name, value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")));
    }
    pairs
}

async fn press(browser: &mut TestBrowser, path: &str, fields: &[(String, String)], action: &str) -> Answer {
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    pairs.push(("action", action));
    browser.post(path, &pairs).await
}

const TELLS: &str = "السيدة منيرة هاتفها 22 334 455\nوتسكن هنا & <هناك>";

#[tokio::test]
async fn what_tells_who_somebody_is_comes_back_once_with_three_choices() {
    for app in apps().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let new = author.get("/ar/forum/new?category=unions").await;
        let key = new.hidden("form_key").unwrap();
        let pairs = [
            ("category", "unions"),
            ("title", "سؤال عن جارة"),
            ("body", TELLS),
            ("language", "ar"),
            ("content_note", "violence"),
            ("poll_choices", "نعم\nلا"),
            ("poll_days", ""),
            ("form_key", key.as_str()),
            ("action", "send"),
        ];
        let before = posts(&app).await;
        let asked = author.post("/ar/forum/new", &pairs).await;
        asked.assert_status(422);
        assert_eq!(posts(&app).await, before, "nothing is stored before she chose");
        assert!(asked.header("cache-control").contains("no-store"));
        asked
            .assert_text("<mark>منيرة</mark>")
            .assert_text("<mark>22 334 455</mark>")
            .assert_text("السيدة [اسم] هاتفها [رقم هاتف]")
            .assert_text("رقم هاتف")
            .assert_text("&lt;هناك&gt;");
        assert!(!asked.text().contains("<هناك>"));

        // Back: the form with everything in it, and the same key.
        let as_is = form(&asked, "as_is");
        let back = press(&mut author, "/ar/forum/new", &as_is, "edit").await;
        back.assert_status(422).assert_text("هاتفها 22 334 455").assert_text("سؤال عن جارة");
        assert_eq!(back.hidden("form_key").as_deref(), Some(key.as_str()));
        back.assert_text("نعم\nلا");

        // The proposal is clean: it is sent, and waits like everything in this category.
        let masked = form(&asked, "<textarea");
        assert!(masked.iter().any(|(name, value)| name == "form_key" && *value == key));
        assert!(masked.iter().any(|(name, value)| name == "poll_choices" && value == "نعم\nلا"));
        let sent = press(&mut author, "/ar/forum/new", &masked, "send").await;
        sent.assert_status(303);
        assert!(sent.location().starts_with("/ar/my/contributions/"), "{}", sent.location());
        let (post, gate) = newest(&app).await;
        assert_eq!(post.source, "السيدة [اسم] هاتفها [رقم هاتف]\nوتسكن هنا & <هناك>");
        assert_eq!(post.content_note.as_deref(), Some("violence"));
        assert_eq!(gate.gate.as_deref(), Some("review_mode"));
        // The same form again leads to the same place.
        let again = press(&mut author, "/ar/forum/new", &masked, "send").await;
        assert_eq!(again.location(), sent.location());
    }
}

#[tokio::test]
async fn the_answers_of_a_poll_come_back_too() {
    for app in apps().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let pairs = [
            ("category", "unions"),
            ("title", "سؤال باختيار"),
            ("body", "ماذا ترين؟"),
            ("poll_choices", "نعم\nاتصلي على 22 334 455 <b>"),
            ("poll_days", ""),
            ("action", "send"),
        ];
        let asked = author.post("/ar/forum/new", &pairs).await;
        asked
            .assert_status(422)
            .assert_text("<mark>22 334 455</mark>")
            .assert_text("اتصلي على [رقم هاتف] &lt;b&gt;");
        assert!(!asked.text().contains("<b>"));
        let masked = form(&asked, "<textarea");
        let answers = masked.iter().filter(|(name, _)| name == "poll_choices").collect::<Vec<_>>();
        assert_eq!(answers.len(), 1, "{masked:?}");
        assert_eq!(answers[0].1, "نعم\nاتصلي على [رقم هاتف] <b>");
        let as_is = form(&asked, "as_is");
        assert!(as_is.iter().any(|(name, value)| name == "poll_choices" && value.contains("22 334 455")));
        press(&mut author, "/ar/forum/new", &masked, "send").await.assert_status(303);
        assert_eq!(verdict(&app).await, ("pending".into(), Some("review_mode".into())));
    }
}

#[tokio::test]
async fn sent_as_it_is_it_waits_and_for_the_team_it_is_a_warning() {
    for app in apps().await {
        let topic = topic(&app).await;
        set(&app, "unions", Audience::Public, ReviewMode::None).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let asked = author.post(&topic, &[("body", TELLS), ("action", "send")]).await;
        asked.assert_status(422).assert_text("<mark>22 334 455</mark>");
        let sent = press(&mut author, &topic, &form(&asked, "as_is"), "send").await;
        sent.assert_status(303);
        assert_eq!(verdict(&app).await, ("pending".into(), Some("personal_data".into())));
        let (post, _) = newest(&app).await;
        assert_eq!(post.source, TELLS, "her text as she wrote it");
        let item = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(post.id.as_str()))
            .one(app.bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((item.gate.as_deref(), item.state.as_str()), (Some("personal_data"), "open"));
        app.browser().get(&topic).await.assert_status(200);
        assert!(!app.browser().get(&topic).await.text().contains("22 334 455"));

        // A text without anything is published at once where the category says so, and leads to its place.
        app.bed.clock.advance(Duration::minutes(2));
        let plain = author.post(&topic, &[("body", "جواب بلا شيء"), ("action", "send")]).await;
        assert!(plain.location().contains("/forum/t/"), "{}", plain.location());
        assert_eq!(verdict(&app).await, ("published".into(), None));

        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let warned = team.post(&topic, &[("body", "اتصلن بالفريق: 22 334 455"), ("action", "send")]).await;
        warned.assert_status(422).assert_text("تنبيه لا أكثر");
        app.bed.clock.advance(Duration::minutes(2));
        press(&mut team, &topic, &form(&warned, "as_is"), "send").await.assert_status(303);
        assert_eq!(verdict(&app).await.0, "published");
        app.browser().get(&topic).await.assert_text("22 334 455");
    }
}

#[tokio::test]
async fn helplines_laws_and_prices_pass_without_a_question() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let body = "اتصلي بـ1899 أو 197. القانون عدد 58 لسنة 2017، والأجر 528 دينارًا، وساقية سيدي يوسف بعيدة.";
        author.post(&topic, &[("body", body), ("action", "send")]).await.assert_status(303);
        // Messages to the team are asked nothing.
        let form = [("kind", "question"), ("body", "اتصلوا بي على 22334455")];
        author.post("/ar/messages/new", &form).await.assert_status(303);
        let search = author.get("/ar/search?q=22334455").await;
        search.assert_status(200);
    }
}

#[tokio::test]
async fn a_machine_is_given_its_text_back() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let before = posts(&app).await;
        let page = author.get(&topic).await;
        page.assert_text("name=\"website\"");
        let filled = [("body", "نصّ من آلة"), ("website", "http://spam.example"), ("action", "send")];
        let refused = author.post(&topic, &filled).await;
        refused.assert_status(422).assert_text("نصّ من آلة").assert_text("href=\"#website\"");
        assert!(!refused.text().contains("spam.example"), "the field comes back empty");
        assert_eq!(posts(&app).await, before);
    }
}
