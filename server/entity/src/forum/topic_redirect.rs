//! Which topic is read in the place of one that was joined to it.

use sea_orm::entity::prelude::*;

/// Which topic is read in the place of one that was joined to it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_redirect")]
pub struct Model {
    /// The topic that is no more.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: String,
    /// The topic in which its texts stand.
    pub to_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
