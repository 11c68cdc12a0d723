//! Looking after what readers get: who does, by when a text must be compared with its sources again, and that it was.

mod checked;
mod due;
mod keeper;
mod waiting;

pub use checked::checked;
pub(crate) use due::must_be_compared;
pub use due::{CareFilter, CareLine, CareList, EVERY_DAYS, due, is_due};
pub use keeper::{Keeping, keep};
pub use waiting::{Texts, waiting};
