//! What the texts of the team rest on: numbered sources that lead to things of this portal or to addresses, how those
//! stand, and who cites what.
//!
//! [`settle()`] takes the sources of a text's releases out of them, in the transaction that releases or calls off. How an
//! item, a dataset or an article stands is asked of it when somebody reads; only addresses are looked at by a check.

mod add;
mod cited;
mod jsonld;
pub mod links;
mod locator;
mod notes;
mod settle;
mod targets;

pub use add::{Citing, add, draft_of};
pub(crate) use cited::cites_version;
pub use cited::{Beside, beside, cited_by};
pub use jsonld::{Frame, breadcrumb, jsonld};
pub use locator::{Locator, Place};
pub use notes::{Note, notes, told};
pub(super) use notes::{column, of_column};
pub use settle::settle;
pub use targets::{Flag, RefKind, Target, flagged};
