//! Tables of the rooms `forum` and `moderation`.

pub mod bookmark;
pub mod category;
pub mod category_text;
pub mod debrief_note;
pub mod desk_member;
pub mod draft;
pub mod handover_note;
pub mod mod_log;
pub mod poll;
pub mod poll_option;
pub mod poll_vote;
pub mod post;
pub mod post_gate;
pub mod post_original;
pub mod quote;
pub mod reaction;
pub mod read_position;
pub mod recusal;
pub mod review_item;
pub mod revision;
pub mod site_setting;
pub mod topic;
pub mod topic_alias;
pub mod topic_event;
pub mod trust;
pub mod watched_pattern;
