//! Which bytes stand behind an address of `/media`.

use contract::{ErrorCode, ids::FileId};
use entity::library::{blob, file, item};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
};

use super::{
    life::refusal_of,
    list::{given_files, visible},
    pass::{Pass, opens},
    words::{FileRole, ItemState, Reach},
};
use crate::{DomainError, DomainResult, Services};

/// What the delivery of a file needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDelivery {
    /// What it is for.
    pub role: FileRole,
    /// Name under which it is kept.
    pub file_name: String,
    /// SHA-256 of the bytes; also their strong validator.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Stored media type, without parameters.
    pub media_type: String,
    /// UTC milliseconds of the last change of the bytes.
    pub modified_at: i64,
    /// Who may see its item.
    pub reach: Reach,
    /// Somebody tells what she lived through, and may take it back at any moment.
    pub testimony: bool,
}

#[derive(FromQueryResult)]
struct Row {
    role: String,
    file_name: String,
    sha256: String,
    modified_at: i64,
    size: i64,
    media_type: String,
    bad_since: Option<i64>,
    reach: String,
    testimony: bool,
}

/// The file with this id, if its item is visible and its own dates hold. One query.
///
/// # Errors
/// [`ErrorCode::Gone`] for a file of what was withdrawn, [`ErrorCode::Damaged`] for one whose bytes are out of service,
/// not found otherwise.
pub async fn file(services: &Services, id: &FileId) -> DomainResult<FileDelivery> {
    match find(services, id, visible(services).add(given_files(services))).await? {
        Some(row) => deliver(row),
        None => Err(missing(services, id).await?),
    }
}

/// The file with this id for somebody with a pass, also while the world does not see its item; not once that is
/// withdrawn. One query. A pass that does not open it is none: then this is [`file`], and nothing tells that there was
/// something.
///
/// The second answer is whether the pass opened it: then nobody else may keep what is sent.
///
/// # Errors
/// As [`file`].
pub async fn file_by_pass(
    services: &Services,
    id: &FileId,
    pass: &Pass,
) -> DomainResult<(FileDelivery, bool)> {
    let kept = [ItemState::Draft, ItemState::Published, ItemState::Unpublished].map(ItemState::as_str);
    let held = Condition::all().add(item::Column::State.is_in(kept));
    match find(services, id, held).await? {
        Some(row) if opens(services, id, &row.sha256, pass) => Ok((deliver(row)?, true)),
        _ => Ok((file(services, id).await?, false)),
    }
}

async fn find(services: &Services, id: &FileId, whose: Condition) -> DomainResult<Option<Row>> {
    Ok(file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::FileName, file::Column::Sha256, file::Column::ModifiedAt])
        .columns([blob::Column::Size, blob::Column::MediaType, blob::Column::BadSince])
        .columns([item::Column::Reach, item::Column::Testimony])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::Id.eq(id.as_str()))
        .filter(whose)
        .into_model::<Row>()
        .one(services.db.read())
        .await?)
}

fn deliver(row: Row) -> DomainResult<FileDelivery> {
    if row.bad_since.is_some() {
        return Err(DomainError::new(ErrorCode::Damaged));
    }
    Ok(FileDelivery {
        role: FileRole::parse(&row.role).ok_or_else(DomainError::not_found)?,
        file_name: row.file_name,
        sha256: row.sha256,
        size: u64::try_from(row.size).unwrap_or_default(),
        media_type: row.media_type,
        modified_at: row.modified_at,
        reach: Reach::parse(&row.reach).ok_or_else(DomainError::not_found)?,
        testimony: row.testimony,
    })
}

/// Why a file is not to be had.
async fn missing(services: &Services, id: &FileId) -> DomainResult<DomainError> {
    let state: Option<String> = file::Entity::find_by_id(id.as_str())
        .select_only()
        .column(item::Column::State)
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(refusal_of(state.as_deref()))
}
