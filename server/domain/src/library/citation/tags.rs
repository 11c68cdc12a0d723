//! The tags by which reference managers and scholarly search engines know a page.

use super::{keywords, line};
use crate::library::{AgentRole, IdentifierKind, Record};

/// Names and contents of the `meta` tags of an item's page. `reading` is where its text can be read, `pdf` where its PDF is.
pub fn tags(
    record: &Record,
    address: &str,
    (reading, pdf): (Option<&str>, Option<&str>),
) -> Vec<(&'static str, String)> {
    let mut tags = Vec::new();
    let mut put = |name: &'static str, text: &str| {
        let text = line(text);
        if !text.is_empty() {
            tags.push((name, text));
        }
    };
    if let Some(text) = record.own_text() {
        put("citation_title", &text.title);
    }
    for name in record.names(AgentRole::Author) {
        put("citation_author", &name.text);
    }
    for name in record.names(AgentRole::Publisher) {
        put("citation_publisher", &name.text);
    }
    if let Some(year) = record.year {
        put("citation_publication_date", &year.to_string());
    }
    for language in &record.languages {
        put("citation_language", language.code());
    }
    for one in &record.identifiers {
        match one.kind {
            IdentifierKind::Isbn => put("citation_isbn", &one.value),
            IdentifierKind::Issn => put("citation_issn", &one.value),
            IdentifierKind::Doi => put("citation_doi", &one.value),
            IdentifierKind::Urn | IdentifierKind::Url => {}
        }
    }
    for word in keywords(record) {
        put("citation_keywords", &word);
    }
    put("citation_public_url", address);
    if let Some(reading) = reading {
        put("citation_fulltext_html_url", reading);
    }
    if let Some(pdf) = pdf {
        put("citation_pdf_url", pdf);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::citation::tests::{ADDRESS, record};

    #[test]
    fn one_tag_a_name() {
        let with_pdf = tags(&record(), ADDRESS, (None, Some("https://jusoor.example/media/a/b.pdf")));
        assert!(with_pdf.contains(&("citation_pdf_url", "https://jusoor.example/media/a/b.pdf".to_owned())));
        let tags = tags(&record(), ADDRESS, (None, None));
        assert!(tags.iter().all(|(name, _)| *name != "citation_pdf_url"));
        let of = |name: &str| tags.iter().filter(|(n, _)| *n == name).count();
        assert_eq!((of("citation_author"), of("citation_title"), of("citation_doi")), (2, 1, 1));
        assert_eq!(of("citation_fulltext_html_url"), 0);
    }
}
