//! Captions: WebVTT read and checked line by line, and the older SRT made into it.

mod encoding;
mod srt;
mod vtt;

pub use encoding::decode;
pub use srt::parse as parse_srt;
pub use vtt::parse as parse_vtt;

/// What is said, from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its name, if it has one.
    pub id: Option<String>,
    /// Milliseconds from the beginning.
    pub start: u64,
    /// Milliseconds at which it ends.
    pub end: u64,
    /// Where and how it is to stand; kept, and used by nothing of ours.
    pub settings: String,
    /// Its lines, with the marks of WebVTT.
    pub text: String,
}

/// A file of captions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captions {
    /// What stands beside and below the first word.
    pub header: String,
    /// Notes, styles and regions, as they were written.
    pub blocks: Vec<String>,
    /// Cues, in order of time.
    pub cues: Vec<Cue>,
}

/// What is wrong, and in which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptionError {
    /// It does not begin with the word that says what it is.
    #[error("line {line}: does not begin with WEBVTT")]
    NoHeader {
        /// Line.
        line: u32,
    },
    /// Something stands where a cue should begin.
    #[error("line {line}: no time where a cue begins")]
    NoTime {
        /// Line.
        line: u32,
    },
    /// A time that is none.
    #[error("line {line}: not a time")]
    BadTime {
        /// Line.
        line: u32,
    },
    /// It ends before it begins.
    #[error("line {line}: ends before it begins")]
    Backwards {
        /// Line.
        line: u32,
    },
    /// It begins before the one before it.
    #[error("line {line}: begins before the one before it")]
    OutOfOrder {
        /// Line.
        line: u32,
    },
    /// An arrow inside a text or note: the empty line before the next cue is missing.
    #[error("line {line}: an arrow where none may stand")]
    Arrow {
        /// Line.
        line: u32,
    },
    /// A style or region after the first cue.
    #[error("line {line}: a style or region after the first cue")]
    LateBlock {
        /// Line.
        line: u32,
    },
}

impl CaptionError {
    /// The line, from 1.
    pub fn line(self) -> u32 {
        match self {
            Self::NoHeader { line }
            | Self::NoTime { line }
            | Self::BadTime { line }
            | Self::Backwards { line }
            | Self::OutOfOrder { line }
            | Self::Arrow { line }
            | Self::LateBlock { line } => line,
        }
    }
}

impl Cue {
    /// Its words without marks; who speaks stands before what she says.
    pub fn plain(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            push_words(&mut out, before);
            // A sign that is no tag ends the text, as browsers have it.
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            if let Some(("v", name)) = tag.split_once(char::is_whitespace).map(|(word, name)| {
                let word = word.split('.').next().unwrap_or_default();
                (word, name.trim())
            }) && !name.is_empty()
            {
                push_words(&mut out, name);
                out.push_str(": ");
            }
            rest = after;
        }
        push_words(&mut out, rest);
        let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn push_words(out: &mut String, mut text: &str) {
    while let Some((before, entity)) = text.split_once('&') {
        out.push_str(before);
        let found = ENTITIES.iter().find_map(|(name, sign)| Some((*sign, entity.strip_prefix(name)?)));
        let (sign, after) = found.unwrap_or(("&", entity));
        out.push_str(sign);
        text = after;
    }
    out.push_str(text);
}

/// What stands behind `&` in WebVTT, and the sign it is.
const ENTITIES: [(&str, &str); 6] = [
    ("amp;", "&"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("nbsp;", "\u{a0}"),
    ("lrm;", "\u{200e}"),
    ("rlm;", "\u{200f}"),
];

impl Captions {
    /// As a file of WebVTT.
    pub fn to_vtt(&self) -> String {
        let mut out = "WEBVTT".to_owned();
        if !self.header.is_empty() {
            // What stands beside the word keeps its place there.
            out.push(' ');
            out.push_str(&self.header);
        }
        out.push('\n');
        for block in &self.blocks {
            out.push('\n');
            out.push_str(block);
            out.push('\n');
        }
        for cue in &self.cues {
            out.push('\n');
            if let Some(id) = &cue.id {
                out.push_str(id);
                out.push('\n');
            }
            out.push_str(&format!("{} --> {}", clock(cue.start), clock(cue.end)));
            if !cue.settings.is_empty() {
                out.push(' ');
                out.push_str(&cue.settings);
            }
            out.push('\n');
            if !cue.text.is_empty() {
                out.push_str(&cue.text);
                out.push('\n');
            }
        }
        out
    }

    /// All that is said, a cue a line.
    pub fn plain(&self) -> String {
        self.cues.iter().map(Cue::plain).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Milliseconds as WebVTT writes them.
fn clock(at: u64) -> String {
    let (seconds, rest) = (at / 1000, at % 1000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A number of digits only, of at most so many.
fn number(text: &str, most: usize) -> Option<u64> {
    let fine = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    if fine { text.parse().ok() } else { None }
}

/// A number of exactly two digits below sixty.
fn sixtieth(text: &str) -> Option<u64> {
    number(text, 2).filter(|n| text.len() == 2 && *n < 60)
}

/// Lines with their numbers, whatever ends them.
fn lines(text: &str) -> Vec<(u32, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    (1..).zip(text.split('\n').map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_of_their_marks() {
        let cases = [
            ("مرحبا", "مرحبا"),
            ("<b>a</b> <i.loud>b</i>", "a b"),
            ("<v مريم>أهلا", "مريم: أهلا"),
            ("<v.loud Sana>Bonjour</v>", "Sana: Bonjour"),
            ("<v>x", "x"),
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("&lrm;a&rlm;", "\u{200e}a\u{200f}"),
            ("a & b &copy;", "a & b &copy;"),
            ("<00:00:01.000>one <c>two</c>", "one two"),
            ("  a  \n\n b ", "a\nb"),
            ("a <b", "a"),
        ];
        for (text, plain) in cases {
            let cue = Cue { id: None, start: 0, end: 1, settings: String::new(), text: text.to_owned() };
            assert_eq!(cue.plain(), plain, "{text}");
        }
    }
}
