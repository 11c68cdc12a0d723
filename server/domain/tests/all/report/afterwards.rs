//! Who is told of a decision, and what goes when somebody leaves or time passes.

use super::*;

#[tokio::test]
async fn each_is_told_once_of_a_decision_on_what_she_said() {
    for bed in forums().await {
        let s = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        let author = bed.member("أ", Role::Member).await;
        let sent = published(&bed, &author).await;
        let mut who = Vec::new();
        for name in ["ب", "ت", "ث"] {
            who.push(bed.member(name, Role::Member).await);
        }
        // The third one says hers beside a decision that stands: she is told of the next.
        let steps: [(i64, usize, bool, [usize; 3]); 4] = [
            (0, 0, true, [1, 0, 0]),
            (25, 1, true, [1, 1, 0]),
            (1, 2, false, [1, 1, 0]),
            (25, 1, true, [1, 2, 1]),
        ];
        for (hours, at, decided, expected) in steps {
            bed.clock.advance(Duration::hours(hours));
            report::report(s, &who[at], &about(&sent, "hate", "")).await.unwrap();
            bed.clock.advance(Duration::minutes(1));
            if decided {
                assert_eq!(decide(&bed, &team, &sent, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
            }
            let mut seen = Vec::new();
            for one in &who {
                seen.push(told(&bed, one).await);
            }
            assert_eq!(seen, expected, "{}", bed.backend);
        }
    }
}

#[tokio::test]
async fn whoever_reported_what_another_case_covers_is_told_of_the_decision_there_once() {
    for bed in forums().await {
        let s = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        let (first, second) = (bed.member("أ", Role::Member).await, bed.member("ب", Role::Member).await);
        let (a, b) = (published(&bed, &first).await, published(&bed, &second).await);
        let mut who = Vec::new();
        for name in ["ت", "ث", "ج", "ح"] {
            who.push(bed.member(name, Role::Member).await);
        }
        // One reported the first text, one the second, one both; one took hers back. Whoever wrote the second one
        // reported the first.
        for (by, of) in
            [(&who[0], &a), (&who[1], &b), (&who[2], &a), (&who[2], &b), (&who[3], &a), (&second, &a)]
        {
            report::report(s, by, &about(of, "hate", "")).await.unwrap();
        }
        let hers = report::my_reports(s, &who[3]).await.unwrap().remove(0);
        report::withdraw(s, &who[3], &hers.id).await.unwrap();
        let seen = async || {
            let mut all = Vec::new();
            for one in who.iter().chain([&second]) {
                all.push(told(&bed, one).await);
            }
            all
        };
        let covering = case_of(&bed, &b).await.id;
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(decide(&bed, &team, &a, "duplicate", &covering).await, Ok(Outcome::Done(Act::Duplicate)));
        assert_eq!(seen().await, [1, 0, 1, 0, 1], "{}", bed.backend);
        let state = async |who: &Actor| {
            let all = report::my_reports(s, who).await.unwrap();
            let mine = all.into_iter().find(|one| one.post == a.post).unwrap();
            (mine.state, mine.covering)
        };
        assert_eq!(state(&who[0]).await, (CaseState::Duplicate, None));
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(decide(&bed, &team, &b, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
        assert_eq!(seen().await, [2, 1, 2, 0, 1], "{}: not of what is said about her own text", bed.backend);
        assert_eq!(state(&who[0]).await, (CaseState::Duplicate, Some(CaseState::NotUpheld)));
        assert_eq!(state(&second).await, (CaseState::Duplicate, None));
        // The next decision there is told to whoever said something since.
        bed.clock.advance(Duration::hours(25));
        report::report(s, &who[1], &about(&b, "hate", "")).await.unwrap();
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(decide(&bed, &team, &b, "keep", "").await, Ok(Outcome::Done(Act::Keep)));
        assert_eq!(seen().await, [2, 2, 2, 0, 1], "{}", bed.backend);
    }
}

#[tokio::test]
async fn her_reports_go_along_with_her_and_her_name_goes_out_of_them() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let other = bed.member("ج", Role::Member).await;
        let sent = published(&bed, &author).await;
        report::report(&bed.services, &reporter, &about(&sent, "hate", "كلماتها هي")).await.unwrap();
        report::report(&bed.services, &other, &about(&sent, "hate", "كلمات أخرى")).await.unwrap();
        let export = async |who: &Actor| -> Export {
            let who = signed_in(who.member().unwrap().clone(), bed.services.now_ms());
            privacy::ask_for_export(&bed.services, &who).await.unwrap();
            let ExportState::Ready { id, .. } = privacy::my_data(&bed.services, &who).await.unwrap().export
            else {
                panic!("no export")
            };
            let mut seen = Export::default();
            privacy::download(&bed.services, &who, &id, Locale::Ar, Device::Own, |export| {
                seen = export.clone();
                Ok(Vec::new())
            })
            .await
            .unwrap();
            seen
        };
        let hers = export(&reporter).await;
        assert_eq!((hers.reports.len(), hers.reports[0].text.as_str()), (1, "كلماتها هي"));
        let authors = export(&author).await;
        assert!(authors.reports.is_empty(), "who is reported learns nothing from her copy");
        assert!(!format!("{authors:?}").contains("كلمات"));

        erase(&bed, &reporter, "withdraw").await;
        let rows = row::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert_eq!(rows.len(), 2, "what was counted stays");
        assert!(rows.iter().any(|row| row.reporter_id.is_none() && row.text.is_empty()), "{}", bed.backend);
        assert!(!format!("{rows:?}").contains("كلماتها هي"));
        // The author goes with everything: copies of her text go out of what others reported.
        erase(&bed, &author, "withdraw").await;
        let rows = row::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert!(!format!("{rows:?}").contains("نصّ السؤال كما رُئي"));
        assert_eq!(cases(&bed).await[0].state, "withdrawn");
        let open = review_item::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert!(open.iter().all(|item| item.state != "open"));
    }
}

#[tokio::test]
async fn what_is_reported_of_a_text_that_stays_waits_on() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let sent = published(&bed, &author).await;
        report::report(&bed.services, &reporter, &about(&sent, "hate", "")).await.unwrap();
        erase(&bed, &author, "keep").await;
        let post = post::Entity::find_by_id(sent.post.as_str()).one(bed.services.db.read()).await.unwrap();
        assert_eq!(post.unwrap().state, "published", "{}", bed.backend);
        assert_eq!(cases(&bed).await[0].state, "open");
        let open = review_item::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert_eq!(open.iter().filter(|item| item.kind == "report" && item.state == "open").count(), 1);
    }
}

