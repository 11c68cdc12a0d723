//! Pages that no program reads: where they are, and what a person types instead.

use contract::{
    ErrorCode, FieldCode, FieldError, Locale,
    ids::{FileId, ItemId},
};
use entity::library::{file, item, item_text, page, page_reading};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait, Select, sea_query::Expr,
};

use super::super::{
    edit::OPEN,
    life::{Act, in_best},
    model::Localised,
    programs::Program,
    words::{FileRole, ItemState, PageState},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
    text,
};

/// Longest text of a page that somebody types.
pub const PAGE_MAX: usize = 20_000;
/// Pages of a file that the list names.
const NAMED: usize = 60;

/// A PDF with pages that wait for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadFile {
    /// Its item.
    pub item: ItemId,
    /// What that is called.
    pub title: Option<Localised>,
    /// The file.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Whether its pages were looked for and could not be found.
    pub damaged: bool,
    /// How many cannot be read.
    pub count: usize,
    /// The first of them.
    pub pages: Vec<u32>,
}

/// Files with pages that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Files by identifier.
    pub files: Vec<UnreadFile>,
    /// After which one the next page begins.
    pub next: Option<FileId>,
    /// Whether programs that read pages are there.
    pub programs: bool,
}

/// A page before whoever types it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageForm {
    /// The item.
    pub item: ItemId,
    /// What that is called.
    pub title: Option<Localised>,
    /// The file.
    pub file: FileId,
    /// Which page, from 1.
    pub number: u32,
    /// What is known of it.
    pub state: PageState,
    /// How well it reads, from 0 to 100.
    pub quality: i32,
    /// Its text.
    pub text: String,
    /// Direction of a typed text: `rtl`, `ltr` or nothing.
    pub direction: String,
    /// What she has before her.
    pub version: i32,
    /// The next page of the file that cannot be read.
    pub next: Option<u32>,
    /// Whether its picture can be drawn here.
    pub drawn: bool,
    /// Whether a program can try to read it.
    pub machine: bool,
}

/// What she typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// The version that she had before her.
    pub version: String,
    /// The text.
    pub text: String,
    /// Code of its direction; nothing for that of its first letter.
    pub direction: String,
    /// That nothing is written there.
    pub blank: bool,
}

/// Files with pages that cannot be read, or that were not read at all, after one of them.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn queue(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    after: Option<&FileId>,
) -> DomainResult<Queue> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let mut query = waiting().order_by_asc(file::Column::Id).limit(ROWS_PER_PAGE + 1);
    if let Some(after) = after {
        query = query.filter(file::Column::Id.gt(after.as_str()));
    }
    let mut rows: Vec<(String, String, String)> = query.into_tuple().all(&tx).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let files = lines(&tx, locale, rows).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::LibraryRead), services.now_ms()).await?;
    tx.commit().await?;
    let next = files.last().filter(|_| more).map(|one| one.file.clone());
    Ok(Queue { files, next, programs: Program::PdfText.is_there() && Program::PdfInfo.is_there() })
}

/// The files of one item with such pages; opening the item is what is recorded.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn queue_of(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    item: &ItemId,
) -> DomainResult<Vec<UnreadFile>> {
    require(actor, Permission::LibraryManage, None)?;
    let db = services.db.read();
    let query = waiting().filter(file::Column::ItemId.eq(item.as_str())).order_by_asc(file::Column::Id);
    let rows: Vec<(String, String, String)> = query.into_tuple().all(db).await?;
    lines(db, locale, rows).await
}

/// PDFs with pages that cannot be read, or that were not read at all.
fn waiting() -> Select<file::Entity> {
    let unreadable = page::Entity::find()
        .select_only()
        .column(page::Column::FileId)
        .filter(page::Column::State.eq(PageState::Unreadable.as_str()))
        .into_query();
    let found = page_reading::Entity::find()
        .select_only()
        .column(page_reading::Column::FileId)
        .filter(page_reading::Column::Pages.is_not_null())
        .into_query();
    let waits = Condition::any()
        .add(file::Column::Id.in_subquery(unreadable))
        .add(file::Column::Id.not_in_subquery(found));
    file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::ItemId, file::Column::FileName])
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .filter(file::Column::Role.eq(FileRole::Pdf.as_str()))
        .filter(item::Column::State.is_in(OPEN.map(ItemState::as_str)))
        .filter(waits)
}

