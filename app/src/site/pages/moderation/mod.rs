//! Pages of the room `moderation`: the team's desk.

mod conflict;
mod decide_form;
mod desk;
mod edits;
mod filters;
mod identity;
mod item;
mod messages;
mod queue;
mod take;
pub mod words;

pub use conflict::conflict;
pub use desk::{desk, desk_form};
pub use edits::edit_conflict;
pub use filters::read_filters;
pub use identity::{ask, identity_request, identity_requests, name_shown};
pub use item::{item, item_form, review_id};
pub use messages::{team_message, team_messages};
pub use queue::{queue, queue_filtered};
pub use take::{take, taken_meanwhile};
