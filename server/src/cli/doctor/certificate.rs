//! Until when a certificate holds. It was checked by then; this reads one date out of it.

use chrono::{DateTime, NaiveDateTime, Utc};

/// One element of DER: its tag, what is in it, what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let digits = usize::from(first & 0x7f);
        if !(1..=4).contains(&digits) {
            return None;
        }
        let (digits, rest) = rest.split_at_checked(digits)?;
        (digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

/// The end of its validity (RFC 5280, 4.1.2.5).
pub fn not_after(der: &[u8]) -> Option<DateTime<Utc>> {
    let (_, certificate, _) = element(der)?;
    let (_, mut rest, _) = element(certificate)?;
    let (tag, _, after) = element(rest)?;
    if tag == 0xa0 {
        // The version, where it is not the first.
        rest = after;
    }
    // Number, algorithm, issuer.
    for _ in 0..3 {
        (_, _, rest) = element(rest)?;
    }
    let (_, validity, _) = element(rest)?;
    let (_, _, after) = element(validity)?;
    let (tag, time, _) = element(after)?;
    let text = str::from_utf8(time).ok()?;
    let whole = match tag {
        // Two digits of the year: up to 2049.
        0x17 => {
            let year: u8 = text.get(..2)?.parse().ok()?;
            format!("{}{text}", if year < 50 { "20" } else { "19" })
        }
        0x18 => text.to_owned(),
        _ => return None,
    };
    NaiveDateTime::parse_from_str(&whole, "%Y%m%d%H%M%SZ").ok().map(|at| at.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let length = u16::try_from(content.len()).expect("short").to_be_bytes();
        // The long form, as certificates have it.
        [&[tag, 0x82][..], &length, &content].concat()
    }

    #[test]
    fn reads_the_end_in_both_forms_and_nothing_out_of_what_is_none() {
        for (tag, text, expected) in [
            (0x17, "270131235959Z", "2027-01-31T23:59:59+00:00"),
            (0x17, "991231000000Z", "1999-12-31T00:00:00+00:00"),
            (0x18, "20510101000000Z", "2051-01-01T00:00:00+00:00"),
        ] {
            let validity = der(0x30, &[&der(0x17, &[b"260101000000Z"]), &der(tag, &[text.as_bytes()])]);
            for version in [der(0xa0, &[&der(0x02, &[&[2]])]), Vec::new()] {
                let tbs = der(
                    0x30,
                    &[&version, &der(0x02, &[&[9; 16]]), &der(0x30, &[]), &der(0x30, &[&[0; 40]]), &validity],
                );
                let whole = der(0x30, &[&tbs, &der(0x30, &[])]);
                assert_eq!(not_after(&whole).map(|at| at.to_rfc3339()).as_deref(), Some(expected));
                for cut in 0..whole.len() - 4 {
                    assert_eq!(not_after(&whole[..cut]), None);
                }
            }
        }
        assert_eq!(not_after(b""), None);
        assert_eq!(not_after(&[0x30, 0x85, 1, 1, 1, 1, 1]), None);
    }
}
