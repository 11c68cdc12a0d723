//! Looking for words in a book that lies in no index: chapter by chapter, so far as one answer may go.

use contract::ErrorCode;
use tokio::sync::Semaphore;

use super::open::Book;
use crate::{
    DomainError, DomainResult, Services, markup,
    search::{Piece, Query, plain_text, within},
};

/// Bytes of chapters that are looked through for one answer.
const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// Chapters that are looked through for one answer.
const MOST_CHAPTERS: usize = 200;
/// Chapters that are named in one answer.
const MOST_HITS: usize = 40;

/// Books that are looked through at the same time: whoever comes later waits, and everybody else goes on reading.
static LOOKING: Semaphore = Semaphore::const_new(2);

/// A chapter that holds what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which one, from 0.
    pub chapter: usize,
    /// The passage.
    pub passage: Vec<Piece>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Chapters in which it stands.
    pub hits: Vec<Hit>,
    /// The chapter from which to look on; nothing when all were looked through.
    pub next: Option<usize>,
}

impl Book {
    /// Looks for what `query` asks in the chapters from `from` on. A chapter that cannot be read holds nothing.
    ///
    /// # Errors
    /// Not found when there is no such chapter; when the store is away.
    pub async fn look(&self, services: &Services, query: &Query, from: usize) -> DomainResult<Looked> {
        if from >= self.len() {
            return Err(DomainError::not_found());
        }
        let _turn =
            LOOKING.acquire().await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
        let mut looked = Looked::default();
        let mut left = MOST_BYTES;
        for number in from..self.len() {
            let length = self.length(number);
            let first = number == from;
            if !first && (number - from >= MOST_CHAPTERS || length > left || looked.hits.len() >= MOST_HITS) {
                looked.next = Some(number);
                break;
            }
            left = left.saturating_sub(length);
            let Ok(source) = self.source(services, number).await? else { continue };
            let query = query.clone();
            let passage = tokio::task::spawn_blocking(move || {
                let html = markup::chapter(&source, |_, _| None);
                within(&query, &plain_text(&html))
            });
            let passage = passage.await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
            looked.hits.extend(passage.map(|passage| Hit { chapter: number, passage }));
        }
        Ok(looked)
    }

    /// How long a chapter says that it is.
    pub(super) fn length(&self, number: usize) -> u64 {
        let at = self.package.chapters.get(number).and_then(|path| self.archive.find(path));
        at.map_or(0, |at| self.archive.length(at))
    }
}
