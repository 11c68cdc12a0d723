//! `SubRip`, the older kind of captions, read into what WebVTT can say.

use super::{CaptionError, Captions, Cue, ENTITIES, lines, number, sixtieth};

const ARROW: &str = "-->";
/// Bytes of the longest mark.
const MARK_BYTES: usize = 256;

/// Reads a file of SRT: its numbers and colours go, its order becomes that of time.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(text: &str) -> Result<Captions, CaptionError> {
    let all = lines(text);
    let mut cues = Vec::new();
    let mut rest = all.as_slice();
    loop {
        while let [(_, line), more @ ..] = rest
            && line.trim().is_empty()
        {
            rest = more;
        }
        let Some(((at, first), more)) = rest.split_first() else { break };
        let (at, times, more) = if first.contains(ARROW) {
            (*at, first.as_str(), more)
        } else if number(first.trim(), 9).is_some() {
            match more.split_first() {
                Some(((next, times), more)) if times.contains(ARROW) => (*next, times.as_str(), more),
                Some(((next, times), _)) if !times.trim().is_empty() => {
                    return Err(CaptionError::BadTime { line: *next });
                }
                _ => return Err(CaptionError::NoTime { line: *at }),
            }
        } else {
            return Err(CaptionError::NoTime { line: *at });
        };
        let (start, end) = times_of(times).ok_or(CaptionError::BadTime { line: at })?;
        if end <= start {
            return Err(CaptionError::Backwards { line: at });
        }
        let length = more.iter().position(|(_, line)| line.trim().is_empty()).unwrap_or(more.len());
        let (words, after) = more.split_at_checked(length).unwrap_or((more, &[]));
        if let Some((line, _)) = words.iter().find(|(_, line)| times_of(line).is_some()) {
            return Err(CaptionError::Arrow { line: *line });
        }
        let text = words.iter().map(|(_, line)| marks(line.trim())).filter(|line| !line.is_empty());
        let text = text.collect::<Vec<_>>().join("\n");
        if !text.is_empty() {
            cues.push(Cue { id: None, start, end, settings: String::new(), text });
        }
        rest = after;
    }
    cues.sort_by_key(|cue| cue.start);
    Ok(Captions { cues, ..Captions::default() })
}

fn times_of(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once(ARROW)?;
    // Places on the screen may follow.
    let end = rest.split_whitespace().next()?;
    Some((time(start.trim())?, time(end)?))
}

/// `h:mm:ss,ttt`, or with a point; in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, part) = text.split_once([',', '.'])?;
    let rest = number(part, 3)? * [100_u64, 10, 1].get(part.len().checked_sub(1)?)?;
    let parts: Vec<&str> = clock.split(':').collect();
    let [hours, minutes, seconds] = *parts else { return None };
    Some(((number(hours, 5)? * 60 + sixtieth(minutes)?) * 60 + sixtieth(seconds)?) * 1000 + rest)
}

