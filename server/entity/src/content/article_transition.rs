//! What was done with a text at the desk. Append-only.

use sea_orm::entity::prelude::*;

/// An act on a text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_transition")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The document.
    pub article_id: String,
    /// `ar`, `fr` or `en`.
    pub locale: String,
    /// The revision that it was about.
    pub revision_id: String,
    /// Code of the act.
    pub act: String,
    /// State before; empty when it was new.
    pub from_state: String,
    /// State after.
    pub to_state: String,
    /// Who did it; nothing for the portal.
    pub actor_id: Option<String>,
    /// UTC milliseconds.
    pub at: i64,
    /// What she said to it.
    pub comment: String,
    /// She approved her own text, as a tiny team may.
    pub own_text: bool,
}

impl ActiveModelBehavior for ActiveModel {}
