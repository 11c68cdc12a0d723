//! Roles, and accounts that are shut.

use super::*;

#[tokio::test]
async fn roles_are_given_by_administrators_with_a_reason() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let admin = bed.member("zeina", Role::Admin).await;
        let member = bed.member("yasmin", Role::Member).await;
        session_of(&bed, &member, &"a".repeat(64)).await;
        let give = async |actor: &Actor, whom: &MemberId, form: &RoleChange| {
            code(staff::change_role(s, actor, whom, form).await)
        };
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
            let actor = bed.member(&format!("r-{}", role.as_str()), role).await;
            assert_eq!(
                give(&actor, &id(&member), &to(Role::Admin, "joined_team")).await,
                Some(ErrorCode::Forbidden),
                "{role:?}"
            );
        }
        let once = Actor::Member(Member { session: None, ..admin.member().unwrap().clone() });
        let fine = to(Role::Moderator, "joined_team");
        assert_eq!(give(&Actor::Guest, &id(&member), &fine).await, Some(ErrorCode::SignInNeeded));
        assert_eq!(give(&once, &id(&member), &fine).await, Some(ErrorCode::SecondFactorNeeded));
        assert_eq!(
            give(&admin, &id(&admin), &to(Role::Member, "left_team")).await,
            Some(ErrorCode::Forbidden)
        );
        let nobody = MemberId::trusted("zzzzzzzzzzzz");
        assert_eq!(give(&admin, &nobody, &fine).await, Some(ErrorCode::NotFound));
        for (form, field) in [
            (RoleChange { role: "queen".into(), ..fine.clone() }, "role"),
            (RoleChange { role: String::new(), ..fine.clone() }, "role"),
            (RoleChange { reason: String::new(), ..fine.clone() }, "reason"),
            (RoleChange { reason: "because".into(), ..fine.clone() }, "reason"),
            (RoleChange { categories: vec!["nowhere".into()], ..fine.clone() }, "category"),
        ] {
            let error = staff::change_role(s, &admin, &id(&member), &form).await.unwrap_err();
            assert_eq!(error.fields[0].field, field);
        }
        assert_eq!(sessions_of(&bed, &member).await, 1);
        assert!(log(&bed).await.is_empty(), "nothing was done, nothing is logged");

        let form = RoleChange {
            categories: vec!["unions".into(), "poverty".into(), "unions".into()],
            ..fine.clone()
        };
        assert_eq!(give(&admin, &id(&member), &form).await, None);
        assert_eq!(sessions_of(&bed, &member).await, 0, "her sessions end");
        let row = member::Entity::find_by_id(id(&member).as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(row.role, "moderator");
        let scopes = async || role_scope::Entity::find().count(s.db.read()).await.unwrap();
        assert_eq!(scopes().await, 2);
        let page = staff::member(s, &admin, &id(&member)).await.unwrap();
        assert_eq!((page.categories.len(), page.line.role, page.is_mine), (2, Role::Moderator, false));
        let lines = log(&bed).await;
        assert_eq!(lines.len(), 2);
        let line = lines.iter().find(|line| line.action == "role_change").unwrap();
        assert_eq!(
            (line.actor_id.as_deref(), line.actor_role.as_str(), line.target_id.as_deref()),
            (Some(id(&admin).as_str()), "admin", Some(id(&member).as_str()))
        );
        assert_eq!(line.reason.as_deref(), Some("joined_team"));
        assert_eq!(line.detail.as_deref(), Some("member moderator poverty unions"));
        // Another role is held to no category.
        let form = RoleChange { role: "editor".into(), reason: "new_duties".into(), ..form };
        assert_eq!(give(&admin, &id(&member), &form).await, None);
        assert_eq!(scopes().await, 0);

        // After ten minutes she shows again who she is.
        bed.clock.advance(Duration::minutes(11));
        assert_eq!(give(&admin, &id(&member), &fine).await, Some(ErrorCode::ConfirmNeeded));
    }
}

#[tokio::test]
async fn an_administrator_is_always_left() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let one = bed.member("one", Role::Admin).await;
        let two = bed.member("two", Role::Admin).await;
        // Each takes the other's role at the same moment: one of them wins.
        let form = to(Role::Member, "left_team");
        let (one_id, two_id) = (id(&one), id(&two));
        let (a, b) = tokio::join!(
            staff::change_role(s, &one, &two_id, &form),
            staff::change_role(s, &two, &one_id, &form)
        );
        assert_eq!([&a, &b].iter().filter(|result| result.is_ok()).count(), 1, "{}", bed.backend);
        let admins =
            member::Entity::find().filter(member::Column::Role.eq("admin")).all(s.db.read()).await.unwrap();
        assert_eq!(admins.len(), 1);
        let last = if a.is_ok() { &one } else { &two };
        let other = if a.is_ok() { &two } else { &one };
        // Whoever lost it can do nothing with what her browser still shows.
        assert_eq!(code(staff::change_role(s, other, &id(last), &form).await), Some(ErrorCode::Forbidden));
        assert_eq!(
            code(staff::set_state(s, last, &id(last), true, "left_team").await),
            Some(ErrorCode::Forbidden)
        );
        // The console keeps the last one as well.
        let name = &admins[0].pseudonym;
        member::ActiveModel {
            id: Set(admins[0].id.clone()),
            skeleton: Set(name.clone()),
            ..Default::default()
        }
        .update(s.db.writer())
        .await
        .unwrap();
        assert_eq!(code(identity::disable(s, name).await), Some(ErrorCode::Conflict));
        let made = identity::create_for_team(s, "Lune Dorée", Role::Admin, &Passphrase::read(SECRET)).await;
        assert!(made.is_ok());
        assert_eq!(code(identity::disable(s, name).await), None);
        assert_eq!(code(identity::enable(s, name).await), None);
        let lines = log(&bed).await;
        let console: Vec<_> = lines.iter().filter(|line| line.actor_role == "system").collect();
        assert_eq!(
            console.iter().map(|line| line.action.as_str()).collect::<std::collections::BTreeSet<_>>(),
            ["account_create", "member_disable", "member_enable"].into()
        );
        assert!(console.iter().all(|line| line.actor_id.is_none() && line.target_id.is_some()));
    }
}

#[tokio::test]
async fn accounts_are_shut_and_opened_with_a_reason() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let lead = bed.member("lead", Role::LeadModerator).await;
        let member = bed.member("yasmin", Role::Member).await;
        session_of(&bed, &member, &"b".repeat(64)).await;
        let set = async |actor: &Actor, disabled: bool, reason: &str| {
            code(staff::set_state(s, actor, &id(&member), disabled, reason).await)
        };
        assert_eq!(set(&lead, true, "rules_broken").await, Some(ErrorCode::Forbidden));
        assert_eq!(set(&admin, true, "").await, Some(ErrorCode::InvalidForm));
        assert_eq!(set(&admin, true, "rules_broken").await, None);
        assert_eq!(sessions_of(&bed, &member).await, 0);
        assert!(identity::active_member(s, &id(&member)).await.unwrap().is_none());
        assert!(staff::member(s, &lead, &id(&member)).await.unwrap().line.disabled);
        assert_eq!(set(&admin, false, "correction").await, None);
        assert!(identity::active_member(s, &id(&member)).await.unwrap().is_some());
        assert_eq!(since(&bed, 3).await, ["member_disable", "member_enable", "member_read"]);
    }
}
