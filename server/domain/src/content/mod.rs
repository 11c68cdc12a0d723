//! The room `content`: sections, articles, procedures and standing pages of the team; [`editorial`] is where they are
//! written.

mod around;
pub mod audio;
pub mod care;
mod document;
pub mod editorial;
mod front_matter;
mod outside;
mod populate;
mod read;
pub mod references;
pub mod retire;
mod seed;
mod simple;
pub mod translation;
#[cfg(test)]
mod tree;

pub use around::{Around, around, page_around};
pub use document::{ArticleCard, Document, Home, Kind, Procedure, SectionCard, SectionPage, Source, Step};
pub use outside::procedures;
pub(crate) use outside::{count_public, newest, public};
pub use populate::{Writing, Written, populate};
pub use read::{article, home, page, released, section};
pub(crate) use read::{living, living_ids};
pub use seed::seed;
pub use simple::{HELPLINES, Screen, screens};

/// The page that explains words.
pub const GLOSSARY: &str = "glossary";
