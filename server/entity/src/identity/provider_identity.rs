//! An account at a provider that opens an account here. What the provider calls her is not kept.

use sea_orm::entity::prelude::*;

/// An account at a provider that opens an account here. What the provider calls her is not kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_identity")]
pub struct Model {
    /// Keyed hash of issuer and subject, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub identity_hash: String,
    /// Key of the provider in the configuration, for her list.
    pub provider: String,
    /// Whose account it opens. At most one identity of each provider a member.
    pub member_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
