//! Takes out of a picture or a film where, when and with what it was made: what cameras write there tells whoever gets the
//! file where somebody lives. Nothing is drawn anew: of a picture only what decoders need to draw it is kept.

mod jpeg;
mod png;
mod webp;

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

    /// How the camera was held, in so many bytes.
    fn write_turned(&mut self, turned: u8, room: usize, out: &mut Vec<u8>) {
        (self.told, self.turned) = (true, true);
        let begin = out.len();
        out.extend_from_slice(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
        out.push(turned);
        out.resize(begin + room, 0);
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
mod tests;
