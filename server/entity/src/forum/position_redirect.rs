//! Where a text went that stood in a topic under a number.

use sea_orm::entity::prelude::*;

/// Where a text went that stood in a topic under a number.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "position_redirect")]
pub struct Model {
    /// The topic in which it stood.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// Its number there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The text.
    pub post_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
