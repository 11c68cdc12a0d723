//! What the library tells by feeds: a collection, Atom, podcasts, OPDS. Typed data; who writes XML or JSON from it
//! knows no database. Everything passes [`super::list::visible`].

mod collection;
mod doors;
mod load;
mod shelf;

pub use collection::{CollectionPage, collection};
pub use doors::{Door, Doors, collections, languages, start, subjects};
pub use load::{FeedFile, Publication, publication};
pub use shelf::{Choice, Holding, Shelf, ShelfPage, Wanted, shelf};

/// Items on one page of a feed.
pub const FEED_PAGE: u64 = 30;

/// Whether a text can be the name of a collection or subject in an address.
pub(super) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
