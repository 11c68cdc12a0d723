//! The room `duty`: who of the team is there when. From it come the hours that everybody sees, the sentence that
//! nobody reads now, the promise of a case of danger, and who is reminded of what waits too long.

mod able;
mod alert;
mod asked;
mod days;
mod keep;
mod nag;
mod roster;

pub(crate) use able::Talk;
pub(crate) use alert::alert_messages;
pub use alert::{alert_case, is_promised, tell_admins, tell_leads};
pub(crate) use asked::{alert_ask, ask_outside};
pub(crate) use days::staffed;
pub use days::{Staffed, note_day};
pub use keep::{Entry, NewShift, Person, Plan, add, load, plan, remove};
pub use nag::{STAFFED_MINUTES, UNSTAFFED_MS, is_overdue, nag};
pub use roster::{Roster, Shift, Span, Standing, When, minute_of};
