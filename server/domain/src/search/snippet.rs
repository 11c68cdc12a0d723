//! Titles and passages with the words found marked, cut from the text as it was written.

use std::collections::HashSet;

use super::{
    Query,
    analyse::{Token, analyse},
};

/// A stretch of text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// Whether it answers the query.
    pub marked: bool,
}

/// Words in a passage.
const WORDS: usize = 32;
/// Words before the first one found.
const BEFORE: usize = 6;
/// Bytes of a text that are read at a time, and the rest of the line.
const PIECE: usize = 1024;
/// Letters of a passage, for texts whose words are no words.
const LETTERS: usize = 320;

/// The whole text, with what was found marked.
pub(crate) fn marked(query: &Query, text: &str, begun: bool) -> Vec<Piece> {
    let tokens = analyse(text);
    let mut out = Vec::new();
    push(&mut out, query, text, &tokens, (0, text.len()), begun);
    out
}

/// The passage that holds most of the words, each counted once; the beginning when it holds none.
pub(super) fn passage(query: &Query, text: &str, begun: bool) -> Vec<Piece> {
    passage_at(query, text, begun).0
}

/// The same, with the byte of the text at which its first word that was found begins.
pub(super) fn passage_at(query: &Query, text: &str, begun: bool) -> (Vec<Piece>, Option<usize>) {
    let Read { tokens, best, complete } = read(query, text, begun);
    let found = best.and_then(|at| tokens.get(at)).map(|token| token.span.start);
    let first = best.map_or(0, |at| at.saturating_sub(BEFORE));
    let slice = tokens.get(first..(first + WORDS).min(tokens.len())).unwrap_or_default();
    let (Some(head), Some(_)) = (slice.first(), slice.last()) else { return (Vec::new(), None) };
    // A passage from the beginning keeps the sign before its first word; another one begins at the word.
    let from = if first == 0 { 0 } else { head.span.start };
    let mut end = from;
    let mut letters = 0;
    for token in slice {
        letters += text.get(end..token.span.end).unwrap_or_default().chars().count();
        if letters > LETTERS && end > from {
            break;
        }
        end = token.span.end;
    }
    let whole = complete && tokens.last().is_some_and(|token| token.span.end == end);
    let to = if whole { text.len() } else { end };
    let mut out = Vec::new();
    if first > 0 {
        out.push(Piece { text: "… ".to_owned(), marked: false });
    }
    push(&mut out, query, text, slice, (from, to), begun);
    if !whole {
        out.push(Piece { text: " …".to_owned(), marked: false });
    }
    (out, found)
}

/// A text, read as far as it takes to find its best passage.
struct Read {
    tokens: Vec<Token>,
    /// The word at which the best window begins.
    best: Option<usize>,
    /// Whether it was read to its end.
    complete: bool,
}

/// Reads a text until one window holds all that is looked for: a long one hardly ever to its end.
fn read(query: &Query, text: &str, begun: bool) -> Read {
    let mut tokens: Vec<Token> = Vec::new();
    let mut best: Option<(usize, usize)> = None;
    let mut from = 0;
    while from < text.len() {
        let end = text.as_bytes().iter().skip(from + PIECE).position(|byte| *byte == b'\n');
        let end = end.map_or(text.len(), |at| from + PIECE + at + 1);
        let known = tokens.len();
        tokens.extend(
            analyse(text.get(from..end).unwrap_or_default())
                .into_iter()
                .map(|token| Token { span: from + token.span.start..from + token.span.end, ..token }),
        );
        from = end;
        let hits: Vec<(usize, usize)> = tokens
            .iter()
            .enumerate()
            .skip(known)
            .filter_map(|(at, token)| query.answers(token, begun).map(|word| (at, word)))
            .collect();
        if let Some((count, at)) = best_window(&hits)
            && best.is_none_or(|(most, _)| count > most)
        {
            best = Some((count, at));
        }
        // What follows it is shown too.
        if best.is_some_and(|(count, at)| count >= query.answerable() && at + WORDS < tokens.len()) {
            break;
        }
    }
    Read { complete: from >= text.len(), best: best.map(|(_, at)| at), tokens }
}

