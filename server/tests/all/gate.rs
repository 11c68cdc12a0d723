//! The gate through the real router, as a browser without scripts: what is found before a text is sent, why it waits,
//! what its author is told, and the words that the desk watches.
#![allow(clippy::unwrap_used, clippy::expect_used)]

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

#[tokio::test]
async fn the_reasons_hold_one_after_the_other() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (leader, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let (trusted, mut known) = signed_in(&app, "وردة", Role::Trusted).await;
        let (_, mut veiled) = signed_in(&app, "نسرين", Role::Member).await;
        let send = async |who: &mut TestBrowser, body: &str, more: &[(&str, &str)]| {
            app.bed.clock.advance(Duration::minutes(3));
            let mut pairs = vec![("body", body), ("action", "send")];
            pairs.extend(more);
            let sent = who.post(&topic, &pairs).await;
            assert_eq!(sent.status, 303, "{body}");
            verdict(&app).await.1
        };
        assert_eq!(send(&mut author, "أوّل جواب", &[]).await.as_deref(), Some("review_mode"));
        set(&app, "unions", Audience::Public, ReviewMode::NewMembers).await;
        assert_eq!(send(&mut author, "ثاني جواب", &[]).await.as_deref(), Some("new_member"));
        set(&app, "unions", Audience::Members, ReviewMode::None).await;
        assert_eq!(send(&mut author, "ثالث جواب", &[]).await.as_deref(), Some("first_in_audience"));
        set(&app, "unions", Audience::Public, ReviewMode::None).await;
        assert_eq!(
            send(&mut veiled, "جواب بلا اسم", &[("anonymous", "yes")]).await.as_deref(),
            Some("anonymous")
        );
        let link = "انظري https://www.legislation.tn/loi";
        assert_eq!(send(&mut known, link, &[]).await, None, "whom the team knows may give a link");
        // A form that was open for less than three seconds.
        app.bed.clock.advance(Duration::minutes(3));
        let key = known.get(&topic).await.hidden("form_key").unwrap();
        let quick = [("body", "جواب سريع"), ("form_key", key.as_str()), ("action", "send")];
        known.post(&topic, &quick).await.assert_status(303);
        let (_, gate) = newest(&app).await;
        assert_eq!(
            (gate.gate.as_deref(), gate.score, gate.signals.as_str()),
            (Some("suspicious"), 3, "fast")
        );
        // The same text twice within a day, by anyone; a day later it is nobody's.
        let long = "نبحث عن قاعة صغيرة قرب المحطة لنلتقي فيها كل يوم سبت بعد الظهر مع الأطفال";
        assert_eq!(send(&mut known, long, &[]).await, None);
        let (neighbour, mut other) = signed_in(&app, "خزامى", Role::Trusted).await;
        let marked = long.replace("قاعة", "قَاعَة");
        assert_eq!(send(&mut other, &marked, &[]).await.as_deref(), Some("suspicious"));
        app.bed.clock.advance(Duration::hours(25));
        for (browser, whose) in [(&mut other, &neighbour), (&mut lead, &leader), (&mut known, &trusted)] {
            browser.sign_in_as(whose).await;
        }
        assert_eq!(send(&mut other, long, &[]).await, None);

        // The desk's switch.
        lead.post("/ar/desk/words", &[("action", "quiet_on")]).await.assert_status(303);
        lead.get("/ar/desk/words").await.assert_text("لا أحد يقرأ الآن: ينتظر كلّ شيء");
        let (_, mut fourth) = signed_in(&app, "نرجس", Role::Member).await;
        assert_eq!(send(&mut fourth, "جواب في الليل", &[]).await.as_deref(), Some("quiet_hours"));
        assert_eq!(send(&mut known, "جواب من معروفة", &[]).await, None);
        lead.post("/ar/desk/words", &[("action", "quiet_off")]).await.assert_status(303);
        assert_eq!(send(&mut fourth, "جواب في النهار", &[]).await, None);
        assert_eq!(send(&mut fourth, link, &[]).await.as_deref(), Some("link"));
        // How many texts of a member wait is for administrators to say; the lead reads it.
        let most = [("action", "pending_most"), ("pending_most", "7")];
        lead.post("/ar/desk/words", &most).await.assert_status(403);
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        admin.post("/ar/desk/words", &[most[0], ("pending_most", "none")]).await.assert_status(422);
        admin.post("/ar/desk/words", &most).await.assert_status(303);
        admin.get("/ar/desk/words").await.assert_text("value=\"7\"");
        let page = lead.get("/ar/desk/words").await;
        page.assert_read("7 نصوص");
        assert!(!page.text().contains("name=\"pending_most\""));
        // So is with how many published texts somebody is new no more.
        let after = [("action", "approved_after"), ("approved_after", "9")];
        lead.post("/ar/desk/words", &after).await.assert_status(403);
        let refused = admin.post("/ar/desk/words", &[after[0], ("approved_after", "0")]).await;
        refused.assert_status(422).assert_text("name=\"approved_after\"");
        let done = admin.post("/ar/desk/words", &after).await;
        done.assert_status(303);
        admin.get(done.location()).await.assert_text("يسري ذلك من الآن").assert_text("value=\"9\"");
        lead.get("/ar/desk/words").await.assert_read("9 نصوص منشورة");
        // Nobody but the team learns a reason.
        let place = newest(&app).await.0.id;
        let page = fourth.get(&format!("/ar/my/contributions/{place}")).await;
        page.assert_status(200);
        assert!(!page.text().contains("رابط</") && !page.text().contains("link</"));
    }
}

