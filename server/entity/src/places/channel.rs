//! A channel of the association elsewhere.

use sea_orm::entity::prelude::*;

/// A channel of the association elsewhere.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channel")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Which kind.
    pub kind: String,
    /// https address.
    pub url: String,
    /// Order.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
