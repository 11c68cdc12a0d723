//! The second step, the desk's pages and invitations through the real router.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, TestBrowser, forums, signed_in};
use contract::Locale;
use domain::{
    Member, Role,
    forum::{self, NewTopic},
    identity::{
        self, Passphrase,
        two_step::{TotpSecret, totp::step_at},
    },
};
use entity::{
    forum::{category, category_text},
    identity::{member, role_scope},
    staff::audit_log,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const SECRET: &str = "colline lampe safran train";

/// An account with a passphrase, and a browser that signed in by the form.
async fn by_the_form(app: &TestApp, name: &str, role: Role) -> (Member, TestBrowser, Answer) {
    let made =
        identity::create_for_team(&app.bed.services, name, role, &Passphrase::read(SECRET)).await.unwrap();
    let mut browser = app.browser();
    let answer = sign_in(&mut browser, name).await;
    (made, browser, answer)
}

async fn sign_in(browser: &mut TestBrowser, name: &str) -> Answer {
    let form = [("pseudonym", name), ("passphrase", SECRET), ("next", "/ar/desk/queue")];
    browser.post("/ar/sign-in", &form).await
}

/// The secret that the set-up page shows as text.
fn secret_on(page: &Answer) -> TotpSecret {
    let text = page.text();
    let shown = text.split("id=\"secret\"").nth(1).unwrap().split("</bdi>").next().unwrap();
    let shown = shown.rsplit('>').next().unwrap();
    assert_eq!(shown.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8], "in groups of four");
    TotpSecret::parse(shown).unwrap()
}

fn code_now(app: &TestApp, secret: &TotpSecret) -> String {
    secret.code_at(step_at(app.bed.services.now_ms()))
}

async fn set_up(app: &TestApp, browser: &mut TestBrowser, path: &str) -> (TotpSecret, Answer) {
    let page = browser.get(path).await;
    page.assert_status(200).assert_text("<svg viewBox=\"0 0 ");
    assert!(!page.text().contains("style="), "no inline style");
    assert_eq!(page.header("cache-control"), "no-store");
    let secret = secret_on(&page);
    let offer = page.hidden("offer").unwrap();
    let next = page.hidden("next").unwrap_or_default();
    let code = code_now(app, &secret);
    let form = [("action", "set-up"), ("offer", offer.as_str()), ("code", &code), ("next", &next)];
    let done = browser.post("/ar/account/two-step", &form).await;
    (secret, done)
}

#[tokio::test]
async fn the_team_sets_its_second_step_up_before_anything_privileged() {
    for app in forums().await {
        let (_, mut browser, answer) = by_the_form(&app, "Sanad", Role::Moderator).await;
        answer.assert_status(303);
        assert_eq!(answer.location(), "/ar/desk/queue");
        let to_set_up = "/ar/account/two-step?next=%2Far%2Fdesk%2Fqueue";
        let queue = browser.get("/ar/desk/queue").await;
        queue.assert_status(303);
        assert_eq!(queue.location(), to_set_up);
        let decision = [("post", "abcd1234abcd"), ("version", "1"), ("action", "approve")];
        browser
            .post("/ar/desk/queue", &decision)
            .await
            .assert_status(403)
            .assert_text("/ar/account/two-step");
        // What is not privileged is open to her, and what she writes waits like everybody's.
        browser.get("/ar/account").await.assert_status(200).assert_text("/ar/desk");
        let form = [("category", "unions"), ("title", "سؤال"), ("body", "نصّ"), ("action", "send")];
        let sent = browser.post("/ar/forum/new", &form).await;
        let topic = browser.topic_of(&sent).await;
        app.browser().get(&topic).await.assert_status(404);

        // A wrong code: the same secret stays on the page, the code does not.
        let page = browser.get(to_set_up).await;
        let offer = page.hidden("offer").unwrap();
        let wrong =
            [("action", "set-up"), ("offer", offer.as_str()), ("code", "000000"), ("next", "/ar/desk/queue")];
        let refused = browser.post("/ar/account/two-step", &wrong).await;
        refused.assert_status(422);
        assert_eq!(secret_on(&refused), secret_on(&page));
        browser.get("/ar/desk/queue").await.assert_status(303);

        let before = browser.jar.clone();
        let (secret, done) = set_up(&app, &mut browser, to_set_up).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk/queue");
        assert_ne!(browser.jar, before, "a new session");
        browser.get("/ar/desk/queue").await.assert_status(200);
        browser.get("/ar/account/two-step").await.assert_status(200);

        // The next sign-in asks for a code; until then she is a guest everywhere.
        app.bed.clock.advance(chrono::Duration::minutes(1));
        let mut other = app.browser();
        let answer = sign_in(&mut other, "Sanad").await;
        assert_eq!(answer.location(), "/ar/sign-in/code?next=%2Far%2Fdesk%2Fqueue");
        for path in ["/ar/account", "/ar/account/security", "/ar/desk", "/ar/my/contributions"] {
            let answer = other.get(path).await;
            answer.assert_status(303);
            assert!(answer.location().starts_with("/ar/sign-in/code?next="), "{path} {}", answer.location());
        }
        other.post("/ar/forum/new", &form).await.assert_status(403);
        other.post("/ar/account/sessions", &[]).await.assert_status(403);
        assert!(other.get("/ar/sign-in").await.location().starts_with("/ar/sign-in/code"));
        let page = other.get("/ar/sign-in/code?next=%2Far%2Fdesk").await;
        page.assert_status(200);
        assert_eq!(page.hidden("next").as_deref(), Some("/ar/desk"));
        let code = code_now(&app, &secret);
        let refused = other.post("/ar/sign-in/code", &[("code", "12345")]).await;
        refused.assert_status(422);
        let done = other.post("/ar/sign-in/code", &[("code", &code), ("next", "/ar/desk")]).await;
        done.assert_status(303);
        assert_eq!(done.location(), "/ar/desk");
        other.get("/ar/desk").await.assert_status(200);
        // The same code does not pass a second browser.
        let mut third = app.browser();
        sign_in(&mut third, "Sanad").await;
        let replayed = third.post("/ar/sign-in/code", &[("code", &code)]).await;
        replayed.assert_status(422);
        assert!(!replayed.text().contains(&code), "a code is never filled in again");
        third.get("/ar/desk").await.assert_status(303);
        // An open redirect is none.
        app.bed.clock.advance(chrono::Duration::minutes(1));
        let code = code_now(&app, &secret);
        let done = third.post("/ar/sign-in/code", &[("code", &code), ("next", "//evil.example")]).await;
        assert_eq!(done.location(), "/ar/account");
    }
}

