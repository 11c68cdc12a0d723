//! The room `outside`: what search engines and readers of feeds are told of. Every room names what a guest may open of its
//! own, by its own predicate of visibility; nothing here looks at states.

use std::collections::HashMap;

use contract::{Locale, Section};

use crate::{Actor, DomainResult, Services, content, directory, forum, library, statistics};

/// Things in one part of a list of addresses. Each has at most three addresses, and each of these names the others.
pub const PART: u64 = 2_000;

/// No list has so many parts; a database takes no number without end.
const PARTS: u64 = 100_000;

/// Entries of a feed.
const NEWS: usize = 50;
/// Entries of one kind in it: what comes by the hundred on one day leaves room for the rest.
const NEWS_OF_A_KIND: u64 = 20;

/// What is listed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Standing pages.
    Pages,
    /// Introductions of sections.
    Sections,
    /// Articles and procedures.
    Articles,
    /// Items of the library.
    Items,
    /// Collections of the library.
    Collections,
    /// Datasets.
    Datasets,
    /// Organisations.
    Organisations,
    /// Categories of the forum that opted in.
    Categories,
    /// Topics of these.
    Topics,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Pages,
        Self::Sections,
        Self::Articles,
        Self::Items,
        Self::Collections,
        Self::Datasets,
        Self::Organisations,
        Self::Categories,
        Self::Topics,
    ];

    /// As it stands in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Sections => "sections",
            Self::Articles => "articles",
            Self::Items => "library",
            Self::Collections => "collections",
            Self::Datasets => "statistics",
            Self::Organisations => "organisations",
            Self::Categories => "forum",
            Self::Topics => "topics",
        }
    }

    /// Reads that.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Something that everybody may open, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InLanguage {
    /// The language.
    pub locale: Locale,
    /// Cosmetic part of its address; empty where there is none.
    pub slug: String,
    /// ISO day of the last change, where that is told.
    pub day: Option<String>,
}

/// Something that everybody may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Its identifier in its own room, or its slug where that is its name.
    pub id: String,
    /// The languages in which there is such a text.
    pub texts: Vec<InLanguage>,
}

/// Texts by the thing of which they are, as they come: its identifier, language, slug, day. What is in none of our languages
/// is left out.
pub(crate) fn by_thing(
    rows: impl IntoIterator<Item = (String, String, String, Option<String>)>,
) -> HashMap<String, Vec<InLanguage>> {
    let mut all: HashMap<String, Vec<InLanguage>> = HashMap::new();
    for (id, locale, slug, day) in rows {
        let Ok(locale) = locale.parse() else { continue };
        all.entry(id).or_default().push(InLanguage { locale, slug, day });
    }
    all
}

/// How many there are of each kind; a few may lead nowhere in every language.
///
/// # Errors
/// The database is away.
pub async fn count(services: &Services, kind: Kind) -> DomainResult<u64> {
    let services = &services.as_read_by(&Actor::Guest);
    match kind {
        Kind::Pages => content::count_public(services, &[content::Kind::Page]).await,
        Kind::Sections => content::count_public(services, &[content::Kind::Section]).await,
        Kind::Articles => {
            content::count_public(services, &[content::Kind::Article, content::Kind::Procedure]).await
        }
        Kind::Items => library::count_public(services).await,
        Kind::Collections => Ok(number(&library::public_collections(services).await?)),
        Kind::Datasets => Ok(number(&statistics::public(services).await?)),
        Kind::Organisations => Ok(number(&directory::public(services).await?)),
        Kind::Categories => Ok(number(&forum::public_categories(services).await?)),
        Kind::Topics => forum::count_public(services).await,
    }
}

fn number(all: &[Public]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

/// One part of what everybody may open of a kind, from 0; empty behind the last one.
///
/// # Errors
/// The database is away.
pub async fn public(services: &Services, kind: Kind, part: u64) -> DomainResult<Vec<Public>> {
    let services = &services.as_read_by(&Actor::Guest);
    if part > PARTS {
        return Ok(Vec::new());
    }
    let from = part * PART;
    let all = match kind {
        Kind::Pages => return content::public(services, &[content::Kind::Page], (from, PART)).await,
        Kind::Sections => return content::public(services, &[content::Kind::Section], (from, PART)).await,
        Kind::Articles => {
            let kinds = [content::Kind::Article, content::Kind::Procedure];
            return content::public(services, &kinds, (from, PART)).await;
        }
        Kind::Items => return library::public(services, (from, PART)).await,
        Kind::Topics => return forum::public_topics(services, (from, PART)).await,
        Kind::Collections => library::public_collections(services).await?,
        Kind::Datasets => statistics::public(services).await?,
        Kind::Organisations => directory::public(services).await?,
        Kind::Categories => forum::public_categories(services).await?,
    };
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let most = usize::try_from(PART).unwrap_or(usize::MAX);
    Ok(all.into_iter().skip(from).take(most).collect())
}

/// Something new, for a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it is: an article, an item or a dataset.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Language of the words.
    pub locale: Locale,
    /// Cosmetic part of its address.
    pub slug: String,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// UTC milliseconds of the last change; told by the day.
    pub changed: i64,
}

/// What is new in texts, library and figures, or in those of one section, the newest first; each in the best language for
/// the reader.
///
/// # Errors
/// The database is away.
pub async fn news(services: &Services, locale: Locale, section: Option<Section>) -> DomainResult<Vec<News>> {
    let services = &services.as_read_by(&Actor::Guest);
    let mut all = content::newest(services, locale, section, NEWS_OF_A_KIND).await?;
    all.extend(library::newest(services, locale, section, NEWS_OF_A_KIND).await?);
    let mut figures = statistics::newest(services, locale, section).await?;
    newest_first(&mut figures);
    figures.truncate(usize::try_from(NEWS_OF_A_KIND).unwrap_or(usize::MAX));
    all.extend(figures);
    newest_first(&mut all);
    all.truncate(NEWS);
    Ok(all)
}

fn newest_first(all: &mut [News]) {
    all.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.id.cmp(&b.id)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::parse("members"), None);
        // What a list of addresses may hold at most.
        assert!(PART * Locale::ALL.len() as u64 <= 50_000);
    }
}
