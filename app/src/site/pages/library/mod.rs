//! Pages of the room `library`: the shelves, an item, a book open for reading, what stands in the place of a withdrawn
//! item, permanent addresses, and the desk.

mod about;
mod batch;
mod batch_words;
mod book;
mod cards;
mod collection;
mod feed;
mod files;
mod index;
mod item;
mod permanent;
mod place;
mod player;
mod reading;
mod reading_list;
mod record;
mod record_labels;
mod segments;
mod sheet;
mod shelf;
mod stone;
mod transcript;
mod trial;
mod uploads;
mod words;

pub use batch::{batch, batches};
pub use cards::{grid, link_list};
pub use collection::collection;
pub use feed::{absolute, collection_feed, entry, file_address, link, page_number, podcast};
pub use index::index;
pub use item::item;
pub use permanent::{Permanent, permanent};
pub use reading::reading;
pub use reading_list::reading_list;
pub use record::{edit_item, new_item};
pub use segments::desk_segments;
pub(crate) use segments::segment_fields;
pub(crate) use sheet::sheet_of;
pub(crate) use shelf::note_field;
pub use shelf::{desk, desk_item};
pub use transcript::transcript;
pub use trial::trial;
pub use uploads::{upload, uploads};
pub use words::{kinds, language, withdrawal};
