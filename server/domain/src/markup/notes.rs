//! Numbered notes of an article: `[^3]` in its text refers to its third source. The stored HTML keeps the mark as it was
//! typed; the page, which knows the sources, makes a link of it.

use super::SafeHtml;

/// Most digits of a number.
const DIGITS: usize = 3;
/// Inside of these a mark is text.
const LEFT_ALONE: [&str; 3] = ["a", "code", "pre"];

/// An article with links to its sources, and how often each of them is referred to. A link has the id `note-3-1` (third
/// source, first time) and leads to `#source-3`; `label` is said before its number to who does not see it. What refers
/// to no source stays text.
pub fn with_notes(html: &SafeHtml, sources: usize, label: &str) -> (SafeHtml, Vec<usize>) {
    let mut uses = vec![0_usize; sources];
    let label = escaped(label);
    let html = walk(html.as_str(), |number| {
        let used = uses.get_mut(number.checked_sub(1)?)?;
        *used += 1;
        Some(format!(
            "<sup><a href=\"#source-{number}\" id=\"note-{number}-{used}\" role=\"doc-noteref\" \
             aria-label=\"{label} {number}\">[{number}]</a></sup>"
        ))
    });
    (SafeHtml::from_store(html), uses)
}

/// The same without the marks: for the search and for what has no list of sources.
pub fn without_notes(html: &str) -> String {
    walk(html, |_| Some(String::new()))
}

/// Markdown whose marks have other numbers; where `number` answers nothing, a mark stays as it is.
pub fn renumbered(source: &str, mut number: impl FnMut(usize) -> Option<usize>) -> String {
    let mut out = String::with_capacity(source.len());
    marks(&mut out, source, &mut |old| number(old).map(|new| format!("[^{new}]")));
    out
}

/// Goes through the marks that stand in running text. Only for what the sanitiser wrote: there every `<` begins a tag.
fn walk(html: &str, mut replace: impl FnMut(usize) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    let mut inside = 0_usize;
    while !rest.is_empty() {
        if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            let (tag, after) = rest.split_at(end);
            let name = tag.trim_start_matches(['<', '/']);
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if LEFT_ALONE.contains(&name) {
                inside = if tag.starts_with("</") { inside.saturating_sub(1) } else { inside + 1 };
            }
            out.push_str(tag);
            rest = after;
            continue;
        }
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if inside > 0 {
            out.push_str(text);
        } else {
            marks(&mut out, text, &mut replace);
        }
        rest = after;
    }
    out
}

fn marks(out: &mut String, mut text: &str, replace: &mut impl FnMut(usize) -> Option<String>) {
    while let Some((before, after)) = text.split_once("[^") {
        out.push_str(before);
        let mark = after.split_once(']').and_then(|(number, after)| {
            let fine =
                (1..=DIGITS).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            let number = number.parse().ok().filter(|_| fine)?;
            Some((replace(number)?, after))
        });
        match mark {
            Some((instead, after)) => {
                out.push_str(&instead);
                text = after;
            }
            None => {
                out.push_str("[^");
                text = after;
            }
        }
    }
    out.push_str(text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::article;

    #[test]
    fn marks_lead_to_sources_that_are_there() {
        let html = article("حقّ[^1] وآخر[^2][^1]. لا شيء[^9] `[^1]`\n\n[^0] [^a] [^");
        let (with, uses) = with_notes(&html, 2, "مصدر \"<");
        assert_eq!(uses, [2, 1]);
        let text = with.as_str();
        assert!(text.contains("href=\"#source-1\" id=\"note-1-1\""), "{text}");
        assert!(text.contains("id=\"note-1-2\"") && text.contains("id=\"note-2-1\""), "{text}");
        assert!(text.contains("aria-label=\"مصدر &quot;&lt; 1\">[1]</a></sup>"), "{text}");
        assert!(
            text.contains("<code>[^1]</code>") && text.contains("[^9]") && text.contains("[^0]"),
            "{text}"
        );
        assert!(text.contains("[^a]"), "{text}");
        assert!(!without_notes(html.as_str()).contains("[^2]"));
        let moved = renumbered("a[^1] b[^3][^9] [^x]", |old| (old == 3).then_some(2));
        assert_eq!(moved, "a[^1] b[^2][^9] [^x]");
        let link = SafeHtml::from_store("<a href=\"/x\">x[^1]</a>".to_owned());
        assert_eq!(with_notes(&link, 1, "").0, link);
    }
}
