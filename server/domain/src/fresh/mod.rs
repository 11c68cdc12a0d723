//! What a finished page was made from, and whether that still stands: who keeps pages in memory asks here.
//!
//! Nobody has to name what a page depends on, and no way of writing has to say what it changed. While a page is made,
//! every statement is written down ([`recording`]); the tables that it names are what the page depends on. Triggers note
//! in the writing transaction which table was written (`migrations::cache_tags`), and [`Ledger`] reads that: at once
//! when this process wrote ([`Marks`]), when PostgreSQL says so, and else every second. What cannot be known (a table
//! without triggers, a statement that writes, a key drawn by lot, bytes of the store) makes a page that is not kept.

mod ledger;
mod marks;
mod reads;
mod tables;

pub use ledger::{Blind, Ledger, Since};
pub(crate) use marks::Ends;
pub use marks::Marks;
pub use reads::{Reads, never, recording};
pub(crate) use reads::{is_recording, note};

/// The channel on which PostgreSQL tells that something was written.
pub const CHANNEL: &str = "jusoor_cache";
