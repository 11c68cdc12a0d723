//! Making a file that was brought here a file of an item.

use contract::{ErrorCode, FieldCode, FieldError, Locale, ids::ItemId};
use entity::library::{file, upload};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, TryIntoModel,
};

use super::{
    covers::forget_stale,
    edit::OPEN,
    life::Act,
    readiness::{lacks, ready},
    upload::{Media, State, is_id},
    words::{FileRole, ItemState, Kind},
    write::{main_size, minutes},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    services::new_id,
    staff::Action,
    text::{check_length, single_line},
};

/// Longest text that says what a picture shows.
const ALT_MAX: usize = 500;

/// Which file, and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// The upload.
    pub upload: String,
    /// Word of its role.
    pub role: String,
    /// Code of the language of its content.
    pub language: String,
    /// What a picture shows.
    pub alt: String,
}

/// Makes an upload of hers a file of an item; what is on its way no more is no upload any more.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`]
/// for an item that is gone; the refused fields `upload`, `purpose`, `file_language`, `alt`; what an item that is
/// published may not lack.
pub async fn attach(
    services: &Services,
    actor: &Actor,
    id: &ItemId,
    attachment: &Attachment,
) -> DomainResult<()> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    take(&act.tx, act.member, id.as_str(), attachment, act.now).await?;
    changed(act, Action::LibraryAttach).await
}

/// Ends an act on the files of an item.
pub(super) async fn changed(act: Act<'_>, action: Action) -> DomainResult<()> {
    let mut change = act.change();
    if let Some(kind) = Kind::parse(&act.row.kind) {
        change.size = Set(main_size(&act.tx, &act.row.id, kind).await?);
        if act.row.minutes.is_none() {
            change.minutes = Set(minutes(&act.tx, &act.row.id, kind).await?);
        }
    }
    forget_stale(&act.tx, &act.row.id).await?;
    change.version = Set(act.row.version + 1);
    if act.state == ItemState::Published {
        ready(&lacks(&act.tx, &change.clone().try_into_model()?, act.now).await?)?;
    }
    let entry = act.entry(action);
    act.finish(change, entry).await
}

/// Writes the row of the file and takes that of the upload away, in the caller's transaction: at every moment one of
/// the two names the bytes, so that no sweep takes them.
pub(super) async fn take<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    item: &str,
    attachment: &Attachment,
    now: i64,
) -> DomainResult<()> {
    if !is_id(&attachment.upload) {
        return Err(DomainError::field("upload", FieldCode::UnknownChoice));
    }
    let found = upload::Entity::find_by_id(attachment.upload.as_str())
        .filter(upload::Column::MemberId.eq(member.id.as_str()))
        .filter(upload::Column::State.eq(State::Ready.as_str()))
        .lock_exclusive()
        .one(tx)
        .await?;
    let usable = found.and_then(|row| {
        let media = row.media_type.as_deref().and_then(Media::parse)?;
        Some((media, row.sha256?, row.file_name, row.seconds))
    });
    let Some((media, sha256, file_name, seconds)) = usable else {
        return Err(DomainError::field("upload", FieldCode::UnknownChoice));
    };
    let mut errors = Vec::new();
    let same = file::Entity::find()
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Sha256.eq(sha256.as_str()))
        .count(tx)
        .await?;
    if same > 0 {
        errors.push(FieldError::new("upload", FieldCode::HeldTwice));
    }
    let role = FileRole::parse(&attachment.role).filter(|role| FileRole::of_media(media).contains(role));
    if role.is_none() {
        errors.push(FieldError::new("purpose", FieldCode::UnknownChoice));
    }
    let language = attachment.language.parse::<Locale>().ok();
    if language.is_none() {
        errors.push(FieldError::new("file_language", FieldCode::UnknownChoice));
    }
    let alt = alternative(&mut errors, &attachment.alt);
    let (Some(role), Some(language), true) = (role, language, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    let last: Option<i32> = file::Entity::find()
        .select_only()
        .column(file::Column::Position)
        .filter(file::Column::ItemId.eq(item))
        .order_by_desc(file::Column::Position)
        .into_tuple()
        .one(tx)
        .await?;
    let row = file::ActiveModel {
        id: Set(new_id()),
        item_id: Set(item.to_owned()),
        sha256: Set(sha256),
        role: Set(role.as_str().to_owned()),
        language: Set(language.code().to_owned()),
        file_name: Set(file_name),
        seconds: Set(seconds),
        words: Set(None),
        plain: Set(None),
        position: Set(last.map_or(0, |last| last + 1)),
        modified_at: Set(now),
        alt: Set(alt),
    };
    file::Entity::insert(row).exec_without_returning(tx).await?;
    let gone = upload::Entity::delete_many()
        .filter(upload::Column::Id.eq(attachment.upload.as_str()))
        .filter(upload::Column::State.eq(State::Ready.as_str()))
        .exec(tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    Ok(())
}

/// What a picture shows, as typed.
pub(super) fn alternative(errors: &mut Vec<FieldError>, typed: &str) -> Option<String> {
    let alt = single_line(typed);
    check_length(errors, "alt", &alt, 0, ALT_MAX);
    (!alt.is_empty()).then_some(alt)
}
