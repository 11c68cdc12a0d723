//! A way to a provider that was begun and did not end yet. Ten minutes, one use.

use sea_orm::entity::prelude::*;

/// A way to a provider that was begun and did not end yet. Ten minutes, one use.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_flow")]
pub struct Model {
    /// SHA-256 of `state`, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state_hash: String,
    /// SHA-256 of the cookie of the browser that began it, hexadecimal.
    pub browser_hash: String,
    /// Key of the provider in the configuration.
    pub provider: String,
    /// What an id_token must carry.
    pub nonce: String,
    /// PKCE verifier.
    pub verifier: String,
    /// `sign_in`, `link` or `confirm`.
    pub purpose: String,
    /// Language in which she began.
    pub locale: String,
    /// Path of this site where she goes on.
    pub next: Option<String>,
    /// Who linked or confirmed.
    pub member_id: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
