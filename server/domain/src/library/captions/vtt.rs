//! WebVTT: cues, notes, styles and regions. Stricter than browsers, who leave out in silence what they do not
//! understand: here whoever brings a file is told the line.

use super::{CaptionError, Captions, Cue, lines, number, sixtieth};

const ARROW: &str = "-->";

/// Reads a file of WebVTT.
///
/// # Errors
/// The first thing that is wrong, with its line.
pub fn parse(text: &str) -> Result<Captions, CaptionError> {
    let all = lines(text);
    let mut blocks = all.split(|(_, line)| line.trim().is_empty());
    let mut captions = Captions::default();
    // What stands before the first empty line, even when that is the first one.
    let head = blocks.next().unwrap_or_default();
    captions.header = header(head)?;
    for block in blocks.filter(|block| !block.is_empty()) {
        take(&mut captions, block)?;
    }
    Ok(captions)
}

fn header(block: &[(u32, String)]) -> Result<String, CaptionError> {
    let no_header = CaptionError::NoHeader { line: 1 };
    let ((_, first), more) = block.split_first().ok_or(no_header)?;
    let beside = first.strip_prefix("WEBVTT").ok_or(no_header)?;
    if !beside.is_empty() && !beside.starts_with([' ', '\t']) {
        return Err(no_header);
    }
    if beside.contains(ARROW) {
        return Err(CaptionError::Arrow { line: 1 });
    }
    no_arrow(more)?;
    let below = more.iter().map(|(_, line)| line.as_str());
    Ok(std::iter::once(beside.trim()).chain(below).collect::<Vec<_>>().join("\n").trim_end().to_owned())
}

fn no_arrow(lines: &[(u32, String)]) -> Result<(), CaptionError> {
    match lines.iter().find(|(_, line)| line.contains(ARROW)) {
        Some((line, _)) => Err(CaptionError::Arrow { line: *line }),
        None => Ok(()),
    }
}

fn joined(lines: &[(u32, String)]) -> String {
    lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
}

fn take(captions: &mut Captions, block: &[(u32, String)]) -> Result<(), CaptionError> {
    let Some(((at, first), more)) = block.split_first() else { return Ok(()) };
    let is_note = first == "NOTE" || first.starts_with("NOTE ") || first.starts_with("NOTE\t");
    let is_style = matches!(first.trim_end(), "STYLE" | "REGION");
    if is_note || is_style {
        if is_style && !captions.cues.is_empty() {
            return Err(CaptionError::LateBlock { line: *at });
        }
        no_arrow(block)?;
        captions.blocks.push(joined(block));
        return Ok(());
    }
    let (id, at, times, text) = if first.contains(ARROW) {
        (None, *at, first, more)
    } else {
        match more.split_first() {
            Some(((next, times), text)) if times.contains(ARROW) => {
                (Some(first.trim().to_owned()), *next, times, text)
            }
            _ => return Err(CaptionError::NoTime { line: *at }),
        }
    };
    let (start, end, settings) = times_of(times).ok_or(CaptionError::BadTime { line: at })?;
    if end <= start {
        return Err(CaptionError::Backwards { line: at });
    }
    if captions.cues.last().is_some_and(|before| start < before.start) {
        return Err(CaptionError::OutOfOrder { line: at });
    }
    no_arrow(text)?;
    captions.cues.push(Cue { id, start, end, settings, text: joined(text) });
    Ok(())
}

fn times_of(line: &str) -> Option<(u64, u64, String)> {
    let (start, rest) = line.split_once(ARROW)?;
    let rest = rest.trim();
    let (end, settings) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let settings = settings.trim();
    if settings.contains(ARROW) {
        return None;
    }
    Some((time(start.trim())?, time(end)?, settings.to_owned()))
}

