//! The HTML edition: plain and semantic, no style, nothing from elsewhere. It reads well alone and without network.

use std::fmt::Write;

use super::{
    Words, escape,
    udhr::{Declaration, Part},
};

/// The document around a body.
pub(super) fn document(lang: &str, dir: &str, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body>\n{body}</body>\n</html>\n"
    )
}

/// Title, paragraphs and clauses of a part; well-formed as XML too. The heading carries the part's name.
pub(super) fn part(part: &Part, level: u8) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "<h{level} id=\"{}\">{}</h{level}>", part.anchor(), escape(&part.title));
    for paragraph in &part.paragraphs {
        let _ = writeln!(out, "<p>{}</p>", escape(paragraph));
    }
    list(&mut out, "ul", &part.points);
    list(&mut out, "ol", &part.clauses);
    if !part.origins.is_empty() {
        out.push_str("<ul>\n");
        for one in &part.origins {
            let address = escape(&one.address);
            let text = escape(&one.text);
            let _ = writeln!(
                out,
                "<li>{text}<br/><a href=\"{address}\"><bdi dir=\"ltr\">{address}</bdi></a></li>"
            );
        }
        out.push_str("</ul>\n");
    }
    out
}

fn list(out: &mut String, tag: &str, entries: &[String]) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "<{tag}>");
    for entry in entries {
        let _ = writeln!(out, "<li>{}</li>", escape(entry));
    }
    let _ = writeln!(out, "</{tag}>");
}

/// Where the text comes from, after the word for it.
pub(super) fn whence(book: &Declaration, words: &Words) -> String {
    let address = escape(&book.provenance.address);
    if words.source.is_empty() {
        format!("<p><bdi>{address}</bdi></p>")
    } else {
        format!("<p>{} <bdi>{address}</bdi></p>", escape(&words.source))
    }
}

/// The declaration, or a guide, as one page.
pub(super) fn declaration(book: &Declaration, words: &Words) -> String {
    let title = escape(&book.title);
    let mut body = format!("<header>\n<h1>{title}</h1>\n</header>\n");
    let _ = writeln!(
        body,
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{}</h2>\n<ul>",
        escape(&words.contents)
    );
    for entry in book.parts() {
        let _ = writeln!(body, "<li><a href=\"#{}\">{}</a></li>", entry.anchor(), escape(&entry.title));
    }
    body.push_str("</ul>\n</nav>\n<main>\n");
    for entry in book.parts() {
        let _ = writeln!(body, "<section>\n{}</section>", part(entry, 2));
    }
    let _ = writeln!(
        body,
        "</main>\n<footer>\n<p>{}</p>\n{}\n</footer>",
        escape(&words.note),
        whence(book, words)
    );
    document(book.language.code(), book.language.direction().as_str(), &book.title, &body)
}