#[tokio::test]
async fn a_member_may_have_a_second_step_and_give_it_up() {
    for app in forums().await {
        let (_, mut browser, answer) = by_the_form(&app, "Lune Dorée", Role::Member).await;
        answer.assert_status(303);
        let other_browser = {
            let mut other = app.browser();
            sign_in(&mut other, "Lune Dorée").await;
            other
        };
        browser.get("/ar/account/security").await.assert_text("/ar/account/two-step");
        let (secret, done) = set_up(&app, &mut browser, "/ar/account/two-step").await;
        assert_eq!(done.location(), "/ar/account/two-step?done=on");
        browser.get(done.location()).await.assert_status(200);
        // Her other browser has to pass it now.
        let mut other = other_browser;
        assert!(other.get("/ar/account").await.location().starts_with("/ar/sign-in/code"));
        app.bed.clock.advance(chrono::Duration::minutes(1));
        let code = code_now(&app, &secret);
        let off = browser.post("/ar/account/two-step", &[("action", "off"), ("code", &code)]).await;
        off.assert_status(303);
        other.get("/ar/account").await.assert_status(200);
        browser.post("/ar/account/two-step", &[("action", "x")]).await.assert_status(400);
    }
}

#[tokio::test]
async fn a_recovery_code_opens_the_account_but_not_the_second_step() {
    for app in forums().await {
        let (made, mut browser, _) = by_the_form(&app, "Lune Dorée", Role::Member).await;
        set_up(&app, &mut browser, "/ar/account/two-step").await;
        let proved = app.bed.proved(&made);
        let codes = identity::reissue_codes(&app.bed.services, &proved).await.unwrap();
        let mut lost = app.browser();
        let form = [
            ("pseudonym", "Lune Dorée"),
            ("recovery_code", &codes[0].printed()),
            ("passphrase", "pont rouge semoule orage"),
        ];
        let answer = lost.post("/ar/recover", &form).await;
        answer.assert_status(303);
        assert!(answer.location().starts_with("/ar/sign-in/code?next="), "{}", answer.location());
        lost.get("/ar/account").await.assert_status(303);
        let used = codes[0].printed();
        lost.post("/ar/sign-in/code", &[("code", &used)]).await.assert_status(422);
        let paper = codes[1].printed();
        lost.post("/ar/sign-in/code", &[("code", &paper)]).await.assert_status(303);
        lost.get("/ar/account").await.assert_status(200);
    }
}

