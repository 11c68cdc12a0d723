//! Pages of the room `content`: home, sections, articles, standing pages.

mod article;
mod audio;
pub mod care;
pub mod checks;
pub mod desk;
mod home;
mod listen;
pub mod notes;
mod offline;
mod pictures;
mod section;
mod share;
mod standing;
pub mod tools;

pub use article::{ForMachines, article, article_short, for_machines};
pub use audio::{desk_audio, text_at};
pub use home::home;
pub use offline::offline;
pub use pictures::desk_pictures;
pub use section::section;
pub use standing::{about, further, privacy, safety, terms};
