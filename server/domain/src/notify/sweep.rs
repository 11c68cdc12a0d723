//! Old notifications go.

use entity::notify::notification;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{DomainResult, Services};

/// How long a notification is kept, read or not: 90 days.
pub const KEPT_MS: i64 = 90 * 86_400_000;

/// Deletes old notifications. Meant to run every hour. Returns how many went.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(services: &Services) -> DomainResult<u64> {
    let tx = services.db.begin().await?;
    let gone = notification::Entity::delete_many()
        .filter(notification::Column::CreatedAt.lte(services.now_ms() - KEPT_MS))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected)
}
