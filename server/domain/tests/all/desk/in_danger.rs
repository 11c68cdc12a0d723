//! What is done while somebody may be in danger.

use super::*;

#[tokio::test]
async fn whoever_may_be_in_danger_is_with_the_few_at_once() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let cases = async || safety_case::Entity::find().all(s.db.read()).await.unwrap();
        let escalated = Ok(Outcome::Done(Verdict::Escalate));
        // For another reason it goes to the lead alone.
        let because = || Decision { reason: "insult".into(), ..action("escalate") };
        let rude = desk.ask("نصّ يهين").await;
        assert_eq!(desk.decide(&desk.first, &rude, because()).await, escalated);
        assert!(cases().await.is_empty());
        // She says so, or it was marked so before, whatever she says.
        let sent = desk.ask("نصّ خطير").await;
        assert_eq!(desk.decide(&desk.first, &sent, action("escalate")).await, escalated);
        let urgent = desk.ask("نصّ عاجل").await;
        let tx = s.db.begin().await.unwrap();
        item::raise(&tx, ItemKind::Post, urgent.post.as_str(), Class::Danger).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(desk.decide(&desk.second, &urgent, because()).await, escalated);
        let all = cases().await;
        assert_eq!(all.len(), 2, "{}", desk.bed.backend);
        for sent in [&sent, &urgent] {
            let case = all.iter().find(|case| case.post_id == sent.post.as_str()).unwrap();
            assert_eq!((case.origin.as_str(), case.state.as_str()), ("team", "open"));
            assert_eq!(desk.post(&sent.post).await.state, "pending", "what waits is not held besides");
            let mine = danger::mine(s, &desk.author, &sent.post).await.unwrap();
            assert!(mine.danger, "she sees the numbers");
        }
        assert!(!desk.sees(&desk.first, &sent.post).await);
        assert_eq!(danger::cases(s, &desk.lead).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn while_somebody_may_be_in_danger_the_few_alone_publish() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ ينتظر").await;
        gone(danger::raise(s, &desk.first, &PostId::trusted("zzzzzzzzzzzz")).await);
        let refused = danger::raise(s, &desk.author, &sent.post).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let items = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(sent.post.as_str()))
            .all(s.db.read())
            .await
            .unwrap();
        let open: Vec<_> = items.iter().map(|item| (item.class, item.state.as_str())).collect();
        assert_eq!(open, [(0, "open"); 2], "the text and its case, {}", desk.bed.backend);
        for form in [action("approve"), Decision { text: "نصّ […]".into(), ..action("redact") }] {
            assert_eq!(desk.decide(&desk.second, &sent, form).await, Ok(Outcome::WithLead));
            assert_eq!(desk.post(&sent.post).await.state, "pending");
        }
        let done = desk.decide(&desk.lead, &sent, action("approve")).await;
        assert_eq!(done, Ok(Outcome::Done(Verdict::Approve)));
        // Refused, and appealed against: the case is closed first.
        let second = desk.ask("نصّ آخر ينتظر").await;
        danger::raise(s, &desk.first, &second.post).await.unwrap();
        let form = || Decision { reason: "insult".into(), ..action("reject") };
        let look = async |who: &Actor| {
            let waits = moderation::queue(s, who, &Filters::default(), AR).await.unwrap();
            let one = waits.items.into_iter().find(|item| item.post() == Some(&second.post)).unwrap();
            one.held_only
        };
        assert!(look(&desk.first).await, "{}", desk.bed.backend);
        assert!(!look(&desk.lead).await);
        assert_eq!(desk.decide(&desk.first, &second, form()).await, Err(ErrorCode::Forbidden));
        assert_eq!(desk.post(&second.post).await.state, "pending", "it waits still");
        assert_eq!(desk.decide(&desk.lead, &second, form()).await, Ok(Outcome::Done(Verdict::Reject)));
        let appealed = desk.appeal().await;
        assert_eq!(desk.reverse(&desk.second, &appealed).await, Err(ErrorCode::Conflict));
        assert_eq!(desk.post(&second.post).await.state, "rejected");
        let case = safety_case::Entity::find()
            .filter(safety_case::Column::PostId.eq(second.post.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        danger::close(s, &desk.lead, &case.id, case.version, "no_danger").await.unwrap();
        assert_eq!(desk.reverse(&desk.second, &appealed).await, Ok(appeal::State::Reversed));
        assert_eq!(desk.post(&second.post).await.state, "published");
    }
}

