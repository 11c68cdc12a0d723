//! Takes out of a picture or a film where, when and with what it was made: what cameras write there tells whoever gets the
//! file where somebody lives. Nothing is drawn anew: of a picture only what decoders need to draw it is kept.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
    path::Path,
};

use flate2::Crc;

use super::{Media, film};

/// Bytes that are read at a time.
const BUFFER: usize = 128 * 1024;
/// Notes of a camera that are read as a whole to find out how it was held; longer ones just go.
const NOTES: u64 = 128 * 1024;
/// Before the notes in a JPEG, and in some WebPs.
const EXIF: &[u8] = b"Exif\0\0";
/// What the notes become: how the camera was held, and nothing else.
const TURNED: usize = 26;

/// Types of what is looked through.
pub(in crate::library) const TELLING: [Media; 7] =
    [Media::Jpeg, Media::Png, Media::Webp, Media::Mp4, Media::M4a, Media::Quicktime, Media::ThreeGp];

/// Writes a file anew, into one that is there and empty, without what it tells. `false`: it tells nothing, and nothing
/// useful was written.
///
/// # Errors
/// The disk is away or full.
pub(in crate::library) fn strip(from: &Path, media: Media, to: &Path) -> io::Result<bool> {
    let mut file = File::open(from)?;
    let mut to = File::options().read(true).write(true).open(to)?;
    let Some(mut strip) = Strip::out(media) else { return film::strip(&mut file, &mut to) };
    let mut buffer = vec![0; BUFFER];
    let mut out = Vec::new();
    let mut length = 0;
    let mut writer = BufWriter::new(&mut to);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        strip.push(buffer.get(..read).unwrap_or_default(), &mut out);
        writer.write_all(&out)?;
        length += out.len() as u64;
        out.clear();
    }
    strip.end(&mut out);
    writer.write_all(&out)?;
    length += out.len() as u64;
    writer.flush()?;
    drop(writer);
    if strip.told {
        strip.settle(&mut to, length)?;
    }
    Ok(strip.told)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Jpeg,
    Png,
    Webp,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What every file of the form begins with.
    Start,
    /// The head of a part.
    Head,
    /// The picture of a JPEG, which has no length.
    Scan,
    /// Nothing that belongs to the picture: films and second pictures hang there, with notes of their own.
    Rest,
}

/// What becomes of the bytes that follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Lose,
    /// Gives way to another sum over what is there now.
    Sum,
}

/// Takes a picture piece by piece and hands on what is left of it.
pub(in crate::library) struct Strip {
    form: Form,
    /// What tells something is written over with zeros instead of taken out: everything keeps its place and its length.
    over: bool,
    place: Place,
    /// How many bytes of a part follow, what becomes of them and what comes behind them.
    run: Option<(u64, Fate, Place)>,
    /// What was read and not yet decided on.
    held: Vec<u8>,
    /// The sum over a part of a PNG that is being written over.
    sum: Option<Crc>,
    seal: Vec<u8>,
    turned: bool,
    told: bool,
}

impl Strip {
    fn new(form: Form, over: bool) -> Self {
        Self {
            form,
            over,
            place: Place::Start,
            run: None,
            held: Vec::new(),
            sum: None,
            seal: Vec::new(),
            turned: false,
            told: false,
        }
    }

    /// Takes out what tells something; nothing for what is no picture.
    fn out(media: Media) -> Option<Self> {
        let form = match media {
            Media::Jpeg => Form::Jpeg,
            Media::Png => Form::Png,
            Media::Webp => Form::Webp,
            _ => return None,
        };
        Some(Self::new(form, false))
    }

    /// Writes zeros over what tells something, for what is sent while it is read; nothing for other types.
    pub fn over(media_type: &str) -> Option<Self> {
        let mut strip = Self::out(Media::parse(media_type)?)?;
        strip.over = true;
        Some(strip)
    }