#[tokio::test]
async fn on_her_first_day_a_fourth_topic_comes_back() {
    for app in apps().await {
        let (actor, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let ask = async |author: &mut TestBrowser, title: &str| {
            app.bed.clock.advance(Duration::minutes(3));
            let form = [("category", "unions"), ("title", title), ("body", "نصّ السؤال"), ("action", "send")];
            author.post("/ar/forum/new", &form).await
        };
        for title in ["السؤال الأوّل", "السؤال الثاني", "السؤال الثالث"] {
            ask(&mut author, title).await.assert_status(303);
        }
        let refused = ask(&mut author, "السؤال الرابع").await;
        refused.assert_status(429).assert_text("السؤال الرابع").assert_text("نصّ السؤال");
        app.bed.clock.advance(Duration::hours(24));
        author.sign_in_as(&actor).await;
        ask(&mut author, "السؤال الرابع").await.assert_status(303);
    }
}

#[tokio::test]
async fn the_page_after_sending_says_what_is_known() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (writer, mut first) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut second) = signed_in(&app, "وردة", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let one = first.post(&topic, &[("body", "ينتظر أوّلًا"), ("action", "send")]).await;
        app.bed.clock.advance(Duration::minutes(3));
        let two = second.post(&topic, &[("body", "ينتظر ثانيًا"), ("action", "send")]).await;
        let page = first.get(one.location()).await;
        page.assert_status(200)
            .assert_text("وصل نصّكِ")
            .assert_text("لا نصّ آخر ينتظر قبل نصّكِ")
            .assert_text("هذه من أوقات الفريق")
            .assert_text("00:00")
            .assert_text("1899")
            .assert_text("ينتظر أوّلًا");
        assert!(!page.text().contains("الثلاثين يومًا"), "two texts are no habit");
        assert!(page.text().contains("noindex") && page.header("cache-control").contains("no-store"));
        second.get(two.location()).await.assert_text("نصّ واحد ينتظر قبل نصّكِ");
        // It is hers alone.
        first.get(two.location()).await.assert_status(404);
        team.get(two.location()).await.assert_status(404);
        assert!(app.browser().get(two.location()).await.location().starts_with("/ar/sign-in"));

        // Six decisions, each after five hours: then it is said how long it takes.
        for n in 0..4 {
            let who = if n % 2 == 0 { &mut first } else { &mut second };
            app.bed.clock.advance(Duration::minutes(3));
            who.post(&topic, &[("body", &format!("جواب {n}")), ("action", "send")]).await.assert_status(303);
        }
        app.bed.clock.advance(Duration::hours(5));
        first.sign_in_as(&writer).await;
        team.sign_in_as(&moderator).await;
        for _ in 0..6 {
            let queue = team.get("/ar/desk/queue").await.text();
            let at = queue.find("href=\"/ar/desk/queue/").expect("an item") + 6;
            let item = queue[at..].split(['"', '?']).next().unwrap();
            let page = team.get(item).await;
            let version = page.hidden("version").unwrap();
            let form = [("version", version.as_str()), ("action", "approve")];
            team.post(item, &form).await.assert_status(303);
        }
        first.get(one.location()).await.assert_status(200).assert_text("/ar/forum/t/");
        let (_, mut third) = signed_in(&app, "خزامى", Role::Member).await;
        let three = third.post(&topic, &[("body", "ينتظر ثالثًا"), ("action", "send")]).await;
        let page = third.get(three.location()).await.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(page.contains("الثلاثين يومًا الأخيرة") && page.contains("6 ساعات"), "{page}");
    }
}

