//! The library's desk: every item, whatever its state.

use contract::{
    Locale, Tongue,
    ids::{FileId, ItemId},
};
use entity::library::{blob, file, item, item_text};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use super::{
    collections_desk::{Place, places_of},
    convert::{self, Conversion},
    covers::{DeskCover, standing},
    life::{in_best, was_seen},
    list::visible,
    model::Localised,
    pass::{self, Pass},
    programs::Program,
    readiness::{Lack, Review, lacks, review_of},
    record::{self, Record},
    relations::{Bond, bonds_of},
    upload::{Media, Of, kinds_in},
    waiting::{DeskWaiting, desk_waiting},
    words::{FileRole, ItemState, Kind, WithdrawalReason},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    services::day_of,
    staff::{
        Action, ROWS_PER_PAGE,
        audit::{self, Entry},
    },
};

/// An item in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    /// Identifier.
    pub id: ItemId,
    /// Title in the best language; nothing for what was erased.
    pub title: Option<Localised>,
    /// Kind; nothing for what was erased.
    pub kind: Option<Kind>,
    /// State.
    pub state: ItemState,
    /// Whether the world sees it now.
    pub visible: bool,
    /// Whether the world sees it or has seen it.
    pub seen: bool,
    /// First ISO day on which it is seen, if there is one.
    pub from: Option<String>,
    /// Last ISO day on which it is seen, if there is one.
    pub to: Option<String>,
    /// ISO day of the last change of what the world sees.
    pub changed: String,
    /// Why it was withdrawn.
    pub reason: Option<WithdrawalReason>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskList {
    /// Items by identifier.
    pub rows: Vec<DeskLine>,
    /// After which one the next page begins.
    pub next: Option<ItemId>,
}

/// An item at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskItem {
    /// What the list says.
    pub line: DeskLine,
    /// Its record; nothing for what was erased.
    pub record: Option<Record>,
    /// Its files.
    pub files: Vec<DeskFile>,
    /// Where its cover comes from.
    pub cover: DeskCover,
    /// Files that wait for a second person.
    pub waiting: Vec<DeskWaiting>,
    /// Whether recordings can be converted here.
    pub converts: bool,
    /// What it lacks before she may publish it; nothing when it is out or gone.
    pub lacks: Vec<Lack>,
    /// Every collection, each with whether it stands there.
    pub places: Vec<Place>,
    /// What it has to do with others.
    pub bonds: Vec<Bond>,
}

/// A file at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile {
    /// Identifier.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub role: FileRole,
    /// Language of its content.
    pub language: Tongue,
    /// Whether it is a picture.
    pub picture: bool,
    /// What that shows.
    pub alt: Option<String>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// ISO day from which on it is given.
    pub from: Option<String>,
    /// Last ISO day on which it is given.
    pub to: Option<String>,
    /// Why not before or after.
    pub reason: Option<String>,
    /// Its dates keep it from readers now.
    pub closed: bool,
    /// What opens it for her while the world does not see it.
    pub pass: Option<Pass>,
    /// Whether browsers show or play it; what they do not can only be taken along.
    pub plays: bool,
    /// Of what it tells besides, to whoever gets it.
    pub traces: Vec<Of>,
    /// What can be made out of it, or is being made.
    pub conversions: Vec<Conversion>,
}

/// Items by identifier, of one state or of all, after one of them.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`].
pub async fn desk_list(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    state: Option<ItemState>,
    after: Option<&ItemId>,
) -> DomainResult<DeskList> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let mut query = item::Entity::find().order_by_asc(item::Column::Id).limit(ROWS_PER_PAGE + 1);
    if let Some(state) = state {
        query = query.filter(item::Column::State.eq(state.as_str()));
    }
    if let Some(after) = after {
        query = query.filter(item::Column::Id.gt(after.as_str()));
    }
    let mut rows = query.all(&tx).await?;
    let page = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let lines = lines(services, &tx, locale, &rows).await?;
    audit::record(&tx, Some(reader), Entry::of(Action::LibraryRead), services.now_ms()).await?;
    tx.commit().await?;
    let next = lines.last().filter(|_| more).map(|line| line.id.clone());
    Ok(DeskList { rows: lines, next })
}

