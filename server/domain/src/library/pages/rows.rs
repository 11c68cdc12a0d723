//! Rows about pages: what the index takes out of them, and how they go.

use std::time::Duration;

use entity::library::{blob, file, page, page_picture, page_reading};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    super::{blobs, words::PageState},
    outline,
};
use crate::{DomainResult, Services};

/// Bytes of a document that are looked through.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// How long whoever takes something away waits for a file that is just being stored.
const PATIENCE: Duration = Duration::from_secs(5);

/// What can be read in a PDF, page after page with their numbers from 1, so far as the index takes it.
pub(crate) async fn indexed<C: ConnectionTrait>(db: &C, file: &str) -> DomainResult<Vec<(u32, String)>> {
    let pages: Vec<(i32, String)> = page::Entity::find()
        .select_only()
        .columns([page::Column::Number, page::Column::Text])
        .filter(page::Column::FileId.eq(file))
        .filter(page::Column::State.ne(PageState::Unreadable.as_str()))
        .order_by_asc(page::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let mut left = MOST_BYTES;
    let mut taken = Vec::new();
    for (number, text) in pages {
        let Some(rest) = left.checked_sub(text.len()) else { break };
        left = rest;
        taken.extend(u32::try_from(number).ok().map(|number| (number, text)));
    }
    Ok(taken)
}

/// Takes everything about the pages of an item away, in the caller's transaction. Returns the hashes of the pictures on
/// which nothing stands any more: see [`forget_bytes`].
pub(in crate::library) async fn forget<C: ConnectionTrait>(tx: &C, item: &str) -> DomainResult<Vec<String>> {
    let files: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Id)
        .filter(file::Column::ItemId.eq(item))
        .into_tuple()
        .all(tx)
        .await?;
    let pictures: Vec<String> = page_picture::Entity::find()
        .select_only()
        .column(page_picture::Column::Sha256)
        .filter(page_picture::Column::FileId.is_in(files.iter().cloned()))
        .into_tuple()
        .all(tx)
        .await?;
    page_picture::Entity::delete_many()
        .filter(page_picture::Column::FileId.is_in(files.iter().cloned()))
        .exec(tx)
        .await?;
    page_reading::Entity::delete_many()
        .filter(page_reading::Column::FileId.is_in(files.iter().cloned()))
        .exec(tx)
        .await?;
    outline::forget(tx, &files).await?;
    page::Entity::delete_many().filter(page::Column::FileId.is_in(files)).exec(tx).await?;
    Ok(pictures)
}

/// Takes the bytes of pictures out of the store, after the rows are gone. Should that fail, the next sweep takes them.
pub(in crate::library) async fn forget_bytes(services: &Services, pictures: Vec<String>) {
    if pictures.is_empty() {
        return;
    }
    let Ok(_shelf) = tokio::time::timeout(PATIENCE, services.uploads().shelf.write()).await else {
        tracing::warn!("pictures of pages wait for the next sweep");
        return;
    };
    for sha256 in pictures {
        // The same bytes may be a file of their own; a picture is drawn anew.
        let kept = blob::Entity::find_by_id(sha256.as_str()).one(services.db.writer()).await;
        let done = match kept {
            Ok(None) => blobs::forget(services, &sha256).await,
            Ok(Some(_)) => Ok(()),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = done {
            tracing::warn!(cause = ?error.source, "a picture of a page is still in the store");
        }
    }
}
