//! The team: second step, roles, invitations, sessions, and the log of it all.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::Duration;
use contract::{ErrorCode, Locale, ids::MemberId};
use domain::{
    Actor, DomainResult, Member, Role,
    forum::{self, NewTopic},
    identity::{
        self, Passphrase,
        two_step::{self, TotpSecret, totp::step_at},
    },
    moderation::{self, Decision, Filters},
    staff::{self, Acceptance, Action, AuditFilters, InvitationState, RoleChange},
    testing::{TestBed, signed_in},
};
use entity::{
    identity::{member, role_scope, session, two_step as two_step_row},
    staff::{audit_log, staff_invitation},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder,
};

const SECRET: &str = "colline lampe safran train";

fn id(actor: &Actor) -> MemberId {
    actor.member_id().unwrap().clone()
}

fn code<T>(result: DomainResult<T>) -> Option<ErrorCode> {
    result.err().map(|error| error.code)
}

/// The same person as she stands at this moment, with a fresh proof.
fn now(bed: &TestBed, actor: &Actor) -> Actor {
    signed_in(actor.member().unwrap().clone(), bed.services.now_ms())
}

async fn log(bed: &TestBed) -> Vec<audit_log::Model> {
    audit_log::Entity::find()
        .order_by_asc(audit_log::Column::At)
        .order_by_asc(audit_log::Column::Id)
        .all(bed.services.db.read())
        .await
        .unwrap()
}

/// The actions that were logged since there were so many rows.
async fn since(bed: &TestBed, before: usize) -> Vec<String> {
    let rows = log(bed).await;
    assert!(rows.len() >= before);
    let mut actions: Vec<String> = rows.into_iter().map(|row| row.action).collect();
    actions.sort();
    actions
}

async fn session_of(bed: &TestBed, actor: &Actor, hash: &str) {
    session::ActiveModel {
        id_hash: Set(hash.to_owned()),
        member_id: Set(Some(id(actor).into_string())),
        data: Set("{}".to_owned()),
        created_at: Set(bed.services.now_ms()),
        expires_at: Set(bed.services.now_ms() + 3_600_000),
        confirmed_at: Set(bed.services.now_ms()),
        second_factor_at: Set(None),
        device: Set("phone".to_owned()),
        seen_day: Set(bed.services.today()),
    }
    .insert(bed.services.db.writer())
    .await
    .unwrap();
}

/// Folds a name as registration does: the test bed does not.
async fn fold(bed: &TestBed, actor: &Actor) {
    let member = actor.member().unwrap();
    let skeleton = identity::skeleton::skeleton(&member.pseudonym);
    member::ActiveModel { id: Set(id(actor).into_string()), skeleton: Set(skeleton), ..Default::default() }
        .update(bed.services.db.writer())
        .await
        .unwrap();
}

async fn sessions_of(bed: &TestBed, actor: &Actor) -> u64 {
    session::Entity::find()
        .filter(session::Column::MemberId.eq(id(actor).as_str()))
        .count(bed.services.db.read())
        .await
        .unwrap()
}

fn code_now(bed: &TestBed, secret: &TotpSecret) -> String {
    secret.code_at(step_at(bed.services.now_ms()))
}

async fn with_two_step(bed: &TestBed, actor: &Actor) -> TotpSecret {
    let actor = now(bed, actor);
    let offer = two_step::offer(&bed.services, &actor, "").unwrap();
    let typed = code_now(bed, &offer.secret);
    two_step::set_up(&bed.services, &actor, &offer.sealed, &typed).await.unwrap();
    offer.secret
}

