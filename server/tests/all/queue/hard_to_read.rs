//! What is hard to read, pauses, and words that are hers alone.

use super::*;

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