/// `mm:ss.ttt` or `hh:mm:ss.ttt`, in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, thousandths) = text.split_once('.')?;
    let rest = number(thousandths, 3).filter(|_| thousandths.len() == 3)?;
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match *parts {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (number(hours, 5).filter(|_| hours.len() >= 2)?, minutes, seconds),
        _ => return None,
    };
    Some(((hours * 60 + sixtieth(minutes)?) * 60 + sixtieth(seconds)?) * 1000 + rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::CaptionError as E, *};

    #[test]
    fn what_is_sound_is_read() {
        // File, cues as milliseconds and text, other blocks.
        type Case = (&'static str, &'static [(u64, u64, &'static str)], usize);
        let cases: [Case; 15] = [
            ("WEBVTT", &[], 0),
            ("WEBVTT\n", &[], 0),
            ("\u{feff}WEBVTT\n\n00:01.000 --> 00:02.000\nنعم\n", &[(1000, 2000, "نعم")], 0),
            ("WEBVTT - حديث\nKind: captions\n\n00:00.000 --> 00:00.001\nx", &[(0, 1, "x")], 0),
            ("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nأ\r\nب\r\n", &[(1000, 2000, "أ\nب")], 0),
            ("WEBVTT\r\r00:01.000 --> 00:02.000\rx\r", &[(1000, 2000, "x")], 0),
            ("WEBVTT\n\n01:02:03.004 --> 100:00:00.000\nx", &[(3_723_004, 360_000_000, "x")], 0),
            ("WEBVTT\n\nأول\n00:01.000 --> 00:02.000 align:start line:0\nx", &[(1000, 2000, "x")], 0),
            ("WEBVTT\n\n00:01.000\t-->\t00:02.000\nx", &[(1000, 2000, "x")], 0),
            ("WEBVTT\n\n00:01.000-->00:02.000\nx", &[(1000, 2000, "x")], 0),
            ("WEBVTT\n\nNOTE\nملاحظة\n\n00:01.000 --> 00:02.000\nx\n\nNOTE end", &[(1000, 2000, "x")], 2),
            (
                "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n00:01.000 --> 00:02.000\nx",
                &[(1000, 2000, "x")],
                2,
            ),
            (
                "WEBVTT\n\n\n\n00:01.000 --> 00:02.000\n\n\n00:01.000 --> 00:03.000\ny",
                &[(1000, 2000, ""), (1000, 3000, "y")],
                0,
            ),
            ("WEBVTT\n\nNOTES\n00:01.000 --> 00:02.000\nx", &[(1000, 2000, "x")], 0),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b", &[(1000, 2000, "a\u{fffd}b")], 0),
        ];
        for (text, cues, blocks) in cases {
            let read = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            let found: Vec<_> = read.cues.iter().map(|cue| (cue.start, cue.end, cue.text.as_str())).collect();
            assert_eq!(found, cues, "{text:?}");
            assert_eq!(read.blocks.len(), blocks, "{text:?}");
        }
        let kept = parse("WEBVTT\n\nأول\n00:01.000 --> 00:02.000  align:start\nx").expect("sound");
        assert_eq!(kept.cues[0].id.as_deref(), Some("أول"));
        assert_eq!(kept.cues[0].settings, "align:start");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let cases = [
            ("", E::NoHeader { line: 1 }),
            ("\nWEBVTT", E::NoHeader { line: 1 }),
            ("WEBVTTx\n", E::NoHeader { line: 1 }),
            ("webvtt\n", E::NoHeader { line: 1 }),
            ("WEBVTT\n00:01.000 --> 00:02.000\nx", E::Arrow { line: 2 }),
            ("WEBVTT\n\nx", E::NoTime { line: 3 }),
            ("WEBVTT\n\n1\nx\n", E::NoTime { line: 3 }),
            ("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nx\r\n\r\nلا وقت\r\n", E::NoTime { line: 6 }),
            ("WEBVTT\n\n00:01,000 --> 00:02,000\nx", E::BadTime { line: 3 }),
            ("WEBVTT\n\n1\n00:61.000 --> 00:62.000\nx", E::BadTime { line: 4 }),
            ("WEBVTT\n\n1:02.000 --> 00:02.000", E::BadTime { line: 3 }),
            ("WEBVTT\n\n00:01.00 --> 00:02.000", E::BadTime { line: 3 }),
            ("WEBVTT\n\n٠٠:٠١.٠٠٠ --> 00:02.000", E::BadTime { line: 3 }),
            ("WEBVTT\n\n00:01.000 -->", E::BadTime { line: 3 }),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", E::Backwards { line: 3 }),
            ("WEBVTT\n\n00:02.000 --> 00:02.000\nx", E::Backwards { line: 3 }),
            ("WEBVTT\n\n00:02.000 --> 00:03.000\nx\n\n00:01.000 --> 00:03.000\ny", E::OutOfOrder { line: 6 }),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:02.000 --> 00:03.000\ny", E::Arrow { line: 5 }),
            ("WEBVTT\n\nNOTE a --> b", E::Arrow { line: 3 }),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nSTYLE\n::cue {}", E::LateBlock { line: 6 }),
            ("WEBVTT\n\n00:01.000 --> 00:02.000 a --> b\nx", E::BadTime { line: 3 }),
        ];
        for (text, error) in cases {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_stops_it(text in "\\PC{0,200}", lines in "([WEBVT0-9:.> \\n-]|-->){0,120}") {
            let _ = parse(&text);
            let _ = parse(&format!("WEBVTT\n\n{lines}"));
        }

        #[test]
        fn what_it_writes_it_reads_back(
            cues in proptest::collection::vec((0_u64..9_000_000, 1_u64..90_000, "[أ-يa-z]{1,12}( [a-z]{1,9})?"), 0..20),
        ) {
            let mut cues: Vec<Cue> = cues
                .into_iter()
                .map(|(start, long, text)| Cue {
                    id: None, start, end: start + long, settings: String::new(), text,
                })
                .collect();
            cues.sort_by_key(|cue| cue.start);
            let captions = Captions { cues, ..Captions::default() };
            prop_assert_eq!(parse(&captions.to_vtt()), Ok(captions));
        }
    }
}
