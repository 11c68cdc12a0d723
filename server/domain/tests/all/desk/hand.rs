//! Who has what in hand, and what is handed on.

use super::*;

#[tokio::test]
async fn a_hundred_times_two_at_once_decide_once() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        for round in 0..100 {
            let sent = desk.ask(&format!("نصّ {round}")).await;
            let mut tasks = tokio::task::JoinSet::new();
            for (who, action, reason) in [
                (&desk.first, "approve", ""),
                (&desk.second, if round % 2 == 0 { "approve" } else { "reject" }, "insult"),
            ] {
                let (services, who) = (s.clone(), who.clone());
                let form = Decision {
                    post: sent.post.to_string(),
                    version: "1".into(),
                    action: action.into(),
                    reason: reason.into(),
                    ..Decision::default()
                };
                tasks.spawn(async move { moderation::decide(&services, &who, &form).await.unwrap() });
            }
            let outcomes = tasks.join_all().await;
            let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done(_))).count();
            let told: Vec<_> = outcomes
                .iter()
                .filter_map(|outcome| match outcome {
                    Outcome::Stale(now) => Some(now.state),
                    _ => None,
                })
                .collect();
            assert_eq!(done, 1, "{} round {round}", desk.bed.backend);
            let state = PostState::parse(&desk.post(&sent.post).await.state);
            assert_eq!(told, [state], "the other one is told what was decided");
            let lines = mod_log::Entity::find()
                .filter(mod_log::Column::TargetId.is_in([sent.topic.as_str(), sent.post.as_str()]))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(lines, 1);
            let told = event::Entity::find()
                .filter(event::Column::PostId.eq(sent.post.as_str()))
                .filter(event::Column::Kind.eq("decided"))
                .count(s.db.read())
                .await
                .unwrap();
            assert_eq!(told, 1);
            assert_eq!(desk.item(&sent.post).await.state, "done");
        }
    }
}

#[tokio::test]
async fn a_decision_is_appealed_once_and_answered_once_however_fast() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let refused = desk.ask("نصّ لا يُنشر").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &refused, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let all = appeal::decisions(s, &desk.author).await.unwrap();
        let name = all.into_iter().find(|one| one.may_appeal).unwrap().name;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (services, author) = (s.clone(), desk.author.clone());
            let form =
                NewAppeal {
                    decision: name.clone(), body: "لا أوافق على هذا".into(), ..NewAppeal::default()
                };
            tasks.spawn(async move {
                appeal::appeal(&services, &author, &form).await.map_err(|error| error.code)
            });
        }
        let (done, others): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!(done.len(), 1, "{}", desk.bed.backend);
        assert!(others.iter().all(|one| one.as_ref().err() == Some(&ErrorCode::Conflict)), "{others:?}");
        let id = done.into_iter().find_map(Result::ok).unwrap();
        assert_eq!(desk.log("appeal").await.len(), 1);

        // Two who took no part, at the same moment.
        let mut tasks = tokio::task::JoinSet::new();
        for (who, outcome) in [(&desk.second, "reversed"), (&desk.lead, "upheld")] {
            let (services, who, id) = (s.clone(), who.clone(), id.clone());
            let form = appeal::Verdict {
                outcome: outcome.into(),
                answer: "كلمة الفريق إليكِ".into(),
                ..appeal::Verdict::default()
            };
            tasks.spawn(async move {
                appeal::decide(&services, &who, &id, &form).await.map_err(|error| error.code)
            });
        }
        let (done, others): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!((done.len(), others.len()), (1, 1), "{}", desk.bed.backend);
        assert_eq!(others[0], Err(ErrorCode::Conflict));
        let reversed = done[0] == Ok(appeal::State::Reversed);
        let state = if reversed { "published" } else { "rejected" };
        assert_eq!(desk.post(&refused.post).await.state, state);
        let lines = (desk.log("appeal_decide").await.len(), desk.log("restore").await.len());
        assert_eq!(lines, (1, usize::from(reversed)));
    }
}

