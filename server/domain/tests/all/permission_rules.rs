//! What administrators say about roles in categories: *never* wins, everywhere, also by guessed id and by count.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::forums;
use chrono::Duration;
use contract::{ErrorCode, Locale, ids::ReviewId};
use domain::{
    Actor, Member, Permission, Role, Scope,
    forum::{self, Change, NewPoll, NewReply, NewTopic, PostState, Sent},
    moderation::{
        self, Claim, Decision, Filters, Handling, ItemStep,
        report::{self, NewReport},
    },
    permission::{
        Grant, Reach, Rule, Rules, permits, reach, resolve, role_permits, role_permits_in,
        rules::{RULED, RULED_ROLES, is_open},
    },
    staff,
    testing::{TestBed, actor},
};
use entity::{forum::review_item, identity::role_scope, report::report_case, staff::audit_log};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

fn said() -> Rules {
    use Grant::{Allow, Never};
    let rule = |role, verb, says| Rule { category: "unions".into(), role, verb, says };
    Rules::new(vec![
        rule(Role::Member, Permission::Poll, Never),
        rule(Role::Trusted, Permission::StartWithoutReview, Allow),
        rule(Role::Moderator, Permission::ReviewQueue, Never),
        rule(Role::LeadModerator, Permission::ReviewQueue, Allow),
        rule(Role::Moderator, Permission::Sanction, Allow),
    ])
}

fn with(role: Role, scope: Scope, rules: Rules) -> Actor {
    let member = actor("somebody", role).member().unwrap().clone();
    Actor::Member(Member { scope, rules: rules.into(), ..member })
}

#[test]
fn never_wins_over_everything() {
    use Grant::{Allow, Inherit, Never};
    let grants = [Allow, Inherit, Never];
    for a in grants {
        for b in grants {
            for c in grants {
                let all = [a, b, c];
                assert_eq!(resolve(all), all.contains(&Allow) && !all.contains(&Never), "{all:?}");
            }
        }
    }
    assert!(!resolve([]));
    let rules = said();
    use Permission as P;
    let table = [
        (Role::Member, P::Poll, false),
        (Role::Trusted, P::Poll, false),
        (Role::Admin, P::Poll, false),
        (Role::Member, P::Start, true),
        (Role::Member, P::StartWithoutReview, false),
        (Role::Trusted, P::StartWithoutReview, true),
        (Role::Editor, P::StartWithoutReview, false),
        (Role::Helper, P::StartWithoutReview, false),
        (Role::Moderator, P::StartWithoutReview, true),
        (Role::Moderator, P::ReviewQueue, false),
        (Role::LeadModerator, P::ReviewQueue, false),
        (Role::Admin, P::ReviewQueue, false),
        (Role::Moderator, P::HandleReports, true),
        (Role::Moderator, P::Sanction, true),
    ];
    for (role, verb, here) in table {
        assert_eq!(role_permits_in(role, verb, "unions", &rules), here, "{role:?} {verb:?}");
        let elsewhere = role_permits_in(role, verb, "poverty", &rules);
        assert_eq!(elsewhere, role_permits(role, verb), "{role:?} {verb:?}");
    }
}

#[test]
fn one_thing_said_changes_what_it_says_and_nothing_else() {
    for role in RULED_ROLES {
        for (verb, _) in RULED {
            if !is_open(role, verb) {
                continue;
            }
            for (says, holds) in [(Grant::Allow, true), (Grant::Never, false)] {
                let rules = Rules::new(vec![Rule { category: "unions".into(), role, verb, says }]);
                let who = with(role, Scope::Everywhere, rules.clone());
                assert_eq!(
                    role_permits_in(role, verb, "unions", &rules),
                    holds,
                    "{role:?} {verb:?} {says:?}"
                );
                assert_eq!(permits(&who, verb, Some("unions")), holds, "{role:?} {verb:?} {says:?}");
                assert_eq!(
                    permits(&who, verb, Some("poverty")),
                    role_permits(role, verb),
                    "{role:?} {verb:?}"
                );
                for (other, _) in RULED.into_iter().filter(|(other, _)| *other != verb) {
                    assert_eq!(permits(&who, other, Some("unions")), role_permits(role, other), "{other:?}");
                }
            }
        }
    }
}

