//! A message that waits to be sent; the row goes when it was.

use sea_orm::entity::prelude::*;

/// A message that waits to be sent; the row goes when it was. It holds no text: that is written at sending.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Which message: `verify`, `reset` or `digest`.
    pub kind: String,
    /// Where to; nothing for a request that led nowhere and must look the same.
    pub contact_id: Option<String>,
    /// The link's token, sealed under the portal's key for this row.
    pub sealed: String,
    /// UTC milliseconds of the next try. Moved on before each try: it is the claim of whoever sends.
    pub due_at: i64,
    /// Tries so far.
    pub attempts: i32,
    /// UTC milliseconds after which it is of no use.
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
