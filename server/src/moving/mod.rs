//! From SQLite to PostgreSQL: every table, row by row, into an empty database, in one transaction; then every row is read
//! back and compared.

mod rows;
mod tables;
mod transfer;

pub use tables::{counts, first_filled};
pub use transfer::{Moved, transfer};
