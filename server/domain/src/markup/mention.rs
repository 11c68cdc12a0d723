//! Names that a text calls with `@`: finding them in sanitised HTML, and making them stand out.
//!
//! A name that was called stands in `<bdi><strong>@…</strong></bdi>`. Nothing that people write makes a `<bdi>`
//! (raw HTML is shown as text), so whatever stands in one was put there by us, and can be found again.

use contract::limits::PSEUDONYM_MAX;

use super::SafeHtml;

/// Where no name is called: links, code.
const QUIET: [&str; 3] = ["a", "code", "pre"];
/// Most words of a name.
const WORDS: usize = 6;
/// Most places that are looked at in one text; far more than may be called.
const MOST: usize = 40;
/// What stands where the name of a woman stood who left.
const FORMER: &str = "<bdi><strong>@</strong></bdi>";

/// A place where a name may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Byte of the `@`.
    at: usize,
    /// What may be the name, longest first.
    pub names: Vec<String>,
}

/// Every place where a name may be called.
pub fn spots(html: &SafeHtml) -> Vec<Spot> {
    let html = html.as_str();
    let mut found = Vec::new();
    let mut quiet = 0_usize;
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(tag) = rest.strip_prefix('<') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let closes = tag.starts_with('/');
            let name: String =
                tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            if QUIET.contains(&name.as_str()) {
                quiet = if closes { quiet.saturating_sub(1) } else { quiet + 1 };
            }
            at += end;
            continue;
        }
        let end = rest.find('<').unwrap_or(rest.len());
        if quiet == 0 {
            in_text(rest.get(..end).unwrap_or_default(), at, &mut found);
        }
        at += end;
    }
    found.truncate(MOST);
    found
}

fn in_text(text: &str, offset: usize, found: &mut Vec<Spot>) {
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        // An address of e-mail, or of another service, calls nobody here.
        if before.is_some_and(|c| c.is_alphanumeric() || "@._-/".contains(c)) {
            continue;
        }
        let names = names(text.get(at + 1..).unwrap_or_default());
        if !names.is_empty() {
            found.push(Spot { at: offset + at, names });
        }
    }
}

/// What a name at the start of this text may be, longest first: whole words only.
fn names(text: &str) -> Vec<String> {
    let is_mark = |c: char| matches!(c, '\u{64B}'..='\u{652}' | '\u{670}');
    let run: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | '-') || is_mark(*c))
        .take(PSEUDONYM_MAX + 1)
        .collect();
    if run.starts_with([' ', '-']) {
        return Vec::new();
    }
    let mut ends: Vec<usize> = run
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | '-'))
        .map(|(end, _)| end)
        .chain(std::iter::once(run.len()))
        .collect();
    ends.truncate(WORDS);
    ends.reverse();
    let mut names: Vec<String> = Vec::new();
    for end in ends {
        let name = run.get(..end).unwrap_or_default().trim_end_matches([' ', '-']);
        let fits = name.chars().count() <= PSEUDONYM_MAX && !name.is_empty();
        if fits && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The same text with the names that were found standing out; `chosen` goes with `spots`.
pub fn emphasise(html: &SafeHtml, spots: &[Spot], chosen: &[Option<&str>]) -> SafeHtml {
    let html = html.as_str();
    let mut out = String::with_capacity(html.len() + 64);
    let mut from = 0;
    for (spot, name) in spots.iter().zip(chosen) {
        let Some(name) = name.filter(|_| spot.at >= from) else { continue };
        out.push_str(html.get(from..spot.at).unwrap_or_default());
        out.push_str(&standing_out(name));
        from = spot.at + 1 + name.len();
    }
    out.push_str(html.get(from..).unwrap_or_default());
    SafeHtml(out)
}

fn standing_out(name: &str) -> String {
    format!("<bdi><strong>@{name}</strong></bdi>")
}

/// The text and its source without a name that was called; pages say in its place that its owner has left.
pub fn without(html: &str, source: &str, name: &str) -> (String, String) {
    let html = html.replace(&standing_out(name), FORMER);
    let called = format!("@{name}");
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(&called) {
        kept.push_str(before);
        // Another, longer name begins with the same letters.
        let longer = after.chars().next().is_some_and(char::is_alphanumeric);
        kept.push_str(if longer { &called } else { "@…" });
        rest = after;
    }
    kept.push_str(rest);
    (html, kept)
}

/// The text for a reader: where a name was taken out stand the words for that, in her language.
pub fn with_former(html: SafeHtml, words: &str) -> SafeHtml {
    if !html.as_str().contains(FORMER) {
        return html;
    }
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            c => safe.push(c),
        }
    }
    SafeHtml(html.0.replace(FORMER, &format!("<bdi>{safe}</bdi>")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::*;
    use crate::markup::post;

    fn found(source: &str) -> Vec<Vec<String>> {
        spots(&post(source)).into_iter().map(|spot| spot.names).collect()
    }

    #[test]
    fn finds_what_may_be_a_name() {
        assert_eq!(found("merci @Olive tranquille, oui"), [vec!["Olive tranquille", "Olive"]]);
        assert_eq!(found("شكرا @نجمة الصباح 12!"), [vec!["نجمة الصباح 12", "نجمة الصباح", "نجمة"]]);
        assert_eq!(found("@Anne-Marie"), [vec!["Anne-Marie", "Anne"]]);
        for nobody in [
            "a@b.tn",
            "write to olive@example.tn",
            "`@Olive`",
            "@ Olive",
            "@",
            "x/@Olive",
            "    @Olive",
            "@@",
        ] {
            assert!(found(nobody).is_empty(), "{nobody}: {:?}", found(nobody));
        }
        assert_eq!(found(&"@Olive ".repeat(200)).len(), MOST);
    }

    #[test]
    fn names_stand_out_and_can_be_taken_out_again() {
        let source = "**شكرا** @نجمة و@Olive.\n\n`@نجمة` <bdi>@</bdi>";
        let html = post(source);
        let spots = spots(&html);
        assert_eq!(spots.len(), 1, "a name in the middle of a word calls nobody: {spots:?}");
        let chosen = [Some("نجمة")];
        let marked = emphasise(&html, &spots, &chosen);
        assert_eq!(marked.as_str().matches("<bdi><strong>@نجمة</strong></bdi>").count(), 1);
        assert!(marked.as_str().contains("<code>@نجمة</code>"), "{marked:?}");
        let (html, source) = without(marked.as_str(), source, "نجمة");
        assert!(!source.contains("@نجمة") && html.contains(FORMER));
        let shown = with_former(SafeHtml(html), "former <member>");
        assert!(shown.as_str().contains("<bdi>former &lt;member&gt;</bdi>"), "{shown:?}");
        assert_eq!(without("", "@Ali @Alia @Ali.", "Ali").1, "@… @Alia @….");
    }
}
