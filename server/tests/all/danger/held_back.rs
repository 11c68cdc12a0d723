//! Texts that the team holds back, and the numbers that stay.

use super::*;

/// The page of what waits about a text.
async fn item_of(app: &TestApp, post: &PostId) -> String {
    let row = review_item::Entity::find()
        .filter(review_item::Column::PostId.eq(post.as_str()))
        .filter(review_item::Column::Kind.eq("post"))
        .one(app.bed.services.db.read())
        .await
        .unwrap()
        .unwrap();
    format!("/ar/desk/queue/{}", row.id)
}

#[tokio::test]
async fn the_button_of_the_team_waits_for_no_decision() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author, false).await;
        let here = item_of(&app, &post).await;
        let page = team.get(&here).await;
        page.assert_status(200).assert_text("value=\"danger\"").assert_text("شخص ما في خطر");
        let version = page.hidden("version").unwrap();
        hers.post(&here, &[("action", "danger")]).await.assert_status(403);
        app.browser().post(&here, &[("action", "danger")]).await.assert_status(401);
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(404);

        let done = team.post(&here, &[("action", "danger")]).await;
        done.assert_status(303);
        assert_eq!(done.location(), format!("{here}?done=danger"));
        for (l, words) in [
            ("ar", "نُبّهت من يعتنين بسلامة الناس"),
            ("fr", "sont alertées"),
            ("en", "after people’s safety are alerted"),
        ] {
            let path = done.location().replacen("/ar/", &format!("/{l}/"), 1);
            team.get(&path).await.assert_status(200).assert_text(words);
        }
        let case = the_case(&app).await;
        assert_eq!((case.origin.as_str(), case.post_id.as_str()), ("team", post.as_str()));
        hers.get(&held).await.assert_status(200).assert_text("tel:1899");

        // Now the few alone publish it.
        let approve = [("action", "approve"), ("version", version.as_str()), ("note", "كلمة لا تضيع")];
        let refused = team.post(&here, &approve).await;
        refused.assert_status(409).assert_text("رُفع إلى المسؤولات").assert_text("كلمة لا تضيع");
        assert_eq!(text(&app, &post).await.state, "pending");
        lead.post(&here, &approve).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "published");
    }
}

#[tokio::test]
async fn what_was_refused_by_whoever_did_not_see_it_is_heard_all_the_same() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut quick) = signed_in(&app, "سريعة", Role::Moderator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let backend = app.bed.backend;
        let post = question(&app, &author, false).await;
        let here = item_of(&app, &post).await;
        // Both have it on their screens; one refuses it, the other one sees what it is.
        let version = team.get(&here).await.hidden("version").unwrap();
        let reject = [("action", "reject"), ("reason", "off_topic"), ("version", version.as_str())];
        quick.post(&here, &reject).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "rejected", "{backend}");
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(404);
        team.get(&here).await.assert_status(200).assert_text("value=\"danger\"");
        team.post(&here, &[("action", "danger")]).await.assert_status(303);

        let case = the_case(&app).await;
        assert_eq!((case.origin.as_str(), case.post_id.as_str()), ("team", post.as_str()), "{backend}");
        lead.get(&format!("/ar/desk/safety/{}", case.id)).await.assert_status(200);
        assert_eq!(text(&app, &post).await.state, "rejected", "{backend}: nothing is published by it");
        // She has the numbers and says whether anybody may reach her; there is nothing to choose about the text.
        let page = hers.get(&held).await;
        page.assert_status(200).assert_text("tel:1899").assert_text("contact_safe");
        assert!(!page.text().contains("value=\"shorten\""), "{backend}");
        hers.post(&held, &[("action", "withdraw")]).await.assert_status(409);
        hers.post(&held, &[("action", "contact"), ("contact_safe", "no")]).await.assert_status(303);
    }
}

#[tokio::test]
async fn handed_to_the_lead_it_is_a_case() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author, false).await;
        let here = item_of(&app, &post).await;
        let version = team.get(&here).await.hidden("version").unwrap();
        let escalate = [("action", "escalate"), ("version", version.as_str())];
        team.post(&here, &escalate).await.assert_status(303);
        let case = the_case(&app).await.id;
        lead.get("/ar/desk/safety").await.assert_text(&case);
        hers.get(&format!("/ar/my/held/{post}")).await.assert_status(200).assert_text("لستِ وحدكِ");
        team.get(&here).await.assert_status(404);
    }
}

#[tokio::test]
async fn what_is_held_in_a_case_comes_back_there_alone() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author, true).await;
        danger::raise(&app.bed.services, &moderator, &post).await.unwrap();
        let decide = format!("/ar/forum/p/{post}/decide");
        let version = text(&app, &post).await.version.to_string();
        let page = lead.get(&decide).await;
        page.assert_status(200).assert_text("value=\"remove\"");
        assert!(!page.text().contains("value=\"release\""));
        // Whoever is none of the few only holds it, and is told why.
        for (l, words) in
            [("ar", "يُخفى هذا النصّ ولا يُزال"), ("fr", "caché, pas retiré"), ("en", "hidden, not taken away")]
        {
            let page = team.get(&format!("/{l}/forum/p/{post}/decide")).await;
            page.assert_status(200).assert_text(words);
            for step in ["remove", "release"] {
                assert!(!page.text().contains(&format!("value=\"{step}\"")), "{l} {step}");
            }
        }
        for browser in [&mut team, &mut lead] {
            let release = [("action", "release"), ("version", version.as_str())];
            browser.post(&decide, &release).await.assert_status(403);
            assert_eq!(text(&app, &post).await.state, "held");
        }
        let remove = [("action", "remove"), ("reason", "insult"), ("version", version.as_str())];
        team.post(&decide, &remove).await.assert_status(403);
        assert_eq!(text(&app, &post).await.state, "held");
        let case = the_case(&app).await.id;
        press(&mut lead, &case, &[("action", "release")]).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "published");
    }
}