#[tokio::test]
async fn what_is_held_for_somebody_in_danger_is_given_back_in_her_case_alone() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        let reported = desk.report(&sent.post, "hate").await;
        danger::raise(s, &desk.first, &sent.post).await.unwrap();
        let state = async || desk.post(&sent.post).await.state;
        assert_eq!(state().await, "held");
        let take = async |who: &Actor, step: &str| {
            let version = desk.post(&sent.post).await.version.to_string();
            let reason = if matches!(step, "remove" | "hold") { "insult" } else { "" };
            let form = moderation::Taking {
                action: step.into(),
                version,
                reason: reason.into(),
                note: String::new(),
            };
            moderation::take(s, who, &sent.post, &form).await.map_err(|error| error.code)
        };
        // Taken away it is by the few alone: what becomes of it she chooses herself.
        let few = moderation::to_take(s, &desk.lead, &sent.post).await.unwrap();
        assert_eq!((few.steps, few.held_only), (vec![moderation::Step::Remove], false));
        let shown = moderation::to_take(s, &desk.second, &sent.post).await.unwrap();
        assert!(shown.steps.is_empty() && shown.held_only, "{}", desk.bed.backend);
        for who in [&desk.second, &desk.lead] {
            assert_eq!(take(who, "release").await, Err(ErrorCode::Forbidden));
        }
        assert_eq!(take(&desk.second, "remove").await, Err(ErrorCode::Forbidden));
        assert_eq!(state().await, "held");
        let seen = report::case(s, &desk.second, &reported.id, AR).await.unwrap();
        assert!(seen.held_only && seen.may_decide);
        assert!(!report::case(s, &desk.lead, &reported.id, AR).await.unwrap().held_only);
        let removal = report::Decision {
            case: reported.id.clone(),
            version: reported.version.to_string(),
            action: "remove".into(),
            reason: "insult".into(),
            ..report::Decision::default()
        };
        let refused = report::act(s, &desk.second, &removal).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden);
        assert_eq!(state().await, "held");
        // What was reported of it is decided; the text stays where it is.
        for (act, version) in [("hold", 0), ("release", 1)] {
            let form = report::Decision {
                case: reported.id.clone(),
                version: (reported.version + version).to_string(),
                action: act.into(),
                reason: if act == "hold" { "insult".into() } else { String::new() },
                ..report::Decision::default()
            };
            let done = report::act(s, &desk.second, &form).await.unwrap();
            assert!(matches!(done, report::Outcome::Done(_)) || act == "release", "{done:?}");
            assert_eq!(state().await, "held", "{act}");
        }
        // Nor by an appeal.
        desk.bed.clock.advance(Duration::hours(25));
        let appealed = desk.appeal().await;
        for who in [&desk.second, &desk.lead] {
            assert_eq!(desk.reverse(who, &appealed).await, Err(ErrorCode::Conflict));
            assert_eq!(state().await, "held");
        }
        let case = safety_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        danger::release(s, &desk.lead, &case.id, case.version).await.unwrap();
        assert_eq!(state().await, "published");
        // Once the case is closed, a hold is a hold.
        danger::close(s, &desk.lead, &case.id, case.version + 1, "no_danger").await.unwrap();
        take(&desk.second, "hold").await.unwrap();
        take(&desk.second, "release").await.unwrap();
        assert_eq!(state().await, "published");
    }
}
