//! Reads the pages of PDFs: one file after the other, within bounds, beside everything else. Whatever is stopped in the
//! middle is begun anew.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

use contract::ErrorCode;
use entity::library::{blob, file, item, page, page_reading};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};
use tokio::sync::Semaphore;

use super::{
    super::{
        edit::OPEN,
        programs::{Failure, Limits, Program, on_disk, run},
        words::{FileRole, ItemState, PageState},
    },
    arguments,
    outline::{self, Chapter},
    quality::{READABLE, score, tidy},
};
use crate::{DomainError, DomainResult, Services, search};

/// Pages of which the text is read.
const MOST_PAGES: u32 = 1000;
/// Pages that one call of the program reads.
const AT_ONCE: u32 = 50;
/// How long the pages of one file are read; what is left then counts as unreadable.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Letters of a page that are kept.
const MOST_LETTERS: usize = 40_000;
/// Rows that are written at once.
const ROWS: usize = 100;

/// Files that are read at once: what this costs does not grow with what is brought.
static READING: Semaphore = Semaphore::const_new(1);

/// Has the pages of whatever was not read yet read, beside what is going on.
pub fn start(services: &Services) {
    let services = services.clone();
    tokio::spawn(async move {
        if let Err(error) = read_waiting(&services).await {
            tracing::warn!(code = ?error.code, at = %error.at, "pages could not be read");
        }
    });
}

/// Reads the pages of every PDF of an item that were not read yet. Returns how many files were read.
///
/// # Errors
/// The database is away.
pub async fn read_waiting(services: &Services) -> DomainResult<u64> {
    if !Program::PdfText.is_there() || !Program::PdfInfo.is_there() {
        return Ok(0);
    }
    let turn = READING.acquire().await;
    let _turn = turn.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let mut done = 0;
    let mut tried = BTreeSet::new();
    while let Some((id, sha256)) = waiting(services, &tried).await? {
        // One that fails is tried again with the next turn; the others are read all the same.
        match read(services, &id, &sha256).await {
            Ok(()) => done += 1,
            Err(error) => tracing::warn!(file = id, code = ?error.code, at = %error.at, "a PDF was not read"),
        }
        tried.insert(id);
    }
    Ok(done)
}

/// A PDF of a living item of which nobody read the pages.
async fn waiting(services: &Services, tried: &BTreeSet<String>) -> DomainResult<Option<(String, String)>> {
    let read = page_reading::Entity::find().select_only().column(page_reading::Column::FileId).into_query();
    Ok(file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::Sha256])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::Role.eq(FileRole::Pdf.as_str()))
        .filter(blob::Column::BadSince.is_null())
        .filter(item::Column::State.is_in(OPEN.map(ItemState::as_str)))
        .filter(file::Column::Id.not_in_subquery(read))
        .filter(file::Column::Id.is_not_in(tried.iter().cloned()))
        .order_by_asc(file::Column::ModifiedAt)
        .order_by_asc(file::Column::Id)
        .into_tuple::<(String, String)>()
        .one(services.db.read())
        .await?)
}

async fn read(services: &Services, id: &str, sha256: &str) -> DomainResult<()> {
    let disk = on_disk(services, sha256).await?;
    let absent = || DomainError::new(ErrorCode::Unavailable);
    let count = match count(&disk).await {
        Ok(count) => Some(count),
        Err(Failure::Absent) => return Err(absent()),
        Err(_) => None,
    };
    let Ok(texts) = texts(&disk, count.unwrap_or_default().min(MOST_PAGES)).await else {
        return Err(absent());
    };
    let contents = outline::read(&disk, count.unwrap_or_default()).await;
    write(services, id, count, (texts, contents)).await
}

/// How many pages there are.
async fn count(disk: &Path) -> Result<u32, Failure> {
    let said = run(Program::PdfInfo, arguments(&[], disk, &[]), Limits::usual()).await?;
    pages_said(&String::from_utf8_lossy(&said)).ok_or(Failure::Failed)
}

/// What `pdfinfo` says of the pages; what the file says of itself stands before it.
fn pages_said(said: &str) -> Option<u32> {
    let line = said.lines().rev().find_map(|line| line.strip_prefix("Pages:"))?;
    line.trim().parse().ok().filter(|count| *count > 0)
}

/// The text of each page, as the program reads it. Pages that it cannot read have none.
///
/// # Errors
/// [`Failure::Absent`] alone.
async fn texts(disk: &Path, last: u32) -> Result<Vec<String>, Failure> {
    let begun = Instant::now();
    let mut texts = Vec::new();
    let mut first = 1;
    while first <= last {
        let end = last.min(first + AT_ONCE - 1);
        let part =
            if begun.elapsed() < PATIENCE { range(disk, first, end).await } else { Err(Failure::TooLong) };
        match part {
            Ok(part) => texts.extend(part),
            Err(Failure::Absent) => return Err(Failure::Absent),
            // One damaged page does not take the others along.
            Err(_) => {
                for number in first..=end {
                    let mut page = None;
                    if begun.elapsed() < PATIENCE {
                        page = range(disk, number, number).await.ok().and_then(|mut page| page.pop());
                    }
                    texts.push(page.unwrap_or_default());
                }
            }
        }
        first = end + 1;
    }
    Ok(texts)
}

