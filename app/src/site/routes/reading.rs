//! Addresses of reading and of answering without words.

use contract::{
    Locale,
    ids::{ArticleId, DatasetId, ItemId, PostId, TopicId, split_slugged},
};
use domain::{forum::About, search::Kind};

use super::{article, dataset, home, item, topic, topic_page, with_pairs};

/// The permanent address of a post, in no language.
pub fn permalink(post: &PostId) -> String {
    format!("/p/{post}")
}

/// The first text on a page of a topic that is new to whoever reads.
pub fn first_fresh(l: Locale, id: &TopicId, page: u64) -> String {
    format!("{}#fresh", topic_page(l, id, page))
}

/// Reacts to a post, or keeps it (a form posts to it).
pub fn mark(l: Locale, post: &PostId) -> String {
    format!("/{l}/forum/p/{post}")
}

/// What of the portal an address leads to that can be discussed: kind and identifier. With or without the host.
pub fn thing_of(address: &str) -> Option<(Kind, String)> {
    let path = address.split(['?', '#']).next()?;
    let path = path
        .split_once("://")
        .map_or(Some(path), |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)))?;
    let mut parts = path.strip_prefix('/')?.split('/');
    let _: Locale = parts.next()?.parse().ok()?;
    let kind = match parts.next()? {
        "a" => Kind::Article,
        "library" => Kind::Item,
        "statistics" => Kind::Dataset,
        _ => return None,
    };
    let id = split_slugged(parts.next()?).0;
    (!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| (kind, id.to_owned()))
}

/// Where what is discussed is read.
pub fn thing(reader: Locale, about: &About) -> String {
    let locale = about.locale.unwrap_or(reader);
    match about.kind {
        Kind::Article => article(locale, &ArticleId::trusted(about.id.as_str()), &about.slug),
        Kind::Item => item(locale, &ItemId::trusted(about.id.as_str()), &about.slug),
        Kind::Dataset => dataset(locale, &DatasetId::trusted(about.id.as_str()), &about.slug),
        Kind::Topic | Kind::Page | Kind::Organisation => home(locale),
    }
}

/// Closes, opens, pins a topic (a form posts to it).
pub fn arrange(l: Locale, id: &TopicId) -> String {
    format!("{}/arrange", topic(l, id))
}

/// Votes in a topic's poll, ends it, changes its answers (a form posts to it).
pub fn poll(l: Locale, id: &TopicId) -> String {
    format!("{}/poll", topic(l, id))
}

/// Tells when something new comes into a topic, after a number.
pub fn live(l: Locale, id: &TopicId, after: i64) -> String {
    format!("{}/live?after={after}", topic(l, id))
}

/// A member's own bookmarks.
pub fn bookmarks(l: Locale) -> String {
    format!("/{l}/my/bookmarks")
}

/// A list with its filters; empty ones are left out.
pub fn filtered(path: &str, pairs: &[(&str, String)]) -> String {
    with_pairs(path, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_things_are_read() {
        let read = |address: &str| thing_of(address).map(|(kind, id)| (kind.as_str(), id));
        assert_eq!(read("/ar/a/askunit-x-y"), Some(("article", "askunit".to_owned())));
        assert_eq!(read("https://host.tn/fr/library/abc-d/read#p2"), Some(("item", "abc".to_owned())));
        assert_eq!(read("http://h:1/en/statistics/st1"), Some(("dataset", "st1".to_owned())));
        for none in
            ["", "/", "/ar", "/ar/a/", "/xx/a/abc", "/ar/forum/t/abc", "abc", "https://host.tn", "/ar/a/../b"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
