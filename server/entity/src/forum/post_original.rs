//! A text as its author sent it, where the team published it shortened.

use sea_orm::entity::prelude::*;

/// A text as its author sent it, where the team published it shortened. For her alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_original")]
pub struct Model {
    /// Post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// The title as it was, when that was shortened too.
    pub title: Option<String>,
    /// Markdown, as she wrote it.
    pub source: String,
    /// UTC milliseconds of the decision.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
