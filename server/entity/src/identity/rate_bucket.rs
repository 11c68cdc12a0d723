//! A token bucket of an account and action.

use sea_orm::entity::prelude::*;

/// A token bucket of an account and action.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rate_bucket")]
pub struct Model {
    /// Action and account, for instance `post:{member}`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: String,
    /// Tokens left.
    pub tokens: f64,
    /// UTC milliseconds of the last change.
    pub updated_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
