//! Words of others in what people write.
//!
//! In a form a quote is a block whose first line names the post and its revision:
//!
//! ```text
//! > [quote:0a9zkq3m1v7t:1]
//! > what she said there
//! ```
//!
//! What is stored keeps that line alone, with a number: the words themselves rest in a row of their own, and the
//! HTML holds a place for them. So a quote goes wherever its source goes, and whatever reads a stored text (search,
//! feeds, excerpts, exports) meets the author's own words only.

use std::borrow::Cow;

use contract::ids::PostId;

use super::{SafeHtml, direction::of_char, render};

/// How deep quotes may stand in one another.
pub const DEPTH: usize = 2;

const OPEN: &str = "[quote:";
/// No text of a member can make this: the sanitiser leaves no attribute on a quote.
const PLACE: &str = "<blockquote data-quote=\"";
const PLACE_END: &str = "\"></blockquote>";

/// What the first line of a quote says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The post that is quoted.
    pub post: PostId,
    /// Its revision.
    pub revision: i32,
    /// The number under which the words are kept, once they are.
    pub n: Option<i64>,
}

/// A quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it quotes.
    pub mark: Mark,
    /// The words; empty in what is stored.
    pub words: String,
    /// What is quoted inside it.
    pub inner: Vec<Block>,
}

/// A part of a text: the author's own, or a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines of her own.
    Own(String),
    /// Words of somebody else.
    Quote(Block),
}

/// Whether there may be a quote in a text.
pub fn is_in(source: &str) -> bool {
    source.contains(OPEN)
}

fn mark(line: &str) -> Option<Mark> {
    let mut parts = line.trim().strip_prefix(OPEN)?.strip_suffix(']')?.split(':');
    let post = parts.next()?.parse().ok()?;
    let revision = parts.next()?.parse().ok().filter(|revision: &i32| *revision > 0)?;
    let n = match parts.next() {
        None => None,
        Some(text) => Some(text.parse().ok().filter(|n: &i64| *n > 0)?),
    };
    parts.next().is_none().then_some(Mark { post, revision, n })
}

/// What stands behind the sign of a quoted line.
fn behind(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(' ');
    if line.len() - bare.len() > 3 {
        return None;
    }
    let rest = bare.strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// The sign that opens or closes a block of code.
fn fence(line: &str) -> Option<char> {
    let bare = line.trim_start_matches(' ');
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = bare.chars().take_while(|c| *c == sign).count();
    let inline = sign == '`' && bare.chars().skip(length).any(|c| c == '`');
    (line.len() - bare.len() <= 3 && length >= 3 && !inline).then_some(sign)
}

/// The parts of a text, in order. Joined with line breaks they are the text again.
pub fn pieces(source: &str) -> Vec<Piece> {
    if is_in(source) { parts(source, 1) } else { vec![Piece::Own(source.to_owned())] }
}

fn parts(source: &str, depth: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut own: Vec<&str> = Vec::new();
    let mut code = None;
    let mut lines = source.split('\n').peekable();
    while let Some(line) = lines.next() {
        let quoted = if code.is_none() { behind(line).and_then(mark) } else { None };
        let Some(head) = quoted else {
            match (code, fence(line)) {
                (None, Some(sign)) => code = Some(sign),
                (Some(open), Some(sign)) if open == sign => code = None,
                _ => {}
            }
            own.push(line);
            continue;
        };
        if !own.is_empty() {
            found.push(Piece::Own(std::mem::take(&mut own).join("\n")));
        }
        let mut inside = Vec::new();
        // The next quote begins a block of its own.
        while let Some(text) = lines.peek().and_then(|line| behind(line)).filter(|text| mark(text).is_none())
        {
            inside.push(text);
            lines.next();
        }
        found.push(Piece::Quote(block(head, &inside.join("\n"), depth)));
    }
    if !own.is_empty() {
        found.push(Piece::Own(own.join("\n")));
    }
    found
}

fn block(mark: Mark, inside: &str, depth: usize) -> Block {
    let (mut words, mut inner) = (Vec::new(), Vec::new());
    // One deeper than is allowed is enough to refuse it.
    if depth > DEPTH || !is_in(inside) {
        words.push(inside.trim().to_owned());
    } else {
        for piece in parts(inside, depth + 1) {
            match piece {
                Piece::Own(text) => words.push(text.trim().to_owned()),
                Piece::Quote(block) => inner.push(block),
            }
        }
    }
    words.retain(|text| !text.is_empty());
    Block { mark, words: words.join("\n\n"), inner }
}

/// The author's own words.
pub fn own_words(source: &str) -> Cow<'_, str> {
    if !is_in(source) {
        return Cow::Borrowed(source);
    }
    let own = pieces(source).into_iter().filter_map(|piece| match piece {
        Piece::Own(text) => Some(text),
        Piece::Quote(_) => None,
    });
    Cow::Owned(own.collect::<Vec<_>>().join("\n"))
}

