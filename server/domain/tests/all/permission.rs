//! Every role against every verb, and the scope of moderators against everything that could leak.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use contract::{
    ErrorCode, Locale,
    ids::{PostId, ReviewId},
};
use domain::{
    Actor, Member, Permission, Role, Scope,
    forum::{self, NewTopic},
    moderation::{self, Decision, Filters},
    permission::{
        GUEST, Grant, TABLE, has_desk, may_come_to, permits, require, require_desk, role_permits, stated,
    },
    testing::{TestBed, actor},
};

/// What each role may do, written out: a second opinion beside the table that inherits.
fn expected(role: Role) -> Vec<Permission> {
    use Permission as P;
    let member = vec![P::See, P::Read, P::Start, P::Reply, P::Poll, P::PostAnonymous, P::Report];
    let moderator = [
        P::StartWithoutReview,
        P::ReplyWithoutReview,
        P::ReviewQueue,
        P::HandleReports,
        P::Move,
        P::Arrange,
        P::Remove,
        P::MessagesAnswer,
        P::AskHelp,
    ];
    let lead =
        [P::Purge, P::Sanction, P::WordsKeep, P::SeeIdentity, P::SafetyCase, P::DutyKeep, P::MembersList];
    let with = |more: &[P]| member.iter().chain(more).copied().collect::<Vec<_>>();
    match role {
        Role::Member | Role::Trusted => member,
        Role::Helper => with(&[P::AskHelp]),
        Role::Moderator => with(&moderator),
        Role::LeadModerator => with(&[&moderator[..], &lead].concat()),
        Role::Editor => with(&[P::ContentEdit, P::ContentPublish]),
        Role::Librarian => with(&[P::LibraryManage]),
        Role::Statistician => with(&[P::StatisticsManage]),
        Role::Admin => with(
            &[
                &moderator[..],
                &lead,
                &[
                    P::MemberDisable,
                    P::RoleChange,
                    P::InviteStaff,
                    P::SessionsSeeStaff,
                    P::ConfigurationSee,
                    P::CommitmentKeep,
                    P::AuditRead,
                    P::ContentEdit,
                    P::ContentPublish,
                    P::LibraryManage,
                    P::StatisticsManage,
                    P::KioskKeep,
                ],
            ]
            .concat(),
        ),
        Role::Auditor => vec![P::See, P::Read, P::AuditRead],
    }
}

