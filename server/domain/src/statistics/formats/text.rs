//! In what letters a file is written.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

use super::Trouble;

/// The text of some bytes, and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), Trouble> {
    let (text, name) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (by(UTF_16LE, rest)?, "UTF-16"),
        [0xFE, 0xFF, rest @ ..] => (by(UTF_16BE, rest)?, "UTF-16"),
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            (std::str::from_utf8(rest).map_err(|_| Trouble::Encoding)?.to_owned(), "UTF-8")
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), "UTF-8"),
            Err(_) if is_arabic(bytes) => (by(WINDOWS_1256, bytes)?, "Windows-1256"),
            Err(_) => (by(WINDOWS_1252, bytes)?, "Windows-1252"),
        },
    };
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    if is_text { Ok((text, name)) } else { Err(Trouble::Encoding) }
}

fn by(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Trouble> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(Trouble::Encoding)
}

/// Arabic letters stand side by side; French ones with an accent stand alone among plain ones.
fn is_arabic(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let joined = bytes.windows(2).filter(|pair| pair.iter().all(|byte| *byte >= 0x80)).count();
    joined * 2 > high
}
