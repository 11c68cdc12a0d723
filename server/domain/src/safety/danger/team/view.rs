//! What the few read of a case.

use contract::ids::{PostId, TopicId};

use crate::{
    forum::{Author, ContentNote, PostState, TextLanguage},
    markup::SafeHtml,
    moderation::shift::Care,
    safety::danger::{Choice, Clock, Contact, Disclosure, Ending, Level, Step},
};

/// A case in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// Version to name in what is done.
    pub version: i64,
    /// How grave.
    pub level: Level,
    /// How it stands against its clock.
    pub clock: Clock,
    /// Whether it is open.
    pub open: bool,
    /// UTC milliseconds.
    pub opened_at: i64,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// UTC milliseconds.
    pub at: i64,
    /// Who; nothing for the portal itself or the woman, and once the account is gone.
    pub by: Option<String>,
    /// What was done.
    pub step: Option<Step>,
    /// Code that says more.
    pub told: Option<String>,
    /// Code of the next step.
    pub next: Option<String>,
    /// UTC milliseconds of the next step.
    pub next_at: Option<i64>,
}

/// A case with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What the list shows of it.
    pub line: Line,
    /// The text.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Name of the category.
    pub category_name: String,
    /// Under which name it stands.
    pub author: Author,
    /// How the text stands.
    pub post_state: PostState,
    /// As it reads now.
    pub html: SafeHtml,
    /// A change of it that waits: her words may be in that alone.
    pub change: Option<SafeHtml>,
    /// Language of the text.
    pub language: TextLanguage,
    /// What it is about, as its author said.
    pub content_note: Option<ContentNote>,
    /// What she chose for her text.
    pub choice: Option<Choice>,
    /// How she may be reached; nothing while she did not say.
    pub contact: Option<Contact>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Requests to tell somebody outside, oldest first.
    pub disclosures: Vec<Disclosure>,
    /// Oldest first.
    pub log: Vec<LogLine>,
    /// How the reader reads.
    pub care: Care,
}
