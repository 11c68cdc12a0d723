//! Opens the PDF of an item for reading page by page, and looks for words in it.

use contract::{ErrorCode, Locale, Tongue, ids::ItemId};
use entity::library::{page, page_reading};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Semaphore;

use super::{
    super::{
        edition::{Edition, edition},
        model::{FileInfo, ItemCard},
        programs::Program,
        words::{FileRole, PageState},
    },
    outline::{self, Chapter},
};
use crate::{
    DomainError, DomainResult, Services,
    search::{Piece, Query, marked, within},
};

/// Pages that are looked through for one answer.
const MOST_PAGES: usize = 500;
/// Pages that are taken out of the database at once.
const AT_ONCE: u64 = 50;
/// Pages that are named in one answer.
const MOST_HITS: usize = 40;

/// Documents that are looked through at the same time: whoever comes later waits, and everybody else goes on reading.
static LOOKING: Semaphore = Semaphore::const_new(2);

/// An item whose PDF is read page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The item.
    pub card: ItemCard,
    /// Slug in each language in which the item is described.
    pub described_in: Vec<(Locale, String)>,
    /// The file, to be kept.
    pub file: FileInfo,
    /// Languages in which there is one.
    pub languages: Vec<Tongue>,
    /// How many pages it has; nothing while nobody read them.
    pub pages: Option<u32>,
    /// Whether pictures of pages can be drawn here.
    pub drawn: bool,
    /// Its contents, as it brought them along.
    pub contents: Vec<Chapter>,
}

/// What is written on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Paragraphs, with what was looked for marked.
    pub paragraphs: Vec<Vec<Piece>>,
    /// Value of `dir`.
    pub direction: &'static str,
}

/// A page that holds what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which one, from 1.
    pub page: u32,
    /// The passage.
    pub passage: Vec<Piece>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Pages on which it stands.
    pub hits: Vec<Hit>,
    /// The page from which to look on; nothing when all were looked through.
    pub next: Option<u32>,
}

/// Opens the PDF of an item: in `wanted`, else in the reader's language, else in the first there is.
///
/// # Errors
/// [`ErrorCode::Gone`] for what was withdrawn or erased; not found when there is no such visible item, or no PDF in the
/// language asked for.
pub async fn open(
    services: &Services,
    locale: Locale,
    id: &ItemId,
    wanted: Option<Tongue>,
) -> DomainResult<Document> {
    let Edition { card, described_in, file, languages } =
        edition(services, locale, id, wanted, FileRole::Pdf).await?;
    let pages = pages_of(services, file.id.as_str()).await?;
    let contents = outline::of_file(services.db.read(), file.id.as_str()).await?;
    let drawn = Program::PdfToPpm.is_there();
    Ok(Document { card, described_in, file, languages, pages, drawn, contents })
}

/// How many pages a file has, if somebody read them.
///
/// # Errors
/// The database is away.
pub async fn pages_of(services: &Services, file: &str) -> DomainResult<Option<u32>> {
    let pages: Option<Option<i32>> = page_reading::Entity::find_by_id(file)
        .select_only()
        .column(page_reading::Column::Pages)
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(pages.flatten().and_then(|pages| u32::try_from(pages).ok()))
}

/// What is written on a page, if it can be read. Whoever calls opened the document.
///
/// # Errors
/// The database is away.
pub async fn written(
    services: &Services,
    document: &Document,
    number: u32,
    query: &Query,
) -> DomainResult<Option<Written>> {
    let Ok(number) = i32::try_from(number) else { return Ok(None) };
    let row = page::Entity::find_by_id((document.file.id.as_str().to_owned(), number))
        .one(services.db.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    if PageState::parse(&row.state).is_none_or(|state| state == PageState::Unreadable) || row.text.is_empty()
    {
        return Ok(None);
    }
    let direction = match row.direction.as_deref() {
        Some("rtl") => "rtl",
        Some("ltr") => "ltr",
        _ => "auto",
    };
    let paragraphs = paragraphs(&row.text).map(|text| marked(query, &text, true)).collect();
    Ok(Some(Written { paragraphs, direction }))
}

/// Paragraphs stand apart by an empty line.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty())
}

/// Looks for what `query` asks on the pages from `from` on. A page that cannot be read holds nothing.
///
/// # Errors
/// Not found when there is no such page; the database is away.
pub async fn look(
    services: &Services,
    document: &Document,
    query: &Query,
    from: u32,
) -> DomainResult<Looked> {
    if from == 0 || document.pages.is_none_or(|pages| from > pages) {
        return Err(DomainError::not_found());
    }
    let turn = LOOKING.acquire().await;
    let _turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let mut looked = Looked::default();
    let mut next = from;
    let mut seen = 0;
    loop {
        let rows = readable(services, document.file.id.as_str(), next).await?;
        let Some((last, _)) = rows.last() else { return Ok(looked) };
        next = last.saturating_add(1);
        seen += rows.len();
        let query = query.clone();
        let found = tokio::task::spawn_blocking(move || {
            let hit = |(page, text): (u32, String)| Some(Hit { page, passage: within(&query, &text)? });
            rows.into_iter().filter_map(hit).collect::<Vec<_>>()
        });
        looked.hits.extend(found.await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?);
        if looked.hits.len() > MOST_HITS {
            looked.next = looked.hits.get(MOST_HITS).map(|hit| hit.page);
            looked.hits.truncate(MOST_HITS);
            return Ok(looked);
        }
        if seen >= MOST_PAGES {
            looked.next = document.pages.filter(|pages| next <= *pages).map(|_| next);
            return Ok(looked);
        }
    }
}

/// Some pages that can be read, from one of them on.
async fn readable(services: &Services, file: &str, from: u32) -> DomainResult<Vec<(u32, String)>> {
    let from = i32::try_from(from).unwrap_or(i32::MAX);
    let rows: Vec<(i32, String)> = page::Entity::find()
        .select_only()
        .columns([page::Column::Number, page::Column::Text])
        .filter(page::Column::FileId.eq(file))
        .filter(page::Column::Number.gte(from))
        .filter(page::Column::State.ne(PageState::Unreadable.as_str()))
        .order_by_asc(page::Column::Number)
        .limit(AT_ONCE)
        .into_tuple()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|(number, text)| Some((u32::try_from(number).ok()?, text))).collect())
}
