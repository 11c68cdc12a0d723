//! Words that a list explains: each is a place that can be gone to.

use std::{collections::HashSet, fmt::Write};

use super::{SafeHtml, without_notes};
use crate::{
    folding::{Carriers, words},
    search::plain_text,
};

/// What such a place is called before its word: no other place of a page begins so.
const BEFORE: &str = "<li id=\"t-";

/// A name for every entry of a list that begins with the word it explains, in bold. The first of two alike has it.
pub fn with_terms(html: &SafeHtml) -> SafeHtml {
    let mut out = String::with_capacity(html.as_str().len() + 4096);
    let mut used = HashSet::new();
    let mut rest = html.as_str();
    while let Some((before, entry)) = rest.split_once("<li") {
        out.push_str(before);
        out.push_str("<li");
        if let Some(name) = explained(entry).filter(|name| used.insert(name.clone())) {
            let _ = write!(out, " id=\"t-{name}\"");
        }
        rest = entry;
    }
    out.push_str(rest);
    SafeHtml(out)
}

/// The names of the places, each with the word as it is written.
pub(super) fn named(html: &SafeHtml) -> Vec<(String, String)> {
    let mut used = HashSet::new();
    let written = |entry: &str| {
        let (_, inside) = entry.split_once("<strong>")?;
        inside.split_once("</strong>").map(|(term, _)| term.to_owned())
    };
    let entries = html.as_str().split("<li").skip(1);
    let named = entries.filter_map(|entry| Some((explained(entry)?, written(entry)?)));
    named.filter(|(name, _)| used.insert(name.clone())).collect()
}

/// The word that an entry explains, as a name: letters and digits alone.
fn explained(entry: &str) -> Option<String> {
    let (_, inside) = entry.split_once('>')?;
    let (term, _) = inside.trim_start().strip_prefix("<strong>")?.split_once("</strong>")?;
    let words: Vec<String> = words(term, Carriers::Fold).into_iter().map(|word| word.text).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// The words that a page explains: the name of the place, the word, and what is said about it, all without marks.
pub fn explained_words(html: &SafeHtml) -> Vec<(String, String, String)> {
    let plain = |text: &str| plain_text(&SafeHtml(text.to_owned()));
    let named = with_terms(&SafeHtml(without_notes(html.as_str())));
    let told = |(name, entry): (Option<String>, SafeHtml)| {
        let (_, inside) = entry.as_str().split_once("<strong>")?;
        let (word, about) = inside.split_once("</strong>")?;
        let about = about.split_once("</li>").map_or(about, |(about, _)| about);
        Some((name?, plain(word).trim_end_matches([':', ' ']).to_owned(), plain(about)))
    };
    entries(&named).into_iter().filter_map(told).collect()
}

/// What stands under each of these names, in order; what comes before the first has none.
pub(crate) fn entries(html: &SafeHtml) -> Vec<(Option<String>, SafeHtml)> {
    let mut parts = html.as_str().split(BEFORE);
    let first = parts.next().map(|first| (None, SafeHtml(first.to_owned())));
    let named = parts.map(|part| {
        let name = part.split_once('"').map(|(name, _)| format!("t-{name}"));
        (name, SafeHtml(format!("{BEFORE}{part}")))
    });
    first.into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup;

    #[test]
    fn every_word_explained_is_a_place() {
        let source = "## A\n\n- **L’aide d’été :** une aide.\n- **أجر أدنى:** نصّ.\n- sans mot\n- **L’aide d’été :** encore.";
        let html = with_terms(&markup::article(source));
        let names: Vec<Option<String>> = entries(&html).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [None, Some("t-aide-ete".to_owned()), Some("t-اجر-ادني".to_owned())], "{html:?}");
        assert_eq!(html.as_str().matches("<li").count(), 4, "{html:?}");
        let whole: String = entries(&html).iter().map(|(_, part)| part.as_str()).collect();
        assert_eq!(whole, html.as_str(), "nothing is lost");
        assert_eq!(with_terms(&SafeHtml::default()), SafeHtml::default());
        let told =
            explained_words(&markup::article("- **L’aide\u{202F}:** une *aide*[^1].\n- sans mot\n\nFin."));
        let expected = ("t-aide".to_owned(), "L’aide".to_owned(), "une aide.".to_owned());
        assert_eq!(told, [expected]);
    }
}