#[test]
fn where_somebody_has_a_verb() {
    let of = |role, scope| with(role, scope, said());
    let some = |slugs: &[&str]| Scope::Categories(slugs.iter().map(|slug| (*slug).to_owned()).collect());
    let only = |slugs: &[&str]| Reach::Only(slugs.iter().map(|slug| (*slug).to_owned()).collect());
    let queue = |who: &Actor| reach(who.member().unwrap(), Permission::ReviewQueue);
    assert_eq!(queue(&of(Role::Moderator, Scope::Everywhere)), Reach::But(vec!["unions".into()]));
    assert_eq!(queue(&of(Role::Moderator, some(&["unions", "poverty"]))), only(&["poverty"]));
    let nowhere = of(Role::Moderator, some(&["unions"]));
    assert_eq!(queue(&nowhere), only(&[]));
    assert!(queue(&nowhere).is_nowhere() && !permits(&nowhere, Permission::ReviewQueue, None));
    let sanction = |scope| reach(of(Role::Moderator, scope).member().unwrap(), Permission::Sanction);
    assert_eq!(sanction(Scope::Everywhere), only(&["unions"]));
    assert_eq!(sanction(some(&["poverty"])), only(&[]), "what is allowed ends at her scope");
    // Her own texts unread by others first: no second step is asked of a member for that.
    let trusted = of(Role::Trusted, Scope::Everywhere);
    assert!(permits(&trusted, Permission::StartWithoutReview, Some("unions")));
    assert!(!permits(&trusted, Permission::StartWithoutReview, Some("poverty")));
    let once = |who: &Actor| Actor::Member(Member { session: None, ..who.member().unwrap().clone() });
    let moderator = once(&of(Role::Moderator, Scope::Everywhere));
    for verb in [Permission::StartWithoutReview, Permission::Sanction] {
        assert!(!permits(&moderator, verb, Some("unions")), "{verb:?}");
    }
}

/// The same person as her next request finds her.
fn again(bed: &TestBed, who: &Actor) -> Actor {
    let member = who.member().unwrap().clone();
    bed.proved(&Member { rules: bed.services.rules(), ..member })
}

async fn say(bed: &TestBed, admin: &Actor, slug: &str, what: &str) {
    let admin = again(bed, admin);
    staff::change_rules(&bed.services, &admin, slug, &[what.to_owned()]).await.unwrap();
}

async fn ask(bed: &TestBed, who: &Actor, category: &str) -> Result<Sent, domain::DomainError> {
    bed.clock.advance(Duration::minutes(2));
    let form = NewTopic {
        category: category.into(),
        title: "سؤال عن العقد".into(),
        body: "نصّ السؤال".into(),
        ..NewTopic::default()
    };
    forum::create_topic(&bed.services, who, &form, Locale::Ar).await
}

