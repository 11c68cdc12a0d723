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
    if !part.clauses.is_empty() {
        out.push_str("<ol>\n");
        for clause in &part.clauses {
            let _ = writeln!(out, "<li>{}</li>", escape(clause));
        }
        out.push_str("</ol>\n");
    }
    out
}

/// The declaration as one page.
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
        "</main>\n<footer>\n<p>{}</p>\n<p><bdi>{}</bdi></p>\n</footer>",
        escape(&words.note),
        escape(&book.provenance.address)
    );
    document(book.language.code(), book.language.direction().as_str(), &book.title, &body)
}
