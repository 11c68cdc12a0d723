//! What a book says of itself: its files, their order, its language, the way it is leafed through.

use std::collections::HashMap;

use contract::Direction;

use super::{
    Damage,
    archive::Archive,
    path::{folder, resolve},
    xml::{self, Step, attribute, walk},
};
use crate::{DomainResult, Services};

const CONTAINER: &str = "META-INF/container.xml";
/// Bytes of the file that says where the description is.
const MOST_CONTAINER: u64 = 64 * 1024;
/// Bytes of the description.
const MOST_PACKAGE: u64 = 4 * 1024 * 1024;
/// Files that it names: an archive has no more.
const MOST_ITEMS: usize = 10_000;
/// Chapters of a book.
const MOST_CHAPTERS: usize = 2000;

/// A file that the description names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    /// Name in the archive.
    path: String,
    media_type: String,
    properties: String,
}

/// The description of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    /// Language, as the book names it.
    pub language: Option<String>,
    /// The way it is leafed through, if it says so.
    pub forward: Option<Direction>,
    /// Names of its chapters, in order.
    pub chapters: Vec<String>,
    /// Name of its table of contents, and whether that is of the older kind.
    pub contents: Option<(String, bool)>,
    /// Name of the picture of its cover.
    pub cover: Option<String>,
}

impl Package {
    /// Reads the description out of an archive.
    pub async fn read(services: &Services, archive: &Archive) -> DomainResult<Result<Self, Damage>> {
        let Some(at) = archive.find(CONTAINER) else { return Ok(Err(Damage::Book)) };
        let container = archive.read(services, at, MOST_CONTAINER).await?.map(xml::text);
        let path = match container {
            Ok(Some(container)) => root_file(&container),
            Ok(None) => None,
            Err(damage) => return Ok(Err(of_book(damage))),
        };
        let Some((path, at)) = path.and_then(|path| archive.find(&path).map(|at| (path, at))) else {
            return Ok(Err(Damage::Book));
        };
        let bytes = match archive.read(services, at, MOST_PACKAGE).await? {
            Ok(bytes) => bytes,
            Err(damage) => return Ok(Err(of_book(damage))),
        };
        let package = xml::apart(move || xml::text(bytes).map(|text| parse(&text, folder(&path)))).await?;
        Ok(package.filter(|package| !package.chapters.is_empty()).ok_or(Damage::Book))
    }
}

/// What is wrong with a file without which there is no book.
fn of_book(damage: Damage) -> Damage {
    if damage == Damage::Locked { Damage::Locked } else { Damage::Book }
}

fn root_file(container: &str) -> Option<String> {
    let mut path = None;
    let sound = walk(container, |step| {
        if let Step::Open("rootfile", element) = step
            && path.is_none()
        {
            path = attribute(element, "full-path");
        }
    });
    path.filter(|_| sound)
}

/// Reads a description that stands in a folder. What cannot be read of it is as if it were not there.
fn parse(text: &str, folder: &str) -> Package {
    let mut package = Package::default();
    let mut items: HashMap<String, Item> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut older = None;
    let mut old_cover = None;
    let mut in_language = false;
    let mut named = String::new();
    let mut own = None;
    walk(text, |step| match step {
        Step::Open("package", element) => own = attribute(element, "xml:lang"),
        // The first one is the main one.
        Step::Open("language", _) => in_language = named.is_empty(),
        Step::Close("language") => in_language = false,
        Step::Text(text) if in_language => named.push_str(text.trim()),
        Step::Open("item", element) => {
            let place = attribute(element, "href").and_then(|href| resolve(folder, &href));
            if let (Some(id), Some(place)) = (attribute(element, "id"), place)
                && items.len() < MOST_ITEMS
            {
                let item = Item {
                    path: place.path,
                    media_type: attribute(element, "media-type").unwrap_or_default(),
                    properties: attribute(element, "properties").unwrap_or_default(),
                };
                items.insert(id, item);
            }
        }
        Step::Open("spine", element) => {
            package.forward = match attribute(element, "page-progression-direction").as_deref() {
                Some("rtl") => Some(Direction::Rtl),
                Some("ltr") => Some(Direction::Ltr),
                _ => None,
            };
            older = attribute(element, "toc");
        }
        // As books of the second edition say it.
        Step::Open("meta", element) if attribute(element, "name").as_deref() == Some("cover") => {
            old_cover = attribute(element, "content");
        }
        Step::Open("itemref", element) if order.len() < MOST_ITEMS => {
            order.extend(attribute(element, "idref"));
        }
        _ => {}
    });
    package.language = own.into_iter().chain([named]).find_map(|tag| language_tag(&tag));
    let is_text = |item: &&Item| matches!(&*item.media_type, "application/xhtml+xml" | "text/html" | "");
    package.chapters = order
        .iter()
        .filter_map(|id| items.get(id))
        .filter(is_text)
        .map(|item| item.path.clone())
        .take(MOST_CHAPTERS)
        .collect();
    let newer = items.values().find(|item| item.properties.split_whitespace().any(|word| word == "nav"));
    let cover = items
        .values()
        .find(|item| item.properties.split_whitespace().any(|word| word == "cover-image"))
        .or_else(|| old_cover.and_then(|id| items.get(&id)));
    package.cover = cover.map(|item| item.path.clone());
    let older = older
        .and_then(|id| items.get(&id))
        .or_else(|| items.values().find(|item| item.media_type == "application/x-dtbncx+xml"));
    package.contents =
        newer.map(|item| (item.path.clone(), false)).or_else(|| older.map(|item| (item.path.clone(), true)));
    package
}

/// A language as a page may name it.
pub(super) fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim();
    let sound = (2..=35).contains(&tag.len())
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    sound.then(|| tag.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_needs() {
        let package = parse(
            "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata><dc:language>en</dc:language><dc:language>fr</dc:language></metadata>\
             <manifest><item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"scripted nav\"/>\
             <item id=\"a\" href=\"text/a%201.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"s\" href=\"cover.svg\" media-type=\"image/svg+xml\"/>\
             <item id=\"c\" href=\"i/c.jpg\" media-type=\"image/jpeg\" properties=\"cover-image\"/>\
             <item id=\"o\" href=\"/etc/passwd\" media-type=\"text/html\"/></manifest>\
             <spine page-progression-direction=\"rtl\"><itemref idref=\"s\"/><itemref idref=\"a\"/><itemref idref=\"o\"/></spine></package>",
            "OEBPS/",
        );
        assert_eq!(package.language.as_deref(), Some("en"));
        assert_eq!(package.forward, Some(Direction::Rtl));
        assert_eq!(package.chapters, ["OEBPS/text/a 1.xhtml"]);
        assert_eq!(package.contents, Some(("OEBPS/nav.xhtml".to_owned(), false)));
        assert_eq!(package.cover.as_deref(), Some("OEBPS/i/c.jpg"));
        assert_eq!(language_tag("\"><script>"), None);

        let many: String = (0..MOST_ITEMS + 5)
            .map(|n| format!("<item id=\"i{n}\" href=\"{n}.xhtml\"/><itemref idref=\"i{n}\"/>"))
            .collect();
        let package = parse(&format!("<package>{many}</package>"), "");
        assert_eq!(package.chapters.len(), MOST_CHAPTERS, "however long it is");
    }
}
