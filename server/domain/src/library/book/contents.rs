//! The table of contents: of the newer kind (a page with lists) or of the older one (NCX).

use std::collections::HashMap;

use super::{
    archive::Archive,
    package::Package,
    path::{folder, resolve},
    xml::{self, Step, attribute, walk},
};
use crate::{DomainResult, Services, markup, text};

/// Bytes of a table.
const MOST_BYTES: u64 = 2 * 1024 * 1024;
/// Its lines.
const MOST_ENTRIES: usize = 2000;
/// Letters of a line.
const MOST_LETTERS: usize = 200;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The chapter, from 0.
    pub chapter: usize,
    /// Place in it, as the page names it.
    pub anchor: Option<String>,
}

/// A line as it stands in the book.
#[derive(Debug, Default, PartialEq, Eq)]
struct Line {
    title: String,
    depth: usize,
    address: String,
}

/// The table of a book; empty when there is none that can be read.
pub(super) async fn read(
    services: &Services,
    archive: &Archive,
    package: &Package,
    chapters: &HashMap<String, usize>,
) -> DomainResult<Vec<Entry>> {
    let Some((path, older)) = &package.contents else { return Ok(Vec::new()) };
    let Some(at) = archive.find(path) else { return Ok(Vec::new()) };
    let Ok(table) = archive.read(services, at, MOST_BYTES).await? else { return Ok(Vec::new()) };
    let (path, older, chapters) = (path.clone(), *older, chapters.clone());
    xml::apart(move || {
        xml::text(table).map(|table| entries(&table, &path, older, &chapters)).unwrap_or_default()
    })
    .await
}

/// The lines of a table, of the older kind or the newer, that lead to a chapter.
fn entries(table: &str, path: &str, older: bool, chapters: &HashMap<String, usize>) -> Vec<Entry> {
    let lines = if older { ncx(table) } else { nav(table) };
    let place = |line: Line| {
        let target = resolve(folder(path), &line.address)?;
        let title: String = text::single_line(&line.title).chars().take(MOST_LETTERS).collect();
        let chapter = *chapters.get(&target.path)?;
        let anchor = target.anchor.as_deref().map(markup::place);
        (!title.is_empty()).then_some(Entry { title, depth: line.depth, chapter, anchor })
    };
    lines.into_iter().filter_map(place).take(MOST_ENTRIES).collect()
}

/// The list of a page: that which says that it is the table, else the first one.
fn nav(text: &str) -> Vec<Line> {
    let mut tables: Vec<(bool, Vec<Line>)> = Vec::new();
    let (mut inside, mut depth) = (false, 0_usize);
    let mut open: Option<Line> = None;
    walk(text, |step| match step {
        Step::Open("nav", element) => {
            let kind = attribute(element, "epub:type").unwrap_or_default();
            let is_table = kind.split_whitespace().any(|word| word == "toc");
            tables.push((is_table, Vec::new()));
            (inside, depth) = (true, 0);
        }
        Step::Close("nav") => inside = false,
        Step::Open("ol", _) => depth += 1,
        Step::Close("ol") => depth = depth.saturating_sub(1),
        Step::Open("a", element) if inside => {
            open = attribute(element, "href").map(|address| Line {
                title: String::new(),
                depth: depth.saturating_sub(1),
                address,
            });
        }
        Step::Close("a") => {
            if let (Some(line), Some((_, lines))) = (open.take(), tables.last_mut()) {
                lines.push(line);
            }
        }
        Step::Text(text) => {
            if let Some(line) = &mut open {
                line.title.push_str(text);
            }
        }
        _ => {}
    });
    let at = tables.iter().position(|(is_table, _)| *is_table).unwrap_or_default();
    tables.into_iter().nth(at).map(|(_, lines)| lines).unwrap_or_default()
}

fn ncx(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Lines whose points are open, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    let mut in_label = false;
    walk(text, |step| match step {
        Step::Open("navPoint", _) => {
            lines.push(Line { depth: open.len(), ..Line::default() });
            open.push(lines.len() - 1);
        }
        Step::Close("navPoint") => {
            open.pop();
        }
        Step::Open("navLabel", _) => in_label = true,
        Step::Close("navLabel") => in_label = false,
        Step::Open("content", element) => {
            if let Some(line) = open.last().and_then(|at| lines.get_mut(*at)) {
                line.address = attribute(element, "src").unwrap_or_default();
            }
        }
        Step::Text(text) if in_label => {
            if let Some(line) = open.last().and_then(|at| lines.get_mut(*at)) {
                line.title.push_str(text);
            }
        }
        _ => {}
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_say_the_same() {
        let newer = "<html xmlns:epub=\"http://www.idpf.org/2007/ops\"><body><nav epub:type=\"landmarks\"><ol><li><a href=\"z\">Z</a></li></ol></nav>\
                     <nav epub:type=\"toc\"><h1>T</h1><ol><li><a href=\"a.xhtml\">One <i>&amp;</i></a><ol><li><a href=\"a.xhtml#x\">Two</a></li></ol></li></ol></nav></body></html>";
        let older = "<ncx><docTitle><text>T</text></docTitle><navMap><navPoint><navLabel><text>One &amp;</text></navLabel><content src=\"a.xhtml\"/>\
                     <navPoint><navLabel><text>Two</text></navLabel><content src=\"a.xhtml#x\"/></navPoint></navPoint></navMap></ncx>";
        let line =
            |title: &str, depth, address: &str| Line { title: title.into(), depth, address: address.into() };
        let expected = [line("One &", 0, "a.xhtml"), line("Two", 1, "a.xhtml#x")];
        assert_eq!(nav(newer), expected);
        assert_eq!(ncx(older), expected);
        assert!(nav("<p>").is_empty() && ncx("").is_empty());
    }
}
