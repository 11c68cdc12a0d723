//! A one-time link: only the hash of its token is kept.

use sea_orm::entity::prelude::*;

/// A one-time link: only the hash of its token is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_link")]
pub struct Model {
    /// SHA-256 of the token, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// `verify` or `reset`.
    pub purpose: String,
    /// Where it was sent; nothing for a request that led nowhere and must look the same.
    pub contact_id: Option<String>,
    /// Keyed hash of what must not have changed since (the passphrase's hash).
    pub bound: String,
    /// UTC milliseconds.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