#[tokio::test]
async fn a_second_step_is_set_up_with_a_code_of_it() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let actor = bed.member("yasmin", Role::Member).await;
        let other = bed.member("zeina", Role::Member).await;
        let offer = two_step::offer(s, &actor, "").unwrap();
        // The same form again shows the same secret; somebody else's form does not.
        assert_eq!(two_step::offer(s, &actor, &offer.sealed).unwrap().secret, offer.secret);
        assert_ne!(two_step::offer(s, &other, &offer.sealed).unwrap().secret, offer.secret);
        let right = code_now(&bed, &offer.secret);
        let wrong = offer.secret.code_at(step_at(s.now_ms()) + 9);
        let set_up =
            async |actor: &Actor, typed: &str| code(two_step::set_up(s, actor, &offer.sealed, typed).await);
        assert_eq!(set_up(&Actor::Guest, &right).await, Some(ErrorCode::SignInNeeded));
        assert_eq!(set_up(&other, &right).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(set_up(&actor, "12").await, Some(ErrorCode::InvalidForm));
        assert_eq!(set_up(&actor, &wrong).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(two_step::on_since(s, &id(&actor)).await.unwrap(), None);
        assert_eq!(code(two_step::pass(s, &id(&actor), &right).await), Some(ErrorCode::NotFound));
        assert_eq!(set_up(&actor, &right).await, None);
        assert_eq!(two_step::on_since(s, &id(&actor)).await.unwrap(), Some(s.today()));
        let row =
            two_step_row::Entity::find_by_id(id(&actor).as_str()).one(s.db.read()).await.unwrap().unwrap();
        assert!(!row.secret.contains(&offer.secret.base32()), "sealed at rest");
        // An offer of more than an hour ago, and a proof of more than ten minutes ago.
        bed.clock.advance(Duration::minutes(11));
        assert_eq!(set_up(&actor, &code_now(&bed, &offer.secret)).await, Some(ErrorCode::ConfirmNeeded));
        bed.clock.advance(Duration::hours(1));
        let later = now(&bed, &actor);
        assert_eq!(set_up(&later, &code_now(&bed, &offer.secret)).await, Some(ErrorCode::WrongCredentials));
        // Another authenticator takes the place of the first; whoever passed with that one passes again.
        session_of(&bed, &actor, &"9".repeat(64)).await;
        session::Entity::update_many()
            .col_expr(session::Column::SecondFactorAt, sea_orm::sea_query::Expr::value(s.now_ms()))
            .exec(s.db.writer())
            .await
            .unwrap();
        let second = with_two_step(&bed, &actor).await;
        let other = session::Entity::find().one(s.db.read()).await.unwrap().unwrap();
        assert_eq!(other.second_factor_at, None);
        bed.clock.advance(Duration::seconds(30));
        assert_eq!(
            code(two_step::pass(s, &id(&actor), &code_now(&bed, &offer.secret)).await),
            Some(ErrorCode::WrongCredentials)
        );
        assert_eq!(code(two_step::pass(s, &id(&actor), &code_now(&bed, &second)).await), None);
    }
}

