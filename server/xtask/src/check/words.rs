//! No text in a view: whatever a person sees is in the catalogues, else one language of three is
//! missing.

use std::path::Path;

use anyhow::Result;

use super::{none, read, sources_with};

/// Attributes whose value a person reads or hears.
const SPOKEN: &[&str] = &["alt", "aria-description", "aria-label", "label", "placeholder", "title"];

/// Looks for text between tags and in spoken attributes.
pub fn views(root: &Path) -> Result<()> {
    let mut findings = Vec::new();
    for file in sources_with(&root.join("app/src"), "rs")? {
        for (line, text) in literals(&read(&file)?) {
            findings.push(format!("{}:{line}: {text:?} belongs into the catalogues", file.display()));
        }
    }
    none(&findings)
}

/// String literals that are text of a view, with their lines.
fn literals(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut line = 1;
    // What stands before the place we look at, without spaces; enough to recognise a tag's end.
    let mut before = String::new();
    let mut characters = source.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\n' => line += 1,
            '/' if source.get(at..).is_some_and(|rest| rest.starts_with("//")) => {
                while characters.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            '"' => {
                let start = line;
                let mut text = String::new();
                while let Some((_, next)) = characters.next() {
                    match next {
                        '"' => break,
                        '\\' => drop(characters.next()),
                        _ => {
                            line += usize::from(next == '\n');
                            text.push(next);
                        }
                    }
                }
                let rest = characters.peek().and_then(|(at, _)| source.get(*at..)).unwrap_or("");
                if has_words(&text) && (is_child(&before, rest) || is_spoken(&before)) {
                    found.push((start, text));
                }
                before.push('"');
            }
            '\'' => {
                // A character such as '"' would open a string that is none.
                let rest = source.get(at + 1..).unwrap_or("");
                let length = if rest.starts_with('\\') { 3 } else { 2 };
                if rest.chars().nth(length - 1) == Some('\'') {
                    for _ in 0..length {
                        characters.next();
                    }
                }
            }
            _ if character.is_whitespace() => before.push(' '),
            _ => before.push(character),
        }
    }
    found
}

fn has_words(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).count() > 1
}

/// `<p>"text"<` or `<p>"text"{`, but neither `=> "x"` nor `-> "x"`.
fn is_child(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    before.ends_with('>')
        && !before.ends_with("=>")
        && !before.ends_with("->")
        && after.trim_start().starts_with(['<', '{'])
}

fn is_spoken(before: &str) -> bool {
    let Some(before) = before.strip_suffix('=') else { return false };
    SPOKEN.iter().any(|name| before.strip_suffix(name).is_some_and(|rest| rest.ends_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::literals;

    #[test]
    fn text_of_views_is_found_and_nothing_else() {
        let found = |source: &str| literals(source).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(found("<p>\"Hello\"</p>"), ["Hello"]);
        assert_eq!(found("<p>\n \"أهلا\" {name}</p>"), ["أهلا"]);
        assert_eq!(found("<img alt=\"A bridge\"/>"), ["A bridge"]);
        for good in [
            "<p>\"·\"</p>",
            "match a { 1 => \"one\" }",
            "let a = \"one\";",
            "<p class=\"one\">{text}</p>",
            "// <p>\"Hello\"</p>",
            "<img alt=\"\"/>",
            "<Card title=title/>",
            "if c == '\"' { } // \"x\"",
        ] {
            assert!(found(good).is_empty(), "{good}");
        }
    }
}
