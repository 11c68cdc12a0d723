//! What is told of an item of which a file is not given now: nothing that comes out of that file. Few items have such files;
//! for all others nothing is asked.

use std::collections::BTreeMap;

use entity::library::{blob, file, item};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    sea_query::{Expr, Query, SelectStatement},
};

use super::{
    list::{closed, in_time},
    words::{FileRole, Kind},
    write::{main_of, whole_minutes},
};
use crate::{DomainResult, Services};

#[derive(FromQueryResult)]
struct OpenFile {
    item_id: String,
    role: String,
    sha256: String,
    seconds: Option<i32>,
    size: i64,
}

/// The files of an item that are given now.
#[derive(Default)]
pub(super) struct Open(Vec<OpenFile>);

impl Open {
    /// Bytes of the one of which cards speak.
    pub fn size(&self, kind: Kind) -> i64 {
        let files: Vec<(String, i64)> = self.0.iter().map(|one| (one.role.clone(), one.size)).collect();
        main_of(&files, kind)
    }

    /// How long it takes to hear or see them; `said` is what the item says of itself.
    pub fn minutes(&self, kind: Kind, said: Option<i32>) -> Option<i32> {
        let roles: &[FileRole] = match kind {
            Kind::Audio => &[FileRole::Audio],
            Kind::Video => &[FileRole::Video, FileRole::Audio],
            Kind::Book | Kind::Document => return said.filter(|_| !self.0.is_empty()),
        };
        let longest = |role: &FileRole| {
            self.0.iter().filter(|one| one.role == role.as_str()).filter_map(|one| one.seconds).max()
        };
        roles.iter().find_map(longest).map(whole_minutes)
    }

    /// Whether one of them has these bytes.
    pub fn holds(&self, sha256: &str) -> bool {
        self.0.iter().any(|one| one.sha256 == sha256)
    }
}

/// Files of an item that are closed now; for a condition of a query for items.
pub(super) fn closed_of_item(now: i64) -> SelectStatement {
    Query::select()
        .column(file::Column::Id)
        .from(file::Entity)
        .and_where(Expr::col((file::Entity, file::Column::ItemId)).equals((item::Entity, item::Column::Id)))
        .cond_where(closed(now))
        .to_owned()
}

/// Files that are given now, by item; no query for none.
pub(super) async fn open_files<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    items: &[String],
) -> DomainResult<BTreeMap<String, Open>> {
    let mut all: BTreeMap<String, Open> = BTreeMap::new();
    if items.is_empty() {
        return Ok(all);
    }
    let rows = file::Entity::find()
        .select_only()
        .columns([file::Column::ItemId, file::Column::Role, file::Column::Sha256, file::Column::Seconds])
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.is_in(items.iter().cloned()))
        .filter(in_time(services.now_ms()))
        .order_by_asc(file::Column::Position)
        .into_model::<OpenFile>()
        .all(db)
        .await?;
    for row in rows {
        all.entry(row.item_id.clone()).or_default().0.push(row);
    }
    Ok(all)
}

/// Those of these items of which a file is closed now.
pub(super) async fn with_closed<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    items: &[&str],
) -> DomainResult<Vec<String>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    Ok(file::Entity::find()
        .select_only()
        .column(file::Column::ItemId)
        .distinct()
        .filter(file::Column::ItemId.is_in(items.iter().copied()))
        .filter(closed(services.now_ms()))
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether these bytes are a file of the item that is closed now.
pub(super) async fn is_closed(services: &Services, item: &str, sha256: &str) -> DomainResult<bool> {
    let found = file::Entity::find()
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Sha256.eq(sha256))
        .filter(closed(services.now_ms()))
        .count(services.db.read())
        .await?;
    Ok(found > 0)
}

/// Whether something of an item is heard or seen now, or never was: what is told about a recording tells of one that is
/// closed. Where none can be played here, those that were brought are what it is about.
pub(super) async fn is_heard(services: &Services, item: &str) -> DomainResult<bool> {
    let now = services.now_ms();
    let roles = [FileRole::Audio, FileRole::Video, FileRole::Original].map(FileRole::as_str);
    let rows: Vec<(String, String, Option<i64>, Option<i64>)> = file::Entity::find()
        .select_only()
        .column(file::Column::Role)
        .column(blob::Column::MediaType)
        .columns([file::Column::VisibleFrom, file::Column::VisibleTo])
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(item))
        .filter(file::Column::Role.is_in(roles))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let brought = |role: &str| role == FileRole::Original.as_str();
    let plays = rows.iter().any(|(role, ..)| !brought(role));
    let mut recordings = rows
        .iter()
        .filter(|(role, media, ..)| if plays { !brought(role) } else { is_recording(media) })
        .peekable();
    Ok(recordings.peek().is_none()
        || recordings
            .any(|(.., from, to)| from.is_none_or(|from| from <= now) && to.is_none_or(|to| to > now)))
}

/// Whether bytes of this media type are heard or seen.
pub(crate) fn is_recording(media: &str) -> bool {
    ["audio/", "video/"].iter().any(|of| media.starts_with(of))
}
