//! The room `library`: books, documents and recordings that may be kept and passed on.
//!
//! An item is described in up to three languages and has files; a file stands on a blob, whose bytes lie in the
//! blob store under the hash of their content. Bytes are always stored before the row that names them.

pub mod blobs;
mod delivery;
mod editions;
mod item;
mod list;
mod manifest;
mod model;
mod reading;
mod seed;
pub mod upload;

pub use delivery::{FileDelivery, file};
pub use editions::epub::EDITION_MOMENT;
pub use item::item;
pub(crate) use list::visible;
pub use list::{PAGE_SIZE, index, items_of_section, latest_items};
pub use model::{
    Agent, AgentRole, CollectionShelf, Facets, FileInfo, FileRole, Filter, Index, Item, ItemCard, Kind,
    Licence, Localised, Transcript,
};
pub use reading::{Heading, Reading, read};
pub use seed::seed;
