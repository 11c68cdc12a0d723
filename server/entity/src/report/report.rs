//! One report of one person.

use sea_orm::entity::prelude::*;

/// One report of one person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Case.
    pub case_id: String,
    /// The post that it is about.
    pub post_id: String,
    /// Its topic.
    pub topic_id: String,
    /// Who reported; nothing for a guest, and once her account is gone.
    pub reporter_id: Option<String>,
    /// Code of the reason.
    pub code: String,
    /// The gravest code that she gave since the case was opened.
    pub gravest_code: String,
    /// Her words, plain text.
    pub text: String,
    /// Title as she saw it.
    pub seen_title: String,
    /// Markdown as she saw it.
    pub seen_text: String,
    /// Revision that she saw.
    pub seen_revision: i32,
    /// Language of that text; nothing where she saw none, and for what was reported before it was kept.
    pub seen_language: Option<String>,
    /// UTC milliseconds.
    pub created_at: i64,
    /// UTC milliseconds of her last words.
    pub updated_at: i64,
    /// UTC milliseconds.
    pub withdrawn_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
