//! Begins an upload: nothing of the file was sent yet.

use contract::ErrorCode;
use entity::library::upload;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{State, folder::disk};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::audit::{self, Action, Entry},
};

/// Unfinished files that one person may have at a time.
const MOST_OPEN: u64 = 50;
/// Most characters of a name.
const NAME_CHARS: usize = 120;

/// Begins an upload of so many bytes, and answers what it is known by from now on: only who knows that, and is who
/// began it, sends more.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; [`ErrorCode::TooLarge`]; [`ErrorCode::TooManyRequests`] when too
/// many of hers are unfinished; the disk is full or away.
pub async fn begin(services: &Services, actor: &Actor, size: u64, file_name: &str) -> DomainResult<String> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let uploads = services.uploads();
    let stored = i64::try_from(size).ok().filter(|_| size <= uploads.limits().most());
    let stored = stored.ok_or_else(|| DomainError::new(ErrorCode::TooLarge))?;
    let open = upload::Entity::find()
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::State.eq(State::Uploading.as_str()))
        .count(services.db.read())
        .await?;
    if open >= MOST_OPEN {
        return Err(DomainError::new(ErrorCode::TooManyRequests));
    }
    let id = new_upload_id();
    uploads.create(&id).await.map_err(disk)?;
    let now = services.now_ms();
    // An empty file is complete from the start.
    let state = if size == 0 { State::Received } else { State::Uploading };
    let row = row(&id, member.id.as_str(), file_name, (stored, 0), state, now, uploads.limits().keep_ms());
    let tx = services.db.begin().await?;
    row.insert(&tx).await?;
    audit::record(&tx, Some(member), Entry::of(Action::LibraryUpload).on("library_upload", mark(&id)), now)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// 120 bits.
pub(in crate::library) fn new_upload_id() -> String {
    format!("{}{}", new_id(), new_id())
}

/// What stands in the log: enough to tell two uploads apart, too little to open one.
pub(in crate::library) fn mark(id: &str) -> String {
    id.chars().take(8).collect()
}

/// A new row. `sizes`: bytes that it will have, bytes that are here.
pub(super) fn row(
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
        file_name: Set(harmless(file_name)),
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
    }
}

/// A name that nothing is opened by: no folders, no control characters, nothing that turns the line around.
pub(in crate::library) fn harmless(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let name: String = name.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let name = name.trim();
    let long = name.chars().count() > NAME_CHARS;
    // The end says what it is.
    let kept: String =
        if long { name.chars().skip(name.chars().count() - NAME_CHARS).collect() } else { name.to_owned() };
    if kept.is_empty() { "…".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        assert_eq!(harmless("دليل المرأة.pdf"), "دليل المرأة.pdf");
        assert_eq!(harmless("../../etc/passwd"), "passwd");
        assert_eq!(harmless("C:\\books\\a.epub"), "a.epub");
        assert_eq!(harmless("a\u{202e}fdp.exe\0\n"), "afdp.exe");
        assert_eq!(harmless(" / "), "…");
        assert_eq!(harmless(&format!("{}.pdf", "a".repeat(500))).chars().count(), NAME_CHARS);
    }
}
