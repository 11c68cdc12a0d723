//! What is kept of a JPEG.

use super::{EXIF, Fate, Place, Strip, TURNED, turned};

impl Strip {
    /// The picture itself, up to the next marker.
    pub(super) fn scan(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let mut at = 0;
        while let Some(found) = left.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xFF)) {
            let marker = at + found;
            match left.get(marker + 1) {
                Some(0x00 | 0xD0..=0xD7) => at = marker + 2,
                Some(0xFF) => at = marker + 1,
                next => {
                    out.extend(left.iter().take(marker));
                    if next.is_some() {
                        self.place = Place::Head;
                        return Some(marker);
                    }
                    return (marker > 0).then_some(marker);
                }
            }
        }
        out.extend_from_slice(left);
        Some(left.len())
    }

    pub(super) fn jpeg(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let marker = match left {
            [0xFF] => return None,
            [0xFF, marker, ..] => *marker,
            // No decoder reads it.
            _ => {
                self.lose(1, out);
                return Some(1);
            }
        };
        match marker {
            0xFF => {
                out.push(0xFF);
                Some(1)
            }
            0x00 => {
                self.lose(2, out);
                Some(2)
            }
            0x01 | 0xD0..=0xD9 => {
                out.extend(left.iter().take(2));
                if marker == 0xD9 {
                    self.place = Place::Rest;
                }
                Some(2)
            }
            _ => {
                let length = u16::from_be_bytes(left.get(2..4)?.try_into().ok()?);
                if length < 2 {
                    self.place = Place::Rest;
                    return Some(0);
                }
                let total = usize::from(length) + 2;
                match marker {
                    0xE0..=0xEF | 0xFE => return self.said(marker, left, total, out),
                    0xDA => self.go(total as u64, Fate::Keep, Place::Scan),
                    _ => self.go(total as u64, Fate::Keep, Place::Head),
                }
                Some(0)
            }
        }
    }

    /// What programs and cameras say beside the picture. Its colours and how the camera was held are kept.
    fn said(&mut self, marker: u8, left: &[u8], total: usize, out: &mut Vec<u8>) -> Option<usize> {
        if left.len() < total.min(18) {
            return None;
        }
        let body = left.get(4..total.min(left.len())).unwrap_or_default();
        let kept = match marker {
            // A small picture of the whole may hang there, of what was cut off too.
            0xE0 if body.starts_with(b"JFIF\0") && total > 18 => {
                out.extend_from_slice(&[0xFF, 0xE0]);
                let length = if self.over { left.get(2..4).unwrap_or_default() } else { &[0, 16] };
                out.extend_from_slice(length);
                out.extend(body.iter().take(12));
                out.extend_from_slice(&[0, 0]);
                self.go(total as u64 - 18, Fate::Lose, Place::Head);
                return Some(18);
            }
            0xE0 => body.starts_with(b"JFIF\0"),
            0xE1 if body.starts_with(EXIF) => {
                if left.len() < total {
                    return None;
                }
                if let Some(turned) = turned(body.get(EXIF.len()..).unwrap_or_default()) {
                    let room = if self.over { body.len() } else { EXIF.len() + TURNED };
                    if room >= EXIF.len() + TURNED {
                        let length = u16::try_from(room + 2).unwrap_or(u16::MAX);
                        out.extend_from_slice(&[0xFF, 0xE1]);
                        out.extend_from_slice(&length.to_be_bytes());
                        out.extend_from_slice(EXIF);
                        self.write_turned(turned, room - EXIF.len(), out);
                        return Some(total);
                    }
                }
                false
            }
            0xE2 => body.starts_with(b"ICC_PROFILE\0"),
            0xEE => body.starts_with(b"Adobe"),
            _ => false,
        };
        if kept {
            self.go(total as u64, Fate::Keep, Place::Head);
            return Some(0);
        }
        if self.over {
            out.extend(left.iter().take(4));
        }
        self.go(total as u64 - 4, Fate::Lose, Place::Head);
        Some(4)
    }
}
