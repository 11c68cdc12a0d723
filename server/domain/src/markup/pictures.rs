//! Pictures in articles: files of the library, and nothing of other sites. Whoever reads is seen by nobody else.

use std::fmt::Write as _;

use comrak::{
    html,
    nodes::{Node, NodeLink, NodeValue},
};
use contract::ids::FileId;

/// Points of one side, at most.
const LARGEST: u32 = 20_000;

/// Whether an address is that of a file of the library.
pub(crate) fn is_ours(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.strip_prefix("/media/").and_then(|rest| rest.split_once('/')).is_some_and(|(id, name)| {
        id.parse::<FileId>().is_ok() && !name.is_empty() && !name.contains(['/', '\\'])
    })
}

/// Width and height, as they stand where Markdown has a title: `640x480`.
fn sides(title: &str) -> Option<(u32, u32)> {
    let (width, height) = title.trim().split_once('x')?;
    let side = |text: &str| text.parse().ok().filter(|points| (1..=LARGEST).contains(points));
    Some((side(width)?, side(height)?))
}

/// What stands in a node, without its marks.
pub(super) fn words(node: Node<'_>) -> String {
    let mut words = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

fn drawn(link: &NodeLink, alt: &str) -> String {
    let mut out = String::from("<img src=\"");
    // Writing into a String cannot fail.
    let _ = html::escape(&mut out, &link.url);
    out.push_str("\" alt=\"");
    let _ = html::escape(&mut out, alt);
    out.push('"');
    if let Some((width, height)) = sides(&link.title) {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
    out.push('>');
    out
}

/// Draws the pictures of the library; what stands elsewhere becomes a link with its words.
pub(super) fn place<'a>(root: Node<'a>) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let link = match &node.data().value {
            NodeValue::Image(link) => link.clone(),
            _ => continue,
        };
        if !is_ours(&link.url) {
            node.data_mut().value = NodeValue::Link(link);
            continue;
        }
        let picture = drawn(&link, &words(node));
        let inside: Vec<Node<'a>> = node.children().collect();
        for one in inside {
            one.detach();
        }
        node.data_mut().value = NodeValue::Raw(picture);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_library_are_ours() {
        for ours in ["/media/udhrar00/x.png", "/media/udhrar00/صورة.jpg?v=00ff", "/media/abcd/a%20b.webp"]
        {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "https://a.example/media/udhrar00/x.png",
            "//a.example/media/udhrar00/x.png",
            "/media/udhrar00/",
            "/media/../exit",
            "/media/udhrar00/../../exit",
            "/media/udhrar00/..\\exit",
            "/pkg/udhrar00/x.png",
            "media/udhrar00/x.png",
            "",
        ] {
            assert!(!is_ours(other), "{other}");
        }
        assert_eq!(sides("640x480"), Some((640, 480)));
        for none in ["", "640", "0x3", "axb", "640x99999999", "-1x3"] {
            assert_eq!(sides(none), None, "{none}");
        }
    }
}
