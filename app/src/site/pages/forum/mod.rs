//! Pages of the room `forum`.

mod bookmarks;
mod category;
pub mod composer;
mod drafts;
mod edit;
mod feed;
pub mod history;
mod index;
mod mask;
mod merge;
mod mine;
mod new;
pub mod parts;
mod permalink;
pub mod quote;
pub mod reading;
mod split;
pub mod taken;
mod topic;
mod withdraw;
pub mod words;

pub use bookmarks::bookmarks;
pub use category::category;
pub use drafts::{drafts, newer};
pub use edit::{EditDraft, clash, edit, edit_form};
pub use feed::feed;
pub use history::history;
pub use index::index;
pub use merge::{merge, merge_form};
pub use mine::{mine, mine_moved};
pub use new::{NewDraft, new_topic, new_topic_form};
pub use permalink::permalink;
pub use split::{SplitDraft, split, split_form};
pub use topic::{ReplyDraft, topic, topic_form};
pub use withdraw::withdraw;
