//! A sanction: what the team decided about a member because of one of her texts.

use sea_orm::entity::prelude::*;

/// A sanction. It begins when it holds: one that waits for a second person has no `starts`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sanction")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whom it holds for. Nothing of the desk shows her where her text stands under an alias.
    pub member_id: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the rule.
    pub rule: String,
    /// Why, for the team.
    pub reason_internal: String,
    /// Words to her.
    pub message: String,
    /// The text that gave cause.
    pub post_id: String,
    /// Its topic.
    pub topic_id: String,
    /// The alias under which it stands.
    pub alias: Option<i32>,
    /// Slug of the topic's category; goes with it when it is moved.
    pub category: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// UTC milliseconds.
    pub given_at: i64,
    /// For how many days; nothing: for good, or of a kind without an end.
    pub days: Option<i32>,
    /// Since when it holds, UTC milliseconds.
    pub starts: Option<i64>,
    /// Until when, UTC milliseconds; nothing: for good.
    pub ends: Option<i64>,
    /// The second person, where one is needed.
    pub confirmed_by: Option<String>,
    /// UTC milliseconds.
    pub confirmed_at: Option<i64>,
    /// When it was ended before its time, UTC milliseconds.
    pub ended_at: Option<i64>,
    /// Code of why.
    pub ended_why: Option<String>,
    /// The sanction that took its place.
    pub superseded_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
