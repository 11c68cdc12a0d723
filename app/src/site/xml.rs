//! What every feed is written with.

/// A text between tags or quotes. What XML cannot hold at all is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

/// The beginning of a day in Tunisia.
pub fn instant(day: &str) -> String {
    format!("{day}T00:00:00+01:00")
}

/// An instant in UTC milliseconds, by the second.
pub fn moment(ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(ms)
        .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default()
}

/// The beginning of a day in Tunisia, as RSS writes it (RFC 822); nothing for what is no day.
pub fn rss_date(day: &str) -> Option<String> {
    let day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(day.format("%a, %d %b %Y 00:00:00 +0100").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_wrote_becomes_markup() {
        assert_eq!(
            escaped("<a href=\"x\">&\u{0}\u{b}\u{FFFF}م</a>"),
            "&lt;a href=&quot;x&quot;&gt;&amp;م&lt;/a&gt;"
        );
    }

    #[test]
    fn writes_days_and_moments() {
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
        assert_eq!(rss_date("2026-11-01").as_deref(), Some("Sun, 01 Nov 2026 00:00:00 +0100"));
        assert_eq!(rss_date("tomorrow"), None);
    }
}
