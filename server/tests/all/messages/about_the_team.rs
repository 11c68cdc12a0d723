//! What members report about messages of the team, and who reads nothing of whom.

use super::*;

#[tokio::test]
async fn a_message_of_the_team_is_reported_to_those_who_did_not_write_it() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        let (_, mut wrote) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut lead) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let here = written(&mut member, "question", "سؤالي الذي يبقى بيننا").await;
        let id = here.rsplit('/').next().unwrap();
        assert!(!member.get(&here).await.text().contains("value=\"report\""), "not her own words");
        let answer = [("body", "جواب لا يليق"), ("action", "send")];
        wrote.post(&format!("/ar/desk/messages/{id}"), &answer).await.assert_status(303);

        let page = member.get(&here).await;
        page.assert_text("value=\"report\"");
        let message = page.hidden("message").unwrap();
        let form = |code: &'static str| {
            [("action", "report"), ("message", message.as_str()), ("code", code), ("text", "كلمة مهينة")]
        };
        other.post(&here, &form("harassment")).await.assert_status(404);
        member.post(&here, &form("")).await.assert_status(422).assert_text("كلمة مهينة").assert_text("#code");
        let sent = member.post(&here, &form("harassment")).await;
        let report = path(&sent);
        assert_ne!(report, here);
        let hers = member.get(sent.location()).await;
        hers.assert_status(200).assert_text("جواب لا يليق").assert_text("كلمة مهينة");
        assert!(!hers.text().contains("value=\"report\""));
        // Who says more about it says it in the same place.
        assert_eq!(path(&member.post(&here, &form("threat")).await), report, "{}", app.bed.backend);

        let desk = format!("/ar/desk/messages/{}", report.rsplit('/').next().unwrap());
        for browser in [&mut wrote, &mut team] {
            browser.get(&desk).await.assert_status(404);
            assert!(!browser.get("/ar/desk/messages").await.text().contains(&desk));
        }
        lead.get("/ar/desk/messages?kind=complaint").await.assert_text(&desk);
        let seen = lead.get(&desk).await;
        seen.assert_status(200).assert_text("جواب لا يليق").assert_text("كلمة مهينة").assert_text("تهديد");
        assert!(!seen.text().contains("سؤالي الذي يبقى بيننا"), "nothing else of the conversation");
        let reply = [("body", "نعتذر منكِ"), ("action", "send")];
        lead.post(&desk, &reply).await.assert_status(303);
        member.get(&report).await.assert_text("نعتذر منكِ");
    }
}

/// A message of the team that is reported: the conversation that it is from, its identifier, and the report.
async fn complained(
    member: &mut TestBrowser,
    wrote: &mut TestBrowser,
    code: &str,
) -> (String, String, String) {
    let here = written(member, "question", "سؤالي الذي يبقى بيننا").await;
    let answer = [("body", "جواب لا يليق"), ("action", "send")];
    wrote.post(&at_desk(&here), &answer).await.assert_status(303);
    let message = member.get(&here).await.hidden("message").unwrap();
    let report = path(&complain(member, &here, &message, code).await);
    (here, message, report)
}

async fn complain(member: &mut TestBrowser, here: &str, message: &str, code: &str) -> Answer {
    let form = [("action", "report"), ("message", message), ("code", code), ("text", "كلمة مهينة")];
    member.post(here, &form).await
}

fn at_desk(here: &str) -> String {
    here.replacen("/ar/messages/", "/ar/desk/messages/", 1)
}

