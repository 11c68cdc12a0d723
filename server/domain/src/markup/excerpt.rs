//! A few plain words of a text.

use comrak::{Arena, nodes::NodeValue, parse_document};

use super::{quote, render::options};

/// At most `max` characters of what its author says in a text, without its marks and what it quotes of others, cut
/// between words.
pub fn excerpt(source: &str, max: usize) -> String {
    let arena = Arena::new();
    let own = quote::own_words(source);
    let root = parse_document(&arena, &own, &options());
    let mut plain = String::new();
    let mut count = 0_usize;
    for node in root.descendants() {
        // A little more than asked for is enough to know that there is more.
        if count > max {
            break;
        }
        let data = node.data();
        let piece: &str = match &data.value {
            NodeValue::Text(text) => text,
            NodeValue::Code(code) => &code.literal,
            NodeValue::CodeBlock(code) => &code.literal,
            NodeValue::HtmlBlock(html) => &html.literal,
            NodeValue::HtmlInline(html) => html,
            NodeValue::SoftBreak | NodeValue::LineBreak => " ",
            value if value.block() => " ",
            _ => "",
        };
        count += piece.chars().count();
        plain.push_str(piece);
    }
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= max {
        return folded;
    }
    let cut: String = folded.chars().take(max.saturating_sub(1)).collect();
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut).trim_end())
}
