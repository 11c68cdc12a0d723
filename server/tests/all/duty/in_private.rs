//! What waits in private, for the few and for others.

use super::*;

fn letter(kind: &str, body: &str) -> messages::NewCase {
    messages::NewCase { kind: kind.into(), body: body.into(), ..messages::NewCase::default() }
}

#[tokio::test]
async fn who_writes_in_private_that_she_is_not_safe_wakes_the_few() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let backend = app.bed.backend;
        let team = app.bed.member("سند", Role::Moderator).await;
        let first = app.bed.member("رائدة-1", Role::LeadModerator).await;
        app.bed.member("رائدة-2", Role::LeadModerator).await;
        let (author, mut member) = signed_in(&app, "ياسمين", Role::Member).await;
        on_duty(&app, &first, &[&team, &first]).await;
        let plain = messages::begin(services, &author, &letter("question", "متى تفتحون؟")).await.unwrap();
        assert_eq!(told(&app).await, [""; 0], "{backend}: a question can wait");

        let urgent = messages::begin(services, &author, &letter("safety", "لست في أمان")).await.unwrap();
        assert_eq!(told(&app).await, ["رائدة-1"], "{backend}: of whoever is there, who reads it");
        messages::write(services, &author, &urgent, "ما زلت هنا", "").await.unwrap();
        assert_eq!(told(&app).await.len(), 1, "{backend}: it waits already");
        messages::answer(services, &first, &urgent, "نحن هنا", "").await.unwrap();
        app.bed.clock.advance(Duration::minutes(1));
        messages::write(services, &author, &urgent, "عاد إلى البيت", "").await.unwrap();
        assert_eq!(told(&app).await.len(), 2, "{backend}: she comes back");

        // Whatever she chose: words that cannot wait, in the first message and in a later one.
        let form = domain::words::Form {
            pattern: "نحب نموت".into(),
            language: "ar".into(),
            effect: "raise_priority".into(),
            ..domain::words::Form::default()
        };
        domain::words::add(services, &first, &form).await.unwrap();
        messages::begin(services, &author, &letter("technical", "نحب نموت")).await.unwrap();
        assert_eq!(told(&app).await.len(), 3, "{backend}");
        messages::write(services, &author, &plain, "نحب نموت", "").await.unwrap();
        assert_eq!(told(&app).await, ["رائدة-1"; 4], "{backend}");

        // She herself finds who answers now.
        let numbers = "id=\"danger\"";
        member.get(&format!("/ar/messages/{urgent}")).await.assert_text(numbers).assert_text("tel:1899");
        assert!(!member.get(&format!("/ar/messages/{plain}")).await.text().contains(numbers), "{backend}");

        // Of the few she is one herself: nobody is told of her own words.
        messages::begin(services, &first, &letter("safety", "أنا أيضًا")).await.unwrap();
        assert_eq!(told(&app).await.last().map(String::as_str), Some("رائدة-2"), "{backend}");
    }
}

#[tokio::test]
async fn a_message_that_nobody_answers_is_reminded_of_too() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let backend = app.bed.backend;
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let team = app.bed.member("سند", Role::Moderator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let case = messages::begin(services, &author, &letter("details", "أزيلوا اسم قريتي")).await.unwrap();
        app.bed.clock.advance(Duration::hours(11));
        // Whoever asks again does not wait from then on.
        messages::write(services, &author, &case, "من فضلكنّ", "").await.unwrap();
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: not yet");
        app.bed.clock.advance(Duration::hours(14));
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}");
        assert_eq!(told(&app).await, ["رائدة"], "{backend}: nobody is there");
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: once");
        app.bed.clock.advance(Duration::hours(1));
        on_duty(&app, &lead, &[&team]).await;
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: whoever comes later");
        assert_eq!(told(&app).await, ["رائدة", "سند"], "{backend}");
        messages::answer(services, &team, &case, "أزلناه.", "").await.unwrap();
        app.bed.clock.advance(Duration::hours(25));
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: the last word is the team's");
        messages::write(services, &author, &case, "وفي موضع آخر", "").await.unwrap();
        app.bed.clock.advance(Duration::hours(13));
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: it waits anew");
    }
}

#[tokio::test]
async fn what_others_may_act_on_stands_before_nothing() {
    for (app, _) in apps().await {
        let services = &app.bed.services;
        let backend = app.bed.backend;
        let lead = app.bed.member("رائدة", Role::LeadModerator).await;
        let team = app.bed.member("سند", Role::Moderator).await;
        let author = app.bed.member("ياسمين", Role::Member).await;
        let scope = role_scope::ActiveModel {
            member_id: Set(team.member_id().unwrap().to_string()),
            category_id: Set("unions".into()),
        };
        role_scope::Entity::insert(scope).exec_without_returning(services.db.writer()).await.unwrap();
        // As many as one go takes, all older, in a category that is not hers.
        let now = services.now_ms();
        let elsewhere = (0..200).map(|n| review_item::ActiveModel {
            id: Set(format!("crowd{n}")),
            kind: Set("post".into()),
            target_id: Set(format!("post{n}")),
            post_id: Set(None),
            topic_id: Set(None),
            category: Set("poverty".into()),
            language: Set("ar".into()),
            class: Set(3),
            gate: Set(None),
            state: Set("open".into()),
            outcome: Set(None),
            version: Set(1),
            opened_at: Set(now),
            decided_at: Set(None),
            claim_by: Set(None),
            claim_until: Set(None),
            raised: Set(None),
            offered_to: Set(None),
        });
        let all = review_item::Entity::insert_many(elsewhere);
        all.exec_without_returning(services.db.writer()).await.unwrap();
        question(&app, &author).await;
        app.bed.clock.advance(Duration::hours(13));
        for count in [200, 1, 0] {
            assert_eq!(duty::nag(services).await.unwrap(), count, "{backend}: nobody is there");
        }
        question(&app, &author).await;
        app.bed.clock.advance(Duration::hours(13));
        on_duty(&app, &lead, &[&team]).await;
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: first what nobody was told of");
        assert_eq!(told(&app).await, ["رائدة", "رائدة", "سند"], "{backend}");
        assert_eq!(duty::nag(services).await.unwrap(), 1, "{backend}: then the rest");
        assert_eq!(told(&app).await, ["رائدة", "رائدة", "سند", "سند"], "{backend}");
        assert_eq!(duty::nag(services).await.unwrap(), 0, "{backend}: once");
    }
}