#[tokio::test]
async fn watched_words_are_tried_kept_and_act() {
    for app in apps().await {
        let topic = topic(&app).await;
        set(&app, "unions", Audience::Public, ReviewMode::None).await;
        let (_, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let send = async |author: &mut TestBrowser, body: &str| {
            app.bed.clock.advance(Duration::minutes(3));
            author.post(&topic, &[("body", body), ("action", "send")]).await
        };
        send(&mut author, "قال لي: سأرميكِ بالحجارة").await.assert_status(303);
        let word = |pattern: &'static str, effect: &'static str, action: &'static str| {
            [("pattern", pattern), ("language", "ar"), ("effect", effect), ("action", action)]
        };
        // Tried before it is saved: the hit is shown, the form is full, nothing is stored.
        let tried = lead.post("/ar/desk/words", &word("حجارة", "hold", "try")).await;
        tried.assert_status(200).assert_text("<mark>بالحجارة</mark>").assert_text("value=\"حجارة\"");
        send(&mut author, "الحجارة كثيرة").await.assert_status(303);
        assert_eq!(verdict(&app).await.0, "published");
        lead.post("/ar/desk/words", &word("حجارة", "hold", "add")).await.assert_status(303);
        send(&mut author, "وبالحِجَـــارة أيضا").await.assert_status(303);
        assert_eq!(verdict(&app).await, ("pending".into(), Some("watched_word".into())));
        let twice = lead.post("/ar/desk/words", &word("الحجارة", "hold", "add")).await;
        twice.assert_status(303);
        let same = lead.post("/ar/desk/words", &word("حِجارة", "hold", "add")).await;
        same.assert_status(422).assert_text("href=\"#pattern\"");
        for wrong in ["*", "a", ""] {
            lead.post("/ar/desk/words", &word(wrong, "hold", "add")).await.assert_status(422);
        }

        // Refusing is for advertising alone, and gives the text back with a reason.
        let careless = lead.post("/ar/desk/words", &word("تخفيضات", "block", "add")).await;
        careless.assert_status(422).assert_text("href=\"#spam\"");
        let mut form = word("تخفيضات", "block", "add").to_vec();
        form.push(("spam", "yes"));
        lead.post("/ar/desk/words", &form).await.assert_status(303);
        let refused = send(&mut author, "تخفيضات كبيرة عندنا").await;
        refused.assert_status(422).assert_text("تخفيضات كبيرة عندنا").assert_text("يشبه هذا إشهارًا");

        // Help first, and first in the queue.
        lead.post("/ar/desk/words", &word("نحب نموت", "raise_priority", "add")).await.assert_status(303);
        set(&app, "unions", Audience::Public, ReviewMode::All).await;
        let sent = send(&mut author, "تعبت ونحب نموت").await;
        let (post, _) = newest(&app).await;
        assert_eq!(sent.location(), format!("/ar/my/held/{}", post.id), "the numbers, and what she can do");
        author.get(sent.location()).await.assert_status(200).assert_text("لستِ وحدكِ").assert_text("tel:1899");
        author.get("/ar/my/contributions").await.assert_status(200);
        let item = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(post.id.as_str()))
            .one(app.bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(item.class, 0, "somebody may be in danger");
        // A quotation is not held against her.
        let quoted = send(&mut author, "> ونحب نموت\n\nلا تقولي هذا يا أختي").await;
        assert!(!author.get(quoted.location()).await.text().contains("تتّصلي الآن بأحد هذه الأرقام"));

        // Proposed without the word, and asked about one.
        lead.post("/ar/desk/words", &word("كلبة", "mask", "add")).await.assert_status(303);
        lead.post("/ar/desk/words", &word("خائنة", "warn_author", "add")).await.assert_status(303);
        let asked = send(&mut author, "أنتِ كلبة خائنة").await;
        asked.assert_status(422).assert_text("أنتِ […] خائنة").assert_text("أتقصدينها؟");

        // Changed, and taken away; each step in the log without the word.
        let list = lead.get("/ar/desk/words").await;
        let id = list.text().split("?change=").nth(1).unwrap().split('#').next().unwrap().to_owned();
        lead.get(&format!("/ar/desk/words?change={id}")).await.assert_text(&format!("value=\"{id}\""));
        let mut form = word("جديدة تمامًا", "suggest_help", "change").to_vec();
        form.push(("word", &id));
        lead.post("/ar/desk/words", &form).await.assert_status(303);
        lead.post("/ar/desk/words", &[("action", "remove"), ("word", &id)]).await.assert_status(303);
        lead.get(&format!("/ar/desk/words?change={id}")).await.assert_status(404);
        let log = entity::staff::audit_log::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|row| row.action.as_str()).collect();
        for action in ["words_read", "word_add", "word_change", "word_remove", "words_try"] {
            assert!(actions.contains(&action), "{action}");
        }
        assert!(!format!("{log:?}").contains("حجارة"));
    }
}