#[tokio::test]
async fn what_is_in_hand_is_in_one_hand_for_a_while() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ").await;
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::Claim).await,
            Ok(Handling::Done(ItemStep::Claim))
        );
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::InHand));
        let hand = |queue: Queue| queue.items[0].claim.clone();
        assert_eq!(hand(desk.queue(&desk.first, AR).await), Claim::Mine);
        assert_eq!(hand(desk.queue(&desk.second, AR).await), Claim::Other(None), "not by whom");
        let admin = desk.bed.member("أمينة", Role::Admin).await;
        assert_eq!(hand(desk.queue(&admin, AR).await), Claim::Other(Some("سند".into())));
        assert_eq!(desk.decide(&desk.second, &sent, action("approve")).await, Ok(Outcome::InHand));
        for (who, claim, found) in [
            (&desk.first, ClaimFilter::Mine, 1),
            (&desk.first, ClaimFilter::Free, 0),
            (&desk.second, ClaimFilter::Mine, 0),
            (&desk.second, ClaimFilter::Free, 0),
        ] {
            let filters = Filters { claim: Some(claim), ..Filters::default() };
            let queue = moderation::queue(s, who, &filters, AR).await.unwrap();
            assert_eq!(queue.items.len(), found, "{claim:?}");
        }
        assert_eq!(moderation::next(s, &desk.second, &Filters::default(), AR).await.unwrap(), None);

        // Opening its page begins the time anew; nobody ends it.
        desk.bed.clock.advance(Duration::minutes(15));
        let id = desk.id(&sent.post).await;
        moderation::open_item(s, &desk.first, &id, AR).await.unwrap();
        desk.bed.clock.advance(Duration::minutes(15));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::InHand));
        desk.bed.clock.advance(Duration::minutes(6));
        assert_eq!(
            desk.handle(&desk.second, &sent.post, ItemStep::Claim).await,
            Ok(Handling::Done(ItemStep::Claim))
        );

        // Taken over with a reason, which the log has as a code.
        let refused = moderation::handle(s, &desk.first, &id, "take_over", "").await.unwrap_err();
        assert_eq!(
            (refused.fields[0].field.as_str(), refused.fields[0].code),
            ("cause", FieldCode::Required)
        );
        assert_eq!(
            desk.handle(&desk.first, &sent.post, ItemStep::TakeOver).await,
            Ok(Handling::Done(ItemStep::TakeOver))
        );
        let lines = desk.log("take_over").await;
        assert_eq!((lines.len(), lines[0].reason_code.as_deref()), (1, Some("away")));
        assert_eq!(lines[0].actor_id.as_deref(), desk.first.member_id().map(|id| id.as_str()));

        // A lost role ends what she held at once.
        member::Entity::update_many()
            .col_expr(member::Column::Role, Expr::value("member"))
            .filter(member::Column::Id.eq(desk.first.member_id().unwrap().as_str()))
            .exec(s.db.writer())
            .await
            .unwrap();
        assert_eq!(hand(desk.queue(&desk.second, AR).await), Claim::Free);
        assert_eq!(
            desk.decide(&desk.second, &sent, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );
        let row = desk.item(&sent.post).await;
        assert_eq!((row.claim_by, row.claim_until, row.state.as_str()), (None, None, "done"));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Ok(Handling::Over));
    }
}

#[tokio::test]
async fn a_hand_holds_changes_reports_and_appeals_too() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let case = desk.report(&sent.post, "spam").await;
        let items: Vec<review_item::Model> = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(sent.post.as_str()))
            .filter(review_item::Column::State.eq("open"))
            .all(s.db.read())
            .await
            .unwrap();
        assert_eq!(items.len(), 2, "{}", desk.bed.backend);
        let claim = async |id: &str| {
            let id = ReviewId::trusted(id.to_owned());
            moderation::handle(s, &desk.second, &id, "claim", "").await.unwrap()
        };
        for item in &items {
            assert_eq!(claim(&item.id).await, Handling::Done(ItemStep::Claim));
        }
        let edit = EditDecision {
            post: sent.post.to_string(),
            version: "2".into(),
            action: "approve".into(),
            ..EditDecision::default()
        };
        let keep = report::Decision {
            case: case.id,
            version: case.version.to_string(),
            action: "keep".into(),
            ..report::Decision::default()
        };
        let busy = |code| assert_eq!(code, Some(ErrorCode::Conflict), "{}", desk.bed.backend);
        assert_eq!(moderation::decide_edit(s, &desk.first, &edit).await.unwrap(), EditOutcome::InHand);
        busy(report::act(s, &desk.first, &keep).await.map_err(|e| e.code).err());
        moderation::decide_edit(s, &desk.second, &edit).await.unwrap();
        // After its time the hand is empty.
        desk.bed.clock.advance(Duration::minutes(21));
        assert!(matches!(report::act(s, &desk.first, &keep).await.unwrap(), report::Outcome::Done(_)));

        let refused = desk.ask("نصّ لا يُنشر").await;
        let form = Decision { reason: "insult".into(), ..action("reject") };
        assert_eq!(desk.decide(&desk.first, &refused, form).await, Ok(Outcome::Done(Verdict::Reject)));
        let appeal = desk.appeal().await;
        let item = review_item::Entity::find()
            .filter(review_item::Column::TargetId.eq(appeal.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(claim(&item.id).await, Handling::Done(ItemStep::Claim));
        assert_eq!(desk.reverse(&desk.lead, &appeal).await, Err(ErrorCode::Conflict));
        assert_eq!(desk.reverse(&desk.second, &appeal).await, Ok(appeal::State::Reversed));
    }
}

