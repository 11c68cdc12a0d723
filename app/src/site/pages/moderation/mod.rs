//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod desk;
mod queue;

pub use conflict::conflict;
pub use desk::desk;
pub use queue::{queue, queue_filtered, read_filters};
