//! Pseudonyms of women who left: for a year nobody else may take one and pass for her.

use entity::privacy::kept_name;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::OnConflict,
};

use crate::{DomainResult, Services};

/// For how long a name is kept.
pub const KEPT_MS: i64 = 365 * 86_400_000;

fn hash(services: &Services, skeleton: &str) -> String {
    services.keyed_hash(&format!("kept-name:{skeleton}"))
}

/// Keeps a name from others, in the caller's transaction.
pub(super) async fn keep<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    skeleton: &str,
) -> DomainResult<()> {
    let row = kept_name::ActiveModel {
        name_hash: Set(hash(services, skeleton)),
        until: Set(services.now_ms() + KEPT_MS),
    };
    kept_name::Entity::insert(row)
        .on_conflict(
            OnConflict::column(kept_name::Column::NameHash)
                .update_column(kept_name::Column::Until)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whether a folded name is kept from others at this moment.
pub(crate) async fn is_kept<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    skeleton: &str,
) -> DomainResult<bool> {
    let count = kept_name::Entity::find_by_id(hash(services, skeleton))
        .filter(kept_name::Column::Until.gt(services.now_ms()))
        .count(db)
        .await?;
    Ok(count > 0)
}

/// Lets go of names whose time is over. Returns how many.
pub(super) async fn release<C: ConnectionTrait>(services: &Services, tx: &C) -> DomainResult<u64> {
    let gone = kept_name::Entity::delete_many()
        .filter(kept_name::Column::Until.lte(services.now_ms()))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}
