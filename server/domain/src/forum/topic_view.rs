//! What a reader gets of a topic's page.

use contract::ids::{PostId, TopicId};

use super::{
    About, Author, Back, ContentNote, Fresh, Mine, PollView, PostState, TextLanguage, alias, draft::Saved,
    edit::RevisionState, quote::Quoted, rules::Rules, topic_event::TopicEvent,
};
use crate::{markup::SafeHtml, moderation::Reason, mute::Quiet, notify::Level};

/// A post as this reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostView {
    /// Identifier.
    pub id: PostId,
    /// Slug of its category.
    pub category: String,
    /// Number within the topic; nothing while it waits.
    pub position: Option<i64>,
    /// Whether it opens the topic.
    pub is_opening: bool,
    /// Under which name it stands.
    pub author: Author,
    /// Whether the reader wrote it.
    pub is_mine: bool,
    /// Whether the person who opened the topic wrote it.
    pub by_asker: bool,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Language of the text.
    pub language: TextLanguage,
    /// ISO day of publication, or of sending while it waits.
    pub day: String,
    /// State.
    pub state: PostState,
    /// Why it was refused; for its author.
    pub reason: Option<Reason>,
    /// The moderator's words; for its author.
    pub note: Option<String>,
    /// What she wrote, to correct it; for its author, while it is not published.
    pub source: Option<String>,
    /// Whether the team took something out of it.
    pub shortened: bool,
    /// What she wrote before that; for its author.
    pub original: Option<String>,
    /// What it is about, for readers who would rather not meet it unasked.
    pub content_note: Option<ContentNote>,
    /// How many sent each kind of reaction, in the order of [`super::Kind::ALL`]; fewer than
    /// [`super::SHOWN_FROM`] count as none.
    pub reactions: [u32; 3],
    /// What the reader did with it.
    pub mine: Mine,
    /// Whether it came since the reader was here.
    pub is_fresh: bool,
    /// Why it stands folded for this reader.
    pub quiet: Option<Quiet>,
    /// Why this reader cannot read it; there is neither text nor name then.
    pub absent: Option<Absence>,
    /// ISO day of the last change that readers are told of.
    pub edited_day: Option<String>,
    /// What became of the last change; for its author.
    pub change: Option<OwnChange>,
    /// Whether its author can take back that she took it away.
    pub can_undo: bool,
    /// What it quotes of others, as far as this reader may see it.
    pub quotes: Vec<Quoted>,
    /// Whether the reader may quote it in an answer.
    pub can_quote: bool,
}

/// Why a text cannot be read that stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It is being looked at.
    Held,
    /// The team took it away, and why.
    Removed(Option<Reason>),
    /// Its author took it away.
    Withdrawn,
}

/// A change of a text that is not what everybody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnChange {
    /// Whether it waits, was refused, or came back to be changed.
    pub state: RevisionState,
    /// Title, of an opening post.
    pub title: Option<String>,
    /// Sanitised text.
    pub html: SafeHtml,
    /// Why it came back.
    pub reason: Option<Reason>,
    /// The moderator's words.
    pub note: Option<String>,
}

/// A page of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicView {
    /// Identifier.
    pub id: TopicId,
    /// Title; empty once the opening post was taken away.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// State.
    pub state: PostState,
    /// Slug of the category.
    pub category: String,
    /// Name of the category.
    pub category_name: String,
    /// Slug of the section.
    pub section: String,
    /// Whether the reader opened it.
    pub is_mine: bool,
    /// Number of replies that everyone sees.
    pub replies: u64,
    /// This page, from 1.
    pub page: u64,
    /// Number of pages.
    pub pages: u64,
    /// Published posts of this page, in order.
    pub posts: Vec<PostView>,
    /// What of her own is not published, oldest first; and, for the team, an opening post that waits.
    pub waiting: Vec<PostView>,
    /// Whether the reader may reply.
    pub can_reply: bool,
    /// Whether the team closed it: nobody replies any more.
    pub closed: bool,
    /// Whether it stands first in its category.
    pub pinned: bool,
    /// Whether it stands first on the forum's front page.
    pub front: bool,
    /// Whether answers are read first, whatever the category says.
    pub replies_need_review: bool,
    /// Seconds between two answers of one member; nothing: as they come.
    pub slow_seconds: Option<i32>,
    /// Whether it was moved a short time ago, so that the team can take that back.
    pub moved_lately: bool,
    /// What the team can take back that brought texts into another topic a short time ago.
    pub take_back: Option<Back>,
    /// What the team did to it, oldest first: what, and the ISO day. Never who.
    pub events: Vec<(TopicEvent, String)>,
    /// What of that the team can take back.
    pub undoable: Vec<TopicEvent>,
    /// Whether it stands in no list.
    pub unlisted: bool,
    /// ISO day on which it opens again by itself.
    pub reopens: Option<String>,
    /// What the category says, to this reader.
    pub rules: Rules,
    /// The last number given to a post.
    pub last_position: i64,
    /// The number up to which this reader has read; nothing when she never was here.
    pub read_to: Option<i64>,
    /// What came since she was here.
    pub fresh: Option<Fresh>,
    /// Whether the helplines stand in its category.
    pub help: bool,
    /// What of the portal is discussed in it.
    pub about: Option<About>,
    /// Its poll, if it has one.
    pub poll: Option<PollView>,
    /// What the form for a reply offers about her name.
    pub mask: alias::Choice,
    /// How far the reader follows it; nothing when she never chose nor wrote here.
    pub follows: Option<Level>,
    /// The draft of a reply that she keeps here.
    pub draft: Option<Saved>,
}
