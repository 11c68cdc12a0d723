//! Invitations, sessions of the team, the list of members.

use super::*;

#[tokio::test]
async fn an_invitation_opens_one_account_once() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let lead = bed.member("lead", Role::LeadModerator).await;
        let invite = async |actor: &Actor, role: &str, key: &str| staff::invite(s, actor, role, key).await;
        assert_eq!(code(invite(&lead, "editor", "").await), Some(ErrorCode::Forbidden));
        for role in ["", "member", "trusted", "queen"] {
            assert_eq!(code(invite(&admin, role, "").await), Some(ErrorCode::InvalidForm), "{role}");
        }
        let made = invite(&admin, "librarian", "form-key-1").await.unwrap().unwrap();
        assert!(invite(&admin, "librarian", "form-key-1").await.unwrap().is_none(), "the same form again");
        let row = staff_invitation::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert!(!format!("{row:?}").contains(&made.token), "only the hash is kept");
        assert_eq!(staff::invitation_role(s, &made.token).await.unwrap(), Role::Librarian);
        for bad in ["", "x", &"a".repeat(26), &made.token.to_uppercase(), &row.token_hash] {
            assert_eq!(code(staff::invitation_role(s, bad).await), Some(ErrorCode::NotFound), "{bad}");
            assert_eq!(code(staff::accept(s, bad, &acceptance("Salma")).await), Some(ErrorCode::NotFound));
        }
        // What is refused leaves the link as it was.
        let refused = Acceptance { rules: false, ..acceptance("x") };
        let error = staff::accept(s, &made.token, &refused).await.unwrap_err();
        let fields: Vec<&str> = error.fields.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["pseudonym", "rules"]);
        // Two at the same moment: one account.
        let (first, second) = (acceptance("Salma Douce"), acceptance("Nour Calme"));
        let (a, b) =
            tokio::join!(staff::accept(s, &made.token, &first), staff::accept(s, &made.token, &second));
        let done: Vec<_> = [a, b].into_iter().filter_map(Result::ok).collect();
        assert_eq!(done.len(), 1, "{}", bed.backend);
        assert_eq!((done[0].member.role, done[0].codes.len()), (Role::Librarian, 10));
        assert_eq!(member::Entity::find().count(s.db.read()).await.unwrap(), 3);
        assert_eq!(
            code(staff::accept(s, &made.token, &acceptance("Rim Claire")).await),
            Some(ErrorCode::NotFound)
        );
        assert_eq!(code(staff::withdraw(s, &admin, &row.id).await), Some(ErrorCode::NotFound));

        let late = invite(&admin, "auditor", "").await.unwrap().unwrap();
        let back = invite(&admin, "helper", "").await.unwrap().unwrap();
        let list = staff::invitations(s, &admin).await.unwrap();
        let open = list.iter().find(|line| line.role == Role::Helper).unwrap();
        assert_eq!((open.state, open.by.as_deref()), (InvitationState::Open, Some("zeina")));
        assert_eq!(code(staff::withdraw(s, &lead, &open.id).await), Some(ErrorCode::Forbidden));
        assert_eq!(code(staff::withdraw(s, &admin, &open.id).await), None);
        assert_eq!(
            code(staff::accept(s, &back.token, &acceptance("Rim Claire")).await),
            Some(ErrorCode::NotFound)
        );
        bed.clock.advance(Duration::days(7) - Duration::seconds(1));
        assert!(staff::invitation_role(s, &late.token).await.is_ok());
        bed.clock.advance(Duration::seconds(1));
        assert_eq!(
            code(staff::accept(s, &late.token, &acceptance("Rim Claire")).await),
            Some(ErrorCode::NotFound)
        );
        let states: std::collections::BTreeMap<&str, InvitationState> =
            staff::invitations(s, &now(&bed, &admin))
                .await
                .unwrap()
                .iter()
                .map(|line| (line.role.as_str(), line.state))
                .collect();
        assert_eq!(states["librarian"], InvitationState::Used);
        assert_eq!(states["auditor"], InvitationState::Expired);
        assert_eq!(states["helper"], InvitationState::Withdrawn);
        assert_eq!(
            since(&bed, 7).await,
            [
                "invitation_accept",
                "invitation_create",
                "invitation_create",
                "invitation_create",
                "invitation_withdraw",
                "invitations_read",
                "invitations_read",
            ]
        );
    }
}

#[tokio::test]
async fn sessions_of_the_team_and_of_nobody_else() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let moderator = bed.member("nour", Role::Moderator).await;
        let member = bed.member("yasmin", Role::Member).await;
        session_of(&bed, &moderator, &"c".repeat(64)).await;
        session_of(&bed, &member, &"d".repeat(64)).await;
        assert_eq!(code(staff::staff_sessions(s, &moderator).await), Some(ErrorCode::Forbidden));
        let list = staff::staff_sessions(s, &admin).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(
            (list[0].pseudonym.as_str(), list[0].role, list[0].is_this),
            ("nour", Role::Moderator, false)
        );
        let end = async |actor: &Actor, key: &str| code(staff::end_staff_session(s, actor, key).await);
        assert_eq!(end(&moderator, &list[0].key).await, Some(ErrorCode::Forbidden));
        for bad in ["", "%", &"d".repeat(16), &"e".repeat(16), &"c".repeat(64)] {
            assert_eq!(end(&admin, bad).await, Some(ErrorCode::NotFound), "{bad}");
        }
        assert_eq!(end(&admin, &list[0].key).await, None);
        assert_eq!((sessions_of(&bed, &moderator).await, sessions_of(&bed, &member).await), (0, 1));
        assert_eq!(since(&bed, 2).await, ["session_end", "sessions_read"]);
    }
}

#[tokio::test]
async fn the_list_of_members_page_by_page_and_by_name() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let lead = bed.member("lead", Role::LeadModerator).await;
        let auditor = bed.member("auditor", Role::Auditor).await;
        for n in 0..30 {
            let actor = bed.member(&format!("olive{n:02}"), Role::Member).await;
            fold(&bed, &actor).await;
        }
        assert_eq!(code(staff::members(s, &auditor, "", None).await), Some(ErrorCode::Forbidden));
        let mut seen = Vec::new();
        let mut after: Option<MemberId> = None;
        loop {
            let page = staff::members(s, &lead, "", after.as_ref()).await.unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.pseudonym));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 32);
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 32, "nobody twice");
        let found = staff::members(s, &lead, "Olive07", None).await.unwrap().rows;
        assert_eq!(found.len(), 1);
        assert!(staff::members(s, &lead, "%", None).await.unwrap().rows.is_empty());
        let nowhere = MemberId::trusted("zzzzzzzzzzzz");
        assert_eq!(code(staff::members(s, &lead, "", Some(&nowhere)).await), Some(ErrorCode::NotFound));
    }
}