#[tokio::test]
async fn what_she_said_about_reaching_her_goes_with_the_case_or_with_her() {
    for bed in forums().await {
        let services = &bed.services;
        let team = bed.member("م", Role::Moderator).await;
        let lead = bed.member("ق", Role::LeadModerator).await;
        for closes in [true, false] {
            let author = bed.member(&format!("أ{closes}"), Role::Member).await;
            let sent = published(&bed, &author).await;
            danger::raise(services, &team, &sent.post).await.unwrap();
            let contact =
                Contact {
                    safe: true, how: "رسالة".into(), when: "صباحًا".into(), label: "المكتبة".into()
                };
            danger::give_contact(services, &author, &sent.post, "yes", &contact).await.unwrap();
            let all = safety_case::Entity::find().all(services.db.read()).await.unwrap();
            let case = all.into_iter().find(|case| case.post_id == sent.post.as_str()).unwrap();
            let seen = danger::case(services, &lead, &case.id, Locale::Ar).await.unwrap();
            assert_eq!(seen.contact, Some(contact));
            if closes {
                danger::close(services, &lead, &case.id, case.version, "safe").await.unwrap();
            } else {
                erase(&bed, &author, "withdraw").await;
            }
            let after =
                safety_case::Entity::find_by_id(&case.id).one(services.db.read()).await.unwrap().unwrap();
            assert_eq!((after.state.as_str(), after.contact), ("closed", None), "{}", bed.backend);
            assert_eq!(after.member_id.is_none(), !closes);
        }
        let log = safety_log::Entity::find().all(services.db.read()).await.unwrap();
        assert!(log.iter().any(|line| line.told.as_deref() == Some("left")));
        assert!(!format!("{log:?}").contains("المكتبة"));
    }
}

#[tokio::test]
async fn words_and_copies_are_forgotten_a_year_after_the_decision() {
    for bed in forums().await {
        let author = bed.member("أ", Role::Member).await;
        let reporter = bed.member("ب", Role::Member).await;
        let team = bed.member("م", Role::Moderator).await;
        let sent = published(&bed, &author).await;
        report::report(&bed.services, &reporter, &about(&sent, "hate", "كلماتها هي")).await.unwrap();
        let case = cases(&bed).await.remove(0);
        let decision = report::Decision {
            case: case.id,
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        report::act(&bed.services, &team, &decision).await.unwrap();
        assert_eq!(report::sweep(&bed.services).await.unwrap(), 0);
        bed.clock.advance(Duration::days(366));
        assert_eq!(report::sweep(&bed.services).await.unwrap(), 1);
        assert_eq!(report::sweep(&bed.services).await.unwrap(), 0);
        let rows = row::Entity::find().all(bed.services.db.read()).await.unwrap();
        assert_eq!(
            (rows[0].text.as_str(), rows[0].seen_text.as_str(), rows[0].code.as_str()),
            ("", "", "hate")
        );
    }
}
