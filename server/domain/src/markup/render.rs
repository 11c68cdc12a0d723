//! Markdown to HTML.

use comrak::{Options, markdown_to_html};

use super::{SafeHtml, sanitise};

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.render.hardbreaks = true;
    // Raw HTML is shown as text, not dropped: nothing that somebody wrote disappears without a word.
    options.render.escape = true;
    options
}

/// A post of the forum: no headings above h3, no images, links marked as hers and not ours.
pub fn post(source: &str) -> SafeHtml {
    sanitise::post(&markdown_to_html(source, &options()))
}

/// An article by the team: headings from h2 down, plain links.
pub fn article(source: &str) -> SafeHtml {
    let mut options = options();
    options.render.hardbreaks = false;
    sanitise::article(&markdown_to_html(source, &options))
}
