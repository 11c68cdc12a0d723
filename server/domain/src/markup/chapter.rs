//! A chapter of an EPUB: XHTML that somebody else wrote, made HTML, then through the sanitiser.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{SafeHtml, sanitise};

/// Begins the name of every place of a book.
pub(super) const PREFIX: &str = "b-";
/// Deeper than this nobody writes on purpose: what stands deeper is text alone.
const MAX_DEPTH: usize = 256;
/// So many of the elements that HTML opens anew in every paragraph may stand in one another.
const MAX_FORMATTING: usize = 8;
/// Elements of a chapter; of what comes after them the text is left.
const MAX_ELEMENTS: usize = 60_000;
/// Bytes of the attributes of an element, and of one that HTML opens anew.
const MAX_ATTRIBUTES: usize = 4096;
const MAX_REPEATED: usize = 1024;
/// Elements that HTML opens anew where they were left open.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that never stand right in another one of theirs.
const SOON_CLOSED: [&str; 7] = ["dd", "dt", "li", "p", "td", "th", "tr"];
/// Elements that HTML knows without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// What a chapter asks an address for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A place to go to.
    Link,
    /// A picture to show.
    Picture,
}

/// The name that a place of a book has on the page.
pub fn place(id: &str) -> String {
    if id.starts_with(PREFIX) { id.to_owned() } else { format!("{PREFIX}{id}") }
}

/// A chapter of a book. `address` says where what it points to is; what it knows nothing of has no address.
pub fn chapter(
    xhtml: &str,
    address: impl Fn(Pointer, &str) -> Option<String> + Send + Sync + 'static,
) -> SafeHtml {
    SafeHtml(sanitise::chapter(&as_html(xhtml), address))
}

/// The same text for a reader of HTML: it knows no `<a/>`, no CDATA and no namespaces. What cannot be read
/// at all stands there as it is written. Nobody trusts what is made here; but every element is closed in the right
/// order, and none stands too deep, so that the reader of HTML makes little more of it than there is.
fn as_html(xhtml: &str) -> String {
    let mut reader = Reader::from_str(xhtml);
    // Many books are no sound XML; what is not closed, HTML closes.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut html = Html { out: String::with_capacity(xhtml.len() + xhtml.len() / 8), ..Html::default() };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return html.out,
            Ok(Event::Start(element)) => html.begin(&element),
            Ok(Event::Empty(element)) => {
                html.begin(&element);
                html.end(element.local_name().into_inner());
            }
            Ok(Event::End(element)) => html.end(element.local_name().into_inner()),
            Ok(Event::Text(text)) => html.out.push_str(&text),
            Ok(Event::CData(text)) => push_escaped(&mut html.out, &text),
            Ok(Event::GeneralRef(entity)) => {
                html.out.push('&');
                html.out.push_str(&entity);
                html.out.push(';');
            }
            Ok(_) => {}
            Err(_) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                push_escaped(&mut html.out, xhtml.get(at..).unwrap_or_default());
                return html.out;
            }
        }
    }
}

/// An element that is open, by the name that it has in HTML.
struct Open {
    name: String,
    written: bool,
    formatting: bool,
}

/// A text in the making.
#[derive(Default)]
struct Html {
    out: String,
    open: Vec<Open>,
    /// How many of the open ones are written and opened anew by HTML.
    formatting: usize,
    elements: usize,
}

impl Html {
    fn begin(&mut self, element: &BytesStart<'_>) {
        let name = lowered(element.local_name().into_inner());
        // Many leave these open.
        if SOON_CLOSED.contains(&name) && self.open.last().is_some_and(|last| last.name == name) {
            self.end(name);
        }
        let formatting = FORMATTING.iter().any(|one| name.eq_ignore_ascii_case(one));
        let written = is_plain(name)
            && self.elements < MAX_ELEMENTS
            && self.open.len() < MAX_DEPTH
            && !(formatting && self.formatting >= MAX_FORMATTING);
        if written {
            self.elements += 1;
            open(&mut self.out, element, if formatting { MAX_REPEATED } else { MAX_ATTRIBUTES });
        }
        if !is_void(name) {
            self.formatting += usize::from(written && formatting);
            self.open.push(Open { name: name.to_owned(), written, formatting });
        }
    }

    /// Closes what stands in it too. What is not open is not closed.
    fn end(&mut self, name: &str) {
        let name = lowered(name);
        let near = self.open.len().saturating_sub(MAX_DEPTH);
        let found = self.open.iter().skip(near).rposition(|one| one.name.eq_ignore_ascii_case(name));
        let Some(at) = found.map(|at| at + near) else { return };
        while self.open.len() > at {
            let Some(one) = self.open.pop() else { return };
            if one.written {
                self.formatting -= usize::from(one.formatting);
                close(&mut self.out, &one.name);
            }
        }
    }
}

