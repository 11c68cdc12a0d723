//! Forms that are sent again, too fast, or with faults.

use super::*;

#[tokio::test]
async fn a_form_sent_twenty_times_gives_one_post() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let form = NewTopic { form_key: "5d0e6f4a-twenty".into(), ..new_topic(1) };
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (services, author, form) = (bed.services.clone(), author.clone(), form.clone());
            tasks.spawn(async move { forum::create_topic(&services, &author, &form, AR).await });
        }
        let results: Vec<_> = tasks.join_all().await.into_iter().map(Result::unwrap).collect();
        assert_eq!(
            results.iter().map(|sent| sent.post.clone()).collect::<BTreeSet<_>>().len(),
            1,
            "{}",
            bed.backend
        );
        assert_eq!(results.iter().filter(|sent| !sent.replayed).count(), 1);
        assert_eq!(post::Entity::find().count(bed.services.db.read()).await.unwrap(), 1);

        let sent = results.into_iter().next().unwrap();
        f.approve(&moderator, &sent.post).await;
        let form = NewReply { form_key: "5d0e6f4a-twenty".into(), ..new_reply("جواب") };
        for _ in 0..3 {
            forum::reply(&bed.services, &author, &sent.topic, &form, AR).await.unwrap();
        }
        assert_eq!(post::Entity::find().count(bed.services.db.read()).await.unwrap(), 2);
    }
}

/// How many texts of a member wait is what administrators say.
#[tokio::test]
async fn how_many_may_wait_is_said_by_administrators() {
    for bed in forums().await {
        let s = &bed.services;
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let admin = bed.member("م", Role::Admin).await;
        let lead = bed.member("ق", Role::LeadModerator).await;
        let refused = limits::set(s, &lead, Number::PendingMost, "2").await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Forbidden, "{}", bed.backend);
        for wrong in ["", "0", "51", "-1", "many"] {
            let refused = limits::set(s, &admin, Number::PendingMost, wrong).await.unwrap_err();
            let code = if wrong.is_empty() { FieldCode::Required } else { FieldCode::NotANumber };
            let said = (refused.fields[0].field.as_str(), refused.fields[0].code);
            assert_eq!(said, ("pending_most", code), "{}: {wrong}", bed.backend);
        }
        limits::set(s, &admin, Number::PendingMost, " 2 ").await.unwrap();
        f.ask(&author, 0).await;
        f.ask(&author, 1).await;
        bed.clock.advance(Duration::hours(25));
        let error = forum::create_topic(s, &author, &new_topic(2), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyWaiting, "{}", bed.backend);
        limits::set(s, &admin, Number::PendingMost, "3").await.unwrap();
        f.ask(&author, 2).await;
    }
}

#[tokio::test]
async fn the_sixth_text_does_not_wait_and_fast_hands_are_slowed() {
    for bed in forums().await {
        let f = Forum { bed: &bed };
        let author = bed.member("أ", Role::Member).await;
        let moderator = bed.member("م", Role::Moderator).await;
        let first = f.ask(&author, 0).await;
        // On her first day only three questions are taken.
        bed.clock.advance(Duration::hours(25));
        for n in 1..5 {
            f.ask(&author, n).await;
        }
        bed.clock.advance(Duration::hours(1));
        let error = forum::create_topic(&bed.services, &author, &new_topic(6), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyWaiting);
        f.approve(&moderator, &first.post).await;
        f.ask(&author, 6).await;

        // At the same moment, from several tabs: still five at most.
        let other = bed.member("ب", Role::Member).await;
        f.ask(&other, 0).await;
        bed.clock.advance(Duration::hours(25));
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (services, other) = (bed.services.clone(), other.clone());
            tasks.spawn(async move { forum::create_topic(&services, &other, &new_topic(n), AR).await });
        }
        let sent = tasks.join_all().await.into_iter().filter(Result::is_ok).count();
        assert_eq!(sent, 4, "with the first: {}", bed.backend);

        // The team has no waiting texts, but hurries no more than others.
        bed.clock.advance(Duration::hours(1));
        for n in 0..6 {
            forum::create_topic(&bed.services, &moderator, &new_topic(n), AR).await.unwrap();
        }
        let error = forum::create_topic(&bed.services, &moderator, &new_topic(7), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::TooManyRequests);

        // Who talks answers faster than who asks: after six at once, one every fifteen seconds.
        let said = async |n: u32| {
            let form = NewReply { body: format!("جواب {n}"), ..NewReply::default() };
            forum::reply(&bed.services, &moderator, &first.topic, &form, AR).await.map_err(|error| error.code)
        };
        for n in 0..6 {
            said(n).await.unwrap();
        }
        assert_eq!(said(6).await.err(), Some(ErrorCode::TooManyRequests), "{}", bed.backend);
        bed.clock.advance(Duration::seconds(15));
        said(7).await.unwrap();
        assert_eq!(said(8).await.err(), Some(ErrorCode::TooManyRequests), "{}", bed.backend);
    }
}

#[tokio::test]
async fn refused_fields_are_named_and_nothing_is_stored() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let s = &bed.services;
        let codes = |error: domain::DomainError| {
            error.fields.into_iter().map(|field| (field.field, field.code)).collect::<Vec<_>>()
        };
        let error = forum::create_topic(s, &author, &NewTopic::default(), AR).await.unwrap_err();
        assert_eq!(
            codes(error),
            [
                ("category".to_owned(), FieldCode::Required),
                ("title".to_owned(), FieldCode::Required),
                ("body".to_owned(), FieldCode::Required)
            ]
        );
        let form = NewTopic {
            category: "../unions".into(),
            title: "م".repeat(121),
            body: "م".repeat(10_001),
            language: "tlh".into(),
            ..NewTopic::default()
        };
        let error = forum::create_topic(s, &author, &form, AR).await.unwrap_err();
        assert_eq!(
            codes(error),
            [
                ("category".to_owned(), FieldCode::UnknownChoice),
                ("title".to_owned(), FieldCode::TooLong(120)),
                ("body".to_owned(), FieldCode::TooLong(10_000)),
                ("language".to_owned(), FieldCode::UnknownChoice)
            ]
        );
        for form in [
            NewTopic { form_key: "x'; DROP".into(), ..new_topic(1) },
            NewTopic { title: "\u{202E}\u{200B}  ".into(), ..new_topic(1) },
        ] {
            assert_eq!(
                forum::create_topic(s, &author, &form, AR).await.unwrap_err().code,
                ErrorCode::InvalidForm
            );
        }
        let error = forum::create_topic(s, &Actor::Guest, &new_topic(1), AR).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::SignInNeeded);
        let nul = NewTopic { category: "uni\0ns".into(), ..new_topic(1) };
        assert_eq!(forum::create_topic(s, &author, &nul, AR).await.unwrap_err().code, ErrorCode::InvalidForm);
        let foreign = NewTopic { correct: "abcd1234".into(), ..new_topic(1) };
        assert_eq!(
            forum::create_topic(s, &author, &foreign, AR).await.unwrap_err().code,
            ErrorCode::NotFound
        );
        assert_eq!(topic::Entity::find().count(s.db.read()).await.unwrap(), 0);
        assert_eq!(post::Entity::find().count(s.db.read()).await.unwrap(), 0);
    }
}
