//! What is said in a recording, to read along: cue by cue under the headings of its index, or as the text that was
//! written for it; with what somebody looks for in it marked.

use contract::{ErrorCode, Locale, Tongue, ids::ItemId};
use entity::library::item;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::{
    blobs,
    captions::{self, Cue},
    item::{described_in, files},
    life::refusal,
    list::{cards, visible},
    model::{FileInfo, ItemCard},
    record::{self, Record},
    segments::{self, Segment},
    words::FileRole,
};
use crate::{
    DomainError, DomainResult, Services,
    markup::{self, SafeHtml},
    search::{self, Piece, Query, plain_text},
};

/// Longest file of captions or text that is read along.
pub(super) const TEXT_LIMIT: u64 = 2 * 1024 * 1024;

/// What is said at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Second at which it is said.
    pub start: u32,
    /// Milliseconds at which it begins.
    pub exact: u64,
    /// Its words, with what was looked for marked.
    pub pieces: Vec<Piece>,
}

/// A part of the recording with what is said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its heading; nothing for what comes before the first part.
    pub segment: Option<Segment>,
    /// What is said.
    pub lines: Vec<Line>,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// With the moments at which it is said.
    Timed(Vec<Part>),
    /// As a text; the passages that hold what was looked for stand before it.
    Text {
        /// Passages, each with its words marked.
        passages: Vec<Vec<Piece>>,
        /// The whole.
        html: SafeHtml,
        /// Parts of the recording: they cannot be headings of a text without moments.
        segments: Vec<Segment>,
    },
}

/// A recording and what is said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAlong {
    /// The item.
    pub card: ItemCard,
    /// Its record.
    pub record: Record,
    /// Slug in each language in which the item is described.
    pub described_in: Vec<(Locale, String)>,
    /// Language of the text.
    pub language: Tongue,
    /// Languages in which there is one.
    pub languages: Vec<Tongue>,
    /// Files, those of the reader's language first.
    pub files: Vec<FileInfo>,
    /// What is said.
    pub said: Said,
    /// What was looked for; empty for nothing.
    pub query: String,
    /// How many lines or passages hold it.
    pub found: usize,
}

/// What is said in a recording: in `wanted`, else in the reader's language, else in the first there is. `typed` is
/// looked for in it, as the portal's search would.
///
/// # Errors
/// [`contract::ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item, or
/// nothing to read in the language asked for; the refused field `q`.
pub async fn read_along(
    services: &Services,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
    typed: &str,
) -> DomainResult<ReadAlong> {
    let query = Query::parse(typed)?;
    let db = services.db.read();
    let found = item::Entity::find_by_id(id.as_str()).filter(visible(services)).one(db).await?;
    let Some(row) = found else { return Err(refusal(db, id).await?) };
    let filter = Condition::all().add(item::Column::Id.eq(id.as_str()));
    let card = cards(services, locale, filter, 1).await?.pop().ok_or_else(DomainError::not_found)?;
    let files = files(services, locale, id).await?;
    let speaks = |file: &&FileInfo| matches!(file.role, FileRole::Captions | FileRole::Transcript);
    // Files come with the reader's language first.
    let language = wanted.or_else(|| files.iter().find(speaks).map(|file| file.language));
    let language = language.ok_or_else(DomainError::not_found)?;
    let of = |role: FileRole| files.iter().find(|file| file.role == role && file.language == language);
    let segments = segments::told(services, id.as_str()).await?;
    let (said, found) = match (of(FileRole::Captions), of(FileRole::Transcript)) {
        (Some(file), _) => {
            let source = blobs::read_text(services, &file.sha256, TEXT_LIMIT).await?;
            let query = query.clone();
            // Much text is gone through where nobody waits for it.
            tokio::task::spawn_blocking(move || {
                captions::parse_vtt(&source).map(|read| timed(&read.cues, segments, &query))
            })
            .await
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        }
        (None, Some(file)) => {
            let source = blobs::read_text(services, &file.sha256, TEXT_LIMIT).await?;
            let query = query.clone();
            tokio::task::spawn_blocking(move || written(&source, segments, &query))
                .await
                .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        }
        (None, None) => return Err(DomainError::not_found()),
    };
    let mut languages: Vec<Tongue> = files.iter().filter(speaks).map(|file| file.language).collect();
    languages.sort_unstable();
    languages.dedup();
    let described_in = described_in(services, id).await?;
    let record = record::load(services, db, row).await?;
    let query = query.text().to_owned();
    Ok(ReadAlong { card, record, described_in, language, languages, files, said, query, found })
}

