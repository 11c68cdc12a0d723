//! That somebody of the team does not decide on something.

use sea_orm::entity::prelude::*;

/// That somebody of the team does not decide on something: she knows the person, or passed it on for today. No reason.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recusal")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// On what: a review item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: String,
    /// UTC milliseconds until which it stands last for her; nothing: she never sees it.
    pub until: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
