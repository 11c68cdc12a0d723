//! Bytes on which no file stands: left by an upload that broke off between the store and the row, or by an erasure
//! that the store did not hear of.

use std::collections::HashSet;

use entity::library::{blob, file};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Query};

use super::blobs;
use crate::{DomainResult, Services};

/// Bytes are stored before the row that names them: younger ones may be on their way.
const GRACE_MS: i64 = 24 * 3_600_000;
/// Hashes that are asked for at a time.
const AT_A_TIME: usize = 500;

/// Deletes them. Returns how many there were.
///
/// # Errors
/// The database or the store is away.
pub async fn sweep_orphans(services: &Services) -> DomainResult<u64> {
    let before = services.now_ms() - GRACE_MS;
    let in_use = Query::select().column(file::Column::Sha256).from(file::Entity).to_owned();
    blob::Entity::delete_many()
        .filter(blob::Column::StoredAt.lt(before))
        .filter(blob::Column::Sha256.not_in_subquery(in_use))
        .exec(services.db.writer())
        .await?;
    let old = blobs::stored_before(services, before).await?;
    let mut count = 0;
    for part in old.chunks(AT_A_TIME) {
        let known: HashSet<String> = blob::Entity::find()
            .select_only()
            .column(blob::Column::Sha256)
            .filter(blob::Column::Sha256.is_in(part.iter().map(String::as_str)))
            .into_tuple::<String>()
            .all(services.db.writer())
            .await?
            .into_iter()
            .collect();
        for sha256 in part.iter().filter(|sha256| !known.contains(*sha256)) {
            blobs::forget(services, sha256).await?;
            count += 1;
        }
    }
    Ok(count)
}
