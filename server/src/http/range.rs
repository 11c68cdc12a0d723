//! `Range`, as RFC 9110 wants it: one range of bytes or none. Several at once are answered with the whole file.

use http::HeaderValue;

/// What of a file is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Everything.
    Whole,
    /// Bytes `from` to `to`, both included.
    Part {
        /// First byte.
        from: u64,
        /// Last byte.
        to: u64,
    },
    /// A range that begins beyond the end.
    Nothing,
}

/// Reads a `Range` header for a file of `size` bytes. What is malformed, has another unit or asks for several parts
/// is ignored, as the standard allows.
pub fn wanted(header: Option<&HeaderValue>, size: u64) -> Wanted {
    header.and_then(|value| value.to_str().ok()).and_then(|text| parse(text, size)).unwrap_or(Wanted::Whole)
}

fn parse(text: &str, size: u64) -> Option<Wanted> {
    let (unit, set) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") || set.contains(',') {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    let last_byte = size.checked_sub(1);
    if first.is_empty() {
        let length = number(last)?;
        return Some(match last_byte {
            Some(to) if length > 0 => Wanted::Part { from: size.saturating_sub(length), to },
            _ => Wanted::Nothing,
        });
    }
    let from = number(first)?;
    let to = if last.is_empty() { u64::MAX } else { number(last)? };
    if to < from {
        return None;
    }
    Some(match last_byte {
        Some(end) if from <= end => Wanted::Part { from, to: to.min(end) },
        _ => Wanted::Nothing,
    })
}

/// Digits only; a number too large for us is larger than any file.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const fn part(from: u64, to: u64) -> Wanted {
        Wanted::Part { from, to }
    }

    #[rstest]
    #[case("bytes=0-0", part(0, 0))]
    #[case("bytes=0-99", part(0, 99))]
    #[case("bytes=10-", part(10, 99))]
    #[case("bytes=90-200", part(90, 99))]
    #[case("bytes=-1", part(99, 99))]
    #[case("bytes=-500", part(0, 99))]
    #[case("Bytes=5-6", part(5, 6))]
    #[case("bytes= 5-6 ", part(5, 6))]
    #[case("bytes=99-99999999999999999999999", part(99, 99))]
    #[case("bytes=100-", Wanted::Nothing)]
    #[case("bytes=100-200", Wanted::Nothing)]
    #[case("bytes=99999999999999999999999-", Wanted::Nothing)]
    #[case("bytes=-0", Wanted::Nothing)]
    #[case("bytes=0-1,5-6", Wanted::Whole)]
    #[case("bytes=6-5", Wanted::Whole)]
    #[case("bytes=", Wanted::Whole)]
    #[case("bytes=-", Wanted::Whole)]
    #[case("bytes=a-b", Wanted::Whole)]
    #[case("bytes=+1-2", Wanted::Whole)]
    #[case("bytes=1 - 2", Wanted::Whole)]
    #[case("items=0-1", Wanted::Whole)]
    #[case("0-1", Wanted::Whole)]
    fn reads_ranges(#[case] header: &'static str, #[case] expected: Wanted) {
        assert_eq!(wanted(Some(&HeaderValue::from_static(header)), 100), expected);
    }

    #[test]
    fn an_empty_file_has_no_part() {
        for header in ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0"] {
            assert_eq!(wanted(Some(&HeaderValue::from_static(header)), 0), Wanted::Nothing, "{header}");
        }
        assert_eq!(wanted(None, 0), Wanted::Whole);
        assert_eq!(
            wanted(Some(&HeaderValue::from_bytes(b"bytes=0-\xff").expect("a value")), 9),
            Wanted::Whole
        );
    }
}
