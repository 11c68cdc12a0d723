//! A text in pieces that fit one screen.

use super::SafeHtml;

/// Elements without an end.
const VOID: [&str; 5] = ["br", "hr", "img", "source", "wbr"];

/// An article in pieces: each begins with the headings under which it stands, and holds about `most` words, unless one
/// block alone holds more. Only for what the sanitiser wrote: every element is closed in it.
pub fn pieces(html: &SafeHtml, most: usize) -> Vec<SafeHtml> {
    let mut cut = Cut::default();
    for block in blocks(html.as_str()) {
        let begins = |name: &str| block.trim_start().starts_with(name);
        if begins("<h2") {
            cut.end();
            cut.part = block.to_owned();
            cut.below.clear();
            cut.fresh = true;
        } else if begins("<h3") {
            // A heading right below another one stands on the same screen.
            if !cut.body.is_empty() {
                cut.end();
            }
            cut.below = block.to_owned();
            cut.fresh = true;
        } else {
            let words = words(block);
            if !cut.body.is_empty() && cut.words + words > most {
                cut.end();
            }
            cut.body.push_str(block);
            cut.words += words;
        }
    }
    cut.end();
    cut.done.into_iter().map(SafeHtml::from_store).collect()
}

#[derive(Default)]
struct Cut {
    done: Vec<String>,
    part: String,
    below: String,
    body: String,
    words: usize,
    /// Its heading stands on no screen yet.
    fresh: bool,
}

impl Cut {
    fn end(&mut self) {
        if !self.body.is_empty() || self.fresh {
            self.done.push(format!("{}{}{}", self.part, self.below, self.body));
        }
        self.body.clear();
        self.words = 0;
        self.fresh = false;
    }
}

/// The outermost elements, each with the text before it.
fn blocks(html: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut from, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let open = at + found;
        let rest = html.get(open..).unwrap_or_default();
        let tag = rest.get(..end_of_tag(rest)).unwrap_or(rest);
        at = open + tag.len();
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !VOID.contains(&name) {
            depth += 1;
        }
        if depth == 0 {
            out.extend(html.get(from..at));
            from = at;
        }
    }
    out.extend(html.get(from..).filter(|rest| !rest.trim().is_empty()));
    out
}

/// Where a tag ends; between quotes it does not.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn words(html: &str) -> usize {
    let texts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.flat_map(str::split_whitespace).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::article;

    fn cut(html: &str, most: usize) -> Vec<String> {
        let html = SafeHtml::from_store(html.to_owned());
        pieces(&html, most).into_iter().map(SafeHtml::into_string).collect()
    }

    #[test]
    fn each_piece_stands_under_its_headings() {
        let text = "<p>one</p>\n<h2>A</h2>\n<h3>B</h3>\n<p>two three</p>\n<p>four five</p>\n<h3>C</h3>\n<hr>\n<h2>D</h2>\n";
        let found: Vec<String> = cut(text, 3).into_iter().map(|piece| piece.replace('\n', "")).collect();
        assert_eq!(
            found,
            [
                "<p>one</p>",
                "<h2>A</h2><h3>B</h3><p>two three</p>",
                "<h2>A</h2><h3>B</h3><p>four five</p>",
                "<h2>A</h2><h3>C</h3><hr>",
                "<h2>D</h2>",
            ]
        );
        assert!(cut("", 3).is_empty());
        assert_eq!(cut("words alone", 1), ["words alone"]);
    }

    #[test]
    fn nothing_is_cut_inside_of_an_element_and_nothing_is_lost() {
        let quoted = "<blockquote title=\"a > b\">\n<h2>x</h2>\n<p>y</p>\n</blockquote>\n<p>z<br>w</p>";
        assert_eq!(cut(quoted, 1).len(), 2);
        let html = article(
            "## حقّ\n\n> ## داخل\n>\n> كلمة\n\n- واحد\n- اثنان\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n\nآخر",
        );
        let found = pieces(&html, 1);
        for piece in &found {
            for name in ["blockquote", "ul", "table", "p"] {
                let count = |tag: String| piece.as_str().matches(&tag).count();
                let open = count(format!("<{name}>")) + count(format!("<{name} "));
                assert_eq!(open, count(format!("</{name}>")), "{}", piece.as_str());
            }
        }
        let all: String = found.iter().map(SafeHtml::as_str).collect();
        for word in ["حقّ", "داخل", "كلمة", "واحد", "اثنان", "آخر"] {
            assert!(all.contains(word), "{word}: {all}");
        }
        assert!(found.len() >= 4, "{}", found.len());
    }
}
