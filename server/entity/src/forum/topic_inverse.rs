//! How texts stood before a topic was split or joined to another, for a day: so it can be taken back.

use sea_orm::entity::prelude::*;

/// How texts stood before a topic was split or joined to another.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_inverse")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `split` or `merge`.
    pub kind: String,
    /// The topic that the texts left.
    pub from_id: String,
    /// The topic to which they went.
    pub to_id: String,
    /// How they stood, as JSON: identifiers of texts and numbers, nobody's name.
    pub stood: String,
    /// UTC milliseconds.
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
