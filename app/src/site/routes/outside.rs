//! Addresses for search engines, readers of feeds, and previews of links.

use contract::{
    Locale, Section,
    ids::{ArticleId, DatasetId, ItemId, OrganisationId, TopicId},
};
use domain::{content::GLOSSARY, outside::Kind};

use super::section;

/// The list of the lists of addresses.
pub const SITEMAP: &str = "/sitemap.xml";

/// One list of addresses, from 0.
pub fn sitemap_part(kind: Kind, part: u64) -> String {
    format!("/sitemap/{}-{}.xml", kind.as_str(), part.saturating_add(1))
}

/// What the last segment of [`sitemap_part`] names.
pub fn sitemap_named(name: &str) -> Option<(Kind, u64)> {
    let (kind, number) = name.strip_suffix(".xml")?.rsplit_once('-')?;
    let part: u64 = number.parse().ok()?;
    let plain = part > 0 && number == part.to_string();
    Some((Kind::parse(kind)?, part.checked_sub(1).filter(|_| plain)?))
}

/// What is new, as a feed.
pub fn news_feed(l: Locale) -> String {
    format!("/{l}/feed.atom")
}

/// What is new in a section, as a feed.
pub fn section_feed(l: Locale, slug: &str) -> String {
    format!("{}/feed.atom", section(l, slug))
}

/// The portal and who makes it, for machines.
pub fn portal_data(l: Locale) -> String {
    format!("/{l}/data.jsonld")
}

/// The words that are explained, for machines.
pub fn glossary_data(l: Locale) -> String {
    format!("{}/data.jsonld", super::standing(l, GLOSSARY))
}

/// A section for machines.
pub fn section_data(l: Locale, slug: &str) -> String {
    format!("{}/data.jsonld", section(l, slug))
}

/// A page that lists others, for machines: the forum, a category, the library, the figures, the organisations.
pub fn list_data(list: &str) -> String {
    format!("{list}/data.jsonld")
}

/// A topic for machines.
pub fn topic_data(l: Locale, id: &TopicId) -> String {
    format!("{}/data.jsonld", super::topic(l, id))
}

/// A picture for the preview of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// Of whatever must not be told: it says nothing.
    Neutral,
    /// Of the portal.
    Portal(Locale),
    /// Of a section.
    Section(Locale, Section),
    /// Of an article or procedure.
    Article(Locale, ArticleId),
    /// Of an item of the library.
    Item(Locale, ItemId),
    /// Of a dataset.
    Dataset(Locale, DatasetId),
    /// Of an organisation.
    Organisation(Locale, OrganisationId),
}

impl Share {
    /// Its address.
    pub fn path(&self) -> String {
        let name = match self {
            Self::Neutral => "neutral".to_owned(),
            Self::Portal(l) => format!("portal-{l}"),
            Self::Section(l, section) => format!("section-{}-{l}", section.slug()),
            Self::Article(l, id) => format!("article-{id}-{l}"),
            Self::Item(l, id) => format!("item-{id}-{l}"),
            Self::Dataset(l, id) => format!("dataset-{id}-{l}"),
            Self::Organisation(l, id) => format!("organisation-{id}-{l}"),
        };
        format!("/media/share/{name}.png")
    }

    /// Which one the last segment of its address names.
    pub fn named(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".png")?;
        if stem == "neutral" {
            return Some(Self::Neutral);
        }
        let (what, language) = stem.rsplit_once('-')?;
        let l: Locale = language.parse().ok()?;
        if what == "portal" {
            return Some(Self::Portal(l));
        }
        let (kind, id) = what.split_once('-')?;
        Some(match kind {
            "section" => Self::Section(l, id.parse().ok()?),
            "article" => Self::Article(l, id.parse().ok()?),
            "item" => Self::Item(l, id.parse().ok()?),
            "dataset" => Self::Dataset(l, id.parse().ok()?),
            "organisation" => Self::Organisation(l, id.parse().ok()?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for (kind, part) in [(Kind::Articles, 0), (Kind::Items, 11)] {
            let path = sitemap_part(kind, part);
            assert_eq!(sitemap_named(path.rsplit('/').next().unwrap_or_default()), Some((kind, part)));
        }
        for bad in
            ["articles-0.xml", "articles-01.xml", "articles-+1.xml", "members-1.xml", "articles.xml", ".xml"]
        {
            assert_eq!(sitemap_named(bad), None, "{bad}");
        }
        for share in [
            Share::Neutral,
            Share::Portal(Locale::Ar),
            Share::Section(Locale::Fr, Section::CivilSociety),
            Share::Article(Locale::En, ArticleId::trusted("abcd")),
            Share::Item(Locale::Ar, ItemId::trusted("abcd")),
        ] {
            let path = share.path();
            assert_eq!(Share::named(path.rsplit('/').next().unwrap_or_default()), Some(share));
        }
        for bad in [
            "",
            ".png",
            "neutral.svg",
            "portal-de.png",
            "article-ABCD-ar.png",
            "topic-abcd-ar.png",
            "article-ar.png",
        ] {
            assert_eq!(Share::named(bad), None, "{bad}");
        }
    }
}
