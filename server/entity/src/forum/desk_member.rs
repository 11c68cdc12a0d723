//! What somebody of the team chose for her desk, and how her shift stands.

use sea_orm::entity::prelude::*;

/// What somebody of the team chose for her desk, and how her shift stands. For her alone, but for
/// the buddy whom she named.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_member")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// Whether texts stand folded until she opens them.
    pub folded: bool,
    /// Whether texts stand blurred until she touches them.
    pub blurred: bool,
    /// After how many hard texts a pause is suggested; 0: never.
    pub pause_after: i32,
    /// UTC milliseconds since which she is at work; nothing between shifts.
    pub began_at: Option<i64>,
    /// How many hard texts she had to do with in this shift.
    pub hard: i32,
    /// To whom of the team she talks; that one is told.
    pub buddy_id: Option<String>,
    /// Codes of the languages in which she reads what waits, with spaces between them; empty: that of her pages.
    pub reads: String,
}

impl ActiveModelBehavior for ActiveModel {}
