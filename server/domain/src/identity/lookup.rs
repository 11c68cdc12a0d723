//! Finding accounts.

use contract::ids::MemberId;
use entity::identity::member;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{ACTIVE, skeleton::skeleton};
use crate::{DomainResult, Member, Role, Services};

/// Longest text that is looked up as a pseudonym; anything longer is nobody's.
const LONGEST: usize = 200;

/// The account with this name, however it was typed.
pub(super) async fn by_name<C: ConnectionTrait>(db: &C, typed: &str) -> DomainResult<Option<member::Model>> {
    Ok(member::Entity::find().filter(member::Column::Skeleton.eq(key(typed))).one(db).await?)
}

/// The folded form under which a typed name is looked up.
pub(super) fn key(typed: &str) -> String {
    skeleton(&typed.chars().take(LONGEST).collect::<String>())
}

/// A stored account as somebody who asks. A role that cannot be read gives the least.
pub(super) fn member(row: &member::Model) -> Member {
    let role = Role::parse(&row.role).unwrap_or(Role::Member);
    Member::new(MemberId::trusted(row.id.clone()), row.pseudonym.clone(), role)
}

/// The member of a session, as she is at this moment; nobody when the account is gone or disabled.
///
/// # Errors
/// When the database does not answer.
pub async fn active_member(services: &Services, id: &MemberId) -> DomainResult<Option<Member>> {
    let row = member::Entity::find_by_id(id.as_str()).one(services.db.read()).await?;
    Ok(row.filter(|row| row.state == ACTIVE).map(|row| member(&row)))
}
