//! Carries the bytes of the library into another store, each hashed on its way. What is there is not sent again: whoever
//! breaks it off begins anew where it ended.

use std::sync::Arc;

use entity::library::blob;
use object_store::ObjectStore;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::blobs;
use crate::{DomainResult, Services};

/// Blobs that are looked up at a time.
const CHUNK: u64 = 100;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Blobs that were copied.
    pub copied: u64,
    /// Blobs that were there already.
    pub there: u64,
    /// Bytes that were copied.
    pub bytes: u64,
    /// Hashes of what is lost or not what it was, and was left where it is.
    pub faults: Vec<String>,
}

/// Copies every blob that a row names.
///
/// # Errors
/// The database or one of the stores is away, or the other one is full.
pub async fn carry(services: &Services, to: Arc<dyn ObjectStore>) -> DomainResult<Carried> {
    let target = services.with_blobs(to);
    let mut done = Carried::default();
    let mut after = String::new();
    loop {
        let rows = blob::Entity::find()
            .filter(blob::Column::Sha256.gt(after.as_str()))
            .order_by_asc(blob::Column::Sha256)
            .limit(CHUNK)
            .all(services.db.read())
            .await?;
        let Some(last) = rows.last() else { return Ok(done) };
        after = last.sha256.clone();
        for row in &rows {
            let size = u64::try_from(row.size).unwrap_or_default();
            if blobs::size(&target, &row.sha256).await? == Some(size) {
                done.there += 1;
                continue;
            }
            match copy(services, &target, &row.sha256, size).await {
                Ok(()) => {
                    done.copied += 1;
                    done.bytes += size;
                }
                Err(error) => {
                    // A store that is away is no fault of these bytes.
                    blobs::size(services, &row.sha256).await?;
                    if error.code == contract::ErrorCode::StorageFull {
                        return Err(error);
                    }
                    blobs::size(&target, &row.sha256).await?;
                    done.faults.push(row.sha256.clone());
                }
            }
        }
    }
}

async fn copy(services: &Services, target: &Services, sha256: &str, size: u64) -> DomainResult<()> {
    let stream = blobs::open(services, sha256, None).await?;
    blobs::put_known(target, sha256, size, stream).await.map(|_| ())
}
