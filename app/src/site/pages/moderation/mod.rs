//! Pages of the room `moderation`: the team's desk.

mod bulk;
mod conflict;
mod danger;
mod decide_form;
mod desk;
mod duty;
mod edits;
mod filters;
mod identity;
mod item;
mod left;
mod messages;
mod queue;
mod reports;
mod shade;
mod take;
mod topics;
pub mod words;

pub use bulk::{bulk, bulk_done, bulk_look};
pub use conflict::conflict;
pub use danger::{safety_case, safety_cases};
pub use decide_form::{Key, line_keys};
pub use desk::{desk, desk_form};
pub use duty::duty;
pub use edits::edit_conflict;
pub use filters::read_filters;
pub use identity::{ask, identity_request, identity_requests, name_shown};
pub use item::{item, item_form, review_id};
pub use left::watched_lines;
pub use messages::{team_message, team_messages};
pub use queue::{queue, queue_filtered};
pub use reports::{report_case, report_cases, report_conflict};
pub use take::{take, taken_meanwhile};
pub use topics::{topics, topics_done, topics_look, topics_of};
pub use words::roughly;
