//! What an account page shows its owner.

use entity::identity::{member, recovery_code, session};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{DomainError, DomainResult, Member, Role, Services};

/// An account, for its owner alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Public name.
    pub pseudonym: String,
    /// Role.
    pub role: Role,
    /// Month of joining, `2026-11`.
    pub joined_month: String,
    /// Recovery codes that were not used yet.
    pub codes_left: u64,
    /// Browsers that are signed in.
    pub sessions: u64,
}

/// The account of a member.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`] when it is gone.
pub async fn overview(services: &Services, member: &Member) -> DomainResult<Overview> {
    let db = services.db.read();
    let id = member.id.as_str();
    let row = member::Entity::find_by_id(id).one(db).await?.ok_or_else(DomainError::not_found)?;
    let codes_left = recovery_code::Entity::find()
        .filter(recovery_code::Column::MemberId.eq(id))
        .filter(recovery_code::Column::UsedAt.is_null())
        .count(db)
        .await?;
    let sessions = session::Entity::find()
        .filter(session::Column::MemberId.eq(id))
        .filter(session::Column::ExpiresAt.gt(services.now_ms()))
        .count(db)
        .await?;
    Ok(Overview {
        pseudonym: row.pseudonym,
        role: member.role,
        joined_month: row.joined_month,
        codes_left,
        sessions,
    })
}
