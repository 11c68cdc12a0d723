//! That somebody of the team had to do with something hard in her shift.

use sea_orm::entity::prelude::*;

/// That somebody of the team had to do with something hard in her shift: it counts once, whatever she does with it. For
/// her alone, and gone with the shift.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_exposure")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// What: a post, a report's case, a case of danger, a conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub what: String,
}

impl ActiveModelBehavior for ActiveModel {}
