//! What was saved of a document in one language. Never changed after it was written.

use sea_orm::entity::prelude::*;

/// A saved state of a text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_revision")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The document.
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    pub locale: String,
    /// 1, 2, 3 … within document and language.
    pub number: i32,
    /// Who saved it; nothing for what came with the portal, and for who left.
    pub author_id: Option<String>,
    /// UTC milliseconds.
    pub made_at: i64,
    /// Cosmetic part of the address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub source: String,
    /// JSON of the procedure's parts, or empty.
    pub procedure: String,
    /// JSON list of the sources.
    pub sources: String,
    /// ISO day on which the text was compared with its sources.
    pub checked_on: String,
    /// The revision that was open when it was written.
    pub based_on: Option<String>,
    /// The revision in another language that it follows.
    pub translated_from: Option<String>,
    /// The revision that it brought back.
    pub restored_from: Option<String>,
    /// What changed, in her words.
    pub note: String,
}

impl ActiveModelBehavior for ActiveModel {}
