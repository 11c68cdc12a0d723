//! Where a link of the team may lead.

use contract::Locale;

/// Longest address.
const LONGEST: usize = 500;

/// Whether an address is a path of this site below a language.
pub fn is_internal(text: &str) -> bool {
    let first = text.strip_prefix('/').map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    first.is_some_and(|first| first.parse::<Locale>().is_ok())
}

/// An address that may stand on a page: a path of this site below a language, or an https address.
pub fn link(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = text.len() <= LONGEST
        && text
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '\\' | '"' | '<' | '>'));
    let outside = text.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && !host.starts_with('.')
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
    });
    (plain && (outside || is_internal(text))).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn leads_inside_or_to_https_only() {
        for fine in
            ["/ar", "/fr/forum?x=1", "/en#top", "https://example.org", "https://example.org/a?b#c", " /ar/ق "]
        {
            assert_eq!(link(fine).as_deref(), Some(fine.trim()), "{fine}");
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "/evil",
            "/arx",
            "http://example.org",
            "javascript:alert(1)",
            "https://",
            "https://me@evil.example",
            "https://localhost",
            "/ar\\evil",
            "/ar x",
            &format!("/ar/{}", "a".repeat(500)),
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }
}
