//! Pages of the room `content`: home, sections, articles, standing pages.

mod article;
mod audio;
pub mod care;
pub mod checks;
pub mod desk;
mod explain;
mod home;
mod listen;
pub mod notes;
mod offline;
pub(super) mod paper;
mod pictures;
mod procedure;
mod section;
pub(super) mod share;
mod simple;
mod standing;
pub mod tools;

pub use article::{ForMachines, article, article_short, for_machines};
pub use audio::{desk_audio, text_at};
pub use explain::{Explained, explained};
pub use home::{home, most_needed};
pub use offline::offline;
pub use paper::{article_paper, card};
pub use pictures::desk_pictures;
pub use section::section;
pub use simple::{article_simple, safety_simple};
pub use standing::{about, further, privacy, safety, terms};
