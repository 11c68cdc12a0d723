//! How many points a picture says that it has: what unpacks it needs memory for them.

/// Points of a PNG or JPEG, as its first bytes say; nothing where they do not say it.
pub(in crate::library) fn pixels(head: &[u8]) -> Option<u64> {
    if head.starts_with(b"\x89PNG") {
        return png(head);
    }
    jpeg(head)
}

fn png(head: &[u8]) -> Option<u64> {
    if head.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)));
    number(16)?.checked_mul(number(20)?)
}

/// Goes from marker to marker until the one that begins the picture.
fn jpeg(head: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u16::from_be_bytes(head.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        if *head.get(at)? != 0xFF {
            return None;
        }
        let marker = *head.get(at + 1)?;
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            return Some(u64::from(number(at + 5)?) * u64::from(number(at + 7)?));
        }
        at += 2 + usize::from(number(at + 2)?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_points() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\x01\0\0\0\0\x02\0\x08\x02\0\0\0";
        assert_eq!(pixels(png), Some(65_536 * 512));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC0\0\x11\x08\x01\0\x02\0\x03";
        assert_eq!(pixels(jpeg), Some(256 * 512));
        assert_eq!(pixels(b"\xFF\xD8\xFF\xE0\0\x04"), None);
        assert_eq!(pixels(b"\x89PNG\r\n\x1a\n"), None);
    }
}
