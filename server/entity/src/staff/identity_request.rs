//! A request to see who wrote under an alias: asked by one, confirmed by another, open for an hour.

use sea_orm::entity::prelude::*;

/// A request to see who wrote under an alias. It does not say who that is.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_request")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Topic.
    pub topic_id: String,
    /// The text that gave cause.
    pub post_id: String,
    /// Slug of the topic's category at that moment.
    pub category: String,
    /// The alias.
    pub alias: i32,
    /// Code of the reason.
    pub reason: String,
    /// Who asked.
    pub asked_by: Option<String>,
    /// UTC milliseconds.
    pub asked_at: i64,
    /// Who confirmed: somebody else.
    pub confirmed_by: Option<String>,
    /// UTC milliseconds.
    pub confirmed_at: Option<i64>,
    /// When it was refused or taken back, UTC milliseconds.
    pub refused_at: Option<i64>,
    /// When the name was first looked at, UTC milliseconds.
    pub looked_at: Option<i64>,
    /// Code of why she must not be told now.
    pub hold_reason: Option<String>,
    /// Who decided that.
    pub hold_by: Option<String>,
    /// When she was told, UTC milliseconds.
    pub told_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
