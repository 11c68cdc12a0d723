//! Members, roles, invitations, sessions, the configuration and the log itself.

use super::*;

pub async fn exercise(desk: &mut Desk) {
    let (s, admin, author) = (&desk.services(), &desk.admin(), &desk.author.clone());
    let whom = &id(author);
    desk.row(Action::MembersRead, staff::members(s, admin, "yasmin", None).await).await;
    desk.row(Action::MemberRead, staff::member(s, admin, whom).await).await;
    let helper = to(Role::Helper, "joined_team");
    desk.row(Action::RoleChange, staff::change_role(s, admin, whom, &helper).await).await;
    let herself = staff::change_role(s, admin, &id(admin), &to(Role::Helper, "correction")).await;
    desk.no_row("refused", herself.unwrap_err()).await;
    desk.row(Action::MemberDisable, staff::set_state(s, admin, whom, true, "left_team").await).await;
    desk.row(Action::MemberEnable, staff::set_state(s, admin, whom, false, "correction").await).await;

    let made = desk.row(Action::InvitationCreate, staff::invite(s, admin, "editor", "").await).await;
    let token = made.unwrap().token;
    desk.words.extend([token.clone(), "Salma".to_owned(), "Lune".to_owned()]);
    desk.row(Action::InvitationsRead, staff::invitations(s, admin).await).await;
    let accepted = staff::accept(s, &token, &acceptance("Salma Douce")).await;
    desk.row(Action::InvitationAccept, accepted).await;
    desk.row(Action::InvitationCreate, staff::invite(s, admin, "editor", "").await).await;
    let open = staff_invitation::Entity::find()
        .filter(staff_invitation::Column::UsedAt.is_null())
        .one(s.db.read())
        .await
        .unwrap()
        .unwrap();
    desk.row(Action::InvitationWithdraw, staff::withdraw(s, admin, &open.id).await).await;

    desk.row(Action::RulesRead, staff::ruled_categories(s, admin, contract::Locale::Ar).await).await;
    desk.row(Action::RulesRead, staff::category_rules(s, admin, "unions", contract::Locale::Ar).await).await;
    let says = |says: &str| vec![format!("member.poll.{says}")];
    let never = staff::change_rules(s, admin, "unions", &says("inherit.never")).await;
    desk.row(Action::RuleChange, never).await;
    let usual = staff::change_rules(s, admin, "unions", &says("never.inherit")).await;
    desk.row(Action::RuleChange, usual).await;
    let same = staff::change_rules(s, admin, "unions", &says("inherit.inherit")).await;
    same.unwrap();
    desk.no_row("said already", ()).await;

    session_of(&desk.bed, author, &"f".repeat(64)).await;
    desk.row(Action::SessionsRead, staff::staff_sessions(s, admin).await).await;
    desk.row(Action::SessionEnd, staff::end_staff_session(s, admin, &"f".repeat(16)).await).await;
    desk.row(Action::ConfigurationRead, staff::see_configuration(s, admin).await).await;
    desk.row(Action::AuditRead, staff::audit_log(s, admin, &AuditFilters::default()).await).await;
    let made = identity::create_for_team(s, "Lune Dorée", Role::Editor, &Passphrase::read(SECRET)).await;
    desk.row(Action::AccountCreate, made).await;
}