#[tokio::test]
async fn a_report_about_a_message_is_decided_once_by_somebody_who_did_not_write_it() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut wrote) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut lead) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (_, mut second) = signed_in(&app, "زهرة", Role::LeadModerator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, _, report) = complained(&mut member, &mut wrote, "harassment").await;
        let desk = at_desk(&report);
        member
            .get("/ar/my/reports")
            .await
            .assert_text("لم ينظر فيه الفريق بعد")
            .assert_text("جواب لا يليق")
            .assert_text("value=\"withdraw\"");
        let yes = [("body", "اعتذرنا إليكِ"), ("action", "uphold")];
        for browser in [&mut wrote, &mut team] {
            browser.get(&desk).await.assert_status(404);
            browser.post(&desk, &yes).await.assert_status(404);
        }
        member.post(&desk, &yes).await.assert_status(403);

        // It is closed by a decision, not beside it.
        let page = lead.get(&desk).await;
        page.assert_status(200).assert_text("value=\"uphold\"").assert_text("value=\"not_uphold\"");
        assert!(!page.text().contains("value=\"close\""));
        lead.post(&desk, &[("action", "close")]).await.assert_status(409);
        member.post(&report, &[("action", "close")]).await.assert_status(409);
        lead.post(&desk, &[("body", "ننظر فيه"), ("action", "send")]).await.assert_status(303);
        member.get("/ar/my/reports").await.assert_text("ينظر فيه الفريق");
        lead.post(&desk, &[("body", ""), ("action", "uphold")]).await.assert_status(422);
        let key = page.hidden("form_key").unwrap();
        let yes = [yes[0], yes[1], ("form_key", key.as_str())];
        for _ in 0..2 {
            let done = lead.post(&desk, &yes).await;
            done.assert_status(303);
            lead.get(done.location()).await.assert_status(200).assert_text("رأت المسؤولات");
        }
        let late = [("body", "كلماتي لا تضيع"), ("action", "not_uphold")];
        second.post(&desk, &late).await.assert_status(409).assert_text("كلماتي لا تضيع");
        assert!(!second.get(&desk).await.text().contains("value=\"uphold\""));

        while notify::deliver_due(&app.bed.services).await.unwrap().events > 0 {}
        let told = member.get("/ar/my/notifications").await;
        assert_eq!(told.text().matches("نظر الفريق في ما أبلغتِ عنه").count(), 1, "{}", app.bed.backend);
        for l in Locale::ALL {
            let mine = member.get(&format!("/{l}/my/reports")).await;
            mine.assert_text(&i18n::catalogue(l).msg_messages_report_upheld());
            assert!(!mine.text().contains("value=\"withdraw\""));
        }
        let hers = member.get(&report).await;
        assert_eq!(hers.text().matches("اعتذرنا إليكِ").count(), 1, "sent twice, said once");
        member.post(&report, &[("action", "withdraw")]).await.assert_status(409);

        // One line of the log, without words, and not for whoever it is about.
        let log = mod_log::Entity::find()
            .filter(mod_log::Column::TargetType.eq("complaint"))
            .all(app.bed.services.db.read())
            .await
            .unwrap();
        let line = |one: &mod_log::Model| (one.action.clone(), one.reason_code.clone(), one.note.clone());
        assert_eq!(
            log.iter().map(line).collect::<Vec<_>>(),
            [("report_upheld".to_owned(), Some("harassment".to_owned()), None)]
        );
        let id = report.rsplit('/').next().unwrap();
        lead.get("/ar/desk/log").await.assert_status(200).assert_text(id);
        for browser in [&mut wrote, &mut team] {
            assert!(!browser.get("/ar/desk/log").await.assert_status(200).text().contains(id));
        }
    }
}

#[tokio::test]
async fn a_report_about_a_message_is_taken_back_while_nobody_decided() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        let (_, mut wrote) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut lead) = signed_in(&app, "ليلى", Role::LeadModerator).await;
        let (here, message, report) = complained(&mut member, &mut wrote, "harassment").await;
        let desk = at_desk(&report);
        let back = [("action", "withdraw")];
        other.post(&report, &back).await.assert_status(404);
        member.post(&here, &back).await.assert_status(404);
        assert_eq!(path(&member.post(&report, &back).await), "/ar/my/reports");
        member.post(&report, &back).await.assert_status(409);
        let mine = member.get("/ar/my/reports?done=withdrawn").await;
        mine.assert_text(&i18n::catalogue(Locale::Ar).msg_messages_report_withdrawn());
        assert!(!mine.text().contains("value=\"withdraw\""));
        let no = [("body", "لا شيء فيها"), ("action", "not_uphold")];
        lead.post(&desk, &no).await.assert_status(409);

        // Who says it again opens it again; decided, for another reason only.
        assert_eq!(path(&complain(&mut member, &here, &message, "harassment").await), report);
        member.get("/ar/my/reports").await.assert_text("لم ينظر فيه الفريق بعد");
        lead.post(&desk, &no).await.assert_status(303);
        complain(&mut member, &here, &message, "harassment").await.assert_status(303);
        lead.post(&desk, &no).await.assert_status(409);
        complain(&mut member, &here, &message, "hate").await.assert_status(303);
        lead.post(&desk, &no).await.assert_status(303);

        // What is about somebody's safety stays with the team.
        let (_, _, grave) = complained(&mut member, &mut wrote, "threat").await;
        member.post(&grave, &back).await.assert_status(303);
        lead.get("/ar/desk/messages").await.assert_text(&at_desk(&grave));
        lead.post(&at_desk(&grave), &no).await.assert_status(303);
    }
}

