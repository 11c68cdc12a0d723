//! What need not be kept is not kept.

use entity::identity::{provider_flow, provider_pending, rate_bucket, session, submission};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{DomainResult, Services, submission::KEPT_MS};

/// Buckets are full again long before.
const BUCKETS_MS: i64 = 24 * 3_600_000;

/// Deletes sessions that ended, rate buckets that are full again, old form keys and ways to providers that were
/// not walked to their end. Meant to run every hour.
/// Returns how many rows went.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let sessions =
        session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(&tx).await?;
    let buckets = rate_bucket::Entity::delete_many()
        .filter(rate_bucket::Column::UpdatedAt.lt(now - BUCKETS_MS))
        .exec(&tx)
        .await?;
    let keys = submission::Entity::delete_many()
        .filter(submission::Column::CreatedAt.lt(now - KEPT_MS))
        .exec(&tx)
        .await?;
    let flows = provider_flow::Entity::delete_many()
        .filter(provider_flow::Column::ExpiresAt.lte(now))
        .exec(&tx)
        .await?;
    let pending = provider_pending::Entity::delete_many()
        .filter(provider_pending::Column::ExpiresAt.lte(now))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    let (flows, pending) = (flows.rows_affected, pending.rows_affected);
    Ok(sessions.rows_affected + buckets.rows_affected + keys.rows_affected + flows + pending)
}
