//! The desk's queue, the page of one item, and shifts, as a browser without scripts sees them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

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
async fn how_much_waits_is_told_while_it_changes() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let page = team.get("/ar/desk/queue").await;
        page.assert_text("data-live=\"/ar/desk/live?told=0\"").assert_text("انظري من جديد");
        page.assert_text("desk.js");
        assert!(!member.get("/ar/forum").await.text().contains("desk.js"), "on the desk alone");
        member.get("/ar/desk/live?told=0").await.assert_status(403);
        app.browser().get("/ar/desk/live?told=0").await.assert_status(204);
        assert_eq!(team.get("/ar/desk/live").await.location(), "/ar/desk");
    }
}

#[tokio::test]
async fn a_text_that_arrives_changes_the_number_on_the_open_page() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let page = team.get("/en/desk/queue").await.text();
        let path = page.split("data-live=\"").nth(1).expect("a stream").split('"').next().unwrap();
        assert_eq!(path, "/en/desk/live?told=0");
        let response = open_stream(&app, &moderator, path).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("no-store"));
        assert_eq!(app.state.live.open(), 1);
        let mut english = http_body_util::BodyDataStream::new(response.into_body());
        // A page that knows another number is told at once.
        let response = open_stream(&app, &moderator, "/ar/desk/live?told=7").await;
        let mut arabic = http_body_util::BodyDataStream::new(response.into_body());
        assert_eq!(next_event(&mut arabic).await.unwrap(), "data: لا نصّ ينتظر.\n\n", "{}", app.bed.backend);

        let asked = ask(&app, &mut member, "الأوّل", "نصّ لا يُقال في العدد");
        let (told, _) = tokio::join!(next_event(&mut english), asked);
        assert_eq!(told.unwrap(), "data: 1 text is waiting.\n\n");
        let told = next_event(&mut arabic).await.unwrap();
        assert!(told.contains("واحد") && !told.contains("نصّ لا يُقال"), "{told}");
        let here = first_item(&mut team).await;
        let version = version(&team.get(&here).await);
        team.post(&here, &[("action", "approve"), ("version", &version)]).await.assert_status(303);
        assert_eq!(next_event(&mut english).await.unwrap(), "data: No text is waiting.\n\n");
        // Who closes the page gives her place back; who has no place here is told nothing.
        drop(english);
        drop(arabic);
        assert_eq!(app.state.live.open(), 0);
        let (reader, _) = signed_in(&app, "وردة", Role::Member).await;
        assert_eq!(open_stream(&app, &reader, path).await.status(), 403);
    }
}

#[tokio::test]
async fn what_she_reads_comes_first() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let mut send = async |language: &str, title: &str, body: &str| {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let form = [
                ("category", "unions"),
                ("title", title),
                ("body", body),
                ("language", language),
                ("action", "send"),
            ];
            member.post("/ar/forum/new", &form).await.assert_status(303);
        };
        send("ar", "سؤال بالعربية", "نصّ بالعربية فيه كلام").await;
        send("fr", "Une question", "Un texte en français").await;
        send("en", "A question", "A text in English").await;
        let order = |page: &Answer| {
            let text = page.text();
            let at = |words: &str| text.find(words).unwrap();
            let mut all = [("ar", at("نصّ بالعربية")), ("fr", at("Un texte en")), ("en", at("A text in"))];
            all.sort_by_key(|one| one.1);
            all.map(|one| one.0)
        };
        // She said nothing: what is in the language of her pages.
        assert_eq!(order(&team.get("/ar/desk/queue").await), ["ar", "fr", "en"]);
        assert_eq!(order(&team.get("/en/desk/queue").await), ["en", "ar", "fr"]);
        let wrong = [("action", "choose"), ("pause_after", "3"), ("reads", "de")];
        team.post("/ar/desk", &wrong).await.assert_status(422).assert_text("href=\"#reads\"");
        let choose =
            [("action", "choose"), ("pause_after", "3"), ("reads", "fr"), ("reads", "en"), ("folded", "yes")];
        team.post("/ar/desk", &choose).await.assert_status(303);
        let desk = team.get("/ar/desk").await;
        for (code, ticked) in [("ar", false), ("fr", true), ("en", true)] {
            let label = format!("name=\"reads\" value=\"{code}\" checked");
            assert_eq!(desk.text().contains(&label), ticked, "{code} {}", app.bed.backend);
        }
        for page in ["/ar/desk/queue", "/en/desk/queue"] {
            assert_eq!(order(&team.get(page).await), ["fr", "en", "ar"], "{page}");
        }
        // From one to the next she is led in the same order.
        let here = first_item(&mut team).await;
        let version = version(&team.get(&here).await);
        let done = team.post(&here, &[("action", "approve"), ("version", &version)]).await;
        team.get(done.location()).await.assert_text("A text in English");
        let nothing = [("action", "choose"), ("pause_after", "3")];
        team.post("/ar/desk", &nothing).await.assert_status(303);
        assert!(!team.get("/ar/desk").await.text().contains("name=\"reads\" value=\"fr\" checked"));
    }
}

