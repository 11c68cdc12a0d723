//! Many items at once, out of a table (its columns are those of an export) and a folder or ZIP archive of their files.
//! Everything that is wrong is told at once, and nothing is written while anything is; what is written are drafts,
//! which can be taken back together.

mod check;
mod files;
mod import;
mod known;
mod source;
mod table;
mod undo;
mod write;

pub use import::{Line, Report, import};
pub use table::Fault;
pub use undo::{Undone, undo};
