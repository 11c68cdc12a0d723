//! The forum through the real router: forms, refusals, hostile input.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, forums, signed_in};
use contract::Locale;
use domain::{Actor, Role, forum, moderation};

const NEW: [(&str, &str); 4] = [
    ("category", "unions"),
    ("title", "سؤال عن الزعفران"),
    ("body", "هل الزعفران **مكتوب**؟\nأم شفويّ؟"),
    ("action", "send"),
];

async fn publish(app: &TestApp, topic: &str, moderator: &Actor) {
    let id = topic.rsplit('/').next().unwrap().parse().unwrap();
    let view = forum::read_topic(&app.bed.services, moderator, &id, 1, Locale::Ar).await.unwrap();
    let form = moderation::Decision {
        post: view.waiting[0].id.to_string(),
        version: "1".into(),
        action: "approve".into(),
        ..Default::default()
    };
    moderation::decide(&app.bed.services, moderator, &form).await.unwrap();
}

#[tokio::test]
async fn pages_answer_in_three_languages_and_stay_discreet() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        for l in Locale::ALL {
            for path in ["forum", "forum/c/poverty", "forum/new?category=poverty", "my/contributions"] {
                let answer = member.get(&format!("/{l}/{path}")).await;
                answer.assert_status(200);
                let text = answer.text();
                assert!(text.contains("noindex"), "{path}");
                let title = text.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
                for word in ["forum", "Forum", "منتدى", "Poverty", "Pauvreté", "الفقر"] {
                    assert!(!title.contains(word), "{path}: {title}");
                }
                assert!(!text.contains("style=\"") && !text.contains("onclick"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn from_the_question_to_the_answer() {
    for app in forums().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let mut guest = app.browser();

        let guest_asks = guest.get("/ar/forum/new?category=unions").await;
        guest_asks.assert_status(303);
        assert!(guest_asks.location().starts_with("/ar/sign-in?next="), "{}", guest_asks.location());
        assert!(guest_asks.location().contains("category"), "{}", guest_asks.location());

        let form = author.get("/ar/forum/new?category=unions").await;
        form.assert_status(200);
        let key = form.hidden("form_key").unwrap();
        let mut pairs = NEW.to_vec();
        pairs.push(("form_key", &key));
        let sent = author.post("/ar/forum/new", &pairs).await;
        sent.assert_status(303);
        let again = author.post("/ar/forum/new", &pairs).await;
        assert_eq!(again.location(), sent.location(), "a replay leads to the first result");
        author.get(sent.location()).await.assert_status(200).assert_text("وصل نصّكِ").assert_text("1899");
        let topic = author.topic_of(&sent).await;

        let own = author.get(&topic).await;
        own.assert_status(200)
            .assert_text("وصل نصّكِ")
            .assert_text("<strong>مكتوب</strong>")
            .assert_text("1899");
        assert!(own.header("cache-control").contains("no-store"));
        for stranger in [&mut guest, &mut other] {
            let answer = stranger.get(&topic).await;
            answer.assert_status(404);
            assert!(!answer.text().contains("الزعفران"));
            for list in ["/ar/forum", "/ar/forum/c/unions", "/ar"] {
                assert!(!stranger.get(list).await.text().contains("الزعفران"), "{list}");
            }
        }
        author.get("/ar/my/contributions").await.assert_text("سؤال عن الزعفران").assert_text("في الانتظار");
        publish(&app, &topic, &moderator).await;
        guest.get(&topic).await.assert_status(200).assert_text("الزعفران").assert_text("/ar/join");
        guest
            .get("/fr/forum/c/unions")
            .await
            .assert_text("سؤال عن الزعفران")
            .assert_text("Pas encore de réponse");
        guest.get("/ar/forum/c/unions").await.assert_text("لا جواب بعد");
        let counted = guest.get("/en/forum").await.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(counted.contains("1 question"), "{counted}");

        let reply = other.post(&topic, &[("body", "مكتوب"), ("action", "send")]).await;
        reply.assert_status(303);
        let place = other.topic_of(&reply).await;
        other.get(&place).await.assert_text("post--waiting").assert_text("مكتوب");
        assert!(!author.get(&topic).await.text().contains("post--waiting"));

        // A moderator's answer appears at once, and her account is not named in a special way.
        team.post(&topic, &[("body", "جواب الفريق")]).await.assert_status(303);
        guest.get(&topic).await.assert_text("جواب الفريق").assert_text("جواب واحد");
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_with_everything_in_it() {
    for app in forums().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let long = "م".repeat(121);
        let body = "نصّ طويل كتبته بعناية\nفي سطرين";
        let answer = author
            .post(
                "/ar/forum/new",
                &[("category", "nowhere"), ("title", &long), ("body", body), ("form_key", "key-12345")],
            )
            .await;
        answer.assert_status(422).assert_text(&long).assert_text(body).assert_text("error-summary");
        answer.assert_text("href=\"#category\"").assert_text("href=\"#title\"").assert_text("120");
        assert_eq!(answer.hidden("form_key").as_deref(), Some("key-12345"));
        let kept = author
            .post(
                "/ar/forum/new",
                &[("category", "unions"), ("title", ""), ("body", body), ("language", "xx")],
            )
            .await;
        kept.assert_status(422)
            .assert_text(body)
            .assert_text("value=\"unions\" selected")
            .assert_text("href=\"#language\"");
        author.post("/ar/forum/new", &[]).await.assert_status(422);
        author
            .post("/ar/forum/new", &[("action", "delete"), NEW[0], NEW[1], NEW[2]])
            .await
            .assert_status(422);

        // Nobody is signed in any more: the error page holds the text.
        let mut guest = app.browser();
        guest.post("/ar/forum/new", &NEW).await.assert_status(401).assert_text("هل الزعفران");
    }
}

#[tokio::test]
async fn too_many_and_too_fast_are_told_apart_and_keep_the_text() {
    for app in forums().await {
        let (known, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        author.post("/ar/forum/new", &NEW).await.assert_status(303);
        // On her first day only three questions are taken.
        app.bed.clock.advance(chrono::Duration::hours(25));
        let mut author = app.browser();
        author.sign_in_as(&known).await;
        for _ in 0..4 {
            author.post("/ar/forum/new", &NEW).await.assert_status(303);
        }
        let sixth = author.post("/ar/forum/new", &NEW).await;
        sixth.assert_status(429).assert_text("هل الزعفران").assert_text("بلغت الحدّ");
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        for _ in 0..6 {
            team.post("/ar/forum/new", &NEW).await.assert_status(303);
        }
        team.post("/ar/forum/new", &NEW).await.assert_status(429).assert_text("هل الزعفران");
    }
}

/// A client that asks for JSON is told which text waits and where it says how it stands; a browser goes there.
#[tokio::test]
async fn what_waits_is_202_for_who_asks_for_json() {
    for app in forums().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        author.always("accept", "application/json");
        let sent = author.post("/ar/forum/new", &NEW).await;
        sent.assert_status(202);
        assert_eq!(sent.header("content-type"), "application/json", "{}", app.bed.backend);
        assert_eq!((sent.header("cache-control"), sent.location()), ("no-store", ""));
        let told: serde_json::Value = serde_json::from_str(&sent.text()).unwrap();
        let id = told["id"].as_str().unwrap();
        assert_eq!(told["state"], "pending");
        assert_eq!(told["address"], format!("/ar/my/contributions/{id}"));
        // What held it is told as little as on that page.
        assert_eq!(told.as_object().unwrap().len(), 3);
        author.get(&format!("/ar/my/contributions/{id}")).await.assert_status(200);
        for accept in ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*"] {
            author.always("accept", accept);
            author.post("/ar/forum/new", &NEW).await.assert_status(303);
        }
        // What is public at once is no text that waits.
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        team.always("accept", "application/json");
        team.post("/ar/forum/new", &NEW).await.assert_status(303);
    }
}

#[tokio::test]
async fn the_preview_sends_nothing_and_keeps_everything() {
    for app in forums().await {
        let (moderator, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let preview = [NEW[0], NEW[1], NEW[2], ("action", "preview")];
        let answer = author.post("/ar/forum/new", &preview).await;
        answer.assert_status(200).assert_text("<strong>مكتوب</strong>").assert_text("هل الزعفران **مكتوب**؟");
        answer.assert_text("value=\"سؤال عن الزعفران\"").assert_text("value=\"unions\" selected");
        let mine = forum::my_contributions(&app.bed.services, &moderator, None).await.unwrap();
        assert!(mine.rows.is_empty());
        let long = "م".repeat(10_001);
        author
            .post("/ar/forum/new", &[("body", &long), ("action", "preview")])
            .await
            .assert_status(422)
            .assert_text(&long);
        let mut guest = app.browser();
        guest.post("/ar/forum/new", &preview).await.assert_status(401);
    }
}

#[tokio::test]
async fn hostile_text_is_inert_everywhere() {
    const EVIL: &str =
        "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>";
    for app in forums().await {
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let inert = |answer: &Answer, what: &str| {
            let text = answer.text();
            for bad in ["<script>alert", "<img src=x", "<svg/onload", "</textarea><script"] {
                let at = text.find(bad).map(|at| {
                    text.chars()
                        .skip(text[..at].chars().count().saturating_sub(120))
                        .take(240)
                        .collect::<String>()
                });
                assert_eq!(at, None, "{what}: {bad}");
            }
        };
        let body = format!("{EVIL}\n\n[x](javascript:alert(4)) ![y](https://evil.example/p.png)\n\n{EVIL}");
        let refused = author
            .post("/ar/forum/new", &[("category", EVIL), ("title", EVIL), ("body", &body), ("correct", EVIL)])
            .await;
        refused.assert_status(422);
        inert(&refused, "refused");
        refused.assert_text("&lt;/textarea&gt;&lt;script&gt;alert(1)");
        let gone = author.post("/ar/forum/t/nowhere12345", &[("body", &body)]).await;
        gone.assert_status(404);
        inert(&gone, "error page");

        let sent =
            author.post("/ar/forum/new", &[("category", "unions"), ("title", EVIL), ("body", &body)]).await;
        sent.assert_status(303);
        inert(&author.get(sent.location()).await, "sent");
        let topic = author.topic_of(&sent).await;
        inert(&author.get(&topic).await, "waiting");
        inert(&author.get("/ar/my/contributions").await, "mine");
        inert(&team.get("/ar/desk/queue").await, "queue");
        publish(&app, &topic, &moderator).await;
        let mut guest = app.browser();
        for page in [topic.as_str(), "/ar/forum/c/unions", "/ar", "/ar/search?q=alert"] {
            let answer = guest.get(page).await;
            inert(&answer, page);
            assert!(!answer.text().contains("href=\"javascript:"), "{page}");
            assert!(!answer.text().contains("<img"), "{page}");
        }
        guest
            .get(&topic)
            .await
            .assert_text("&lt;script&gt;alert(1)")
            .assert_text("nofollow ugc noopener noreferrer");
        for query in ["after=<script>alert(1)</script>", "before=%3Cscript%3Ealert(1)"] {
            let answer = guest.get(&format!("/ar/forum/c/unions?{}", query.replace(['<', '>'], "%3C"))).await;
            answer.assert_status(404);
            inert(&answer, query);
        }
    }
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_404() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let sent = member.post("/ar/forum/new", &NEW).await;
        let topic = member.topic_of(&sent).await;
        publish(&app, &topic, &moderator).await;
        let _ = &mut team;
        for bad in [
            "/ar/forum/t/ABC".to_owned(),
            "/ar/forum/t/..%2f..%2fetc".to_owned(),
            "/ar/forum/t/%FF%FE".to_owned(),
            "/ar/forum/t/nowhere12345".to_owned(),
            "/ar/forum/c/nothing".to_owned(),
            "/ar/forum/c/%00".to_owned(),
            "/ar/forum/c/unions?after=..".to_owned(),
            "/ar/forum/c/unions?after=nowhere12345".to_owned(),
            "/ar/forum/c/unions?after=abcd&before=abcd".to_owned(),
            "/ar/forum/new?category=nothing".to_owned(),
            "/ar/forum/new?correct=nowhere12345".to_owned(),
            "/ar/my/contributions?after=nowhere12345".to_owned(),
            format!("{topic}?page=0"),
            format!("{topic}?page=2"),
            format!("{topic}?page=-1"),
            format!("{topic}?page=99999999999999999999"),
            format!("{topic}?correct=nowhere12345"),
        ] {
            let answer = member.get(&bad).await;
            assert!(matches!(answer.status.as_u16(), 404), "{bad}: {}", answer.status);
        }
        let answer = member.post("/ar/forum/t/nowhere12345", &[("body", "نصّ لا يضيع")]).await;
        answer.assert_status(404).assert_text("نصّ لا يضيع");
    }
}