/// One item.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found.
pub async fn desk_item(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &ItemId,
) -> DomainResult<DeskItem> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let row = item::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let line = lines(services, &tx, locale, std::slice::from_ref(&row)).await?.pop();
    let line = line.ok_or_else(DomainError::not_found)?;
    let mut files = files(&tx, id, services.now_ms()).await?;
    let lives = matches!(line.state, ItemState::Draft | ItemState::Published | ItemState::Unpublished);
    for file in files.iter_mut().filter(|file| lives && (!line.visible || file.closed)) {
        file.pass = Some(pass::sign(services, &file.id, &file.sha256));
    }
    let cover = standing(&tx, id).await?;
    let waiting = desk_waiting(&tx, id.as_str(), reader).await?;
    let roles: Vec<(FileRole, Tongue)> = waiting.iter().map(|one| (one.role, one.language)).collect();
    let all = convert::held(&tx, id.as_str()).await?;
    for (file, conversion) in convert::of_files(&tx, &all, &roles).await? {
        if let Some(file) = files.iter_mut().find(|one| one.id.as_str() == file) {
            file.conversions.push(conversion);
        }
    }
    let converts = Program::FfMpeg.is_there();
    let lacks = match line.state {
        ItemState::Draft | ItemState::Unpublished => {
            let mut lacks = lacks(&tx, &row, services.now_ms()).await?;
            let own = review_of(&tx, &row, reader).await? == Review::Own;
            lacks.extend(own.then_some(Lack::SecondPerson));
            lacks
        }
        _ => Vec::new(),
    };
    let places = places_of(&tx, id).await?;
    let bonds = bonds_of(&tx, &row, locale).await?;
    let record = match line.state {
        ItemState::Erased => None,
        _ => Some(record::load(services, &tx, row).await?),
    };
    let entry = Entry::of(Action::LibraryRead).on("item", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(DeskItem { line, record, files, cover, waiting, converts, lacks, places, bonds })
}

#[derive(FromQueryResult)]
struct FileRow {
    id: String,
    file_name: String,
    role: String,
    language: String,
    alt: Option<String>,
    sha256: String,
    visible_from: Option<i64>,
    visible_to: Option<i64>,
    embargo_reason: Option<String>,
    media_type: String,
    traces: Option<String>,
}

async fn files<C: ConnectionTrait>(db: &C, id: &ItemId, now: i64) -> DomainResult<Vec<DeskFile>> {
    let rows = file::Entity::find()
        .select_only()
        .columns([file::Column::Id, file::Column::FileName, file::Column::Role, file::Column::Language])
        .columns([file::Column::Alt, file::Column::Sha256])
        .columns([file::Column::VisibleFrom, file::Column::VisibleTo, file::Column::EmbargoReason])
        .columns([blob::Column::MediaType, blob::Column::Traces])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(id.as_str()))
        .order_by_asc(file::Column::Position)
        .order_by_asc(file::Column::Id)
        .into_model::<FileRow>()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(DeskFile {
                id: FileId::trusted(row.id),
                name: row.file_name,
                role: FileRole::parse(&row.role)?,
                language: row.language.parse().ok()?,
                picture: row.media_type.starts_with("image/"),
                alt: row.alt,
                sha256: row.sha256,
                closed: row.visible_from.is_some_and(|from| from > now)
                    || row.visible_to.is_some_and(|to| to <= now),
                from: row.visible_from.map(day_of),
                // Stored is the first instant after the last day.
                to: row.visible_to.map(|to| day_of(to - 1)),
                reason: row.embargo_reason,
                pass: None,
                plays: Media::parse(&row.media_type).is_none_or(Media::plays),
                traces: kinds_in(row.traces.as_deref()),
                conversions: Vec::new(),
            })
        })
        .collect())
}

pub(super) async fn lines<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    locale: Locale,
    rows: &[item::Model],
) -> DomainResult<Vec<DeskLine>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let titles: Vec<(String, String, String)> = item_text::Entity::find()
        .select_only()
        .columns([item_text::Column::ItemId, item_text::Column::Locale, item_text::Column::Title])
        .filter(item_text::Column::ItemId.is_in(ids.clone()))
        .into_tuple()
        .all(db)
        .await?;
    let shown: Vec<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::Id.is_in(ids))
        .filter(visible(services))
        .into_tuple()
        .all(db)
        .await?;
    let now = services.now_ms();
    Ok(rows
        .iter()
        .filter_map(|row| {
            let own = titles.iter().filter(|(id, ..)| *id == row.id);
            let own: Vec<(String, String)> = own.map(|(_, l, title)| (l.clone(), title.clone())).collect();
            Some(DeskLine {
                id: ItemId::trusted(row.id.clone()),
                title: in_best(&own, locale),
                kind: Kind::parse(&row.kind),
                state: ItemState::parse(&row.state)?,
                visible: shown.contains(&row.id),
                seen: was_seen(row, now),
                from: row.visible_from.map(day_of),
                // Stored is the first instant after the last day.
                to: row.visible_to.map(|to| day_of(to - 1)),
                changed: day_of(row.datestamp),
                reason: row.withdrawal_reason.as_deref().and_then(WithdrawalReason::parse),
            })
        })
        .collect())
}
