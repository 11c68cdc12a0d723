//! Changes as the team decides on them.

use super::*;

#[tokio::test]
async fn a_change_is_decided_on_its_own_page_like_a_new_text() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let open = scene.team.1.get(&here).await;
        assert_change(open.assert_status(200), "محامية", "جمعيّة");
        for (action, key) in
            [("approve", "a"), ("changes", "c"), ("reject", "r"), ("private", "p"), ("escalate", "e")]
        {
            open.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        for (action, key) in [("claim", "m"), ("second", "s")] {
            open.assert_text(&format!("value=\"{action}\" data-key=\"{key}\""));
        }
        open.assert_text("value=\"danger\"").assert_text("data-keys").assert_text("desk.js");
        assert_eq!(open.hidden("version").as_deref(), Some("2"));
        scene.author.1.get(&here).await.assert_status(403);
        scene.team.1.get("/ar/desk/queue?kind=edit").await.assert_text(&here);

        // In another hand: nothing is decided, here or in the list.
        let (_, mut second) = signed_in(&scene.app, "أمل", Role::Moderator).await;
        second.post(&here, &[("action", "claim")]).await.assert_status(303);
        second.get(&here).await.assert_text("تتولّينه").assert_text("value=\"approve\"");
        second.get("/ar/desk/queue?claim=me").await.assert_text(&here);
        let open = scene.team.1.get(&here).await;
        open.assert_text("زميلة تتولّاه").assert_text("value=\"take_over\"");
        assert!(!open.text().contains("value=\"approve\""));
        assert!(!scene.team.1.get("/ar/desk/queue").await.text().contains("value=\"approve\""));
        let approve = [("action", "approve"), ("version", "2")];
        scene.team.1.post(&here, &approve).await.assert_status(409).assert_text("زميلة تتولّاه");
        let post = scene.post.to_string();
        let in_the_list = [("post", post.as_str()), ("version", "2"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &in_the_list).await.assert_status(409);
        second.post(&here, &[("action", "release")]).await.assert_status(303);

        // A mistake costs nothing.
        let hasty = [("action", "reject"), ("version", "2"), ("note", "كلمة لا تضيع")];
        let refused = scene.team.1.post(&here, &hasty).await;
        refused.assert_status(422).assert_text("كلمة لا تضيع").assert_text("href=\"#reason\"");
        scene.team.1.post(&here, &[("action", "changes"), ("version", "2")]).await.assert_status(422);

        // She wrote another one meanwhile: what a moderator saw before is no more.
        scene.app.bed.clock.advance(Duration::minutes(2));
        let again = OTHER.replace("جمعيّة", "منظّمة");
        change(&mut scene.author.1, &edit, TITLE, &again).await.assert_status(303);
        let late = [("action", "approve"), ("version", "2"), ("note", "كلمتي")];
        scene.team.1.post(&here, &late).await.assert_status(409).assert_text("كلمتي");
        scene.team.1.get(&here).await.assert_status(200).assert_text("اتُّخذ القرار فيه");
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let approve = [("action", "approve"), ("version", version.as_str())];
        let done = scene.team.1.post(&here, &approve).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/queue?done=approve", "nothing else waits");
        let mut guest = scene.app.browser();
        guest.get(&page).await.assert_text("منظّمة");
        scene.team.1.post(&here, &approve).await.assert_status(409);

        // What was only taken out is looked at on its own page too.
        scene.app.bed.clock.advance(Duration::minutes(2));
        let less = again.replace(" في الكاف", "");
        change(&mut scene.author.1, &edit, TITLE, &less).await.assert_status(303);
        assert_eq!(scene.open_items("check").await, 1);
        let here = first_item(&mut scene.team.1).await;
        let open = scene.team.1.get(&here).await;
        open.assert_text("value=\"seen\" data-key=\"a\"").assert_text("<del>");
        let version = open.hidden("version").unwrap();
        let seen = [("action", "seen"), ("version", version.as_str())];
        scene.team.1.post(&here, &seen).await.assert_status(303);
        assert_eq!(scene.open_items("check").await, 0);
    }
}