#[tokio::test]
async fn a_change_is_in_one_hand_or_with_the_lead() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        desk.approve(&sent).await;
        desk.change(&sent.post, "ثمّ كلام آخر").await;
        let id = desk.id(&sent.post).await;
        let decide = async |who: &Actor, action: &str, version: &str| {
            let form = EditDecision {
                post: sent.post.to_string(),
                version: version.into(),
                action: action.into(),
                ..EditDecision::default()
            };
            moderation::decide_edit(s, who, &form).await.unwrap()
        };
        desk.handle(&desk.second, &sent.post, ItemStep::Claim).await.unwrap();
        assert_eq!(decide(&desk.first, "approve", "2").await, EditOutcome::InHand);
        assert_eq!(decide(&desk.first, "escalate", "2").await, EditOutcome::InHand);
        let open = async |who: &Actor| match moderation::open_item(s, who, &id, AR).await {
            Ok(Opened::Waiting(open)) => Some((open.item.claim.clone(), open.change.clone().unwrap())),
            _ => None,
        };
        let (claim, change) = open(&desk.second).await.unwrap();
        assert_eq!((claim, change.claim.clone()), (Claim::Mine, Claim::Mine));
        assert_eq!((change.n, change.is_check, change.old == change.new), (2, false, false));
        assert_eq!(moderation::edits(s, &desk.second).await.unwrap(), [change]);
        let next = async |who: &Actor| moderation::next(s, who, &Filters::default(), AR).await.unwrap();
        assert_eq!((next(&desk.second).await, next(&desk.first).await), (Some(id.clone()), None));

        assert!(matches!(decide(&desk.second, "escalate", "1").await, EditOutcome::Stale(_)));
        let handed = EditOutcome::Done(EditVerdict::Decided(Verdict::Escalate));
        assert_eq!(decide(&desk.second, "escalate", "2").await, handed);
        assert_eq!(desk.log("escalate").await.len(), 1);
        assert!(
            open(&desk.second).await.is_none()
                && moderation::edits(s, &desk.second).await.unwrap().is_empty()
        );
        assert_eq!(decide(&desk.second, "approve", "2").await, EditOutcome::WithLead);
        // What everybody reads stays as it is; nobody is said to be in danger.
        assert_eq!(desk.post(&sent.post).await.state, "published", "{}", desk.bed.backend);
        assert_eq!(safety_case::Entity::find().count(s.db.read()).await.unwrap(), 0);
        let item = desk.item(&sent.post).await;
        assert_eq!((item.class, item.raised.as_deref(), item.claim_by), (1, Some("escalated"), None));
        let done = EditOutcome::Done(EditVerdict::Decided(Verdict::Approve));
        assert_eq!(decide(&desk.lead, "approve", "2").await, done);
    }
}

