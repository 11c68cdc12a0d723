//! In what letters an old file of captions is written.

/// Windows-1256 from 0x80 on: Arabic, and the letters of French where Windows-1252 has them too.
#[rustfmt::skip]
const WINDOWS_1256: [char; 128] = [
    '\u{20ac}', '\u{67e}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{679}', '\u{2039}', '\u{152}', '\u{686}', '\u{698}', '\u{688}',
    '\u{6af}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{6a9}', '\u{2122}', '\u{691}', '\u{203a}', '\u{153}', '\u{200c}', '\u{200d}', '\u{6ba}',
    '\u{a0}', '\u{60c}', '\u{a2}', '\u{a3}', '\u{a4}', '\u{a5}', '\u{a6}', '\u{a7}',
    '\u{a8}', '\u{a9}', '\u{6be}', '\u{ab}', '\u{ac}', '\u{ad}', '\u{ae}', '\u{af}',
    '\u{b0}', '\u{b1}', '\u{b2}', '\u{b3}', '\u{b4}', '\u{b5}', '\u{b6}', '\u{b7}',
    '\u{b8}', '\u{b9}', '\u{61b}', '\u{bb}', '\u{bc}', '\u{bd}', '\u{be}', '\u{61f}',
    '\u{6c1}', '\u{621}', '\u{622}', '\u{623}', '\u{624}', '\u{625}', '\u{626}', '\u{627}',
    '\u{628}', '\u{629}', '\u{62a}', '\u{62b}', '\u{62c}', '\u{62d}', '\u{62e}', '\u{62f}',
    '\u{630}', '\u{631}', '\u{632}', '\u{633}', '\u{634}', '\u{635}', '\u{636}', '\u{d7}',
    '\u{637}', '\u{638}', '\u{639}', '\u{63a}', '\u{640}', '\u{641}', '\u{642}', '\u{643}',
    '\u{e0}', '\u{644}', '\u{e2}', '\u{645}', '\u{646}', '\u{647}', '\u{648}', '\u{e7}',
    '\u{e8}', '\u{e9}', '\u{ea}', '\u{eb}', '\u{649}', '\u{64a}', '\u{ee}', '\u{ef}',
    '\u{64b}', '\u{64c}', '\u{64d}', '\u{64e}', '\u{f4}', '\u{64f}', '\u{650}', '\u{f7}',
    '\u{651}', '\u{f9}', '\u{652}', '\u{fb}', '\u{fc}', '\u{200e}', '\u{200f}', '\u{6d2}',
];

/// The text of some bytes: UTF-16 by its mark, UTF-8 where it is that, else Windows-1256. Nothing for what is no text.
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| letter(*byte)).collect(),
        },
    };
    let is_text = !text.chars().any(|c| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r'));
    is_text.then_some(text)
}

fn letter(byte: u8) -> char {
    let above = byte.checked_sub(0x80).and_then(|place| WINDOWS_1256.get(usize::from(place)));
    above.copied().unwrap_or(char::from(byte))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_kind_come_out_as_they_were() {
        let woman = "المرأة";
        let little: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(woman.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(woman.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let marked = [b"\xEF\xBB\xBF".as_slice(), woman.as_bytes()].concat();
        let cases: [(&[u8], Option<&str>); 11] = [
            (woman.as_bytes(), Some(woman)),
            (&marked, Some(woman)),
            (&little, Some(woman)),
            (&big, Some(woman)),
            (b"\xC7\xE1\xE3\xD1\xC3\xC9", Some(woman)),
            (b"\xE9t\xE9, \xE0 No\xEBl", Some("été, à Noël")),
            (b"", Some("")),
            (b"\xFF\xFEa", None),
            (b"\xFF\xFE\x00\xD8", None),
            (b"a\0b", None),
            (b"\xEF\xBB\xBF\xC7", None),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes).as_deref(), text, "{bytes:x?}");
        }
    }
}
