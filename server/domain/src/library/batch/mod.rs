//! Many items at once, out of a table (its columns are those of an export) and a folder or ZIP archive of their files.
//! Everything that is wrong is told at once, and nothing is written while anything is; what is written are drafts,
//! which can be taken back together.

mod bring;
mod check;
mod expected;
mod files;
mod import;
mod known;
mod see;
mod source;
mod table;
mod trial;
mod undo;
mod write;

pub use bring::{Bringing, most_of_table};
pub use expected::Expected;
pub use import::{Line, Report, import};
pub use see::{Batch, BatchItem, BatchLine, Trial, batch, batches, trial, trials};
pub use table::Fault;
pub use trial::{State, check, check_again, confirm, discard};
pub(super) use trial::{recover, sweep};
pub use undo::{Undone, undo, undo_at_desk};
