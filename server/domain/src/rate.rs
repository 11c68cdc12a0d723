//! Token buckets in the database, one per account and action: right on several nodes.

use contract::ErrorCode;
use entity::identity::rate_bucket;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use crate::{DomainError, DomainResult};

/// What is limited: a name, a burst and a refill.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Name of the action, part of the bucket's key.
    pub action: &'static str,
    /// Tokens when full.
    pub burst: f64,
    /// Milliseconds until one token comes back.
    pub refill_ms: f64,
}

/// Tokens after `elapsed_ms`, never above the burst.
pub fn refilled(limit: &Limit, tokens: f64, elapsed_ms: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a bucket's age are far below 2^52")]
    let elapsed = elapsed_ms.max(0) as f64;
    (tokens + elapsed / limit.refill_ms).min(limit.burst)
}

/// Takes one token for `who` (an account, or a keyed hash that cannot be turned back).
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] when the bucket is empty.
pub async fn take<C: ConnectionTrait>(db: &C, limit: &Limit, who: &str, now_ms: i64) -> DomainResult<()> {
    let key = format!("{}:{who}", limit.action);
    let before = rate_bucket::Entity::find_by_id(key.clone()).one(db).await?;
    let tokens = before.map_or(limit.burst, |row| refilled(limit, row.tokens, now_ms - row.updated_at));
    if tokens < 1.0 {
        return Err(DomainError::new(ErrorCode::TooManyRequests));
    }
    let row =
        rate_bucket::ActiveModel { bucket: Set(key), tokens: Set(tokens - 1.0), updated_at: Set(now_ms) };
    rate_bucket::Entity::insert(row)
        .on_conflict(
            OnConflict::column(rate_bucket::Column::Bucket)
                .update_columns([rate_bucket::Column::Tokens, rate_bucket::Column::UpdatedAt])
                .to_owned(),
        )
        .exec(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { action: "test", burst: 3.0, refill_ms: 1_000.0 };

    #[test]
    fn refills_with_time_and_never_overflows() {
        assert!((refilled(&LIMIT, 0.0, 1_500) - 1.5).abs() < 1e-9);
        assert!((refilled(&LIMIT, 2.0, 60_000) - 3.0).abs() < 1e-9);
        assert!((refilled(&LIMIT, 1.0, -5_000) - 1.0).abs() < 1e-9, "a clock set back takes nothing away");
    }
}
