//! Reading through the real router: audiences, closed and pinned topics, what is new, permalinks, sizes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod open_page;

use crate::support::{Answer, TestApp, TestBrowser, forums, next_event, open_stream, signed_in};
use chrono::Duration;
use contract::Locale;
use domain::{
    Actor, Role,
    forum::{self, Audience, Change, NewReply, NewTopic, Sent, position},
};
use entity::forum::{post, topic};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

async fn ask(app: &TestApp, team: &Actor, category: &str, title: &str, body: &str) -> Sent {
    app.bed.clock.advance(Duration::minutes(2));
    let form =
        NewTopic { category: category.into(), title: title.into(), body: body.into(), ..NewTopic::default() };
    forum::create_topic(&app.bed.services, team, &form, Locale::Ar).await.unwrap()
}

async fn answer(app: &TestApp, team: &Actor, sent: &Sent, body: &str) -> Sent {
    app.bed.clock.advance(Duration::minutes(2));
    let form = NewReply { body: body.into(), ..NewReply::default() };
    forum::reply(&app.bed.services, team, &sent.topic, &form, Locale::Ar).await.unwrap()
}

async fn set(app: &TestApp, slug: &str, change: Change) {
    forum::change_category(&app.bed.services, slug, &change).await.unwrap();
}

/// Without the marks that Fluent puts around what it fills in.
fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{2068}', '\u{2069}'], "")
}

#[tokio::test]
async fn a_room_for_members_is_not_there_for_guests() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let sent = ask(&app, &team, "unions", "زعفرانة سرّية", "نصّ الزعفرانة").await;
        let change = Change { audience: Some(Audience::Members.as_str().into()), ..Change::default() };
        set(&app, "unions", change).await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        let permalink = format!("/p/{}", sent.post);
        for path in [topic.as_str(), "/ar/forum/c/unions", &permalink] {
            guest.get(path).await.assert_status(404);
            let answer = member.visit(path).await;
            answer.assert_status(200).assert_text("زعفرانة");
            assert!(answer.text().contains("noindex"));
        }
        for path in ["/ar", "/ar/forum", "/ar/search?q=زعفرانة", "/ar/forum/c/poverty"] {
            let path = path.replace("زعفرانة", "%D8%B2%D8%B9%D9%81%D8%B1%D8%A7%D9%86%D8%A9");
            let answer = guest.get(&path).await;
            answer.assert_status(200);
            assert!(!answer.text().contains("سرّية"), "{path}");
            assert!(!answer.text().contains("/ar/forum/c/unions"), "{path}");
        }
        member.get("/ar/forum").await.assert_text("/ar/forum/c/unions");
        let form = member.get("/ar/forum/new?category=unions").await;
        form.assert_status(200).assert_text("من سجّلت دخولها");
        guest.post(&topic, &[("body", "جواب")]).await.assert_status(404).assert_text("جواب");

        // For the team alone.
        let change = Change { audience: Some(Audience::Staff.as_str().into()), ..Change::default() };
        set(&app, "unions", change).await;
        for path in [topic.as_str(), "/ar/forum/c/unions", &permalink, "/ar/forum/new?category=unions"] {
            member.get(path).await.assert_status(404);
        }
        moderator.get(&topic).await.assert_status(200);
        let kept = member.post(&topic, &[("body", "نصّ لا يضيع")]).await;
        kept.assert_status(404).assert_text("نصّ لا يضيع");
    }
}

#[tokio::test]
async fn search_engines_list_only_what_opted_in() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let sent = ask(&app, &team, "unions", "سؤال عن العقد", "نصّ").await;
        let mut guest = app.browser();
        let paths = [format!("/ar/forum/t/{}", sent.topic), "/ar/forum/c/unions".to_owned()];
        let hidden = |answer: &Answer| {
            let (meta, header) =
                (answer.text().contains("noindex"), answer.header("x-robots-tag").contains("noindex"));
            assert_eq!(meta, header);
            meta
        };
        for path in &paths {
            assert!(hidden(&guest.get(path).await), "{path}");
        }
        set(&app, "unions", Change { indexed: Some(true), ..Change::default() }).await;
        for path in &paths {
            let answer = guest.get(path).await;
            assert!(!hidden(&answer), "{path}");
            let title =
                answer.text().split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned();
            assert!(!title.contains("العقد"), "the title stays neutral: {title}");
            assert!(moderator.get(path).await.header("x-robots-tag").contains("noindex"), "hers is hers");
        }
        assert!(hidden(&guest.get("/ar/forum/c/poverty").await));
        let change = Change { audience: Some("members".into()), ..Change::default() };
        set(&app, "unions", change).await;
        assert!(moderator.get(&paths[0]).await.text().contains("noindex"));
    }
}