#[tokio::test]
async fn losing_a_role_counts_at_the_next_request() {
    for app in forums().await {
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let (_, mut admin) = signed_in(&app, "مديرة", Role::Admin).await;
        let id = moderator.member_id().unwrap().clone();
        team.get("/ar/desk/queue").await.assert_status(200);
        // Whatever changes the row: the very next request knows.
        let set = async |role: &str| {
            member::ActiveModel { id: Set(id.to_string()), role: Set(role.to_owned()), ..Default::default() }
                .update(app.bed.services.db.writer())
                .await
                .unwrap();
        };
        set("helper").await;
        team.get("/ar/desk/queue").await.assert_status(403);
        team.get("/ar/desk").await.assert_status(403);
        set("auditor").await;
        team.get("/ar/desk/queue").await.assert_status(403);
        team.get("/ar/desk/audit").await.assert_status(200);
        set("moderator").await;
        role_scope::ActiveModel { member_id: Set(id.to_string()), category_id: Set("unions".to_owned()) }
            .insert(app.bed.services.db.writer())
            .await
            .unwrap();
        team.get("/ar/desk/queue").await.assert_status(200);
        // Through the desk: with a reason, and her sessions end.
        let path = format!("/ar/desk/members/{id}");
        let page = admin.get(&path).await;
        page.assert_status(200).assert_text("فريق");
        assert!(!page.text().contains('@'), "never an address");
        let refused = admin.post(&path, &[("action", "role"), ("role", "member")]).await;
        refused.assert_status(422).assert_text("id=\"reason\"");
        let done =
            admin.post(&path, &[("action", "role"), ("role", "member"), ("reason", "left_team")]).await;
        assert_eq!(done.location(), format!("{path}?done=role"));
        assert!(team.get("/ar/desk/queue").await.location().starts_with("/ar/sign-in?next="));
        admin.get(done.location()).await.assert_status(200);
        // Ten minutes later she shows again who she is; what only reads stays open.
        app.bed.clock.advance(chrono::Duration::minutes(11));
        assert!(admin.get(&path).await.location().starts_with("/ar/account/confirm"));
        admin.get("/ar/desk/members").await.assert_status(200);
    }
}

