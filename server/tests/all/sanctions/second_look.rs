//! Sanctions that are looked at again: after an appeal, and without one.

use super::*;

#[tokio::test]
async fn an_appeal_is_decided_by_keys() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut other) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (_, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        give(&mut lead, &post, "warning", "insult", "").await.assert_status(303);
        let own = her.get("/ar/my/decisions").await.text();
        let decision =
            own.split("/ar/appeal?decision=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = her.get(&format!("/ar/appeal?decision={decision}")).await;
        form.assert_status(200);
        let key = form.hidden("form_key").unwrap();
        let sent = [("decision", decision.as_str()), ("body", "لا أوافق على هذا"), ("form_key", key.as_str())];
        her.post("/ar/appeal", &sent).await.assert_status(303);
        let list = other.get("/ar/desk/appeals").await;
        list.assert_text("desk.js");
        let text = list.text();
        let at = text.find("href=\"/ar/desk/appeals/").expect("an appeal") + 6;
        let here = text[at..].split('"').next().unwrap().to_owned();
        let page = other.get(&here).await;
        page.assert_text("data-key=\"a\"").assert_text("data-key=\"c\"").assert_text("desk.js");
        // Whoever took part decides nothing, by no key.
        assert!(!lead.get(&here).await.text().contains("data-key=\""));
    }
}

async fn log_of(app: &TestApp, action: &str) -> Vec<mod_log::Model> {
    mod_log::Entity::find()
        .filter(mod_log::Column::Action.eq(action))
        .all(app.bed.services.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_team_thinks_again_without_an_appeal() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut moderator) = signed_in(&app, "مشرفة-أولى", Role::Moderator).await;
        let (topic, post) = ask(&mut her, false).await;
        approve(&mut lead).await;
        let given = give(&mut lead, &post, "silence", "insult", &day(&app, 20)).await;
        let here = given.location().split('?').next().unwrap().to_owned();
        lead.get(&here).await.assert_status(200).assert_text("تخفيفها");
        let milder = |action: &'static str, ends: String, message: &'static str| {
            vec![
                ("action", action.to_owned()),
                ("ends", ends),
                ("message", message.to_owned()),
                ("reason", WHY.to_owned()),
            ]
        };
        fn pairs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
            form.iter().map(|(name, value)| (*name, value.as_str())).collect()
        }
        // Longer is not milder, and she is told why.
        for (ends, message) in
            [(day(&app, 21), "راجعنا قرارنا"), (String::new(), "راجعنا قرارنا"), (day(&app, 2), "")]
        {
            let refused = lead.post(&here, &pairs(&milder("shorten", ends, message))).await;
            refused.assert_status(422).assert_text(WHY);
        }
        let form = milder("shorten", day(&app, 2), "راجعنا قرارنا");
        moderator.post(&here, &pairs(&form)).await.assert_status(403);
        her.post(&here, &pairs(&form)).await.assert_status(403);
        let shorter = lead.post(&here, &pairs(&form)).await;
        shorter.assert_status(303);
        let next = shorter.location().split('?').next().unwrap().to_owned();
        assert_ne!(next, here, "a row of its own");
        lead.post(&here, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(409);
        her.get("/ar/my/decisions")
            .await
            .assert_text("راجعنا قرارنا")
            .assert_text("حلّ محلّه قرار آخر")
            .assert_text("لا يمكنكِ الكتابة في المنتدى الآن");
        her.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(403);

        lead.post(&next, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(303);
        lead.post(&next, &pairs(&milder("lift", String::new(), "انتهى الأمر"))).await.assert_status(409);
        let mine = her.get("/ar/my/decisions").await;
        mine.assert_text("أنهاه الفريق قبل أوانه").assert_text("انتهى الأمر");
        assert!(!mine.text().contains(WHY), "the internal reason stays with the team");
        her.post(&topic, &[("body", "جواب"), ("action", "send")]).await.assert_status(303);
        notify::deliver_due(&app.bed.services).await.unwrap();
        her.get("/ar/my/notifications").await.assert_text("قرّر الفريق شيئًا يخصّكِ");

        // One sanction was given, however often the team thought again.
        assert_eq!(log_of(&app, "sanction").await.len(), 1);
        assert_eq!(log_of(&app, "sanction_shorten").await.len(), 1);
        let ends = log_of(&app, "sanction_end").await;
        assert!(ends.len() == 1 && ends[0].is_revert && ends[0].parent_id.is_some(), "{ends:?}");
        lead.get("/ar/desk/log").await.assert_text("قُصّرت عقوبة").assert_text("أُنهيت عقوبة");
    }
}

#[tokio::test]
async fn what_two_gave_two_end_and_behind_an_alias_nobody_learns_it() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut moderator) = signed_in(&app, "مشرفة-أولى", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "سند", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let (_, post) = ask(&mut moderator, false).await;
        let given = give(&mut admin, &post, "silence", "insult", &day(&app, 9)).await;
        let here = given.location().split('?').next().unwrap().to_owned();
        lead.post(&here, &[("action", "confirm")]).await.assert_status(303);
        let lift = [("action", "lift"), ("message", "انتهى الأمر"), ("reason", WHY)];
        lead.post(&here, &lift).await.assert_status(403);
        admin.post(&here, &lift).await.assert_status(303);
        moderator.get("/ar/my/decisions").await.assert_text("لا يمكنكِ الكتابة في المنتدى الآن");
        lead.get(&here).await.assert_text("طُلب إنهاؤها").assert_text("confirm_lift");
        admin.post(&here, &[("action", "confirm_lift")]).await.assert_status(403);
        lead.post(&here, &[("action", "confirm_lift")]).await.assert_status(303);
        lead.post(&here, &[("action", "confirm_lift")]).await.assert_status(409);
        moderator.get("/ar/my/decisions").await.assert_text("انتهى الأمر");

        // The same two letters, one of a member and one of the team: a lead cannot tell them apart.
        let mut seen = Vec::new();
        for browser in [&mut her, &mut moderator] {
            let (_, hidden) = ask(browser, true).await;
            let given = give(&mut lead, &hidden, "silence", "insult", &day(&app, 9)).await;
            let here = given.location().split('?').next().unwrap().to_owned();
            let lifted = lead.post(&here, &lift).await.status;
            let sheet = lead.get(&here).await;
            sheet.assert_text("أُنهيت قبل أوانها").assert_text("انتهى الأمر");
            assert!(!sheet.text().contains("confirm_lift") && !sheet.text().contains("طُلب إنهاؤها"));
            let again = lead.post(&here, &lift).await.status;
            let confirmed = lead.post(&here, &[("action", "confirm_lift")]).await.status;
            seen.push((lifted, again, confirmed));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0].0, 303);
        assert_eq!(seen[0].1, 409);
    }
}
