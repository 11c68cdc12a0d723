//! Out of every browser at once.

use contract::ids::MemberId;
use entity::identity::session;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{DomainResult, Member, Services};

/// Ends all sessions of a member, also the one that asks. Returns how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn end_sessions(services: &Services, member: &Member) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    let ended = delete(&tx, &member.id).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The same in the caller's transaction.
pub(crate) async fn delete<C: ConnectionTrait>(tx: &C, member: &MemberId) -> DomainResult<u64> {
    let deleted =
        session::Entity::delete_many().filter(session::Column::MemberId.eq(member.as_str())).exec(tx).await?;
    Ok(deleted.rows_affected)
}
