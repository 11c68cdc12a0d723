//! An account: a pseudonym, a passphrase hash, a role. No e-mail is needed.

use sea_orm::entity::prelude::*;

/// An account: a pseudonym, a passphrase hash, a role. No e-mail is needed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Public name.
    pub pseudonym: String,
    /// Folded form of the pseudonym; unique, so that names cannot be confused.
    #[sea_orm(unique)]
    pub skeleton: String,
    /// Argon2id PHC string.
    pub passphrase_hash: String,
    /// One of the ten roles, `member` to `auditor`.
    pub role: String,
    /// `active`, `disabled`, `vanished` or `erased`.
    pub state: String,
    /// Language chosen at registration.
    pub locale: String,
    /// Month of joining, `2026-11`; never finer.
    pub joined_month: String,
    /// Version (day) of the terms that were agreed to.
    pub terms_version: String,
}

impl ActiveModelBehavior for ActiveModel {}