/// A line with the marks that WebVTT has too; colours and places on the screen go, other signs stay as signs.
fn marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '>', '&', '{']) {
        let (before, sign) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        rest = sign.get(1..).unwrap_or_default();
        match sign.as_bytes().first() {
            Some(b'<') => match closed(rest, b'>') {
                Some((tag, after)) if is_mark(tag) => {
                    out.push_str(&format!("<{}>", tag.to_ascii_lowercase()));
                    rest = after;
                }
                Some((tag, after)) if is_colour(tag) => rest = after,
                _ => out.push_str("&lt;"),
            },
            Some(b'>') => out.push_str("&gt;"),
            Some(b'&') if ENTITIES.iter().any(|(name, _)| rest.starts_with(name)) => out.push('&'),
            Some(b'&') => out.push_str("&amp;"),
            _ => match closed(rest, b'}') {
                Some((place, after)) if place.starts_with('\\') => rest = after,
                _ => out.push('{'),
            },
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// What stands before a sign that is near, and after it: nobody looks through the whole line for each `<`.
fn closed(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().take(MARK_BYTES).position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

fn is_mark(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    ["b", "i", "u"].iter().any(|mark| name.eq_ignore_ascii_case(mark))
}

fn is_colour(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag == "/font" || tag == "font" || tag.starts_with("font ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{CaptionError as E, decode, parse_vtt},
        *,
    };

    /// A text, and its cues: from, to, words.
    type Case<'a> = (&'a str, &'a [(u64, u64, &'a str)]);

    #[test]
    fn the_older_kind_becomes_the_newer() {
        let cases: [Case; 13] = [
            ("1\n00:00:01,000 --> 00:00:02,500\nمرحبا بكنّ\n", &[(1000, 2500, "مرحبا بكنّ")]),
            ("1\r\n00:00:01,000 --> 00:00:02,000\r\na\r\nb\r\n\r\n", &[(1000, 2000, "a\nb")]),
            ("\u{feff}1\n00:00:01,000 --> 00:00:02,000\nx", &[(1000, 2000, "x")]),
            ("00:00:01.000 --> 00:00:02.000\nx", &[(1000, 2000, "x")]),
            ("1\n0:00:01,5 --> 0:00:02,05\nx", &[(1500, 2050, "x")]),
            ("1\n00:00:01,000 --> 00:00:02,000  X1:1 X2:2\nx", &[(1000, 2000, "x")]),
            (
                "1\n00:00:05,000 --> 00:00:06,000\nb\n\n2\n00:00:01,000 --> 00:00:02,000\na",
                &[(1000, 2000, "a"), (5000, 6000, "b")],
            ),
            ("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\nx", &[(2000, 3000, "x")]),
            (
                "1\n00:00:01,000 --> 00:00:02,000\n<I>a</I> <font color=\"red\">b</font>",
                &[(1000, 2000, "<i>a</i> b")],
            ),
            ("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}a {b}", &[(1000, 2000, "a {b}")]),
            (
                "1\n00:00:01,000 --> 00:00:02,000\na < b & c &amp; d",
                &[(1000, 2000, "a &lt; b &amp; c &amp; d")],
            ),
            (
                "1\n00:00:01,000 --> 00:00:02,000\n<script>x</script>",
                &[(1000, 2000, "&lt;script&gt;x&lt;/script&gt;")],
            ),
            ("", &[]),
        ];
        for (text, cues) in cases {
            let read = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            let found: Vec<_> = read.cues.iter().map(|cue| (cue.start, cue.end, cue.text.as_str())).collect();
            assert_eq!(found, cues, "{text:?}");
            assert_eq!(parse_vtt(&read.to_vtt()), Ok(read), "{text:?}");
        }
        // مرحبا in Windows-1256.
        let old = decode(b"1\r\n00:00:01,000 --> 00:00:02,000\r\n\xE3\xD1\xCD\xC8\xC7\r\n").expect("text");
        assert_eq!(parse(&old).expect("sound").cues[0].text, "مرحبا");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let cases = [
            ("x", E::NoTime { line: 1 }),
            ("\n\n1\n", E::NoTime { line: 3 }),
            ("1\n00:00:01,000 -> 00:00:02,000\nx", E::BadTime { line: 2 }),
            ("1\n00:00:61,000 --> 00:00:62,000\nx", E::BadTime { line: 2 }),
            ("1\n00:01,000 --> 00:02,000\nx", E::BadTime { line: 2 }),
            ("1\n00:00:02,000 --> 00:00:01,000\nx", E::Backwards { line: 2 }),
            (
                "1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n\r\n2\r\n00:00:0x,000 --> 00:00:04,000\r\ny",
                E::BadTime { line: 6 },
            ),
            ("1\n00:00:01,000 --> 00:00:02,000\nx\n\ny\n", E::NoTime { line: 5 }),
            (
                "1\n00:00:01,000 --> 00:00:02,000\nx\n2\n00:00:03,000 --> 00:00:04,000\ny",
                E::Arrow { line: 5 },
            ),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_sound_webvtt(words in "\\PC{0,80}", lines in "([0-9:,> \\n-]|-->){0,120}") {
            let _ = parse(&lines);
            if let Ok(read) = parse(&format!("1\n00:00:01,000 --> 00:00:02,000\n{words}")) {
                prop_assert_eq!(parse_vtt(&read.to_vtt()), Ok(read));
            }
        }
    }
}