#[tokio::test]
async fn whoever_loses_her_role_is_told_nothing_more() {
    use futures::StreamExt;
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "فريق", Role::Moderator).await;
        let response = open_stream(&app, &team, "/en/desk/live?told=0").await;
        assert_eq!(response.status(), 200);
        let mut body = http_body_util::BodyDataStream::new(response.into_body());
        ask(&app, &mut member, "سؤال", "نصّ السؤال").await;
        let wait = std::time::Duration::from_secs(15);
        let told = tokio::time::timeout(wait, body.next()).await.unwrap().unwrap().unwrap();
        assert!(String::from_utf8_lossy(&told).starts_with("data: "));
        entity::identity::member::Entity::update_many()
            .col_expr(entity::identity::member::Column::Role, sea_orm::sea_query::Expr::value("member"))
            .filter(entity::identity::member::Column::Id.eq(team.member_id().unwrap().as_str()))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        ask(&app, &mut member, "سؤال آخر", "نصّ السؤال الآخر").await;
        let told = tokio::time::timeout(wait, body.next()).await.unwrap();
        assert!(told.is_none(), "{}: the stream ends, and tells nothing", app.bed.backend);
    }
}

#[tokio::test]
async fn what_could_bring_her_before_a_judge_is_told_to_her_in_her_language() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let topic = ask(&app, &mut member, "سؤال", "نصّ عن مسؤول").await;
        let here = first_item(&mut team).await;
        let page = team.get(&here).await;
        page.assert_text("value=\"legal_risk\"");
        let version = version(&page);
        let form = [("action", "changes"), ("version", version.as_str()), ("reason", "legal_risk")];
        team.post(&here, &form).await.assert_status(303);
        for (locale, law) in
            [("ar", "المرسوم عدد 54 لسنة 2022"), ("fr", "décret-loi 2022-54"), ("en", "decree-law 2022-54")]
        {
            let own = member.get(&topic.replacen("/ar/", &format!("/{locale}/"), 1)).await;
            own.assert_status(200).assert_text(law).assert_text("correct=");
        }
    }
}

#[tokio::test]
async fn what_is_hard_is_labelled_and_folded_whatever_she_chose() {
    use entity::forum::review_item;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let form = [
            ("category", "unions"),
            ("title", "عنوان"),
            ("body", "نصّ ثقيل"),
            ("content_note", "violence"),
            ("action", "send"),
        ];
        app.bed.clock.advance(chrono::Duration::minutes(2));
        member.post("/ar/forum/new", &form).await.assert_status(303);
        let list = team.get("/ar/desk/queue").await.text();
        let item = list.split("class=\"queue-item\"").nth(1).unwrap();
        let (note, text) = (item.find("عنف").unwrap(), item.find("نصّ ثقيل").unwrap());
        assert!(note < text, "what it is about stands before it: {item}");
        assert!(!item.contains("data-fold") && !item.contains("class=\"blurred\""));

        review_item::Entity::update_many()
            .col_expr(review_item::Column::Class, Expr::value(1))
            .filter(review_item::Column::Kind.eq("post"))
            .exec(app.bed.services.db.writer())
            .await
            .unwrap();
        let list = team.get("/ar/desk/queue").await;
        list.assert_text("data-fold").assert_text("عاجل");
        let here = first_item(&mut team).await;
        team.get(&here).await.assert_text("data-fold").assert_text("قبل أن تفتحيه");

        let blurred = [("action", "choose"), ("pause_after", "3"), ("blurred", "yes")];
        team.post("/ar/desk", &blurred).await.assert_status(303);
        team.get("/ar/desk").await.assert_text("name=\"blurred\" value=\"yes\" checked");
        team.get("/ar/desk/queue").await.assert_text("class=\"blurred\"").assert_text("data-fold");
        team.get(&here).await.assert_text("class=\"blurred\"");
    }
}