async fn lines<C: ConnectionTrait>(
    tx: &C,
    locale: Locale,
    rows: Vec<(String, String, String)>,
) -> DomainResult<Vec<UnreadFile>> {
    let ids: Vec<&str> = rows.iter().map(|(id, ..)| id.as_str()).collect();
    let items: Vec<&str> = rows.iter().map(|(_, item, _)| item.as_str()).collect();
    let titles = titles(tx, &items).await?;
    let pages: Vec<(String, i32)> = page::Entity::find()
        .select_only()
        .columns([page::Column::FileId, page::Column::Number])
        .filter(page::Column::FileId.is_in(ids.clone()))
        .filter(page::Column::State.eq(PageState::Unreadable.as_str()))
        .order_by_asc(page::Column::Number)
        .into_tuple()
        .all(tx)
        .await?;
    let damaged: Vec<String> = page_reading::Entity::find()
        .select_only()
        .column(page_reading::Column::FileId)
        .filter(page_reading::Column::FileId.is_in(ids))
        .filter(page_reading::Column::Pages.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, item, name)| {
            let own = pages.iter().filter(|(file, _)| *file == id);
            let own: Vec<u32> = own.filter_map(|(_, number)| u32::try_from(*number).ok()).collect();
            UnreadFile {
                title: title_of(&titles, &item, locale),
                item: ItemId::trusted(item),
                damaged: damaged.contains(&id),
                file: FileId::trusted(id),
                name,
                count: own.len(),
                pages: own.into_iter().take(NAMED).collect(),
            }
        })
        .collect())
}

async fn titles<C: ConnectionTrait>(tx: &C, items: &[&str]) -> DomainResult<Vec<(String, String, String)>> {
    Ok(item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::ItemId, item_text::Column::Locale, item_text::Column::Title])
        .filter(item_text::Column::ItemId.is_in(items.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?)
}

fn title_of(titles: &[(String, String, String)], item: &str, locale: Locale) -> Option<Localised> {
    let own = titles.iter().filter(|(id, ..)| id == item);
    let own: Vec<(String, String)> = own.map(|(_, l, title)| (l.clone(), title.clone())).collect();
    in_best(&own, locale)
}

/// A page, for whoever types it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found.
pub async fn page_form(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    file: &FileId,
    number: u32,
) -> DomainResult<PageForm> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let item = item_of(services, file).await?;
    let at = i32::try_from(number).map_err(|_| DomainError::not_found())?;
    let tx = services.db.begin().await?;
    let row = page::Entity::find_by_id((file.as_str().to_owned(), at)).one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let next: Option<i32> = page::Entity::find()
        .select_only()
        .column(page::Column::Number)
        .filter(page::Column::FileId.eq(file.as_str()))
        .filter(page::Column::State.eq(PageState::Unreadable.as_str()))
        .filter(page::Column::Number.gt(at))
        .order_by_asc(page::Column::Number)
        .into_tuple()
        .one(&tx)
        .await?;
    let titles = titles(&tx, &[item.as_str()]).await?;
    let entry = Entry::of(Action::LibraryRead).on("item", item.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(PageForm {
        title: title_of(&titles, item.as_str(), locale),
        item,
        file: file.clone(),
        number,
        state: PageState::parse(&row.state).ok_or_else(DomainError::not_found)?,
        quality: row.quality,
        text: row.text,
        direction: row.direction.unwrap_or_default(),
        version: row.version,
        next: next.and_then(|next| u32::try_from(next).ok()),
        drawn: Program::PdfToPpm.is_there(),
        machine: Program::PdfToPpm.is_there() && Program::Tesseract.is_there(),
    })
}

