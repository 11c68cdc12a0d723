//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod danger;
mod desk;
mod duty;
mod edits;
mod identity;
mod messages;
mod queue;
mod reports;
mod take;
pub mod words;

pub use conflict::conflict;
pub use danger::{safety_case, safety_cases};
pub use desk::desk;
pub use duty::duty;
pub use edits::edit_conflict;
pub use identity::{ask, identity_request, identity_requests, name_shown};
pub use messages::{team_message, team_messages};
pub use queue::{queue, queue_filtered, read_filters};
pub use reports::{report_case, report_cases, report_conflict};
pub use take::{take, taken_meanwhile};
pub use words::roughly;
