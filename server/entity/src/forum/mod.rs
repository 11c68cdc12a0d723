//! Tables of the rooms `forum` and `moderation`.

pub mod category;
pub mod category_text;
pub mod mod_log;
pub mod post;
pub mod topic;
