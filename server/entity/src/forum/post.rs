//! A post: the opening one of a topic, or a reply.

use sea_orm::entity::prelude::*;

/// A post.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Topic.
    pub topic_id: String,
    /// Who wrote it; nothing once her account is gone.
    pub author_id: Option<String>,
    /// Whether it opens its topic.
    pub is_opening: bool,
    /// Number within the topic, given at publication.
    pub position: Option<i64>,
    /// `pending`, `changes_requested`, `rejected`, `published`, `held`, `removed`, `withdrawn`, `vanished` or
    /// `purged`.
    pub state: String,
    /// Markdown, as she wrote it.
    pub source: String,
    /// Sanitised HTML.
    pub html: String,
    /// Version of the renderer that made `html`.
    pub renderer_version: i32,
    /// `ar`, `fr`, `en`, or `und` for another language.
    pub language: String,
    /// Rises with every change of state; decisions name the version they saw.
    pub version: i64,
    /// Why it was refused.
    pub reason_code: Option<String>,
    /// A moderator's words to the author.
    pub note: Option<String>,
    /// The refused post that this one corrects.
    pub resubmission_of: Option<String>,
    /// UTC milliseconds.
    pub submitted_at: i64,
    /// UTC milliseconds of the decision.
    pub decided_at: Option<i64>,
    /// UTC milliseconds of the publication.
    pub published_at: Option<i64>,
    /// The state it had before it vanished with its author.
    pub hidden_state: Option<String>,
    /// Number of the former member who wrote it, within this topic alone; once the author is gone. 0: the team itself
    /// says it.
    pub former: Option<i32>,
    /// Number of the alias under which it was written, within this topic alone; her name is then never shown.
    pub alias: Option<i32>,
    /// Number of the revision that `source` and `html` are.
    pub revision: i32,
    /// UTC milliseconds of the last change that readers are told of.
    pub edited_at: Option<i64>,
    /// Code of what the text is about, for readers who would rather not meet it unasked.
    pub content_note: Option<String>,
    /// How many members sent support.
    pub support_count: i32,
    /// How many said thank you.
    pub thanks_count: i32,
    /// How many know it from themselves.
    pub same_count: i32,
    /// Whether the team took something out of it before it was published.
    pub shortened: bool,
    /// Number of the revision that waits, or that was refused or came back and was not corrected since.
    pub pending_revision: Option<i32>,
    /// UTC milliseconds since which its author has taken it away.
    pub withdrawn_at: Option<i64>,
    /// UTC milliseconds since which the team has taken it away.
    pub removed_at: Option<i64>,
    /// UTC milliseconds since which it is being looked at.
    pub held_at: Option<i64>,
    /// The state that it has without these three.
    pub base_state: Option<String>,
    /// Code of why the team took it away.
    pub taken_reason: Option<String>,
    /// UTC milliseconds since which it is erased.
    pub purged_at: Option<i64>,
    /// `withdrawn`, `account`, `safety`, `legal`, `minor` or `data`.
    pub purge_basis: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
