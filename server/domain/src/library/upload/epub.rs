//! Whether an archive is an EPUB that can be opened.

use std::{fs::File, io};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{
    Limits, Refusal,
    zip_read::{self, Entry},
};

const TYPE: &[u8] = b"application/epub+zip";
const CONTAINER: &[u8] = b"META-INF/container.xml";
/// Bytes of the file that says where the description is.
const MOST_CONTAINER: u64 = 64 * 1024;
/// Bytes of the description.
const MOST_PACKAGE: u64 = 4 * 1024 * 1024;
/// How deep its elements may stand in one another.
const MOST_DEPTH: usize = 64;

/// Looks at an archive of `size` bytes: nothing when it is an EPUB.
pub(super) fn check(file: &mut File, size: u64, limits: &Limits) -> io::Result<Option<Refusal>> {
    let entries = match zip_read::entries(file, size, limits.unpacked_bytes)? {
        Ok(entries) => entries,
        Err(refusal) => return Ok(Some(refusal)),
    };
    let find = |name: &[u8]| entries.iter().find(|entry| entry.name == name);
    let says_so = match find(b"mimetype") {
        // The first file, as it is: readers look at the thirtieth byte of the archive.
        Some(entry) if entry.at == 0 && entry.method == 0 => {
            zip_read::read(file, entry, TYPE.len() as u64 + 2)?
                .is_some_and(|content| content.trim_ascii_end() == TYPE)
        }
        _ => false,
    };
    let container = find(CONTAINER);
    if !says_so {
        // A document, a spreadsheet, an archive of anything; or an EPUB that was packed wrongly.
        let meant = container.is_some();
        return Ok(Some(if meant { Refusal::EpubMimetype } else { Refusal::UnknownType }));
    }
    if entries.iter().any(|entry| entry.locked) {
        return Ok(Some(Refusal::EpubEncrypted));
    }
    let package = match container {
        Some(container) => package(file, container, &entries)?,
        None => None,
    };
    let sound = package.as_deref().is_some_and(is_package);
    Ok((!sound).then_some(Refusal::EpubPackage))
}

/// The description of an EPUB of `size` bytes; nothing where it has none.
pub(super) fn description(file: &mut File, size: u64, limits: &Limits) -> io::Result<Option<String>> {
    let Ok(entries) = zip_read::entries(file, size, limits.unpacked_bytes)? else { return Ok(None) };
    match entries.iter().find(|entry| entry.name == CONTAINER) {
        Some(container) => package(file, container, &entries),
        None => Ok(None),
    }
}

/// The description, as the container names it.
fn package(file: &mut File, container: &Entry, entries: &[Entry]) -> io::Result<Option<String>> {
    let Some(container) = text(zip_read::read(file, container, MOST_CONTAINER)?) else { return Ok(None) };
    let mut path = None;
    let sound = walk(&container, |element| {
        if path.is_none() && element.local_name().as_ref() == "rootfile" {
            path = element
                .try_get_attribute("full-path")
                .ok()
                .flatten()
                .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
                .map(std::borrow::Cow::into_owned);
        }
    });
    let entry =
        path.filter(|_| sound).and_then(|path| entries.iter().find(|entry| entry.name == path.as_bytes()));
    match entry {
        Some(entry) => Ok(text(zip_read::read(file, entry, MOST_PACKAGE)?)),
        None => Ok(None),
    }
}

fn text(bytes: Option<Vec<u8>>) -> Option<String> {
    let text = String::from_utf8(bytes?).ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether a description says what is in the book and in which order.
fn is_package(text: &str) -> bool {
    let (mut package, mut item, mut itemref) = (false, false, false);
    let sound = walk(text, |element| match element.local_name().as_ref() {
        "package" => package = true,
        "item" => item = true,
        "itemref" => itemref = true,
        _ => {}
    });
    sound && package && item && itemref
}

/// Walks over the elements of a text; whether it is well-formed. Entities of its own are never resolved.
fn walk(text: &str, mut each: impl FnMut(&BytesStart<'_>)) -> bool {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut any = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return any && depth == 0,
            Ok(Event::Start(element)) => {
                any = true;
                depth += 1;
                if depth > MOST_DEPTH || !has_sound_attributes(&element) {
                    return false;
                }
                each(&element);
            }
            Ok(Event::Empty(element)) => {
                any = true;
                if !has_sound_attributes(&element) {
                    return false;
                }
                each(&element);
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn has_sound_attributes(element: &BytesStart<'_>) -> bool {
    element.attributes().all(|attribute| attribute.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_read_strictly() {
        let whole = "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\"><manifest>\
                     <item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
        assert!(is_package(whole));
        for broken in [
            "",
            "<package>",
            &whole.replace("</spine>", ""),
            &whole.replace("<itemref idref=\"a\"/>", ""),
            &whole.replace("id=\"a\"", "id=\"a"),
            &format!("{}{}", "<a>".repeat(100), "</a>".repeat(100)),
        ] {
            assert!(!is_package(broken), "{broken}");
        }
    }
}
