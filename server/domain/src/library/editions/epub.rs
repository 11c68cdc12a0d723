//! The EPUB 3 edition: one XHTML file a part, reading direction of the language, a table of contents, and what
//! assistive programs want to know. Deterministic: fixed times, fixed order.

use std::fmt::Write;

use super::{
    super::manifest::defect,
    Words, escape,
    html::{part, whence},
    udhr::{Declaration, Part},
};
use crate::{DomainResult, zip::Archive};

/// `dcterms:modified` of the editions. Rises by hand when their text changes.
pub const EDITION_MOMENT: &str = "2026-11-23T00:00:00Z";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n\
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

fn file_name(part: &Part) -> String {
    part.number.map_or_else(|| "preamble.xhtml".to_owned(), |number| format!("article-{number:02}.xhtml"))
}

fn xhtml(book: &Declaration, title: &str, body: &str) -> String {
    let (lang, dir) = (book.language.code(), book.language.direction().as_str());
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{lang}\" xml:lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<title>{}</title>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape(title)
    )
}

fn title_page(book: &Declaration, words: &Words) -> String {
    let body = format!(
        "<section epub:type=\"titlepage\">\n<h1>{}</h1>\n<p>{}</p>\n{}\n</section>\n",
        escape(&book.title),
        escape(&words.note),
        whence(book, words)
    );
    xhtml(book, &book.title, &body)
}

fn nav(book: &Declaration, words: &Words) -> String {
    let mut list = format!("<li><a href=\"title.xhtml\">{}</a></li>\n", escape(&book.title));
    for entry in book.parts() {
        let _ = writeln!(list, "<li><a href=\"{}\">{}</a></li>", file_name(entry), escape(&entry.title));
    }
    let contents = escape(&words.contents);
    let body = format!(
        "<nav epub:type=\"toc\" id=\"toc\" role=\"doc-toc\">\n<h1>{contents}</h1>\n<ol>\n{list}</ol>\n</nav>\n"
    );
    xhtml(book, &words.contents, &body)
}

fn package(item: &str, book: &Declaration, words: &Words) -> String {
    let lang = book.language.code();
    let dir = book.language.direction().as_str();
    let mut manifest = String::from(
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"title\" href=\"title.xhtml\" media-type=\"application/xhtml+xml\"/>\n",
    );
    let mut spine = String::from("<itemref idref=\"title\"/>\n<itemref idref=\"nav\"/>\n");
    for entry in book.parts() {
        let id = entry.anchor();
        let _ = writeln!(
            manifest,
            "<item id=\"{id}\" href=\"{}\" media-type=\"application/xhtml+xml\"/>",
            file_name(entry)
        );
        let _ = writeln!(spine, "<itemref idref=\"{id}\"/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{lang}\" dir=\"{dir}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">urn:jusoor:library:{}</dc:identifier>\n\
         <dc:title>{}</dc:title>\n<dc:language>{lang}</dc:language>\n\
         <dc:creator>{}</dc:creator>\n<dc:rights>{}</dc:rights>\n<dc:source>{}</dc:source>\n<dc:date>{}</dc:date>\n\
         <meta property=\"dcterms:modified\">{EDITION_MOMENT}</meta>\n\
         <meta property=\"schema:accessMode\">textual</meta>\n\
         <meta property=\"schema:accessModeSufficient\">textual</meta>\n\
         <meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>\n\
         <meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n\
         <meta property=\"schema:accessibilityHazard\">none</meta>\n\
         <meta property=\"schema:accessibilitySummary\">{}</meta>\n\
         </metadata>\n<manifest>\n{manifest}</manifest>\n\
         <spine page-progression-direction=\"{dir}\">\n{spine}</spine>\n</package>\n",
        escape(item),
        escape(&book.title),
        escape(&words.author),
        escape(&words.note),
        escape(&book.provenance.address),
        escape(&book.date),
        escape(&words.accessibility),
    )
}

/// The declaration, or a guide, as a book.
pub(super) fn declaration(item: &str, book: &Declaration, words: &Words) -> DomainResult<Vec<u8>> {
    let mut files = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.to_owned()),
        ("EPUB/package.opf".to_owned(), package(item, book, words)),
        ("EPUB/nav.xhtml".to_owned(), nav(book, words)),
        ("EPUB/title.xhtml".to_owned(), title_page(book, words)),
    ];
    files.extend(
        book.parts()
            .map(|entry| (format!("EPUB/{}", file_name(entry)), xhtml(book, &entry.title, &part(entry, 1)))),
    );
    pack(&files).map_err(|error| defect(format!("EPUB of {item}: {error}")))
}

/// The container: `mimetype` first and uncompressed, as readers sniff it there.
fn pack(files: &[(String, String)]) -> std::io::Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.store("mimetype", b"application/epub+zip")?;
    for (name, text) in files {
        archive.deflate(name, text.as_bytes())?;
    }
    archive.finish()
}
