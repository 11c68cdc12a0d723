//! The room `search`: one analyser in Rust for three languages and both databases, an index that changes in
//! the transaction of what it describes, and one query for everything that can be found.
//!
//! Whoever publishes something calls [`put`] in the transaction that publishes it; whoever hides it calls
//! [`remove`] in the transaction that hides it. What is not public never enters the index, so no count,
//! snippet or suggestion can tell of it. What has dates stands in it with them, and every query compares them with now. Texts under a content note stay out of it too: their topic is found by its
//! title. What somebody searched for is kept and logged nowhere.

mod analyse;
mod document;
mod expression;
mod find;
mod index;
mod inside;
mod offer;
mod pace;
mod plain;
mod postgres;
mod query;
mod reader;
mod reindex;
mod respell;
mod snippet;
mod sources;
mod spots;
mod sqlite;
mod stem_ar;
mod stem_latin;
mod suggest;
mod synonyms;
mod team;
mod within;

pub use analyse::{Token, analyse, fold};
pub use document::{Document, Kind, put, remove};
pub(crate) use document::{NEXT, names, open_now, open_to};
pub use find::{Found, Group, Hit, PER_KIND, find, find_among, find_in};
pub use index::Tier;
pub use offer::{OFFERS, Offer, offer};
pub(crate) use pace::Pace;
pub use pace::{OFFERS_ASKED, SEARCHES, offer_again, search_again};
pub use plain::plain_text;
pub use query::Query;
pub use reader::as_read_by;
pub use reindex::{Progress, reindex, reindex_telling, seed, tidy};
pub use respell::Respelt;
pub use snippet::Piece;
pub(crate) use snippet::marked;
pub use sources::{index_dataset, index_item, index_items, index_organisation, index_topic};
pub(crate) use spots::Body;
pub use spots::{Landing, Spot, Stretch};
pub(crate) use sqlite::REBUILD;
pub(crate) use stem_ar::bare_forms;
pub use stem_ar::stem as stem_arabic;
pub use team::index_article;
pub use within::within;
