//! What others read of the portal without opening its pages: lists of addresses for search engines, feeds, and pictures
//! for previews of links. Everything in them stands on pages that everybody may open.

mod feed;
mod share;
mod sitemap;

pub use feed::{news, section_news};
pub use share::picture;
pub use sitemap::{index, part};

/// The section of which a preview tells nothing: who sees the message must not learn what it is about.
pub fn tells_nothing(section: Option<&str>) -> bool {
    section == Some(contract::Section::ProtectionOfWomen.slug())
}
