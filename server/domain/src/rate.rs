//! Token buckets in the database, one per account and action: right on several nodes.

use contract::ErrorCode;
use entity::identity::rate_bucket;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    sea_query::{CaseStatement, Expr, OnConflict},
};

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

/// Takes one token for `who` (an account, or a keyed hash that cannot be turned back).
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] when the bucket is empty.
pub async fn take<C: ConnectionTrait>(db: &C, limit: &Limit, who: &str, now_ms: i64) -> DomainResult<()> {
    use sea_orm::ExprTrait;
    // One statement, so that tries at the same moment cannot spend the same token.
    let tokens = || Expr::col((rate_bucket::Entity, rate_bucket::Column::Tokens));
    let elapsed =
        || Expr::value(now_ms).sub(Expr::col((rate_bucket::Entity, rate_bucket::Column::UpdatedAt)));
    let sum = || tokens().add(elapsed().div(Expr::value(limit.refill_ms)));
    // Tokens after the time that has passed: never above the burst, and a clock set back takes nothing away.
    let left = || {
        CaseStatement::new()
            .case(elapsed().lte(0), tokens())
            .case(sum().gt(limit.burst), limit.burst)
            .finally(sum())
    };
    let row = rate_bucket::ActiveModel {
        bucket: Set(format!("{}:{who}", limit.action)),
        tokens: Set(limit.burst - 1.0),
        updated_at: Set(now_ms),
    };
    let taken = rate_bucket::Entity::insert(row)
        .on_conflict(
            OnConflict::column(rate_bucket::Column::Bucket)
                .value(rate_bucket::Column::Tokens, Expr::expr(left()).sub(1.0))
                .value(rate_bucket::Column::UpdatedAt, now_ms)
                .action_and_where(Expr::expr(left()).gte(1.0))
                .to_owned(),
        )
        .exec_without_returning(db)
        .await;
    match taken {
        Ok(0) | Err(DbErr::RecordNotInserted) => Err(DomainError::new(ErrorCode::TooManyRequests)),
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Gives one token back that was taken and used for nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn give_back<C: ConnectionTrait>(db: &C, limit: &Limit, who: &str) -> DomainResult<()> {
    use sea_orm::ExprTrait;
    // Never above the burst: the token was taken from a bucket that was no fuller than that.
    rate_bucket::Entity::update_many()
        .col_expr(rate_bucket::Column::Tokens, Expr::col(rate_bucket::Column::Tokens).add(1.0))
        .filter(rate_bucket::Column::Bucket.eq(format!("{}:{who}", limit.action)))
        .filter(rate_bucket::Column::Tokens.lte(limit.burst - 1.0))
        .exec(db)
        .await?;
    Ok(())
}
