//! What a released text refers to, taken out of its sources when it was released.

use sea_orm::entity::prelude::*;

/// A source of a released text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_reference")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// The release to which it belongs.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision_id: String,
    /// Place among its sources, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// `address`, `item`, `dataset`, `article`.
    pub kind: String,
    /// Identifier in its room; empty for addresses.
    pub target_id: String,
    /// The version of a dataset that was cited.
    pub version: Option<i32>,
    /// Where in it, in her words.
    pub locator: String,
    /// Address; empty for what is of this portal.
    pub url: String,
    /// What the check of addresses found: `unknown`, `ok`, `broken`. How things of this portal stand is asked of them.
    pub state: String,
    /// UTC milliseconds of the last check.
    pub checked_at: Option<i64>,
    /// UTC milliseconds of the first of the checks that all failed.
    pub broken_since: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
