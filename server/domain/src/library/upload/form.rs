//! Takes a file that comes in one piece, by a form without scripts.

use std::io;

use bytes::Bytes;
use contract::ErrorCode;
use futures::Stream;
use sea_orm::ActiveModelTrait;
use tokio::io::AsyncWriteExt;

use super::{
    State, append,
    begin::{has_room, mark, new_row, new_upload_id},
    folder::disk,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::audit::{self, Action, Entry},
    submission::{self, FormKey},
};

/// Takes a file and answers what it is known by. The same form sent twice is one file.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; [`ErrorCode::TooManyRequests`] when too many of hers are in no
/// item; [`ErrorCode::TooLarge`]; [`ErrorCode::UnreadableForm`] when the
/// sender breaks off, of which nothing is kept; the disk is full or away.
pub async fn receive<S>(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    file_name: &str,
    stream: S,
) -> DomainResult<String>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let member = require(actor, Permission::LibraryManage, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("upload:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(id);
    }
    has_room(services, member).await?;
    let uploads = services.uploads();
    let id = new_upload_id();
    let _busy = uploads.take(&id);
    let size = match pour(services, &id, stream).await {
        Ok(size) => size,
        Err(error) => {
            uploads.remove(&id).await;
            return Err(error);
        }
    };
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let stored = async {
        submission::spend(&tx, &scope, &key, &id, now).await?;
        let keep = uploads.limits().keep_ms();
        let sizes = (size.cast_signed(), size.cast_signed());
        new_row(&id, member.id.as_str(), file_name, sizes, State::Received, now, keep).insert(&tx).await?;
        let entry = Entry::of(Action::LibraryUpload).on("library_upload", mark(&id));
        audit::record(&tx, Some(member), entry, now).await
    }
    .await;
    if let Err(error) = stored {
        uploads.remove(&id).await;
        return Err(error);
    }
    tx.commit().await?;
    Ok(id)
}

async fn pour<S>(services: &Services, id: &str, mut stream: S) -> DomainResult<u64>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let uploads = services.uploads();
    let most = uploads.limits().most_by_form();
    let mut file = uploads.create(id).await.map_err(disk)?;
    let mut size = 0_u64;
    loop {
        let chunk = append::next(&mut stream)
            .await
            .map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))?;
        let Some(chunk) = chunk else { break };
        size += chunk.len() as u64;
        if size > most {
            return Err(DomainError::new(ErrorCode::TooLarge));
        }
        file.write_all(&chunk).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)?;
    file.sync_data().await.map_err(disk)?;
    Ok(size)
}