/// The text of some pages.
async fn range(disk: &Path, first: u32, last: u32) -> Result<Vec<String>, Failure> {
    let (from, to) = (first.to_string(), last.to_string());
    let before = ["-q", "-enc", "UTF-8", "-f", from.as_str(), "-l", to.as_str()];
    let bytes = run(Program::PdfText, arguments(&before, disk, &["-"]), Limits::usual()).await?;
    let text = String::from_utf8_lossy(&bytes);
    if first == last {
        return Ok(vec![text.replace('\u{c}', "\n")]);
    }
    // A form feed ends each page.
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    if u32::try_from(pages.len()) == Ok(last - first + 1) { Ok(pages) } else { Err(Failure::Failed) }
}

/// A page as it is kept. What reads badly is kept nowhere.
fn row(file: &str, number: i32, text: &str) -> page::ActiveModel {
    let text: String = tidy(text).chars().take(MOST_LETTERS).collect();
    let quality = score(&text);
    let readable = quality >= READABLE;
    let state = if readable { PageState::Extracted } else { PageState::Unreadable };
    page::ActiveModel {
        file_id: Set(file.to_owned()),
        number: Set(number),
        text: Set(if readable { text } else { String::new() }),
        quality: Set(quality.into()),
        state: Set(state.as_str().to_owned()),
        direction: Set(None),
        version: Set(0),
    }
}

/// Writes the pages, with the index. What somebody typed stays; what went meanwhile does not come back.
async fn write(
    services: &Services,
    id: &str,
    count: Option<u32>,
    (texts, contents): (Vec<String>, Vec<Chapter>),
) -> DomainResult<()> {
    // Measuring a thousand pages takes a while: nobody waits for it.
    let file_id = id.to_owned();
    let rows: Vec<page::ActiveModel> = tokio::task::spawn_blocking(move || {
        (1..).zip(&texts).map(|(number, text)| row(&file_id, number, text)).collect()
    })
    .await
    .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let tx = services.db.begin().await?;
    let Some(item) = living_item(&tx, id).await? else { return Ok(()) };
    let typed: BTreeSet<i32> = page::Entity::find()
        .select_only()
        .column(page::Column::Number)
        .filter(page::Column::FileId.eq(id))
        .filter(page::Column::State.eq(PageState::Typed.as_str()))
        .into_tuple::<i32>()
        .all(&tx)
        .await?
        .into_iter()
        .collect();
    page::Entity::delete_many()
        .filter(page::Column::FileId.eq(id))
        .filter(page::Column::State.ne(PageState::Typed.as_str()))
        .exec(&tx)
        .await?;
    let rows: Vec<page::ActiveModel> =
        rows.into_iter().filter(|row| !row.number.try_as_ref().is_some_and(|n| typed.contains(n))).collect();
    for chunk in rows.chunks(ROWS) {
        page::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
    }
    page_reading::Entity::delete_by_id(id).exec(&tx).await?;
    let reading = page_reading::ActiveModel {
        file_id: Set(id.to_owned()),
        pages: Set(count.and_then(|count| i32::try_from(count).ok())),
        read_at: Set(services.now_ms()),
    };
    page_reading::Entity::insert(reading).exec_without_returning(&tx).await?;
    outline::write(&tx, id, &contents).await?;
    search::index_item(services, &tx, &item).await?;
    tx.commit().await?;
    Ok(())
}

/// The item of a PDF, locked, while it lives.
pub(super) async fn living_item<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<Option<String>> {
    let item: Option<String> =
        file::Entity::find_by_id(id).select_only().column(file::Column::ItemId).into_tuple().one(tx).await?;
    let Some(item) = item else { return Ok(None) };
    let row = item::Entity::find_by_id(item.as_str()).lock_exclusive().one(tx).await?;
    let lives = row.and_then(|row| ItemState::parse(&row.state)).is_some_and(|state| OPEN.contains(&state));
    // The file may have gone before the lock was ours.
    let there = lives && file::Entity::find_by_id(id).one(tx).await?.is_some();
    Ok(there.then_some(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_says_how_many_pages_there_are() {
        assert_eq!(pages_said("Title: Pages: 9\nPages:           3\nEncrypted: no\n"), Some(3));
        assert_eq!(pages_said("Pages: 0"), None);
        assert_eq!(pages_said("Title: none"), None);
    }

    #[test]
    fn what_reads_badly_is_not_kept() {
        let fine = row("f", 1, "Les ouvrières agricoles ont des droits.\u{c}");
        assert_eq!(fine.state.try_as_ref().map(String::as_str), Some("extracted"));
        let bad = row("f", 2, "\u{FFFD}\u{FFFD}\u{FFFD} abcdefghijkl mnop");
        assert_eq!(bad.state.try_as_ref().map(String::as_str), Some("unreadable"));
        assert_eq!(bad.text.try_as_ref().map(String::as_str), Some(""));
    }
}
