//! Tables of the rooms `forum` and `moderation`.

pub mod bookmark;
pub mod category;
pub mod category_text;
pub mod mod_log;
pub mod poll;
pub mod poll_option;
pub mod poll_vote;
pub mod post;
pub mod reaction;
pub mod read_position;
pub mod review_item;
pub mod topic;
pub mod topic_alias;
