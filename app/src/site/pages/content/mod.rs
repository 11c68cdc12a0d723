//! Pages of the room `content`: home, sections, articles, standing pages.

mod article;
pub mod desk;
mod home;
mod section;
mod standing;

pub use article::{article, article_short};
pub use home::home;
pub use section::section;
pub use standing::{about, privacy, safety, terms};
