//! The allow-list. No image, style, class, frame, form or script, whoever wrote it.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::Builder;

use super::SafeHtml;

const INLINE: [&str; 10] = ["a", "b", "bdi", "br", "code", "del", "em", "strong", "sub", "sup"];
const BLOCK: [&str; 18] = [
    "blockquote",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "div",
];

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

fn base() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(INLINE.into_iter().chain(BLOCK).filter(|tag| *tag != "div" && *tag != "section").collect())
        .generic_attributes(HashSet::from(["lang", "dir"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["align"])),
            ("th", HashSet::from(["align"])),
        ]))
        .set_tag_attribute_values(HashMap::from([
            ("p", HashMap::from([("dir", "auto")])),
            ("li", HashMap::from([("dir", "auto")])),
            ("blockquote", HashMap::from([("dir", "auto")])),
            ("h2", HashMap::from([("dir", "auto")])),
            ("h3", HashMap::from([("dir", "auto")])),
            ("h4", HashMap::from([("dir", "auto")])),
            ("td", HashMap::from([("dir", "auto")])),
            ("th", HashMap::from([("dir", "auto")])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    builder
}

/// Sanitises a post.
pub(super) fn post(html: &str) -> SafeHtml {
    // A post's headings stay below those of the page it stands on.
    let lowered = html
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h3>")
        .replace("</h2>", "</h3>");
    SafeHtml(POST.clean(&lowered).to_string())
}

/// Sanitises an article.
pub(super) fn article(html: &str) -> SafeHtml {
    let lowered = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>");
    SafeHtml(ARTICLE.clean(&lowered).to_string())
}
