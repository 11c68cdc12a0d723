//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod desk;
mod edits;
mod identity;
mod messages;
mod queue;
mod take;
pub mod words;

pub use conflict::conflict;
pub use desk::desk;
pub use edits::edit_conflict;
pub use identity::{ask, identity_request, identity_requests, name_shown};
pub use messages::{team_message, team_messages};
pub use queue::{queue, queue_filtered, read_filters};
pub use take::{take, taken_meanwhile};
