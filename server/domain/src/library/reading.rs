//! Reading a book inside the portal: its HTML edition, through the sanitiser, with a table of contents.

use contract::{Locale, Tongue, ids::ItemId};
use entity::library::item;
use sea_orm::{ColumnTrait, Condition};

use super::{
    blobs,
    item::{described_in, files},
    life::refusal,
    list::cards,
    model::ItemCard,
    words::FileRole,
};
use crate::{DomainError, DomainResult, Services, markup, markup::SafeHtml, search::plain_text};

/// Longest text that is read on one page.
const READING_LIMIT: u64 = 2 * 1024 * 1024;

/// A heading that can be gone to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Name of its place on the page.
    pub anchor: String,
    /// Text.
    pub text: String,
}

/// A book open for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The item.
    pub card: ItemCard,
    /// Slug in each language in which the item is described.
    pub described_in: Vec<(Locale, String)>,
    /// Language of the text.
    pub language: Tongue,
    /// Languages in which it can be read.
    pub languages: Vec<Tongue>,
    /// Headings, in order.
    pub contents: Vec<Heading>,
    /// Text.
    pub html: SafeHtml,
}

/// Opens the HTML edition of an item: in `wanted`, else in the reader's language, else in the first there is.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item, or
/// nothing to read in the language asked for.
pub async fn read(
    services: &Services,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
) -> DomainResult<Reading> {
    let filter = Condition::all().add(item::Column::Id.eq(id.as_str()));
    let Some(card) = cards(services, locale, filter, 1).await?.pop() else {
        return Err(refusal(services.db.read(), id).await?);
    };
    let described_in = described_in(services, id).await?;
    let mut editions = files(services, locale, id).await?;
    editions.retain(|file| file.role == FileRole::Html);
    let edition = match wanted {
        Some(language) => editions.iter().find(|file| file.language == language),
        None => editions.first(),
    }
    .ok_or_else(DomainError::not_found)?;
    let source = blobs::read_text(services, &edition.sha256, READING_LIMIT).await?;
    let html = markup::book(&source);
    let contents = headings(html.as_str());
    let language = edition.language;
    let mut languages: Vec<Tongue> = editions.iter().map(|file| file.language).collect();
    languages.sort_unstable();
    languages.dedup();
    Ok(Reading { card, described_in, language, languages, contents, html })
}

/// The words of a book on one page, with the place of the heading that stands before them.
pub(crate) fn stretches(html: &SafeHtml) -> Vec<(Option<String>, String)> {
    const HEADING: &str = "<h2 id=\"";
    let words = |part: String| plain_text(&SafeHtml::from_store(part));
    let mut parts = html.as_str().split(HEADING);
    let mut all: Vec<(Option<String>, String)> =
        parts.next().map(|first| (None, words(first.to_owned()))).into_iter().collect();
    for part in parts {
        let anchor = part.split_once('"').map(|(anchor, _)| anchor.to_owned());
        all.push((anchor, words(format!("{HEADING}{part}"))));
    }
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// Second-level headings with an id, read from sanitised HTML.
fn headings(html: &str) -> Vec<Heading> {
    html.split("<h2 id=\"")
        .skip(1)
        .filter_map(|part| {
            let (anchor, rest) = part.split_once('"')?;
            let (_, rest) = rest.split_once('>')?;
            let (text, _) = rest.split_once("</h2>")?;
            Some(Heading {
                anchor: anchor.to_owned(),
                text: plain_text(&SafeHtml::from_store(text.to_owned())),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_headings_of_a_book_and_drops_what_surrounds_it() {
        let html = markup::book(
            "<!DOCTYPE html><html><head><title>T</title></head><body><nav><h2 id=c>Contents</h2></nav><main>\
             <section onclick=\"x()\"><h2 id=\"one\">A <bdi>1</bdi> &amp; B</h2><p>Text<script>x()</script></p></section></main></body></html>",
        );
        assert_eq!(html.as_str(), "<h2 id=\"b-one\">A <bdi>1</bdi> &amp; B</h2><p>Text</p>");
        assert_eq!(headings(html.as_str()), [Heading { anchor: "b-one".into(), text: "A 1 & B".into() }]);
        let html = markup::book("<p>Before</p><h2 id=x>One</h2><p>1</p><h2 id=y>Two</h2><p>2</p>");
        let stretch = |anchor: Option<&str>, text: &str| (anchor.map(str::to_owned), text.to_owned());
        assert_eq!(
            stretches(&html),
            [stretch(None, "Before"), stretch(Some("b-x"), "One\n1"), stretch(Some("b-y"), "Two\n2")]
        );
    }
}
