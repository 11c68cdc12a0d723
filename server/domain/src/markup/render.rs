//! Markdown to HTML.

use std::fmt::Write as _;

use comrak::{
    Arena, Options, format_html, html,
    nodes::{AstNode, Node, NodeValue},
    parse_document,
};

use super::{SafeHtml, direction, pictures, quote, sanitise};

/// Deeper than this nobody writes on purpose: such a text is shown as plain paragraphs, whole.
const MAX_DEPTH: usize = 40;

/// The dialect: what comrak is asked to read.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.hardbreaks = true;
    // Raw HTML is shown as text, not dropped: nothing that somebody wrote disappears without a word.
    options.render.escape = true;
    options
}

/// A post of the forum: no headings above h3, no images, links marked as hers and not ours. What it quotes of others
/// leaves places (see [`quote`]).
pub fn post(source: &str) -> SafeHtml {
    if quote::is_in(source) { quote::html(source) } else { words(source) }
}

/// The words of a post, without any quote of another one.
pub(super) fn words(source: &str) -> SafeHtml {
    let arena = Arena::new();
    let options = options();
    let root = parse_document(&arena, source, &options);
    if depth(root) > MAX_DEPTH {
        return plain(source);
    }
    tame(&arena, root);
    let mut html = String::with_capacity(source.len() * 2);
    if format_html(root, &options, &mut html).is_err() {
        return plain(source);
    }
    // What turns text around does not come in as an entity either.
    html.retain(|c| !crate::text::is_deceptive(c));
    direction::mark(sanitise::post(&html))
}

/// The dialect of articles.
pub(super) fn article_options() -> Options<'static> {
    let mut options = options();
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.render.hardbreaks = false;
    options
}

/// An article by the team: headings from h2 down, plain links, pictures of the library.
pub fn article(source: &str) -> SafeHtml {
    let arena = Arena::new();
    let options = article_options();
    let root = parse_document(&arena, source, &options);
    if depth(root) > MAX_DEPTH {
        return plain(source);
    }
    pictures::place(root);
    let mut html = String::with_capacity(source.len() * 2);
    if format_html(root, &options, &mut html).is_err() {
        return plain(source);
    }
    direction::mark(sanitise::article(&callouts(html)))
}

/// Call-outs (`> [!NOTE]`, `> [!WARNING]`) in the classes that pages have for them. The title that comrak gives to one
/// without is an English word, so it goes. What somebody writes looks never like these: its `<` is escaped.
fn callouts(mut html: String) -> String {
    for (kind, title, class) in [
        ("note", "Note", "for-whom"),
        ("tip", "Tip", "for-whom"),
        ("important", "Important", "for-whom"),
        ("warning", "Warning", "if-refused"),
        ("caution", "Caution", "if-refused"),
    ] {
        let open = format!("<div class=\"markdown-alert markdown-alert-{kind}\">");
        if html.contains(&open) {
            let own = format!("<div class=\"{class}\">");
            let titled = format!("{open}\n<p class=\"markdown-alert-title\">{title}</p>");
            html = html.replace(&titled, &own).replace(&open, &own);
        }
    }
    html
}

/// The text as it stands, blank lines making paragraphs.
fn plain(source: &str) -> SafeHtml {
    let mut out = String::with_capacity(source.len() + 64);
    for paragraph in source.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        out.push_str("<p>");
        for (index, line) in paragraph.lines().enumerate() {
            if index > 0 {
                out.push_str("<br>\n");
            }
            // Writing into a String cannot fail.
            let _ = html::escape(&mut out, line);
        }
        let _ = writeln!(out, "</p>");
    }
    direction::mark(sanitise::post(&out))
}

fn depth(root: Node<'_>) -> usize {
    use comrak::arena_tree::NodeEdge;
    let (mut now, mut deepest) = (0_usize, 0_usize);
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(_) => {
                now += 1;
                deepest = deepest.max(now);
            }
            NodeEdge::End(_) => now -= 1,
        }
    }
    deepest
}

/// Headings stay below those of the page, an image becomes a link with its words, a block of raw HTML a
/// paragraph that shows it as text with its line breaks.
fn tame<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let lines = {
            let mut data = node.data_mut();
            match &mut data.value {
                NodeValue::Heading(heading) => {
                    heading.level = if heading.level <= 2 { 3 } else { 4 };
                    None
                }
                NodeValue::Image(link) => {
                    let link = link.clone();
                    data.value = NodeValue::Link(link);
                    None
                }
                NodeValue::HtmlBlock(block) => {
                    let literal = std::mem::take(&mut block.literal);
                    data.value = NodeValue::Paragraph;
                    Some(literal)
                }
                // The word behind an opening fence is hers too: she may not know that it has a meaning.
                NodeValue::CodeBlock(block) if !block.info.is_empty() => {
                    let info = std::mem::take(&mut block.info);
                    block.literal = format!("{info}\n{}", block.literal);
                    None
                }
                _ => None,
            }
        };
        for (index, line) in lines.iter().flat_map(|text| text.trim_end().lines()).enumerate() {
            if index > 0 {
                node.append(arena.alloc(AstNode::from(NodeValue::LineBreak)));
            }
            node.append(arena.alloc(AstNode::from(NodeValue::Text(line.to_owned().into()))));
        }
    }
}

/// The HTML edition of a book: its text without head, contents and colophon.
pub fn book(html: &str) -> SafeHtml {
    SafeHtml(sanitise::book(html))
}
