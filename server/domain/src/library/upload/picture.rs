//! How many points a picture says that it has: what unpacks it needs memory for them.

/// Points of a PNG, JPEG, GIF or WebP, as its first bytes say; nothing where they do not say it.
pub(in crate::library) fn pixels(head: &[u8]) -> Option<u64> {
    let (width, height) = sides(head)?;
    width.checked_mul(height)
}

/// Its width and its height.
pub(in crate::library) fn sides(head: &[u8]) -> Option<(u64, u64)> {
    if head.starts_with(b"\x89PNG") {
        png(head)
    } else if head.starts_with(b"GIF8") {
        gif(head)
    } else if head.starts_with(b"RIFF") {
        webp(head)
    } else {
        jpeg(head)
    }
}

/// A number of up to four bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at + length)?;
    Some(part.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
}

fn gif(head: &[u8]) -> Option<(u64, u64)> {
    Some((number(head, 6, 2)?, number(head, 8, 2)?))
}

/// The three forms of WebP. The frames of one that moves lie within its canvas.
fn webp(head: &[u8]) -> Option<(u64, u64)> {
    match head.get(12..16)? {
        b"VP8X" => Some((number(head, 24, 3)? + 1, number(head, 27, 3)? + 1)),
        b"VP8 " => Some((number(head, 26, 2)? & 0x3FFF, number(head, 28, 2)? & 0x3FFF)),
        b"VP8L" => {
            let bits = number(head, 21, 4)?;
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

fn png(head: &[u8]) -> Option<(u64, u64)> {
    if head.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)));
    Some((number(16)?, number(20)?))
}

/// Goes from marker to marker until the one that begins the picture.
fn jpeg(head: &[u8]) -> Option<(u64, u64)> {
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
            return Some((u64::from(number(at + 7)?), u64::from(number(at + 5)?)));
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
        assert_eq!(pixels(b"GIF89a\x02\0\x03\0"), Some(6));
        assert_eq!(pixels(b"RIFF....WEBPVP8X....\0\0\0\0\x01\0\0\x02\0\0"), Some(6));
        assert_eq!(pixels(b"RIFF....WEBPVP8L....\x2F\x01\x80\0\0"), Some(6));
        assert_eq!(pixels(b"RIFF....WEBPVP8 ....\0\0\0\x9D\x01\x2A\x02\x40\x03\0"), Some(6));
        assert_eq!(pixels(b"RIFF....WEBPALPH"), None);
    }
}
