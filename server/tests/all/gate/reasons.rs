//! Why a text waits, and what the page after sending says.

use super::*;

#[tokio::test]
async fn the_reasons_hold_one_after_the_other() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (leader, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let (trusted, mut known) = signed_in(&app, "وردة", Role::Trusted).await;
        let (_, mut veiled) = signed_in(&app, "نسرين", Role::Member).await;
        let send = async |who: &mut TestBrowser, body: &str, more: &[(&str, &str)]| {
            app.bed.clock.advance(Duration::minutes(3));
            let mut pairs = vec![("body", body), ("action", "send")];
            pairs.extend(more);
            let sent = who.post(&topic, &pairs).await;
            assert_eq!(sent.status, 303, "{body}");
            verdict(&app).await.1
        };
        assert_eq!(send(&mut author, "أوّل جواب", &[]).await.as_deref(), Some("review_mode"));
        set(&app, "unions", Audience::Public, ReviewMode::NewMembers).await;
        assert_eq!(send(&mut author, "ثاني جواب", &[]).await.as_deref(), Some("new_member"));
        set(&app, "unions", Audience::Members, ReviewMode::None).await;
        assert_eq!(send(&mut author, "ثالث جواب", &[]).await.as_deref(), Some("first_in_audience"));
        set(&app, "unions", Audience::Public, ReviewMode::None).await;
        assert_eq!(
            send(&mut veiled, "جواب بلا اسم", &[("anonymous", "yes")]).await.as_deref(),
            Some("anonymous")
        );
        let link = "انظري https://www.legislation.tn/loi";
        assert_eq!(send(&mut known, link, &[]).await, None, "whom the team knows may give a link");
        // A form that was open for less than three seconds.
        app.bed.clock.advance(Duration::minutes(3));
        let key = known.get(&topic).await.hidden("form_key").unwrap();
        let quick = [("body", "جواب سريع"), ("form_key", key.as_str()), ("action", "send")];
        known.post(&topic, &quick).await.assert_status(303);
        let (_, gate) = newest(&app).await;
        assert_eq!(
            (gate.gate.as_deref(), gate.score, gate.signals.as_str()),
            (Some("suspicious"), 3, "fast")
        );
        // The same text twice within a day, by anyone; a day later it is nobody's.
        let long = "نبحث عن قاعة صغيرة قرب المحطة لنلتقي فيها كل يوم سبت بعد الظهر مع الأطفال";
        assert_eq!(send(&mut known, long, &[]).await, None);
        let (neighbour, mut other) = signed_in(&app, "خزامى", Role::Trusted).await;
        let marked = long.replace("قاعة", "قَاعَة");
        assert_eq!(send(&mut other, &marked, &[]).await.as_deref(), Some("suspicious"));
        app.bed.clock.advance(Duration::hours(25));
        for (browser, whose) in [(&mut other, &neighbour), (&mut lead, &leader), (&mut known, &trusted)] {
            browser.sign_in_as(whose).await;
        }
        assert_eq!(send(&mut other, long, &[]).await, None);

        // The desk's switch.
        lead.post("/ar/desk/words", &[("action", "quiet_on")]).await.assert_status(303);
        lead.get("/ar/desk/words").await.assert_text("لا أحد يقرأ الآن: ينتظر كلّ شيء");
        let (_, mut fourth) = signed_in(&app, "نرجس", Role::Member).await;
        assert_eq!(send(&mut fourth, "جواب في الليل", &[]).await.as_deref(), Some("quiet_hours"));
        assert_eq!(send(&mut known, "جواب من معروفة", &[]).await, None);
        lead.post("/ar/desk/words", &[("action", "quiet_off")]).await.assert_status(303);
        assert_eq!(send(&mut fourth, "جواب في النهار", &[]).await, None);
        assert_eq!(send(&mut fourth, link, &[]).await.as_deref(), Some("link"));
        // How many texts of a member wait is for administrators to say; the lead reads it.
        let most = [("action", "pending_most"), ("pending_most", "7")];
        lead.post("/ar/desk/words", &most).await.assert_status(403);
        let (_, mut admin) = signed_in(&app, "إدارة", Role::Admin).await;
        admin.post("/ar/desk/words", &[most[0], ("pending_most", "none")]).await.assert_status(422);
        admin.post("/ar/desk/words", &most).await.assert_status(303);
        admin.get("/ar/desk/words").await.assert_text("value=\"7\"");
        let page = lead.get("/ar/desk/words").await;
        page.assert_read("7 نصوص");
        assert!(!page.text().contains("name=\"pending_most\""));
        // So is with how many published texts somebody is new no more.
        let after = [("action", "approved_after"), ("approved_after", "9")];
        lead.post("/ar/desk/words", &after).await.assert_status(403);
        let refused = admin.post("/ar/desk/words", &[after[0], ("approved_after", "0")]).await;
        refused.assert_status(422).assert_text("name=\"approved_after\"");
        let done = admin.post("/ar/desk/words", &after).await;
        done.assert_status(303);
        admin.get(done.location()).await.assert_text("يسري ذلك من الآن").assert_text("value=\"9\"");
        lead.get("/ar/desk/words").await.assert_read("9 نصوص منشورة");
        // Nobody but the team learns a reason.
        let place = newest(&app).await.0.id;
        let page = fourth.get(&format!("/ar/my/contributions/{place}")).await;
        page.assert_status(200);
        assert!(!page.text().contains("رابط</") && !page.text().contains("link</"));
    }
}

