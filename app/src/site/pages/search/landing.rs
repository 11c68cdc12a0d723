//! Where in a thing a passage is read: its page, its chapter, its second.

use contract::{
    Locale,
    ids::{ItemId, PostId},
};
use domain::search::{Hit, Kind, Landing, Spot};
use i18n::L10nLanguage;

use super::results;
use crate::site::{pages::library::words::clock, routes};

/// The address of the place, in the language in which the thing was found; what was looked for is marked there.
pub(super) fn address(locale: Locale, hit: &Hit, inside: &Landing, text: &str) -> String {
    let id = ItemId::trusted(hit.target_id.as_str());
    let slug = hit.slug.as_str();
    let language = inside.language;
    if let (Kind::Page, Spot::Heading(anchor)) = (hit.kind, &inside.spot) {
        return format!(
            "{}#{anchor}",
            results::address(locale, Kind::Page, &hit.target_id, slug, hit.locale)
        );
    }
    let pairs = [("language", language.code().to_owned())];
    match &inside.spot {
        Spot::Page(number) => {
            let [language] = pairs;
            routes::document_page(locale, (&id, slug), *number, &[language, ("mark", text.to_owned())])
        }
        Spot::Chapter(number) => {
            let number = usize::try_from(*number).unwrap_or_default();
            routes::book_chapter(locale, (&id, slug), number, None, &pairs)
        }
        Spot::Heading(anchor) => {
            let page = routes::with_pairs(&routes::item_reading(locale, &id, slug), &pairs);
            format!("{page}#{anchor}")
        }
        Spot::Watch(second) => {
            routes::item_moment(locale, &id, slug, language, *second, &format!("watch-{language}"))
        }
        Spot::Listen(second) => {
            routes::item_moment(locale, &id, slug, language, *second, &format!("listen-{language}"))
        }
        Spot::Post(id) => routes::permalink(&PostId::trusted(id.as_str())),
        Spot::Said(_) => {
            let pairs = [("lang", language.code().to_owned()), ("q", text.to_owned())];
            routes::with_pairs(&routes::item_transcript(locale, &id, slug), &pairs)
        }
    }
}

/// What the place is called.
pub(super) fn name(l: &L10nLanguage, inside: &Landing) -> String {
    match &inside.spot {
        Spot::Page(number) => l.msg_search_at_page(number.to_string()),
        Spot::Chapter(number) => l.msg_search_at_part(number.saturating_add(1).to_string()),
        Spot::Watch(second) | Spot::Listen(second) | Spot::Said(second) => {
            l.msg_search_at_second(clock(*second))
        }
        Spot::Heading(_) => l.msg_search_at_heading(),
        Spot::Post(_) => l.msg_search_at_post(),
    }
}
