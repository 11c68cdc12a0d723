//! Where the work on a document in one language stands.

use sea_orm::entity::prelude::*;

/// Where the work stands.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_work")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// `draft`, `in_review`, `changes_requested`, `approved`, `scheduled`, `published`, `archived`, `withdrawn`: that of the newest revision.
    pub state: String,
    /// The newest revision.
    pub head_id: String,
    /// Who asked for the review.
    pub submitted_by: Option<String>,
    /// Who approved the newest revision.
    pub approved_by: Option<String>,
    /// Who looks after the text.
    pub owner_id: Option<String>,
    /// ISO day by which it must be compared with its sources again.
    pub check_by: Option<String>,
    /// How often this row was written; the lock of every form.
    pub version: i32,
    /// UTC milliseconds of the last time.
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
