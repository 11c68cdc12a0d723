//! Conversations with the team through the real router: plain forms, both sides, nothing mailed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod about_the_team;

use std::sync::Arc;

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use axum::Router;
use contract::Locale;
use domain::{
    Role, identity,
    mail::{deliver_due, memory::MemoryMailer},
    moderation, notify,
};
use entity::{forum::mod_log, identity::role_scope, notify::mute};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// The path of a redirect, without its query.
fn path(answer: &Answer) -> String {
    answer.assert_status(303);
    answer.location().split(['?', '#']).next().unwrap().to_owned()
}

async fn written(browser: &mut TestBrowser, kind: &str, body: &str) -> String {
    let form = browser.get("/ar/messages/new").await;
    form.assert_status(200);
    let key = form.hidden("form_key").unwrap();
    let pairs = [("kind", kind), ("body", body), ("form_key", key.as_str())];
    let sent = browser.post("/ar/messages/new", &pairs).await;
    let again = browser.post("/ar/messages/new", &pairs).await;
    assert_eq!(again.location(), sent.location(), "a form sent twice begins one conversation");
    path(&sent)
}

#[tokio::test]
async fn a_question_an_answer_and_nobody_is_named() {
    for app in forums().await {
        let mailer = MemoryMailer::default();
        let TestApp { mut bed, state, .. } = app;
        bed.services = bed.services.clone().with_mailer(Arc::new(mailer.clone()));
        let app = TestApp::over(bed, (*state.config).clone(), Router::new());
        let (her, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "زيتونة", Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند-الفريق", Role::Moderator).await;
        // She has an address: still nothing of this reaches it.
        let address = identity::email::Address {
            email: "hers@example.tn".into(),
            safe: true,
            locale: Locale::Ar,
            form_key: String::new(),
        };
        identity::email::add(&app.bed.services, &her, &address).await.unwrap();
        deliver_due(&app.bed.services).await.unwrap();
        let token = mailer.sent().pop().expect("the proof of the address").token;
        identity::email::verify(&app.bed.services, token.as_str()).await.unwrap();
        let before = mailer.sent().len();

        let here = written(&mut member, "details", "أزيلوا اسم قريتي <b>من</b> نصّي").await;
        member.get(&here).await.assert_status(200).assert_text("أزيلوا اسم قريتي &lt;b");
        other.get(&here).await.assert_status(404);
        other.post(&here, &[("body", "أنا أيضًا")]).await.assert_status(404);
        let id = here.rsplit('/').next().unwrap();
        let desk = format!("/ar/desk/messages/{id}");
        other.get(&desk).await.assert_status(403);
        team.get("/ar/desk/messages").await.assert_status(200).assert_text("ياسمين").assert_text(id);
        team.get("/ar/desk/messages?kind=appeal").await.assert_status(200);
        assert!(!team.get("/ar/desk/messages?kind=appeal").await.text().contains(id));
        for bad in ["kind=identity_seen", "state=x", "after=..", "after=nowhere12345"] {
            team.get(&format!("/ar/desk/messages?{bad}")).await.assert_status(404);
        }

        let page = team.get(&desk).await;
        let key = page.hidden("form_key").unwrap();
        let note = [("note", "قرية صغيرة جدًّا"), ("action", "note")];
        path(&team.post(&desk, &note).await);
        let answer = [("body", "أزلناه."), ("action", "send"), ("form_key", key.as_str())];
        path(&team.post(&desk, &answer).await);
        path(&team.post(&desk, &answer).await);
        team.get(&desk).await.assert_text("قرية صغيرة جدًّا").assert_text("أزلناه.");

        // She finds a mark, then the answer of a team without a name and without its notes.
        member.get("/ar/account").await.assert_text("جديد");
        member.get("/ar/messages").await.assert_text("جديد");
        let read = member.get(&here).await;
        read.assert_text("أزلناه.").assert_text("فريق الإشراف");
        assert_eq!(read.text().matches("أزلناه.").count(), 1, "sent twice, said once");
        assert!(!read.text().contains("سند-الفريق") && !read.text().contains("قرية صغيرة جدًّا"));
        assert!(!member.get("/ar/messages").await.text().contains("جديد"));
        assert!(!team.get(&desk).await.text().contains("جديد"), "the team does not learn that she read");

        path(&member.post(&here, &[("action", "close")]).await);
        member.get(&here).await.assert_text("مغلقة");
        assert!(!team.get("/ar/desk/messages").await.text().contains(id));
        team.get("/ar/desk/messages?state=closed").await.assert_text(id);
        path(&member.post(&here, &[("body", "شكرًا جزيلًا")]).await);
        team.get("/ar/desk/messages").await.assert_text(id).assert_text("تنتظر جوابًا");
        path(&team.post(&desk, &[("action", "close")]).await);
        team.post(&desk, &[("action", "close")]).await.assert_status(409);
        path(&team.post(&desk, &[("action", "open")]).await);

        while deliver_due(&app.bed.services).await.unwrap().sent > 0 {}
        assert_eq!(mailer.sent().len(), before, "nothing of it is mailed");
    }
}

#[tokio::test]
async fn refusals_keep_the_text_and_the_team_never_answers_itself() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Auditor).await;
        // What is about somebody's safety is for the few who look after that.
        let (_, mut team) = signed_in(&app, "سند", Role::LeadModerator).await;
        let long = "م".repeat(11_001);
        let refused = member.post("/ar/messages/new", &[("kind", ""), ("body", &long)]).await;
        refused
            .assert_status(422)
            .assert_text(&long)
            .assert_text("href=\"#kind\"")
            .assert_text("href=\"#body\"");
        member
            .post("/ar/messages/new", &[("kind", "identity_seen"), ("body", "نصّ")])
            .await
            .assert_status(422);
        let mut guest = app.browser();
        guest
            .post("/ar/messages/new", &[("kind", "safety"), ("body", "لا يضيع")])
            .await
            .assert_status(401)
            .assert_text("لا يضيع");
        guest.get("/ar/messages").await.assert_status(303);

        // Nothing is filtered or queued: hard words, a number, the sixth and the seventh message.
        for n in 0..8 {
            written(&mut member, "safety", &format!("قال لي كلامًا قذرًا، رقمه 22333444 ({n})")).await;
        }
        team.get("/ar/desk/messages").await.assert_text("22333444 (7)");
        let here = written(&mut member, "appeal", "أعترض").await;
        member.post(&here, &[("body", " ")]).await.assert_status(422);
        member.post(&here, &[("action", "purge")]).await.assert_status(400);

        // Her own conversation is not hers to answer as the team, nor to see in the desk's list.
        let own = written(&mut team, "question", "سؤالي أنا").await;
        let id = own.rsplit('/').next().unwrap();
        let desk = format!("/ar/desk/messages/{id}");
        team.get(&desk).await.assert_status(404);
        team.post(&desk, &[("body", "جوابي لنفسي")]).await.assert_status(404);
        assert!(!team.get("/ar/desk/messages").await.text().contains(id));
        let desk = format!("/ar/desk/messages/{}", here.rsplit('/').next().unwrap());
        let refused = team.post(&desk, &[("action", "note"), ("note", &long)]).await;
        refused.assert_status(422).assert_text(&long);
        for l in Locale::ALL {
            for path in ["messages", "messages/new"] {
                member.get(&format!("/{l}/{path}")).await.assert_status(200);
            }
            team.get(&format!("/{l}/desk/messages")).await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn privately_instead_posts_nothing_and_hides_the_name_that_was_hidden() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (lead, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let form = member.get("/ar/forum/new?category=unions").await;
        form.assert_text("value=\"private\"");
        let key = form.hidden("form_key").unwrap();
        let pairs = [
            ("category", "unions"),
            ("title", "ما لا أريد نشره"),
            ("body", "نصّ بيني وبينكنّ"),
            ("anonymous", "yes"),
            ("action", "private"),
            ("form_key", key.as_str()),
        ];
        let sent = member.post("/ar/forum/new", &pairs).await;
        let here = path(&sent);
        assert!(here.starts_with("/ar/messages/"), "{here}");
        member.get(sent.location()).await.assert_text("ما لا أريد نشره").assert_text("لم يُنشر شيء");
        let filters = moderation::Filters::default();
        let queue = moderation::queue(&app.bed.services, &lead, &filters, Locale::Ar).await.unwrap();
        assert!(queue.items.is_empty(), "nothing is posted");
        let desk = format!("/ar/desk/messages/{}", here.rsplit('/').next().unwrap());
        for page in ["/ar/desk/messages", &desk] {
            let page = team.get(page).await;
            page.assert_text("عضوة تخفي اسمها المستعار");
            assert!(!page.text().contains("ياسمين"));
        }
        // The same from the form for a reply; what is too short comes back with everything in it.
        let topic =
            team.post("/ar/forum/new", &[("category", "unions"), ("title", "موضوع"), ("body", "نصّ")]).await;
        let topic = path(&topic);
        member.get(&topic).await.assert_text("value=\"private\"");
        let refused = member.post(&topic, &[("body", "x"), ("action", "private")]).await;
        refused.assert_status(422).assert_text(">x</textarea>");
        let sent = member.post(&topic, &[("body", "جواب بيننا"), ("action", "private")]).await;
        assert!(path(&sent).starts_with("/ar/messages/"));
        assert!(!app.browser().get(&topic).await.text().contains("جواب بيننا"));

        // A sign calls nobody, and the page says where somebody is.
        let called = member.post(&topic, &[("body", "يا @المشرفات انظرن"), ("action", "preview")]).await;
        called.assert_status(200).assert_text("لا تنادي أحدًا").assert_text("href=\"#private\"");
        member.post(&topic, &[("body", "يا @المشرفات انظرن"), ("action", "send")]).await.assert_status(303);
        member.get(&topic).await.assert_text("لا تنادي أحدًا");
    }
}

