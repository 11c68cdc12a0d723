//! The desk through the real router.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestBrowser, forums, signed_in};
use contract::Locale;
use domain::Role;

async fn ask(browser: &mut TestBrowser, title: &str) -> String {
    let form = [("category", "unions"), ("title", title), ("body", "نصّ السؤال"), ("action", "send")];
    let answer = browser.post("/ar/forum/new", &form).await;
    browser.topic_of(&answer).await
}

fn decision(page: &Answer, action: &str) -> Vec<(&'static str, String)> {
    vec![
        ("post", page.hidden("post").unwrap()),
        ("version", page.hidden("version").unwrap()),
        ("action", action.to_owned()),
    ]
}

fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test]
async fn the_desk_is_for_moderators() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let topic = ask(&mut member, "سؤال").await;
        let mut guest = app.browser();
        for path in ["/ar/desk", "/ar/desk/queue"] {
            let answer = guest.get(path).await;
            answer.assert_status(303);
            assert!(answer.location().starts_with("/ar/sign-in"), "{}", answer.location());
            let answer = member.get(path).await;
            answer.assert_status(403);
            assert!(!answer.text().contains("queue-item"));
        }
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        team.get("/ar/desk").await.assert_status(200).assert_text("نصّ واحد ينتظر");
        let page = team.get("/ar/desk/queue").await;
        let form = decision(&page, "approve");
        member.post("/ar/desk/queue", &pairs(&form)).await.assert_status(403);
        guest.post("/ar/desk/queue", &pairs(&form)).await.assert_status(401);
        guest.get(&topic).await.assert_status(404);
    }
}

#[tokio::test]
async fn approve_and_refuse_through_the_plain_forms() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let mut guest = app.browser();
        let first = ask(&mut member, "الأوّل").await;
        app.bed.clock.advance(chrono::Duration::minutes(5));
        let second = ask(&mut member, "الثاني").await;

        let page = team.get("/ar/desk/queue?kind=topic").await;
        page.assert_status(200).assert_text("الأوّل").assert_text("الثاني");
        let mut form = decision(&page, "approve");
        form.push(("kind", page.hidden("kind").unwrap()));
        let done = team.post("/ar/desk/queue", &pairs(&form)).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/queue?kind=topic&done=approve");
        guest.get(&first).await.assert_status(200);

        // The same button again: somebody decided already. Her note is not lost.
        form.push(("note", "كلمة لا تضيع".into()));
        let stale = team.post("/ar/desk/queue", &pairs(&form)).await;
        stale.assert_status(409).assert_text("منشور").assert_text("كلمة لا تضيع");

        let page = team.get(done.location()).await;
        page.assert_status(200).assert_text("نُشر النصّ");
        let mut form = decision(&page, "reject");
        form.push(("note", "احذفي الاسم </textarea><script>alert(1)</script>".into()));
        let refused = team.post("/ar/desk/queue", &pairs(&form)).await;
        refused.assert_status(422).assert_text("احذفي الاسم &lt;/textarea&gt;");
        assert!(!refused.text().contains("<script>alert"));
        form.push(("reason", "names_others".into()));
        let done = team.post("/ar/desk/queue", &pairs(&form)).await;
        assert_eq!(done.location(), "/ar/desk/queue?done=reject");
        guest.get(&second).await.assert_status(404);

        // The author reads the reason in the language of her page, with her text and the way to correct it.
        let own = member.get(&second).await;
        own.assert_status(200)
            .assert_text("يسمّي شخصًا آخر")
            .assert_text("احذفي الاسم")
            .assert_text("نصّ السؤال");
        let french = member.get(&second.replace("/ar/", "/fr/")).await;
        french.assert_text("Il nomme quelqu’un d’autre").assert_text("احذفي الاسم");
        let text = french.text();
        let link =
            text.split("href=\"").find(|part| part.contains("correct=")).unwrap().split('"').next().unwrap();
        let form = member.get(link).await;
        form.assert_status(200).assert_text("نصّ السؤال").assert_text("value=\"الثاني\"");
        let correct = form.hidden("correct").unwrap();
        let again = [
            ("category", "unions"),
            ("title", "الثاني"),
            ("body", "نصّ بلا اسم"),
            ("correct", correct.as_str()),
        ];
        member.post("/fr/forum/new", &again).await.assert_status(303);
        team.get("/ar/desk/queue").await.assert_text("نصّ مصحّح");
        team.get("/ar/desk/queue?language=fr").await.assert_status(200);
        for bad in ["kind=all", "language=xx", "after=.."] {
            team.get(&format!("/ar/desk/queue?{bad}")).await.assert_status(404);
        }
        for l in Locale::ALL {
            team.get(&format!("/{l}/desk/queue")).await.assert_status(200);
            team.get(&format!("/{l}/desk")).await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn decisions_that_are_none_are_refused_by_name() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        ask(&mut member, "سؤال").await;
        let page = team.get("/ar/desk/queue").await;
        let post = page.hidden("post").unwrap();
        let long = "م".repeat(1_001);
        for (form, status) in [
            (vec![("post", post.as_str()), ("action", "approve")], 422),
            (vec![("post", post.as_str()), ("version", "x"), ("action", "approve")], 422),
            (vec![("post", post.as_str()), ("version", "1"), ("action", "purge")], 422),
            (vec![("post", post.as_str()), ("version", "1")], 422),
            (vec![("version", "1"), ("action", "approve")], 422),
            (vec![("post", "../.."), ("version", "1"), ("action", "approve")], 422),
            (vec![("post", "nowhere12345"), ("version", "1"), ("action", "approve")], 404),
            (vec![("post", post.as_str()), ("version", "7"), ("action", "approve")], 409),
            (vec![("post", post.as_str()), ("version", "1"), ("action", "reject"), ("reason", "x")], 422),
            (vec![("post", post.as_str()), ("version", "1"), ("action", "reject"), ("reason", "other")], 422),
            (
                vec![
                    ("post", post.as_str()),
                    ("version", "1"),
                    ("action", "reject"),
                    ("reason", "insult"),
                    ("note", &long),
                ],
                422,
            ),
            (vec![("post", post.as_str()), ("version", "1"), ("action", "approve"), ("kind", "x")], 422),
        ] {
            let answer = team.post("/ar/desk/queue", &form).await;
            answer.assert_status(status);
        }
        team.get("/ar/desk").await.assert_text("نصّ واحد ينتظر");
    }
}
