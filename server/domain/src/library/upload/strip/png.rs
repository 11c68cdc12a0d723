//! What is kept of a PNG.

use flate2::Crc;

use super::{Fate, NOTES, Place, Strip, TURNED, turned};

impl Strip {
    pub(super) fn png(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let length = u32::from_be_bytes(left.get(..4)?.try_into().ok()?);
        let kind: [u8; 4] = left.get(4..8)?.try_into().ok()?;
        let total = u64::from(length) + 12;
        if kind == *b"eXIf" && total <= NOTES {
            let whole = left.get(..usize::try_from(total).ok()?)?;
            let room = if self.over { whole.len() - 12 } else { TURNED };
            if let Some(turned) = turned(whole.get(8..whole.len() - 4).unwrap_or_default())
                && room >= TURNED
            {
                let begin = out.len() + 4;
                out.extend_from_slice(&u32::try_from(room).unwrap_or_default().to_be_bytes());
                out.extend_from_slice(b"eXIf");
                self.write_turned(turned, room, out);
                let mut sum = Crc::new();
                sum.update(out.get(begin..).unwrap_or_default());
                out.extend_from_slice(&sum.sum().to_be_bytes());
                return Some(whole.len());
            }
        }
        let draws = kind[0].is_ascii_uppercase()
            || matches!(
                &kind,
                b"tRNS"
                    | b"cHRM"
                    | b"gAMA"
                    | b"iCCP"
                    | b"sBIT"
                    | b"sRGB"
                    | b"cICP"
                    | b"mDCV"
                    | b"cLLI"
                    | b"bKGD"
                    | b"hIST"
                    | b"pHYs"
                    | b"sPLT"
                    | b"acTL"
                    | b"fcTL"
                    | b"fdAT"
            );
        if draws {
            let then = if kind == *b"IEND" { Place::Rest } else { Place::Head };
            self.go(total, Fate::Keep, then);
            return Some(0);
        }
        if !self.over {
            self.go(total, Fate::Lose, Place::Head);
            return Some(0);
        }
        // A part that nobody knows: every decoder goes past it.
        let name = b"noNe";
        let mut sum = Crc::new();
        sum.update(name);
        self.sum = Some(sum);
        out.extend(left.iter().take(4));
        out.extend_from_slice(name);
        self.go(u64::from(length), Fate::Lose, Place::Head);
        Some(8)
    }
}
