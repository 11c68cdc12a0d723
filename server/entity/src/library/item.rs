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
    /// Word of its terms (`domain::library::Licence`).
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
    /// `draft`, `published`, `unpublished`, `withdrawn` or `erased`.
    pub state: String,
    /// UTC milliseconds from which it is visible.
    pub visible_from: Option<i64>,
    /// UTC milliseconds from which it is not visible any more.
    pub visible_to: Option<i64>,
    /// UTC milliseconds at which it was first known that the world had seen it; nothing does not mean that it has not.
    pub seen_at: Option<i64>,
    /// UTC milliseconds of the last change of what the world sees.
    pub datestamp: i64,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds at which it was withdrawn or erased.
    pub withdrawn_at: Option<i64>,
    /// Code of the reason for that.
    pub withdrawal_reason: Option<String>,
    /// The agent who holds the rights.
    pub rights_holder: Option<String>,
    /// What helps to use it, as words with spaces between.
    pub accessibility: String,
    /// How often the desk changed its record or its files; what was never changed there follows the starter shelf.
    pub version: i32,
    /// Who of the team made it; nothing for the starter shelf and for who left.
    pub created_by: Option<String>,
    /// Why a recording has neither captions nor a transcript, as everybody reads it.
    pub without_text_reason: Option<String>,
    /// Somebody tells what she lived through.
    pub testimony: bool,
    /// For whom it was made: `adults`, `young-people` or `general`.
    pub audience: Option<String>,
    /// Who may see it, worked out of the consent whenever that or the record changes: `everybody`, `members` or `nobody`.
    pub reach: String,
    /// Likewise: only what is said may be given.
    pub text_only: bool,
    /// Likewise: UTC milliseconds from which the consent holds no more.
    pub consent_until: Option<i64>,
    /// What a catalogue says beyond all this, as JSON (`domain::library::Details`); empty where nothing is said.
    pub details: String,
    /// What sort of work it is (`domain::library::Genre`).
    pub genre: Option<String>,
    /// Texts.
    #[sea_orm(has_many)]
    pub texts: HasMany<super::item_text::Entity>,
    /// Files.
    #[sea_orm(has_many)]
    pub files: HasMany<super::file::Entity>,
    /// Who made it.
    #[sea_orm(has_many)]
    pub agents: HasMany<super::item_agent::Entity>,
    /// What it is about.
    #[sea_orm(has_many)]
    pub subjects: HasMany<super::item_subject::Entity>,
    /// Numbers under which the world knows it.
    #[sea_orm(has_many)]
    pub identifiers: HasMany<super::identifier::Entity>,
    /// What to be prepared for.
    #[sea_orm(has_many)]
    pub warnings: HasMany<super::warning::Entity>,
    /// What its recordings hold, part by part.
    #[sea_orm(has_many)]
    pub segments: HasMany<super::segment::Entity>,
    /// What stands in its place.
    #[sea_orm(has_many)]
    pub notes: HasMany<super::tombstone::Entity>,
    /// Where it stands.
    #[sea_orm(has_many)]
    pub entries: HasMany<super::collection_item::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
