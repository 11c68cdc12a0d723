//! What need not be kept is not kept.

use entity::mail::{contact, link, outbox};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{DomainResult, Services};

/// How long an address is kept whose owner did not prove that it is hers: a day.
pub const UNVERIFIED_MS: i64 = 24 * 3_600_000;

/// Deletes links that ended, messages that are of no use any more, and addresses that nobody proved. Meant to
/// run every hour. Returns how many rows went.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let links = link::Entity::delete_many().filter(link::Column::ExpiresAt.lte(now)).exec(&tx).await?;
    let late = outbox::Entity::delete_many().filter(outbox::Column::ExpiresAt.lte(now)).exec(&tx).await?;
    let unproven = contact::Entity::delete_many()
        .filter(contact::Column::VerifiedAt.is_null())
        .filter(contact::Column::CreatedAt.lte(now - UNVERIFIED_MS))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(links.rows_affected + late.rows_affected + unproven.rows_affected)
}
