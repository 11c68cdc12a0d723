//! Pages of the room `library`: the shelves, an item, a book open for reading, what stands in the place of a withdrawn
//! item, permanent addresses, and the desk.

mod about;
mod cards;
mod files;
mod index;
mod item;
mod permanent;
mod reading;
mod record;
mod record_labels;
mod sheet;
mod shelf;
mod stone;
mod uploads;
mod words;

pub use cards::{grid, link_list};
pub use index::index;
pub use item::item;
pub use permanent::{Permanent, permanent};
pub use reading::reading;
pub use record::{edit_item, new_item};
pub(crate) use sheet::sheet_of;
pub(crate) use shelf::note_field;
pub use shelf::{desk, desk_item};
pub use uploads::{upload, uploads};
pub use words::withdrawal;