#[tokio::test]
async fn a_change_is_published_shortened_and_what_she_wrote_stays_hers() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version =
            scene.team.1.get(&here).await.assert_text("value=\"redact\"").hidden("version").unwrap();
        // Something is taken out, and nothing is written.
        for wrong in [OTHER, "نصّ آخر تمامًا كتبته المشرفة بنفسها", ""] {
            let form = [("action", "redact"), ("version", version.as_str()), ("text", wrong)];
            scene.team.1.post(&here, &form).await.assert_status(422).assert_text("href=\"#text\"");
        }
        assert_eq!(scene.row(&scene.post).await.source, TEXT, "{backend}");
        let less = OTHER.replace("قرب السوق،", "[...]");
        let form = [("action", "redact"), ("version", version.as_str()), ("text", less.as_str())];
        scene.team.1.post(&here, &form).await.assert_status(303);
        let after = scene.row(&scene.post).await;
        assert_eq!(after.source, OTHER.replace("قرب السوق،", "[…]"), "{backend}");
        assert_eq!((after.revision, after.pending_revision, after.shortened), (3, None, true), "{backend}");
        let states: Vec<(i32, String)> =
            scene.revisions().await.into_iter().map(|(n, state, _)| (n, state)).collect();
        let expected = [(1, "shown"), (2, "replaced"), (3, "shown")].map(|(n, state)| (n, state.to_owned()));
        assert_eq!(states, expected, "{backend}");
        let mut guest = scene.app.browser();
        let public = guest.get(&page).await;
        public.assert_text("جمعيّة");
        assert!(!public.text().contains("قرب السوق"), "{backend}");
        scene.author.1.get(&page).await.assert_text("قرب السوق");
        scene.team.1.post(&here, &form).await.assert_status(409);
    }
}

#[tokio::test]
async fn a_refused_change_leaves_the_text_and_comes_back_with_the_reason() {
    for mut scene in scenes().await {
        let (edit, page) = (scene.of("edit"), scene.page());
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let post = scene.post.to_string();
        let mut reject =
            vec![("post", post.as_str()), ("version", "2"), ("action", "reject"), ("note", "كلمة للكاتبة")];
        let refused = scene.team.1.post("/ar/desk/queue/edits", &reject).await;
        refused.assert_status(422).assert_text("كلمة للكاتبة");
        reject.push(("reason", "names_others"));
        scene.team.1.post("/ar/desk/queue/edits", &reject).await.assert_status(303);

        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلمة للكاتبة"));
        let own = scene.author.1.get(&page).await;
        own.assert_text("لم يُنشر تعديلكِ").assert_text("كلمة للكاتبة").assert_text("يسمّي شخصًا آخر");
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text("لم يُنشر تعديلكِ");
        let form = scene.author.1.get(&edit).await;
        form.assert_text("جمعيّة").assert_text("كلمة للكاتبة");
        assert_eq!(form.hidden("base").as_deref(), Some("1"), "she begins with what everybody reads");
        let again = OTHER.replace("جمعيّة", "منظّمة");
        send(&mut scene.author.1, &edit, &form, TITLE, &again).await.assert_status(303);
        let states: Vec<String> = scene.revisions().await.into_iter().map(|row| row.1).collect();
        assert_eq!(states, ["shown", "refused", "waiting"]);
        // A second refusal is told too.
        reject[1] = ("version", "3");
        scene.team.1.post("/ar/desk/queue/edits", &reject).await.assert_status(303);
        let told = domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        assert_eq!(told.notifications, 1);
    }
}

