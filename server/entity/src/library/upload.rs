//! A file that is being brought into the library.

use sea_orm::entity::prelude::*;

/// A file that is being brought into the library. Its bytes lie in the folder of uploads until it is ready, then in
/// the blob store.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_upload")]
pub struct Model {
    /// Identifier; nobody can guess it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who brings it.
    pub member_id: String,
    /// Name on her machine, made harmless.
    pub file_name: String,
    /// Bytes that it will have.
    pub size: i64,
    /// Bytes that are on the disk for sure.
    pub received: i64,
    /// `uploading`, `received`, `scanning`, `processing`, `ready`, `waiting`, `rejected`, `quarantined` or `needs_attention`.
    pub state: String,
    /// Code of the reason why it was refused.
    pub refusal: Option<String>,
    /// In which line of it, from 1.
    pub refusal_line: Option<i32>,
    /// Media type, as its bytes say.
    pub media_type: Option<String>,
    /// SHA-256 of its bytes, once they are in the blob store.
    pub sha256: Option<String>,
    /// When it was searched for viruses, UTC milliseconds; never, where no scanner is configured.
    pub scanned_at: Option<i64>,
    /// Name of the virus that was found in it.
    pub finding: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of the last change of its state or length.
    pub changed_at: i64,
    /// UTC milliseconds from which an unfinished one is gone, or a ready one that is in no item.
    pub expires_at: i64,
    /// What the file says of itself, as JSON; nothing where it says nothing that we read.
    /// Of one that waits: for which item, and as what.
    pub suggestion: Option<String>,
    /// How long a recording lasts, where that is known.
    pub seconds: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