#[tokio::test]
async fn whoever_knows_her_reads_nothing_more_of_her() {
    for app in forums().await {
        let services = &app.bed.services;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند-الفريق", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "نخلة-الفريق", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "مسؤولة", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        let desk = |here: &str| format!("/ar/desk/messages/{}", here.rsplit('/').next().unwrap());
        let one = desk(&written(&mut member, "question", "سؤال أوّل").await);
        let two = desk(&written(&mut member, "technical", "سؤال ثانٍ").await);
        let form = member.get("/ar/messages/new").await;
        let key = form.hidden("form_key").unwrap();
        let pairs =
            [("kind", "question"), ("body", "دون اسم"), ("anonymous", "yes"), ("form_key", key.as_str())];
        let hidden = desk(&path(&member.post("/ar/messages/new", &pairs).await));

        team.get(&one).await.assert_status(200).assert_text("أعرف هذا الشخص");
        let gone = team.post(&one, &[("action", "recuse")]).await;
        gone.assert_status(303);
        assert!(gone.location().starts_with("/ar/desk/messages?"), "{}", gone.location());
        team.get(gone.location()).await.assert_status(200).assert_text("لن تري هذه المحادثة بعد الآن");
        // Nothing under that name, by no way; what is hidden leads back to nobody.
        for closed in [&one, &two] {
            team.get(closed).await.assert_status(404);
            for action in ["send", "note", "close", "open", "recuse", "uphold"] {
                let form = [("action", action), ("body", "كلام"), ("note", "كلام")];
                team.post(closed, &form).await.assert_status(404);
            }
            assert!(!team.get("/ar/desk/messages").await.text().contains(closed.as_str()));
            other.get(closed).await.assert_status(200);
        }
        team.get(&hidden).await.assert_status(200);
        assert!(!member.get("/ar/messages").await.text().contains("أعرف"), "she is not told");
        notify::deliver_due(services).await.unwrap();
        let outside = "ادعي إلى الفريق شخصًا من خارجه";
        assert!(!admin.get("/ar/my/notifications").await.text().contains(outside), "others read it");

        // When nobody is left, administrators hear that somebody from outside is needed.
        for browser in [&mut other, &mut lead, &mut admin] {
            browser.post(&one, &[("action", "recuse")]).await.assert_status(303);
        }
        notify::deliver_due(services).await.unwrap();
        admin.get("/ar/my/notifications").await.assert_text(outside);
        admin.get(&one).await.assert_status(404);
        assert!(!lead.get("/ar/my/notifications").await.text().contains(outside));
    }
}

#[tokio::test]
async fn whom_she_blocked_before_does_not_read_her() {
    for app in forums().await {
        let db = app.bed.services.db.writer();
        let (her, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (blocked, mut team) = signed_in(&app, "سند-الفريق", Role::Moderator).await;
        let (_, mut other) = signed_in(&app, "نخلة-الفريق", Role::Moderator).await;
        let desk = |here: &str| format!("/ar/desk/messages/{}", here.rsplit('/').next().unwrap());
        let named = desk(&written(&mut member, "question", "سؤال").await);
        let form = member.get("/ar/messages/new").await;
        let key = form.hidden("form_key").unwrap();
        let pairs =
            [("kind", "question"), ("body", "دون اسم"), ("anonymous", "yes"), ("form_key", key.as_str())];
        let hidden = desk(&path(&member.post("/ar/messages/new", &pairs).await));
        team.get(&named).await.assert_status(200);
        // From before she was of the team, and the other way round.
        let ids = [&her, &blocked].map(|actor| actor.member_id().unwrap().as_str().to_owned());
        for (from, to) in [(0, 1), (1, 0)] {
            let row = mute::ActiveModel {
                member_id: Set(ids[from].clone()),
                other_id: Set(ids[to].clone()),
                kind: Set("block".into()),
                created_at: Set(0),
            };
            mute::Entity::insert(row).exec_without_returning(db).await.unwrap();
            team.get(&named).await.assert_status(404);
            team.post(&named, &[("action", "send"), ("body", "كلام")]).await.assert_status(404);
            assert!(!team.get("/ar/desk/messages").await.text().contains(&named));
            team.get(&hidden).await.assert_status(200);
            other.get(&named).await.assert_status(200);
            mute::Entity::delete_by_id((ids[from].clone(), ids[to].clone())).exec(db).await.unwrap();
        }
        team.get(&named).await.assert_status(200);
    }
}