/// The text of these parts.
pub fn written(pieces: &[Piece]) -> String {
    let mut lines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Own(text) => lines.push(text.clone()),
            Piece::Quote(block) => write(block, "> ", &mut lines),
        }
    }
    lines.join("\n")
}

fn write(block: &Block, sign: &str, lines: &mut Vec<String>) {
    let Mark { post, revision, n } = &block.mark;
    let number = n.map(|n| format!(":{n}")).unwrap_or_default();
    lines.push(format!("{sign}{OPEN}{post}:{revision}{number}]"));
    let deeper = format!("{sign}> ");
    for inner in &block.inner {
        write(inner, &deeper, lines);
    }
    if block.words.is_empty() {
        return;
    }
    let gap = (!block.inner.is_empty()).then_some("");
    for line in gap.into_iter().chain(block.words.split('\n')) {
        lines.push(if line.is_empty() { sign.trim_end().to_owned() } else { format!("{sign}{line}") });
    }
}

/// The HTML of a text with quotes: each that is kept leaves a place.
pub(super) fn html(source: &str) -> SafeHtml {
    let mut out = String::with_capacity(source.len() * 2);
    for piece in pieces(source) {
        match piece {
            Piece::Own(text) => out.push_str(render::words(&text).as_str()),
            Piece::Quote(block) => match place(&block) {
                Some(place) => out.push_str(&place),
                // Nobody looked at it: it is a text like any other.
                None => out.push_str(render::words(&written(&[Piece::Quote(block)])).as_str()),
            },
        }
    }
    SafeHtml(out)
}

fn place(block: &Block) -> Option<String> {
    let mut numbers = block.mark.n?.to_string();
    for n in block.inner.iter().filter_map(|inner| inner.mark.n) {
        numbers.push(' ');
        numbers.push_str(&n.to_string());
    }
    Some(format!("{PLACE}{numbers}{PLACE_END}"))
}

/// A quote as a reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Number of the place that it fills.
    pub n: i64,
    /// Address of the source.
    pub href: String,
    /// Under which name the source stands.
    pub by: String,
    /// Language of the source, BCP-47, or empty.
    pub lang: &'static str,
    /// The words.
    pub words: String,
    /// What opens it, where it stands folded.
    pub folded: Option<String>,
}

/// What stands around quotes, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Before the name.
    pub of: String,
    /// In the place of what the reader does not see (any more).
    pub gone: String,
    /// In the place of a name that was called, and whose owner has left.
    pub former: String,
}

/// The text for a reader, with the quotes that she may see in their places.
pub fn filled(html: SafeHtml, quotes: &[Shown], around: &Around) -> SafeHtml {
    if !html.as_str().contains(PLACE) {
        return html;
    }
    let mut out = String::with_capacity(html.as_str().len() + 512);
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(PLACE) {
        out.push_str(before);
        let Some((numbers, after)) = after.split_once(PLACE_END) else {
            rest = "";
            break;
        };
        let mut numbers = numbers.split(' ').filter_map(|n| n.parse().ok());
        if let Some(outer) = numbers.next() {
            quote(&mut out, outer, &numbers.collect::<Vec<i64>>(), quotes, around);
        }
        rest = after;
    }
    out.push_str(rest);
    SafeHtml(out)
}

fn quote(out: &mut String, n: i64, inner: &[i64], quotes: &[Shown], around: &Around) {
    let Some(shown) = quotes.iter().find(|shown| shown.n == n && !shown.words.is_empty()) else {
        out.push_str("<blockquote><p class=\"muted\">");
        escape(out, &around.gone);
        out.push_str("</p></blockquote>\n");
        return;
    };
    out.push_str("<blockquote");
    if let Some(direction) = shown.words.chars().find_map(of_char) {
        out.push_str(" dir=\"");
        out.push_str(direction);
        out.push('"');
    }
    out.push_str("><p class=\"muted\"><a href=\"");
    escape(out, &shown.href);
    out.push_str("\">");
    escape(out, &around.of);
    out.push_str("</a> <bdi>");
    escape(out, &shown.by);
    out.push_str("</bdi></p>");
    if let Some(summary) = &shown.folded {
        out.push_str("<details class=\"disclosure\"><summary>");
        escape(out, summary);
        out.push_str("</summary>");
    }
    for inner in inner {
        quote(out, *inner, &[], quotes, around);
    }
    for paragraph in shown.words.lines().filter(|line| !line.trim().is_empty()) {
        out.push_str("<p dir=\"auto\" lang=\"");
        escape(out, shown.lang);
        out.push_str("\">");
        escape(out, &paragraph.replace("@…", &around.former));
        out.push_str("</p>");
    }
    if shown.folded.is_some() {
        out.push_str("</details>");
    }
    out.push_str("</blockquote>\n");
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
