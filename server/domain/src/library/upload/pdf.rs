//! Whether a PDF can be opened by everybody. Only what stands around its tables is read, within bounds.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use super::Refusal;
use crate::library::programs::{Limits, Program, run};

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

/// Whether one that is locked opens without a password: it forbids to print or to copy, and everybody can read it. Where no
/// program tells, it counts as locked.
pub(super) async fn opens(path: &Path) -> bool {
    run(Program::PdfInfo, vec![path.into()], Limits::usual()).await.is_ok()
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

    /// One empty page, locked: for its owner alone, or for whoever reads too.
    fn locked(owner: &str, user: &str) -> String {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>".to_owned(),
            format!("<</Filter/Standard/V 1/R 2/P -64/O<{owner}>/U<{user}>>>"),
        ];
        let (mut text, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
        for (n, object) in (1..).zip(&objects) {
            places.push_str(&format!("{:010} 00000 n \n", text.len()));
            text.push_str(&format!("{n} 0 obj{object}endobj\n"));
        }
        let id = "30313233343536373839616263646566";
        format!(
            "{text}xref\n0 5\n0000000000 65535 f \n{places}trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<{id}><{id}>]>>\n\
             startxref\n{}\n%%EOF",
            text.len()
        )
    }

    #[tokio::test]
    async fn what_asks_for_no_password_is_not_locked() {
        let free = locked(
            "c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab",
            "84e51d6258445f9e19371c8b3c2726bc2c76626748aaacfaa778ffb6b36a13cd",
        );
        let shut = locked(
            "92fe0f4454ad4c9644693f33c07cb54f587dce1e2682fe9ecea6107a1ef630dd",
            "dbe937986947be7737d908c2d1fafd7c09a7c50fa2e33d84a1746fd874c66578",
        );
        for (text, reads) in [(free, true), (shut, false)] {
            assert_eq!(looked_at(&text), Some(Refusal::PdfEncrypted), "its tables say that it is locked");
            let mut file = tempfile::NamedTempFile::new().expect("a file");
            file.write_all(text.as_bytes()).expect("written");
            assert_eq!(opens(file.path()).await, reads && Program::PdfInfo.is_there());
        }
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
