//! Pages of the room `library`: the shelves, an item, a book open for reading.

mod cards;
mod index;
mod item;
mod reading;
mod uploads;
mod words;

pub use cards::{grid, link_list};
pub use index::index;
pub use item::item;
pub use reading::reading;
pub use uploads::{upload, uploads};
