//! Bytes on which nothing stands: left by an upload that broke off between the store and the row, or by an erasure
//! that the store did not hear of.

use std::collections::HashSet;

use entity::library::blob;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

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
    let old = blobs::stored_before(services, services.now_ms() - GRACE_MS).await?;
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
