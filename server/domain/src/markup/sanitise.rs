//! The allow-list. No image, style, class, frame, form or script, whoever wrote it.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

const INLINE: [&str; 10] = ["a", "b", "bdi", "br", "code", "del", "em", "strong", "sub", "sup"];
const BLOCK: [&str; 16] = [
    "blockquote",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Blocks that hold running text: the browser finds their direction. The containers around them get theirs
/// from `direction`, because `dir="auto"` does not look into children that have a `dir` of their own.
const AUTO: [&str; 7] = ["p", "h2", "h3", "h4", "td", "th", "pre"];

static POST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = base();
    builder.link_rel(Some("nofollow ugc noopener noreferrer"));
    builder
});

static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = base();
    builder.link_rel(Some("noopener noreferrer"));
    builder
});

/// What surrounds the text of a book (its own title, contents and colophon) belongs to the page that shows it.
static BOOK: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = base();
    builder
        .link_rel(Some("noopener noreferrer"))
        .add_tag_attributes("h2", ["id"])
        // Names of a book's places cannot clash with those of the page.
        .id_prefix(Some("b-"))
        // A book's direction is that of its language, not of each paragraph.
        .set_tag_attribute_values(HashMap::new())
        .clean_content_tags(HashSet::from(["footer", "header", "nav", "script", "style", "title"]));
    builder
});

fn base() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(INLINE.into_iter().chain(BLOCK).collect())
        .generic_attributes(HashSet::from(["lang"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["align"])),
            ("th", HashSet::from(["align"])),
        ]))
        .set_tag_attribute_values(
            AUTO.into_iter().map(|tag| (tag, HashMap::from([("dir", "auto")]))).collect(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    builder
}

/// Sanitises a post.
pub(super) fn post(html: &str) -> String {
    POST.clean(html).to_string()
}

/// Sanitises an article.
pub(super) fn article(html: &str) -> String {
    let lowered = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>");
    ARTICLE.clean(&lowered).to_string()
}

/// Sanitises the HTML edition of a book.
pub(super) fn book(html: &str) -> String {
    BOOK.clean(html).to_string()
}