/// A moderator of one category.
async fn moderator_of(app: &TestApp, name: &str, category: &str) -> TestBrowser {
    let actor = app.bed.member(name, Role::Moderator).await;
    let scope = role_scope::ActiveModel {
        member_id: Set(actor.member_id().unwrap().to_string()),
        category_id: Set(category.to_owned()),
    };
    role_scope::Entity::insert(scope).exec_without_returning(app.bed.services.db.writer()).await.unwrap();
    let mut browser = app.browser();
    browser.sign_in_as(&actor).await;
    browser
}

#[tokio::test]
async fn who_moderates_elsewhere_reads_no_conversation_about_a_text() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let mut unions = moderator_of(&app, "سند", "unions").await;
        let mut poverty = moderator_of(&app, "أمل", "poverty").await;
        let pairs = [
            ("category", "unions"),
            ("title", "ما لا أريد نشره"),
            ("body", "نصّ بيني وبينكنّ"),
            ("action", "private"),
        ];
        let instead = path(&member.post("/ar/forum/new", &pairs).await);
        let topic = [("category", "unions"), ("title", "موضوع"), ("body", "نصّ")];
        let topic = path(&lead.post("/ar/forum/new", &topic).await);
        let answer = [("body", "جواب بيننا"), ("action", "private")];
        let below = path(&member.post(&topic, &answer).await);
        let plain = written(&mut member, "question", "سؤال عن البوّابة").await;
        let urgent = written(&mut member, "safety", "لست في أمان").await;
        // What she may not see is not offered to her either.
        for desk in ["/ar/desk/messages", "/ar/desk/queue"] {
            assert!(!unions.get(desk).await.text().contains("kind=safety"), "{desk}");
        }
        lead.get("/ar/desk/messages").await.assert_text("kind=safety");
        for (here, of_unions, of_poverty) in
            [(instead, true, false), (below, true, false), (plain, true, true), (urgent, false, false)]
        {
            let id = here.rsplit('/').next().unwrap();
            let desk = format!("/ar/desk/messages/{id}");
            for (team, sees) in [(&mut unions, of_unions), (&mut poverty, of_poverty), (&mut lead, true)] {
                let list = team.get("/ar/desk/messages").await;
                assert_eq!(list.assert_status(200).text().contains(id), sees, "{here} {}", app.bed.backend);
                team.get(&desk).await.assert_status(if sees { 200 } else { 404 });
                if !sees {
                    for form in
                        [[("body", "جواب"), ("action", "send")], [("note", "كلمة"), ("action", "note")]]
                    {
                        team.post(&desk, &form).await.assert_status(404);
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_text_that_calls_the_team_is_led_to_it_before_it_is_sent() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let l = i18n::catalogue(Locale::Ar);
        let note = l.msg_messages_calls_nobody();
        let new = "/ar/forum/new";
        assert!(!member.get(new).await.text().contains(&note));
        let called = [("category", "unions"), ("title", "سؤال"), ("body", "يا @المشرفات انظرن هنا")];
        let shown = member.post(new, &[&called[..], &[("action", "preview")]].concat()).await;
        let refused = member.post(new, &[&called[1..], &[("action", "send")]].concat()).await;
        for (page, status) in [(shown, 200), (refused, 422)] {
            page.assert_status(status).assert_text(&note).assert_text("href=\"#private\"");
            page.assert_text("id=\"private\"").assert_text("يا @المشرفات انظرن هنا");
            // What Enter presses sends to the forum, as ever.
            let text = page.text();
            assert!(text.find("value=\"send\"") < text.find("value=\"private\""));
        }
        let quiet = member.post(new, &[("body", "نصّ عاديّ"), ("action", "preview")]).await;
        assert!(!quiet.assert_status(200).text().contains(&note));
        let sent = member.post(new, &[&called[..], &[("action", "private")]].concat()).await;
        sent.assert_status(303);
        member.visit(sent.location()).await.assert_text("يا @المشرفات انظرن هنا");
    }
}

#[tokio::test]
async fn her_yes_makes_a_conversation_of_her_text_and_nothing_else_does() {
    for app in forums().await {
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut other) = signed_in(&app, "وردة", Role::Member).await;
        let (lead, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        for (said, body) in [("no", "نصّ يبقى لي"), ("yes", "نصّ لكنّ وحدكنّ")] {
            app.bed.clock.advance(chrono::Duration::minutes(2));
            let form = [("category", "unions"), ("title", "سؤال"), ("body", body), ("action", "send")];
            let sent = member.post("/ar/forum/new", &form).await;
            let here = path(&sent);
            assert!(here.starts_with("/ar/my/contributions/"), "{here}");
            let filters = moderation::Filters::default();
            let queue = moderation::queue(&app.bed.services, &lead, &filters, Locale::Ar).await.unwrap();
            let item = format!("/ar/desk/queue/{}", queue.items[0].id);
            let version = team.get(&item).await.hidden("version").unwrap();
            let form = [("action", "private"), ("version", version.as_str()), ("note", "كلماتنا الأولى")];
            team.post(&item, &form).await.assert_status(303);
            let desk = team.get("/ar/desk/messages").await;
            assert!(!desk.text().contains(body), "{}", app.bed.backend);
            for l in ["ar", "fr", "en"] {
                let page = member.get(&here.replacen("/ar/", &format!("/{l}/"), 1)).await;
                page.assert_status(200).assert_text("كلماتنا الأولى").assert_text("value=\"yes\"");
            }
            other.post(&here, &[("answer", "yes")]).await.assert_status(404);
            member.post(&here, &[("answer", "perhaps")]).await.assert_status(422);
            let done = member.post(&here, &[("answer", said)]).await;
            done.assert_status(303);
            let page = member.visit(done.location()).await;
            page.assert_status(200).assert_text("كلماتنا الأولى");
            let page = member.get(&here).await;
            assert!(!page.text().contains("value=\"yes\""), "it is answered");
            if said == "yes" {
                assert!(path(&done).starts_with("/ar/messages/"), "{}", done.location());
                let text = member.get(done.location()).await.text();
                assert!(text.find(body) < text.find("كلماتنا الأولى"), "hers first");
                let list = team.get("/ar/desk/messages").await;
                list.assert_text(path(&done).rsplit('/').next().unwrap());
            } else {
                assert_eq!(path(&done), here);
                member.get(&here).await.assert_text("correct=");
            }
        }
    }
}
