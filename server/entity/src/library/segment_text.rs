//! A part of a recording as described in one language.

use sea_orm::entity::prelude::*;

/// A part of a recording as described in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_segment_text")]
pub struct Model {
    /// The part.
    #[sea_orm(primary_key, auto_increment = false)]
    pub segment_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Title.
    pub title: String,
    /// What it is about, in a few sentences.
    pub synopsis: String,
    /// Words under which it is found.
    pub keywords: String,
    /// The part.
    #[sea_orm(belongs_to, from = "segment_id", to = "id")]
    pub segment: BelongsTo<super::segment::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