#[tokio::test]
async fn the_numbers_stay_when_her_text_is_taken_away_meanwhile() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, _) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut reporter) = signed_in(&app, "زيتونة", Role::Member).await;
        let taken_away = async |lead: &mut TestBrowser, post: &PostId| {
            let decide = format!("/ar/forum/p/{post}/decide");
            let version = lead.get(&decide).await.hidden("version").unwrap();
            let form = [("action", "remove"), ("reason", "insult"), ("version", version.as_str())];
            lead.post(&decide, &form).await.assert_status(303);
        };
        let post = question(&app, &author, true).await;
        danger::raise(&app.bed.services, &moderator, &post).await.unwrap();
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(200).assert_text("value=\"withdraw\"");
        taken_away(&mut lead, &post).await;
        let page = hers.get(&held).await;
        page.assert_status(200).assert_text("tel:1899");
        assert!(
            !page.text().contains("value=\"withdraw\""),
            "{}: there is nothing to choose",
            app.bed.backend
        );
        hers.post(&held, &[("action", "withdraw")]).await.assert_status(409);
        let answer = [("action", "contact"), ("contact_safe", "no")];
        hers.post(&held, &answer).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "removed");

        // Where only somebody reported it, she learns of no worry by it.
        let other = question(&app, &author, true).await;
        let form = [("post", other.as_str()), ("code", "danger")];
        reporter.post("/ar/report", &form).await.assert_status(303);
        taken_away(&mut lead, &other).await;
        hers.get(&format!("/ar/my/held/{other}")).await.assert_status(404);
    }
}

#[tokio::test]
async fn held_in_a_case_that_a_report_opened_the_numbers_stay_too() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut reporter) = signed_in(&app, "زيتونة", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let post = question(&app, &author, true).await;
        let form = [("post", post.as_str()), ("code", "danger")];
        reporter.post("/ar/report", &form).await.assert_status(303);
        let case = the_case(&app).await.id;
        press(&mut lead, &case, &[("action", "hold")]).await.assert_status(303);
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(200).assert_text("tel:1899");
        let decide = format!("/ar/forum/p/{post}/decide");
        let version = lead.get(&decide).await.hidden("version").unwrap();
        let form = [("action", "remove"), ("reason", "insult"), ("version", version.as_str())];
        lead.post(&decide, &form).await.assert_status(303);
        assert_eq!(text(&app, &post).await.state, "removed");
        hers.get(&held).await.assert_status(200).assert_text("tel:1899");
        reporter.get(&held).await.assert_status(404);
    }
}

#[tokio::test]
async fn words_of_danger_in_a_change_lead_to_the_numbers() {
    for app in forums().await {
        let (author, mut hers) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        let (leading, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let form = domain::words::Form {
            pattern: "نحب نموت".into(),
            language: "ar".into(),
            effect: "raise_priority".into(),
            ..domain::words::Form::default()
        };
        domain::words::add(&app.bed.services, &leading, &form).await.unwrap();
        let post = question(&app, &author, true).await;
        let edit = format!("/ar/forum/p/{post}/edit");
        let change = async |browser: &mut TestBrowser, body: &str| {
            app.bed.clock.advance(Duration::minutes(2));
            let page = browser.get(&edit).await;
            let (base, key) = (page.hidden("base").unwrap(), page.hidden("form_key").unwrap());
            let pairs = [
                ("title", "لم أعد أحتمل"),
                ("body", body),
                ("base", base.as_str()),
                ("form_key", key.as_str()),
                ("action", "send"),
            ];
            browser.post(&edit, &pairs).await
        };
        let plain = change(&mut hers, "يهدّدني كلّ ليلة، ولا أعرف ما أفعل").await;
        assert!(plain.location().contains("edit-waits"), "{}", plain.location());
        let held = format!("/ar/my/held/{post}");
        hers.get(&held).await.assert_status(404);

        let sent = change(&mut hers, "يهدّدني كلّ ليلة، تعبت ونحب نموت").await;
        sent.assert_status(303);
        assert_eq!(sent.location(), held);
        let page = hers.get(&held).await;
        page.assert_status(200)
            .assert_text("tel:1899")
            .assert_text("لستِ وحدكِ")
            .assert_text("value=\"contact\"");
        // What is public she changes and takes away as any text.
        assert!(!page.text().contains("value=\"shorten\""));
        hers.post(&held, &[("action", "shorten"), ("body", "نصّ")]).await.assert_status(409);
        hers.post(&held, &[("action", "contact"), ("contact_safe", "no")]).await.assert_status(303);
        other.get(&held).await.assert_status(404);
        assert_eq!(text(&app, &post).await.state, "published", "heard, not hidden");
        assert!(!other.get(&format!("/ar/forum/p/{post}/edit")).await.text().contains("نحب نموت"));
        let case = the_case(&app).await;
        assert_eq!(case.origin, "words");
        lead.get(&format!("/ar/desk/safety/{}", case.id))
            .await
            .assert_text("تعديلها الذي ينتظر")
            .assert_text("تعبت ونحب نموت");
    }
}