/// The words with what was looked for marked, and whether anything is.
fn pieces(query: &Query, text: &str) -> (Vec<Piece>, bool) {
    if query.is_empty() {
        return (vec![Piece { text: text.to_owned(), marked: false }], false);
    }
    let pieces = search::marked(query, text, true);
    let found = pieces.iter().any(|piece| piece.marked);
    (pieces, found)
}

fn timed(cues: &[Cue], segments: Vec<Segment>, query: &Query) -> (Said, usize) {
    let mut found = 0;
    let mut parts = vec![Part { segment: None, lines: Vec::new() }];
    let mut coming = segments.into_iter().peekable();
    for cue in cues {
        let text = cue.plain();
        if text.is_empty() {
            continue;
        }
        while let Some(segment) = coming.next_if(|segment| u64::from(segment.start) * 1000 <= cue.start) {
            parts.push(Part { segment: Some(segment), lines: Vec::new() });
        }
        let (pieces, marked) = pieces(query, &text);
        found += usize::from(marked);
        let start = u32::try_from(cue.start / 1000).unwrap_or(u32::MAX);
        if let Some(part) = parts.last_mut() {
            part.lines.push(Line { start, exact: cue.start, pieces });
        }
    }
    parts.extend(coming.map(|segment| Part { segment: Some(segment), lines: Vec::new() }));
    parts.retain(|part| part.segment.is_some() || !part.lines.is_empty());
    (Said::Timed(parts), found)
}

fn written(source: &str, segments: Vec<Segment>, query: &Query) -> (Said, usize) {
    let html = markup::article(source);
    let passages: Vec<Vec<Piece>> = plain_text(&html)
        .lines()
        .map(|line| pieces(query, line))
        .filter(|(_, found)| *found)
        .map(|(pieces, _)| pieces)
        .collect();
    let found = passages.len();
    (Said::Text { passages, html, segments }, found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn cue(start: u64, text: &str) -> Cue {
        Cue { id: None, start, end: start + 1000, settings: String::new(), text: text.to_owned() }
    }

    fn segment(start: u32) -> Segment {
        Segment { id: format!("s{start}"), start, texts: BTreeMap::new() }
    }

    #[test]
    fn lines_stand_under_the_part_they_belong_to() {
        let cues = [cue(500, "أولا"), cue(10_000, "<b></b>"), cue(10_000, "المدرسة"), cue(25_500, "ثالثا")];
        let query = Query::parse("مدرسه").expect("a query");
        let (said, found) = timed(&cues, vec![segment(10), segment(20), segment(90)], &query);
        assert_eq!(found, 1);
        let Said::Timed(parts) = said else { panic!("no text") };
        let shape: Vec<_> = parts
            .iter()
            .map(|part| {
                let lines: Vec<u32> = part.lines.iter().map(|line| line.start).collect();
                (part.segment.as_ref().map(|segment| segment.start), lines)
            })
            .collect();
        assert_eq!(
            shape,
            [(None, vec![0]), (Some(10), vec![10]), (Some(20), vec![25]), (Some(90), Vec::new())]
        );
        assert!(parts[1].lines[0].pieces.iter().any(|piece| piece.marked && piece.text == "المدرسة"));
    }

    #[test]
    fn a_text_shows_the_passages_that_hold_it() {
        let query = Query::parse("مدرسة").expect("a query");
        let (said, found) = written("أ\n\nفي المدرسة\n\nب", Vec::new(), &query);
        assert_eq!(found, 1);
        assert!(matches!(said, Said::Text { passages, .. } if passages.len() == 1));
        let nothing = Query::parse("").expect("a query");
        assert_eq!(written("أ\n\nب", Vec::new(), &nothing).1, 0);
    }
}
