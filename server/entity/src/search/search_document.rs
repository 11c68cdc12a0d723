//! One thing that can be found, in one language.

use sea_orm::entity::prelude::*;

/// One thing that can be found, in one language. Only what everybody may read ever stands here, or, marked so, what every member may.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_document")]
pub struct Model {
    /// Number that ties the row to its tokens. Never shown.
    #[sea_orm(primary_key)]
    pub doc: i32,
    /// `article`, `page`, `organisation`, `item`, `dataset`, `topic`.
    pub kind: String,
    /// Identifier of the thing in its own room; `id~2` for the second part of a long text, `id~next` for one that takes
    /// its place at its time.
    pub target_id: String,
    /// Language of the text: `ar`, `fr`, `en`, or `und` for another one.
    pub locale: String,
    /// Readable part of the address; empty where there is none.
    pub slug: String,
    /// Slug of the section.
    pub section: Option<String>,
    /// Title as written.
    pub title: String,
    /// Text as written, without markup; snippets are cut from it.
    pub body_plain: String,
    /// Hash of all of the above and of the analyser's version: an unchanged thing is not indexed again.
    pub digest: String,
    /// UTC milliseconds from which it is found; nothing: at once.
    pub visible_from: Option<i64>,
    /// UTC milliseconds from which it is not found any more.
    pub visible_to: Option<i64>,
    /// Who finds it.
    pub reach: String,
    /// Places in the text that can be gone to, a line for each.
    pub spots: String,
}

impl ActiveModelBehavior for ActiveModel {}
