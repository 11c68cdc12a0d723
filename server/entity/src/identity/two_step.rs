//! The second step of an account: a secret shared with an authenticator, sealed.

use sea_orm::entity::prelude::*;

/// The second step of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "two_step")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// The secret, sealed under the portal's key.
    pub secret: String,
    /// When the first code was right, UTC milliseconds; until then it asks for nothing.
    pub confirmed_at: Option<i64>,
    /// The last step of 30 seconds that was used: no code works twice.
    pub last_step: i64,
}

impl ActiveModelBehavior for ActiveModel {}
