//! A document of the team: section, article, procedure or standing page.

use sea_orm::entity::prelude::*;

/// A document of the team: section, article, procedure or standing page.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    /// Identifier, the same in all languages.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `section`, `article`, `procedure` or `page`.
    pub kind: String,
    /// Slug of the section it belongs to (of itself, for a section).
    pub section: Option<String>,
    /// Order inside its section.
    pub position: i32,
    /// Listed on the home page.
    pub most_needed: bool,
    /// UTC milliseconds since which it is gone, if it is.
    pub gone_at: Option<i64>,
    /// The article into which it was merged.
    pub merged_into: Option<String>,
    /// Texts.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::article_text::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
