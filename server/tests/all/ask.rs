//! A question without an account through the real router: plain forms, a receipt that stands in no address and no log,
//! the team's answer, and a helper who keeps nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    io,
    sync::{Arc, Mutex},
    time::Instant,
};

use chrono::Duration;
use domain::Role;
use entity::ask::{ask_message, ask_question};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{Answer, TestApp, TestBrowser, signed_in};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The receipt on the one page that shows it, in groups.
fn receipt(page: &Answer) -> String {
    let text = page.text();
    let behind = text.split("class=\"ask-receipt\"").nth(1).expect("a receipt");
    let groups = behind.split("<bdi dir=\"ltr\">").nth(1).and_then(|rest| rest.split('<').next());
    let groups = groups.expect("digits").to_owned();
    assert_eq!(groups.chars().filter(char::is_ascii_digit).count(), 16, "{groups}");
    groups
}

/// What of a page is the same for everybody: no keys drawn by lot.
fn plain(page: &Answer) -> String {
    let text = page.text();
    text.split("<main").nth(1).unwrap_or_default().split("</main>").next().unwrap_or_default().to_owned()
}

fn is_kept_by_nothing(page: &Answer) {
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("x-robots-tag").contains("noindex"));
    assert_eq!(page.location(), "");
}

// One thread, so that the log of this test is read and no other one.
#[tokio::test(flavor = "current_thread")]
async fn she_asks_comes_back_and_is_answered() {
    let apps = TestApp::each_with(|config| {
        // Guesses are slowed, here by nothing at all: no test sleeps.
        config.limits.sign_in_burst = 2;
        config.limits.longest_wait_seconds = 0;
    });
    for app in apps.await {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter("warn,server=trace,jusoor=trace,app=trace,domain=trace")
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let quiet = tracing::subscriber::set_default(subscriber);
        let mut secrets = Vec::new();
        for l in ["ar", "fr", "en"] {
            let mut hers = app.browser();
            let page = hers.get(&format!("/{l}/ask")).await;
            page.assert_status(200);
            is_kept_by_nothing(&page);
            let key = page.hidden("form_key").expect("a key");
            let form = [("body", "kanari سؤال في السرّ"), ("form_key", key.as_str()), ("action", "send")];
            let sheet = hers.post(&format!("/{l}/ask"), &form).await;
            sheet.assert_status(200).assert_text("stroke=\"#000\"");
            let groups = receipt(&sheet);
            // To hear without scripts: one sound for all digits, whose address tells nothing of them.
            let text = sheet.text();
            let sounds: Vec<&str> =
                text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let sounds: Vec<&str> = sounds.into_iter().filter(|src| src.contains("digits-")).collect();
            assert_eq!(sounds.len(), 16);
            let first = f64::from(groups.chars().next().and_then(|c| c.to_digit(10)).unwrap()) * 1.4;
            let expected = format!("#t={first:.1},{:.1}", first + 1.4);
            assert!(sounds[0].ends_with(&expected), "{} {expected}", sounds[0]);
            let file = |src: &str| src.split('#').next().map(str::to_owned);
            assert!(sounds.iter().all(|src| file(src) == file(sounds[0])));
            // To print and to hear, with scripts that keep nothing.
            sheet.assert_text("data-print").assert_text("receipt.js");
            assert!(!sheet.text().contains("ways.js"), "nothing of what she keeps is touched");
            is_kept_by_nothing(&sheet);
            let digits = groups.replace(' ', "");
            let text = sheet.text();
            let mut links = text.split("href=\"").skip(1).filter_map(|link| link.split('"').next());
            assert!(links.all(|link| !link.contains(&digits[..8])), "a receipt stands in no address");
            // An answer that was lost on the way comes again.
            assert_eq!(receipt(&hers.post(&format!("/{l}/ask"), &form).await), groups);
            assert_eq!(ask_question::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 1);

            // Anywhere, in any language, without a cookie.
            let mut elsewhere = app.browser();
            let door = format!("/{l}/ask/receipt");
            elsewhere.get(&door).await.assert_status(200);
            let thread = elsewhere.post(&door, &[("receipt", &groups.replace(' ', "-"))]).await;
            thread.assert_status(200).assert_text("kanari سؤال في السرّ");
            is_kept_by_nothing(&thread);
            assert!(elsewhere.jar.keys().all(|name| name == "lang"), "{:?}", elsewhere.jar);
            // An address opens nothing.
            let asked = elsewhere.get(&format!("{door}?receipt={digits}")).await;
            assert!(!asked.text().contains("kanari"));

            // A slip of the pen, and a number that nobody has: one answer.
            let slip = format!("{}{}", &digits[..15], (digits[15..].parse::<u8>().unwrap() + 1) % 10);
            let wrong = elsewhere.post(&door, &[("receipt", &slip)]).await;
            let none = elsewhere.post(&door, &[("receipt", "0000000000000000")]).await;
            wrong.assert_status(422);
            none.assert_status(422);
            let same = |page: &Answer, typed: &str| plain(page).replace(typed, "…");
            assert_eq!(same(&wrong, &slip), same(&none, "0000000000000000"));
            for _ in 0..6 {
                elsewhere.post(&door, &[("receipt", &slip)]).await.assert_status(422);
            }
            // However many guessed from there: hers opens.
            elsewhere.post(&door, &[("receipt", &digits)]).await.assert_status(200).assert_text("kanari");
            // Words beside a wrong receipt are not lost.
            let kept = elsewhere
                .post(&door, &[("receipt", &slip), ("body", "كلمة لا تضيع"), ("action", "reply")])
                .await;
            kept.assert_status(422).assert_text("كلمة لا تضيع");

            let (_, mut team) = signed_in(&app, &format!("mouna {l}"), Role::Moderator).await;
            team.get("/fr/desk").await.assert_text("<bdi class=\"num\">1</bdi>");
            let list = team.get("/fr/desk/ask").await;
            list.assert_status(200);
            assert!(!list.text().contains("kanari"), "the list opens no text");
            let way = list.text();
            let way =
                way.split("href=\"/fr/desk/ask/").map(|rest| rest.split('"').next().unwrap_or_default());
            let id = way.skip(1).find(|id| id.len() == 12).expect("a question").to_owned();
            let desk = format!("/fr/desk/ask/{id}");
            let page = team.get(&format!("{desk}?template=received")).await;
            // In her language, whatever that of the desk is.
            let begun = i18n::catalogue(l.parse().unwrap()).msg_ask_template_received_text();
            page.assert_status(200).assert_text("kanari").assert_read(&begun);
            let version = page.hidden("version").unwrap();
            let answer = [("body", "هذا جوابنا"), ("version", version.as_str()), ("action", "answer")];
            team.post(&desk, &answer).await.assert_status(303);
            // Who knows the woman sees nothing more of it.
            let (_, mut friend) = signed_in(&app, &format!("olfa {l}"), Role::Moderator).await;
            let page = friend.get(&desk).await;
            let version = page.assert_status(200).hidden("version").unwrap();
            let knows = friend.post(&desk, &[("version", version.as_str()), ("action", "recuse")]).await;
            knows.assert_status(303);
            friend.get(knows.location()).await.assert_status(200).assert_text("Vous ne le verrez plus.");
            friend.get(&desk).await.assert_status(404);
            // Somebody who did not look again changes nothing, and keeps her words.
            let late = team.post(&desk, &answer).await;
            late.assert_status(409).assert_text("هذا جوابنا");
            assert_eq!(ask_message::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 2);

            app.bed.clock.advance(Duration::seconds(1));
            let form = [("receipt", digits.as_str()), ("body", "شكرًا لكنّ"), ("action", "reply")];
            let thread = elsewhere.post(&door, &form).await;
            thread.assert_status(200).assert_text("هذا جوابنا").assert_text("شكرًا لكنّ");
            elsewhere.post(&door, &[("receipt", &digits), ("action", "erase")]).await.assert_status(422);
            let erase = [("receipt", digits.as_str()), ("action", "erase"), ("sure", "yes")];
            elsewhere.post(&door, &erase).await.assert_status(200);
            elsewhere.post(&door, &[("receipt", &digits)]).await.assert_status(422);
            team.get(&desk).await.assert_status(404);
            domain::ask::sweep(&app.bed.services).await.unwrap();
            assert_eq!(ask_question::Entity::find().count(app.bed.services.db.read()).await.unwrap(), 0);
            secrets.extend([digits, groups, id]);
        }
        drop(quiet);
        let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(written.contains("/{l}/ask/receipt") || written.contains("/ask/receipt"), "{written}");
        for secret in secrets.iter().map(String::as_str).chain(["kanari", "السرّ", "جوابنا"]) {
            assert!(!written.contains(secret), "{secret} in {written}");
        }
    }
}

