//! That somebody of the team does not read a question that was asked without an account.

use sea_orm::entity::prelude::*;

/// That somebody of the team does not read a question: she knows the woman. No reason.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_recusal")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Which question.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
