//! The label of a channel in one language.

use sea_orm::entity::prelude::*;

/// The label of a channel in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channel_text")]
pub struct Model {
    /// The channel.
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Label.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