#[tokio::test]
async fn a_change_goes_back_to_its_author_who_corrects_it() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let hasty = [("action", "changes"), ("version", version.as_str()), ("note", "كلمة للكاتبة")];
        scene.team.1.post(&here, &hasty).await.assert_status(422).assert_text("كلمة للكاتبة");
        let form = [&hasty[..], &[("reason", "names_others")]].concat();
        let done = scene.team.1.post(&here, &form).await;
        assert_eq!(done.assert_status(303).location(), "/ar/desk/queue?done=changes", "{backend}");
        scene.team.1.post(&here, &form).await.assert_status(409).assert_text("كلمة للكاتبة");

        // Everybody reads what they read before; she has her words, the reason and the way back.
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلمة للكاتبة"));
        let own = scene.author.1.get(&page).await;
        own.assert_text("أعاد إليكِ الفريق تعديلكِ").assert_text("جمعيّة").assert_text("كلمة للكاتبة");
        own.assert_text("يسمّي شخصًا آخر").assert_text(&edit);
        assert!(!own.text().contains("لم يُنشر تعديلكِ"), "{backend}");
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text("يطلب منكِ الفريق أن تصحّحي تعديلكِ");
        scene.author.1.get("/ar/my/contributions").await.assert_text("أعاد إليكِ الفريق تعديلكِ");
        let history = scene.of("history");
        scene.team.1.get(&history).await.assert_text("طُلب تصحيحها");
        scene.team.1.get("/ar/desk/log").await.assert_text("طُلب تصحيح تعديل");

        let form = scene.author.1.get(&edit).await;
        form.assert_text("جمعيّة").assert_text("كلمة للكاتبة").assert_text("أعاد إليكِ الفريق تعديلكِ");
        assert_eq!(form.hidden("base").as_deref(), Some("1"), "she begins with what everybody reads");
        let again = OTHER.replace("جمعيّة", "منظّمة");
        send(&mut scene.author.1, &edit, &form, TITLE, &again).await.assert_status(303);
        let states: Vec<String> = scene.revisions().await.into_iter().map(|row| row.1).collect();
        assert_eq!(states, ["shown", "returned", "waiting"], "{backend}");
        let post = scene.post.to_string();
        let approve = [("post", post.as_str()), ("version", "3"), ("action", "approve")];
        scene.team.1.post("/ar/desk/queue/edits", &approve).await.assert_status(303);
        guest.get(&page).await.assert_text("منظّمة");
    }
}

#[tokio::test]
async fn a_change_is_offered_an_answer_in_private_and_the_text_stays() {
    for mut scene in scenes().await {
        let (edit, page, backend) = (scene.of("edit"), scene.page(), scene.app.bed.backend);
        change(&mut scene.author.1, &edit, TITLE, OTHER).await.assert_status(303);
        let here = first_item(&mut scene.team.1).await;
        let version = scene.team.1.get(&here).await.hidden("version").unwrap();
        let form = [("action", "private"), ("version", version.as_str()), ("note", "كلماتنا الأولى")];
        let done = scene.team.1.post(&here, &form).await;
        assert_eq!(done.assert_status(303).location(), "/ar/desk/queue?done=private", "{backend}");

        let mine = format!("/ar/my/contributions/{}", scene.post);
        let mut guest = scene.app.browser();
        let text = plain(&guest.get(&page).await);
        assert!(text.contains("محامية") && !text.contains("جمعيّة") && !text.contains("كلماتنا"), "{backend}");
        scene.author.1.get(&page).await.assert_text("جمعيّة").assert_text(&mine);
        scene.author.1.get("/ar/my/contributions").await.assert_text(&mine);
        domain::notify::deliver_due(&scene.app.bed.services).await.unwrap();
        scene.author.1.get("/ar/my/notifications").await.assert_text(&mine);
        let offer = scene.author.1.get(&mine).await;
        offer
            .assert_status(200)
            .assert_text("جمعيّة")
            .assert_text("كلماتنا الأولى")
            .assert_text("value=\"yes\"");
        for browser in [&mut scene.other.1, &mut scene.team.1] {
            browser.post(&mine, &[("answer", "yes")]).await.assert_status(404);
        }
        scene.author.1.post(&mine, &[("answer", "perhaps")]).await.assert_status(422);
        let said = scene.author.1.post(&mine, &[("answer", "yes")]).await;
        let thread = scene.author.1.get(said.assert_status(303).location()).await;
        thread.assert_status(200).assert_text("جمعيّة").assert_text("كلماتنا الأولى");
        assert_eq!(scene.row(&scene.post).await.source, TEXT, "{backend}");
        guest.get(&page).await.assert_status(200).assert_text("محامية");
    }
}
