//! What a finished page was made from, and whether that still stands: who keeps pages in memory asks here.
//!
//! Nobody has to name what a page depends on, and no way of writing has to say what it changed. While a page is made,
//! every statement is written down ([`recording`]); the tables that it names are what the page depends on. Triggers note
//! in the writing transaction which table was written (`migrations::cache_tags`), and [`Ledger`] reads that: at once
//! when this process wrote ([`Marks`]), when PostgreSQL says so, and else every second. What cannot be known (a table
//! without triggers, a statement that writes, a key drawn by lot, bytes of the store) makes a page that is not kept.
//!
//! Where a table is written all day long, whoever reads a few known rows of it may say so (`apart`, `Only`): the page
//! then depends on the marks of these rows in the place of the table's. Said of a statement that reads other rows, it makes
//! a page that is old: it is said where a condition of that very statement, or the key that joins, leaves no other row. What
//! nobody says so of depends on its tables.

mod ledger;
mod marks;
mod only;
mod reads;
mod tables;

pub use ledger::{Blind, Ledger, Since};
pub(crate) use marks::Ends;
pub use marks::Marks;
pub(crate) use only::Only;
pub use reads::{Reads, never, recording};
pub(crate) use reads::{apart, is_recording, note};

/// The channel on which PostgreSQL tells that something was written.
pub const CHANNEL: &str = "jusoor_cache";
