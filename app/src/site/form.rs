//! Reading `application/x-www-form-urlencoded` bodies and query strings, strictly.

use contract::ErrorCode;
use domain::{DomainError, DomainResult};
use percent_encoding::percent_decode;

/// Most pairs that a form may have; an article with all its sources has the most.
const MAX_PAIRS: usize = 256;

/// The pairs of a form or query string, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    /// Reads a form body.
    ///
    /// # Errors
    /// [`ErrorCode::UnreadableForm`] for broken UTF-8 or too many fields: guessing would change what she wrote.
    pub fn parse(body: &[u8]) -> DomainResult<Self> {
        let mut pairs = Vec::new();
        for pair in body.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            if pairs.len() == MAX_PAIRS {
                return Err(DomainError::new(ErrorCode::UnreadableForm));
            }
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            pairs.push((name, value));
        }
        Ok(Self { pairs })
    }

    /// A form from pairs already decoded.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    /// The first value of a field; a missing one is empty.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Whether every field is one of these.
    pub fn has_only(&self, known: &[&str]) -> bool {
        self.pairs.iter().all(|(name, _)| known.contains(&name.as_str()))
    }

    /// These fields alone.
    #[must_use]
    pub fn only(mut self, known: &[&str]) -> Self {
        self.pairs.retain(|(name, _)| known.contains(&name.as_str()));
        self
    }

    /// All pairs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }
}

fn decode(bytes: &[u8]) -> DomainResult<String> {
    let spaced: Vec<u8> = bytes.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    percent_decode(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|error| DomainError::caused(ErrorCode::UnreadableForm, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_arabic_plus_signs_and_empty_values() {
        let form =
            Form::parse("title=%D8%B3%D8%A4%D8%A7%D9%84+1&body=&x".as_bytes()).expect("a readable form");
        assert_eq!(form.get("title"), "سؤال 1");
        assert_eq!(form.get("body"), "");
        assert_eq!(form.get("missing"), "");
    }

    #[test]
    fn refuses_broken_utf8_instead_of_guessing() {
        let error = Form::parse(b"title=%C3%28").expect_err("broken UTF-8");
        assert_eq!(error.code, ErrorCode::UnreadableForm);
    }
}
