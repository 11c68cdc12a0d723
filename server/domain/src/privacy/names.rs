//! Pseudonyms of women who left: for a year nobody else may take one and pass for her.

use std::collections::{HashMap, HashSet};

use entity::privacy::kept_name;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::{DomainResult, Services};

/// For how long a name is kept.
pub const KEPT_MS: i64 = 365 * 86_400_000;

fn hash(services: &Services, skeleton: &str) -> String {
    services.keyed_hash(&format!("kept-name:{skeleton}"))
}

/// Keeps a name from others, in the caller's transaction.
pub(crate) async fn keep<C: ConnectionTrait>(
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

/// Which of these folded names are kept from others at this moment.
pub(crate) async fn kept_among<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    skeletons: &[String],
) -> DomainResult<HashSet<String>> {
    let by_hash: HashMap<String, &String> =
        skeletons.iter().map(|skeleton| (hash(services, skeleton), skeleton)).collect();
    let found: Vec<String> = kept_name::Entity::find()
        .select_only()
        .column(kept_name::Column::NameHash)
        .filter(kept_name::Column::NameHash.is_in(by_hash.keys().cloned()))
        .filter(kept_name::Column::Until.gt(services.now_ms()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.iter().filter_map(|hash| by_hash.get(hash)).map(|skeleton| (*skeleton).clone()).collect())
}

/// Lets go of names whose time is over. Returns how many.
pub(super) async fn release<C: ConnectionTrait>(services: &Services, tx: &C) -> DomainResult<u64> {
    let gone = kept_name::Entity::delete_many()
        .filter(kept_name::Column::Until.lte(services.now_ms()))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}