/// The item of a PDF.
async fn item_of(services: &Services, file: &FileId) -> DomainResult<ItemId> {
    let item: Option<String> = file::Entity::find_by_id(file.as_str())
        .select_only()
        .column(file::Column::ItemId)
        .filter(file::Column::Role.eq(FileRole::Pdf.as_str()))
        .into_tuple()
        .one(services.db.read())
        .await?;
    item.map(ItemId::trusted).ok_or_else(DomainError::not_found)
}

/// Writes what she typed of a page, with the index.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `text` and `direction`; not found;
/// [`ErrorCode::Conflict`] when somebody typed it meanwhile, or the item is gone.
pub async fn type_page(
    services: &Services,
    actor: &Actor,
    file: &FileId,
    number: u32,
    typed: &PageText,
) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let item = item_of(services, file).await?;
    let (text, direction) = read(typed)?;
    let at = i32::try_from(number).map_err(|_| DomainError::not_found())?;
    let act = Act::begin(services, actor, &item).await?;
    act.only_from(&OPEN)?;
    let key = (file.as_str().to_owned(), at);
    let row = page::Entity::find_by_id(key).one(&act.tx).await?.ok_or_else(DomainError::not_found)?;
    if typed.version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    page::Entity::update_many()
        .col_expr(page::Column::Text, Expr::value(text))
        .col_expr(page::Column::Direction, Expr::value(direction))
        .col_expr(page::Column::State, Expr::value(PageState::Typed.as_str()))
        .col_expr(page::Column::Version, Expr::value(row.version + 1))
        .filter(page::Column::FileId.eq(file.as_str()))
        .filter(page::Column::Number.eq(at))
        .exec(&act.tx)
        .await?;
    let (change, entry) = (act.change(), act.entry(Action::LibraryPage));
    act.finish(change, entry).await
}

/// Text and direction of what she typed.
fn read(typed: &PageText) -> DomainResult<(String, Option<String>)> {
    let mut errors = Vec::new();
    let text = if typed.blank { String::new() } else { text::multi_line(&typed.text).trim().to_owned() };
    if !typed.blank {
        text::check_length(&mut errors, "text", &text, 1, PAGE_MAX);
    }
    if !["", "rtl", "ltr"].contains(&typed.direction.as_str()) {
        errors.push(FieldError::new("direction", FieldCode::UnknownChoice));
    }
    if errors.is_empty() {
        Ok((text, Some(typed.direction.clone()).filter(|direction| !direction.is_empty())))
    } else {
        Err(DomainError::fields(errors))
    }
}

/// Has the pages of a file read once more; what was typed stays. Whoever calls sees to it that it begins: see
/// [`super::start`].
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for an item that is gone, and
/// where no program reads pages.
pub async fn read_again(services: &Services, actor: &Actor, file: &FileId) -> DomainResult<()> {
    require(actor, Permission::LibraryManage, None)?;
    let item = item_of(services, file).await?;
    let act = Act::begin(services, actor, &item).await?;
    act.only_from(&OPEN)?;
    if !Program::PdfText.is_there() || !Program::PdfInfo.is_there() {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    page_reading::Entity::delete_by_id(file.as_str()).exec(&act.tx).await?;
    let (change, entry) = (act.change(), act.entry(Action::LibraryPage));
    act.finish(change, entry).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_wants_a_text_or_the_word_that_there_is_none() {
        let typed = |text: &str, direction: &str, blank| PageText {
            version: "0".to_owned(),
            text: text.to_owned(),
            direction: direction.to_owned(),
            blank,
        };
        let fine = read(&typed(" حق العمل\r\nسطر ثان ", "rtl", false)).ok();
        assert_eq!(fine, Some(("حق العمل\nسطر ثان".to_owned(), Some("rtl".to_owned()))));
        assert_eq!(read(&typed("ignored", "", true)).ok(), Some((String::new(), None)));
        for (form, field) in [
            (typed("", "", false), "text"),
            (typed("a", "up", false), "direction"),
            (typed(&"x".repeat(20_001), "", false), "text"),
        ] {
            let refused = read(&form).unwrap_err();
            assert_eq!(refused.fields.first().map(|one| one.field.as_str()), Some(field));
        }
    }
}
