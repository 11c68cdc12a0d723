//! A chapter of an EPUB: XHTML that somebody else wrote, made HTML, then through the sanitiser.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{SafeHtml, sanitise};

/// Begins the name of every place of a book.
pub(super) const PREFIX: &str = "b-";
/// Deeper than this nobody writes on purpose: such a text is left as it is to the sanitiser, which counts no depth.
const MAX_DEPTH: usize = 256;
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
    let html = as_html(xhtml).map_or(Cow::Borrowed(xhtml), Cow::Owned);
    SafeHtml(sanitise::chapter(&html, address))
}

/// The same text for a reader of HTML: it knows no `<a/>`, no CDATA and no namespaces. Nothing when it cannot
/// be read at all. What is written here is trusted by nobody.
fn as_html(xhtml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xhtml);
    // Many books are no sound XML; what is not closed, HTML closes.
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut out = String::with_capacity(xhtml.len() + xhtml.len() / 8);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Some(out),
            Ok(Event::Start(element)) => {
                if !VOID.contains(&lowered(element.local_name().into_inner())) {
                    depth += 1;
                }
                if depth > MAX_DEPTH {
                    return None;
                }
                open(&mut out, &element);
            }
            Ok(Event::Empty(element)) => {
                open(&mut out, &element);
                let name = element.local_name().into_inner();
                if !VOID.contains(&lowered(name)) {
                    close(&mut out, name);
                }
            }
            Ok(Event::End(element)) => {
                depth = depth.saturating_sub(1);
                close(&mut out, element.local_name().into_inner());
            }
            Ok(Event::Text(text)) => out.push_str(&text),
            Ok(Event::CData(text)) => push_escaped(&mut out, &text),
            Ok(Event::GeneralRef(entity)) => {
                out.push('&');
                out.push_str(&entity);
                out.push(';');
            }
            Ok(_) => {}
            Err(_) => return None,
        }
    }
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

fn open(out: &mut String, element: &BytesStart<'_>) {
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
    } else {
        out.push_str(element.attributes_raw());
    }
    out.push('>');
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(lowered(name));
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
    fn what_is_no_xml_is_cleaned_too() {
        let html = cleaned(
            "<p onclick=x()>one<script>x()</script><br><img src=x onerror=x()><base href=//evil.example>",
        );
        assert_eq!(html, "<p>one<br><img loading=\"lazy\"></p>");
    }
}
