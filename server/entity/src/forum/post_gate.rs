//! Why a text waits, and what was noticed about it when it was sent.

use sea_orm::entity::prelude::*;

/// Why a text waits, and what was noticed about it when it was sent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_gate")]
pub struct Model {
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Code of the first reason; nothing when nothing made it wait.
    pub gate: Option<String>,
    /// Sum of the signals of advertising.
    pub score: i32,
    /// Their codes, with blanks between.
    pub signals: String,
    /// Keyed hash of the folded text, for a day.
    pub text_hash: Option<String>,
    /// Hash that is close for texts that are close, for a day.
    pub sim_hash: Option<i64>,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