#[tokio::test]
async fn a_code_passes_once_and_guessing_is_slow() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let made = identity::create_for_team(s, "Lune Dorée", Role::Moderator, &Passphrase::read(SECRET))
            .await
            .unwrap();
        let actor = signed_in(made.clone(), s.now_ms());
        let codes = identity::reissue_codes(s, &bed.proved(&made)).await.unwrap();
        let secret = with_two_step(&bed, &actor).await;
        let pass = async |typed: &str| code(two_step::pass(s, &made.id, typed).await);
        // The code that set it up is spent; so are those before it.
        assert_eq!(pass(&code_now(&bed, &secret)).await, Some(ErrorCode::WrongCredentials));
        bed.clock.advance(Duration::seconds(30));
        let typed = code_now(&bed, &secret);
        let (one, two) = tokio::join!(pass(&typed), pass(&typed));
        assert_eq!([one, two].iter().filter(|code| code.is_none()).count(), 1, "{}", bed.backend);
        assert_eq!(pass(&typed).await, Some(ErrorCode::WrongCredentials));
        // Arabic digits and spaces; the clock of a telephone that is a step ahead.
        let ahead = secret.code_at(step_at(s.now_ms()) + 1);
        let arabic: String =
            ahead.chars().map(|c| char::from_u32(0x660 + c.to_digit(10).unwrap()).unwrap()).collect();
        assert_eq!(pass(&format!("{} {}", &arabic[..6], &arabic[6..])).await, None);
        assert_eq!(
            pass(&code_now(&bed, &secret)).await,
            Some(ErrorCode::WrongCredentials),
            "older than the last"
        );
        // A recovery code passes once.
        let paper = codes[0].printed();
        assert_eq!(pass(&paper).await, None);
        assert_eq!(pass(&paper).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(pass("").await, Some(ErrorCode::InvalidForm));
        // Guessing: six at once, then the right one waits as well.
        bed.clock.advance(Duration::hours(2));
        let wrong = secret.code_at(step_at(s.now_ms()) + 100);
        for _ in 0..6 {
            assert_eq!(pass(&wrong).await, Some(ErrorCode::WrongCredentials));
        }
        assert_eq!(pass(&code_now(&bed, &secret)).await, Some(ErrorCode::TooManyRequests));
        assert_eq!(pass(&codes[1].printed()).await, Some(ErrorCode::TooManyRequests));
        bed.clock.advance(Duration::minutes(5));
        assert_eq!(pass(&code_now(&bed, &secret)).await, None);

        // The team cannot be without; a member can, with one more code.
        bed.clock.advance(Duration::minutes(1));
        let off = async |actor: &Actor, typed: &str| code(two_step::switch_off(s, actor, typed).await);
        assert_eq!(off(&now(&bed, &actor), &code_now(&bed, &secret)).await, Some(ErrorCode::Forbidden));
        let member = bed.member("yasmin", Role::Member).await;
        let own = with_two_step(&bed, &member).await;
        bed.clock.advance(Duration::minutes(1));
        assert_eq!(off(&member, &own.code_at(7)).await, Some(ErrorCode::WrongCredentials));
        assert_eq!(off(&member, &code_now(&bed, &own)).await, None);
        assert_eq!(two_step::on_since(s, &id(&member)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_console_may_choose_the_secret_of_an_account_for_programs() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let secret = TotpSecret::fresh();
        let make = async |typed: &str| {
            let passphrase = Passphrase::read(SECRET);
            identity::create_with_two_step(s, "Lune Dorée", Role::Moderator, &passphrase, Some(typed)).await
        };
        let error = make("not base 32").await.unwrap_err();
        assert_eq!(error.fields[0].field, "totp_secret");
        assert_eq!(member::Entity::find().count(s.db.read()).await.unwrap(), 0, "no half account");
        let made = make(&secret.base32()).await.unwrap();
        assert_eq!(code(two_step::pass(s, &made.id, &code_now(&bed, &secret)).await), None);
    }
}

fn to(role: Role, reason: &str) -> RoleChange {
    RoleChange { role: role.as_str().to_owned(), categories: Vec::new(), reason: reason.to_owned() }
}

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

fn acceptance(name: &str) -> Acceptance {
    Acceptance {
        pseudonym: name.to_owned(),
        passphrase: Passphrase::read(SECRET),
        rules: true,
        locale: Locale::Fr,
    }
}

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

#[tokio::test]
async fn every_action_of_the_desk_leaves_exactly_one_row() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let admin = bed.member("zeina", Role::Admin).await;
        let author = bed.member("yasmin", Role::Member).await;
        let ask = async |actor: &Actor, title: &str| {
            let form = NewTopic {
                category: "unions".into(),
                title: title.into(),
                body: "نصّ لا يدخل السجلّ".into(),
                poll: forum::NewPoll { choices: "نعم\nلا".into(), ..forum::NewPoll::default() },
                ..NewTopic::default()
            };
            forum::create_topic(s, actor, &form, Locale::Ar).await.unwrap()
        };
        let (first, second) = (ask(&author, "سرّ أوّل").await, ask(&author, "سرّ ثان").await);
        assert!(log(&bed).await.is_empty(), "what members do is not logged");
        let decide = async |post: &str, action: &str| {
            let form = Decision {
                post: post.into(),
                version: "1".into(),
                action: action.into(),
                reason: "other".into(),
                note: "كلمة إليها لا تدخل السجلّ".into(),
            };
            moderation::decide(s, &admin, &form).await.map(|_| ())
        };
        let whom = id(&author);
        let mut expected = 0;
        let mut done = std::collections::BTreeSet::new();
        macro_rules! one_row {
            ($action:expr, $call:expr) => {
                $call.unwrap();
                expected += 1;
                let rows = log(&bed).await;
                assert_eq!(rows.len(), expected, "{:?} {}", $action, bed.backend);
                assert!(rows.iter().any(|row| row.action == $action.as_str()), "{:?}", $action);
                done.insert($action.as_str());
            };
        }
        one_row!(Action::DeskRead, staff::desk(s, &admin).await);
        one_row!(Action::QueueRead, moderation::queue(s, &admin, &Filters::default(), Locale::Ar).await);
        one_row!(Action::TopicRead, forum::read_topic(s, &admin, &first.topic, 1, Locale::Ar).await);
        forum::read_topic(s, &author, &first.topic, 1, Locale::Ar).await.unwrap();
        assert_eq!(log(&bed).await.len(), expected, "her own");
        one_row!(Action::PostApprove, decide(first.post.as_str(), "approve").await);
        one_row!(Action::PostReject, decide(second.post.as_str(), "reject").await);
        one_row!(Action::PostPublish, Ok::<_, ()>(ask(&admin, "من الفريق").await));
        let arrange = async |action: &str| {
            let form = forum::Arrangement { action: action.into(), reason: "other".into(), days: "7".into() };
            forum::operate(s, &admin, &first.topic, &form).await
        };
        one_row!(Action::PollChange, forum::change_poll(s, &admin, &first.topic, "أ\nب").await);
        one_row!(Action::PollClose, forum::close_poll(s, &admin, &first.topic).await);
        one_row!(Action::TopicClose, arrange("close").await);
        one_row!(Action::TopicReopen, arrange("reopen").await);
        one_row!(Action::TopicPin, arrange("pin").await);
        one_row!(Action::TopicUnpin, arrange("unpin").await);
        let members = forum::Change { audience: Some("members".into()), ..forum::Change::default() };
        one_row!(Action::CategoryChange, forum::change_category(s, "unions", &members).await);
        one_row!(Action::MembersRead, staff::members(s, &admin, "yasmin", None).await);
        one_row!(Action::MemberRead, staff::member(s, &admin, &whom).await);
        one_row!(
            Action::RoleChange,
            staff::change_role(s, &admin, &whom, &to(Role::Helper, "joined_team")).await
        );
        one_row!(Action::MemberDisable, staff::set_state(s, &admin, &whom, true, "left_team").await);
        one_row!(Action::MemberEnable, staff::set_state(s, &admin, &whom, false, "correction").await);
        let mut token = String::new();
        one_row!(
            Action::InvitationCreate,
            staff::invite(s, &admin, "editor", "").await.map(|made| token = made.unwrap().token)
        );
        one_row!(Action::InvitationsRead, staff::invitations(s, &admin).await);
        one_row!(Action::InvitationAccept, staff::accept(s, &token, &acceptance("Salma Douce")).await);
        staff::invite(s, &admin, "editor", "").await.unwrap();
        expected += 1;
        let open = staff_invitation::Entity::find()
            .filter(staff_invitation::Column::UsedAt.is_null())
            .one(s.db.read())
            .await
            .unwrap()
            .unwrap();
        one_row!(Action::InvitationWithdraw, staff::withdraw(s, &admin, &open.id).await);
        session_of(&bed, &author, &"f".repeat(64)).await;
        one_row!(Action::SessionsRead, staff::staff_sessions(s, &admin).await);
        one_row!(Action::SessionEnd, staff::end_staff_session(s, &admin, &"f".repeat(16)).await);
        one_row!(Action::ConfigurationRead, staff::see_configuration(s, &admin).await);
        one_row!(Action::AuditRead, staff::audit_log(s, &admin, &AuditFilters::default()).await);
        one_row!(
            Action::AccountCreate,
            identity::create_for_team(s, "Lune Dorée", Role::Editor, &Passphrase::read(SECRET)).await
        );
        assert_eq!(done.len(), Action::ALL.len(), "an action is missing here");
        // Identifiers and codes only.
        let text = format!("{:?}", log(&bed).await);
        for personal in ["yasmin", "zeina", "Salma", "Lune", "سرّ", "كلمة", "نصّ", &token] {
            assert!(!text.contains(personal), "{personal}");
        }
        // What is refused leaves no row: the work and its row are one transaction.
        let rows = log(&bed).await.len();
        let stale = decide(first.post.as_str(), "approve").await;
        assert!(stale.is_ok());
        assert!(staff::change_role(s, &admin, &id(&admin), &to(Role::Helper, "correction")).await.is_err());
        assert_eq!(log(&bed).await.len(), rows);
    }
}

