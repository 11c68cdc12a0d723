//! The description of a dataset as the desk changes it: found by its identifier, and taken in the edition that somebody
//! saw.

use contract::{ErrorCode, ids::DatasetId};
use entity::statistics::dataset;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{DomainError, DomainResult, Services};

/// The dataset of this identifier, shown or not.
///
/// # Errors
/// Not found, also for what is no identifier; the database refuses.
pub(super) async fn stored(services: &Services, id: &str) -> DomainResult<dataset::Model> {
    if id.parse::<DatasetId>().is_err() {
        return Err(DomainError::not_found());
    }
    dataset::Entity::find_by_id(id).one(services.db.read()).await?.ok_or_else(DomainError::not_found)
}

/// Takes the edition that she changes, before anything is written: whoever comes second finds another one.
///
/// # Errors
/// [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub(super) async fn take<C: ConnectionTrait>(tx: &C, id: &str, edit: i32, now: i64) -> DomainResult<()> {
    let changed = dataset::Entity::update_many()
        .col_expr(dataset::Column::Edit, Expr::value(edit.saturating_add(1)))
        .col_expr(dataset::Column::DeskAt, Expr::value(Some(now)))
        .filter(dataset::Column::Id.eq(id))
        .filter(dataset::Column::Edit.eq(edit))
        .exec(tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}
