//! Something that waits for the team, or that the team decided on.

use sea_orm::entity::prelude::*;

/// Something that waits for the team, or that the team decided on.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_item")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `post`, `edit`, `check`, `report`, `appeal` or `safety`.
    pub kind: String,
    /// What it is about: a post, a report's case, an appeal, a safety case.
    pub target_id: String,
    /// The post that it is about in the end.
    pub post_id: Option<String>,
    /// The topic in which that stands.
    pub topic_id: Option<String>,
    /// Slug of the category; empty when it is about none.
    pub category: String,
    /// `ar`, `fr`, `en`, or `und`: of what is to be read.
    pub language: String,
    /// How urgent: 0 danger now, 1 who somebody is or a threat, 2 other reports, 3 new texts, 4 checks afterwards.
    pub class: i32,
    /// Why it waits, as a code.
    pub gate: Option<String>,
    /// `open`, `done`, or `aside` while its author has disappeared.
    pub state: String,
    /// What was decided, as a code.
    pub outcome: Option<String>,
    /// Rises with every change; decisions name the version they saw.
    pub version: i64,
    /// UTC milliseconds.
    pub opened_at: i64,
    /// UTC milliseconds of the decision.
    pub decided_at: Option<i64>,
    /// Who of the team has it in hand.
    pub claim_by: Option<String>,
    /// UTC milliseconds until which she has.
    pub claim_until: Option<i64>,
    /// `second`, `escalated` or `handed`: what somebody of the team said about it before it was decided.
    pub raised: Option<String>,
    /// Who decided on the text that this one corrects: it is shown to her first.
    pub offered_to: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
