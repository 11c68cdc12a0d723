//! Watched words and their desk.

use super::*;

#[tokio::test]
async fn watched_words_are_tried_kept_and_act() {
    for app in apps().await {
        let topic = topic(&app).await;
        set(&app, "unions", Audience::Public, ReviewMode::None).await;
        let (_, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let send = async |author: &mut TestBrowser, body: &str| {
            app.bed.clock.advance(Duration::minutes(3));
            author.post(&topic, &[("body", body), ("action", "send")]).await
        };
        send(&mut author, "قال لي: سأرميكِ بالحجارة").await.assert_status(303);
        let word = |pattern: &'static str, effect: &'static str, action: &'static str| {
            [("pattern", pattern), ("language", "ar"), ("effect", effect), ("action", action)]
        };
        // Tried before it is saved: the hit is shown, the form is full, nothing is stored.
        let tried = lead.post("/ar/desk/words", &word("حجارة", "hold", "try")).await;
        tried.assert_status(200).assert_text("<mark>بالحجارة</mark>").assert_text("value=\"حجارة\"");
        send(&mut author, "الحجارة كثيرة").await.assert_status(303);
        assert_eq!(verdict(&app).await.0, "published");
        lead.post("/ar/desk/words", &word("حجارة", "hold", "add")).await.assert_status(303);
        send(&mut author, "وبالحِجَـــارة أيضا").await.assert_status(303);
        assert_eq!(verdict(&app).await, ("pending".into(), Some("watched_word".into())));
        let twice = lead.post("/ar/desk/words", &word("الحجارة", "hold", "add")).await;
        twice.assert_status(303);
        let same = lead.post("/ar/desk/words", &word("حِجارة", "hold", "add")).await;
        same.assert_status(422).assert_text("href=\"#pattern\"");
        for wrong in ["*", "a", ""] {
            lead.post("/ar/desk/words", &word(wrong, "hold", "add")).await.assert_status(422);
        }

        // Refusing is for advertising alone, and gives the text back with a reason.
        let careless = lead.post("/ar/desk/words", &word("تخفيضات", "block", "add")).await;
        careless.assert_status(422).assert_text("href=\"#spam\"");
        let mut form = word("تخفيضات", "block", "add").to_vec();
        form.push(("spam", "yes"));
        lead.post("/ar/desk/words", &form).await.assert_status(303);
        let refused = send(&mut author, "تخفيضات كبيرة عندنا").await;
        refused.assert_status(422).assert_text("تخفيضات كبيرة عندنا").assert_text("يشبه هذا إشهارًا");

        // Help first, and first in the queue.
        lead.post("/ar/desk/words", &word("نحب نموت", "raise_priority", "add")).await.assert_status(303);
        set(&app, "unions", Audience::Public, ReviewMode::All).await;
        let sent = send(&mut author, "تعبت ونحب نموت").await;
        let (post, _) = newest(&app).await;
        assert_eq!(sent.location(), format!("/ar/my/held/{}", post.id), "the numbers, and what she can do");
        author.get(sent.location()).await.assert_status(200).assert_text("لستِ وحدكِ").assert_text("tel:1899");
        author.get("/ar/my/contributions").await.assert_status(200);
        let item = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(post.id.as_str()))
            .one(app.bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(item.class, 0, "somebody may be in danger");
        // A quotation is not held against her.
        let quoted = send(&mut author, "> ونحب نموت\n\nلا تقولي هذا يا أختي").await;
        assert!(!author.get(quoted.location()).await.text().contains("تتّصلي الآن بأحد هذه الأرقام"));

        // Proposed without the word, and asked about one.
        lead.post("/ar/desk/words", &word("كلبة", "mask", "add")).await.assert_status(303);
        lead.post("/ar/desk/words", &word("خائنة", "warn_author", "add")).await.assert_status(303);
        let asked = send(&mut author, "أنتِ كلبة خائنة").await;
        asked.assert_status(422).assert_text("أنتِ […] خائنة").assert_text("أتقصدينها؟");

        // Changed, and taken away; each step in the log without the word.
        let list = lead.get("/ar/desk/words").await;
        let id = list.text().split("?change=").nth(1).unwrap().split('#').next().unwrap().to_owned();
        lead.get(&format!("/ar/desk/words?change={id}")).await.assert_text(&format!("value=\"{id}\""));
        let mut form = word("جديدة تمامًا", "suggest_help", "change").to_vec();
        form.push(("word", &id));
        lead.post("/ar/desk/words", &form).await.assert_status(303);
        lead.post("/ar/desk/words", &[("action", "remove"), ("word", &id)]).await.assert_status(303);
        lead.get(&format!("/ar/desk/words?change={id}")).await.assert_status(404);
        let log = entity::staff::audit_log::Entity::find().all(app.bed.services.db.read()).await.unwrap();
        let actions: Vec<&str> = log.iter().map(|row| row.action.as_str()).collect();
        for action in ["words_read", "word_add", "word_change", "word_remove", "words_try"] {
            assert!(actions.contains(&action), "{action}");
        }
        assert!(!format!("{log:?}").contains("حجارة"));
    }
}

#[tokio::test]
async fn the_desk_of_words_speaks_three_languages_and_is_for_the_lead() {
    for app in apps().await {
        domain::words::seed::seed(&app.bed.services).await.unwrap();
        assert_eq!(domain::words::seed::seed(&app.bed.services).await.unwrap(), 0, "once");
        let (_, mut lead) = signed_in(&app, "قائدة", Role::LeadModerator).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        team.get("/ar/desk/words").await.assert_status(403);
        for (l, words) in [("ar", "قائمة البداية"), ("fr", "liste de départ"), ("en", "starter list")]
        {
            let page = lead.get(&format!("/{l}/desk/words")).await;
            page.assert_status(200).assert_text(words).assert_text("rel=\"next\"");
        }
        let next = lead.get("/ar/desk/words").await.text();
        let next = next.split("/ar/desk/words?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        lead.get(&format!("/ar/desk/words?after={next}")).await.assert_status(200);
        lead.get("/ar/desk/words?after=nowhere12345").await.assert_status(404);
        lead.get("/ar/desk/words?effect=suggest_help").await.assert_status(200).assert_text("aria-current");
        // The starter list asks nobody and holds nothing: it shows help.
        let topic = topic(&app).await;
        let (_, mut author) = signed_in(&app, "ياسمين", Role::Member).await;
        let body = "rajli yadhrabni w 5ayfa mennou";
        let sent = author.post(&topic, &[("body", body), ("action", "send")]).await;
        sent.assert_status(303);
        author.get(sent.location()).await.assert_text("تتّصلي الآن بأحد هذه الأرقام");
    }
}
