//! What the team decided is not kept for ever: a year after it ended, nobody needs it any more.

use entity::moderation::{appeal, sanction};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::sanction::Kind;
use crate::{DomainResult, Services};

/// How long sanctions that are over, and appeals that were decided, are kept.
pub const KEPT_MS: i64 = 365 * 86_400_000;

/// Forgets sanctions that ended, and appeals that were decided, a year ago. What holds for good stays. The log keeps
/// that there was one, without saying against whom. Runs every hour. Answers how many rows went.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_old(services: &Services) -> DomainResult<u64> {
    let old = services.now_ms() - KEPT_MS;
    let notice = Condition::all()
        .add(sanction::Column::Kind.eq(Kind::Notice.as_str()))
        .add(sanction::Column::GivenAt.lt(old));
    let over = Condition::any()
        .add(sanction::Column::Ends.lt(old))
        .add(sanction::Column::EndedAt.lt(old))
        .add(notice);
    let tx = services.db.begin().await?;
    let sanctions = sanction::Entity::delete_many().filter(over).exec(&tx).await?.rows_affected;
    let appeals = appeal::Entity::delete_many()
        .filter(appeal::Column::DecidedAt.lt(old))
        .exec(&tx)
        .await?
        .rows_affected;
    tx.commit().await?;
    Ok(sanctions + appeals)
}