#[tokio::test]
async fn a_pause_is_offered_on_the_list_and_a_buddy_to_talk_to() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut second) = signed_in(&app, "أمل", Role::Moderator).await;
        let desk = "/ar/desk";
        first.post(desk, &[("action", "choose"), ("pause_after", "3")]).await.assert_status(303);
        first.post(desk, &[("action", "buddy"), ("buddy", "ياسمين")]).await.assert_status(422);
        let done = first.post(desk, &[("action", "buddy"), ("buddy", "أمل")]).await;
        assert_eq!(done.location(), "/ar/desk?done=buddy");
        first.get(done.location()).await.assert_text("حُفظ");
        second.get(desk).await.assert_text("اختارتكِ رفيقة");
        for n in 0..3 {
            let text = format!("نصّ ثقيل {n}");
            let form = [
                ("category", "unions"),
                ("title", "عنوان"),
                ("body", text.as_str()),
                ("content_note", "violence"),
                ("action", "send"),
            ];
            app.bed.clock.advance(chrono::Duration::minutes(2));
            member.post("/ar/forum/new", &form).await.assert_status(303);
            assert!(!first.get("/ar/desk/queue").await.text().contains("حان وقت الراحة"), "{n}");
            let here = first_item(&mut first).await;
            let version = version(&first.get(&here).await);
            first.post(&here, &[("action", "approve"), ("version", &version)]).await.assert_status(303);
        }
        first.get("/ar/desk/queue").await.assert_text("حان وقت الراحة").assert_text("/ar/desk#end");
        let own = first.get(desk).await;
        own.assert_text("حان وقت الراحة").assert_text("رفيقتكِ: كلّميها");
        assert!(!second.get("/ar/desk/queue").await.text().contains("حان وقت الراحة"));
        // On the page of one text as well, with the way to whom she talks.
        let form = [("category", "unions"), ("title", "عنوان"), ("body", "نصّ آخر خفيف"), ("action", "send")];
        app.bed.clock.advance(chrono::Duration::minutes(2));
        member.post("/ar/forum/new", &form).await.assert_status(303);
        let here = first_item(&mut first).await;
        let page = first.get(&here).await;
        page.assert_text("حان وقت الراحة").assert_text("رفيقتكِ: كلّميها").assert_text("/ar/desk#buddy-title");
        assert!(!second.get(&here).await.text().contains("#buddy-title"));
    }
}

#[tokio::test]
async fn words_for_herself_are_read_by_nobody_else_and_can_be_deleted() {
    for app in forums().await {
        let (_, mut first) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut second) = signed_in(&app, "أمل", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "أمينة", Role::Admin).await;
        let desk = "/ar/desk";
        first.post(desk, &[("action", "debrief"), ("debrief", " ")]).await.assert_status(422);
        let done = first.post(desk, &[("action", "debrief"), ("debrief", "ما أثقل عليّ <b>")]).await;
        assert_eq!(done.location(), "/ar/desk?done=debrief");
        let page = first.get(desk).await;
        page.assert_text("ما أثقل عليّ &lt;b").assert_text("لا تقرؤه غيركِ");
        let entry = page.hidden("entry").unwrap();
        for other in [&mut second, &mut admin] {
            assert!(!other.get(desk).await.text().contains("ما أثقل عليّ"));
            other.post(desk, &[("action", "forget"), ("entry", &entry)]).await.assert_status(404);
        }
        for log in ["/ar/desk/log", "/ar/desk/audit"] {
            let page = admin.get(log).await;
            assert!(!page.text().contains("ما أثقل عليّ") && !page.text().contains(&entry), "{log}");
        }
        let done = first.post(desk, &[("action", "forget"), ("entry", &entry)]).await;
        assert_eq!(done.location(), "/ar/desk?done=forget");
        assert!(!first.get(desk).await.text().contains("ما أثقل عليّ"));
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
        for (action, key) in [("private", "p"), ("escalate", "e"), ("claim", "m"), ("second", "s")] {
            page.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        team.post(&here, &[("action", "claim")]).await.assert_status(303);
        team.get(&here).await.assert_text("value=\"release\" data-key=\"m\"");
    }
}