#[tokio::test]
async fn the_desk_of_words_speaks_three_languages_and_is_for_the_lead() {
    for app in apps().await {
        domain::words::seed::seed(&app.bed.services).await.unwrap();
        assert_eq!(domain::words::seed::seed(&app.bed.services).await.unwrap(), 0, "once");
        let (_, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        team.get("/ar/desk/words").await.assert_status(403);
        for (l, words) in [("ar", "قائمة البداية"), ("fr", "liste de départ"), ("en", "starter list")]
        {
            let page = lead.get(&format!("/{l}/desk/words")).await;
            page.assert_status(200).assert_text(words).assert_text("rel=\"next\"");
        }
        let next = lead.get("/ar/desk/words").await.text();
        let next = next.split("/ar/desk/words?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        lead.get(&format!("/ar/desk/words?after={next}")).await.assert_status(200);
        lead.get("/ar/desk/words?after=nowhere12345").await.assert_status(404);
        lead.get("/ar/desk/words?effect=suggest_help").await.assert_status(200).assert_text("aria-current");
        // The starter list asks nobody and holds nothing: it shows help.
        let topic = topic(&app).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let body = "rajli yadhrabni w 5ayfa mennou";
        let sent = author.post(&topic, &[("body", body), ("action", "send")]).await;
        sent.assert_status(303);
        author.get(sent.location()).await.assert_text("تتّصلي الآن بأحد هذه الأرقام");
    }
}
