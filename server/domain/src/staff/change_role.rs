//! Giving a role.

use contract::{ErrorCode, FieldCode, FieldError, ids::MemberId};
use entity::{
    forum::category,
    identity::{member, role_scope},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{
    audit::{self, Action, Entry},
    read_reason,
    set_state::{keeps_an_admin, still_holds},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Role, Services, forum, identity, permission::require,
};

/// The form of a new role, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleChange {
    /// The role.
    pub role: String,
    /// Slugs of the categories of a moderator; empty: all.
    pub categories: Vec<String>,
    /// Code of the reason.
    pub reason: String,
}

/// Gives a role and its categories. The person's sessions end: what she may do begins with a new sign-in.
///
/// # Errors
/// Like [`require`] of [`Permission::RoleChange`]; [`ErrorCode::ConfirmNeeded`]; refused fields (`role`,
/// `category`, `reason`); [`ErrorCode::NotFound`]; [`ErrorCode::Forbidden`] on oneself; [`ErrorCode::Conflict`]
/// when no administrator would be left.
pub async fn change_role(
    services: &Services,
    actor: &Actor,
    id: &MemberId,
    form: &RoleChange,
) -> DomainResult<()> {
    let now = services.now_ms();
    let me = require(actor, Permission::RoleChange, None)?;
    actor.require_confirmed(now)?;
    let mut errors = Vec::new();
    let role = Role::parse(&form.role);
    if role.is_none() {
        let code = if form.role.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("role", code));
    }
    // Only a moderator is held to categories; for another role what was ticked means nothing.
    let mut slugs = if role == Some(Role::Moderator) { form.categories.clone() } else { Vec::new() };
    slugs.sort();
    slugs.dedup();
    let known: Vec<String> = category::Entity::find()
        .select_only()
        .column(category::Column::Slug)
        .into_tuple()
        .all(services.db.read())
        .await?;
    if slugs.iter().any(|slug| !known.contains(slug)) {
        errors.push(FieldError::new("category", FieldCode::UnknownChoice));
    }
    let reason = read_reason(&form.reason, &mut errors);
    let (Some(role), Some(reason), true) = (role, reason, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    if me.id == *id {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    let tx = services.db.begin().await?;
    still_holds(&tx, me).await?;
    let row = member::Entity::find_by_id(id.as_str()).filter(identity::is_there()).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if role != Role::Admin {
        keeps_an_admin(&tx, &row.id).await?;
    }
    member::Entity::update_many()
        .col_expr(member::Column::Role, Expr::value(role.as_str()))
        .filter(member::Column::Id.eq(id.as_str()))
        .exec(&tx)
        .await?;
    role_scope::Entity::delete_many().filter(role_scope::Column::MemberId.eq(id.as_str())).exec(&tx).await?;
    if !slugs.is_empty() {
        let rows = slugs.iter().map(|slug| role_scope::ActiveModel {
            member_id: Set(id.as_str().to_owned()),
            category_id: Set(slug.clone()),
        });
        role_scope::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    }
    forum::gate::sweep::by_hand(&tx, id).await?;
    identity::end_sessions::delete(&tx, id).await?;
    let mut detail = format!("{} {}", row.role, role.as_str());
    for slug in &slugs {
        detail.push(' ');
        detail.push_str(slug);
    }
    let entry = Entry::of(Action::RoleChange).on_member(id).for_reason(reason).detail(detail);
    audit::record(&tx, Some(me), entry, now).await?;
    tx.commit().await?;
    Ok(())
}