#[tokio::test]
async fn whoever_never_reviews_in_a_category_learns_nothing_of_it() {
    for bed in forums().await {
        let s = &bed.services;
        let author = bed.member("أ", Role::Member).await;
        let admin = bed.member("ز", Role::Admin).await;
        let team = bed.member("م", Role::Moderator).await;
        let (mine, foreign) =
            (ask(&bed, &author, "unions").await.unwrap(), ask(&bed, &author, "poverty").await.unwrap());
        let shown = ask(&bed, &team, "poverty").await.unwrap();
        assert_eq!(shown.state, PostState::Published);
        let reported = NewReport {
            post: shown.post.to_string(),
            code: "hate".into(),
            text: "كلمات".into(),
            form_key: "12345678-abcd".into(),
            ..NewReport::default()
        };
        report::report(s, &author, &reported).await.unwrap();
        let items = review_item::Entity::find().all(s.db.read()).await.unwrap();
        let item = |target: &str| {
            let found = items.iter().find(|item| item.target_id == target).unwrap();
            ReviewId::trusted(found.id.clone())
        };
        let case = report_case::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        let waiting = async |who: &Actor| moderation::overview(s, who).await.unwrap().waiting;
        // What she wrote herself is reported to others than her.
        let other = bed.member("ن", Role::Moderator).await;
        assert_eq!(waiting(&other).await, 3, "{}", bed.backend);

        say(&bed, &admin, "poverty", "moderator.review_queue.inherit.never").await;
        let who = again(&bed, &other);
        // The report stays hers: it is another verb.
        assert_eq!(waiting(&who).await, 2, "{}", bed.backend);
        for (step, done) in [("claim", ItemStep::Claim), ("release", ItemStep::Release)] {
            let taken = moderation::handle(s, &who, &item(&case.id), step, "").await.unwrap();
            assert_eq!(taken, Handling::Done(done), "{}: it is in her hand as any other", bed.backend);
        }
        let new = moderation::handle(s, &who, &item(foreign.post.as_str()), "claim", "").await;
        assert_eq!(new.map_err(|error| error.code).err(), Some(ErrorCode::NotFound), "{}", bed.backend);
        say(&bed, &admin, "poverty", "moderator.handle_reports.inherit.never").await;
        let who = again(&bed, &other);
        assert_eq!(waiting(&who).await, 1, "{}", bed.backend);
        let queue = moderation::queue(s, &who, &Filters::default(), Locale::Ar).await.unwrap();
        assert_eq!((queue.items.len(), queue.items[0].post()), (1, Some(&mine.post)));
        let asked = Filters { category: Some("poverty".into()), ..Filters::default() };
        assert!(moderation::queue(s, &who, &asked, Locale::Ar).await.unwrap().items.is_empty());
        assert!(report::cases(s, &who, Locale::Ar).await.unwrap().is_empty());
        let code = |error: domain::DomainError| error.code;
        let not_found = Some(ErrorCode::NotFound);
        for id in [item(foreign.post.as_str()), item(&case.id)] {
            let opened = moderation::open_item(s, &who, &id, Locale::Ar).await;
            assert_eq!(opened.map_err(code).err(), not_found);
            let taken = moderation::handle(s, &who, &id, "pass", "").await;
            assert_eq!(taken.map_err(code).err(), not_found);
        }
        let read = report::case(s, &who, &case.id, Locale::Ar).await;
        assert_eq!(read.map_err(code).err(), not_found);
        let read = forum::read_topic(s, &who, &foreign.topic, 1, Locale::Ar).await;
        assert_eq!(read.map_err(code).err(), not_found);
        let decide = async |who: &Actor, post: &str| {
            let form = Decision {
                post: post.into(),
                version: "1".into(),
                action: "approve".into(),
                ..Decision::default()
            };
            moderation::decide(s, who, &form).await.map_err(|error| error.code)
        };
        assert_eq!(decide(&who, foreign.post.as_str()).await.err(), not_found);
        assert!(decide(&who, mine.post.as_str()).await.is_ok(), "approving needs no right to change texts");
        assert!(!role_permits(Role::Moderator, Permission::EditAny));

        // Taken back, everything is there again.
        say(&bed, &admin, "poverty", "moderator.review_queue.never.inherit").await;
        let who = again(&bed, &other);
        assert_eq!(waiting(&who).await, 1, "{}", bed.backend);
        assert!(decide(&who, foreign.post.as_str()).await.is_ok());
    }
}