#[tokio::test]
async fn the_log_is_read_by_who_what_day_and_target() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        let admin = bed.member("zeina", Role::Admin).await;
        let auditor = bed.member("salma", Role::Auditor).await;
        let moderator = bed.member("nour", Role::Moderator).await;
        let member = bed.member("yasmin", Role::Member).await;
        for actor in [&admin, &auditor, &moderator] {
            fold(&bed, actor).await;
        }
        assert_eq!(
            code(staff::audit_log(s, &moderator, &AuditFilters::default()).await),
            Some(ErrorCode::Forbidden)
        );
        for _ in 0..30 {
            staff::members(s, &admin, "", None).await.unwrap();
        }
        bed.clock.advance(Duration::days(2));
        let admin = now(&bed, &admin);
        staff::set_state(s, &admin, &id(&member), true, "left_team").await.unwrap();
        identity::create_for_team(s, "Lune Dorée", Role::Editor, &Passphrase::read(SECRET)).await.unwrap();
        let read = async |who: &str, action: &str, day: &str, target: &str| {
            let filters = AuditFilters::parse(who, action, day, target, "").unwrap();
            staff::audit_log(s, &auditor, &filters).await.unwrap()
        };
        let first = read("", "", "", "").await;
        assert_eq!(first.rows.len(), 25);
        let after = AuditFilters { after: first.next.clone(), ..AuditFilters::default() };
        let second = staff::audit_log(s, &auditor, &after).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (7, None));
        assert!(second.rows.iter().all(|row| first.rows.iter().all(|other| other.id != row.id)));
        assert_eq!(read("Zeina", "member_disable", "", "").await.rows.len(), 1);
        assert_eq!(read("nour", "", "", "").await.rows.len(), 0);
        assert_eq!(read("system", "", "", "").await.rows.len(), 1);
        assert_eq!(read("salma", "audit_read", &s.today(), "").await.rows.len(), 5);
        let of_her = read("", "", "", id(&member).as_str()).await.rows;
        assert_eq!((of_her.len(), of_her[0].target_name.as_deref()), (1, Some("yasmin")));
        assert_eq!(read("zeina", "", "2020-01-01", "").await.rows.len(), 0);
        for (who, action, day, target, after) in [
            ("", "x", "", "", ""),
            ("", "", "yesterday", "", ""),
            ("", "", "", "..", ""),
            ("", "", "", "", "'"),
        ] {
            assert!(AuditFilters::parse(who, action, day, target, after).is_err());
        }
        // Somebody leaves: her rows stay, with identifiers only.
        let rows = log(&bed).await.len();
        member::Entity::delete_by_id(id(&member).as_str()).exec(s.db.writer()).await.unwrap();
        member::Entity::delete_by_id(id(&admin).as_str()).exec(s.db.writer()).await.unwrap();
        assert_eq!(log(&bed).await.len(), rows);
        let line = read("", "member_disable", "", "").await.rows.remove(0);
        assert_eq!((line.actor, line.target_name), (None, None));
        assert_eq!(line.target_id.as_deref(), Some(id(&member).as_str()));
    }
}

