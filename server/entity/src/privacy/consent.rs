//! What a member agreed to.

use sea_orm::entity::prelude::*;

/// One version of one text that a member agreed to.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    /// Who agreed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// `terms` or `privacy`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub text_key: String,
    /// Version (day) of the text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: String,
    /// Language in which she read it.
    pub locale: String,
    /// ISO day; only the month for what was agreed to before days were kept.
    pub at_day: String,
    /// ISO day on which she took it back, by asking to leave.
    pub withdrawn_at: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