#[tokio::test]
async fn what_is_handed_to_the_lead_is_with_the_lead() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let sent = desk.ask("نصّ خطير").await;
        let second = desk.ask("نصّ آخر").await;
        assert_eq!(
            desk.decide(&desk.first, &sent, action("escalate")).await,
            Ok(Outcome::Done(Verdict::Escalate))
        );
        assert!(!desk.sees(&desk.first, &sent.post).await && !desk.sees(&desk.second, &sent.post).await);
        let queue = desk.queue(&desk.lead, AR).await;
        assert_eq!((queue.items[0].post(), queue.items[0].class), (Some(&sent.post), Class::Danger));
        assert_eq!(queue.items[0].raised, Some(Raised::Escalated));
        assert_eq!(desk.post(&sent.post).await.state, "pending");
        assert_eq!(desk.decide(&desk.second, &sent, action("approve")).await, Ok(Outcome::WithLead));
        assert_eq!(desk.handle(&desk.second, &sent.post, ItemStep::Claim).await, Err(ErrorCode::NotFound));
        assert_eq!(desk.decide(&desk.lead, &sent, action("escalate")).await, Ok(Outcome::WithLead));
        assert_eq!(desk.log("escalate").await.len(), 1);
        let form = Decision { reason: "insult".into(), ..action("escalate") };
        desk.decide(&desk.first, &second, form).await.unwrap();
        assert_eq!(desk.item(&second.post).await.class, 1);
        assert_eq!(
            desk.decide(&desk.lead, &sent, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );

        // A second opinion: the item stays, last for whoever asked, marked for the others.
        let doubt = desk.ask("نصّ فيه شكّ").await;
        let other = desk.ask("نصّ بعده").await;
        desk.handle(&desk.first, &doubt.post, ItemStep::Second).await.unwrap();
        let posts =
            |queue: Queue| queue.items.iter().filter_map(|item| item.post().cloned()).collect::<Vec<_>>();
        assert_eq!(posts(desk.queue(&desk.first, AR).await), [other.post.clone(), doubt.post.clone()]);
        let queue = desk.queue(&desk.second, AR).await;
        assert_eq!(queue.items[0].raised, Some(Raised::Second));
        assert_eq!(posts(queue), [doubt.post.clone(), other.post]);
        assert_eq!(
            desk.decide(&desk.second, &doubt, action("approve")).await,
            Ok(Outcome::Done(Verdict::Approve))
        );
        let id = desk.id(&doubt.post).await;
        let over = moderation::open_item(s, &desk.first, &id, AR).await.unwrap();
        assert!(matches!(over, Opened::Over(Some(now)) if now.state == PostState::Published));
    }
}

#[tokio::test]
async fn what_is_left_to_her_is_not_lost_behind_what_is_for_others() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let scope = Scope::Categories(vec!["unions".into()]);
        let here = Actor::Member(Member { scope, ..desk.second.member().unwrap().clone() });
        shift::end(s, &here, "", "لمن يأتي بعدي هنا").await.unwrap();
        for n in 0..20 {
            desk.bed.clock.advance(Duration::minutes(1));
            shift::end(s, &desk.lead, "", &format!("للجميع {n}")).await.unwrap();
        }
        let notes = shift::desk(s, &here).await.unwrap().notes;
        assert_eq!(notes.len(), 1, "{}", desk.bed.backend);
        assert_eq!(notes[0].body, "لمن يأتي بعدي هنا");
        assert_eq!(shift::desk(s, &desk.lead).await.unwrap().notes.len(), 20);
    }
}

#[tokio::test]
async fn what_is_urgent_is_left_to_whoever_may_see_it() {
    for desk in Desk::each().await {
        let s = &desk.bed.services;
        let urgent = async |who: &Actor| {
            let all = shift::desk(s, who).await.unwrap().urgent;
            all.into_iter().map(|one| (one.kind, one.class, one.target)).collect::<Vec<_>>()
        };
        let sent = desk.ask("نصّ فيه ما يكفي من الكلام").await;
        assert!(urgent(&desk.first).await.is_empty(), "what waits as usual is not urgent");
        desk.approve(&sent).await;
        let case = desk.report(&sent.post, "threat").await;
        let reported = (ItemKind::Report, Class::Severe, case.id.clone());
        assert_eq!(urgent(&desk.first).await, std::slice::from_ref(&reported));
        let raised = desk.ask("نصّ آخر فيه ما يكفي").await;
        danger::raise(s, &desk.second, &raised.post).await.unwrap();
        let lead = urgent(&desk.lead).await;
        assert_eq!(lead.first().map(|(_, class, _)| *class), Some(Class::Danger), "{lead:?}");
        assert!(lead.iter().any(|(kind, ..)| *kind == ItemKind::Safety), "{lead:?}");
        let first = urgent(&desk.first).await;
        assert!(first.iter().all(|(kind, ..)| *kind != ItemKind::Safety), "{first:?}");
        // Whom she knows she finds nowhere.
        desk.handle(&desk.first, &sent.post, ItemStep::Recuse).await.unwrap();
        assert!(!urgent(&desk.first).await.contains(&reported));
        let here = Member {
            scope: Scope::Categories(vec!["poverty".into()]),
            ..desk.second.member().unwrap().clone()
        };
        assert!(urgent(&Actor::Member(here)).await.is_empty());
    }
}
