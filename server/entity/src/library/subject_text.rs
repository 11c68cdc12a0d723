//! The name of a subject in one language.

use sea_orm::entity::prelude::*;

/// The name of a subject in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_subject_text")]
pub struct Model {
    /// The subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Name.
    pub label: String,
    /// Other names, one a line; they are found as the name is.
    pub others: String,
    /// The subject.
    #[sea_orm(belongs_to, from = "subject_id", to = "id")]
    pub subject: BelongsTo<super::subject::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
