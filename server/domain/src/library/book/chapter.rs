//! One chapter, as the page shows it.

use std::{collections::HashMap, sync::Arc};

use contract::{Direction, ErrorCode, Tongue};
use quick_xml::{Reader, events::Event};
use tokio::sync::Semaphore;

use super::{
    Damage,
    open::Book,
    package::language_tag,
    path::{folder, resolve},
    xml::{self, attribute},
};
use crate::{
    DomainError, DomainResult, Services,
    markup::{self, Pointer, SafeHtml},
    search::plain_text,
};

/// Bytes of the longest chapter that is shown.
pub(super) const MOST_BYTES: u64 = 2 * 1024 * 1024;
/// Letters that make a text of them one of their direction.
const ENOUGH_LETTERS: usize = 20;
/// Languages that are written from the right.
const FROM_THE_RIGHT: [&str; 12] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Chapters that are made ready at the same time: each needs memory for all its elements.
static READING: Semaphore = Semaphore::const_new(4);

/// Something of a book that the page has an address for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot<'a> {
    /// A chapter, from 0, and a place in it.
    Chapter(usize, Option<&'a str>),
    /// A picture, by its place in the archive.
    Picture(usize),
}

/// Gives every spot its address.
pub type Addresses = Arc<dyn Fn(Spot<'_>) -> String + Send + Sync>;

/// A chapter open for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Which one, from 0.
    pub number: usize,
    /// Language, BCP-47.
    pub lang: String,
    /// Direction.
    pub direction: Direction,
    /// Text.
    pub html: SafeHtml,
}

/// Where what a chapter points to is.
struct Links {
    path: String,
    chapters: HashMap<String, usize>,
    pictures: HashMap<String, usize>,
    addresses: Addresses,
}

impl Links {
    /// The address of what a chapter calls `value`. Pictures come out of the book alone.
    fn address(&self, pointer: Pointer, value: &str) -> Option<String> {
        if pointer == Pointer::Link && is_elsewhere(value) {
            return Some(value.trim().to_owned());
        }
        let target = resolve(folder(&self.path), value)?;
        let path = if target.path.is_empty() { &self.path } else { &target.path };
        match pointer {
            Pointer::Link => {
                let anchor = target.anchor.as_deref().map(markup::place);
                let number = *self.chapters.get(path)?;
                Some((self.addresses)(Spot::Chapter(number, anchor.as_deref())))
            }
            Pointer::Picture => Some((self.addresses)(Spot::Picture(*self.pictures.get(path)?))),
        }
    }
}

/// Whether an address leads out of the book, to where she may choose to go.
fn is_elsewhere(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme))
}

impl Book {
    /// Reads a chapter, from 0.
    ///
    /// # Errors
    /// Not found when there is no such chapter.
    pub async fn chapter(
        &self,
        services: &Services,
        number: usize,
        addresses: Addresses,
    ) -> DomainResult<Result<Chapter, Damage>> {
        let path = self.package.chapters.get(number).ok_or_else(DomainError::not_found)?;
        let turn = READING.acquire().await;
        let turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
        let source = match self.source(services, number).await? {
            Ok(source) => source,
            Err(damage) => return Ok(Err(damage)),
        };
        let links = Links {
            path: path.clone(),
            chapters: self.numbers.clone(),
            pictures: self.pictures(),
            addresses,
        };
        let named = own_language(&source).or_else(|| self.package.language.clone());
        let forward = self.package.forward;
        let language = self.language;
        let chapter = tokio::task::spawn_blocking(move || {
            // Also when whoever asked is gone.
            let _turn = turn;
            let html = markup::chapter(&source, move |pointer, value| links.address(pointer, value));
            let (lang, direction) = written(&plain_text(&html), forward, named, language);
            Chapter { number, lang, direction, html }
        });
        chapter.await.map(Ok).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
    }

    /// The text of a chapter as the book has it.
    pub(super) async fn source(
        &self,
        services: &Services,
        number: usize,
    ) -> DomainResult<Result<String, Damage>> {
        let at = self.package.chapters.get(number).and_then(|path| self.archive.find(path));
        let Some(at) = at else { return Ok(Err(Damage::Chapter)) };
        let bytes = self.archive.read(services, at, MOST_BYTES).await?;
        Ok(bytes.and_then(|bytes| xml::text(bytes).ok_or(Damage::Chapter)))
    }

