//! What a post quotes of another one.

use sea_orm::entity::prelude::*;

/// What a post quotes of another one. The words stand here alone, not in the text that quotes them: so they go
/// when their source goes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quote")]
pub struct Model {
    /// The post that quotes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Number within that post; its source and HTML name it. Never given twice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    /// The post that is quoted.
    pub source_post_id: String,
    /// The revision of it in which the words stood.
    pub source_revision: i32,
    /// The words, as plain text; empty once the source was erased.
    pub extract: String,
}

impl ActiveModelBehavior for ActiveModel {}
