//! The words of sanitised HTML.

use crate::markup::SafeHtml;

/// Elements inside a line: no space stands where one begins or ends.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u",
];

/// The text without its marks, blocks apart, white space folded. Only for what the sanitiser wrote: there every
/// `<` begins a tag.
pub fn plain_text(html: &SafeHtml) -> String {
    let mut out = String::with_capacity(html.as_str().len());
    let mut rest = html.as_str();
    while let Some((text, tag)) = rest.split_once('<') {
        push_text(&mut out, text);
        let Some((tag, after)) = tag.split_once('>') else { break };
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        if !INLINE.contains(&name.as_str()) {
            out.push('\n');
        }
        rest = after;
    }
    push_text(&mut out, rest);
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn push_text(out: &mut String, mut text: &str) {
    while let Some((before, entity)) = text.split_once('&') {
        out.push_str(before);
        let (name, after) = entity.split_once(';').unwrap_or(("", entity));
        let sign = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" | "apos" => "'",
            "nbsp" => "\u{A0}",
            // No sign that the sanitiser writes.
            _ => {
                out.push('&');
                text = entity;
                continue;
            }
        };
        out.push_str(sign);
        text = after;
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    #[test]
    fn keeps_words_whole_and_blocks_apart() {
        let html = markup::article(
            "## Droit\n\nLe **droi**t & l'*eau*; 1 < 2\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| c | d |",
        );
        assert_eq!(plain_text(&html), "Droit\nLe droit & l'eau; 1 < 2\nun\ndeux\na\nb\nc\nd");
    }

    #[test]
    fn reads_what_people_wrote_and_not_its_escapes() {
        let html = markup::post("\"<b>&amp;</b>\" & كتاب");
        assert!(plain_text(&html).contains("كتاب"));
        assert_eq!(plain_text(&SafeHtml::from_store("a&nbsp;b &amp;lt; &x".to_owned())), "a b &lt; &x");
    }
}