    /// What may be a picture, by its name. What it really is, is looked at when it is asked for.
    fn pictures(&self) -> HashMap<String, usize> {
        self.archive
            .names()
            .filter(|(_, name)| {
                let extension = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
                matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp"))
            })
            .map(|(at, name)| (name.to_owned(), at))
            .collect()
    }
}

/// The language that a chapter names in its first element.
fn own_language(source: &str) -> Option<String> {
    let mut reader = Reader::from_str(source);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                return ["xml:lang", "lang"]
                    .into_iter()
                    .filter_map(|name| attribute(&element, name))
                    .find_map(|tag| language_tag(&tag));
            }
            Ok(Event::Eof | Event::Empty(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The direction in which a language is written.
fn direction_of(tag: &str) -> Direction {
    let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if FROM_THE_RIGHT.contains(&first.as_str()) { Direction::Rtl } else { Direction::Ltr }
}

/// The direction of most letters, when there are enough and it is clear.
fn of_letters(text: &str) -> Option<Direction> {
    let (right, left) = markup::letters(text);
    let all = right + left;
    if all < ENOUGH_LETTERS {
        None
    } else if right * 5 >= all * 3 {
        Some(Direction::Rtl)
    } else if left * 5 >= all * 3 {
        Some(Direction::Ltr)
    } else {
        None
    }
}

/// Language and direction of a text: the way the book is leafed through, then the language it names, then most of its
/// letters. Programs that make books write English and left to right where nobody told them otherwise: against a text
/// that is clearly written from the right, neither counts.
fn written(
    text: &str,
    forward: Option<Direction>,
    named: Option<String>,
    language: Tongue,
) -> (String, Direction) {
    let letters = of_letters(text);
    let contradicts = |direction: Direction| letters.is_some_and(|letters| letters != direction);
    let direction = match forward {
        Some(Direction::Rtl) => Direction::Rtl,
        Some(Direction::Ltr) if !contradicts(Direction::Ltr) => Direction::Ltr,
        _ => letters
            .or_else(|| named.as_deref().map(direction_of))
            .or(language.direction())
            .unwrap_or(Direction::Ltr),
    };
    let lang = match named {
        Some(tag) if !contradicts(direction_of(&tag)) => tag,
        _ if language.direction().is_some_and(contradicts) => "und".to_owned(),
        _ => language.code().to_owned(),
    };
    (lang, direction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_counts_more_than_what_is_said_of_it() {
        let arabic = "كانت في قديم الزمان قرية صغيرة فوق جبل بعيد";
        let french = "Il était une fois un petit village sur une montagne";
        let of = |text: &str, forward, named: Option<&str>, language| {
            written(text, forward, named.map(str::to_owned), language)
        };
        use Direction::{Ltr, Rtl};
        assert_eq!(of(arabic, None, Some("en"), Tongue::Ar), ("ar".to_owned(), Rtl));
        assert_eq!(of(arabic, Some(Ltr), Some("en-US"), Tongue::Ar), ("ar".to_owned(), Rtl));
        assert_eq!(of(arabic, None, Some("fa"), Tongue::Fr), ("fa".to_owned(), Rtl));
        assert_eq!(of(arabic, None, None, Tongue::Fr), ("und".to_owned(), Rtl));
        assert_eq!(of(french, Some(Rtl), Some("fr"), Tongue::Ar), ("fr".to_owned(), Rtl));
        assert_eq!(of(french, None, Some("ar"), Tongue::Fr), ("fr".to_owned(), Ltr));
        assert_eq!(of("1", None, None, Tongue::Ar), ("ar".to_owned(), Rtl));
        // Tamazight is written in either direction: the letters say which.
        assert_eq!(of(arabic, None, None, Tongue::Ber), ("ber".to_owned(), Rtl));
        assert_eq!(of(french, None, None, Tongue::Ber), ("ber".to_owned(), Ltr));
        assert_eq!(of("1", None, Some("he"), Tongue::En), ("he".to_owned(), Rtl));
    }
}
