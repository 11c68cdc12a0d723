//! A first sign-in through a provider that waits for a pseudonym and consent. Half an hour, in one browser.

use sea_orm::entity::prelude::*;

/// A first sign-in through a provider that waits for a pseudonym and consent. Half an hour, in one browser.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_pending")]
pub struct Model {
    /// SHA-256 of the cookie of the browser in which it happens, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub browser_hash: String,
    /// Key of the provider in the configuration.
    pub provider: String,
    /// As in `provider_identity`.
    pub identity_hash: String,
    /// Path of this site where she goes on.
    pub next: Option<String>,
    /// The account that came of it: a form sent twice gives it again.
    pub member_id: Option<String>,
    /// UTC milliseconds.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
