//! A question that was asked without an account. Every text of it rests sealed under a key of its own.

use sea_orm::entity::prelude::*;

/// A question that was asked without an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ask_question")]
pub struct Model {
    /// Identifier, for the team alone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Keyed hash of the receipt.
    pub receipt: String,
    /// The key of its texts, sealed under what her receipt makes.
    pub her_key: String,
    /// The same key, sealed for the team.
    pub team_key: String,
    /// `ar`, `fr` or `en`: the language of the page on which she asked.
    pub language: String,
    /// `open`, `closed`, or `erased` (empty, until the next sweep).
    pub state: String,
    /// Whether the last word is hers.
    pub waits: bool,
    /// UTC milliseconds since which somebody may be in danger; nothing for most.
    pub danger_at: Option<i64>,
    /// Who of the team has it in hand.
    pub claimed_by: Option<String>,
    /// UTC milliseconds.
    pub claimed_until: Option<i64>,
    /// Who of the team waits for a second opinion.
    pub second_by: Option<String>,
    /// Rises with every change.
    pub version: i64,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds of the last word; 90 days later it is erased.
    pub last_at: i64,
    /// UTC milliseconds at which the team was last reminded that it waits too long.
    pub nagged_at: Option<i64>,
    /// Whether she asked that somebody from outside, or who leads the team, reads it and nobody else.
    pub for_few: bool,
    /// UTC milliseconds at which she said that she has her receipt: no form shows it again.
    pub sealed_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