#[tokio::test]
async fn nobody_changes_the_logs_not_even_with_the_database_open() {
    for bed in TestBed::each().await {
        let s = &bed.services;
        forum::seed::seed(s).await.unwrap();
        let admin = bed.member("zeina", Role::Admin).await;
        let form = NewTopic {
            category: "unions".into(),
            title: "من الفريق".into(),
            body: "نصّ".into(),
            ..NewTopic::default()
        };
        forum::create_topic(s, &admin, &form, Locale::Ar).await.unwrap();
        let db = s.db.writer();
        let mut statements = Vec::new();
        for table in ["audit_log", "mod_log"] {
            statements.push(format!("UPDATE {table} SET actor_role = 'member'"));
            statements.push(format!("UPDATE {table} SET at = 0 WHERE action = 'post_publish'  OR 1 = 1"));
            statements.push(format!("DELETE FROM {table}"));
            if bed.backend == "postgres" {
                statements.push(format!("TRUNCATE {table}"));
            }
        }
        let before = log(&bed).await;
        assert_eq!(before.len(), 1);
        for statement in statements {
            let refused = db.execute_unprepared(&statement).await;
            assert!(refused.is_err_and(|error| error.to_string().contains("append-only")), "{statement}");
        }
        assert_eq!(log(&bed).await, before);
    }
}
