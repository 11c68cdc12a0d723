//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod desk;
mod identity;
mod messages;
mod queue;
pub mod words;

pub use conflict::conflict;
pub use desk::desk;
pub use identity::{ask, identity_request, identity_requests, name_shown};
pub use messages::{team_message, team_messages};
pub use queue::{queue, queue_filtered, read_filters};
pub use words::roughly;
