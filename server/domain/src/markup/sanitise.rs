//! The allow-list. No image, style, frame, form or script, whoever wrote it; no class but those of call-outs in articles.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

use super::Pointer;

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
    builder
        .link_rel(Some("noopener noreferrer"))
        .add_tags(["div"])
        .add_allowed_classes("div", ["for-whom", "if-refused"]);
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

/// What a chapter of a book has besides. A picture has the address that the reader gives it, or none.
const CHAPTER: [&str; 23] = [
    "abbr",
    "article",
    "aside",
    "caption",
    "cite",
    "dd",
    "dfn",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "i",
    "img",
    "ins",
    "q",
    "s",
    "section",
    "small",
    "span",
    "tfoot",
    "u",
    "header",
];
/// What goes with all that is in it: no word of it was written for readers.
const CHAPTER_NEVER: [&str; 22] = [
    "applet", "audio", "button", "canvas", "datalist", "embed", "frameset", "head", "iframe", "math",
    "noframes", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea",
    "title", "video",
];

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

/// Sanitises a chapter of a book. Where it points to is asked of `address`: nothing that the book wrote itself becomes
/// the address of a picture.
pub(super) fn chapter(
    html: &str,
    address: impl Fn(Pointer, &str) -> Option<String> + Send + Sync + 'static,
) -> String {
    let mut builder = base();
    builder
        .add_tags(CHAPTER)
        .add_generic_attributes(["dir", "id"])
        .add_tag_attributes("img", ["alt", "src"])
        .add_tag_attributes("td", ["colspan", "rowspan"])
        .add_tag_attributes("th", ["colspan", "rowspan", "scope"])
        .set_tag_attribute_values(HashMap::from([("img", HashMap::from([("loading", "lazy")]))]))
        .link_rel(Some("nofollow noreferrer noopener"))
        // Names of a book's places cannot clash with those of the page.
        .id_prefix(Some(super::chapter::PREFIX))
        .clean_content_tags(HashSet::from(CHAPTER_NEVER))
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("a", "href") => address(Pointer::Link, value).map(Cow::Owned),
            ("img", "src") => address(Pointer::Picture, value).map(Cow::Owned),
            (_, "dir") => ["auto", "ltr", "rtl"].contains(&value).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    builder.clean(html).to_string()
}