#[tokio::test]
async fn a_closed_topic_says_so_and_keeps_her_text() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let sent = ask(&app, &team, "unions", "سؤال", "نصّ").await;
        for l in Locale::ALL {
            let topic = format!("/{l}/forum/t/{}", sent.topic);
            let before = member.get(&topic).await;
            before.assert_text("name=\"body\"");
            assert!(!before.text().contains("/arrange"), "members arrange nothing");
            let page = moderator.get(&topic).await;
            page.assert_text(&format!("action=\"{topic}/arrange\""));
            moderator
                .post(&format!("{topic}/arrange"), &[("action", "close"), ("reason", "off_topic")])
                .await
                .assert_status(303);
            // She had the form open.
            let late = member.post(&topic, &[("body", "نصّ كتبته <b> بعناية"), ("action", "send")]).await;
            late.assert_status(409).assert_text("نصّ كتبته &lt;b&gt; بعناية").assert_text("readonly");
            late.assert_text(&i18n::errors::message(i18n::catalogue(l), contract::ErrorCode::TopicClosed));
            for browser in [&mut member, &mut guest] {
                let answer = browser.get(&topic).await;
                answer.assert_status(200).assert_text(&i18n::catalogue(l).msg_reading_closed_title());
                assert!(!answer.text().contains("name=\"body\""));
            }
            guest
                .get(&format!("/{l}/forum/c/unions"))
                .await
                .assert_text(&i18n::catalogue(l).msg_reading_closed());
            moderator.post(&format!("{topic}/arrange"), &[("action", "reopen")]).await.assert_status(303);
            member.get(&topic).await.assert_text("name=\"body\"");
        }
        let topic = format!("/ar/forum/t/{}", sent.topic);
        for wrong in [
            vec![("action", "close")],
            vec![("action", "pin"), ("days", "8")],
            vec![("action", "burn")],
            vec![],
        ] {
            moderator.post(&format!("{topic}/arrange"), &wrong).await.assert_status(422);
        }
        member
            .post(&format!("{topic}/arrange"), &[("action", "pin"), ("days", "7")])
            .await
            .assert_status(403);
        moderator
            .post(&format!("{topic}/arrange"), &[("action", "pin"), ("days", "7")])
            .await
            .assert_status(303);
        guest.get("/en/forum/c/unions").await.assert_text("tag--pinned");
        assert!(!guest.get("/en/forum").await.text().contains("id=\"front\""));
        moderator.get(&topic).await.assert_text("value=\"pin_front\"");
        moderator
            .post(&format!("{topic}/arrange"), &[("action", "pin_front"), ("days", "30")])
            .await
            .assert_status(303);
        for l in Locale::ALL {
            let title = i18n::catalogue(l).msg_reading_front_title();
            let front = guest.get(&format!("/{l}/forum")).await;
            front.assert_text(&title).assert_text(&format!("/{l}/forum/t/{}", sent.topic));
        }
        moderator.get(&topic).await.assert_text("value=\"unpin_front\"");
    }
}

#[tokio::test]
async fn a_permalink_leads_to_page_and_anchor() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let sent = ask(&app, &team, "unions", "سؤال", "نصّ").await;
        let mut last = sent.clone();
        for n in 0..20 {
            last = answer(&app, &team, &sent, &format!("جواب {n}")).await;
        }
        let found = guest.get(&format!("/p/{}", last.post)).await;
        found.assert_status(303);
        assert_eq!(found.location(), format!("/ar/forum/t/{}?page=2#p-{}", sent.topic, last.post));
        let page = guest.visit(&format!("/p/{}", last.post)).await;
        page.assert_status(200).assert_text(&format!("id=\"p-{}\"", last.post));
        page.assert_text(&format!("href=\"/p/{}\"", last.post));
        let mut french = app.browser();
        french.always("accept-language", "fr");
        assert!(french.get(&format!("/p/{}", sent.post)).await.location().starts_with("/fr/forum/t/"));
        let waiting = member.post(&format!("/ar/forum/t/{}", sent.topic), &[("body", "ينتظر")]).await;
        let post = waiting.location().rsplit('/').next().unwrap().to_owned();
        guest.get(&format!("/p/{post}")).await.assert_status(404);
        member.get(&format!("/p/{post}")).await.assert_status(303);
        for bad in ["/p/ABC", "/p/nowhere12345", "/p/%00", "/p/..%2f"] {
            guest.get(bad).await.assert_status(404);
        }
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("purged"))
            .filter(post::Column::Id.eq(last.post.as_str()))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        let gone = guest.get(&format!("/p/{}", last.post)).await;
        gone.assert_status(410).assert_text("مُحي هذا النصّ");
    }
}