/// Without rows she would moderate everywhere: they stay when the category goes.
#[tokio::test]
async fn a_moderator_whose_categories_are_gone_moderates_nothing() {
    for app in forums().await {
        let db = app.bed.services.db.writer();
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        role_scope::ActiveModel {
            member_id: Set(moderator.member_id().unwrap().to_string()),
            category_id: Set("poverty".to_owned()),
        }
        .insert(db)
        .await
        .unwrap();
        let texts = category_text::Entity::delete_many();
        texts.filter(category_text::Column::Category.eq("poverty")).exec(db).await.unwrap();
        category::Entity::delete_by_id("poverty").exec(db).await.unwrap();
        let form = NewTopic {
            category: "unions".into(),
            title: "سؤال unions".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        let sent = forum::create_topic(&app.bed.services, &author, &form, Locale::Ar).await.unwrap();
        let queue = team.get("/ar/desk/queue").await;
        assert!(!queue.text().contains("سؤال unions"), "{}", app.bed.backend);
        team.get(&format!("/ar/forum/t/{}", sent.topic)).await.assert_status(404);
        let form = [("post", sent.post.as_str()), ("version", "1"), ("action", "approve")];
        team.post("/ar/desk/queue", &form).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_moderator_of_one_category_sees_and_decides_only_there() {
    for app in forums().await {
        let (author, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        role_scope::ActiveModel {
            member_id: Set(moderator.member_id().unwrap().to_string()),
            category_id: Set("unions".to_owned()),
        }
        .insert(app.bed.services.db.writer())
        .await
        .unwrap();
        let mut sent = Vec::new();
        for category in ["unions", "poverty"] {
            let form = NewTopic {
                category: category.into(),
                title: format!("سؤال {category}"),
                body: "نصّ".into(),
                ..NewTopic::default()
            };
            sent.push(forum::create_topic(&app.bed.services, &author, &form, Locale::Ar).await.unwrap());
        }
        let queue = team.get("/ar/desk/queue").await;
        queue.assert_status(200).assert_text("سؤال unions");
        assert!(!queue.text().contains("سؤال poverty"));
        team.get("/ar/desk").await.assert_text("نصّ واحد ينتظر");
        team.get(&format!("/ar/forum/t/{}", sent[0].topic)).await.assert_status(200);
        team.get(&format!("/ar/forum/t/{}", sent[1].topic)).await.assert_status(404);
        team.get(&format!("/ar/desk/queue?after={}", sent[1].post)).await.assert_status(404);
        let decide = |post: &str| {
            vec![("post", post.to_owned()), ("version", "1".to_owned()), ("action", "approve".to_owned())]
        };
        for (post, status) in [(&sent[1].post, 404), (&sent[0].post, 303)] {
            let form = decide(post.as_str());
            let pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            team.post("/ar/desk/queue", &pairs).await.assert_status(status);
        }
    }
}

#[tokio::test]
async fn invited_into_the_team() {
    for app in forums().await {
        let (_, mut admin) = signed_in(&app, "مديرة", Role::Admin).await;
        let page = admin.get("/fr/desk/invitations").await;
        let key = page.hidden("form_key").unwrap();
        let form = [("action", "invite"), ("role", "moderator"), ("form_key", key.as_str())];
        let made = admin.post("/fr/desk/invitations", &form).await;
        made.assert_status(200);
        assert_eq!(made.header("cache-control"), "no-store");
        let text = made.text();
        let link = text.split("value=\"").find(|part| part.contains("/fr/invitation/")).unwrap();
        let link = link.split('"').next().unwrap();
        let path = format!("/fr/invitation/{}", link.split("/invitation/").nth(1).unwrap());
        admin.post("/fr/desk/invitations", &form).await.assert_status(303);
        assert!(!admin.get("/fr/desk/invitations").await.text().contains(&path), "shown once");
        admin.get(&path).await.assert_status(200).assert_text("/fr/sign-out");

        let mut new = app.browser();
        new.get(&path).await.assert_status(200).assert_text("name=\"passphrase\"");
        let bad = [("pseudonym", "Salma Douce"), ("passphrase", "court")];
        let refused = new.post(&path, &bad).await;
        refused.assert_status(422).assert_text("value=\"Salma Douce\"");
        let fine = [("pseudonym", "Salma Douce"), ("passphrase", SECRET), ("rules", "yes")];
        let sheet = new.post(&path, &fine).await;
        sheet.assert_status(200).assert_text("codes__list").assert_text("/fr/account/two-step?next=");
        app.browser().get(&path).await.assert_status(404);
        app.browser().post(&path, &fine).await.assert_status(404);
        // Without her second step she is of the team in name only.
        assert!(new.get("/fr/desk").await.location().starts_with("/fr/account/two-step"));
        let (_, done) = set_up(&app, &mut new, "/ar/account/two-step?next=%2Ffr%2Fdesk").await;
        assert_eq!(done.location(), "/fr/desk");
        new.get("/fr/desk/queue").await.assert_status(200);
        new.get("/fr/desk/members").await.assert_status(403);
    }
}

#[tokio::test]
async fn the_desk_shows_what_a_role_opens_in_three_languages() {
    for app in forums().await {
        let pages = ["queue", "members", "invitations", "sessions", "configuration", "audit"];
        for (role, open) in [
            (Role::Moderator, vec!["queue"]),
            (Role::LeadModerator, vec!["queue", "members"]),
            (Role::Auditor, vec!["audit"]),
            (Role::Admin, pages.to_vec()),
            (Role::Editor, vec![]),
            (Role::Librarian, vec![]),
            (Role::Statistician, vec![]),
        ] {
            let (_, mut browser) = signed_in(&app, role.as_str(), role).await;
            browser.get("/ar").await.assert_text("/ar/desk");
            for l in Locale::ALL {
                let desk = browser.get(&format!("/{l}/desk")).await;
                desk.assert_status(200);
                for page in pages {
                    let href = format!("href=\"/{l}/desk/{page}\"");
                    assert_eq!(desk.text().contains(&href), open.contains(&page), "{role:?} {page}");
                    let status = if open.contains(&page) { 200 } else { 403 };
                    browser.get(&format!("/{l}/desk/{page}")).await.assert_status(status);
                }
            }
        }
        for role in [Role::Helper, Role::Trusted] {
            let (_, mut browser) = signed_in(&app, role.as_str(), role).await;
            let home = browser.get("/ar").await;
            assert!(!home.text().contains("/ar/desk"), "{role:?}");
            browser.get("/ar/desk").await.assert_status(403);
        }
        // Filters and pages of the log; the configuration without secrets.
        let (_, mut admin) = signed_in(&app, "zeina", Role::Admin).await;
        admin.get("/ar/desk/audit").await.assert_status(200).assert_text("rel=\"next\"");
        let reads = admin.get("/ar/desk/audit?action=desk_read").await;
        assert_eq!(reads.text().matches("<tr><td>").count(), 21, "seven roles in three languages");
        for bad in ["action=x", "day=x", "after=..", "target=.."] {
            admin.get(&format!("/ar/desk/audit?{bad}")).await.assert_status(404);
        }
        admin.get("/en/desk/configuration").await.assert_text("[server]");
        admin.get("/en/desk/members").await.assert_text("<bdi>auditor</bdi>").assert_text("<bdi>admin</bdi>");
        let members = admin.get("/en/desk/members?q=nobody").await;
        members.assert_status(200);
        assert!(!members.text().contains("<bdi>admin</bdi>"));
        // A guest, and whoever may not, leave no row.
        let rows = async || audit_log::Entity::find().count(app.bed.services.db.read()).await.unwrap();
        let before = rows().await;
        app.browser().get("/ar/desk/audit").await.assert_status(303);
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        member.get("/ar/desk/audit").await.assert_status(403);
        assert_eq!(rows().await, before);
        admin.get("/ar/desk/audit").await.assert_status(200);
        assert_eq!(rows().await, before + 1);
    }
}
