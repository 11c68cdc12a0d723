//! Places inside a thing that can be gone to: a page, a chapter, a heading, a second. They stand beside the text of a
//! document, each with the byte from which on the text is theirs, so that a passage knows where it is read.

use std::fmt::Write;

use contract::Tongue;

/// Parts into which a long text is cut, each found by itself.
pub(super) const VOLUMES: usize = 12;

/// A place inside a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A page of a PDF, from 1.
    Page(u32),
    /// A chapter of an EPUB, from 0.
    Chapter(u32),
    /// A heading of a book on one page, as the page names it.
    Heading(String),
    /// A second of a film.
    Watch(u32),
    /// A second of a recording without pictures.
    Listen(u32),
    /// A second of which only the words are there.
    Said(u32),
    /// A post of a topic, by its identifier.
    Post(String),
}

/// A place, and the language of the edition in which it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// Where.
    pub spot: Spot,
    /// Language of the file, or of the topic.
    pub language: Tongue,
}

/// From which byte on a text is read where; nothing: no place of its own.
pub type Stretch = (usize, Option<Landing>);

/// A text as it grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Without markup.
    pub text: String,
    /// Places in it, in order.
    pub spots: Vec<Stretch>,
}

impl Body {
    /// Adds lines that are read at a place.
    pub fn push(&mut self, text: &str, landing: Option<Landing>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let before = self.spots.last().and_then(|(_, landing)| landing.as_ref());
        if before != landing.as_ref() {
            self.spots.push((self.text.len(), landing));
        }
        // PostgreSQL keeps no NUL, and places must stay where they are.
        self.text.extend(text.chars().filter(|c| *c != '\0'));
    }

    /// Adds another text with its places.
    pub fn append(&mut self, other: &Self) {
        if other.text.is_empty() {
            return;
        }
        let first =
            other.spots.first().filter(|(from, _)| *from == 0).and_then(|(_, landing)| landing.clone());
        self.push("", first);
        let shift = self.text.len();
        let later = other.spots.iter().filter(|(from, _)| *from > 0);
        self.spots.extend(later.map(|(from, landing)| (from + shift, landing.clone())));
        self.text.push_str(&other.text);
    }

    /// The text in parts of at most so many letters, cut at the end of a line where there is one.
    pub fn volumes(mut self, most: usize) -> Vec<Self> {
        let mut parts = Vec::new();
        while parts.len() + 1 < VOLUMES {
            let Some((limit, _)) = self.text.char_indices().nth(most) else { break };
            let line = self.text.get(..limit).and_then(|text| text.rfind('\n')).map(|end| end + 1);
            let at = line.filter(|at| *at > limit / 2).unwrap_or(limit);
            let text = self.text.split_off(at);
            let mut spots: Vec<Stretch> = vec![(0, landing_of(&self.spots, at).cloned())];
            spots.extend(
                self.spots.iter().filter(|(from, _)| *from > at).map(|(from, one)| (from - at, one.clone())),
            );
            self.spots.retain(|(from, _)| *from < at);
            parts.push(std::mem::replace(&mut self, Self { text, spots }));
        }
        parts.push(self);
        parts
    }
}

pub(super) fn landing_of(spots: &[Stretch], byte: usize) -> Option<&Landing> {
    spots.iter().rev().find(|(from, _)| *from <= byte).and_then(|(_, landing)| landing.as_ref())
}

/// As stored: a line for each, `byte language sign value`, or the byte alone.
pub(super) fn stored(spots: &[Stretch]) -> String {
    let mut out = String::new();
    for (from, landing) in spots {
        let _ = match landing {
            None => writeln!(out, "{from}"),
            Some(Landing { spot, language }) => {
                let (sign, value) = match spot {
                    Spot::Page(number) => ('p', number.to_string()),
                    Spot::Chapter(number) => ('c', number.to_string()),
                    Spot::Heading(anchor) => ('h', anchor.clone()),
                    Spot::Watch(second) => ('w', second.to_string()),
                    Spot::Listen(second) => ('l', second.to_string()),
                    Spot::Said(second) => ('s', second.to_string()),
                    Spot::Post(id) => ('t', id.clone()),
                };
                writeln!(out, "{from} {language} {sign} {value}")
            }
        };
    }
    out
}

/// Where the text at a byte is read, as stored places say.
pub(super) fn landing_at(stored: &str, byte: usize) -> Option<Landing> {
    let mut found = None;
    for line in stored.lines() {
        let mut parts = line.split(' ');
        let from: usize = parts.next()?.parse().ok()?;
        if from > byte {
            break;
        }
        found = read(parts);
    }
    found
}

fn read<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<Landing> {
    let language: Tongue = parts.next()?.parse().ok()?;
    let (sign, value) = (parts.next()?, parts.next()?);
    let spot = match sign {
        "p" => Spot::Page(value.parse().ok()?),
        "c" => Spot::Chapter(value.parse().ok()?),
        "h" => Spot::Heading(value.to_owned()),
        "w" => Spot::Watch(value.parse().ok()?),
        "l" => Spot::Listen(value.parse().ok()?),
        "s" => Spot::Said(value.parse().ok()?),
        "t" => Spot::Post(value.to_owned()),
        _ => return None,
    };
    Some(Landing { spot, language })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32) -> Option<Landing> {
        Some(Landing { spot: Spot::Page(number), language: Tongue::Fr })
    }

    #[test]
    fn every_stretch_of_a_text_knows_its_place() {
        let mut book = Body::default();
        book.push("première\0", page(1));
        book.push("seconde", page(2));
        let mut body = Body::default();
        body.push("résumé", None);
        body.append(&book);
        body.push("fin", None);
        assert_eq!(body.text, "résumé\npremière\nseconde\nfin");
        let kept = stored(&body.spots);
        let at = |word: &str| landing_at(&kept, body.text.find(word).unwrap_or_default());
        assert_eq!((at("résumé"), at("première"), at("mière")), (None, page(1), page(1)));
        assert_eq!((at("seconde"), at("fin")), (page(2), None));
        for spot in [
            Spot::Chapter(0),
            Spot::Heading("b-one".into()),
            Spot::Watch(3),
            Spot::Listen(75),
            Spot::Said(9),
            Spot::Post("abc".into()),
        ] {
            let landing = Some(Landing { spot, language: Tongue::Ber });
            assert_eq!(landing_at(&stored(&[(4, landing.clone())]), 4), landing);
        }
        assert_eq!((landing_at("", 0), landing_at("0 fr x 1\n", 0), landing_at("no", 0)), (None, None, None));
    }

    #[test]
    fn a_long_text_is_cut_and_loses_nothing() {
        let mut body = Body::default();
        for number in 1..=40 {
            body.push(&"كلمة ".repeat(10), page(number));
        }
        let (whole, kept) = (body.text.clone(), stored(&body.spots));
        let parts = body.volumes(220);
        assert!((2..=VOLUMES).contains(&parts.len()), "{}", parts.len());
        let mut from = 0;
        for part in &parts {
            let own = stored(&part.spots);
            for (at, _) in part.text.match_indices("كلمة") {
                assert_eq!(landing_at(&own, at), landing_at(&kept, from + at));
            }
            from += part.text.len();
        }
        assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), whole);
        assert_eq!(Body::default().volumes(5), [Body::default()]);
    }
}