/// The same as [`she_asks_comes_back_and_is_answered`] with guesses that really wait.
#[tokio::test]
async fn wrong_receipts_wait_longer_and_longer_and_hers_still_opens() {
    let apps = TestApp::each_with(|config| {
        config.limits.sign_in_burst = 3;
        config.limits.longest_wait_seconds = 1;
    });
    for app in apps.await {
        let backend = app.bed.backend;
        let form = domain::ask::NewQuestion { body: "kanari".into(), ..Default::default() };
        let asked = domain::ask::ask(&app.bed.services, &form, contract::Locale::Ar).await.unwrap();
        let digits = asked.receipt.digits().to_owned();
        let (door, wrong) = ("/ar/ask/receipt", [("receipt", "0000 0000 0000 0000")]);
        // Who has a receipt never waits: eight in a row would take more than four seconds.
        let begun = Instant::now();
        for _ in 0..8 {
            app.browser().post(door, &[("receipt", &digits)]).await.assert_status(200).assert_text("kanari");
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(3), "{backend}: {:?}", begun.elapsed());
        for _ in 0..3 {
            app.browser().post(door, &wrong).await.assert_status(422);
        }
        // From here on the address is slow, whatever cookies come along; it is never refused.
        let mut times = Vec::new();
        for _ in 0..7 {
            let begun = Instant::now();
            app.browser().post(door, &wrong).await.assert_status(422);
            times.push(begun.elapsed().as_millis());
        }
        assert!(times[0] >= 400, "{backend}: {times:?}");
        assert!(times[1..].iter().all(|time| *time >= 900), "{backend}, to the tenth try: {times:?}");
        // Somebody guesses from there, and hers opens all the same, after the wait that all have there.
        let page = app.browser().post(door, &[("receipt", &digits)]).await;
        page.assert_status(200).assert_text("kanari");
        // From elsewhere nobody notices anything.
        let begun = Instant::now();
        let mut elsewhere = app.browser();
        elsewhere.address = ([10, 0, 0, 9], 1).into();
        elsewhere.post(door, &[("receipt", &digits)]).await.assert_status(200);
        assert!(begun.elapsed() < std::time::Duration::from_millis(500), "{backend}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_helper_writes_reads_back_and_keeps_nothing() {
    for app in TestApp::each().await {
        let db = app.bed.services.db.read();
        let (_, mut helper) = signed_in(&app, "سعاد", Role::Helper).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        member.get("/ar/ask/help").await.assert_status(403);
        assert!(!member.get("/ar/ask").await.text().contains("/ar/ask/help"));
        helper.get("/ar/ask").await.assert_text("/ar/ask/help");
        let page = helper.get("/ar/ask/help").await;
        let key = page.assert_status(200).hidden("form_key").unwrap();
        let form = |action| {
            [
                ("body", "سؤال تقوله هي"),
                ("danger", "yes"),
                ("outside", "yes"),
                ("form_key", key.as_str()),
                ("action", action),
            ]
        };
        let read = helper.post("/ar/ask/help", &form("look")).await;
        read.assert_status(200).assert_text("ask-aloud").assert_text("ask-yes").assert_text("سؤال تقوله هي");
        read.assert_text("name=\"outside\" value=\"yes\"");
        let again = helper.post("/ar/ask/help", &form("change")).await;
        again.assert_status(200).assert_text("سؤال تقوله هي</textarea>");
        assert_eq!(ask_question::Entity::find().count(db).await.unwrap(), 0, "nothing before she says yes");
        let sheet = helper.post("/ar/ask/help", &form("send")).await;
        sheet.assert_status(200);
        // Folded away until she has the screen; the numbers stand before it.
        let text = sheet.text();
        let (before, behind) = text.split_once("<details class=\"disclosure\"").expect("folded");
        assert!(!before.contains("ask-receipt") && before.contains("tel:"));
        assert!(behind.split("</details>").next().unwrap().contains("ask-receipt"));
        let digits = receipt(&sheet);
        // Her own way back, on another device; the helper has none.
        app.browser().post("/ar/ask/receipt", &[("receipt", &digits)]).await.assert_status(200);
        helper.get("/ar/desk/ask").await.assert_status(403);
        let row = ask_question::Entity::find().one(db).await.unwrap().unwrap();
        assert!(row.for_few, "as she asked");
        helper.get(&format!("/ar/desk/ask/{}", row.id)).await.assert_status(403);
        let log = entity::staff::audit_log::Entity::find().all(db).await.unwrap();
        assert_eq!(log.len(), 1);
        assert_eq!((log[0].action.as_str(), log[0].actor_role.as_str()), ("ask_help", "helper"));
        // An answer that was lost comes again, until she says that she has it: then nobody finds it by going back.
        assert_eq!(receipt(&helper.post("/ar/ask/help", &form("send")).await), digits);
        let written = [("receipt", digits.as_str()), ("action", "written")];
        let gone = helper.post("/ar/ask/receipt", &written).await;
        gone.assert_status(303);
        assert!(gone.location().chars().all(|c| !c.is_ascii_digit()), "a receipt stands in no address");
        let back = helper.post("/ar/ask/help", &form("send")).await;
        back.assert_status(409);
        assert!(!back.text().contains("ask-receipt") && !back.text().contains("سؤال تقوله هي"));
    }
}

#[tokio::test]
async fn a_helper_reads_to_her_and_answers_for_her_when_she_comes_back() {
    for app in TestApp::each().await {
        let db = app.bed.services.db.read();
        let (lead, _) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (soad, mut helper) = signed_in(&app, "سعاد", Role::Helper).await;
        let form = domain::ask::NewQuestion { body: "سؤال تقوله هي".into(), ..Default::default() };
        let asked = domain::ask::ask(&app.bed.services, &form, contract::Locale::Ar).await.unwrap();
        let digits = asked.receipt.digits().to_owned();
        let row = ask_question::Entity::find().one(db).await.unwrap().unwrap();
        let id = contract::ids::AskId::trusted(row.id.clone());
        let doing = domain::ask::Doing {
            step: "answer".into(),
            version: "1".into(),
            body: "جواب يُقرأ عليها".into(),
            ..Default::default()
        };
        domain::ask::act(&app.bed.services, &lead, &id, &doing).await.unwrap();
        app.bed.clock.advance(Duration::seconds(1));

        helper.get("/ar/ask/help").await.assert_text("/ar/ask/receipt/help");
        let door = "/ar/ask/receipt/help";
        let page = helper.get(door).await;
        page.assert_status(200);
        is_kept_by_nothing(&page);
        let wrong = helper.post(door, &[("receipt", "0000 0000 0000 0000")]).await;
        wrong.assert_status(422);
        let thread = helper.post(door, &[("receipt", &digits)]).await;
        thread.assert_status(200).assert_text("جواب يُقرأ عليها").assert_text("سؤال تقوله هي");
        is_kept_by_nothing(&thread);
        let key = thread.hidden("form_key").unwrap();
        let say = |action| {
            let (receipt, key) = (digits.as_str(), key.as_str());
            [("receipt", receipt), ("body", "شكرًا تقولها هي"), ("form_key", key), ("action", action)]
        };
        let read = helper.post(door, &say("look")).await;
        read.assert_status(200).assert_text("ask-aloud").assert_text("ask-yes").assert_text("شكرًا تقولها هي");
        helper.post(door, &say("change")).await.assert_text("شكرًا تقولها هي</textarea>");
        assert_eq!(ask_message::Entity::find().count(db).await.unwrap(), 2, "nothing before she says yes");
        for _ in 0..2 {
            let sent = helper.post(door, &say("send")).await;
            sent.assert_status(200);
            assert!(!sent.text().contains(&digits[..8]) && !sent.text().contains("تقولها هي"));
        }
        assert_eq!(ask_message::Entity::find().count(db).await.unwrap(), 3, "once");
        let thread = app.browser().post("/ar/ask/receipt", &[("receipt", &digits)]).await;
        thread.assert_status(200).assert_text("شكرًا تقولها هي");
        // Who helped stands in the log, with the question, and no word of it.
        let log = entity::staff::audit_log::Entity::find().all(db).await.unwrap();
        let helped: Vec<_> = log.iter().filter(|line| line.action == "ask_help").collect();
        assert!(helped.iter().all(|line| line.actor_id.as_deref() == soad.member_id().map(|id| id.as_str())));
        let details: Vec<_> = helped.iter().filter_map(|line| line.detail.as_deref()).collect();
        assert!(details.contains(&"read") && details.iter().filter(|one| **one == "reply").count() == 1);
        let log = format!("{log:?}");
        assert!(!log.contains("تقولها") && !log.contains(&digits));
    }
}

#[tokio::test]
async fn a_helper_reads_an_offer_to_her_and_erases_at_her_word() {
    for app in TestApp::each().await {
        let (s, db) = (&app.bed.services, app.bed.services.db.read());
        let (lead, _) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (soad, mut helper) = signed_in(&app, "سعاد", Role::Helper).await;
        let (_, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        let form = domain::ask::NewQuestion { body: "سؤال تقوله هي".into(), ..Default::default() };
        let asked = domain::ask::ask(s, &form, contract::Locale::Ar).await.unwrap();
        let digits = asked.receipt.digits().to_owned();
        let row = ask_question::Entity::find().one(db).await.unwrap().unwrap();
        let id = contract::ids::AskId::trusted(row.id.clone());
        for (title, version) in [("ملخّص أوّل للسؤال", "1"), ("ملخّص ثانٍ للسؤال", "2")]
        {
            let offer = domain::ask::NewOffer {
                kind: "article".into(),
                title: title.into(),
                body: "كلمات كتبها الفريق لتُقرأ عليها".into(),
                version: version.into(),
                ..Default::default()
            };
            domain::ask::make_offer(s, &lead, &id, &offer).await.unwrap();
            app.bed.clock.advance(Duration::seconds(1));
        }
        let offers = domain::ask::open(s, &digits, contract::Locale::Ar).await.ok().unwrap().offers;
        let [first, second] = [0, 1].map(|at| offers[at].id.as_str());
        let door = "/ar/ask/receipt/help";
        let of = |offer: &str, action: &str| {
            let pairs = [("receipt", digits.as_str()), ("offer", offer), ("action", action)];
            pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let post = async |browser: &mut TestBrowser, offer: &str, action: &str| {
            let pairs = of(offer, action);
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            browser.post(door, &pairs).await
        };
        let requests = async || entity::ask::article_request::Entity::find().all(db).await.unwrap();

        // All of it is read to her; she says yes on a page of its own.
        let thread = post(&mut helper, "", "").await;
        thread.assert_status(200).assert_text("ملخّص أوّل للسؤال").assert_text("ملخّص ثانٍ للسؤال");
        for (offer, what) in [(first, "offer"), (second, "offer"), (first, "agree")] {
            post(&mut member, offer, what).await.assert_status(403);
        }
        let read = post(&mut helper, first, "offer").await;
        read.assert_status(200).assert_text("ask-aloud").assert_text("كلمات كتبها الفريق");
        read.assert_text("ask-yes").assert_text("value=\"agree\"").assert_text("value=\"decline\"");
        is_kept_by_nothing(&read);
        post(&mut helper, "zzzzzzzzzzzz", "offer").await.assert_status(404);
        assert!(requests().await.is_empty(), "nothing before she says yes");
        for _ in 0..2 {
            let agreed = post(&mut helper, first, "agree").await;
            agreed.assert_status(200);
            assert!(!agreed.text().contains(&digits[..8]) && !agreed.text().contains("كتبها الفريق"));
        }
        post(&mut helper, second, "decline").await.assert_status(200);
        let made = requests().await;
        assert_eq!(made.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["ملخّص أوّل للسؤال"]);
        post(&mut helper, second, "agree").await.assert_status(409);
        // What she answered is asked no more.
        let thread = post(&mut helper, "", "").await;
        assert!(!thread.text().contains("ملخّص"));
        post(&mut helper, first, "offer").await.assert_status(404);

        let read = post(&mut helper, "", "erasing").await;
        read.assert_status(200)
            .assert_text("ask-aloud")
            .assert_text("ask-yes")
            .assert_text("value=\"erase\"");
        is_kept_by_nothing(&read);
        post(&mut member, "", "erase").await.assert_status(403);
        assert_eq!(ask_message::Entity::find().count(db).await.unwrap(), 1, "nothing before she says yes");
        let gone = post(&mut helper, "", "erase").await;
        gone.assert_status(200);
        assert!(!gone.text().contains(&digits[..8]));
        assert_eq!(ask_message::Entity::find().count(db).await.unwrap(), 0);
        app.browser().post("/ar/ask/receipt", &[("receipt", &digits)]).await.assert_status(422);

        // Who helped, and not what she answered.
        let log = entity::staff::audit_log::Entity::find().all(db).await.unwrap();
        let helped: Vec<_> = log.iter().filter(|line| line.action == "ask_help").collect();
        assert!(helped.iter().all(|line| line.actor_id.as_deref() == soad.member_id().map(|id| id.as_str())));
        let count = |detail| helped.iter().filter(|line| line.detail.as_deref() == Some(detail)).count();
        assert_eq!((count("answer"), count("erase")), (2, 1), "once each");
        let log = format!("{log:?}");
        assert!(!log.contains("ملخّص") && !log.contains("agree") && !log.contains(&digits));
    }
}
