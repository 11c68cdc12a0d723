//! The room `commitment`: what the municipality promised and what is there. What was asked for stands in
//! `migrations/content/commitment.toml`, each point with where it comes from; how it stands is said at the desk. Beside it,
//! how much there is and how many take part, small numbers withheld.

mod asked;
mod change;
mod figures;
mod keep;
mod read;
mod seed;

pub use asked::{Asked, Fact, Place, Source, asked, facts, source};
pub use change::{PointForm, change};
pub use figures::{Content, Figures, Participation, figures};
pub use keep::keep_quarters;
pub use read::{Commitment, DeskLine, Line, commitment, desk, desk_line};
pub use seed::seed;

use crate::codes::codes;

/// Code of the day on which the portal opened.
pub const OPENING: &str = "opening";
/// Code of how the association that answers for it is reached.
pub const CONTACT: &str = "contact";

codes! {
    /// How a point stands.
    Progress {
        /// Nothing is there.
        Open = "open",
        /// Something is there; not all, or nobody of the association has looked at it yet.
        Begun = "begun",
        /// It is there.
        There = "there",
        /// It will not be done.
        Dropped = "dropped",
    }
}

/// What can be said of a point: of a fact, whether it is known.
pub fn offered(code: &str) -> &'static [Progress] {
    match code {
        OPENING | CONTACT => &[Progress::Open, Progress::There],
        _ => Progress::ALL,
    }
}
