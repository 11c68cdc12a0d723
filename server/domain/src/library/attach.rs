//! Making a file that was brought here a file of an item.

use contract::{ErrorCode, FieldCode, FieldError, Tongue, ids::ItemId};
use entity::library::{file, item, upload};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, TryIntoModel, sea_query::Expr,
};

use super::{
    covers::forget_stale,
    edit::OPEN,
    file_name,
    life::Act,
    readiness::{Review, lacks, ready, review_by},
    upload::{Media, State, is_id},
    waiting::wait,
    words::{FileRole, ItemState, Kind},
    write::{main_size, minutes},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    services::new_id,
    staff::{Action, audit::Entry},
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

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is part of the item.
    Joined,
    /// The item is before the world: another librarian lets the file out.
    Waits,
}

/// Makes an upload of hers a file of an item; what is on its way no more is no upload any more. What would be before
/// the world at once waits for a second person, unless there is none, which the log says; whoever puts a file into a
/// hidden item counts as who made it.
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
) -> DomainResult<Attached> {
    let act = Act::begin(services, actor, id).await?;
    act.only_from(&OPEN)?;
    let mut entry = act.entry(Action::LibraryAttach);
    if act.state == ItemState::Published {
        let me = act.member.id.as_str();
        if review_by(&act.tx, Some(me), act.member).await? == Review::Own {
            check(&act.tx, me, State::Ready, id.as_str(), attachment).await?;
            wait(&act.tx, id.as_str(), attachment, act.now).await?;
            act.leave(entry.detail("waits")).await?;
            return Ok(Attached::Waits);
        }
        entry = entry.detail("only_librarian");
    } else {
        // Else she could take it back, put a file in and publish it alone.
        item::Entity::update_many()
            .col_expr(item::Column::CreatedBy, Expr::value(act.member.id.as_str()))
            .filter(item::Column::Id.eq(id.as_str()))
            .exec(&act.tx)
            .await?;
    }
    take(&act.tx, act.member, id.as_str(), attachment, act.now).await?;
    changed(act, entry).await?;
    Ok(Attached::Joined)
}

/// Ends an act on the files of an item.
pub(super) async fn changed(act: Act<'_>, entry: Entry) -> DomainResult<()> {
    let mut change = act.change();
    follows(&act.tx, &act.row, &mut change).await?;
    if act.state == ItemState::Published {
        ready(&lacks(&act.tx, &change.clone().try_into_model()?, act.now).await?)?;
    }
    act.finish(change, entry).await
}

/// What of an item follows from its files.
pub(super) async fn follows<C: ConnectionTrait>(
    tx: &C,
    row: &item::Model,
    change: &mut item::ActiveModel,
) -> DomainResult<()> {
    if let Some(kind) = Kind::parse(&row.kind) {
        change.size = Set(main_size(tx, &row.id, kind).await?);
        if row.minutes.is_none() {
            change.minutes = Set(minutes(tx, &row.id, kind).await?);
        }
    }
    forget_stale(tx, &row.id).await?;
    change.version = Set(row.version + 1);
    Ok(())
}

/// A file that can be made one of an item.
pub(super) struct Checked {
    pub media: Media,
    pub sha256: String,
    pub file_name: String,
    pub seconds: Option<i32>,
    pub role: FileRole,
    pub language: Tongue,
    pub alt: Option<String>,
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
    let file = check(tx, member.id.as_str(), State::Ready, item, attachment).await?;
    put(tx, item, file, now).await?;
    forget_upload(tx, &attachment.upload, State::Ready).await
}

/// Reads what is said of an upload of hers, which is in this state.
pub(super) async fn check<C: ConnectionTrait>(
    tx: &C,
    member: &str,
    state: State,
    item: &str,
    attachment: &Attachment,
) -> DomainResult<Checked> {
    if !is_id(&attachment.upload) {
        return Err(DomainError::field("upload", FieldCode::UnknownChoice));
    }
    let found = upload::Entity::find_by_id(attachment.upload.as_str())
        .filter(upload::Column::MemberId.eq(member))
        .filter(upload::Column::State.eq(state.as_str()))
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
    let language = attachment.language.parse::<Tongue>().ok();
    if language.is_none() {
        errors.push(FieldError::new("file_language", FieldCode::UnknownChoice));
    }
    let alt = alternative(&mut errors, &attachment.alt);
    let (Some(role), Some(language), true) = (role, language, errors.is_empty()) else {
        return Err(DomainError::fields(errors));
    };
    Ok(Checked { media, sha256, file_name, seconds, role, language, alt })
}

/// Writes the row of a file, behind those that there are.
pub(super) async fn put<C: ConnectionTrait>(tx: &C, item: &str, file: Checked, now: i64) -> DomainResult<()> {
    let Checked { media, sha256, file_name, seconds, role, language, alt } = file;
    let last: Option<i32> = file::Entity::find()
        .select_only()
        .column(file::Column::Position)
        .filter(file::Column::ItemId.eq(item))
        .order_by_desc(file::Column::Position)
        .into_tuple()
        .one(tx)
        .await?;
    let dates = dates_of_source(tx, item, role, language).await?;
    let row = file::ActiveModel {
        id: Set(new_id()),
        item_id: Set(item.to_owned()),
        sha256: Set(sha256),
        role: Set(role.as_str().to_owned()),
        language: Set(language.code().to_owned()),
        file_name: Set(file_name::published(&file_name, media)),
        seconds: Set(seconds),
        words: Set(None),
        plain: Set(None),
        position: Set(last.map_or(0, |last| last + 1)),
        modified_at: Set(now),
        alt: Set(alt),
        visible_from: Set(dates.0),
        visible_to: Set(dates.1),
        embargo_reason: Set(dates.2),
    };
    file::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// From when, until when, and why.
type DatesOfFile = (Option<i64>, Option<i64>, Option<String>);

/// A sound that joins a film, or a film that joins what it was made from, begins with the dates of that: what is closed does
/// not come out as its twin. The desk may change them.
async fn dates_of_source<C: ConnectionTrait>(
    tx: &C,
    item: &str,
    role: FileRole,
    language: Tongue,
) -> DomainResult<DatesOfFile> {
    let sources: &[FileRole] = match role {
        FileRole::Audio => &[FileRole::Video, FileRole::Original],
        FileRole::Video => &[FileRole::Original],
        _ => return Ok((None, None, None)),
    };
    let found = file::Entity::find()
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Language.eq(language.code()))
        .filter(file::Column::Role.is_in(sources.iter().map(|one| one.as_str())))
        .filter(
            Condition::any()
                .add(file::Column::VisibleFrom.is_not_null())
                .add(file::Column::VisibleTo.is_not_null()),
        )
        .order_by_asc(file::Column::Position)
        .one(tx)
        .await?;
    Ok(found.map(|row| (row.visible_from, row.visible_to, row.embargo_reason)).unwrap_or_default())
}

/// Takes the row of an upload away, if it is still in this state.
pub(super) async fn forget_upload<C: ConnectionTrait>(
    tx: &C,
    upload: &str,
    state: State,
) -> DomainResult<()> {
    let gone = upload::Entity::delete_many()
        .filter(upload::Column::Id.eq(upload))
        .filter(upload::Column::State.eq(state.as_str()))
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