#[tokio::test]
async fn on_her_first_day_a_fourth_topic_comes_back() {
    for app in apps().await {
        let (actor, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let ask = async |author: &mut TestBrowser, title: &str| {
            app.bed.clock.advance(Duration::minutes(3));
            let form = [("category", "unions"), ("title", title), ("body", "نصّ السؤال"), ("action", "send")];
            author.post("/ar/forum/new", &form).await
        };
        for title in ["السؤال الأوّل", "السؤال الثاني", "السؤال الثالث"] {
            ask(&mut author, title).await.assert_status(303);
        }
        let refused = ask(&mut author, "السؤال الرابع").await;
        refused.assert_status(429).assert_text("السؤال الرابع").assert_text("نصّ السؤال");
        app.bed.clock.advance(Duration::hours(24));
        author.sign_in_as(&actor).await;
        ask(&mut author, "السؤال الرابع").await.assert_status(303);
    }
}

#[tokio::test]
async fn the_page_after_sending_says_what_is_known() {
    for app in apps().await {
        let topic = topic(&app).await;
        let (writer, mut first) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut second) = signed_in(&app, "وردة", Role::Member).await;
        let (moderator, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let one = first.post(&topic, &[("body", "ينتظر أوّلًا"), ("action", "send")]).await;
        app.bed.clock.advance(Duration::minutes(3));
        let two = second.post(&topic, &[("body", "ينتظر ثانيًا"), ("action", "send")]).await;
        let page = first.get(one.location()).await;
        page.assert_status(200)
            .assert_text("وصل نصّكِ")
            .assert_text("لا نصّ آخر ينتظر قبل نصّكِ")
            .assert_text("هذه من أوقات الفريق")
            .assert_text("00:00")
            .assert_text("1899")
            .assert_text("ينتظر أوّلًا");
        assert!(!page.text().contains("الثلاثين يومًا"), "two texts are no habit");
        assert!(page.text().contains("noindex") && page.header("cache-control").contains("no-store"));
        second.get(two.location()).await.assert_text("نصّ واحد ينتظر قبل نصّكِ");
        // It is hers alone.
        first.get(two.location()).await.assert_status(404);
        team.get(two.location()).await.assert_status(404);
        assert!(app.browser().get(two.location()).await.location().starts_with("/ar/sign-in"));

        // Six decisions, each after five hours: then it is said how long it takes.
        for n in 0..4 {
            let who = if n % 2 == 0 { &mut first } else { &mut second };
            app.bed.clock.advance(Duration::minutes(3));
            who.post(&topic, &[("body", &format!("جواب {n}")), ("action", "send")]).await.assert_status(303);
        }
        app.bed.clock.advance(Duration::hours(5));
        first.sign_in_as(&writer).await;
        team.sign_in_as(&moderator).await;
        for _ in 0..6 {
            let queue = team.get("/ar/desk/queue").await.text();
            let at = queue.find("href=\"/ar/desk/queue/").expect("an item") + 6;
            let item = queue[at..].split(['"', '?']).next().unwrap();
            let page = team.get(item).await;
            let version = page.hidden("version").unwrap();
            let form = [("version", version.as_str()), ("action", "approve")];
            team.post(item, &form).await.assert_status(303);
        }
        first.get(one.location()).await.assert_status(200).assert_text("/ar/forum/t/");
        let (_, mut third) = signed_in(&app, "خزامى", Role::Member).await;
        let three = third.post(&topic, &[("body", "ينتظر ثالثًا"), ("action", "send")]).await;
        let page = third.get(three.location()).await.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(page.contains("الثلاثين يومًا الأخيرة") && page.contains("6 ساعات"), "{page}");
    }
}
