//! A session: only the hash of its id is kept.

use sea_orm::entity::prelude::*;

/// A session: only the hash of its id is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the session id, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// The member it belongs to.
    pub member_id: Option<String>,
    /// JSON of the session's values.
    pub data: String,
    /// UTC milliseconds; the absolute limit counts from here.
    pub created_at: i64,
    /// UTC milliseconds; idle limit.
    pub expires_at: i64,
    /// UTC milliseconds; when its owner last proved herself (passphrase, code, provider).
    pub confirmed_at: i64,
    /// UTC milliseconds; when the second step was passed.
    pub second_factor_at: Option<i64>,
    /// `phone`, `computer` or empty; nothing finer is kept.
    pub device: String,
    /// ISO day of the last visit, as far as it was noted.
    pub seen_day: String,
}

impl ActiveModelBehavior for ActiveModel {}
