//! The room `forum`: categories, topics, posts, and who may see them.

mod author;
pub mod counters;
mod create_topic;
pub mod language;
mod latest;
pub(crate) mod leave;
pub(crate) mod list_categories;
mod list_topics;
mod mine;
pub mod policy;
pub(crate) mod publish;
mod read_topic;
pub(crate) mod relations;
mod reply;
pub mod seed;
pub mod state;
mod submit;
pub mod visibility;

pub use author::Author;
pub use create_topic::{NewTopic, create_topic};
pub use language::TextLanguage;
pub use latest::{LatestTopic, latest_topics};
pub use list_categories::{Category, list_categories};
pub use list_topics::{Cursor, TopicList, TopicRow, list_topics};
pub use mine::{Contribution, Contributions, Correction, correction, my_contributions};
pub use policy::{MAX_PENDING, POSTS_PER_PAGE, ROWS_PER_PAGE};
pub use read_topic::{PostView, TopicView, read_topic};
pub use reply::{NewReply, reply};
pub use state::PostState;
pub use submit::Sent;
