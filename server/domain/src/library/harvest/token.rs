//! Where a walk through a list goes on, sealed: nothing about it is kept here, and whoever changes it is told that it is
//! none. The portal's key outlives a restart, and so do these.

use data_encoding::BASE64URL_NOPAD;

use super::{Format, Position, Selection, Set};
use crate::Services;

/// Longest token that is looked at.
const MOST: usize = 1_024;

/// What a list gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Headers alone.
    Identifiers,
    /// Whole records.
    Records,
}

impl Walk {
    fn word(self) -> &'static str {
        match self {
            Self::Identifiers => "identifiers",
            Self::Records => "records",
        }
    }
}

/// A walk, and where it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it gives.
    pub walk: Walk,
    /// In which form.
    pub format: Format,
    /// What was asked for.
    pub selection: Selection,
    /// Where it goes on.
    pub position: Position,
}

fn mac(services: &Services, content: &str) -> String {
    services.keyed_hash(&format!("resumption token\n{content}"))
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

impl Token {
    /// As it is given away.
    pub fn seal(&self, services: &Services) -> String {
        let Position { at, id, given, total } = &self.position;
        let content = [
            self.walk.word().to_owned(),
            self.format.prefix().to_owned(),
            number(self.selection.from),
            number(self.selection.before),
            self.selection.set.as_ref().map(Set::spec).unwrap_or_default(),
            at.to_string(),
            id.clone(),
            given.to_string(),
            total.to_string(),
        ]
        .join("\n");
        format!("{}.{}", BASE64URL_NOPAD.encode(content.as_bytes()), mac(services, &content))
    }

    /// Reads one that this portal gave away.
    pub fn open(services: &Services, text: &str) -> Option<Self> {
        let (content, seal) = text.split_once('.').filter(|_| text.len() <= MOST)?;
        let content = String::from_utf8(BASE64URL_NOPAD.decode(content.as_bytes()).ok()?).ok()?;
        let expected = mac(services, &content);
        // Every byte is looked at: the time tells nothing.
        let differs = expected.bytes().zip(seal.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        if differs != 0 || expected.len() != seal.len() {
            return None;
        }
        let parts: Vec<&str> = content.split('\n').collect();
        let [walk, prefix, from, before, set, at, id, given, total] = *parts.as_slice() else { return None };
        let optional = |text: &str| match text {
            "" => Some(None),
            text => text.parse::<i64>().ok().map(Some),
        };
        let set = match set {
            "" => None,
            spec => Some(Set::parse(spec)?),
        };
        Some(Self {
            walk: [Walk::Identifiers, Walk::Records].into_iter().find(|one| one.word() == walk)?,
            format: Format::parse(prefix)?,
            selection: Selection { from: optional(from)?, before: optional(before)?, set },
            position: Position {
                at: at.parse().ok()?,
                id: id.to_owned(),
                given: given.parse().ok()?,
                total: total.parse().ok()?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestBed;

    #[tokio::test]
    async fn reads_back_under_the_same_key_and_never_when_changed() {
        let bed = TestBed::sqlite().await;
        let services = bed.services.clone().with_key([7; 32]);
        for (from, set) in [(None, None), (Some(-5), Some(Set::Collection("rights".into())))] {
            let token = Token {
                walk: Walk::Records,
                format: Format::Dc,
                selection: Selection { from, before: Some(1_795_000_000_000), set },
                position: Position { at: 1_795_000_000_000, id: "udhrar".into(), given: 100, total: 250 },
            };
            let text = token.seal(&services);
            assert_eq!(Token::open(&services, &text), Some(token));
            assert_eq!(Token::open(&services.clone().with_key([8; 32]), &text), None);
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
                let changed = String::from_utf8(bytes).expect("ASCII");
                assert_eq!(Token::open(&services, &changed), None, "{changed}");
            }
            for cut in ["", ".", &text[..text.len() - 1], &text[1..]] {
                assert_eq!(Token::open(&services, cut), None, "{cut}");
            }
        }
    }
}