    /// Takes a piece and adds to `out` what is left of what was understood so far.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let mut held = std::mem::take(&mut self.held);
        held.extend_from_slice(piece);
        let mut at = 0;
        while let Some(left) = held.get(at..).filter(|left| !left.is_empty()) {
            let Some(taken) = self.step(left, out) else { break };
            at += taken;
        }
        held.drain(..at);
        self.held = held;
    }

    /// The file is over. What began and never ended is lost.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            self.lose(held.len(), out);
        }
    }

    /// Sets right what the head of a WebP says of the whole.
    fn settle(&self, file: &mut File, length: u64) -> io::Result<()> {
        if self.form != Form::Webp {
            return Ok(());
        }
        let mut head = [0; 21];
        file.seek(SeekFrom::Start(0))?;
        if file.read_exact(&mut head).is_err() {
            return Ok(());
        }
        let size = u32::try_from(length.saturating_sub(8)).unwrap_or(u32::MAX);
        file.seek(SeekFrom::Start(4))?;
        file.write_all(&size.to_le_bytes())?;
        if head.get(12..16) == Some(b"VP8X".as_slice()) {
            let notes = if self.turned { 0x08 } else { 0 };
            file.seek(SeekFrom::Start(20))?;
            file.write_all(&[(head[20] & !0x0C) | notes])?;
        }
        Ok(())
    }

    fn lose(&mut self, count: usize, out: &mut Vec<u8>) {
        self.told = true;
        if self.over {
            out.resize(out.len() + count, 0);
        }
    }

    fn go(&mut self, length: u64, fate: Fate, then: Place) {
        self.told |= fate == Fate::Lose;
        self.run = Some((length, fate, then));
        if length == 0 {
            self.arrive();
        }
    }

    /// A part is over.
    fn arrive(&mut self) {
        let Some((_, _, then)) = self.run.take() else { return };
        self.place = then;
        if let Some(sum) = self.sum.take() {
            self.seal = sum.sum().to_be_bytes().to_vec();
            self.run = Some((4, Fate::Sum, then));
        }
    }

    /// Takes some bytes, or goes from one place to the next. Nothing: what is there is not enough to go on.
    fn step(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        if let Some((length, fate, then)) = self.run {
            let taken = usize::try_from(length).unwrap_or(usize::MAX).min(left.len());
            match fate {
                Fate::Keep => out.extend(left.iter().take(taken)),
                Fate::Lose => {
                    self.lose(taken, out);
                    if let Some(sum) = &mut self.sum {
                        sum.update(&vec![0; taken]);
                    }
                }
                Fate::Sum => out.extend(self.seal.drain(..taken.min(self.seal.len()))),
            }
            self.run = Some((length - taken as u64, fate, then));
            if length == taken as u64 {
                self.arrive();
            }
            return Some(taken);
        }
        match (self.place, self.form) {
            (Place::Rest, _) => {
                self.lose(left.len(), out);
                Some(left.len())
            }
            (Place::Start, form) => {
                let length = match form {
                    Form::Jpeg => 2,
                    Form::Png => 8,
                    Form::Webp => 12,
                };
                self.go(length, Fate::Keep, Place::Head);
                Some(0)
            }
            (Place::Scan, _) => self.scan(left, out),
            (Place::Head, Form::Jpeg) => self.jpeg(left, out),
            (Place::Head, Form::Png) => self.png(left, out),
            (Place::Head, Form::Webp) => self.webp(left, out),
        }
    }

    /// The picture itself, up to the next marker.
    fn scan(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
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

    fn jpeg(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
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

    /// How the camera was held, in so many bytes.
    fn write_turned(&mut self, turned: u8, room: usize, out: &mut Vec<u8>) {
        (self.told, self.turned) = (true, true);
        let begin = out.len();
        out.extend_from_slice(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        out.push(turned);
        out.resize(begin + room, 0);
    }

    fn png(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
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

    fn webp(&mut self, left: &[u8], out: &mut Vec<u8>) -> Option<usize> {
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

/// How the camera was held, if it was not upright: 2 to 8, as the notes of a camera say it.
fn turned(notes: &[u8]) -> Option<u8> {
    let little = match notes.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = notes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes: [u8; 4] = notes.get(4..8)?.try_into().ok()?;
    let first = if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
    let first = usize::try_from(first).ok()?;
    let count = usize::from(short(first)?);
    let entry = (0..count)
        .map_while(|n| Some((first.checked_add(2 + n * 12)?, short(first.checked_add(2 + n * 12)?)?)))
        .find(|(_, tag)| *tag == 0x0112)?;
    let value = u8::try_from(short(entry.0.checked_add(8)?)?).ok()?;
    (2..=8).contains(&value).then_some(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use image::{ImageDecoder, ImageFormat, RgbImage, metadata::Orientation};

    use super::*;

    const PLACE: &[u8] = b"36.18N 8.71E Taieb's telephone";

    /// Notes of a camera that lay on its side and knew where it was, with the other order of bytes too.
    fn notes(little: bool) -> Vec<u8> {
        let head: &[u8] = if little {
            b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
        } else {
            b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
        };
        [head, PLACE].concat()
    }

    fn drawn(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, ((x * y) % 251) as u8]))
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    }

    fn jpeg() -> Vec<u8> {
        let plain = drawn(ImageFormat::Jpeg);
        let second = [&plain[..2], &segment(0xE1, &[EXIF, &notes(false)].concat()), &plain[2..]].concat();
        [
            &plain[..2],
            &segment(0xE1, &[EXIF, &notes(false)].concat()),
            &segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PLACE].concat()),
            &segment(0xED, &[b"Photoshop 3.0\0".as_slice(), PLACE].concat()),
            &segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
            &segment(0xFE, PLACE),
            &plain[2..],
            // A second picture behind the first, and a film.
            &second,
            PLACE,
        ]
        .concat()
    }

    fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(body);
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, body, &sum.sum().to_be_bytes()].concat()
    }

    fn png() -> Vec<u8> {
        let plain = drawn(ImageFormat::Png);
        // Behind the signature and the head.
        let (head, rest) = plain.split_at(33);
        [
            head,
            &chunk(b"eXIf", &notes(true)),
            &chunk(b"tEXt", &[b"Comment\0".as_slice(), PLACE].concat()),
            &chunk(b"zTXt", PLACE),
            &chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), PLACE].concat()),
            &chunk(b"tIME", &[7, 234, 3, 8, 1, 2, 3]),
            &chunk(b"pHYs", &[0, 0, 1, 0, 0, 0, 1, 0, 1]),
            rest,
            PLACE,
        ]
        .concat()
    }

    fn riff(parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut body = b"WEBP".to_vec();
        for (kind, content) in parts {
            body.extend_from_slice(*kind);
            body.extend_from_slice(&u32::try_from(content.len()).unwrap().to_le_bytes());
            body.extend_from_slice(content);
            if content.len() % 2 == 1 {
                body.push(0);
            }
        }
        [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
    }

    fn webp() -> Vec<u8> {
        let plain = drawn(ImageFormat::WebP);
        // The only part of a plain one.
        let kind: [u8; 4] = plain[12..16].try_into().unwrap();
        let size = u32::from_le_bytes(plain[16..20].try_into().unwrap()) as usize;
        let extended = [0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0];
        riff(&[
            (b"VP8X", &extended),
            (&kind, &plain[20..20 + size]),
            (b"EXIF", &notes(false)),
            (b"XMP ", PLACE),
            (b"juNk", PLACE),
        ])
    }

    /// Taken out of a file on the disk.
    fn out(media: Media, bytes: &[u8]) -> Option<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        std::fs::write(&from, bytes).unwrap();
        File::create_new(&to).unwrap();
        strip(&from, media, &to).unwrap().then(|| std::fs::read(&to).unwrap())
    }

    /// Written over while it is sent, in pieces of this size.
    fn over(media: Media, bytes: &[u8], size: usize) -> Vec<u8> {
        let mut strip = Strip::over(media.as_str()).unwrap();
        let mut out = Vec::new();
        for piece in bytes.chunks(size) {
            strip.push(piece, &mut out);
        }
        strip.end(&mut out);
        out
    }

    fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
        bytes.windows(wanted.len()).any(|part| part == wanted)
    }

    fn shown(bytes: &[u8], format: ImageFormat) -> (RgbImage, Orientation) {
        let mut decoder = image::ImageReader::with_format(Cursor::new(bytes), format).into_decoder().unwrap();
        let turned = decoder.orientation().unwrap();
        (image::DynamicImage::from_decoder(decoder).unwrap().into_rgb8(), turned)
    }

    #[test]
    fn pictures_tell_nothing_any_more_and_look_as_before() {
        for (media, format, bytes) in [
            (Media::Jpeg, ImageFormat::Jpeg, jpeg()),
            (Media::Png, ImageFormat::Png, png()),
            (Media::Webp, ImageFormat::WebP, webp()),
        ] {
            assert!(holds(&bytes, PLACE));
            let before = shown(&drawn(format), format).0;
            let made = out(media, &bytes).expect("it told something");
            assert!(made.len() < bytes.len(), "{media:?}");
            assert!(out(media, &made).is_none_or(|again| again == made), "{media:?}: once is enough");
            let zeros = over(media, &bytes, 7);
            assert_eq!(zeros.len(), bytes.len(), "{media:?}: nothing changes its place");
            for size in [1, 64, 100_000] {
                assert_eq!(over(media, &bytes, size), zeros, "{media:?}: however it comes");
            }
            for left in [&made, &zeros] {
                for wanted in [PLACE, b"8.71E", b"Photoshop", b"adobe", b"juNk"] {
                    assert!(!holds(left, wanted) || (wanted == b"juNk" && left == &zeros), "{media:?}");
                }
                let (picture, turned) = shown(left, format);
                assert_eq!(picture, before, "{media:?}");
                assert_eq!(turned, Orientation::Rotate90, "{media:?}: it is shown upright");
            }
        }
        assert!(holds(&out(Media::Jpeg, &jpeg()).unwrap(), b"ICC_PROFILE"));
        let made = out(Media::Webp, &webp()).unwrap();
        assert_eq!(u32::from_le_bytes(made[4..8].try_into().unwrap()) as usize, made.len() - 8);
        assert_eq!(made[20], 0x08, "how it was held, and nothing else");
    }

    #[test]
    fn what_tells_nothing_stays_as_it_is() {
        for (media, format) in [(Media::Png, ImageFormat::Png), (Media::Webp, ImageFormat::WebP)] {
            let plain = drawn(format);
            assert_eq!(out(media, &plain), None);
            assert_eq!(over(media, &plain, 5), plain);
        }
        // Upright is what everything is.
        let plain = drawn(ImageFormat::Jpeg);
        let upright = notes(false).iter().map(|byte| if *byte == 6 { 1 } else { *byte }).collect::<Vec<_>>();
        let noted = segment(0xE1, &[EXIF, &upright].concat());
        let tagged = [&plain[..2], &noted, &plain[2..]].concat();
        let made = out(Media::Jpeg, &tagged).unwrap();
        assert!(!holds(&made, b"Exif"));
        assert_eq!(shown(&made, ImageFormat::Jpeg).1, Orientation::NoTransforms);
        // Broken ones are nothing to fall over.
        for bytes in
            [&b""[..], b"\xFF", b"\xFF\xD8\xFF", b"\xFF\xD8\xFF\xE1\0\x01", b"RIFF", b"\x89PNG\r\n\x1a\n\xFF"]
        {
            for media in [Media::Jpeg, Media::Png, Media::Webp, Media::Mp4] {
                let _ = out(media, bytes);
            }
        }
    }
}
