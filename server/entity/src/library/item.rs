//! A book, document, recording or film.

use sea_orm::entity::prelude::*;

/// A book, document, recording or film.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "library_item")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `book`, `document`, `audio` or `video`.
    pub kind: String,
    /// Shared by the editions of one work.
    pub work: Option<String>,
    /// Slug of its section.
    pub section: Option<String>,
    /// Codes of its languages, separated by spaces, the main one first.
    pub languages: String,
    /// Year in which the work first appeared.
    pub year: Option<i32>,
    /// `un-official` or `mit`.
    pub licence: String,
    /// Where the text comes from.
    pub source_url: Option<String>,
    /// Spoken by a machine.
    pub machine_read: bool,
    /// ISO day from which it is visible.
    pub published_on: String,
    /// Time to read or to listen.
    pub minutes: Option<i32>,
    /// Bytes of its main file.
    pub size: i64,
    /// SHA-256 of the seed entry and sources it came from.
    pub content_hash: String,
    /// Texts.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::item_text::Entity>,
    /// Files.
    #[sea_orm(has_many)]
    pub files: HasMany<super::file::Entity>,
    /// Who made it.
    #[sea_orm(has_many)]
    pub agents: HasMany<super::item_agent::Entity>,
    /// Where it stands.
    #[sea_orm(has_many)]
    pub entries: HasMany<super::collection_item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
