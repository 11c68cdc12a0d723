//! Addresses as redirects keep them.

use contract::Locale;

use crate::text::is_deceptive;

/// Longest path.
const LONGEST: usize = 500;

/// What stands below a language by itself: whatever answers there is never led elsewhere.
const OWN: [&str; 33] = [
    "about",
    "accessibility",
    "account",
    "announcements",
    "card",
    "cite",
    "desk",
    "firststeps",
    "forum",
    "glossary",
    "howask",
    "howjoin",
    "howprivate",
    "howreceipt",
    "howrecover",
    "howreport",
    "howsignin",
    "join",
    "library",
    "messages",
    "moderation",
    "organisations",
    "privacy",
    "recover",
    "report",
    "reset",
    "safety",
    "search",
    "sign-in",
    "sign-out",
    "statistics",
    "terms",
    "transparency",
];

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A path with what was percent-encoded in it decoded; nothing when that is no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let (high, low) = (hex(bytes.next()?)?, hex(bytes.next()?)?);
            out.push(high * 16 + low);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST
        && !text.starts_with("//")
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !is_deceptive(c) && c != '\\')
}

/// An address below a language without its query, decoded, without a slash at the end; nothing for anything else.
pub fn key(text: &str) -> Option<String> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = decoded(path)?;
    let path = path.trim_end_matches('/');
    let mut segments = path.strip_prefix('/')?.split('/');
    segments.next()?.parse::<Locale>().ok()?;
    let walks = segments.any(|segment| matches!(segment, "" | "." | ".."));
    (is_plain(path) && !walks).then(|| path.to_owned())
}

/// An old address, which has no query; nothing for one that is none.
pub fn old(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.contains(['?', '#'])).then(|| key(text)).flatten()
}

/// Where an old address leads: a path of this site, with its query if it has one.
pub fn new(text: &str) -> Option<String> {
    let text = text.trim();
    let decoded = decoded(text)?;
    (is_plain(text) && is_plain(&decoded) && key(text).is_some()).then(|| text.to_owned())
}

/// Whether the portal itself stands there. What has an identifier in it is only known by asking.
pub fn is_own(key: &str) -> bool {
    let mut segments = key.split('/').skip(2);
    match (segments.next(), segments.next()) {
        (None, _) => true,
        (Some(room), None) => OWN.contains(&room),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_key() {
        for (text, expected) in [
            ("/ar/old", Some("/ar/old")),
            ("/ar/old/", Some("/ar/old")),
            ("/ar/%D8%AD%D9%82", Some("/ar/حق")),
            ("/ar/حق?x=1#y", Some("/ar/حق")),
            ("/ar", Some("/ar")),
            ("/", None),
            ("", None),
            ("/old", None),
            ("//ar/x", None),
            ("/ar//x", None),
            ("/ar/../x", None),
            ("/ar/%2", None),
            ("/ar/%zz", None),
            ("/ar/%FF", None),
            ("/ar/a b", None),
            ("/ar/a%00b", None),
            ("https://evil.example/ar", None),
        ] {
            assert_eq!(key(text).as_deref(), expected, "{text}");
        }
        assert_eq!(old("/ar/x?y"), None);
        assert_eq!(new("/ar/x?y=1#z").as_deref(), Some("/ar/x?y=1#z"));
        assert_eq!(new("/ar/x%0d%0aSet-Cookie:a"), None);
        for (path, own) in [("/ar", true), ("/fr/forum", true), ("/fr/forum/x", false), ("/en/old", false)] {
            assert_eq!(is_own(path), own, "{path}");
        }
    }
}
