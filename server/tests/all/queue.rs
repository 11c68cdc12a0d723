//! The desk's queue, the page of one item, and shifts, as a browser without scripts sees them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod hard_to_read;
mod meanwhile;

use crate::support::{Answer, TestApp, TestBrowser, forums, next_event, open_stream, signed_in};
use contract::Locale;
use domain::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Asks something; answers the path of its topic.
async fn ask(app: &TestApp, browser: &mut TestBrowser, title: &str, body: &str) -> String {
    app.bed.clock.advance(chrono::Duration::minutes(2));
    let form =
        [("category", "unions"), ("title", title), ("body", body), ("guard", "as_is"), ("action", "send")];
    let answer = browser.post("/ar/forum/new", &form).await;
    browser.topic_of(&answer).await
}

/// The path of the first item of the list.
async fn first_item(team: &mut TestBrowser) -> String {
    let page = team.get("/ar/desk/queue").await;
    page.assert_status(200);
    let text = page.text();
    let at = text.find("href=\"/ar/desk/queue/").expect("an item") + 6;
    text[at..].split(['"', '?']).next().unwrap().to_owned()
}

fn version(page: &Answer) -> String {
    page.hidden("version").unwrap()
}

#[tokio::test]
async fn from_one_text_to_the_next_on_one_page_each() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let mut guest = app.browser();
        let first = ask(&app, &mut member, "الأوّل", "نصّ السؤال الأوّل").await;
        let second = ask(&app, &mut member, "الثاني", "نصّ السؤال الثاني").await;
        let here = first_item(&mut team).await;
        for l in Locale::ALL {
            let page = team.get(&here.replacen("/ar/", &format!("/{l}/"), 1)).await;
            page.assert_status(200).assert_text("نصّ السؤال الأوّل");
        }
        let page = team.get(&format!("{here}?kind=topic")).await;
        for action in [
            "approve", "redact", "changes", "reject", "private", "escalate", "claim", "pass", "recuse",
            "second", "danger",
        ] {
            page.assert_text(&format!("value=\"{action}\""));
        }
        // No version, no decision; what she wrote stays.
        let refused =
            team.post(&here, &[("action", "approve"), ("note", "كلمة لا تضيع"), ("kind", "topic")]).await;
        refused.assert_status(422).assert_text("كلمة لا تضيع");
        guest.get(&first).await.assert_status(404);

        let version = version(&page);
        let approve = [("action", "approve"), ("version", version.as_str()), ("kind", "topic")];
        let done = team.post(&here, &approve).await;
        done.assert_status(303);
        assert!(done.location().starts_with("/ar/desk/queue/"), "{}", done.location());
        assert!(done.location().ends_with("?kind=topic&done=approve"), "{}", done.location());
        guest.get(&first).await.assert_status(200);
        let next = team.get(done.location()).await;
        next.assert_status(200).assert_text("نُشر النصّ").assert_text("نصّ السؤال الثاني");

        // Again: somebody was faster. By whom is not said.
        let stale = team
            .post(
                &here,
                &[("action", "reject"), ("version", &version), ("reason", "insult"), ("note", "كلمة أخرى")],
            )
            .await;
        stale.assert_status(409).assert_text("منشور").assert_text("كلمة أخرى");
        team.get(&here).await.assert_status(200).assert_text("اتُّخذ القرار فيه");

        // The last one leads back to the list.
        let here = done.location().split('?').next().unwrap().to_owned();
        let form = [
            ("action", "changes"),
            ("version", version.as_str()),
            ("reason", "names_others"),
            ("note", "احذفي الاسم"),
        ];
        let done = team.post(&here, &form).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/queue?done=changes");
        team.get(done.location()).await.assert_text("طُلب منها تعديل نصّها").assert_text("لا شيء ينتظر");
        let own = member.get(&second.replace("/ar/", "/fr/")).await;
        own.assert_status(200)
            .assert_text("Il nomme quelqu’un d’autre")
            .assert_text("احذفي الاسم")
            .assert_text("correct=");
        guest.get(&second).await.assert_status(404);
        team.get("/ar/desk/queue/zzzzzzzzzzzz").await.assert_status(404);
        team.get("/ar/desk/queue/..").await.assert_status(404);
        team.get(&format!("{here}?kind=all")).await.assert_status(404);
    }
}