#[tokio::test]
async fn lists_are_filtered_by_language_and_filters_stay() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let mut guest = app.browser();
        ask(&app, &team, "unions", "سؤال عن العقد", "نصّ عربي").await;
        for n in 0..25 {
            ask(&app, &team, "unions", &format!("Bonjour, une question {n}"), "je cherche une réponse").await;
            app.bed.clock.advance(Duration::minutes(2));
        }
        let french = guest.get("/ar/forum/c/unions?lang=fr").await;
        french.assert_status(200).assert_text("Bonjour").assert_text("lang=fr&amp;after=");
        assert!(!french.text().contains("سؤال عن العقد"));
        guest.get("/ar/forum/c/unions?lang=ar").await.assert_text("سؤال عن العقد");
        guest.get("/ar/forum/c/unions?lang=und").await.assert_status(200).assert_text("لا سؤال بهذه اللغة");
        for bad in ["lang=xx", "lang=AR", "lang=%00"] {
            guest.get(&format!("/ar/forum/c/unions?{bad}")).await.assert_status(404);
        }
    }
}

/// Bytes of a page as they travel, without its sheets and scripts.
async fn weight(browser: &mut TestBrowser, path: &str) -> usize {
    let request = http::Request::get(path).header("accept-encoding", "br");
    let packed = browser.send(request).await;
    packed.assert_status(200);
    packed.body.len()
}

#[tokio::test]
async fn a_page_of_twenty_texts_stays_light() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let words = "كيف أتصرّف مع المشغّل حين لا يعطيني ورقة الخلاص؟ ";
        let body = |n: usize| format!("{n} {}", words.repeat(12));
        let sent = ask(&app, &team, "unions", "سؤال", &body(0)).await;
        for n in 1..20 {
            answer(&app, &team, &sent, &body(n)).await;
        }
        for l in Locale::ALL {
            let topic = format!("/{l}/forum/t/{}", sent.topic);
            let whole = guest.get(&topic).await.body.len();
            let (for_guest, for_member) =
                (weight(&mut guest, &topic).await, weight(&mut member, &topic).await);
            let with_composer = member.get(&topic).await.body.len();
            println!("{l}: guest {whole} ({for_guest}), member {with_composer} ({for_member})");
            // Uncompressed already: what travels is a tenth of it.
            assert!(whole <= 50_000, "{l}: {whole}");
            assert!(with_composer <= 150_000, "{l}: {with_composer}");
        }
    }
}

#[tokio::test]
async fn an_erased_topic_is_gone_and_not_unknown() {
    for app in forums().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let sent = ask(&app, &team, "unions", "سؤال زال", "نصّ زال").await;
        let db = app.bed.services.db.writer();
        topic::Entity::update_many()
            .col_expr(topic::Column::State, Expr::value("purged"))
            .filter(topic::Column::Id.eq(sent.topic.as_str()))
            .exec(db)
            .await
            .unwrap();
        post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value("purged"))
            .filter(post::Column::TopicId.eq(sent.topic.as_str()))
            .exec(db)
            .await
            .unwrap();
        let path = format!("/ar/forum/t/{}", sent.topic);
        let mut guest = app.browser();
        for browser in [&mut guest, &mut member, &mut moderator] {
            let gone = browser.get(&path).await;
            gone.assert_status(410).assert_text(&i18n::catalogue(Locale::Ar).msg_reading_error_gone());
            assert!(!gone.text().contains("زال"), "nothing of it is left");
        }
        guest.get("/ar/forum/t/nowhere12345").await.assert_status(404);
        set(&app, "unions", Change { audience: Some("staff".into()), ..Change::default() }).await;
        guest.get(&path).await.assert_status(404);
    }
}