fn is_void(name: &str) -> bool {
    VOID.iter().any(|one| name.eq_ignore_ascii_case(one))
}

/// The element that stands for one of a book: its headings come below that of the page, and the only thing in a drawing
/// that can be shown is a picture.
fn lowered(name: &str) -> &str {
    match name {
        "h1" => "h2",
        "h2" => "h3",
        "h3" | "h4" | "h5" | "h6" => "h4",
        "image" => "img",
        _ => name,
    }
}

fn open(out: &mut String, element: &BytesStart<'_>, most: usize) {
    let name = element.local_name().into_inner();
    out.push('<');
    out.push_str(lowered(name));
    if name == "image" {
        let source = ["xlink:href", "href"]
            .into_iter()
            .find_map(|name| element.try_get_attribute(name).ok().flatten())
            .map(|attribute| attribute.value.replace('"', "&quot;"));
        out.push_str(" alt=\"\" src=\"");
        out.push_str(&source.unwrap_or_default());
        out.push('"');
    } else if element.attributes_raw().len() <= most {
        attributes(out, element);
    }
    out.push('>');
}

/// Written anew, each between quotes: what XML takes for one attribute, HTML could take for the end of the element.
fn attributes(out: &mut String, element: &BytesStart<'_>) {
    for attribute in element.html_attributes().with_checks(false).filter_map(Result::ok) {
        let name = attribute.key.into_inner();
        if is_plain(name) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&attribute.value.replace('"', "&quot;"));
            out.push('"');
        }
    }
}

/// Whether XML and HTML read the same name in it.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(xhtml: &str) -> String {
        chapter(xhtml, |pointer, value| match pointer {
            Pointer::Link => value.ends_with("two.xhtml").then(|| "/two".to_owned()),
            Pointer::Picture => value.ends_with(".png").then(|| "/picture/1".to_owned()),
        })
        .into_string()
    }

    #[test]
    fn knows_what_only_xml_knows() {
        let html = cleaned(
            "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/><script/></head>\
             <body><h1 id=\"one\">A<a id=\"x\"/> &amp; B</h1><p><![CDATA[1 < 2]]> &nbsp;x</p></body></html>",
        );
        assert!(html.contains("<h2 id=\"b-one\">A<a id=\"b-x\""), "{html}");
        assert!(html.contains("</a> &amp; B</h2><p>1 &lt; 2 &nbsp;x</p>"), "{html}");
    }

    #[test]
    fn points_only_where_it_may() {
        let html = cleaned(
            "<div><a href=\"two.xhtml\">x</a><a href=\"//evil.example/\">y</a><img src=\"a.png\" alt=\"A\"/>\
             <img src=\"https://evil.example/a.gif\"/><svg><image xlink:href='b.png' onload=\"x()\"/></svg></div>",
        );
        assert_eq!(html.matches("href=").count(), 1, "{html}");
        assert_eq!(html.matches("src=\"/picture/1\"").count(), 2, "{html}");
        assert!(!html.contains("evil") && !html.contains("svg") && !html.contains("onload"), "{html}");
    }

    #[test]
    fn a_text_made_to_grow_does_not_grow() {
        let nested = (0..200).map(|n| format!("<b id=\"n{n}\">")).collect::<String>();
        let html = cleaned(&format!("<p>{nested}{}", "<p>x</p>".repeat(2000)));
        assert!(html.len() < 2_000_000 && html.matches('x').count() == 2000, "{}", html.len());
        let left_open = (0..2000).map(|n| format!("<p><b id=\"n{n}\">x</p>")).collect::<String>();
        assert!(cleaned(&left_open).len() < 200_000);
        let deep = format!("{}x", "<div>".repeat(20_000));
        assert_eq!(cleaned(&deep).matches("<div>").count(), MAX_DEPTH);
        assert_eq!(cleaned("<p>1<i>2<b>3</i>4</b>5</p></p>"), "<p>1<i>2<b>3</b></i>45</p>");
        assert_eq!(cleaned("x<br></br>y"), "x<br>y");
        assert_eq!(cleaned("<p>1<p>2"), "<p>1</p><p>2</p>");
        // What the two read differently.
        assert_eq!(cleaned("<p a=b\"><b>1</b>\">2</p>"), "<p>2</p>");
        assert_eq!(cleaned("<p><i x\"=\"y>2</i></p>"), "<p><i>2</i></p>");
    }

    #[test]
    fn what_is_no_xml_is_cleaned_too() {
        let html = cleaned(
            "<p onclick=x()>one<script>x()</script><br><img src=x onerror=x()><base href=//evil.example>",
        );
        assert_eq!(html, "<p>one<br><img loading=\"lazy\"></p>");
    }
}