#[tokio::test]
async fn shortening_only_takes_out_and_its_author_keeps_hers() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let mut guest = app.browser();
        let topic = ask(&app, &mut member, "سؤال", "اسمي ليلى ورقمي 22 333 444 فاتّصلن").await;
        let here = first_item(&mut team).await;
        let page = team.get(&here).await;
        page.assert_text("اسمي ليلى ورقمي 22 333 444 فاتّصلن</textarea>");
        let version = version(&page);
        let redact = |text: &str| {
            vec![
                ("action", "redact".to_owned()),
                ("version", version.clone()),
                ("title", "سؤال".into()),
                ("text", text.into()),
            ]
        };
        let pairs = |form: &[(&'static str, String)]| {
            form.iter().map(|(name, value)| (*name, value.clone())).collect::<Vec<_>>()
        };
        let post = async |team: &mut TestBrowser, form: Vec<(&'static str, String)>| {
            let form = pairs(&form);
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            team.post(&here, &form).await
        };
        let refused = post(&mut team, redact("اسمي منى ورقمي […] </textarea><script>")).await;
        refused
            .assert_status(422)
            .assert_text("هنا يمكن فقط حذف كلمات")
            .assert_text("اسمي منى ورقمي […] &lt;/textarea&gt;");
        guest.get(&topic).await.assert_status(404);
        post(&mut team, redact("اسمي […] فاتّصلن")).await.assert_status(303);
        // Whoever comes later is told how it stands, and keeps what she had made of it.
        let late = post(&mut team, redact("اسمي ليلى […]")).await;
        late.assert_status(409).assert_text("اسمي ليلى […]</textarea>");
        let page = guest.get(&topic).await;
        page.assert_status(200).assert_text("اسمي […] فاتّصلن").assert_text("اختصرته المشرفات");
        assert!(!page.text().contains("333 444"));
        member.get(&topic).await.assert_text("نصّكِ كما أرسلتِه").assert_text("22 333 444");
        team.get(&topic).await.assert_status(200);
        assert!(!team.get(&topic).await.text().contains("333 444"));
    }
}

#[tokio::test]
async fn in_hand_taken_over_passed_on_and_never_again() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut second) = signed_in(&app, "أمل", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "أمينة", Role::Admin).await;
        ask(&app, &mut member, "الأوّل", "نصّ الأوّل").await;
        ask(&app, &mut member, "الثاني", "نصّ الثاني").await;
        let here = first_item(&mut first).await;
        let page = second.get(&here).await;
        let version = version(&page);
        let claimed = first.post(&here, &[("action", "claim")]).await;
        assert_eq!(claimed.location(), format!("{here}?done=claim"));
        first.get(claimed.location()).await.assert_text("تتولّينه").assert_text("value=\"release\"");
        let page = second.get("/ar/desk/queue").await;
        page.assert_text("زميلة تتولّاه");
        assert!(!page.text().contains("سند"), "not by whom");
        admin.get("/ar/desk/queue").await.assert_text("سند");
        // Her decision changes nothing, and her words stay.
        let late =
            [("action", "reject"), ("version", version.as_str()), ("reason", "insult"), ("note", "كلمتي")];
        second.post(&here, &late).await.assert_status(409).assert_text("كلمتي").assert_text("زميلة تتولّاه");
        second.post(&here, &[("action", "claim")]).await.assert_status(409);
        second.post(&here, &[("action", "take_over")]).await.assert_status(422).assert_text("لماذا تأخذينه");
        second.post(&here, &[("action", "take_over"), ("cause", "bored")]).await.assert_status(422);
        let taken = second.post(&here, &[("action", "take_over"), ("cause", "away")]).await;
        assert_eq!(taken.location(), format!("{here}?done=take_over"));

        // Passed on: to the next one, and this one comes last.
        let passed = second.post(&here, &[("action", "pass")]).await;
        passed.assert_status(303);
        assert!(passed.location().contains("done=pass") && !passed.location().starts_with(&here));
        assert_ne!(first_item(&mut second).await, here);
        assert_eq!(first_item(&mut first).await, here);
        // She knows the person: never again, nor what became of it.
        second.post(&here, &[("action", "recuse")]).await.assert_status(303);
        second.get(&here).await.assert_status(404);
        second.post(&here, &[("action", "approve"), ("version", &version)]).await.assert_status(404);
        assert!(!second.get("/ar/desk/queue").await.text().contains("نصّ الأوّل"));
        first.post(&here, &[("action", "approve"), ("version", &version)]).await.assert_status(303);
        second.get(&here).await.assert_status(404);
        first.post(&here, &[("action", "dance"), ("version", &version)]).await.assert_status(422);
        first.post(&here, &[("version", &version)]).await.assert_status(422);
    }
}

#[tokio::test]
async fn why_it_waits_is_told_to_whoever_decides_and_not_to_its_author() {
    for app in forums().await {
        let (_, mut hers) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "أمل", Role::Moderator).await;
        let form = [
            ("category", "unions"),
            ("title", "سؤال بلا اسم"),
            ("body", "نصّ السؤال كاملًا"),
            ("anonymous", "yes"),
            ("action", "send"),
        ];
        hers.post("/ar/forum/new", &form).await.assert_status(303);
        let item = first_item(&mut other).await;
        for page in ["/ar/desk/queue", item.as_str()] {
            other.get(page).await.assert_status(200).assert_text("ينتظر بسبب");
            let own = hers.get(page).await;
            own.assert_status(200).assert_text("سؤال بلا اسم");
            assert!(!own.text().contains("ينتظر بسبب"), "{page}");
        }
    }
}

