//! Pages of the room `content`: home, sections, articles, standing pages.

mod article;
mod audio;
pub mod checks;
pub mod desk;
mod home;
mod listen;
mod pictures;
mod section;
mod standing;
pub mod tools;

pub use article::{article, article_short};
pub use audio::{desk_audio, text_at};
pub use home::home;
pub use pictures::desk_pictures;
pub use section::section;
pub use standing::{about, privacy, safety, terms};