#[test]
fn every_role_against_every_verb() {
    let mut checked = 0;
    for role in Role::ALL {
        let who = actor("somebody", role);
        let once = Actor::Member(Member { session: None, ..who.member().unwrap().clone() });
        let expected = expected(role);
        for permission in Permission::all() {
            let may = expected.contains(&permission);
            assert_eq!(role_permits(role, permission), may, "{role:?} {permission:?}");
            assert_eq!(permits(&who, permission, Some("unions")), may, "{role:?} {permission:?}");
            assert_eq!(permits(&who, permission, None), may, "{role:?} {permission:?}");
            assert_eq!(may_come_to(&once, permission, None), may, "{role:?} {permission:?}");
            assert_eq!(
                permits(&once, permission, None),
                may && !permission.is_privileged(),
                "without a second factor: {role:?} {permission:?}"
            );
            let code = require(&once, permission, None).err().map(|error| error.code);
            let refusal = match (may, permission.is_privileged()) {
                (false, _) => Some(ErrorCode::Forbidden),
                (true, true) => Some(ErrorCode::SecondFactorNeeded),
                (true, false) => None,
            };
            assert_eq!(code, refusal, "{role:?} {permission:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, 10 * TABLE.len());
    for permission in Permission::all() {
        assert_eq!(permits(&Actor::Guest, permission, None), GUEST.contains(&permission));
        let waiting = Actor::AwaitingCode(actor("x", Role::Admin).member().unwrap().clone());
        assert_eq!(permits(&waiting, permission, None), GUEST.contains(&permission));
        let code = |actor: &Actor| require(actor, permission, None).err().map(|error| error.code);
        assert_eq!(code(&Actor::Guest), Some(ErrorCode::SignInNeeded));
        assert_eq!(code(&waiting), Some(ErrorCode::SecondFactorNeeded));
    }
}

#[test]
fn the_table_names_every_verb_once_and_never_wins() {
    for (index, (permission, grants)) in TABLE.iter().enumerate() {
        assert_eq!(TABLE.iter().position(|(other, _)| other == permission), Some(index), "{permission:?}");
        for (role, grant) in Role::ALL.into_iter().zip(grants) {
            assert_eq!(stated(role, *permission), *grant);
            if *grant == Grant::Never {
                assert!(!role_permits(role, *permission), "{role:?} {permission:?}");
            }
        }
    }
    // One key of two; a moderator has none.
    for role in Role::ALL {
        let key = matches!(role, Role::LeadModerator | Role::Admin);
        assert_eq!(role_permits(role, Permission::SeeIdentity), key, "{role:?}");
    }
    for role in Role::ALL {
        assert_eq!(Role::parse(role.as_str()), Some(role));
        // Whatever is privileged belongs to the team, and so needs a second factor.
        let privileged = Permission::all().any(|p| p.is_privileged() && role_permits(role, p));
        assert!(!privileged || role.is_staff(), "{role:?}");
    }
    assert_eq!(Role::parse("queen"), None);
}

#[test]
fn a_place_at_the_desk() {
    for role in Role::ALL {
        let at_desk = !matches!(role, Role::Member | Role::Trusted | Role::Helper);
        let who = actor("x", role);
        assert_eq!(has_desk(&who), at_desk, "{role:?}");
        assert_eq!(require_desk(&who).is_ok(), at_desk, "{role:?}");
        let once = Actor::Member(Member { session: None, ..who.member().unwrap().clone() });
        let code = require_desk(&once).err().map(|error| error.code);
        let refusal = if at_desk { ErrorCode::SecondFactorNeeded } else { ErrorCode::Forbidden };
        assert_eq!(code, Some(refusal), "{role:?}");
    }
    let nowhere =
        Member { scope: Scope::Categories(vec![]), ..actor("x", Role::Moderator).member().unwrap().clone() };
    assert!(!has_desk(&Actor::Member(nowhere)));
}

fn scoped(actor: &Actor, slugs: &[&str]) -> Actor {
    let scope = Scope::Categories(slugs.iter().map(|slug| (*slug).to_owned()).collect());
    Actor::Member(Member { scope, ..actor.member().unwrap().clone() })
}

#[tokio::test]
async fn a_moderator_of_one_category_learns_nothing_of_the_others() {
    for bed in TestBed::each().await {
        forum::seed::seed(&bed.services).await.unwrap();
        let s = &bed.services;
        let author = bed.member("أ", Role::Member).await;
        let everywhere = bed.member("م", Role::Moderator).await;
        let here = scoped(&bed.member("ن", Role::Moderator).await, &["unions"]);
        let mut sent = Vec::new();
        for category in ["unions", "poverty", "poverty"] {
            let form = NewTopic {
                category: category.into(),
                title: format!("سؤال {category}"),
                body: "نصّ السؤال".into(),
                ..NewTopic::default()
            };
            sent.push(forum::create_topic(s, &author, &form, Locale::Ar).await.unwrap());
        }
        let (mine, foreign) = (&sent[0], &sent[1]);

        let counts = async |actor: &Actor| moderation::overview(s, actor).await.unwrap().waiting;
        assert_eq!((counts(&everywhere).await, counts(&here).await), (3, 1), "{}", bed.backend);
        let queue = moderation::queue(s, &here, &Filters::default(), Locale::Ar).await.unwrap();
        assert_eq!((queue.items.len(), queue.overview.waiting), (1, 1));
        assert_eq!(queue.items[0].post(), Some(&mine.post));
        let asked = Filters { category: Some("poverty".into()), ..Filters::default() };
        assert!(moderation::queue(s, &here, &asked, Locale::Ar).await.unwrap().items.is_empty());
        // A guessed id answers like one that is not there: as an item, as a page, as a decision.
        let all = moderation::queue(s, &everywhere, &Filters::default(), Locale::Ar).await.unwrap();
        let item_of = |post: &PostId| {
            let found = all.items.iter().find(|item| item.post() == Some(post)).unwrap();
            found.id.clone()
        };
        let code = async |id: ReviewId| {
            let opened = moderation::open_item(s, &here, &id, Locale::Ar).await.err().map(|error| error.code);
            let taken = moderation::handle(s, &here, &id, "pass", "").await.err().map(|error| error.code);
            assert_eq!(opened, taken);
            opened
        };
        assert_eq!(code(item_of(&foreign.post)).await, Some(ErrorCode::NotFound));
        assert_eq!(code(ReviewId::trusted("abcd1234abcd")).await, Some(ErrorCode::NotFound));
        assert_eq!(code(item_of(&mine.post)).await, None);
        let read =
            async |topic| forum::read_topic(s, &here, topic, 1, Locale::Ar).await.err().map(|e| e.code);
        assert_eq!(read(&foreign.topic).await, Some(ErrorCode::NotFound));
        assert_eq!(read(&mine.topic).await, None);
        let decide = async |actor: &Actor, post: &str| {
            let form = Decision {
                post: post.into(),
                version: "1".into(),
                action: "approve".into(),
                ..Decision::default()
            };
            moderation::decide(s, actor, &form).await.map_err(|error| error.code)
        };
        assert_eq!(decide(&here, foreign.post.as_str()).await.err(), Some(ErrorCode::NotFound));
        assert_eq!(decide(&here, "abcd1234abcd").await.err(), Some(ErrorCode::NotFound));
        assert!(decide(&here, mine.post.as_str()).await.is_ok());
        assert_eq!((counts(&everywhere).await, counts(&here).await), (2, 0));

        // What she writes herself: published in her category, waiting elsewhere, and hers to see.
        let own = NewTopic {
            category: "poverty".into(),
            title: "منها".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        let own = forum::create_topic(s, &here, &own, Locale::Ar).await.unwrap();
        assert_eq!(own.state, forum::PostState::Pending);
        assert_eq!(read(&own.topic).await, None);
        let own = NewTopic {
            category: "unions".into(),
            title: "منها".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        let own = forum::create_topic(s, &here, &own, Locale::Ar).await.unwrap();
        assert_eq!(own.state, forum::PostState::Published);
    }
}