/// The window that holds most of the query's words, and of those the one in which they stand closest together: how many,
/// and its first word.
fn best_window(hits: &[(usize, usize)]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    for (index, (start, _)) in hits.iter().enumerate() {
        let mut inside: HashSet<usize> = HashSet::new();
        let mut width = 0;
        for (at, word) in hits.iter().skip(index).take_while(|(at, _)| at - start + BEFORE < WORDS) {
            if inside.insert(*word) {
                width = at - start;
            }
        }
        let count = inside.len();
        if best.is_none_or(|(most, least, _)| count > most || count == most && width < least) {
            best = Some((count, width, *start));
        }
    }
    best.map(|(count, _, start)| (count, start))
}

fn push(
    out: &mut Vec<Piece>,
    query: &Query,
    text: &str,
    tokens: &[Token],
    (from, to): (usize, usize),
    begun: bool,
) {
    let mut done = from;
    for token in tokens.iter().filter(|token| token.span.start >= from && token.span.end <= to) {
        if token.span.start < done || query.answers(token, begun).is_none() {
            continue;
        }
        push_piece(out, text.get(done..token.span.start), false);
        push_piece(out, text.get(token.span.clone()), true);
        done = token.span.end;
    }
    push_piece(out, text.get(done..to), false);
}

fn push_piece(out: &mut Vec<Piece>, text: Option<&str>, marked: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        out.push(Piece { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn query(text: &str) -> Query {
        Query::parse(text).expect("a query")
    }

    #[test]
    fn marks_words_as_they_were_written() {
        let text = "قَرَأَتِ المَرْأَةُ الكِتَابَ، ثم كُتُبٌ أخرى.";
        assert_eq!(shown(&passage(&query("كتاب"), text, false)), "قَرَأَتِ المَرْأَةُ [الكِتَابَ]، ثم [كُتُبٌ] أخرى.");
        assert_eq!(shown(&passage(&query("\"كتاب\""), text, false)), text);
        assert_eq!(shown(&marked(&query("droit"), "L’égalité des droits", false)), "L’égalité des [droits]");
    }

    #[test]
    fn cuts_the_passage_that_holds_most_words() {
        let filler = "mot ".repeat(100);
        let text = format!("violence {filler}la loi contre la violence {filler}fin");
        let out = shown(&passage(&query("loi violence"), &text, false));
        assert!(out.starts_with("… ") && out.ends_with(" …"), "{out}");
        assert!(out.contains("[loi] contre la [violence]"), "{out}");
        let (_, at) = passage_at(&query("loi violence"), &text, false);
        assert_eq!(at, text.find("loi"));
    }

    #[test]
    fn a_long_text_is_read_as_far_as_it_takes() {
        let filler = format!("{}\n", "mot ".repeat(50)).repeat(30);
        let text = format!("{filler}la loi seule\n{filler}{filler}la loi contre la violence\n{filler}");
        let wanted = query("loi violence");
        let passage = passage_at(&wanted, &text, false);
        assert!(shown(&passage.0).contains("[loi] contre la [violence]"), "{passage:?}");
        assert_eq!(passage.1, text.find("loi contre"));
        assert!(!read(&wanted, &text, false).complete && read(&query("absent"), &text, false).complete);
        // A passage that ends with the text says so, wherever its pieces were cut.
        assert!(!shown(&passage_at(&query("fin"), &format!("{text}fin"), false).0).ends_with(" …"));
    }

    #[test]
    fn begins_at_the_beginning_when_nothing_is_in_the_text() {
        assert_eq!(shown(&passage(&query("xyz"), "(Un) texte court.", false)), "(Un) texte court.");
        assert!(passage(&query("xyz"), "", false).is_empty());
    }

    proptest! {
        #[test]
        fn loses_no_letter_of_what_it_shows(text in "\\PC{0,120}", typed in "\\PC{0,20}") {
            let query = Query::parse(&typed).expect("short enough");
            let whole: String = marked(&query, &text, true).iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(whole, text.clone());
            let part: String = passage(&query, &text, true).iter().map(|piece| piece.text.as_str()).collect();
            let part = part.strip_prefix("… ").unwrap_or(&part);
            prop_assert!(text.contains(part.strip_suffix(" …").unwrap_or(part)) || text.contains(part));
        }
    }
}
