//! Bad input of writing women and of others: each with a clear answer in her language, and her text kept.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use crate::support::{Answer, TestApp, signed_in};
use contract::{ErrorCode, FieldCode, Locale};
use domain::{
    Actor, Role,
    forum::{self, Arrangement, NewTopic, Sent},
};
use entity::forum::post;
use sea_orm::{EntityTrait, PaginatorTrait};

async fn apps() -> Vec<TestApp> {
    let apps = TestApp::each_with(|config| config.limits.post_burst = 1_000_000).await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

async fn published(app: &TestApp, team: &Actor) -> Sent {
    let form = NewTopic {
        category: "unions".into(),
        title: "سؤال".into(),
        body: "نصّ".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&app.bed.services, team, &form, Locale::Ar).await.unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// The text as it stands in the field, whatever it was.
fn keeps(answer: &Answer, text: &str, what: &str) {
    let inside = escaped(&text.replace("\r\n", "\n"));
    assert!(answer.text().replace("\r\n", "\n").contains(&inside), "{what}: the text is lost");
}

#[tokio::test]
async fn refused_texts_come_back_with_the_reason_in_her_language() {
    for app in apps().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let sent = published(&app, &team).await;
        let before = post::Entity::find().count(app.bed.services.db.read()).await.unwrap();
        let long = "م".repeat(10_001);
        let table: [(&str, &str, FieldCode); 6] = [
            ("nothing", "", FieldCode::Required),
            ("one letter", "م", FieldCode::TooShort(2)),
            ("too long", &long, FieldCode::TooLong(10_000)),
            (
                "only what nobody sees",
                "\u{200B}\u{200E}\u{202E}\u{FEFF}\u{2066}\u{00AD}",
                FieldCode::Required,
            ),
            (
                "only joiners and spaces",
                " \u{200C} \u{200D}\u{3164}\u{2800} \n\t\u{00A0}",
                FieldCode::Required,
            ),
            ("only controls", "\u{1}\u{7}\u{1b}\u{7f}", FieldCode::Required),
        ];
        for l in Locale::ALL {
            let catalogue = i18n::catalogue(l);
            for (what, body, code) in table {
                for path in [format!("/{l}/forum/new"), format!("/{l}/forum/t/{}", sent.topic)] {
                    let mut pairs = vec![("body", body), ("action", "send")];
                    if path.ends_with("new") {
                        pairs.extend([("category", "unions"), ("title", "عنوان يبقى")]);
                    }
                    let answer = member.post(&path, &pairs).await;
                    answer.assert_status(422).assert_text("href=\"#body\"");
                    let sentence = i18n::errors::field(catalogue, &catalogue.msg_forum_field_body(), code);
                    assert!(
                        plain(&answer.text()).contains(&escaped(&plain(&sentence))),
                        "{l} {what}: {sentence}"
                    );
                    keeps(&answer, body, what);
                    if path.ends_with("new") {
                        answer.assert_text("عنوان يبقى");
                    }
                }
            }
            for (title, code) in [
                ("م".repeat(121), FieldCode::TooLong(120)),
                ("مم".to_owned(), FieldCode::TooShort(3)),
                ("\u{200B}\u{202E}\u{200F}".to_owned(), FieldCode::Required),
                ("\u{200C}\u{200D}\u{3164}\u{2800}".to_owned(), FieldCode::Required),
            ] {
                let pairs = [("category", "unions"), ("title", title.as_str()), ("body", "نصّ لا يضيع")];
                let answer = member.post(&format!("/{l}/forum/new"), &pairs).await;
                answer.assert_status(422).assert_text("نصّ لا يضيع").assert_text("href=\"#title\"");
                let sentence = i18n::errors::field(catalogue, &catalogue.msg_forum_field_title(), code);
                assert!(plain(&answer.text()).contains(&escaped(&plain(&sentence))), "{l}: {sentence}");
            }
        }
        assert_eq!(post::Entity::find().count(app.bed.services.db.read()).await.unwrap(), before);
    }
}

#[tokio::test]
async fn hostile_shapes_are_taken_quickly_and_shown_tamely() {
    for app in apps().await {
        let (team, mut moderator) = signed_in(&app, "فريق", Role::Moderator).await;
        let sent = published(&app, &team).await;
        let topic = format!("/ar/forum/t/{}", sent.topic);
        let shapes = [
            ("nested quotes", format!("{} نهاية", ">".repeat(9_990))),
            ("nested lists", format!("{} نهاية", "- ".repeat(4_990))),
            ("tags", format!("{} نهاية", "<b>".repeat(3_300))),
            ("unclosed strong", format!("{} نهاية", "**".repeat(4_990))),
            ("unclosed links", format!("{} نهاية", "[".repeat(9_990))),
            ("link openers", format!("{} نهاية", "[a](".repeat(2_490))),
            ("unclosed code", format!("```\nنهاية {}", "`".repeat(9_900))),
            ("tables", format!("{}\n{}\nنهاية", "|a".repeat(2_400), "|-".repeat(2_400))),
            ("marks on marks", format!("نهاية {}", "\u{064B}".repeat(9_900))),
            ("turned around", "نهاية \u{202E}evil\u{2066}\u{2067}\u{202D} text".to_owned()),
            ("nul", "نهاية\u{0}خفيّ".to_owned()),
            ("entities", format!("{} نهاية", "&#x202E;".repeat(1_200))),
        ];
        for (what, body) in &shapes {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let begun = Instant::now();
            let answer = moderator.post(&topic, &[("body", body), ("action", "send")]).await;
            answer.assert_status(303);
            let page = moderator.get(answer.location().split('#').next().unwrap()).await;
            page.assert_status(200);
            // Debug build on a busy machine; a blow-up would take minutes.
            assert!(begun.elapsed() < Duration::from_secs(8), "{what}: {:?}", begun.elapsed());
            let text = page.text();
            let post = text.rsplit("<article").next().unwrap().split("</article>").next().unwrap();
            assert!(post.contains("نهاية"), "{what}: nothing she wrote disappears");
            assert!(!post.contains("<b>") && !post.contains("<script"), "{what}");
            for hidden in ['\u{202E}', '\u{2066}', '\u{2067}', '\u{202D}', '\u{0}'] {
                assert!(!post.contains(hidden), "{what}: {hidden:?}");
            }
            let depth = post.matches("<blockquote").count().max(post.matches("<ul").count());
            assert!(depth <= 60, "{what}: {depth}");
        }
        // One title of that kind.
        app.bed.clock.advance(chrono::Duration::minutes(20));
        let pairs = [("category", "unions"), ("title", "سؤال \u{202E}مقلوب\u{2066}"), ("body", "نصّ")];
        let made = moderator.post("/ar/forum/new", &pairs).await;
        made.assert_status(303);
        let page = moderator.get(made.location().split('#').next().unwrap()).await;
        page.assert_text("سؤال مقلوب");
        assert!(!page.text().contains('\u{202E}'));
    }
}

#[tokio::test]
async fn wrong_parents_closed_topics_and_double_submits() {
    for app in apps().await {
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "وردة", Role::Member).await;
        let sent = published(&app, &team).await;
        let body = "نصّ كتبته بعناية & <محبّة>";
        for l in Locale::ALL {
            // A parent that is not there, no identifier, or somebody else's refused text.
            for path in ["nowhere12345", "ABC", "..%2f", "%00"] {
                let answer = member.post(&format!("/{l}/forum/t/{path}"), &[("body", body)]).await;
                answer.assert_status(404);
                keeps(&answer, body, path);
                answer.assert_text(&i18n::errors::title(i18n::catalogue(l), ErrorCode::NotFound));
            }
            let pairs = [("body", body), ("correct", sent.post.as_str())];
            let answer = member.post(&format!("/{l}/forum/t/{}", sent.topic), &pairs).await;
            answer.assert_status(404);
            keeps(&answer, body, "correct");
            // Two presses are one text, and lead to the same place.
            let key = format!("key-{l}-12345678");
            let pairs = [("body", body), ("form_key", key.as_str()), ("action", "send")];
            let topic = format!("/{l}/forum/t/{}", sent.topic);
            let before = post::Entity::find().count(app.bed.services.db.read()).await.unwrap();
            let (first, second) = {
                let mut twin = member.clone();
                tokio::join!(member.post(&topic, &pairs), twin.post(&topic, &pairs))
            };
            let third = member.post(&topic, &pairs).await;
            let places: Vec<&str> = [&first, &second, &third]
                .into_iter()
                .filter(|answer| answer.status == 303)
                .map(Answer::location)
                .collect();
            assert!(places.len() >= 2 && places.iter().all(|place| *place == places[0]), "{places:?}");
            let after = post::Entity::find().count(app.bed.services.db.read()).await.unwrap();
            assert_eq!(after, before + 1, "{l}");
            // The same key of somebody else is her own.
            let hers = other.post(&topic, &pairs).await;
            hers.assert_status(303);
            assert_ne!(hers.location(), third.location());
            app.bed.clock.advance(chrono::Duration::minutes(5));
        }
        let close =
            Arrangement { action: "close".into(), reason: "off_topic".into(), ..Arrangement::default() };
        forum::operate(&app.bed.services, &team, &sent.topic, &close).await.unwrap();
        for l in Locale::ALL {
            let answer = member.post(&format!("/{l}/forum/t/{}", sent.topic), &[("body", body)]).await;
            answer.assert_status(409);
            keeps(&answer, body, "closed");
            answer.assert_text(&i18n::errors::title(i18n::catalogue(l), ErrorCode::TopicClosed));
        }
    }
}

#[tokio::test]
async fn a_name_that_nothing_has_is_not_found_at_the_desk_either() {
    for app in apps().await {
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        for path in ["cases/%00", "safety/%00", "words?change=%00", "words?after=%00"] {
            let path = format!("/ar/desk/{path}");
            lead.get(&path).await.assert_status(404);
        }
        let acts: [(&str, &[(&str, &str)]); 5] = [
            ("/ar/my/reports", &[("report", "\u{0}"), ("action", "withdraw")]),
            ("/ar/desk/cases/%00", &[("version", "1"), ("action", "keep")]),
            ("/ar/desk/safety/%00", &[("version", "1"), ("action", "hold")]),
            ("/ar/desk", &[("action", "forget"), ("entry", "\u{0}")]),
            ("/ar/desk/words", &[("action", "remove"), ("word", "\u{0}")]),
        ];
        for (path, form) in acts {
            lead.post(path, form).await.assert_status(404);
        }
    }
}
