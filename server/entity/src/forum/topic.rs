//! A topic: a title, and the posts below it.

use sea_orm::entity::prelude::*;

/// A topic. Its state is that of its opening post, unless that was taken away and replies of others stay: then
/// it is published without a title.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Slug of the category.
    pub category: String,
    /// Who asked; nothing once her account is gone.
    pub author_id: Option<String>,
    /// Title, one line of plain text; empty once the opening post is gone.
    pub title: String,
    /// `ar`, `fr`, `en`, or `und` for another language.
    pub language: String,
    /// State of the opening post, see `post.state`.
    pub state: String,
    /// The opening post.
    pub opening_post_id: String,
    /// Number of posts that a guest can see, the opening one among them.
    pub published_posts: i64,
    /// The last number given to a post; numbers are never used twice.
    pub last_position: i64,
    /// UTC milliseconds of the last publication; nothing before the first.
    pub last_published_at: Option<i64>,
    /// UTC milliseconds.
    pub submitted_at: i64,
    /// The state it had before it vanished with its author.
    pub hidden_state: Option<String>,
    /// The title it had before it vanished with its author.
    pub hidden_title: Option<String>,
    /// Number of the former member who asked, within this topic alone; once the author is gone. 0: the team itself
    /// says it.
    pub former: Option<i32>,
    /// UTC milliseconds since which nobody can reply.
    pub closed_at: Option<i64>,
    /// UTC milliseconds until which it stands first in its category.
    pub pinned_until: Option<i64>,
    /// Until when it stands first on the forum's front page, UTC milliseconds.
    pub front_until: Option<i64>,
    /// Number of the alias under which it was asked, within this topic alone; her name is then never shown.
    pub alias: Option<i32>,
    /// Whether answers are read before they appear, whatever the category says.
    pub replies_need_review: bool,
    /// Seconds between two answers of one member; nothing: as they come.
    pub slow_seconds: Option<i32>,
    /// Slug of the category in which it stood before it was moved.
    pub moved_from: Option<String>,
    /// UTC milliseconds of the move.
    pub moved_at: Option<i64>,
    /// The title it had before its opening post was taken away; given back with it.
    pub kept_title: Option<String>,
    /// What of the portal is discussed in it: `article`, `item` or `dataset`; nothing for most.
    pub about_kind: Option<String>,
    /// Its identifier in its own room.
    pub about_id: Option<String>,
    /// UTC milliseconds since which it stands in no list; who has its address reads it.
    pub unlisted_at: Option<i64>,
    /// UTC milliseconds at which a closed one opens again by itself.
    pub reopen_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
