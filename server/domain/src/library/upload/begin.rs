//! Begins an upload: nothing of the file was sent yet.

use contract::ErrorCode;
use entity::library::upload;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{State, folder::disk};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    library::file_name::clean,
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
};

/// Files in no item that one person may have at a time, however they came.
const MOST_OPEN: u64 = 50;

/// Begins an upload of so many bytes, and answers what it is known by from now on: only who knows that, and is who
/// began it, sends more.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; [`ErrorCode::TooLarge`]; [`ErrorCode::TooManyRequests`] when too
/// many of hers are in no item; the disk is full or away.
pub async fn begin(services: &Services, actor: &Actor, size: u64, file_name: &str) -> DomainResult<String> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let uploads = services.uploads();
    let stored = i64::try_from(size).ok().filter(|_| size <= uploads.limits().most());
    let stored = stored.ok_or_else(|| DomainError::new(ErrorCode::TooLarge))?;
    has_room(services, member).await?;
    let id = new_upload_id();
    uploads.create(&id).await.map_err(disk)?;
    let now = services.now_ms();
    // An empty file is complete from the start.
    let state = if size == 0 { State::Received } else { State::Uploading };
    let row =
        new_row(&id, member.id.as_str(), file_name, (stored, 0), state, now, uploads.limits().keep_ms());
    let tx = services.db.begin().await?;
    row.insert(&tx).await?;
    audit::record(&tx, Some(member), Entry::of(Action::LibraryUpload).on("library_upload", mark(&id)), now)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Whether she may bring one more. What was refused, or waits for a second person, does not count.
pub(super) async fn has_room(services: &Services, member: &Member) -> DomainResult<()> {
    let over = [State::Rejected, State::Quarantined, State::Waiting];
    let open = upload::Entity::find()
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::State.is_not_in(over.map(State::as_str)))
        .count(services.db.read())
        .await?;
    if open >= MOST_OPEN { Err(DomainError::new(ErrorCode::TooManyRequests)) } else { Ok(()) }
}

/// 120 bits.
pub(crate) fn new_upload_id() -> String {
    format!("{}{}", new_id(), new_id())
}

/// What stands in the log: enough to tell two uploads apart, too little to open one.
pub(crate) fn mark(id: &str) -> String {
    id.chars().take(8).collect()
}

/// A new row. `sizes`: bytes that it will have, bytes that are here.
pub(in crate::library) fn new_row(
    id: &str,
    member: &str,
    file_name: &str,
    (size, received): (i64, i64),
    state: State,
    now: i64,
    keep_ms: i64,
) -> upload::ActiveModel {
    upload::ActiveModel {
        id: Set(id.to_owned()),
        member_id: Set(member.to_owned()),
        file_name: Set(clean(file_name)),
        size: Set(size),
        received: Set(received),
        state: Set(state.as_str().to_owned()),
        refusal: Set(None),
        refusal_line: Set(None),
        media_type: Set(None),
        sha256: Set(None),
        scanned_at: Set(None),
        finding: Set(None),
        created_at: Set(now),
        changed_at: Set(now),
        expires_at: Set(now + keep_ms),
        suggestion: Set(None),
        seconds: Set(None),
    }
}
