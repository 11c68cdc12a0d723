//! Pages of the room `content`: home, sections, articles, standing pages.

mod article;
pub mod care;
pub mod desk;
mod home;
pub mod notes;
mod section;
mod standing;

pub use article::{ForMachines, article, for_machines};
pub use home::home;
pub use section::section;
pub use standing::{about, privacy, safety, terms};
