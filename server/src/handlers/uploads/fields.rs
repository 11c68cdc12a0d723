//! What the headers of an upload say.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::library::upload::Checksum;
use http::{HeaderMap, HeaderName};

/// A status that refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused(pub u16);

/// A whole number, if the header is there.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<Option<u64>, Refused> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Refused(400))?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused(400));
    }
    // More digits than a number has: larger than anything.
    text.parse().map(Some).map_err(|_| Refused(413))
}

/// The name in `Upload-Metadata` (`filename`, base64), or nothing.
pub(super) fn file_name(headers: &HeaderMap) -> Result<String, Refused> {
    let Some(value) = headers.get("upload-metadata") else { return Ok(String::new()) };
    let text = value.to_str().map_err(|_| Refused(400))?;
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).map_err(|_| Refused(400))?;
        if key == "filename" {
            return String::from_utf8(value).map_err(|_| Refused(400));
        }
    }
    Ok(String::new())
}

/// What the piece must hash to, if the header is there.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Refused> {
    let Some(value) = headers.get("upload-checksum") else { return Ok(None) };
    let text = value.to_str().map_err(|_| Refused(400))?;
    let (algorithm, hash) = text.split_once(' ').ok_or(Refused(400))?;
    let hash = STANDARD.decode(hash.trim()).map_err(|_| Refused(400))?;
    match algorithm {
        "sha1" => Ok(Some(Checksum::Sha1(hash))),
        "sha256" => Ok(Some(Checksum::Sha256(hash))),
        _ => Err(Refused(400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &'static str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header"));
        headers
    }

    #[test]
    fn headers_are_read_strictly() {
        let length = HeaderName::from_static("upload-length");
        let read = |value: &str| number(&one("upload-length", value), &length);
        assert_eq!(read("12"), Ok(Some(12)));
        for wrong in ["-1", "+1", "1.0", "", "0x1"] {
            assert_eq!(read(wrong), Err(Refused(400)), "{wrong}");
        }
        assert_eq!(read("99999999999999999999"), Err(Refused(413)));
        assert_eq!(number(&HeaderMap::new(), &length), Ok(None));

        let name = |value: &str| file_name(&one("upload-metadata", value));
        assert_eq!(name("filetype dGV4dA==, filename 2YPYqtin2Kg=, final"), Ok("كتاب".to_owned()));
        assert_eq!(name("filename ****"), Err(Refused(400)));
        assert_eq!(name("filename /w=="), Err(Refused(400)));

        let hash = |value: &str| checksum(&one("upload-checksum", value));
        assert_eq!(hash("sha1 AQI="), Ok(Some(Checksum::Sha1(vec![1, 2]))));
        assert_eq!(hash("md5 AQI="), Err(Refused(400)));
        assert_eq!(hash("sha256"), Err(Refused(400)));
    }
}