#[tokio::test]
async fn a_closed_topic_asks_for_a_second_word() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let topic = ask(&app, &mut member, "سؤال", "نصّ السؤال").await;
        let here = first_item(&mut team).await;
        let version_of_first = version(&team.get(&here).await);
        team.post(&here, &[("action", "approve"), ("version", &version_of_first)]).await.assert_status(303);
        app.bed.clock.advance(chrono::Duration::minutes(2));
        member.post(&topic, &[("body", "جواب تأخّر"), ("action", "send")]).await.assert_status(303);
        team.post(&format!("{topic}/arrange"), &[("action", "close"), ("reason", "off_topic")])
            .await
            .assert_status(303);
        let here = first_item(&mut team).await;
        let page = team.get(&here).await;
        page.assert_text("ما قيل قبله").assert_text("نصّ السؤال");
        let version = version(&page);
        let asked = team.post(&here, &[("action", "approve"), ("version", &version)]).await;
        asked.assert_status(409).assert_text("أُغلق النقاش في هذه الأثناء");
        let again = [
            ("action", "approve"),
            ("version", &asked.hidden("version").unwrap()),
            ("sure", &asked.hidden("sure").unwrap()),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
        team.post(&here, &again).await.assert_status(303);
        app.browser().get(&topic).await.assert_text("جواب تأخّر");
    }
}

#[tokio::test]
async fn her_desk_is_hers_and_leaves_a_word() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut second) = signed_in(&app, "أمل", Role::Moderator).await;
        ask(&app, &mut member, "سؤال", "نصّ ثقيل").await;
        let desk = "/ar/desk";
        first.get(desk).await.assert_status(200).assert_text("مناوبتكِ").assert_text("من يستمع إليكِ");
        first.post(desk, &[("action", "choose"), ("pause_after", "x")]).await.assert_status(422);
        let done = first.post(desk, &[("action", "choose"), ("pause_after", "3"), ("folded", "yes")]).await;
        assert_eq!(done.location(), "/ar/desk?done=choose");
        first.get("/ar/desk/queue").await.assert_text("data-fold");
        assert!(!second.get("/ar/desk/queue").await.text().contains("data-fold"));
        let here = first_item(&mut first).await;
        first.get(&here).await.assert_text("data-fold").assert_text("قبل أن تفتحيه");
        first.post(&here, &[("action", "claim")]).await.assert_status(303);
        let refused = first.post(desk, &[("action", "end"), ("note", "كلمة للتالية")]).await;
        refused.assert_status(422).assert_text("كلمة للتالية");
        let done = first
            .post(desk, &[("action", "end"), ("note", "كلمة للتالية <b>"), ("claims", "hand_over")])
            .await;
        assert_eq!(done.location(), "/ar/desk?done=end");
        second.get(desk).await.assert_text("كلمة للتالية &lt;b").assert_text("سند");
        second.get("/ar/desk/queue").await.assert_text("تركته المناوبة السابقة");
        member.post(desk, &[("action", "end")]).await.assert_status(403);
        let (_, mut auditor) = signed_in(&app, "مدقّقة", Role::Auditor).await;
        assert!(!auditor.get(desk).await.text().contains("كلمة للتالية"));
        auditor.post(desk, &[("action", "end")]).await.assert_status(403);
    }
}

#[tokio::test]
async fn every_page_of_the_desk_is_walked_by_keys() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::LeadModerator).await;
        ask(&app, &mut member, "سؤال", "نصّ").await;
        for path in ["", "/queue", "/appeals", "/log", "/cases", "/safety", "/sanctions", "/duty"] {
            let page = team.get(&format!("/ar/desk{path}")).await;
            page.assert_status(200).assert_text("desk.js");
            assert_eq!(page.text().matches("data-keys").count(), 1, "{path}");
        }
        let here = first_item(&mut team).await;
        let page = team.get(&here).await;
        for (action, key) in [
            ("private", "p"),
            ("escalate", "e"),
            ("claim", "m"),
            ("second", "s"),
            ("pass", "x"),
            ("recuse", "i"),
            ("danger", "h"),
        ] {
            page.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""))
                .assert_text(&format!("<kbd>{key}</kbd>"));
        }
        page.assert_text("data-key=\"d\"").assert_text("<kbd>d</kbd>");
        team.post(&here, &[("action", "claim")]).await.assert_status(303);
        team.get(&here).await.assert_text("value=\"release\" data-key=\"m\"");
    }
}
