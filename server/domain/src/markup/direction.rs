//! Direction of lists, quotes and tables: that of the first letter inside them.
//!
//! `dir="auto"` would not do here: it skips children that have a `dir` themselves, so a quote of Arabic
//! paragraphs would stand from left to right.

use super::SafeHtml;

const CONTAINERS: [&str; 5] = ["blockquote", "li", "ol", "table", "ul"];

/// The direction that a letter asks for; nothing for digits, punctuation and spaces.
pub(super) fn of_char(c: char) -> Option<&'static str> {
    match c {
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' if c.is_alphabetic() => {
            Some("rtl")
        }
        _ if c.is_alphabetic() => Some("ltr"),
        _ => None,
    }
}

/// How many letters of a text are written from the right, and how many from the left.
pub(crate) fn letters(text: &str) -> (usize, usize) {
    text.chars().filter_map(of_char).fold((0, 0), |(right, left), direction| {
        if direction == "rtl" { (right + 1, left) } else { (right, left + 1) }
    })
}

struct Open {
    at: usize,
    direction: Option<&'static str>,
}

/// Writes the direction onto every container. The input is the sanitiser's output: well formed, `<` only in tags.
pub(super) fn mark(html: String) -> SafeHtml {
    // Places right behind the names of opening tags, with what is to be written there.
    let mut marks: Vec<Open> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut waiting = 0_usize;
    let mut rest = html.as_str();
    let mut offset = 0_usize;
    while !rest.is_empty() {
        let (text, tag) = match rest.find('<') {
            Some(0) => {
                let end = rest.find('>').map_or(rest.len(), |end| end + 1);
                ("", rest.get(..end).unwrap_or(rest))
            }
            Some(start) => (rest.get(..start).unwrap_or(rest), ""),
            None => (rest, ""),
        };
        if waiting > 0
            && let Some(direction) = first_strong(text)
        {
            for index in open.iter().copied() {
                if let Some(mark) = marks.get_mut(index)
                    && mark.direction.is_none()
                {
                    mark.direction = Some(direction);
                }
            }
            waiting = 0;
        }
        if let Some(name) = container(tag.strip_prefix("</").unwrap_or_default()) {
            let _ = name;
            open.pop();
            waiting = open
                .iter()
                .filter(|index| marks.get(**index).is_some_and(|mark| mark.direction.is_none()))
                .count();
        } else if let Some(name) = container(tag.strip_prefix('<').unwrap_or_default()) {
            open.push(marks.len());
            marks.push(Open { at: offset + 1 + name.len(), direction: None });
            waiting += 1;
        }
        let step = text.len() + tag.len();
        offset += step;
        rest = rest.get(step..).unwrap_or_default();
    }
    if marks.is_empty() {
        return SafeHtml(html);
    }
    let mut out = String::with_capacity(html.len() + marks.len() * 12);
    let mut from = 0_usize;
    for mark in &marks {
        out.push_str(html.get(from..mark.at).unwrap_or_default());
        if let Some(direction) = mark.direction {
            out.push_str(" dir=\"");
            out.push_str(direction);
            out.push('"');
        }
        from = mark.at;
    }
    out.push_str(html.get(from..).unwrap_or_default());
    SafeHtml(out)
}

fn container(tag: &str) -> Option<&'static str> {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = tag.get(..end)?;
    CONTAINERS.into_iter().find(|container| *container == name)
}

/// First strong letter of a text; a character reference (`&amp;`) is none.
fn first_strong(text: &str) -> Option<&'static str> {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '&' {
            chars.by_ref().find(|c| *c == ';');
        } else if let Some(direction) = of_char(c) {
            return Some(direction);
        }
    }
    None
}
