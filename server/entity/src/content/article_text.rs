//! What readers get of a document in one language: a released revision, and its time.

use sea_orm::entity::prelude::*;

/// A released revision. Of one document and language the times do not overlap.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_text")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// The revision that was released.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision_id: String,
    /// UTC milliseconds from which it is seen.
    pub visible_from: i64,
    /// UTC milliseconds from which it is seen no more: its end, or the time of the next release.
    pub visible_to: Option<i64>,
    /// UTC milliseconds of its own end; `visible_to` comes back to it when the next release is called off.
    pub expires_at: Option<i64>,
    /// Cosmetic part of the address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub source: String,
    /// Sanitised HTML of `source`.
    pub html: String,
    /// Version of the renderer that made `html`.
    pub renderer_version: i32,
    /// JSON of the procedure's parts, or empty.
    pub procedure: String,
    /// JSON list of the sources.
    pub sources: String,
    /// ISO day on which the text was compared with its sources.
    pub checked_on: String,
    /// SHA-256 of the file it came from.
    pub content_hash: String,
    /// The document.
    #[sea_orm(belongs_to, from = "article_id", to = "id")]
    pub article: BelongsTo<super::article::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
