//! What is kept of a WebP.

use super::{EXIF, Fate, NOTES, Place, Strip, TURNED, turned};

impl Strip {
    pub(super) fn webp(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let kind: [u8; 4] = left.get(..4)?.try_into().ok()?;
        let length = u32::from_le_bytes(left.get(4..8)?.try_into().ok()?);
        let total = u64::from(length) + u64::from(length & 1) + 8;
        if kind == *b"EXIF" && total <= NOTES {
            let whole = left.get(..usize::try_from(total).ok()?)?;
            let notes = whole.get(8..).unwrap_or_default();
            let room = if self.over { notes.len() } else { TURNED };
            if let Some(turned) = turned(notes.strip_prefix(EXIF).unwrap_or(notes))
                && room >= TURNED
            {
                let said = if self.over { length } else { u32::try_from(TURNED).unwrap_or_default() };
                out.extend_from_slice(b"EXIF");
                out.extend_from_slice(&said.to_le_bytes());
                self.write_turned(turned, room, out);
                return Some(whole.len());
            }
        }
        if matches!(&kind, b"VP8X" | b"ICCP" | b"ANIM" | b"ANMF" | b"ALPH" | b"VP8 " | b"VP8L") {
            self.go(total, Fate::Keep, Place::Head);
            return Some(0);
        }
        if self.over {
            out.extend(left.iter().take(8));
        }
        self.go(total - 8, Fate::Lose, Place::Head);
        Some(8)
    }
}