#[tokio::test]
async fn helplines_stand_where_the_category_says_so() {
    for app in forums().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        let box_of = |answer: &Answer| answer.text().contains("id=\"danger\"");
        let sent = ask(&app, &team, "unions", "سؤال", "نصّ").await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        assert!(box_of(&guest.get("/ar/forum/c/protection-of-women").await), "from the start");
        for on in [false, true, false] {
            set(&app, "unions", Change { help: Some(on), ..Change::default() }).await;
            assert_eq!(box_of(&guest.get("/ar/forum/c/unions").await), on);
            assert_eq!(box_of(&member.get(&topic).await), on, "where she writes");
            assert!(!box_of(&guest.get(&topic).await), "who reads has them at the foot of every page");
        }
        let rows = forum::category_settings(&app.bed.services).await.unwrap();
        forum::seed::seed(&app.bed.services).await.unwrap();
        assert_eq!(
            forum::category_settings(&app.bed.services).await.unwrap(),
            rows,
            "seeding changes nothing"
        );
    }
}

#[tokio::test]
async fn the_team_says_what_is_discussed_and_both_pages_know() {
    for app in TestApp::each().await {
        domain::seed::seed(&app.bed.services).await.unwrap();
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let mut guest = app.browser();
        // What the team says stands first, once, by no account: nobody can mute it, and nobody answers.
        let page = guest.get("/ar/forum/c/unions").await;
        assert_eq!(page.text().matches("tag--pinned").count(), 1, "{}", page.text());
        page.assert_text("/ar/forum/t/guideunionsar").assert_text("فريق البوّابة");
        let page = member.get("/fr/forum/t/guideunionsfr").await;
        page.assert_status(200).assert_text("L’équipe du portail").assert_text("lang=\"fr\"");
        assert!(!page.text().contains("value=\"mute\"") && !page.text().contains("name=\"body\""));
        assert!(!guest.get("/ar").await.text().contains("/forum/t/guide"), "no news");
        let feed = guest.get("/fr/forum/c/unions/feed.atom").await;
        feed.assert_status(200).assert_text("<author><name>L’équipe du portail</name></author>");
        let sent = ask(&app, &team, "unions", "نقاش عن الزعفران", "نصّ").await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        let arrange = format!("{topic}/arrange");
        let documents =
            entity::search::search_document::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        for (kind, room) in [("article", "a"), ("item", "library"), ("dataset", "statistics")] {
            let one = documents.iter().find(|one| one.kind == kind && one.locale == "ar").unwrap();
            let page = format!("/ar/{room}/{}-{}", one.target_id, one.slug);
            assert!(!guest.visit(&page).await.assert_status(200).text().contains(&topic), "{page}");
            let form = moderator.get(&topic).await;
            form.assert_text(&format!("action=\"{arrange}\"")).assert_text("name=\"about\"");
            let address = format!("https://portal.example{page}");
            let about = [("action", "about"), ("about", address.as_str())];
            member.post(&arrange, &about).await.assert_status(403);
            guest.post(&arrange, &about).await.assert_status(401);
            moderator.post(&arrange, &about).await.assert_status(303);
            // From the topic to the thing, and back.
            let shown = guest.get(&topic).await;
            let href = format!("href=\"/ar/{room}/{}-", one.target_id);
            assert!(shown.assert_status(200).text().contains(&href), "{kind}: {}", shown.text());
            guest
                .visit(&page)
                .await
                .assert_text(&format!("href=\"{topic}\""))
                .assert_text("نقاش عن الزعفران");
            assert_eq!(guest.get(&format!("/fr/forum/t/{}", sent.topic)).await.status.as_u16(), 200);
        }
        let one = documents.iter().find(|one| one.kind == "dataset" && one.locale == "ar").unwrap();
        let page = format!("/ar/statistics/{}-{}", one.target_id, one.slug);
        // What is no page of the portal keeps what was typed, and changes nothing.
        for wrong in ["/ar/a/nothing0here-x", "https://elsewhere.example/x", "/ar/forum"] {
            let refused = moderator.post(&arrange, &[("action", "about"), ("about", wrong)]).await;
            refused.assert_status(422).assert_text(wrong).assert_text("field__error");
        }
        guest.visit(&page).await.assert_text(&format!("href=\"{topic}\""));
        // A room that closes takes the link with it, for whom it closes.
        set(&app, "unions", Change { audience: Some("members".into()), ..Change::default() }).await;
        assert!(!guest.visit(&page).await.text().contains(&topic));
        member.visit(&page).await.assert_text(&format!("href=\"{topic}\""));
        moderator.post(&arrange, &[("action", "about"), ("about", "")]).await.assert_status(303);
        assert!(!member.visit(&page).await.text().contains(&topic));
        let actions = entity::forum::mod_log::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let count = |action: &str| actions.iter().filter(|row| row.action == action).count();
        assert_eq!((count("attach"), count("detach")), (3, 1));
    }
}
