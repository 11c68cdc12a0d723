//! A line of the moderators' log. The database refuses to change or remove one; after two years it lets who, to what and
//! the words be taken out, and nothing else.

use sea_orm::entity::prelude::*;

/// A line of the moderators' log. The database refuses to change or remove one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mod_log")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// UTC milliseconds.
    pub at: i64,
    /// Who acted; nothing after two years.
    pub actor_id: Option<String>,
    /// Her role at that moment.
    pub actor_role: String,
    /// `approve`, `reject` or `publish_directly`.
    pub action: String,
    /// `topic` or `post`.
    pub target_type: String,
    /// Identifier of the target; empty after two years.
    pub target_id: String,
    /// Slug of the target's category.
    pub category_id: Option<String>,
    /// Why.
    pub reason_code: Option<String>,
    /// Her words to the author.
    pub note: Option<String>,
    /// State before.
    pub before_state: Option<String>,
    /// State after.
    pub after_state: Option<String>,
    /// Whether it takes back what another line says.
    pub is_revert: bool,
    /// The line that this one belongs to: what it takes back, answers, or was one of many of.
    pub parent_id: Option<String>,
    /// Until when it holds, or by when it is due, UTC milliseconds.
    pub expires_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
