//! What the municipality promised and what is there: for everybody, as files, and at the desk.

mod data;
mod desk;
mod public;
mod words;

pub use data::{COLUMNS, DataLine, csv_line, data};
pub use desk::{desk, point};
pub use public::commitment;

pub(crate) use desk::form_of;
