//! The sheet of useful numbers, from the one data file of the helplines.

use std::{collections::BTreeMap, fmt::Write};

use contract::Locale;
use serde::Deserialize;

use super::{
    super::manifest::{defect, text_source},
    escape,
    guide::day,
    html,
};
use crate::{DomainResult, safety};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    title: String,
    lead: String,
    checked: String,
    source: String,
    made_by: String,
}

/// The sheet in one language.
pub(super) fn html(locale: Locale, name: &str) -> DomainResult<String> {
    let mut cards: BTreeMap<Locale, Card> =
        toml::from_str(text_source(name)?).map_err(|error| defect(format!("{name}: {error}")))?;
    let card = cards.remove(&locale).ok_or_else(|| defect(format!("{name} lacks {locale}")))?;
    let mut body = format!(
        "<header>\n<h1>{}</h1>\n</header>\n<main>\n<p>{}</p>\n",
        escape(&card.title),
        escape(&card.lead)
    );
    for line in safety::helplines() {
        let number = escape(&line.number);
        let _ = writeln!(
            body,
            "<section>\n<h2 id=\"n-{number}\"><a href=\"tel:{number}\"><bdi>{number}</bdi></a></h2>\n\
             <p><strong>{}</strong></p>\n<p>{}</p>\n<p>{}</p>\n\
             <p>{} <bdi>{}</bdi>. {}: <bdi>{}</bdi></p>\n</section>",
            escape(line.name.get(locale)),
            escape(line.for_whom.get(locale)),
            escape(line.hours.get(locale)),
            escape(&card.checked),
            day(&line.checked_on),
            escape(&card.source),
            escape(host(&line.source_url)),
        );
    }
    let _ = writeln!(body, "</main>\n<footer>\n<p>{}</p>\n</footer>", escape(&card.made_by));
    Ok(html::document(locale.code(), locale.direction().as_str(), &card.title, &body))
}

/// The site of an address: a sheet of paper has no room for the rest.
fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or(url)
}
