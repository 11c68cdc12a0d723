//! The room `forum`: categories, topics, posts, and who may see them.

mod about;
pub mod alias;
mod author;
mod bookmarks;
mod change_topic;
mod content_note;
pub mod counters;
mod create_topic;
pub mod draft;
pub mod edit;
mod feed;
mod front;
pub mod gate;
pub mod guidance;
pub mod language;
mod latest;
pub(crate) mod leave;
pub(crate) mod list_categories;
mod list_topics;
mod live;
mod many_topics;
pub mod mention;
mod mine;
mod new_poll;
mod operate;
mod outside;
pub(crate) mod permalink;
pub mod policy;
pub(crate) mod poll;
mod poll_change;
mod poll_view;
mod populate;
mod populate_waiting;
pub mod position;
pub(crate) mod publish;
pub mod quote;
pub(crate) mod react;
mod read_topic;
mod rearrange;
pub(crate) mod relations;
mod reply;
pub mod rules;
pub mod seed;
mod settings;
pub mod state;
mod submit;
pub mod taken;
mod topic_event;
mod topic_rows;
mod topic_view;
pub(crate) mod undo_change;
mod unnamed;
pub mod visibility;
mod waiting;

pub use about::{About, Discussion, discussions, set_about};
pub(crate) use about::{discussed, discussions_column, discussions_of_column};
pub use author::Author;
pub use bookmarks::{Bookmark, Bookmarks, LABEL_MAX, label_bookmark, my_bookmarks, remove_bookmark};
pub use change_topic::{SLOW_SECONDS, TopicChange, change_topic};
pub use content_note::ContentNote;
pub use create_topic::{NewTopic, create_topic};
pub use edit::{
    Clash, Edit, EditForm, Edited, History, RevisionState, RevisionView, edit_post, hide_revision, history,
    to_edit,
};
pub use feed::{Feed, FeedEntry, Gone, feed};
pub use front::front_topics;
pub use language::TextLanguage;
pub use latest::{LatestTopic, latest_topics};
pub use list_categories::{Category, list_categories, readable_categories};
pub use list_topics::{Browse, Cursor, Fresh, TopicList, TopicRow, browse, list_topics};
pub use live::{news_since, pulse};
pub use many_topics::{
    MOST as MOST_TOPICS, ManyTopics, ToChange, Together, TopicEnded, TopicLine, TopicsLook, change_topics,
    topics_chosen, topics_offered,
};
pub use mine::{Contribution, Contributions, Correction, correction, my_contribution, my_contributions};
pub use new_poll::{DAYS as POLL_DAYS, NewPoll, poll_lines};
pub use operate::{Arrangement, Operation, PIN_DAYS, REOPEN_DAYS, can_pin_front, operate};
pub(crate) use outside::{count_public, public_categories, public_topics};
pub use permalink::{Place, find_post};
pub use policy::{POSTS_PER_PAGE, ROWS_PER_PAGE};
pub use poll::{close_poll, vote};
pub use poll_change::change_poll;
pub use poll_view::{Choice, PollView};
pub(crate) use populate::{Dice, among};
pub use populate::{Made, Plan, populate};
pub use populate_waiting::populate_waiting;
pub use react::{Kind, Mine, SHOWN_FROM, mark};
pub use read_topic::read_topic;
pub(crate) use rearrange::sweep as sweep_inverses;
pub use rearrange::{
    Back, Joining, MOST as MOST_PARTED, NewPart, joining, merge, moved_to, numbered, rejoin, split,
};
pub use reply::{NewReply, reply};
pub use rules::{Audience, ReviewMode, Rules};
pub use settings::{Change, Setting, category_settings, change_category};
pub use state::PostState;
pub use submit::Sent;
pub use taken::{undo, withdraw, withdraw_everything};
pub use topic_event::{TopicEvent, UNDO_MS};
pub use topic_view::{Absence, OwnChange, PostView, TopicView};
pub use undo_change::{forget_undo, reopen_due, undo_change};
pub(crate) use unnamed::{Unnamed, unnamed_topic};
pub use waiting::{Delay, Waiting, waiting};