#[tokio::test]
async fn a_lost_verb_or_category_ends_what_she_held() {
    for bed in forums().await {
        let s = &bed.services;
        let author = bed.member("أ", Role::Member).await;
        let admin = bed.member("ز", Role::Admin).await;
        let lead = bed.member("ر", Role::LeadModerator).await;
        let (first, second) =
            (bed.member("م", Role::Moderator).await, bed.member("ن", Role::Moderator).await);
        let sent = ask(&bed, &author, "unions").await.unwrap();
        let item = review_item::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        let id = ReviewId::trusted(item.id);
        let claim =
            async |who: &Actor| moderation::handle(s, &again(&bed, who), &id, "claim", "").await.unwrap();
        let hand = async |who: &Actor| {
            let who = again(&bed, who);
            let queue = moderation::queue(s, &who, &Filters::default(), Locale::Ar).await.unwrap();
            assert_eq!((queue.items.len(), queue.items[0].post()), (1, Some(&sent.post)));
            queue.items[0].claim.clone()
        };
        let hold = |member: &Actor, category: &str| {
            role_scope::Entity::insert(role_scope::ActiveModel {
                member_id: Set(member.member_id().unwrap().to_string()),
                category_id: Set(category.to_owned()),
            })
        };
        assert_eq!(claim(&lead).await, Handling::Done(ItemStep::Claim));
        for elsewhere in ["lead_moderator.handle_reports.inherit.never", "admin.review_queue.inherit.never"] {
            say(&bed, &admin, "unions", elsewhere).await;
        }
        say(&bed, &admin, "poverty", "lead_moderator.review_queue.inherit.never").await;
        assert_eq!(hand(&first).await, Claim::Other(None), "{}", bed.backend);
        assert_eq!(claim(&first).await, Handling::InHand);
        say(&bed, &admin, "unions", "lead_moderator.review_queue.inherit.never").await;
        assert_eq!(hand(&first).await, Claim::Free, "{}", bed.backend);
        assert_eq!(claim(&first).await, Handling::Done(ItemStep::Claim));

        // The same of a category.
        hold(&first, "unions").exec_without_returning(s.db.writer()).await.unwrap();
        assert_eq!(hand(&second).await, Claim::Other(None), "{}", bed.backend);
        role_scope::Entity::delete_many().exec(s.db.writer()).await.unwrap();
        hold(&first, "poverty").exec_without_returning(s.db.writer()).await.unwrap();
        assert_eq!(hand(&second).await, Claim::Free, "{}", bed.backend);
        assert_eq!(claim(&second).await, Handling::Done(ItemStep::Claim));
    }
}

#[tokio::test]
async fn what_members_send_follows_what_is_said() {
    for bed in forums().await {
        let s = &bed.services;
        let admin = bed.member("ز", Role::Admin).await;
        let member = bed.member("أ", Role::Member).await;
        let trusted = bed.member("ب", Role::Trusted).await;
        let topic = ask(&bed, &admin, "unions").await.unwrap().topic;
        let code = |error: domain::DomainError| error.code;

        assert_eq!(ask(&bed, &trusted, "unions").await.unwrap().state, PostState::Pending);
        say(&bed, &admin, "unions", "trusted.start_without_review.inherit.allow").await;
        let known = again(&bed, &trusted);
        assert_eq!(ask(&bed, &known, "unions").await.unwrap().state, PostState::Published);
        assert_eq!(ask(&bed, &known, "poverty").await.unwrap().state, PostState::Pending);
        assert_eq!(ask(&bed, &again(&bed, &member), "unions").await.unwrap().state, PostState::Pending);

        // Where nothing waits, what is said makes it wait; the team's own texts too.
        let open = Change { review: Some("none".into()), ..Change::default() };
        forum::change_category(s, "poverty", &open).await.unwrap();
        assert_eq!(ask(&bed, &again(&bed, &member), "poverty").await.unwrap().state, PostState::Published);
        say(&bed, &admin, "poverty", "member.start_without_review.inherit.never").await;
        for who in [&member, &trusted, &admin] {
            let sent = ask(&bed, &again(&bed, who), "poverty").await.unwrap();
            assert_eq!(sent.state, PostState::Pending, "{}", bed.backend);
        }

        for verb in ["start", "reply", "poll", "report"] {
            say(&bed, &admin, "unions", &format!("member.{verb}.inherit.never")).await;
        }
        let kept = again(&bed, &member);
        assert_eq!(ask(&bed, &kept, "unions").await.map_err(code).err(), Some(ErrorCode::Forbidden));
        let reply = NewReply { body: "جواب".into(), ..NewReply::default() };
        let refused = forum::reply(s, &kept, &topic, &reply, Locale::Ar).await;
        assert_eq!(refused.map_err(code).err(), Some(ErrorCode::Forbidden));
        assert!(!forum::read_topic(s, &kept, &topic, 1, Locale::Ar).await.unwrap().can_reply);
        let post = entity::forum::post::Entity::find()
            .filter(entity::forum::post::Column::TopicId.eq(topic.as_str()))
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        let about = |code: &str| NewReport {
            post: post.id.clone(),
            code: code.into(),
            form_key: format!("12345678-{code}"),
            ..NewReport::default()
        };
        let refused = report::report(s, &kept, &about("hate")).await;
        assert_eq!(refused.map_err(code).err(), Some(ErrorCode::Forbidden));
        assert!(report::report(s, &kept, &about("danger")).await.is_ok(), "danger is heard everywhere");
        say(&bed, &admin, "poverty", "member.poll.inherit.never").await;
        let poll = NewPoll { choices: "أ\nب".into(), ..NewPoll::default() };
        let form = NewTopic {
            category: "poverty".into(),
            title: "سؤال عن العقد".into(),
            body: "أيّهما؟".into(),
            poll,
            ..NewTopic::default()
        };
        let refused = forum::create_topic(s, &again(&bed, &member), &form, Locale::Ar).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "poll_choices");
    }
}

