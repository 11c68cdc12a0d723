//! Appeals: a member does not agree with what was decided about her or about a text of hers. Somebody decides who took
//! no part in it. One appeal a decision, one question and one answer, then the final word, with its reasons.

mod decide;
mod desk;
mod hers;
mod policy;
mod restore;
mod write;

pub use decide::{Verdict, ask, decide};
pub(crate) use desk::apart_from;
pub use desk::{Line, List, Sheet, list, next, sheet};
pub use hers::{Appealed, Decided, Standing, decided, decisions, one};
pub use policy::{ANSWERED_MS, HELD_MS, WITHIN_MS, appeal_ends, is_overdue, may_appeal, may_decide};
pub(crate) use write::goes;
pub use write::{NewAppeal, appeal, reply};

use contract::ids::AppealId;
use entity::moderation::appeal;

use crate::codes::codes;

codes! {
    /// What can be appealed against.
    Decision {
        /// A sanction.
        Sanction = "sanction",
        /// A published text was taken away.
        Removal = "removal",
        /// A text was not published.
        Rejection = "rejection",
        /// A text is hidden for more than a day while it is looked at.
        Held = "held",
    }
}

codes! {
    /// How an appeal stands.
    State {
        /// Nobody decided yet.
        Pending = "pending",
        /// The decision stays.
        Upheld = "upheld",
        /// The decision is taken back.
        Reversed = "reversed",
        /// The decision is made milder.
        PartlyReversed = "partly_reversed",
        /// It is no appeal: empty, an insult, about something else.
        Inadmissible = "inadmissible",
    }
}

fn id_of(row: &appeal::Model) -> AppealId {
    AppealId::trusted(row.id.clone())
}
