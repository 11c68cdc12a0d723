//! An organisation that helps.

use sea_orm::entity::prelude::*;

/// An organisation that helps.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `association`, `public`, `union`, `health`, `legal` or `other`.
    pub kind: String,
    /// Slugs of its sections, with spaces between.
    pub sections: String,
    /// Where it works: `kef` or `country`.
    pub place: String,
    /// Number, or nothing.
    pub phone: String,
    /// Address for mail, or nothing.
    pub email: String,
    /// Its site, or nothing.
    pub website: String,
    /// ISO day on which it agreed that its contact is shown.
    pub contact_agreed_on: Option<String>,
    /// Where what is said of it stands.
    pub source_url: String,
    /// ISO day on which it was compared with that.
    pub checked_on: String,
    /// Lower comes first.
    pub position: i32,
    /// Whether everybody sees it.
    pub published: bool,
    /// Hash of the entry of the starter content that it came from; nothing: the desk made it.
    pub content_hash: String,
    /// How often the desk changed it.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
