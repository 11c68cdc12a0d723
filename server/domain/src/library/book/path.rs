//! From what a book calls a file to the name that the file has in the archive.

/// A place that a book names: a file of the archive, and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Name of the file; empty for the file that names it.
    pub path: String,
    /// Place in it.
    pub anchor: Option<String>,
}

/// The folder of a file, with a slash at its end; empty for the root.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default()
}

/// Reads an address as it stands in a file of `folder`. Nothing for what leads out of the archive.
pub(super) fn resolve(folder: &str, address: &str) -> Option<Target> {
    let address = address.trim();
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(decoded(anchor)).filter(|anchor| !anchor.is_empty())),
        None => (address, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return anchor.is_some().then(|| Target { path: String::new(), anchor });
    }
    let first = path.split('/').next().unwrap_or_default();
    if path.starts_with('/') || path.contains('\\') || first.contains(':') {
        return None;
    }
    let path = decoded(path);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(Target { path: parts.join("/"), anchor })
}

/// `%D9%83` and the like, where it is UTF-8; else the text as it stands.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_in_the_archive() {
        let read = |address: &str| {
            resolve("OEBPS/text/", address).map(|target| (target.path, target.anchor.unwrap_or_default()))
        };
        let some = |path: &str, anchor: &str| Some((path.to_owned(), anchor.to_owned()));
        assert_eq!(read("two.xhtml#x"), some("OEBPS/text/two.xhtml", "x"));
        assert_eq!(read("../images/a%20b.png"), some("OEBPS/images/a b.png", ""));
        assert_eq!(read("%D9%81.xhtml"), some("OEBPS/text/ف.xhtml", ""));
        assert_eq!(read("#x"), some("", "x"));
        for out in [
            "",
            "#",
            "../../../etc/passwd",
            "/etc/passwd",
            "//evil.example",
            "https://evil.example/a",
            "a:b",
            "\\\\evil",
        ] {
            assert_eq!(read(out), None, "{out}");
        }
        assert_eq!(folder("a/b/c.opf"), "a/b/");
        assert_eq!(folder("c.opf"), "");
    }
}
