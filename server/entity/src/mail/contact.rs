//! An address that a member gave, sealed.

use sea_orm::entity::prelude::*;

/// An address that a member gave, sealed. Another address is another row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member_contact")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose address; one of each kind.
    pub member_id: String,
    /// `email`.
    pub kind: String,
    /// The address, sealed under the portal's key for this row.
    pub sealed: String,
    /// Language of what is sent there.
    pub locale: String,
    /// UTC milliseconds.
    pub created_at: i64,
    /// When she proved that it is hers, UTC milliseconds; nothing but the proof is sent before.
    pub verified_at: Option<i64>,
    /// Whether it is with a provider of mailboxes that live for minutes.
    pub disposable: bool,
}

impl ActiveModelBehavior for ActiveModel {}
