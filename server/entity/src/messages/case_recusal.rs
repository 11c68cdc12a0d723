//! That somebody of the team does not read a conversation.

use sea_orm::entity::prelude::*;

/// That somebody of the team does not read a conversation: she knows the person. No reason.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_recusal")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Which conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
