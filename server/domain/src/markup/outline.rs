//! What an article consists of: for those who check it, count it or read it aloud.

use comrak::{
    Arena,
    nodes::{Node, NodeValue},
    parse_document,
};

use super::{pictures::words, render::article_options};

/// What an article consists of, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings as they stand on the page: level from 2, and words.
    pub headings: Vec<(u8, String)>,
    /// Links: words and address.
    pub links: Vec<(String, String)>,
    /// Pictures: alternative text and address.
    pub pictures: Vec<(String, String)>,
    /// The first words of each table, and whether every column has a name.
    pub tables: Vec<(String, bool)>,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Everything that is read, piece by piece: headings, paragraphs, cells.
    pub pieces: Vec<String>,
}

/// Reads an article.
pub fn outline(source: &str) -> Outline {
    let arena = Arena::new();
    let root = parse_document(&arena, source, &article_options());
    let mut found = Outline::default();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                let text = said(node);
                found.headings.push((heading.level.max(2), text.clone()));
                found.pieces.push(text);
            }
            NodeValue::Paragraph if !in_note(node) => {
                let text = said(node);
                found.paragraphs.push(text.clone());
                found.pieces.push(text);
            }
            NodeValue::TableCell => found.pieces.push(said(node)),
            NodeValue::Alert(alert) => found.pieces.extend(alert.title.clone()),
            NodeValue::CodeBlock(code) => found.pieces.push(code.literal.clone()),
            NodeValue::Link(link) => found.links.push((said(node), link.url.clone())),
            NodeValue::Image(link) => found.pictures.push((said(node), link.url.clone())),
            NodeValue::Table(_) => found.tables.push(table(node)),
            _ => {}
        }
    }
    found.pieces.retain(|piece| !piece.is_empty());
    found.paragraphs.retain(|paragraph| !paragraph.is_empty());
    found
}

fn said(node: Node<'_>) -> String {
    words(node).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A footnote is not part of what is read from the beginning to the end.
fn in_note(node: Node<'_>) -> bool {
    node.ancestors().any(|one| matches!(one.data().value, NodeValue::FootnoteDefinition(_)))
}

fn table(node: Node<'_>) -> (String, bool) {
    let mut named = true;
    let mut first = String::new();
    for row in node.children() {
        let is_head = matches!(row.data().value, NodeValue::TableRow(true));
        for cell in row.children() {
            let text = said(cell);
            if is_head && text.is_empty() {
                named = false;
            }
            if first.is_empty() {
                first = text;
            }
        }
    }
    (first, named)
}
