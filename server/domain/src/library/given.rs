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
/// closed.
pub(super) async fn is_heard(services: &Services, item: &str) -> DomainResult<bool> {
    let now = services.now_ms();
    let recordings = || {
        file::Entity::find()
            .filter(file::Column::ItemId.eq(item))
            .filter(file::Column::Role.is_in([FileRole::Audio, FileRole::Video].map(FileRole::as_str)))
    };
    let db = services.db.read();
    Ok(recordings().filter(closed(now)).count(db).await? == 0
        || recordings().filter(in_time(now)).count(db).await? > 0)
}