#[tokio::test]
async fn only_administrators_say_it_and_each_change_is_one_row() {
    for bed in forums().await {
        let s = &bed.services;
        let admin = bed.member("ز", Role::Admin).await;
        let change = async |who: &Actor, slug: &str, what: &[&str]| {
            let what: Vec<String> = what.iter().map(|text| (*text).to_owned()).collect();
            staff::change_rules(s, who, slug, &what).await.map_err(|error| error.code)
        };
        let never =
            ["moderator.move.inherit.never", "member.poll.inherit.never", "member.start.inherit.inherit"];
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
            let who = bed.member(role.as_str(), role).await;
            assert_eq!(change(&who, "unions", &never).await, Err(ErrorCode::Forbidden), "{role:?}");
            let read = staff::category_rules(s, &who, "unions", Locale::Ar).await;
            assert_eq!(read.map_err(|error| error.code).err(), Some(ErrorCode::Forbidden), "{role:?}");
        }
        assert_eq!(change(&admin, "nowhere", &never).await, Err(ErrorCode::NotFound));
        assert_eq!(
            change(&admin, "unions", &["member.purge.inherit.allow"]).await,
            Err(ErrorCode::InvalidForm)
        );
        assert_eq!(change(&admin, "unions", &never).await, Ok(()));
        assert_eq!(change(&admin, "unions", &never).await, Ok(()), "what is said already");
        let other = ["moderator.move.inherit.allow"];
        assert_eq!(
            change(&admin, "unions", &other).await,
            Err(ErrorCode::Conflict),
            "it was changed meanwhile"
        );
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::Action.eq(staff::Action::RuleChange.as_str()))
            .all(s.db.read())
            .await
            .unwrap();
        let mut details: Vec<_> = rows.iter().filter_map(|row| row.detail.as_deref()).collect();
        details.sort_unstable();
        assert_eq!(details, ["member poll inherit never", "moderator move inherit never"], "{}", bed.backend);
        let page = staff::category_rules(s, &admin, "unions", Locale::Ar).await.unwrap();
        assert!(!page.unread);
        let (_, cells) = page.rows.iter().find(|(verb, _)| *verb == Permission::Poll).unwrap();
        assert_eq!((cells[0].says, cells[0].holds), (Some(Grant::Never), false));
        assert_eq!((cells[1].says, cells[1].holds), (Some(Grant::Inherit), false));

        // Another process reads it by itself.
        let fresh = s.with_db(s.db.clone());
        assert_eq!(fresh.rules().all().len(), 0);
        domain::permission::rules::load(&fresh).await.unwrap();
        assert_eq!(fresh.rules().all().len(), 2);

        let saying = staff::Saying::of("moderator", "review_queue", "never").unwrap();
        staff::say_rule(s, "unions", saying).await.unwrap();
        let page = staff::category_rules(s, &admin, "unions", Locale::Ar).await.unwrap();
        assert!(page.unread, "nobody is left");
        bed.clock.advance(Duration::minutes(11));
        assert_eq!(change(&admin, "unions", &never).await, Err(ErrorCode::ConfirmNeeded));
    }
}
