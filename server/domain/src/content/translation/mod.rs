//! Texts that follow a text in another language: whether they still do, and what is missing.
//!
//! A revision says which revision of another language it follows (`translated_from`). It is stale when readers of that
//! language get other words by now. Nothing is ever written over by itself: somebody renews it at the desk.

mod bench;
mod overview;
mod renew;
mod stale;

pub use bench::{Bench, bench};
pub(super) use overview::stale_count;
pub use overview::{Gap, Overview, OverviewPage, overview, stale};
pub use renew::{Translation, renew};
pub(super) use stale::{Release, columns, of_releases};
pub use stale::{Standing, Words, standing};
