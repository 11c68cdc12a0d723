//! Whether a PDF can be opened by everybody. Only what stands around its tables is read, within bounds.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use super::Refusal;

/// So much of its end is looked at, and of the place to which its end leads.
const PART: u64 = 64 * 1024;

/// Looks at a PDF of `size` bytes.
pub(super) fn check(file: &mut File, size: u64) -> io::Result<Option<Refusal>> {
    let tail = read_at(file, size.saturating_sub(PART), PART)?;
    let Some(end) = find_last(&tail, b"startxref") else { return Ok(Some(Refusal::Damaged)) };
    let mut dictionaries = Vec::new();
    let before = tail.get(..end).unwrap_or_default();
    // The dictionary of a plain table stands right before the end.
    if let Some(start) = find_last(before, b"trailer") {
        dictionaries.push(before.get(start..).unwrap_or_default().to_vec());
    }
    if let Some(place) = number_after(&tail, end + b"startxref".len())
        && place < size
    {
        let part = read_at(file, place, PART)?;
        let part = until(&part, b"startxref");
        // A table (its dictionary follows), or a stream (its dictionary comes first).
        dictionaries.push(match find_last(part, b"trailer") {
            Some(start) if part.starts_with(b"xref") => part.get(start..).unwrap_or_default().to_vec(),
            _ => until(part, b"stream").to_vec(),
        });
    }
    let locked = dictionaries.iter().any(|dictionary| names_encryption(dictionary));
    Ok(locked.then_some(Refusal::PdfEncrypted))
}

/// `/Encrypt` as a name of its own, not the beginning of another one.
fn names_encryption(dictionary: &[u8]) -> bool {
    const NAME: &[u8] = b"/Encrypt";
    dictionary.windows(NAME.len()).enumerate().any(|(at, window)| {
        window == NAME && !dictionary.get(at + NAME.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

pub(super) fn read_at(file: &mut File, at: u64, most: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut part = Vec::new();
    file.take(most).read_to_end(&mut part)?;
    Ok(part)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

fn until<'a>(bytes: &'a [u8], what: &[u8]) -> &'a [u8] {
    let end = bytes.windows(what.len()).position(|window| window == what).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or_default()
}

fn number_after(bytes: &[u8], at: usize) -> Option<u64> {
    let digits: String = bytes
        .get(at..)?
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take_while(|byte| byte.is_ascii_digit())
        .take(19)
        .map(|byte| char::from(*byte))
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn looked_at(text: &str) -> Option<Refusal> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        check(&mut file, text.len() as u64).expect("read")
    }

    #[test]
    fn locked_ones_are_found_in_both_kinds_of_tables() {
        let plain = |more: &str| {
            let body = "%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n";
            format!("{body}xref\n0 1\ntrailer <</Root 1 0 R{more}>>\nstartxref\n{}\n%%EOF", body.len())
        };
        assert_eq!(looked_at(&plain("")), None);
        assert_eq!(looked_at(&plain("/EncryptMetadata false")), None);
        assert_eq!(looked_at(&plain("/Encrypt 5 0 R")), Some(Refusal::PdfEncrypted));
        let stream = |more: &str| {
            let body = "%PDF-1.5\n(not /Encrypt here)\n";
            format!(
                "{body}9 0 obj <</Type/XRef{more}>> stream /Encrypt endstream\nstartxref\n{}\n%%EOF",
                body.len()
            )
        };
        assert_eq!(looked_at(&stream("")), None);
        assert_eq!(looked_at(&stream("/Encrypt<</V 4>>")), Some(Refusal::PdfEncrypted));
        assert_eq!(looked_at("%PDF-1.4 and nothing more"), Some(Refusal::Damaged));
        assert_eq!(looked_at("%PDF-1.4 startxref 99999999999999999999"), None);
    }
}
